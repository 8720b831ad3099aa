//! Measuring the margin's notes and putting them where `page::arrange` says.

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::dom::{all, by_id, is_wide, window};
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

/// Places the margin's notes anew; `moved_by_reader` tells whether a change of the reader's own asks for it.
pub fn arrange_notes(moved_by_reader: bool) {
    place(if moved_by_reader {
        Reach::All
    } else {
        Reach::BelowView
    });
}

/// Places the notes anew whenever the window changes its size, from now on.
pub fn watch_size() {
    let Some(window) = window() else { return };
    EventListener::new(&window, "resize", |_| arrange_notes(true)).forget();
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
    for note in free_notes {
        free(note);
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
    for (note, placement) in free_notes.iter().zip(placements) {
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
