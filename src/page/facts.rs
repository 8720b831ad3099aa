//! The facts of a card, told from the day on which the article was written.

use maud::{Markup, html};

use crate::card::{Card, Fact, Phase};
use crate::text::PartialDate;

/// The facts in three groups: what held then, what was over, what has changed since.
///
/// Where the day is not known nothing can be told apart.
pub(super) fn facts(card: &Card, written: Option<PartialDate>) -> Markup {
    let Some(written) = written else {
        let all: Vec<_> = card.facts.iter().collect();
        return group(card, "Facts, each with its time", "then", &all);
    };
    let then: Vec<_> = card.facts_in(Phase::Then, written).collect();
    let earlier: Vec<_> = card.facts_in(Phase::Earlier, written).collect();
    let since: Vec<_> = card.facts_in(Phase::Since, written).collect();
    let ended: Vec<_> = then
        .iter()
        .filter_map(|fact| Some((*fact, fact.period.ended_since(written)?)))
        .collect();
    html! {
        (group(card, &format!("Then: {written}"), "then", &then))
        (group(card, "Earlier", "earlier", &earlier))
        @if !since.is_empty() || !ended.is_empty() {
            div.facts.since {
                h4 { "Since" }
                dl {
                    @for (fact, until) in ended {
                        div {
                            dt { (fact.label) }
                            dd { "No longer: " (fact.value) " " span.when { "ended " (until) } (references(card, &fact.sources)) }
                        }
                    }
                    @for fact in since { (row(card, fact)) }
                }
            }
        }
    }
}

fn group(card: &Card, title: &str, class: &str, facts: &[&Fact]) -> Markup {
    html! {
        @if !facts.is_empty() {
            div class={ "facts " (class) } {
                h4 { (title) }
                dl { @for fact in facts { (row(card, fact)) } }
            }
        }
    }
}

fn row(card: &Card, fact: &Fact) -> Markup {
    html! {
        div {
            dt { (fact.label) }
            dd { (fact.value) " " span.when { (fact.period.in_words()) } (references(card, &fact.sources)) }
        }
    }
}

/// The numbers of sources in the card's own list.
pub(super) fn references(card: &Card, names: &[String]) -> Markup {
    let numbers: Vec<_> = names
        .iter()
        .filter_map(|name| card.sources.iter().position(|source| source.id == *name))
        .map(|index| (index + 1).to_string())
        .collect();
    html! { sup.refs { (numbers.join(",")) } }
}
