//! Articles kept as long as the page is open: for browsers that deny storage, and for tests.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Record, Shelved, Store, StoreFault};

/// A store in memory.
#[derive(Debug, Default)]
pub struct Memory {
    records: RefCell<BTreeMap<String, Record>>,
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

    async fn delete(&self, id: &str) -> Result<Record, StoreFault> {
        self.records.borrow_mut().remove(id).ok_or(StoreFault::Gone)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::article::Import;
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
        let open = |record: &mut Record| record.shelved.opened = 9;
        assert_eq!(now(store.change("a", open)), Ok(()));
        assert_eq!(now(store.shelf()), Ok((vec![opened.clone()], 0)));
        let deleted = now(store.delete("a")).expect("it was there");
        assert_eq!(deleted.shelved, opened);
        assert_eq!(now(store.delete("a")), Err(StoreFault::Gone));
        assert_eq!(now(store.write(&deleted)), Ok(()));
        assert_eq!(now(store.read("a")), Ok(deleted));
    }
}
