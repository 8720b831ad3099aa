//! The card index: by which words each card can be meant, and which cards belong together.

use serde::{Deserialize, Serialize};

use super::{Card, Kind, RelationKind};
use crate::text::{CardId, Token, phrase_step, tokenise};

/// How strongly a form of a name speaks for its card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FormStrength {
    /// An acronym, or a family name alone: says little without support.
    Weak,
    /// A single word that is the card's own name, such as a country’s.
    Single,
    /// A name of several words.
    Full,
}

/// A form of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Hash of its words; see [`form_hash`].
    pub hash: u32,
    /// Hash of its first word, an article left out.
    pub first: u32,
    /// How strongly it speaks for the card.
    pub strength: FormStrength,
}

/// What resolution knows of one card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// The card's name in addresses.
    pub id: CardId,
    /// The full name, for people to read.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The words by which it can be meant.
    pub forms: Vec<Form>,
    /// Indexes of the cards to which it stands in some relation, sorted.
    pub related: Vec<usize>,
    /// The card of its government, for a country or a capital.
    pub government: Option<usize>,
    /// Whether it is a country’s capital.
    pub capital: bool,
    /// Hashes of the longer words of its summary that are not in its name, sorted.
    pub keywords: Vec<u32>,
}

/// All cards as resolution needs them, sorted by the cards’ names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardIndex {
    entries: Vec<IndexEntry>,
    /// Form hash and entry, sorted.
    by_form: Vec<(u32, usize)>,
    /// Hashes of the words with which forms begin, sorted.
    starts: Vec<u32>,
}

impl CardIndex {
    /// The index of `cards`.
    pub fn of<'a>(cards: impl IntoIterator<Item = &'a Card>) -> Self {
        let mut cards: Vec<&Card> = cards.into_iter().collect();
        cards.sort_by(|one, two| one.id.cmp(&two.id));
        let place = |id: &CardId| cards.binary_search_by(|card| card.id.cmp(id)).ok();
        let mut entries: Vec<IndexEntry> = cards.iter().map(|card| entry(card)).collect();
        for (index, card) in cards.iter().enumerate() {
            for relation in &card.relations {
                let Some(other) = place(&relation.to) else {
                    continue;
                };
                entries[index].related.push(other);
                entries[other].related.push(index);
                if relation.kind == RelationKind::GovernmentOf {
                    entries[other].government = Some(index);
                }
            }
        }
        // A capital speaks for its country’s government.
        for (index, card) in cards.iter().enumerate() {
            let country = card
                .relations
                .iter()
                .find(|relation| relation.kind == RelationKind::CapitalOf)
                .and_then(|relation| place(&relation.to));
            if let Some(country) = country {
                entries[index].government = entries[country].government;
                entries[index].capital = true;
            }
        }
        for entry in &mut entries {
            entry.related.sort_unstable();
            entry.related.dedup();
        }
        Self::of_entries(entries)
    }

    pub(super) fn of_entries(entries: Vec<IndexEntry>) -> Self {
        let mut by_form: Vec<(u32, usize)> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            by_form.extend(entry.forms.iter().map(|form| (form.hash, index)));
        }
        by_form.sort_unstable();
        by_form.dedup();
        let mut starts: Vec<u32> = entries
            .iter()
            .flat_map(|entry| &entry.forms)
            .map(|form| form.first)
            .collect();
        starts.sort_unstable();
        starts.dedup();
        Self {
            entries,
            by_form,
            starts,
        }
    }

    /// Whether it names no card that it does not hold.
    pub(super) fn is_sound(&self) -> bool {
        let there = |card: &usize| *card < self.entries.len();
        self.by_form.iter().all(|(_, card)| there(card))
            && self
                .entries
                .iter()
                .all(|entry| entry.related.iter().chain(&entry.government).all(there))
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &[IndexEntry] {
        &self.entries
    }

    /// Whether a form begins with the word of that hash.
    #[must_use]
    pub fn begins(&self, word: u32) -> bool {
        self.starts.binary_search(&word).is_ok()
    }

    /// The entries that a form with that hash can mean, with how strongly it speaks for each.
    pub fn meant_by(&self, hash: u32) -> impl Iterator<Item = (usize, FormStrength)> {
        let start = self.by_form.partition_point(|(form, _)| *form < hash);
        self.by_form[start..]
            .iter()
            .take_while(move |(form, _)| *form == hash)
            .filter_map(move |(_, index)| {
                let form = self
                    .entries
                    .get(*index)?
                    .forms
                    .iter()
                    .filter(|form| form.hash == hash)
                    .max_by_key(|form| form.strength)?;
                Some((*index, form.strength))
            })
    }
}

/// The hash of a name's words, without an article before them, dots or marks between them.
#[must_use]
pub fn form_hash(tokens: &[Token], text: &str) -> u32 {
    let mut hash = 0;
    for (at, token) in tokens.iter().enumerate() {
        let word = token.span.of(text);
        if at == 0 && tokens.len() > 1 && matches!(word, "the" | "The" | "a" | "an")
            || matches!(word, "-" | "–" | "." | "'" | "’")
        {
            continue;
        }
        // *U.S.* and *US* are one form.
        let word = if word.contains('.') {
            crate::text::word_hash(&word.replace('.', ""))
        } else {
            token.hash
        };
        hash = phrase_step(hash, word);
    }
    hash
}

fn entry(card: &Card) -> IndexEntry {
    let mut forms: Vec<Form> = Vec::new();
    let mut add = |name: &str, weak: bool| {
        let mut tokens = Vec::new();
        tokenise(name, 0, &mut tokens);
        let words = name.split_whitespace().count();
        let acronym = words == 1 && name.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        let strength = if weak || acronym {
            FormStrength::Weak
        } else if words == 1 {
            FormStrength::Single
        } else {
            FormStrength::Full
        };
        let article = tokens.len() > 1 && tokens[0].span.of(name).eq_ignore_ascii_case("the");
        let first = tokens
            .get(usize::from(article))
            .map_or(0, |token| token.hash);
        forms.push(Form {
            hash: form_hash(&tokens, name),
            first,
            strength,
        });
    };
    add(&card.name, false);
    for alias in &card.aliases {
        add(alias, false);
    }
    if card.kind == Kind::Person
        && let Some(family) = card.name.split_whitespace().next_back()
    {
        add(family, true);
    }
    // The card's own name is no support for itself.
    let mut own = Vec::new();
    tokenise(&card.name, 0, &mut own);
    let mut tokens = Vec::new();
    tokenise(&card.summary, 0, &mut tokens);
    let says_more =
        |token: &&Token| token.span.len() > 5 && own.iter().all(|name| name.hash != token.hash);
    let mut keywords: Vec<u32> = tokens
        .iter()
        .filter(says_more)
        .map(|token| token.hash)
        .collect();
    keywords.sort_unstable();
    keywords.dedup();
    IndexEntry {
        id: card.id.clone(),
        name: card.name.clone(),
        kind: card.kind,
        forms,
        related: Vec::new(),
        government: None,
        capital: false,
        keywords,
    }
}

#[cfg(test)]
mod tests;
