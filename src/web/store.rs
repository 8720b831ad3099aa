//! The reader's library on the device, in the browser's `IndexedDB`.
//!
//! Each article is one text (a record in JSON), and its entry in the list another, so that the list is read without the articles; both
//! are written in one transaction. A record that cannot be read is left as it is.

use idb::{Database, Error, ObjectStore, Transaction, TransactionMode};
use wasm_bindgen::JsValue;

use crate::library::{Memory, Record, Shelved, Store, StoreFault};

/// The database and its version: a number for its form, not for that of the records in it.
const DATABASE: &str = "sidelight";
const VERSION: u32 = 1;
/// Records by id.
const ARTICLES: &str = "articles";
/// Entries of the list by id.
const SHELF: &str = "shelf";

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
        let transaction = begin(database, TransactionMode::ReadOnly)?;
        let entries = transaction.object_store(SHELF).map_err(fault)?;
        let texts = entries.get_all(None, None).map_err(fault)?;
        let texts = texts.await.map_err(fault)?;
        let all = texts.len();
        let texts = texts.iter().filter_map(JsValue::as_string);
        let list: Vec<Shelved> = texts
            .filter_map(|text| serde_json::from_str(&text).ok())
            .collect();
        let damaged = all - list.len();
        Ok((list, damaged))
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
            (SHELF, entry(&record.shelved)?),
        ];
        let transaction = begin(database, TransactionMode::ReadWrite)?;
        put(&transaction, &record.shelved.id, &texts)?;
        finish(transaction).await
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
            (SHELF, entry(&record.shelved)?),
        ];
        put(&transaction, id, &texts)?;
        finish(transaction).await
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
}

/// A transaction over both stores.
fn begin(database: &Database, mode: TransactionMode) -> Result<Transaction, StoreFault> {
    database
        .transaction(&[ARTICLES, SHELF], mode)
        .map_err(fault)
}

async fn read_in(transaction: &Transaction, id: &str) -> Result<Record, StoreFault> {
    let store = transaction.object_store(ARTICLES).map_err(fault)?;
    let found = store.get(JsValue::from_str(id)).map_err(fault)?;
    let found = found.await.map_err(fault)?.ok_or(StoreFault::Gone)?;
    Ok(Record::from_json(&found.as_string().unwrap_or_default())?)
}

fn entry(shelved: &Shelved) -> Result<String, StoreFault> {
    serde_json::to_string(shelved).map_err(|error| StoreFault::Failed(error.to_string()))
}

/// Asks for texts to be written under an id; whether they are is told by [`finish`].
fn put(transaction: &Transaction, id: &str, texts: &[(&str, String)]) -> Result<(), StoreFault> {
    for (name, text) in texts {
        let store = transaction.object_store(name).map_err(fault)?;
        let key = JsValue::from_str(id);
        store
            .put(&JsValue::from_str(text), Some(&key))
            .map_err(fault)?;
    }
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
    if text.contains("QuotaExceeded") {
        StoreFault::Full
    } else {
        StoreFault::Failed(text)
    }
}
