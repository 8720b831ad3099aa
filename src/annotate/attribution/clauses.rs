//! One sentence: which of its verbs say something, and what.

use std::ops::Range;

use super::bounds::{according, clause_end, is_vague, region, trimmed};
use super::sources::phrase_from;
use super::verbs::{Place, verb};
use super::{FoundAttribution, Quote, Reading};
use crate::annotate::lexicon::Category;
use crate::text::{Case, TokenKind};

/// Reads one sentence and appends what it attributes.
pub(super) fn read_sentence(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    quotes: &[Quote],
    found: &mut Vec<FoundAttribution>,
) {
    let mut taken_left = false;
    let first = found.len();
    for at in sentence.clone() {
        let region = region(at, sentence, quotes);
        if reading.tokens[at].kind != TokenKind::Word {
            continue;
        }
        if reading.tokens[at].hash == according() && reading.is(at + 1, "to") {
            found.extend(according_to(reading, at..at + 2, &region));
        } else if reading.is(at, "words") && in_words_of(reading, at, &region) {
            found.extend(according_to(reading, at - 2..at + 2, &region));
        } else if (reading.tokens[at].case == Case::Lower || at == sentence.start)
            && let Some(cue) = reading.verb_of_saying(at)
        {
            let place = Place {
                cue,
                region: &region,
                quotes,
                taken_left,
                shared: found[first..].last().and_then(|last| last.source.as_ref()),
            };
            if let Some(attribution) = verb(reading, &place) {
                taken_left |= attribution
                    .content
                    .first()
                    .is_some_and(|content| content.end <= at);
                found.push(attribution);
            }
        } else if reading.has(at, Category::SpeechNoun)
            && reading.is(at + 1, "that")
            && at + 3 < region.end
            // *Said in a statement that …* is said already.
            && !found[first..].iter().any(|one| one.content.iter().any(|content| content.start == at + 2))
        {
            found.push(noun(reading, at, &region));
        }
    }
}

/// *In the words of X, …*
fn in_words_of(reading: &Reading<'_>, at: usize, region: &Range<usize>) -> bool {
    at >= region.start + 2
        && reading.is(at - 1, "the")
        && reading.any_of(at - 2, &["in", "In"])
        && reading.is(at + 1, "of")
}

/// *According to X, …*
fn according_to(
    reading: &Reading<'_>,
    cue: Range<usize>,
    region: &Range<usize>,
) -> Option<FoundAttribution> {
    let at = cue.start;
    let source = phrase_from(reading, cue.end, region.end)?;
    let mut content = Vec::new();
    if at > region.start + 1 {
        let left = trimmed(reading, region.start..at);
        content.extend(left);
    }
    let mut after = source.end + usize::from(reading.is(source.end, ","));
    // *According to the coach, Alireza Mehraban, …*: an apposition is none of what is said.
    if after > source.end
        && let Some(close) = (after + 1..region.end.min(after + 6)).find(|at| reading.is(*at, ","))
        && (reading.in_one_name(after, close - 1)
            || reading.any_of(after, &["a", "an", "the"]) && !reading.is_name(after))
        && content.is_empty()
    {
        after = close + 1;
    }
    if content.is_empty() || after > source.end {
        content.extend(trimmed(reading, after..region.end).filter(|content| content.len() > 2));
    }
    (!content.is_empty()).then(|| FoundAttribution {
        vague: is_vague(reading, &source),
        source: Some(source),
        cue: Some(cue),
        content,
        direct: false,
        stands_for: None,
    })
}

/// *The claim that …*
fn noun(reading: &Reading<'_>, at: usize, region: &Range<usize>) -> FoundAttribution {
    let owner = super::sources::phrase_ending_at(reading, at, region.start).filter(|owner| {
        reading.tokens[owner.end - 1].kind == TokenKind::Clitic
            || owner.len() == 1 && reading.has(owner.start, Category::Personal)
    });
    let content = trimmed(reading, at + 2..clause_end(reading, at + 2, region.end));
    FoundAttribution {
        vague: owner.is_none(),
        source: owner,
        cue: Some(at..at + 1),
        content: content.into_iter().collect(),
        direct: false,
        stands_for: None,
    }
}
