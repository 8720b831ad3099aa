//! A document's text cut into tokens and sentences.

use std::ops::Range;

use super::{BlockKind, Document, Span, Token, sentences_of, tokenise};

/// A sentence, or a heading or byline as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The block in which it stands, counting from 0.
    pub block: usize,
    /// What that block is.
    pub kind: BlockKind,
}

/// A document's tokens and sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments {
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// All sentences in order; together they hold every token.
    pub sentences: Vec<Segment>,
}

impl Segments {
    /// Cuts the blocks `blocks` of a document.
    #[must_use]
    pub fn of(document: &Document, blocks: Range<usize>) -> Self {
        let mut segments = Self::default();
        for index in blocks {
            let Some(block) = document.blocks().get(index) else {
                break;
            };
            let first = segments.tokens.len();
            tokenise(
                document.slice(block.span),
                block.span.start,
                &mut segments.tokens,
            );
            let tokens = &segments.tokens[first..];
            let mut add = |range: Range<usize>| {
                segments.sentences.push(Segment {
                    tokens: first + range.start..first + range.end,
                    block: index,
                    kind: block.kind,
                });
            };
            if block.kind.is_running_text() {
                sentences_of(tokens, document.text()).for_each(add);
            } else if !tokens.is_empty() {
                add(0..tokens.len());
            }
        }
        segments
    }

    /// Where a sentence's words stand.
    #[must_use]
    pub fn span(&self, segment: &Segment) -> Span {
        Span::new(
            self.tokens[segment.tokens.start].span.start,
            self.tokens[segment.tokens.end - 1].span.end,
        )
    }
}
