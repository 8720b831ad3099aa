//! Where the library is kept: how much room it takes, whether the browser may clear it, and the library as one file.

use leptos::prelude::*;

use crate::library::Room;
use crate::page::ids;

/// The section “How they are kept”.
#[component]
pub fn Keeping(
    /// What the browser says about storage.
    #[prop(into)]
    room: Signal<Room>,
    /// How many articles there are.
    #[prop(into)]
    count: Signal<usize>,
    /// What came of the last thing done here; empty if nothing was.
    #[prop(into)]
    message: Signal<String>,
    /// The reader wants the browser asked to keep the library.
    on_keep: Callback<()>,
    /// The reader wants the library as a file.
    on_export: Callback<()>,
) -> impl IntoView {
    let asks = move || room.get().is_lasting == Some(false);
    view! {
        <details class="keeping" id=ids::KEEPING>
            <summary>"How they are kept, export and import"</summary>
            <p>{move || room.get().to_string()}</p>
            <Show when=asks>
                <p>
                    "Browsers may clear what a page keeps when the device runs short of room, and some do after weeks without a visit. You can ask yours not to; it decides, and may ask you. "
                    <button type="button" on:click=move |_| on_keep.run(())>"Ask the browser to keep them"</button>
                </p>
            </Show>
            <p>
                "One file holds everything: articles, your tags, choices and cards. Importing adds to what is here and replaces nothing."
            </p>
            <div class="bring-ways">
                <button type="button" disabled=move || count.get() == 0 on:click=move |_| on_export.run(())>"Export everything"</button>
                <label class="file-button small">
                    "Import a library"
                    <input id=ids::IMPORT type="file" accept=".zip,application/zip" />
                </label>
            </div>
            <p class="keeping-message" role="status">{move || message.get()}</p>
        </details>
    }
}
