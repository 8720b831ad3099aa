//! What a page says about its article in JSON-LD.

use serde_json::Value;

/// What is said about an article there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Its titles, the likelier first.
    pub(super) titles: Vec<String>,
    /// The names of its authors.
    pub(super) authors: Vec<String>,
    /// When it was published.
    pub(super) published: Option<String>,
    /// The name of its publisher.
    pub(super) publisher: Option<String>,
    /// Its language.
    pub(super) language: Option<String>,
    /// Whether it is said not to be free to read.
    pub(super) is_paid: bool,
}

/// Objects within objects deeper than this are not looked at.
const DEEPEST: usize = 8;
/// How many authors are named at most.
const MOST_AUTHORS: usize = 20;

/// Reads one script; none if no article is described in it.
pub(super) fn said(script: &str) -> Option<Said> {
    // Line breaks within strings are not allowed, and usual.
    let script = script.replace(|letter: char| letter.is_control(), " ");
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->");
    let script = script
        .trim()
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>");
    let value: Value = serde_json::from_str(script.trim().trim_end_matches(';')).ok()?;
    let article = article(&value, DEEPEST)?;
    let mut authors = Vec::new();
    names(&article["author"], &mut authors);
    let mut publisher = Vec::new();
    names(&article["publisher"], &mut publisher);
    Some(Said {
        titles: ["headline", "name"]
            .into_iter()
            .filter_map(|key| text(&article[key]))
            .collect(),
        authors,
        published: text(&article["datePublished"]).or_else(|| text(&article["dateCreated"])),
        publisher: publisher.into_iter().next(),
        language: text(&article["inLanguage"]),
        is_paid: match &article["isAccessibleForFree"] {
            Value::Bool(free) => !free,
            Value::String(free) => free.eq_ignore_ascii_case("false"),
            _ => false,
        },
    })
}

/// The first object that describes an article.
fn article(value: &Value, depth: usize) -> Option<&Value> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items.iter().find_map(|item| article(item, depth)),
        Value::Object(_) if is_article(&value["@type"]) => Some(value),
        Value::Object(_) => ["@graph", "mainEntity", "mainEntityOfPage"]
            .into_iter()
            .find_map(|key| article(&value[key], depth)),
        _ => None,
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
            kind.ends_with("Article")
                || kind.ends_with("BlogPosting")
                || [
                    "Blog",
                    "Report",
                    "Review",
                    "SocialMediaPosting",
                    "TechArticle",
                ]
                .contains(&kind)
        }
        Value::Array(kinds) => kinds
            .iter()
            .any(|kind| kind.is_string() && is_article(kind)),
        _ => false,
    }
}

fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(items) => items.iter().find_map(Value::as_str),
        value => value.as_str(),
    };
    text.map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// The names of a person, of several, or of one named by a text alone.
fn names(value: &Value, found: &mut Vec<String>) {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        value => std::slice::from_ref(value),
    };
    for item in items.iter().take(MOST_AUTHORS) {
        let name = if item.is_object() {
            &item["name"]
        } else {
            item
        };
        if let Value::Array(several) = name {
            found.extend(several.iter().take(MOST_AUTHORS).filter_map(text));
        } else {
            found.extend(text(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(script: &str, title: &str, authors: &[&str]) {
        let said = said(script).expect("an article");
        assert_eq!(said.titles.first().map(String::as_str), Some(title));
        assert_eq!(said.authors, authors);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_article_is_found_wherever_it_stands() {
        check(
            r#"{"@type": "NewsArticle", "headline": "T", "author": {"name": "A B"}}"#,
            "T",
            &["A B"],
        );
        check(
            r#"[{"@type": "Person"}, {"@graph": [{"@type": ["Thing", "BlogPosting"], "name": "T", "author": ["A", {"name": ["B", "C"]}]}]}]"#,
            "T",
            &["A", "B", "C"],
        );
        check(
            "<!-- {\"@type\": \"Article\",\n\"headline\": \"T\nU\"} -->",
            "T U",
            &[],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_paid_for_is_known_in_both_spellings() {
        for (value, expected) in [
            ("false", true),
            ("\"False\"", true),
            ("true", false),
            ("0", false),
        ] {
            let script = format!(r#"{{"@type": "Article", "isAccessibleForFree": {value}}}"#);
            assert_eq!(said(&script).expect("an article").is_paid, expected);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn odd_scripts_are_none() {
        for script in [
            "",
            "{",
            "[]",
            "3",
            r#"{"@type": "Person", "name": "A"}"#,
            &"[".repeat(100_000),
        ] {
            assert_eq!(said(script), None);
        }
    }
}
