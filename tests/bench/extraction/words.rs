//! Texts held against each other by their words, or by runs of them, wherever those stand.

use std::collections::BTreeMap;

use dom_query::Document;
use unicode_segmentation::UnicodeSegmentation as _;

/// How often each run of words is in a text.
type Bag = BTreeMap<Vec<String>, usize>;

fn bag(text: &str, length: usize) -> Bag {
    let words: Vec<_> = text.unicode_words().map(str::to_lowercase).collect();
    let mut bag = Bag::new();
    for run in words.windows(length) {
        *bag.entry(run.to_vec()).or_default() += 1;
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
pub(crate) fn score(found: &str, expected: &str) -> Score {
    score_runs(found, expected, 1)
}

/// Scores the runs of so many words of a text: those that stand in a row must be found in a row.
#[expect(
    clippy::cast_precision_loss,
    reason = "pages have fewer words than a float can count"
)]
pub(crate) fn score_runs(found: &str, expected: &str, length: usize) -> Score {
    let (found, expected) = (bag(found, length), bag(expected, length));
    let both: usize = found
        .iter()
        .map(|(run, count)| *count.min(expected.get(run).unwrap_or(&0)))
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
