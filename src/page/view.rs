//! What the parts of the page share: an article with its marks numbered and grouped.

use std::collections::BTreeSet;

use super::ids;
use super::long::is_long_text;
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
    /// Its number among all mentions, from 1.
    pub number: usize,
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
    /// Its number, from 1.
    pub number: usize,
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

    /// Where it begins and ends, with its subhead.
    #[must_use]
    pub fn reach(&self) -> Span {
        match (self.subhead, self.blocks) {
            (Some(subhead), [.., last]) => Span::new(subhead.span.start, last.span.end),
            (Some(subhead), []) => subhead.span,
            (None, _) => self.span(),
        }
    }
}

/// An article or a stretch of one, ready to be rendered.
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
        let parts = match heading {
            Heading::Shipped { .. } => parts(document, usize::MAX),
            Heading::Brought(_) => parts_of_own(document),
        };
        Self {
            heading,
            document,
            links: &[],
            cards,
            sentences: numbered(document, &annotations.stances, 1, &annotations.loaded),
            mentions: marked(1, &annotations.mentions, cards, &parts),
            parts,
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

    /// The same without any marks, at a cost that does not grow with them.
    #[must_use]
    pub fn brought_bare(import: &'a Import, cards: &'a Cards) -> Self {
        Self {
            heading: Heading::Brought(&import.about),
            document: &import.document,
            links: &import.links,
            cards,
            parts: parts_of_own(&import.document),
            sentences: Vec::new(),
            mentions: Vec::new(),
        }
    }

    /// The same of only those parts of the article that a stretch of its text touches, at a cost that does not grow with the rest.
    #[must_use]
    pub fn brought_within(
        import: &'a Import,
        annotations: &'a Annotations,
        cards: &'a Cards,
        stretch: Span,
    ) -> Self {
        let document = &import.document;
        let mut parts = parts_of_own(document);
        parts.retain(|part| {
            let reach = part.reach();
            reach.start < stretch.end && stretch.start < reach.end
        });
        let (start, end) = match parts.as_slice() {
            [first, .., last] => (first.reach().start, last.reach().end),
            [only] => (only.reach().start, only.reach().end),
            [] => (0, 0),
        };
        let whole = Span::new(start, end);
        let loaded_before = annotations
            .loaded
            .partition_point(|word| word.span.start < start);
        let mentions_before = annotations
            .mentions
            .partition_point(|mention| mention.span.start < start);
        let stances = within(&annotations.stances, whole, |stance| stance.span);
        let loaded = within(&annotations.loaded, whole, |word| word.span);
        let mentions = within(&annotations.mentions, whole, |mention| mention.span);
        Self {
            heading: Heading::Brought(&import.about),
            document,
            links: &import.links,
            cards,
            sentences: numbered(document, stances, loaded_before + 1, loaded),
            mentions: marked(mentions_before + 1, mentions, cards, &parts),
            parts,
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

/// How many blocks a part of a reader's own article has at most: each part has notes of its own, and not every page has subheads.
const LONGEST_PART: usize = 24;
/// The same of a long one, of which a part is laid out as a whole when it is near: about as much as two windows show.
const LONGEST_PART_OF_LONG: usize = 8;

/// The parts of an article that the reader brought.
fn parts_of_own(document: &Document) -> Vec<Part<'_>> {
    let most = if is_long_text(document) {
        LONGEST_PART_OF_LONG
    } else {
        LONGEST_PART
    };
    parts(document, most)
}

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
                number: 1,
                subhead: None,
                blocks: &[],
                first,
            });
        }
        parts.push(Part {
            number: parts.len() + 1,
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

/// The mentions, of which the first has that number.
fn marked<'a>(
    first: usize,
    mentions: &'a [Mention],
    cards: &'a Cards,
    parts: &[Part<'_>],
) -> Vec<Marked<'a>> {
    let mut noted = BTreeSet::new();
    let mut part = 0;
    let mut marked = Vec::with_capacity(mentions.len());
    for (number, mention) in (first..).zip(mentions) {
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
            number,
            mention,
            card,
            kind,
            has_note: card.is_some_and(|card| noted.insert((part, &card.id))),
        });
    }
    marked
}

/// The stance spans, which are those of whole sentences, with the loaded words in them, of which the first has that number.
fn numbered<'a>(
    document: &'a Document,
    stances: &'a [StanceSpan],
    first: usize,
    loaded: &'a [LoadedWord],
) -> Vec<Sentence<'a>> {
    let mut loaded = (first..).zip(loaded).peekable();
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
