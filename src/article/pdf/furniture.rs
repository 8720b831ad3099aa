//! What belongs to the pages and not to the text: running heads, feet and page numbers, told by what repeats from page to page.

use std::collections::BTreeMap;

use super::order::{line, number, rows};
use super::pieces::{Laid, Piece};

/// Heads and feet stand within this share of the page’s height from its edges.
const EDGE: f64 = 0.12;
/// At each edge they have at most so many lines.
const MOST_LINES: usize = 3;
/// Heads and feet of the same kind stand at the same height, within so many points.
const SAME_HEIGHT: f64 = 8.0;
/// Longer lines are text.
const LONGEST: usize = 160;

/// A line that belongs to a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Furniture {
    pub(super) page: usize,
    pub(super) text: String,
    /// Whether it is a head or foot, and not a stamp or label that only its place tells from the text.
    pub(super) is_running: bool,
    /// Whether it stands above the page’s text.
    pub(super) is_above: bool,
}

/// A row at an edge of a page.
struct Row {
    page: usize,
    is_above: bool,
    /// Its distance from that edge.
    distance: f64,
    text: String,
    /// Its text with all numbers alike.
    key: String,
    pieces: Vec<Piece>,
}

/// Takes what belongs to the pages out of them; of lines that repeat the first is told.
pub(super) fn take_out(pages: &mut [Laid]) -> Vec<Furniture> {
    let mut found = marked(pages);
    let rows: Vec<Row> = pages
        .iter()
        .enumerate()
        .flat_map(|(page, laid)| edges(page, laid))
        .collect();
    let mut kinds: BTreeMap<(bool, &str), Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        kinds.entry((row.is_above, &row.key)).or_default().push(row);
    }
    let count = pages.len();
    for ((is_above, key), rows) in kinds {
        let mut left: Vec<&Row> = rows;
        // Those at one height after the other, so that a heading that stands at the top by chance is no running head.
        while let Some(first) = left.first().copied() {
            let (same, others): (Vec<&Row>, Vec<&Row>) = left
                .into_iter()
                .partition(|row| (row.distance - first.distance).abs() <= SAME_HEIGHT);
            left = others;
            if repeats(key, first, same.len(), count) {
                found.push(Furniture {
                    page: first.page,
                    text: first.text.clone(),
                    is_running: true,
                    is_above,
                });
                for row in same {
                    let laid = &mut pages[row.page];
                    laid.pieces
                        .retain(|piece| !row.pieces.iter().any(|other| is_same(piece, other)));
                }
            }
        }
    }
    for (page, laid) in pages.iter_mut().enumerate() {
        let turned = std::mem::take(&mut laid.turned);
        found.extend(turned.into_iter().map(|piece| Furniture {
            page,
            text: piece.words.text().to_owned(),
            is_running: false,
            is_above: true,
        }));
    }
    found.sort_by_key(|line| (line.page, !line.is_above));
    found.dedup_by(|one, other| one.text == other.text);
    found
}

fn is_same(one: &Piece, other: &Piece) -> bool {
    one.base.to_bits() == other.base.to_bits()
        && one.left.to_bits() == other.left.to_bits()
        && one.words == other.words
}

/// Takes out what the file itself says is not part of the text, unless it says so of most of it.
fn marked(pages: &mut [Laid]) -> Vec<Furniture> {
    let letters = |is_counted: &dyn Fn(&Piece) -> bool| -> usize {
        pages
            .iter()
            .flat_map(|laid| &laid.pieces)
            .filter(|piece| is_counted(piece))
            .map(|piece| piece.letters)
            .sum()
    };
    if letters(&|piece| piece.is_artifact) * 3 > letters(&|_| true) {
        return Vec::new();
    }
    let mut found: Vec<Furniture> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for (page, laid) in pages.iter_mut().enumerate() {
        let pieces = std::mem::take(&mut laid.pieces);
        let (artifacts, text): (Vec<Piece>, Vec<Piece>) =
            pieces.into_iter().partition(|piece| piece.is_artifact);
        laid.pieces = text;
        for row in rows(artifacts) {
            let Some(line) = line(&row, page, 0) else {
                continue;
            };
            let text = line.words.text().to_owned();
            let key = key(&text);
            if !keys.contains(&key) && keys.len() < 1000 {
                keys.push(key);
                found.push(Furniture {
                    page,
                    text,
                    is_running: true,
                    is_above: line.base < laid.height / 2.0,
                });
            }
        }
    }
    found
}

/// The outermost rows of a page at its upper and lower edge.
fn edges(page: usize, laid: &Laid) -> Vec<Row> {
    let height = laid.height;
    let near = |is_above: bool| {
        let pieces: Vec<Piece> = laid
            .pieces
            .iter()
            .filter(|piece| {
                if is_above {
                    piece.base < EDGE * height
                } else {
                    piece.base > (1.0 - EDGE) * height
                }
            })
            .cloned()
            .collect();
        let mut rows = rows(pieces);
        if !is_above {
            rows.reverse();
        }
        rows.truncate(MOST_LINES);
        rows
    };
    let mut found = Vec::new();
    for is_above in [true, false] {
        for pieces in near(is_above) {
            let Some(line) = line(&pieces, page, 0) else {
                continue;
            };
            let text = line.words.text().to_owned();
            if text.len() <= LONGEST {
                found.push(Row {
                    page,
                    is_above,
                    distance: if is_above {
                        line.base
                    } else {
                        height - line.base
                    },
                    key: key(&text),
                    text,
                    pieces,
                });
            }
        }
    }
    found
}

/// A line with all its numbers alike, so that those of all pages are the same.
fn key(text: &str) -> String {
    let mut key = String::new();
    for word in text.to_lowercase().split_whitespace() {
        let is_roman = word.len() <= 6 && word.chars().all(|letter| "ivxlc".contains(letter));
        let word = if is_roman { "#" } else { word };
        if !key.is_empty() {
            key.push(' ');
        }
        for letter in word.chars() {
            let letter = if letter.is_ascii_digit() { '#' } else { letter };
            if letter != '#' || !key.ends_with('#') {
                key.push(letter);
            }
        }
    }
    key
}

/// Whether a kind of row that stands on so many of `pages` pages belongs to them.
fn repeats(key: &str, first: &Row, times: usize, pages: usize) -> bool {
    let is_number = !key.is_empty()
        && key.split([' ', '/', '|']).all(|word| {
            matches!(
                word,
                "#" | "-"
                    | "–"
                    | "—"
                    | ""
                    | "-#-"
                    | "page"
                    | "of"
                    | "#."
                    | "(#)"
                    | "[#]"
                    | "p."
                    | "pg."
                    | "seite"
            )
        });
    if is_number {
        return times * 3 >= pages;
    }
    // What a browser prints at the edges: the page’s address with its number, or the time and its title.
    let is_printed = (key.contains("file:///") || key.contains("http")) && key.ends_with("#/#")
        || (first.is_above && key.starts_with("#/#/#, #:#"))
        || (key.starts_with("http") && !key.contains(' '));
    is_printed || times >= 3 || (times == 2 && number(pages) <= 5.0)
}
