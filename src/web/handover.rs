//! Taking over a page that another window hands over: the other side of the bookmark “Read with Sidelight” (`bookmarklet.js`).
//!
//! # The protocol, version 1
//!
//! 1. The bookmark, on a page of any site, opens `library.html?handover` in a window of its own and waits.
//! 2. Sidelight greets the window that opened it: `{ sidelight: "ready", version: 1 }`.
//! 3. The bookmark answers once, if the greeting comes from the window that it opened and from Sidelight's origin, which stands in it:
//!    `{ sidelight: "article", version: 1, html, address, title }`, for that origin alone.
//! 4. Sidelight takes the first such message of the window that opened it, asks the reader, and only then reads it.
//!
//! Any site can open that address and answer, without a bookmark. So a message is taken for what it is, the word of the origin that the
//! browser names: an address of another origin is dropped, sizes are limited, and nothing is read or kept before the reader agrees.
//! Bookmarks are kept for years: later versions of Sidelight greet in the same way, and hear this answer.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{JsString, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, Window};

use super::address::{current, forget};
use super::dom::window;
use crate::library::{HANDOVER, HANDOVER_VERSION, LARGEST_HANDOVER, shown_title, vouched};

/// A longer title is cut: it is shown in a question.
const LONGEST_TITLE: u32 = 300;
/// No browser has longer addresses; one that is longer is none.
const LONGEST_ADDRESS: u32 = 8 * 1024;
/// How long the other window may take to answer the greeting.
const PATIENCE_MILLISECONDS: u32 = 10_000;

/// A page that another window hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its title as it says it is; may be empty.
    pub title: String,
    /// The site that hands it over, as the browser names it; none where that has no address, as a file has.
    pub origin: Option<String>,
    /// The page's address, where it is one of that origin.
    pub address: Option<String>,
    /// The page.
    pub html: String,
}

/// Takes over what the window that opened this one hands over, if the address asks for it; nothing happens if it does not.
///
/// `on_heard` is called once: with the page, or with why there is none: what happened, what is safe and what to do. By then the other
/// window is let go of, and the address is that of the library.
pub fn listen_for_handover(on_heard: impl FnOnce(Result<Offer, String>) + 'static) {
    let (Some(url), Some(window)) = (current(), window()) else {
        return;
    };
    if !url.search_params().has(HANDOVER) {
        return;
    }
    forget(HANDOVER);
    let Some(opener) = opener(&window) else {
        on_heard(Err(NOT_TIED.to_owned()));
        return;
    };
    let hearing = Hearing::new(on_heard);
    let (from, heard) = (opener.clone(), Rc::clone(&hearing));
    let listener = EventListener::new(&window, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        // Any window can send messages here.
        let is_opener = event
            .source()
            .is_some_and(|source| Object::is(&source, &from));
        if let Some(told) = is_opener.then(|| told(event)).flatten() {
            heard.end(told);
        }
    });
    let waited = Rc::clone(&hearing);
    let timer = Timeout::new(PATIENCE_MILLISECONDS, move || {
        waited.end(Err(NOTHING_CAME.to_owned()));
    });
    *hearing.waiting.borrow_mut() = Some((listener, timer));
    let greeting = Object::new();
    for (key, value) in [
        ("sidelight", JsValue::from_str("ready")),
        ("version", JsValue::from_f64(HANDOVER_VERSION)),
    ] {
        let _ = Reflect::set(&greeting, &key.into(), &value);
    }
    // Whose window it is cannot be known yet, and there is no secret in the greeting: it may go to any origin.
    if opener.post_message(&greeting, "*").is_err() {
        hearing.end(Err(NOTHING_CAME.to_owned()));
    }
}

const NOT_TIED: &str = "No page was handed over: the site that you came from keeps its windows apart from others, or this window was opened anew. Your articles are untouched. Go back to the page, copy the article (the small box there has a button for it), and paste it here.";
const NOTHING_CAME: &str = "No page was handed over: the window that opened this one has sent none within 10 seconds. Your articles are untouched. Click the bookmark again, or copy the article there and paste it here.";
const TOO_LARGE: &str = "The page that was handed over is larger than 16 million characters, which is more than is taken over. Nothing was read. Copy the article there and paste it here.";
const OTHER_FORM: &str = "The bookmark that handed the page over is not of this Sidelight’s version. Nothing was read. Make the bookmark anew (see “Ways to bring one”), or copy the article and paste it here.";

/// The window that opened this one; none where that is itself in a frame, in which a click can be stolen by what lies over it.
fn opener(window: &Window) -> Option<Window> {
    let is_whole = window.top().ok()?.is_some_and(|top| top == *window);
    let opener = window.opener().ok()?;
    // A window of another origin is no `Window` by its class, which cannot be seen from here.
    (is_whole && opener.is_object()).then(|| opener.unchecked_into())
}

/// What is called at the end of the waiting.
type Heard = Box<dyn FnOnce(Result<Offer, String>)>;

/// The waiting for the other window, which ends once.
struct Hearing {
    on_heard: RefCell<Option<Heard>>,
    waiting: RefCell<Option<(EventListener, Timeout)>>,
}

impl Hearing {
    fn new(on_heard: impl FnOnce(Result<Offer, String>) + 'static) -> Rc<Self> {
        Rc::new(Self {
            on_heard: RefCell::new(Some(Box::new(on_heard))),
            waiting: RefCell::new(None),
        })
    }

    fn end(self: &Rc<Self>, told: Result<Offer, String>) {
        let Some(on_heard) = self.on_heard.borrow_mut().take() else {
            return;
        };
        if let Some(window) = window() {
            let _ = window.set_opener(&JsValue::NULL);
        }
        on_heard(told);
        // The listener or the timer calls this: it is dropped when that is done.
        let waiting = self.waiting.borrow_mut().take();
        Timeout::new(0, move || drop(waiting)).forget();
    }
}

/// What a message of the other window tells; nothing if it is about something else.
fn told(event: &MessageEvent) -> Option<Result<Offer, String>> {
    let data = event.data();
    let get = |key: &str| Reflect::get(&data, &key.into()).ok();
    let text = |key: &str| get(key)?.dyn_into::<JsString>().ok();
    if text("sidelight")? != "article" {
        return None;
    }
    if get("version").and_then(|version| version.as_f64()) != Some(HANDOVER_VERSION) {
        return Some(Err(OTHER_FORM.to_owned()));
    }
    // Looked at before anything is copied out of the browser's memory.
    let Some(html) = text("html").filter(|html| html.length() > 0) else {
        return Some(Err(OTHER_FORM.to_owned()));
    };
    if html.length() > LARGEST_HANDOVER {
        return Some(Err(TOO_LARGE.to_owned()));
    }
    let address = text("address").filter(|address| address.length() <= LONGEST_ADDRESS);
    let title = text("title").map(|title| String::from(title.slice(0, LONGEST_TITLE)));
    let (origin, address) = vouched(&event.origin(), address.map(String::from));
    Some(Ok(Offer {
        title: shown_title(&title.unwrap_or_default()),
        origin,
        address,
        html: html.into(),
    }))
}
