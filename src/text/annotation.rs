//! What is said about a text, standing off it: stance spans, mentions and loaded words.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Span;

/// What kind of statement a span of running text makes; it says nothing about truth.
///
/// The labels and the rules by which they are given are in the README's notes on method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// States in the text's own voice that something happened, exists or was measured.
    Reported,
    /// Gives the content of what somebody else says or thinks.
    Attributed,
    /// Judges, interprets, exhorts or ascribes a motive in the text's own voice.
    Opinion,
    /// Speaks in the text's own voice of the future or of what could be.
    Forecast,
}

impl Stance {
    /// All labels, in the order in which they are always shown.
    pub const ALL: [Self; 4] = [
        Self::Reported,
        Self::Attributed,
        Self::Opinion,
        Self::Forecast,
    ];

    /// The word for it in files, attributes and addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Attributed => "attributed",
            Self::Opinion => "opinion",
            Self::Forecast => "forecast",
        }
    }

    /// The name that readers see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "Reported fact",
            Self::Attributed => "Someone’s claim",
            Self::Opinion => "Opinion",
            Self::Forecast => "Forecast",
        }
    }
}

/// The kind of evidence that a cue gives for a stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CueKind {
    /// A word that withholds certainty: *appears*, *seems*.
    Hedge,
    /// A word that claims certainty: *clearly*, *obviously*.
    Booster,
    /// A word of praise, blame or importance.
    Evaluative,
    /// An intention or feeling ascribed to somebody.
    Motive,
    /// A cause or effect that is weighed.
    Cause,
    /// A modal verb: *could*, *would*.
    Modal,
    /// Words that place a statement in the future.
    Future,
    /// A verb of saying, accusing, promising or thinking.
    SpeechVerb,
    /// Quotation marks around a full clause.
    Quotation,
    /// Quotation marks around a word or two, which keep a distance.
    ScareQuotes,
    /// A source that is not named: *it has been suggested*.
    VagueSource,
    /// A number or a date.
    NumberOrDate,
    /// An event on record.
    RecordedEvent,
    /// An office held or a membership.
    OfficeOrMembership,
    /// Words that characterise what somebody does or says.
    Characterisation,
    /// A question or turn of phrase that argues.
    Rhetorical,
    /// A call for something to be done.
    Exhortation,
    /// A likening of one thing to another.
    Comparison,
    /// Words on no list, of which the engine has learned that they go with a label.
    Wording,
}

impl CueKind {
    /// The word for it in files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Hedge => "hedge",
            Self::Booster => "booster",
            Self::Evaluative => "evaluative",
            Self::Motive => "motive",
            Self::Cause => "cause",
            Self::Modal => "modal",
            Self::Future => "future",
            Self::SpeechVerb => "speech_verb",
            Self::Quotation => "quotation",
            Self::ScareQuotes => "scare_quotes",
            Self::VagueSource => "vague_source",
            Self::NumberOrDate => "number_or_date",
            Self::RecordedEvent => "recorded_event",
            Self::OfficeOrMembership => "office_or_membership",
            Self::Characterisation => "characterisation",
            Self::Rhetorical => "rhetorical",
            Self::Exhortation => "exhortation",
            Self::Comparison => "comparison",
            Self::Wording => "wording",
        }
    }

    /// The name that readers see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hedge => "hedge",
            Self::Booster => "claim of certainty",
            Self::Evaluative => "evaluation",
            Self::Motive => "ascribed motive or feeling",
            Self::Cause => "cause and effect",
            Self::Modal => "modal verb",
            Self::Future => "future",
            Self::SpeechVerb => "verb of saying",
            Self::Quotation => "quotation",
            Self::ScareQuotes => "scare quotes",
            Self::VagueSource => "unnamed source",
            Self::NumberOrDate => "number or date",
            Self::RecordedEvent => "recorded event",
            Self::OfficeOrMembership => "office or membership",
            Self::Characterisation => "characterisation",
            Self::Rhetorical => "rhetorical turn",
            Self::Exhortation => "exhortation",
            Self::Comparison => "comparison",
            Self::Wording => "wording",
        }
    }
}

/// Words that decided a stance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// Where the words stand: in the span that they decide, or beside it in the same sentence.
    pub span: Span,
    /// What kind of evidence they are.
    pub kind: CueKind,
    /// How much they spoke for the label against the mean of the others, in natural logarithms of odds; none where people decided.
    pub weight: Option<f32>,
}

/// Who is behind an attributed span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The words that name the source or stand for it, in the same block as the span.
    pub span: Span,
    /// The card of the source, where it is an entity that has one.
    pub card: Option<CardId>,
    /// Whether the text says who the source is.
    pub named: bool,
}

/// Who made an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// It was read and labelled by the written rules, and checked against a second, independent labelling.
    Curated {
        /// Whether both labellings first gave the same label to all its words.
        agreed: bool,
    },
    /// A program found it.
    Automatic {
        /// How likely it is right, calibrated, 0 to 1.
        confidence: f32,
    },
    /// The reader made or changed it.
    Reader,
}

impl Origin {
    /// How likely it is right, as far as a program guessed; people are believed.
    #[must_use]
    pub fn confidence(self) -> f32 {
        match self {
            Self::Automatic { confidence } => confidence,
            Self::Curated { .. } | Self::Reader => 1.0,
        }
    }

    /// What readers are told about it, in a sentence or two.
    #[must_use]
    pub fn sentence(self) -> Cow<'static, str> {
        match self {
            Self::Curated { agreed: true } => "Curated: read and labelled by the written rules, not by a program’s guess. Both independent labellings gave this label.".into(),
            Self::Curated { agreed: false } => "Curated: read and labelled by the written rules, not by a program’s guess. The two independent labellings differed here; the rules settled it.".into(),
            Self::Automatic { confidence } => {
                format!("Found by a program, which is {:.0} % sure of it.", confidence * 100.0).into()
            }
            Self::Reader => "Set by you.".into(),
        }
    }
}

/// A span of running text with its stance and what decided it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StanceSpan {
    /// The words that carry the stance: a sentence, or a part of one where voices mix.
    pub span: Span,
    /// Which sentence of the running text it is or is a part of, from 1.
    pub sentence: usize,
    /// The label; none where no label is likely enough.
    pub stance: Option<Stance>,
    /// The words that decided it, sorted.
    pub cues: Vec<Cue>,
    /// One plain sentence that says why.
    pub why: String,
    /// Who asserts an attributed span.
    pub source: Option<Source>,
    /// Who labelled it.
    pub origin: Origin,
}

/// Words that name an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where the words stand.
    pub span: Span,
    /// The card of what they name here; none where the text does not tell which of the candidates.
    pub card: Option<CardId>,
    /// The cards of other things that they could name, as the city for its government, likeliest first.
    pub others: Vec<CardId>,
    /// One plain sentence that says why this card; empty where people decided.
    pub why: String,
    /// Who found it.
    pub origin: Origin,
}

/// Words that judge while they seem to describe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadedWord {
    /// Where the words stand.
    pub span: Span,
    /// One plain sentence that says what they add.
    pub why: String,
}

/// All annotations of one document, each list sorted by span.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// Stance spans; they do not overlap.
    pub stances: Vec<StanceSpan>,
    /// Mentions; they do not overlap.
    pub mentions: Vec<Mention>,
    /// Loaded words; they do not overlap.
    pub loaded: Vec<LoadedWord>,
}

/// The name of a card in files and addresses: lower-case letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct CardId(String);

/// Why a text is not a [`CardId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a card's name: use lower-case letters, digits and single hyphens")]
pub struct InvalidCardId(String);

impl CardId {
    /// A name made of the Latin letters and digits of some words; `unnamed` where there are none.
    ///
    /// ```
    /// use sidelight::text::CardId;
    ///
    /// assert_eq!(CardId::from_words("Own: Oslo, 2").as_str(), "own-oslo-2");
    /// ```
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let lower = words.to_lowercase();
        let words: Vec<&str> = lower
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            Self("unnamed".to_owned())
        } else {
            Self(words.join("-"))
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CardId {
    type Error = InvalidCardId;

    fn try_from(text: String) -> Result<Self, InvalidCardId> {
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.split('-').all(is_word) {
            Ok(Self(text))
        } else {
            Err(InvalidCardId(text))
        }
    }
}

impl From<CardId> for String {
    fn from(id: CardId) -> Self {
        id.0
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::CardId;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn card_names_are_plain_slugs() {
        assert!(CardId::try_from("maidan-2014".to_owned()).is_ok());
        for name in ["", "Maidan", "a--b", "-a", "a b", "é"] {
            assert!(CardId::try_from(name.to_owned()).is_err(), "{name}");
        }
    }
}
