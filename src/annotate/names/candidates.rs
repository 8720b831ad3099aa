//! Which stretches of a sentence can hold names at all.

use std::ops::Range;

use crate::text::{Case, Token, TokenKind};

/// The stretches of `tokens`, one sentence's in `text`, that can hold names, in order and apart from each other.
///
/// A stretch begins and ends with a capitalised word or one of a script without cases, and holds between such words only
/// what names have inside: hyphens, ampersands, possessive endings, numbers, small words such as *of* or *bin*. So the model need not look at
/// four fifths of a text. What is left out for good are names in small letters.
#[must_use]
pub fn candidates(tokens: &[Token], text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !can_name(tokens[at]) {
            at += 1;
            continue;
        }
        let floor = ranges.last().map_or(0, |range| range.end);
        let start = backward(tokens, text, at, floor);
        let mut end = at + 1;
        let mut next = end;
        while next < tokens.len() && next - end <= MOST_JOINERS {
            if can_name(tokens[next]) {
                end = next + 1;
            } else if tokens[next].kind == TokenKind::Number {
                // A number belongs to a name only as its next word: *Apollo 11*.
                if next != end {
                    break;
                }
                end = next + 1;
            } else if !joins(tokens[next], text) {
                break;
            }
            next += 1;
        }
        // *Al-jazeera*: what hangs on a name by a hyphen is looked at with it.
        if end + 1 < tokens.len()
            && is_hyphen(tokens[end], text)
            && tokens[end].glued
            && tokens[end + 1].glued
        {
            end += 2;
        }
        ranges.push(start..end);
        at = end;
    }
    ranges
}

const MOST_JOINERS: usize = 3;

fn can_name(token: Token) -> bool {
    token.kind == TokenKind::Word && token.case != Case::Lower
}

fn is_hyphen(token: Token, text: &str) -> bool {
    matches!(token.span.of(text), "-" | "‑" | "‐")
}

fn joins(token: Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Clitic => true,
        TokenKind::Mark => matches!(
            token.span.of(text),
            "-" | "‑" | "‐" | "&" | "'" | "’" | "/" | "."
        ),
        TokenKind::Number => false,
        TokenKind::Word => matches!(
            token.span.of(text),
            "of" | "the"
                | "and"
                | "for"
                | "de"
                | "del"
                | "la"
                | "las"
                | "los"
                | "el"
                | "du"
                | "des"
                | "da"
                | "do"
                | "dos"
                | "das"
                | "di"
                | "van"
                | "von"
                | "der"
                | "den"
                | "ter"
                | "zu"
                | "y"
                | "e"
                | "al"
                | "el-"
                | "ul"
                | "ur"
                | "bin"
                | "ibn"
                | "bint"
                | "ben"
                | "ould"
                | "wa"
                | "in"
                | "on"
                | "to"
                | "a"
                | "at"
                | "against"
                | "et"
                | "le"
        ),
    }
}

/// Where the stretch begins whose first capitalised word is `at`: particles before it belong to it, as in *al-Qaeda* or *de Gaulle*.
fn backward(tokens: &[Token], text: &str, at: usize, floor: usize) -> usize {
    let mut start = at;
    while start > floor {
        let before = tokens[start - 1];
        let particle = matches!(
            before.span.of(text),
            "al" | "el"
                | "ul"
                | "as"
                | "ad"
                | "an"
                | "ar"
                | "de"
                | "von"
                | "van"
                | "bin"
                | "ibn"
                | "la"
                | "le"
                | "der"
                | "den"
                | "di"
                | "du"
                | "dos"
                | "da"
                | "d"
                | "e"
                | "i"
        );
        let hyphened =
            is_hyphen(before, text) && tokens[start].glued && before.glued && start - 1 > floor;
        if hyphened
            && tokens[start - 2].kind == TokenKind::Word
            && tokens[start - 2].span.len() <= 10
        {
            start -= 2;
        } else if particle
            && before.kind == TokenKind::Word
            && !matches!(
                before.span.of(text),
                "as" | "an" | "ad" | "ar" | "d" | "e" | "i"
            )
        {
            start -= 1;
        } else {
            break;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenise(text, 0, &mut tokens);
        let found: Vec<_> = candidates(&tokens, text)
            .into_iter()
            .map(|range| &text[tokens[range.start].span.start..tokens[range.end - 1].span.end])
            .collect();
        assert_eq!(found, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_are_looked_for_where_capitals_are() {
        check("talks with the Bank of England ended", &["Bank of England"]);
        check(
            "leaders of al-Qaeda and of the Apollo 11 crew met",
            &["al-Qaeda and of the Apollo 11"],
        );
        check("nothing here at all", &[]);
        check(
            "the pro-Kremlin daily asked Charles de Gaulle’s aide",
            &["pro-Kremlin", "Charles de Gaulle"],
        );
    }
}
