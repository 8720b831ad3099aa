//! A place in a text told by its words and what stands beside them, so that it is found again after the text has changed.

use serde::{Deserialize, Serialize};

use super::Span;

/// How much is kept of what stands on either side, in characters; the length that annotation clients use.
const CONTEXT: usize = 32;

/// Words with what stood before and after them: the `TextQuoteSelector` of the Web Annotation Data Model (W3C 2017).
///
/// ```
/// use sidelight::text::{Quote, Span};
///
/// let quote = Quote::of("The bank is shut. The bank is steep.", Span::new(22, 26));
/// let text = "The bank is not shut. The bank is steep indeed.";
/// assert_eq!(quote.find(text), Some(Span::new(26, 30)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What stood before the words.
    pub prefix: String,
    /// The words.
    pub exact: String,
    /// What stood after them.
    pub suffix: String,
}

impl Quote {
    /// The words at a place, with what stands beside them.
    #[must_use]
    pub fn of(text: &str, span: Span) -> Self {
        let before = text.get(..span.start).unwrap_or_default();
        let after = text.get(span.end..).unwrap_or_default();
        let prefix: Vec<char> = before.chars().rev().take(CONTEXT).collect();
        Self {
            prefix: prefix.into_iter().rev().collect(),
            exact: span.of(text).to_owned(),
            suffix: after.chars().take(CONTEXT).collect(),
        }
    }

    /// Where the words stand in a text: of several places the one that is most alike on both sides; none where they do not stand
    /// as whole words, or where two places are equally alike and neither is the one.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Span> {
        if self.exact.is_empty() {
            return None;
        }
        let mut best: Option<(usize, Span)> = None;
        let mut is_tied = false;
        for (start, words) in text.match_indices(&self.exact) {
            let span = Span::new(start, start + words.len());
            if !stands_alone(text, span) {
                continue;
            }
            let likeness = self.likeness(text, span);
            match best {
                Some((most, _)) if likeness < most => {}
                Some((most, _)) if likeness == most => is_tied = true,
                _ => (best, is_tied) = (Some((likeness, span)), false),
            }
        }
        best.filter(|_| !is_tied).map(|(_, span)| span)
    }

    /// How many characters on both sides are as they were, counted from the words outwards.
    fn likeness(&self, text: &str, span: Span) -> usize {
        let before = text[..span.start].chars().rev();
        let after = text[span.end..].chars();
        alike(self.prefix.chars().rev(), before) + alike(self.suffix.chars(), after)
    }
}

fn alike(one: impl Iterator<Item = char>, two: impl Iterator<Item = char>) -> usize {
    one.zip(two).take_while(|(one, two)| one == two).count()
}

/// Whether no letter or digit touches the span from outside, so that “US” is not found in “USSR”.
#[must_use]
pub fn stands_alone(text: &str, span: Span) -> bool {
    let joined = |outer: Option<char>, inner: Option<char>| {
        outer.is_some_and(char::is_alphanumeric) && inner.is_some_and(char::is_alphanumeric)
    };
    let words = span.of(text);
    !joined(text[..span.start].chars().next_back(), words.chars().next())
        && !joined(text[span.end..].chars().next(), words.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const OLD: &str =
        "Georgia voted. In Georgia the harvest was good, and Georgia’s ports were open.";

    #[track_caller]
    fn check(occurrence: usize, text: &str, expected: Option<usize>) {
        let (start, words) = OLD
            .match_indices("Georgia")
            .nth(occurrence)
            .expect("it is there");
        let quote = Quote::of(OLD, Span::new(start, start + words.len()));
        assert_eq!(quote.find(text).map(|span| span.start), expected, "{text}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_place_is_found_again_in_the_text_as_it_was() {
        check(0, OLD, Some(0));
        check(1, OLD, Some(18));
        check(2, OLD, Some(52));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_place_is_found_again_after_changes() {
        check(
            1,
            "Georgia has voted. In Georgia a harvest failed.",
            Some(22),
        );
        check(
            0,
            "It was so. Georgia voted. In Georgia it rained.",
            Some(11),
        );
        check(2, "The ports of Georgia.", Some(13));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_gone_or_not_the_only_one_is_not_found() {
        check(0, "Georgian wine and the Georgians.", None);
        check(0, "", None);
        check(1, "(Georgia) (Georgia)", None);
        let empty = Quote::of(OLD, Span::new(3, 3));
        assert_eq!(empty.find(OLD), None);
    }
}
