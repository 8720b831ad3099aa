//! What is to be known about the article that is open, above it: how far it has been read, what is odd, and how sure marks must be.

use leptos::prelude::*;

use crate::article::About;
use crate::text::PartialDate;

/// How far the marks of an article are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// Nothing is going on.
    #[default]
    Done,
    /// So much of so much of the text is marked, in whatever unit.
    Going(usize, usize),
    /// The reader stopped it, or the engine faulted.
    Stopped,
}

/// The lines above an article.
#[component]
pub fn Provenance(
    /// How far the engine is.
    #[prop(into)]
    reading: Signal<Reading>,
    /// What the reader should know.
    #[prop(into)]
    warnings: Signal<Vec<String>>,
    /// How sure the program must be of a mark for it to be shown, in per cent.
    #[prop(into)]
    threshold: Signal<u8>,
    /// Receives another threshold.
    on_threshold: Callback<u8>,
    /// What is known about the article.
    #[prop(into)]
    about: Signal<About>,
    /// Receives what the reader says about it.
    on_about: Callback<About>,
    /// The reader wants marking stopped.
    on_stop: Callback<()>,
    /// The reader wants marking to go on.
    on_resume: Callback<()>,
) -> impl IntoView {
    let progress = move || match reading.get() {
        Reading::Going(done, total) if total > 0 => done * 100 / total,
        _ => 0,
    };
    view! {
        <div class="provenance">
            // The line keeps its room when it has nothing to say: what stands below must not move under the reader's hand.
            <p class="going">
                <Show
                    when=move || matches!(reading.get(), Reading::Going(..))
                    fallback=move || view! { <Ended reading=reading on_resume=on_resume /> }
                >
                    <label>"Marking " <progress max="100" value=progress></progress></label>
                    <button type="button" on:click=move |_| on_stop.run(())>"Stop"</button>
                </Show>
            </p>
            <For each=move || warnings.get() key=String::clone let(warning)>
                <p class="warning" role="note">{warning}</p>
            </For>
            <Describe about=about on_about=on_about />
            <p class="threshold">
                "These marks are a program’s, and it errs. "
                <label>
                    "Show marks it is at least "
                    <output>{move || threshold.get()}</output>
                    " % sure of "
                    <input
                        type="range"
                        min="50"
                        max="95"
                        step="5"
                        prop:value=move || threshold.get().to_string()
                        on:input:target=move |event| {
                            if let Ok(least) = event.target().value().parse() {
                                on_threshold.run(least);
                            }
                        }
                    />
                </label>
            </p>
        </div>
    }
}

/// Whether the article is marked to its end or only so far.
#[component]
fn Ended(
    /// How far the engine is.
    reading: Signal<Reading>,
    /// The reader wants marking to go on.
    on_resume: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || reading.get() == Reading::Stopped fallback=|| "Marked to the end.">
            <span>"Marking was stopped; the rest of the article has no marks yet."</span>
            <button type="button" on:click=move |_| on_resume.run(())>"Go on"</button>
        </Show>
    }
}

/// A form for title, author, site and date.
#[component]
fn Describe(
    /// What is known.
    about: Signal<About>,
    /// Receives what the reader says.
    on_about: Callback<About>,
) -> impl IntoView {
    let fields: [NodeRef<leptos::html::Input>; 4] = std::array::from_fn(|_| NodeRef::new());
    let [title, author, site, date] = fields;
    let fault = RwSignal::new(String::new());
    let text = |field: NodeRef<leptos::html::Input>| {
        let field = field.get_untracked();
        field
            .map(|field| field.value().trim().to_owned())
            .unwrap_or_default()
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let written = match text(date) {
            day if day.is_empty() => None,
            day => match day.parse::<PartialDate>() {
                Ok(day) => Some(day),
                Err(error) => {
                    fault.set(format!(
                        "The date was not taken: {error}. Nothing else was changed."
                    ));
                    return;
                }
            },
        };
        fault.set(String::new());
        on_about.run(About {
            title: text(title),
            author: some(text(author)),
            site: some(text(site)),
            written,
            ..about.get_untracked()
        });
    };
    let value = move |of: fn(&About) -> String| about.with_untracked(of);
    view! {
        <details class="describe">
            <summary>"Title, author, date"</summary>
            <form on:submit=save>
                <label>"Title " <input type="text" node_ref=title prop:value=value(|about| about.title.clone()) /></label>
                <label>"Author " <input type="text" node_ref=author prop:value=value(|about| about.author.clone().unwrap_or_default()) /></label>
                <label>"Published by " <input type="text" node_ref=site prop:value=value(|about| about.site.clone().unwrap_or_default()) /></label>
                <label>
                    "Date, as exactly as you know it (2022, 2022-01 or 2022-01-05): cards tell what was so then and what has changed since "
                    <input type="text" node_ref=date prop:value=value(|about| about.written.map(PartialDate::iso).unwrap_or_default()) />
                </label>
                <p role="alert">{move || fault.get()}</p>
                <button type="submit">"Save"</button>
            </form>
        </details>
    }
}
