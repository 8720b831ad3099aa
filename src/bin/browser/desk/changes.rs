//! What the reader changes about the article that is open.

use std::cell::{Cell, RefMut};
use std::rc::Rc;

use leptos::prelude::*;
use sidelight::article::{About, Import};
use sidelight::library::{
    Choice, Choices, Edited, Record, Store as _, StoreFault, editable, edited,
};
use sidelight::page::ids;
use sidelight::text::CardId;
use sidelight::ui::{Lost, Reading};
use sidelight::web::{self, Route};

use super::{Desk, Kept, Open};

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

    /// Lets the words of a mention mean what the reader says: wherever the article has them, or only here.
    pub(super) fn choose(self: &Rc<Self>, mention: &str, card: Option<CardId>, here: bool) {
        if let Some(open) = &mut *self.open.borrow_mut() {
            let Some((words, quote)) = open.words_of(mention) else {
                return;
            };
            open.choices.set(Choice {
                words,
                card,
                only_at: here.then_some(quote),
            });
        }
        self.controls.close();
        self.mark();
        self.keep_changes();
    }

    /// Takes a choice back whose words are nowhere.
    pub(super) fn forget(self: &Rc<Self>, number: usize) {
        if let Some(open) = &mut *self.open.borrow_mut() {
            open.choices.forget(number);
        }
        self.tell_lost(Vec::new());
        self.keep_changes();
    }

    /// Tells which of the reader's choices stand nowhere in the open article, and which links were lost just now.
    pub(super) fn tell_lost(&self, links: Vec<(String, String)>) {
        let mut lost: Vec<Lost> = Vec::new();
        if let Some(open) = &*self.open.borrow() {
            let anchored = open.choices.anchored(&open.import.document);
            let choices = open.choices.iter();
            let choices = choices.filter(|(number, _)| anchored.lost.contains(number));
            lost.extend(choices.map(|(number, choice)| {
                let card = choice.card.as_ref().and_then(|id| open.marks.cards.get(id));
                Lost {
                    choice: Some(number),
                    words: choice.words.clone(),
                    target: card
                        .map_or_else(|| "none of the cards".to_owned(), |card| card.name.clone()),
                }
            }));
        }
        lost.extend(links.into_iter().map(|(words, target)| Lost {
            choice: None,
            words,
            target,
        }));
        self.signals.lost.set(lost);
    }

    /// Lets the reader edit the text of the open article.
    pub(super) fn begin_editing(self: &Rc<Self>) {
        self.stop();
        // What was asked for or brought before and has not come yet would close the text that the reader is at.
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        for coming in self.coming.borrow_mut().values_mut() {
            coming.opens = false;
        }
        if !self.is_complete() {
            self.signals.reading.set(Reading::Stopped);
        }
        if let Some(open) = &*self.open.borrow()
            && let Route::Article { id, .. } = web::route()
            && id != open.id
        {
            // The reader had gone on to what is not shown now.
            let (id, place) = (open.id.clone(), None);
            web::go_to_route(&Route::Article { id, place });
        }
        let desk = Rc::clone(self);
        web::spawn(async move {
            // A book's text, and its fields, take a part of a frame.
            web::pause().await;
            if desk.asked.get() == asked {
                // Another window may have changed the article meanwhile, and it is being marked again.
                desk.stop();
                let text_of = |open: &Open| editable(&open.import.document);
                let text = desk.open.borrow().as_ref().map(text_of);
                desk.signals.editing.set(text);
                web::pause().await;
                web::take_keyboard(ids::EDIT_FIRST);
            }
        });
    }

    /// Leaves the text as it was.
    pub(super) async fn end_editing(&self) {
        self.signals.editing.set(None);
        web::pause().await;
        web::take_keyboard(ids::EDIT_BUTTON);
    }

    /// Takes over the text that the reader edited.
    pub(super) async fn save_text(self: &Rc<Self>, text: &str) {
        let Some((id, before, choices)) = self.opened_article() else {
            return;
        };
        let Edited { import, lost } = edited(text, &before);
        if import.document.blocks().is_empty() {
            self.warn("The text was not taken: there is nothing left of it. The article is as it was; delete it in your list if you do not want it.".to_owned());
            return;
        }
        // Of a book each of the steps takes some frames; the reader may go elsewhere meanwhile, and the text is kept all the same.
        let (asked, kept) = (self.asked.get(), Rc::clone(&self.kept.borrow()));
        web::pause().await;
        if self.asked.get() != asked {
            if let Err(fault) = self.keep(&id, import, choices, &kept).await {
                self.signals.notice.set(fault.to_string());
            }
            return;
        }
        self.show(id, import, choices);
        *self.unedited.borrow_mut() = Some(before);
        self.signals.can_undo.set(true);
        self.keep_changes();
        web::pause().await;
        if self.asked.get() == asked {
            web::take_keyboard(ids::EDIT_BUTTON);
            self.tell_lost(lost);
            self.mark();
        }
    }

    /// Gives the open article the text that it had before it was edited last.
    pub(super) fn undo_editing(self: &Rc<Self>) {
        let before = self.unedited.borrow_mut().take();
        let (Some(before), Some((id, _, choices))) = (before, self.opened_article()) else {
            return;
        };
        self.show(id, before, choices);
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

    /// Keeps the changed form of the open article. Where another window has changed it meanwhile, both forms are kept.
    pub(super) fn keep_changes(self: &Rc<Self>) {
        let Some((id, import, choices)) = self.opened_article() else {
            return;
        };
        let kept = Rc::clone(&self.kept.borrow());
        let desk = Rc::clone(self);
        web::spawn(async move {
            if let Err(fault) = desk.keep(&id, import, choices, &kept).await {
                kept.is_behind.set(true);
                desk.warn(fault.to_string());
            }
            desk.list().await;
        });
    }

    async fn keep(
        &self,
        id: &str,
        import: Import,
        choices: Choices,
        kept: &Rc<Kept>,
    ) -> Result<(), StoreFault> {
        let taken = Cell::new(None);
        let change = (import.clone(), choices.clone());
        self.keeper
            .change(id, |record| {
                // Changes follow one another: by now those before this one are kept, or have failed.
                if record.revise(kept.revision.get(), change.0, change.1) {
                    taken.set(Some(record.revision));
                }
            })
            .await?;
        if let Some(revision) = taken.get() {
            kept.revision.set(revision);
            kept.is_behind.set(false);
            web::tell_other_windows(Some(id));
            return Ok(());
        }
        let mut other = Record::new(web::new_id(), import, web::now());
        other.choices = choices;
        self.keeper.write(&other).await?;
        self.go_on_as(id, &other, kept);
        web::tell_other_windows(None);
        self.warn("Another window has changed this article meanwhile. Both forms are in your library: this one is an article of its own now.".to_owned());
        Ok(())
    }

    /// Lets what is open be another record from now on: else its next change would fall on the form of the other window.
    fn go_on_as(&self, id: &str, other: &Record, kept: &Rc<Kept>) {
        let Some(mut open) = RefMut::filter_map(self.open.borrow_mut(), Option::as_mut).ok() else {
            return;
        };
        if open.id == id && Rc::ptr_eq(kept, &self.kept.borrow()) {
            open.id.clone_from(&other.shelved.id);
            kept.revision.set(other.revision);
            kept.is_behind.set(false);
            web::go_to_route(&Route::Article {
                id: open.id.clone(),
                place: None,
            });
        }
    }

    /// Tells the reader something above the article.
    pub(super) fn warn(&self, warning: String) {
        self.signals.warnings.update(|warnings| {
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        });
    }

    /// Another window has changed an article: if it is the one that is open, it is shown as it is now, unless its text is being edited, or
    /// has been and could not be kept.
    pub(super) async fn changed_elsewhere(self: &Rc<Self>, id: &str) {
        let is_to_show = || {
            let is_edited = self.signals.editing.with_untracked(Option::is_some);
            self.is_open(id) && !is_edited && !self.kept.borrow().is_behind.get()
        };
        if !is_to_show() {
            return;
        }
        let Ok(record) = self.keeper.read(id).await else {
            return;
        };
        // The reader may have gone elsewhere, or begun to edit, while it was read.
        if is_to_show() && record.revision > self.kept.borrow().revision.get() {
            let place = web::place_in_view();
            self.show(id.to_owned(), record.import(), record.choices.clone());
            self.know(record.revision);
            if let (Some(place), Some(open)) = (place, &mut *self.open.borrow_mut()) {
                open.seek(place);
            }
            self.mark();
        }
    }
}
