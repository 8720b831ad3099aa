//! What the sequence model looks at in a token and around it.

use crate::model::{Model, PhraseKinds, PhraseTable, WordClasses};
use crate::text::{Case, Token, TokenKind, phrase_step};

/// What the document as a whole shows of a word, gathered before names are looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// It stands in small letters somewhere.
    pub lower: bool,
    /// It stands capitalised somewhere inside a sentence.
    pub inside: bool,
}

/// A token as the features see it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Hash of the word in lower case.
    pub hash: u32,
    /// Its classes.
    pub classes: WordClasses,
    /// What its characters look like; see `shape` below.
    pub shape: u8,
    /// What the lists know a phrase as that begins here.
    pub begins: PhraseKinds,
    /// What the lists know a phrase as that goes on here.
    pub goes_on: PhraseKinds,
    /// How the document uses it.
    pub usage: Usage,
}

/// The looks of one sentence's tokens.
pub fn looks(
    tokens: &[Token],
    text: &str,
    model: &Model,
    usage: impl Fn(u32) -> Usage,
    looks: &mut Vec<Look>,
) {
    looks.clear();
    looks.extend(tokens.iter().map(|token| Look {
        hash: token.hash,
        classes: model.words.classes(token.hash),
        shape: shape(*token, text),
        usage: if token.is_capitalised() {
            usage(token.hash)
        } else {
            Usage::default()
        },
        ..Look::default()
    }));
    for start in 0..tokens.len() {
        if !tokens[start].is_capitalised() && tokens[start].case != Case::Mixed {
            continue;
        }
        let mut phrase = 0;
        let (mut longest, mut kinds) = (0, PhraseKinds::default());
        let end = tokens.len().min(start + PhraseTable::LONGEST);
        for (length, token) in tokens[start..end].iter().enumerate() {
            phrase = phrase_step(phrase, token.hash);
            let found = model.phrases.kinds(phrase);
            if !found.is_empty() {
                (longest, kinds) = (length + 1, found);
            }
        }
        if longest > 0 {
            looks[start].begins = looks[start].begins | kinds;
            for look in &mut looks[start + 1..start + longest] {
                look.goes_on = look.goes_on | kinds;
            }
        }
    }
}

/// What a token looks like, as one of some thirty shapes.
fn shape(token: Token, text: &str) -> u8 {
    let word = token.span.of(text);
    let letters = word.chars().take(12).count();
    match token.kind {
        TokenKind::Word => {
            let dotted = u8::from(word.contains('.'));
            match token.case {
                Case::None => 1,
                Case::Lower => 2 + dotted,
                Case::Capitalised if letters <= 2 => 4 + dotted,
                Case::Capitalised => 6 + dotted,
                Case::Upper => {
                    8 + dotted * 4
                        + if letters <= 2 {
                            0
                        } else if letters <= 4 {
                            1
                        } else if letters <= 6 {
                            2
                        } else {
                            3
                        }
                }
                Case::Mixed => 16 + u8::from(word.starts_with(|first: char| first.is_uppercase())),
            }
        }
        TokenKind::Number => match (letters, word.bytes().all(|byte| byte.is_ascii_digit())) {
            (4, true) => 18,
            (1 | 2, true) => 19,
            (_, true) => 20,
            _ => 21,
        },
        TokenKind::Clitic => 22,
        TokenKind::Mark => match word {
            "," => 23,
            "." | "!" | "?" | ";" | ":" => 24,
            "(" | "[" => 25,
            ")" | "]" => 26,
            "-" | "‑" | "‐" => 27,
            "\"" | "“" | "”" | "‘" | "’" | "'" => 28,
            _ => 29,
        },
    }
}

/// Mixes a template's number and values to a feature's hash.
#[derive(Debug, Clone, Copy)]
pub struct Mix(u32);

impl Mix {
    /// Begins a feature of template `template`.
    #[must_use]
    pub fn of(template: u32) -> Self {
        Self(template.wrapping_mul(0x85eb_ca6b) ^ 0x27d4_eb2f)
    }

    /// Adds a value.
    #[must_use]
    pub fn with(self, value: u32) -> Self {
        let mixed = (self.0.rotate_left(13) ^ value).wrapping_mul(0xcc9e_2d51);
        Self(mixed ^ (mixed >> 15))
    }

    /// The feature's hash; its upper bits are well mixed.
    #[must_use]
    pub fn finish(self) -> u32 {
        let mixed = (self.0 ^ (self.0 >> 13)).wrapping_mul(0xc2b2_ae35);
        mixed ^ (mixed << 16)
    }
}

/// Calls `emit` with every feature of the token `at` of a stretch `from..to` that may hold names.
///
/// `looks` are those of the whole sentence.
pub fn features(
    tokens: &[Token],
    text: &str,
    looks: &[Look],
    range: &std::ops::Range<usize>,
    at: usize,
    mut emit: impl FnMut(u32),
) {
    let outside = Look {
        shape: 31,
        ..Look::default()
    };
    let look = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| looks.get(at))
            .unwrap_or(&outside)
    };
    let (this, before, after) = (look(0), look(-1), look(1));
    let (before2, after2) = (look(-2), look(2));
    let mut template = 0;
    let mut put = |values: &[u32]| {
        template += 1;
        emit(
            values
                .iter()
                .fold(Mix::of(template), |mix, value| mix.with(*value))
                .finish(),
        );
    };
    let shape = |look: &Look| u32::from(look.shape);
    let fine = |look: &Look| u32::from(look.classes.fine);
    let coarse = |look: &Look| u32::from(look.classes.coarse);

    // Words around.
    put(&[this.hash]);
    put(&[before.hash]);
    put(&[after.hash]);
    put(&[before2.hash]);
    put(&[after2.hash]);
    put(&[before.hash, this.hash]);
    put(&[this.hash, after.hash]);
    // Shapes.
    put(&[shape(this)]);
    put(&[shape(before), shape(this)]);
    put(&[shape(this), shape(after)]);
    put(&[shape(before), shape(this), shape(after)]);
    // Classes.
    put(&[fine(this)]);
    put(&[coarse(this), shape(this)]);
    put(&[coarse(before), coarse(this)]);
    put(&[coarse(this), coarse(after)]);
    put(&[coarse(before), coarse(this), coarse(after)]);
    put(&[fine(before)]);
    put(&[fine(after)]);
    put(&[coarse(before2)]);
    put(&[coarse(after2)]);
    put(&[coarse(before2), coarse(before)]);
    put(&[coarse(after), coarse(after2)]);
    // Beginnings and endings.
    let word = tokens[at].span.of(text);
    for affix in affixes(word) {
        put(&[affix]);
    }
    // Lists.
    let (begins, goes_on) = (u32::from(this.begins.0), u32::from(this.goes_on.0));
    put(&[begins, goes_on]);
    put(&[begins, goes_on, u32::from(after.goes_on.0), shape(this)]);
    put(&[
        u32::from(before.begins.0 | before.goes_on.0),
        begins | goes_on,
    ]);
    put(&[
        begins | goes_on,
        u32::from(after.begins.0 | after.goes_on.0),
    ]);
    for bit in 0..8 {
        put(&[begins >> bit & 1, goes_on >> bit & 1]);
    }
    // Case against the sentence and the document.
    let initial = u32::from(is_initial(tokens, text, at));
    let usage = u32::from(this.usage.lower) | u32::from(this.usage.inside) << 1;
    put(&[initial, shape(this), usage]);
    put(&[initial, this.hash]);
    put(&[usage, fine(this)]);
    put(&[initial, coarse(this), coarse(after)]);
    // The run of capitalised words as a whole: its first and last word, its length, and what stands around it.
    let run = run(tokens, range, at);
    let (head, tail) = (&looks[run.start], &looks[run.end - 1]);
    let outer = |at: Option<usize>| at.and_then(|at| looks.get(at)).unwrap_or(&outside);
    let (left, right) = (outer(run.start.checked_sub(1)), outer(Some(run.end)));
    let length = u32::try_from(run.len().min(5)).unwrap_or_default();
    let place = u32::try_from((at - run.start).min(3)).unwrap_or_default();
    put(&[length, place]);
    put(&[tail.hash]);
    put(&[fine(tail), place]);
    put(&[head.hash]);
    put(&[fine(head)]);
    put(&[left.hash, length]);
    put(&[fine(left)]);
    put(&[right.hash, length]);
    put(&[fine(right)]);
    put(&[coarse(left), coarse(right)]);
    put(&[u32::from(head.begins.0), length]);
    put(&[
        u32::from(tail.begins.0 | tail.goes_on.0),
        length,
        u32::from(at + 1 == run.end),
    ]);
    let right2 = outer(Some(run.end + 1));
    put(&[coarse(right), coarse(right2)]);
    let left2 = outer(run.start.checked_sub(2));
    put(&[coarse(left2), coarse(left)]);
    put(&[left2.hash, left.hash]);
    put(&[right.hash, right2.hash]);
}

/// Hashes of a word's first and last two, three and four letters.
fn affixes(word: &str) -> [u32; 6] {
    let mut found = [0; 6];
    for (size, slot) in [2, 3, 4].into_iter().zip([0, 1, 2]) {
        found[slot] = word
            .char_indices()
            .nth(size)
            .map_or(0, |(end, _)| crate::text::word_hash(&word[..end]));
        found[slot + 3] = word
            .char_indices()
            .nth_back(size - 1)
            .map_or(0, |(start, _)| crate::text::word_hash(&word[start..]));
    }
    found
}

/// Whether a token stands where any word would be capitalised: first of the sentence, or after an opening quotation mark or colon.
pub(super) fn is_initial(tokens: &[Token], text: &str, at: usize) -> bool {
    at == 0
        || (tokens[at - 1].kind == TokenKind::Mark
            && (at == 1
                || matches!(
                    tokens[at - 1].span.of(text),
                    "“" | "\"" | "‘" | ":" | "*" | "•" | "--" | "—"
                )))
}

/// The run of words without small letters around `at`, within the stretch.
fn run(tokens: &[Token], range: &std::ops::Range<usize>, at: usize) -> std::ops::Range<usize> {
    let belongs = |at: usize| {
        tokens[at].kind == TokenKind::Word && tokens[at].case != Case::Lower
            || (tokens[at].kind == TokenKind::Mark
                && tokens[at].glued
                && tokens[at].span.len() == 1)
    };
    let (mut start, mut end) = (at, at + 1);
    while start > range.start && belongs(start - 1) && at - start < 8 {
        start -= 1;
    }
    while end < range.end && belongs(end) && end - at < 8 {
        end += 1;
    }
    start..end
}
