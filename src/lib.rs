//! Sidelight: an article with background cards and stance marks in its margin.
//!
//! The rooms, each of which imports only from those before it:
//!
//! 1. [`text`]: the text of an article, spans of it, and what is said about them;
//! 2. [`card`]: background cards and the rules of neutrality; [`article`]: from files to documents; [`model`]: what was learned;
//! 3. [`annotate`]: from a document to its annotations; `content`: the shipped articles and cards, and the loader that validates them;
//! 4. [`engine`]: annotating to order, as between a page and its worker;
//! 5. `library`: the reader's own articles, as they are marked and kept; `page`: the semantic HTML of the reading surface, made by pure functions;
//! 6. `ui`: the interface's views; `web`: the browser; `worker`: the browser's workers.

pub mod annotate;
pub mod article;
pub mod card;
#[cfg(feature = "content")]
pub mod content;
pub mod engine;
#[cfg(feature = "library")]
pub mod library;
pub mod model;
#[cfg(feature = "page")]
pub mod page;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
#[cfg(feature = "app")]
pub mod ui;
#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub mod web;
#[cfg(all(
    any(feature = "engine", feature = "pdf_worker"),
    target_arch = "wasm32"
))]
pub mod worker;
