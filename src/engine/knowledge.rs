//! What the engine knows: learned weights, and the cards.

use crate::card::{CardIndex, InvalidCardIndex};
use crate::model::{InvalidModel, Model};

/// The learned weights and the cards.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// The learned weights.
    pub model: Model,
    /// The cards, as names are resolved to them.
    pub cards: CardIndex,
}

/// Why files are not what the engine can know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKnowledge {
    /// The weights.
    #[error(transparent)]
    Weights(#[from] InvalidModel),
    /// The cards.
    #[error(transparent)]
    Cards(#[from] InvalidCardIndex),
}

impl Knowledge {
    /// Reads both files.
    ///
    /// # Errors
    ///
    /// Says which file is not what it should be, and why.
    pub fn read(weights: &[u8], cards: &[u8]) -> Result<Self, InvalidKnowledge> {
        Ok(Self {
            model: Model::read(weights)?,
            cards: CardIndex::read(cards)?,
        })
    }
}
