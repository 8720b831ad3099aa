//! From a document to its annotations.

pub mod attribution;
pub mod lexicon;
pub mod names;
pub mod stance;
