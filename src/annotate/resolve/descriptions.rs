//! Words that mean something named elsewhere without naming it: *the bloc*, *the country*, *this crisis*.

use crate::card::Kind;
use crate::text::{Case, Token, TokenKind};

/// A description of something that the document names or is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description {
    /// Its first token, the article or pronoun.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// What is described.
    pub sort: Sort,
}

/// What a description can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// An alliance, union or other body.
    Body,
    /// The government of the country that the text is about.
    Government,
    /// A country.
    Country,
    /// A region of several countries.
    Region,
    /// Something that happened.
    Happening,
    /// A treaty, partnership or programme.
    Accord,
}

impl Sort {
    /// The kind of card that it can mean.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Body | Self::Government => Kind::Organisation,
            Self::Country | Self::Region => Kind::Place,
            Self::Happening => Kind::Event,
            Self::Accord => Kind::Agreement,
        }
    }
}

/// The descriptions in one sentence: *the*, *this*, *these* or a possessive, at most two more words, and a noun that can only point back.
pub fn descriptions(
    tokens: &[Token],
    text: &str,
    range: std::ops::Range<usize>,
    in_name: impl Fn(usize) -> bool,
) -> Vec<Description> {
    let mut found = Vec::new();
    for first in range.clone() {
        if tokens[first].kind != TokenKind::Word
            || in_name(first)
            || !is_pointer(tokens[first].span.of(text))
        {
            continue;
        }
        for end in first + 2..=range.end.min(first + 4) {
            let noun = tokens[end - 1];
            // After a second pointer it is that one's noun.
            if noun.kind != TokenKind::Word || in_name(end - 1) || is_pointer(noun.span.of(text)) {
                break;
            }
            let Some(sort) = sort(noun.span.of(text)) else {
                if noun.case == Case::Lower && !is_modifier(noun.span.of(text)) {
                    break;
                }
                continue;
            };
            // *the conflict in Karabakh*, *the government of Peru* and *the country's army* say themselves what they mean, or mean a part.
            let next = tokens.get(end).map_or("", |token| token.span.of(text));
            let names_itself = matches!(next, "of" | "between" | "that" | "which")
                || tokens.get(end).is_some_and(|token| {
                    token.kind == TokenKind::Mark && token.glued && next == "-"
                });
            let followed = tokens.get(end).is_some_and(|token| {
                token.kind == TokenKind::Word && sort_word(token.span.of(text))
            });
            if !names_itself && !followed {
                found.push(Description { first, end, sort });
            }
            break;
        }
    }
    found
}

/// Nouns for what happens, as they stand on the cards of such events.
pub(super) const HAPPENINGS: [&str; 7] = [
    "crisis",
    "unrest",
    "uprising",
    "protests",
    "conflict",
    "revolution",
    "demonstrations",
];
/// Nouns that stand on the cards of regions of several countries.
pub(super) const REGIONS: [&str; 4] = ["region", "regions", "countries", "republics"];

fn is_pointer(word: &str) -> bool {
    matches!(
        word,
        "the" | "The" | "this" | "This" | "these" | "These" | "his" | "its" | "their"
    )
}

/// Words that may stand between the article and the noun.
fn is_modifier(word: &str) -> bool {
    matches!(
        word,
        "military"
            | "regional"
            | "whole"
            | "entire"
            | "current"
            | "recent"
            | "ongoing"
            | "mass"
            | "peaceful"
            | "violent"
            | "political"
            | "economic"
            | "new"
            | "nation"
            | "oil"
            | "rich"
            | "security"
    )
}

fn sort_word(word: &str) -> bool {
    sort(word).is_some()
}

fn sort(noun: &str) -> Option<Sort> {
    Some(match noun {
        "bloc" | "alliance" | "organisation" | "organization" => Sort::Body,
        "government" => Sort::Government,
        "country" | "nation" | "republic" => Sort::Country,
        "region" => Sort::Region,
        "crisis" | "unrest" | "uprising" | "protests" | "conflict" | "war" | "events" | "event"
        | "riots" => Sort::Happening,
        "agreement" | "treaty" | "partnership" | "accord" | "pact" => Sort::Accord,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Checks which descriptions stand in `text`, in which the words `name` are a name.
    #[track_caller]
    fn check(text: &str, name: &str, expected: &[(&str, Sort)]) {
        let mut tokens = Vec::new();
        tokenise(text, 0, &mut tokens);
        let named = text
            .find(name)
            .map(|start| start..start + name.len())
            .unwrap_or_default();
        let found = descriptions(&tokens, text, 0..tokens.len(), |at| {
            named.contains(&tokens[at].span.start)
        });
        let words = |found: &Description| {
            &text[tokens[found.first].span.start..tokens[found.end - 1].span.end]
        };
        assert_eq!(
            found
                .iter()
                .map(|found| (words(found), found.sort))
                .collect::<Vec<_>>(),
            expected
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_noun_that_can_only_point_back_is_one() {
        check(
            "The bloc met as this political crisis hit the oil-rich country.",
            "?",
            &[
                ("The bloc", Sort::Body),
                ("this political crisis", Sort::Happening),
            ],
        );
        check(
            "its government left the treaty",
            "?",
            &[
                ("its government", Sort::Government),
                ("the treaty", Sort::Accord),
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_says_itself_what_it_means_is_none() {
        check(
            "the government of Peru, the war between them, the war-weary and the country",
            "?",
            &[("the country", Sort::Country)],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn descriptions_keep_apart_from_names_and_from_each_other() {
        check("the Kazakh government", "Kazakh", &[]);
        check(
            "the Kazakh government",
            "?",
            &[("the Kazakh government", Sort::Government)],
        );
        check("House of the Kazakh government", "House of the", &[]);
        check("the This country", "?", &[("This country", Sort::Country)]);
    }
}
