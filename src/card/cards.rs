//! All cards, and the graph of relations among them, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Card, Period, RelationKind};
use crate::text::CardId;

/// A relation as one of its two cards sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The kind, as the stating card names it.
    pub kind: RelationKind,
    /// Whether this card is the stating one.
    pub forward: bool,
    /// The other card.
    pub other: CardId,
}

impl Link {
    /// The words that lead from this card to the other.
    #[must_use]
    pub fn words(&self) -> &'static str {
        if self.forward {
            self.kind.forward()
        } else {
            self.kind.backward()
        }
    }
}

/// All cards, and who stands to whom in what relation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cards {
    cards: BTreeMap<CardId, Card>,
    links: BTreeMap<CardId, Vec<(Link, Period)>>,
}

impl Cards {
    /// Cards with the relations that they state; of two with one name the later counts.
    pub fn new(cards: impl IntoIterator<Item = Card>) -> Self {
        let cards = cards
            .into_iter()
            .map(|card| (card.id.clone(), card))
            .collect();
        let links = links(&cards);
        Self { cards, links }
    }

    /// Adds a card that states no relations, or puts it in the place of the one of its name.
    pub fn insert(&mut self, card: Card) {
        self.cards.insert(card.id.clone(), card);
    }

    /// The card of that name.
    #[must_use]
    pub fn get(&self, id: &CardId) -> Option<&Card> {
        self.cards.get(id)
    }

    /// All cards, by their file names.
    pub fn iter(&self) -> impl Iterator<Item = &Card> {
        self.cards.values()
    }

    /// The names of all cards.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<CardId> {
        self.cards.keys().cloned().collect()
    }

    /// The relations of one card in both directions, sorted, each with the time for which it holds.
    #[must_use]
    pub fn links(&self, id: &CardId) -> &[(Link, Period)] {
        self.links.get(id).map(Vec::as_slice).unwrap_or_default()
    }
}

fn links(cards: &BTreeMap<CardId, Card>) -> BTreeMap<CardId, Vec<(Link, Period)>> {
    let mut links: BTreeMap<CardId, Vec<(Link, Period)>> = BTreeMap::new();
    for card in cards.values() {
        for relation in &card.relations {
            let ends = [
                (&card.id, true, &relation.to),
                (&relation.to, false, &card.id),
            ];
            for (this, forward, other) in ends {
                let link = Link {
                    kind: relation.kind,
                    forward,
                    other: other.clone(),
                };
                links
                    .entry(this.clone())
                    .or_default()
                    .push((link, relation.period));
            }
        }
    }
    for list in links.values_mut() {
        list.sort_by(|one, two| one.0.cmp(&two.0));
    }
    links
}
