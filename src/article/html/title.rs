//! The title of an article, apart from the name of the site that stands beside it.

/// What may part an article's title from a site's name.
const SEPARATORS: [char; 12] = ['|', '-', '–', '—', '\\', '/', '>', '»', '·', '•', ':', '_'];

/// A title without the name of a site at its beginning or end.
pub(super) fn without_site(title: &str, sites: &[&str]) -> String {
    for (before, after) in parts(title) {
        if is_site(after, sites) && !before.is_empty() {
            return before.to_owned();
        }
        if is_site(before, sites) && !after.is_empty() {
            return after.to_owned();
        }
    }
    title.to_owned()
}

/// The title that a page's `<title>` holds: its part that stands as a heading on the page, or all but a site's name.
pub(super) fn of_page(title: &str, headings: &[String], sites: &[&str]) -> String {
    if headings.iter().any(|heading| same(heading, title)) {
        return title.to_owned();
    }
    // Where the site's name is a heading as well, the longer one is the title.
    let heading = parts(title)
        .flat_map(|(before, after)| [before, after])
        .filter(|part| headings.iter().any(|heading| same(heading, part)))
        .fold("", |longest, part| {
            if part.len() > longest.len() {
                part
            } else {
                longest
            }
        });
    if !heading.is_empty() {
        return heading.to_owned();
    }
    let cleaned = without_site(title, sites);
    if cleaned != title {
        return cleaned;
    }
    // A short end is likely to be the site, unless little were left.
    let last = parts(title).filter(|(_, after)| words(after) <= 4).last();
    match last {
        Some((before, _)) if words(before) > 4 => before.to_owned(),
        _ => title.to_owned(),
    }
}

/// The name of the site, if that is what stands beside an article's title in the page's.
pub(super) fn site(page: &str, title: &str) -> Option<String> {
    const MOST_WORDS: usize = 5;
    let rest = parts(page).find_map(|(before, after)| {
        let after = after.trim_matches(|letter| SEPARATORS.contains(&letter) || letter == ' ');
        let before = before.trim_matches(|letter| SEPARATORS.contains(&letter) || letter == ' ');
        if same(before, title) {
            Some(after)
        } else {
            same(after, title).then_some(before)
        }
    })?;
    let is_name = (1..=MOST_WORDS).contains(&words(rest)) && parts(rest).next().is_none();
    is_name.then(|| rest.to_owned())
}

/// Whether two titles have the same letters and figures.
pub(super) fn same(one: &str, other: &str) -> bool {
    let mut letters = letters(one).peekable();
    letters.peek().is_some() && letters.eq(self::letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What stands before and after each separator.
fn parts(title: &str) -> impl Iterator<Item = (&str, &str)> {
    let separators = title.char_indices().filter(|(at, letter)| {
        let around = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
        let after = title[at + letter.len_utf8()..].chars().next();
        let before = title[..*at].chars().next_back();
        SEPARATORS.contains(letter)
            && match letter {
                '|' | '_' | '»' => true,
                ':' => around(after),
                _ => around(before) && around(after),
            }
    });
    separators.map(|(at, letter)| {
        let trim = |part: &'_ str| -> (usize, usize) {
            let start = part.len() - part.trim_start().len();
            (start, part.trim().len())
        };
        let (start, length) = trim(&title[..at]);
        let before = &title[start..start + length];
        let after = title[at + letter.len_utf8()..].trim();
        (before, after)
    })
}

/// Whether a part of a title is a site's name, or its address.
fn is_site(part: &str, sites: &[&str]) -> bool {
    sites.iter().any(|site| {
        let stem = site.rsplit_once('.').map_or(*site, |(stem, _)| stem);
        let stem = stem.rsplit('.').next().unwrap_or_default();
        same(site, part) || same(stem, part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(title: &str, headings: &[&str], expected: &str) {
        let headings: Vec<String> = headings.iter().map(|&heading| heading.to_owned()).collect();
        assert_eq!(
            of_page(title, &headings, &["The Daily", "daily.example"]),
            expected
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_name_of_the_site_is_left_out() {
        check("Rates rise - The Daily", &[], "Rates rise");
        check("The Daily: Rates rise", &[], "Rates rise");
        check("Rates rise | daily", &[], "Rates rise");
        check(
            "Why the bank has raised rates – Other Site",
            &[],
            "Why the bank has raised rates",
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_heading_on_the_page_tells_which_part_it_is() {
        check(
            "News » Rates rise » X",
            &["Rates rise » X"],
            "Rates rise » X",
        );
        check("A - B", &["b"], "B");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_longer_of_two_headings_is_the_title() {
        check(
            "Daily Notes: Why rates rise",
            &["Daily Notes", "Why rates rise"],
            "Why rates rise",
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_site_stands_beside_the_title() {
        for page in [
            "Rates rise | The Daily",
            "The Daily :: Rates rise",
            "Rates rise – The Daily",
        ] {
            assert_eq!(
                site(page, "Rates rise").as_deref(),
                Some("The Daily"),
                "{page}"
            );
        }
        for page in [
            "Rates rise",
            "Rates rise | by A B | The Daily",
            "Rates rise - and what will come of it for all",
        ] {
            assert_eq!(site(page, "Rates rise"), None, "{page}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn separators_within_a_title_stay() {
        for title in [
            "Rates rise: what now",
            "Co-operation",
            "A - B",
            "Why the bank of one land raised rates - what comes of it now",
            "",
        ] {
            check(title, &[], title);
        }
    }
}
