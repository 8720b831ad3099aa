//! Why a part of a page is not the article, as far as its element tells.

use dom_query::Element;

use super::visible::attribute;
use crate::article::CutReason;

/// What an element says about its content, if it is not the article's.
pub(super) fn reason(element: &Element) -> Option<CutReason> {
    match &*element.name.local {
        "nav" | "menu" => return Some(CutReason::Navigation),
        "header" | "footer" if !hints(element, &COMMENTS) => return Some(CutReason::Navigation),
        "body" | "html" | "article" | "main" | "a" => return None,
        _ => {}
    }
    let role = attribute(element, "role").unwrap_or_default();
    if [
        "navigation",
        "menu",
        "menubar",
        "banner",
        "contentinfo",
        "search",
        "toolbar",
    ]
    .contains(&role)
    {
        return Some(CutReason::Navigation);
    }
    if hints(element, &COMMENTS) {
        return Some(CutReason::Comments);
    }
    if hints(element, &PROMOTION) || role == "complementary" || &*element.name.local == "aside" {
        return Some(CutReason::Promotion);
    }
    // Headings that a link or a name for the style stands in are headings all the same.
    let is_heading = matches!(
        &*element.name.local,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
    );
    (!is_heading && hints(element, &NAVIGATION)).then_some(CutReason::Navigation)
}

/// What an element says to be besides the article, in words that leave little doubt.
///
/// Whole articles stand in elements of such names, too, so that it takes the size to tell.
pub(super) fn furniture(element: &Element) -> Option<CutReason> {
    let name = &*element.name.local;
    match name {
        "body" | "html" | "article" | "main" | "a" | "table" | "tbody" => return None,
        "nav" | "menu" | "label" => return Some(CutReason::Navigation),
        "form" => return Some(CutReason::Other),
        _ => {}
    }
    let role = attribute(element, "role").unwrap_or_default();
    if [
        "navigation",
        "menu",
        "menubar",
        "search",
        "toolbar",
        "doc-toc",
    ]
    .contains(&role)
    {
        return Some(CutReason::Navigation);
    }
    let says = |words: &[&str]| {
        hints(element, words)
            // Elements of a page's own, as `amp-ad`.
            || (name.contains('-') && any_word(name, words))
            || attribute(element, "aria-label")
                .is_some_and(|label| label.len() < 40 && any_word(label, words))
    };
    if says(&COMMENTS) {
        return Some(CutReason::Comments);
    }
    if says(&FURNITURE) {
        return Some(CutReason::Promotion);
    }
    hints(element, &CONTROLS).then_some(CutReason::Navigation)
}

/// Whether an element is said to hold what stands under a title and sums the article up.
pub(super) fn is_standfirst(element: &Element) -> bool {
    hints(element, &STANDFIRST)
}

const STANDFIRST: [&str; 14] = [
    "chapo",
    "deck",
    "dek",
    "description",
    "intro",
    "lede",
    "standfirst",
    "strapline",
    "subheadline",
    "subtitle",
    "summary",
    "undertitle",
    "vorspann",
    "zwischentitel",
];

/// Names of what is sold, asked for or shared.
const FURNITURE: [&str; 40] = [
    "ad",
    "ads",
    "adsense",
    "advert",
    "advertisement",
    "advertising",
    "advertorial",
    "anzeige",
    "disclaimer",
    "disclosure",
    "donate",
    "gpt",
    "mostread",
    "newsletter",
    "outbrain",
    "paywall",
    "piano",
    "popular",
    "promo",
    "promotion",
    "publicidad",
    "publicite",
    "recirc",
    "recommended",
    "regwall",
    "related",
    "share",
    "sharedaddy",
    "sharing",
    "signaturecontainer",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "trending",
    "userinfo",
    "werbung",
];

/// Names of what a page is operated with.
const CONTROLS: [&str; 16] = [
    "breadcrumb",
    "breadcrumbs",
    "controls",
    "overlay",
    "pager",
    "pagination",
    "player",
    "postfoot",
    "prev",
    "previous",
    "skip",
    "tableofcontents",
    "toc",
    "toolbar",
    "toolbox",
    "tools",
];

/// Whether an element is said to hold an author's name.
pub(super) fn is_byline(element: &Element) -> bool {
    attribute(element, "rel")
        .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == "author"))
        || attribute(element, "itemprop").is_some_and(|property| property.contains("author"))
        || hints(element, &BYLINE)
}

/// Whether an element is one that usual pages show to those who have no subscription.
pub(super) fn is_paywall(element: &Element) -> bool {
    hints(element, &PAYWALL)
}

/// Whether an element is said to be a heading without being one.
pub(super) fn is_heading(element: &Element) -> bool {
    attribute(element, "role").is_some_and(|role| role == "heading")
}

/// Whether a quotation is none: forums set in one what a member writes.
pub(super) fn is_post(element: &Element) -> bool {
    attribute(element, "class").is_some_and(|value| {
        value
            .split_ascii_whitespace()
            .any(|class| ["message", "post-content", "postcontent"].contains(&class))
    })
}

/// Whether an element is said to hold what is written under a picture.
pub(super) fn is_caption(element: &Element) -> bool {
    matches!(&*element.name.local, "figcaption" | "caption")
        || hints(element, &CAPTION)
        || attribute(element, "class").is_some_and(|value| {
            value
                .split_ascii_whitespace()
                .any(|class| ["gallerytext", "img_descr", "thumbcaption"].contains(&class))
        })
}

const CAPTION: [&str; 2] = ["caption", "figcaption"];

const BYLINE: [&str; 4] = ["author", "authors", "byline", "writtenby"];

const COMMENTS: [&str; 7] = [
    "comment",
    "commentlist",
    "comments",
    "discussion",
    "disqus",
    "respond",
    "replies",
];

const PROMOTION: [&str; 35] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "donate",
    "facebook",
    "follow",
    "more",
    "mostread",
    "newsletter",
    "outbrain",
    "popular",
    "pr",
    "promo",
    "promotion",
    "read",
    "recirc",
    "recommended",
    "related",
    "share",
    "sharing",
    "shop",
    "sidebar",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
    "teaser",
    "trending",
    "tweet",
    "twitter",
    "widget",
];

const NAVIGATION: [&str; 23] = [
    "breadcrumb",
    "breadcrumbs",
    "categories",
    "category",
    "copyright",
    "crumb",
    "foot",
    "footer",
    "header",
    "legal",
    "login",
    "masthead",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "pager",
    "pagination",
    "search",
    "skip",
    "tags",
    "toc",
    "topbar",
];

const PAYWALL: [&str; 8] = [
    "metered",
    "paygate",
    "paywall",
    "paywalled",
    "piano",
    "regwall",
    "subscriberonly",
    "subscriptionwall",
];

/// Longer names of classes are no names.
const LONGEST_HINT: usize = 400;

/// Whether one of the words of an element's class or id is among these.
fn hints(element: &Element, words: &[&str]) -> bool {
    ["class", "id"].iter().any(|name| {
        attribute(element, name)
            .filter(|value| value.len() <= LONGEST_HINT)
            .is_some_and(|value| any_word(value, words))
    })
}

/// Whether one of the words of a name such as `siteNav main-menu` is among these.
fn any_word(name: &str, words: &[&str]) -> bool {
    let mut start = 0;
    let mut was_lower = false;
    let is =
        |word: &str| !word.is_empty() && words.iter().any(|known| known.eq_ignore_ascii_case(word));
    for (at, letter) in name.char_indices() {
        if !letter.is_alphanumeric() {
            if is(&name[start..at]) {
                return true;
            }
            start = at + letter.len_utf8();
        } else if letter.is_uppercase() && was_lower {
            if is(&name[start..at]) {
                return true;
            }
            start = at;
        }
        was_lower = letter.is_lowercase();
    }
    is(&name[start..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, expected: Option<CutReason>) {
        let document = Document::from(html);
        let body = document.body().expect("a body");
        let child = body.first_child().expect("an element");
        let found = child.query_or(None, |node| node.as_element().and_then(reason));
        assert_eq!(found, expected, "{html}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn elements_roles_and_names_tell() {
        check("<nav>", Some(CutReason::Navigation));
        check("<div role=banner>", Some(CutReason::Navigation));
        check("<div id=siteFooter>", Some(CutReason::Navigation));
        check(
            "<div class='x article__related'>",
            Some(CutReason::Promotion),
        );
        check("<aside>", Some(CutReason::Promotion));
        check("<section id=comments>", Some(CutReason::Comments));
        check("<header class=comment-head>", Some(CutReason::Comments));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn words_within_words_do_not() {
        for html in [
            "<div>",
            "<div class=headline>",
            "<div id=navy>",
            "<div class=threads>",
            "<main class=more>",
        ] {
            check(html, None);
        }
    }
}
