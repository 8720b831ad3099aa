//! The cards that the reader writes.

use std::rc::Rc;

use leptos::prelude::*;
use sidelight::card::{Card, Cards};
use sidelight::library::{Draft, Key, Store as _, StoreFault};
use sidelight::page::ids;
use sidelight::text::{CardId, PartialDate};
use sidelight::web;

use super::Desk;

impl Desk {
    /// All cards: those that ship and the reader's own.
    pub(super) fn cards(&self) -> Cards {
        let mut cards = self.shipped.clone();
        for card in &*self.own.borrow() {
            cards.insert(card.clone());
        }
        cards
    }

    /// Reads the reader's own cards from the device.
    pub(super) async fn read_own_cards(&self) {
        if let Err(fault) = self.refresh_own_cards().await {
            self.signals.notice.set(fault.to_string());
        }
    }

    async fn refresh_own_cards(&self) -> Result<(), StoreFault> {
        let cards = self.keeper.cards().await?;
        *self.own.borrow_mut() = cards;
        Ok(())
    }

    /// Lets the reader write a card for a name of the open article that has none, or change one of their own.
    pub(super) fn begin_card(&self, id: &CardId) {
        let card = {
            let open = self.open.borrow();
            let shown = open.as_ref().and_then(|open| open.marks.cards.get(id));
            shown.cloned()
        };
        if let Some(card) = card {
            self.write(Draft::of(&card));
        }
    }

    /// Lets the reader write a card for an entity of the library.
    pub(super) fn begin_card_for(&self, key: &Key) {
        match key {
            Key::Card(id) => {
                let cards = self.cards();
                if let Some(card) = cards.get(id) {
                    self.write(Draft::of(card));
                }
            }
            Key::Name(kind, name) => {
                let card = Card::of_reader(CardId::from_words(name), name.clone(), *kind);
                self.write(Draft {
                    id: None,
                    ..Draft::of(&card)
                });
            }
        }
    }

    fn write(&self, draft: Draft) {
        self.controls.close();
        self.signals.draft_fault.set(String::new());
        self.signals.draft.set(Some(draft));
        web::spawn(async {
            // Once the form is there, and not within a frame: over a book the browser takes most of one for it.
            web::pause().await;
            web::show_dialog(ids::CARD_FORM);
        });
    }

    /// Leaves the card as it was.
    pub(super) fn end_card(&self) {
        web::close_dialog(ids::CARD_FORM);
        self.signals.draft.set(None);
    }

    /// Keeps a card, and shows it wherever it belongs.
    pub(super) async fn save_card(self: &Rc<Self>, draft: Draft) {
        // A new one must not take the place of one that is not known here.
        if let Err(fault) = self.refresh_own_cards().await {
            return self.signals.draft_fault.set(fault.to_string());
        }
        let cards = self.cards();
        let Ok(today) = web::today().parse::<PartialDate>() else {
            return;
        };
        let card = match draft.card(today, |id| cards.get(id).is_some()) {
            Ok(card) => card,
            Err(error) => return self.signals.draft_fault.set(error.to_string()),
        };
        match self.keeper.write_card(&card).await {
            Ok(()) => self.cards_changed(Key::Card(card.id)).await,
            Err(fault) => self.signals.draft_fault.set(fault.to_string()),
        }
    }

    /// Deletes the card that is being changed.
    pub(super) async fn delete_card(self: &Rc<Self>) {
        let Some(draft) = self.signals.draft.get_untracked() else {
            return;
        };
        let Some(id) = &draft.id else { return };
        let card = self
            .own
            .borrow()
            .iter()
            .find(|card| card.id == *id)
            .cloned();
        if let Err(fault) = self.keeper.delete_card(id).await {
            return self.signals.draft_fault.set(fault.to_string());
        }
        if let Some(card) = card {
            let done = format!("Your card “{}” was deleted.", card.name);
            self.signals.card_deleted.set(done);
            *self.deleted_card.borrow_mut() = Some(card);
        }
        self.cards_changed(Key::Name(draft.kind, draft.name)).await;
    }

    /// Puts the card that was deleted last back, unless there is another one of its name now.
    pub(super) async fn undo_card(self: &Rc<Self>) {
        let card = self.deleted_card.borrow().clone();
        let Some(card) = card else { return };
        if self.cards().get(&card.id).is_some() {
            let kept = format!(
                "There is another card “{}” now, and it was left as it is.",
                card.name
            );
            return self.signals.card_deleted.set(kept);
        }
        match self.keeper.write_card(&card).await {
            Ok(()) => {
                self.end_card_undo();
                self.cards_changed(Key::Card(card.id)).await;
            }
            Err(fault) => self.signals.card_deleted.set(fault.to_string()),
        }
    }

    /// Lets the card that was deleted last go for good.
    pub(super) fn end_card_undo(&self) {
        self.deleted_card.borrow_mut().take();
        self.signals.card_deleted.set(String::new());
    }

    /// Shows everything anew after a card was written or deleted, by which its entity is told by another key.
    async fn cards_changed(self: &Rc<Self>, key: Key) {
        self.end_card();
        self.read_own_cards().await;
        web::tell_other_windows(None);
        self.list().await;
        if self.signals.seen.with_untracked(Option::is_some) {
            self.show_across(&key.to_string()).await;
        }
        // The list of a large library takes its time, and so does a book.
        web::pause().await;
        self.mark();
    }
}
