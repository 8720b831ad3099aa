//! How one entity stands to another, in both directions.

use serde::{Deserialize, Serialize};

use super::Period;
use crate::text::{CardId, PartialDate};

/// A kind of relation, named from the card that states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Belongs to an organisation.
    MemberOf,
    /// Stands at the head of.
    Leads,
    /// Is a part of.
    PartOf,
    /// Is the capital of.
    CapitalOf,
    /// Is the government of.
    GovernmentOf,
    /// Is employed by.
    WorksFor,
    /// Is an editor of.
    Edits,
    /// Was followed in office by.
    SucceededBy,
    /// Took part in.
    TookPartIn,
    /// Takes part in an agreement.
    PartyTo,
    /// Founded.
    Founded,
}

impl RelationKind {
    /// The words that lead from the stating card to the other.
    #[must_use]
    pub fn forward(self) -> &'static str {
        match self {
            Self::MemberOf => "member of",
            Self::Leads => "leads",
            Self::PartOf => "part of",
            Self::CapitalOf => "capital of",
            Self::GovernmentOf => "government of",
            Self::WorksFor => "works for",
            Self::Edits => "edits",
            Self::SucceededBy => "succeeded by",
            Self::TookPartIn => "took part in",
            Self::PartyTo => "party to",
            Self::Founded => "founded",
        }
    }

    /// The words that lead back.
    #[must_use]
    pub fn backward(self) -> &'static str {
        match self {
            Self::MemberOf => "has as member",
            Self::Leads => "led by",
            Self::PartOf => "includes",
            Self::CapitalOf => "has as capital",
            Self::GovernmentOf => "governed by",
            Self::WorksFor => "employs",
            Self::Edits => "edited by",
            Self::SucceededBy => "successor of",
            Self::TookPartIn => "had as participant",
            Self::PartyTo => "has as party",
            Self::Founded => "founded by",
        }
    }
}

/// A relation that one card states.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Relation {
    /// What the stating card is to the other.
    pub kind: RelationKind,
    /// The other card.
    pub to: CardId,
    /// The time for which it holds.
    #[serde(flatten)]
    pub period: Period,
    /// The day on which it was last compared with its sources.
    pub checked: PartialDate,
    /// Names of the sources on the stating card.
    pub sources: Vec<String>,
}
