//! Markdown of any kind → document, with every word where it stands in the file.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::text::{Block, BlockKind, Document, Span};

/// Reads Markdown so that offsets into the document are offsets into the file: what is markup becomes white space of the same length.
///
/// Paragraphs, list items, quotes and table cells are running text, headings are headings; code, HTML and addresses are left out.
///
/// ```
/// use sidelight::article::document_from_markdown;
///
/// let source = "# News\n\nThe *bank* [raised](https://example.org) it.";
/// let document = document_from_markdown(source);
/// assert_eq!(document.text().len(), source.len());
/// assert_eq!(document.slice(document.blocks()[1].span).split_whitespace().collect::<Vec<_>>(), ["The", "bank", "raised", "it."]);
/// ```
#[must_use]
pub fn document_from_markdown(markdown: &str) -> Document {
    let mut masked = Masked {
        source: markdown,
        text: blank(markdown),
        blocks: Vec::new(),
        open: None,
        heading: false,
        skip: 0,
    };
    for (event, range) in Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
    )
    .into_offset_iter()
    {
        masked.event(&event, range);
    }
    masked.close();
    let text = String::from_utf8(masked.text).unwrap_or_default();
    Document::with_blocks(text, masked.blocks)
}

/// White space as long as `text`, with its line feeds.
fn blank(text: &str) -> Vec<u8> {
    text.bytes()
        .map(|byte| if byte == b'\n' { byte } else { b' ' })
        .collect()
}

struct Masked<'a> {
    source: &'a str,
    text: Vec<u8>,
    blocks: Vec<Block>,
    open: Option<Span>,
    heading: bool,
    /// How many elements are open whose text is left out.
    skip: usize,
}

impl Masked<'_> {
    fn event(&mut self, event: &Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => {
                self.close();
                self.skip += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => {
                self.skip = self.skip.saturating_sub(1);
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.close();
                self.heading = *level <= HeadingLevel::H6;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.close();
                self.heading = false;
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::BlockQuote(_))
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::BlockQuote(_),
            ) => self.close(),
            Event::Text(_) | Event::Code(_) if self.skip == 0 => {
                // An escape or entity is kept as it is written, so that every offset holds.
                let range = range.start..range.end.min(self.source.len());
                self.text[range.clone()].copy_from_slice(&self.source.as_bytes()[range.clone()]);
                let span = self.open.get_or_insert(Span::new(range.start, range.end));
                span.end = range.end;
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some(span) = self.open.take() {
            let words = span.of(self.source);
            let kind = if self.heading {
                BlockKind::Subhead
            } else if words.len() < 80 && words.starts_with("By ") && !words.ends_with('.') {
                BlockKind::Byline
            } else {
                BlockKind::Paragraph
            };
            self.blocks.push(Block { kind, span });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn markup_becomes_space_and_offsets_hold() {
        let source = "## Über *x*\n\n> „So“ `c` &amp; **b**\n\n- item one\n- item two\n\n```\ncode\n```\n<b>html</b>";
        let document = document_from_markdown(source);
        let shown: Vec<_> = document
            .blocks()
            .iter()
            .map(|block| {
                (
                    block.kind,
                    document
                        .slice(block.span)
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                )
            })
            .collect();
        assert_eq!(shown[0], (BlockKind::Subhead, "Über x".to_owned()));
        assert_eq!(shown[1].1, "„So“ `c` &amp; b");
        assert_eq!(
            (shown[2].1.as_str(), shown[3].1.as_str()),
            ("item one", "item two")
        );
        assert_eq!(document.text().len(), source.len());
        assert!(!document.text().contains("code"));
    }
}
