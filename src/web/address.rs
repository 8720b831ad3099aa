//! The page's address names the layers that are on.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use web_sys::Url;

use super::dom::window;
use crate::page::LayerSet;

/// How long after the last switch the address follows: browsers answer a new address by work of their own, such as
/// drawing the page's icon anew, which is to keep no frame waiting.
const PAUSE_MILLISECONDS: u32 = 200;

thread_local! {
    /// The change of the address that is about to happen; a later one takes its place.
    static SOON: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

fn current() -> Option<Url> {
    Url::new(&window()?.location().href().ok()?).ok()
}

/// Writes the layers into the address in a moment, so that a copied link shows the same; all layers need no mention.
pub fn show_layers(layers: LayerSet) {
    let timer = Timeout::new(PAUSE_MILLISECONDS, move || write_layers(layers));
    SOON.with(|soon| *soon.borrow_mut() = Some(timer));
}

fn write_layers(layers: LayerSet) {
    let (Some(url), Some(window)) = (current(), window()) else {
        return;
    };
    if layers == LayerSet::ALL {
        url.search_params().delete("layers");
    } else {
        url.search_params().set("layers", &layers.to_query());
    }
    // The commas of the list may stand as they are; the query is easier to read so.
    let address = url.href().replace("%2C", ",");
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}
