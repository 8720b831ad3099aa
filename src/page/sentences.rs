//! The explanation of every stance mark and loaded word.

use maud::{Markup, html};

use super::ids;
use super::inline::label;
use super::view::{Sentence, View};
use crate::text::Source;

/// The section “Sentence by sentence”: for each span its label, why, the deciding words and the source.
pub(super) fn sentences(view: &View<'_>) -> Markup {
    html! {
        section.sentences id=(ids::SENTENCES) aria-labelledby="sentences-title" {
            (introduction())
            ol { @for sentence in &view.sentences { (explanation(view, sentence)) } }
        }
    }
}

/// What the section begins with.
pub(super) fn introduction() -> Markup {
    html! {
        h2 id="sentences-title" { "Sentence by sentence" }
        p.lead { "Why each sentence carries its label. A label says what kind of sentence it is, never whether it is true." }
    }
}

/// Why one span carries its label.
pub(super) fn explanation(view: &View<'_>, sentence: &Sentence<'_>) -> Markup {
    let stance = sentence.stance;
    let text = view.document.slice(stance.span);
    let (key, name) = label(stance.stance);
    html! {
        li.explanation id=(ids::why(&sentence.id)) tabindex="-1" data-stance=(key) {
            p.verdict {
                b.label { (name) } " "
                a.back href={ "#" (sentence.id) } { (opening(text)) }
            }
            p.reason { (stance.why) }
            @if !stance.cues.is_empty() {
                p.evidence {
                    "Decided by: "
                    @for (index, cue) in stance.cues.iter().enumerate() {
                        @if index > 0 { "; " }
                        q.cue-words { (bare(view.document.slice(cue.span))) }
                        " (" (cue.kind.name())
                        @if let Some(weight) = cue.weight { ", " (format!("{weight:+.1}")) }
                        ")"
                    }
                    "."
                }
            }
            @if let Some(source) = &stance.source { (said_by(view, source)) }
            @for (id, word) in &sentence.loaded {
                p.loaded-reason id=(ids::why(id)) tabindex="-1" {
                    b.label { "Loaded word" } " "
                    a.back href={ "#" (id) } { "“" (view.document.slice(word.span)) "”" } " "
                    (word.why)
                }
            }
            p.origin { (stance.origin.sentence()) }
        }
    }
}

/// The first words of a span, so that a reader recognises it.
pub(super) fn opening(text: &str) -> String {
    let mut words = text.split_whitespace();
    let start: Vec<_> = words.by_ref().take(7).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", start.join(" "))
}

/// The words without the quotation marks that the page sets around them anyway.
fn bare(words: &str) -> &str {
    words.trim_matches(['“', '”', ','])
}

fn said_by(view: &View<'_>, source: &Source) -> Markup {
    let words = view.document.slice(source.span);
    let card = source.card.as_ref().and_then(|id| view.card(id));
    html! {
        p.said-by {
            @if source.named { "Source: " } @else { "Source not named: " }
            @match card {
                Some(card) => a href={ "#" (ids::card(&card.id)) } { (card.name) },
                None => { "“" (words) "”" }
            }
            "."
        }
    }
}
