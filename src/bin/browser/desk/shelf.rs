//! The desk's shelf: listing, finding, tagging, deleting, and where the reader is in an article.

use leptos::prelude::*;
use sidelight::library::{Shelved, Store as _, StoreFault, entities, find};
use sidelight::web;

use super::Desk;

impl Desk {
    /// The articles that the list shows.
    pub(super) fn listed(&self) -> Vec<Shelved> {
        let signals = self.signals;
        signals.texts_read.track();
        let texts = self.texts.borrow();
        let holds = |shelved: &Shelved, word: &str| {
            texts
                .get(&shelved.id)
                .is_some_and(|text| text.contains(word))
        };
        let (query, order) = (signals.query.get(), signals.order.get());
        signals.shelf.with(|shelf| {
            let found = find(shelf, &query, order, holds);
            found.into_iter().cloned().collect()
        })
    }

    /// Reads the list from the device.
    pub(super) async fn list(&self) {
        match self.keeper.shelf().await {
            Ok((articles, damaged)) => {
                self.signals
                    .entities
                    .set(entities(&articles, &self.cards()));
                self.signals.shelf.set(articles);
                self.signals.is_listed.set(true);
                // Other windows were waited for until now.
                let blocked = StoreFault::Blocked.to_string();
                if self.signals.notice.get_untracked() == blocked {
                    self.signals.notice.set(String::new());
                }
                if damaged > 0 {
                    self.signals.notice.set(format!("{damaged} of your articles cannot be listed, because their entries are damaged or of a newer version. They are left as they are; all others are untouched."));
                }
            }
            Err(fault) => self.signals.notice.set(fault.to_string()),
        }
        self.tell_room().await;
    }

    /// Reads the texts that a search looks into and that were not read yet.
    pub(super) async fn read_texts(&self) {
        let ids: Vec<String> = self
            .signals
            .shelf
            .with_untracked(|shelf| shelf.iter().map(|shelved| shelved.id.clone()).collect());
        for id in ids {
            let is_known = self.texts.borrow().contains_key(&id);
            if is_known {
                continue;
            }
            // One that cannot be read is found by its title.
            if let Ok(record) = self.keeper.read(&id).await {
                let texts: Vec<_> = record
                    .blocks
                    .iter()
                    .map(|block| block.text.to_lowercase())
                    .collect();
                self.texts.borrow_mut().insert(id, texts.join("\n"));
            }
        }
        self.signals.texts_read.update(|count| *count += 1);
    }

    pub(super) async fn note_place(&self, place: String, progress: f32) {
        let id = self.open.borrow().as_ref().map(|open| open.id.clone());
        let Some(id) = id else { return };
        let kept = self.keeper.change_entry(&id, |entry| {
            entry.place = place;
            entry.progress = entry.progress.max(progress);
        });
        // A place that cannot be kept is only a place.
        let _ = kept.await;
    }

    pub(super) async fn delete(&self, id: &str) {
        match self.keeper.delete(id).await {
            Ok(record) => {
                self.signals
                    .deleted
                    .set(Some(record.shelved.about.title.clone()));
                *self.deleted.borrow_mut() = Some(record);
                self.texts.borrow_mut().remove(id);
                web::tell_other_windows(None);
            }
            // What is wanted is so already, as after a second click.
            Err(StoreFault::Gone) => {}
            Err(fault) => self.signals.notice.set(fault.to_string()),
        }
        self.list().await;
    }

    pub(super) async fn undo(&self) {
        let record = self.deleted.borrow_mut().take();
        self.signals.deleted.set(None);
        if let Some(record) = record {
            if let Err(fault) = self.keeper.write(&record).await {
                self.signals.notice.set(fault.to_string());
                self.signals
                    .deleted
                    .set(Some(record.shelved.about.title.clone()));
                *self.deleted.borrow_mut() = Some(record);
            }
            web::tell_other_windows(None);
            self.list().await;
        }
    }

    pub(super) async fn tag(&self, id: &str, tags: &str) {
        let tags = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        let tags: Vec<String> = tags.map(str::to_owned).collect();
        let kept = self.keeper.change_entry(id, |entry| entry.tags = tags);
        if let Err(fault) = kept.await {
            self.signals.notice.set(fault.to_string());
        }
        web::tell_other_windows(None);
        self.list().await;
    }
}
