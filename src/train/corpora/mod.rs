//! Readers of the data sets: each gives texts with what was labelled in them.

mod builder;
mod conll;
mod gum;
mod labelled;
mod newssd;

use std::path::Path;

use crate::model::NameClass;
use crate::text::Span;

pub use builder::TextBuilder;
pub use conll::{Columns, read_conll};
pub(in crate::train) use gum::is_title;
pub use gum::{GumDocument, Partition, gum_partition, read_gum};
pub use labelled::{LabelledSentence, read_labelled_names, read_labels, read_written, with_texts};
pub use newssd::{ClaimSentence, read_newssd};

/// A text whose names are known; each sentence is a paragraph of its own.
#[derive(Debug, Clone, Default)]
pub struct NamedText {
    /// The text.
    pub text: String,
    /// Where names stand and what they name, in order.
    pub names: Vec<(Span, NameClass)>,
}

/// Reads a file as text.
///
/// # Errors
///
/// Names the file that cannot be read, and why.
pub fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}
