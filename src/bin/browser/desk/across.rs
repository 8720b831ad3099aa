//! The desk's view of one entity, everywhere that the library names it.

use sidelight::card::Card;
use sidelight::library::{Key, Record, Store as _, appearances};
use sidelight::page::ids;
use sidelight::ui::SeenEntity;
use sidelight::web;

use leptos::prelude::*;

use super::Desk;

impl Desk {
    /// Shows everywhere that an entity is named; its key is as it stands in the address.
    pub(super) async fn show_across(&self, key: &str) {
        let asked = self.asked.get();
        self.list().await;
        let Some(key) = Key::from_address(key) else {
            self.signals.seen.set(None);
            self.signals.message.set("This address names nobody and nothing in your library. Nothing has changed; below is the list of your articles.".to_owned());
            return;
        };
        let entity = self.entity(key.with(&self.cards())).await;
        if self.asked.get() != asked {
            return;
        }
        web::set_title(&format!("{} across your articles – Sidelight", entity.name));
        self.signals.seen.set(Some(entity));
        web::go_to_top();
        web::focus(ids::SEEN);
    }

    /// Shows the entity that is shown as it is known now; the reader stays where they are.
    pub(super) async fn show_across_anew(&self, key: Key) {
        let asked = self.asked.get();
        let entity = self.entity(key.with(&self.cards())).await;
        if self.asked.get() == asked {
            self.signals.seen.set(Some(entity));
        }
    }

    async fn entity(&self, key: Key) -> SeenEntity {
        let cards = self.cards();
        let card = match &key {
            Key::Card(id) => cards.get(id).cloned(),
            Key::Name(..) => None,
        };
        let entity = self.signals.entities.with_untracked(|entities| {
            let mut all = entities.iter();
            all.find(|entity| entity.key == key).cloned()
        });
        let mut records: Vec<Record> = Vec::new();
        for id in entity.iter().flat_map(|entity| &entity.articles) {
            // One that cannot be read says so when it is opened.
            if let Ok(record) = self.keeper.read(id).await {
                records.push(record);
            }
        }
        let name = card.as_ref().map(|card: &Card| card.name.clone());
        let name = name.or_else(|| entity.map(|entity| entity.name));
        SeenEntity {
            name: name.unwrap_or_else(|| match &key {
                Key::Name(_, name) => name.clone(),
                Key::Card(id) => id.as_str().to_owned(),
            }),
            appearances: appearances(&key, &records, &cards),
            card,
            key,
        }
    }
}
