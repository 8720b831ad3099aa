//! A page without its structure: the last resort for one that is built to be slow.

/// The text of a page in plain paragraphs, headings and list items that stand beside each other; all other markup is left out.
///
/// It reads each character once, remembers nothing but the element whose text it leaves out, and gives HTML again.
pub(super) fn flattened(html: &str) -> String {
    let mut flat = String::with_capacity(html.len());
    let mut rest = html;
    // Elements that do not end are looked for once each, not at each of their beginnings.
    let mut endless = [false; RAW.len()];
    let mut open: Option<&str> = None;
    while let Some(at) = rest.find('<') {
        flat.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let inner = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let is_end = inner.len() + 1 < rest.len();
        let is_markup = inner.starts_with(|first: char| first.is_ascii_alphabetic())
            || rest.starts_with("<!")
            || rest.starts_with("<?");
        if !is_markup {
            flat.push_str("&lt;");
            rest = &rest[1..];
            continue;
        }
        let length = inner
            .find(|letter: char| !letter.is_ascii_alphanumeric())
            .unwrap_or(inner.len());
        let name = &inner[..length];
        rest = rest.split_once('>').map_or("", |(_, after)| after);
        if let Some(number) = RAW.iter().position(|raw| name.eq_ignore_ascii_case(raw))
            && !is_end
            && !endless[number]
        {
            match end_of(rest, RAW[number]) {
                Some(after) => rest = after,
                None => endless[number] = true,
            }
        }
        if INLINE
            .iter()
            .any(|inline| name.eq_ignore_ascii_case(inline))
        {
            continue;
        }
        let kept = KEPT
            .iter()
            .find(|kept| !is_end && name.eq_ignore_ascii_case(kept))
            .unwrap_or(&"p");
        // Closed one by one, they cannot come to stand in each other.
        if open == Some("p") && flat.ends_with("<p>") {
            flat.truncate(flat.len() - "<p>".len());
        } else if let Some(open) = open {
            flat.extend(["</", open, ">"]);
        }
        flat.extend(["<", kept, ">"]);
        open = Some(kept);
    }
    flat.push_str(rest);
    flat
}

/// Elements whose text is not shown.
const RAW: [&str; 8] = [
    "iframe", "noscript", "script", "select", "style", "svg", "template", "textarea",
];

/// Elements that stay, one after another.
const KEPT: [&str; 9] = ["title", "h1", "h2", "h3", "h4", "h5", "h6", "p", "li"];

/// Elements that do not part a paragraph.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "img", "input",
    "kbd", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
];

/// What follows the end tag of an element.
fn end_of<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("</") {
        rest = after;
        if after
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return after.split_once('>').map(|(_, after)| after);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(flattened(html), expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn blocks_stay_and_all_else_goes() {
        check("<div><b>a</b> <DIV>b</DIV>", "<p>a </p><p>b</p><p>");
        check("<h2 id=x>a</h2><li>b", "<h2>a</h2><li>b");
        check("a<!-- <p> --><br/>c", "a<p>c");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_shown_is_left_out() {
        check("a<script>b<p></SCRIPT >c", "a<p>c");
        check("<style>a", "<p>a");
        check("a<noscript", "a<p>");
        check("1 < 2 <3</p>", "1 &lt; 2 &lt;3<p>");
    }
}
