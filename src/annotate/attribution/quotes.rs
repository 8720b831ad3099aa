//! Stretches of text between quotation marks.

use std::ops::Range;

use crate::text::{Token, TokenKind};

/// Words between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// The token that opens it.
    pub open: usize,
    /// The token that closes it, or the last of the paragraph where none does.
    pub close: usize,
    /// Whether a mark closes it; a quotation of several paragraphs is closed only in its last.
    pub closed: bool,
    /// Whether it holds no more than a word or three, without the marks of a sentence: words held at a distance, a title.
    pub short: bool,
}

impl Quote {
    fn new(tokens: &[Token], text: &str, (open, close): (usize, usize), closed: bool) -> Self {
        let mut quote = Self {
            open,
            close,
            closed,
            short: false,
        };
        let inner = &tokens[quote.inner()];
        let words = inner
            .iter()
            .filter(|token| token.kind != TokenKind::Mark)
            .count();
        let ends = inner
            .last()
            .is_some_and(|token| matches!(token.span.of(text), "." | "!" | "?" | ","));
        quote.short = words <= 2 || (words <= 3 && !ends);
        quote
    }

    /// The tokens between the marks.
    #[must_use]
    pub fn inner(&self) -> Range<usize> {
        self.open + 1..if self.closed {
            self.close
        } else {
            self.close + 1
        }
    }

    /// Whether the token `at` lies in it, marks included.
    #[must_use]
    pub fn holds(&self, at: usize) -> bool {
        self.open <= at && at <= self.close
    }
}

/// The quotations, in order, from the first that ends at the token `at` or after it.
///
/// Everything that asks for quotations near a place begins here, so that a text of nothing else costs no more.
pub(super) fn quotes_from(quotes: &[Quote], at: usize) -> &[Quote] {
    &quotes[quotes.partition_point(|quote| quote.close < at)..]
}

/// The outermost quotations of one paragraph, whose tokens are `range`, in order.
///
/// Curly, angled and straight double marks are read, and single curly ones that do not follow a letter. A mark that opens but never closes runs to the end
/// of the paragraph; `goes_on` tells that the paragraph before left one open, which then goes on up to a mark that closes it, though none opens it again.
/// The time is linear in the number of tokens.
#[must_use]
pub fn quotes(tokens: &[Token], text: &str, range: Range<usize>, goes_on: bool) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut open: Option<(usize, Style)> = None;
    let mut first = true;
    for at in range.clone() {
        if tokens[at].kind != TokenKind::Mark {
            continue;
        }
        let next_is_glued = tokens.get(at + 1).is_some_and(|next| next.glued) && at + 1 < range.end;
        let style = match tokens[at].span.of(text) {
            "“" | "„" | "”" => Style::Curly,
            "«" | "»" => Style::Angled,
            "\"" => Style::Straight,
            "‘" | "’" => Style::Single,
            _ => continue,
        };
        match open {
            None => {
                let opens = match tokens[at].span.of(text) {
                    "“" | "„" | "«" => true,
                    "\"" => next_is_glued || !tokens[at].glued,
                    "‘" => next_is_glued,
                    _ => false,
                };
                let closes = !opens && matches!(style, Style::Curly | Style::Straight);
                if opens {
                    open = Some((at, style));
                } else if first && goes_on && closes && at > range.start {
                    // The mark that opened it stands before this paragraph.
                    quotes.push(Quote::new(
                        tokens,
                        text,
                        (range.start.saturating_sub(1), at),
                        true,
                    ));
                }
                first = false;
            }
            Some((start, began)) if began == style => {
                let closes = match tokens[at].span.of(text) {
                    "”" | "»" | "’" => true,
                    // German and Polish quotations close with what opens English ones.
                    "“" => tokens[start].span.of(text) == "„",
                    "\"" => tokens[at].glued || !next_is_glued,
                    _ => false,
                };
                if closes && at > start + 1 {
                    quotes.push(Quote::new(tokens, text, (start, at), true));
                    open = None;
                }
            }
            Some(_) => {}
        }
    }
    // An unclosed single mark is an apostrophe.
    if let Some((start, style)) = open
        && style != Style::Single
        && start + 1 < range.end
    {
        quotes.push(Quote::new(tokens, text, (start, range.end - 1), false));
    }
    quotes
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Curly,
    Angled,
    Straight,
    Single,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenise(text, 0, &mut tokens);
        let found: Vec<_> = quotes(&tokens, text, 0..tokens.len(), false)
            .iter()
            .map(|quote| &text[tokens[quote.open].span.start..tokens[quote.close].span.end])
            .collect();
        assert_eq!(found, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn each_style_closes_its_own() {
        check(
            "“It’s ‘over’,” he said. \"Really?\" «Oui»",
            &["“It’s ‘over’,”", "\"Really?\"", "«Oui»"],
        );
        check("the ‘radicals’ and the dogs’ bowls", &["‘radicals’"]);
        check("“It goes on", &["“It goes on"]);
        check("a 6\" pipe", &[]);
    }
}
