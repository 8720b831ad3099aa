//! `cargo xtask seal`: finishes what Trunk has built: shrinks its modules, and writes the hashes of inline scripts and styles into the page's
//! policy.
//!
//! Trunk writes an inline script of its own, whose text is known only after the build. With its hash in
//! the Content-Security-Policy the page can forbid every other inline script.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::optimise;

const SCRIPT_HASHES: &str = "{script-hashes}";
const STYLE_HASHES: &str = "{style-hashes}";
/// Where the pages beside `index.html` want the address of the style sheet that all pages share.
const STYLE_ADDRESS: &str = "{style-address}";
/// Those pages.
const PAGES: [&str; 2] = ["library.html", "setup.html"];

/// `cargo xtask seal`, called by Trunk's `post_build` hook.
pub(crate) fn command(root: &Path) -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").context(
        "TRUNK_STAGING_DIR is not set: Trunk calls `seal` by itself, at the end of \
         `cargo xtask build`",
    )?;
    let folder = PathBuf::from(folder);
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let write = |name: &str, html: &str| {
        let sealed = seal(html).with_context(|| format!("{name} cannot be sealed"))?;
        fs::write(folder.join(name), sealed).with_context(|| format!("{name} cannot be written"))
    };
    let index = read("index.html")?;
    let style = style_address(&index)?;
    // Behind whatever Trunk puts before it, so that the page works where the host serves it.
    let name = style.rsplit('/').next().unwrap_or(style);
    for page in PAGES {
        let html = read(page)?;
        if html.matches(STYLE_ADDRESS).count() != 1 {
            bail!("{page} must hold {STYLE_ADDRESS} exactly once");
        }
        write(page, &html.replace(STYLE_ADDRESS, name))?;
    }
    write("index.html", &index)?;
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        optimise::modules(root, &folder)?;
    }
    keep(&folder)
}

/// The service worker's script as it is written, and as the page asks for it.
const WORKER_TEMPLATE: &str = "service_worker.js";
const WORKER: &str = "service-worker.js";

/// Writes the service worker that keeps every file of the page, under a version that changes with any of them.
fn keep(folder: &Path) -> Result<()> {
    let template = folder.join(WORKER_TEMPLATE);
    let script = fs::read_to_string(&template)
        .with_context(|| format!("{} cannot be read", template.display()))?;
    fs::remove_file(&template)?;
    let mut files = Vec::new();
    list(folder, "", &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(file.as_bytes());
        hash.update(fs::read(folder.join(file))?);
    }
    let version = STANDARD.encode(&hash.finalize()[..9]);
    // The page's own address, by which it is mostly asked for.
    files.push("./".to_owned());
    let names: Vec<_> = files.iter().map(|file| format!("\"{file}\"")).collect();
    let script = script
        .replace("{version}", &version)
        .replace("{files}", &format!("[{}]", names.join(", ")));
    fs::write(folder.join(WORKER), script).with_context(|| format!("{WORKER} cannot be written"))
}

/// The files in a folder and below, by their addresses from it.
fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = format!("{prefix}{}", name.to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

/// The address of the page's style sheet.
fn style_address(html: &str) -> Result<&str> {
    let elements = elements(html)?;
    let address = elements.iter().find_map(|element| {
        let rel = element.attribute("rel")?;
        let href = element.attribute("href")?;
        (element.name == "link" && &html[rel] == "stylesheet").then_some(href)
    });
    Ok(&html[address.context("index.html has no style sheet")?])
}

/// The page with its policy filled in.
fn seal(html: &str) -> Result<String> {
    let elements = elements(html)?;
    let policy = elements
        .iter()
        .find(|element| element.is_policy())
        .context("the page has no <meta http-equiv=\"Content-Security-Policy\">")?;
    let content = policy
        .attribute("content")
        .context("the policy's <meta> has no content")?;
    let template = &html[content.clone()];
    for placeholder in [SCRIPT_HASHES, STYLE_HASHES] {
        if template.matches(placeholder).count() != 1 {
            bail!("the policy must hold {placeholder} exactly once: {template}");
        }
    }
    let inline = |name: &'static str| {
        elements
            .iter()
            .filter(move |element| element.name == name && element.attribute("src").is_none())
    };
    if inline("script").any(|script| script.start < content.start) {
        bail!("a script stands before the policy, which then does not bind it: move the <meta> up");
    }
    let hashes =
        |name: &'static str| hashes(inline(name).map(|element| &html[element.content.clone()]));
    let filled = template
        .replace(SCRIPT_HASHES, &hashes("script"))
        .replace(STYLE_HASHES, &hashes("style"));
    let sealed = format!("{}{filled}{}", &html[..content.start], &html[content.end..]);
    for placeholder in [SCRIPT_HASHES, STYLE_HASHES] {
        if sealed.contains(placeholder) {
            bail!("{placeholder} remains outside the policy's <meta>");
        }
    }
    Ok(sealed)
}

/// The policy's words for some inline texts, each once, in order.
fn hashes<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = Vec::new();
    for text in texts {
        // Browsers hash what they parsed, and parsing turns every line end into a line feed.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let word = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" ")
}

/// A start tag, with the content if it is a script or a style.
#[derive(Debug)]
struct Element {
    name: String,
    start: usize,
    attributes: Vec<(String, Range<usize>)>,
    content: Range<usize>,
    names_policy: bool,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<Range<usize>> {
        let mut attributes = self.attributes.iter();
        let (_, value) = attributes.find(|(key, _)| key == name)?;
        Some(value.clone())
    }

    fn is_policy(&self) -> bool {
        self.name == "meta" && self.names_policy
    }
}

/// The start tags of a page in order. It reads as little of HTML as the task needs: tags with
/// their attributes, comments, and the two elements whose content is no HTML.
fn elements(html: &str) -> Result<Vec<Element>> {
    let mut elements = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start + 1..];
        if rest.starts_with("!--") {
            at = end_of(html, start + 4, "-->").context("a comment has no end")?;
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let mut element = tag(html, start).with_context(|| {
                let beginning: String = html[start..].chars().take(40).collect();
                format!("this tag has no end: {beginning}")
            })?;
            at = element.content.start;
            if element.name == "script" || element.name == "style" {
                let close = format!("</{}", element.name);
                let length = html[at..]
                    .to_ascii_lowercase()
                    .find(&close)
                    .with_context(|| format!("a <{}> has no end", element.name))?;
                element.content.end = at + length;
                at += length;
            }
            elements.push(element);
        } else {
            at = start + 1;
        }
    }
    Ok(elements)
}

/// The start tag at `start`, whose content is an empty range behind it; none if it never ends.
fn tag(html: &str, start: usize) -> Option<Element> {
    let bytes = html.as_bytes();
    let skip = |from: usize, set: &dyn Fn(u8) -> bool| {
        let length = bytes[from..].iter().take_while(|&&byte| set(byte)).count();
        from + length
    };
    let part_of_name = |byte: u8| !byte.is_ascii_whitespace() && !b"/>=".contains(&byte);
    let mut at = skip(start + 1, &part_of_name);
    let name = html[start + 1..at].to_ascii_lowercase();
    let mut attributes: Vec<(String, Range<usize>)> = Vec::new();
    loop {
        at = skip(at, &|byte| byte.is_ascii_whitespace() || byte == b'/');
        if *bytes.get(at)? == b'>' {
            break;
        }
        let key = at;
        at = skip(at + 1, &part_of_name);
        let key = html[key..at].to_ascii_lowercase();
        let equals = skip(at, &|byte| byte.is_ascii_whitespace());
        let mut value = at..at;
        if bytes.get(equals) == Some(&b'=') {
            at = skip(equals + 1, &|byte| byte.is_ascii_whitespace());
            let quote = *bytes.get(at)?;
            if quote == b'"' || quote == b'\'' {
                let end = skip(at + 1, &|byte| byte != quote);
                value = at + 1..end;
                at = end + 1;
            } else {
                let end = skip(at, &|byte| !byte.is_ascii_whitespace() && byte != b'>');
                value = at..end;
                at = end;
            }
            bytes.get(at)?;
        }
        attributes.push((key, value));
    }
    let names_policy = attributes.iter().any(|(key, value)| {
        key == "http-equiv" && html[value.clone()].eq_ignore_ascii_case("content-security-policy")
    });
    Some(Element {
        name,
        start,
        attributes,
        content: at + 1..at + 1,
        names_policy,
    })
}

fn end_of(html: &str, from: usize, mark: &str) -> Option<usize> {
    let rest = html.get(from..)?;
    Some(from + rest.find(mark)? + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' \
                        {script-hashes}; style-src 'self' {style-hashes}\">";
    /// What `printf 'let a = 1;' | openssl dgst -sha256 -binary | base64` gives.
    const LET_A: &str = "'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='";

    #[track_caller]
    fn sealed(body: &str) -> String {
        seal(&format!("{META}{body}")).expect("sealable")
    }

    #[track_caller]
    fn refused(html: &str, reason: &str) {
        let error = seal(html).expect_err("refused").to_string();
        assert!(error.contains(reason), "{error}");
    }

    #[test]
    fn inline_scripts_and_styles_get_their_hash() {
        let html = sealed("<script type=module>let a = 1;</script><style>p > b {}</style>");
        assert!(html.contains(&format!(
            "script-src 'self' {LET_A}; style-src 'self' 'sha256-"
        )));
        assert!(html.ends_with("<script type=module>let a = 1;</script><style>p > b {}</style>"));
    }

    #[test]
    fn scripts_from_files_need_no_hash() {
        let html = sealed("<script src='app.js'></script>");
        assert!(
            html.contains("script-src 'self' ; style-src 'self' \""),
            "{html}"
        );
    }

    #[test]
    fn the_same_text_is_listed_once() {
        let html = sealed("<script>let a = 1;</script><SCRIPT>let a = 1;</SCRIPT >");
        assert_eq!(html.matches(LET_A).count(), 1, "{html}");
    }

    #[test]
    fn line_ends_are_hashed_as_browsers_parse_them() {
        let hash = |text| hashes(std::iter::once(text));
        assert_eq!(hash("a\r\nb\rc"), hash("a\nb\nc"));
    }

    #[test]
    fn comments_attributes_and_raw_text_do_not_mislead() {
        let html = sealed(
            "<!-- <script>no</script> --><a title='<script>no</script>' data-x>1 < 2</a>\
             <script>let a = 1;</script>",
        );
        assert_eq!(html.matches("'sha256-").count(), 1, "{html}");
        assert!(html.contains(LET_A), "{html}");
    }

    #[test]
    fn an_empty_script_counts_too() {
        assert_eq!(sealed("<script></script>").matches("'sha256-").count(), 1);
    }

    #[test]
    fn a_missing_or_remaining_placeholder_is_refused() {
        refused("<p>", "has no <meta");
        refused(
            &META.replace(SCRIPT_HASHES, ""),
            "{script-hashes} exactly once",
        );
        refused(
            &META.replace(STYLE_HASHES, ""),
            "{style-hashes} exactly once",
        );
        refused(&format!("{META}{META}"), "remains");
    }

    #[test]
    fn a_script_before_the_policy_is_refused() {
        refused(&format!("<script>1</script>{META}"), "before the policy");
    }

    #[test]
    fn broken_html_is_refused_and_not_a_panic() {
        refused(&format!("{META}<script>1"), "<script> has no end");
        refused(&format!("{META}<p title=\"é"), "tag has no end");
        refused(&format!("{META}<!-- "), "comment has no end");
        refused(&format!("{META}<p a="), "tag has no end");
        refused(&format!("{META}<p"), "tag has no end");
    }
}
