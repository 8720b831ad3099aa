//! What is to be known about the article that is open, above it: how far it has been read, what is odd, and how sure marks must be.

use leptos::prelude::*;

/// How far the engine is with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// Nothing is going on.
    #[default]
    Done,
    /// So many paragraphs of so many are marked.
    Going(usize, usize),
    /// The reader stopped it.
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
            <Show when=move || matches!(reading.get(), Reading::Going(..))>
                <p class="going">
                    <label>"Marking " <progress max="100" value=progress></progress></label>
                    <button type="button" on:click=move |_| on_stop.run(())>"Stop"</button>
                </p>
            </Show>
            <Show when=move || reading.get() == Reading::Stopped>
                <p class="going">
                    "Marking was stopped; the rest of the article has no marks yet. "
                    <button type="button" on:click=move |_| on_resume.run(())>"Go on"</button>
                </p>
            </Show>
            <For each=move || warnings.get() key=String::clone let(warning)>
                <p class="warning" role="note">{warning}</p>
            </For>
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
