//! Putting the reading surface of a reader's own article into the page, whole or piece by piece.
//!
//! All that is put here was made by `page`, which escapes every word of the article.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{CssStyleSheet, HtmlButtonElement};

use super::dom::{all, by_id, root};
use super::margin::place_all;
use crate::page::ids;
use crate::text::CardId;

/// Puts HTML into the element of that id; one that is not there is passed over.
pub fn fill(id: &str, html: &str) {
    if let Some(element) = by_id(id) {
        element.set_inner_html(html);
    }
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

/// Puts a part's notes below its blocks, in the place of those that were there.
pub fn put_notes(part: &str, html: &str) {
    let Some(part) = by_id(part) else { return };
    if let Ok(Some(old)) = part.query_selector(":scope > .notes") {
        old.remove();
    }
    let _ = part.insert_adjacent_html("beforeend", html);
}

/// Places all notes anew.
pub fn place_notes() {
    place_all();
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
}

/// Hears the buttons of the surface, for as long as the page lives.
pub fn listen_for_wishes(on_wish: impl Fn(Wish) + 'static) {
    let Some(document) = super::dom::document() else {
        return;
    };
    let heard = move |event: &web_sys::Event| {
        let button = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlButtonElement>().ok());
        if let Some(wish) = button.and_then(|button| wish_of(&button)) {
            on_wish(wish);
        }
    };
    EventListener::new(&document, "click", heard).forget();
}

fn wish_of(button: &HtmlButtonElement) -> Option<Wish> {
    let (classes, value) = (button.class_list(), button.value());
    if classes.contains("restore") {
        return Some(Wish::Restore(value.parse().ok()?));
    }
    if classes.contains("write-card") {
        return CardId::try_from(value).ok().map(Wish::Write);
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

/// Hears where the reader pauses in an article, and how far down that is, for as long as the page lives.
pub fn listen_for_place(on_place: impl Fn(String, f32) + 'static) {
    let Some(window) = super::dom::window() else {
        return;
    };
    let on_place = Rc::new(on_place);
    let waiting = Rc::new(RefCell::new(None));
    let heard = move |_: &web_sys::Event| {
        let on_place = Rc::clone(&on_place);
        let timer = Timeout::new(PAUSE_MILLISECONDS, move || {
            if let Some((place, progress)) = reading_place() {
                on_place(place, progress);
            }
        });
        // The one before is given up.
        *waiting.borrow_mut() = Some(timer);
    };
    EventListener::new_with_options(&window, "scroll", EventListenerOptions::default(), heard)
        .forget();
}

/// How long a reader stays before the place is worth keeping.
const PAUSE_MILLISECONDS: u32 = 600;

/// Shows only the marks of which the program is so sure, in per cent.
pub fn set_least_sure(percent: u8) {
    if let Some(root) = root() {
        // The root takes any attribute.
        let _ = root.set_attribute("data-least", &percent.to_string());
    }
}

/// Gives the page the styles of its article, in the place of those of the one before.
pub fn style(css: &str) {
    // The policy refuses styles in the markup; a sheet that the program makes is its own.
    let Some(document) = super::dom::document() else {
        return;
    };
    if let Ok(sheet) = CssStyleSheet::new()
        && sheet.replace_sync(css).is_ok()
    {
        let sheets = js_sys::Array::of1(&sheet);
        let _ = js_sys::Reflect::set(&document, &"adoptedStyleSheets".into(), &sheets);
    }
}

/// Where the reader is: the id of the first block in view, and how far down the article, 0 to 1.
fn reading_place() -> Option<(String, f32)> {
    let article = by_id(ids::ARTICLE)?.get_bounding_client_rect();
    let height = super::dom::window()?.inner_height().ok()?.as_f64()?;
    let first = all(".part > :is(p, h2)")
        .find(|element| element.get_bounding_client_rect().bottom() > BAR)?;
    let gone = (height - article.top()) / article.height().max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a share between 0 and 1 needs no more"
    )]
    Some((first.id(), gone.clamp(0.0, 1.0) as f32))
}

/// Height of the bar of switches, below which the text is in view, in CSS pixels.
const BAR: f64 = 48.0;

/// Scrolls to the top of the page.
pub fn go_to_top() {
    if let Some(window) = super::dom::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = super::dom::document() {
        document.set_title(title);
    }
}
