//! Taking out what another app has shared with the installed page.
//!
//! The browser sends it to the page's own address by POST. The service worker keeps that request as it is in a cache, under a name that it
//! puts into the library's address (`library.html?shared=…`); the page takes it out there, once.

use js_sys::{Reflect, encode_uri_component};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, File, FormData, Response, Url};

use super::address::{current, forget};
use super::bring::{Brought, What, read_files};
use super::dom::{document, window};
use crate::library::{SHARED, SHARED_CACHE, SHARED_FOLDER, SharedWords, shared_words};

/// What another app has shared.
#[derive(Debug, PartialEq)]
pub enum Shared {
    /// Something to read, or why it cannot be.
    Articles(Vec<Brought>),
    /// A link alone, behind which this page cannot look.
    Link(String),
}

/// What was shared, if the address tells of it; it is given once.
pub async fn take_shared() -> Option<Shared> {
    let name = current()?.search_params().get(SHARED)?;
    forget(SHARED);
    let Some(form) = taken_out(&name).await else {
        let lost = "What you shared did not arrive, or was opened already. Your articles are untouched. Share it again, or copy its words and paste them here.";
        return Some(refusal(lost));
    };
    let files: Vec<File> = form
        .get_all("files")
        .iter()
        .filter_map(|entry| entry.dyn_into::<File>().ok())
        // A form without files can hold one without name and content.
        .filter(|file| file.size() > 0.0 || !file.name().is_empty())
        .collect();
    if !files.is_empty() {
        return Some(Shared::Articles(read_files(files).await));
    }
    let text = |name: &str| form.get(name).as_string().unwrap_or_default();
    let words = shared_words(&text("title"), &text("text"), &text("url"));
    Some(match words {
        SharedWords::Article(source) => Shared::Articles(vec![Brought {
            name: String::new(),
            what: Ok(What::Article(source)),
        }]),
        SharedWords::Link(link) => Shared::Link(link),
        SharedWords::Nothing => refusal(
            "There was nothing to read in what you shared. Nothing has changed. Share the article’s words or its file, or copy and paste them here.",
        ),
    })
}

/// The form that was kept under a name; from then on it is kept no more.
async fn taken_out(name: &str) -> Option<FormData> {
    let base = document()?.base_uri().ok()??;
    let name = String::from(encode_uri_component(name));
    let address = Url::new_with_base(&format!("{SHARED_FOLDER}{name}"), &base)
        .ok()?
        .href();
    // Not there where the page is not served securely.
    let window = window()?;
    let caches: CacheStorage = Reflect::get(&window, &"caches".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let cache: Cache = JsFuture::from(caches.open(SHARED_CACHE))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    let kept: Response = JsFuture::from(cache.match_with_str(&address))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    let form = JsFuture::from(kept.form_data().ok()?).await;
    let _: Result<JsValue, JsValue> = JsFuture::from(cache.delete_with_str(&address)).await;
    form.ok()?.dyn_into().ok()
}

fn refusal(reason: &str) -> Shared {
    Shared::Articles(vec![Brought {
        name: String::new(),
        what: Err(reason.to_owned()),
    }])
}
