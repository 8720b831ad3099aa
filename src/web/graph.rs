//! Lighting the relations of one card in the picture of relations.

use std::cell::RefCell;

use web_sys::Element;

use super::dom::all;

thread_local! {
    /// The card that is lit, so that a pointer elsewhere costs nothing.
    static LIT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Lights the lines that end at the name under `at`, or none.
pub(super) fn light_related(at: Option<&Element>) {
    let card = at
        .and_then(|at| at.closest(".node").ok()?)
        .and_then(|node| node.get_attribute("data-card"));
    if LIT.with(|lit| lit.replace(card.clone()) == card) {
        return;
    }
    for picture in all(".graph-picture") {
        let _ = picture.toggle_attribute_with_force("data-lit", card.is_some());
    }
    for edge in all(".edge") {
        let ends = [
            edge.get_attribute("data-from"),
            edge.get_attribute("data-to"),
        ];
        let lit = card.is_some() && ends.contains(&card);
        let _ = edge.toggle_attribute_with_force("data-lit", lit);
    }
}
