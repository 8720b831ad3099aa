//! What stands between a verb and what is said: a time, a place, an occasion, those who are told.

use super::Reading;
use crate::annotate::lexicon::Category;
use crate::text::{MONTHS, TokenKind, word_hash};

/// The first token after the times, places and occasions that begin at `start`; `start` itself where none does.
///
/// *Said | on Monday in a statement to reporters | that …*
pub(super) fn after_adjuncts(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    for _ in 0..MOST {
        let next = time(reading, at, end)
            .or_else(|| occasion(reading, at, end))
            .filter(|next| *next < end);
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    if at > start && reading.is(at, ",") && at + 1 < end {
        at + 1
    } else {
        at
    }
}

/// How many adjuncts may follow each other.
const MOST: usize = 5;
/// How many words an occasion may have.
const LONGEST: usize = 8;

/// The token after a time of one to three words: *Monday*, *late Friday*, *last week*, *earlier this month*.
pub(super) fn time(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
    // *Tuesday’s agreement* is no time.
    let owns = reading
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.kind == TokenKind::Clitic);
    if at >= end || owns {
        return None;
    }
    if reading.has(at, Category::Weekday) {
        let part = at + 1 < end && reading.any_of(at + 1, &PARTS_OF_DAY);
        return Some(at + 1 + usize::from(part));
    }
    if reading.any_of(at, &["this", "last", "next"]) && at + 1 < end {
        let unit = reading.any_of(at + 1, &UNITS) || reading.has(at + 1, Category::Weekday);
        return unit.then_some(at + 2);
    }
    reading.any_of(at, &TIMES).then_some(at + 1)
}

const PARTS_OF_DAY: [&str; 4] = ["morning", "afternoon", "evening", "night"];
const UNITS: [&str; 10] = [
    "week",
    "month",
    "year",
    "day",
    "weekend",
    "morning",
    "afternoon",
    "evening",
    "night",
    "summer",
];
const TIMES: [&str; 9] = [
    "yesterday",
    "today",
    "earlier",
    "later",
    "recently",
    "late",
    "early",
    "again",
    "afterwards",
];

/// The token after a preposition with a day, a name, or a word for where and how things are said.
fn occasion(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
    if at >= end
        || !reading.any_of(
            at,
            &[
                "in", "on", "at", "during", "after", "before", "from", "via", "through", "outside",
                "near", "to", "with", "by",
            ],
        )
    {
        return None;
    }
    let mut last = None;
    let limit = end.min(at + 1 + LONGEST);
    let mut index = at + 1;
    while index < limit {
        let token = reading.tokens[index];
        if reading.is_name(index) {
            while index + 1 < limit && reading.in_one_name(index, index + 1) {
                index += 1;
            }
            index += 1;
            // *In Iran's parliament*: the name is only the owner.
            if !reading
                .tokens
                .get(index)
                .is_some_and(|next| next.kind == TokenKind::Clitic)
            {
                return Some(index);
            }
            index += 1;
            continue;
        }
        if let Some(next) = time(reading, index, limit) {
            return Some(next);
        }
        if token.kind == TokenKind::Number
            || reading.any_of(index, &MONTHS)
            || is_occasion(reading, index)
        {
            // *A news conference*: the last of such words ends the phrase.
            last = Some(index + 1);
        } else if last.is_some()
            || token.kind == TokenKind::Mark
            || reading.any(
                index,
                &[
                    Category::Auxiliary,
                    Category::Subject,
                    Category::Speech,
                    Category::Conjunction,
                    Category::Preposition,
                    Category::Relative,
                ],
            )
        {
            break;
        }
        index += 1;
    }
    last
}

/// Whether a word tells where, when or how something is said, or to whom.
pub(super) fn is_occasion(reading: &Reading<'_>, at: usize) -> bool {
    use std::sync::LazyLock;
    static HASHES: LazyLock<Vec<u32>> = LazyLock::new(|| {
        let mut hashes: Vec<u32> = OCCASIONS.iter().map(|word| word_hash(word)).collect();
        hashes.sort_unstable();
        hashes
    });
    reading
        .tokens
        .get(at)
        .is_some_and(|token| HASHES.binary_search(&token.hash).is_ok())
}

const OCCASIONS: [&str; 36] = [
    "statement",
    "statements",
    "interview",
    "interviews",
    "reporters",
    "journalists",
    "conference",
    "news",
    "press",
    "television",
    "radio",
    "speech",
    "address",
    "letter",
    "email",
    "post",
    "tweet",
    "message",
    "briefing",
    "meeting",
    "hearing",
    "ceremony",
    "visit",
    "rally",
    "summit",
    "talks",
    "court",
    "phone",
    "telephone",
    "report",
    "article",
    "website",
    "blog",
    "lawmakers",
    "remarks",
    "testimony",
];
