//! A worker of the page that is a program of its own, fetched from beside the page.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

use super::dom::document;

/// A worker, which ends with its owner.
pub(super) struct ModuleWorker(Worker);

impl ModuleWorker {
    /// Starts the module of this name; none where the browser knows no workers. It hears nothing before it says so.
    pub(super) fn start(name: &str) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address_beside(name)?, &options).ok()?;
        Some(Self(worker))
    }

    /// Has its messages and faults heard, for as long as both last.
    pub(super) fn tell(
        &self,
        on_message: &Closure<dyn Fn(MessageEvent)>,
        on_error: &Closure<dyn Fn(Event)>,
    ) {
        let function = on_message.as_ref().unchecked_ref();
        self.0.set_onmessage(Some(function));
        let function = on_error.as_ref().unchecked_ref();
        self.0.set_onerror(Some(function));
    }

    /// Hands bytes over, which are gone here afterwards, and says whether it could: it fails only for want of memory, or for bytes
    /// that are gone.
    pub(super) fn post(&self, bytes: &Uint8Array) -> bool {
        let handed = Array::of1(&bytes.buffer());
        self.0.post_message_with_transfer(bytes, &handed).is_ok()
    }
}

impl Drop for ModuleWorker {
    fn drop(&mut self) {
        self.0.set_onmessage(None);
        self.0.set_onerror(None);
        self.0.terminate();
    }
}

/// The whole address of a file beside the page.
pub(super) fn address_beside(name: &str) -> Option<String> {
    let base = document()?.base_uri().ok()??;
    Some(Url::new_with_base(name, &base).ok()?.href())
}
