//! Single keys, and Escape.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};

use super::{Intent, Listener, element_of, is_inside};
use crate::page::Layer;

/// Fields in which a key is a letter to be typed.
const TYPING: &str =
    "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog";

/// The key that shows the bare article while it is held.
const PEEK: &str = "b";

/// A key went down.
pub(super) fn down(listener: &Listener, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let key = event.key();
    if key == "Escape" {
        return listener.tell(Intent::Close);
    }
    let is_typing = element_of(event).is_some_and(|element| is_inside(&element, TYPING));
    let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    if is_typing || has_modifier || !(listener.keys)() {
        return;
    }
    let intent = match key.as_str() {
        "0" => Intent::ToggleAll,
        PEEK => Intent::Peek(true),
        "s" => Intent::Settings,
        "/" => Intent::Search,
        "?" => Intent::Keys,
        _ => match Layer::ALL
            .into_iter()
            .find(|layer| layer.number().to_string() == key)
        {
            Some(layer) => Intent::Toggle(layer),
            None => return,
        },
    };
    // Held down, a key repeats; a switch must not flicker.
    if event.repeat() {
        return;
    }
    event.prevent_default();
    listener.tell(intent);
}

/// A key came up.
pub(super) fn up(listener: &Listener, event: &Event) {
    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
    if key.as_deref() == Some(PEEK) {
        listener.tell(Intent::Peek(false));
    }
}
