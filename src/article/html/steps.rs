//! A walk through a tree that needs no stack of its own, however deep the tree is.

use dom_query::NodeRef;

/// One step of a walk.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// Into a node.
    Enter(NodeRef<'a>),
    /// Out of a node whose children were walked.
    Leave,
}

/// A walk through all that stands below a node, in reading order.
pub(super) struct Steps<'a> {
    /// Where the walk is; none at its beginning.
    at: Option<NodeRef<'a>>,
    root: NodeRef<'a>,
    depth: usize,
    is_leaving: bool,
    is_over: bool,
}

impl<'a> Steps<'a> {
    /// A walk that has not begun.
    pub(super) fn below(root: NodeRef<'a>) -> Self {
        Self {
            at: None,
            root,
            depth: 0,
            is_leaving: false,
            is_over: false,
        }
    }

    /// The next step; with `descend`, into the node that was entered last, if it was.
    ///
    /// Each node that is descended into is left again, with or without children; no other is.
    pub(super) fn next(&mut self, descend: bool) -> Option<Step<'a>> {
        if self.is_over {
            return None;
        }
        let Some(at) = self.at else {
            return self.enter(self.root.first_child(), self.root);
        };
        if descend && !self.is_leaving {
            self.depth += 1;
            return self.enter(at.first_child(), at);
        }
        match at.next_sibling() {
            Some(next) => self.enter(Some(next), at),
            None => self.leave(at.parent()),
        }
    }

    /// In how many elements of the walk the node stands that was entered last.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    fn enter(&mut self, node: Option<NodeRef<'a>>, parent: NodeRef<'a>) -> Option<Step<'a>> {
        match node {
            Some(node) => {
                self.at = Some(node);
                self.is_leaving = false;
                Some(Step::Enter(node))
            }
            None => self.leave(Some(parent)),
        }
    }

    fn leave(&mut self, node: Option<NodeRef<'a>>) -> Option<Step<'a>> {
        let node = node.filter(|node| node.id != self.root.id);
        self.is_over = node.is_none();
        self.at = node;
        self.is_leaving = true;
        self.depth = self.depth.saturating_sub(1);
        node.map(|_| Step::Leave)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let document = Document::from(html);
        let body = document.body().expect("a body");
        let mut steps = Steps::below(body);
        let mut shown = String::new();
        let mut descend = true;
        while let Some(step) = steps.next(descend) {
            match step {
                Step::Enter(node) => {
                    let name = node.node_name();
                    descend = name.is_some() && !node.has_name("nav");
                    let name = name.as_deref().unwrap_or("text");
                    shown.extend([&steps.depth().to_string(), name]);
                    shown += if descend { "(" } else { " " };
                }
                Step::Leave => shown += ")",
            }
        }
        assert_eq!(shown, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_node_is_entered_and_left_in_order() {
        check("", "");
        check("<p></p>", "0p()");
        check(
            "<div><p>a<b>c</b></p><i></i></div>d",
            "0div(1p(2text 2b(3text ))1i())0text ",
        );
        check("<nav><p>a</p></nav><p>a</p>", "0nav 0p(1text )");
    }
}
