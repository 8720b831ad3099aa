//! From a file to a document: an article's metadata and its blocks.

#[cfg(feature = "content")]
mod markdown;
#[cfg(feature = "markdown")]
mod masked;
mod meta;
mod plain;

#[cfg(feature = "content")]
pub use markdown::{UnsupportedMarkdown, blocks_from_markdown};
#[cfg(feature = "markdown")]
pub use masked::document_from_markdown;
pub use meta::Meta;
pub use plain::document_from_text;
