//! Measuring the margin's notes and putting them where `page::arrange` says.
//!
//! A note has one place, whatever layers are on: a hidden note keeps its own, so switching a layer moves nothing and
//! costs no measuring. Only a change of the article's size or of the notes' words, by the reader's settings, another
//! window or a translator, places the notes anew.

use std::cell::Cell;

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlElement, MutationObserver, MutationObserverInit, ResizeObserver};

use super::dom::{all, by_id, is_wide, root, wide, window};
use crate::page::{Band, MarginNote, Placement, arrange, ids};

/// Distance between two notes, in CSS pixels; the style sheet's `--note-gap`.
const GAP: f64 = 10.0;
/// One line of a note's own type, in CSS pixels.
const LINE: f64 = 19.0;
/// On the root once the program has placed the notes: the style sheet then no longer hangs them on their words.
const ARRANGED: &str = "data-arranged";

/// Places all notes anew, as after new ones have come.
#[cfg(feature = "own")]
pub(super) fn place_all() {
    place(Reach::All);
}

/// Which notes may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Those below the window only, so that nothing moves under a reader's eyes.
    BelowView,
    /// All.
    All,
}

/// Places the notes now and whenever the article changes its size, for as long as the page lives.
pub fn keep_notes_placed() {
    let Some(article) = by_id(ids::ARTICLE) else {
        return;
    };
    let is_first = Cell::new(true);
    // An observer also tells the size that it finds, right after the layout that it would otherwise force.
    let on_size = Closure::<dyn FnMut()>::new(move || {
        let stays = is_first.replace(false) && !are_stacked();
        place(if stays { Reach::BelowView } else { Reach::All });
    });
    if let Ok(observer) = ResizeObserver::new(on_size.as_ref().unchecked_ref()) {
        observer.observe(&article);
        // The browser holds the observer, and the observer its closure, as long as there is an article.
        on_size.forget();
    }
    watch_words();
    if let Some(wide) = wide() {
        // Between a narrow window and a wide one the article can keep its size.
        EventListener::new(&wide, "change", |_| {
            place(Reach::All);
        })
        .forget();
    }
}

/// Places the notes anew whenever a translator or an extension changes what they say.
fn watch_words() {
    let on_words = Closure::<dyn FnMut()>::new(|| {
        place(Reach::All);
    });
    if let Ok(observer) = MutationObserver::new(on_words.as_ref().unchecked_ref()) {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_subtree(true);
        for notes in all(".notes") {
            // The options name something to observe, which is all that can be wrong with them.
            let _ = observer.observe_with_options(&notes, &what);
        }
        on_words.forget();
    }
}

/// Whether the style sheet could not hang the notes on their words by itself.
fn are_stacked() -> bool {
    window()
        .zip(root())
        .and_then(|(window, root)| window.get_computed_style(&root).ok()?)
        .and_then(|style| style.get_property_value("--notes").ok())
        .is_some_and(|value| value.trim() == "stacked")
}

/// A note and where it stands, within the article.
struct Measured {
    element: HtmlElement,
    top: f64,
    note: MarginNote,
}

/// Places the notes; on a narrow screen, and on a page without its article, there is nothing to place.
fn place(reach: Reach) {
    if is_wide() {
        let _ = place_in_margin(reach);
    }
}

fn place_in_margin(reach: Reach) -> Option<()> {
    let article = by_id(ids::ARTICLE)?.get_bounding_client_rect();
    let view = window()?.inner_height().ok()?.as_f64()? - article.top();
    let notes = measure(article.top());
    let staying = match reach {
        Reach::BelowView => notes.partition_point(|measured| measured.top < view),
        Reach::All => 0,
    };
    let (staying, moving) = notes.split_at(staying);
    let top = staying
        .last()
        .map_or(0.0, |last| last.top + last.note.height + GAP);
    let free: Vec<_> = moving.iter().map(|measured| measured.note).collect();
    let column = (top, article.height().max(top));
    let placements = arrange(&free, &figures(article.top()), column, GAP);
    let as_before = staying.iter().map(|measured| Placement {
        top: measured.top,
        collapsed: false,
    });
    for (measured, placement) in notes.iter().zip(as_before.chain(placements)) {
        // Any element takes any style and attribute.
        let style = measured.element.style();
        let _ = style.set_property("top", &format!("{:.1}px", placement.top));
        let _ = measured
            .element
            .toggle_attribute_with_force("data-collapsed", placement.collapsed);
    }
    let _ = root()?.set_attribute(ARRANGED, "");
    Some(())
}

/// The notes in reading order; those that a host's own style sheet has taken away are left out.
fn measure(article_top: f64) -> Vec<Measured> {
    let notes = || all(".note").filter_map(|note| note.dyn_into::<HtmlElement>().ok());
    // What an earlier placing collapsed is measured in full.
    for note in notes() {
        let _ = note.remove_attribute("data-collapsed");
    }
    notes()
        .filter_map(|element| {
            let rect = element.get_bounding_client_rect();
            let (top, height) = (rect.top() - article_top, rect.height());
            let note = MarginNote {
                anchor: words_of(&element).map_or(top, |words| words - article_top),
                height,
                collapsed: height.min(LINE),
            };
            (height > 0.0).then_some(Measured { element, top, note })
        })
        .collect()
}

/// Top of the words that a note belongs to, within the window; none if they are gone.
fn words_of(note: &HtmlElement) -> Option<f64> {
    let words = by_id(&note.get_attribute("data-note-for")?)?;
    Some(words.get_bounding_client_rect().top())
}

/// The stretches of the margin that wide figures take.
fn figures(article_top: f64) -> Vec<Band> {
    all(".article .wide")
        .map(|figure| {
            let rect = figure.get_bounding_client_rect();
            Band {
                top: rect.top() - article_top,
                bottom: rect.bottom() - article_top,
            }
        })
        .collect()
}
