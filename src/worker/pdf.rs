//! The worker that reads PDF files: gets a file’s bytes, answers with the article or the reason why there is none.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::article::{PDF_VERSION, PdfAnswer, article_from_pdf};

/// Begins to hear of files, and says so.
pub fn serve_pdf() {
    // Anywhere but in a worker there is nobody to serve.
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let answering = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = event
            .data()
            .dyn_into::<Uint8Array>()
            .map(|bytes| bytes.to_vec())
            .unwrap_or_default();
        let article = article_from_pdf(&bytes).map(Box::new);
        answer(&answering, &PdfAnswer::Read(article));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker hears as long as it lives.
    on_message.forget();
    answer(
        &scope,
        &PdfAnswer::Started {
            version: PDF_VERSION,
        },
    );
}

fn answer(scope: &DedicatedWorkerGlobalScope, answer: &PdfAnswer) {
    let bytes = Uint8Array::from(answer.to_bytes().as_slice());
    // It fails only for want of memory, and then the worker ends, which the page notices.
    let _ = scope.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
}
