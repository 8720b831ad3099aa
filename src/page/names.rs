//! Why each name that a program found leads where it does.

use maud::{Markup, html};

use super::ids;
use super::view::{Marked, View};

/// The section “Name by name”; nothing where people made the links.
pub(super) fn names(view: &View<'_>) -> Markup {
    let found: Vec<_> = view
        .mentions
        .iter()
        .filter(|marked| !marked.mention.why.is_empty())
        .collect();
    html! {
        @if !found.is_empty() {
            section.sentences.names id=(ids::NAMES) aria-labelledby="names-title" {
                (introduction())
                ol { @for marked in found { (explanation(view, marked)) } }
            }
        }
    }
}

/// What the section begins with.
pub(super) fn introduction() -> Markup {
    html! {
        h2 id="names-title" { "Name by name" }
        p.lead { "Why each name leads to its card, and how sure the program is of it." }
    }
}

/// Why one name leads where it does.
pub(super) fn explanation(view: &View<'_>, marked: &Marked<'_>) -> Markup {
    let mention = marked.mention;
    let others = mention.others.iter().filter_map(|id| view.card(id));
    let others: Vec<_> = others.collect();
    html! {
        li.explanation id=(ids::why(&marked.id)) tabindex="-1" data-kind=(marked.kind.key()) {
            p.verdict {
                b.label { @if marked.card.is_some() { "Name" } @else { "Not sure which" } } " "
                a.back href={ "#" (marked.id) } { (view.document.slice(mention.span)) }
            }
            @if let Some(card) = marked.card {
                p { "Leads to " a href={ "#" (ids::card(&card.id)) } { (card.name) } "." }
            }
            p.reason { (mention.why) }
            @if !others.is_empty() {
                p.candidates {
                    @if marked.card.is_some() { "It could also be: " } @else { "It could be: " }
                    @for (index, card) in others.iter().enumerate() {
                        @if index > 0 { ", " }
                        a href={ "#" (ids::card(&card.id)) } { (card.name) } " "
                        button.choose type="button" value={ (marked.id) " " (card.id) } { "It is this" } " "
                        button.choose.here type="button" value={ (marked.id) " " (card.id) } { "Only here" }
                    }
                    " "
                    button.choose type="button" value=(marked.id) { "None of these" }
                }
            }
            p.origin { (mention.origin.sentence()) }
        }
    }
}
