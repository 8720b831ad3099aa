//! Reaching elements of the page.

use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement, MediaQueryList, Window};

use crate::page::ids;

pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

pub(super) fn document() -> Option<Document> {
    window()?.document()
}

pub(super) fn root() -> Option<Element> {
    document()?.document_element()
}

pub(super) fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// All elements that match, in the order of the page; none when the selector is not one.
pub(super) fn all(selector: &str) -> impl Iterator<Item = Element> + use<> {
    document()
        .and_then(|document| document.query_selector_all(selector).ok())
        .into_iter()
        .flat_map(|list| (0..list.length()).filter_map(move |index| list.item(index)))
        .filter_map(|node| node.dyn_into().ok())
}

/// The blocks of the article of which something is in the window below a line, in reading order.
///
/// Only the parts that are in view are looked into: of a book that is a small piece.
pub(super) fn blocks_in_view(line: f64) -> Vec<Element> {
    let height = window()
        .and_then(|window| window.inner_height().ok()?.as_f64())
        .unwrap_or_default();
    let is_in_view = |element: &Element| {
        let rect = element.get_bounding_client_rect();
        rect.bottom() > line && rect.top() < height
    };
    let article = by_id(ids::ARTICLE).into_iter();
    article
        .flat_map(|article| children_that(&article, ".part"))
        .filter(is_in_view)
        .flat_map(|part| children_that(&part, "p, h2"))
        .filter(is_in_view)
        .collect()
}

/// The elements directly in another, without a look at what is in them.
pub(super) fn children(element: &Element) -> impl Iterator<Item = Element> + use<> {
    std::iter::successors(element.first_element_child(), Element::next_element_sibling)
}

/// The elements directly in another that match, found by walking: of an article, or a part of one, a search would look at all that is in
/// its blocks, thousands of elements in every frame.
pub(super) fn children_that(
    element: &Element,
    selector: &'static str,
) -> impl Iterator<Item = Element> + use<> {
    children(element).filter(move |child| child.matches(selector).unwrap_or_default())
}

/// All elements within another that match, in the order of the page; none when the selector is not one.
pub(super) fn within(element: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    element
        .query_selector_all(selector)
        .ok()
        .into_iter()
        .flat_map(|list| (0..list.length()).filter_map(move |index| list.item(index)))
        .filter_map(|node| node.dyn_into().ok())
}

/// Whether the screen has room for notes in the margin, and tells when that changes; the width is that of the style sheet.
pub(super) fn wide() -> Option<MediaQueryList> {
    window()?.match_media("(min-width: 72rem)").ok()?
}

/// Whether the screen has room for notes in the margin.
pub(super) fn is_wide() -> bool {
    wide().is_some_and(|list| list.matches())
}

pub(super) fn matches_media(query: &str) -> bool {
    window()
        .and_then(|window| window.match_media(query).ok()?)
        .is_some_and(|list| list.matches())
}

/// The element of that id, for mounting a view into it.
#[must_use]
pub fn element(id: &str) -> Option<HtmlElement> {
    by_id(id)
}

/// Moves the keyboard to an element; one that cannot take it leaves it where it is.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.focus();
    }
}

/// Moves the keyboard to the element of that id where what had it is gone, and the reader has not moved it elsewhere since.
pub fn take_keyboard(id: &str) {
    let holder = document().and_then(|document| document.active_element());
    if holder.is_none_or(|holder| holder.tag_name() == "BODY") {
        focus(id);
    }
}

/// Brings an element into view.
pub fn go_to(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view();
    }
}

/// Closes the dialog of that id.
pub fn close_dialog(id: &str) {
    let dialog = by_id(id).and_then(|element| element.dyn_into::<HtmlDialogElement>().ok());
    if let Some(dialog) = dialog {
        dialog.close();
    }
}

/// Opens the dialog of that id over the page.
pub fn show_dialog(id: &str) {
    let dialog = by_id(id).and_then(|element| element.dyn_into::<HtmlDialogElement>().ok());
    if let Some(dialog) = dialog.filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
    }
}

/// Whether the page is in a window of its own, as an installed app.
#[must_use]
pub fn is_installed() -> bool {
    matches_media(
        "(display-mode: standalone), (display-mode: minimal-ui), (display-mode: window-controls-overlay)",
    )
}
