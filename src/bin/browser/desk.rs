//! The reader's desk: what is brought goes to the engine, into the library and onto the page.

mod across;
mod changes;
mod coming;
mod keeping;
mod marking;
mod own;
mod shelf;
mod views;
mod ways;

use std::any::Any;
use std::cell::{Cell, RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use sidelight::annotate::Warning;
use sidelight::article::{About, Import, ImportWarning};
use sidelight::card::{Card, Cards};
use sidelight::engine::{Job, Response, Source};
use sidelight::library::{
    Choices, Draft, Entity, Order, Record, Room, SILENCE, Shelved, Store as _, StoreFault,
};
use sidelight::page::ids;
use sidelight::ui::{Lost, Reading, SeenEntity};
use sidelight::web::{self, Engine, Keeper, Route};

use crate::controls::Controls;
use crate::reading::Open;

/// Everything that the page holds; it lives as long as the page.
struct Desk {
    /// Owns what views need as long as the page lives: a view that is mounted while another is heard would go with that one.
    root: Owner,
    controls: Controls,
    signals: Signals,
    engine: Engine,
    keeper: Keeper,
    /// The cards that ship.
    shipped: Cards,
    /// The reader's own cards.
    own: RefCell<Vec<Card>>,
    open: RefCell<Option<Open>>,
    /// Counts what was asked for: what took longer than the reader stayed is not shown.
    asked: Cell<u32>,
    /// What this window knows of the record that is open; another one whenever another form is shown.
    kept: RefCell<Rc<Kept>>,
    /// Whether marks are being put into the page.
    is_showing: Cell<bool>,
    /// What was brought and is being read by the engine.
    coming: RefCell<BTreeMap<Job, Coming>>,
    /// Texts of articles in lower case, once the reader searches.
    texts: RefCell<BTreeMap<String, String>>,
    deleted: RefCell<Option<Record>>,
    deleted_card: RefCell<Option<Card>>,
    /// Counts the times that a card was begun or left: what was asked of an earlier form does not touch a later one.
    form: Cell<u32>,
    /// Whether the form that was begun last is shown; that of an earlier one may still be closing.
    is_form_shown: Cell<bool>,
    /// The form whose card is being kept or deleted.
    saving: Cell<Option<u32>>,
    /// The order that failed last, which may be before anybody knows its number, and why.
    failed: RefCell<Option<(Job, String)>>,
    /// Why articles that were brought last could not be read.
    refused: RefCell<Vec<String>>,
    /// The lines above the article that is open; they go with this.
    provenance: RefCell<Option<Box<dyn Any>>>,
    /// The text of the open article before it was edited last.
    unedited: RefCell<Option<Import>>,
}

/// The desk as views hold it.
type Handle = StoredValue<Rc<Desk>, LocalStorage>;

/// The record of an article as a window knows it.
#[derive(Default)]
struct Kept {
    /// The revision that is in the library, with all that this window changed.
    revision: Cell<u32>,
    /// Whether a change could not be kept, so that the page alone has it.
    is_behind: Cell<bool>,
}

/// What becomes of an article that was brought.
struct Coming {
    /// The name of its file.
    name: String,
    /// Whether it is put on the page.
    opens: bool,
}

/// What the views show.
#[derive(Clone, Copy)]
struct Signals {
    shelf: RwSignal<Vec<Shelved>>,
    /// Whether the list has been read.
    is_listed: RwSignal<bool>,
    query: RwSignal<String>,
    order: RwSignal<Order>,
    /// Counts up when more is known that a search can find.
    texts_read: RwSignal<usize>,
    notice: RwSignal<String>,
    /// Whether storage does not answer.
    is_silent: RwSignal<bool>,
    message: RwSignal<String>,
    deleted: RwSignal<Option<String>>,
    reading: RwSignal<Reading>,
    warnings: RwSignal<Vec<String>>,
    threshold: RwSignal<u8>,
    about: RwSignal<About>,
    /// What of the open article did not find its place again.
    lost: RwSignal<Vec<Lost>>,
    /// The text of the open article while it is edited.
    editing: RwSignal<Option<String>>,
    /// Whether the last editing can be undone.
    can_undo: RwSignal<bool>,
    /// The card that the reader writes, and what does not fit about it.
    draft: RwSignal<Option<Draft>>,
    draft_fault: RwSignal<String>,
    /// The card as it stands in the form.
    written: RwSignal<Option<Draft>>,
    /// That a card was deleted.
    card_deleted: RwSignal<String>,
    /// Who and what the articles name.
    entities: RwSignal<Vec<Entity>>,
    /// The one of them that is shown with everywhere that it is named.
    seen: RwSignal<Option<SeenEntity>>,
    /// What the browser says about storage, and what came of exporting and importing.
    room: RwSignal<Room>,
    keeping: RwSignal<String>,
}

impl Signals {
    fn new() -> Self {
        Self {
            shelf: RwSignal::default(),
            is_listed: RwSignal::default(),
            query: RwSignal::default(),
            order: RwSignal::default(),
            texts_read: RwSignal::default(),
            notice: RwSignal::default(),
            is_silent: RwSignal::default(),
            message: RwSignal::default(),
            deleted: RwSignal::default(),
            reading: RwSignal::default(),
            warnings: RwSignal::default(),
            threshold: RwSignal::new(LEAST_SURE),
            about: RwSignal::default(),
            lost: RwSignal::default(),
            editing: RwSignal::default(),
            can_undo: RwSignal::default(),
            draft: RwSignal::default(),
            draft_fault: RwSignal::default(),
            written: RwSignal::default(),
            card_deleted: RwSignal::default(),
            entities: RwSignal::default(),
            seen: RwSignal::default(),
            room: RwSignal::default(),
            keeping: RwSignal::default(),
        }
    }
}

/// Below this a mark has no label anyway.
const LEAST_SURE: u8 = 50;

/// Opens the library and shows what the address asks for.
pub(crate) fn open(controls: Controls) {
    let signals = Signals::new();
    let root = Owner::current().unwrap_or_default();
    web::listen_for_silence(move |is_silent| signals.is_silent.set(is_silent));
    web::spawn(async move {
        let blocked = move |fault: StoreFault| signals.notice.set(fault.to_string());
        let (keeper, fault) = Keeper::open(blocked).await;
        if let Some(fault) = fault {
            signals.notice.set(fault.to_string());
        }
        let cards = web::shipped_cards().await;
        if cards.is_none() {
            signals.notice.set("The background cards could not be fetched, so names have none now. Your articles are safe. Check the connection and reload the page.".to_owned());
        }
        let desk = Rc::new_cyclic(|desk: &Weak<Desk>| {
            let hearing = desk.clone();
            Desk {
                root: root.clone(),
                controls,
                signals,
                engine: Engine::new(move |response| {
                    if let Some(desk) = hearing.upgrade() {
                        desk.hear(response);
                    }
                }),
                keeper,
                shipped: cards.unwrap_or_default(),
                own: RefCell::default(),
                open: RefCell::default(),
                asked: Cell::default(),
                kept: RefCell::default(),
                is_showing: Cell::default(),
                coming: RefCell::default(),
                texts: RefCell::default(),
                deleted: RefCell::default(),
                deleted_card: RefCell::default(),
                form: Cell::default(),
                is_form_shown: Cell::default(),
                saving: Cell::default(),
                failed: RefCell::default(),
                refused: RefCell::default(),
                provenance: RefCell::default(),
                unedited: RefCell::default(),
            }
        });
        desk.mount();
        desk.listen();
        let starting = Rc::clone(&desk);
        web::unless_silent(async move { starting.start().await }).await;
        if let Some(fetched) = web::published_article().await {
            desk.open_published(fetched);
        }
        desk.take_in().await;
    });
}

/// Does something with the desk that takes time.
fn later<F: Future<Output = ()> + 'static>(desk: Handle, what: impl FnOnce(Rc<Desk>) -> F) {
    web::spawn(what(desk.get_value()));
}

impl Desk {
    /// Shows what is kept, and what the address asks for unless the reader has opened something else meanwhile.
    async fn start(self: &Rc<Self>) {
        let asked = self.asked.get();
        self.read_own_cards().await;
        self.list().await;
        if self.asked.get() == asked {
            self.follow(web::route()).await;
        }
    }

    fn listen(self: &Rc<Self>) {
        let desk = Rc::clone(self);
        web::listen_for_articles(move |brought| desk.bring(brought));
        let desk = Rc::clone(self);
        web::listen_for_route(move |route| {
            let desk = Rc::clone(&desk);
            web::spawn(async move { desk.follow(route).await });
        });
        let desk = Rc::clone(self);
        web::listen_for_wishes(move |wish| desk.grant(wish));
        let desk = Rc::clone(self);
        web::make_missing(move |target| desk.missing(target));
        let desk = Rc::clone(self);
        web::listen_for_place(move |place, progress| {
            let desk = Rc::clone(&desk);
            web::spawn(async move { desk.note_place(place, progress).await });
        });
        let desk = Rc::clone(self);
        web::listen_for_other_windows(move |article| {
            let desk = Rc::clone(&desk);
            web::spawn(async move { desk.catch_up(article).await });
        });
        let desk = Rc::clone(self);
        web::listen_for_return(move || {
            let desk = Rc::clone(&desk);
            // Other windows were not heard meanwhile.
            web::spawn(async move { desk.catch_up(None).await });
        });
        web::watch_view();
    }

    /// Shows what other windows have changed: one article, or perhaps any.
    async fn catch_up(self: &Rc<Self>, article: Option<String>) {
        self.read_own_cards().await;
        self.list().await;
        let open = self.open.borrow().as_ref().map(|open| open.id.clone());
        if let Some(open) = open.filter(|open| article.is_none_or(|article| article == *open)) {
            self.changed_elsewhere(&open).await;
        }
    }

    /// Shows what the address asks for.
    async fn follow(self: &Rc<Self>, route: Route) {
        self.asked.set(self.asked.get() + 1);
        match route {
            Route::List => {
                self.leave();
                self.signals.seen.set(None);
                self.list().await;
            }
            Route::Seen(key) => {
                self.leave();
                self.show_across(&key).await;
            }
            Route::Article { id, place } => self.follow_to_article(id, place).await,
        }
    }

    async fn follow_to_article(self: &Rc<Self>, id: String, place: Option<String>) {
        if self.is_open(&id) {
            // The browser itself goes to a place in what is open.
            return;
        }
        let asked = self.asked.get();
        let found = self.keeper.read(&id).await;
        if self.asked.get() != asked {
            return;
        }
        match found {
            Ok(record) => {
                let place = place.unwrap_or_else(|| record.shelved.place.clone());
                let import = record.import();
                self.show(id, import, record.choices.clone());
                self.know(record.revision);
                if let Some(open) = self
                    .open
                    .borrow_mut()
                    .as_mut()
                    .filter(|_| !place.is_empty())
                {
                    open.seek(place);
                }
                self.mark();
                // The order of the list is all that is lost if this cannot be kept.
                let opened = web::now();
                let _ = self
                    .keeper
                    .change_entry(&record.shelved.id, |entry| entry.opened = opened)
                    .await;
            }
            Err(fault) => {
                self.leave();
                self.list().await;
                *self.refused.borrow_mut() = vec![fault.to_string()];
                self.tell_what_comes();
            }
        }
    }

    /// Puts an article on the page in the place of the list or of another one.
    fn show(self: &Rc<Self>, id: String, import: Import, choices: Choices) {
        self.stop();
        self.controls.close();
        // While what stood there before is still laid out: the browser lays the article out in a turn of its own.
        web::go_to_top();
        let warnings = import
            .warnings
            .iter()
            .map(|warning| warning.sentence().to_owned());
        self.signals.warnings.set(warnings.collect());
        self.signals.about.set(import.about.clone());
        self.signals.editing.set(None);
        self.signals.can_undo.set(false);
        self.unedited.borrow_mut().take();
        self.provenance.borrow_mut().take();
        let open = Open::new(id, import, choices, self.cards());
        let before = self.open.borrow_mut().replace(open);
        self.tell_lost(Vec::new());
        if let Some(before) = before {
            // What the reader sees changes at once.
            while self.put_on_page() {}
            web::drop_later(before);
        }
        self.go_on();
    }

    /// Puts the surface of the open article on the page, then the lines above it, and shows both in the place of the list; whether
    /// something of that was still to be done.
    ///
    /// The list stays in view until the last step. Each is long enough for a task of its own where all of this is new to the page.
    fn put_on_page(self: &Rc<Self>) -> bool {
        let put = self.open.borrow_mut().as_mut().map(Open::put_surface);
        if put != Some(false) || self.provenance.borrow().is_some() {
            return put == Some(true);
        }
        web::keep_article_placed();
        self.root.with(|| self.mount_provenance());
        web::show_instead(ids::READING, ids::SHELF);
        true
    }

    /// Has the engine mark the article that is open, from its beginning.
    fn mark(&self) {
        let Some((_, import, _)) = self.opened_article() else {
            return;
        };
        // What was said of an engine that stopped before does not hold any more.
        if let Some((_, message)) = self.failed.take() {
            let warnings = self.signals.warnings;
            warnings.update(|said| said.retain(|warning| *warning != message));
        }
        // An engine that cannot start says so at once, and is heard: nothing may be borrowed here.
        let job = self.engine.annotate(Source::Article(Box::new(import)));
        let failed = self.failed.borrow().clone();
        if let Some((_, message)) = failed.filter(|(failed, _)| *failed == job) {
            self.signals.reading.set(Reading::Stopped);
            self.warn(message);
            return;
        }
        if let Some(open) = &mut *self.open.borrow_mut() {
            open.begin(job, self.cards());
            self.signals.reading.set(Reading::Going(0, 0));
        }
    }

    /// Leaves the marking of the open article be.
    fn stop(&self) {
        let job = match &mut *self.open.borrow_mut() {
            Some(open) => open.job.take(),
            None => None,
        };
        if let Some(job) = job {
            self.engine.cancel(job);
            self.signals.reading.set(Reading::Stopped);
        }
    }

    /// Goes back to the list.
    fn leave(&self) {
        self.stop();
        self.controls.close();
        let before = self.open.borrow_mut().take();
        self.unedited.borrow_mut().take();
        self.provenance.borrow_mut().take();
        web::keep_no_longer();
        web::show_instead(ids::SHELF, ids::READING);
        web::take_away();
        web::set_title("Your articles – Sidelight");
        web::drop_later(before);
    }

    /// Hears the engine.
    fn hear(self: &Rc<Self>, response: Response) {
        match response {
            Response::Opened { job, import } => self.opened(job, *import),
            Response::Part { job, annotated } => {
                if let Some(mut open) = self.open_for(job) {
                    open.append(&annotated);
                }
                self.go_on();
            }
            Response::Finished { job, warnings } => self.finished(job, &warnings),
            Response::Failed { job, message } => {
                self.failed.replace(job.map(|job| (job, message.clone())));
                let coming = job.and_then(|job| self.coming.borrow_mut().remove(&job));
                self.refused.borrow_mut().push(match coming {
                    Some(Coming { name, .. }) if !name.is_empty() => format!("“{name}”: {message}"),
                    _ => message.clone(),
                });
                self.tell_what_comes();
                let is_of_open = job
                    .and_then(|job| self.open_for(job))
                    .is_some_and(|mut open| open.job.take().is_some());
                if is_of_open {
                    self.signals.reading.set(Reading::Stopped);
                    self.signals
                        .warnings
                        .update(|warnings| warnings.push(message));
                }
            }
            Response::Started { .. }
            | Response::Ready { .. }
            | Response::Progress { .. }
            | Response::Cancelled { .. } => {}
        }
    }

    /// Notes which revision is shown now.
    fn know(&self, revision: u32) {
        self.kept.replace(Rc::new(Kept {
            revision: Cell::new(revision),
            is_behind: Cell::default(),
        }));
    }

    /// Whether an article is the one that is open.
    fn is_open(&self, id: &str) -> bool {
        let open = self.open.borrow();
        open.as_ref().is_some_and(|open| open.id == id)
    }

    /// The open article, if it is the one of that order.
    fn open_for(&self, job: Job) -> Option<RefMut<'_, Open>> {
        let open = RefMut::filter_map(self.open.borrow_mut(), Option::as_mut).ok()?;
        (open.job == Some(job)).then_some(open)
    }
}

impl Signals {
    /// A word to the reader, and also that storage does not answer.
    fn and_silence(self, said: RwSignal<String>) -> Signal<String> {
        Signal::derive(move || match said.get() {
            said if !self.is_silent.get() => said,
            said if said.is_empty() => SILENCE.to_owned(),
            said => format!("{SILENCE} {said}"),
        })
    }

    /// What is said above the article, and also that storage does not answer.
    fn warnings_and_silence(self) -> Signal<Vec<String>> {
        Signal::derive(move || {
            let silence = self.is_silent.get().then(|| SILENCE.to_owned());
            silence.into_iter().chain(self.warnings.get()).collect()
        })
    }
}

/// What the reader should know about an article.
fn sentences(import: &[ImportWarning], warnings: &[Warning]) -> Vec<String> {
    let import = import.iter().map(|warning| warning.sentence());
    import
        .chain(warnings.iter().map(|warning| warning.sentence()))
        .map(str::to_owned)
        .collect()
}
