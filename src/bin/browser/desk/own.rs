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
    pub(super) fn begin_card(self: &Rc<Self>, id: &CardId) {
        let shown = {
            let open = self.open.borrow();
            open.as_ref().and_then(|open| open.card(id)).cloned()
        };
        let Some(shown) = shown else { return };
        let mut draft = Draft::of(&shown);
        if draft.id.is_some() {
            // It may have been changed or deleted since it was put on the page.
            let own = self.own.borrow();
            match own.iter().find(|card| card.id == *id) {
                Some(card) => draft = Draft::of(card),
                None => draft.id = None,
            }
        }
        self.write(draft);
    }

    /// Lets the reader write a card for an entity of the library.
    pub(super) fn begin_card_for(self: &Rc<Self>, key: &Key) {
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

    fn write(self: &Rc<Self>, draft: Draft) {
        self.controls.close();
        let form = self.form.get() + 1;
        self.form.set(form);
        self.is_form_shown.set(false);
        self.signals.draft_fault.set(String::new());
        self.signals.draft.set(Some(draft));
        let desk = Rc::clone(self);
        web::spawn(async move {
            // Once the form is there, and not within a frame: over a book the browser takes most of one for it.
            web::pause().await;
            if desk.form.get() == form {
                web::show_dialog(ids::CARD_FORM);
                desk.is_form_shown.set(true);
            }
        });
    }

    /// The browser says that the form is closed, which it does some time after: another may have been begun by then.
    pub(super) fn form_closed(&self) {
        if self.is_form_shown.get() {
            self.end_card();
        }
    }

    /// Closes the form. What was asked of it before is done all the same.
    pub(super) fn end_card(&self) {
        self.form.set(self.form.get() + 1);
        self.is_form_shown.set(false);
        web::close_dialog(ids::CARD_FORM);
        self.signals.draft.set(None);
    }

    /// Keeps the card as it is written, and shows it wherever it belongs.
    pub(super) async fn save_card(self: &Rc<Self>) {
        if let Some(draft) = self.signals.written.get_untracked() {
            self.finish_form(&draft, self.keep_card(draft.clone()))
                .await;
        }
    }

    /// Deletes the card that is being changed.
    pub(super) async fn delete_card(self: &Rc<Self>) {
        if let Some(draft) = self.signals.written.get_untracked() {
            self.finish_form(&draft, self.drop_card(draft.clone()))
                .await;
        }
    }

    /// Waits for what the form that is open asks for, closes it and shows everything anew. However often that is asked for it is done once.
    /// Another form that is open by then is left alone, and so is this one where the reader has gone on writing.
    async fn finish_form(
        self: &Rc<Self>,
        draft: &Draft,
        change: impl Future<Output = Result<Key, String>>,
    ) {
        let (form, asked) = (self.form.get(), self.asked.get());
        if self.saving.get() == Some(form) {
            return;
        }
        self.saving.set(Some(form));
        let outcome = change.await;
        if self.saving.get() == Some(form) {
            self.saving.set(None);
        }
        let is_open = self.form.get() == form;
        match outcome {
            Ok(key) => {
                if is_open {
                    self.close_unless_written_since(draft, &key);
                }
                self.cards_changed(key, asked).await;
            }
            Err(fault) if is_open => self.signals.draft_fault.set(fault),
            Err(fault) => {
                let said = format!("Your card “{}”: {fault}", draft.name);
                self.signals.notice.set(said.clone());
                self.warn(said);
            }
        }
    }

    fn close_unless_written_since(&self, draft: &Draft, key: &Key) {
        let Key::Card(id) = key else {
            return self.end_card();
        };
        let mut written = self.signals.written.get_untracked();
        match &mut written {
            Some(written) if written != draft => written.id = Some(id.clone()),
            _ => return self.end_card(),
        }
        self.signals.written.set(written);
        self.signals.draft_fault.set("The card is kept as it was when you saved it. Save it again to keep what you have written since.".to_owned());
    }

    async fn keep_card(&self, draft: Draft) -> Result<Key, String> {
        let today: PartialDate = web::today()
            .parse()
            .map_err(|_| "The device tells no date of today. Nothing was kept. Set its clock.")?;
        // What does not fit is told at once, whatever storage does.
        let checked = draft.card(today, |_| false);
        checked.map_err(|error| error.to_string())?;
        let failed = |fault: StoreFault| fault.to_string();
        // A new one must not take the place of one that is not known here.
        self.refresh_own_cards().await.map_err(failed)?;
        let cards = self.cards();
        let card = draft
            .card(today, |id| cards.get(id).is_some())
            .map_err(|error| error.to_string())?;
        self.keeper.write_card(&card).await.map_err(failed)?;
        Ok(Key::Card(card.id))
    }

    async fn drop_card(&self, draft: Draft) -> Result<Key, String> {
        if let Some(id) = &draft.id {
            let card = self
                .own
                .borrow()
                .iter()
                .find(|card| card.id == *id)
                .cloned();
            let dropped = self.keeper.delete_card(id).await;
            dropped.map_err(|fault| fault.to_string())?;
            if let Some(card) = card {
                let done = format!("Your card “{}” was deleted.", card.name);
                self.signals.card_deleted.set(done);
                *self.deleted_card.borrow_mut() = Some(card);
            }
        }
        Ok(Key::Name(draft.kind, draft.name))
    }

    /// Puts the card that was deleted last back, unless there is another one of its name now.
    pub(super) async fn undo_card(self: &Rc<Self>) {
        let asked = self.asked.get();
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
                self.cards_changed(Key::Card(card.id), asked).await;
            }
            Err(fault) => self.signals.card_deleted.set(fault.to_string()),
        }
    }

    /// Lets the card that was deleted last go for good.
    pub(super) fn end_card_undo(&self) {
        self.deleted_card.borrow_mut().take();
        self.signals.card_deleted.set(String::new());
    }

    /// Shows everything anew after a card was written or deleted, by which its entity is told by another key; `asked` is the number of what was
    /// asked for when it began, since the reader may be at another entity by now.
    async fn cards_changed(self: &Rc<Self>, key: Key, asked: u32) {
        self.read_own_cards().await;
        web::tell_other_windows(None);
        self.list().await;
        let seen = self
            .signals
            .seen
            .with_untracked(|seen| Some(seen.as_ref()?.key.clone()));
        match seen {
            Some(_) if self.asked.get() == asked => self.show_across(&key.to_string()).await,
            // The reader has gone on meanwhile, perhaps to whom the card is about.
            Some(seen) => self.show_across_anew(seen).await,
            None => {}
        }
        // The list of a large library takes its time, and so does a book.
        web::pause().await;
        self.mark();
    }
}
