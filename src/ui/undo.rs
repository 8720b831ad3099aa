//! Word of something that was done, with the way back.

use leptos::prelude::*;

/// A line at the bottom of the page; nothing while there is nothing to undo.
#[component]
pub fn Undo(
    /// What was done, as a sentence; empty while nothing was.
    #[prop(into)]
    done: Signal<String>,
    /// The reader wants it undone.
    on_undo: Callback<()>,
    /// The reader has read it.
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || done.with(|done| !done.is_empty())>
            <p class="sheet undo" role="status">
                <span>{move || done.get()}</span>
                <button type="button" on:click=move |_| on_undo.run(())>"Undo"</button>
                <button type="button" on:click=move |_| on_close.run(())>"Close"</button>
            </p>
        </Show>
    }
}
