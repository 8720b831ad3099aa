//! Articles kept as long as the page is open: for browsers that deny storage, and for tests.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Record, Shelved, Store, StoreFault};
use crate::card::Card;
use crate::text::CardId;

/// A store in memory.
#[derive(Debug, Default)]
pub struct Memory {
    records: RefCell<BTreeMap<String, Record>>,
    cards: RefCell<BTreeMap<CardId, Card>>,
}

impl Store for Memory {
    async fn shelf(&self) -> Result<(Vec<Shelved>, usize), StoreFault> {
        let records = self.records.borrow();
        let entries = records.values().map(|record| record.shelved.clone());
        Ok((entries.collect(), 0))
    }

    async fn read(&self, id: &str) -> Result<Record, StoreFault> {
        self.records
            .borrow()
            .get(id)
            .cloned()
            .ok_or(StoreFault::Gone)
    }

    async fn write(&self, record: &Record) -> Result<(), StoreFault> {
        let id = record.shelved.id.clone();
        self.records.borrow_mut().insert(id, record.clone());
        Ok(())
    }

    async fn change(&self, id: &str, change: impl FnOnce(&mut Record)) -> Result<(), StoreFault> {
        match self.records.borrow_mut().get_mut(id) {
            Some(record) => {
                change(record);
                Ok(())
            }
            None => Err(StoreFault::Gone),
        }
    }

    async fn change_entry(
        &self,
        id: &str,
        change: impl FnOnce(&mut Shelved),
    ) -> Result<(), StoreFault> {
        self.change(id, |record| change(&mut record.shelved)).await
    }

    async fn delete(&self, id: &str) -> Result<Record, StoreFault> {
        self.records.borrow_mut().remove(id).ok_or(StoreFault::Gone)
    }

    async fn cards(&self) -> Result<Vec<Card>, StoreFault> {
        Ok(self.cards.borrow().values().cloned().collect())
    }

    async fn write_card(&self, card: &Card) -> Result<(), StoreFault> {
        self.cards
            .borrow_mut()
            .insert(card.id.clone(), card.clone());
        Ok(())
    }

    async fn delete_card(&self, id: &CardId) -> Result<(), StoreFault> {
        self.cards.borrow_mut().remove(id);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::article::Import;
    use crate::card::Kind;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The result of something that never has to wait.
    fn now<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => result,
            Poll::Pending => panic!("it waits"),
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_kept_is_found_changed_deleted_and_kept_again() {
        let store = Memory::default();
        let record = Record::new("a".to_owned(), Import::default(), 1);
        assert_eq!(now(store.read("a")), Err(StoreFault::Gone));
        assert_eq!(now(store.change("a", |_| {})), Err(StoreFault::Gone));
        assert_eq!(now(store.write(&record)), Ok(()));
        let opened = Shelved {
            opened: 9,
            ..record.shelved.clone()
        };
        assert_eq!(
            now(store.change_entry("a", |entry| entry.opened = 9)),
            Ok(())
        );
        assert_eq!(now(store.shelf()), Ok((vec![opened.clone()], 0)));
        let deleted = now(store.delete("a")).expect("it was there");
        assert_eq!(deleted.shelved, opened);
        assert_eq!(now(store.delete("a")), Err(StoreFault::Gone));
        assert_eq!(now(store.write(&deleted)), Ok(()));
        assert_eq!(now(store.read("a")), Ok(deleted));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn cards_are_kept_and_deleted() {
        let store = Memory::default();
        let card = Card::of_reader(
            CardId::from_words("own oslo"),
            "Oslo".to_owned(),
            Kind::Place,
        );
        assert_eq!(now(store.write_card(&card)), Ok(()));
        assert_eq!(now(store.cards()), Ok(vec![card.clone()]));
        assert_eq!(now(store.delete_card(&card.id)), Ok(()));
        assert_eq!(now(store.cards()), Ok(Vec::new()));
    }
}
