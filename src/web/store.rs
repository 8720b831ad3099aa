//! The reader's library on the device, in the browser's `IndexedDB`.
//!
//! Each article is one text (a record in JSON), and its entry in the list another, so that the list is read without the articles, and
//! a reader's place is kept without writing an article; where both are written, they are in one transaction. What the entry says counts.
//! A record that cannot be read is left as it is. The reader's own cards are texts as well, by their ids.

use std::rc::Rc;

use idb::TransactionMode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::connection::{ARTICLES, CARDS, Connection, SHELF};
use super::leaving::{Running, give_up_when_left};
use super::patience::unless_silent;
use crate::card::Card;
use crate::library::{Memory, Record, Shelved, Store, StoreFault};
use crate::text::CardId;

/// Where this page keeps articles.
pub enum Keeper {
    /// On the device.
    Device(Rc<Connection>),
    /// Only as long as the page is open.
    Page(Memory),
}

impl Keeper {
    /// Opens the library; where that is denied, one in memory. The fault is what the reader should know.
    ///
    /// `on_blocked` hears that another window has to be closed first; the library opens as soon as it is. One that does not answer is not
    /// waited for: whatever is asked of it waits then.
    pub async fn open(on_blocked: impl Fn(StoreFault) + 'static) -> (Self, Option<StoreFault>) {
        give_up_when_left();
        let connection = Rc::new(Connection::new(on_blocked));
        let opening = Rc::clone(&connection);
        match unless_silent(async move { opening.wait().await }).await {
            Some(Err(denied @ StoreFault::Denied(_))) => {
                (Self::Page(Memory::default()), Some(denied))
            }
            opened => (Self::Device(connection), opened.and_then(Result::err)),
        }
    }
}

impl Store for Keeper {
    async fn shelf(&self) -> Result<(Vec<Shelved>, usize), StoreFault> {
        let connection = match self {
            Self::Device(connection) => connection,
            Self::Page(memory) => return memory.shelf().await,
        };
        all_in(connection, SHELF).await
    }

    async fn read(&self, id: &str) -> Result<Record, StoreFault> {
        let connection = match self {
            Self::Device(connection) => connection,
            Self::Page(memory) => return memory.read(id).await,
        };
        let transaction = begin(connection, TransactionMode::ReadOnly).await?;
        read_in(&transaction, id).await
    }

    async fn write(&self, record: &Record) -> Result<(), StoreFault> {
        let connection = match self {
            Self::Device(connection) => connection,
            Self::Page(memory) => return memory.write(record).await,
        };
        let texts = [
            (ARTICLES, record.to_json()?),
            (SHELF, text(&record.shelved)?),
        ];
        put_whole(connection, &[ARTICLES, SHELF], &record.shelved.id, &texts).await
    }

    async fn change(&self, id: &str, change: impl FnOnce(&mut Record)) -> Result<(), StoreFault> {
        let connection = match self {
            Self::Device(connection) => connection,
            Self::Page(memory) => return memory.change(id, change).await,
        };
        let transaction = begin(connection, TransactionMode::ReadWrite).await?;
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
        let connection = match self {
            Self::Device(connection) => connection,
            Self::Page(memory) => return memory.change_entry(id, change).await,
        };
        let transaction = begin(connection, TransactionMode::ReadWrite).await?;
        let mut shelved = match entry_in(&transaction, id).await? {
            Some(shelved) => shelved,
            None => read_in(&transaction, id).await?.shelved,
        };
        change(&mut shelved);
        transaction.put(id, &[(SHELF, text(&shelved)?)]).await
    }

    async fn delete(&self, id: &str) -> Result<Record, StoreFault> {
        let connection = match self {
            Self::Device(connection) => connection,
            Self::Page(memory) => return memory.delete(id).await,
        };
        let transaction = begin(connection, TransactionMode::ReadWrite).await?;
        let record = read_in(&transaction, id).await?;
        transaction.delete(id, &[ARTICLES, SHELF]).await?;
        Ok(record)
    }

    async fn cards(&self) -> Result<Vec<Card>, StoreFault> {
        match self {
            Self::Device(connection) => Ok(all_in(connection, CARDS).await?.0),
            Self::Page(memory) => memory.cards().await,
        }
    }

    async fn write_card(&self, card: &Card) -> Result<(), StoreFault> {
        let connection = match self {
            Self::Device(connection) => connection,
            Self::Page(memory) => return memory.write_card(card).await,
        };
        let texts = [(CARDS, text(card)?)];
        put_whole(connection, &[CARDS], card.id.as_str(), &texts).await
    }

    async fn delete_card(&self, id: &CardId) -> Result<(), StoreFault> {
        let connection = match self {
            Self::Device(connection) => connection,
            Self::Page(memory) => return memory.delete_card(id).await,
        };
        let transaction = connection
            .begin(&[CARDS], TransactionMode::ReadWrite)
            .await?;
        transaction.delete(id.as_str(), &[CARDS]).await
    }
}

/// A transaction over articles and the list.
async fn begin(connection: &Connection, mode: TransactionMode) -> Result<Running, StoreFault> {
    connection.begin(&[ARTICLES, SHELF], mode).await
}

/// Writes texts that do not depend on what was there; once more where the reader left the page meanwhile, and has come back.
async fn put_whole(
    connection: &Connection,
    stores: &[&str],
    id: &str,
    texts: &[(&str, String)],
) -> Result<(), StoreFault> {
    let write = async || {
        let transaction = connection.begin(stores, TransactionMode::ReadWrite).await?;
        transaction.put(id, texts).await
    };
    match write().await {
        Err(StoreFault::Left) => write().await,
        outcome => outcome,
    }
}

/// Everything that a store holds and that can be read, and how much cannot.
async fn all_in<T: DeserializeOwned>(
    connection: &Connection,
    name: &str,
) -> Result<(Vec<T>, usize), StoreFault> {
    let transaction = connection.begin(&[name], TransactionMode::ReadOnly).await?;
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
