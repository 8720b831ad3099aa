//! The page's address names the layers that are on.

use wasm_bindgen::JsValue;
use web_sys::Url;

use super::dom::window;
use crate::page::LayerSet;

/// The page's address.
pub(super) fn current() -> Option<Url> {
    Url::new(&window()?.location().href().ok()?).ok()
}

/// Takes a word out of the address that has done its work: a reload does not say it again.
pub(super) fn forget(name: &str) {
    let (Some(url), Some(window)) = (current(), window()) else {
        return;
    };
    url.search_params().delete(name);
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url.href()));
    }
}

/// Writes the layers into the address, so that a copied link shows the same; all layers need no mention.
pub fn show_layers(layers: LayerSet) {
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
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}
