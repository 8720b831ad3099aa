//! From a document to its annotations.

pub mod names;
