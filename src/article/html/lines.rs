//! Lines that say who wrote an article and when, and nothing else.

use super::dates::{date, is_month};
use crate::text::{MONTHS, PartialDate};

/// Words before a name, in lower case.
const BEFORE_NAMES: [&str; 13] = [
    "by",
    "di",
    "door",
    "par",
    "por",
    "posted by",
    "published by",
    "speech by",
    "text by",
    "von",
    "words by",
    "written by",
    "написал",
];

/// Words before a name with a colon.
const BEFORE_COLONS: [&str; 6] = ["作者", "文", "記者", "记者", "author", "autor"];

/// What stands beside names and dates and says no more.
const FILLERS: [&str; 78] = [
    "a",
    "actualizado",
    "ago",
    "aktualisiert",
    "am",
    "and",
    "asked",
    "at",
    "bst",
    "by",
    "cet",
    "comments",
    "correspondent",
    "date",
    "day",
    "days",
    "edited",
    "edt",
    "est",
    "et",
    "first",
    "fri",
    "friday",
    "gmt",
    "hour",
    "hours",
    "in",
    "k",
    "last",
    "le",
    "list",
    "min",
    "mins",
    "minute",
    "minutes",
    "mis",
    "modified",
    "mon",
    "monday",
    "month",
    "months",
    "o",
    "of",
    "on",
    "p",
    "pdt",
    "pm",
    "posted",
    "pst",
    "publicado",
    "published",
    "publié",
    "read",
    "reading",
    "reporter",
    "sat",
    "saturday",
    "staff",
    "sun",
    "sunday",
    "th",
    "thu",
    "thursday",
    "time",
    "times",
    "tue",
    "tuesday",
    "uhr",
    "und",
    "updated",
    "utc",
    "veröffentlicht",
    "viewed",
    "von",
    "wed",
    "wednesday",
    "writer",
    "written",
];

/// What is part of a date in other scripts.
const FILLERS_ELSEWHERE: [&str; 10] = [
    "年", "日", "月", "时", "時", "分", "记者", "記者", "作者", "编辑",
];

/// Names are no longer, in bytes.
const LONGEST_NAME: usize = 80;

/// The name of the author, if that is what a line gives.
pub(super) fn author(line: &str) -> Option<String> {
    let after_colon = line.split([':', '：']).collect::<Vec<_>>();
    for two in after_colon.windows(2) {
        let before = two[0].trim_end().to_lowercase();
        if BEFORE_COLONS.iter().any(|word| before.ends_with(word)) {
            let name: String = two[1]
                .trim_start()
                .chars()
                .take_while(|letter| !letter.is_whitespace() || two[1].is_ascii())
                .collect();
            return name_of(&name);
        }
    }
    let lower = line.to_lowercase();
    for word in BEFORE_NAMES {
        if lower.starts_with(word)
            && let Some(rest) = line.get(word.len()..)
            && let Some(rest) = rest.strip_prefix([' ', ':'])
        {
            return name_of(rest);
        }
    }
    // A name alone is one only beside a date.
    says_date(line)?;
    let name = name_of(line)?;
    let rest = line.get(line.find(&name)? + name.len()..)?;
    // After a comma it is as likely to be a place.
    (is_about(rest, &[]) && !rest.starts_with(',')).then_some(name)
}

/// The name that a text begins with, up to a comma, a date or another mark.
pub(super) fn name_of(text: &str) -> Option<String> {
    let is_end = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_digit())
            || MONTHS.iter().any(|month| {
                is_month(
                    word.trim_matches(|letter: char| !letter.is_alphanumeric()),
                    month,
                )
            })
            || word.chars().all(|letter| !letter.is_alphanumeric())
    };
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        if is_end(word) {
            break;
        }
        words.push(word.trim_end_matches([',', ';', '|', '·', '•']));
        if word.ends_with([',', ';', '|', '·', '•']) {
            break;
        }
    }
    let particle = |word: &&str| {
        [
            "and", "da", "de", "del", "der", "di", "du", "la", "le", "und", "van", "von", "y", "et",
        ]
        .contains(word)
    };
    let is_name = |word: &&str| {
        word.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
            && !word.chars().any(|letter| letter.is_ascii_digit())
    };
    let text = words.join(" ");
    let is_whole = (2..=8).contains(&words.len()) && !text.ends_with(['.', '!', '?'])
        || (words.len() == 1 && !text.is_ascii() && (2..=5).contains(&text.chars().count()));
    (is_whole
        && text.len() <= LONGEST_NAME
        && words.first().is_some_and(is_name)
        && words.last().is_some_and(is_name)
        && words.iter().all(|word| is_name(word) || particle(word))
        && !MONTHS
            .iter()
            .any(|month| words.iter().any(|word| word == month)))
    .then(|| text.replace(" and ", ", ").replace(" und ", ", "))
}

/// The date that a line gives which is no sentence.
pub(super) fn says_date(line: &str) -> Option<PartialDate> {
    const LONGEST: usize = 120;
    if line.len() > LONGEST || line.ends_with(['.', '!', '?']) {
        return None;
    }
    // A year or month alone may be of anything.
    date(line).filter(|date| date.iso().len() == "0000-00-00".len())
}

/// The words of what is known of an article, sorted.
pub(super) fn words_of<const N: usize>(known: [Option<&str>; N]) -> Vec<String> {
    let mut words: Vec<String> = known.into_iter().flatten().flat_map(words).collect();
    words.sort_unstable();
    words
}

/// Whether a line consists of known words, figures, dates and what stands between them.
pub(super) fn is_about(line: &str, known: &[String]) -> bool {
    // What it is filed under tells nothing about who and when, and is no text either.
    let filed = |word: &&str| !word.starts_with('#');
    let words: Vec<String> = line
        .split_whitespace()
        .filter(filed)
        .flat_map(words)
        .collect();
    let is_known = |word: &String| known.binary_search(word).is_ok();
    let is_figure = |word: &String| word.starts_with(char::is_numeric);
    let is_filler = |word: &String| {
        FILLERS.contains(&word.as_str())
            || FILLERS_ELSEWHERE.contains(&word.as_str())
            || MONTHS.iter().any(|month| is_month(word, month))
    };
    words.iter().any(|word| is_known(word) || is_figure(word))
        && words
            .iter()
            .all(|word| is_known(word) || is_figure(word) || is_filler(word))
}

/// Runs of letters and of figures, in lower case.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last: Option<bool> = None;
    for letter in line.chars() {
        if !letter.is_alphanumeric() {
            last = None;
            continue;
        }
        let is_figure = letter.is_numeric();
        if last != Some(is_figure) {
            words.push(String::new());
        }
        last = Some(is_figure);
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(author(line).as_deref(), expected, "{line}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_are_found_where_a_line_gives_them() {
        check("By Ann Other", Some("Ann Other"));
        check(
            "by Ann Other and Bo de Vries, May 23, 1998",
            Some("Ann Other, Bo de Vries"),
        );
        check(
            "Speech by Ann Other, President of the Society",
            Some("Ann Other"),
        );
        check("Ann Other · 7 March 2014", Some("Ann Other"));
        check("2021年03月22日 07:30 云溪晚报 记者：林若溪", Some("林若溪"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn other_lines_name_nobody() {
        for line in [
            "",
            "By the sea",
            "By Friday I had learnt it",
            "Press release | 16 January 2024",
            "Port Amsel",
            "Saturday 14 December 2019",
            "Tessaly Head, 12 September 2015",
        ] {
            check(line, None);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lines_of_known_words_say_nothing_else() {
        let known = words_of([Some("Ann Other"), None]);
        for line in [
            "Ann Other | Updated 4 hours ago",
            "5. April 2018, 06:00 Uhr",
            "9 Jul 2022 · reading time 3 min · #birds",
            "2021年03月22日 07:30",
        ] {
            assert!(is_about(line, &known), "{line}");
        }
        for line in ["", "Updated", "Ann Other won", "12 monkeys"] {
            assert!(!is_about(line, &known), "{line}");
        }
    }
}
