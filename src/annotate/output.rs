//! Annotations as data for other programs: JSON with offsets in Unicode code points.

use std::borrow::Cow;

use serde::Serialize;

use super::{Annotated, Warning};

use crate::text::{CardId, Offsets, Span};

/// The JSON Schema (draft 2020-12) of [`Output`].
pub const SCHEMA: &str = include_str!("output.schema.json");

/// A place in the text, counted in Unicode code points from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The first code point.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

/// A cue of a sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CueOutput {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Its kind.
    pub kind: &'static str,
    /// How much it spoke for the label, in natural logarithms of odds; negative where it spoke against.
    pub weight: f32,
}

/// Who says what a sentence passes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceOutput {
    /// Where the words that name the source stand.
    #[serde(flatten)]
    pub place: Place,
    /// The source's card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    /// Whether the text says who it is.
    pub named: bool,
}

/// A sentence, or a part of one where voices mix.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceOutput {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// `reported`, `attributed`, `opinion`, `forecast` or `unclear`.
    pub stance: &'static str,
    /// Probability of the likeliest label, 0 to 1.
    pub confidence: f32,
    /// The words that decided it.
    pub cues: Vec<CueOutput>,
    /// Why, in one sentence.
    pub why: String,
    /// Who says it, where somebody else does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceOutput>,
}

/// Words that name something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MentionOutput {
    /// Where they stand.
    #[serde(flatten)]
    pub place: Place,
    /// `person`, `organisation`, `place`, `event`, `agreement` or `publication`.
    pub kind: &'static str,
    /// The card that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Other cards that could be meant.
    pub alternatives: Vec<CardId>,
    /// Why this card, or why none.
    pub why: String,
}

/// What somebody is said to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttributionOutput {
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Place>,
    /// Whom a pronoun that is the source means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<Place>,
    /// The words of saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<Place>,
    /// What is said.
    pub content: Vec<Place>,
}

/// A loaded word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoadedOutput {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// What it adds.
    pub why: Cow<'static, str>,
}

/// All annotations of a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Output {
    /// Every sentence, in order.
    pub sentences: Vec<SentenceOutput>,
    /// Every mention, in order.
    pub mentions: Vec<MentionOutput>,
    /// Every attribution.
    pub attributions: Vec<AttributionOutput>,
    /// Every loaded word, in order.
    pub loaded: Vec<LoadedOutput>,
    /// What is odd about the text: `nothing_to_read`, `perhaps_not_english`.
    pub warnings: Vec<&'static str>,
}

impl Output {
    /// The annotations of `text` with offsets in code points.
    #[must_use]
    pub fn new(text: &str, annotated: &Annotated) -> Self {
        let mut place = counting(text);
        let sentences = annotated
            .stances
            .iter()
            .map(|stance| SentenceOutput {
                place: place(stance.span),
                stance: stance.stance.map_or("unclear", crate::text::Stance::key),
                confidence: rounded(stance.confidence),
                cues: stance
                    .cues
                    .iter()
                    .map(|cue| CueOutput {
                        place: place(cue.span),
                        kind: cue.kind.key(),
                        weight: rounded(cue.weight),
                    })
                    .collect(),
                why: stance.why(text),
                source: stance.source.as_ref().map(|source| SourceOutput {
                    place: place(source.span),
                    card: source.card.clone(),
                    named: source.named,
                }),
            })
            .collect();
        let mut place = counting(text);
        let mentions = annotated
            .mentions
            .iter()
            .map(|mention| MentionOutput {
                place: place(mention.span),
                kind: mention.kind.key(),
                card: mention.card.clone(),
                confidence: rounded(mention.confidence),
                alternatives: mention.alternatives.to_vec(),
                why: mention.why(text),
            })
            .collect();
        let mut place = counting(text);
        let attributions = annotated
            .attributions
            .iter()
            .map(|attribution| AttributionOutput {
                source: attribution.source.map(&mut place),
                stands_for: attribution.stands_for.map(&mut place),
                cue: attribution.cue.map(&mut place),
                content: attribution
                    .content
                    .iter()
                    .map(|content| place(*content))
                    .collect(),
            })
            .collect();
        let mut place = counting(text);
        let loaded = annotated
            .loaded
            .iter()
            .map(|loaded| LoadedOutput {
                place: place(loaded.span),
                why: loaded.why.clone(),
            })
            .collect();
        let warnings = annotated
            .warnings
            .iter()
            .map(|warning| match warning {
                Warning::NothingToRead => "nothing_to_read",
                Warning::PerhapsNotEnglish => "perhaps_not_english",
            })
            .collect();
        Self {
            sentences,
            mentions,
            attributions,
            loaded,
            warnings,
        }
    }
}

/// Counts places in code points; spans in rising order cost one walk through the text.
fn counting(text: &str) -> impl FnMut(Span) -> Place {
    let mut offsets = Offsets::new(text);
    move |span| Place {
        start: offsets.code_points(span.start),
        end: offsets.code_points(span.end),
    }
}

/// Three decimals are more than the figures can bear.
fn rounded(value: f32) -> f32 {
    libm::roundf(value * 1000.0) / 1000.0
}
