//! Which of a page's texts are its article.

use dom_query::{Document, NodeData, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::blocks::Kept;
use super::steps::{Step, Steps};
use super::words::beginning;

/// The id of the element in which the finder leaves what it has found.
const FOUND: &str = "#readability-page-1";

/// The nodes of the article's text; none if nothing was found.
///
/// The finder works on a copy of the tree, in which it moves and removes nodes. Their numbers stay, so that what is left
/// tells which of the page's own texts are the article, in the page's own order and structure.
pub(super) fn article(document: &Document, title: &str, author: Option<&str>) -> Option<Kept> {
    let copy = document.clone();
    // It would read these again, at greater cost than once.
    copy.select("head > *, script, style").remove();
    shorten_texts(&copy);
    if let Some(head) = copy.head() {
        let element = copy.tree.new_element("title");
        element.append_child(&copy.tree.new_text(title));
        head.append_child(&element);
        if let Some(author) = author {
            let element = copy.tree.new_element("meta");
            element.set_attr("name", "author");
            element.set_attr("content", author);
            head.append_child(&element);
        }
    }
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let mut finder = Readability::with_document(copy, None, Some(config)).ok()?;
    finder.parse().ok()?;
    let found = finder.doc.select_single(FOUND);
    let mut nodes = texts_below(*found.nodes().first()?);
    nodes.sort_unstable();
    (!nodes.is_empty()).then_some(Kept::Nodes(nodes))
}

/// What one text may have for the finder, in bytes: its time grows with the square of it.
const LONGEST_TEXT: usize = 100_000;

/// Shortens each text that is longer than any paragraph; which texts are the article is known by their nodes alone.
fn shorten_texts(document: &Document) {
    let mut steps = Steps::below(document.root());
    while let Some(step) = steps.next(true) {
        let Step::Enter(node) = step else { continue };
        let start = node.query_or(None, |inner| match &inner.data {
            NodeData::Text { contents } if contents.len() > LONGEST_TEXT => {
                Some(beginning(contents, LONGEST_TEXT).to_owned())
            }
            _ => None,
        });
        if let Some(start) = start {
            node.set_text(start);
        }
    }
}

/// All nodes with text below one.
fn texts_below(root: NodeRef<'_>) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    let mut steps = Steps::below(root);
    while let Some(step) = steps.next(true) {
        if let Step::Enter(node) = step
            && node.is_nonempty_text()
        {
            nodes.push(node.id);
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let document = Document::from(html);
        let Some(Kept::Nodes(nodes)) = article(&document, "A title", None) else {
            panic!("an article");
        };
        let texts: Vec<_> = nodes
            .iter()
            .filter_map(|node| document.tree.get(node))
            .map(|node| node.text().chars().take(9).collect::<String>())
            .collect();
        assert_eq!(texts, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_nodes_are_those_of_the_page() {
        let paragraph = format!("<p>Some <b>bold</b>{}</p>", " words, and others".repeat(30));
        check(
            &format!(
                "<nav>Home</nav><div>{paragraph}<ul class=social><li>Share</ul>{paragraph}</div>"
            ),
            &["Some ", "bold", " words, a", "Some ", "bold", " words, a"],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_very_long_text_is_one_all_the_same() {
        check(
            &format!("<p>{}", "a&amp;é, ".repeat(100_000)),
            &["a&é, a&é,"],
        );
    }
}
