//! Showing on the map which part of the article is in view.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::dom::{blocks_in_view, by_id, window, within};
use crate::page::ids;

/// Height of the bar of switches, below which the text is in view, in CSS pixels.
const BAR: f64 = 48.0;

/// Keeps the frame on the map over the sentences in view, from now on.
pub fn watch_view() {
    let Some(window) = window() else { return };
    let waiting = Rc::new(Cell::new(false));
    for event in ["scroll", "resize"] {
        let waiting = Rc::clone(&waiting);
        let update = move |_: &web_sys::Event| {
            // At most one update a frame, however many events come.
            if !waiting.replace(true) {
                let waiting = Rc::clone(&waiting);
                let frame = gloo::timers::callback::Timeout::new(16, move || {
                    waiting.set(false);
                    show_view();
                });
                frame.forget();
            }
        };
        EventListener::new_with_options(&window, event, EventListenerOptions::default(), update)
            .forget();
    }
    show_view();
}

/// Puts the frame from the first to the last band whose sentence is in view.
fn show_view() -> Option<()> {
    let frame = by_id(ids::MAP_VIEW)?;
    let height = window()?.inner_height().ok()?.as_f64()?;
    let is_in_view = |sentence: &Element| {
        let rect = sentence.get_bounding_client_rect();
        rect.bottom() > BAR && rect.top() < height
    };
    let blocks = blocks_in_view(BAR).into_iter();
    let mut sentences = blocks
        .flat_map(|block| within(&block, ".sentence"))
        .filter(is_in_view)
        .map(|sentence| sentence.id());
    let first = sentences.next();
    let last = sentences.last().or_else(|| first.clone());
    let band = |sentence: Option<String>| sentence.and_then(|sentence| band_of(&sentence));
    let Some((first, last)) = band(first).zip(band(last)) else {
        frame.set_hidden(true);
        return None;
    };
    let top = top_in_map(&first);
    let bottom = top_in_map(&last) + last.offset_height();
    frame.set_hidden(false);
    let style = frame.style();
    // A translation, unlike another `top`, is no shift of the layout.
    style
        .set_property("translate", &format!("0 {}px", top - 2))
        .ok()?;
    style
        .set_property("height", &format!("{}px", bottom - top + 4))
        .ok()?;
    Some(())
}

/// The band of a sentence: its own, or the last that begins before it.
fn band_of(sentence: &str) -> Option<HtmlElement> {
    if let Some(own) = by_id(&ids::band(sentence)) {
        return Some(own);
    }
    let number = number_of(sentence)?;
    // They are looked for in the map alone: to look through a book would take a good part of a frame.
    let map: Element = by_id(ids::MAP)?.into();
    let bands: Vec<_> = within(&map, ".band").collect();
    let begun = bands.partition_point(|band| {
        let id = band.id();
        let sentence = id.strip_prefix(&ids::band("")).and_then(number_of);
        sentence.is_some_and(|begins| begins <= number)
    });
    let last = begun.checked_sub(1)?;
    bands.into_iter().nth(last)?.dyn_into().ok()
}

/// The number of a sentence in its id.
fn number_of(sentence: &str) -> Option<usize> {
    let number = sentence.strip_prefix('s')?;
    number.split('-').next()?.parse().ok()
}

/// The band's distance from the top of the map's own box.
fn top_in_map(band: &HtmlElement) -> i32 {
    band.offset_top()
}
