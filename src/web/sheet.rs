//! The sheet: filling it from the page itself, placing it near the words, and giving the keyboard back.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use web_sys::{DomRect, Element, HtmlElement};

use super::dom::{all, by_id, is_wide, matches_media, window};
use crate::page::{Target, ids};

/// Distance of the sheet from the words and from the window's edges, in CSS pixels.
const AIR: f64 = 8.0;
/// Distance of a sheet in the margin from the text.
const GUTTER: f64 = 20.0;
/// A card of usual length; with so much room below the words the sheet need not go above them.
const ENOUGH: f64 = 420.0;

thread_local! {
    /// The element that opened the sheet: there the sheet stands, and there the keyboard goes back.
    static OPENER: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// Gives the HTML of what the page does not hold.
    static MAKER: RefCell<Option<Maker>> = const { RefCell::new(None) };
}

/// Gives a target's HTML.
type Maker = Box<dyn Fn(&Target) -> Option<String>>;

/// Lets the sheet show what is not on the page, as of a long article: `make` gives the HTML in which the target's element stands.
pub fn make_missing(make: impl Fn(&Target) -> Option<String> + 'static) {
    MAKER.set(Some(Box::new(make)));
}

/// The element that shows a target in full: the page's own, or one that is made for it.
pub(super) fn original(target: &Target) -> Option<Element> {
    let id = target.element_id();
    if let Some(element) = by_id(&id) {
        return Some(element.into());
    }
    let html = MAKER.with_borrow(|make| make.as_ref()?(target))?;
    let holder = super::dom::document()?.create_element("div").ok()?;
    holder.set_inner_html(&html);
    holder.query_selector(&format!("#{id}")).ok()?
}

/// Remembers which element is about to open the sheet.
pub(super) fn remember_opener(element: &Element) {
    OPENER.with(|opener| *opener.borrow_mut() = Some(element.clone()));
}

/// Shows a target in the sheet, near the words that opened it; `false` if the page no longer holds it.
///
/// The sheet shows a copy of what stands in the page, so what a translator made of it is shown as well.
#[must_use]
pub fn open_sheet(target: &Target) -> bool {
    if fill(target).is_none() {
        return false;
    }
    unmark();
    if let Target::Sentence(id) = target {
        // With the deciding words that stand beside the sentence.
        for words in all(&format!("#{id}, .cue[data-decides=\"{id}\"]")) {
            // Any element takes any attribute.
            let _ = words.set_attribute("data-open", "");
        }
    }
    // Without a place of its own the sheet stands where the style sheet puts it.
    let _ = place();
    true
}

/// Takes away what an open sheet marked in the text, and gives the keyboard back if it was inside.
pub fn close_sheet() {
    unmark();
    let had_focus = by_id(ids::SHEET)
        .zip(super::dom::document().and_then(|document| document.active_element()))
        .is_some_and(|(sheet, active)| sheet.contains(Some(&active)));
    if !had_focus {
        return;
    }
    let opener = OPENER.with(|opener| opener.borrow_mut().take());
    // A sentence is no link: the keyboard is on the sign behind it.
    let reachable = opener.map(|element| {
        if element.class_list().contains("sentence") {
            element.next_element_sibling().unwrap_or(element)
        } else {
            element
        }
    });
    if let Some(element) = reachable.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// How far a point of the window is from the open sheet, in CSS pixels; none while no sheet is open.
pub(super) fn distance_to_sheet(x: f64, y: f64) -> Option<f64> {
    let rect = by_id(ids::SHEET).filter(|sheet| !sheet.hidden())?;
    let rect = rect.get_bounding_client_rect();
    let beside = |at: f64, from: f64, to: f64| (from - at).max(at - to).max(0.0);
    let (across, along) = (
        beside(x, rect.left(), rect.right()),
        beside(y, rect.top(), rect.bottom()),
    );
    Some(across.max(along))
}

fn unmark() {
    for element in all("[data-open]") {
        let _ = element.remove_attribute("data-open");
    }
}

fn fill(target: &Target) -> Option<()> {
    let body = by_id(ids::SHEET_BODY)?;
    let copy: Element = original(target)?
        .clone_node_with_deep(true)
        .ok()?
        .dyn_into()
        .ok()?;
    strip_ids(&copy);
    body.set_text_content(None);
    while let Some(child) = copy.first_child() {
        body.append_child(&child).ok()?;
    }
    for name in ["data-kind", "data-stance"] {
        let _ = match copy.get_attribute(name) {
            Some(value) => body.set_attribute(name, &value),
            None => body.remove_attribute(name),
        };
    }
    body.set_class_name(&copy.class_name());
    by_id(ids::SHEET)?.set_scroll_top(0);
    Some(())
}

/// An id may stand only once on the page.
fn strip_ids(copy: &Element) {
    let Ok(inner) = copy.query_selector_all("[id], [tabindex]") else {
        return;
    };
    for index in 0..inner.length() {
        if let Some(element) = inner
            .item(index)
            .and_then(|node| node.dyn_into::<Element>().ok())
        {
            let _ = element.remove_attribute("id");
            let _ = element.remove_attribute("tabindex");
        }
    }
}

/// Puts the sheet near the words that opened it; on a narrow screen the style sheet holds it at the bottom.
fn place() -> Option<()> {
    let sheet = by_id(ids::SHEET)?;
    let style = sheet.style();
    for name in ["left", "top", "bottom", "max-height"] {
        style.remove_property(name).ok()?;
    }
    if matches_media("(max-width: 48rem)") {
        return None;
    }
    let opener = OPENER.with(|opener| opener.borrow().clone())?;
    let words = opener.get_bounding_client_rect();
    let article = by_id(ids::ARTICLE)?;
    if is_wide() && article.contains(Some(&opener)) {
        place_in_margin(&sheet, &words, &article.get_bounding_client_rect())
    } else {
        place_at_words(&sheet, &words)
    }
}

/// Puts the sheet beside the article at the height of the words: there it covers notes, never the sentence that is read.
fn place_in_margin(sheet: &HtmlElement, words: &DomRect, article: &DomRect) -> Option<()> {
    let (width, height) = window_size()?;
    let bar = by_id(ids::LAYERS).map_or(0.0, |bar| bar.get_bounding_client_rect().bottom());
    let first = bar.max(0.0) + AIR;
    // Its height is only known within the room that it has.
    set(sheet, "max-height", height - first - AIR)?;
    let own = sheet.get_bounding_client_rect();
    let left = (article.right() + GUTTER).min(width - own.width() - AIR);
    let last = height - own.height() - AIR;
    set(sheet, "left", left)?;
    set(sheet, "top", words.top().min(last).max(first))
}

/// Puts the sheet below the words, or above them where there is more room.
fn place_at_words(sheet: &HtmlElement, words: &DomRect) -> Option<()> {
    let (width, height) = window_size()?;
    let own = sheet.get_bounding_client_rect();
    let left = words.left().min(width - own.width() - AIR).max(AIR);
    set(sheet, "left", left)?;
    let (below, above) = (height - words.bottom() - 2.0 * AIR, words.top() - 2.0 * AIR);
    let (side, other, at, room) = if below >= above || below > ENOUGH {
        ("top", "bottom", words.bottom() + AIR, below)
    } else {
        ("bottom", "top", height - words.top() + AIR, above)
    };
    set(sheet, side, at)?;
    sheet.style().set_property(other, "auto").ok()?;
    set(sheet, "max-height", room)
}

/// Width and height of the window, in CSS pixels.
fn window_size() -> Option<(f64, f64)> {
    let window = window()?;
    let width = window.inner_width().ok()?.as_f64()?;
    Some((width, window.inner_height().ok()?.as_f64()?))
}

/// Sets a length of the sheet's own style, in CSS pixels.
fn set(sheet: &HtmlElement, name: &str, pixels: f64) -> Option<()> {
    let length = format!("{pixels:.0}px");
    sheet.style().set_property(name, &length).ok()
}
