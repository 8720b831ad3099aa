//! The reader's library on the device, in the browser's `IndexedDB`.
//!
//! Each article is one text (a record in JSON), and its entry in the list another, so that the list is read without the articles, and
//! a reader's place is kept without writing an article; where both are written, they are in one transaction. What the entry says counts.
//! A record that cannot be read is left as it is. The reader's own cards are texts as well, by their ids.

use idb::{Database, DatabaseEvent as _, Error, Factory, ObjectStoreParams, TransactionMode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::leaving::{Running, give_up_when_left, watch_opening};
use crate::card::Card;
use crate::library::{Memory, Record, Shelved, Store, StoreFault};
use crate::text::CardId;

/// The database and its version: a number for its form, not for that of the records in it. Version 1 had no cards.
const DATABASE: &str = "sidelight";
const VERSION: u32 = 2;
/// Records by id.
const ARTICLES: &str = "articles";
/// Entries of the list by id.
const SHELF: &str = "shelf";
/// The reader's own cards by id.
const CARDS: &str = "cards";

/// Where this page keeps articles.
pub enum Keeper {
    /// On the device.
    Device(Database),
    /// Only as long as the page is open.
    Page(Memory),
}

impl Keeper {
    /// Opens the library; where that is denied, one in memory, with the reason.
    ///
    /// `on_blocked` hears that another window has to be closed first; the library opens as soon as it is.
    pub async fn open(on_blocked: impl FnOnce(StoreFault) + 'static) -> (Self, Option<StoreFault>) {
        match open(on_blocked).await {
            Ok(database) => (Self::Device(database), None),
            Err(error) => {
                let denied = StoreFault::Denied(error.to_string());
                (Self::Page(Memory::default()), Some(denied))
            }
        }
    }
}

async fn open(on_blocked: impl FnOnce(StoreFault) + 'static) -> Result<Database, Error> {
    give_up_when_left();
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
    Ok(database)
}

impl Store for Keeper {
    async fn shelf(&self) -> Result<(Vec<Shelved>, usize), StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.shelf().await,
        };
        all_in(database, SHELF).await
    }

    async fn read(&self, id: &str) -> Result<Record, StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.read(id).await,
        };
        let transaction = begin(database, TransactionMode::ReadOnly)?;
        read_in(&transaction, id).await
    }

    async fn write(&self, record: &Record) -> Result<(), StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.write(record).await,
        };
        let texts = [
            (ARTICLES, record.to_json()?),
            (SHELF, text(&record.shelved)?),
        ];
        put_whole(database, &[ARTICLES, SHELF], &record.shelved.id, &texts).await
    }

    async fn change(&self, id: &str, change: impl FnOnce(&mut Record)) -> Result<(), StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.change(id, change).await,
        };
        let transaction = begin(database, TransactionMode::ReadWrite)?;
        let mut record = read_in(&transaction, id).await?;
        change(&mut record);
        let texts = [
            (ARTICLES, record.to_json()?),
            (SHELF, text(&record.shelved)?),
        ];
        transaction.put(id, &texts).await
    }

    async fn change_entry(
        &self,
        id: &str,
        change: impl FnOnce(&mut Shelved),
    ) -> Result<(), StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.change_entry(id, change).await,
        };
        let transaction = begin(database, TransactionMode::ReadWrite)?;
        let mut shelved = match entry_in(&transaction, id).await? {
            Some(shelved) => shelved,
            None => read_in(&transaction, id).await?.shelved,
        };
        change(&mut shelved);
        transaction.put(id, &[(SHELF, text(&shelved)?)]).await
    }

    async fn delete(&self, id: &str) -> Result<Record, StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.delete(id).await,
        };
        let transaction = begin(database, TransactionMode::ReadWrite)?;
        let record = read_in(&transaction, id).await?;
        transaction.delete(id, &[ARTICLES, SHELF]).await?;
        Ok(record)
    }

    async fn cards(&self) -> Result<Vec<Card>, StoreFault> {
        match self {
            Self::Device(database) => Ok(all_in(database, CARDS).await?.0),
            Self::Page(memory) => memory.cards().await,
        }
    }

    async fn write_card(&self, card: &Card) -> Result<(), StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.write_card(card).await,
        };
        let texts = [(CARDS, text(card)?)];
        put_whole(database, &[CARDS], card.id.as_str(), &texts).await
    }

    async fn delete_card(&self, id: &CardId) -> Result<(), StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.delete_card(id).await,
        };
        let transaction = begin_in(database, &[CARDS], TransactionMode::ReadWrite)?;
        transaction.delete(id.as_str(), &[CARDS]).await
    }
}

/// A transaction over articles and the list.
fn begin(database: &Database, mode: TransactionMode) -> Result<Running, StoreFault> {
    begin_in(database, &[ARTICLES, SHELF], mode)
}

fn begin_in(
    database: &Database,
    stores: &[&str],
    mode: TransactionMode,
) -> Result<Running, StoreFault> {
    let begun = database.transaction(stores, mode);
    begun
        .map(Running::new)
        .map_err(|error| StoreFault::Failed(error.to_string()))
}

/// Writes texts that do not depend on what was there; once more where the reader left the page meanwhile, and has come back.
async fn put_whole(
    database: &Database,
    stores: &[&str],
    id: &str,
    texts: &[(&str, String)],
) -> Result<(), StoreFault> {
    let begun = || begin_in(database, stores, TransactionMode::ReadWrite);
    match begun()?.put(id, texts).await {
        Err(StoreFault::Left) => begun()?.put(id, texts).await,
        outcome => outcome,
    }
}

/// Everything that a store holds and that can be read, and how much cannot.
async fn all_in<T: DeserializeOwned>(
    database: &Database,
    name: &str,
) -> Result<(Vec<T>, usize), StoreFault> {
    let transaction = begin_in(database, &[name], TransactionMode::ReadOnly)?;
    let texts = transaction.all(name).await?;
    let all = texts.len();
    let texts = texts.iter().filter_map(JsValue::as_string);
    let readable: Vec<T> = texts
        .filter_map(|text| serde_json::from_str(&text).ok())
        .collect();
    let damaged = all - readable.len();
    Ok((readable, damaged))
}

async fn read_in(transaction: &Running, id: &str) -> Result<Record, StoreFault> {
    let found = transaction.text(ARTICLES, id).await?;
    let mut record = Record::from_json(&found.ok_or(StoreFault::Gone)?)?;
    if let Some(shelved) = entry_in(transaction, id).await? {
        record.shelved = shelved;
    }
    Ok(record)
}

/// An article's entry in the list; none where it is missing or cannot be read.
async fn entry_in(transaction: &Running, id: &str) -> Result<Option<Shelved>, StoreFault> {
    let found = transaction.text(SHELF, id).await?;
    Ok(found.and_then(|text| serde_json::from_str(&text).ok()))
}

fn text(value: &impl Serialize) -> Result<String, StoreFault> {
    serde_json::to_string(value).map_err(|error| StoreFault::Failed(error.to_string()))
}
