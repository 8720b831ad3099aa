//! Word of a newer version of the page, which waits until the reader wants it.

use leptos::prelude::*;

/// A line at the bottom of the page; nothing while there is no newer version.
#[component]
pub fn Update(
    /// Whether a newer version is ready.
    #[prop(into)]
    is_ready: Signal<bool>,
    /// The reader wants it now.
    on_use: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || is_ready.get()>
            <p class="sheet update" role="status">
                "A newer version of this page is ready. "
                <button type="button" class="sheet-close" on:click=move |_| on_use.run(())>"Use it now"</button>
            </p>
        </Show>
    }
}
