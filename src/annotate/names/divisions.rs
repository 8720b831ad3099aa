//! Parts of a book by their numbers, such as *Chapter 1*, which are no names.
//!
//! News, from which the model has learned, has none of them, so that it takes them for names.

use crate::text::{Token, TokenKind};

/// Whether these tokens are a part of a text and its number, and nothing else.
pub(super) fn is_division(tokens: &[Token], text: &str) -> bool {
    let [word, number] = tokens else {
        return false;
    };
    let word = word.span.of(text).to_lowercase();
    let spelled = number.span.of(text);
    let is_number = number.kind == TokenKind::Number
        || spelled.chars().all(|letter| "IVXLC".contains(letter))
        || is_small_number(&spelled.to_lowercase());
    is_number
        && matches!(
            word.as_str(),
            "act"
                | "appendix"
                | "book"
                | "canto"
                | "chapter"
                | "figure"
                | "part"
                | "scene"
                | "section"
                | "table"
                | "volume"
        )
}

fn is_small_number(word: &str) -> bool {
    const NUMBERS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    NUMBERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, Document, Segments};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn is_division_of(text: &str) -> bool {
        let document = Document::from_blocks([(BlockKind::Subhead, text)]);
        let segments = Segments::of(&document, 0..1);
        is_division(&segments.tokens, text)
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_part_with_its_number_is_one_and_names_with_numbers_are_not() {
        for part in [
            "Chapter 1",
            "CHAPTER XII",
            "Part Two",
            "Book III",
            "Volume 2",
        ] {
            assert!(is_division_of(part), "{part}");
        }
        for name in [
            "Channel 4",
            "Radio 4",
            "Chapter",
            "Part Owner",
            "Book Club 2",
            "Section Control",
            "Act",
        ] {
            assert!(!is_division_of(name), "{name}");
        }
    }
}
