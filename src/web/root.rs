//! The root element's attributes, on which every mark's look depends.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement, ScrollBehavior, ScrollToOptions};

use super::dom::{blocks_in_view, by_id, is_wide, root, window};
use crate::page::{Layer, LayerSet, Settings, Theme, ids};

/// The layers that are on.
#[must_use]
pub fn layers_on() -> LayerSet {
    root()
        .and_then(|root| root.get_attribute("data-layers"))
        .map_or(LayerSet::ALL, |text| LayerSet::parse(&text))
}

thread_local! {
    /// The first paragraph in view and its top, as they were before the reader turned a switch.
    static VIEW: RefCell<Option<(Element, f64)>> = const { RefCell::new(None) };
}

/// Notes what the reader is looking at, before a change that may move it.
pub(super) fn remember_view() {
    if is_wide() {
        // Notes in the margin move nothing.
        return;
    }
    let first = blocks_in_view(0.0).into_iter().next().map(|element| {
        let top = element.get_bounding_client_rect().top();
        (element, top)
    });
    VIEW.with(|view| *view.borrow_mut() = first);
}

/// Scrolls so that what the reader was looking at is where it was.
fn restore_view() {
    let Some((element, top)) = VIEW.with(|view| view.borrow_mut().take()) else {
        return;
    };
    let moved = element.get_bounding_client_rect().top() - top;
    if let Some(window) = window().filter(|_| moved.abs() > 0.5) {
        let options = ScrollToOptions::new();
        options.set_behavior(ScrollBehavior::Instant);
        options.set_top(moved);
        window.scroll_by_with_scroll_to_options(&options);
    }
}

/// Switches layers by the one attribute that decides, and sets the switches accordingly.
///
/// The text that the reader is looking at stays where it is: on a narrow screen, where notes come or go above
/// it, that is made up for by scrolling.
pub fn set_layers(layers: LayerSet, notes_change: bool) {
    let may_move = notes_change && !is_wide();
    if may_move && VIEW.with(|view| view.borrow().is_none()) {
        remember_view();
    }
    if let Some(root) = root() {
        // The root takes any attribute.
        let _ = root.set_attribute("data-layers", &layers.to_string());
        // The early script lets the classes follow, but only after this task, and what moved is measured in it.
        for layer in Layer::ALL {
            let class = ids::layer_class(layer.key());
            let _ = root
                .class_list()
                .toggle_with_force(&class, layers.has(layer));
        }
    }
    for layer in Layer::ALL {
        let input = by_id(&ids::layer_switch(layer.key()));
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.set_checked(layers.has(layer));
        }
    }
    if may_move {
        restore_view();
    } else {
        VIEW.with(|view| view.borrow_mut().take());
    }
}

/// Shows the bare article while `on`.
pub fn peek(on: bool) {
    if let Some(root) = root() {
        let _ = root.toggle_attribute_with_force("data-peek", on);
    }
}

/// Gives the page the look that the reader wants.
pub fn apply_settings(settings: Settings) {
    let Some(root) = root() else { return };
    let attributes = [
        (
            "data-theme",
            settings.theme.key(),
            settings.theme == Theme::default(),
        ),
        ("data-size", settings.size.key(), false),
        ("data-measure", settings.measure.key(), false),
    ];
    for (name, value, is_absent) in attributes {
        let _ = if is_absent {
            root.remove_attribute(name)
        } else {
            root.set_attribute(name, value)
        };
    }
}

/// How many marks a layer has, as its switch shows.
#[must_use]
pub fn marks_of(layer: Layer) -> Option<String> {
    by_id(&ids::layer_count(layer.key()))?.text_content()
}
