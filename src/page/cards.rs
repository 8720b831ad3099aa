//! The index of all cards, and each card in full.

use maud::{Markup, html};

use super::facts::{facts, references};
use super::ids;
use super::view::{Heading, View};
use super::whole::{Whole, of_kind};
use crate::card::{Card, Kind, Provenance, Standing};

/// The section “Who and what”: all cards by kind, each at its own address.
pub(super) fn index(view: &View<'_>, whole: &Whole) -> Markup {
    let cards = whole.cards(view);
    let groups =
        html! { @for kind in Kind::ALL { (group(view, whole, kind, &of_kind(&cards, kind))) } };
    frame(view, &groups)
}

/// The section around the groups of cards.
pub(super) fn frame(view: &View<'_>, groups: &Markup) -> Markup {
    html! {
        section.index id=(ids::INDEX) aria-labelledby="index-title" {
            h2 id="index-title" { "Who and what" }
            p.lead {
                @match view.heading {
                    Heading::Shipped { meta, .. } => {
                        "A short neutral card for everyone and everything the article names: what was so in "
                        (meta.written) ", what has changed since, and where each fact was read."
                    }
                    Heading::Brought(_) => {
                        "Everyone and everything that the article names, with a short neutral card where there is one."
                    }
                }
            }
            div.search-place id=(ids::SEARCH_MOUNT) {}
            (groups)
        }
    }
}

fn group(view: &View<'_>, whole: &Whole, kind: Kind, cards: &[&Card]) -> Markup {
    html! {
        @if !cards.is_empty() {
            section.group data-kind=(kind.key()) {
                h3 { (kind.plural()) " " span.count { (cards.len()) } }
                div.cards { @for each in cards { (card(view, whole, each)) } }
            }
        }
    }
}

/// A card in full.
pub(super) fn card(view: &View<'_>, whole: &Whole, card: &Card) -> Markup {
    html! {
        article.card
            id=(ids::card(&card.id))
            tabindex="-1"
            data-kind=(card.kind.key())
            {
            h4.card-name { (card.name) }
            p.card-kind { (card.kind.key()) (aliases(view, whole, card)) }
            p.card-summary { (card.summary) (references(card, &card.summary_sources)) (standing(card)) }
            (writing(card))
            (across(view, card))
            (facts(card, view.heading.written()))
            (contested(card))
            (relations(view, card))
            (places(view, whole, card))
            (sources(card))
        }
    }
}

/// Its other names, but for those that the list of its mentions shows anyway.
fn aliases(view: &View<'_>, whole: &Whole, card: &Card) -> Markup {
    let is_shown = |alias: &String| {
        let mut places = whole.places_of(&card.id).iter();
        places.any(|place| view.document.slice(place.span) == alias)
    };
    let others: Vec<_> = card
        .aliases
        .iter()
        .filter(|alias| **alias != card.name && !is_shown(alias))
        .map(String::as_str)
        .collect();
    html! { @if !others.is_empty() { ", also " (others.join(", ")) } }
}

/// What is to be known about a card that does not ship.
fn standing(card: &Card) -> &'static str {
    match card.standing {
        Standing::Shipped => "",
        Standing::Reader => " Written by you.",
        Standing::Unwritten => {
            "There is no card for this name. What stands here is what the article itself says."
        }
    }
}

/// The way to everywhere that the reader's articles name it.
fn across(view: &View<'_>, card: &Card) -> Markup {
    html! {
        @if let Heading::Brought(_) = view.heading {
            p.across { a href=(ids::seen_address(&card.entity_key())) data-native { "In all your articles" } }
        }
    }
}

/// The button by which a reader writes or changes a card.
fn writing(card: &Card) -> Markup {
    let words = match card.standing {
        Standing::Shipped => None,
        Standing::Reader => Some("Edit your card"),
        Standing::Unwritten => Some("Write a card"),
    };
    html! {
        @if let Some(words) = words {
            p { button.write-card type="button" value=(card.id) { (words) } }
        }
    }
}

fn contested(card: &Card) -> Markup {
    html! {
        @for entry in &card.contested {
            div.contested {
                h4 { "Contested: " (entry.question) }
                ul {
                    @for view in &entry.views {
                        li { b { (view.who) ":" } " " (view.says) (references(card, &view.sources)) }
                    }
                }
            }
        }
    }
}

fn relations(view: &View<'_>, card: &Card) -> Markup {
    let links = view.cards.links(&card.id);
    html! {
        @if !links.is_empty() {
            div.relations {
                h4 { "Related" }
                ul {
                    @for (link, period) in links {
                        @if let Some(other) = view.card(&link.other) {
                            li {
                                (link.words()) " "
                                a href={ "#" (ids::card(&other.id)) } { (other.name) }
                                " " span.when { (period.in_words()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn places(view: &View<'_>, whole: &Whole, card: &Card) -> Markup {
    let places = whole.places_of(&card.id);
    // The words by which the text names it, each with the numbers of its mentions.
    let mut by_words: Vec<(&str, Vec<(usize, String)>)> = Vec::new();
    for (number, place) in (1..).zip(places) {
        let words = view.document.slice(place.span);
        let place = (number, place.id());
        match by_words.iter_mut().find(|(other, _)| *other == words) {
            Some((_, numbers)) => numbers.push(place),
            None => by_words.push((words, vec![place])),
        }
    }
    html! {
        p.named-at {
            @match places.len() {
                0 => { "Not named in the text itself; shown as another reading or as context." }
                1 => { "Named once: " }
                count => { "Named " (count) " times: " }
            }
            @for (words, numbers) in by_words {
                (words)
                @for (number, id) in numbers { " " a href={ "#" (id) } { (number) } }
                " "
            }
        }
    }
}

fn sources(card: &Card) -> Markup {
    let links = [
        ("Website", card.links.website.clone()),
        ("Wikipedia", card.links.wikipedia.clone()),
        (
            "Wikidata",
            card.links
                .wikidata
                .as_ref()
                .map(|id| format!("https://www.wikidata.org/wiki/{id}")),
        ),
    ];
    html! {
        @if !card.sources.is_empty() { div.sources {
            h4 { "Sources" @if let Some(read) = card.last_read() { span.when { ", read " (read) } } }
            ol { @for source in &card.sources { li { (source_link(source)) } } }
            p.links {
                @for (name, address) in links {
                    @if let Some(address) = address { a href=(address) { (name) } " " }
                }
            }
        } }
    }
}

fn source_link(source: &Provenance) -> Markup {
    html! { a href=(source.url) { (source.title) } ", " (source.publisher) }
}
