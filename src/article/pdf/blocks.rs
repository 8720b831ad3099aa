//! Lines → blocks: paragraphs, headings, items, rows of tables, notes at the foot.

use std::collections::BTreeSet;

use super::order::Line;
use super::pieces::same;
use super::words::Words;
use crate::text::BlockKind;

/// A heading’s letters are so much taller than the text’s.
const TALLER: f64 = 1.15;
/// Longer ones are text in tall or bold letters.
const LONGEST_HEADING: usize = 250;
/// A note’s letters are so much smaller than the text’s.
const SMALLER: f64 = 0.92;
/// Notes stand in this lower share of a page.
const NOTE_SHARE: f64 = 0.5;

/// More sizes of letters than this are no design.
const MOST_SIZES: usize = 500;

/// A block with what tells how it stood.
#[derive(Debug, Clone)]
pub(super) struct Laid {
    pub(super) kind: BlockKind,
    pub(super) words: Words,
    pub(super) size: f64,
    /// The page on which it begins.
    pub(super) page: usize,
    /// Whether it is a note that stood at the foot of a page.
    pub(super) is_note: bool,
}

/// What is usual in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usual {
    /// The size of most letters.
    pub(super) size: f64,
    /// Whether most letters are bold.
    is_bold: bool,
    /// How far lines stand below each other.
    leading: f64,
    /// Whether paragraphs are told by their first line’s indent, and not by space between them.
    has_indents: bool,
}

impl Usual {
    pub(super) fn of(lines: &[Line]) -> Self {
        let size = most(lines.iter().map(|line| (line.size, line.letters)), 0.25);
        let body = || lines.iter().filter(move |line| same(line.size, size));
        let letters: usize = body().map(|line| line.letters).sum();
        let bold: usize = body()
            .filter(|line| line.is_bold)
            .map(|line| line.letters)
            .sum();
        let pairs = || {
            lines.windows(2).filter(move |pair| {
                pair.iter().all(|line| same(line.size, size)) && is_below(&pair[0], &pair[1])
            })
        };
        let leading = most(
            pairs()
                .map(|pair| (pair[1].base - pair[0].base, pair[1].letters))
                .filter(|(gap, _)| (0.9 * size..2.4 * size).contains(gap)),
            0.5,
        );
        let leading = if leading > 0.0 { leading } else { 1.2 * size };
        let count = |is_counted: &dyn Fn(&Line, &Line) -> bool| {
            pairs()
                .filter(|pair| is_counted(&pair[0], &pair[1]))
                .count()
        };
        let indented = count(&|last, line| {
            is_indented(line) && !is_indented(last) && line.base - last.base < 1.25 * leading
        });
        let spaced = count(&|last, line| line.base - last.base > 1.3 * leading);
        Self {
            size,
            is_bold: bold * 2 > letters,
            leading,
            has_indents: indented > spaced,
        }
    }
}

/// The value that most of the weight is on, to within `step`.
fn most(values: impl Iterator<Item = (f64, usize)>, step: f64) -> f64 {
    let mut found: Vec<(f64, usize)> = Vec::new();
    for (value, weight) in values {
        match found
            .iter_mut()
            .find(|(other, _)| (other - value).abs() <= step)
        {
            Some((_, sum)) => *sum += weight,
            None => found.push((value, weight)),
        }
        if found.len() > MOST_SIZES {
            break;
        }
    }
    let most = found.iter().map(|(_, weight)| *weight).max();
    found
        .iter()
        .find(|(_, weight)| Some(*weight) == most)
        .map_or(0.0, |(value, _)| *value)
}

fn is_below(last: &Line, line: &Line) -> bool {
    last.page == line.page && last.column == line.column && line.base > last.base
}

/// Whether a line begins further to the right than its column does, by as much as a paragraph’s first line.
fn is_indented(line: &Line) -> bool {
    let indent = line.left - line.column_left;
    indent > 0.7 * line.size && indent < 6.0 * line.size
}

/// A line that begins a block by its sign: an item’s bullet or number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    None,
    /// A bullet of so many bytes.
    Bullet(usize),
    /// A number, which stays.
    Number,
}

fn sign(text: &str) -> Sign {
    let mut letters = text.chars();
    let first = letters.next().unwrap_or_default();
    let second = letters.next();
    if "•‣◦▪▫■□●○◆◇►▸➢➤✓✔∙·".contains(first)
        || ("–—-*o".contains(first) && second == Some(' ') && text.len() > 4)
    {
        return Sign::Bullet(first.len_utf8());
    }
    let word = text.split(' ').next().unwrap_or_default();
    let inside = word.trim_start_matches('(');
    let body = inside.trim_end_matches(['.', ')']);
    let is_closed = body.len() < inside.len();
    let is_short = (1..=2).contains(&body.len());
    let counts = body.chars().all(|letter| letter.is_ascii_digit())
        || (body.len() == 1
            && inside.ends_with(')')
            && body.chars().all(|letter| letter.is_ascii_lowercase()));
    if is_closed && is_short && counts && text.len() > word.len() {
        Sign::Number
    } else {
        Sign::None
    }
}

/// A block that is being put together.
struct Open {
    laid: Laid,
    last: Line,
    first: Line,
    lines: usize,
    all_bold: bool,
    is_item: bool,
    is_row: bool,
}

/// Puts lines together to blocks. For every line of `stops`, sorted, the number of blocks before it is told as well.
pub(super) fn blocks(
    lines: &[Line],
    heights: &[f64],
    stops: &[(usize, bool)],
) -> (Vec<Laid>, Vec<usize>) {
    let usual = Usual::of(lines);
    let known = known_words(lines);
    let tables = table_rows(lines);
    let mut done: Vec<Laid> = Vec::new();
    let mut notes: Vec<Laid> = Vec::new();
    let mut open: Option<Open> = None;
    let mut open_note: Option<Open> = None;
    let mut places = Vec::with_capacity(stops.len());
    let mut stops = stops.iter().peekable();
    for (index, line) in lines.iter().enumerate() {
        while stops
            .next_if(|(page, is_above)| *page < line.page || (*is_above && *page == line.page))
            .is_some()
        {
            places.push(done.len() + usize::from(open.is_some()));
        }
        let is_row = tables[index];
        let begins_note = is_note(line, &usual, heights);
        let in_note = open_note
            .as_ref()
            .is_some_and(|note| is_below(&note.last, line) && line.size <= SMALLER * usual.size);
        let (target, into) = if begins_note || in_note {
            (&mut open_note, &mut notes)
        } else {
            (&mut open, &mut done)
        };
        let goes_on = target.as_ref().is_some_and(|open| {
            !open.is_row && !is_row && !begins_note && goes_on(open, line, &usual)
        });
        if goes_on && let Some(open) = target {
            join(&mut open.laid.words, &line.words, &known);
            open.last = line.clone();
            open.lines += 1;
            open.all_bold &= line.is_bold;
            continue;
        }
        if let Some(open) = target.take() {
            into.extend(closed(open, &usual));
        }
        *target = Some(begun(line, is_row, begins_note, &usual));
    }
    done.extend(open.and_then(|open| closed(open, &usual)));
    notes.extend(open_note.and_then(|open| closed(open, &usual)));
    places.extend(stops.map(|_| done.len()));
    done.extend(notes);
    (done, places)
}

fn begun(line: &Line, is_row: bool, is_note: bool, usual: &Usual) -> Open {
    let sign = sign(line.words.text());
    let (words, is_item) = match sign {
        _ if is_row => {
            let mut words = Words::default();
            for (index, (_, _, cell)) in line.cells.iter().enumerate() {
                if index > 0 {
                    words.trim();
                    words.push("\t", None);
                }
                words.append(cell);
            }
            (words, false)
        }
        Sign::Bullet(length) => (line.words.without_start(length), true),
        // A numbered heading is a heading.
        Sign::Number => (
            line.words.clone(),
            line.size < TALLER * usual.size && !line.is_bold,
        ),
        Sign::None => (line.words.clone(), false),
    };
    Open {
        laid: Laid {
            kind: BlockKind::Paragraph,
            words,
            size: line.size,
            page: line.page,
            is_note,
        },
        last: line.clone(),
        first: line.clone(),
        lines: 1,
        all_bold: line.is_bold,
        is_item,
        is_row,
    }
}

/// Whether a line goes on with the block before it.
fn goes_on(open: &Open, line: &Line, usual: &Usual) -> bool {
    let last = &open.last;
    let text = line.words.text();
    let is_tall = last.size >= TALLER * usual.size;
    if !same(last.size, line.size) && (line.letters > 3 || last.size / line.size > 1.2) {
        return false;
    }
    if last.is_bold != line.is_bold && !usual.is_bold && (open.all_bold || line.is_bold) {
        // A bold line amid a paragraph is part of it; a bold line before one is its heading.
        let is_within = !open.all_bold && line.is_bold && !ends(last) && !starts_upper(text);
        let is_run_in = open.all_bold
            && !line.is_bold
            && open.lines == 1
            && is_full(last)
            && !starts_upper(text);
        if !is_within && !is_run_in {
            return false;
        }
    }
    let sign = sign(text);
    if matches!(sign, Sign::Bullet(_)) {
        return false;
    }
    if !is_below(last, line) {
        return goes_on_elsewhere(open, line, usual, sign);
    }
    let gap = line.base - last.base;
    let leading = usual.leading * (last.size.max(line.size) / usual.size).max(1.0);
    if gap > 1.28 * leading {
        return false;
    }
    if is_tall {
        return true;
    }
    if sign == Sign::Number && (open.is_item || ends(last)) {
        return false;
    }
    if open.is_item {
        // An item’s further lines stand below its words, or below its sign.
        return line.left > open.first.left - 0.5 * line.size
            && !(would_fit(last, line) && ends(last));
    }
    if is_indented(line)
        && !is_indented(last)
        && line.left > last.left + 0.7 * line.size
        && !is_centred(line)
    {
        return false;
    }
    // A hanging indent: the first line stands out.
    let hangs = open.lines > 1
        && line.left < last.left - 0.7 * line.size
        && !is_indented(&open.first)
        && is_indented(last);
    !hangs && !would_fit(last, line)
}

/// Whether a line at the top of a column or page goes on with the block at the foot of the one before.
fn goes_on_elsewhere(open: &Open, line: &Line, usual: &Usual, sign: Sign) -> bool {
    let last = &open.last;
    let text = line.words.text();
    if last.page == line.page && last.column == line.column {
        // Above the line before: another stretch of the same column.
        return false;
    }
    if last.size >= TALLER * usual.size || sign == Sign::Number {
        return false;
    }
    if !ends(last) {
        return !starts_upper(text) || is_full(last);
    }
    // Where a sentence ends at the foot, only the form tells; a paragraph that has just begun elsewhere is indented.
    is_full(last) && usual.has_indents && !is_indented(line) && !open.is_item
}

/// Whether a line’s words end a sentence or part of one.
fn ends(line: &Line) -> bool {
    let text = line
        .words
        .text()
        .trim_end_matches(['”', '"', '’', '\'', ')', ']']);
    text.ends_with(['.', '!', '?', ':', '…'])
}

fn starts_upper(text: &str) -> bool {
    text.chars()
        .find(|letter| letter.is_alphanumeric())
        .is_some_and(|letter| !letter.is_lowercase())
}

fn is_full(line: &Line) -> bool {
    line.right > line.column_right - 0.12 * (line.column_right - line.column_left)
}

/// Whether a line stands in the middle of its column.
fn is_centred(line: &Line) -> bool {
    let (before, after) = (line.left - line.column_left, line.column_right - line.right);
    before > line.size && (before - after).abs() < 0.3 * before.max(after)
}

/// Whether a line’s first word would have fitted into the line before: then that was ended on purpose.
fn would_fit(last: &Line, line: &Line) -> bool {
    let text = line.words.text();
    // In the middle of a sentence it was ended for another reason.
    if !ends(last)
        && (!starts_upper(text) || last.words.text().ends_with(['-', '\u{2010}', '\u{ad}']))
    {
        return false;
    }
    let first = text.split(' ').next().unwrap_or_default().chars().count();
    let letters = text.chars().count().max(1);
    let width = (line.right - line.left) / super::order::number(letters);
    let room = last.column_right - last.right;
    let is_wide = last.column_right - last.column_left > 12.0 * last.size;
    is_wide && room > width * super::order::number(first + 1) + 1.2 * line.size
}

/// Whether a line begins a note at the foot of a page: small, low, and with a number or sign.
fn is_note(line: &Line, usual: &Usual, heights: &[f64]) -> bool {
    let height = heights.get(line.page).copied().unwrap_or(f64::MAX);
    let text = line.words.text();
    let digits = text.len()
        - text
            .trim_start_matches(|letter: char| letter.is_ascii_digit())
            .len();
    let is_signed = (1..=3).contains(&digits) || text.starts_with(['*', '†', '‡', '§']);
    line.size <= SMALLER * usual.size
        && line.base > NOTE_SHARE * height
        && is_signed
        && text.len() > 6
}

/// The kind of a finished block; nothing if there is nothing in it.
fn closed(open: Open, usual: &Usual) -> Option<Laid> {
    let mut laid = open.laid;
    laid.words.trim();
    if laid.words.is_empty() {
        return None;
    }
    let text = laid.words.text();
    let is_short = text.chars().count() <= LONGEST_HEADING && open.lines <= 5;
    let has_letters = text.chars().filter(|letter| letter.is_alphabetic()).count() >= 2;
    let is_tall = laid.size >= TALLER * usual.size;
    let is_set_off = open.all_bold
        && !usual.is_bold
        && laid.size >= 0.95 * usual.size
        && open.lines <= 3
        && !text.ends_with(['.', ',', ';']);
    laid.kind = if open.is_row {
        BlockKind::Row
    } else if is_short && has_letters && !laid.is_note && (is_tall || is_set_off) {
        BlockKind::Subhead
    } else if open.is_item {
        BlockKind::Item
    } else {
        BlockKind::Paragraph
    };
    Some(laid)
}

/// Which lines are rows of tables: those with several cells that stand below others’.
fn table_rows(lines: &[Line]) -> Vec<bool> {
    let mut rows = vec![false; lines.len()];
    for (index, pair) in lines.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        let near = is_below(one, other) && other.base - one.base < 3.0 * one.size.max(other.size);
        let aligned = one.cells.iter().skip(1).any(|(left, right, _)| {
            other
                .cells
                .iter()
                .skip(1)
                .any(|(other_left, other_right, _)| {
                    (left - other_left).abs() < 3.0 || (right - other_right).abs() < 3.0
                })
        });
        // A sign before an item, or a number before a heading, is no cell.
        let is_list = [one, other]
            .iter()
            .any(|line| line.cells.len() == 2 && line.cells[0].2.text().chars().count() <= 4);
        if near && aligned && !is_list {
            rows[index] = true;
            rows[index + 1] = true;
        }
    }
    rows
}

/// The words of the text, and those with hyphens, that stand within lines.
fn known_words(lines: &[Line]) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for line in lines {
        let words: Vec<&str> = line.words.text().split(' ').collect();
        for word in words.iter().take(words.len().saturating_sub(1)) {
            known.insert(bare(word));
        }
    }
    known
}

fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase()
}

/// Adds a line behind the line before it; a word that was parted by a hyphen is joined.
fn join(words: &mut Words, line: &Words, known: &BTreeSet<String>) {
    words.trim();
    let text = words.text();
    let rest = line.text();
    let is_soft = text.ends_with('\u{ad}');
    let before = text.trim_end_matches(['-', '\u{2010}', '\u{ad}']);
    let hyphens = text.len() - before.len();
    let head = before.rsplit(' ').next().unwrap_or_default();
    let tail = rest.split(' ').next().unwrap_or_default();
    let is_word = head.ends_with(char::is_alphanumeric);
    if hyphens > 0 && is_word {
        let next = rest.chars().next().unwrap_or_default();
        let keeps = !is_soft && {
            let joined = bare(&format!("{head}{tail}"));
            let parted = bare(&format!("{head}-{tail}"));
            let often = [
                "self", "non", "ex", "well", "half", "all", "cross", "anti", "so", "co", "post",
                "pre",
            ];
            !next.is_lowercase()
                || (known.contains(&parted) && !known.contains(&joined))
                || (!known.contains(&joined) && often.contains(&bare(head).as_str()))
        };
        // A hyphen before “and” or “or” hangs, as in “pre- and post-war”.
        if ["and", "or", "to", "und"].contains(&tail) && !is_soft {
            words.space();
        } else if !keeps {
            words.pop();
        }
    } else if rest.starts_with(' ') || !(text.ends_with(['—', '/']) || is_run_on(text, rest)) {
        words.space();
    }
    words.append(line);
}

/// Whether two lines are of a script whose words stand without spaces, as Chinese and Japanese are written.
fn is_run_on(line: &str, next: &str) -> bool {
    let is_unspaced = |letter: Option<char>| {
        matches!(
            letter,
            // Radicals, signs, kana; ideographs; their forms for compatibility; wide forms.
            Some(
                '\u{2e80}'..='\u{30ff}'
                | '\u{31c0}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{ff01}'..='\u{ff9f}'
                | '\u{20000}'..='\u{3ffff}',
            )
        )
    };
    is_unspaced(line.chars().next_back()) && is_unspaced(next.chars().next())
}
