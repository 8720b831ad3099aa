//! The article as a whole: shares of stance, who is mentioned where, who is quoted how often.

use maud::{Markup, html};

use super::view::{Heading, View};
use super::whole::{Place, Voice, Whole};
use super::{graph, ids};
use crate::text::Stance;

/// Width of the pictures' own units.
const WIDTH: usize = 1000;

/// The section “Overview”.
pub(super) fn overview(view: &View<'_>, whole: &Whole) -> Markup {
    html! {
        section.overview id=(ids::OVERVIEW) aria-labelledby="overview-title" {
            h2 id="overview-title" { "Overview" }
            p.lead {
                (whole.words) " words of running text in " (whole.spans) " labelled spans; "
                (whole.mentions) " mentions of " (whole.places.len()) " people, bodies, places and events."
            }
            (shares(whole))
            (quoted(view, whole))
            (mentioned(view, whole))
            (graph::graph(view, whole))
        }
    }
}

/// Rounded share of `part` in `whole`, in per cent.
fn percent(part: usize, whole: usize) -> usize {
    (part * 100 + whole / 2) / whole.max(1)
}

fn shares(whole: &Whole) -> Markup {
    let rows: Vec<_> = Stance::ALL
        .into_iter()
        .zip(whole.shares)
        .map(|(stance, (count, words))| (stance, count, words))
        .collect();
    let whole = whole.words;
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

fn quoted(view: &View<'_>, whole: &Whole) -> Markup {
    let mut rows: Vec<_> = whole.voices.iter().collect();
    rows.sort_by_key(|(_, (_, words))| std::cmp::Reverse(*words));
    let left_out = shorten(view, &mut rows);
    let most = rows.iter().map(|(_, (_, words))| *words).max().unwrap_or(1);
    html! {
        div.figure.quoted {
            h3 id="quoted-title" { "Who is quoted or paraphrased" }
            table aria-labelledby="quoted-title" {
                thead { tr { th scope="col" { "Source" } th scope="col" { "Spans" } th scope="col" { "Words" } td aria-hidden="true" {} } }
                tbody {
                    @for (voice, (count, words)) in rows {
                        tr {
                            th scope="row" { (voice_name(view, voice)) }
                            td { (count) }
                            td { (words) }
                            td.amount { (bar(words * WIDTH / most)) }
                        }
                    }
                }
            }
            (and_more(left_out))
        }
    }
}

/// Leaves only the first of the rows of an article that the reader brought, which may be a book, and tells how many more there are.
fn shorten<T>(view: &View<'_>, rows: &mut Vec<T>) -> usize {
    /// What goes beyond is no overview.
    const MOST: usize = 60;
    let most = match view.heading {
        Heading::Shipped { .. } => usize::MAX,
        Heading::Brought(_) => MOST,
    };
    let left_out = rows.len().saturating_sub(most);
    rows.truncate(most);
    left_out
}

fn and_more(rows: usize) -> Markup {
    html! { @if rows > 0 { p.caption { "And " (rows) " more, each less often." } } }
}

fn voice_name(view: &View<'_>, voice: &Voice) -> Markup {
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

fn mentioned(view: &View<'_>, whole: &Whole) -> Markup {
    let length = view.document.text().len().max(1);
    let mut rows: Vec<_> = whole.places.iter().collect();
    rows.sort_by_key(|(_, places)| {
        let first = places.first().map(|place| place.number);
        (std::cmp::Reverse(places.len()), first)
    });
    let left_out = shorten(view, &mut rows);
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
                                    @let mut percents: Vec<_> = places.iter().map(|place| percent(place.span.start, length).to_string()).collect();
                                    @let () = percents.dedup();
                                    svg viewBox={ "0 0 " (WIDTH) " 20" } preserveAspectRatio="none" role="img"
                                        aria-label={ "at " (percents.join(", ")) " %" } {
                                        path.subhead-line d=(starts) {}
                                        @for d in ticks(view, places, length) { path.tick d=(d) {} }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            (and_more(left_out))
        }
    }
}

/// The ticks at a card's places, each as a path, or all as one where there may be thousands.
fn ticks(view: &View<'_>, places: &[Place], length: usize) -> Vec<String> {
    let mut ticks: Vec<_> = places
        .iter()
        .map(|place| format!("M{} 2v16", place.span.start * WIDTH / length))
        .collect();
    match view.heading {
        Heading::Shipped { .. } => ticks,
        Heading::Brought(_) => {
            // Of two at one place only one is seen.
            ticks.dedup();
            vec![ticks.concat()]
        }
    }
}
