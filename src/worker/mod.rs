//! The workers of the page, each a program of its own: the engine, and the reader of PDF files.
//!
//! Beside `web` the only room that names `web_sys`, since a worker has another global scope than a page.

#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "engine")]
mod fetch;
#[cfg(feature = "pdf_worker")]
mod pdf;
#[cfg(feature = "engine")]
mod turn;

#[cfg(feature = "engine")]
pub use engine::serve;
#[cfg(feature = "pdf_worker")]
pub use pdf::serve_pdf;
