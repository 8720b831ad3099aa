//! What the reader brings: to the engine, into the library, onto the page.

use std::rc::Rc;

use leptos::prelude::*;
use sidelight::article::Import;
use sidelight::engine::Job;
use sidelight::library::{Choices, Record, Store as _, published};
use sidelight::ui::Reading;
use sidelight::web::{self, Brought, Route, What};

use super::{Coming, Desk};

impl Desk {
    /// Takes in what the reader brought: one article is opened, of several all are kept and listed.
    pub(super) fn bring(self: &Rc<Self>, brought: Vec<Brought>) {
        let opens = brought.len() == 1;
        let mut refused = Vec::new();
        for Brought { name, what } in brought {
            match what {
                Ok(What::Library(bytes)) => {
                    let desk = Rc::clone(self);
                    web::spawn(async move { desk.import(bytes).await });
                }
                Ok(What::Article(source)) => {
                    let job = self.engine.annotate(source);
                    let mut coming = self.coming.borrow_mut();
                    for other in coming.values_mut() {
                        other.opens = false;
                    }
                    coming.insert(job, Coming { name, opens });
                }
                Err(reason) => refused.push(reason),
            }
        }
        *self.refused.borrow_mut() = refused;
        self.tell_what_comes();
    }

    /// Opens an article that the host publishes.
    pub(super) fn open_published(
        self: &Rc<Self>,
        fetched: Result<(String, String, String), String>,
    ) {
        let source = fetched.and_then(|(name, text, address)| {
            published(&name, text, &address).map_err(|error| {
                format!("The article at {address} could not be opened: {error}. Your own articles are untouched. Tell its publisher.")
            })
        });
        self.bring(vec![Brought {
            name: String::new(),
            what: source.map(What::Article),
        }]);
    }

    /// Says how many articles are still being read, and what could not be.
    pub(super) fn tell_what_comes(&self) {
        let mut lines = self.refused.borrow().clone();
        match self.coming.borrow().len() {
            0 => {}
            1 => lines.push("Reading …".to_owned()),
            count => lines.push(format!("Reading: {count} to go …")),
        }
        self.signals.message.set(lines.join("\n"));
    }

    /// The engine has read what the reader brought: it is kept, and opened if it is to be.
    pub(super) fn opened(self: &Rc<Self>, job: Job, import: Import) {
        let Some(Coming { name, opens }) = self.coming.borrow_mut().remove(&job) else {
            return;
        };
        let mut import = import;
        if import.document.paragraphs().next().is_none() && import.document.blocks().is_empty() {
            self.engine.cancel(job);
            let what = if name.is_empty() {
                "what you brought".to_owned()
            } else {
                format!("“{name}”")
            };
            self.refused.borrow_mut().push(format!("There is no text to read in {what}. Nothing was kept. Copy the article’s words and paste them here."));
            self.tell_what_comes();
            return;
        }
        if import.about.title.is_empty() {
            import.about.title = title_from(&name, &import);
        }
        self.tell_what_comes();
        let (id, kept) = (web::new_id(), import.clone());
        if opens {
            // What was asked for before and has not come yet is not shown over it.
            self.asked.set(self.asked.get() + 1);
            self.show(id.clone(), import, Choices::default());
            self.know(0);
            if let Some(open) = &mut *self.open.borrow_mut() {
                open.begin(job, self.cards());
                self.signals.reading.set(Reading::Going(0, 0));
            }
        } else {
            self.engine.cancel(job);
        }
        let desk = Rc::clone(self);
        web::spawn(async move {
            // The article is shown first.
            web::pause().await;
            let record = Record::new(id.clone(), kept, web::now());
            // A book keeps the page busy for some frames; none of its steps may.
            web::pause().await;
            match desk.keeper.write(&record).await {
                Ok(()) => {
                    // The reader may have gone elsewhere meanwhile.
                    if desk.is_open(&id) {
                        web::go_to_route(&Route::Article { id, place: None });
                    }
                    web::tell_other_windows(None);
                    // Of many the list is read once.
                    let is_last = desk.coming.borrow().is_empty();
                    if is_last {
                        desk.list().await;
                    }
                }
                Err(fault) => {
                    desk.refused.borrow_mut().push(fault.to_string());
                    desk.tell_what_comes();
                    desk.warn(fault.to_string());
                }
            }
        });
    }
}

/// A name for an article without a title: that of its file, or its first words.
fn title_from(name: &str, import: &Import) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if !stem.trim().is_empty() {
        return stem.trim().to_owned();
    }
    let mut words = import.document.text().split_whitespace();
    let first: Vec<_> = words.by_ref().take(8).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", first.join(" "))
}
