//! The notes of one part of the article: who and what is named there, in a few words.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::inline::sure;
use super::view::{Marked, Part, View};
use super::{ids, layer::Layer, room};
use crate::card::Card;
use crate::text::Span;

/// The notes on the first mentions in a part, in reading order; `letters` tells how long each may be.
pub(super) fn notes(view: &View<'_>, part: &Part<'_>, letters: &BTreeMap<String, usize>) -> Markup {
    let start = part
        .subhead
        .map_or(part.span().start, |block| block.span.start);
    let stretch = Span::new(start, part.span().end.max(start));
    let notes: Vec<_> = view
        .mentions_in(stretch)
        .iter()
        .filter_map(|marked| Some((marked, marked.card.filter(|_| marked.has_note)?)))
        .collect();
    html! {
        @if !notes.is_empty() {
            section.notes aria-label={
                "Notes"
                @if let Some(subhead) = part.subhead { ": " (view.document.slice(subhead.span)) }
            } {
                @for (marked, card) in notes { (note(marked, card, letters.get(&marked.id).copied().unwrap_or_default())) }
            }
        }
    }
}

/// One note; what goes beyond `letters` is shown on demand where notes stand close together.
fn note(marked: &Marked<'_>, card: &Card, letters: usize) -> Markup {
    let (first, rest) = room::cut(
        &card.summary,
        letters.saturating_sub(card.name.chars().count() + 1),
    );
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
            data-sure=[sure(marked.mention.origin)]
            data-kind=(card.kind.key()) {
            p {
                a.note-name href={ "#" (ids::card(&card.id)) } { (card.name) }
                " "
                (first)
                @if !rest.is_empty() { span { (rest) } }
                " "
                a.note-back href={ "#" (marked.id) } aria-label="Back to the text" { "↩" }
            }
            p.note-sources {
                @for source in sources { (source.url) " " }
            }
        }
    }
}
