//! What the browser says about the storage of this page, and giving the reader a file.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlElement, StorageManager, Url};

use super::dom::{document, window};
use crate::library::Room;

/// How much room the page takes and may take, and whether the browser keeps it for good; what it does not say is left open.
pub async fn room() -> Room {
    let Some(storage) = manager() else {
        return Room::default();
    };
    let estimate = match storage.estimate() {
        Ok(asked) => JsFuture::from(asked).await.ok(),
        Err(_) => None,
    };
    let number = |name: &str| {
        let estimate = estimate.as_ref()?;
        bytes(Reflect::get(estimate, &name.into()).ok()?.as_f64()?)
    };
    let lasting = match storage.persisted() {
        Ok(asked) => JsFuture::from(asked).await.ok(),
        Err(_) => None,
    };
    Room {
        used: number("usage"),
        most: number("quota"),
        is_lasting: lasting.and_then(|answer| answer.as_bool()),
    }
}

/// Asks the browser to keep what the page holds even when the device runs short, and tells whether it will; none where it cannot be asked.
pub async fn ask_to_keep() -> Option<bool> {
    let asked = manager()?.persist().ok()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}

/// Not there where the page is not served securely.
fn manager() -> Option<StorageManager> {
    let navigator = window()?.navigator();
    Reflect::get(&navigator, &"storage".into())
        .ok()?
        .dyn_into()
        .ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is checked to be a size"
)]
fn bytes(number: f64) -> Option<u64> {
    (0.0..9e15).contains(&number).then_some(number as u64)
}

/// Gives the reader a file, as a download; says whether the browser took it.
#[must_use]
pub fn give_file(name: &str, bytes: &[u8]) -> bool {
    give(name, bytes).is_some()
}

fn give(name: &str, bytes: &[u8]) -> Option<()> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // The browser has begun by the time that the page is idle again; the bytes go with the page at the latest.
    let later = gloo::timers::callback::Timeout::new(KEPT_MILLISECONDS, move || {
        let _ = Url::revoke_object_url(&address);
    });
    later.forget();
    Some(())
}

/// How long a file is held for the download to begin.
const KEPT_MILLISECONDS: u32 = 60_000;

/// Today's date where the reader is, as in ISO 8601.
#[must_use]
pub fn today() -> String {
    let now = js_sys::Date::new(&JsValue::from_f64(js_sys::Date::now()));
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}
