//! The page’s side of the reader of PDF files: starts its worker for one file, and ends it.
//!
//! Nothing of it is fetched before a reader brings a PDF. Whatever a file does to the reader, the page stays as it is.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent};

use super::module_worker::ModuleWorker;
use crate::article::{Import, InvalidPdf, PDF_VERSION, PdfAnswer};
use crate::engine::Source;

/// The worker’s script, beside the page.
const LOADER: &str = "pdf_loader.js";
/// The longest books take some seconds.
const LONGEST_MILLISECONDS: u32 = 60_000;

/// Why there is no article.
enum Failure {
    NotStarted,
    OtherVersion,
    Stopped,
    TooSlow,
    Invalid(InvalidPdf),
}

/// Reads the bytes of a PDF of this name; a second time if the worker stops, as a browser's WebAssembly can fail by chance.
///
/// # Errors
///
/// Says why it cannot be read, that it is untouched, and what to do.
pub(super) async fn read_pdf(name: &str, bytes: Uint8Array) -> Result<Source, String> {
    let mut read = ask(&bytes).await;
    if matches!(read, Err(Failure::Stopped)) {
        read = ask(&bytes).await;
    }
    match read {
        Ok(import) => Ok(Source::Article(import)),
        Err(failure) => {
            let (reason, advice) = failure.words();
            Err(format!(
                "“{name}” cannot be read: {reason}. It is untouched and has not left this device. {advice}"
            ))
        }
    }
}

impl Failure {
    /// What happened, and what to do.
    fn words(self) -> (String, &'static str) {
        let (reason, advice) = match self {
            Self::Invalid(reason) => return (reason.to_string(), reason.advice()),
            Self::NotStarted => (
                "the reader of PDF files could not be started",
                "Check the connection, reload the page and try again, or copy its words and paste them.",
            ),
            Self::OtherVersion => (
                "the page and its reader of PDF files are of different versions",
                "Reload the page and try again.",
            ),
            Self::Stopped => (
                "the reader of PDF files has stopped over it twice; the file is damaged, or asks for more memory than there is",
                "Open it in a PDF reader, copy its words and paste them.",
            ),
            Self::TooSlow => (
                "reading it took longer than a minute, and was ended",
                "Save the pages that you want to read as a file of their own, or copy their words and paste them.",
            ),
        };
        (reason.to_owned(), advice)
    }
}

/// What has become of a file, and who waits for it.
struct Waiting {
    result: Cell<Option<Result<Box<Import>, Failure>>>,
    wake: RefCell<Option<Function>>,
}

impl Waiting {
    /// Tells the outcome; only the first counts.
    fn tell(&self, result: Result<Box<Import>, Failure>) {
        if let Some(wake) = self.wake.borrow_mut().take() {
            self.result.set(Some(result));
            let _ = wake.call0(&wasm_bindgen::JsValue::NULL);
        }
    }
}

/// Starts a worker, gives it the file once it hears, and waits for its answer.
async fn ask(bytes: &Uint8Array) -> Result<Box<Import>, Failure> {
    // What a worker is given is gone here afterwards.
    let copy = Uint8Array::new(bytes);
    let worker = Rc::new(ModuleWorker::start(LOADER).ok_or(Failure::NotStarted)?);
    let waiting = Rc::new(Waiting {
        result: Cell::new(None),
        wake: RefCell::new(None),
    });
    let answered = Promise::new(&mut |resolve, _| {
        *waiting.wake.borrow_mut() = Some(resolve);
    });
    let has_started = Rc::new(Cell::new(false));
    let (asked, hearing, started) = (
        Rc::clone(&worker),
        Rc::clone(&waiting),
        Rc::clone(&has_started),
    );
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let answer = event
            .data()
            .dyn_into::<Uint8Array>()
            .ok()
            .and_then(|bytes| PdfAnswer::from_bytes(&bytes.to_vec()));
        match answer {
            Some(PdfAnswer::Started {
                version: PDF_VERSION,
            }) => {
                started.set(true);
                if !asked.post(&copy) {
                    hearing.tell(Err(Failure::Stopped));
                }
            }
            Some(PdfAnswer::Read(result)) => hearing.tell(result.map_err(Failure::Invalid)),
            Some(PdfAnswer::Started { .. }) | None => hearing.tell(Err(Failure::OtherVersion)),
        }
    });
    let failing = Rc::clone(&waiting);
    let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        // The reader’s end is told here, and is no fault of the page.
        event.prevent_default();
        failing.tell(Err(if has_started.get() {
            Failure::Stopped
        } else {
            Failure::NotStarted
        }));
    });
    worker.tell(&on_message, &on_error);
    let late = Rc::clone(&waiting);
    let timer = Timeout::new(LONGEST_MILLISECONDS, move || {
        late.tell(Err(Failure::TooSlow));
    });
    // It is never rejected.
    let _ = JsFuture::from(answered).await;
    drop(timer);
    waiting.result.take().unwrap_or(Err(Failure::Stopped))
}
