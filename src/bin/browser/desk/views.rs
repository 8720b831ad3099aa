//! What of the desk is on the page: the list with all that belongs to it, and the lines above an article.

use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use sidelight::engine::Source;
use sidelight::library::Key;
use sidelight::page::ids;
use sidelight::ui::{
    Bring, CardForm, Edit, Entities, Keeping, LostList, Provenance, Seen, SeenEntity, Shelf, Undo,
};
use sidelight::web::{self, Brought, What};

use super::{Desk, Handle, later};

impl Desk {
    pub(super) fn mount(self: &Rc<Self>) {
        let Some(place) = web::element(ids::SHELF) else {
            return;
        };
        let desk = StoredValue::new_local(Rc::clone(self));
        let seen = self.signals.seen;
        mount_to(place, move || {
            view! {
                <Show when=move || seen.with(Option::is_none)>{list(desk)}</Show>
                <Show when=move || seen.with(Option::is_some)>{across(desk, seen)}</Show>
            }
        })
        .forget();
        let signals = self.signals;
        leptos::mount::mount_to_body(move || {
            view! {
                <CardForm
                    draft=signals.draft
                    written=signals.written
                    fault=signals.and_silence(signals.draft_fault)
                    on_save=Callback::new(move |()| later(desk, |desk| async move { desk.save_card().await }))
                    on_delete=Callback::new(move |()| later(desk, |desk| async move { desk.delete_card().await }))
                    on_cancel=Callback::new(move |()| desk.with_value(|desk| desk.end_card()))
                    on_closed=Callback::new(move |()| desk.with_value(|desk| desk.form_closed()))
                />
                <Undo
                    done=signals.card_deleted
                    on_undo=Callback::new(move |()| later(desk, |desk| async move { desk.undo_card().await }))
                    on_close=Callback::new(move |()| desk.with_value(|desk| desk.end_card_undo()))
                />
            }
        });
    }

    /// Puts the lines above the article that is open; those of the one before were taken away: their views would go on beside these.
    pub(super) fn mount_provenance(self: &Rc<Self>) {
        let Some(place) = web::element(ids::PROVENANCE) else {
            return;
        };
        let signals = self.signals;
        let desk = StoredValue::new_local(Rc::clone(self));
        let mounted = mount_to(place, move || {
            view! {
                <Provenance
                    reading=signals.reading
                    warnings=signals.warnings_and_silence()
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
                <LostList
                    lost=signals.lost
                    on_forget=Callback::new(move |number| desk.with_value(|desk| desk.forget(number)))
                />
                // These lines go while their own buttons are heard: what they ask for is done after that.
                <Edit
                    text=signals.editing
                    can_undo=signals.can_undo
                    on_begin=Callback::new(move |()| desk.with_value(Desk::begin_editing))
                    on_save=Callback::new(move |text: String| later(desk, |desk| async move { desk.save_text(&text).await }))
                    on_cancel=Callback::new(move |()| later(desk, |desk| async move { desk.end_editing().await }))
                    on_undo=Callback::new(move |()| later(desk, |desk| async move { desk.undo_editing() }))
                />
            }
        });
        *self.provenance.borrow_mut() = Some(Box::new(mounted));
    }
}

/// Bringing articles, the list of them, and who and what they name.
fn list(desk: Handle) -> impl IntoView {
    let signals = desk.with_value(|desk| desk.signals);
    let listed = move || desk.with_value(|desk| desk.listed());
    let count = Signal::derive(move || signals.shelf.with(Vec::len));
    let bring = move |text: String| {
        let what = Ok(What::Article(Source::Text(text)));
        let name = String::new();
        desk.with_value(|desk| desk.bring(vec![Brought { name, what }]));
    };
    view! {
        <Bring message=signals.message on_text=Callback::new(bring) />
        <Shelf
            articles=Signal::derive(listed)
            count=Signal::derive(move || signals.is_listed.get().then(|| count.get()))
            notice=signals.and_silence(signals.notice)
            deleted=signals.deleted
            on_query=Callback::new(move |query: String| {
                signals.query.set(query);
                later(desk, |desk| async move { desk.read_texts().await });
            })
            on_order=Callback::new(move |order| signals.order.set(order))
            on_delete=Callback::new(move |id: String| later(desk, |desk| async move { desk.delete(&id).await }))
            on_undo=Callback::new(move |()| later(desk, |desk| async move { desk.undo().await }))
            on_tags=Callback::new(move |(id, tags): (String, String)| later(desk, |desk| async move { desk.tag(&id, &tags).await }))
        />
        <div class="shelf-more">
            <Entities entities=signals.entities />
            <Keeping
                room=signals.room
                count=count
                message=signals.keeping
                on_keep=Callback::new(move |()| later(desk, |desk| async move { desk.ask_to_keep().await }))
                on_export=Callback::new(move |()| later(desk, |desk| async move { desk.export().await }))
            />
        </div>
    }
}

/// Everywhere that one entity is named.
fn across(desk: Handle, seen: RwSignal<Option<SeenEntity>>) -> impl IntoView {
    let signals = desk.with_value(|desk| desk.signals);
    let notice = signals.and_silence(signals.notice);
    let entity = Memo::new(move |before: Option<&Option<SeenEntity>>| {
        // While the view goes away there is none any more; it keeps what it had.
        seen.get().or_else(|| before.cloned().flatten())
    });
    move || {
        let entity = entity.get()?;
        Some(view! {
            <Seen
                entity=entity
                notice=notice
                on_write=Callback::new(move |key: Key| desk.with_value(|desk| desk.begin_card_for(&key)))
            />
        })
    }
}
