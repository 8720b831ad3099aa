//! Which of a page's texts are its article.

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::blocks::Kept;
use super::steps::{Step, Steps};

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
