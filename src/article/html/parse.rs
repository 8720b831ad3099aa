//! Text → tree, in linear time whatever the text: a page built to be slow is read without its structure.

use std::cell::Cell;

use dom_query::{Document, NodeId};
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts};

use super::flatten::flattened;
use super::steps::{Step, Steps};
use super::words::beginning;

/// What a page may weigh; more than this is cut off.
const LONGEST: usize = 6 << 20;
/// How deep elements may stand in each other; browsers stop near this, too.
const DEEPEST: usize = 400;
/// How many nodes a page of the greatest length may have before its reading is given up.
const MOST_NODES: usize = 2_000_000;
/// How many attributes a tag may have, which the tokenizer compares each with each.
const MOST_ATTRIBUTES: usize = 10_000;
/// Bytes that are read between two looks at what has come of them.
const CHUNK: usize = 16 << 10;
/// Tags between two looks at how deep the tree has become.
const TAGS: usize = 256;

/// A page as a tree.
pub(super) struct Page {
    /// The tree.
    pub(super) document: Document,
    /// Whether the text was too long, and its end is missing.
    pub(super) is_cut: bool,
    /// Whether the tree is of no great depth and size, so that its parts can be weighed one against another.
    pub(super) is_tame: bool,
}

/// How the text is to be understood.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// As browsers read pages.
    Html,
    /// The same, where a tag that closes itself does so.
    Xhtml,
}

impl Dialect {
    /// How a web page is understood: in XHTML it begins as XML does.
    pub(super) fn of_page(html: &str) -> Self {
        let is_xml = html
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with("<?xml");
        if is_xml { Self::Xhtml } else { Self::Html }
    }

    /// How a chapter of a book is understood: it is in XHTML even if it does not begin so, but a piece of a page is not.
    pub(super) fn of_chapter(html: &str) -> Self {
        let start = html.as_bytes().get(..1000).unwrap_or(html.as_bytes());
        let mark = b"http://www.w3.org/1999/xhtml";
        let is_named = start.windows(mark.len()).any(|found| found == mark);
        if is_named {
            Self::Xhtml
        } else {
            Self::of_page(html)
        }
    }
}

/// Reads a page.
pub(super) fn parse(html: &str, dialect: Dialect) -> Page {
    let is_cut = html.len() > LONGEST;
    let html = beginning(html, LONGEST);
    let (document, is_sound) = build(html, dialect);
    let document = if is_sound {
        document
    } else {
        build(&flattened(html), Dialect::Html).0
    };
    let is_tame = is_sound && is_tame(&document);
    Page {
        document,
        is_cut,
        is_tame,
    }
}

/// Builds the tree, and stops where it becomes too deep or too costly; says whether it came to the end.
fn build(html: &str, dialect: Dialect) -> (Document, bool) {
    let opts = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let watch = Watch {
        builder: TreeBuilder::new(Document::default(), opts),
        dialect,
        tokens: Cell::new(0),
        tags: Cell::new(0),
        is_deep: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(watch, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = html;
    let mut is_sound = true;
    let (mut tokens, mut separators) = (0, 0);
    while !rest.is_empty() && is_sound {
        let chunk = beginning(rest, CHUNK);
        rest = &rest[chunk.len()..];
        queue.push_back(StrTendril::from(chunk));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        let now = tokenizer.sink.tokens.get();
        if now > tokens {
            (tokens, separators) = (now, 0);
        } else {
            // Somewhere within a tag or comment: there are no more attributes than what may part them.
            separators += chunk
                .bytes()
                .filter(|byte| byte.is_ascii_whitespace() || b"\"'/".contains(byte))
                .count();
        }
        is_sound = !tokenizer.sink.is_deep.get()
            && tokenizer.sink.builder.sink.tree.len() < MOST_NODES
            && separators < MOST_ATTRIBUTES;
    }
    if is_sound {
        tokenizer.end();
    }
    let document = tokenizer.sink.builder.sink;
    document.errors.borrow_mut().clear();
    (document, is_sound)
}

/// A tree builder that is looked at while it works.
struct Watch {
    builder: TreeBuilder<NodeId, Document>,
    dialect: Dialect,
    tokens: Cell<usize>,
    tags: Cell<usize>,
    is_deep: Cell<bool>,
}

impl TokenSink for Watch {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        self.tokens.set(self.tokens.get() + 1);
        if self.is_deep.get() {
            return TokenSinkResult::Continue;
        }
        if let TagToken(tag) = &token {
            self.tags.set(self.tags.get() + 1);
            if self.tags.get().is_multiple_of(TAGS) {
                self.is_deep.set(self.depth() > DEEPEST);
            }
            if self.dialect == Dialect::Xhtml && closes_itself(tag) {
                let end = Tag {
                    kind: EndTag,
                    attrs: Vec::new(),
                    self_closing: false,
                    ..tag.clone()
                };
                let _ = self.builder.process_token(token, line);
                let _ = self.builder.process_token(TagToken(end), line);
                // What the builder asks the tokenizer to read up to the end tag has had its end.
                return TokenSinkResult::Continue;
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Watch {
    /// How many elements are open, or are to be opened again.
    fn depth(&self) -> usize {
        let counter = Counter::default();
        self.builder.trace_handles(&counter);
        counter.0.get()
    }
}

/// Counts what a tree builder holds.
#[derive(Default)]
struct Counter(Cell<usize>);

impl Tracer for Counter {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

/// Whether a tag that HTML would leave open closes itself.
fn closes_itself(tag: &Tag) -> bool {
    tag.kind == StartTag && tag.self_closing && !is_void(&tag.name)
}

/// Whether elements of this name have no content and no end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// What the finder may be asked to do: it looks at an element once for each that it stands in, and more often.
const MOST_WORK: usize = 8_000_000;

/// Whether the tree is small and flat enough for its parts to be weighed one against another.
fn is_tame(document: &Document) -> bool {
    let mut work = 0;
    let mut steps = Steps::below(document.root());
    while let Some(step) = steps.next(true) {
        if let Step::Enter(_) = step {
            work += steps.depth();
            if work > MOST_WORK {
                return false;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, dialect: Dialect, expected: &str) {
        let page = parse(html, dialect);
        let body = page.document.body().expect("a body");
        assert_eq!(body.inner_html().as_ref(), expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_tag_that_closes_itself_does_so_in_xhtml_only() {
        let html = "<title/><p><b/>one<br/>two</p>";
        check(html, Dialect::Xhtml, "<p><b></b>one<br>two</p>");
        check(html, Dialect::Html, "");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_built_to_be_deep_is_read_flat() {
        let deep = format!("{}<p>one<p>two", "<div>".repeat(100_000));
        let page = parse(&deep, Dialect::Html);
        assert!(!page.is_tame);
        let body = page.document.body().expect("a body");
        assert_eq!(body.inner_html().as_ref(), "<p>one</p><p>two</p>");
        // Each paragraph opens all of them again.
        let again: Vec<_> = (0..2000)
            .map(|number| format!("<p><b id={number}>word"))
            .collect();
        assert!(!parse(&again.concat(), Dialect::Html).is_tame);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_tag_of_very_many_attributes_is_none() {
        let html = format!("<p>one<p {}>two", "a=1 ".repeat(200_000));
        let page = parse(&html, Dialect::Html);
        assert_eq!(page.document.text().trim(), "onetwo");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_too_long_is_cut_between_characters() {
        let page = parse(&"é".repeat(LONGEST / 2 + 1), Dialect::Html);
        assert!(page.is_cut);
        assert_eq!(page.document.text().len(), LONGEST);
        assert!(!parse("é", Dialect::Html).is_cut);
    }
}
