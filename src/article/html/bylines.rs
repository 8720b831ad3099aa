//! Lines of a page that are marked as naming the author, and the names on them.

use dom_query::{Document, NodeData, NodeRef};

use super::lines::name_of;
use super::steps::{Step, Steps};
use super::visible::attribute;
use super::words::{beginning, collapsed};
use crate::text::MONTHS;

/// Links are looked for in so many steps.
const STEPS: usize = 100;
/// Longer texts are not read to their end, in bytes.
const LONGEST: usize = 1000;

/// A line that is said to name the author.
#[derive(Debug)]
pub(super) struct Byline {
    text: String,
    /// The names in it that are links, if it begins with one.
    linked: Vec<String>,
}

impl Byline {
    /// Reads an element, if it is short; `is_author` says whether it is marked up as naming nothing else.
    pub(super) fn of(node: NodeRef<'_>, is_author: bool) -> Option<Self> {
        let text = Some(short(node)).filter(|text| !text.is_empty() && text.len() < 100)?;
        let mut linked = Vec::new();
        let mut steps = Steps::below(node);
        for _ in 0..STEPS {
            let Some(step) = steps.next(true) else { break };
            let Step::Enter(node) = step else { continue };
            let is_link = node.query_or(false, |inner| {
                inner.as_element().is_some_and(|element| {
                    &*element.name.local == "a"
                        && attribute(element, "href")
                            .is_some_and(|href| !href.starts_with("mailto:"))
                })
            });
            if is_link {
                linked.push(short(node));
            }
        }
        // Others lead to what the author wrote, or to pages of the site.
        let is_first = |name: &String| person(&text).is_some_and(|line| line.starts_with(name));
        let is_name = |name: &String| {
            name_of(name).is_some_and(|found| found == *name)
                || (is_author && linked.len() == 1 && person(name).is_some())
        };
        // A title or office may follow; where a phrase or one more name does, all of it is read from the text.
        let is_last = |name: &String| {
            let rest = text.rsplit_once(name.as_str()).map_or("", |(_, rest)| rest);
            let next = rest.trim_start().chars().next();
            !next.is_some_and(|next| next.is_lowercase() || [',', '&', '@', '('].contains(&next))
        };
        if linked
            .first()
            .is_some_and(|name| is_first(name) && is_name(name))
        {
            let linked: Vec<String> = linked
                .iter()
                .filter(|name| is_name(name))
                .cloned()
                .collect();
            if linked.last().is_some_and(is_last) {
                return Some(Self { text, linked });
            }
        }
        Some(Self {
            text,
            linked: Vec::new(),
        })
    }

    /// The names on it.
    pub(super) fn names(&self) -> Option<String> {
        let linked = self.linked.join(", ");
        Some(linked)
            .filter(|names| !names.is_empty())
            .or_else(|| person(before_date(&self.text)))
    }
}

/// What stands in a line before a date or a mark that parts it.
fn before_date(line: &str) -> &str {
    let is_date = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.starts_with(|first: char| first.is_ascii_digit()) || MONTHS.contains(&word)
    };
    let parts_line = |word: &str| ["•", "|", "·", "-", "–", "—", "/"].contains(&word);
    let mut words = line.split(' ');
    let mut end = 0;
    while let Some(word) = words.next()
        && !is_date(word)
        && !parts_line(word)
    {
        end += word.len() + 1;
    }
    line.get(..end.saturating_sub(1)).unwrap_or(line)
}

/// A name without “By”, if it is one and not an address.
pub(super) fn person(name: &str) -> Option<String> {
    let name = unescaped(name);
    // Some add the address of a page about the author.
    let mut name = name.split(" (http").next().unwrap_or_default();
    for word in ["by", "von", "par", "por", "written by", "posted by"] {
        if let Some((start, rest)) = name.split_at_checked(word.len())
            && start.eq_ignore_ascii_case(word)
            && let Some(rest) = rest.strip_prefix([' ', ':'])
        {
            name = rest.trim_start();
        }
    }
    let is_name = !name.is_empty()
        && name.len() <= 200
        && !name.contains("://")
        && name.chars().any(char::is_alphabetic);
    is_name.then(|| name.trim_end_matches([',', '|', '-', ' ']).to_owned())
}

/// The text of a short element, or the beginning of a long one.
pub(super) fn short(node: NodeRef<'_>) -> String {
    let mut text = String::new();
    let mut steps = Steps::below(node);
    for _ in 0..LONGEST {
        let Some(step) = steps.next(true) else { break };
        let Step::Enter(node) = step else { continue };
        node.query_or((), |inner| {
            if let NodeData::Text { contents } = &inner.data {
                text.extend(contents.chars().take(LONGEST));
            }
        });
        if text.len() > LONGEST {
            break;
        }
    }
    collapsed(beginning(&text, LONGEST))
}

/// Text in which entities were escaped twice, as is usual in a page's head.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') || !text.contains(';') {
        return collapsed(text);
    }
    collapsed(&Document::fragment(text.replace('<', "&lt;")).text())
}

#[cfg(test)]
mod tests {
    use super::super::metadata::known;
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        let about = known(&Document::from(html), None).about;
        assert_eq!(about.author.as_deref(), expected, "{html}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_that_are_links_are_told_from_what_follows_them() {
        check(
            "<div class=byline>By <a href=/a>Ann Other</a> <a href='mailto:x@y'>Reporter</a></div>",
            Some("Ann Other"),
        );
        check(
            "<div class=byline>By <a href=/a>Ann Other</a> and <a href=/b>Bo Writer</a></div>",
            Some("Ann Other, Bo Writer"),
        );
        check(
            "<p class=author>Ann Other <a href=/b>All of it</a></p>",
            Some("Ann Other All of it"),
        );
        check(
            "<div itemprop=author><a href=/u>gnomon</a>311</div>",
            Some("gnomon"),
        );
    }
}
