//! From a document to its annotations.

pub mod attribution;
pub mod lexicon;
pub mod loaded;
pub mod names;
pub mod output;
pub mod resolve;
pub mod stance;

use crate::card::{CardIndex, Kind};
use crate::model::Model;
use crate::text::{BlockKind, CardId, CueKind, Document, Segments, Span, Stance};

use resolve::Link;

/// A span of running text with its stance and what decided it.
#[derive(Debug, Clone, PartialEq)]
pub struct AutomaticStance {
    /// The words: a sentence, or a part of one where voices mix.
    pub span: Span,
    /// The label; none where none is likely enough.
    pub stance: Option<Stance>,
    /// Probability of the likeliest label, calibrated, 0 to 1.
    pub confidence: f32,
    /// The words that decided it, sorted, each with its kind and weight.
    pub cues: Vec<(Span, CueKind, f32)>,
    /// One plain sentence that says why.
    pub why: String,
    /// Who asserts an attributed span.
    pub source: Option<AutomaticSource>,
}

/// Who is behind an attributed span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutomaticSource {
    /// The words that name the source or stand for it.
    pub span: Span,
    /// The card of the source, if it has one.
    pub card: Option<CardId>,
    /// Whether the text says who it is.
    pub named: bool,
}

/// Words that name something.
#[derive(Debug, Clone, PartialEq)]
pub struct AutomaticMention {
    /// Where they stand.
    pub span: Span,
    /// What kind of thing they name.
    pub kind: Kind,
    /// The card; none where there is none or the text does not tell which.
    pub card: Option<CardId>,
    /// With a card, how sure the link is; else how sure it is that the words name something of that kind; 0 to 1.
    pub confidence: f32,
    /// Other cards that it could be, likeliest first.
    pub alternatives: Vec<CardId>,
    /// Why this card, or why none.
    pub why: String,
}

/// What somebody is said to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The words that name the source or stand for it.
    pub source: Option<Span>,
    /// The words of saying; none where a quotation only goes on.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// A loaded word with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutomaticLoaded {
    /// Where it stands.
    pub span: Span,
    /// What it adds.
    pub why: &'static str,
}

/// Something odd about a text, which was annotated all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// There is no running text.
    NothingToRead,
    /// Few of its words are English ones: stances are guesses.
    PerhapsNotEnglish,
}

/// The annotations of a document, each list sorted by span.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotated {
    /// Every sentence of running text, in one or several spans.
    pub stances: Vec<AutomaticStance>,
    /// Mentions; they do not overlap.
    pub mentions: Vec<AutomaticMention>,
    /// Attributions.
    pub attributions: Vec<Attribution>,
    /// Loaded words; they do not overlap.
    pub loaded: Vec<AutomaticLoaded>,
    /// What is odd about the text.
    pub warnings: Vec<Warning>,
}

/// Annotates a document: never fails, the same result on every machine.
///
/// ```
/// use sidelight::annotate::annotate;
/// use sidelight::card::CardIndex;
/// use sidelight::model::Model;
/// use sidelight::text::{BlockKind, Document};
///
/// let document = Document::from_blocks([(BlockKind::Paragraph, "It is cold, the mayor said.")]);
/// let annotated = annotate(&document, &CardIndex::default(), &Model::default());
/// assert_eq!(annotated.stances.len(), 1);
/// assert_eq!(document.slice(annotated.attributions[0].content[0]), "It is cold");
/// ```
#[must_use]
pub fn annotate(document: &Document, cards: &CardIndex, model: &Model) -> Annotated {
    let mut annotated = Annotated::default();
    let mut first = 0;
    while first < document.blocks().len() {
        let end = part_end(document, first);
        part(document, first..end, cards, model, &mut annotated);
        first = end;
    }
    if annotated.stances.is_empty() {
        annotated.warnings.push(Warning::NothingToRead);
    }
    annotated
}

/// How many bytes of text are read as one document: what is named in one place counts in all others of it. Longer texts are
/// read in parts of about that size, so that memory stays bounded.
const PART: usize = 1 << 20;

fn part_end(document: &Document, first: usize) -> usize {
    let blocks = document.blocks();
    let start = blocks[first].span.start;
    let count = blocks[first..].iter().take_while(|block| block.span.end - start <= PART).count();
    first + count.max(1)
}

fn part(document: &Document, blocks: std::ops::Range<usize>, cards: &CardIndex, model: &Model, annotated: &mut Annotated) {
    let text = document.text();
    let segments = Segments::of(document, blocks);
    let tokens = &segments.tokens;
    let mut names = names::find_names(&segments, text, model);
    names.extend(resolve::known_names(&segments, text, &names, cards));
    names.sort_by_key(|name| name.tokens);
    let (attributions, quotes) = attribution::find_attributions(&segments, text, &names);
    let mentions = resolve::resolve(&segments, text, &names, &attributions, cards);
    let scene = stance::Scene::new(&segments, text, &names, &attributions, &quotes, model);
    let span = |range: std::ops::Range<usize>| Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
    let id = |card: &usize| cards.entries()[*card].id.clone();

    let card_at = |source: &std::ops::Range<usize>| {
        let first = mentions.partition_point(|mention| mention.tokens.0 < source.start);
        let inside = mentions[first..].iter().take_while(|mention| mention.tokens.1 <= source.end);
        inside.last().and_then(|mention| match &mention.link {
            Link::Card { card, .. } => Some(id(card)),
            _ => None,
        })
    };
    for sentence in segments.sentences.iter().filter(|sentence| sentence.kind == BlockKind::Paragraph) {
        for judged in stance::judge(&scene, &sentence.tokens, model) {
            let source = judged.attribution.and_then(|index| {
                let attribution = &attributions[index];
                let source = attribution.source.clone()?;
                Some(AutomaticSource { card: card_at(&source), span: span(source), named: !attribution.vague })
            });
            annotated.stances.push(AutomaticStance {
                span: span(judged.tokens),
                stance: judged.stance,
                confidence: stance::likeliest(judged.probabilities).1,
                cues: judged.cues.iter().map(|cue| (span(cue.tokens.0..cue.tokens.1), cue.kind, cue.weight)).collect(),
                why: judged.why,
                source,
            });
        }
    }
    let mut in_name = vec![false; tokens.len()];
    for mention in &mentions {
        in_name[mention.tokens.0..mention.tokens.1].fill(true);
    }
    annotated.loaded.extend(loaded::loaded_words(tokens, |at| in_name[at]).into_iter().map(|loaded| AutomaticLoaded { span: span(loaded.tokens.0..loaded.tokens.1), why: loaded.why }));
    annotated.mentions.extend(mentions.into_iter().map(|mention| {
        let (card, confidence, alternatives) = match &mention.link {
            Link::Card { card, confidence, others } => (Some(id(card)), *confidence, others.iter().map(id).collect()),
            Link::NotSure { among } => (None, mention.confidence, among.iter().map(id).collect()),
            Link::NoCard => (None, mention.confidence, Vec::new()),
        };
        AutomaticMention { span: span(mention.tokens.0..mention.tokens.1), kind: mention.kind, card, confidence, alternatives, why: mention.why }
    }));
    annotated.attributions.extend(attributions.into_iter().map(|attribution| Attribution {
        source: attribution.source.map(&span),
        cue: attribution.cue.map(&span),
        content: attribution.content.into_iter().map(&span).collect(),
    }));
}
