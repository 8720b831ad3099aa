//! The bar at the top: where you are, the layer switches, the way to the settings.

use maud::{Markup, html};

use super::whole::Whole;
use super::{ids, layer::Layer};

/// The bar. Its switches are check boxes, so that layers go on and off by style sheet alone.
pub(super) fn toolbar(whole: &Whole) -> Markup {
    html! {
        header.bar {
            a.wordmark href={ "#" (ids::ARTICLE) } { "Sidelight" }
            nav.ways aria-label="Parts of the page" {
                a href={ "#" (ids::ARTICLE) } { "Article" }
                a href={ "#" (ids::OVERVIEW) } { "Overview" }
                a href={ "#" (ids::INDEX) } { "Who and what" }
                a href={ "#" (ids::GUIDE) } { "How to read this" }
            }
            button.settings-button id=(ids::SETTINGS_BUTTON) type="button" aria-haspopup="dialog" { "Settings" }
        }
        (switches(whole))
    }
}

/// The switches of the layers, each with the count of its marks.
pub(super) fn switches(whole: &Whole) -> Markup {
    html! {
        form.switches id=(ids::LAYERS) aria-label="Layers" {
            @for layer in Layer::ALL { (switch(layer, whole.marks_of(layer))) }
            button.all-layers id=(ids::ALL_LAYERS) type="reset" { "All" }
        }
    }
}

fn switch(layer: Layer, count: usize) -> Markup {
    let key = layer.key();
    let (name, number) = (format!("layer-name-{key}"), ids::layer_count(key));
    html! {
        label.switch title={ "Key " (layer.number()) } {
            input id=(ids::layer_switch(key)) type="checkbox" role="switch" name="layer" value=(key) checked
                autocomplete="off" aria-labelledby=(name) aria-describedby=(number)
                aria-keyshortcuts=(layer.number());
            span.sample data-sample=(key) aria-hidden="true" {}
            span.switch-name id=(name) { (layer.name()) }
            span.switch-count id=(number) { (count) }
        }
    }
}
