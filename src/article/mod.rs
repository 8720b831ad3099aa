//! From a file to a document: an article's metadata and its blocks.

#[cfg(feature = "content")]
mod markdown;
mod meta;

#[cfg(feature = "content")]
pub use markdown::{UnsupportedMarkdown, blocks_from_markdown};
pub use meta::Meta;
