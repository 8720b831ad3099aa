//! Clicks and taps: opening what was chosen, closing what is open, switching layers.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, MouseEvent, PointerEvent};

use super::super::dom::window;
use super::super::marks::{Opener, opener_at};
use super::super::root::remember_view;
use super::super::sheet::remember_opener;
use super::{Intent, Listener, element_of, is_inside};
use crate::page::{Target, ids};

/// A click or a tap anywhere on the page.
pub(super) fn click(listener: &Listener, event: &Event) {
    let Some(element) = element_of(event) else {
        return;
    };
    if is_inside(&element, ".switches") {
        // The click comes before the change.
        return remember_view();
    }
    if element.id() == ids::SETTINGS_BUTTON {
        return listener.tell(Intent::Settings);
    }
    if !is_plain(event) || is_inside(&element, "button, input, label, summary, dialog") {
        return;
    }
    if is_inside(&element, "[data-native]") {
        return listener.tell(Intent::Close);
    }
    let in_sheet = is_inside(&element, &format!("#{}", ids::SHEET));
    // In the index and the lists a link goes to the very thing, which stands there in full.
    if !in_sheet && is_inside(&element, ".index, .sentences, .guide") {
        return;
    }
    let Some((mark, chosen)) = name_in_graph(&element).or_else(|| opener_at(&element)) else {
        if !in_sheet {
            listener.tell(Intent::Close);
        }
        return;
    };
    let is_second_tap = is_touch(event) && (listener.opened)().as_ref() == Some(&chosen.target);
    if is_second_tap && !in_sheet {
        // The link itself now leads to the card's own place.
        return listener.tell(Intent::Close);
    }
    if mark.class_list().contains("sentence") && is_selecting() {
        return;
    }
    event.prevent_default();
    if !in_sheet {
        remember_opener(&mark);
    }
    listener.tell(Intent::Open(chosen));
}

/// A name in the picture of relations.
fn name_in_graph(element: &Element) -> Option<(Element, Opener)> {
    let node = element.closest(".node").ok()??;
    let target = Target::Card(node.get_attribute("data-card")?);
    let others = Vec::new();
    Some((node, Opener { target, others }))
}

/// Whether the click means the page itself, rather than a new tab, a download or something already handled.
fn is_plain(event: &Event) -> bool {
    !event.default_prevented()
        && event.dyn_ref::<MouseEvent>().is_some_and(|event| {
            let has_modifier =
                event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
            event.button() == 0 && !has_modifier
        })
}

fn is_touch(event: &Event) -> bool {
    event
        .dyn_ref::<PointerEvent>()
        .is_some_and(|event| event.pointer_type() == "touch")
}

/// Whether the reader has just selected some words, which is no wish to open anything.
fn is_selecting() -> bool {
    window()
        .and_then(|window| window.get_selection().ok()?)
        .is_some_and(|selection| !selection.is_collapsed())
}

/// A layer switch was turned; the early script has already set the root's attribute.
pub(super) fn change(listener: &Listener, event: &Event) {
    let name = element_of(event).and_then(|element| element.get_attribute("name"));
    if name.as_deref() == Some("layer") {
        listener.tell(Intent::Layers);
    }
}

/// The button that, without this program, resets all switches.
pub(super) fn reset(listener: &Listener, event: &Event) {
    event.prevent_default();
    listener.tell(Intent::ToggleAll);
}
