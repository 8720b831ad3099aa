//! The root element's attributes, on which every mark's look depends.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use super::dom::{all, by_id, is_wide, root, window};
use crate::page::{Layer, LayerSet, Settings, Theme, ids};

/// The layers that are on.
#[must_use]
pub fn layers_on() -> LayerSet {
    root()
        .and_then(|root| root.get_attribute("data-layers"))
        .map_or(LayerSet::ALL, |text| LayerSet::parse(&text))
}

/// Switches layers by the one attribute that decides, and sets the switches accordingly.
///
/// The text that the reader is looking at stays where it is: notes that come or go above it on a narrow
/// screen are made up for by scrolling.
pub fn set_layers(layers: LayerSet) {
    let kept = if is_wide() { None } else { first_in_view() };
    if let Some(root) = root() {
        // The root takes any attribute.
        let _ = root.set_attribute("data-layers", &layers.to_string());
    }
    for layer in Layer::ALL {
        let input = by_id(&ids::layer_switch(layer.key()));
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.set_checked(layers.has(layer));
        }
    }
    if let Some((element, top)) = kept {
        let moved = element.get_bounding_client_rect().top() - top;
        if let Some(window) = window().filter(|_| moved.abs() > 0.5) {
            window.scroll_by_with_x_and_y(0.0, moved);
        }
    }
}

/// The first paragraph in view, and where its top is.
fn first_in_view() -> Option<(web_sys::Element, f64)> {
    all(".part > p").into_iter().find_map(|element| {
        let rect = element.get_bounding_client_rect();
        (rect.bottom() > 0.0).then(|| (element, rect.top()))
    })
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
    by_id(&format!("layer-count-{}", layer.key()))?.text_content()
}
