//! Where clauses and what is said in them begin and end.

use std::ops::Range;

use super::adjuncts::{is_occasion, time};
use super::quotes::quotes_from;
use super::{Quote, Reading};
use crate::annotate::lexicon::Category;
use crate::text::{Case, TokenKind};

/// Where the clause that begins at `start` ends: at the sentence's end, or before another that says who says it.
pub(super) fn clause_end(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    (start + 2..end)
        .find(|at| {
            if reading.is(*at, ",") {
                let next = at + 1;
                reading
                    .tokens
                    .get(next)
                    .is_some_and(|next| next.hash == according())
                    || reading.any_of(
                        next,
                        &[
                            "adding",
                            "saying",
                            "warning",
                            "insisting",
                            "arguing",
                            "noting",
                            "stressing",
                        ],
                    )
                    || reading.any_of(next, &["while", "but"])
                        && (at + 2..end.min(at + 8))
                            .any(|later| reading.has(later, Category::Speech))
                    || reading.any_of(next, &["and", "but"]) && says_more(reading, at + 2)
            } else {
                reading.any_of(*at, &["and", "but"]) && says_more(reading, at + 1)
            }
        })
        .unwrap_or(end)
}

/// Whether a further verb of the same subject stands at `at`: *(denied the charge) and said …*.
fn says_more(reading: &Reading<'_>, at: usize) -> bool {
    let at = at + usize::from(reading.any_of(at, &["also", "later", "then"]));
    reading.any_of(
        at,
        &[
            "said",
            "says",
            "told",
            "tells",
            "added",
            "adds",
            "denied",
            "denies",
            "warned",
            "warns",
            "insisted",
            "insists",
            "accused",
            "accuses",
            "urged",
            "urges",
            "promised",
            "vowed",
            "pledged",
            "stressed",
            "wrote",
            "writes",
            "claimed",
            "claims",
            "argued",
            "argues",
            "stated",
            "states",
            "noted",
            "notes",
            "asked",
            "asks",
            "explained",
            "suggested",
            "predicted",
            "criticised",
            "criticized",
        ],
    )
}

/// The range without marks at its edges that belong to the sentence around it.
pub(super) fn trimmed(reading: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (range.start, range.end);
    while end > start
        && matches!(
            reading.text_of(end - 1),
            "," | "." | ";" | ":" | "—" | "–" | "--"
        )
    {
        end -= 1;
    }
    while start < end && matches!(reading.text_of(start), "," | ";" | ":" | "—" | "–" | "--") {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// Whether a source is not named: a noun for unnamed people without a name in its phrase.
pub(super) fn is_vague(reading: &Reading<'_>, source: &Range<usize>) -> bool {
    source.clone().all(|at| !reading.is_name(at))
        && source.clone().any(|at| reading.has(at, Category::Vague))
}

/// The part of the sentence that is said in the same voice as the token: inside its quotation, or the whole sentence.
pub(super) fn region(at: usize, sentence: &Range<usize>, quotes: &[Quote]) -> Range<usize> {
    match quotes_from(quotes, at).first() {
        Some(quote)
            if quote.holds(at)
                && !(quote.open <= sentence.start && quote.close + 1 >= sentence.end) =>
        {
            let inner = quote.inner();
            inner.start.max(sentence.start)..inner.end.min(sentence.end)
        }
        _ => sentence.clone(),
    }
}

/// Whether a clause with a subject and a verb of its own begins at `start`: *he would*, *the talks had*.
pub(super) fn has_clause(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let limit = end.min(start + 16);
    let finite = (start + 1..limit).any(|at| {
        reading.has(at, Category::Auxiliary) && !reading.has(at - 1, Category::Relative)
            || at > start + 1 && is_past(reading, at)
    });
    let opens = reading.has(start, Category::Subject)
        || matches!(
            reading.text_of(start),
            "there" | "how" | "why" | "what" | "whether" | "if" | "where"
        )
        || reading.has(start, Category::Auxiliary) && reading.text_of(start).contains(['\'', '’']);
    (finite || opens) && !reading.has(start, Category::Preposition)
}

/// Whether a word looks like a verb in the past with something after it: *maintained a majority*.
fn is_past(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.text_of(at);
    reading.tokens[at].case == Case::Lower
        && word.len() > 4
        && word.ends_with("ed")
        && reading.any(at + 1, &[Category::Determiner, Category::Preposition])
        && !reading.any(
            at - 1,
            &[
                Category::Determiner,
                Category::Preposition,
                Category::Conjunction,
            ],
        )
        && !reading.is(at + 1, "by")
}

/// Whether nothing that could be said stands between `start` and the end: a stop, a time, a place.
pub(super) fn ends_after(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).take(8).all(|at| {
        reading.tokens[at].kind != TokenKind::Word
            || reading.tokens[at].case == Case::Capitalised
            || reading.any(
                at,
                &[
                    Category::Preposition,
                    Category::Adverb,
                    Category::Determiner,
                ],
            )
            || is_occasion(reading, at)
            || reading.any_of(at, &["week", "month", "year", "day"])
            || time(reading, at, end).is_some()
    })
}

/// Whether no other verb of saying or auxiliary stands between two tokens.
pub(super) fn no_clause_between(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).all(|at| {
        !reading.any(at, &[Category::Speech, Category::Auxiliary])
            || reading.is_name(at)
            || is_occasion(reading, at)
    })
}

/// The hash of *according*.
pub(super) fn according() -> u32 {
    use std::sync::LazyLock;
    static HASH: LazyLock<u32> = LazyLock::new(|| crate::text::word_hash("according"));
    *HASH
}
