//! Where the name of a country or capital stands for its government: where it does something.

use crate::annotate::lexicon::{Category, Lexicon};
use crate::annotate::names::FoundName;
use crate::text::{Case, Token, TokenKind};

/// How many words may stand between a subject and its verb.
const MOST_BETWEEN: usize = 6;

/// Whether a name is who does something: a source, whose ends are `source_ends`, sorted; the subject of a verb of saying or doing;
/// who is asked to do something, or by whom it is done. A `capital` is so too where nothing is said to be in it.
pub(super) fn acts(
    tokens: &[Token],
    text: &str,
    name: &FoundName,
    capital: bool,
    source_ends: &[usize],
) -> bool {
    let place = Place {
        tokens,
        text,
        first: name.tokens.0,
        next: name.tokens.1,
    };
    if source_ends.binary_search(&place.next).is_ok() {
        return true;
    }
    // *The U.S. Secretary of State*, *U.S.-led*: only where somebody is from.
    if place.is_compound() || place.is_located() {
        return false;
    }
    if place.is_owner() {
        return capital && !place.owns_place();
    }
    if capital {
        // A capital that nothing happens in is mostly its government: *relations between Paris and Rome*.
        return !place.is(place.next, &[",", ")", "("]);
    }
    place.is_asked() || place.is_agent() || place.is_subject()
}

/// A name of a place where it stands.
struct Place<'a> {
    tokens: &'a [Token],
    text: &'a str,
    first: usize,
    /// The token after it.
    next: usize,
}

impl Place<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| token.span.of(self.text))
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    fn any(&self, at: usize, categories: &[Category]) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| Lexicon::shipped().word(*token).any(categories))
    }

    /// The token before the name and an article.
    fn before(&self) -> Option<usize> {
        let before = self.first.checked_sub(1)?;
        if self.is(before, &["the", "The"]) {
            before.checked_sub(1)
        } else {
            Some(before)
        }
    }

    /// Whether the name only describes what follows: another name, or a part of a compound.
    fn is_compound(&self) -> bool {
        self.tokens.get(self.next).is_some_and(|token| {
            token.glued && self.is(self.next, &["-"])
                || token.kind == TokenKind::Word && token.is_capitalised()
        })
    }

    /// Whether what stands before it makes it a place.
    fn is_located(&self) -> bool {
        const OTHERS: [&str; 5] = ["by", "than", "between", "with", "against"];
        self.before().is_some_and(|before| {
            let prepositions = [Category::Preposition];
            (self.any(before, &prepositions) || self.is(before, &["to"]))
                && !self.is(before, &OTHERS)
                && !self.is_asked()
        })
    }

    fn is_owner(&self) -> bool {
        self.tokens
            .get(self.next)
            .is_some_and(|token| token.kind == TokenKind::Clitic)
    }

    /// Whether what it owns is in the city: *Moscow’s streets*.
    fn owns_place(&self) -> bool {
        (self.next + 1..self.next + 4).any(|at| self.is(at, &CITY))
    }

    /// *Urged China to …*, *calls on the United States to …*
    fn is_asked(&self) -> bool {
        let Some(before) = self.before() else {
            return false;
        };
        let verb = if self.is(before, &["on", "for"]) {
            before.checked_sub(1)
        } else {
            Some(before)
        };
        self.is(self.next, &["to"])
            && verb.is_some_and(|verb| self.any(verb, &[Category::Speech, Category::Acting]))
    }

    /// *Decided by China*
    fn is_agent(&self) -> bool {
        let before = self.before();
        before.is_some_and(|by| {
            self.is(by, &["by"])
                && by.checked_sub(1).is_some_and(|verb| {
                    self.tokens[verb].case == Case::Lower && self.word(verb).ends_with("ed")
                })
        })
    }

    /// Whether a verb of which it is the subject follows: one of saying or doing, or any with a modal verb.
    fn is_subject(&self) -> bool {
        let start = self.after_coordinated();
        // *Has so far not denied*, *has, meanwhile, denied*: what may stand between a subject and its verb.
        let Some(verb) = (start..start + MOST_BETWEEN).find(|at| !self.is_between(*at)) else {
            return false;
        };
        let helps = (start..verb).any(|at| self.any(at, &[Category::Auxiliary]));
        let modal = (start..verb).any(|at| self.is(at, &MODALS));
        let comma = (start..verb).any(|at| self.is(at, &[","]));
        let state = self.is(verb.saturating_sub(1), &["be", "have"]);
        if modal
            && !state
            && self
                .tokens
                .get(verb)
                .is_some_and(|token| token.case == Case::Lower)
        {
            return true;
        }
        // After a comma alone another clause may begin: *in Russia, experts fear*.
        self.is_acting(verb)
            && (helps || !comma)
            && (helps || !self.is_noun(verb) || self.begins_clause())
    }

    /// The token after the names that share its verb: *the United States and Israel | agree*.
    fn after_coordinated(&self) -> usize {
        let capital = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.is_capitalised())
        };
        let mut at = self.next;
        if self.is(at, &["and"]) && capital(at + 1) {
            at += 2;
            while capital(at) {
                at += 1;
            }
        }
        at
    }

    fn is_between(&self, at: usize) -> bool {
        let adverb = || {
            let word = self.word(at);
            self.tokens[at].case == Case::Lower && word.len() > 4 && word.ends_with("ly")
        };
        at < self.tokens.len()
            && (self.any(at, &[Category::Auxiliary, Category::Adverb])
                || self.is(at, &["so", "far", ","])
                || adverb())
    }

    fn is_acting(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && !token.is_capitalised()
                && self.any(at, &[Category::Speech, Category::Acting])
        })
    }

    /// Whether a verb may as well be a noun that the name describes: *U.S. demand*, *the U.S. state*.
    fn is_noun(&self, verb: usize) -> bool {
        let word = self.word(verb);
        verb == self.next
            && !word.ends_with("ed")
            && !self.is(verb, &["says", "said", "told", "wants"])
    }

    /// Whether the name can be the first word of its clause.
    fn begins_clause(&self) -> bool {
        self.before().is_none_or(|before| {
            self.tokens[before].kind == TokenKind::Mark
                || self.any(
                    before,
                    &[Category::Conjunction, Category::Relative, Category::Speech],
                )
        })
    }
}

const MODALS: [&str; 9] = [
    "will", "would", "must", "should", "may", "might", "could", "can", "cannot",
];

/// What belongs to a city and not to a government.
const CITY: [&str; 22] = [
    "street",
    "streets",
    "airport",
    "airports",
    "mayor",
    "residents",
    "suburbs",
    "suburb",
    "outskirts",
    "center",
    "centre",
    "district",
    "districts",
    "square",
    "population",
    "metro",
    "subway",
    "skyline",
    "university",
    "hospital",
    "stadium",
    "city",
];
