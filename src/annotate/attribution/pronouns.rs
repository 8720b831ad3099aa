//! Whom *he*, *she*, *it* and *they* mean where they say something.
//!
//! No parser stands behind this, so only what is plain is resolved: a pronoun goes on with who spoke last, or means the person whom the
//! sentences before it begin with. Where nothing is plain, the pronoun stands for nothing.

use std::ops::Range;

use super::{FoundAttribution, Reading};
use crate::annotate::lexicon::Category;
use crate::annotate::names::FoundName;
use crate::model::NameClass;
use crate::text::Segments;

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;
/// How far from its sentence's start a name may be its subject: after a title, an article, an adjective.
const TITLES: usize = 4;

/// Which of the pronouns that can be somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pronoun {
    He,
    She,
    It,
    They,
}

/// Fills in what each pronoun that is a source stands for; `found` is in any order.
pub(super) fn fill(
    reading: &Reading<'_>,
    segments: &Segments,
    names: &[FoundName],
    found: &mut [FoundAttribution],
) {
    let mut order: Vec<usize> = (0..found.len())
        .filter(|index| found[*index].source.is_some())
        .collect();
    order.sort_by_key(|index| found[*index].source.as_ref().map(|source| source.start));
    let mut last: Option<Range<usize>> = None;
    for index in order {
        let Some(source) = found[index].source.clone() else {
            continue;
        };
        if let Some(pronoun) = pronoun(reading, &source) {
            let sentence = sentence_of(segments, source.start);
            let near = |place: &Range<usize>| {
                let before = sentence_of(segments, place.start);
                place.start < source.start
                    && sentence - before <= REACH
                    && segments.sentences[sentence].block - segments.sentences[before].block <= 1
            };
            let spoke = last
                .clone()
                .filter(|last| near(last) && fits(reading, names, last, pronoun));
            let subject = subject(reading, segments, names, sentence, source.start, pronoun)
                .filter(|subject| near(subject));
            // Whoever comes later is meant.
            let meant = match (spoke, subject) {
                (Some(spoke), Some(subject)) if subject.start > spoke.end => Some(subject),
                (Some(spoke), _) => Some(spoke),
                (None, subject) => subject,
            };
            if let Some(meant) = &meant {
                last = Some(meant.clone());
            }
            found[index].stands_for = meant;
        } else if !found[index].is_own(reading.tokens, reading.text) {
            last = Some(source);
        }
    }
}

fn pronoun(reading: &Reading<'_>, source: &Range<usize>) -> Option<Pronoun> {
    if source.len() != 1 {
        return None;
    }
    match reading.text_of(source.start) {
        "he" | "He" => Some(Pronoun::He),
        "she" | "She" => Some(Pronoun::She),
        "it" | "It" => Some(Pronoun::It),
        "they" | "They" => Some(Pronoun::They),
        _ => None,
    }
}

fn sentence_of(segments: &Segments, token: usize) -> usize {
    segments
        .sentences
        .partition_point(|sentence| sentence.tokens.end <= token)
}

/// The names that lie in a stretch of tokens.
fn names_in<'a>(
    names: &'a [FoundName],
    range: &Range<usize>,
) -> impl Iterator<Item = &'a FoundName> {
    let end = range.end;
    let first = names.partition_point(|name| name.tokens.1 <= range.start);
    names[first..]
        .iter()
        .take_while(move |name| name.tokens.0 < end)
}

/// Whether a pronoun can mean a source: by what it names, else by its nouns.
fn fits(
    reading: &Reading<'_>,
    names: &[FoundName],
    source: &Range<usize>,
    pronoun: Pronoun,
) -> bool {
    let many = source.clone().any(|at| reading.is(at, "and"))
        || reading.text_of(source.end - 1).ends_with('s') && !reading.is_name(source.end - 1)
        || reading.any_of(source.end - 1, &["police", "people"]);
    let last = names_in(names, source)
        .last()
        .filter(|name| name.tokens.1 == source.end);
    match (pronoun, last.map(|name| name.class)) {
        (Pronoun::They, _) => many,
        (_, _) if many => false,
        (Pronoun::It, Some(NameClass::Organisation | NameClass::Place)) => true,
        (Pronoun::It, None) => reading.any_of(
            source.end - 1,
            &[
                "report",
                "study",
                "survey",
                "poll",
                "statement",
                "ministry",
                "government",
                "company",
                "agency",
                "group",
                "newspaper",
                "paper",
                "court",
                "commission",
                "committee",
                "council",
                "organisation",
                "organization",
                "union",
                "party",
                "army",
            ],
        ),
        (Pronoun::He, Some(NameClass::Person)) => !titled(
            reading,
            source,
            &["Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Lady", "Queen"],
        ),
        (Pronoun::She, Some(NameClass::Person)) => {
            !titled(reading, source, &["Mr", "Mr.", "Sir", "Lord", "King"])
        }
        (Pronoun::He | Pronoun::She, None) => {
            reading.has(source.end - 1, Category::SourceNoun)
                && reading.any_of(
                    source.end - 1,
                    &[
                        "spokesman",
                        "spokeswoman",
                        "spokesperson",
                        "official",
                        "minister",
                        "president",
                        "prosecutor",
                        "lawyer",
                        "analyst",
                        "expert",
                        "researcher",
                        "scientist",
                        "witness",
                        "leader",
                        "senator",
                        "author",
                        "source",
                    ],
                )
        }
        _ => false,
    }
}

/// Whether one of `titles` stands in a phrase or before it.
fn titled(reading: &Reading<'_>, phrase: &Range<usize>, titles: &[&str]) -> bool {
    (phrase.start.saturating_sub(1)..phrase.end).any(|at| reading.any_of(at, titles))
}

/// The last person with whom one of the sentences up to that one begins, before the token `limit`.
fn subject(
    reading: &Reading<'_>,
    segments: &Segments,
    names: &[FoundName],
    sentence: usize,
    limit: usize,
    pronoun: Pronoun,
) -> Option<Range<usize>> {
    if !matches!(pronoun, Pronoun::He | Pronoun::She) {
        return None;
    }
    (sentence.saturating_sub(REACH)..=sentence)
        .rev()
        .find_map(|index| {
            let tokens = &segments.sentences[index].tokens;
            let opening = tokens.start..tokens.end.min(limit).min(tokens.start + TITLES + 1);
            let first = names_in(names, &opening).find(|name| name.class == NameClass::Person)?;
            let place = first.tokens.0..first.tokens.1;
            // *In Trump’s view*, *to Merkel*: no subject.
            let plain = (tokens.start..place.start)
                .all(|at| !reading.has(at, Category::Preposition))
                && !reading.any_of(place.end, &["'s", "’s", "'", "’"]);
            (plain && place.end <= limit && fits(reading, names, &place, pronoun)).then_some(place)
        })
}
