//! Names that the card index knows and the sequence model missed.

use crate::annotate::names::FoundName;
use crate::card::{CardIndex, FormStrength, Kind, form_hash};
use crate::model::NameClass;
use crate::text::{Segments, TokenKind};

/// Looks for the names that the card index knows and the sequence model missed: names of several words, and single ones
/// that are a card's own name.
#[must_use]
pub fn known_names(
    segments: &Segments,
    text: &str,
    names: &[FoundName],
    index: &CardIndex,
) -> Vec<FoundName> {
    let mut taken = vec![false; segments.tokens.len()];
    for name in names {
        taken[name.tokens.0..name.tokens.1].fill(true);
    }
    let mut found = Vec::new();
    for sentence in &segments.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some((end, class)) = known_at(segments, text, at, sentence.tokens.end, index)
            else {
                at += 1;
                continue;
            };
            if !taken[at..end].contains(&true) {
                found.push(FoundName {
                    tokens: (at, end),
                    class,
                    confidence: 0.8,
                });
            }
            at = end;
        }
    }
    found
}

fn known_at(
    segments: &Segments,
    text: &str,
    at: usize,
    limit: usize,
    index: &CardIndex,
) -> Option<(usize, NameClass)> {
    if !index.begins(segments.tokens[at].hash) {
        return None;
    }
    let capital = segments.tokens[at].is_capitalised();
    (at + 1..=limit.min(at + 7)).rev().find_map(|end| {
        let words = &segments.tokens[at..end];
        let (card, strength) = index.meant_by(form_hash(words, text)).next()?;
        let enough = strength == FormStrength::Full
            || (strength == FormStrength::Single && words.len() == 1 && capital);
        let class = match index.entries()[card].kind {
            Kind::Person => NameClass::Person,
            Kind::Organisation | Kind::Publication => NameClass::Organisation,
            Kind::Place => NameClass::Place,
            Kind::Event | Kind::Agreement => NameClass::Other,
        };
        (enough && words[words.len() - 1].kind == TokenKind::Word).then_some((end, class))
    })
}
