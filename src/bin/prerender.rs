//! Writes the page's static parts: the article, its notes and cards as HTML, one style sheet, and the engine's card index.
//!
//! Trunk runs it before every build and puts what it writes into `index.html`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use sidelight::card::CardIndex;
use sidelight::content::{ArticleFiles, Publication, SourceFile};
use sidelight::page::{View, body, head, library_page, setup_page};

const ARTICLE: &str = "src/content/articles/kazakhstan";
const CARDS: &str = "src/content/cards";
const INDEX: &str = "index.html";
const STYLES: &str = "style";
const EARLY: &str = "src/web/early.js";
const SETUP: &str = "src/web/setup.js";
const BOOKMARKLET: &str = "src/web/bookmarklet.js";
const OUT: &str = "target/prerender";

fn main() -> anyhow::Result<()> {
    let read = |name: &str| source_file(&Path::new(ARTICLE).join(name));
    let article = ArticleFiles {
        article: read("article.md")?,
        annotations: read("annotations.toml")?,
        labellings: [read("labelling-1.toml")?, read("labelling-2.toml")?],
    };
    let cards = files_in(Path::new(CARDS), "toml")?
        .iter()
        .map(|path| source_file(path))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let publication = match Publication::load(&article, &cards) {
        Ok(publication) => publication,
        Err(faults) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            bail!(
                "the content has {} faults; nothing was written",
                faults.len()
            );
        }
    };
    let view = View::of(&publication);
    write(
        "cards.index",
        &CardIndex::of(publication.cards.iter()).write()?,
    )?;
    write("head.html", head(&publication).as_bytes())?;
    write("body.html", body(&view).as_bytes())?;
    let early = script(EARLY)?;
    write("early.js", early.as_bytes())?;
    let policy = policy()?;
    write("library.html", library_page(&policy, &early).as_bytes())?;
    let bookmarklet = percent_encoded(&script(BOOKMARKLET)?);
    let setup = setup_page(&policy, &early, &script(SETUP)?, &bookmarklet);
    write("setup.html", setup.as_bytes())?;
    let cards: Vec<_> = publication.cards.iter().collect();
    write("cards.json", &serde_json::to_vec(&cards)?)?;
    write("sidelight.css", compact(&styles(is_common)?).as_bytes())?;
    write(
        "library.css",
        compact(&styles(|name| !is_common(name))?).as_bytes(),
    )
}

/// Whether every page needs a style sheet; the others are those of the reader's own articles.
fn is_common(name: &str) -> bool {
    ![
        "ask",
        "bring",
        "brought",
        "card_form",
        "edit",
        "provenance",
        "seen",
        "setup",
        "shelf",
    ]
    .contains(&name)
}

/// The security policy of all pages, as it stands in `index.html`.
fn policy() -> anyhow::Result<String> {
    const BEFORE: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
    let index = fs::read_to_string(INDEX).with_context(|| format!("cannot read {INDEX}"))?;
    let policy = index
        .split_once(BEFORE)
        .and_then(|(_, rest)| rest.split_once('"'));
    let (policy, _) = policy.with_context(|| format!("{INDEX} has no security policy"))?;
    Ok(policy.to_owned())
}

/// A script as it is put into a page.
fn script(path: &str) -> anyhow::Result<String> {
    let script = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    Ok(without_line_comments(&script))
}

/// A text as part of an address: all but letters, digits and a few signs that mean nothing there as bytes in hexadecimal, as
/// `encodeURIComponent` does it.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The script without its comments on lines of their own and without its indentation.
fn without_line_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let kept: Vec<_> = lines.filter(|line| !line.starts_with("//")).collect();
    kept.join("\n")
}

/// The style sheet without the white space that it needs nowhere: around braces and semicolons, behind the colon of a declaration and,
/// where no string is near, at commas and between the parts of a selector.
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for piece in css.split_inclusive(['{', '}', ';']) {
        let piece = piece.trim_start();
        match piece.split_at_checked(piece.len().saturating_sub(1)) {
            Some((text, end @ ("{" | "}" | ";"))) => {
                let text = text.trim_end();
                if end == "}" && text.is_empty() && out.ends_with(';') {
                    out.pop();
                }
                let text = if text.contains(['"', '\'']) {
                    text.to_owned()
                } else {
                    text.replace(", ", ",")
                        .replace(" > ", ">")
                        .replace(" ~ ", "~")
                };
                match text
                    .split_once(": ")
                    .filter(|_| end != "{" || text.starts_with("@media"))
                {
                    Some((property, value)) => out.extend([property, ":", value]),
                    None => out.push_str(&text),
                }
                out.push_str(end);
            }
            _ => out.push_str(piece),
        }
    }
    out
}

/// The style sheets of certain names as one, without their comments: the tokens and the base
/// first, then the components by name, the page on paper last.
fn styles(is_meant: impl Fn(&str) -> bool) -> anyhow::Result<String> {
    let mut paths = files_in(Path::new(STYLES), "css")?;
    paths.retain(|path| {
        let name = path.file_stem().and_then(|stem| stem.to_str());
        name.is_some_and(&is_meant)
    });
    let rank = |path: &PathBuf| match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("tokens") => 0,
        Some("base") => 1,
        // The page on paper overrides what the components say for the screen.
        Some("shell") => 3,
        _ => 2,
    };
    paths.sort_by_key(|path| (rank(path), path.clone()));
    paths
        .iter()
        .map(|path| {
            let css = fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            Ok(without_comments(&css))
        })
        .collect()
}

/// The style sheets hold no string in which a comment could seem to begin.
fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts
        .filter_map(|part| part.split_once("*/"))
        .fold(first, |kept, (_, after)| kept + after.trim_start())
}

fn files_in(folder: &Path, extension: &str) -> anyhow::Result<Vec<PathBuf>> {
    let listing = fs::read_dir(folder).with_context(|| {
        format!(
            "cannot list {}; run from the project's own folder",
            folder.display()
        )
    })?;
    let mut paths = Vec::new();
    for entry in listing {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn source_file(path: &Path) -> anyhow::Result<SourceFile> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let path = path.display().to_string();
    Ok(SourceFile { path, text })
}

/// Writes only what has changed, so that an unchanged page does not look newer than its build.
fn write(name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let path = Path::new(OUT).join(name);
    if fs::read(&path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::create_dir_all(OUT).with_context(|| format!("cannot make {OUT}"))?;
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_is_made_shorter_and_says_the_same() {
        let css = "a:is(.b, .c) {\n  color: red;\n  &::before { content: \": , …\"; }\n}\n@media (x: y) {\n  b { top: calc(1px + 2px); }\n}\n";
        assert_eq!(
            compact(css),
            "a:is(.b,.c){color:red;&::before{content:\": , …\"}}@media (x:y){b{top:calc(1px + 2px)}}"
        );
    }

    #[test]
    fn a_script_becomes_part_of_an_address() {
        assert_eq!(
            percent_encoded("a(\"é\n\") || 'b%20'"),
            "a(%22%C3%A9%0A%22)%20%7C%7C%20'b%2520'"
        );
    }

    #[test]
    fn comments_are_left_out_and_nothing_else() {
        assert_eq!(without_comments("a {} /* one */\nb {}/**/"), "a {} b {}");
        assert_eq!(without_comments("a { b: c }"), "a { b: c }");
        let script = "// one\nlet a = \"https://b\"; // two\n  // three\nlet c;\n";
        let kept = without_line_comments(script);
        assert!(
            kept.contains("let a = \"https://b\"") && kept.contains("let c;"),
            "{kept}"
        );
        assert!(!kept.contains("one") && !kept.contains("three"), "{kept}");
    }
}
