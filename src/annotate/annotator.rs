//! Annotating a document part by part, in reading order.

use std::ops::Range;

use super::resolve::{Link, ResolvedMention};
use super::{
    Annotated, Attribution, AutomaticLoaded, AutomaticMention, AutomaticSource, AutomaticStance,
    Cue, Warning,
};
use super::{attribution, language, loaded, names, resolve, stance};
use crate::card::CardIndex;
use crate::model::Model;
use crate::text::{CardId, Document, Segment, Segments, Span, span_of};

/// How many bytes of text are read as one document: what is named in one place counts in all others of it. Longer texts are
/// read in sections of about that size, so that memory stays bounded.
const SECTION: usize = 1 << 20;

/// About how many bytes a part is of: a few milliseconds of work.
const PART: usize = 8 << 10;

/// Annotates a document part by part; the parts together are what [`annotate`](super::annotate) gives.
///
/// A part is a few paragraphs, and at least one. The first part of a section of up to 1 MiB takes longer than the others: names are looked for
/// in the whole section before anything is said about one place of it.
///
/// ```
/// use sidelight::annotate::Annotator;
/// use sidelight::card::CardIndex;
/// use sidelight::model::Model;
/// use sidelight::text::{BlockKind, Document};
///
/// let document = Document::from_blocks([(BlockKind::Paragraph, "It is cold, the mayor said.")]);
/// let (cards, model) = (CardIndex::default(), Model::default());
/// let mut annotator = Annotator::new(&document, &cards, &model);
/// assert_eq!((annotator.done(), annotator.total()), (0, 1));
/// assert_eq!(annotator.next_part().map(|part| part.stances.len()), Some(1));
/// assert_eq!((annotator.done(), annotator.next_part()), (1, None));
/// ```
pub struct Annotator<'a> {
    document: &'a Document,
    cards: &'a CardIndex,
    model: &'a Model,
    section: Option<Section<'a>>,
    /// The first block that no section holds yet.
    next_block: usize,
    /// The first block that no part holds yet.
    open_block: usize,
    done: usize,
    total: usize,
    /// How many sentences of running text the parts so far hold.
    sentences: usize,
    /// Whether any part held running text.
    found_text: bool,
    /// Whether part of it was not English.
    found_foreign: bool,
}

impl<'a> Annotator<'a> {
    /// Makes ready to annotate; nothing is read yet.
    #[must_use]
    pub fn new(document: &'a Document, cards: &'a CardIndex, model: &'a Model) -> Self {
        let total = document.paragraphs().count();
        Self {
            document,
            cards,
            model,
            section: None,
            next_block: 0,
            open_block: 0,
            done: 0,
            total,
            sentences: 0,
            found_text: false,
            found_foreign: false,
        }
    }

    /// The annotations of the next few paragraphs; none at the end.
    ///
    /// An attribution belongs to the part in which what is said begins. Parts carry no warnings.
    pub fn next_part(&mut self) -> Option<Annotated> {
        loop {
            if let Some(section) = &mut self.section
                && let Some((part, block)) = section.next_part(self.cards)
            {
                self.sentences = section.sentences;
                self.reach(block);
                self.found_text |= !part.stances.is_empty();
                return Some(part);
            }
            self.section = None;
            self.reach(self.next_block);
            if self.next_block >= self.document.blocks().len() {
                return None;
            }
            let blocks = self.next_block..section_end(self.document, self.next_block);
            self.next_block = blocks.end;
            let mut section = Section::read(self.document, blocks, self.cards, self.model);
            section.sentences = self.sentences;
            self.found_foreign |= !section.english;
            self.section = Some(section);
        }
    }

    /// How many paragraphs the parts so far hold.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done
    }

    /// How many paragraphs the document has.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// What is odd about the text; complete once there are no more parts.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !self.found_text && self.next_block >= self.document.blocks().len() {
            warnings.push(Warning::NothingToRead);
        }
        if self.found_foreign {
            warnings.push(Warning::PerhapsNotEnglish);
        }
        warnings
    }

    /// Counts the paragraphs before the block `end` as done.
    fn reach(&mut self, end: usize) {
        let blocks = &self.document.blocks()[self.open_block..end];
        self.done += blocks
            .iter()
            .filter(|block| block.kind.is_running_text())
            .count();
        self.open_block = end;
    }
}

fn section_end(document: &Document, first: usize) -> usize {
    let blocks = document.blocks();
    let start = blocks[first].span.start;
    let count = blocks[first..]
        .iter()
        .take_while(|block| block.span.end - start <= SECTION)
        .count();
    first + count.max(1)
}

/// A stretch of a document that has been read as a whole, and how far its parts have been given away.
struct Section<'a> {
    scene: stance::Scene<'a>,
    model: &'a Model,
    mentions: Vec<ResolvedMention>,
    loaded: Vec<loaded::FoundLoaded>,
    /// How likely each label is for each sentence by itself, and how the text leans.
    alone: Vec<[f32; 4]>,
    lean: [f32; 4],
    end_block: usize,
    /// Whether it may be English; else no stance is guessed.
    english: bool,
    /// How many sentences of running text were given away, those of earlier sections included.
    sentences: usize,
    /// The first sentence, mention, attribution and loaded word not yet given away.
    next: Next,
}

#[derive(Default)]
struct Next {
    sentence: usize,
    mention: usize,
    attribution: usize,
    loaded: usize,
}

impl<'a> Section<'a> {
    fn read(
        document: &'a Document,
        blocks: Range<usize>,
        cards: &CardIndex,
        model: &'a Model,
    ) -> Self {
        let text = document.text();
        let end_block = blocks.end;
        let segments = Segments::of(document, blocks);
        let english = language::may_be_english(&segments);
        let mut names = if english {
            names::find_names(&segments, text, model)
        } else {
            Vec::new()
        };
        names.extend(resolve::known_names(&segments, text, &names, cards));
        names.sort_by_key(|name| name.tokens);
        let (attributions, quotes) = if english {
            attribution::find_attributions(&segments, text, &names)
        } else {
            Default::default()
        };
        let mentions = resolve::resolve(&segments, text, &names, &attributions, cards);
        let mut in_name = vec![false; segments.tokens.len()];
        for mention in &mentions {
            in_name[mention.tokens.0..mention.tokens.1].fill(true);
        }
        let loaded = if english {
            loaded::loaded_words(&segments.tokens, |at| in_name[at])
        } else {
            Vec::new()
        };
        let scene = stance::Scene::new(segments, text, &names, attributions, quotes, model);
        let judge = |sentence: &Segment| match sentence.kind {
            kind if english && kind.is_running_text() => {
                stance::probabilities(&scene, &sentence.tokens, model)
            }
            _ => [0.0; 4],
        };
        let alone: Vec<_> = scene.segments.sentences.iter().map(judge).collect();
        let lean = stance::lean(&alone, model);
        Self {
            scene,
            model,
            mentions,
            loaded,
            alone,
            lean,
            end_block,
            next: Next::default(),
            english,
            sentences: 0,
        }
    }

    /// The next part, and the block after it; none at the end.
    fn next_part(&mut self, cards: &CardIndex) -> Option<(Annotated, usize)> {
        let sentences = self.next_sentences()?;
        let all = &self.scene.segments.sentences;
        let (end_token, end_block) = match all.get(sentences.end) {
            Some(next) => (next.tokens.start, next.block),
            None => (usize::MAX, self.end_block),
        };
        let mut stances = Vec::new();
        for sentence in sentences {
            if self.scene.segments.sentences[sentence]
                .kind
                .is_running_text()
            {
                self.sentences += 1;
                stances.extend(self.stances(sentence, self.sentences, cards));
            }
        }
        let part = Annotated {
            stances,
            mentions: self.mentions(end_token, cards),
            attributions: self.attributions(end_token),
            loaded: self.loaded(end_token),
            warnings: Vec::new(),
        };
        Some((part, end_block))
    }

    /// The sentences of the next few paragraphs.
    fn next_sentences(&mut self) -> Option<Range<usize>> {
        let sentences = &self.scene.segments.sentences;
        let start = self.next.sentence;
        let first = self.span(&sentences.get(start)?.tokens).start;
        let mut end = start;
        while let Some(block) = sentences.get(end).map(|sentence| sentence.block) {
            let count = sentences[end..]
                .iter()
                .take_while(|sentence| sentence.block == block)
                .count();
            let size = self.span(&sentences[end + count - 1].tokens).end - first;
            if end > start && size > PART {
                break;
            }
            end += count;
        }
        self.next.sentence = end;
        Some(start..end)
    }

    /// The stances of a sentence, which has that number in the running text.
    fn stances(&self, sentence: usize, number: usize, cards: &CardIndex) -> Vec<AutomaticStance> {
        let alone = self.alone[sentence];
        let sentence = &self.scene.segments.sentences[sentence];
        let judged =
            stance::judge(&self.scene, &sentence.tokens, alone, self.lean, self.model).into_iter();
        judged
            .map(|judged| AutomaticStance {
                span: self.span(&judged.tokens),
                sentence: number,
                stance: judged.stance,
                confidence: stance::likeliest(judged.probabilities).1,
                cues: judged
                    .cues
                    .iter()
                    .map(|cue| Cue {
                        span: self.span(&(cue.tokens.0..cue.tokens.1)),
                        kind: cue.kind,
                        weight: cue.weight,
                    })
                    .collect(),
                source: judged
                    .attribution
                    .and_then(|index| self.source(index, cards))
                    .map(Box::new),
            })
            .collect()
    }

    /// Who is behind the attribution of that number.
    fn source(&self, attribution: usize, cards: &CardIndex) -> Option<AutomaticSource> {
        let attribution = &self.scene.attributions[attribution];
        let source = attribution.source.as_ref()?;
        let named = attribution.stands_for.as_ref().unwrap_or(source);
        let first = self
            .mentions
            .partition_point(|mention| mention.tokens.0 < named.start);
        let inside = self.mentions[first..]
            .iter()
            .take_while(|mention| mention.tokens.1 <= named.end);
        let card = inside.last().and_then(|mention| match &mention.link {
            Link::Card { card, .. } => Some(id(*card, cards)),
            _ => None,
        });
        Some(AutomaticSource {
            card,
            span: self.span(source),
            named: !attribution.vague,
        })
    }

    /// The mentions before the token `end` that were not given away yet.
    fn mentions(&mut self, end: usize, cards: &CardIndex) -> Vec<AutomaticMention> {
        let start = self.next.mention;
        self.next.mention += self.mentions[start..]
            .iter()
            .take_while(|mention| mention.tokens.0 < end)
            .count();
        let all = |indexes: &[usize]| indexes.iter().map(|card| id(*card, cards)).collect();
        let mut found = Vec::new();
        for at in start..self.next.mention {
            let mention = &self.mentions[at];
            let (card, confidence, alternatives) = match &mention.link {
                Link::Card {
                    card,
                    confidence,
                    others,
                } => (Some(id(*card, cards)), *confidence, all(others)),
                Link::NotSure { among } => (None, mention.confidence, all(among)),
                Link::NoCard => (None, mention.confidence, Box::default()),
            };
            found.push(AutomaticMention {
                span: self.span(&(mention.tokens.0..mention.tokens.1)),
                kind: mention.kind,
                card,
                confidence,
                alternatives,
                reason: mention.reason,
            });
        }
        found
    }

    fn attributions(&mut self, end: usize) -> Vec<Attribution> {
        let rest = &self.scene.attributions[self.next.attribution..];
        // Those without content come last.
        let begins = |attribution: &attribution::FoundAttribution| {
            attribution.content.first().map(|content| content.start)
        };
        let count = rest
            .iter()
            .take_while(|attribution| {
                begins(attribution).map_or(end == usize::MAX, |start| start < end)
            })
            .count();
        let (tokens, text) = (&self.scene.segments.tokens, self.scene.text);
        let found = rest[..count]
            .iter()
            .filter(|attribution| !attribution.is_own(tokens, text))
            .map(|attribution| Attribution::new(attribution, tokens))
            .collect();
        self.next.attribution += count;
        found
    }

    fn loaded(&mut self, end: usize) -> Vec<AutomaticLoaded> {
        let rest = &self.loaded[self.next.loaded..];
        let count = rest
            .iter()
            .take_while(|loaded| loaded.tokens.0 < end)
            .count();
        let found = rest[..count].iter().map(|loaded| AutomaticLoaded {
            span: self.span(&(loaded.tokens.0..loaded.tokens.1)),
            why: loaded.why.into(),
        });
        let found = found.collect();
        self.next.loaded += count;
        found
    }

    /// Where tokens stand; there is at least one.
    fn span(&self, tokens: &Range<usize>) -> Span {
        span_of(&self.scene.segments.tokens, tokens)
    }
}

fn id(card: usize, cards: &CardIndex) -> CardId {
    cards.entries()[card].id.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use wasm_bindgen_test::wasm_bindgen_test;

    const PARAGRAPHS: &str = "The mayor of Astana, Nur Aliyev, said on 3 May 2022 that “the so-called reform is a disgrace. It goes on and on.\n\n\
        “Nobody wants it,” Aliyev added. Russia denied this, and experts fear that it could fail.\n\nWhat comes next\n\n";

    /// A text of about that size, with headings, quotations that run over paragraphs, and a paragraph longer than a part.
    fn text(size: usize) -> Document {
        let mut text = PARAGRAPHS.repeat(size / PARAGRAPHS.len());
        text.push_str(&"One very long paragraph goes on and on. ".repeat(2 * PART / 40));
        crate::article::document_from_text(text)
    }

    /// Checks that parts come in reading order and together are the whole, which it gives.
    #[track_caller]
    fn check(document: &Document, model: &Model) -> Annotated {
        let cards = CardIndex::default();
        let whole = annotate(document, &cards, model);
        let mut annotator = Annotator::new(document, &cards, model);
        let mut joined = Annotated::default();
        let (mut done, mut end) = (0, 0);
        while let Some(part) = annotator.next_part() {
            let first = part.stances.first().map_or(end, |stance| stance.span.start);
            assert!(first >= end && annotator.done() > done, "at {end}");
            assert!(
                part.mentions
                    .iter()
                    .all(|mention| mention.span.start >= end),
                "at {end}"
            );
            end = part.stances.last().map_or(end, |stance| stance.span.end);
            done = annotator.done();
            joined.append(part);
        }
        assert_eq!(done, annotator.total());
        assert_eq!(
            (annotator.warnings(), annotator.next_part()),
            (Vec::new(), None)
        );
        assert!(joined == whole);
        whole
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn parts_are_in_reading_order_and_together_the_whole() {
        let model =
            Model::read(include_bytes!("../model/sidelight.weights")).expect("the shipped weights");
        let whole = check(&text(5 * PART), &model);
        assert!(
            whole.mentions.len() > 100
                && whole.loaded.len() > 100
                && whole.attributions.len() > 100,
            "{whole:#?}"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_of_several_sections_loses_nothing() {
        let whole = check(&text(SECTION + SECTION / 2), &Model::default());
        assert!(whole.attributions.len() > 1000);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_without_running_text_has_a_warning() {
        let (cards, model) = (CardIndex::default(), Model::default());
        for text in ["", " \n\n ", "A headline"] {
            let document = crate::article::document_from_text(text.to_owned());
            let annotated = annotate(&document, &cards, &model);
            assert_eq!(annotated.warnings, [Warning::NothingToRead], "{text}");
        }
    }
}
