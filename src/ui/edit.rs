//! Editing the text of an article, and what did not find its place again.

use leptos::prelude::*;

use crate::library::{field_name, fields, joined};
use crate::page::ids;

/// The text of an article while it is edited, and the buttons that lead there.
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
    view! {
        <Show when=move || text.with(Option::is_none)>
            <p class="edit-ways">
                <button type="button" id=ids::EDIT_BUTTON class="edit-button" on:click=move |_| on_begin.run(())>"Edit the text"</button>
                <Show when=move || can_undo.get()>
                    " "
                    <button type="button" on:click=move |_| on_undo.run(())>"Undo the last editing"</button>
                </Show>
            </p>
        </Show>
        {move || text.with(|text| text.as_deref().map(|text| view! { <Fields text=text on_save=on_save on_cancel=on_cancel /> }))}
    }
}

/// The fields of one text, and the buttons below them.
#[component]
fn Fields<'a>(
    /// The text as it was.
    text: &'a str,
    /// Receives the text as it was edited.
    on_save: Callback<String>,
    /// The reader wants nothing changed.
    on_cancel: Callback<()>,
) -> impl IntoView + use<> {
    let parts: Vec<Part> = fields(text).into_iter().map(Part::new).collect();
    let in_fields = match &parts[..] {
        [part] => one(part).into_any(),
        parts => several(parts).into_any(),
    };
    let save = move |_| {
        let texts: Vec<String> = parts.iter().map(Part::written).collect();
        on_save.run(joined(texts.iter().map(String::as_str)));
    };
    view! {
        <div class="edit">
            {in_fields}
            <p>"An empty line parts paragraphs. At a line’s start: ## subhead, - item, > quote, ^ caption, | table row, @ byline; a stroke \\ before such a sign lets it stand."</p>
            <p>
                <button type="button" class="main-button" on:click=save>"Save and mark again"</button>
                " "
                <button type="button" on:click=move |_| on_cancel.run(())>"Cancel"</button>
            </p>
        </div>
    }
}

/// A part of a text that is edited in a field of its own.
struct Part {
    /// Its text as it was.
    text: String,
    /// Its field, once it is there.
    field: NodeRef<leptos::html::Textarea>,
}

impl Part {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            field: NodeRef::new(),
        }
    }

    /// Its text as it stands.
    fn written(&self) -> String {
        let field = self.field.get_untracked();
        field.map_or_else(|| self.text.clone(), |field| field.value())
    }
}

/// A text in one field.
fn one(part: &Part) -> impl IntoView + use<> {
    view! {
        <label>
            "The article’s text "
            <textarea node_ref=part.field id=ids::EDIT_FIRST rows="18" spellcheck="true">{part.text.clone()}</textarea>
        </label>
    }
}

/// A long text in parts, of which each gets its field when it is opened: browsers lay out the fields that are closed as well, when they
/// look for what they could fill in.
fn several(parts: &[Part]) -> impl IntoView + use<> {
    let parts = parts.iter().enumerate().map(|(number, part)| {
        let (field, text) = (part.field, part.text.clone());
        let label = format!("Part {}: {}", number + 1, field_name(&text));
        let id = (number == 0).then_some(ids::EDIT_FIRST);
        let was_opened = RwSignal::new(false);
        view! {
            <li>
                <details on:toggle=move |_| was_opened.set(true)>
                    <summary id=id>{label.clone()}</summary>
                    <Show when=move || was_opened.get()>
                        <textarea node_ref=field rows="18" spellcheck="true" aria-label=label.clone()>{text.clone()}</textarea>
                    </Show>
                </details>
            </li>
        }
    });
    view! {
        <div role="group" aria-labelledby="edit-parts">
            <p id="edit-parts">"The article’s text is long: open the parts that you want to change. All of them are saved together."</p>
            <ol>{parts.collect_view()}</ol>
        </div>
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
