//! What becomes of web pages: of one of each kind of site, and of hostile ones.
//!
//! `tests/pages/README.md` tells what the pages are. What is not yet as wanted is listed in `tests/pages/expected-failures.txt`, which may only
//! shrink: a line that no longer holds fails the test as well. `SIDELIGHT_BLESS=1` writes the list anew.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use sidelight::article::{Import, ImportWarning, article_from_html, blocks_from_html};
use sidelight::text::Annotations;

/// What a reader should take from a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    title: Option<String>,
    author: Option<String>,
    written: Option<String>,
    site: Option<String>,
    language: Option<String>,
    article: bool,
    /// Words of the page that are no part of the article.
    absent: Vec<String>,
    #[serde(default)]
    block: Vec<ExpectedBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedBlock {
    kind: String,
    text: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn read(name: &str) -> String {
    let bytes = fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The names of the pages, sorted.
fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).expect("a folder of pages");
    let mut names: Vec<String> = files
        .filter_map(|file| {
            let name = file.expect("an entry").file_name();
            Some(name.to_str()?.strip_suffix(".html")?.to_owned())
        })
        .collect();
    names.sort();
    names
}

/// White space collapsed, as the expectations are written.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words with how often each occurs.
fn bag(text: &str) -> BTreeMap<String, usize> {
    let mut bag = BTreeMap::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        if !word.is_empty() {
            *bag.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    bag
}

/// F1 of the words of a text against those wanted.
#[expect(
    clippy::cast_precision_loss,
    reason = "a page has far fewer words than a float counts exactly"
)]
fn word_f1(found: &str, wanted: &str) -> f64 {
    let (found, wanted) = (bag(found), bag(wanted));
    let size = |bag: &BTreeMap<String, usize>| bag.values().sum::<usize>();
    let same: usize = wanted
        .iter()
        .map(|(word, count)| *count.min(found.get(word).unwrap_or(&0)))
        .sum();
    2.0 * same as f64 / (size(&found) + size(&wanted)).max(1) as f64
}

/// What is not as wanted of one page, a line each.
fn faults(name: &str) -> Vec<String> {
    let expected: Expected = toml::from_str(&read(&format!("{name}.expected.toml")))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let import = article_from_html(&read(&format!("{name}.html")), None);
    let about = &import.about;
    let mut faults = Vec::new();
    let mut compare = |what: &str, found: Option<String>, wanted: Option<&String>| {
        if found.as_ref() != wanted {
            faults.push(format!("{name}: {what}"));
        }
    };
    let title = Some(about.title.clone()).filter(|title| !title.is_empty());
    compare("title", title, expected.title.as_ref());
    compare("author", about.author.clone(), expected.author.as_ref());
    let written = about.written.map(sidelight::text::PartialDate::iso);
    compare("written", written, expected.written.as_ref());
    compare("site", about.site.clone(), expected.site.as_ref());
    compare(
        "language",
        about.language.clone(),
        expected.language.as_ref(),
    );
    let is_article = !import.warnings.contains(&ImportWarning::NotAnArticle);
    if is_article != expected.article {
        faults.push(format!("{name}: whether it is an article"));
    }
    if !expected.article {
        return faults;
    }
    let text = collapsed(import.document.text());
    for words in &expected.absent {
        if text.contains(&collapsed(words)) {
            faults.push(format!("{name}: has “{words}”"));
        }
    }
    let found: BTreeSet<(String, String)> = import
        .document
        .blocks()
        .iter()
        .map(|block| {
            let kind = format!("{:?}", block.kind).to_lowercase();
            (kind, collapsed(import.document.slice(block.span)))
        })
        .collect();
    for block in &expected.block {
        let wanted = collapsed(&block.text);
        let beginning: String = wanted.chars().take(40).collect();
        if !text.contains(&wanted) {
            faults.push(format!("{name}: lacks “{beginning}”"));
        } else if !found.contains(&(block.kind.clone(), wanted)) {
            faults.push(format!(
                "{name}: “{beginning}” is no {} of its own",
                block.kind
            ));
        }
    }
    let wanted: Vec<&str> = expected
        .block
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    if word_f1(&text, &wanted.join(" ")) < 0.9 {
        faults.push(format!("{name}: F1 of its words below 0.9"));
    }
    faults
}

#[test]
fn pages_of_every_kind_become_articles() {
    let names = names();
    assert!(names.len() >= 30, "{} pages", names.len());
    let found: Vec<String> = names.iter().flat_map(|name| faults(name)).collect();
    let list = folder().join("expected-failures.txt");
    if std::env::var_os("SIDELIGHT_BLESS").is_some() {
        fs::write(&list, found.join("\n") + "\n").expect("writable");
    }
    let listed = read("expected-failures.txt");
    let listed: BTreeSet<&str> = listed.lines().filter(|line| !line.is_empty()).collect();
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(new.is_empty(), "failures that are not listed: {new:#?}");
    assert!(
        gone.is_empty(),
        "listed failures that are none any more, to be struck out: {gone:#?}"
    );
}

/// The hostile cases by name, with what their lines `@repeat` and their bytes stand for.
fn hostile() -> Vec<(String, String)> {
    let file = read("hostile.txt");
    let mut cases: Vec<(String, String)> = Vec::new();
    // What is repeated is joined without the ends of lines around it.
    let mut joined = true;
    for line in file.split('\n') {
        if let Some(name) = line.strip_prefix("=== ") {
            cases.push((name.to_owned(), String::new()));
            joined = true;
            continue;
        }
        let Some((_, html)) = cases.last_mut() else {
            continue;
        };
        let repeat = line
            .strip_prefix("@repeat ")
            .and_then(|rest| rest.split_once(' '))
            .and_then(|(count, text)| Some((count.parse::<usize>().ok()?, text)));
        if let Some((count, text)) = repeat {
            html.push_str(&text.repeat(count));
            joined = true;
        } else {
            if !joined {
                html.push('\n');
            }
            html.push_str(line);
            joined = false;
        }
    }
    for (name, html) in &mut cases {
        if name.starts_with("bytes-") || name == "url-javascript-null-byte-escaped" {
            *html = with_bytes(html);
        }
    }
    cases
}

/// Text in which `\xNN` stands for a byte; what is then no UTF-8 is read as browsers read it.
fn with_bytes(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend(before.bytes());
        let byte = after
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = byte {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.extend(b"\\x");
            rest = after;
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Every start tag of the surface that an import gives, which can only be what the page's own functions write.
fn check_surface(name: &str, import: &Import) {
    const OWN: [&str; 28] = [
        "a", "article", "aside", "b", "button", "details", "div", "form", "h1", "h2", "header",
        "input", "label", "li", "main", "nav", "ol", "p", "path", "q", "section", "span", "strong",
        "summary", "svg", "time", "ul", "em",
    ];
    let (annotations, cards) = (Annotations::default(), sidelight::card::Cards::default());
    let view = sidelight::page::View::brought(import, &annotations, &cards);
    let at_once = sidelight::page::parts_at_once(&view);
    let rest = (at_once..).map_while(|index| sidelight::page::part_of(&view, index));
    let html = sidelight::page::surface(&view)
        + &rest.collect::<String>()
        + &sidelight::page::cuts(&import.cuts);
    for tag in html.split('<').skip(1) {
        let element: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        assert!(OWN.contains(&element.as_str()), "{name}: <{tag}");
        let attributes = tag.split('>').next().unwrap_or_default();
        for event in [
            " on", " src", " srcset", " style", " srcdoc", " action", " poster", " ping",
        ] {
            assert!(!attributes.contains(&format!("{event}=")), "{name}: <{tag}");
        }
    }
    for link in &import.links {
        let address = link.address.to_ascii_lowercase();
        let is_plain = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| address.starts_with(scheme));
        assert!(
            is_plain && !address.contains(char::is_control),
            "{name}: {}",
            link.address
        );
        assert!(
            !import.document.slice(link.span).is_empty(),
            "{name}: a link without words"
        );
    }
}

#[test]
fn hostile_pages_give_an_article_and_nothing_else() {
    let cases = hostile();
    assert!(cases.len() >= 200, "{} cases", cases.len());
    for (name, html) in &cases {
        for import in [
            article_from_html(html, Some("https://example.org/a/")),
            blocks_from_html(html),
        ] {
            check_surface(name, &import);
            let blocks = import.document.blocks();
            let ordered = blocks
                .windows(2)
                .all(|two| two[0].span.end <= two[1].span.start);
            assert!(ordered, "{name}: blocks overlap");
        }
    }
}
