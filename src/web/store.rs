//! The reader's library on the device, in the browser's `IndexedDB`.
//!
//! Each article is one text (a record in JSON), and its entry in the list another, so that the list is read without the articles, and
//! a reader's place is kept without writing an article; where both are written, they are in one transaction. What the entry says counts.
//! A record that cannot be read is left as it is. The reader's own cards are texts as well, by their ids.

use idb::{Database, Error, ObjectStore, Transaction, TransactionMode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

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
    pub async fn open() -> (Self, Option<StoreFault>) {
        match open().await {
            Ok(database) => (Self::Device(database), None),
            Err(error) => {
                let denied = StoreFault::Denied(error.to_string());
                (Self::Page(Memory::default()), Some(denied))
            }
        }
    }
}

async fn open() -> Result<Database, Error> {
    let mut database = Database::builder(DATABASE)
        .version(VERSION)
        .add_object_store(ObjectStore::builder(ARTICLES))
        .add_object_store(ObjectStore::builder(SHELF))
        .add_object_store(ObjectStore::builder(CARDS))
        .build()
        .await?;
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
        let transaction = begin(database, TransactionMode::ReadWrite)?;
        put(transaction, &record.shelved.id, &texts).await
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
        put(transaction, id, &texts).await
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
        put(transaction, id, &[(SHELF, text(&shelved)?)]).await
    }

    async fn delete(&self, id: &str) -> Result<Record, StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.delete(id).await,
        };
        let transaction = begin(database, TransactionMode::ReadWrite)?;
        let record = read_in(&transaction, id).await?;
        for name in [ARTICLES, SHELF] {
            let store = transaction.object_store(name).map_err(fault)?;
            store.delete(JsValue::from_str(id)).map_err(fault)?;
        }
        finish(transaction).await?;
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
        let transaction = begin_in(database, &[CARDS], TransactionMode::ReadWrite)?;
        put(transaction, card.id.as_str(), &[(CARDS, text(card)?)]).await
    }

    async fn delete_card(&self, id: &CardId) -> Result<(), StoreFault> {
        let database = match self {
            Self::Device(database) => database,
            Self::Page(memory) => return memory.delete_card(id).await,
        };
        let transaction = begin_in(database, &[CARDS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(CARDS).map_err(fault)?;
        store
            .delete(JsValue::from_str(id.as_str()))
            .map_err(fault)?;
        finish(transaction).await
    }
}

/// A transaction over articles and the list.
fn begin(database: &Database, mode: TransactionMode) -> Result<Transaction, StoreFault> {
    begin_in(database, &[ARTICLES, SHELF], mode)
}

fn begin_in(
    database: &Database,
    stores: &[&str],
    mode: TransactionMode,
) -> Result<Transaction, StoreFault> {
    database.transaction(stores, mode).map_err(fault)
}

/// Everything that a store holds and that can be read, and how much cannot.
async fn all_in<T: DeserializeOwned>(
    database: &Database,
    name: &str,
) -> Result<(Vec<T>, usize), StoreFault> {
    let transaction = begin_in(database, &[name], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(name).map_err(fault)?;
    let texts = store.get_all(None, None).map_err(fault)?;
    let texts = texts.await.map_err(fault)?;
    let all = texts.len();
    let texts = texts.iter().filter_map(JsValue::as_string);
    let readable: Vec<T> = texts
        .filter_map(|text| serde_json::from_str(&text).ok())
        .collect();
    let damaged = all - readable.len();
    Ok((readable, damaged))
}

async fn read_in(transaction: &Transaction, id: &str) -> Result<Record, StoreFault> {
    let found = text_in(transaction, ARTICLES, id).await?;
    let mut record = Record::from_json(&found.ok_or(StoreFault::Gone)?)?;
    if let Some(shelved) = entry_in(transaction, id).await? {
        record.shelved = shelved;
    }
    Ok(record)
}

/// An article's entry in the list; none where it is missing or cannot be read.
async fn entry_in(transaction: &Transaction, id: &str) -> Result<Option<Shelved>, StoreFault> {
    let found = text_in(transaction, SHELF, id).await?;
    Ok(found.and_then(|text| serde_json::from_str(&text).ok()))
}

async fn text_in(
    transaction: &Transaction,
    store: &str,
    id: &str,
) -> Result<Option<String>, StoreFault> {
    let store = transaction.object_store(store).map_err(fault)?;
    let found = store.get(JsValue::from_str(id)).map_err(fault)?;
    let found = found.await.map_err(fault)?;
    Ok(found.map(|text| text.as_string().unwrap_or_default()))
}

fn text(value: &impl Serialize) -> Result<String, StoreFault> {
    serde_json::to_string(value).map_err(|error| StoreFault::Failed(error.to_string()))
}

/// Writes texts under an id, all of them or none.
async fn put(
    transaction: Transaction,
    id: &str,
    texts: &[(&str, String)],
) -> Result<(), StoreFault> {
    for (name, text) in texts {
        if let Err(error) = put_one(&transaction, name, id, text).await {
            // What was asked for before must not stay by itself; one that the browser has given up is given up already.
            let _ = transaction.abort();
            return Err(error);
        }
    }
    finish(transaction).await
}

async fn put_one(
    transaction: &Transaction,
    store: &str,
    id: &str,
    text: &str,
) -> Result<(), StoreFault> {
    let store = transaction.object_store(store).map_err(fault)?;
    let key = JsValue::from_str(id);
    let asked = store
        .put(&JsValue::from_str(text), Some(&key))
        .map_err(fault)?;
    asked.await.map_err(fault)?;
    Ok(())
}

/// Waits until what a transaction changed is on the device, as a whole or not at all.
async fn finish(transaction: Transaction) -> Result<(), StoreFault> {
    match transaction.await {
        Ok(result) if result.is_committed() => Ok(()),
        // A transaction that nobody gives up is given up by the browser when the device is full.
        Ok(_) => Err(StoreFault::Full),
        Err(error) => Err(fault(error)),
    }
}

/// What an error of the browser means for the reader.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where errors are mapped"
)]
fn fault(error: Error) -> StoreFault {
    let text = error.to_string();
    // What nobody gives up is given up by the browser when the device is full.
    if text.contains("QuotaExceeded") || text.contains("AbortError") {
        StoreFault::Full
    } else {
        StoreFault::Failed(text)
    }
}
