//! Transactions of the library, which end when the reader leaves the page.
//!
//! Browsers keep a page that the reader leaves for the way back. Whatever it had begun then stands still, and in `WebKit` what other
//! pages ask of the same database waits for it without end: see <https://github.com/jakearchibald/idb-keyval/issues/180> and
//! <https://bugs.webkit.org/show_bug.cgi?id=315804>. So what runs is given up when the page is left, as a whole.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use idb::request::OpenDatabaseRequest;
use idb::{Error, Transaction};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{IdbOpenDbRequest, IdbTransaction, PageTransitionEvent};

use super::dom::window;
use super::patience::answer;
use crate::library::StoreFault;

thread_local! {
    /// What has begun; most of it has ended.
    static RUNNING: RefCell<Vec<Weak<IdbTransaction>>> = const { RefCell::new(Vec::new()) };
    /// The library that is being opened.
    static OPENING: RefCell<Option<IdbOpenDbRequest>> = const { RefCell::new(None) };
}

/// Remembers the library that is being opened: if the page is left before, nothing in it stays half made.
pub(super) fn watch_opening(request: OpenDatabaseRequest) -> OpenDatabaseRequest {
    let asked: IdbOpenDbRequest = request.into();
    OPENING.set(Some(asked.clone()));
    asked.into()
}

/// A transaction that is given up if the page is left before its end.
pub(super) struct Running(Rc<IdbTransaction>);

impl Running {
    pub(super) fn new(transaction: Transaction) -> Self {
        let running = Rc::new(transaction.into());
        RUNNING.with_borrow_mut(|all| {
            all.retain(|other| other.strong_count() > 0);
            all.push(Rc::downgrade(&running));
        });
        Self(running)
    }

    fn transaction(&self) -> Transaction {
        (*self.0).clone().into()
    }

    /// Everything in a store.
    pub(super) async fn all(&self, store: &str) -> Result<Vec<JsValue>, StoreFault> {
        let store = self.transaction().object_store(store);
        self.hear(async move { store?.get_all(None, None)?.await })
            .await
    }

    /// The text under an id.
    pub(super) async fn text(&self, store: &str, id: &str) -> Result<Option<String>, StoreFault> {
        let (store, id) = (
            self.transaction().object_store(store),
            JsValue::from_str(id),
        );
        let found = self.hear(async move { store?.get(id)?.await }).await?;
        Ok(found.map(|text| text.as_string().unwrap_or_default()))
    }

    /// Writes texts under an id, all of them or none.
    pub(super) async fn put(self, id: &str, texts: &[(&str, String)]) -> Result<(), StoreFault> {
        for (store, text) in texts {
            if let Err(fault) = self.put_one(store, id, text).await {
                // What was asked for before must not stay by itself; one that the browser has given up is given up already.
                let _ = self.0.abort();
                return Err(fault);
            }
        }
        self.finish().await
    }

    async fn put_one(&self, store: &str, id: &str, text: &str) -> Result<(), StoreFault> {
        let store = self.transaction().object_store(store);
        let (key, text) = (JsValue::from_str(id), JsValue::from_str(text));
        self.hear(async move { store?.put(&text, Some(&key))?.await })
            .await
            .map(drop)
    }

    /// Deletes what stores hold under an id.
    pub(super) async fn delete(self, id: &str, stores: &[&str]) -> Result<(), StoreFault> {
        for store in stores {
            let asked = self
                .transaction()
                .object_store(store)
                .and_then(|store| store.delete(JsValue::from_str(id)));
            asked.map_err(|error| self.fault(&error))?;
        }
        self.finish().await
    }

    /// Waits until what was changed is on the device, as a whole or not at all.
    async fn finish(self) -> Result<(), StoreFault> {
        let transaction = self.transaction();
        if self
            .hear(async move { transaction.await })
            .await?
            .is_committed()
        {
            Ok(())
        } else {
            Err(self.given_up())
        }
    }

    /// What the browser answers.
    async fn hear<T>(
        &self,
        asked: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, StoreFault> {
        answer(asked).await.map_err(|error| self.fault(&error))
    }

    /// What an error of the browser means for the reader.
    fn fault(&self, error: &Error) -> StoreFault {
        let text = error.to_string();
        if text.contains("AbortError") {
            self.given_up()
        } else if text.contains("QuotaExceeded") {
            StoreFault::Full
        } else {
            StoreFault::Failed(text)
        }
    }

    /// Why it was given up: the browser gives a reason, as that the device is full or that it closed the connection; leaving the page
    /// gives none.
    fn given_up(&self) -> StoreFault {
        match self.0.error() {
            Some(error) if error.name() == "QuotaExceededError" => StoreFault::Full,
            Some(error) => StoreFault::Failed(error.name()),
            None => StoreFault::Left,
        }
    }
}

/// Gives up what runs whenever the page is left and kept, for as long as the page lives.
pub(super) fn give_up_when_left() {
    listen("pagehide", give_up);
}

/// Hears that the reader has come back to the page as it was left.
pub fn listen_for_return(on_return: impl Fn() + 'static) {
    listen("pageshow", on_return);
}

fn listen(event: &'static str, action: impl Fn() + 'static) {
    let Some(window) = window() else { return };
    EventListener::new(&window, event, move |event| {
        if is_kept(event) {
            action();
        }
    })
    .forget();
}

/// Whether the page is, or was, kept for the way back; a page that is not ends with all that it has begun.
fn is_kept(event: &web_sys::Event) -> bool {
    event
        .dyn_ref::<PageTransitionEvent>()
        .is_some_and(PageTransitionEvent::persisted)
}

fn give_up() {
    let opening = OPENING.with_borrow(Clone::clone);
    let making = opening.and_then(|request| request.transaction());
    let running =
        RUNNING.with_borrow(|all| all.iter().filter_map(Weak::upgrade).collect::<Vec<_>>());
    for transaction in running.iter().map(Rc::as_ref).chain(making.as_ref()) {
        // What has ended needs no end.
        let _ = transaction.abort();
    }
}
