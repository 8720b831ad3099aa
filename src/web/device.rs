//! Small things that the device gives: time, chance, tasks, and word from this page's other windows.

use std::cell::RefCell;

use js_sys::{Date, Math, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use super::dom::window;

/// Does something that takes time, while the page goes on.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}

/// Waits so many milliseconds; not at all where nothing can be waited for.
pub(super) async fn wait(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let waits = window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
        });
        if !matches!(waits, Some(Ok(_))) {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    // It is never rejected.
    let _ = JsFuture::from(promise).await;
}

/// Now, in milliseconds since 1970.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the clock stands after 1970 and far below 2 to the 53rd"
)]
pub fn now() -> u64 {
    Date::now() as u64
}

/// A name that no other article of the library has: the time, and chance for what is brought within a millisecond or in two windows.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the product lies between 0 and 2 to the 20th"
)]
pub fn new_id() -> String {
    let chance = (Math::random() * f64::from(1 << 20)) as u32;
    format!("{:x}-{chance:05x}", now())
}

/// The channel on which windows tell each other that the library has changed.
const CHANNEL: &str = "sidelight.library";

thread_local! {
    static CHANGES: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
}

/// Hears that another window has changed the library, and which article if only one, for as long as the page lives.
pub fn listen_for_other_windows(on_change: impl Fn(Option<String>) + 'static) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
        return;
    };
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        on_change(event.data().as_string());
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    CHANGES.with(|changes| *changes.borrow_mut() = Some(channel));
}

/// Tells the other windows that the library has changed: one article, by its name, or more than that.
pub fn tell_other_windows(article: Option<&str>) {
    CHANGES.with(|changes| {
        if let Some(channel) = &*changes.borrow() {
            // Windows that are not told show what was there when they were opened.
            let _ = channel.post_message(&article.map_or(JsValue::NULL, JsValue::from_str));
        }
    });
}
