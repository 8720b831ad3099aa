//! Learning and measuring: from the data sets to the model, the same bytes each time.

mod clusters;
pub mod corpora;
mod crf;
pub mod demonyms;
pub mod evaluate;
mod lists;
pub mod measure;
pub mod model;
mod names;
mod random;
pub mod sets;
pub mod stance;

pub use clusters::{Vectors, word_table};
pub use lists::phrase_table;
pub use names::{NamesOptions, document_of, train_names};
