//! What the parts of the page share: an article with its marks numbered and grouped.

use std::collections::{BTreeMap, BTreeSet};

use super::ids;
use crate::article::{About, Import, Link, Meta};
use crate::card::{Card, Cards, Kind};
use crate::content::{Agreement, Publication};
use crate::text::{
    Annotations, Block, BlockKind, CardId, Document, LoadedWord, Mention, PartialDate, Span,
    StanceSpan, within,
};

/// What is known about the article, and where it comes from.
#[derive(Debug, Clone, Copy)]
pub enum Heading<'a> {
    /// It ships with Sidelight.
    Shipped {
        /// What is known about it.
        meta: &'a Meta,
        /// How far its two labellings agreed.
        agreement: Agreement,
    },
    /// The reader brought it.
    Brought(&'a About),
}

impl<'a> Heading<'a> {
    /// The article's title.
    #[must_use]
    pub fn title(self) -> &'a str {
        match self {
            Self::Shipped { meta, .. } => &meta.title,
            Self::Brought(about) if about.title.trim().is_empty() => "Untitled",
            Self::Brought(about) => &about.title,
        }
    }

    /// When it was written, if that is known.
    #[must_use]
    pub fn written(self) -> Option<PartialDate> {
        match self {
            Self::Shipped { meta, .. } => Some(meta.written),
            Self::Brought(about) => about.written,
        }
    }

    /// Its language as a BCP 47 tag, if that is known.
    #[must_use]
    pub fn language(self) -> Option<&'a str> {
        match self {
            Self::Shipped { meta, .. } => Some(&meta.language),
            Self::Brought(about) => about.language.as_deref(),
        }
    }
}

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
    /// The card that it leads to; none where the text does not tell which.
    pub card: Option<&'a Card>,
    /// What kind of thing is named.
    pub kind: Kind,
    /// Whether a note hangs on it: the first mention of its card in a part.
    pub has_note: bool,
}

/// A part of the article: what stands between two subheads.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The subhead, except in the first part.
    pub subhead: Option<&'a Block>,
    /// The other blocks.
    pub blocks: &'a [Block],
    /// The number of its first block among those that are no subheads, from 1.
    pub first: usize,
}

impl Part<'_> {
    /// Where its blocks stand, without the subhead.
    #[must_use]
    pub fn span(&self) -> Span {
        match self.blocks {
            [first, .., last] => Span::new(first.span.start, last.span.end),
            [only] => only.span,
            [] => Span::new(0, 0),
        }
    }
}

/// An article, ready to be rendered.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// What is known about the article.
    pub heading: Heading<'a>,
    /// Its text.
    pub document: &'a Document,
    /// Links in it, sorted.
    pub links: &'a [Link],
    /// All cards.
    pub cards: &'a Cards,
    /// The parts in reading order.
    pub parts: Vec<Part<'a>>,
    /// The stance spans in reading order.
    pub sentences: Vec<Sentence<'a>>,
    /// The mentions in reading order.
    pub mentions: Vec<Marked<'a>>,
    /// The places of each card's mentions in `mentions`.
    pub mentions_of: BTreeMap<&'a CardId, Vec<usize>>,
}

impl<'a> View<'a> {
    /// The view of a publication.
    #[must_use]
    pub fn of(publication: &'a Publication) -> Self {
        let heading = Heading::Shipped {
            meta: &publication.meta,
            agreement: publication.agreement,
        };
        Self::new(
            heading,
            &publication.document,
            &publication.annotations,
            &publication.cards,
        )
    }

    /// Numbers and groups the marks of an article; mentions of cards that are not there are left out.
    #[must_use]
    pub fn new(
        heading: Heading<'a>,
        document: &'a Document,
        annotations: &'a Annotations,
        cards: &'a Cards,
    ) -> Self {
        let most = match heading {
            Heading::Shipped { .. } => usize::MAX,
            Heading::Brought(_) => LONGEST_PART,
        };
        let parts = parts(document, most);
        let mentions = marked(annotations, cards, &parts);
        let mut mentions_of: BTreeMap<&CardId, Vec<usize>> = BTreeMap::new();
        for (index, marked) in mentions.iter().enumerate() {
            if let Some(card) = marked.card {
                mentions_of.entry(&card.id).or_default().push(index);
            }
        }
        Self {
            heading,
            document,
            links: &[],
            cards,
            sentences: numbered(document, annotations),
            parts,
            mentions,
            mentions_of,
        }
    }

    /// The view of an article that the reader brought.
    #[must_use]
    pub fn brought(import: &'a Import, annotations: &'a Annotations, cards: &'a Cards) -> Self {
        let heading = Heading::Brought(&import.about);
        Self {
            links: &import.links,
            ..Self::new(heading, &import.document, annotations, cards)
        }
    }

    /// The links within a stretch of the text.
    #[must_use]
    pub fn links_in(&self, stretch: Span) -> &[Link] {
        within(self.links, stretch, |link| link.span)
    }

    /// The card of an id.
    #[must_use]
    pub fn card(&self, id: &CardId) -> Option<&'a Card> {
        self.cards.get(id)
    }

    /// The cards of one kind that are shown, by name: all that ship with the shipped article, else those that are named or could be meant.
    #[must_use]
    pub fn cards_of(&self, kind: Kind) -> Vec<&'a Card> {
        let candidates: BTreeSet<_> = self
            .mentions
            .iter()
            .flat_map(|marked| &marked.mention.others)
            .collect();
        let is_shown = |card: &Card| match self.heading {
            Heading::Shipped { .. } => true,
            Heading::Brought(_) => {
                self.mentions_of.contains_key(&card.id) || candidates.contains(&card.id)
            }
        };
        let of_kind = self.cards.iter().filter(|card| card.kind == kind);
        let mut cards: Vec<_> = of_kind.filter(|card| is_shown(card)).collect();
        cards.sort_by_key(|card| card.name.to_lowercase());
        cards
    }

    /// Words of running text.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sentences.iter().map(|sentence| sentence.words).sum()
    }

    /// The stance spans within a stretch of the text.
    #[must_use]
    pub fn sentences_in(&self, stretch: Span) -> &[Sentence<'a>] {
        within(&self.sentences, stretch, |sentence| sentence.stance.span)
    }

    /// The mentions within a stretch of the text, with their places in `mentions`.
    #[must_use]
    pub fn mentions_in(&self, stretch: Span) -> &[Marked<'a>] {
        within(&self.mentions, stretch, |marked| marked.mention.span)
    }
}

/// How many blocks a part of a reader's own article has at most: books go on for long without a subhead, and each part has
/// notes of its own and is laid out when it is near.
const LONGEST_PART: usize = 24;

fn parts(document: &Document, most: usize) -> Vec<Part<'_>> {
    let blocks = document.blocks();
    let mut parts = Vec::new();
    let (mut at, mut first) = (0, 1);
    loop {
        let subhead = blocks
            .get(at)
            .filter(|block| block.kind == BlockKind::Subhead);
        at += usize::from(subhead.is_some());
        let others = blocks[at..].iter();
        let count = others
            .take(most)
            .take_while(|block| block.kind != BlockKind::Subhead)
            .count();
        // What begins with a subhead still has a first part, so that parts have the same numbers whatever comes first.
        if subhead.is_some() && parts.is_empty() {
            parts.push(Part {
                subhead: None,
                blocks: &[],
                first,
            });
        }
        parts.push(Part {
            subhead,
            blocks: &blocks[at..at + count],
            first,
        });
        at += count;
        first += count;
        if at >= blocks.len() {
            return parts;
        }
    }
}

fn marked<'a>(
    annotations: &'a Annotations,
    cards: &'a Cards,
    parts: &[Part<'_>],
) -> Vec<Marked<'a>> {
    let mut noted = BTreeSet::new();
    let mut part = 0;
    let mut marked = Vec::with_capacity(annotations.mentions.len());
    for (number, mention) in (1..).zip(&annotations.mentions) {
        while part + 1 < parts.len() && parts[part].span().end <= mention.span.start {
            part += 1;
        }
        let card = mention.card.as_ref().and_then(|id| cards.get(id));
        let candidate = mention.others.iter().find_map(|id| cards.get(id));
        let Some(kind) = card.or(candidate).map(|card| card.kind) else {
            continue;
        };
        marked.push(Marked {
            id: ids::mention(number),
            mention,
            card,
            kind,
            has_note: card.is_some_and(|card| noted.insert((part, &card.id))),
        });
    }
    marked
}

fn numbered<'a>(document: &'a Document, annotations: &'a Annotations) -> Vec<Sentence<'a>> {
    let stances = &annotations.stances;
    let mut loaded = (1..).zip(&annotations.loaded).peekable();
    let mut place = 0;
    let mut sentences = Vec::with_capacity(stances.len());
    for (index, stance) in stances.iter().enumerate() {
        let is_same = |other: Option<&StanceSpan>| {
            other.is_some_and(|other| other.sentence == stance.sentence)
        };
        let before = index.checked_sub(1).and_then(|index| stances.get(index));
        place = if is_same(before) { place + 1 } else { 1 };
        let id = if place == 1 && !is_same(stances.get(index + 1)) {
            format!("s{}", stance.sentence)
        } else {
            format!("s{}-{place}", stance.sentence)
        };
        while loaded
            .next_if(|(_, word)| word.span.end <= stance.span.start)
            .is_some()
        {}
        let mut inside = Vec::new();
        while let Some((number, word)) =
            loaded.next_if(|(_, word)| word.span.start < stance.span.end)
        {
            inside.push((ids::loaded(number), word));
        }
        sentences.push(Sentence {
            id,
            stance,
            words: document.slice(stance.span).split_whitespace().count(),
            loaded: inside,
        });
    }
    sentences
}
