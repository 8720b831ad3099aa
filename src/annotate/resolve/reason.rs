//! Why a mention leads where it leads.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Why words lead to a card, or to none. A text of megabytes has a reason for each of its names, so the sentence is made when it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// They are the card's name.
    OwnName,
    /// They are another form of its name.
    OtherForm,
    /// They are part of a name in the text that leads there.
    ShortFor(Span),
    /// They are an acronym of a name in the text that leads there.
    StandsFor(Span),
    /// They fit a card, which is not enough.
    Unsupported,
    /// No card bears the name, which stands there in full.
    NoCard(Span),
    /// Several in the text bear the name.
    Shared,
    /// A country or capital does something.
    Acts,
    /// A description of what was named before.
    PointsBack,
}

impl Reason {
    /// The full name that no card bears, if that is why.
    #[must_use]
    pub fn name(self) -> Option<Span> {
        match self {
            Self::NoCard(name) => Some(name),
            _ => None,
        }
    }

    /// The reason in a sentence, for the mention at `place` in `text`.
    #[must_use]
    pub fn sentence(self, place: Span, text: &str) -> String {
        let words = place.of(text);
        // A sentence of reasons for a short form must not hold a full name without end.
        let full = |span: Span| abridged(span.of(text));
        match self {
            Self::OwnName => format!("“{words}” is the card’s own name."),
            Self::OtherForm => format!("“{words}” is a form of the card’s name."),
            Self::ShortFor(name) => {
                format!(
                    "“{words}” is short for “{}”, named in this text.",
                    full(name)
                )
            }
            Self::StandsFor(name) => {
                format!("“{words}” stands for “{}”, named in this text.", full(name))
            }
            Self::Unsupported => {
                format!("“{words}” fits a card, but nothing else in this text supports it.")
            }
            Self::NoCard(name) => format!("No card bears the name “{}”.", full(name)),
            Self::Shared => format!(
                "“{words}” is part of several names in this text; which one is meant is not sure."
            ),
            Self::Acts => format!("“{words}” acts here, so it stands for its government."),
            Self::PointsBack => format!(
                "“{words}” points back; this is the nearest thing in the text that it can mean."
            ),
        }
    }
}

/// A name as a reason shows it: the beginning of one that is longer than names are.
fn abridged(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", &name[..end])),
        None => Cow::Borrowed(name),
    }
}

/// How many characters of a full name a reason shows.
const MOST_SHOWN: usize = 200;
