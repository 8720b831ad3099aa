//! The few styles that depend on the article: where notes are anchored and how tall the map's bands are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::view::View;
use super::whole::Whole;
use super::{ids, map};

/// Where notes hang on anchors that hang on anchors. `WebKit`, which alone knows `-webkit-named-image`, computes such
/// a chain wrongly from its second link on (seen in 2.50); there the program places the notes.
const CHAINED: &str = "@media screen and (min-width:72rem){\
    @supports(anchor-name:--a) and (not (background:-webkit-named-image(i))){";

/// The style sheet of one article, to stand in the page beside the common one.
///
/// On wide screens each note hangs at the height of its words and below the note before it, by CSS anchor
/// positioning alone, so that nothing moves when the scripts arrive. Where a browser cannot do that, the
/// notes of a part stand in the margin beside it from its top.
#[must_use]
pub fn generated_styles(view: &View<'_>, whole: &Whole) -> String {
    let mut css = map_styles(view, whole);
    css.push_str(CHAINED);
    // Until the program has placed the notes itself.
    css.push_str(":root:not([data-arranged]){");
    // All notes share one anchor's name: of those that stand before it, a note finds the last.
    css.push_str(
        ".note{anchor-name:--n;top:max(anchor(var(--a) top),anchor(--n bottom,-9rem) + var(--note-gap))}",
    );
    for marked in view.mentions.iter().filter(|marked| marked.has_note) {
        let (id, note) = (&marked.id, ids::note(&marked.id));
        push(
            &mut css,
            format_args!("#{id}{{anchor-name:--{id}}}#{note}{{--a:--{id}}}"),
        );
    }
    css.push_str("}}}");
    css
}

/// How tall the map's bands are.
#[must_use]
pub fn map_styles(view: &View<'_>, whole: &Whole) -> String {
    let mut css = String::new();
    let stretches = map::stretches(&view.parts, whole);
    let mut bands: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for run in stretches.iter().flat_map(|stretch| &stretch.runs) {
        let band = format!("#{}", ids::band(&run.first.id));
        bands.entry(run.words).or_default().push(band);
    }
    for (words, bands) in bands {
        push(
            &mut css,
            format_args!("{}{{flex-grow:{words}}}", bands.join(",")),
        );
    }
    for stretch in &stretches {
        let words: usize = stretch.runs.iter().map(|run| run.words).sum();
        push(
            &mut css,
            format_args!("#map-part-{}{{flex-grow:{words}}}", stretch.number),
        );
    }
    css
}

fn push(css: &mut String, rule: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = css.write_fmt(rule);
}
