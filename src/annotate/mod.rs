//! From a document to its annotations.

mod annotator;
pub mod attribution;
pub mod language;
pub mod lexicon;
pub mod loaded;
pub mod names;
pub mod output;
pub mod resolve;
pub mod stance;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::card::{CardIndex, Kind};
use crate::model::Model;
use crate::text::{CardId, CueKind, Document, Span, Stance, Token, span_of, within};

pub use annotator::Annotator;

/// A span of running text with its stance and what decided it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AutomaticStance {
    /// The words: a sentence, or a part of one where voices mix.
    pub span: Span,
    /// Which sentence of the running text it is or is a part of, from 1.
    pub sentence: usize,
    /// The label; none where none is likely enough.
    pub stance: Option<Stance>,
    /// Probability of the likeliest label, calibrated, 0 to 1.
    pub confidence: f32,
    /// The words that decided it, sorted.
    pub cues: Box<[Cue]>,
    /// Who asserts an attributed span.
    pub source: Option<Box<AutomaticSource>>,
}

impl AutomaticStance {
    /// Why, in one plain sentence; `text` is the document's.
    #[must_use]
    pub fn why(&self, text: &str) -> String {
        stance::why(text, self.stance, &self.cues)
    }
}

/// Words that spoke for a label.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// Where they stand.
    pub span: Span,
    /// What kind of evidence they are.
    pub kind: CueKind,
    /// How much they spoke for the label against the mean of the others, in natural logarithms of odds.
    pub weight: f32,
}

/// Who is behind an attributed span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutomaticSource {
    /// The words that name the source or stand for it.
    pub span: Span,
    /// The card of the source, if it has one.
    pub card: Option<CardId>,
    /// Whether the text says who it is.
    pub named: bool,
}

/// Words that name something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    pub alternatives: Box<[CardId]>,
    /// Why this card, or why none.
    pub reason: resolve::Reason,
}

impl AutomaticMention {
    /// Why this card, or why none, in a sentence; `text` is the document's.
    #[must_use]
    pub fn why(&self, text: &str) -> String {
        self.reason.sentence(self.span, text)
    }
}

/// What somebody is said to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The words that name the source or stand for it.
    pub source: Option<Span>,
    /// Whom a pronoun that is the source means, where the text makes it plain.
    pub stands_for: Option<Span>,
    /// The words of saying; none where a quotation only goes on.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Box<[Span]>,
}

impl Attribution {
    /// What was found among `tokens`, by places in their text.
    #[must_use]
    pub fn new(found: &attribution::FoundAttribution, tokens: &[Token]) -> Self {
        let span = |range: &Range<usize>| span_of(tokens, range);
        Self {
            source: found.source.as_ref().map(span),
            stands_for: found.stands_for.as_ref().map(span),
            cue: found.cue.as_ref().map(span),
            content: found.content.iter().map(span).collect(),
        }
    }
}

/// A loaded word with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutomaticLoaded {
    /// Where it stands.
    pub span: Span,
    /// What it adds.
    pub why: Cow<'static, str>,
}

/// Something odd about a text, which was annotated all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// There is no running text.
    NothingToRead,
    /// Few of its words are English ones: names are those of cards only, and no stance is guessed.
    PerhapsNotEnglish,
}

impl Warning {
    /// What the reader should know, in a sentence or two.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NothingToRead => {
                "There is no running text here: headings and bylines are not marked."
            }
            Self::PerhapsNotEnglish => {
                "This text, or a part of it, does not seem to be English. There, only names that have a card are marked, and no stance is guessed."
            }
        }
    }
}

/// The annotations of a document, each list sorted by span.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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

impl Annotated {
    /// The mentions that lie within a stretch of the text.
    #[must_use]
    pub fn mentions_in(&self, stretch: Span) -> &[AutomaticMention] {
        within(&self.mentions, stretch, |mention| mention.span)
    }

    /// The loaded words that lie within a stretch of the text.
    #[must_use]
    pub fn loaded_in(&self, stretch: Span) -> &[AutomaticLoaded] {
        within(&self.loaded, stretch, |loaded| loaded.span)
    }

    /// Adds what comes later in the text.
    pub fn append(&mut self, mut part: Self) {
        self.stances.append(&mut part.stances);
        self.mentions.append(&mut part.mentions);
        self.attributions.append(&mut part.attributions);
        self.loaded.append(&mut part.loaded);
        self.warnings.append(&mut part.warnings);
    }
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
    let mut annotator = Annotator::new(document, cards, model);
    let mut annotated = Annotated::default();
    while let Some(part) = annotator.next_part() {
        annotated.append(part);
    }
    annotated.warnings = annotator.warnings();
    annotated
}
