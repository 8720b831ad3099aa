//! The page of the reader's own articles: its frame as a file, and an article's surface, whole or piece by piece.
//!
//! An article is shown at once as bare text; its marks follow block by block, its notes part by part, as the engine reads it.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::layer::{Layer, LayerSet};
use super::long::is_long;
use super::view::{Part, View};
use super::whole::Whole;
use super::{
    cards, file, guide, ids, inline, map, names, notes, overview, reader, room, sentences, toolbar,
};
use crate::text::{Block, BlockKind, Span};

/// The page of the reader's own articles as a file, empty until its program fills it.
///
/// `policy` is its security policy, and `early` the script that runs before the first paint.
#[must_use]
pub fn library_page(policy: &str, early: &str) -> String {
    let classes = Layer::ALL.map(|layer| ids::layer_class(layer.key()));
    html! {
        (DOCTYPE)
        html lang="en" class=(classes.join(" ")) data-layers=(LayerSet::ALL) {
            head {
                (file::head(policy, early, "Your articles – Sidelight", "Read any article with Sidelight’s notes and marks, in private: nothing leaves your device."))
                script type="module" { (PreEscaped("import init from \"./library.js\";\ninit();")) }
            }
            body { (library_body()) }
        }
    }
    .into_string()
}

fn library_body() -> Markup {
    html! {
        a.skip href={ "#" (ids::SHELF) } { "Skip to your articles" }
        header.bar {
            a.wordmark href="./" { "Sidelight" }
            nav.ways aria-label="Pages" {
                a href="library.html" id=(ids::LIBRARY_LINK) { "Your articles" }
                a href="setup.html" { "Ways to bring one" }
                a href="./" { "The shipped article" }
            }
            button.settings-button id=(ids::SETTINGS_BUTTON) type="button" aria-haspopup="dialog" { "Settings" }
        }
        noscript { p.plain-note { "Your own articles need scripts: everything is done in your browser, and there is no server that could do it instead. The shipped article can be read without." } }
        main id=(ids::SHELF) {}
        div id=(ids::READING) hidden {}
        footer.foot {
            p { "Sidelight runs in your browser. No text you read here leaves your device." }
            p { "Articles belong to their authors. Marks on them are a program’s, which errs; cards are Sidelight’s own." }
        }
    }
}

/// How many parts of an article [`surface`] holds: of a long one none, so that no step takes long. The others follow by [`part_of`].
#[must_use]
pub fn parts_at_once(view: &View<'_>) -> usize {
    if is_long(view) { 0 } else { view.parts.len() }
}

/// A part of an article that the reader brought, by its place among the parts of the view; nothing where there is none.
#[must_use]
pub fn part_of(view: &View<'_>, index: usize) -> Option<String> {
    let part = view.parts.get(index)?;
    Some(reader::section(view, part, &BTreeMap::new()).into_string())
}

/// An article that the reader brought, with the marks that there are so far.
#[must_use]
pub fn surface(view: &View<'_>) -> String {
    let whole = Whole::of(view);
    html! {
        (toolbar::switches(&whole))
        div.reading {
            (map::map(view, &whole))
            main {
                div id=(ids::PROVENANCE) {}
                (contents(view))
                (reader::beginning(view, parts_at_once(view)))
            }
        }
        div.beyond.long[is_long(view)] id=(ids::BEYOND) {}
    }
    .into_string()
}

/// A table of contents, where there is more to it than a glance shows.
fn contents(view: &View<'_>) -> Markup {
    /// With fewer subheads the article itself is the shorter list.
    const FEWEST: usize = 4;
    let subheads: Vec<_> = view
        .parts
        .iter()
        .filter_map(|part| Some((part.number, part.subhead?)))
        .collect();
    html! {
        @if subheads.len() >= FEWEST {
            details.contents {
                summary { "Contents (" (subheads.len()) ")" }
                ol {
                    @for (number, subhead) in subheads {
                        li { a href={ "#" (ids::part(number)) } { (view.document.slice(subhead.span)) } }
                    }
                }
            }
        }
    }
}

/// What stands below the article, once all of it has been read.
#[must_use]
pub fn beyond(view: &View<'_>, whole: &Whole) -> String {
    html! {
        (jumps())
        (overview::overview(view, whole))
        (cards::index(view, whole))
        (names::names(view))
        (sentences::sentences(view))
        (guide::guide(view, whole))
    }
    .into_string()
}

/// The ways to the sections below the article.
pub(super) fn jumps() -> Markup {
    html! {
        nav.jumps aria-label="Parts of the page" {
            a href={ "#" (ids::OVERVIEW) } { "Overview" }
            a href={ "#" (ids::INDEX) } { "Who and what" }
            a href={ "#" (ids::NAMES) } { "Name by name" }
            a href={ "#" (ids::SENTENCES) } { "Sentence by sentence" }
            a href={ "#" (ids::GUIDE) } { "How to read this" }
        }
    }
}

/// The bands of the map.
#[must_use]
pub fn map_of(view: &View<'_>, whole: &Whole) -> String {
    map::map(view, whole).into_string()
}

/// Title and what is known about the article.
#[must_use]
pub fn heading_of(view: &View<'_>) -> String {
    reader::heading(view.heading).into_string()
}

/// A block with its marks, to be put into its element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The id of its element.
    pub id: String,
    /// What is in it.
    pub html: String,
    /// Where the block ends in the text.
    pub end: usize,
}

/// The blocks that begin within a stretch of the text, one by one as they are asked for.
pub fn blocks_in<'a>(view: &'a View<'a>, stretch: Span) -> impl Iterator<Item = Filled> + 'a {
    let within =
        move |block: &Block| stretch.start <= block.span.start && block.span.start < stretch.end;
    view.parts
        .iter()
        .flat_map(|part| {
            let subhead = part
                .subhead
                .map(|subhead| (ids::subhead(part.number), subhead));
            let numbered = (part.first..).map(ids::block).zip(part.blocks);
            subhead.into_iter().chain(numbered)
        })
        .filter(move |(_, block)| within(block))
        .map(|(id, block)| Filled {
            id,
            html: inline::block(view, block).into_string(),
            end: block.span.end,
        })
}

/// The notes of the parts that end within a stretch of the text, each as the number of the part and the notes below its blocks.
#[must_use]
pub fn notes_in(view: &View<'_>, stretch: Span) -> Vec<(usize, String)> {
    let ends_within = |part: &&Part<'_>| {
        let end = part.reach().end;
        stretch.start < end && end <= stretch.end
    };
    let parts = view.parts.iter().filter(ends_within);
    parts
        .map(|part| {
            // Part by part, so that a note is as long whichever parts are known.
            let letters = room::letters(view, std::slice::from_ref(part));
            (
                part.number,
                notes::notes(view, part, &letters).into_string(),
            )
        })
        .collect()
}

/// What was left out of an article when it was brought: each piece can be put back.
#[must_use]
pub fn cuts(cuts: &[crate::article::Cut]) -> String {
    let words: usize = cuts
        .iter()
        .map(|cut| cut.text.split_whitespace().count())
        .sum();
    html! {
        @if !cuts.is_empty() {
            section.cuts id=(ids::CUTS) aria-label="What was left out" { details {
                summary { "What was left out: " (cuts.len()) " pieces, " (words) " words" }
                p.muted { "Menus, advertising and the like. Put back what belongs to the article." }
                ol {
                    @for (number, cut) in cuts.iter().enumerate() {
                        li {
                            button.restore type="button" value=(number) { "Put back" } " "
                            span.cut-text { (shortened(&cut.text)) } " "
                            span.muted { (cut.reason.name()) }
                        }
                    }
                }
            } }
        }
    }
    .into_string()
}

fn shortened(text: &str) -> String {
    /// A long piece is recognised by its beginning.
    const MOST: usize = 280;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The kinds of blocks that differ in look from a paragraph.
pub(super) fn class_of(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Byline => Some("byline"),
        BlockKind::Item => Some("item"),
        BlockKind::Quote => Some("quote"),
        BlockKind::Caption => Some("caption"),
        BlockKind::Row => Some("row"),
        BlockKind::Paragraph | BlockKind::Subhead => None,
    }
}
