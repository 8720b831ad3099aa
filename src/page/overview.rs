//! The article as a whole: shares of stance, who is mentioned where, who is quoted how often.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::view::View;
use super::{graph, ids};
use crate::text::{CardId, Stance};

/// Width of the pictures' own units.
const WIDTH: usize = 1000;

/// The section “Overview”.
pub(super) fn overview(view: &View<'_>) -> Markup {
    html! {
        section.overview id=(ids::OVERVIEW) aria-labelledby="overview-title" {
            h2 id="overview-title" { "Overview" }
            p.lead {
                (view.words()) " words of running text in " (view.sentences.len()) " labelled spans; "
                (view.mentions.len()) " mentions of " (view.mentions_of.len()) " people, bodies, places and events."
            }
            (shares(view))
            (quoted(view))
            (mentioned(view))
            (graph::graph(view))
        }
    }
}

/// Rounded share of `part` in `whole`, in per cent.
fn percent(part: usize, whole: usize) -> usize {
    (part * 100 + whole / 2) / whole.max(1)
}

fn shares(view: &View<'_>) -> Markup {
    let whole = view.words();
    let rows: Vec<_> = Stance::ALL
        .into_iter()
        .map(|stance| {
            let of_it = view
                .sentences
                .iter()
                .filter(|sentence| sentence.stance.stance == Some(stance));
            let words: usize = of_it.clone().map(|sentence| sentence.words).sum();
            (stance, of_it.count(), words)
        })
        .collect();
    html! {
        div.figure.shares {
            h3 id="shares-title" { "What kind of sentences" }
            div.share-bar aria-hidden="true" {
                svg viewBox={ "0 0 " (WIDTH) " 40" } preserveAspectRatio="none" focusable="false" {
                    @for (index, (stance, _, words)) in rows.iter().enumerate() {
                        @let before: usize = rows[..index].iter().map(|(_, _, words)| words).sum();
                        @let width = (words * WIDTH / whole.max(1)).saturating_sub(4);
                        rect.share data-stance-band=(stance.key()) x=(before * WIDTH / whole.max(1)) y="0" width=(width) height="40" {}
                    }
                }
            }
            table aria-labelledby="shares-title" {
                thead { tr { th scope="col" { "Label" } th scope="col" { "Spans" } th scope="col" { "Words" } th scope="col" { "Share" } } }
                tbody {
                    @for (stance, count, words) in &rows {
                        tr {
                            th scope="row" { span.sample.key data-sample=(stance.key()) aria-hidden="true" {} (stance.name()) }
                            td { (count) }
                            td { (words) }
                            td { (percent(*words, whole)) " %" }
                        }
                    }
                }
            }
        }
    }
}

/// Who is behind the attributed spans.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Voice<'a> {
    Card(&'a CardId),
    Words(&'a str),
    Unnamed,
}

fn quoted(view: &View<'_>) -> Markup {
    let mut voices: BTreeMap<Voice<'_>, (usize, usize)> = BTreeMap::new();
    for sentence in &view.sentences {
        let Some(source) = &sentence.stance.source else {
            continue;
        };
        let voice = match &source.card {
            _ if !source.named => Voice::Unnamed,
            Some(card) => Voice::Card(card),
            None => Voice::Words(view.document.slice(source.span)),
        };
        let count = voices.entry(voice).or_default();
        count.0 += 1;
        count.1 += sentence.words;
    }
    let mut rows: Vec<_> = voices.into_iter().collect();
    rows.sort_by_key(|(_, (_, words))| std::cmp::Reverse(*words));
    let most = rows.iter().map(|(_, (_, words))| *words).max().unwrap_or(1);
    html! {
        div.figure.quoted {
            h3 id="quoted-title" { "Who is quoted or paraphrased" }
            table aria-labelledby="quoted-title" {
                thead { tr { th scope="col" { "Source" } th scope="col" { "Spans" } th scope="col" { "Words" } td aria-hidden="true" {} } }
                tbody {
                    @for (voice, (count, words)) in rows {
                        tr {
                            th scope="row" { (voice_name(view, &voice)) }
                            td { (count) }
                            td { (words) }
                            td.amount { (bar(words * WIDTH / most)) }
                        }
                    }
                }
            }
        }
    }
}

fn voice_name(view: &View<'_>, voice: &Voice<'_>) -> Markup {
    html! {
        @match voice {
            Voice::Card(id) => @if let Some(card) = view.card(id) {
                a href={ "#" (ids::card(id)) } { (card.name) }
            },
            Voice::Words(words) => { (words) }
            Voice::Unnamed => { "Not named" }
        }
    }
}

fn bar(width: usize) -> Markup {
    html! {
        svg viewBox={ "0 0 " (WIDTH) " 20" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect x="0" y="4" width=(width) height="12" {}
        }
    }
}

fn mentioned(view: &View<'_>) -> Markup {
    let length = view.document.text().len().max(1);
    let mut rows: Vec<_> = view.mentions_of.iter().collect();
    rows.sort_by_key(|(_, places)| (std::cmp::Reverse(places.len()), places.first().copied()));
    let starts: Vec<_> = view
        .parts
        .iter()
        .filter_map(|part| part.subhead)
        .map(|block| format!("M{} 0v20", block.span.start * WIDTH / length))
        .collect();
    let starts = starts.concat();
    html! {
        div.figure.mentioned {
            h3 id="mentioned-title" { "Who and what is named where" }
            p.caption { "One tick a mention, from the article’s first word at the left to its last at the right; thin lines are its subheads." }
            table aria-labelledby="mentioned-title" {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Times" } th scope="col" { "Where" } } }
                tbody {
                    @for (id, places) in rows {
                        @if let Some(card) = view.card(id) {
                            tr data-kind=(card.kind.key()) {
                                th scope="row" { a href={ "#" (ids::card(id)) } { (card.name) } }
                                td { (places.len()) }
                                td.strip {
                                    @let mut percents: Vec<_> = places.iter().map(|index| percent(view.mentions[*index].mention.span.start, length).to_string()).collect();
                                    @let () = percents.dedup();
                                    svg viewBox={ "0 0 " (WIDTH) " 20" } preserveAspectRatio="none" role="img"
                                        aria-label={ "at " (percents.join(", ")) " %" } {
                                        path.subhead-line d=(starts) {}
                                        @for index in places {
                                            path.tick d={ "M" (view.mentions[*index].mention.span.start * WIDTH / length) " 2v16" } {}
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
