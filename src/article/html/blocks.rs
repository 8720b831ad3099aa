//! Tree → blocks: the one walk that reads a page's text, whether it is kept or cut.

use dom_query::{Document, Element, NodeData, NodeId, NodeRef};

use super::address::resolved;
use super::reasons::{
    furniture, is_byline, is_caption, is_heading, is_paywall, is_post, is_standfirst, reason,
};
use super::steps::{Step, Steps};
use super::tables;
use super::visible::{attribute, is_control, is_mark, is_shown};
use super::words::{Gathered, Setting, Words};
use crate::article::{CutReason, Link};
use crate::text::BlockKind;

/// Which of a page's texts are the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    /// All of them.
    All,
    /// Those in these nodes, which are sorted.
    Nodes(Vec<NodeId>),
}

impl Kept {
    fn contains(&self, node: NodeId) -> bool {
        match self {
            Self::All => true,
            Self::Nodes(nodes) => nodes.binary_search(&node).is_ok(),
        }
    }
}

/// A block of the page's visible text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What kind of block it is.
    pub(super) kind: BlockKind,
    /// Its words.
    pub(super) text: String,
    /// The links in it, by their place in the text.
    pub(super) links: Vec<Link>,
    /// None if it is part of the article.
    pub(super) cut: Option<CutReason>,
    /// The innermost enclosure that it stands in, by its number.
    pub(super) enclosure: Option<usize>,
    /// Whether it is said to stand under the title, and to sum the article up.
    pub(super) is_standfirst: bool,
    /// Whether all of it is to be pressed.
    pub(super) is_control: bool,
    /// Whether all of it is a link, wherever that leads.
    pub(super) is_link: bool,
}

/// A part of the page that says of itself that it is no text of an article; whether it is to be believed depends on its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Enclosure {
    /// What it says to be.
    pub(super) reason: CutReason,
    /// The one that it stands in, which has a lower number.
    pub(super) outer: Option<usize>,
}

impl Piece {
    /// How many bytes of it are links.
    pub(super) fn linked(&self) -> usize {
        self.links.iter().map(|link| link.span.len()).sum()
    }
}

/// What a walk has seen.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// The blocks, in reading order.
    pub(super) blocks: Vec<Piece>,
    /// What the blocks may stand in besides the article.
    pub(super) enclosures: Vec<Enclosure>,
    /// How many fields there are to fill in.
    pub(super) fields: usize,
    /// Whether a part is named as what is shown to those who have no subscription.
    pub(super) has_paywall: bool,
}

/// Reads the visible text of a page; relative links are seen from `base`.
pub(super) fn pieces(document: &Document, kept: &Kept, base: Option<&str>) -> Pieces {
    let root = document.body().unwrap_or_else(|| document.root());
    let mut walk = Walk {
        kept,
        base,
        layouts: tables::layouts(root),
        frames: Vec::new(),
        article: Words::default(),
        rest: Words::default(),
        breaks: 0,
        link: None,
        seen: Pieces::default(),
    };
    let mut steps = Steps::below(root);
    let mut descend = false;
    while let Some(step) = steps.next(descend) {
        match step {
            Step::Enter(node) => descend = walk.enter(node),
            Step::Leave => walk.leave(),
        }
    }
    walk.flush();
    walk.seen
}

/// What holds within an open element.
#[derive(Debug, Clone, Copy)]
struct Frame {
    kind: BlockKind,
    cut: Option<CutReason>,
    part: Part,
    /// Whether it begins and ends a block.
    is_block: bool,
    is_preformatted: bool,
    role: Role,
    setting: Setting,
    enclosure: Option<usize>,
}

/// What is said to stand in an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing in particular.
    Text,
    /// The author's name.
    Byline,
    /// The sum of the article.
    Standfirst,
}

/// A part of a table of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    None,
    Table,
    Row,
    /// A cell and all within it.
    Cell,
}

const OUTSIDE: Frame = Frame {
    kind: BlockKind::Paragraph,
    cut: None,
    part: Part::None,
    is_block: true,
    is_preformatted: false,
    role: Role::Text,
    setting: Setting {
        is_bold: false,
        is_control: false,
        is_link: false,
    },
    enclosure: None,
};

struct Walk<'a> {
    kept: &'a Kept,
    base: Option<&'a str>,
    layouts: Vec<NodeId>,
    frames: Vec<Frame>,
    article: Words,
    rest: Words,
    /// Line breaks since the last text.
    breaks: usize,
    /// The address of the open link, with how many elements it stands in.
    link: Option<(String, usize)>,
    seen: Pieces,
}

impl Walk<'_> {
    /// Reads a node; says whether its children are to be read, too.
    fn enter(&mut self, node: NodeRef<'_>) -> bool {
        node.query_or(false, |inner| match &inner.data {
            NodeData::Text { contents } => {
                let is_kept = self.kept.contains(node.id);
                self.text(contents, is_kept);
                false
            }
            NodeData::Element(element) => self.open(element, node.id),
            _ => false,
        })
    }

    fn open(&mut self, element: &Element, id: NodeId) -> bool {
        let name = &*element.name.local;
        if matches!(name, "input" | "select" | "textarea")
            && attribute(element, "type").is_none_or(|kind| !kind.eq_ignore_ascii_case("hidden"))
        {
            self.seen.fields += 1;
        }
        if !is_shown(element) || is_mark(element) {
            return false;
        }
        self.seen.has_paywall |= is_paywall(element);
        match name {
            "br" => self.line_break(),
            "hr" => self.flush(),
            _ => {
                let frame = self.frame(element, id);
                if frame.is_block {
                    self.part(self.current().part);
                }
                self.frames.push(frame);
                return true;
            }
        }
        false
    }

    fn frame(&mut self, element: &Element, id: NodeId) -> Frame {
        let outer = self.current();
        let name = &*element.name.local;
        // A label beside a control stands alone, but for those that hide notes within a line.
        let is_label = name == "label" && self.article.is_empty() && self.rest.is_empty();
        let is_block = is_label || BLOCKS.contains(&name);
        let part = match (name, outer.part) {
            ("table", Part::None) if self.layouts.binary_search(&id).is_err() => Part::Table,
            ("tr", Part::Table) => Part::Row,
            ("td" | "th", Part::Row) => Part::Cell,
            (_, part) => part,
        };
        let kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Subhead,
            "li" => BlockKind::Item,
            // Terms and what is said of them are no points of a list.
            "dt" | "dd" | "article" => BlockKind::Paragraph,
            "blockquote" if is_post(element) => BlockKind::Paragraph,
            "blockquote" => BlockKind::Quote,
            "tr" if part == Part::Row => BlockKind::Row,
            _ if is_heading(element) => BlockKind::Subhead,
            _ if is_block && is_caption(element) => BlockKind::Caption,
            _ => outer.kind,
        };
        let cut = match outer.cut {
            // What stands among comments is of them, whatever else it is.
            Some(CutReason::Comments) => outer.cut,
            _ => reason(element).or(outer.cut),
        };
        let address = (name == "a" && self.link.is_none())
            .then(|| resolved(attribute(element, "href")?, self.base))
            .flatten();
        if let Some(address) = address {
            self.link = Some((address, self.frames.len()));
        }
        let enclosure = furniture(element).map(|reason| {
            self.seen.enclosures.push(Enclosure {
                reason,
                outer: outer.enclosure,
            });
            self.seen.enclosures.len() - 1
        });
        Frame {
            kind,
            cut,
            part,
            is_block,
            is_preformatted: outer.is_preformatted || name == "pre",
            role: match outer.role {
                Role::Text if is_byline(element) => Role::Byline,
                Role::Text if is_block && is_standfirst(element) => Role::Standfirst,
                role => role,
            },
            setting: Setting {
                is_bold: outer.setting.is_bold || matches!(name, "b" | "strong"),
                is_control: outer.setting.is_control || is_control(element),
                is_link: outer.setting.is_link || name == "a",
            },
            enclosure: enclosure.or(outer.enclosure),
        }
    }

    fn leave(&mut self) {
        let frame = self.current();
        let outside = self.frames.len().saturating_sub(1);
        if self
            .link
            .as_ref()
            .is_some_and(|(_, depth)| *depth == outside)
        {
            self.end_link();
            self.link = None;
        }
        if frame.is_block {
            let is_row = frame.part == Part::Row;
            self.part(if is_row { Part::None } else { frame.part });
        }
        self.frames.pop();
        if frame.part == Part::Cell && self.current().part == Part::Row {
            self.article.tab();
            self.rest.tab();
        }
    }

    fn text(&mut self, text: &str, is_kept: bool) {
        let Frame {
            is_preformatted,
            setting,
            ..
        } = self.current();
        let lines = text.split(|letter| is_preformatted && letter == '\n');
        for (number, line) in lines.enumerate() {
            if number > 0 {
                self.line_break();
            }
            if line.trim().is_empty() {
                // It belongs to what stands around it, be that kept or not.
                if !line.is_empty() {
                    self.article.space();
                    self.rest.space();
                }
                continue;
            }
            self.breaks = 0;
            let link = self.link.as_ref().map(|(address, _)| address.as_str());
            let words = if is_kept {
                &mut self.article
            } else {
                &mut self.rest
            };
            words.push(line, link);
            words.set(line, setting);
        }
    }

    /// A line break parts words; the second one in a row parts paragraphs.
    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 {
            self.part(self.current().part);
        } else {
            self.article.space();
            self.rest.space();
        }
    }

    /// The beginning or end of a block: in a row it parts words.
    fn part(&mut self, within: Part) {
        if matches!(within, Part::Row | Part::Cell) {
            self.article.space();
            self.rest.space();
        } else {
            self.flush();
        }
    }

    /// Ends the block.
    fn flush(&mut self) {
        self.breaks = 0;
        self.end_link();
        let frame = self.current();
        for is_kept in [true, false] {
            let words = if is_kept {
                &mut self.article
            } else {
                &mut self.rest
            };
            let Gathered {
                text,
                links,
                is_bold,
                is_control,
                is_link,
            } = words.take();
            if text.is_empty() {
                continue;
            }
            let is_byline = frame.role == Role::Byline && text.len() <= LONGEST_BYLINE;
            let kind = match frame.kind {
                BlockKind::Paragraph if is_byline || super::super::plain::is_byline(&text) => {
                    BlockKind::Byline
                }
                BlockKind::Paragraph if is_bold && super::super::plain::is_heading(&text) => {
                    BlockKind::Subhead
                }
                kind => kind,
            };
            let mut piece = Piece {
                kind,
                text,
                links,
                cut: None,
                enclosure: frame.enclosure,
                is_standfirst: frame.role == Role::Standfirst,
                is_control,
                is_link,
            };
            if !is_kept {
                let is_link = piece.linked() * 5 > piece.text.len() * 4;
                piece.cut = frame
                    .cut
                    .or(is_link.then_some(CutReason::Promotion))
                    .or(Some(CutReason::Other));
            }
            self.seen.blocks.push(piece);
        }
    }

    fn end_link(&mut self) {
        if let Some((address, _)) = &self.link {
            self.article.end_link(address);
            self.rest.end_link(address);
        }
    }

    fn current(&self) -> Frame {
        self.frames.last().copied().unwrap_or(OUTSIDE)
    }
}

/// In bytes; more is about the author.
const LONGEST_BYLINE: usize = 120;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, expected: &[(BlockKind, &str)]) {
        let document = Document::from(html);
        let seen = pieces(&document, &Kept::All, Some("https://example.org/"));
        let shown: Vec<_> = seen
            .blocks
            .iter()
            .map(|piece| (piece.kind, piece.text.as_str()))
            .collect();
        assert_eq!(shown, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn elements_give_the_kind() {
        check(
            "<h2>a</h2><div>b <b>c</b><p>d</p>e</div><ul><li>f<li><p>g</ul><blockquote><p>h</blockquote>\
             <figure><img alt=x><figcaption>i</figcaption></figure><p class=byline>By J K</p>",
            &[
                (BlockKind::Subhead, "a"),
                (BlockKind::Paragraph, "b c"),
                (BlockKind::Paragraph, "d"),
                (BlockKind::Paragraph, "e"),
                (BlockKind::Item, "f"),
                (BlockKind::Item, "g"),
                (BlockKind::Quote, "h"),
                (BlockKind::Caption, "i"),
                (BlockKind::Byline, "By J K"),
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn two_line_breaks_part_paragraphs_and_one_does_not() {
        check(
            "<div>a<br>b<br> <br>c<pre>d\n  e\n\n\nf</pre></div>",
            &[
                (BlockKind::Paragraph, "a b"),
                (BlockKind::Paragraph, "c"),
                (BlockKind::Paragraph, "d e"),
                (BlockKind::Paragraph, "f"),
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn rows_of_data_are_rows_and_layout_is_nothing() {
        check(
            "<table><caption>t</caption><tr><th>a<th>b<tr><td><p>1</p><p>2</p><td></table>",
            &[
                (BlockKind::Caption, "t"),
                (BlockKind::Row, "a\tb"),
                (BlockKind::Row, "1 2"),
            ],
        );
        check(
            "<table><tr><td><p>a</p><table><tr><td>b<td>c</table></table>",
            &[(BlockKind::Paragraph, "a"), (BlockKind::Row, "b\tc")],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn markup_that_is_not_shown_leaves_no_text() {
        check(
            "<p onclick='x'>a<script>b</script><i aria-hidden=true>c</i><svg><title>d</title></svg></p>\
             <div style='display:none'><p>e</div><noscript>f</noscript><template>g</template>\
             <button>h</button><!-- i --><img alt=j src=k>",
            &[(BlockKind::Paragraph, "a")],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn terms_posts_and_bold_lines_are_what_they_look_like() {
        check(
            "<dl><dt>a<dd>b</dl><blockquote class=postcontent>c</blockquote><p><b>What next</b><p><b>So it goes.</b>\
             <div role=heading>d</div><label>e</label><p>f <label>g</label> h",
            &[
                (BlockKind::Paragraph, "a"),
                (BlockKind::Paragraph, "b"),
                (BlockKind::Paragraph, "c"),
                (BlockKind::Subhead, "What next"),
                (BlockKind::Paragraph, "So it goes."),
                (BlockKind::Subhead, "d"),
                (BlockKind::Paragraph, "e"),
                (BlockKind::Paragraph, "f g h"),
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn marks_of_notes_are_no_text() {
        check(
            "<h2>a<span class=mw-editsection>[edit]</span></h2><p>b<sup class=reference>[1]</sup>, x<sup>2</sup>\
             <a role=doc-noteref href='#n'>3</a>",
            &[(BlockKind::Subhead, "a"), (BlockKind::Paragraph, "b, x2")],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn links_are_where_their_words_are() {
        let document = Document::from(
            "<p>a <a href='/x'> b <i>c</i> </a>d<a href='javascript:e'>f</a><a href=y><h3>g</h3> h</a>",
        );
        let seen = pieces(&document, &Kept::All, Some("https://example.org/"));
        let links: Vec<_> = seen
            .blocks
            .iter()
            .flat_map(|piece| {
                piece
                    .links
                    .iter()
                    .map(|link| (link.span.of(&piece.text), link.address.as_str()))
            })
            .collect();
        assert_eq!(
            links,
            [
                ("b c", "https://example.org/x"),
                ("g", "https://example.org/y"),
                ("h", "https://example.org/y"),
            ]
        );
    }
}
