//! Where the sentences of a text begin and end.

use unicode_segmentation::UnicodeSegmentation;

use super::{Document, Span};

/// The sentences of a document's running text, in order, without the white space around them.
///
/// Bounds are those of Unicode Standard Annex 29. Every character of a paragraph that is not white
/// space at a sentence's edge lies in exactly one sentence.
///
/// ```
/// use sidelight::text::{BlockKind, Document, sentences};
///
/// let document = Document::from_blocks([(BlockKind::Paragraph, "It rose. Then it fell.")]);
/// let found: Vec<_> = sentences(&document).map(|span| document.slice(span)).collect();
/// assert_eq!(found, ["It rose.", "Then it fell."]);
/// ```
pub fn sentences(document: &Document) -> impl Iterator<Item = Span> {
    document.paragraphs().flat_map(|block| {
        document
            .slice(block.span)
            .split_sentence_bound_indices()
            .map(|(offset, sentence)| {
                let start =
                    block.span.start + offset + sentence.len() - sentence.trim_start().len();
                Span::new(start, start + sentence.trim().len())
            })
            .filter(|span| !span.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::super::BlockKind;
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(paragraph: &str, expected: &[&str]) {
        let document = Document::from_blocks([
            (BlockKind::Subhead, "A heading. Not running text."),
            (BlockKind::Paragraph, paragraph),
        ]);
        let found: Vec<_> = sentences(&document)
            .map(|span| document.slice(span))
            .collect();
        assert_eq!(found, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn sentences_end_at_stops_and_keep_their_closing_quotes() {
        check(
            "He left in 2019. “It is over.” Prices rose by 3.5 percent!",
            &[
                "He left in 2019.",
                "“It is over.”",
                "Prices rose by 3.5 percent!",
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn white_space_belongs_to_no_sentence() {
        check("  One.   Two. ", &["One.", "Two."]);
        check("   ", &[]);
    }
}
