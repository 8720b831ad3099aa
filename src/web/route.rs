//! Which article of the library is open, as the address tells.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::Url;

use super::dom::window;

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

/// Hears that the reader went back or forth, for as long as the page lives.
pub fn listen_for_route(on_route: impl Fn(Option<String>) + 'static) {
    if let Some(window) = window() {
        EventListener::new(&window, "popstate", move |_| on_route(article_in_address())).forget();
    }
}
