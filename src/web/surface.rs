//! Putting the reading surface of a reader's own article into the page, whole or piece by piece.
//!
//! All that is put here was made by `page`, which escapes every word of the article.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{CssStyleSheet, Element, HtmlButtonElement};

use super::dom::{all, by_id, children, root, within};
use super::slices::{Next, in_slices};
use crate::card::Kind;
use crate::page::{Target, ids};
use crate::text::CardId;

/// Puts HTML into the element of that id; one that is not there is passed over.
pub fn fill(id: &str, html: &str) {
    if let Some(element) = by_id(id) {
        element.set_inner_html(html);
    }
}

/// Takes the article that is on the page away, in slices: what is around its parts at last.
pub fn take_away() {
    let pieces = [ids::READING, ids::BEYOND, ids::ARTICLE].map(by_id);
    let pieces = pieces.into_iter().flatten();
    // Those that another article has replaced meanwhile are gone already.
    let mut rest: Vec<_> = pieces.flat_map(|piece| children(&piece)).collect();
    in_slices(move |slice| {
        while let Some(piece) = rest.pop() {
            piece.remove();
            if slice.is_over() {
                return Next::Soon;
            }
        }
        Next::Never
    });
}

/// Puts an article's heading in the place of the one before.
pub fn replace_heading(html: &str) {
    if let Some(heading) = all(".article > .heading").next() {
        heading.set_outer_html(html);
    }
}

/// Puts an element in the place of the one of that id.
pub fn replace(id: &str, html: &str) {
    if let Some(element) = by_id(id) {
        element.set_outer_html(html);
    }
}

/// Puts HTML behind all that is in the element of that id.
pub fn append(id: &str, html: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.insert_adjacent_html("beforeend", html);
    }
}

/// Puts words into the element of that id.
pub fn tell(id: &str, words: &str) {
    if let Some(element) = by_id(id) {
        element.set_text_content(Some(words));
    }
}

/// Puts a part's notes below its blocks, in the place of those that were there.
pub fn put_notes(part: usize, html: &str) {
    let Some(part) = by_id(&ids::part(part)) else {
        return;
    };
    if let Ok(Some(old)) = part.query_selector(":scope > .notes") {
        old.remove();
    }
    let _ = part.insert_adjacent_html("beforeend", html);
}

/// Fills an empty list below its summary, or empties one, by its id.
pub fn fill_list(id: &str, items: &[String]) {
    if let Some(list) = by_id(id).and_then(|list| list.query_selector("ol").ok()?) {
        list.set_inner_html(&items.concat());
    }
}

/// Opens the list of that id, as if the reader had.
pub fn open_list(id: &str) {
    if let Some(list) = by_id(id) {
        let _ = list.set_attribute("open", "");
    }
}

/// Shows the element of one id and hides that of another.
pub fn show_instead(shown: &str, hidden: &str) {
    for (id, hide) in [(shown, false), (hidden, true)] {
        if let Some(element) = by_id(id) {
            element.set_hidden(hide);
        }
    }
}

/// What a button asks for that stands in the surface itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Put a piece back that was left out, by its number.
    Restore(usize),
    /// Let the words of a mention mean something.
    Choose {
        /// The mention's id.
        mention: String,
        /// The card; none for none of those that fit.
        card: Option<CardId>,
        /// Whether only there, not wherever the article has the words.
        here: bool,
    },
    /// Write a card for a name that has none, or change the reader's own, by its id.
    Write(CardId),
    /// Turn to a page of the cards of a kind.
    Turn(Kind, usize),
    /// Fill the list of that id, which was opened.
    Fill(String),
    /// Empty the list of that id, which was closed.
    Empty(String),
    /// Put something into the page to which a link leads and that is not there yet.
    Reveal(Target),
}

/// Hears the buttons of the surface, for as long as the page lives.
pub fn listen_for_wishes(on_wish: impl Fn(Wish) + 'static) {
    let Some(document) = super::dom::document() else {
        return;
    };
    let on_wish = Rc::new(on_wish);
    let opened = Rc::clone(&on_wish);
    let clicked = move |event: &web_sys::Event| {
        let element = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let wish = element.and_then(|element| {
            element
                .dyn_ref::<HtmlButtonElement>()
                .and_then(wish_of)
                .or_else(|| revealed_by(&element))
        });
        // What opens in the sheet is followed no further.
        if let Some(wish) = wish.filter(|_| !event.default_prevented()) {
            on_wish(wish);
        }
    };
    EventListener::new(&document, "click", clicked).forget();
    // This event does not bubble.
    let options = EventListenerOptions::run_in_capture_phase();
    let toggled = move |event: &web_sys::Event| {
        let list = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .filter(|list| list.class_list().contains("list"));
        let Some(list) = list else { return };
        if !list.has_attribute("open") {
            opened(Wish::Empty(list.id()));
        } else if within(&list, "ol > li").next().is_none() {
            // One that a link opened is filled already, and the link's target stays.
            opened(Wish::Fill(list.id()));
        }
    };
    EventListener::new_with_options(&document, "toggle", options, toggled).forget();
}

/// What a link leads to, if that is not on the page.
fn revealed_by(element: &Element) -> Option<Wish> {
    let link = element.closest("a[href]").ok()??;
    let target = Target::from_address(&link.get_attribute("href")?)?;
    by_id(&target.element_id())
        .is_none()
        .then_some(Wish::Reveal(target))
}

fn wish_of(button: &HtmlButtonElement) -> Option<Wish> {
    let (classes, value) = (button.class_list(), button.value());
    if classes.contains("restore") {
        return Some(Wish::Restore(value.parse().ok()?));
    }
    if classes.contains("write-card") {
        return CardId::try_from(value).ok().map(Wish::Write);
    }
    if classes.contains("turn-page") {
        let (kind, page) = value.split_once(' ')?;
        let kind = Kind::ALL.into_iter().find(|other| other.key() == kind)?;
        return Some(Wish::Turn(kind, page.parse().ok()?));
    }
    if !classes.contains("choose") {
        return None;
    }
    let (mention, card) = match value.split_once(' ') {
        Some((mention, card)) => (mention, Some(CardId::try_from(card.to_owned()).ok()?)),
        None => (value.as_str(), None),
    };
    Some(Wish::Choose {
        mention: mention.to_owned(),
        card,
        here: classes.contains("here"),
    })
}

/// Shows only the marks of which the program is so sure, in per cent.
pub fn set_least_sure(percent: u8) {
    if let Some(root) = root() {
        // The root takes any attribute.
        let _ = root.set_attribute("data-least", &percent.to_string());
    }
}

/// Gives the page styles of its article, in the place of those that it had.
pub fn style(css: &str) {
    // The policy refuses styles in the markup; a sheet that the program makes is its own.
    let Some(document) = super::dom::document() else {
        return;
    };
    let Ok(sheet) = CssStyleSheet::new() else {
        return;
    };
    if sheet.replace_sync(css).is_err() {
        return;
    }
    let sheets = js_sys::Array::of1(&sheet);
    let _ = js_sys::Reflect::set(&document, &"adoptedStyleSheets".into(), &sheets);
}

/// The title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = super::dom::document() {
        document.set_title(title);
    }
}
