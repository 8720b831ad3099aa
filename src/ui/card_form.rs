//! The dialog in which a reader writes a card.

use leptos::prelude::*;

use crate::card::Kind;
use crate::library::{Draft, LONGEST_SUMMARY};
use crate::page::ids;

/// A form for a card of the reader's own.
#[component]
pub fn CardForm(
    /// The draft that is written; none while no card is.
    #[prop(into)]
    draft: Signal<Option<Draft>>,
    /// The draft as it stands in the fields.
    written: RwSignal<Option<Draft>>,
    /// What does not fit; empty if nothing.
    #[prop(into)]
    fault: Signal<String>,
    /// The reader wants the draft kept as it is written.
    on_save: Callback<()>,
    /// The reader wants the card deleted.
    on_delete: Callback<()>,
    /// The reader wants nothing changed.
    on_cancel: Callback<()>,
    /// The dialog was closed, and no other form is shown in it by now.
    on_closed: Callback<()>,
) -> impl IntoView {
    view! {
        <dialog
            id=ids::CARD_FORM
            class="settings card-form"
            aria-labelledby="card-form-title"
            on:close:target=move |event| {
                if !event.target().open() {
                    on_closed.run(());
                }
            }
        >
            {move || {
                draft.get().map(|draft| view! { <Fields draft=draft written=written fault=fault on_save=on_save on_delete=on_delete on_cancel=on_cancel /> })
            }}
        </dialog>
    }
}

/// The fields of one draft.
#[component]
fn Fields(
    /// The draft as it was.
    draft: Draft,
    /// The draft as it stands in the fields.
    written: RwSignal<Option<Draft>>,
    /// What does not fit.
    fault: Signal<String>,
    /// The reader wants the draft kept as it is written.
    on_save: Callback<()>,
    /// The reader wants the card deleted.
    on_delete: Callback<()>,
    /// The reader wants nothing changed.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let is_new = draft.id.is_none();
    let first = draft.clone();
    written.set(Some(draft));
    let change = move |change: &dyn Fn(&mut Draft)| {
        written.update(|draft| {
            draft.as_mut().map(change);
        });
    };
    let length = move || {
        written.with(|draft| {
            let summary = draft.as_ref().map(|draft| draft.summary.trim());
            summary.map_or(0, |summary| summary.chars().count())
        })
    };
    let kinds = Kind::ALL.map(|kind| {
        view! { <option value=kind.key() selected=kind == first.kind>{kind.key()}</option> }
    });
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            on_save.run(());
        }>
            <h2 id="card-form-title">{if is_new { "Write a card" } else { "Edit your card" }}</h2>
            <p class="muted">"It is yours: kept on this device, shown wherever your articles name it, and marked as written by you."</p>
            <label>
                "Name "
                <input type="text" required autocomplete="off" prop:value=first.name.clone() on:input:target=move |event| change(&|draft| draft.name = event.target().value()) />
            </label>
            <label>
                "Kind "
                <select on:change:target=move |event| {
                    if let Some(kind) = Kind::from_key(&event.target().value()) {
                        change(&|draft| draft.kind = kind);
                    }
                }>{kinds.collect_view()}</select>
            </label>
            <label>
                "Also called (parted by commas) "
                <input type="text" autocomplete="off" prop:value=first.also.clone() on:input:target=move |event| change(&|draft| draft.also = event.target().value()) />
            </label>
            <label>
                "Who or what it is, in a sentence or two "
                <textarea rows="4" prop:value=first.summary.clone() on:input:target=move |event| change(&|draft| draft.summary = event.target().value())></textarea>
                <span class="muted">{length} " of " {LONGEST_SUMMARY} " characters"</span>
            </label>
            <label>
                "Where you read it: the address of a page (may stay empty) "
                <input type="url" inputmode="url" autocomplete="off" placeholder="https://" prop:value=first.source.clone() on:input:target=move |event| change(&|draft| draft.source = event.target().value()) />
            </label>
            <p class="form-fault" role="alert">{move || fault.get()}</p>
            <div class="form-actions">
                <button type="submit" class="main-button">"Save"</button>
                <button type="button" on:click=move |_| on_cancel.run(())>"Cancel"</button>
                <Show when=move || !is_new>
                    <button
                        type="button"
                        on:click=move |_| on_delete.run(())
                    >
                        "Delete"
                    </button>
                </Show>
            </div>
        </form>
    }
}
