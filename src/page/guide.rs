//! “How to read this”: the method, the labels with an example each, the limits, and the keys.

use maud::{Markup, html};

use super::view::{Heading, View};
use super::whole::Whole;
use super::{ids, layer::Layer};
use crate::content::Agreement;
use crate::text::{Origin, Stance};

/// The section “How to read this”.
pub(super) fn guide(view: &View<'_>, whole: &Whole) -> Markup {
    html! {
        section.guide id=(ids::GUIDE) aria-labelledby="guide-title" {
            h2 id="guide-title" { "How to read this" }
            p.lead {
                "Marks in the text show two things: who and what is named, and in whose voice each sentence speaks. "
                strong { "No label says whether a sentence is true or false." }
                " It says what kind of sentence it is, so that you know how to check it."
            }
            (labels(view, whole))
            (method(view))
            (limits())
            (keys())
        }
    }
}

fn meaning(stance: Stance) -> (&'static str, &'static str) {
    match stance {
        Stance::Reported => (
            "states, in the text’s own voice, that something happened, exists or was measured",
            "check it against a record, whatever your values",
        ),
        Stance::Attributed => (
            "gives the content of what somebody else says, thinks, accuses, promises or denies",
            "see who says it, and judge the source",
        ),
        Stance::Opinion => (
            "judges, interprets, urges, or ascribes a motive or an unproven cause, in the text’s own voice",
            "agree or disagree",
        ),
        Stance::Forecast => (
            "speaks of the future, or of what could be, in the text’s own voice",
            "wait and see",
        ),
    }
}

fn labels(view: &View<'_>, whole: &Whole) -> Markup {
    html! {
        h3 { "The four labels" }
        dl.labels {
            @for (stance, example) in Stance::ALL.into_iter().zip(&whole.examples) {
                @let (states, reader) = meaning(stance);
                div {
                    dt { span.sample.key data-sample=(stance.key()) aria-hidden="true" {} (stance.name()) }
                    dd {
                        "The sentence " (states) ". You can " (reader) "."
                        @if let Some(example) = example {
                            blockquote {
                                (view.document.slice(example.span)) " "
                                a href={ "#" (ids::why(&example.id)) } { "Why" }
                            }
                        }
                    }
                }
            }
        }
        p {
            "Names carry a small sign: a " span.sign data-kind="person" aria-hidden="true" {} " dot for a person, a "
            span.sign data-kind="organisation" aria-hidden="true" {} " square for an organisation or publication, a "
            span.sign data-kind="place" aria-hidden="true" {} " diamond for a place, event or agreement. "
            "Loaded words, which judge while they seem to describe, lie on a dotted ground."
        }
    }
}

fn method(view: &View<'_>) -> Markup {
    match view.heading {
        Heading::Shipped { agreement, .. } => labelled_by_hand(view, agreement),
        Heading::Brought(_) => marked_by_program(),
    }
}

fn marked_by_program() -> Markup {
    html! {
        h3 { "How it was made" }
        p {
            "A program on your own device read the text, and it errs. Every mark says how sure the program is of it, and which words decided: "
            "open a mark to see them. Where no label is likely enough, the sentence is left unmarked; where a name could mean several things, all of them are offered."
        }
        p {
            "Cards were written by hand, each fact with its time and sources. A name without a card has only what this article says of it."
        }
    }
}

fn labelled_by_hand(view: &View<'_>, agreement: Agreement) -> Markup {
    let differing = view
        .sentences
        .iter()
        .filter(|sentence| sentence.stance.origin == Origin::Curated { agreed: false })
        .count();
    html! {
        h3 { "How it was made" }
        p {
            "Every sentence was read against twelve written rules and labelled twice, independently, without sight of the other labelling. "
            "The two gave the same label to " (agreement.same) " of " (agreement.words) " words (Cohen’s kappa "
            (format!("{:.2}", agreement.kappa)) "); the rules settled the "
            @if differing == 1 { "one span" } @else { (differing) " spans" }
            " on which they differed. Both readings were made by a language model working from the rules alone, so the figure shows "
            "that the rules decide most cases, not that any two people would agree as often."
        }
        p {
            "Cards say what a thing is before what it is accused of, with the same fields for every side. "
            "Each fact carries its time, the sources in which it was read, and the day of reading; "
            "where a description is disputed, the sides stand next to each other."
        }
    }
}

fn limits() -> Markup {
    html! {
        h3 { "Its limits" }
        ul {
            li { "A label judges the sentence, not the author, and one sentence can be read in more than one way." }
            li { "A reported fact may be wrong, an opinion may be right, and a claim may be either." }
            li { "Cards rest on stored copies of public pages, read on the day they name; things may have changed since." }
            li { "Where words could mean two things, as a capital and its government, the card that fits the sentence is shown and the other is offered." }
        }
    }
}

fn keys() -> Markup {
    html! {
        h3 id=(ids::KEYS) { "Keys" }
        dl.keys {
            @for layer in Layer::ALL {
                div { dt { kbd { (layer.number()) } } dd { (layer.name()) " on or off" } }
            }
            div { dt { kbd { "0" } } dd { "All layers on, or all off" } }
            div { dt { kbd { "b" } } dd { "Hold to see the bare article" } }
            div { dt { kbd { "Tab" } } dd { "From mark to mark; " kbd { "Enter" } " opens, " kbd { "Esc" } " closes and goes back" } }
            div { dt { kbd { "s" } } dd { "Settings" } }
            div { dt { kbd { "/" } } dd { "Search who and what" } }
            div { dt { kbd { "?" } } dd { "This list" } }
        }
        p.muted { "Single keys can be turned off in the settings." }
    }
}
