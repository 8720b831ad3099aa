//! What the engine is to reach, in one place, and the rows that say whether it does.

use crate::report::Report;

/// F1 of names on `WikiGold` and on GUM's news for testing.
pub(crate) const NAMES: f64 = 0.70;
/// Macro-F1 of opinion or forecast against the rest on NewsSD-ENG's test set.
pub(crate) const SUBJECTIVE: f64 = 0.72;
/// The confidence from which on nine of ten labels are to be right. It is stated and not picked from the texts it is
/// measured on.
pub(crate) const SURE: f32 = 0.9;
/// The share of labels that are to be right from [`SURE`] on.
pub(crate) const RIGHT_WHEN_SURE: f64 = 0.9;
/// The share of the shipped article's words with the stance that people gave them.
pub(crate) const ARTICLE_STANCE: f64 = 0.80;
/// F1 of the shipped article's mentions.
pub(crate) const ARTICLE_MENTIONS: f64 = 0.90;
/// The share of the mentions found that have the right card.
pub(crate) const ARTICLE_CARDS: f64 = 0.90;
/// F1 of sources and of contents of what others say.
pub(crate) const ATTRIBUTION: f64 = 0.75;
/// Megabytes a second, on one core.
pub(crate) const SPEED: f64 = 3.0;
/// By how much a megabyte of the largest text may cost more than one of the smallest.
pub(crate) const GROWTH: f64 = 1.25;

/// The most memory for a text, in megabytes both.
pub(crate) const fn memory(text: u32) -> u32 {
    64 + 4 * text
}

/// Adds a figure that is to be at least `target`.
pub(crate) fn at_least(report: &mut Report, what: &str, shown: &str, figure: f64, target: f64) {
    report.rate(what, shown, &format!("≥ {target:.2}"), figure >= target);
}
