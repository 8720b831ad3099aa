//! An article's text as one string, cut into blocks.

use serde::{Deserialize, Serialize};

use super::Span;

/// What a block of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum BlockKind {
    /// Running text; every sentence of it carries a stance.
    Paragraph,
    /// A heading inside the article; it opens a section.
    Subhead,
    /// Who wrote the article.
    Byline,
    /// An item of a list: running text.
    Item,
    /// A paragraph that the article sets apart as somebody's words: running text.
    Quote,
    /// What is said about a picture or table: running text.
    Caption,
    /// A row of a table, its cells parted by tabs.
    Row,
}

impl BlockKind {
    /// Whether it is text in sentences, each of which carries a stance.
    #[must_use]
    pub fn is_running_text(self) -> bool {
        match self {
            Self::Paragraph | Self::Item | Self::Quote | Self::Caption => true,
            Self::Subhead | Self::Byline | Self::Row => false,
        }
    }
}

/// One block of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Where its text stands in [`Document::text`].
    pub span: Span,
}

/// An article's text and its blocks, in reading order.
///
/// The text is the blocks' texts joined by one line feed each, so any span of it can be shown,
/// quoted and searched without knowing the blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "Parts")]
pub struct Document {
    text: String,
    blocks: Vec<Block>,
}

/// A document as it is read from elsewhere, whose blocks may not fit its text.
#[derive(Deserialize)]
struct Parts {
    text: String,
    blocks: Vec<Block>,
}

impl From<Parts> for Document {
    fn from(parts: Parts) -> Self {
        Self::with_blocks(parts.text, parts.blocks)
    }
}

impl Document {
    /// Builds a document from its blocks' texts.
    pub fn from_blocks<'a>(blocks: impl IntoIterator<Item = (BlockKind, &'a str)>) -> Self {
        let mut document = Self::default();
        for (kind, text) in blocks {
            if !document.blocks.is_empty() {
                document.text.push('\n');
            }
            let start = document.text.len();
            document.text.push_str(text);
            let span = Span::new(start, document.text.len());
            document.blocks.push(Block { kind, span });
        }
        document
    }

    /// A document of a text as it stands, whose blocks are said to be at these places.
    ///
    /// Blocks that do not fit the text, or begin before another ends, are left out.
    #[must_use]
    pub fn with_blocks(text: String, blocks: impl IntoIterator<Item = Block>) -> Self {
        let mut document = Self {
            text,
            blocks: Vec::new(),
        };
        for block in blocks {
            let end = document.blocks.last().map_or(0, |last| last.span.end);
            if block.span.start >= end && !block.span.of(&document.text).is_empty() {
                document.blocks.push(block);
            }
        }
        document
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The characters that `span` covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The block in which `span` lies wholly.
    #[must_use]
    pub fn block_of(&self, span: Span) -> Option<&Block> {
        self.blocks.iter().find(|block| block.span.contains(span))
    }

    /// The paragraphs: the running text.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Block> {
        self.blocks
            .iter()
            .filter(|block| block.kind.is_running_text())
    }
}
