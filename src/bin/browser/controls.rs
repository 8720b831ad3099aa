//! What every page with an article has: layers, the sheet, settings, search, and the wiring between what the reader does and what is shown.

use std::any::Any;

use leptos::mount::{mount_to, mount_to_body};
use leptos::prelude::*;
use sidelight::page::{Key, Layer, LayerSet, Settings, Target, ids};
use sidelight::ui::{Search, SettingsDialog, Sheet, SheetContent, Status, Update};
use sidelight::web::{self, Intent, Listener, Opener};

/// What can change while the page is open.
#[derive(Clone, Copy)]
pub(crate) struct Controls {
    layers: RwSignal<LayerSet>,
    sheet: RwSignal<Option<SheetContent>>,
    settings: RwSignal<Settings>,
    /// What a screen reader is told.
    pub(crate) message: RwSignal<String>,
    found: RwSignal<(usize, usize)>,
    /// The search of the cards, which goes with this.
    search: StoredValue<Option<Box<dyn Any>>, LocalStorage>,
    /// Whether a newer version of the page is ready.
    update: RwSignal<bool>,
}

/// Takes the page over: mounts what opens over it, and listens to the reader. To be called once, with an owner set.
pub(crate) fn start() -> Controls {
    let settings = Settings::from_words(&web::read(Key::Settings).unwrap_or_default());
    let state = Controls {
        layers: RwSignal::new(web::layers_on()),
        sheet: RwSignal::new(None),
        settings: RwSignal::new(settings),
        message: RwSignal::new(String::new()),
        found: RwSignal::new((0, 0)),
        search: StoredValue::new_local(None),
        update: RwSignal::new(false),
    };
    web::apply_settings(settings);
    mount(state);
    web::keep_offline(move || state.update.set(true));
    web::listen(Listener {
        on_intent: Box::new(move |intent| state.carry_out(intent)),
        opened: Box::new(move || state.pinned()),
        keys: Box::new(move || state.settings.get_untracked().keys),
    });
    state
}

fn mount(state: Controls) {
    let on_close = Callback::new(move |()| state.close());
    let on_change = Callback::new(move |settings| state.set(settings));
    mount_to_body(move || {
        view! {
            <Status message=state.message />
            <Sheet content=state.sheet on_close=on_close />
            <SettingsDialog settings=state.settings on_change=on_change />
            <Update is_ready=state.update on_use=Callback::new(|()| web::use_update()) />
        }
    });
}

impl Controls {
    /// Mounts the search of the cards, if the page has a place for it, over what cards there are now; `find` shows those that hold the
    /// words of a query, and tells how many there are, and in all. The search that was mounted before goes.
    pub(crate) fn mount_search(self, find: impl Fn(&str) -> (usize, usize) + 'static) {
        self.found.set(find(""));
        let Some(place) = web::element(ids::SEARCH_MOUNT) else {
            return;
        };
        let (found, find) = (self.found, StoredValue::new_local(find));
        let on_query =
            Callback::new(move |query: String| found.set(find.with_value(|find| find(&query))));
        let mounted = mount_to(
            place,
            move || view! { <Search found=found on_query=on_query /> },
        );
        self.search.set_value(Some(Box::new(mounted)));
    }

    fn carry_out(self, intent: Intent) {
        match intent {
            Intent::Preview(opener) => self.open(opener, false),
            Intent::Open(opener) => self.open(opener, true),
            Intent::EndPreview if self.pinned().is_none() => self.close(),
            Intent::EndPreview => {}
            Intent::Close => self.close(),
            Intent::Layers => self.show(web::layers_on()),
            Intent::Toggle(layer) => {
                let layers = self.layers.get_untracked();
                self.show(layers.with(layer, !layers.has(layer)));
            }
            Intent::ToggleAll if self.layers.get_untracked() == LayerSet::ALL => {
                self.show(LayerSet::NONE);
            }
            Intent::ToggleAll => self.show(LayerSet::ALL),
            Intent::Peek(on) => web::peek(on),
            Intent::Settings => web::show_dialog(ids::SETTINGS),
            Intent::Search => web::focus(ids::SEARCH_FIELD),
            Intent::Keys => web::go_to(ids::KEYS),
        }
    }

    /// What is open to stay.
    fn pinned(self) -> Option<Target> {
        self.sheet.with_untracked(|sheet| {
            let content = sheet.as_ref().filter(|content| content.stays)?;
            Some(content.target.clone())
        })
    }

    fn open(self, opener: Opener, stays: bool) {
        self.sheet.set(Some(SheetContent {
            title: web::title_of(&opener.target),
            others: opener.others,
            target: opener.target.clone(),
            stays,
        }));
        // The sheet is shown by the next task; only then it has a size to be placed by.
        request_animation_frame(move || {
            if !web::open_sheet(&opener.target) {
                self.message.set("That card or explanation is no longer on this page; reload it to bring it back.".to_owned());
                self.sheet.set(None);
            } else if stays {
                web::focus(ids::SHEET);
            }
        });
    }

    pub(crate) fn close(self) {
        if self.sheet.with_untracked(Option::is_some) {
            web::close_sheet();
            self.sheet.set(None);
        }
    }

    /// Shows a set of layers, remembers it, puts it into the address and says what changed.
    fn show(self, layers: LayerSet) {
        let notes_change = self.layers.get_untracked().differs_in_notes(layers);
        self.layers.set(layers);
        web::set_layers(layers, notes_change);
        web::write(Key::Layers, &layers.to_string());
        // Browsers answer a new address by work of their own, such as drawing the page's icon anew.
        web::when_paused(move || {
            web::show_layers(layers);
            self.message.set(spoken(layers));
        });
    }

    fn set(self, settings: Settings) {
        self.settings.set(settings);
        web::apply_settings(settings);
        web::write(Key::Settings, &settings.to_words());
    }
}

/// What a screen reader says about the layers that are on.
fn spoken(layers: LayerSet) -> String {
    if layers == LayerSet::NONE {
        return "All layers off: the bare article.".to_owned();
    }
    let shown: Vec<_> = Layer::ALL
        .into_iter()
        .filter(|layer| layers.has(*layer))
        .map(|layer| match web::marks_of(layer) {
            Some(count) => format!("{}, {count} marks", layer.name()),
            None => layer.name().to_owned(),
        })
        .collect();
    format!("Shown: {}.", shown.join("; "))
}
