//! The reader's desk: what is brought goes to the engine, into the library and onto the page.

use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use leptos::mount::mount_to;
use leptos::prelude::*;
use sidelight::annotate::Warning;
use sidelight::article::{About, Import, ImportWarning};
use sidelight::card::Cards;
use sidelight::engine::{Job, Response, Source};
use sidelight::library::{Choices, Order, Record, Shelved, Store as _, find, published};
use sidelight::page::ids;
use sidelight::text::CardId;
use sidelight::ui::{Bring, Provenance, Reading, Shelf};
use sidelight::web::{self, Brought, Engine, Keeper, Wish};

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
    /// What was brought and is being read by the engine.
    coming: RefCell<BTreeMap<Job, Coming>>,
    /// Texts of articles in lower case, once the reader searches.
    texts: RefCell<BTreeMap<String, String>>,
    deleted: RefCell<Option<Record>>,
    /// Why articles that were brought last could not be read.
    refused: RefCell<Vec<String>>,
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
                coming: RefCell::default(),
                texts: RefCell::default(),
                deleted: RefCell::default(),
                refused: RefCell::default(),
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
        web::listen_for_wishes(move |wish| match wish {
            Wish::Restore(number) => desk.restore(number),
            Wish::Choose(mention, card) => desk.choose(&mention, card),
        });
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

    /// The articles that the list shows.
    fn listed(&self) -> Vec<Shelved> {
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
    async fn list(&self) {
        match self.keeper.shelf().await {
            Ok((articles, damaged)) => {
                self.signals.shelf.set(articles);
                if damaged > 0 {
                    self.signals.notice.set(format!("{damaged} of your articles cannot be listed, because their entries are damaged or of a newer version. They are left as they are; all others are untouched."));
                }
            }
            Err(fault) => self.signals.notice.set(fault.to_string()),
        }
    }

    /// Reads the texts that a search looks into and that were not read yet.
    async fn read_texts(&self) {
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

    /// Takes in what the reader brought: one article is opened, of several all are kept and listed.
    fn bring(&self, brought: Vec<Brought>) {
        let opens = brought.len() == 1;
        let mut refused = Vec::new();
        for Brought { name, source } in brought {
            match source {
                Ok(source) => {
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
    fn open_published(&self, fetched: Result<(String, String, String), String>) {
        let source = fetched.and_then(|(name, text, address)| {
            published(&name, text, &address).map_err(|error| {
                format!("The article at {address} could not be opened: {error}. Your own articles are untouched. Tell its publisher.")
            })
        });
        self.bring(vec![Brought {
            name: String::new(),
            source,
        }]);
    }

    /// Says how many articles are still being read, and what could not be.
    fn tell_what_comes(&self) {
        let mut lines = self.refused.borrow().clone();
        match self.coming.borrow().len() {
            0 => {}
            1 => lines.push("Reading …".to_owned()),
            count => lines.push(format!("Reading: {count} to go …")),
        }
        self.signals.message.set(lines.join("\n"));
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
            Ok(mut record) => {
                record.shelved.opened = web::now();
                let place = record.shelved.place.clone();
                let import = record.import();
                self.show(id, import, record.choices.clone());
                self.mark();
                if !place.is_empty() {
                    web::go_to(&place);
                }
                // The order of the list is all that is lost if this cannot be kept.
                let _ = self.keeper.note(&record.shelved).await;
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
        web::keep_notes_placed();
        self.mount_provenance();
    }

    fn mount_provenance(self: &Rc<Self>) {
        let Some(place) = web::element(ids::PROVENANCE) else {
            return;
        };
        let signals = self.signals;
        let desk = StoredValue::new_local(Rc::clone(self));
        mount_to(place, move || {
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
        })
        .forget();
    }

    /// Has the engine mark the article that is open, from its beginning.
    fn mark(&self) {
        let mut open = self.open.borrow_mut();
        if let Some(open) = &mut *open {
            let source = Source::Article(Box::new(open.import.clone()));
            let job = self.engine.annotate(source);
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
            }
            Response::Progress { job, done, total } => {
                if self.open_for(job).is_some() {
                    self.signals.reading.set(Reading::Going(done, total));
                }
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
            Response::Started { .. } | Response::Ready { .. } | Response::Cancelled { .. } => {}
        }
    }

    /// The open article, if it is the one of that order.
    fn open_for(&self, job: Job) -> Option<RefMut<'_, Open>> {
        let open = RefMut::filter_map(self.open.borrow_mut(), Option::as_mut).ok()?;
        (open.job == Some(job)).then_some(open)
    }

    /// The engine has read what the reader brought: it is kept, and opened if it is to be.
    fn opened(self: &Rc<Self>, job: Job, import: Import) {
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
        let record = Record::new(web::new_id(), import.clone(), web::now());
        let id = record.shelved.id.clone();
        if opens {
            self.show(id.clone(), import, Choices::new());
            if let Some(open) = &mut *self.open.borrow_mut() {
                open.begin(job, self.cards.clone());
                self.signals.reading.set(Reading::Going(0, 0));
            }
        } else {
            self.engine.cancel(job);
        }
        let desk = Rc::clone(self);
        web::spawn(async move {
            match desk.keeper.write(&record).await {
                Ok(()) => {
                    if opens {
                        web::go_to_article(Some(&id));
                    }
                    web::tell_other_windows();
                    // Of many the list is read once.
                    let is_last = desk.coming.borrow().is_empty();
                    if is_last {
                        desk.list().await;
                    }
                }
                Err(fault) => {
                    desk.refused.borrow_mut().push(fault.to_string());
                    desk.tell_what_comes();
                    desk.signals
                        .warnings
                        .update(|warnings| warnings.push(fault.to_string()));
                }
            }
        });
    }

    /// The engine has marked all of the open article.
    fn finished(self: &Rc<Self>, job: Job, warnings: &[Warning]) {
        let (id, import) = {
            let Some(mut open) = self.open_for(job) else {
                return;
            };
            open.finish();
            (open.id.clone(), open.import.warnings.clone())
        };
        self.controls.mount_search();
        self.signals.reading.set(Reading::Done);
        self.signals.warnings.set(sentences(&import, warnings));
        let desk = Rc::clone(self);
        web::spawn(async move {
            let Ok(mut record) = desk.keeper.read(&id).await else {
                return;
            };
            if let Some(open) = &*desk.open.borrow() {
                record.shelved.note_names(&open.marks);
            }
            if desk.keeper.note(&record.shelved).await.is_ok() {
                desk.list().await;
            }
        });
    }

    /// Puts a piece back that was left out of the open article.
    fn restore(self: &Rc<Self>, number: usize) {
        let Some((id, mut import, choices)) = self.opened_article() else {
            return;
        };
        import.restore(number);
        self.show(id, import, choices);
        self.mark();
        self.keep_changes();
    }

    /// Lets the words of a mention mean what the reader says.
    fn choose(self: &Rc<Self>, mention: &str, card: Option<CardId>) {
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
    fn describe(self: &Rc<Self>, about: About) {
        if let Some(open) = &mut *self.open.borrow_mut() {
            open.import.about = about;
            open.show_about();
        }
        self.controls.mount_search();
        self.keep_changes();
    }

    fn opened_article(&self) -> Option<(String, Import, Choices)> {
        let open = self.open.borrow();
        let open = open.as_ref()?;
        Some((open.id.clone(), open.import.clone(), open.choices.clone()))
    }

    /// Keeps the changed form of the open article.
    fn keep_changes(self: &Rc<Self>) {
        let Some((id, import, choices)) = self.opened_article() else {
            return;
        };
        let desk = Rc::clone(self);
        web::spawn(async move {
            let kept = match desk.keeper.read(&id).await {
                Ok(mut record) => {
                    record.take(import);
                    record.choices = choices;
                    desk.keeper.write(&record).await
                }
                Err(fault) => Err(fault),
            };
            match kept {
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

    async fn note_place(&self, place: String, progress: f32) {
        let id = self.open.borrow().as_ref().map(|open| open.id.clone());
        let Some(id) = id else { return };
        if let Ok(mut record) = self.keeper.read(&id).await {
            record.shelved.place = place;
            record.shelved.progress = record.shelved.progress.max(progress);
            // A place that cannot be kept is only a place.
            let _ = self.keeper.note(&record.shelved).await;
        }
    }

    async fn delete(&self, id: &str) {
        match self.keeper.delete(id).await {
            Ok(record) => {
                self.signals
                    .deleted
                    .set(Some(record.shelved.about.title.clone()));
                *self.deleted.borrow_mut() = Some(record);
                self.texts.borrow_mut().remove(id);
                web::tell_other_windows();
            }
            Err(fault) => self.signals.notice.set(fault.to_string()),
        }
        self.list().await;
    }

    async fn undo(&self) {
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
            web::tell_other_windows();
            self.list().await;
        }
    }

    async fn tag(&self, id: &str, tags: &str) {
        let kept = match self.keeper.read(id).await {
            Ok(mut record) => {
                let tags = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
                record.shelved.tags = tags.map(str::to_owned).collect();
                self.keeper.note(&record.shelved).await
            }
            Err(fault) => Err(fault),
        };
        if let Err(fault) = kept {
            self.signals.notice.set(fault.to_string());
        }
        web::tell_other_windows();
        self.list().await;
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
