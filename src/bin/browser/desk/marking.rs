//! The marks of the open article: into the page in slices, so that the reader never waits for them.

use std::rc::Rc;

use leptos::prelude::*;
use sidelight::annotate::Warning;
use sidelight::engine::Job;
use sidelight::library::{Store as _, note};
use sidelight::page::Target;
use sidelight::ui::Reading;
use sidelight::web::{self, Next, Slice, Wish};

use super::{Desk, Open, sentences};

impl Desk {
    /// Goes on showing the open article until all of its text and all marks that are known are shown.
    pub(super) fn go_on(self: &Rc<Self>) {
        if self.is_showing.replace(true) {
            return;
        }
        let desk = Rc::clone(self);
        web::in_slices(move |slice| {
            let next = desk.show_slice(slice);
            desk.is_showing.set(next != Next::Never);
            next
        });
    }

    /// Shows some text or marks, and says when there is more to show.
    fn show_slice(self: &Rc<Self>, slice: &Slice) -> Next {
        if self.put_on_page() {
            return Next::Soon;
        }
        let (next, (done, all)) = {
            let mut open = self.open.borrow_mut();
            let Some(open) = open.as_mut() else {
                return Next::Never;
            };
            let next = open.show_more(slice);
            if next != Next::Never {
                return next;
            }
            if open.job.is_none() {
                return Next::Never;
            }
            (open.go_on(slice), open.progress())
        };
        if next == Next::Never && self.is_complete() {
            self.all_is_shown();
        } else {
            self.signals.reading.set(Reading::Going(done, all));
        }
        next
    }

    /// Whether all of the open article is shown.
    pub(super) fn is_complete(&self) -> bool {
        let open = self.open.borrow();
        open.as_ref().is_some_and(Open::is_complete)
    }

    /// The engine has read all of the open article.
    pub(super) fn finished(self: &Rc<Self>, job: Job, warnings: &[Warning]) {
        let import = {
            let Some(mut open) = self.open_for(job) else {
                return;
            };
            open.complete();
            open.import.warnings.clone()
        };
        // What was said meanwhile, as of storage that is full, goes on being said.
        self.signals.warnings.update(|said| {
            let new: Vec<_> = sentences(&import, warnings)
                .into_iter()
                .filter(|sentence| !said.contains(sentence))
                .collect();
            said.extend(new);
        });
        self.go_on();
    }

    /// All marks of the open article are shown, and what stands below it.
    fn all_is_shown(self: &Rc<Self>) {
        self.mount_search();
        self.signals.reading.set(Reading::Done);
        // By the time that the record has been read another article may be open.
        let (id, (named, seen)) = match &mut *self.open.borrow_mut() {
            Some(open) => {
                open.end_marking();
                (open.id.clone(), note(&open.marks, &open.import.document))
            }
            None => return,
        };
        let desk = Rc::clone(self);
        web::spawn(async move {
            web::pause().await;
            let noted = desk.keeper.change(&id, |record| {
                record.shelved.named = named;
                record.seen = seen;
            });
            if noted.await.is_ok() {
                desk.list().await;
            }
        });
    }

    /// Mounts the search of the cards.
    pub(super) fn mount_search(self: &Rc<Self>) {
        let desk = Rc::downgrade(self);
        let find = move |query: &str| {
            let desk = desk.upgrade();
            let found = desk.and_then(|desk| desk.open.borrow_mut().as_mut()?.find_cards(query));
            found.unwrap_or_else(|| web::filter_cards(query))
        };
        self.root.with(|| self.controls.mount_search(find));
    }

    /// Carries out what a button, a list or a link in the surface asks for.
    pub(super) fn grant(self: &Rc<Self>, wish: Wish) {
        match wish {
            Wish::Restore(number) => return self.restore(number),
            Wish::Choose {
                mention,
                card,
                here,
            } => return self.choose(&mention, card, here),
            Wish::Write(id) => return self.begin_card(&id),
            Wish::Turn(..) | Wish::Fill(_) | Wish::Empty(_) | Wish::Reveal(_) => {}
        }
        let mut open = self.open.borrow_mut();
        let Some(open) = open.as_mut() else { return };
        match wish {
            Wish::Turn(kind, page) => open.turn(kind, page),
            Wish::Fill(list) => open.fill_list(&list),
            Wish::Empty(list) => web::fill_list(&list, &[]),
            Wish::Reveal(target) => open.reveal(&target),
            Wish::Restore(_) | Wish::Choose { .. } | Wish::Write(_) => {}
        }
    }

    /// What the page does not hold of a target, as HTML.
    pub(super) fn missing(&self, target: &Target) -> Option<String> {
        // While the article is being changed nothing can be told of it.
        let open = self.open.try_borrow().ok()?;
        open.as_ref()?.missing(target)
    }
}
