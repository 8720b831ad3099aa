//! An article's text as the reader edits it, and back: links move along with their words.
//!
//! Blocks are parted by empty lines. What a block is stands before it, in signs known from Markdown and mail; a line that begins with
//! one of them begins a block of its own.

use std::collections::BTreeMap;

use crate::article::{Import, Link};
use crate::text::{Block, BlockKind, Document, Quote, Span};

/// The sign of each kind of block that has one.
const SIGNS: [(BlockKind, &str); 6] = [
    (BlockKind::Subhead, "## "),
    (BlockKind::Item, "- "),
    (BlockKind::Quote, "> "),
    (BlockKind::Caption, "^ "),
    (BlockKind::Row, "| "),
    (BlockKind::Byline, "@ "),
];
/// Before a paragraph that begins as if it had a sign.
pub(super) const ESCAPE: char = '\\';
/// Between the cells of a row.
const CELLS: &str = " | ";

/// What came of editing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The article with its new text.
    pub import: Import,
    /// The links whose words are no longer there, as they were: their words and addresses.
    pub lost: Vec<(String, String)>,
}

/// The text of an article for editing.
///
/// ```
/// use sidelight::library::editable;
/// use sidelight::text::{BlockKind, Document};
///
/// let blocks = [(BlockKind::Subhead, "Tides"), (BlockKind::Paragraph, "It is low."), (BlockKind::Item, "Boats"), (BlockKind::Item, "Nets")];
/// assert_eq!(editable(&Document::from_blocks(blocks)), "## Tides\n\nIt is low.\n\n- Boats\n- Nets\n");
/// ```
#[must_use]
pub fn editable(document: &Document) -> String {
    let mut out = String::with_capacity(document.text().len() + document.blocks().len() * 2);
    let mut before = None;
    for block in document.blocks() {
        let text = document.slice(block.span);
        if let Some(before) = before {
            let is_list =
                before == block.kind && matches!(block.kind, BlockKind::Item | BlockKind::Row);
            out.push_str(if is_list { "\n" } else { "\n\n" });
        }
        before = Some(block.kind);
        match SIGNS.iter().find(|(kind, _)| *kind == block.kind) {
            Some((_, sign)) => out.push_str(sign),
            None if sign_of(text).is_some() || text.starts_with(ESCAPE) => out.push(ESCAPE),
            None => {}
        }
        if block.kind == BlockKind::Row {
            out.push_str(&text.replace('\t', CELLS));
        } else {
            out.push_str(text);
        }
    }
    out.push('\n');
    out
}

/// The article with a text that was edited. Links are found again by their words and what stands beside them, pieces that were left
/// out stay behind the block they stood behind.
#[must_use]
pub fn edited(text: &str, old: &Import) -> Edited {
    let blocks = blocks(text);
    let document = Document::from_blocks(blocks.iter().map(|(kind, text)| (*kind, text.as_str())));
    let unchanged = Unchanged::between(&old.document, &document);
    let mut links: Vec<Link> = Vec::with_capacity(old.links.len());
    let mut lost = Vec::new();
    for link in &old.links {
        match unchanged
            .moved(link.span)
            .or_else(|| found(link.span, &old.document, &document))
        {
            Some(span) => links.push(Link {
                span,
                address: link.address.clone(),
            }),
            None => lost.push((
                old.document.slice(link.span).to_owned(),
                link.address.clone(),
            )),
        }
    }
    links.sort_by_key(|link| link.span);
    let mut end = 0;
    links.retain(|link| {
        let is_free = link.span.start >= end;
        end = end.max(link.span.end);
        is_free
    });
    let mut import = Import {
        about: old.about.clone(),
        document,
        links,
        cuts: old.cuts.clone(),
        warnings: old.warnings.clone(),
    };
    for cut in &mut import.cuts {
        cut.at = unchanged.after(cut.at);
    }
    Edited { import, lost }
}

fn found(span: Span, old: &Document, new: &Document) -> Option<Span> {
    let found = Quote::of(old.text(), span).find(new.text())?;
    new.block_of(found).is_some().then_some(found)
}

/// The blocks of an edited text.
fn blocks(text: &str) -> Vec<(BlockKind, String)> {
    let mut blocks: Vec<(BlockKind, String)> = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_open = false;
            continue;
        }
        let (kind, words, has_sign) = match sign_of(line) {
            Some((kind, words)) => (kind, words, true),
            None => (
                BlockKind::Paragraph,
                line.strip_prefix(ESCAPE).unwrap_or(line),
                line.starts_with(ESCAPE),
            ),
        };
        let words = if kind == BlockKind::Row {
            let cells = words.split('|').map(one_line);
            cells.collect::<Vec<_>>().join("\t")
        } else {
            one_line(words)
        };
        match blocks.last_mut() {
            Some((_, open)) if is_open && !has_sign => {
                open.push(' ');
                open.push_str(&words);
            }
            _ => blocks.push((kind, words)),
        }
        is_open = true;
    }
    blocks.retain(|(_, text)| !text.trim().is_empty());
    blocks
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The kind that the sign at a line's start tells, and the words behind it.
pub(super) fn sign_of(line: &str) -> Option<(BlockKind, &str)> {
    SIGNS
        .iter()
        .find_map(|(kind, sign)| Some((*kind, line.strip_prefix(sign)?)))
}

/// Which blocks of a text are in the new one as they were.
struct Unchanged {
    /// For every old block its place, and that of the new one.
    places: Vec<(Block, Option<(usize, Span)>)>,
}

impl Unchanged {
    fn between(old: &Document, new: &Document) -> Self {
        let mut by_text: BTreeMap<&str, Vec<(usize, Span)>> = BTreeMap::new();
        for (number, block) in new.blocks().iter().enumerate().rev() {
            let same = by_text.entry(new.slice(block.span)).or_default();
            same.push((number, block.span));
        }
        // Of several alike the first goes to the first.
        let places = old.blocks().iter().map(|block| {
            let same = by_text.get_mut(old.slice(block.span));
            (*block, same.and_then(Vec::pop))
        });
        Self {
            places: places.collect(),
        }
    }

    /// Where a span of the old text stands now, if its block is as it was.
    fn moved(&self, span: Span) -> Option<Span> {
        let at = self
            .places
            .partition_point(|(block, _)| block.span.end < span.end);
        let (block, new) = self.places.get(at)?;
        let (_, new) = new.filter(|_| block.span.contains(span))?;
        let start = new.start + span.start - block.span.start;
        Some(Span::new(start, start + span.len()))
    }

    /// How many new blocks stand before what stood behind so many old ones.
    fn after(&self, count: usize) -> usize {
        let before = self.places.iter().take(count);
        before
            .rev()
            .find_map(|(_, new)| new.map(|(number, _)| number + 1))
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Cut, CutReason};
    use wasm_bindgen_test::wasm_bindgen_test;

    const KINDS: [(BlockKind, &str); 9] = [
        (BlockKind::Byline, "A. Writer"),
        (BlockKind::Paragraph, "- is a minus and \\ a stroke"),
        (BlockKind::Paragraph, "\\begins with a stroke"),
        (BlockKind::Subhead, "Über Oslo"),
        (BlockKind::Item, "one"),
        (BlockKind::Item, "two"),
        (BlockKind::Quote, "Go slowly."),
        (BlockKind::Row, "a\tb c"),
        (BlockKind::Caption, "A map"),
    ];

    fn import() -> Import {
        let document = Document::from_blocks(KINDS);
        let link = |words: &str| {
            let start = document.text().find(words).expect("it is there");
            Link {
                span: Span::new(start, start + words.len()),
                address: format!("https://example.org/{words}"),
            }
        };
        Import {
            links: vec![link("Oslo"), link("two"), link("slowly"), link("map")],
            cuts: vec![Cut {
                at: 4,
                kind: BlockKind::Paragraph,
                text: "Subscribe!".to_owned(),
                reason: CutReason::Other,
            }],
            document,
            ..Import::default()
        }
    }

    fn words_of_links(edited: &Edited) -> Vec<&str> {
        let links = edited.import.links.iter();
        links
            .map(|link| edited.import.document.slice(link.span))
            .collect()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_that_was_not_changed_is_the_same() {
        let text = editable(&import().document);
        assert_eq!(
            edited(&text, &import()),
            Edited {
                import: import(),
                lost: Vec::new()
            },
            "{text}"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn links_and_cuts_move_with_what_is_changed_around_them() {
        let text = editable(&import().document)
            .replace("## Über", "New at the top.\n\n## All about")
            .replace("Go slowly.", "Always go\nslowly there.");
        let edited = edited(&text, &import());
        assert_eq!(words_of_links(&edited), ["Oslo", "two", "slowly", "map"]);
        assert!(edited.lost.is_empty());
        // The subhead was changed: the piece stays behind the paragraph before it.
        assert_eq!(edited.import.cuts[0].at, 3);
        assert_eq!(edited.import.document.blocks().len(), KINDS.len() + 1);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn links_whose_words_are_gone_are_told() {
        let text = editable(&import().document).replace("two", "three");
        let edited = edited(&text, &import());
        assert_eq!(
            edited.lost,
            [("two".to_owned(), "https://example.org/two".to_owned())]
        );
        assert_eq!(words_of_links(&edited).len(), 3);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn anything_can_be_typed() {
        let of = |text: &str| blocks(text);
        assert_eq!(of(""), []);
        // A sign with nothing behind it is only a sign.
        let signs = |text: &str| (BlockKind::Paragraph, text.to_owned());
        assert_eq!(of("##\n\n-\n> \n|"), [signs("##"), signs("- > |")]);
        assert_eq!(
            of("one\ntwo\r\n\r\n- a\n- b\nc"),
            [
                (BlockKind::Paragraph, "one two".to_owned()),
                (BlockKind::Item, "a".to_owned()),
                (BlockKind::Item, "b c".to_owned()),
            ]
        );
        assert_eq!(edited(" \n\n", &import()).import.document.blocks().len(), 0);
    }
}
