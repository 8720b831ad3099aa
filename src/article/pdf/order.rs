//! Reading order: which columns a page has, and its lines as they are read.
//!
//! A page is cut where a strip without text runs down between two stretches of text that are as wide as text is; what lies
//! across the strip, as titles do, is read by itself, and above and below it each column from its top to its bottom. (Recursive
//! cuts of this kind: G. Nagy, S. Seth, “Hierarchical representation of optically scanned documents”, ICPR 1984.)

use super::pieces::{Laid, Piece};
use super::words::Words;

/// How deep columns may stand in columns.
const DEEPEST: usize = 4;
/// Pages of more pieces than this are drawings, and not looked at for columns.
const MOST_PIECES: usize = 3000;
/// How finely strips are looked for, in points.
const STEP: f64 = 2.0;
/// Text in columns has at least so many letters to the line; what has fewer is a table.
const COLUMN_LETTERS: usize = 16;
/// Columns run beside each other for at least so many lines.
const COLUMN_LINES: f64 = 4.0;
/// A gap of so much of the font’s size within a line of one column parts cells of a table.
const CELL_GAP: f64 = 1.0;

/// A line of text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) words: Words,
    /// Its cells with their left and right edges, if it has wide gaps; else one.
    pub(super) cells: Vec<(f64, f64, Words)>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) is_bold: bool,
    /// How many letters it has.
    pub(super) letters: usize,
    /// The page, from 0.
    pub(super) page: usize,
    /// Which column of the page it is in; lines with the same number stand below each other.
    pub(super) column: usize,
    /// The edges of that column’s text.
    pub(super) column_left: f64,
    pub(super) column_right: f64,
}

/// The lines of a page, in reading order.
pub(super) fn lines(laid: &Laid, page: usize) -> Vec<Line> {
    let mut ordered: Vec<(usize, Vec<Piece>)> = Vec::new();
    let mut columns = 0;
    part(laid.pieces.clone(), 0, 0, &mut columns, &mut ordered);
    let mut lines = Vec::new();
    for (column, pieces) in ordered {
        lines.extend(
            rows(pieces)
                .into_iter()
                .filter_map(|row| line(&row, page, column)),
        );
    }
    set_edges(&mut lines);
    lines
}

/// Cuts pieces into columns, or leaves them as one.
fn part(
    mut pieces: Vec<Piece>,
    column: usize,
    depth: usize,
    columns: &mut usize,
    ordered: &mut Vec<(usize, Vec<Piece>)>,
) {
    pieces.sort_by(|one, other| {
        one.base
            .total_cmp(&other.base)
            .then(one.left.total_cmp(&other.left))
    });
    let Some(strip) = (depth < DEEPEST).then(|| strip(&pieces)).flatten() else {
        ordered.push((column, pieces));
        return;
    };
    *columns += 2;
    let (left_column, right_column) = (*columns - 1, *columns);
    let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), Vec::new());
    let mut flush = |left: &mut Vec<Piece>, right: &mut Vec<Piece>, across: &mut Vec<Piece>| {
        for (pieces, column, depth) in [
            (std::mem::take(across), column, DEEPEST),
            (std::mem::take(left), left_column, depth + 1),
            (std::mem::take(right), right_column, depth + 1),
        ] {
            if !pieces.is_empty() {
                part(pieces, column, depth, columns, ordered);
            }
        }
    };
    let crossing: Vec<(f64, f64)> = pieces
        .iter()
        .filter(|piece| piece.left < strip && piece.right > strip)
        .map(|piece| (piece.top(), piece.bottom()))
        .collect();
    let mut next = 0;
    for piece in pieces {
        // What stands in the same row as a piece across the strip is read with it.
        while crossing
            .get(next)
            .is_some_and(|(_, bottom)| *bottom < piece.top())
        {
            next += 1;
        }
        let middle = f64::midpoint(piece.top(), piece.bottom());
        let is_across = crossing[next.min(crossing.len())..]
            .iter()
            .take(4)
            .any(|(top, bottom)| (*top..=*bottom).contains(&middle));
        if is_across {
            if !left.is_empty() || !right.is_empty() {
                flush(&mut left, &mut right, &mut across);
            }
            across.push(piece);
        } else {
            if !across.is_empty() {
                flush(&mut left, &mut right, &mut across);
            }
            if piece.right <= strip {
                &mut left
            } else {
                &mut right
            }
            .push(piece);
        }
    }
    flush(&mut left, &mut right, &mut across);
}

/// Where a strip without text parts columns.
fn strip(pieces: &[Piece]) -> Option<f64> {
    let size = median(pieces.iter().map(|piece| piece.size))?;
    if pieces.len() > MOST_PIECES {
        return None;
    }
    let left = pieces
        .iter()
        .map(|piece| piece.left)
        .fold(f64::MAX, f64::min);
    let right = pieces
        .iter()
        .map(|piece| piece.right)
        .fold(f64::MIN, f64::max);
    let steps = count((right - left) / STEP).min(2000);
    let mut best: Option<(f64, usize, usize)> = None;
    // A strip is as wide as its run of steps with the same score; its middle is taken.
    for step in 1..steps {
        let at = left + STEP * number(step);
        let score = beside(pieces, at, size);
        match &mut best {
            Some((most, _, last)) if (score - *most).abs() <= 0.5 * size && *last + 1 == step => {
                *last = step;
            }
            Some((most, _, _)) if score <= *most => {}
            _ if score > 0.0 => best = Some((score, step, step)),
            _ => {}
        }
    }
    let (height, first, last) = best?;
    let at = left + STEP * f64::midpoint(number(first), number(last));
    (height >= COLUMN_LINES * 1.2 * size && are_columns(pieces, at)).then_some(at)
}

/// Over how much of the page’s height text stands on both sides of `at`, less what lies across it there.
fn beside(pieces: &[Piece], at: f64, size: f64) -> f64 {
    let mut spans = [Vec::new(), Vec::new()];
    for piece in pieces {
        let span = (piece.base - size, piece.base + 0.3 * size);
        if piece.right <= at {
            spans[0].push(span);
        } else if piece.left >= at {
            spans[1].push(span);
        }
    }
    let [left, right] = spans.map(|spans| union(&spans));
    let both: f64 = overlap(&left, &right);
    let crossing: Vec<(f64, f64)> = pieces
        .iter()
        .filter(|piece| piece.left < at && piece.right > at)
        .map(|piece| (piece.base - size, piece.base + 0.3 * size))
        .collect();
    let spoilt = overlap(&union(&crossing), &intersection(&left, &right));
    both - 2.0 * spoilt
}

/// Sorted spans without overlaps; `spans` are sorted by their beginnings.
fn union(spans: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut union: Vec<(f64, f64)> = Vec::new();
    for span in spans {
        match union.last_mut() {
            Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
            _ => union.push(*span),
        }
    }
    union
}

fn intersection(one: &[(f64, f64)], other: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let (mut at, mut beside) = (0, 0);
    let mut common = Vec::new();
    while let (Some(first), Some(second)) = (one.get(at), other.get(beside)) {
        let span = (first.0.max(second.0), first.1.min(second.1));
        if span.0 < span.1 {
            common.push(span);
        }
        if first.1 < second.1 {
            at += 1;
        } else {
            beside += 1;
        }
    }
    common
}

fn overlap(one: &[(f64, f64)], other: &[(f64, f64)]) -> f64 {
    let common = intersection(one, other);
    common.iter().map(|(start, end)| end - start).sum()
}

/// Whether both sides hold text in lines, and not the cells of a table.
fn are_columns(pieces: &[Piece], at: f64) -> bool {
    let letters = |is_there: &dyn Fn(&Piece) -> bool| {
        let side: Vec<Piece> = pieces
            .iter()
            .filter(|piece| is_there(piece))
            .cloned()
            .collect();
        let counts: Vec<usize> = rows(side)
            .iter()
            .map(|row| row.iter().map(|piece| piece.letters).sum())
            .collect();
        counts.iter().sum::<usize>() / counts.len().max(1)
    };
    letters(&|piece| piece.right <= at) >= COLUMN_LETTERS
        && letters(&|piece| piece.left >= at) >= COLUMN_LETTERS
}

/// Pieces as rows, from top to bottom, each from left to right.
pub(super) fn rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|one, other| {
        one.base
            .total_cmp(&other.base)
            .then(one.left.total_cmp(&other.left))
    });
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        // Raised and lowered signs are part of a row whose middle they meet and whose letters they do not cover.
        let row = rows.iter_mut().rev().take(3).find(|row| {
            let main = row.iter().max_by_key(|piece| piece.letters);
            main.is_some_and(|main| {
                let (small, tall) = if main.size < piece.size {
                    (main, &piece)
                } else {
                    (&piece, main)
                };
                let middle = small.base - 0.3 * small.size;
                let is_level = (main.base - piece.base).abs() < 0.25 * tall.size
                    || (small.size < 0.85 * tall.size
                        && (tall.base - 0.75 * tall.size..=tall.base + 0.1 * tall.size)
                            .contains(&middle));
                is_level
                    && row.iter().all(|other| {
                        piece.left > other.right - 0.3 * piece.size
                            || piece.right < other.left + 0.3 * piece.size
                    })
            })
        });
        match row {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
    }
    rows
}

/// A row as a line.
pub(super) fn line(row: &[Piece], page: usize, column: usize) -> Option<Line> {
    let main = row.iter().max_by_key(|piece| piece.letters)?.clone();
    let mut words = Words::default();
    let mut cells: Vec<(f64, f64, Words)> = Vec::new();
    let mut right = f64::MIN;
    for piece in row {
        let gap = piece.left - right;
        if gap > 0.1 * main.size {
            words.space();
        }
        words.append(&piece.words);
        match cells.last_mut() {
            Some((_, end, cell)) if gap < CELL_GAP * main.size => {
                if gap > 0.1 * main.size {
                    cell.space();
                }
                cell.append(&piece.words);
                *end = piece.right;
            }
            _ => cells.push((piece.left, piece.right, piece.words.clone())),
        }
        right = right.max(piece.right);
    }
    words.trim();
    let letters = row.iter().map(|piece| piece.letters).sum();
    let bold: usize = row.iter().map(|piece| piece.bold).sum();
    let left = row.first()?.left;
    Some(Line {
        words,
        cells,
        left,
        right,
        base: main.base,
        size: main.size,
        is_bold: bold * 10 >= letters * 9,
        letters,
        page,
        column,
        column_left: left,
        column_right: right,
    })
}

/// Notes the edges of each column: those that most letters keep to on the left, the outermost on the right.
fn set_edges(lines: &mut [Line]) {
    let columns = lines
        .iter()
        .map(|line| line.column)
        .max()
        .unwrap_or_default();
    for column in 0..=columns {
        let inside: Vec<&Line> = lines.iter().filter(|line| line.column == column).collect();
        let right = inside
            .iter()
            .map(|line| line.right)
            .fold(f64::MIN, f64::max);
        let mut lefts: Vec<(f64, usize)> = Vec::new();
        for line in &inside {
            match lefts
                .iter_mut()
                .find(|(left, _)| (left - line.left).abs() < 3.0)
            {
                Some((_, letters)) => *letters += line.letters,
                None => lefts.push((line.left, line.letters)),
            }
        }
        let most = lefts.iter().map(|(_, letters)| *letters).max();
        let left = lefts.iter().find(|(_, letters)| Some(*letters) == most);
        let Some((left, _)) = left.copied() else {
            continue;
        };
        for line in lines.iter_mut().filter(|line| line.column == column) {
            line.column_left = left;
            line.column_right = right;
        }
    }
}

fn median(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of lines and steps lie far below 2 to the 52nd"
)]
pub(super) fn number(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast keeps to the bounds of the type, and less than none is none"
)]
pub(super) fn count(number: f64) -> usize {
    number as usize
}
