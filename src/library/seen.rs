//! Who and what occurs across the library: every entity, and everywhere it is named.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::own::OwnNames;
use super::record::Block;
use super::{Marks, Named, Record, Shelved};
use crate::card::{Cards, Kind, Standing};
use crate::text::{BlockKind, CardId, Document, PartialDate, Span};

/// Where a kept article names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[usize; 4]", into = "[usize; 4]")]
pub struct Place {
    /// Which of the article's named entities.
    pub named: usize,
    /// In which of its blocks, from 0.
    pub block: usize,
    /// Where the words begin, in bytes of UTF-8 from the block's start.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

impl From<[usize; 4]> for Place {
    fn from([named, block, start, end]: [usize; 4]) -> Self {
        Self {
            named,
            block,
            start,
            end,
        }
    }
}

impl From<Place> for [usize; 4] {
    fn from(place: Place) -> Self {
        [place.named, place.block, place.start, place.end]
    }
}

/// Who and what an article names, by how often, and where.
#[must_use]
pub fn note(marks: &Marks, document: &Document) -> (Vec<Named>, Vec<Place>) {
    let mut times: BTreeMap<&CardId, usize> = BTreeMap::new();
    let mentions = &marks.annotations.mentions;
    for card in mentions.iter().filter_map(|mention| mention.card.as_ref()) {
        *times.entry(card).or_default() += 1;
    }
    let mut named: Vec<(&CardId, Named)> = times
        .into_iter()
        .filter_map(|(id, times)| {
            let card = marks.cards.get(id)?;
            let named = Named {
                name: card.name.clone(),
                kind: card.kind,
                card: (card.standing != Standing::Unwritten).then(|| id.clone()),
                times,
            };
            Some((id, named))
        })
        .collect();
    named.sort_by(|(_, one), (_, two)| two.times.cmp(&one.times).then(one.name.cmp(&two.name)));
    let numbers: BTreeMap<&CardId, usize> = (0..)
        .zip(&named)
        .map(|(number, (id, _))| (*id, number))
        .collect();
    let mut blocks = document.blocks().iter().enumerate().peekable();
    let mut places = Vec::with_capacity(mentions.len());
    for mention in mentions {
        while blocks
            .next_if(|(_, block)| block.span.end < mention.span.end)
            .is_some()
        {}
        let number = mention.card.as_ref().and_then(|card| numbers.get(card));
        if let (Some(named), Some((number, block))) = (number, blocks.peek())
            && block.span.contains(mention.span)
        {
            places.push(Place {
                named: *named,
                block: *number,
                start: mention.span.start - block.span.start,
                end: mention.span.end - block.span.start,
            });
        }
    }
    (named.into_iter().map(|(_, named)| named).collect(), places)
}

/// What makes mentions in several articles those of one entity: their card, or the same name and kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The entity of a card that there is.
    Card(CardId),
    /// What is named so, of which there is no card.
    Name(Kind, String),
}

/// The key as it stands in addresses.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Card(id) => write!(f, "card:{}", id.as_str()),
            Self::Name(kind, name) => write!(f, "{}:{name}", kind.key()),
        }
    }
}

impl Key {
    /// The key that stands in an address.
    #[must_use]
    pub fn from_address(text: &str) -> Option<Self> {
        let (what, name) = text.split_once(':')?;
        if what == "card" {
            return CardId::try_from(name.to_owned()).ok().map(Self::Card);
        }
        Some(Self::Name(Kind::from_key(what)?, name.to_owned()))
    }

    /// The key as it is with the cards that there are now: a card may have been written since for what was told by its name.
    #[must_use]
    pub fn with(self, cards: &Cards) -> Self {
        match &self {
            Self::Name(_, name) => match OwnNames::of(cards).bearing(name, name) {
                [only] => Self::Card(only.clone()),
                _ => self,
            },
            Self::Card(_) => self,
        }
    }

    /// The key of what an article names, with the cards that there are now: one may have been written or deleted since.
    fn of(named: &Named, cards: &Cards, own: &OwnNames) -> Self {
        let there_is = named.card.as_ref().filter(|id| cards.get(id).is_some());
        let one_own = match own.bearing(&named.name, &named.name) {
            [only] => Some(only),
            _ => None,
        };
        match there_is.or(one_own) {
            Some(id) => Self::Card(id.clone()),
            None => Self::Name(named.kind, named.name.clone()),
        }
    }
}

/// An entity of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What it is told by.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The articles that name it, by their names in the library.
    pub articles: Vec<String>,
    /// How often they name it.
    pub times: usize,
}

/// Who and what the articles name: what most of them name first.
#[must_use]
pub fn entities(shelf: &[Shelved], cards: &Cards) -> Vec<Entity> {
    let own = OwnNames::of(cards);
    let mut all: BTreeMap<Key, Entity> = BTreeMap::new();
    for shelved in shelf {
        for named in &shelved.named {
            let key = Key::of(named, cards, &own);
            let card = match &key {
                Key::Card(id) => cards.get(id),
                Key::Name(..) => None,
            };
            let entity = all.entry(key.clone()).or_insert_with(|| Entity {
                key,
                name: card.map_or(&named.name, |card| &card.name).clone(),
                kind: card.map_or(named.kind, |card| card.kind),
                articles: Vec::new(),
                times: 0,
            });
            entity.times += named.times;
            if entity.articles.last() != Some(&shelved.id) {
                entity.articles.push(shelved.id.clone());
            }
        }
    }
    let mut all: Vec<Entity> = all.into_values().collect();
    all.sort_by(|one, two| {
        let weight = |entity: &Entity| (entity.articles.len(), entity.times);
        weight(two)
            .cmp(&weight(one))
            .then_with(|| one.name.cmp(&two.name))
    });
    all
}

/// The words by which an article names an entity, with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The number of the paragraph among those that are no subheads, from 1; where the words stand in a subhead, of the next one.
    pub paragraph: usize,
    /// What stands before the words.
    pub before: String,
    /// The words.
    pub words: String,
    /// What stands after them.
    pub after: String,
}

/// An article that names an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appearance {
    /// The article's name in the library.
    pub article: String,
    /// Its title.
    pub title: String,
    /// When it was written, if that is known.
    pub written: Option<PartialDate>,
    /// How often it names the entity.
    pub times: usize,
    /// Where; empty if the article was not read since it was changed or kept by an older version.
    pub excerpts: Vec<Excerpt>,
}

/// Everywhere that an entity is named in some articles: by the date of the article, the oldest first, those without one last.
#[must_use]
pub fn appearances(key: &Key, records: &[Record], cards: &Cards) -> Vec<Appearance> {
    let own = OwnNames::of(cards);
    let mut found: Vec<Appearance> = records
        .iter()
        .filter_map(|record| {
            let named = &record.shelved.named;
            let is_it: Vec<bool> = named
                .iter()
                .map(|named| Key::of(named, cards, &own) == *key)
                .collect();
            let all = named.iter().zip(&is_it);
            let times: usize = all
                .filter(|(_, is_it)| **is_it)
                .map(|(named, _)| named.times)
                .sum();
            let places = record
                .seen
                .iter()
                .filter(|place| is_it.get(place.named) == Some(&true));
            let about = &record.shelved.about;
            (times > 0).then(|| Appearance {
                article: record.shelved.id.clone(),
                title: about.title.clone(),
                written: about.written,
                times,
                excerpts: places
                    .filter_map(|place| excerpt(*place, &record.blocks))
                    .collect(),
            })
        })
        .collect();
    found.sort_by(|one, two| {
        let day = |appearance: &Appearance| {
            let day = appearance.written.map(PartialDate::first_day);
            (day.is_none(), day)
        };
        day(one)
            .cmp(&day(two))
            .then_with(|| one.title.cmp(&two.title))
    });
    found
}

fn excerpt(place: Place, blocks: &[Block]) -> Option<Excerpt> {
    let block = blocks.get(place.block)?;
    let words = Span::new(place.start, place.end).of(&block.text);
    if words.is_empty() {
        return None;
    }
    let paragraphs = blocks[..place.block]
        .iter()
        .filter(|block| block.kind != BlockKind::Subhead);
    Some(Excerpt {
        paragraph: paragraphs.count() + 1,
        before: end_of(&block.text[..place.start]),
        words: words.to_owned(),
        after: beginning_of(&block.text[place.end..], AROUND),
    })
}

/// How much is shown on either side, in characters.
const AROUND: usize = 90;

/// The last words of a text.
fn end_of(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().rev().nth(AROUND) else {
        return text.to_owned();
    };
    let from = text[cut..].find(' ').map_or(cut, |space| cut + space);
    format!("…{}", &text[from..])
}

/// The first words of a text, of at most so many characters.
pub(super) fn beginning_of(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let to = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", &text[..to])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{About, Import};
    use crate::card::Card;
    use crate::text::{Mention, Origin};
    use wasm_bindgen_test::wasm_bindgen_test;

    const OSLO: &str = "Oslo";

    fn record(id: &str, written: &str, text: &str, card: Option<&str>) -> Record {
        let document = Document::from_blocks([
            (BlockKind::Subhead, "A walk"),
            (BlockKind::Paragraph, "It is cold."),
            (BlockKind::Paragraph, text),
        ]);
        let card_id = CardId::from_words(card.unwrap_or("own oslo"));
        let mut shown = Card::of_reader(card_id.clone(), OSLO.to_owned(), Kind::Place);
        if card.is_none() {
            shown.standing = Standing::Unwritten;
        }
        let mentions = document
            .text()
            .match_indices(OSLO)
            .map(|(start, words)| Mention {
                span: Span::new(start, start + words.len()),
                card: Some(card_id.clone()),
                others: Vec::new(),
                why: String::new(),
                origin: Origin::Automatic { confidence: 1.0 },
            });
        let mut marks = Marks::new(Cards::new([shown]), crate::library::Anchored::default());
        marks.annotations.mentions = mentions.collect();
        let (named, seen) = note(&marks, &document);
        let import = Import {
            about: About {
                title: format!("Title of {id}"),
                written: written.parse().ok(),
                ..About::default()
            },
            document,
            ..Import::default()
        };
        let mut record = Record::new(id.to_owned(), import, 0);
        record.shelved.named = named;
        record.seen = seen;
        record
    }

    fn records() -> [Record; 4] {
        [
            record("a", "", "To Oslo and from Oslo.", None),
            record("b", "2024", "In Oslo.", None),
            record("c", "2021-05", "Oslo is far.", Some("oslo")),
            record("d", "2020", "Nothing.", None),
        ]
    }

    fn shelf() -> Vec<Shelved> {
        records()
            .iter()
            .map(|record| record.shelved.clone())
            .collect()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn entities_are_one_by_card_or_by_name() {
        let all = |cards: &Cards| -> Vec<(String, usize, usize)> {
            let all = entities(&shelf(), cards);
            all.iter()
                .map(|entity| (entity.key.to_string(), entity.articles.len(), entity.times))
                .collect()
        };
        let none = Cards::default();
        // The card that one article leads to is not there: it is one by its name.
        assert_eq!(all(&none), [("place:Oslo".to_owned(), 3, 4)]);
        // A card that the reader wrote since takes all that bear its name.
        let own = Cards::new([Card::of_reader(
            CardId::from_words("oslo"),
            OSLO.to_owned(),
            Kind::Place,
        )]);
        assert_eq!(all(&own), [("card:oslo".to_owned(), 3, 4)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn appearances_are_by_date_with_their_words() {
        let key = Key::from_address("place:Oslo").expect("a key");
        let id = CardId::from_words("oslo");
        let own = Cards::new([Card::of_reader(id.clone(), OSLO.to_owned(), Kind::Place)]);
        assert_eq!(key.clone().with(&own), Key::Card(id));
        assert_eq!(key.clone().with(&Cards::default()), key);
        let found = appearances(&key, &records(), &Cards::default());
        let order: Vec<_> = found
            .iter()
            .map(|appearance| appearance.article.as_str())
            .collect();
        assert_eq!(order, ["c", "b", "a"]);
        let last: Vec<_> = found[2]
            .excerpts
            .iter()
            .map(|one| (one.paragraph, one.before.as_str(), one.after.as_str()))
            .collect();
        assert_eq!(
            last,
            [(2, "To ", " and from Oslo."), (2, "To Oslo and from ", ".")]
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn places_that_do_not_fit_are_passed_over() {
        let mut records = records();
        for place in &mut records[1].seen {
            place.block = 900;
        }
        records[2].seen.push(Place {
            named: 90,
            block: 0,
            start: 0,
            end: 1,
        });
        let key = Key::Name(Kind::Place, OSLO.to_owned());
        let found = appearances(&key, &records, &Cards::default());
        assert_eq!(
            found
                .iter()
                .map(|one| one.excerpts.len())
                .collect::<Vec<_>>(),
            [1, 0, 2]
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn cards_lead_to_their_keys() {
        let mut card =
            Card::of_reader(CardId::from_words("own oslo"), OSLO.to_owned(), Kind::Place);
        let of_card = Key::Card(card.id.clone());
        assert_eq!(card.entity_key(), of_card.to_string());
        card.standing = Standing::Unwritten;
        let of_name = Key::Name(Kind::Place, OSLO.to_owned());
        assert_eq!(card.entity_key(), of_name.to_string());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn keys_survive_addresses() {
        for text in ["card:oslo-2", "place:Oslo: the city", "person:"] {
            assert_eq!(
                Key::from_address(text)
                    .map(|key| key.to_string())
                    .as_deref(),
                Some(text)
            );
        }
        for text in ["", "oslo", "thing:Oslo", "card:Not an id"] {
            assert_eq!(Key::from_address(text), None, "{text}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn long_surroundings_are_cut_between_words() {
        let text = "word ".repeat(40);
        assert!(end_of(&text).starts_with("… word") && end_of(&text).len() < 100);
        assert!(
            beginning_of(&text, AROUND).ends_with("word…")
                && beginning_of(&text, AROUND).len() < 100
        );
        assert_eq!(
            (end_of("ä b"), beginning_of("ä b", AROUND)),
            ("ä b".to_owned(), "ä b".to_owned())
        );
        let solid = "ü".repeat(200);
        assert!(beginning_of(&solid, AROUND).chars().count() <= AROUND + 1);
        assert!(end_of(&solid).chars().count() <= AROUND + 2);
    }
}
