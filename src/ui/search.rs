//! The search of the index of cards.

use leptos::prelude::*;

use crate::page::ids;

/// A field that filters the index as one types.
#[component]
pub fn Search(
    /// How many cards are left and how many there are.
    #[prop(into)]
    found: Signal<(usize, usize)>,
    /// Receives what was typed.
    on_query: Callback<String>,
) -> impl IntoView {
    let outcome = move || match found.get() {
        (0, _) => "No card contains all these words. Try one word, or part of a name.".to_owned(),
        (shown, all) if shown == all => format!("{all} cards"),
        (shown, all) => format!("{shown} of {all} cards"),
    };
    view! {
        <label for=ids::SEARCH_FIELD>"Search the cards"</label>
        <input
            id=ids::SEARCH_FIELD
            type="search"
            autocomplete="off"
            aria-keyshortcuts="/"
            on:input:target=move |event| on_query.run(event.target().value())
        />
        <p class="muted" role="status">{outcome}</p>
    }
}
