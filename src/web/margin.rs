//! Measuring the margin's notes and putting them where `page::arrange` says.
//!
//! A note has one place, whatever layers are on: a hidden note keeps its own, so switching a layer moves nothing and
//! costs no measuring. Only a change of the article's size or of the notes' words, by the reader's settings, another
//! window or a translator, places the notes anew.

use std::any::Any;
use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, ResizeObserver};

use super::dom::{all, by_id, is_wide, root, wide, window};
use crate::page::{Band, MarginNote, Placement, arrange, ids};

/// Distance between two notes, in CSS pixels; the style sheet's `--note-gap`.
pub(super) const GAP: f64 = 10.0;
/// One line of a note's own type, in CSS pixels.
const LINE: f64 = 19.0;
/// On the root once the program has placed the notes: the style sheet then no longer hangs them on their words.
const ARRANGED: &str = "data-arranged";

/// Places all notes anew, as after new ones have come.
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

thread_local! {
    /// What keeps the notes of the open article placed; that of the article before ends with it.
    static KEEPING: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Keeps something for as long as the open article is.
pub(super) fn keep(keeping: impl Any) {
    // What was kept before is dropped once the new one is in its place.
    drop(KEEPING.replace(Some(Box::new(keeping))));
}

/// Keeps nothing placed any longer, as when no article is open.
pub fn keep_no_longer() {
    drop(KEEPING.take());
}

/// Places the notes whenever the article changes its size or the notes their words.
struct Keeping {
    size: Option<ResizeObserver>,
    words: Option<MutationObserver>,
    _on_size: Closure<dyn FnMut()>,
    _on_words: Closure<dyn FnMut()>,
    _on_wide: Option<EventListener>,
}

impl Drop for Keeping {
    fn drop(&mut self) {
        if let Some(size) = &self.size {
            size.disconnect();
        }
        if let Some(words) = &self.words {
            words.disconnect();
        }
    }
}

/// Places the notes now and whenever the article changes its size, until another article is open.
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
    let size = ResizeObserver::new(on_size.as_ref().unchecked_ref()).ok();
    if let Some(size) = &size {
        size.observe(&article);
    }
    // A translator or an extension may change what the notes say.
    let on_words = Closure::<dyn FnMut()>::new(|| place(Reach::All));
    let words = MutationObserver::new(on_words.as_ref().unchecked_ref()).ok();
    if let Some(words) = &words {
        for notes in all(".notes") {
            watch_words(words, &notes);
        }
    }
    keep(Keeping {
        size,
        words,
        _on_size: on_size,
        _on_words: on_words,
        // Between a narrow window and a wide one the article can keep its size.
        _on_wide: when_width_changes(|| place(Reach::All)),
    });
}

/// Has an observer tell of changed words.
pub(super) fn watch_words(observer: &MutationObserver, notes: &Element) {
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_character_data(true);
    what.set_subtree(true);
    // The options name something to observe, which is all that can be wrong with them.
    let _ = observer.observe_with_options(notes, &what);
}

/// Hears that the window has become wide or narrow, for as long as what is given is kept.
pub(super) fn when_width_changes(heard: impl Fn() + 'static) -> Option<EventListener> {
    let wide = wide()?;
    Some(EventListener::new(&wide, "change", move |_| heard()))
}

/// Whether the style sheet could not hang the notes on their words by itself.
fn are_stacked() -> bool {
    window()
        .zip(root())
        .and_then(|(window, root)| window.get_computed_style(&root).ok()?)
        .and_then(|style| style.get_property_value("--notes").ok())
        .is_some_and(|value| value.trim() == "stacked")
}

/// A note and where it stands, within what it is placed in.
pub(super) struct Measured {
    element: HtmlElement,
    top: f64,
    pub(super) note: MarginNote,
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
    let notes = measure(all(".note"), article.top());
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
    put(&notes, as_before.chain(placements));
    Some(())
}

/// Puts notes where they belong.
pub(super) fn put(notes: &[Measured], placements: impl IntoIterator<Item = Placement>) {
    for (measured, placement) in notes.iter().zip(placements) {
        // Any element takes any style and attribute.
        let style = measured.element.style();
        let _ = style.set_property("top", &format!("{:.1}px", placement.top));
        let _ = measured
            .element
            .toggle_attribute_with_force("data-collapsed", placement.collapsed);
    }
    if let Some(root) = root() {
        let _ = root.set_attribute(ARRANGED, "");
    }
}

/// Measures notes in reading order, from the top of what they are placed in; those that a host's own style sheet has taken away are
/// left out.
pub(super) fn measure(notes: impl Iterator<Item = Element>, origin: f64) -> Vec<Measured> {
    let notes: Vec<HtmlElement> = notes.filter_map(|note| note.dyn_into().ok()).collect();
    // What an earlier placing collapsed is measured in full.
    for note in &notes {
        let _ = note.remove_attribute("data-collapsed");
    }
    notes
        .into_iter()
        .filter_map(|element| {
            let rect = element.get_bounding_client_rect();
            let (top, height) = (rect.top() - origin, rect.height());
            let note = MarginNote {
                anchor: words_of(&element).map_or(top, |words| words - origin),
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
