//! What a verb of saying says: after it, before it, or around it.

use std::ops::Range;

use super::bounds::{clause_end, has_clause, trimmed};
use super::quotes::quotes_from;
use super::sources::is_between;
use super::verbs::Place;
use super::{Quote, Reading};
use crate::annotate::lexicon::Category;
use crate::text::TokenKind;

/// Verbs whose object is what is said about: *accused X of …*.
const TAKES_OBJECT: &[&str] = &[
    "accus",
    "blam",
    "criticis",
    "criticiz",
    "condemn",
    "prais",
    "urg",
    "call",
    "charg",
    "deni",
    "deny",
    "reject",
    "dismiss",
    "demand",
    "ask",
    "order",
    "voice",
    "confirm",
    "announc",
    "threaten",
    "recommend",
    "plead",
    "promise",
    "vow",
    "pledg",
    "expect",
    "describ",
    "character",
    "denounc",
    "decr",
    "disput",
    "refut",
    "advocat",
    "highlight",
];

/// Verbs that need *that*, a quotation or a colon before what is said; else they say nothing.
const NEEDS_MARK: &[&str] = &[
    "show",
    "mean",
    "remember",
    "realis",
    "realiz",
    "notic",
    "understand",
    "understood",
    "doubt",
    "determin",
    "discover",
    "imagin",
    "propos",
    "quot",
    "cit",
    "voice",
    "want",
    "wish",
    "find",
    "found",
    "see",
    "read",
    "hear",
    "heard",
    "learn",
    "know",
    "knew",
    "note",
    "post",
    "rule",
    "answer",
    "respond",
    "repl",
    "comment",
    "remark",
    "mention",
    "add",
    "writ",
    "wrote",
    "state",
    "report",
    "reveal",
    "indicat",
    "decid",
    "agree",
    "accept",
    "project",
    "forecast",
    "feel",
    "felt",
    "appeal",
    "repeat",
    "sing",
    "shout",
    "chant",
    "recall",
    "observ",
    "maintain",
    "maint",
    "assum",
    "conclud",
    "view",
    "tweet",
    "complain",
    "clarif",
    "conced",
    "affirm",
    "lament",
    "underlin",
    "underscor",
    "remind",
    "hypothes",
    "theori",
    "apologi",
    "inquir",
    "enquir",
];

/// What is denied by not giving it.
const REQUESTS: [&str; 11] = [
    "bail",
    "request",
    "requests",
    "access",
    "entry",
    "visa",
    "visas",
    "permission",
    "application",
    "petition",
    "motion",
];

/// Whether a word begins like one of these verbs.
pub(super) fn has_stem(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

/// *The road, officials say, is closed*: what is said stands around the words of saying.
pub(super) fn around(
    reading: &Reading<'_>,
    place: &Place<'_>,
    source: &Range<usize>,
    after: usize,
) -> Option<[Range<usize>; 2]> {
    let region = place.region;
    let opens = source.end <= place.cue.start
        && source.start > region.start + 1
        && reading.is(source.start - 1, ",")
        && (source.end..place.cue.start).all(|at| is_between(reading, at))
        && !place.taken_left;
    let comma = if reading.is(after, ",") {
        after
    } else {
        after.checked_sub(1)?
    };
    if !opens
        || comma < place.cue.end
        || !reading.is(comma, ",")
        || reading.text_of(comma + 1).ends_with("ing")
        || quotes_from(place.quotes, region.start)
            .iter()
            .take_while(|quote| quote.open < region.end)
            .any(|quote| !quote.short)
    {
        return None;
    }
    let left = trimmed(reading, region.start..source.start)?;
    let right = trimmed(
        reading,
        comma + 1..clause_end(reading, comma + 1, region.end),
    )?;
    (right.len() >= 2).then_some([left, right])
}

/// What stands between `next`, after the verb, and the end of its clause, if it is something that is said.
pub(super) fn right_content(
    reading: &Reading<'_>,
    next: usize,
    region: &Range<usize>,
    that: Option<usize>,
    word: &str,
) -> Option<Range<usize>> {
    if let Some(that) = that {
        return trimmed(reading, that + 1..clause_end(reading, that + 1, region.end));
    }
    if next >= region.end {
        return None;
    }
    if reading.is(next, ":") {
        return trimmed(reading, next + 1..region.end);
    }
    if reading.tokens[next].kind == TokenKind::Mark
        && !matches!(reading.text_of(next), "“" | "\"" | "‘" | "$" | "£" | "€")
    {
        return None;
    }
    // *Described him as a hero* says something, *a condition characterised by pain* does not.
    let needs_as = has_stem(word, &["describ", "character"]);
    if needs_as && !(next..region.end.min(next + 12)).any(|at| reading.is(at, "as")) {
        return None;
    }
    // *Charged for power*, *denied bail*: deeds, not words.
    let from =
        |words: &[&str]| (next..region.end.min(next + 4)).any(|at| reading.any_of(at, words));
    if word.starts_with("charg") && reading.is(next, "for")
        || has_stem(word, &["deni", "deny"]) && from(&REQUESTS)
    {
        return None;
    }
    if has_stem(word, TAKES_OBJECT) {
        let content = trimmed(reading, next..clause_end(reading, next, region.end))?;
        return (content.len() >= 2).then_some(content);
    }
    if has_stem(word, NEEDS_MARK) && !has_clause(reading, next, region.end) {
        return None;
    }
    // *Said in the end …* is said; *asked about prices* is not.
    if matches!(
        reading.text_of(next),
        "to" | "in" | "on" | "about" | "of" | "with" | "at" | "for" | "and" | "so" | "or"
    ) && !matches!(
        word,
        "say"
            | "says"
            | "said"
            | "claims"
            | "claimed"
            | "claim"
            | "hopes"
            | "hoped"
            | "agreed"
            | "admitted"
            | "admits"
            | "confessed"
            | "threatened"
    ) {
        return None;
    }
    let content = trimmed(reading, next..clause_end(reading, next, region.end))?;
    (content.len() >= 3).then_some(content)
}

/// What is said before the verb or its subject, and whether it is quoted.
pub(super) fn left_content(
    reading: &Reading<'_>,
    region: &Range<usize>,
    end: usize,
    quotes: &[Quote],
) -> Option<(Range<usize>, bool)> {
    let before = end.checked_sub(1).filter(|before| *before > region.start)?;
    let mut near = quotes_from(quotes, before.saturating_sub(1)).iter().take(2);
    if let Some(quote) = near.find(|quote| {
        quote.closed && quote.close == before
            || quote.close + 1 == before && reading.is(before, ",")
    }) {
        if quote.short && quote.open > region.start + 1 {
            return trimmed(reading, region.start..before).map(|left| (left, false));
        }
        let inner = quote.inner();
        return Some((inner.start.max(region.start)..inner.end, true));
    }
    if !matches!(reading.text_of(before), "," | "—" | "–" | "--" | "?" | "!") {
        return None;
    }
    let left = trimmed(reading, region.start..before)?;
    (left.len() >= 3 && !reading.any(left.start, &[Category::Preposition, Category::Conjunction]))
        .then_some((left, false))
}
