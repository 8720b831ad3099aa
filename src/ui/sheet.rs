//! The sheet in which a card or an explanation opens: near its words, or at the bottom of a narrow screen.

use leptos::prelude::*;

use crate::page::{Target, ids};

/// What the sheet shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetContent {
    /// The card or explanation.
    pub target: Target,
    /// Its name.
    pub title: String,
    /// What else the same words mean or belong to, by name.
    pub others: Vec<(String, Target)>,
    /// Whether it stays until it is closed, rather than while a pointer rests.
    pub stays: bool,
}

/// The frame of the sheet; what it shows is copied from the page into its body.
#[component]
pub fn Sheet(
    /// What is open, if anything is.
    #[prop(into)]
    content: Signal<Option<SheetContent>>,
    /// The reader wants it closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let title =
        move || content.with(|content| content.as_ref().map(|content| content.title.clone()));
    // The link keeps its address while the sheet closes: following it is what closes the sheet.
    let address = Memo::new(move |before: Option<&Option<String>>| {
        content
            .with(|content| content.as_ref().map(|content| content.target.address()))
            .or_else(|| before.cloned().flatten())
    });
    let others = move || {
        content
            .with(|content| content.as_ref().map(|content| content.others.clone()))
            .unwrap_or_default()
    };
    view! {
        <section
            id=ids::SHEET
            class="sheet"
            role="dialog"
            aria-labelledby="sheet-title"
            tabindex="-1"
            hidden=move || content.with(Option::is_none)
        >
            <div class="sheet-head">
                <h3 id="sheet-title" class="unseen">{title}</h3>
                <a class="sheet-address" href=move || address.get() data-native="">"In the list"</a>
                <button type="button" class="sheet-close" on:click=move |_| on_close.run(())>"Close"</button>
            </div>
            <div id=ids::SHEET_BODY></div>
            <Show when=move || !others().is_empty()>
                <div class="sheet-others">
                    <h3>"Also here"</h3>
                    <ul>
                        <For each=others key=|(_, target)| target.clone() let((name, target))>
                            <li><a href=target.address()>{name}</a></li>
                        </For>
                    </ul>
                </div>
            </Show>
        </section>
    }
}
