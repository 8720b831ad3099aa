//! Tying a note to its words while either is pointed at or has the keyboard.

use std::cell::RefCell;

use web_sys::Element;

use super::dom::{by_id, document, is_wide};
use super::marks::{note_of, own};
use crate::page::ids;

const LINE: &str = "tie";
const SVG: &str = "http://www.w3.org/2000/svg";

thread_local! {
    /// What is tied, so that a pointer elsewhere costs nothing, however long the article is.
    static TIED: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// Ties the note and the words of which `at` is one, or unties everything.
pub(super) fn tie(at: Option<&Element>) {
    for element in TIED.take() {
        let _ = element.remove_attribute("data-tied");
    }
    if let Some(line) = by_svg_id() {
        line.remove();
    }
    let Some((mention, note)) = at.and_then(pair) else {
        return;
    };
    for element in [&mention, &note] {
        let _ = element.set_attribute("data-tied", "");
    }
    TIED.set(vec![mention.clone(), note.clone()]);
    if is_wide() {
        // Without the line the highlight still ties them.
        let _ = draw(&mention, &note);
    }
}

fn by_svg_id() -> Option<Element> {
    document()?.get_element_by_id(LINE)
}

/// The mention and the note that belong together.
fn pair(at: &Element) -> Option<(Element, Element)> {
    if let Some(mention) = at.closest(".mention").ok()? {
        // Of a layer that is off there is nothing to see.
        own(&mention)?;
        let note = note_of(&mention)?;
        return Some((mention, note));
    }
    let note = at.closest(".note").ok()??;
    let mention = by_id(&note.get_attribute("data-note-for")?)?;
    Some((mention.into(), note))
}

/// Draws a hairline from the words to the note, over the article and out of everyone's way.
fn draw(mention: &Element, note: &Element) -> Option<()> {
    let article = by_id(ids::ARTICLE)?;
    let frame = article.get_bounding_client_rect();
    let (from, to) = (
        mention.get_bounding_client_rect(),
        note.get_bounding_client_rect(),
    );
    let (x1, y1) = (
        from.right() - frame.left(),
        from.bottom() - frame.top() - 2.0,
    );
    let (edge, x2, y2) = (
        frame.width() + 8.0,
        to.left() - frame.left(),
        to.top() - frame.top() + 9.0,
    );
    let document = document()?;
    let line = document.create_element_ns(Some(SVG), "svg").ok()?;
    let path = document.create_element_ns(Some(SVG), "path").ok()?;
    for (name, value) in [("id", LINE), ("class", "tie"), ("aria-hidden", "true")] {
        line.set_attribute(name, value).ok()?;
    }
    path.set_attribute("d", &format!("M{x1:.1} {y1:.1}H{edge:.1}L{x2:.1} {y2:.1}"))
        .ok()?;
    line.append_child(&path).ok()?;
    article.append_child(&line).ok()?;
    Some(())
}
