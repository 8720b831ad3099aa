//! Half-open byte ranges of a document's text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`, of one document's text.
///
/// A span made by this crate lies in bounds and on character boundaries. Spans order by start, and
/// at the same start the longer one comes first, so that sorting yields outer spans before inner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Span {
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset just past the last character.
    pub end: usize,
}

impl Span {
    /// The span `start..end`; an inverted range becomes empty at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// The characters of `text` that the span covers; empty where the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `inner` lies wholly inside; a span contains itself.
    #[must_use]
    pub fn contains(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Those of a list, sorted by span and without overlaps, that lie within a stretch of the text.
pub fn within<T>(list: &[T], stretch: Span, span: impl Fn(&T) -> Span) -> &[T] {
    let start = list.partition_point(|item| span(item).start < stretch.start);
    let end = list.partition_point(|item| span(item).end <= stretch.end);
    &list[start..end.max(start)]
}

#[cfg(test)]
mod tests {
    use super::Span;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn outer_spans_sort_before_inner_ones() {
        let mut spans = [Span::new(3, 5), Span::new(0, 2), Span::new(3, 9)];
        spans.sort();
        assert_eq!(spans, [Span::new(0, 2), Span::new(3, 9), Span::new(3, 5)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 4)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 4)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_span_that_does_not_fit_the_text_covers_nothing() {
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(4, 9).of("abc"), "");
    }
}
