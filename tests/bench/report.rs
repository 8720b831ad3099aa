//! The table: a row for each figure, with its target and whether that is met.

use std::fmt;

/// All rows, in the order in which they were measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    what: String,
    measured: String,
    target: String,
    verdict: &'static str,
}

impl Report {
    /// Adds a figure that has a target.
    pub(crate) fn rate(&mut self, what: &str, measured: &str, target: &str, is_met: bool) {
        self.add(
            what,
            measured,
            target,
            if is_met { "met" } else { "MISSED" },
        );
    }

    /// Adds a figure that is told for information only.
    pub(crate) fn tell(&mut self, what: &str, measured: &str) {
        self.add(what, measured, "–", "–");
    }

    fn add(&mut self, what: &str, measured: &str, target: &str, verdict: &'static str) {
        eprintln!("  {what}: {measured} ({verdict})");
        self.rows.push(Row {
            what: what.to_owned(),
            measured: measured.to_owned(),
            target: target.to_owned(),
            verdict,
        });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| Figure | Measured | Target | |")?;
        write!(formatter, "| --- | --- | --- | --- |")?;
        for row in &self.rows {
            let (what, measured) = (&row.what, &row.measured);
            let (target, verdict) = (&row.target, row.verdict);
            write!(
                formatter,
                "\n| {what} | {measured} | {target} | {verdict} |"
            )?;
        }
        Ok(())
    }
}

/// The middle value; of an even number, the mean of the two in the middle. Not a number for none.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.get(middle) {
        None => f64::NAN,
        Some(upper) if sorted.len() % 2 == 1 => *upper,
        Some(upper) => f64::midpoint(*upper, sorted[middle - 1]),
    }
}

/// The middle value with the bounds of the middle half: how sure the median is.
pub(crate) fn spread(values: &[f64]) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quarter = sorted.len() / 4;
    let middle = &sorted[quarter..sorted.len() - quarter];
    let median = median(values);
    match (middle.first(), middle.last()) {
        (Some(low), Some(high)) => format!("{median:.0} ms (half of them {low:.0} to {high:.0})"),
        _ => "none".to_owned(),
    }
}

/// The largest value.
pub(crate) fn worst(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NAN, f64::max)
}
