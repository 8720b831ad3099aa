//! What the command carries in itself: the weights and the cards.

use include_dir::{Dir, include_dir};
use sidelight::card::CardIndex;
use sidelight::content::{SourceFile, load_cards};
use sidelight::model::Model;

static CARDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/content/cards");
static WEIGHTS: &[u8] = include_bytes!("../../model/sidelight.weights");

/// The engine's knowledge.
pub struct Knowledge {
    /// The learned weights.
    pub model: Model,
    /// The cards.
    pub cards: CardIndex,
}

impl Knowledge {
    /// Reads what the command carries, or weights from a file in their place.
    pub fn load(weights: Option<&std::path::Path>) -> anyhow::Result<Self> {
        let read;
        let bytes = match weights {
            Some(path) => {
                read = std::fs::read(path)
                    .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
                read.as_slice()
            }
            None => WEIGHTS,
        };
        let model = Model::read(bytes)?;
        let files: Vec<_> = CARDS
            .files()
            .map(|file| SourceFile {
                path: file.path().display().to_string(),
                text: file.contents_utf8().unwrap_or_default().to_owned(),
            })
            .collect();
        let cards = load_cards(&files).map_err(|faults| {
            anyhow::anyhow!("{} faults in the cards, first: {}", faults.len(), faults[0])
        })?;
        Ok(Self {
            model,
            cards: CardIndex::of(cards.iter()),
        })
    }
}
