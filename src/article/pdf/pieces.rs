//! Signs → pieces of lines: words that stand beside each other, in the order in which the page shows them.

use super::accents::composed;
use super::content::{Glyph, Shown};
use super::links::Area;
use super::words::Words;

/// A gap of so much of the font’s size parts words. The narrowest space of justified text is some 0.2, kerning at most 0.1.
const SPACE: f64 = 0.16;
/// A gap of so much of the font’s size parts pieces, which can be of different columns.
const WIDEST_SPACE: f64 = 0.95;

/// How many pieces of a page are kept: those of the fullest table are fewer.
const MOST_PIECES: usize = 6000;

/// A piece of a line; places are in points from the page’s upper left corner, as it is read.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) words: Words,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where its letters stand.
    pub(super) base: f64,
    /// How tall its font is: that of most of its letters.
    pub(super) size: f64,
    /// How many letters it has, and how many of them are bold.
    pub(super) letters: usize,
    pub(super) bold: usize,
    pub(super) is_artifact: bool,
}

impl Piece {
    pub(super) fn top(&self) -> f64 {
        self.base - 0.75 * self.size
    }

    pub(super) fn bottom(&self) -> f64 {
        self.base + 0.2 * self.size
    }
}

/// A page’s pieces.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) height: f64,
    pub(super) pieces: Vec<Piece>,
    /// What stands upright or upside down beside the text, as stamps at the edge do.
    pub(super) turned: Vec<Piece>,
}

/// The four ways that text runs, as quarter turns.
fn quarter(glyph: &Glyph) -> Option<usize> {
    let (x, y) = (glyph.end.0 - glyph.start.0, glyph.end.1 - glyph.start.1);
    if x == 0.0 && y == 0.0 {
        return Some(0);
    }
    // Text that runs aslant is a watermark or part of a drawing.
    match (x.abs() >= 4.0 * y.abs(), y.abs() >= 4.0 * x.abs()) {
        (true, _) => Some(if x > 0.0 { 0 } else { 2 }),
        (_, true) => Some(if y > 0.0 { 1 } else { 3 }),
        _ => None,
    }
}

/// A page turned so that text of this quarter runs to the right.
fn turned(point: (f64, f64), quarter: usize, width: f64, height: f64) -> (f64, f64) {
    match quarter {
        1 => (point.1, width - point.0),
        2 => (width - point.0, height - point.1),
        3 => (height - point.1, point.0),
        _ => point,
    }
}

/// Lays a page’s signs out as pieces, turned as most of its text runs.
pub(super) fn laid(shown: &Shown, width: f64, height: f64, areas: &[Area]) -> Laid {
    let mut counts = [0_usize; 4];
    for glyph in &shown.glyphs {
        if let Some(quarter) = quarter(glyph) {
            counts[quarter] += glyph.text.len();
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let main = counts
        .iter()
        .position(|count| *count == most)
        .unwrap_or_default();
    let mut laid = Laid {
        height: if main % 2 == 0 { height } else { width },
        ..Laid::default()
    };
    for direction in 0..4 {
        let glyphs: Vec<Sign> = shown
            .glyphs
            .iter()
            .filter(|glyph| quarter(glyph) == Some(direction))
            .map(|glyph| Sign::of(glyph, shown, direction, (width, height), areas))
            .collect();
        let pieces = pieces(&glyphs);
        if direction == main {
            laid.pieces = pieces;
        } else {
            laid.turned.extend(pieces);
        }
    }
    laid
}

/// A sign in the turned page.
struct Sign<'a> {
    text: &'a str,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
    is_bold: bool,
    is_artifact: bool,
    link: Option<u32>,
}

impl<'a> Sign<'a> {
    fn of(
        glyph: &Glyph,
        shown: &'a Shown,
        quarter: usize,
        (width, height): (f64, f64),
        areas: &[Area],
    ) -> Self {
        let start = turned(glyph.start, quarter, width, height);
        let end = turned(glyph.end, quarter, width, height);
        let middle = (
            f64::midpoint(glyph.start.0, glyph.end.0),
            f64::midpoint(glyph.start.1, glyph.end.1)
                - if quarter == 0 { glyph.size * 0.25 } else { 0.0 },
        );
        Self {
            text: &shown.text[glyph.text.clone()],
            left: start.0,
            right: end.0.max(start.0),
            base: start.1,
            size: glyph.size,
            is_bold: glyph.is_bold,
            is_artifact: glyph.is_artifact,
            link: areas
                .iter()
                .find(|area| area.contains(middle))
                .map(|area| area.link),
        }
    }
}

/// Parts signs, in the order in which they are shown, where they do not stand beside each other.
fn pieces(signs: &[Sign<'_>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Vec<&Sign<'_>> = Vec::new();
    for sign in signs {
        if pieces.len() >= MOST_PIECES {
            return pieces;
        }
        if let Some(last) = open.last()
            && !goes_on(&open, last, sign)
        {
            close(&open, &mut pieces);
            open.clear();
        }
        open.push(sign);
    }
    close(&open, &mut pieces);
    pieces
}

/// Whether a sign stands in the same line as those before, beside the last.
fn goes_on(open: &[&Sign<'_>], last: &Sign<'_>, sign: &Sign<'_>) -> bool {
    let tall = last.size.max(sign.size);
    let line = open.iter().map(|sign| sign.size).fold(0.0, f64::max);
    // Raised and lowered signs are within half a line of it.
    let is_level = (sign.base - last.base).abs() < 0.2 * tall
        || ((sign.base - open[0].base).abs() < 0.5 * line
            && (last.size / sign.size - 1.0).abs() > 0.1);
    let gap = sign.left - last.right;
    let is_initial = sign.size > 2.0 * last.size || last.size > 2.0 * sign.size;
    is_level
        && !is_initial
        && gap < WIDEST_SPACE * tall
        && gap > -0.7 * tall
        && sign.is_artifact == last.is_artifact
}

fn close(signs: &[&Sign<'_>], pieces: &mut Vec<Piece>) {
    let Some(first) = signs.iter().find(|sign| !sign.text.trim().is_empty()) else {
        return;
    };
    let size = usual_size(signs);
    let base = signs
        .iter()
        .find(|sign| same(sign.size, size) && !sign.text.trim().is_empty())
        .map_or(first.base, |sign| sign.base);
    let space = space_width(signs, size);
    let mut words = Words::default();
    let mut last: Option<&Sign<'_>> = None;
    let (mut left, mut right) = (first.left, first.right);
    let (mut letters, mut bold) = (0, 0);
    let mut accent = None;
    for (index, sign) in signs.iter().enumerate() {
        let next = signs.get(index + 1);
        if let Some(last) = last
            && sign.left - last.right > space
        {
            let link = last.link.filter(|_| last.link == sign.link);
            words.push(" ", link);
        }
        last = Some(sign);
        if sign.text.trim().is_empty() {
            words.push(" ", sign.link);
            continue;
        }
        if is_note_sign(sign, size, base, words.text()) {
            continue;
        }
        // An accent stands over its letter, and comes before it.
        let over =
            next.is_some_and(|next| covers(sign, next) && composed(sign.text, next.text).is_some());
        if over {
            accent = Some(sign.text);
            continue;
        }
        match accent.take().and_then(|accent| composed(accent, sign.text)) {
            Some(letter) => words.push(letter.encode_utf8(&mut [0; 4]), sign.link),
            None => words.push(sign.text, sign.link),
        }
        left = left.min(sign.left);
        right = right.max(sign.right);
        let count = sign.text.chars().count();
        letters += count;
        bold += if sign.is_bold { count } else { 0 };
    }
    words.trim();
    if words.is_empty() {
        return;
    }
    let piece = Piece {
        words,
        left,
        right,
        base,
        size,
        letters,
        bold,
        is_artifact: first.is_artifact,
    };
    // Text shown twice, a hair apart, is how some programs make it bold.
    let twin = pieces.iter_mut().rev().take(8).find(|other| {
        (other.left - piece.left).abs() < 0.3 * size
            && (other.base - piece.base).abs() < 0.3 * size
            && other.words.text() == piece.words.text()
    });
    match twin {
        Some(twin) => twin.bold = twin.letters,
        None => pieces.push(piece),
    }
}

/// Whether two signs stand over each other.
fn covers(one: &Sign<'_>, other: &Sign<'_>) -> bool {
    let middle = f64::midpoint(one.left, one.right);
    (other.left..=other.right).contains(&middle)
}

/// Whether two sizes are meant to be the same.
pub(super) fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 0.03 * one.max(other)
}

/// The size of most letters.
fn usual_size(signs: &[&Sign<'_>]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    for sign in signs {
        let count = sign.text.trim().chars().count();
        match sizes.iter_mut().find(|(size, _)| same(*size, sign.size)) {
            Some((_, sum)) => *sum += count,
            None => sizes.push((sign.size, count)),
        }
    }
    let most = sizes.iter().map(|(_, count)| *count).max();
    sizes
        .iter()
        .find(|(_, count)| Some(*count) == most)
        .map_or(0.0, |(size, _)| *size)
}

/// From which gap on words are parted: more where all letters are set apart.
fn space_width(signs: &[&Sign<'_>], size: f64) -> f64 {
    let mut gaps: Vec<f64> = signs
        .windows(2)
        .filter(|pair| !pair[0].text.trim().is_empty() && !pair[1].text.trim().is_empty())
        .map(|pair| pair[1].left - pair[0].right)
        .collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
    let usual = if gaps.len() >= 4 && usual > 0.05 * size {
        usual
    } else {
        0.0
    };
    usual + SPACE * size
}

/// Whether a sign is a small raised one behind a word, which leads to a note.
fn is_note_sign(sign: &Sign<'_>, size: f64, base: f64, before: &str) -> bool {
    let is_raised = sign.size < 0.85 * size && base - sign.base > 0.15 * size;
    let is_number = sign.text.chars().all(|letter| {
        letter.is_ascii_digit() || matches!(letter, '*' | '†' | '‡' | '§' | ',' | '[' | ']')
    });
    // Behind a digit or a short word it is a power, as of ten or of metres.
    let word = before.rsplit(' ').next().unwrap_or_default();
    let is_word =
        word.chars().count() > 3 && word.ends_with(|letter: char| !letter.is_ascii_digit());
    is_raised
        && is_number
        && (is_word
            || (!word.is_empty() && word.ends_with(['.', ',', '”', '"', ')', '’', ';', ':'])))
}
