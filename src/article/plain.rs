//! Plain text → document: paragraphs, headings, list items, bylines, each where it stands in the text.

use crate::text::{Block, BlockKind, Document, Span};

/// Cuts plain text into blocks, without changing a byte of it.
///
/// Empty lines part paragraphs; where lines are longer than a screen is wide, every line is a paragraph. A short line
/// without a stop at its end is a heading, “By …” a byline, and a line that begins with a bullet or number a paragraph of its own.
///
/// ```
/// use sidelight::article::document_from_text;
/// use sidelight::text::BlockKind;
///
/// let document = document_from_text("Rates rise\n\nBy A. Writer\n\nThe bank raised\nits rate.".to_owned());
/// let blocks: Vec<_> = document.blocks().iter().map(|block| (block.kind, document.slice(block.span))).collect();
/// assert_eq!(blocks, [
///     (BlockKind::Subhead, "Rates rise"),
///     (BlockKind::Byline, "By A. Writer"),
///     (BlockKind::Paragraph, "The bank raised\nits rate."),
/// ]);
/// ```
#[must_use]
pub fn document_from_text(text: String) -> Document {
    let mut blocks = Vec::new();
    let mut chunk: Vec<Span> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let lead = line.len() - line.trim_start().len();
        if trimmed.is_empty() {
            close(&text, &mut chunk, &mut blocks);
        } else {
            chunk.push(Span::new(start + lead, start + lead + trimmed.len()));
        }
        start += line.len();
    }
    close(&text, &mut chunk, &mut blocks);
    Document::with_blocks(text, blocks)
}

/// Longer lines are paragraphs of their own, not parts of one that was broken to fit a width.
const WRAPPED: usize = 100;

fn close(text: &str, lines: &mut Vec<Span>, blocks: &mut Vec<Block>) {
    let wrapped = lines.iter().all(|line| line.len() <= WRAPPED);
    let mut open: Option<Span> = None;
    for line in lines.drain(..) {
        match &mut open {
            Some(paragraph) if wrapped && !is_item(line.of(text)) => paragraph.end = line.end,
            _ => {
                blocks.extend(open.replace(line).map(|span| block(text, span)));
            }
        }
    }
    blocks.extend(open.map(|span| block(text, span)));
}

fn block(text: &str, span: Span) -> Block {
    let words = span.of(text);
    let kind = if is_byline(words) {
        BlockKind::Byline
    } else if is_heading(words) {
        BlockKind::Subhead
    } else {
        BlockKind::Paragraph
    };
    Block { kind, span }
}

/// Whether a line is an item of a list.
fn is_item(line: &str) -> bool {
    let digits = line.len()
        - line
            .trim_start_matches(|first: char| first.is_ascii_digit())
            .len();
    ["- ", "* ", "• ", "– "]
        .iter()
        .any(|bullet| line.starts_with(bullet))
        || ((1..=2).contains(&digits)
            && line[digits..].starts_with([')', '.'])
            && line[digits + 1..].starts_with(' '))
}

pub(super) fn is_byline(words: &str) -> bool {
    words.len() < 80
        && words.starts_with("By ")
        && !words.ends_with('.')
        && words[3..].starts_with(|first: char| first.is_uppercase())
}

pub(super) fn is_heading(words: &str) -> bool {
    let few = words.split_whitespace().take(15).count() < 15
        && words.len() <= 120
        && !words.contains('\n');
    let closed = words.ends_with([
        '.', '!', '?', ':', ';', ',', '…', '”', '"', '’', ')', '。', '！', '？',
    ]);
    few && !closed
        && !is_item(words)
        && words
            .starts_with(|first: char| !first.is_lowercase() && !matches!(first, '“' | '"' | '‘'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let document = document_from_text(text.to_owned());
        let blocks: Vec<_> = document
            .blocks()
            .iter()
            .map(|block| (block.kind, document.slice(block.span)))
            .collect();
        assert_eq!(blocks, expected);
        assert_eq!(document.text(), text);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn long_lines_are_paragraphs_and_short_ones_are_joined() {
        let long = format!("{}.", "word ".repeat(30));
        let both = format!("{long}\nAnother one.");
        check(
            &both,
            &[
                (BlockKind::Paragraph, &long),
                (BlockKind::Paragraph, "Another one."),
            ],
        );
        check(
            "One\ntwo.\n \nThree.",
            &[
                (BlockKind::Paragraph, "One\ntwo."),
                (BlockKind::Paragraph, "Three."),
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn items_of_a_list_stand_alone() {
        check(
            "- One.\n- Two.\n2) Three.",
            &[
                (BlockKind::Paragraph, "- One."),
                (BlockKind::Paragraph, "- Two."),
                (BlockKind::Paragraph, "2) Three."),
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn nothing_has_no_blocks() {
        check("", &[]);
        check(" \n\n\t", &[]);
    }
}
