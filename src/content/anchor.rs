//! Finding the words that an annotation quotes, with the words next to them where they occur more than once.

use crate::text::{Span, stands_alone};

/// Why a quote does not lead to one place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum AnchorError {
    /// The words do not occur.
    #[error(
        "does not occur{0}; quote the article's own characters, curly quotes and dashes included"
    )]
    NotFound(String),
    /// The words occur more than once.
    #[error(
        "occurs {0} times; add `before` or `after` with the words next to the one that is meant"
    )]
    Ambiguous(usize),
}

/// A quote with the words next to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor<'a> {
    /// The words meant.
    pub quote: &'a str,
    /// What stands immediately before them; empty when it does not matter.
    pub before: &'a str,
    /// What stands immediately after them; empty when it does not matter.
    pub after: &'a str,
}

impl<'a> Anchor<'a> {
    /// A quote that needs no context.
    pub(super) fn plain(quote: &'a str) -> Self {
        Self {
            quote,
            before: "",
            after: "",
        }
    }

    /// All places of `text` inside `within` where the quote stands as whole words, in order.
    pub(super) fn places(self, text: &str, within: Span) -> Vec<Span> {
        if self.quote.is_empty() {
            return Vec::new();
        }
        within
            .of(text)
            .match_indices(self.quote)
            .map(|(offset, quote)| {
                let start = within.start + offset;
                Span::new(start, start + quote.len())
            })
            .filter(|span| {
                text[..span.start].ends_with(self.before)
                    && text[span.end..].starts_with(self.after)
                    && stands_alone(text, *span)
            })
            .collect()
    }

    /// The one place inside `within`.
    pub(super) fn place(self, text: &str, within: Span) -> Result<Span, AnchorError> {
        match self.places(text, within)[..] {
            [place] => Ok(place),
            [] => {
                let context = if self.before.is_empty() && self.after.is_empty() {
                    String::new()
                } else {
                    format!(" between “{}” and “{}”", self.before, self.after)
                };
                Err(AnchorError::NotFound(context))
            }
            ref places => Err(AnchorError::Ambiguous(places.len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the cases read better without borrowing"
    )]
    fn check(text: &str, [before, quote, after]: [&str; 3], expected: Result<usize, AnchorError>) {
        let anchor = Anchor {
            quote,
            before,
            after,
        };
        let found = anchor.place(text, Span::new(0, text.len()));
        assert_eq!(found.map(|span| span.start), expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_quote_is_found_as_whole_words() {
        check("the USSR and the US.", ["", "US", ""], Ok(17));
        check("Russia-China", ["", "China", ""], Ok(7));
        check("“aggression”", ["", "“aggression”", ""], Ok(0));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn context_decides_between_occurrences() {
        check(
            "a bloc, the bloc",
            ["", "bloc", ""],
            Err(AnchorError::Ambiguous(2)),
        );
        check("a bloc, the bloc", ["the ", "bloc", ""], Ok(12));
        check("a bloc, the bloc", ["", "bloc", ","], Ok(2));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_there_is_not_found() {
        check(
            "it’s",
            ["", "it's", ""],
            Err(AnchorError::NotFound(String::new())),
        );
        check(
            "text",
            ["", "", ""],
            Err(AnchorError::NotFound(String::new())),
        );
    }
}
