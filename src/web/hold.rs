//! Holding on to the place in a long article that a link led to, while what is above it turns out taller or shorter than it was held to be.
//!
//! Browsers keep the text in its place by themselves, but not all, and not always in the frame of the jump itself.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

use super::dom::{by_id, document, window};
use super::near::is_at_work;
use super::slices::after_frames;
use crate::page::ids;

/// For so many frames after the last was laid out, something else near the place may still come.
const FRAMES: u32 = 90;
/// What a reader does to go elsewhere.
const MOVES: [&str; 4] = ["wheel", "touchmove", "keydown", "pointerdown"];

/// Holds the places that links lead to, for as long as what is given is kept.
pub(super) fn hold_links() -> Option<EventListener> {
    let clicked = |event: &Event| {
        let Some(id) = target_of(event).filter(|_| !event.default_prevented()) else {
            return;
        };
        // The browser goes there after this.
        let timer = Timeout::new(0, move || {
            if let Some(place) = by_id(&id).filter(is_read) {
                hold(place.into());
            }
        });
        timer.forget();
    };
    let document = document()?;
    Some(EventListener::new(&document, "click", clicked))
}

/// Goes to a place of the open article, and holds it while what is around it is laid out.
pub fn go_to_place(id: &str) {
    if let Some(place) = by_id(id) {
        hold(place.into());
    }
}

/// The id in the address of the link at which an event happened.
fn target_of(event: &Event) -> Option<String> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let link = element.closest("a[href]").ok()??;
    let address = link.get_attribute("href")?;
    address.strip_prefix('#').map(str::to_owned)
}

/// Whether a place is in the article or in what stands below it, which moves with it.
fn is_read(place: &web_sys::HtmlElement) -> bool {
    by_id(ids::READING).is_some_and(|reading| reading.contains(Some(place)))
}

/// Brings a place into view, and back whenever it has moved, until the reader goes elsewhere or all has come to rest.
fn hold(place: Element) {
    let Some(window) = window() else { return };
    let has_moved = Rc::new(Cell::new(false));
    let listeners = MOVES.map(|name| {
        let has_moved = Rc::clone(&has_moved);
        EventListener::new(&window, name, move |_| has_moved.set(true))
    });
    let stand = move |place: &Element| {
        let scrolled = window.page_y_offset().unwrap_or_default();
        (place.get_bounding_client_rect().top(), scrolled)
    };
    // The browser has been there, but what it came by may have been laid out since.
    place.scroll_into_view();
    let mut before = stand(&place);
    let mut left = FRAMES;
    after_frames(move || {
        // They are heard as long as the place is held.
        let _ = &listeners;
        if !is_at_work() {
            left -= 1;
        }
        if left == 0 || has_moved.get() || !place.is_connected() {
            return false;
        }
        let now = stand(&place);
        let (moved, scrolled) = (now.0 - before.0, now.1 - before.1);
        if moved.abs() > 1.0 {
            if (moved + scrolled).abs() <= 1.0 {
                // The page was scrolled and nothing else: by its bar, of which there is no event.
                return false;
            }
            place.scroll_into_view();
            before = stand(&place);
            left = FRAMES;
        } else {
            before.1 = now.1;
        }
        true
    });
}
