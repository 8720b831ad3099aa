//! Which elements of a page are shown to its readers as text.

use dom_query::Element;

/// Elements whose content is no text of the page: machinery, controls, pictures, and what stands in for them.
const WITHOUT_TEXT: [&str; 32] = [
    "annotation",
    "annotation-xml",
    "applet",
    "audio",
    "button",
    "canvas",
    "datalist",
    "dialog",
    "embed",
    "frameset",
    "head",
    "iframe",
    "input",
    "link",
    "map",
    "menuitem",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "option",
    "progress",
    "rp",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];

/// Classes of what is only read aloud.
const FOR_SCREEN_READERS: [&str; 7] = [
    "element-invisible",
    "offscreen",
    "screen-reader-only",
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
];

/// Whether the text of an element is shown.
pub(super) fn is_shown(element: &Element) -> bool {
    !WITHOUT_TEXT.contains(&&*element.name.local)
        && !element.attrs.iter().any(|attribute| {
            let value = attribute.value.as_ref();
            match &*attribute.name.local {
                "hidden" => !value.eq_ignore_ascii_case("until-found"),
                "aria-hidden" => value.trim().eq_ignore_ascii_case("true"),
                "style" => is_hidden_by(value),
                "class" => value
                    .split_ascii_whitespace()
                    .any(|class| FOR_SCREEN_READERS.contains(&class)),
                _ => false,
            }
        })
}

/// Classes of marks that lead to a note and back, or to a place for editing.
const MARKS: [&str; 9] = [
    "anchor-link",
    "footnote-backref",
    "footnote-ref",
    "header-anchor",
    "headerlink",
    "mw-cite-backlink",
    "mw-editsection",
    "noteref",
    "reversefootnote",
];

/// Whether an element is a mark on the text and no part of it, as the number of a note is.
pub(super) fn is_mark(element: &Element) -> bool {
    if &*element.name.local == "article" {
        return false;
    }
    let is_raised = &*element.name.local == "sup";
    let is_one = |class: &str| {
        MARKS.contains(&class)
            || (is_raised && ["footnote", "noprint", "reference"].contains(&class))
    };
    attribute(element, "class").is_some_and(|value| value.split_ascii_whitespace().any(is_one))
        || attribute(element, "role")
            .is_some_and(|role| ["doc-backlink", "doc-noteref"].contains(&role))
}

/// Whether an element is to be pressed: a button, a download, a link to a place on the page itself.
pub(super) fn is_control(element: &Element) -> bool {
    if &*element.name.local != "a" {
        return false;
    }
    let leads = attribute(element, "href").unwrap_or("x").trim();
    let is_button = |class: &str| ["btn", "button"].contains(&class);
    leads.starts_with('#')
        || leads.starts_with("javascript:")
        || attribute(element, "download").is_some()
        || attribute(element, "role").is_some_and(|role| role == "button")
        || attribute(element, "class")
            .is_some_and(|value| value.split_ascii_whitespace().any(is_button))
}

/// Whether a style attribute hides its element.
fn is_hidden_by(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.split('!').next().unwrap_or_default().trim();
        let hides = match property.trim() {
            property if property.eq_ignore_ascii_case("display") => ["none", "none"],
            property if property.eq_ignore_ascii_case("visibility") => ["hidden", "collapse"],
            _ => return false,
        };
        hides
            .iter()
            .any(|hidden| value.eq_ignore_ascii_case(hidden))
    })
}

/// Value of an attribute.
pub(super) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, expected: bool) {
        let document = Document::from(format!("<body>{html}"));
        let body = document.body().expect("a body");
        let child = body.first_child().expect("an element");
        let shown = child.query_or(true, |node| node.as_element().is_some_and(is_shown));
        assert_eq!(shown, expected, "{html}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_hidden_is_not_shown() {
        for hidden in [
            "<p hidden>",
            "<p style='color:red; DISPLAY : none !important'>",
            "<p style='visibility:hidden'>",
            "<i aria-hidden=true>",
            "<span class='x sr-only'>",
            "<noscript>",
            "<iframe>",
        ] {
            check(hidden, false);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_hidden_is_shown() {
        for shown in [
            "<p>",
            "<p aria-hidden=false>",
            "<p style='display:block;:none'>",
            "<p style='background:url(display:none)'>",
            "<p hidden=until-found>",
            "<details>",
        ] {
            check(shown, true);
        }
    }
}
