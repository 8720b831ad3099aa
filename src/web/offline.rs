//! Keeping the page for use without a network, and telling when a newer version of it is there.
//!
//! The service worker (`service_worker.js`) keeps all files. An update waits until the reader wants it: nothing changes under an open page.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::dom::window;

/// The worker's script, beside the page.
const SCRIPT: &str = "service-worker.js";
/// What makes a waiting version take over; the script knows the same words.
const TAKE_OVER: &str = "take over";
/// The article comes first, and all that it needs.
const SOON_MILLISECONDS: u32 = 1500;

/// Has the browser keep the page, beginning soon; `on_update` hears that a newer version is ready.
///
/// Browsers without service workers, and pages that are not served securely, simply need the network.
pub fn keep_offline(on_update: impl Fn() + 'static) {
    let timer = Timeout::new(SOON_MILLISECONDS, move || {
        if let Some(workers) = workers() {
            spawn_local(async move {
                // Where it fails the page goes on as it is, and tries again at the next visit.
                let _ = register(&workers, Rc::new(on_update)).await;
            });
        }
    });
    timer.forget();
}

/// Lets the newer version take over, and shows it.
pub fn use_update() {
    let Some(workers) = workers() else { return };
    let done = Cell::new(false);
    EventListener::new(&workers, "controllerchange", move |_| {
        if !done.replace(true)
            && let Some(window) = window()
        {
            let _ = window.location().reload();
        }
    })
    .forget();
    spawn_local(async move {
        let Ok(registration) = JsFuture::from(workers.get_registration()).await else {
            return;
        };
        let waiting = registration
            .dyn_into::<ServiceWorkerRegistration>()
            .ok()
            .and_then(|registration| registration.waiting());
        if let Some(waiting) = waiting {
            let _ = waiting.post_message(&JsValue::from_str(TAKE_OVER));
        }
    });
}

fn workers() -> Option<ServiceWorkerContainer> {
    let navigator = window()?.navigator();
    // Not there where the page is not served securely.
    Reflect::get(&navigator, &"serviceWorker".into())
        .ok()?
        .dyn_into()
        .ok()
}

async fn register(
    workers: &ServiceWorkerContainer,
    on_update: Rc<dyn Fn()>,
) -> Result<(), JsValue> {
    let registration: ServiceWorkerRegistration =
        JsFuture::from(workers.register(SCRIPT)).await?.dyn_into()?;
    if registration.waiting().is_some() {
        on_update();
    }
    let (found, workers) = (registration.clone(), workers.clone());
    EventListener::new(&registration, "updatefound", move |_| {
        let Some(installing) = found.installing() else {
            return;
        };
        // The first version of all is no update.
        let is_update = workers.controller().is_some();
        let (worker, on_update) = (installing.clone(), Rc::clone(&on_update));
        EventListener::new(&installing, "statechange", move |_| {
            if is_update && worker.state() == ServiceWorkerState::Installed {
                on_update();
            }
        })
        .forget();
    })
    .forget();
    Ok(())
}
