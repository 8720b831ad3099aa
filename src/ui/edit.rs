//! Editing the text of an article, and what did not find its place again.

use leptos::prelude::*;

/// The field in which an article's text is edited.
#[component]
pub fn Edit(
    /// The text while it is edited; none while it is not.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// Whether the last editing can be undone.
    #[prop(into)]
    can_undo: Signal<bool>,
    /// The reader wants to edit.
    on_begin: Callback<()>,
    /// Receives the text as it was edited.
    on_save: Callback<String>,
    /// The reader wants nothing changed.
    on_cancel: Callback<()>,
    /// The reader wants the text back that there was before.
    on_undo: Callback<()>,
) -> impl IntoView {
    let field = NodeRef::<leptos::html::Textarea>::new();
    let save = move |_| {
        if let Some(field) = field.get_untracked() {
            on_save.run(field.value());
        }
    };
    view! {
        <Show when=move || text.with(Option::is_none)>
            <p class="edit-ways">
                <button type="button" class="edit-button" on:click=move |_| on_begin.run(())>"Edit the text"</button>
                <Show when=move || can_undo.get()>
                    " "
                    <button type="button" on:click=move |_| on_undo.run(())>"Undo the last editing"</button>
                </Show>
            </p>
        </Show>
        <Show when=move || text.with(Option::is_some)>
            <div class="edit">
                <label>
                    "The article’s text "
                    <textarea node_ref=field rows="18" spellcheck="true" prop:value=move || text.get().unwrap_or_default()></textarea>
                </label>
                <p>"An empty line parts paragraphs. At a line’s start: ## subhead, - item, > quote, ^ caption, | table row, @ byline; a stroke \\ before such a sign lets it stand."</p>
                <p>
                    <button type="button" class="main-button" on:click=save>"Save and mark again"</button>
                    " "
                    <button type="button" on:click=move |_| on_cancel.run(())>"Cancel"</button>
                </p>
            </div>
        </Show>
    }
}

/// A choice or link of the reader's article whose words are not there any more.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lost {
    /// The number of the choice; none for a link.
    pub choice: Option<usize>,
    /// The words.
    pub words: String,
    /// What they led to.
    pub target: String,
}

/// The list of what did not find its place again in the text.
#[component]
pub fn LostList(
    /// All of it.
    #[prop(into)]
    lost: Signal<Vec<Lost>>,
    /// The reader takes a choice back.
    on_forget: Callback<usize>,
) -> impl IntoView {
    view! {
        <Show when=move || lost.with(|lost| !lost.is_empty())>
            <div class="lost" role="note">
                <p>"These of yours stand nowhere now, because the text has changed. Choices are kept, and hold again once their words are back."</p>
                <ul>
                    <For each=move || lost.get() key=Lost::clone let(one)>
                        <li>
                            "“" {one.words.clone()} "” → " {one.target.clone()} " "
                            {one.choice.map(|number| view! { <button type="button" on:click=move |_| on_forget.run(number)>"Forget it"</button> })}
                        </li>
                    </For>
                </ul>
            </div>
        </Show>
    }
}
