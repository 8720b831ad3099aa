//! What the annotator has learned, as a file: word classes, name lists and weights, with version and checksum.

mod file;
mod hashes;
mod names;
mod phrases;
mod stance;
mod words;

pub use file::{InvalidModel, Model};
pub use names::{LABELS, NameClass, NameLabel, NameWeights, SparseRows};
pub use phrases::{PhraseKinds, PhraseTable};
pub use stance::{StanceWeights, Temperature};
pub use words::{WordClasses, WordTable};
