//! Who says it: the noun phrase before or after a verb of saying.

use std::ops::Range;

use super::Reading;
use crate::annotate::lexicon::Category;
use crate::text::{Case, TokenKind};

/// The subject of the verb `verb`, looked for to its left, no further than the token `floor`.
pub(super) fn subject_before(
    reading: &Reading<'_>,
    verb: usize,
    floor: usize,
) -> Option<Range<usize>> {
    let mut end = verb;
    while end > floor && is_between(reading, end - 1) {
        end -= 1;
    }
    if end == floor {
        return None;
    }
    let before = end - 1;
    if reading.is(before, ",") {
        // *Tokayev, the president, said*: what stands between the commas is an apposition.
        let comma = (floor + 1..before)
            .rev()
            .take(MOST_APPOSITION)
            .find(|at| reading.is(*at, ","))?;
        return phrase_ending_at(reading, comma, floor);
    }
    if reading.has(before, Category::Relative) || (reading.is(before, "that") && end - 1 > floor) {
        let noun = if before > floor && reading.is(before - 1, ",") {
            before - 1
        } else {
            before
        };
        return phrase_ending_at(reading, noun, floor);
    }
    if reading.is(before, "and") {
        // A second verb shares the subject of the first: *Xi rang him and said*.
        return None;
    }
    phrase_ending_at(reading, end, floor)
}

const MOST_APPOSITION: usize = 25;
const MOST_PHRASE: usize = 14;
/// Words that are no part of a noun phrase.
const PARTING: [Category; 8] = [
    Category::Preposition,
    Category::Conjunction,
    Category::Auxiliary,
    Category::Subject,
    Category::Relative,
    Category::Speech,
    Category::Adverb,
    Category::Weekday,
];

/// Whether a token may stand between a subject and its verb.
fn is_between(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.text_of(at);
    reading.has(at, Category::Auxiliary)
        || reading.has(at, Category::Adverb)
        || (word.len() > 4 && word.ends_with("ly") && reading.tokens[at].case == Case::Lower)
}

/// The noun phrase whose last token stands before `end`.
pub(super) fn phrase_ending_at(
    reading: &Reading<'_>,
    end: usize,
    floor: usize,
) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|last| *last >= floor)?;
    if reading.has(last, Category::Subject) && reading.tokens[last].kind == TokenKind::Word {
        return Some(last..end);
    }
    if matches!(reading.tokens[last].kind, TokenKind::Mark)
        || reading.any(
            last,
            &[
                Category::Preposition,
                Category::Conjunction,
                Category::Auxiliary,
                Category::Object,
            ],
        )
    {
        return None;
    }
    let mut start = last;
    while start > floor && end - start < MOST_PHRASE {
        let at = start - 1;
        let token = reading.tokens[at];
        if reading.in_one_name(at, start) {
            start = at;
            continue;
        }
        match token.kind {
            TokenKind::Clitic | TokenKind::Number => start = at,
            TokenKind::Mark => {
                if matches!(reading.text_of(at), "-" | "–" | "/" | "." | "&") && token.glued {
                    start = at;
                } else {
                    break;
                }
            }
            TokenKind::Word => {
                if reading.has(at, Category::Determiner) {
                    start = at;
                    break;
                }
                if matches!(reading.text_of(at), "of" | "for" | "at" | "from" | "with")
                    && at > floor
                    && takes_preposition(reading, at - 1)
                {
                    start = at;
                    continue;
                }
                if reading.is(at, "and") && at > floor && both_nouns(reading, at) {
                    start = at;
                    continue;
                }
                if reading.any(at, &PARTING) {
                    break;
                }
                start = at;
            }
        }
    }
    while start < end
        && (reading.tokens[start].kind == TokenKind::Mark
            || reading.any(start, &[Category::Preposition, Category::Conjunction]))
    {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// Whether a preposition after the noun `at` goes on with its phrase.
fn takes_preposition(reading: &Reading<'_>, at: usize) -> bool {
    reading.has(at, Category::SourceNoun)
        || reading.tokens[at].kind == TokenKind::Word
            && !reading.any(
                at,
                &[
                    Category::Auxiliary,
                    Category::Adverb,
                    Category::Speech,
                    Category::Preposition,
                ],
            )
}

fn both_nouns(reading: &Reading<'_>, and: usize) -> bool {
    let capital = |at: usize| reading.tokens[at].is_capitalised();
    capital(and - 1) == capital(and + 1) && reading.tokens[and - 1].kind == TokenKind::Word
}

/// The noun phrase that begins at `start`, as after *said* or *according to*, no further than `limit`.
pub(super) fn phrase_from(
    reading: &Reading<'_>,
    start: usize,
    limit: usize,
) -> Option<Range<usize>> {
    let first = *reading.tokens.get(start)?;
    if start >= limit || first.kind == TokenKind::Mark {
        return None;
    }
    if reading.has(start, Category::Subject) && !reading.has(start, Category::Determiner)
        || reading.has(start, Category::Object)
    {
        return Some(start..start + 1);
    }
    let mut end = start;
    while end < limit && end - start < MOST_PHRASE {
        let token = reading.tokens[end];
        let goes_on = match token.kind {
            TokenKind::Mark => {
                matches!(reading.text_of(end), "-" | "–" | "/" | "." | "&")
                    && token.glued
                    && end + 1 < limit
            }
            TokenKind::Word => {
                end == start
                    || reading.in_one_name(end - 1, end)
                    || matches!(
                        reading.text_of(end),
                        "of" | "for" | "at" | "from" | "and" | "the" | "in"
                    )
                    || !reading.any(end, &PARTING)
            }
            TokenKind::Clitic | TokenKind::Number => true,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    while end > start
        && (reading.tokens[end - 1].kind == TokenKind::Mark
            || reading.any(end - 1, &[Category::Preposition, Category::Conjunction])
            || reading.is(end - 1, "the"))
    {
        end -= 1;
    }
    (end > start).then_some(start..end)
}
