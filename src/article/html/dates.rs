//! Dates as pages write them → the day.

use crate::text::{MONTHS, PartialDate};

/// The date that a text begins with or holds, in one of the usual machine or English forms, as precise as it is written.
///
/// The day is the one that is written: where the text names a time zone, it is the day there. `04/05/2018` is none, since
/// it may be two days.
pub(super) fn date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    numbers(text, &words).or_else(|| named(&words))
}

/// `2018-04-05T06:00`, `2018/4/5`, `2018.04.05`, `20180405`, `2018-04`, `2018`.
fn numbers(text: &str, words: &[&str]) -> Option<PartialDate> {
    let first = words.first()?;
    if !text.starts_with(first) {
        return None;
    }
    let is_day = |word: &&str| {
        (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    // The time may follow the day without a gap.
    let third = words
        .get(2)
        .map(|word| word.split(['T', 't']).next().unwrap_or_default());
    match (
        words.get(1).filter(|word| is_day(word)),
        third.filter(|word| is_day(&word.trim())),
    ) {
        (Some(month), Some(day)) => day_of(first, month, day),
        (Some(month), None) if words.len() == 2 => format!("{first}-{month:0>2}").parse().ok(),
        (None, _) if words.len() == 1 && first.len() == 4 => {
            first.parse().ok().filter(|date| is_likely(*date))
        }
        (None, _) if first.len() >= 8 => {
            let (day, rest) = first.split_at_checked(8)?;
            if !(rest.is_empty() || rest.starts_with(['T', 't'])) || !day.is_ascii() {
                return None;
            }
            day_of(&day[..4], &day[4..6], &day[6..])
        }
        _ => None,
    }
}

/// `Thu, 05 Apr 2018 06:00`, `April 5, 2018`, `5th of April 2018`, `Apr 2018`.
fn named(words: &[&str]) -> Option<PartialDate> {
    let (at, month) = words.iter().enumerate().find_map(|(at, word)| {
        let month = MONTHS.iter().position(|month| is_month(word, month))?;
        Some((at, (month + 1).to_string()))
    })?;
    let year = |word: &&&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let before = at
        .checked_sub(1)
        .and_then(|at| words.get(at))
        .or_else(|| words.first())
        .and_then(|word| day_number(word));
    let after = words.get(at + 1).and_then(|word| day_number(word));
    if let (Some(day), Some(year)) = (after, words.get(at + 2).filter(year)) {
        return day_of(year, &month, day);
    }
    let year = words.get(at + 1).filter(year)?;
    match before {
        Some(day) => day_of(year, &month, day),
        None => format!("{year}-{month:0>2}")
            .parse()
            .ok()
            .filter(|date| is_likely(*date)),
    }
}

/// Whether a word is a month's name, or the beginning of it that is usual.
pub(super) fn is_month(word: &str, month: &str) -> bool {
    word.eq_ignore_ascii_case(month)
        || (matches!(word.len(), 3 | 4)
            && month
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// `5`, `05`, `5th`.
fn day_number(word: &str) -> Option<&str> {
    let digits = word.len()
        - word
            .trim_start_matches(|first: char| first.is_ascii_digit())
            .len();
    let (number, rest) = word.split_at(digits);
    ((1..=2).contains(&digits) && ["", "st", "nd", "rd", "th"].contains(&rest)).then_some(number)
}

fn day_of(year: &str, month: &str, day: &str) -> Option<PartialDate> {
    let date: PartialDate = format!("{year}-{month:0>2}-{day:0>2}").parse().ok()?;
    Some(date).filter(|date| is_likely(*date))
}

/// Whether something may have been published then.
fn is_likely(date: PartialDate) -> bool {
    (1400..2200).contains(&date.first_day().0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(
            date(text).map(PartialDate::iso).as_deref(),
            expected,
            "{text}"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn machine_forms() {
        for text in [
            "2018-04-05",
            "2018-04-05T06:00:00+01:00",
            "2018-4-5 6:00",
            "2018/04/05",
            "20180405",
            "20180405T060000",
            "Thu, 05 Apr 2018 23:00:00 GMT",
            "Thu Apr 05 2018 06:00",
        ] {
            check(text, Some("2018-04-05"));
        }
        check("2018-04", Some("2018-04"));
        check("2018", Some("2018"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn english_forms() {
        check("April 5, 2018", Some("2018-04-05"));
        check("Updated 5th April 2018 at 6:00", Some("2018-04-05"));
        check("Sept. 5, 2018", Some("2018-09-05"));
        check("April 2018", Some("2018-04"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_may_be_two_days_or_none_is_none() {
        for text in [
            "",
            "04/05/2018",
            "2018-02-30",
            "0000-00-00",
            "5 minutes ago",
            "１２３４５６７８",
            "may",
            "1522908000",
        ] {
            check(text, None);
        }
    }
}
