//! What bringing in a page or file gives: the article, what is known about it, and what was left out.

use serde::{Deserialize, Serialize};

use super::About;
use crate::text::{Block, BlockKind, Document, Span};

/// A stretch of the article that was a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// Where they lead: an address that begins with `https:`, `http:` or `mailto:`.
    pub address: String,
}

/// Why a piece of a page is not part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CutReason {
    /// Menus, headers, footers and what else leads around the site.
    Navigation,
    /// Lists of other articles, advertisements, sign-up boxes, sharing.
    Promotion,
    /// What readers wrote below it.
    Comments,
    /// What could not be told to be part of the article, and lines that only repeat what is known of it.
    Other,
}

impl CutReason {
    /// The words that readers see about it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Promotion => "other articles, sharing or advertising",
            Self::Comments => "comments",
            Self::Other => "not recognised as part of the article",
        }
    }
}

/// A piece of visible text that was left out, and can be put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// How many of the article's blocks stand before it.
    pub at: usize,
    /// What kind of block it would be.
    pub kind: BlockKind,
    /// Its words.
    pub text: String,
    /// Why it was left out.
    pub reason: CutReason,
}

/// Something that a reader should know about an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportWarning {
    /// Less than a third of the visible text was kept.
    LittleKept,
    /// It looks like a form, a list of links or a front page.
    NotAnArticle,
    /// It looks as if the rest is only for subscribers.
    PerhapsCutShort,
    /// The file was larger than is read; its beginning was.
    TooLong,
    /// Some pages or their fonts could not be read; the others were.
    PagesMissing,
}

impl ImportWarning {
    /// What the reader should know, in a sentence or two.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::LittleKept => {
                "Less than a third of the page’s visible text was taken for the article. Look at what was left out below, and put back what belongs to it."
            }
            Self::NotAnArticle => {
                "This does not look like an article: it is mostly links, or a form. What text there is stands here."
            }
            Self::PerhapsCutShort => {
                "This page may show only the beginning to those who have no subscription."
            }
            Self::TooLong => "This is longer than can be read here: only its beginning is shown.",
            Self::PagesMissing => {
                "Some pages could not be read, wholly or in part: they are damaged, pictures, or in fonts without letters. What could be read stands here."
            }
        }
    }
}

/// An article that a reader brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// What is known about it.
    pub about: About,
    /// Its text.
    pub document: Document,
    /// Links in it, sorted; they do not overlap.
    pub links: Vec<Link>,
    /// What was left out, in reading order.
    pub cuts: Vec<Cut>,
    /// What the reader should know.
    pub warnings: Vec<ImportWarning>,
}

impl Import {
    /// The article with a heading at its start as its title, if no other is known and there is more to it.
    #[must_use]
    pub fn titled_by_its_opening(mut self) -> Self {
        let blocks = self.document.blocks();
        let [first, rest @ ..] = blocks else {
            return self;
        };
        let words = self.document.slice(first.span);
        let is_title = (self.about.title.is_empty() || self.about.title == words)
            && first.kind == BlockKind::Subhead
            && rest.iter().any(|block| block.kind.is_running_text());
        if !is_title {
            return self;
        }
        self.about.title = words.to_owned();
        let gone = rest
            .first()
            .map_or(first.span.end, |block| block.span.start);
        let texts = rest
            .iter()
            .map(|block| (block.kind, self.document.slice(block.span)));
        self.document = Document::from_blocks(texts);
        self.links.retain(|link| link.span.start >= gone);
        for link in &mut self.links {
            link.span = Span::new(link.span.start - gone, link.span.end - gone);
        }
        for cut in &mut self.cuts {
            cut.at = cut.at.saturating_sub(1);
        }
        self
    }

    /// Puts a piece back that was left out; nothing happens if there is none of that number.
    ///
    /// ```
    /// use sidelight::article::{Cut, CutReason, Import};
    /// use sidelight::text::{BlockKind, Document};
    ///
    /// let mut import = Import {
    ///     document: Document::from_blocks([(BlockKind::Paragraph, "One."), (BlockKind::Paragraph, "Three.")]),
    ///     cuts: vec![Cut { at: 1, kind: BlockKind::Paragraph, text: "Two.".to_owned(), reason: CutReason::Other }],
    ///     ..Import::default()
    /// };
    /// import.restore(0);
    /// assert_eq!(import.document.text(), "One.\nTwo.\nThree.");
    /// assert!(import.cuts.is_empty());
    /// ```
    pub fn restore(&mut self, number: usize) {
        if number >= self.cuts.len() {
            return;
        }
        let cut = self.cuts.remove(number);
        let at = cut.at.min(self.document.blocks().len());
        let old = std::mem::take(&mut self.document);
        let texts = |blocks: &[Block]| -> Vec<(BlockKind, String)> {
            let text = |block: &Block| (block.kind, old.slice(block.span).to_owned());
            blocks.iter().map(text).collect()
        };
        let mut blocks = texts(&old.blocks()[..at]);
        blocks.push((cut.kind, cut.text));
        blocks.extend(texts(&old.blocks()[at..]));
        self.document =
            Document::from_blocks(blocks.iter().map(|(kind, text)| (*kind, text.as_str())));
        // A document of blocks that was built as `from_blocks` does changes only behind the new one.
        for link in &mut self.links {
            let Some(block) = old
                .blocks()
                .iter()
                .position(|block| block.span.contains(link.span))
            else {
                continue;
            };
            let new = self.document.blocks()[block + usize::from(block >= at)]
                .span
                .start;
            let within = link.span.start - old.blocks()[block].span.start;
            link.span = Span::new(new + within, new + within + link.span.len());
        }
        // They are in reading order, so that those behind this one now stand behind its block.
        for later in &mut self.cuts[number..] {
            later.at += 1;
        }
    }
}

/// An article of a file without data about itself: a heading at its start is its title, a byline after it names the author.
///
/// White space within blocks is made single spaces, so that what was markup or a line's end leaves no trace.
///
/// ```
/// use sidelight::article::{document_from_text, titled};
///
/// let import = titled(&document_from_text("Rates rise\n\nBy A. Writer\n\nThe bank raised\nits rate.".to_owned()));
/// assert_eq!(import.about.title, "Rates rise");
/// assert_eq!(import.about.author.as_deref(), Some("A. Writer"));
/// assert_eq!(import.document.text(), "The bank raised its rate.");
/// ```
#[must_use]
pub fn titled(document: &Document) -> Import {
    let mut blocks: Vec<(BlockKind, String)> = document
        .blocks()
        .iter()
        .map(|block| {
            let words = document.slice(block.span).split_whitespace();
            (block.kind, words.collect::<Vec<_>>().join(" "))
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let mut about = About::default();
    let is_more = |blocks: &[(BlockKind, String)]| {
        blocks
            .iter()
            .skip(1)
            .any(|(kind, _)| kind.is_running_text())
    };
    if blocks
        .first()
        .is_some_and(|(kind, _)| *kind == BlockKind::Subhead)
        && is_more(&blocks)
    {
        about.title = blocks.remove(0).1;
    }
    if blocks
        .first()
        .is_some_and(|(kind, _)| *kind == BlockKind::Byline)
        && is_more(&blocks)
    {
        let byline = blocks.remove(0).1;
        let name = byline.strip_prefix("By ").unwrap_or(&byline);
        about.author = Some(name.to_owned());
    }
    Import {
        about,
        document: Document::from_blocks(blocks.iter().map(|(kind, text)| (*kind, text.as_str()))),
        ..Import::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn cut(at: usize, text: &str) -> Cut {
        Cut {
            at,
            kind: BlockKind::Paragraph,
            text: text.to_owned(),
            reason: CutReason::Other,
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_put_back_stands_in_its_place_whatever_comes_first() {
        for order in [[0, 0, 0, 0], [3, 2, 1, 0], [1, 2, 0, 0], [2, 0, 1, 0]] {
            let blocks = [(BlockKind::Paragraph, "B"), (BlockKind::Paragraph, "see E")];
            let mut import = Import {
                document: Document::from_blocks(blocks),
                cuts: vec![cut(0, "A"), cut(1, "C"), cut(1, "D"), cut(2, "F")],
                links: vec![Link {
                    span: Span::new(6, 7),
                    address: "https://example.org".to_owned(),
                }],
                ..Import::default()
            };
            for number in order {
                import.restore(number);
                assert_eq!(import.document.slice(import.links[0].span), "E");
            }
            import.restore(0);
            assert_eq!(import.document.text(), "A\nB\nC\nD\nsee E\nF", "{order:?}");
            assert_eq!(import.document.blocks().len(), 6);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_heading_at_the_start_is_the_title() {
        let blocks = [
            (BlockKind::Subhead, "Two walks"),
            (BlockKind::Paragraph, "See the map."),
        ];
        let import = Import {
            document: Document::from_blocks(blocks),
            cuts: vec![cut(2, "A")],
            links: vec![Link {
                span: Span::new(18, 21),
                address: "https://example.org".to_owned(),
            }],
            ..Import::default()
        };
        assert_eq!(import.document.slice(import.links[0].span), "map");
        let titled = import.titled_by_its_opening();
        assert_eq!(titled.about.title, "Two walks");
        assert_eq!(titled.document.text(), "See the map.");
        assert_eq!(titled.document.slice(titled.links[0].span), "map");
        assert_eq!(titled.cuts[0].at, 1);
        // A second time nothing is taken, nor from what is only a heading.
        assert_eq!(titled.clone().titled_by_its_opening(), titled);
        let only = Import {
            document: Document::from_blocks([(BlockKind::Subhead, "Two walks")]),
            ..Import::default()
        };
        assert_eq!(only.clone().titled_by_its_opening(), only);
    }
}
