//! The notes of one part of the article: who and what is named there, in a few words.

use maud::{Markup, html};

use super::view::{Marked, Part, View};
use super::{ids, layer::Layer};

/// The notes on the first mentions in a part, in reading order.
pub(super) fn notes(view: &View<'_>, part: &Part<'_>) -> Markup {
    let here = |marked: &&Marked<'_>| {
        marked.has_note
            && part
                .blocks
                .iter()
                .any(|block| block.span.contains(marked.mention.span))
    };
    let notes: Vec<_> = view.mentions.iter().filter(here).collect();
    html! {
        @if !notes.is_empty() {
            section.notes aria-label={
                "Notes"
                @if let Some(subhead) = part.subhead { ": " (view.document.slice(subhead.span)) }
            } {
                @for marked in notes { (note(marked)) }
            }
        }
    }
}

fn note(marked: &Marked<'_>) -> Markup {
    let card = marked.card;
    let layer = Layer::of_kind(card.kind).key();
    let sources = card
        .sources
        .iter()
        .filter(|source| card.summary_sources.contains(&source.id));
    html! {
        div class={ "note note-" (layer) }
            id=(ids::note(&marked.id))
            role="comment"
            data-note-for=(marked.id)
            data-kind=(card.kind.key()) {
            p {
                a.note-name href={ "#" (ids::card(&card.id)) } { (card.name) }
                " "
                span.note-text { (card.summary) }
                " "
                a.note-back href={ "#" (marked.id) } aria-label="Back to the text" { "↩" }
            }
            p.note-sources {
                @for source in sources { (source.url) " " }
            }
        }
    }
}
