//! The page of the reader's own articles: its frame as a file, and an article's surface, whole or piece by piece.
//!
//! An article is shown at once as bare text; its marks follow block by block, its notes part by part, as the engine reads it.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::layer::{Layer, LayerSet};
use super::view::{Part, View};
use super::{
    cards, file, guide, ids, inline, map, names, notes, overview, reader, room, sentences, toolbar,
};
use crate::text::{BlockKind, Span};

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

/// An article that the reader brought, with the marks that there are so far.
#[must_use]
pub fn surface(view: &View<'_>) -> String {
    html! {
        (toolbar::switches(view))
        div.reading {
            (map::map(view))
            main {
                div id=(ids::PROVENANCE) {}
                (contents(view))
                (reader::article(view))
            }
        }
        div.beyond id=(ids::BEYOND) {}
    }
    .into_string()
}

/// A table of contents, where there is more to it than a glance shows.
fn contents(view: &View<'_>) -> Markup {
    /// With fewer subheads the article itself is the shorter list.
    const FEWEST: usize = 4;
    let subheads = (1..).zip(&view.parts);
    let subheads: Vec<_> = subheads
        .filter_map(|(number, part)| Some((number, part.subhead?)))
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
pub fn beyond(view: &View<'_>) -> String {
    html! {
        nav.jumps aria-label="Parts of the page" {
            a href={ "#" (ids::OVERVIEW) } { "Overview" }
            a href={ "#" (ids::INDEX) } { "Who and what" }
            a href={ "#" (ids::NAMES) } { "Name by name" }
            a href={ "#" (ids::SENTENCES) } { "Sentence by sentence" }
            a href={ "#" (ids::GUIDE) } { "How to read this" }
        }
        (overview::overview(view))
        (cards::index(view))
        (names::names(view))
        (sentences::sentences(view))
        (guide::guide(view))
    }
    .into_string()
}

/// The switches of the layers, with their counts.
#[must_use]
pub fn switches(view: &View<'_>) -> String {
    toolbar::switches(view).into_string()
}

/// The bands of the map.
#[must_use]
pub fn map_of(view: &View<'_>) -> String {
    map::map(view).into_string()
}

/// Title and what is known about the article.
#[must_use]
pub fn heading_of(view: &View<'_>) -> String {
    reader::heading(view.heading).into_string()
}

/// The blocks that begin within a stretch of the text, each as the id of its element and what is in it.
#[must_use]
pub fn blocks_in(view: &View<'_>, stretch: Span) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let within = |span: Span| stretch.start <= span.start && span.start < stretch.end;
    for (number, part) in (1..).zip(&view.parts) {
        if let Some(subhead) = part.subhead.filter(|subhead| within(subhead.span)) {
            let html = inline::block(view, subhead).into_string();
            found.push((ids::subhead(number), html));
        }
        for (number, block) in (part.first..).zip(part.blocks) {
            if within(block.span) {
                found.push((ids::block(number), inline::block(view, block).into_string()));
            }
        }
    }
    found
}

/// The notes of the parts that end within a stretch of the text, each as the id of the part's element and the notes below its blocks.
#[must_use]
pub fn notes_in(view: &View<'_>, stretch: Span) -> Vec<(String, String)> {
    let letters = room::letters(view);
    let ends_within = |part: &Part<'_>| {
        let end = part.span().end;
        stretch.start < end && end <= stretch.end
    };
    (1..)
        .zip(&view.parts)
        .filter(|(_, part)| ends_within(part))
        .map(|(number, part)| {
            (
                ids::part(number),
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
