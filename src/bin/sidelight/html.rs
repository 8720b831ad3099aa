//! The annotations as a page of its own, without scripts or addresses.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sidelight::annotate::{Annotated, AutomaticMention, AutomaticStance};
use sidelight::card::CardIndex;
use sidelight::text::{BlockKind, Document, Span};

const STYLE: &str = "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,serif;color-scheme:light dark}
[data-stance=reported]{text-decoration:underline 1px solid #2b6cb0}[data-stance=attributed]{text-decoration:underline 2px dotted #0f766e}
[data-stance=opinion]{text-decoration:underline 2px wavy #b45309}[data-stance=forecast]{text-decoration:underline 2px dashed #7c3aed}
[data-stance]{text-underline-offset:.25em}b{font-weight:600}small{opacity:.75}";

/// The whole page.
pub fn page(document: &Document, annotated: &Annotated, cards: &CardIndex) -> Markup {
    let mut stances = annotated.stances.iter().peekable();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "Annotated by Sidelight" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                p { small { "Marked by a program, which errs: each mark says why on pointing at it. A mark says what kind of sentence it is, never whether it is true." } }
                @for warning in &annotated.warnings {
                    p role="note" { b { (warning.sentence()) } }
                }
                @for block in document.blocks() {
                    @match block.kind {
                        BlockKind::Subhead => h2 { (document.slice(block.span)) },
                        BlockKind::Byline | BlockKind::Row => p { i { (document.slice(block.span)) } },
                        BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote | BlockKind::Caption => p {
                            @while let Some(judged) = stances.next_if(|judged| judged.span.start < block.span.end) {
                                (sentence(document, judged, annotated, cards)) " "
                            }
                        },
                    }
                }
            }
        }
    }
}

fn sentence(
    document: &Document,
    judged: &AutomaticStance,
    annotated: &Annotated,
    cards: &CardIndex,
) -> Markup {
    let mut at = judged.span.start;
    html! {
        span data-stance=(judged.stance.map_or("unclear", sidelight::text::Stance::key)) title=(format!("{} ({:.0} %)", judged.why(document.text()), judged.confidence * 100.0)) {
            @for (span, mark) in marks(document, judged.span, annotated, cards) {
                @if span.start >= at {
                    (document.slice(Span::new(std::mem::replace(&mut at, span.end), span.start)))
                    (mark)
                }
            }
            (document.slice(Span::new(at, judged.span.end)))
        }
    }
}

/// The names and loaded words in a stretch of text, in order.
fn marks(
    document: &Document,
    within: Span,
    annotated: &Annotated,
    cards: &CardIndex,
) -> Vec<(Span, Markup)> {
    let mentions = annotated.mentions_in(within).iter();
    let mut marks: Vec<_> = mentions
        .map(|mention| (mention.span, named(document, mention, cards)))
        .collect();
    marks.extend(annotated.loaded_in(within).iter().map(|loaded| {
        let words = document.slice(loaded.span);
        (loaded.span, html! { em title=(loaded.why) { (words) } })
    }));
    marks.sort_by_key(|(span, _)| *span);
    marks
}

fn named(document: &Document, mention: &AutomaticMention, cards: &CardIndex) -> Markup {
    let card = mention
        .card
        .as_ref()
        .and_then(|card| cards.entries().iter().find(|entry| entry.id == *card));
    let about = card.map_or_else(
        || mention.why(document.text()),
        |card| format!("{}: {}", card.name, mention.why(document.text())),
    );
    html! { b data-kind=(mention.kind.key()) data-card=[mention.card.as_ref()] title=(about) { (document.slice(mention.span)) } }
}
