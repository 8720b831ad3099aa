//! What is wrong with a content file, and where.

use std::fmt;

use crate::text::Span;

/// One file of content: the path that messages name, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path as a person would look it up.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// A fault in this file at a byte offset of its text.
    pub(super) fn fault(&self, offset: usize, reason: impl fmt::Display) -> Fault {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        Fault {
            file: self.path.clone(),
            line: before.matches('\n').count() + 1,
            reason: reason.to_string(),
        }
    }

    /// Parses the file as TOML, with the fault that the parser found.
    pub(super) fn parse<T: serde::de::DeserializeOwned>(&self, toml: &str) -> Result<T, Fault> {
        toml::from_str(toml).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            // `toml` may be a part of the file, as front matter is; its place in it gives the line.
            let base = self.text.find(toml).unwrap_or(0);
            self.fault(base + offset, error.message())
        })
    }
}

/// Something that keeps content from being published: the file, the line and the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct Fault {
    /// Path of the file.
    pub file: String,
    /// Line, counted from one.
    pub line: usize,
    /// What is wrong, and what to do where that is not plain.
    pub reason: String,
}

/// The first words of a quote, for messages.
pub(super) fn shortened(quote: &str) -> String {
    let mut words = quote.split_whitespace();
    let start: Vec<_> = words.by_ref().take(8).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("“{}{more}”", start.join(" "))
}

/// The byte offset at which a parsed value stands.
pub(super) fn offset_of<T>(value: &toml::Spanned<T>) -> usize {
    value.span().start
}

/// The words of a span, shortened, for messages.
pub(super) fn shortened_span(text: &str, span: Span) -> String {
    shortened(span.of(text))
}
