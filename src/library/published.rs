//! Articles that a host publishes beside the page, for links such as `?article=news/ferry.json`.

use serde::Deserialize;

use super::record::{Block, joined};
use crate::article::{About, Import, document_from_text, titled};
use crate::engine::Source;
use crate::text::PartialDate;

/// A published article as JSON: what is known about it, and its text as `blocks` or as plain `text`.
#[derive(Deserialize)]
struct Published {
    #[serde(default)]
    title: String,
    author: Option<String>,
    written: Option<PartialDate>,
    site: Option<String>,
    language: Option<String>,
    address: Option<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    blocks: Vec<Block>,
}

/// Why a file is no published article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it is no article in JSON: {0}")]
pub struct InvalidPublished(String);

/// An article from a file of the host's, by the ending of its name: JSON, Markdown, HTML, else plain text.
///
/// ```
/// use sidelight::engine::Source;
/// use sidelight::library::published;
///
/// let json = r#"{"title": "Late again", "written": "2021-05", "text": "The ferry was late.\n\nIt is a shame."}"#;
/// let Source::Article(import) = published("ferry.json", json.to_owned(), "https://example.org/ferry.json")? else {
///     panic!("JSON is an article that was read before");
/// };
/// assert_eq!((import.about.title.as_str(), import.document.blocks().len()), ("Late again", 2));
/// # Ok::<_, sidelight::library::InvalidPublished>(())
/// ```
///
/// # Errors
///
/// Says what is wrong with a JSON file.
pub fn published(name: &str, text: String, address: &str) -> Result<Source, InvalidPublished> {
    let ending = name.rsplit('.').next().unwrap_or_default();
    match ending.to_lowercase().as_str() {
        "json" => from_json(&text, address),
        "md" | "markdown" => Ok(Source::Markdown(text)),
        "html" | "htm" | "xhtml" => Ok(Source::Page {
            html: text,
            address: Some(address.to_owned()),
        }),
        _ => Ok(Source::Text(text)),
    }
}

fn from_json(json: &str, address: &str) -> Result<Source, InvalidPublished> {
    let published: Published =
        serde_json::from_str(json).map_err(|error| InvalidPublished(error.to_string()))?;
    let mut import = if published.blocks.is_empty() {
        titled(&document_from_text(published.text))
    } else {
        let (document, links) = joined(&published.blocks);
        Import {
            document,
            links,
            ..Import::default()
        }
    };
    let found = import.about;
    import.about = About {
        title: Some(published.title)
            .filter(|title| !title.trim().is_empty())
            .unwrap_or(found.title),
        author: published.author.or(found.author),
        written: published.written,
        site: published.site,
        language: published.language,
        address: published.address.or_else(|| Some(address.to_owned())),
    };
    Ok(Source::Article(Box::new(import)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn files_are_told_by_their_endings() {
        let read =
            |name: &str| published(name, "# One\n\nTwo.".to_owned(), "https://example.org/a");
        assert!(matches!(read("a.md"), Ok(Source::Markdown(_))));
        assert!(matches!(read("a.HTML"), Ok(Source::Page { .. })));
        assert!(matches!(read("a"), Ok(Source::Text(_))));
        assert!(read("a.json").is_err());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn json_has_blocks_or_text() {
        let json = r#"{"title": "A", "blocks": [{"kind": "Subhead", "text": "B"}, {"kind": "Paragraph", "text": "C.", "links": [{"start": 0, "end": 1, "address": "https://example.org/c"}, {"start": 1, "end": 2, "address": "javascript:alert(1)"}]}]}"#;
        let Ok(Source::Article(import)) =
            published("a.json", json.to_owned(), "https://example.org/a.json")
        else {
            panic!("it is refused");
        };
        assert_eq!(import.document.text(), "B\nC.");
        let links: Vec<_> = import
            .links
            .iter()
            .map(|link| import.document.slice(link.span))
            .collect();
        assert_eq!(links, ["C"], "the other leads to no page");
        assert_eq!(
            import.about.address.as_deref(),
            Some("https://example.org/a.json")
        );
    }
}
