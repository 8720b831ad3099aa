//! A text's words, numbers and marks, each with what the later steps ask of it again and again.

use std::ops::Range;

use super::Span;

/// What kind of thing a [`Token`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with the apostrophes, dots and ampersands that belong to them: *O’Brien*, *U.S.*, *AT&T*.
    Word,
    /// Digits and what stands among or right after them: *1,000*, *3.5*, *1990s*, *12:30*.
    Number,
    /// A possessive or shortened ending of the word before: *’s*.
    Clitic,
    /// A stop, quotation mark, bracket, dash or any other character.
    Mark,
}

/// How the letters of a [`Token`] are cased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// No letter that has a case.
    None,
    /// All small: *bank*.
    Lower,
    /// The first is a capital, the others are small: *Bank*.
    Capitalised,
    /// All capitals, at least two: *NATO*, *U.S.*; a single capital is [`Case::Capitalised`].
    Upper,
    /// Anything else: *iPhone*, *eBay*.
    Mixed,
}

/// A word, number or mark of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// [`word_hash`] of its characters in lower case.
    pub hash: u32,
    /// What it is.
    pub kind: TokenKind,
    /// How it is cased.
    pub case: Case,
    /// Whether it follows the token before without white space.
    pub glued: bool,
}

impl Token {
    /// Whether it begins with a capital letter.
    #[must_use]
    pub fn is_capitalised(self) -> bool {
        matches!(self.case, Case::Capitalised | Case::Upper)
    }
}

/// Where the tokens of a range, of which there is at least one, stand in their text.
#[must_use]
pub fn span_of(tokens: &[Token], range: &Range<usize>) -> Span {
    Span::new(
        tokens[range.start].span.start,
        tokens[range.end - 1].span.end,
    )
}

/// A hash of a word's characters in lower case; equal on every machine.
///
/// The step is that of `rustc-hash` (multiply and rotate), with the high half of the product as result.
///
/// ```
/// use sidelight::text::word_hash;
///
/// assert_eq!(word_hash("Bank"), word_hash("bank"));
/// assert_ne!(word_hash("bank"), word_hash("banks"));
/// ```
#[must_use]
pub fn word_hash(word: &str) -> u32 {
    let mut state = HASH_SEED;
    for character in word.chars() {
        state = hash_step(state, character);
    }
    finish(state)
}

const HASH_SEED: u64 = 0x243f_6a88_85a3_08d3;
const HASH_FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

fn hash_step(state: u64, character: char) -> u64 {
    let add =
        |state: u64, code: u32| (state.rotate_left(5) ^ u64::from(code)).wrapping_mul(HASH_FACTOR);
    if character.is_ascii() {
        add(state, u32::from(character.to_ascii_lowercase()))
    } else if character == '’' {
        // Curly and straight apostrophes spell the same word.
        add(state, u32::from('\''))
    } else {
        character
            .to_lowercase()
            .fold(state, |state, lower| add(state, u32::from(lower)))
    }
}

fn finish(state: u64) -> u32 {
    u32::try_from(state >> 32).unwrap_or_default()
}

/// Cuts `text`, which begins at byte `offset` of its document, into tokens and appends them to `tokens`.
///
/// Every character that is seen lies in exactly one token; white space, controls, joiners and marks of direction lie in none. A hyphen
/// is a token of its own, so that *U.S.-led* and *al-Qaeda* are three each; so is a possessive *’s*. The time is linear in
/// the text's length, whatever it holds.
///
/// ```
/// use sidelight::text::{Span, tokenise};
///
/// let text = "Mr. Sato’s U.S.-led talks cost $3.5bn.";
/// let mut tokens = Vec::new();
/// tokenise(text, 0, &mut tokens);
/// let words: Vec<_> = tokens.iter().map(|token| token.span.of(text)).collect();
/// assert_eq!(words, ["Mr.", "Sato", "’s", "U.S.", "-", "led", "talks", "cost", "$", "3.5bn", "."]);
/// ```
pub fn tokenise(text: &str, offset: usize, tokens: &mut Vec<Token>) {
    let mut reader = Reader { text, at: 0 };
    let mut glued = false;
    while let Some(first) = reader.peek() {
        let start = reader.at;
        match class(first) {
            Class::Space => {
                reader.bump(first);
                glued = false;
                continue;
            }
            Class::Letter => reader.word(),
            Class::Digit => reader.number(),
            Class::Mark => {
                if is_apostrophe(first) && glued && reader.clitic() {
                    // The ending was read.
                } else {
                    reader.mark(first);
                }
            }
        }
        let span = Span::new(start, reader.at);
        let kind = match class(first) {
            Class::Letter => TokenKind::Word,
            Class::Digit => TokenKind::Number,
            _ if is_apostrophe(first) && span.len() > first.len_utf8() => TokenKind::Clitic,
            _ => TokenKind::Mark,
        };
        let (hash, case) = look(span.of(text));
        let span = Span::new(span.start + offset, span.end + offset);
        tokens.push(Token {
            span,
            hash,
            kind,
            case,
            glued,
        });
        glued = true;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Mark,
}

#[allow(
    clippy::match_same_arms,
    reason = "the arms stand in the order of how often they are met, and one a block of Unicode"
)]
fn class(character: char) -> Class {
    match character {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '\0'..=' ' | '\x7f'..='\u{a0}' => Class::Space,
        '!'..='~' => Class::Mark,
        // Invisible joiners, marks of direction and separators part words as a space does.
        '\u{2000}'..='\u{200f}'
        | '\u{2028}'..='\u{202f}'
        | '\u{205f}'..='\u{206f}'
        | '\u{3000}'
        | '\u{feff}' => Class::Space,
        '\u{ad}' | 'ª' | 'º' | 'µ' => Class::Letter,
        '\u{a1}'..='\u{bf}' | '×' | '÷' | '\u{2010}'..='\u{205e}' | '\u{2070}'..='\u{209f}' => {
            Class::Mark
        }
        '\u{20a0}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}' => Class::Mark,
        '\u{3001}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{30fb}'
        | '\u{fe10}'..='\u{fe1f}'
        | '\u{fe30}'..='\u{fe6f}' => Class::Mark,
        '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}' => Class::Mark,
        '\u{1f000}'..='\u{1faff}' | '\u{e000}'..='\u{f8ff}' => Class::Mark,
        other if other.is_whitespace() || other.is_control() => Class::Space,
        other if other.is_numeric() => Class::Digit,
        // Letters of all scripts, and the marks that combine with them.
        _ => Class::Letter,
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// Titles and other short words that are written with a stop of their own.
const ABBREVIATIONS: [&str; 62] = [
    "adj", "adm", "apr", "assn", "asst", "aug", "ave", "bros", "brig", "capt", "cdr", "cmdr", "co",
    "col", "corp", "cpl", "dec", "dept", "det", "dr", "esq", "est", "feb", "fr", "gen", "gov",
    "hon", "inc", "jan", "jr", "lt", "ltd", "maj", "messrs", "mr", "mrs", "ms", "mt", "no", "nos",
    "nov", "oct", "ph", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sept", "sep", "sgt",
    "spc", "sr", "st", "ste", "supt", "univ", "viz", "vs", "etc",
];

fn is_abbreviation(word: &str) -> bool {
    // *no* and *co* are words as well; only their capitalised forms are taken for abbreviations.
    word.len() <= 6
        && ABBREVIATIONS
            .iter()
            .any(|short| short.eq_ignore_ascii_case(word))
        && (word.starts_with(|first: char| first.is_uppercase())
            || matches!(word, "vs" | "etc" | "viz" | "est"))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn after(&self, bytes: usize) -> Option<char> {
        self.text
            .get(self.at + bytes..)
            .and_then(|rest| rest.chars().next())
    }

    fn bump(&mut self, character: char) {
        self.at += character.len_utf8();
    }

    /// Reads letters, and the marks inside a word that belong to it.
    fn word(&mut self) {
        let start = self.at;
        let mut segment = self.at;
        while let Some(character) = self.peek() {
            let size = character.len_utf8();
            match class(character) {
                Class::Letter | Class::Digit => self.at += size,
                Class::Mark => {
                    let Some(next) = self
                        .after(size)
                        .filter(|next| class(*next) == Class::Letter)
                    else {
                        break;
                    };
                    let inside = match character {
                        '\'' | '’' => !self.ends_with_clitic(size),
                        // *U.S*, *example.org*, but not a missing space as in *end.Next*.
                        '.' => letters(&self.text[segment..self.at]) == 1 || next.is_lowercase(),
                        '&' => next.is_uppercase() && self.at - start <= 3,
                        _ => false,
                    };
                    if !inside {
                        break;
                    }
                    self.at += size;
                    segment = self.at;
                }
                Class::Space => break,
            }
        }
        self.closing_stop(start, segment);
    }

    /// Takes a stop into the word where it belongs to an abbreviation or an initial.
    fn closing_stop(&mut self, start: usize, segment: usize) {
        if self.peek() != Some('.') || self.after(1) == Some('.') {
            return;
        }
        let word = &self.text[start..self.at];
        let dotted = segment > start && letters(&self.text[segment..self.at]) == 1;
        let initial = letters(word) == 1 && word.starts_with(|first: char| first.is_uppercase());
        if matches!(word, "No" | "Nos") && !self.digit_follows() {
            return;
        }
        if dotted || initial || is_abbreviation(word) || (segment > start && word == "Ph.D") {
            self.at += 1;
        }
    }

    /// Whether a number stands after the stop at the reader's place: *No. 10*.
    fn digit_follows(&self) -> bool {
        self.text[self.at + 1..]
            .trim_start_matches(' ')
            .starts_with(|next: char| next.is_ascii_digit())
    }

    /// Whether what stands `skip` bytes on is an *s* that ends its word.
    fn ends_with_clitic(&self, skip: usize) -> bool {
        let mut rest = self.text[self.at + skip..].chars();
        matches!(rest.next(), Some('s' | 'S'))
            && rest
                .next()
                .is_none_or(|next| !matches!(class(next), Class::Letter | Class::Digit))
    }

    /// Reads *’s* where it stands at the reader's place.
    fn clitic(&mut self) -> bool {
        let apostrophe = self.peek().map_or(0, char::len_utf8);
        let found = self.ends_with_clitic(apostrophe);
        if found {
            self.at += apostrophe + 1;
        }
        found
    }

    fn number(&mut self) {
        while let Some(character) = self.peek() {
            let size = character.len_utf8();
            match class(character) {
                Class::Digit | Class::Letter => self.at += size,
                _ if matches!(character, '.' | ',' | ':' | '/')
                    && self
                        .after(size)
                        .is_some_and(|next| class(next) == Class::Digit) =>
                {
                    self.at += size;
                }
                _ => break,
            }
        }
    }

    /// Reads one mark; dots and hyphens in a row are one.
    fn mark(&mut self, first: char) {
        self.bump(first);
        if matches!(first, '.' | '-') {
            while self.peek() == Some(first) {
                self.bump(first);
            }
        }
    }
}

/// The number of letters, counted no further than two.
fn letters(word: &str) -> usize {
    word.chars().take(2).count()
}

/// The hash and the case of a token's characters.
fn look(word: &str) -> (u32, Case) {
    let mut state = HASH_SEED;
    let (mut upper, mut lower, mut first_is_upper) = (0_usize, 0_usize, false);
    for character in word.chars() {
        state = hash_step(state, character);
        if character.is_uppercase() {
            first_is_upper |= upper + lower == 0;
            upper += 1;
        } else if character.is_lowercase() {
            lower += 1;
        }
    }
    let case = match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, _) if first_is_upper => Case::Capitalised,
        (_, 0) => Case::Upper,
        _ => Case::Mixed,
    };
    (finish(state), case)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenise(text, 0, &mut tokens);
        let words: Vec<_> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_keep_the_marks_that_belong_to_them() {
        check(
            "O’Brien of AT&T met J. K. Rowling",
            &["O’Brien", "of", "AT&T", "met", "J.", "K.", "Rowling"],
        );
        check(
            "Côte d'Ivoire's U.N. envoy",
            &["Côte", "d'Ivoire", "'s", "U.N.", "envoy"],
        );
        check("Kassym-Jomart", &["Kassym", "-", "Jomart"]);
        check(
            "Gen. Saïd of example.org",
            &["Gen.", "Saïd", "of", "example.org"],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn numbers_keep_their_points_and_endings() {
        check(
            "In the 1990s, 1,000.5 at 12:30.",
            &["In", "the", "1990s", ",", "1,000.5", "at", "12:30", "."],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn marks_stand_alone_but_dots_and_dashes_run_together() {
        check(
            "“No…” -- he said... ‘why?’",
            &[
                "“", "No", "…", "”", "--", "he", "said", "...", "‘", "why", "?", "’",
            ],
        );
        check("the end.Next", &["the", "end", ".", "Next"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn other_scripts_are_words_with_their_marks() {
        check(
            "नरेन्द्र मोदी, 習近平。",
            &["नरेन्द्र", "मोदी", ",", "習近平", "。"],
        );
        check("a\u{202e}b\0c", &["a", "b", "c"]);
    }

    #[track_caller]
    fn check_case(word: &str, case: Case) {
        assert_eq!(look(word).1, case, "{word}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn cases() {
        check_case("bank", Case::Lower);
        check_case("Émile", Case::Capitalised);
        check_case("A", Case::Capitalised);
        check_case("U.S.", Case::Upper);
        check_case("iPhone", Case::Mixed);
        check_case("習近平", Case::None);
    }
}
