//! A long text in several fields for editing: a browser lays out all of a field at once, and a book's in a third of a second.

use crate::text::BlockKind;

use super::editing::{ESCAPE, sign_of};
use super::seen::beginning_of;

/// A text of at most so many bytes is edited in one field.
const LONGEST_TEXT: usize = 40_000;
/// A field of a longer text has at most so many bytes, unless a single block has more.
const LONGEST_FIELD: usize = 16_000;
/// A subhead begins a field of its own if the one before it has at least so many bytes.
const LEAST_FIELD: usize = 4_000;
/// At most so many characters of a field's beginning tell it from the others.
const LONGEST_NAME: usize = 60;

/// A text for editing as [`super::editable`] gives it, in the fields in which it is edited: one, or several if it is long. They hold
/// all of its blocks, in their order, and [`joined`] they are a text of the same blocks.
///
/// ```
/// use sidelight::library::{fields, joined};
///
/// assert_eq!(fields("## Tides\n\nIt is low.\n"), ["## Tides\n\nIt is low.\n"]);
/// let book = "It is low.\n\n".repeat(10_000);
/// assert!(fields(&book).len() > 1);
/// assert_eq!(joined(fields(&book)), book.trim_end());
/// ```
#[must_use]
pub fn fields(text: &str) -> Vec<&str> {
    if text.len() <= LONGEST_TEXT {
        return vec![text];
    }
    let mut fields = Vec::new();
    let mut start = 0;
    let blocks = blocks(text);
    let ends = blocks.iter().skip(1).map(|(start, _)| *start);
    for ((at, is_subhead), end) in blocks.iter().zip(ends.chain([text.len()])) {
        let is_full = end - start > LONGEST_FIELD && *at > start;
        if is_full || *is_subhead && at - start >= LEAST_FIELD {
            fields.push(text[start..*at].trim_end());
            start = *at;
        }
    }
    fields.push(text[start..].trim_end());
    fields
}

/// The text of several fields.
#[must_use]
pub fn joined<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    fields.into_iter().collect::<Vec<_>>().join("\n\n")
}

/// What a field is told by: the words at its beginning.
///
/// ```
/// assert_eq!(sidelight::library::field_name("## Tides\n\nIt is low."), "Tides");
/// ```
#[must_use]
pub fn field_name(field: &str) -> String {
    let line = field.trim_start().lines().next().unwrap_or_default();
    let escaped = line.strip_prefix(ESCAPE).unwrap_or(line);
    let words = sign_of(line).map_or(escaped, |(_, words)| words);
    // And the sign that more follows.
    beginning_of(words.trim(), LONGEST_NAME - 1)
}

/// Where each block begins, and whether it is a subhead.
fn blocks(text: &str) -> Vec<(usize, bool)> {
    let mut blocks = Vec::new();
    let (mut at, mut is_open) = (0, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let sign = sign_of(words);
        if !words.is_empty() && (!is_open || sign.is_some()) {
            let is_subhead = sign.is_some_and(|(kind, _)| kind == BlockKind::Subhead);
            blocks.push((at, is_subhead));
        }
        is_open = !words.is_empty();
        at += line.len();
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::editing::{editable, edited};
    use super::*;
    use crate::article::Import;
    use crate::text::Document;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// A book with chapters of so many paragraphs each.
    fn book(chapters: &[usize]) -> Import {
        let mut blocks = Vec::new();
        for (number, paragraphs) in chapters.iter().enumerate() {
            blocks.push((BlockKind::Subhead, format!("Chapter {number}")));
            for paragraph in 0..*paragraphs {
                let words = format!("{paragraph} – the ferry was late. ").repeat(20);
                blocks.push((BlockKind::Paragraph, words.trim().to_owned()));
            }
        }
        let blocks = blocks.iter().map(|(kind, text)| (*kind, text.as_str()));
        Import {
            document: Document::from_blocks(blocks),
            ..Import::default()
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_book_is_parted_before_its_chapters_and_loses_nothing() {
        let book = book(&[10, 12, 100, 1, 10]);
        let text = editable(&book.document);
        let fields = fields(&text);
        for field in &fields {
            assert!(field.len() <= LONGEST_FIELD, "{} bytes", field.len());
            assert_eq!(*field, field.trim());
        }
        let names: Vec<String> = fields.iter().map(|field| field_name(field)).collect();
        assert_eq!(names[..3], ["Chapter 0", "Chapter 1", "Chapter 2"]);
        // The long one is parted within; the short one begins a field, and the one behind it goes along.
        assert!(names[3].contains("the ferry"), "{names:?}");
        assert_eq!(names.last().map(String::as_str), Some("Chapter 3"));
        assert_eq!(edited(&joined(fields), &book).import, book);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_list_is_parted_between_its_items_and_a_long_block_nowhere() {
        let item = "tide ".repeat(200);
        let long = "ebb ".repeat(10_000);
        let blocks = (0..60).map(|_| (BlockKind::Item, item.trim()));
        let list = Import {
            document: Document::from_blocks(blocks.chain([(BlockKind::Paragraph, long.trim())])),
            ..Import::default()
        };
        let text = editable(&list.document);
        let fields = fields(&text);
        let (paragraph, items) = fields.split_last().expect("some");
        assert_eq!(*paragraph, long.trim());
        assert!(items.len() > 1 && items.iter().all(|field| field.len() <= LONGEST_FIELD));
        assert_eq!(edited(&joined(fields), &list).import, list);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_field_is_told_by_its_first_words() {
        assert_eq!(field_name(""), "");
        assert_eq!(field_name("\n- Boats\n- Nets"), "Boats");
        assert_eq!(field_name("\\- is a minus"), "- is a minus");
        let long = field_name(&"wade ".repeat(20));
        assert!(
            long.ends_with("wade…") && long.chars().count() <= LONGEST_NAME,
            "{long}"
        );
        assert_eq!(field_name(&"å".repeat(90)).chars().count(), LONGEST_NAME);
    }
}
