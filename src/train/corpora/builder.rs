//! From tokens that a data set parted by spaces back to text as it is written, with the place of each token.

use crate::text::Span;

/// Builds a running text from tokens and remembers where each one stands.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: String,
    /// Whether an odd number of straight double quotation marks has stood in the sentence.
    open: bool,
}

impl TextBuilder {
    /// Appends a sentence as a paragraph of its own and gives the tokens' places.
    ///
    /// `space_after` tells for each token whether white space followed it; where a data set does not say, the usual
    /// rules of English typesetting decide.
    pub fn sentence(&mut self, tokens: &[&str], space_after: Option<&[bool]>) -> Vec<Span> {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.open = false;
        let mut spans = Vec::with_capacity(tokens.len());
        let mut space = false;
        for (at, token) in tokens.iter().enumerate() {
            let quote = matches!(*token, "\"" | "''" | "``");
            let opens = quote && !self.open;
            if quote {
                self.open = !self.open;
            }
            let joins_left =
                space_after.is_none() && ((quote && !opens) || hangs_on_the_left(token));
            if space && !joins_left {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(if quote { "\"" } else { token });
            spans.push(Span::new(start, self.text.len()));
            space = match space_after {
                Some(spaces) => spaces[at],
                None => !(opens || matches!(*token, "(" | "[" | "$" | "£" | "€" | "#" | "“" | "‘")),
            };
        }
        spans
    }

    /// The text so far.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }
}

fn hangs_on_the_left(token: &str) -> bool {
    matches!(
        token,
        "," | "."
            | ":"
            | ";"
            | "!"
            | "?"
            | ")"
            | "]"
            | "%"
            | "'s"
            | "’s"
            | "'"
            | "’"
            | "n't"
            | "'re"
            | "'ve"
            | "'ll"
            | "'d"
            | "'m"
            | "”"
            | "..."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_text_as_it_is_written() {
        let mut builder = TextBuilder::default();
        let tokens = [
            "\"", "Britain", "'s", "Labor", "Party", "(", "left", ")", ",", "\"", "he", "said", ".",
        ];
        let spans = builder.sentence(&tokens, None);
        let text = builder.finish();
        assert_eq!(text, "\"Britain's Labor Party (left),\" he said.");
        assert_eq!(spans[1].of(&text), "Britain");
        assert_eq!(spans[9].of(&text), "\"");
    }
}
