//! Files that the system opens with the installed page, where the browser hands such files over (Chromium does, on computers).

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

use super::bring::{Brought, read_files};
use super::dom::window;

/// Hears of files that the system opens with this page, for as long as the page lives; those that made it open come at once.
pub fn listen_for_launch(on_brought: impl Fn(Vec<Brought>) + Clone + 'static) {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let Some(window) = window() else { return };
    let Some(queue) = get(&window, "launchQueue").filter(JsValue::is_object) else {
        return;
    };
    let Some(set) = get(&queue, "setConsumer").and_then(|set| set.dyn_into::<Function>().ok())
    else {
        return;
    };
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let handles = get(&launch, "files").filter(Array::is_array);
        let handles: Vec<JsValue> = handles
            .map(|list| Array::from(&list).to_vec())
            .unwrap_or_default();
        if handles.is_empty() {
            return;
        }
        let on_brought = on_brought.clone();
        spawn_local(async move {
            let mut brought = Vec::with_capacity(handles.len());
            for handle in handles {
                match file_of(&handle).await {
                    Some(file) => brought.extend(read_files(vec![file]).await),
                    None => brought.push(unreadable(&handle)),
                }
            }
            on_brought(brought);
        });
    });
    if set.call1(&queue, consumer.as_ref()).is_ok() {
        consumer.forget();
    }
}

/// The file that a handle stands for.
async fn file_of(handle: &JsValue) -> Option<File> {
    let get: Function = Reflect::get(handle, &"getFile".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise = Promise::resolve(&get.call0(handle).ok()?);
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

fn unreadable(handle: &JsValue) -> Brought {
    let name = Reflect::get(handle, &"name".into()).ok();
    let name = name.and_then(|name| name.as_string()).unwrap_or_default();
    Brought {
        what: Err(format!(
            "“{name}” could not be opened: it may have been moved meanwhile, or this page may not read it. It is untouched. Drop it here, or copy its words and paste them."
        )),
        name,
    }
}
