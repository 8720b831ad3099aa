//! What is known about each page's article: title, author, date.
//!
//! Titles are the same if their letters and figures are; the expected ones often end in the name of the site, which is
//! then told apart. Authors are held against each other without “By” and what follows in a later line; dates by the day.

use sidelight::article::{About, article_from_html};

use crate::pages::{ADDRESS, Page};
use crate::report::Report;

/// Measures all three.
pub(crate) fn report(pages: &[&Page], share: &str, report: &mut Report) {
    let abouts: Vec<About> = pages
        .iter()
        .map(|page| article_from_html(&page.source, Some(ADDRESS)).about)
        .collect();
    let pairs = || pages.iter().copied().zip(&abouts);
    let mut tell = |what: &str, right: usize, all: usize| {
        report.tell(
            &format!("{what}, pages {share}"),
            &format!("{right} of {all} ({})", percent(right, all)),
        );
    };
    let mut count = |what: &str, fact: &str, is_right: &dyn Fn(&str, &About) -> bool| {
        let expected: Vec<_> = pairs()
            .filter_map(|(page, about)| Some((page, page.fact(fact)?, about)))
            .collect();
        let right = expected.iter().filter(|(page, fact, about)| {
            let is_right = is_right(fact, about);
            if !is_right && !page.is_held_back {
                eprintln!("  {}: {what}: {fact:?} {about:?}", page.name);
            }
            is_right
        });
        tell(what, right.count(), expected.len());
    };
    count("Title as expected", "title", &|fact, about| {
        letters(fact) == letters(&about.title)
    });
    count("Title as expected, or without the site", "title", &is_title);
    count("Author as expected", "byline", &|fact, about| {
        let author = about.author.as_deref();
        author.is_some_and(|author| person(author) == person(fact))
    });
    count("Day as expected", "publishedTime", &|fact, about| {
        let day = about.written;
        day.is_some_and(|day| fact.starts_with(&day.iso()))
    });
    let mut known = |what: &str, is_known: fn(&About) -> bool| {
        let count = abouts.iter().filter(|about| is_known(about)).count();
        tell(what, count, abouts.len());
    };
    known("With a title", |about| !about.title.is_empty());
    known("With an author", |about| about.author.is_some());
    known("With a date", |about| about.written.is_some());
}

fn is_title(fact: &str, about: &About) -> bool {
    let (fact, title) = (fact.trim(), about.title.as_str());
    let rest = fact
        .strip_prefix(title)
        .or_else(|| fact.strip_suffix(title));
    letters(fact) == letters(title)
        || !title.is_empty()
            && rest.is_some_and(|rest| {
                rest.trim()
                    .starts_with(|first: char| !first.is_alphanumeric())
                    || rest.trim().ends_with(|last: char| !last.is_alphanumeric())
            })
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A name without “By” and later lines.
fn person(name: &str) -> String {
    let lines: Vec<&str> = name
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let name = match lines.as_slice() {
        ["By" | "by", name, ..] | [name, ..] => *name,
        [] => "",
    };
    let lower = letters(name);
    let name = ["By ", "by ", "Par ", "Written by "]
        .iter()
        .find_map(|word| name.strip_prefix(word));
    name.map_or(lower, letters)
}

fn percent(part: usize, whole: usize) -> String {
    format!("{} %", (100 * part + whole / 2) / whole.max(1))
}
