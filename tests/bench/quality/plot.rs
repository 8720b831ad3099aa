//! Time against size as a picture for the README: a point for each size, beside a straight line.

use std::fmt::Write as _;

/// Where the picture is kept, so that the README can show it.
pub(crate) const FILE: &str = "tests/bench/quality/growth.svg";

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;

/// Draws points of megabytes and seconds, and the line on which they would lie if each megabyte cost what it costs in the first.
pub(crate) fn drawn(points: &[(f64, f64)]) -> String {
    let Some((first, last)) = points.first().zip(points.last()) else {
        return String::new();
    };
    let slope = first.1 / first.0;
    let (most_x, step_x) = axis(last.0);
    let (most_y, step_y) = axis(
        points
            .iter()
            .map(|point| point.1)
            .fold(slope * last.0, f64::max),
    );
    let x = |value: f64| LEFT + value / most_x * (WIDTH - LEFT - RIGHT);
    let y = |value: f64| HEIGHT - BOTTOM - value / most_y * (HEIGHT - TOP - BOTTOM);
    let (bottom, right) = (HEIGHT - BOTTOM, WIDTH - RIGHT);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n\
         <title>Time to annotate a text, against its size: {:.2} s for {} MB, {:.2} s for {} MB</title>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"24\">Seconds to annotate a text on one core; the line is what its first megabyte costs</text>\n",
        first.1, first.0, last.1, last.0
    );
    for value in ticks(most_x, step_x) {
        let at = x(value);
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<path d=\"M{at:.1} {bottom}V{TOP}\" stroke=\"#ddd\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{value}</text>",
            bottom + 20.0
        );
    }
    for value in ticks(most_y, step_y) {
        let at = y(value);
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {at:.1}H{right}\" stroke=\"#ddd\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{value}</text>",
            LEFT - 8.0,
            at + 4.0
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{right}\" y=\"{:.1}\" text-anchor=\"end\">MB of text</text>\n<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#888\" stroke-dasharray=\"5 4\"/>",
        HEIGHT - 10.0,
        x(0.0),
        y(0.0),
        x(last.0),
        y(slope * last.0)
    );
    for (size, seconds) in points {
        let _ = writeln!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4.5\" fill=\"#1b5e8c\"><title>{size} MB: {seconds:.2} s</title></circle>",
            x(*size),
            y(*seconds)
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// The end of an axis that holds `most`, and the distance of its ticks: 1, 2 or 5 times a power of ten.
fn axis(most: f64) -> (f64, f64) {
    let power = 10_f64.powf((most / 5.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        .find(|step| most / step <= 6.0)
        .unwrap_or(10.0 * power);
    ((most / step).ceil() * step, step)
}

fn ticks(most: f64, step: f64) -> impl Iterator<Item = f64> {
    (0..=20)
        .map(move |count| f64::from(count) * step)
        .take_while(move |value| *value <= most * 1.001)
}
