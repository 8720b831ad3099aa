//! From a file to a document: an article's metadata and its blocks.

#[cfg(feature = "html")]
mod epub;
#[cfg(feature = "html")]
mod html;
mod import;
#[cfg(feature = "content")]
mod markdown;
#[cfg(feature = "markdown")]
mod masked;
mod meta;
#[cfg(feature = "pdf")]
mod pdf;
mod pdf_answer;
mod plain;

#[cfg(feature = "html")]
pub use epub::{InvalidEpub, article_from_epub};
#[cfg(feature = "html")]
pub use html::{article_from_html, blocks_from_html};
pub use import::{Cut, CutReason, Import, ImportWarning, Link, titled};
#[cfg(feature = "content")]
pub use markdown::{UnsupportedMarkdown, blocks_from_markdown};
#[cfg(feature = "markdown")]
pub use masked::document_from_markdown;
pub use meta::{About, Meta};
#[cfg(feature = "pdf")]
pub use pdf::article_from_pdf;
pub use pdf_answer::{InvalidPdf, PDF_VERSION, PdfAnswer};
pub use plain::document_from_text;
