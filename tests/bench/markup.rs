//! Just enough of HTML to list a built page's links and to take its scripts out.
//!
//! Trunk and the page's own renderer write the markup: every attribute that is looked at stands in
//! double quotes, and no script holds a closing tag of itself.

use std::ops::Range;

/// The page without its scripts.
pub(crate) fn without_scripts(html: &str) -> String {
    let mut bare = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(tag) = next_tag(rest, "script") {
        bare.push_str(&rest[..tag.start]);
        let after = &rest[tag.end..];
        let end = after.find("</script>").map(|end| end + "</script>".len());
        rest = &after[end.unwrap_or(after.len())..];
    }
    bare.push_str(rest);
    bare
}

/// The tags of all links.
pub(crate) fn links(html: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut rest = html;
    while let Some(tag) = next_tag(rest, "link") {
        links.push(&rest[tag.clone()]);
        rest = &rest[tag.end..];
    }
    links
}

/// The value of an attribute.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split('"').next()
}

/// Where the next opening tag of that name stands.
fn next_tag(html: &str, name: &str) -> Option<Range<usize>> {
    let opening = format!("<{name}");
    let mut from = 0;
    loop {
        let start = from + html[from..].find(&opening)?;
        let after = &html[start + opening.len()..];
        if after.starts_with(|next: char| next == '>' || next == '/' || next.is_whitespace()) {
            return Some(start..start + opening.len() + after.find('>')? + 1);
        }
        from = start + opening.len();
    }
}
