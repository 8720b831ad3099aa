//! What of the library is shown, as the address tells: the list, an article, or an entity across all articles.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, MouseEvent, Response, Url};

use super::address::current;
use super::dom::{document, window};
use crate::page::ids;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The list of articles.
    List,
    /// An article, by its name in the library, at the place that the address names.
    Article {
        /// Its name.
        id: String,
        /// The id of an element in it.
        place: Option<String>,
    },
    /// Everywhere that an entity is named, by its key.
    Seen(String),
}

impl Route {
    /// Whether the same is shown, wherever the reader is in it.
    fn shows_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Article { id, .. }, Self::Article { id: other, .. }) => id == other,
            _ => self == other,
        }
    }
}

thread_local! {
    /// What the address asked for last.
    static ASKED: RefCell<Option<Route>> = const { RefCell::new(None) };
}

/// The names in the address.
const READ: &str = "read";
const SEEN: &str = "seen";

/// What the address asks for.
#[must_use]
pub fn route() -> Route {
    let Some(url) = current() else {
        return Route::List;
    };
    let named = |name: &str| {
        url.search_params()
            .get(name)
            .filter(|text| !text.is_empty())
    };
    if let Some(id) = named(READ) {
        let place = url.hash().strip_prefix('#').map(str::to_owned);
        return Route::Article {
            id,
            place: place.filter(|place| !place.is_empty()),
        };
    }
    named(SEEN).map_or(Route::List, Route::Seen)
}

/// The name in the address of an article that the host publishes.
const PUBLISHED: &str = "article";

/// An article that the host publishes: its file's name, its text and its address; nothing where the address names none.
///
/// # Errors
///
/// Says why it cannot be fetched: what happened, what is safe and what to do.
pub async fn published_article() -> Option<Result<(String, String, String), String>> {
    let named = current()?.search_params().get(PUBLISHED)?;
    Some(fetch(&named).await)
}

async fn fetch(named: &str) -> Result<(String, String, String), String> {
    let failed = |reason: &str| {
        format!(
            "The article at “{named}” could not be opened: {reason}. Your own articles are untouched. Check the link, or copy the article’s words and paste them here."
        )
    };
    let lost = |_| failed("it cannot be fetched");
    let base = document()
        .and_then(|document| document.base_uri().ok()?)
        .ok_or_else(|| failed("this page has no address"))?;
    let url = Url::new_with_base(named, &base).map_err(|_| failed("this is no address"))?;
    let window = window().ok_or_else(|| failed("there is no window"))?;
    // The policy would refuse it too; a reason is better than a refusal.
    if window.location().origin().ok() != Some(url.origin()) {
        return Err(failed(
            "it is on another host, and this page asks no other host for anything",
        ));
    }
    let asked = window.fetch_with_str(&url.href());
    let response: Response = JsFuture::from(asked)
        .await
        .map_err(lost)?
        .dyn_into()
        .map_err(lost)?;
    if !response.ok() {
        return Err(failed(&format!(
            "the host answers with status {}",
            response.status()
        )));
    }
    let text = JsFuture::from(response.text().map_err(lost)?)
        .await
        .map_err(lost)?;
    let text = text.as_string().ok_or_else(|| failed("it is no text"))?;
    Ok((url.pathname(), text, url.href()))
}

/// Gives the page the address of what it shows; the way back leads to where the reader was.
pub fn go_to_route(route: &Route) {
    let Some(url) = current() else { return };
    url.set_hash("");
    for name in [READ, SEEN, PUBLISHED] {
        url.search_params().delete(name);
    }
    match route {
        Route::List => {}
        Route::Article { id, place } => {
            url.search_params().set(READ, id);
            url.set_hash(place.as_deref().unwrap_or_default());
        }
        Route::Seen(key) => url.search_params().set(SEEN, key),
    }
    push(&url.href());
}

/// Hears that the reader went back or forth, or by a link to the list, an article or an entity, for as long as the page lives.
///
/// Going to another place of what is shown is no going elsewhere: an article that is not kept has no address of its own.
pub fn listen_for_route(on_route: impl Fn(Route) + Clone + 'static) {
    let (Some(window), Some(document)) = (window(), document()) else {
        return;
    };
    let went = on_route.clone();
    ASKED.set(Some(route()));
    let on_history = move |_: &web_sys::Event| {
        let now = route();
        let before = ASKED.replace(Some(now.clone()));
        if !before.is_some_and(|before| before.shows_same(&now)) {
            went(now);
        }
    };
    EventListener::new(&window, "popstate", on_history).forget();
    let options = EventListenerOptions::enable_prevent_default();
    let clicked = move |event: &web_sys::Event| {
        // With a key held the link opens a window of its own, as links do.
        let is_plain = event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|event| !(event.ctrl_key() || event.meta_key() || event.shift_key()));
        let address = Some(event).filter(|_| is_plain).and_then(address_within);
        if let Some(address) = address {
            event.prevent_default();
            push(&address);
            on_route(route());
        }
    };
    EventListener::new_with_options(&document, "click", options, clicked).forget();
}

/// Where a link leads that stays on this page.
fn address_within(event: &web_sys::Event) -> Option<String> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let link = element.closest("a[href]").ok()??;
    let href = link.get_attribute("href")?;
    let url = current()?;
    if link.id() == ids::LIBRARY_LINK {
        url.set_search("");
    } else if href.starts_with('?') {
        return Some(Url::new_with_base(&href, &url.href()).ok()?.href());
    } else {
        return None;
    }
    url.set_hash("");
    Some(url.href())
}

fn push(address: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
    ASKED.set(Some(route()));
}
