//! The reader's desk: what is brought goes to the engine, into the library and onto the page.

mod changes;
mod coming;
mod marking;
mod shelf;

use std::any::Any;
use std::cell::{Cell, RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use leptos::mount::mount_to;
use leptos::prelude::*;
use sidelight::annotate::Warning;
use sidelight::article::{About, Import, ImportWarning};
use sidelight::card::Cards;
use sidelight::engine::{Job, Response, Source};
use sidelight::library::{Choices, Order, Record, Shelved, Store as _};
use sidelight::page::ids;
use sidelight::ui::{Bring, Provenance, Reading, Shelf};
use sidelight::web::{self, Brought, Engine, Keeper};

use crate::controls::Controls;
use crate::reading::Open;

/// Everything that the page holds; it lives as long as the page.
struct Desk {
    controls: Controls,
    signals: Signals,
    engine: Engine,
    keeper: Keeper,
    cards: Cards,
    open: RefCell<Option<Open>>,
    /// Whether marks are being put into the page.
    is_showing: Cell<bool>,
    /// What was brought and is being read by the engine.
    coming: RefCell<BTreeMap<Job, Coming>>,
    /// Texts of articles in lower case, once the reader searches.
    texts: RefCell<BTreeMap<String, String>>,
    deleted: RefCell<Option<Record>>,
    /// Why articles that were brought last could not be read.
    refused: RefCell<Vec<String>>,
    /// The lines above the article that is open; they go with this.
    provenance: RefCell<Option<Box<dyn Any>>>,
}

/// The desk as views hold it.
type Handle = StoredValue<Rc<Desk>, LocalStorage>;

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
    query: RwSignal<String>,
    order: RwSignal<Order>,
    /// Counts up when more is known that a search can find.
    texts_read: RwSignal<usize>,
    notice: RwSignal<String>,
    message: RwSignal<String>,
    deleted: RwSignal<Option<String>>,
    reading: RwSignal<Reading>,
    warnings: RwSignal<Vec<String>>,
    threshold: RwSignal<u8>,
    about: RwSignal<About>,
}

/// Below this a mark has no label anyway.
const LEAST_SURE: u8 = 50;

/// Opens the library and shows what the address asks for.
pub(crate) fn open(controls: Controls) {
    let signals = Signals {
        shelf: RwSignal::new(Vec::new()),
        query: RwSignal::new(String::new()),
        order: RwSignal::new(Order::default()),
        texts_read: RwSignal::new(0),
        notice: RwSignal::new(String::new()),
        message: RwSignal::new(String::new()),
        deleted: RwSignal::new(None),
        reading: RwSignal::new(Reading::Done),
        warnings: RwSignal::new(Vec::new()),
        threshold: RwSignal::new(LEAST_SURE),
        about: RwSignal::new(About::default()),
    };
    web::spawn(async move {
        let (keeper, fault) = Keeper::open().await;
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
                controls,
                signals,
                engine: Engine::new(move |response| {
                    if let Some(desk) = hearing.upgrade() {
                        desk.hear(response);
                    }
                }),
                keeper,
                cards: cards.unwrap_or_default(),
                open: RefCell::default(),
                is_showing: Cell::default(),
                coming: RefCell::default(),
                texts: RefCell::default(),
                deleted: RefCell::default(),
                refused: RefCell::default(),
                provenance: RefCell::default(),
            }
        });
        desk.mount();
        desk.listen();
        desk.list().await;
        desk.follow(web::article_in_address()).await;
        if let Some(fetched) = web::published_article().await {
            desk.open_published(fetched);
        }
    });
}

/// Does something with the desk that takes time.
fn later<F: Future<Output = ()> + 'static>(desk: Handle, what: impl FnOnce(Rc<Desk>) -> F) {
    web::spawn(what(desk.get_value()));
}

impl Desk {
    fn mount(self: &Rc<Self>) {
        let Some(place) = web::element(ids::SHELF) else {
            return;
        };
        let (signals, desk) = (self.signals, StoredValue::new_local(Rc::clone(self)));
        let listed = move || desk.with_value(|desk| desk.listed());
        let on_open = Callback::new(move |id: String| {
            web::go_to_article(Some(&id));
            later(desk, |desk| async move { desk.follow(Some(id)).await });
        });
        let on_query = Callback::new(move |query: String| {
            signals.query.set(query);
            later(desk, |desk| async move { desk.read_texts().await });
        });
        mount_to(place, move || {
            view! {
                <Bring
                    message=signals.message
                    on_text=Callback::new(move |text| {
                        desk.with_value(|desk| desk.bring(vec![Brought { name: String::new(), source: Ok(Source::Text(text)) }]));
                    })
                />
                <Shelf
                    articles=Signal::derive(listed)
                    count=Signal::derive(move || signals.shelf.with(Vec::len))
                    notice=signals.notice
                    deleted=signals.deleted
                    on_query=on_query
                    on_order=Callback::new(move |order| signals.order.set(order))
                    on_open=on_open
                    on_delete=Callback::new(move |id: String| later(desk, |desk| async move { desk.delete(&id).await }))
                    on_undo=Callback::new(move |()| later(desk, |desk| async move { desk.undo().await }))
                    on_tags=Callback::new(move |(id, tags): (String, String)| later(desk, |desk| async move { desk.tag(&id, &tags).await }))
                />
            }
        })
        .forget();
    }

    fn listen(self: &Rc<Self>) {
        let desk = Rc::clone(self);
        web::listen_for_articles(move |brought| desk.bring(brought));
        let desk = Rc::clone(self);
        web::listen_for_route(move |id| {
            let desk = Rc::clone(&desk);
            web::spawn(async move { desk.follow(id).await });
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
        web::listen_for_other_windows(move || {
            let desk = Rc::clone(&desk);
            web::spawn(async move { desk.list().await });
        });
        web::watch_view();
    }

    /// Shows the article that the address names, or the list.
    async fn follow(self: &Rc<Self>, id: Option<String>) {
        let Some(id) = id else {
            self.leave();
            self.list().await;
            return;
        };
        let is_open = self
            .open
            .borrow()
            .as_ref()
            .is_some_and(|open| open.id == id);
        if is_open {
            return;
        }
        match self.keeper.read(&id).await {
            Ok(record) => {
                let place = record.shelved.place.clone();
                let import = record.import();
                self.show(id, import, record.choices.clone());
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
                    .change(&record.shelved.id, |record| record.shelved.opened = opened)
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
        let warnings = import
            .warnings
            .iter()
            .map(|warning| warning.sentence().to_owned());
        self.signals.warnings.set(warnings.collect());
        self.signals.about.set(import.about.clone());
        let open = Open::show(id, import, choices, self.cards.clone());
        *self.open.borrow_mut() = Some(open);
        web::show_instead(ids::READING, ids::SHELF);
        web::go_to_top();
        web::keep_article_placed();
        self.mount_provenance();
        self.go_on();
    }

    fn mount_provenance(self: &Rc<Self>) {
        // The lines of the article before are taken away first: their views would go on beside the new ones.
        self.provenance.borrow_mut().take();
        let Some(place) = web::element(ids::PROVENANCE) else {
            return;
        };
        let signals = self.signals;
        let desk = StoredValue::new_local(Rc::clone(self));
        let mounted = mount_to(place, move || {
            view! {
                <Provenance
                    reading=signals.reading
                    warnings=signals.warnings
                    threshold=signals.threshold
                    about=signals.about
                    on_about=Callback::new(move |about| desk.with_value(|desk| desk.describe(about)))
                    on_threshold=Callback::new(move |least| {
                        signals.threshold.set(least);
                        web::set_least_sure(least);
                    })
                    on_stop=Callback::new(move |()| desk.with_value(|desk| desk.stop()))
                    on_resume=Callback::new(move |()| desk.with_value(|desk| desk.mark()))
                />
            }
        });
        *self.provenance.borrow_mut() = Some(Box::new(mounted));
    }

    /// Has the engine mark the article that is open, from its beginning.
    fn mark(&self) {
        let Some((_, import, _)) = self.opened_article() else {
            return;
        };
        // An engine that cannot start says so at once, and is heard: nothing may be borrowed here.
        let job = self.engine.annotate(Source::Article(Box::new(import)));
        if let Some(open) = &mut *self.open.borrow_mut() {
            open.begin(job, self.cards.clone());
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
        *self.open.borrow_mut() = None;
        self.provenance.borrow_mut().take();
        web::keep_no_longer();
        web::fill(ids::READING, "");
        web::show_instead(ids::SHELF, ids::READING);
        web::set_title("Your articles – Sidelight");
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
                let coming = job.and_then(|job| self.coming.borrow_mut().remove(&job));
                self.refused.borrow_mut().push(match coming {
                    Some(Coming { name, .. }) if !name.is_empty() => format!("“{name}”: {message}"),
                    _ => message.clone(),
                });
                self.tell_what_comes();
                if job.is_some_and(|job| self.open_for(job).is_some()) {
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

    /// The open article, if it is the one of that order.
    fn open_for(&self, job: Job) -> Option<RefMut<'_, Open>> {
        let open = RefMut::filter_map(self.open.borrow_mut(), Option::as_mut).ok()?;
        (open.job == Some(job)).then_some(open)
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
