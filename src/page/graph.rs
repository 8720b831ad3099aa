//! The relations among cards as a picture, and the same as a table.

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::TAU;

use maud::{Markup, html};

use super::ids;
use super::view::View;
use super::whole::{Whole, of_kind};
use crate::card::{Card, Kind, RelationKind};
use crate::text::CardId;

/// Half the width of the picture's own units.
const CENTRE: f64 = 500.0;
/// Radius of the circle on which the names stand.
const RADIUS: f64 = 205.0;
/// Distance of a name from its dot.
const LABEL_GAP: f64 = 12.0;

/// A card on the circle.
struct Node<'a> {
    card: &'a Card,
    x: f64,
    y: f64,
    degrees: f64,
}

/// A relation as its card states it.
struct Edge<'a> {
    from: &'a Card,
    kind: RelationKind,
    to: &'a Card,
    time: String,
}

/// The graph: cards on a circle by kind, relations as lines through it.
pub(super) fn graph(view: &View<'_>, whole: &Whole) -> Markup {
    let (kinds, cards) = (Kind::ALL.into_iter(), whole.cards(view));
    let shown: Vec<&Card> = kinds.flat_map(|kind| of_kind(&cards, kind)).collect();
    let edges = edges(&shown);
    if edges.is_empty() {
        return html! {};
    }
    let nodes = nodes(&shown, &edges);
    html! {
        div.figure.graph {
            h3 id="graph-title" { "How they are related" }
            svg.graph-picture viewBox="0 110 1000 780" role="img"
                aria-label={ "A circle of " (nodes.len()) " names joined by " (edges.len()) " relations; the table below lists them." } {
                @for edge in &edges {
                    @if let (Some(from), Some(to)) = (nodes.get(&edge.from.id), nodes.get(&edge.to.id)) {
                        path.edge data-from=(edge.from.id) data-to=(edge.to.id) d=(curve(from, to)) {}
                    }
                }
                @for node in nodes.values() { (name(node)) }
            }
            details {
                summary { "The same as a table" }
                table aria-labelledby="graph-title" {
                    thead { tr { th scope="col" { "Who" } th scope="col" { "Is" } th scope="col" { "To" } th scope="col" { "When" } } }
                    tbody {
                        @for edge in &edges {
                            tr {
                                td { (link(edge.from)) }
                                td { (edge.kind.forward()) }
                                td { (link(edge.to)) }
                                td { (edge.time) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn link(card: &Card) -> Markup {
    html! { a href={ "#" (ids::card(&card.id)) } { (card.name) } }
}

/// The relations among the cards that are shown.
fn edges<'a>(shown: &[&'a Card]) -> Vec<Edge<'a>> {
    let mut shown = shown.to_vec();
    shown.sort_by(|one, two| one.id.cmp(&two.id));
    shown
        .iter()
        .flat_map(|from| {
            let shown = &shown;
            from.relations.iter().filter_map(move |relation| {
                let to = shown.binary_search_by(|card| card.id.cmp(&relation.to));
                Some(Edge {
                    from,
                    kind: relation.kind,
                    to: shown[to.ok()?],
                    time: relation.period.in_words(),
                })
            })
        })
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a picture has far fewer nodes than a float has whole numbers"
)]
fn nodes<'a>(shown: &[&'a Card], edges: &[Edge<'_>]) -> BTreeMap<&'a CardId, Node<'a>> {
    let ends: BTreeSet<_> = edges
        .iter()
        .flat_map(|edge| [&edge.from.id, &edge.to.id])
        .collect();
    let related: Vec<_> = shown
        .iter()
        .filter(|card| ends.contains(&card.id))
        .collect();
    let step = TAU / related.len().max(1) as f64;
    related
        .iter()
        .enumerate()
        .map(|(index, card)| {
            let angle = step * index as f64;
            let node = Node {
                card,
                x: CENTRE + RADIUS * libm::cos(angle),
                y: CENTRE + RADIUS * libm::sin(angle),
                degrees: angle.to_degrees(),
            };
            (&card.id, node)
        })
        .collect()
}

fn curve(from: &Node<'_>, to: &Node<'_>) -> String {
    format!(
        "M{:.0} {:.0}Q{CENTRE} {CENTRE} {:.0} {:.0}",
        from.x, from.y, to.x, to.y
    )
}

/// A dot with its name along the radius, turned so that it never stands on its head.
fn name(node: &Node<'_>) -> Markup {
    let flipped = node.degrees > 90.0 && node.degrees < 270.0;
    let (turn, gap, anchor) = if flipped {
        (node.degrees - 180.0, -LABEL_GAP, "end")
    } else {
        (node.degrees, LABEL_GAP, "start")
    };
    html! {
        g.node data-card=(node.card.id) data-kind=(node.card.kind.key())
            transform={ (format!("translate({:.0} {:.0}) rotate({turn:.0})", node.x, node.y)) } {
            circle r="5" {}
            text x=(gap) dy=".35em" text-anchor=(anchor) { (node.card.name) }
        }
    }
}
