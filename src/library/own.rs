//! Cards that the reader writes: what is on one, and by which names the text leads to it.

use std::collections::BTreeMap;

use super::chosen_words;
use crate::card::{Card, Cards, Kind, Links, Provenance, Standing};
use crate::text::{CardId, PartialDate};

/// What a reader writes on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The card's name in files and addresses; none if it is to be a new card.
    pub id: Option<CardId>,
    /// The name of the entity.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Other forms of its name, parted by commas.
    pub also: String,
    /// A sentence or two.
    pub summary: String,
    /// The address where the reader read it; empty if none is given.
    pub source: String,
}

/// The longest text of a card, in characters: as long as that of a card that ships.
pub const LONGEST_SUMMARY: usize = 280;

/// Why a draft is no card yet; each says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDraft {
    /// It has no name.
    #[error("The card needs a name. Nothing was changed.")]
    NoName,
    /// Its text is too long.
    #[error(
        "The text is {0} characters long, and a card has room for {LONGEST_SUMMARY}. Nothing was changed; shorten it and save again."
    )]
    TooLong(usize),
    /// The source is no address of a page.
    #[error(
        "The source must be the address of a page, which begins with https:// or http://. Nothing was changed; correct it or leave it empty."
    )]
    NoAddress,
}

impl Draft {
    /// The draft of a card that there is; a name that nobody has written a card for becomes a new card.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        Self {
            id: (card.standing == Standing::Reader).then(|| card.id.clone()),
            name: card.name.clone(),
            kind: card.kind,
            also: card.aliases.join(", "),
            summary: card.summary.clone(),
            source: card
                .sources
                .first()
                .map(|source| source.url.clone())
                .unwrap_or_default(),
        }
    }

    /// The card; `today` is the day on which its source was read, and `is_taken` tells which names of cards there are.
    ///
    /// # Errors
    ///
    /// Says what is missing or does not fit.
    pub fn card(
        &self,
        today: PartialDate,
        is_taken: impl Fn(&CardId) -> bool,
    ) -> Result<Card, InvalidDraft> {
        let name = chosen_words(&self.name);
        if name.is_empty() {
            return Err(InvalidDraft::NoName);
        }
        let summary = self
            .summary
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let length = summary.chars().count();
        if length > LONGEST_SUMMARY {
            return Err(InvalidDraft::TooLong(length));
        }
        let id = self
            .id
            .clone()
            .unwrap_or_else(|| super::marks::free_id(&name, is_taken));
        let also = self.also.split(',').map(chosen_words);
        let source = source(self.source.trim(), today)?;
        Ok(Card {
            aliases: also
                .filter(|other| !other.is_empty() && *other != name)
                .collect(),
            summary,
            summary_sources: source.iter().map(|source| source.id.clone()).collect(),
            links: Links::default(),
            sources: source.into_iter().collect(),
            ..Card::of_reader(id, name, self.kind)
        })
    }
}

/// The source at an address, called by its host.
fn source(address: &str, today: PartialDate) -> Result<Option<Provenance>, InvalidDraft> {
    if address.is_empty() {
        return Ok(None);
    }
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    let host = rest
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    if host.is_empty() || address.contains(char::is_whitespace) {
        return Err(InvalidDraft::NoAddress);
    }
    Ok(Some(Provenance {
        id: "source".to_owned(),
        title: address.to_owned(),
        publisher: host.to_owned(),
        url: address.to_owned(),
        read: today,
    }))
}

/// Which of the reader's cards bear which name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnNames(BTreeMap<String, Vec<CardId>>);

impl OwnNames {
    /// The names on those of some cards that the reader wrote.
    #[must_use]
    pub fn of(cards: &Cards) -> Self {
        let mut names: BTreeMap<String, Vec<CardId>> = BTreeMap::new();
        for card in cards
            .iter()
            .filter(|card| card.standing == Standing::Reader)
        {
            for name in std::iter::once(&card.name).chain(&card.aliases) {
                let bearers = names.entry(name.clone()).or_default();
                if !bearers.contains(&card.id) {
                    bearers.push(card.id.clone());
                }
            }
        }
        Self(names)
    }

    /// The cards that bear a full name, else those that bear the words that stand for it.
    #[must_use]
    pub fn bearing(&self, name: &str, words: &str) -> &[CardId] {
        let of = |name: &str| self.0.get(&chosen_words(name)).map(Vec::as_slice);
        of(name).or_else(|| of(words)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn draft() -> Draft {
        Draft {
            id: None,
            name: " Aigul  Serikova ".to_owned(),
            kind: Kind::Person,
            also: "Serikova, , Aigul Serikova, A. Serikova".to_owned(),
            summary: "Mayor of\nKelmouth.".to_owned(),
            source: "https://example.org/mayor?x".to_owned(),
        }
    }

    fn card(draft: &Draft) -> Result<Card, InvalidDraft> {
        let today = "2026-02-03".parse().expect("a day");
        draft.card(today, |id| id.as_str() == "own-aigul-serikova")
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_draft_becomes_a_card_and_is_read_back() {
        let written = card(&draft()).expect("a card");
        assert_eq!(written.id.as_str(), "own-aigul-serikova-2");
        assert_eq!(written.aliases, ["Serikova", "A. Serikova"]);
        assert_eq!(written.summary, "Mayor of Kelmouth.");
        assert_eq!(written.sources[0].publisher, "example.org");
        let again = Draft::of(&written);
        assert_eq!(card(&again), Ok(written));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_does_not_fit_says_why() {
        let refused = |change: fn(&mut Draft)| {
            let mut draft = draft();
            change(&mut draft);
            card(&draft).err()
        };
        assert_eq!(
            refused(|draft| draft.name = " ".to_owned()),
            Some(InvalidDraft::NoName)
        );
        assert_eq!(
            refused(|draft| draft.summary = "a".repeat(281)),
            Some(InvalidDraft::TooLong(281))
        );
        for address in [
            "javascript:alert(1)",
            "example.org",
            "https://",
            "https:///a",
            "https://a b",
        ] {
            let mut draft = draft();
            draft.source = address.to_owned();
            assert_eq!(
                card(&draft).err(),
                Some(InvalidDraft::NoAddress),
                "{address}"
            );
        }
        assert_eq!(refused(|draft| draft.source.clear()), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_lead_to_the_cards_that_bear_them() {
        let written = card(&draft()).expect("a card");
        let names = OwnNames::of(&Cards::new([written]));
        assert_eq!(names.bearing("Serikova’s", "she").len(), 1);
        assert_eq!(names.bearing("Dana", "A. Serikova").len(), 1);
        assert_eq!(names.bearing("Dana", "Oslo").len(), 0);
    }
}
