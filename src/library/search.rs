//! Finding kept articles, and in which order they are listed.

use super::{Named, Shelved};
use crate::text::PartialDate;

/// The order of a list of articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Those last opened first.
    #[default]
    Opened,
    /// Those last brought first.
    Brought,
    /// By the day they were written, newest first, those without a date last.
    Written,
    /// By title.
    Title,
    /// The longest first.
    Length,
}

impl Order {
    /// All orders, as they are offered.
    pub const ALL: [Self; 5] = [
        Self::Opened,
        Self::Brought,
        Self::Written,
        Self::Title,
        Self::Length,
    ];

    /// The word for it in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Brought => "brought",
            Self::Written => "written",
            Self::Title => "title",
            Self::Length => "length",
        }
    }

    /// The name that readers see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Opened => "Last opened",
            Self::Brought => "Last brought",
            Self::Written => "Date of the article",
            Self::Title => "Title",
            Self::Length => "Length",
        }
    }

    /// The order of that key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.key() == key)
    }
}

/// The articles in which every word of `query` begins some word of title, author, site, tags or names, in that order; `matches_text`
/// tells of words that are found in none of these whether the article's own text holds them.
#[must_use]
pub fn find<'a>(
    shelf: &'a [Shelved],
    query: &str,
    order: Order,
    matches_text: impl Fn(&Shelved, &str) -> bool,
) -> Vec<&'a Shelved> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<&Shelved> = shelf
        .iter()
        .filter(|shelved| {
            let known = known_words(shelved);
            words
                .iter()
                .all(|word| begins_one(&known, word) || matches_text(shelved, word))
        })
        .collect();
    let title = |shelved: &Shelved| shelved.about.title.to_lowercase();
    found.sort_by(|one, two| {
        match order {
            Order::Opened => two.opened.cmp(&one.opened),
            Order::Brought => two.brought.cmp(&one.brought),
            Order::Written => {
                let day = |shelved: &Shelved| shelved.about.written.map(PartialDate::first_day);
                day(two).cmp(&day(one))
            }
            Order::Title => title(one).cmp(&title(two)),
            Order::Length => two.words.cmp(&one.words),
        }
        .then_with(|| one.id.cmp(&two.id))
    });
    found
}

fn known_words(shelved: &Shelved) -> String {
    let about = &shelved.about;
    let about = [
        Some(about.title.as_str()),
        about.author.as_deref(),
        about.site.as_deref(),
    ];
    let names = shelved.named.iter().map(|Named { name, .. }| name.as_str());
    let tags = shelved.tags.iter().map(String::as_str);
    let all: Vec<&str> = about
        .into_iter()
        .flatten()
        .chain(tags)
        .chain(names)
        .collect();
    all.join(" ").to_lowercase()
}

fn begins_one(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::About;
    use crate::card::Kind;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn shelf() -> Vec<Shelved> {
        let article = |id: &str, title: &str, written: &str, opened, words| Shelved {
            id: id.to_owned(),
            about: About {
                title: title.to_owned(),
                written: written.parse().ok(),
                ..About::default()
            },
            opened,
            words,
            ..Shelved::default()
        };
        let mut shelf = vec![
            article("a", "Über Oslo", "2021", 3, 900),
            article("b", "A bridge", "", 9, 100),
            article("c", "Zebras", "2024-02", 5, 500),
        ];
        shelf[1].tags = vec!["To read".to_owned()];
        shelf[2].named = vec![Named {
            name: "Aigul Serikova".to_owned(),
            kind: Kind::Person,
            card: None,
            times: 2,
        }];
        shelf
    }

    #[track_caller]
    fn check(query: &str, order: Order, expected: &str) {
        let shelf = shelf();
        let text = |shelved: &Shelved, word: &str| shelved.id == "a" && word == "harbour";
        let ids: String = find(&shelf, query, order, text)
            .iter()
            .map(|shelved| shelved.id.as_str())
            .collect();
        assert_eq!(ids, expected, "{query} by {}", order.name());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn articles_are_found_by_title_tag_name_and_text() {
        check("über", Order::Opened, "a");
        check("READ bridge", Order::Opened, "b");
        check("serik", Order::Opened, "c");
        check("harbour", Order::Opened, "a");
        check("harbour zebras", Order::Opened, "");
        // In the middle of a word nothing begins.
        check("slo", Order::Opened, "");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lists_have_their_order() {
        check("", Order::Opened, "bca");
        check("", Order::Written, "cab");
        check("", Order::Title, "bca");
        check("", Order::Length, "acb");
        for order in Order::ALL {
            assert_eq!(Order::from_key(order.key()), Some(order));
        }
    }
}
