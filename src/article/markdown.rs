//! Markdown → blocks: the few constructs that an article needs, and a clear refusal of all others.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::text::BlockKind;

/// Something in a Markdown file that an article cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} is not part of an article; use paragraphs, `## subheads` and one `*By …*` line")]
pub struct UnsupportedMarkdown {
    /// Byte offset in the file.
    pub offset: usize,
    /// What was found.
    pub what: String,
}

/// Cuts Markdown into the blocks of an article.
///
/// A paragraph is running text, a second-level heading a subhead, and a paragraph that is emphasised as
/// a whole and begins with “By ” the byline. A single line break inside a paragraph becomes a space.
///
/// # Errors
///
/// Returns [`UnsupportedMarkdown`] for anything else: lists, quotes, images, links, raw HTML, …
pub fn blocks_from_markdown(
    markdown: &str,
) -> Result<Vec<(BlockKind, String)>, UnsupportedMarkdown> {
    let mut blocks = Vec::new();
    let mut text = String::new();
    let mut emphasised = false;
    // Without the smart-punctuation option the parser passes characters through as they are written.
    for (event, range) in Parser::new_ext(markdown, Options::empty()).into_offset_iter() {
        let refuse = |what: &str| {
            Err(UnsupportedMarkdown {
                offset: range.start,
                what: what.to_owned(),
            })
        };
        match event {
            Event::Start(
                Tag::Paragraph
                | Tag::Heading {
                    level: HeadingLevel::H2,
                    ..
                },
            ) => {
                text.clear();
                emphasised = false;
            }
            Event::Start(Tag::Emphasis) if text.is_empty() => emphasised = true,
            Event::End(TagEnd::Emphasis) => {}
            Event::Text(part) if emphasised && text.is_empty() && !part.starts_with("By ") => {
                return refuse("emphasis");
            }
            Event::Text(part) => text.push_str(&part),
            Event::SoftBreak => text.push(' '),
            Event::End(TagEnd::Paragraph) => {
                let kind = if emphasised {
                    BlockKind::Byline
                } else {
                    BlockKind::Paragraph
                };
                blocks.push((kind, std::mem::take(&mut text)));
            }
            Event::End(TagEnd::Heading(_)) => {
                blocks.push((BlockKind::Subhead, std::mem::take(&mut text)));
            }
            other => return refuse(&format!("{other:?}")),
        }
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn paragraphs_subheads_and_byline_are_blocks() {
        let blocks = blocks_from_markdown(
            "One “two”\nthree.\n\n## Causes\n\nFour – five's.\n\n*By A. N. Author, Oslo.*\n",
        );
        let expected = [
            (BlockKind::Paragraph, "One “two” three."),
            (BlockKind::Subhead, "Causes"),
            (BlockKind::Paragraph, "Four – five's."),
            (BlockKind::Byline, "By A. N. Author, Oslo."),
        ];
        assert_eq!(
            blocks,
            Ok(expected
                .map(|(kind, text)| (kind, text.to_owned()))
                .to_vec())
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_an_article_cannot_hold_is_refused_with_its_place() {
        for (markdown, offset) in [
            ("Fine.\n\n- a list", 7),
            ("# Title", 0),
            ("a <b>bold</b> word", 2),
            ("*emphasis* within", 1),
            ("see [this](https://example.org)", 4),
        ] {
            let refused = blocks_from_markdown(markdown).expect_err(markdown);
            assert_eq!(refused.offset, offset, "{refused}");
        }
    }
}
