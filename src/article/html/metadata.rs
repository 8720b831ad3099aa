//! What a page says about its article, in its head and beside the text.

use dom_query::{Document, Element, NodeRef};

use super::address::{host, resolved};
use super::bylines::{Byline, person, short, unescaped};
use super::dates::date;
use super::json_ld::{self, Said};
use super::reasons::is_byline;
use super::steps::{Step, Steps};
use super::title;
use super::visible::{attribute, is_shown};
use crate::article::About;
use crate::text::PartialDate;

/// What is known of a page besides its text.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What the reader is told.
    pub(super) about: About,
    /// From where relative addresses are seen.
    pub(super) base: Option<String>,
    /// Whether the page says that it is not free to read.
    pub(super) is_paid: bool,
}

/// Reads it; `address` is where the page was, if that is known.
pub(super) fn known(document: &Document, address: Option<&str>) -> Known {
    let marks = Marks::of(document);
    let address = address
        .and_then(|address| resolved(address, None))
        .filter(|address| host(address).is_some());
    let said = marks
        .scripts
        .iter()
        .find_map(|script| json_ld::said(script))
        .unwrap_or_default();
    let canonical = canonical(&marks, address.as_deref());
    let base = marks
        .base
        .as_deref()
        .and_then(|base| resolved(base, address.as_deref()))
        .or_else(|| address.clone())
        .or_else(|| canonical.clone());
    let named = marks
        .meta(&["og:site_name"])
        .or_else(|| said.publisher.clone())
        .or_else(|| {
            marks.meta(&[
                "citation_journal_title",
                "application-name",
                "dc.publisher",
                "dcterms.publisher",
            ])
        });
    let here = canonical.or(address);
    let at = here.as_deref().and_then(host).map(str::to_owned);
    let sites: Vec<&str> = named.iter().chain(&at).map(String::as_str).collect();
    let title = title_of(&marks, &said, &sites);
    let beside = || title::site(&marks.title, &title);
    let about = About {
        site: named.clone().or_else(beside).or(at.clone()),
        title,
        author: author(&marks, &said),
        written: marks.date(&said),
        language: language(&marks, &said),
        address: here,
    };
    Known {
        about,
        base,
        is_paid: said.is_paid
            || marks
                .meta(&["article:content_tier"])
                .is_some_and(|tier| tier == "locked"),
    }
}

/// Where the page says that it is to be found, if that is where it was found.
fn canonical(marks: &Marks, address: Option<&str>) -> Option<String> {
    let said = marks
        .canonical
        .as_deref()
        .and_then(|link| resolved(link, address))
        .or_else(|| resolved(&marks.meta(&["og:url"])?, address))
        .filter(|said| host(said).is_some());
    match (said, address) {
        (Some(said), Some(address)) => (host(&said) == host(address)).then_some(said),
        (said, _) => said,
    }
}

fn title_of(marks: &Marks, said: &Said, sites: &[&str]) -> String {
    // The same title may be given in several lengths; the one that the page's own title confirms is the best.
    let confirmed = said
        .titles
        .iter()
        .find(|title| marks.title.contains(title.as_str()))
        .or(said.titles.first());
    let stated = confirmed.map(|title| unescaped(title)).or_else(|| {
        marks.meta(&[
            "dc.title",
            "dcterm.title",
            "dcterms.title",
            "og:title",
            "weibo:article:title",
            "weibo:webpage:title",
            "title",
            "twitter:title",
            "parsely-title",
        ])
    });
    // One for machines may be short where the heading has all of it.
    let shown = marks.meta(&["og:title"]).filter(|shown| {
        let is_longer = |stated: &String| shown.len() > stated.len() && shown.starts_with(stated);
        let is_heading = |heading: &String| title::same(heading, shown);
        stated.as_ref().is_some_and(is_longer) && marks.headings.iter().any(is_heading)
    });
    let title = match shown.or(stated) {
        Some(stated) => title::without_site(&stated, sites),
        None if marks.title.is_empty() => marks.headings.first().cloned().unwrap_or_default(),
        None => title::of_page(&marks.title, &marks.headings, sites),
    };
    // Each heading of the page is held against it.
    title.chars().take(LONGEST_TITLE).collect()
}

fn author(marks: &Marks, said: &Said) -> Option<String> {
    let said: Vec<String> = said
        .authors
        .iter()
        .filter_map(|name| person(name))
        .collect();
    if !said.is_empty() {
        return Some(said.join(", "));
    }
    let in_head = || {
        [
            "dc.creator",
            "dcterms.creator",
            "dcterm.creator",
            "author",
            "article:author",
            "parsely-author",
            "citation_author",
        ]
        .into_iter()
        .map(|name| marks.persons(name))
        .find(|names| !names.is_empty())
        .map(|names| names.join(", "))
    };
    let beside = || marks.bylines.iter().find_map(Byline::names);
    in_head().or_else(beside)
}

fn language(marks: &Marks, said: &Said) -> Option<String> {
    [
        marks.language.clone(),
        marks.meta(&["content-language", "dc.language"]),
        said.language.clone(),
        marks.meta(&["og:locale"]),
    ]
    .into_iter()
    .flatten()
    .map(|tag| tag.trim().replace('_', "-"))
    .find(|tag| {
        let mut parts = tag.split('-');
        let is_language = parts
            .next()
            .is_some_and(|part| (2..=3).contains(&part.len()));
        is_language
            && tag.len() <= 35
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// More marks of one kind than this are not read.
const MOST: usize = 500;
/// Longer ones are not read, in bytes.
const LONGEST: usize = 1000;
/// Longer titles are cut, in characters.
const LONGEST_TITLE: usize = 300;
/// Longer scripts are not read, in bytes.
const LONGEST_SCRIPT: usize = 1 << 20;

/// The marks on a page that may say something.
#[derive(Debug, Default)]
struct Marks {
    title: String,
    /// What `<meta>` says: names in lower case, with what is said.
    metas: Vec<(String, String)>,
    scripts: Vec<String>,
    /// Times that are named, with whether they are said to be those of publishing.
    times: Vec<(String, bool)>,
    headings: Vec<String>,
    bylines: Vec<Byline>,
    canonical: Option<String>,
    base: Option<String>,
    language: Option<String>,
}

impl Marks {
    fn of(document: &Document) -> Self {
        let mut marks = Self::default();
        let mut steps = Steps::below(document.root());
        let mut descend = false;
        while let Some(step) = steps.next(descend) {
            if let Step::Enter(node) = step {
                descend = node.query_or(true, |inner| {
                    inner
                        .as_element()
                        .is_none_or(|element| marks.read(node, element))
                });
            }
        }
        marks
    }

    /// Reads an element; says whether what is in it is to be read, too.
    fn read(&mut self, node: NodeRef<'_>, element: &Element) -> bool {
        let value = |name: &str| {
            attribute(element, name)
                .map(str::trim)
                .filter(|value| !value.is_empty() && value.len() <= LONGEST)
                .map(str::to_owned)
        };
        match &*element.name.local {
            "html" => self.language = value("lang").or_else(|| value("xml:lang")),
            "base" => self.base = self.base.take().or_else(|| value("href")),
            "title" if self.title.is_empty() => self.title = short(node),
            "meta" => self.meta_element(element),
            "link"
                if attribute(element, "rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                self.canonical = self.canonical.take().or_else(|| value("href"));
            }
            "script" => {
                let is_data = attribute(element, "type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                if is_data && self.scripts.len() < MOST {
                    self.scripts.extend(
                        Some(node.text().to_string()).filter(|text| text.len() <= LONGEST_SCRIPT),
                    );
                }
            }
            "head" => return true,
            _ if !is_shown(element) => return false,
            // What was large was a heading before there were style sheets.
            "font"
                if self.headings.len() < MOST
                    && attribute(element, "size")
                        .is_some_and(|size| ["5", "6", "7", "+2", "+3", "+4"].contains(&size)) =>
            {
                self.headings
                    .extend(Some(short(node)).filter(|heading| !heading.is_empty()));
            }
            "h1" | "h2" if self.headings.len() < MOST => {
                self.headings
                    .extend(Some(short(node)).filter(|heading| !heading.is_empty()));
            }
            "time" => self.time(element),
            _ => {
                if self.bylines.len() < FEW && is_byline(element) {
                    let is_author = attribute(element, "itemprop").is_some();
                    self.bylines.extend(Byline::of(node, is_author));
                }
            }
        }
        true
    }

    /// The same mark may have several names at once.
    fn meta_element(&mut self, element: &Element) {
        let Some(content) =
            attribute(element, "content").filter(|content| content.len() <= LONGEST)
        else {
            return;
        };
        for kind in ["name", "property", "itemprop", "http-equiv"] {
            let Some(names) = attribute(element, kind).filter(|names| names.len() <= LONGEST)
            else {
                continue;
            };
            for name in names.split_ascii_whitespace().take(FEW) {
                let content = unescaped(content);
                if self.metas.len() < MOST && !content.is_empty() {
                    self.metas.push((name.to_ascii_lowercase(), content));
                }
            }
        }
    }

    fn time(&mut self, element: &Element) {
        if self.times.len() < MOST
            && let Some(time) = attribute(element, "datetime")
        {
            let is = |name: &str, word: &str| {
                attribute(element, name)
                    .is_some_and(|value| value.to_ascii_lowercase().contains(word))
            };
            let is_publishing = is("itemprop", "datepublished")
                || is("class", "publish")
                || attribute(element, "pubdate").is_some();
            self.times
                .push((time.chars().take(100).collect(), is_publishing));
        }
    }

    /// All persons that are named under one name, in the spelling of it that comes first.
    fn persons(&self, name: &str) -> Vec<String> {
        let name = name.replace(':', ".");
        let mut persons: Vec<String> = Vec::new();
        let mut spelling: Option<&str> = None;
        for (found, content) in &self.metas {
            if spelling.is_none_or(|spelling| spelling == found)
                && found.replace(':', ".") == name
                && persons.len() < FEW
                && let Some(person) = person(content)
            {
                spelling = Some(found);
                if !persons.contains(&person) {
                    persons.push(person);
                }
            }
        }
        persons
    }

    /// What is said under the first of these names that is there.
    fn meta(&self, names: &[&str]) -> Option<String> {
        self.metas(names).into_iter().next()
    }

    /// What is said under these names, in the order of the names. Colons and dots are the same in them.
    fn metas(&self, names: &[&str]) -> Vec<String> {
        let said = |name: &&str| {
            let name = name.replace(':', ".");
            self.metas
                .iter()
                .find(|(found, _)| found.replace(':', ".") == name)
                .map(|(_, content)| content.clone())
        };
        names.iter().filter_map(said).collect()
    }

    /// When the article was published.
    fn date(&self, said: &Said) -> Option<PartialDate> {
        let in_head = self.metas(&[
            "article:published_time",
            "datepublished",
            "dc.date",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dcterms.date",
            "dc.date.created",
            "parsely-pub-date",
            "sailthru.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "og:published_time",
            "date",
            "citation_publication_date",
        ]);
        let marked = self
            .times
            .iter()
            .filter(|(_, is_publishing)| *is_publishing);
        said.published
            .iter()
            .chain(&in_head)
            .chain(marked.map(|(time, _)| time))
            .chain(self.times.iter().map(|(time, _)| time))
            .find_map(|text| date(text))
    }
}

/// How many of what may be long are read.
const FEW: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn about(html: &str) -> About {
        known(&Document::from(html), Some("https://www.daily.example/a/b")).about
    }

    #[track_caller]
    fn check(html: &str, title: &str, author: Option<&str>, date: Option<&str>) {
        let about = about(html);
        let found = (
            about.title.as_str(),
            about.author.as_deref(),
            about.written.map(PartialDate::iso),
        );
        assert_eq!(found, (title, author, date.map(str::to_owned)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_said_for_machines_comes_first() {
        check(
            "<title>X</title><meta property='og:title' content='Rates &amp;amp; rise | Daily'><meta name=author content='By A. Writer'>\
             <meta property='article:published_time' content='2018-04-05T23:00:00-08:00'>",
            "Rates & rise",
            Some("A. Writer"),
            Some("2018-04-05"),
        );
        check(
            "<title>Rates rise - Daily</title><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"name\": \"R\", \
             \"headline\": \"Rates rise\", \"datePublished\": \"2018-04\", \"author\": [{\"name\": \"A B\"}, {\"name\": \"C D\"}]}</script>",
            "Rates rise",
            Some("A B, C D"),
            Some("2018-04"),
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_said_for_readers_serves_too() {
        check(
            "<title>Rates rise | Daily</title><p class=byline>By A. Writer | 5 April 2018</p><time datetime='2018-04-05'>",
            "Rates rise",
            Some("A. Writer"),
            Some("2018-04-05"),
        );
        check(
            "<h1>Rates  rise</h1><p>By the sea.</p>",
            "Rates rise",
            None,
            None,
        );
        check("<title></title>", "", None, None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_longer_title_is_that_which_is_shown() {
        let html = |heading: &str| {
            format!(
                "<title>Rates rise | Daily</title><meta name=dc.title content='Rates rise'>\
                 <meta property='og:title' content='Rates rise: what now'><h1>{heading}</h1>"
            )
        };
        check(
            &html("Rates rise: what now"),
            "Rates rise: what now",
            None,
            None,
        );
        check(&html("Rates rise"), "Rates rise", None, None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn several_authors_are_named_in_their_order() {
        check(
            "<title>Rates</title><meta name=citation_author content='A B'><meta name=citation_author content='C D'>",
            "Rates",
            Some("A B, C D"),
            None,
        );
        check(
            "<title>Rates</title><meta name=dc.creator content='A B'><meta name=dc:creator content='C D'>",
            "Rates",
            Some("A B"),
            None,
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_site_is_named_in_the_head_or_beside_the_title() {
        for (html, expected) in [
            (
                "<title>Rates rise – Planks &amp; Sons</title><h1>Rates rise</h1>",
                "Planks & Sons",
            ),
            (
                "<meta name=dcterms.publisher content=Office><title>Rates</title>",
                "Office",
            ),
            ("<title>Rates rise</title>", "daily.example"),
        ] {
            assert_eq!(about(html).site.as_deref(), Some(expected), "{html}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_address_on_another_site_is_not_believed() {
        let own = about("<link rel=canonical href='/b'>");
        assert_eq!(own.address.as_deref(), Some("https://www.daily.example/b"));
        assert_eq!(own.site.as_deref(), Some("daily.example"));
        let other = about("<link rel=canonical href='https://bank.example/'>");
        assert_eq!(
            other.address.as_deref(),
            Some("https://www.daily.example/a/b")
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn languages_are_tags() {
        for (html, expected) in [
            ("<html lang=de>", Some("de")),
            (
                "<html lang='x y'><meta property='og:locale' content=en_US>",
                Some("en-US"),
            ),
            ("<html lang='{{lang}}'>", None),
        ] {
            assert_eq!(about(html).language.as_deref(), expected, "{html}");
        }
    }
}
