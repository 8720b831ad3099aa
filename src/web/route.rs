//! Which article of the library is open, as the address tells.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use web_sys::{MouseEvent, Url};

use super::dom::{by_id, window};
use crate::page::ids;

/// The name in the address.
const READ: &str = "read";

fn current() -> Option<Url> {
    Url::new(&window()?.location().href().ok()?).ok()
}

/// The article that the address names.
#[must_use]
pub fn article_in_address() -> Option<String> {
    current()?
        .search_params()
        .get(READ)
        .filter(|id| !id.is_empty())
}

/// Goes to an article's address, or to that of the list; the way back leads to where the reader was.
pub fn go_to_article(id: Option<&str>) {
    let (Some(url), Some(window)) = (current(), window()) else {
        return;
    };
    url.set_hash("");
    match id {
        Some(id) => url.search_params().set(READ, id),
        None => url.search_params().delete(READ),
    }
    if let Ok(history) = window.history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&url.href()));
    }
}

/// Hears that the reader went back or forth, or by the link to the list, for as long as the page lives.
pub fn listen_for_route(on_route: impl Fn(Option<String>) + Clone + 'static) {
    if let Some(window) = window() {
        let went = on_route.clone();
        EventListener::new(&window, "popstate", move |_| went(article_in_address())).forget();
    }
    if let Some(link) = by_id(ids::LIBRARY_LINK) {
        let options = EventListenerOptions::enable_prevent_default();
        let clicked = move |event: &web_sys::Event| {
            // With a key held the link opens a window of its own, as links do.
            let is_plain = event
                .dyn_ref::<MouseEvent>()
                .is_some_and(|event| !(event.ctrl_key() || event.meta_key() || event.shift_key()));
            if is_plain {
                event.prevent_default();
                go_to_article(None);
                on_route(None);
            }
        };
        EventListener::new_with_options(&link, "click", options, clicked).forget();
    }
}
