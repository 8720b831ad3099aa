//! The article with its marks and notes.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::view::{Part, View};
use super::{ids, inline, notes, room};
use crate::text::{Block, BlockKind};

/// The whole article as one element.
pub(super) fn article(view: &View<'_>) -> Markup {
    let meta = view.meta;
    let letters = room::letters(view);
    html! {
        article.article id=(ids::ARTICLE) lang=(meta.language) {
            header.heading {
                h1 { (meta.title) }
                p.standfirst {
                    (meta.note) " Written in "
                    time datetime=(meta.written.iso()) { (meta.written) } ". "
                    span.muted { (meta.written_note) }
                }
            }
            @for (index, part) in view.parts.iter().enumerate() {
                (section(view, index, part, &letters))
            }
        }
    }
}

fn section(
    view: &View<'_>,
    index: usize,
    part: &Part<'_>,
    letters: &BTreeMap<String, usize>,
) -> Markup {
    html! {
        section.part id={ "part-" (index + 1) } {
            @if let Some(subhead) = part.subhead {
                h2 { (view.document.slice(subhead.span)) }
            }
            @for block in &part.blocks {
                (paragraph(view, block))
            }
            (notes::notes(view, part, letters))
        }
    }
}

fn paragraph(view: &View<'_>, block: &Block) -> Markup {
    let number = view
        .document
        .blocks()
        .iter()
        .filter(|other| other.kind != BlockKind::Subhead && other.span.start <= block.span.start)
        .count();
    let class = match block.kind {
        BlockKind::Byline => Some("byline"),
        BlockKind::Item => Some("item"),
        BlockKind::Quote => Some("quote"),
        BlockKind::Caption => Some("caption"),
        BlockKind::Row => Some("row"),
        BlockKind::Paragraph | BlockKind::Subhead => None,
    };
    html! { p id={ "p" (number) } class=[class] { (inline::block(view, block)) } }
}
