//! The article with its marks and notes.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::brought::class_of;
use super::long::is_long;
use super::view::{Heading, Part, View};
use super::{ids, inline, notes, room};
use crate::article::About;
use crate::text::Block;

/// The whole article as one element.
pub(super) fn article(view: &View<'_>) -> Markup {
    beginning(view, view.parts.len())
}

/// The article's element with so many of its parts.
pub(super) fn beginning(view: &View<'_>, parts: usize) -> Markup {
    let parts = view.parts.get(..parts).unwrap_or(&view.parts);
    let letters = room::letters(view, parts);
    html! {
        article.article.long[is_long(view)] id=(ids::ARTICLE) lang=[view.heading.language()] {
            (heading(view.heading))
            @for part in parts { (section(view, part, &letters)) }
        }
    }
}

/// Title, and whose the article is.
pub(super) fn heading(heading: Heading<'_>) -> Markup {
    html! {
        header.heading {
            h1 { (heading.title()) }
            p.standfirst {
                @match heading {
                    Heading::Shipped { meta, .. } => {
                        (meta.note) " Written in "
                        time datetime=(meta.written.iso()) { (meta.written) } ". "
                        span.muted { (meta.written_note) }
                        " " a href="library.html" { "Bring your own article" } "."
                    }
                    Heading::Brought(about) => (known_about(about)),
                }
            }
        }
    }
}

fn known_about(about: &About) -> Markup {
    html! {
        @if let Some(author) = &about.author { "By " (author) ". " }
        @if let Some(site) = &about.site { (site) ". " }
        @match about.written {
            Some(written) => { time datetime=(written.iso()) { (written) } ". " }
            None => { span.muted { "Date not known. " } }
        }
        @if let Some(address) = about.address.as_deref().filter(|address| address.starts_with("http")) {
            a href=(address) rel="noreferrer noopener external" { "Where it was published" } "."
        }
    }
}

/// A part of the article. Of a long one it tells how tall it and its blocks are about, for as long as the browser passes over them.
pub(super) fn section(
    view: &View<'_>,
    part: &Part<'_>,
    letters: &BTreeMap<String, usize>,
) -> Markup {
    // Only what is filled piece by piece needs to be found again.
    let is_brought = matches!(view.heading, Heading::Brought(_));
    let lines = is_long(view).then(|| room::lines_of_part(view, part));
    html! {
        section.part id=(ids::part(part.number)) data-lines=[lines] {
            @if let Some(subhead) = part.subhead {
                h2 id=[is_brought.then(|| ids::subhead(part.number))] { (inline::block(view, subhead)) }
            }
            @for (number, block) in (part.first..).zip(part.blocks) { (paragraph(view, number, block)) }
            (notes::notes(view, part, letters))
        }
    }
}

fn paragraph(view: &View<'_>, number: usize, block: &Block) -> Markup {
    let class = class_of(block.kind);
    let lines = is_long(view).then(|| room::lines_of(view, block));
    html! { p id=(ids::block(number)) class=[class] data-lines=[lines] { (inline::block(view, block)) } }
}
