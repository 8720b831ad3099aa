//! Texts held against each other by their words, whatever their order.

use std::collections::BTreeMap;

use dom_query::Document;
use unicode_segmentation::UnicodeSegmentation as _;

/// How often each word is in a text.
type Bag = BTreeMap<String, usize>;

fn bag(text: &str) -> Bag {
    let mut bag = Bag::new();
    for word in text.unicode_words() {
        *bag.entry(word.to_lowercase()).or_default() += 1;
    }
    bag
}

/// Share of what was found that is right, share of what is right that was found, and the harmonic mean of the two.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Score {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
}

/// Scores the words of a text.
#[expect(
    clippy::cast_precision_loss,
    reason = "pages have fewer words than a float can count"
)]
pub(crate) fn score(found: &str, expected: &str) -> Score {
    let (found, expected) = (bag(found), bag(expected));
    let both: usize = found
        .iter()
        .map(|(word, count)| *count.min(expected.get(word).unwrap_or(&0)))
        .sum();
    let total = |bag: &Bag| bag.values().sum::<usize>();
    let share = |whole: usize| {
        if whole == 0 {
            1.0
        } else {
            both as f64 / whole as f64
        }
    };
    let all = total(&found) + total(&expected);
    Score {
        precision: share(total(&found)),
        recall: share(total(&expected)),
        f1: if all == 0 {
            1.0
        } else {
            2.0 * both as f64 / all as f64
        },
    }
}

/// The text of some HTML, where blocks part words.
pub(crate) fn text_of(html: &str) -> String {
    Document::from(html).formatted_text().to_string()
}
