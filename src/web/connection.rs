//! The page's connection with the library's database.
//!
//! Browsers close it of their own accord, as on phones while the page is in the background, and when the reader clears what sites keep;
//! so it is opened anew when it is next needed.

use std::cell::RefCell;
use std::rc::Rc;

use idb::{Database, DatabaseEvent as _, Error, Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Object, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::leaving::{Running, watch_opening};
use super::patience::answer;
use crate::library::StoreFault;

/// The database and its version: a number for its form, not for that of the records in it. Version 1 had no cards.
const DATABASE: &str = "sidelight";
const VERSION: u32 = 2;
/// Records by id.
pub(super) const ARTICLES: &str = "articles";
/// Entries of the list by id.
pub(super) const SHELF: &str = "shelf";
/// The reader's own cards by id.
pub(super) const CARDS: &str = "cards";

/// A connection that is opened when it is first needed, and again when it was closed or could not be opened.
pub struct Connection {
    /// Gives the database, or says as text why there is none; all who wait for it share it.
    opened: RefCell<Option<Promise>>,
    on_blocked: Rc<dyn Fn(StoreFault)>,
}

impl Connection {
    /// One that is not open yet; `on_blocked` hears that another window has to be closed first.
    pub(super) fn new(on_blocked: impl Fn(StoreFault) + 'static) -> Self {
        Self {
            opened: RefCell::default(),
            on_blocked: Rc::new(on_blocked),
        }
    }

    /// Waits until the database is open.
    pub(super) async fn wait(&self) -> Result<(), StoreFault> {
        self.database().await.map(drop)
    }

    /// A transaction over stores.
    pub(super) async fn begin(
        &self,
        stores: &[&str],
        mode: TransactionMode,
    ) -> Result<Running, StoreFault> {
        let (opened, database) = self.database().await.map_err(later)?;
        let begun = match database.transaction(stores, mode) {
            Err(error) if is_closed(&error) => {
                self.forget(&opened);
                let (_, database) = self.database().await.map_err(later)?;
                database.transaction(stores, mode)
            }
            begun => begun,
        };
        begun
            .map(Running::new)
            .map_err(|error| StoreFault::Failed(error.to_string()))
    }

    async fn database(&self) -> Result<(Promise, Database), StoreFault> {
        let opened = {
            let mut opened = self.opened.borrow_mut();
            let opening = || opening(Rc::clone(&self.on_blocked));
            opened.get_or_insert_with(opening).clone()
        };
        let database = match answer(JsFuture::from(opened.clone())).await {
            Ok(database) => Database::try_from(database),
            Err(reason) => {
                self.forget(&opened);
                return Err(refused(&reason));
            }
        };
        database
            .map(|database| (opened, database))
            .map_err(|error| StoreFault::Failed(error.to_string()))
    }

    /// Has the database opened anew when it is next needed, unless somebody else has done so since.
    fn forget(&self, gone: &Promise) {
        let mut opened = self.opened.borrow_mut();
        if opened
            .as_ref()
            .is_some_and(|opened| Object::is(opened, gone))
        {
            *opened = None;
        }
    }
}

/// Whether a transaction could not begin because the connection has been closed.
fn is_closed(error: &Error) -> bool {
    error.to_string().contains("InvalidStateError")
}

/// Why the database was not opened.
fn refused(reason: &JsValue) -> StoreFault {
    let reason = reason.as_string().unwrap_or_default();
    if reason.contains("VersionError") {
        StoreFault::Newer
    } else {
        StoreFault::Denied(reason)
    }
}

/// What it means that the database cannot be opened anew, while others of this page could be or may still be.
fn later(fault: StoreFault) -> StoreFault {
    match fault {
        StoreFault::Denied(reason) => StoreFault::Failed(reason),
        fault => fault,
    }
}

fn opening(on_blocked: Rc<dyn Fn(StoreFault)>) -> Promise {
    future_to_promise(async move {
        match open(on_blocked).await {
            Ok(database) => Ok(database.into()),
            Err(error) => Err(error.to_string().into()),
        }
    })
}

async fn open(on_blocked: Rc<dyn Fn(StoreFault)>) -> Result<Database, Error> {
    let mut request = watch_opening(Factory::new()?.open(DATABASE, Some(VERSION))?);
    request.on_blocked(move |_| on_blocked(StoreFault::Blocked));
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else {
            return;
        };
        let there = database.store_names();
        for name in [ARTICLES, SHELF, CARDS] {
            if !there.iter().any(|store| store == name) {
                // A store that is missing is said by the first transaction over it.
                let _ = database.create_object_store(name, ObjectStoreParams::new());
            }
        }
    });
    let mut database = request.await?;
    // A newer page may change the form of the library as soon as this one lets go of it.
    database.on_version_change(|event| {
        let held = event.target().map(JsValue::from);
        if let Some(Ok(database)) = held.map(Database::try_from) {
            database.close();
        }
    });
    // The browser may call it as long as the page lives.
    database.forget_callbacks();
    Ok(database)
}
