//! One sentence: which of its verbs say something, and what.

use std::ops::Range;

use super::bounds::{according, clause_end, region, trimmed};
use super::quotes::quotes_from;
use super::sources::{can_speak, phrase_ending_at, phrase_from};
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
            let attribution = according_to(reading, at..at + 2, &region);
            if attribution.is_some() {
                // *The city expects visitors, according to …*: what is said in it ends where it ends.
                for content in found[first..].iter_mut().flat_map(|one| &mut one.content) {
                    if content.start < at && content.end > at {
                        content.end = at;
                    }
                }
            }
            found.extend(attribution);
        } else if reading.is(at, "words") && in_words_of(reading, at, &region) {
            found.extend(according_to(reading, at - 2..at + 2, &region));
        } else if (reading.tokens[at].case == Case::Lower || at == sentence.start)
            && let Some(cue) = reading
                .verb_of_saying(at)
                .or_else(|| calls(reading, at, &region, quotes).then_some(at..at + 1))
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
            } else {
                found.extend(wish(reading, at, &region));
            }
        } else if reading.has(at, Category::SpeechNoun)
            && reading.is(at + 1, "that")
            && at + 3 < region.end
            // *Findings that are new*: no content.
            && !reading.any(at + 2, &[Category::Auxiliary, Category::Speech])
            // *Said in a statement that …* is said already.
            && !found[first..].iter().any(|one| one.content.iter().any(|content| content.start == at + 2))
        {
            found.push(noun(reading, at, &region));
        } else {
            found.extend(wish(reading, at, &region));
        }
    }
}

/// Whether a verb such as *called* at `at` says what its object is: *called it a mistake*, *called the verdict “absurd”*; not *a band called Rain*.
fn calls(reading: &Reading<'_>, at: usize, region: &Range<usize>, quotes: &[Quote]) -> bool {
    let object = at + 1;
    let takes = reading.any_of(at, &NAMING)
        && at > region.start
        && reading
            .tokens
            .get(object)
            .is_some_and(|object| object.kind == TokenKind::Word)
        && !reading.any(object, &[Category::Preposition, Category::Conjunction]);
    let in_marks = || {
        quotes_from(quotes, object).first().is_some_and(|quote| {
            quote.open > object
                && quote.open < at + LONGEST_OBJECT
                && (object..quote.open).all(|at| reading.tokens[at].kind != TokenKind::Mark)
        })
    };
    let described = || {
        (object + 1..region.end.min(at + LONGEST_OBJECT))
            .take_while(|at| {
                reading.tokens[*at].kind != TokenKind::Mark
                    && !reading.any(*at, &[Category::Auxiliary, Category::Speech])
                    && !reading.text_of(*at).ends_with("ed")
            })
            .any(|at| reading.any_of(at, &["a", "an"]))
    };
    // *A unit called the “Scorpions”* is only its name.
    let names = || {
        reading.any_of(object, &["the", "a"])
            && quotes_from(quotes, object)
                .first()
                .is_some_and(|quote| quote.open == object + 1 && quote.short)
            && !reading.has(at - 1, Category::Auxiliary)
            && phrase_ending_at(reading, at, region.start)
                .is_none_or(|subject| !can_speak(reading, &subject))
    };
    takes && (in_marks() && !names() || described())
}

/// Verbs by which somebody says what something is.
const NAMING: [&str; 7] = [
    "called", "calls", "dubbed", "labelled", "labeled", "branded", "termed",
];

/// How many tokens after *called* what its object is called is looked for.
const LONGEST_OBJECT: usize = 9;

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
    // *It is known that, according to X, …*: what is said follows.
    if at > region.start + 1 && !reading.any_of(at - 1, &["that", "and", "but"]) {
        let left = trimmed(reading, region.start..at);
        content.extend(left);
    }
    let mut after = source.end + usize::from(reading.is(source.end, ","));
    // *According to the coach, Alireza Mehraban, QC, …*: an apposition is none of what is said.
    while after > source.end
        && content.is_empty()
        && let Some(close) = (after + 1..region.end.min(after + 6)).find(|at| reading.is(*at, ","))
        && (reading.in_one_name(after, close - 1)
            || close == after + 1 && reading.tokens[after].case == Case::Upper
            || reading.any_of(after, &["a", "an", "the"]) && !reading.is_name(after))
    {
        after = close + 1;
    }
    if content.is_empty() || after > source.end {
        content.extend(trimmed(reading, after..region.end).filter(|content| content.len() > 2));
    }
    (!content.is_empty()).then(|| FoundAttribution::said(reading, Some(source), cue, content))
}

/// Nouns for what somebody is asked or promised: *her promise to pay*.
const WISHES: [&str; 16] = [
    "request", "requests", "promise", "promises", "pledge", "pledges", "vow", "vows", "threat",
    "threats", "demand", "demands", "call", "calls", "offer", "refusal",
];

/// *Her promise to …*, where somebody owns it; what is promised ends before the verb that the promise is the subject of.
fn wish(reading: &Reading<'_>, at: usize, region: &Range<usize>) -> Option<FoundAttribution> {
    if !reading.any_of(at, &WISHES) || !reading.is(at + 1, "to") || at + 3 >= region.end {
        return None;
    }
    let clause = [Category::Relative, Category::Subject];
    let end = (at + 3..region.end)
        .take_while(|at| !reading.any(*at, &clause))
        .find(|at| reading.any_of(*at, &["is", "are", "was", "were", "has", "had", "will"]))
        .unwrap_or(region.end);
    let wish = noun(reading, at, &(region.start..end));
    wish.source.is_some().then_some(wish)
}

/// *The claim that …*, and what is wished.
fn noun(reading: &Reading<'_>, at: usize, region: &Range<usize>) -> FoundAttribution {
    let owner = phrase_ending_at(reading, at, region.start).map(|owner| {
        // *The site ignored | Anna Berg’s requests*
        let verb = |at: &usize| {
            let word = reading.text_of(*at);
            reading.tokens[*at].case == Case::Lower && word.len() > 3 && word.ends_with("ed")
        };
        let verb = (owner.start + 1..owner.end - 1).rev().find(verb);
        verb.map_or(owner.start, |verb| verb + 1)..owner.end
    });
    let owns = |owner: &Range<usize>| {
        reading.tokens[owner.end - 1].kind == TokenKind::Clitic
            || owner.len() == 1 && reading.has(owner.start, Category::Personal)
    };
    let pronoun = at.checked_sub(1).filter(|before| {
        *before >= region.start && reading.any_of(*before, &["her", "Her", "his", "His"])
    });
    let owner = owner
        .filter(owns)
        .or_else(|| pronoun.map(|before| before..at));
    let content = trimmed(reading, at + 2..clause_end(reading, at + 2, region.end));
    FoundAttribution::said(reading, owner, at..at + 1, content.into_iter().collect())
}
