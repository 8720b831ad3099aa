//! What the parts of the page share: the publication with its marks numbered and grouped.

use std::collections::{BTreeMap, BTreeSet};

use super::ids;
use crate::article::Meta;
use crate::card::{Card, Kind};
use crate::content::{Agreement, Cards, Publication};
use crate::text::{
    Annotations, Block, BlockKind, CardId, Document, LoadedWord, Mention, Span, StanceSpan,
    sentences,
};

/// A stance span with its id and length.
#[derive(Debug, Clone)]
pub struct Sentence<'a> {
    /// `s12`, or `s12-2` for the second span of a sentence in which voices mix.
    pub id: String,
    /// The span and its label.
    pub stance: &'a StanceSpan,
    /// Words in it.
    pub words: usize,
    /// The loaded words inside it, with their ids.
    pub loaded: Vec<(String, &'a LoadedWord)>,
}

/// A mention with its id and card.
#[derive(Debug, Clone)]
pub struct Marked<'a> {
    /// `m7`.
    pub id: String,
    /// The mention.
    pub mention: &'a Mention,
    /// The card that it leads to.
    pub card: &'a Card,
    /// Whether a note hangs on it: the first mention of its card in a part.
    pub has_note: bool,
}

/// A part of the article: what stands between two subheads.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// The subhead, except in the first part.
    pub subhead: Option<&'a Block>,
    /// The other blocks.
    pub blocks: Vec<&'a Block>,
}

/// A publication, ready to be rendered.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// What is known about the article.
    pub meta: &'a Meta,
    /// Its text.
    pub document: &'a Document,
    /// All cards.
    pub cards: &'a Cards,
    /// How far the two labellings agreed.
    pub agreement: Agreement,
    /// The parts in reading order.
    pub parts: Vec<Part<'a>>,
    /// The stance spans in reading order.
    pub sentences: Vec<Sentence<'a>>,
    /// The mentions in reading order.
    pub mentions: Vec<Marked<'a>>,
    /// The ids of each card's mentions.
    pub mentions_of: BTreeMap<&'a CardId, Vec<usize>>,
}

impl<'a> View<'a> {
    /// Numbers and groups the marks of a publication.
    #[must_use]
    pub fn new(publication: &'a Publication) -> Self {
        let Publication {
            meta,
            document,
            annotations,
            agreement,
            cards,
        } = publication;
        let parts = parts(document);
        let mentions = marked(annotations, cards, &parts);
        let mut mentions_of: BTreeMap<&CardId, Vec<usize>> = BTreeMap::new();
        for (index, marked) in mentions.iter().enumerate() {
            mentions_of
                .entry(&marked.mention.card)
                .or_default()
                .push(index);
        }
        Self {
            meta,
            document,
            cards,
            agreement: *agreement,
            sentences: numbered(document, annotations),
            parts,
            mentions,
            mentions_of,
        }
    }

    /// The card of an id that the loader has checked; mentions of others were refused there.
    #[must_use]
    pub fn card(&self, id: &CardId) -> Option<&'a Card> {
        self.cards.get(id)
    }

    /// The cards of one kind, by name.
    #[must_use]
    pub fn cards_of(&self, kind: Kind) -> Vec<&'a Card> {
        let mut cards: Vec<_> = self.cards.iter().filter(|card| card.kind == kind).collect();
        cards.sort_by_key(|card| card.name.to_lowercase());
        cards
    }

    /// Words of running text.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sentences.iter().map(|sentence| sentence.words).sum()
    }
}

fn parts(document: &Document) -> Vec<Part<'_>> {
    let mut parts = vec![Part {
        subhead: None,
        blocks: Vec::new(),
    }];
    for block in document.blocks() {
        if block.kind == BlockKind::Subhead {
            parts.push(Part {
                subhead: Some(block),
                blocks: Vec::new(),
            });
        } else if let Some(part) = parts.last_mut() {
            part.blocks.push(block);
        }
    }
    parts
}

fn marked<'a>(
    annotations: &'a Annotations,
    cards: &'a Cards,
    parts: &[Part<'_>],
) -> Vec<Marked<'a>> {
    let part_of = |span: Span| {
        parts
            .iter()
            .position(|part| part.blocks.iter().any(|block| block.span.contains(span)))
    };
    let mut noted = BTreeSet::new();
    annotations
        .mentions
        .iter()
        .enumerate()
        .filter_map(|(index, mention)| {
            let card = cards.get(&mention.card)?;
            Some(Marked {
                id: ids::mention(index + 1),
                mention,
                card,
                has_note: noted.insert((part_of(mention.span), &mention.card)),
            })
        })
        .collect()
}

fn numbered<'a>(document: &'a Document, annotations: &'a Annotations) -> Vec<Sentence<'a>> {
    let bounds: Vec<_> = sentences(document).collect();
    let number_of = |stance: &StanceSpan| {
        bounds
            .iter()
            .position(|sentence| sentence.overlaps(stance.span))
            .map_or(0, |index| index + 1)
    };
    let loaded: Vec<_> = annotations
        .loaded
        .iter()
        .enumerate()
        .map(|(index, word)| (ids::loaded(index + 1), word))
        .collect();
    let numbers: Vec<_> = annotations.stances.iter().map(number_of).collect();
    annotations
        .stances
        .iter()
        .enumerate()
        .map(|(index, stance)| {
            let number = numbers[index];
            let siblings = numbers.iter().filter(|other| **other == number).count();
            let place = numbers[..index]
                .iter()
                .filter(|other| **other == number)
                .count()
                + 1;
            let id = if siblings == 1 {
                format!("s{number}")
            } else {
                format!("s{number}-{place}")
            };
            Sentence {
                id,
                stance,
                words: document.slice(stance.span).split_whitespace().count(),
                loaded: loaded
                    .iter()
                    .filter(|(_, word)| stance.span.overlaps(word.span))
                    .cloned()
                    .collect(),
            }
        })
        .collect()
}
