//! Where the sentences of a text begin and end.

use super::{Case, Document, Span, Token, TokenKind, tokenise, word_hash};

/// The sentences of a document's running text, in order, without the white space around them.
///
/// Every token of a paragraph lies in exactly one sentence.
///
/// ```
/// use sidelight::text::{BlockKind, Document, sentences};
///
/// let document = Document::from_blocks([(BlockKind::Paragraph, "It rose in the U.S. Then Mr. Bo fell.")]);
/// let found: Vec<_> = sentences(&document).map(|span| document.slice(span)).collect();
/// assert_eq!(found, ["It rose in the U.S.", "Then Mr. Bo fell."]);
/// ```
pub fn sentences(document: &Document) -> impl Iterator<Item = Span> {
    let mut tokens = Vec::new();
    document.paragraphs().flat_map(move |block| {
        tokens.clear();
        tokenise(document.slice(block.span), block.span.start, &mut tokens);
        sentences_of(&tokens, document.text())
            .map(|range| {
                Span::new(
                    tokens[range.start].span.start,
                    tokens[range.end - 1].span.end,
                )
            })
            .collect::<Vec<_>>()
    })
}

/// The ranges of `tokens`, which are one block's tokens in `text`, that make up a sentence each.
///
/// A sentence ends after a stop, question or exclamation mark or ellipsis, with the quotation marks and brackets
/// that close there, where the next word can begin one; an abbreviation's own stop ends it only before a word that
/// sentences often begin with. What goes on for a thousand tokens is cut there, so that the time for a text is linear in
/// its length whatever it holds.
pub fn sentences_of<'a>(
    tokens: &'a [Token],
    text: &'a str,
) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
    let mut start = 0;
    // The end of the run of closing marks that was last looked at.
    let mut closed = 0;
    std::iter::from_fn(move || {
        if start >= tokens.len() {
            return None;
        }
        let mut at = start;
        let limit = tokens.len().min(start + MOST_TOKENS);
        while at < limit {
            // From inside a run of closing marks its end is known: a text of nothing else is not counted again for each mark.
            closed = if at + 1 < closed {
                closed
            } else {
                closing(tokens, text, at + 1)
            };
            if ends(tokens, text, at, closed) {
                at = closed.min(limit);
                break;
            }
            at += 1;
        }
        let range = start..at;
        start = at;
        Some(range)
    })
}

/// The most tokens that are read as one sentence; no sentence that somebody wrote is as long.
const MOST_TOKENS: usize = 1000;

/// The first token from `at` on that does not close what stands before it: quotation marks and brackets.
fn closing(tokens: &[Token], text: &str, at: usize) -> usize {
    let closes = |token: &&Token| {
        token.glued
            && matches!(
                token.span.of(text),
                "”" | "’"
                    | "\""
                    | "'"
                    | ")"
                    | "]"
                    | "»"
                    | "''"
                    | "」"
                    | "』"
                    | "）"
                    | "."
                    | "!"
                    | "?"
            )
    };
    at + tokens[at.min(tokens.len())..]
        .iter()
        .take_while(closes)
        .count()
}

/// Whether a sentence ends with the token `at`, the next one beginning with the token `next`.
fn ends(tokens: &[Token], text: &str, at: usize, next: usize) -> bool {
    let token = tokens[at];
    let words = token.span.of(text);
    let Some(following) = tokens.get(next) else {
        return next == tokens.len();
    };
    match token.kind {
        TokenKind::Mark => match words {
            "。" | "！" | "？" => true,
            "." | "!" | "?" => {
                !following.glued
                    && can_begin(tokens, text, next)
                    && !is_listed_number(tokens, text, at)
            }
            "…" | "..." => !following.glued && following.is_capitalised(),
            _ => false,
        },
        TokenKind::Word if words.ends_with('.') => {
            let begins =
                !following.glued && following.is_capitalised() && begins_sentences(following.hash);
            // A title or an initial is followed by a name.
            begins && (words.len() > 4 || token.case == Case::Upper || closes_sentences(words))
        }
        _ => false,
    }
}

/// Abbreviations that are often a sentence's last word.
fn closes_sentences(words: &str) -> bool {
    matches!(
        words,
        "Inc." | "Co." | "Ltd." | "Corp." | "Jr." | "Sr." | "etc." | "a.m." | "p.m." | "Bros."
    )
}

/// Whether the number before the stop `at` only counts an item of a list: *1. First*.
fn is_listed_number(tokens: &[Token], text: &str, at: usize) -> bool {
    at == 1
        && tokens[0].kind == TokenKind::Number
        && tokens[0].span.len() <= 2
        && tokens[1].span.of(text) == "."
}

/// Whether a sentence can begin with the token `at`.
fn can_begin(tokens: &[Token], text: &str, at: usize) -> bool {
    let token = tokens[at];
    match token.kind {
        TokenKind::Word => token.case != Case::Lower,
        TokenKind::Number => true,
        TokenKind::Clitic => false,
        TokenKind::Mark => match token.span.of(text) {
            "“" | "‘" | "\"" | "'" | "(" | "[" | "«" | "¿" | "¡" | "—" | "–" | "--" | "-" | "•"
            | "*" | "„" | "$" | "€" | "£" | "…" | "..." => tokens
                .get(at + 1)
                .is_none_or(|next| next.case != Case::Lower),
            _ => false,
        },
    }
}

/// Words with which sentences often begin, and which names seldom follow an abbreviation with.
const OPENERS: [&str; 60] = [
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "even",
    "every",
    "for",
    "from",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "many",
    "meanwhile",
    "most",
    "my",
    "no",
    "not",
    "now",
    "on",
    "one",
    "our",
    "she",
    "since",
    "so",
    "some",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "we",
    "what",
    "when",
];

fn begins_sentences(hash: u32) -> bool {
    use std::sync::LazyLock;
    static HASHES: LazyLock<Vec<u32>> = LazyLock::new(|| {
        let mut hashes: Vec<_> = OPENERS.iter().map(|word| word_hash(word)).collect();
        hashes.sort_unstable();
        hashes
    });
    HASHES.binary_search(&hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::BlockKind;
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(paragraph: &str, expected: &[&str]) {
        let document = Document::from_blocks([
            (BlockKind::Subhead, "A heading. Not running text."),
            (BlockKind::Paragraph, paragraph),
        ]);
        let found: Vec<_> = sentences(&document)
            .map(|span| document.slice(span))
            .collect();
        assert_eq!(found, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn sentences_end_at_stops_and_keep_their_closing_quotes() {
        check(
            "He left in 2019. “It is over.” Prices rose by 3.5 percent! (They did.) “Why?” she asked.",
            &[
                "He left in 2019.",
                "“It is over.”",
                "Prices rose by 3.5 percent!",
                "(They did.)",
                "“Why?” she asked.",
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        check(
            "Gen. J. Smith of Acme Inc. met the U.S. Senate at 5 p.m. on Monday.",
            &["Gen. J. Smith of Acme Inc. met the U.S. Senate at 5 p.m. on Monday."],
        );
        check(
            "He works in the U.S. The firm is Acme Inc. It pays.",
            &["He works in the U.S.", "The firm is Acme Inc.", "It pays."],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn ellipses_end_a_sentence_only_before_a_capital() {
        check(
            "Well... maybe. Well… Then no.",
            &["Well... maybe.", "Well…", "Then no."],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lists_and_other_scripts() {
        check("1. First of all.", &["1. First of all."]);
        check("習近平。北京。", &["習近平。", "北京。"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_never_stops_is_cut() {
        let words = "word ".repeat(MOST_TOKENS);
        let paragraph = format!("{words}{words}word");
        check(&paragraph, &[words.trim_end(), words.trim_end(), "word"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_run_of_closing_marks_closes_as_a_whole() {
        check(
            "He left?!”’) Then “no!!!” But",
            &["He left?!”’)", "Then “no!!!”", "But"],
        );
        check("Why!?!? he asked.", &["Why!?!? he asked."]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn white_space_belongs_to_no_sentence() {
        check("  One.   Two. ", &["One.", "Two."]);
        check("   ", &[]);
    }
}
