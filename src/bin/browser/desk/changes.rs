//! What the reader changes about the article that is open.

use std::rc::Rc;

use leptos::prelude::*;
use sidelight::article::{About, Import};
use sidelight::library::{Choices, Store as _};
use sidelight::text::CardId;
use sidelight::web;

use super::Desk;

impl Desk {
    /// Puts a piece back that was left out of the open article.
    pub(super) fn restore(self: &Rc<Self>, number: usize) {
        let Some((id, mut import, choices)) = self.opened_article() else {
            return;
        };
        import.restore(number);
        self.show(id, import, choices);
        self.mark();
        self.keep_changes();
    }

    /// Lets the words of a mention mean what the reader says.
    pub(super) fn choose(self: &Rc<Self>, mention: &str, card: Option<CardId>) {
        if let Some(open) = &mut *self.open.borrow_mut() {
            let Some(words) = open.words_of(mention) else {
                return;
            };
            open.choices.insert(words, card);
        }
        self.controls.close();
        self.mark();
        self.keep_changes();
    }

    /// Takes over what the reader says about the open article.
    pub(super) fn describe(self: &Rc<Self>, about: About) {
        if let Some(open) = &mut *self.open.borrow_mut() {
            open.import.about = about;
            open.show_about();
        }
        self.mount_search();
        self.keep_changes();
    }

    pub(super) fn opened_article(&self) -> Option<(String, Import, Choices)> {
        let open = self.open.borrow();
        let open = open.as_ref()?;
        Some((open.id.clone(), open.import.clone(), open.choices.clone()))
    }

    /// Keeps the changed form of the open article.
    pub(super) fn keep_changes(self: &Rc<Self>) {
        let Some((id, import, choices)) = self.opened_article() else {
            return;
        };
        let desk = Rc::clone(self);
        web::spawn(async move {
            let kept = desk.keeper.change(&id, |record| {
                record.take(import);
                record.choices = choices;
            });
            match kept.await {
                Ok(()) => {
                    web::tell_other_windows();
                    desk.list().await;
                }
                Err(fault) => desk
                    .signals
                    .warnings
                    .update(|warnings| warnings.push(fault.to_string())),
            }
        });
    }
}
