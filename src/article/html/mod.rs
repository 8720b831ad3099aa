//! HTML → article.

use super::Import;

/// Stand-in.
#[must_use]
pub fn article_from_html(html: &str, _address: Option<&str>) -> Import {
    super::titled(&super::document_from_text(html.to_owned()))
}

/// Stand-in.
#[must_use]
pub fn article_from_fragment(html: &str) -> Import {
    article_from_html(html, None)
}
