//! How much of each note the margin has room for, so that a note is cut no earlier than the next one needs.
//!
//! The page is laid out here in a rough way, at the usual size of its type: lines of so many letters, notes one below
//! the other. The style sheet places the notes by what the browser measures; this only decides how long they may be.

use std::collections::BTreeMap;

use super::view::{Part, View};
use crate::text::Block;

/// Letters to a line of the article, and its height; lengths in CSS pixels.
const ARTICLE_LETTERS: usize = 66;
const ARTICLE_LINE: f64 = 30.8;
/// What stands between two paragraphs, and what a subhead takes.
const BETWEEN: f64 = 22.0;
const SUBHEAD: f64 = 100.0;
/// Letters to a line of a note, its height, and the gap between two notes.
const NOTE_LETTERS: usize = 46;
const NOTE_LINE: f64 = 18.2;
const NOTE_GAP: f64 = 10.0;
/// Lines that every note has, and that none exceeds.
const FEWEST: usize = 2;
const MOST: usize = 6;

/// For each mention with a note, by its id: how many letters of the card's name and summary the margin holds beside these parts.
pub(super) fn letters(view: &View<'_>, parts: &[Part<'_>]) -> BTreeMap<String, usize> {
    let (anchors, end) = anchors(view, parts);
    let mut tops: Vec<f64> = Vec::with_capacity(anchors.len());
    let mut free = 0.0_f64;
    for (_, anchor) in &anchors {
        let top = anchor.max(free);
        free = top + height(FEWEST) + NOTE_GAP;
        tops.push(top);
    }
    anchors
        .iter()
        .enumerate()
        .map(|(index, (id, _))| {
            let below = tops.get(index + 1).copied().unwrap_or(end);
            let lines = (FEWEST..=MOST)
                .rev()
                .find(|lines| tops[index] + height(*lines) + NOTE_GAP <= below + 0.5)
                .unwrap_or(FEWEST);
            (id.clone(), lines * NOTE_LETTERS)
        })
        .collect()
}

fn height(lines: usize) -> f64 {
    f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * NOTE_LINE
}

/// Numbers of lines that the style sheet knows: from twenty on each about a tenth more than the one before. So no book needs a sheet of
/// its own, to be made, read and sorted while it opens.
const STEPS: [usize; 46] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 27, 30, 33, 36,
    40, 44, 48, 53, 58, 64, 70, 77, 85, 94, 103, 113, 124, 137, 150, 165, 182, 200, 220, 256,
];

/// About how many lines a block of the article takes, as the style sheet knows them.
pub(super) fn lines_of(view: &View<'_>, block: &Block) -> usize {
    step(lines(view, block))
}

/// The same of a part, with the distances between its blocks.
pub(super) fn lines_of_part(view: &View<'_>, part: &Part<'_>) -> usize {
    step(part.blocks.iter().map(|block| lines(view, block) + 1).sum())
}

fn lines(view: &View<'_>, block: &Block) -> usize {
    view.document.slice(block.span).chars().count() / ARTICLE_LETTERS + 1
}

fn step(lines: usize) -> usize {
    let nearest = STEPS.into_iter().min_by_key(|step| step.abs_diff(lines));
    nearest.unwrap_or(lines)
}

/// The mentions with a note in reading order, with how far down the article they stand; and where it ends.
fn anchors(view: &View<'_>, parts: &[Part<'_>]) -> (Vec<(String, f64)>, f64) {
    let mut anchors = Vec::new();
    let mut top = 0.0;
    for part in parts {
        if part.subhead.is_some() {
            top += SUBHEAD;
        }
        for block in part.blocks {
            let line_of = |letters: usize| {
                let lines = u32::try_from(letters / ARTICLE_LETTERS).unwrap_or(u32::MAX);
                f64::from(lines) * ARTICLE_LINE
            };
            let text = view.document.slice(block.span);
            let here = view
                .mentions_in(block.span)
                .iter()
                .filter(|marked| marked.has_note);
            for marked in here {
                let bytes = marked.mention.span.start - block.span.start;
                let before = text.get(..bytes).unwrap_or(text).chars().count();
                anchors.push((marked.id.clone(), top + line_of(before)));
            }
            top += line_of(text.chars().count()) + ARTICLE_LINE + BETWEEN;
        }
    }
    (anchors, top)
}

/// Cuts `text` before the word that goes beyond `letters`; a rest too short to be worth it is not cut off.
pub(super) fn cut(text: &str, letters: usize) -> (&str, &str) {
    /// A rest of so many letters still fits.
    const SPARE: usize = 8;
    if text.chars().count() <= letters + SPARE {
        return (text, "");
    }
    let end = text
        .char_indices()
        .nth(letters + 1)
        .map_or(text.len(), |(index, _)| index);
    match text[..end].rfind(' ') {
        // No comma stands before the sign of what is left out.
        Some(space) => text.split_at(text[..space].trim_end_matches([',', ';', ':']).len()),
        None => ("", text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_is_cut_between_words_and_loses_nothing() {
        let text = "Öffentliche Rundfunkanstalt in Köln, gegründet 1955";
        for letters in 0..60 {
            let (first, rest) = cut(text, letters);
            assert_eq!(format!("{first}{rest}"), text);
            assert!(rest.is_empty() || first.is_empty() || rest.starts_with([' ', ',']));
            assert!(rest.is_empty() || first.chars().count() <= letters);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_style_sheet_has_a_rule_for_each_step() {
        let sheet = include_str!("../../style/brought.css");
        let rule = |step| format!("[data-lines=\"{step}\"] {{ --lines: {step}; }}");
        for step in STEPS {
            assert!(sheet.contains(&rule(step)), "{step}");
        }
        assert_eq!(sheet.matches("[data-lines=").count(), STEPS.len());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lines_are_those_of_the_nearest_step() {
        assert_eq!([1, 19, 21, 23, 29, 900].map(step), [1, 19, 20, 22, 30, 256]);
        for lines in 1..=220 {
            assert!(step(lines).abs_diff(lines) * 16 <= lines, "{lines}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_short_rest_stays() {
        assert_eq!(cut("one two three", 8), ("one two three", ""));
        assert_eq!(
            cut("one two three four five", 8),
            ("one two", " three four five")
        );
        assert_eq!(cut("one two three four five", 7).0, "one two");
        assert_eq!(cut("one two three four five", 6).0, "one");
        assert_eq!(cut("one two three four five", 0).0, "");
    }
}
