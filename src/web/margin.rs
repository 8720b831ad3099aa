//! Measuring the margin's notes and putting them where `page::arrange` says.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::dom::{all, by_id, is_wide, root, window};
use crate::page::{Band, MarginNote, arrange, ids};

/// Distance between two notes, in CSS pixels; the style sheet's `--note-gap`.
const GAP: f64 = 10.0;

/// Which notes may move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Those below the window only, so that nothing moves under a reader's eyes.
    BelowView,
    /// All, because the reader has just changed the page.
    All,
}

/// How long a change of the page is left to be painted before the margin follows it.
const SETTLE_MILLISECONDS: u32 = 120;

thread_local! {
    /// The placing that is about to happen; a later one takes its place.
    static SOON: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Places the margin's notes anew once the page has been painted, so that a switch costs no layout of its own.
pub fn arrange_notes_soon(moved_by_reader: bool) {
    let timer = Timeout::new(SETTLE_MILLISECONDS, move || arrange_notes(moved_by_reader));
    SOON.with(|soon| *soon.borrow_mut() = Some(timer));
}

/// Places the margin's notes anew; `moved_by_reader` tells whether a change of the reader's own asks for it.
fn arrange_notes(moved_by_reader: bool) {
    let is_stacked = are_stacked();
    if let Some(root) = root().filter(|_| is_stacked) {
        let _ = root.set_attribute("data-arranged", "");
    }
    // A page without its article has no notes to place.
    let _ = place(if moved_by_reader || is_stacked {
        Reach::All
    } else {
        Reach::BelowView
    });
}

/// Whether the style sheet could not hang the notes on their words by itself.
fn are_stacked() -> bool {
    window()
        .zip(root())
        .and_then(|(window, root)| window.get_computed_style(&root).ok()?)
        .and_then(|style| style.get_property_value("--notes").ok())
        .is_some_and(|value| value.trim() == "stacked")
}

/// Places the notes anew whenever the window changes its size, from now on.
pub fn watch_size() {
    let Some(window) = window() else { return };
    EventListener::new(&window, "resize", |_| arrange_notes_soon(true)).forget();
}

fn place(reach: Reach) -> Option<()> {
    let notes: Vec<HtmlElement> = all(".note")
        .into_iter()
        .filter_map(|note| note.dyn_into().ok())
        .collect();
    if !is_wide() {
        for note in &notes {
            free(note);
        }
        return None;
    }
    let article = by_id(ids::ARTICLE)?;
    let frame = article.get_bounding_client_rect();
    let height = window()?.inner_height().ok()?.as_f64()?;
    let is_fixed = |note: &HtmlElement| {
        reach == Reach::BelowView && note.get_bounding_client_rect().top() < height
    };
    let shown: Vec<HtmlElement> = notes
        .into_iter()
        .filter(|note| note.offset_height() > 0)
        .collect();
    let first_free = shown
        .iter()
        .position(|note| !is_fixed(note))
        .unwrap_or(shown.len());
    let top = shown[..first_free].last().map_or(0.0, |last| {
        last.get_bounding_client_rect().bottom() - frame.top() + GAP
    });
    let free_notes = &shown[first_free..];
    if reach == Reach::All {
        for note in free_notes {
            free(note);
        }
    }
    let measured: Vec<_> = free_notes
        .iter()
        .map(|note| {
            let height = f64::from(note.offset_height());
            // One line of the note's own type.
            MarginNote {
                anchor: anchor(note, frame.top()),
                height,
                collapsed: height.min(19.0),
            }
        })
        .collect();
    let figures: Vec<Band> = all(".article .wide")
        .iter()
        .map(|figure| {
            let rect = figure.get_bounding_client_rect();
            Band {
                top: rect.top() - frame.top(),
                bottom: rect.bottom() - frame.top(),
            }
        })
        .collect();
    let placements = arrange(&measured, &figures, (top, frame.height().max(top)), GAP);
    let is_stacked = are_stacked();
    // Only what differs is set: the style sheet goes on placing the rest.
    let tops: Vec<_> = free_notes
        .iter()
        .map(|note| note.get_bounding_client_rect().top() - frame.top())
        .collect();
    for ((note, placement), top) in free_notes.iter().zip(placements).zip(tops) {
        if !is_stacked && !placement.collapsed && (placement.top - top).abs() < 1.0 {
            continue;
        }
        let _ = note
            .style()
            .set_property("top", &format!("{:.1}px", placement.top));
        let _ = note.toggle_attribute_with_force("data-collapsed", placement.collapsed);
    }
    Some(())
}

/// Takes back what an earlier placing set.
fn free(note: &HtmlElement) {
    let _ = note.style().remove_property("top");
    let _ = note.remove_attribute("data-collapsed");
}

/// Top of the words that a note belongs to, within the article; its own top if they are gone.
fn anchor(note: &HtmlElement, article_top: f64) -> f64 {
    let words = note
        .get_attribute("data-note-for")
        .and_then(|id| by_id(&id));
    let rect = words.as_ref().unwrap_or(note).get_bounding_client_rect();
    rect.top() - article_top
}
