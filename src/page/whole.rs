//! What is to be known of an article as a whole: who is named where, how often each label is given, who is quoted.
//!
//! It grows stretch by stretch, in reading order, so that of a long article no step takes longer than another.

use std::collections::{BTreeMap, BTreeSet};

use super::ids;
use super::layer::Layer;
use super::view::{Heading, Sentence, View};
use crate::card::{Card, Kind};
use crate::text::{CardId, Span, Stance};

/// An article as a whole, as far as its marks are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Whole {
    /// Marks of each layer, in the order of [`Layer::ALL`].
    counts: [usize; Layer::ALL.len()],
    /// Words of running text.
    pub(super) words: usize,
    /// Stance spans, those without a label included.
    pub(super) spans: usize,
    /// Mentions.
    pub(super) mentions: usize,
    /// Spans of each label, and the words in them, in the order of [`Stance::ALL`].
    pub(super) shares: [(usize, usize); Stance::ALL.len()],
    /// Who is behind attributed spans: how many, and the words in them.
    pub(super) voices: BTreeMap<Voice, (usize, usize)>,
    /// Where each card is named, in reading order.
    pub(super) places: BTreeMap<CardId, Vec<Place>>,
    /// The cards that names could also mean.
    candidates: BTreeSet<CardId>,
    /// An example of each label, in the order of [`Stance::ALL`].
    pub(super) examples: [Option<Example>; Stance::ALL.len()],
    /// The stance spans as the map shows them.
    pub(super) bands: Vec<Band>,
}

/// A mention of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Its number among all mentions, from 1.
    pub(super) number: usize,
    /// Where it stands.
    pub(super) span: Span,
}

/// Who is behind an attributed span; the order is that of equals in a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Voice {
    Card(CardId),
    Words(String),
    Unnamed,
}

/// A stance span that shows what its label means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Example {
    pub(super) id: String,
    pub(super) span: Span,
    /// By how many words it is shorter or longer than an example should be.
    off: usize,
}

/// A stance span as the map shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    /// The number of its part.
    pub(super) part: usize,
    /// The id of its element.
    pub(super) id: String,
    pub(super) stance: Option<Stance>,
    pub(super) words: usize,
}

/// So many words make a good example.
const EXAMPLE_WORDS: usize = 14;

impl Whole {
    /// Everything that a view holds.
    #[must_use]
    pub fn of(view: &View<'_>) -> Self {
        let mut whole = Self::default();
        whole.add(view, Span::new(0, usize::MAX));
        whole
    }

    /// Adds the marks that begin within a stretch of the text, which goes on where the last one ended; the view holds them.
    pub fn add(&mut self, view: &View<'_>, stretch: Span) {
        let is_new = |span: Span| stretch.start <= span.start && span.start < stretch.end;
        let mut parts = view.parts.iter().peekable();
        for sentence in &view.sentences {
            let span = sentence.stance.span;
            while parts
                .next_if(|part| part.span().end <= span.start)
                .is_some()
            {}
            if let Some(part) = parts.peek()
                && is_new(span)
            {
                self.add_sentence(view, part.number, sentence);
            }
        }
        for marked in &view.mentions {
            let span = marked.mention.span;
            if !is_new(span) {
                continue;
            }
            self.mentions += 1;
            self.count(Layer::of_kind(marked.kind), 1);
            if let Some(card) = marked.card {
                let number = marked.number;
                let places = self.places.entry(card.id.clone()).or_default();
                places.push(Place { number, span });
            }
            for other in &marked.mention.others {
                if !self.candidates.contains(other) {
                    self.candidates.insert(other.clone());
                }
            }
        }
    }

    fn add_sentence(&mut self, view: &View<'_>, part: usize, sentence: &Sentence<'_>) {
        let (stance, words) = (sentence.stance, sentence.words);
        self.spans += 1;
        self.words += words;
        self.count(Layer::Loaded, sentence.loaded.len());
        if let Some(label) = stance.stance {
            self.count(Layer::Stance(label), 1);
            let index = index_of(label);
            self.shares[index].0 += 1;
            self.shares[index].1 += words;
            let off = words.abs_diff(EXAMPLE_WORDS);
            if self.examples[index]
                .as_ref()
                .is_none_or(|example| off < example.off)
            {
                let (id, span) = (sentence.id.clone(), stance.span);
                self.examples[index] = Some(Example { id, span, off });
            }
        }
        if let Some(source) = &stance.source {
            let voice = match &source.card {
                _ if !source.named => Voice::Unnamed,
                Some(card) => Voice::Card(card.clone()),
                None => Voice::Words(view.document.slice(source.span).to_owned()),
            };
            let count = self.voices.entry(voice).or_default();
            count.0 += 1;
            count.1 += words;
        }
        self.bands.push(Band {
            part,
            id: sentence.id.clone(),
            stance: stance.stance,
            words,
        });
    }

    fn count(&mut self, layer: Layer, marks: usize) {
        self.counts[layer.number() - 1] += marks;
    }

    /// How many marks a layer has.
    #[must_use]
    pub fn marks_of(&self, layer: Layer) -> usize {
        self.counts[layer.number() - 1]
    }

    /// Where a card is named.
    pub(super) fn places_of(&self, card: &CardId) -> &[Place] {
        self.places.get(card).map_or(&[], Vec::as_slice)
    }

    /// The cards that are shown, by name: all that ship with the shipped article, else those that are named or could be meant.
    pub(super) fn cards<'a>(&self, view: &View<'a>) -> Vec<&'a Card> {
        let mut cards: Vec<&Card> = match view.heading {
            Heading::Shipped { .. } => view.cards.iter().collect(),
            Heading::Brought(_) => {
                let others = self.candidates.iter();
                let others = others.filter(|id| !self.places.contains_key(*id));
                let ids: BTreeSet<&CardId> = self.places.keys().chain(others).collect();
                ids.into_iter()
                    .filter_map(|id| view.cards.get(id))
                    .collect()
            }
        };
        cards.sort_by_cached_key(|card| card.name.to_lowercase());
        cards
    }
}

/// Those of some cards that are of a kind.
pub(super) fn of_kind<'a>(cards: &[&'a Card], kind: Kind) -> Vec<&'a Card> {
    let cards = cards.iter().copied();
    cards.filter(|card| card.kind == kind).collect()
}

/// The place of a label among [`Stance::ALL`].
fn index_of(label: Stance) -> usize {
    let place = Stance::ALL.iter().position(|stance| *stance == label);
    place.unwrap_or_default()
}

impl Place {
    /// The id of the mention's element.
    pub(super) fn id(&self) -> String {
        ids::mention(self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Import;
    use crate::card::Cards;
    use crate::card::samples::{card, id};
    use crate::page::{blocks_in, notes_in};
    use crate::text::{
        Annotations, BlockKind, Document, LoadedWord, Mention, Origin, Source, StanceSpan,
    };
    use wasm_bindgen_test::wasm_bindgen_test;

    const NAMES: [&str; 4] = ["Oslo", "Bergen", "Anna", "Ferry Line"];

    /// A book of chapters that each name everything, with a mark of every kind in every paragraph.
    fn book() -> (Import, Annotations, Cards) {
        let mut blocks = Vec::new();
        for chapter in 0..6 {
            blocks.push((BlockKind::Subhead, format!("Chapter {chapter}")));
            for paragraph in 0..(20 + 10 * (chapter % 3)) {
                let name = NAMES[paragraph % NAMES.len()];
                blocks.push((
                    BlockKind::Paragraph,
                    format!("{name} was dreadfully late again, said Anna."),
                ));
            }
        }
        let document =
            Document::from_blocks(blocks.iter().map(|(kind, text)| (*kind, text.as_str())));
        let mut annotations = Annotations::default();
        for (number, block) in document.paragraphs().enumerate() {
            let at = |words: &str| {
                let start = block.span.start + document.slice(block.span).find(words)?;
                Some(Span::new(start, start + words.len()))
            };
            let name = NAMES.into_iter().find(|name| at(name) < at(" was"));
            let (said, late) = (
                at("Anna.").map(|span| Span::new(span.start, span.end - 1)),
                at("dreadfully"),
            );
            let origin = Origin::Automatic { confidence: 0.5 };
            annotations.stances.push(StanceSpan {
                span: block.span,
                sentence: number + 1,
                stance: [Some(Stance::Opinion), Some(Stance::Attributed), None][number % 3],
                cues: Vec::new(),
                why: String::new(),
                source: said.map(|span| Source {
                    span,
                    card: Some(id("Anna")),
                    named: number % 2 == 0,
                }),
                origin,
            });
            for (span, card) in [(name.and_then(at), name), (said, Some("Anna"))] {
                if let (Some(span), Some(card)) = (span, card) {
                    annotations.mentions.push(Mention {
                        span,
                        card: Some(id(card)),
                        others: vec![id("Bergen")],
                        why: String::new(),
                        origin,
                    });
                }
            }
            annotations.loaded.extend(late.map(|span| LoadedWord {
                span,
                why: String::new(),
            }));
        }
        let cards = NAMES.map(|name| card(Kind::Place, name, &[], &[]));
        let import = Import {
            document,
            ..Import::default()
        };
        (import, annotations, Cards::new(cards))
    }

    /// Stretches of the text that end behind every seventh paragraph.
    fn stretches(import: &Import) -> Vec<Span> {
        let ends = import.document.paragraphs().map(|block| block.span.end);
        let mut start = 0;
        let mut stretches: Vec<_> = ends
            .step_by(7)
            .map(|end| Span::new(std::mem::replace(&mut start, end), end))
            .collect();
        stretches.push(Span::new(start, import.document.text().len() + 1));
        stretches
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn stretches_together_are_the_whole() {
        let (import, annotations, cards) = book();
        let mut grown = Whole::default();
        for stretch in stretches(&import) {
            let view = View::brought_within(&import, &annotations, &cards, stretch);
            grown.add(&view, stretch);
        }
        let whole = Whole::of(&View::brought(&import, &annotations, &cards));
        assert_eq!(grown, whole);
        assert_eq!(whole.spans, annotations.stances.len());
        assert_eq!(whole.mentions, annotations.mentions.len());
        assert_eq!(whole.marks_of(Layer::Loaded), annotations.loaded.len());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn blocks_and_notes_are_the_same_stretch_by_stretch() {
        let (import, annotations, cards) = book();
        let all = Span::new(0, import.document.text().len() + 1);
        let whole = View::brought(&import, &annotations, &cards);
        let (mut blocks, mut notes) = (Vec::new(), Vec::new());
        for stretch in stretches(&import) {
            let view = View::brought_within(&import, &annotations, &cards, stretch);
            blocks.extend(blocks_in(&view, stretch));
            notes.extend(notes_in(&view, stretch));
        }
        assert_eq!(blocks.len(), import.document.blocks().len());
        assert_eq!(blocks, blocks_in(&whole, all).collect::<Vec<_>>());
        assert!(notes.iter().any(|(_, html)| html.contains("note-m")));
        assert_eq!(notes, notes_in(&whole, all));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_view_of_one_place_knows_its_numbers() {
        let (import, annotations, cards) = book();
        let mention = &annotations.mentions[100];
        let view = View::brought_within(&import, &annotations, &cards, mention.span);
        let marked = view.mentions_in(mention.span);
        assert_eq!(marked.len(), 1);
        assert_eq!((marked[0].id.as_str(), marked[0].number), ("m101", 101));
        let last = annotations.loaded.last().expect("loaded words");
        let view = View::brought_within(&import, &annotations, &cards, last.span);
        let sentence = view.sentences.last().expect("a sentence");
        assert_eq!(
            sentence.loaded[0].0,
            format!("l{}", annotations.loaded.len())
        );
    }
}
