//! The reader's settings.

use leptos::prelude::*;

use crate::page::{Measure, Settings, TextSize, Theme, ids};

/// One choice among a few, as radio buttons.
#[component]
fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen.
    legend: &'static str,
    /// The name that the buttons share.
    name: &'static str,
    /// The choices with their keys and names.
    options: Vec<(T, &'static str, &'static str)>,
    /// The one that is chosen.
    #[prop(into)]
    chosen: Signal<T>,
    /// Receives a new choice.
    on_choose: Callback<T>,
) -> impl IntoView {
    let buttons: Vec<_> = options
        .into_iter()
        .map(|(value, key, label)| {
            view! {
                <label>
                    <input
                        type="radio"
                        name=name
                        value=key
                        prop:checked=move || chosen.get() == value
                        on:change=move |_| on_choose.run(value)
                    />
                    {label}
                </label>
            }
        })
        .collect();
    view! { <fieldset><legend>{legend}</legend>{buttons}</fieldset> }
}

/// The dialog in which a reader sets how the page looks.
#[component]
pub fn SettingsDialog(
    /// What is set.
    #[prop(into)]
    settings: Signal<Settings>,
    /// Receives what is set anew.
    on_change: Callback<Settings>,
) -> impl IntoView {
    let now = move || settings.get_untracked();
    let themes = Theme::ALL
        .iter()
        .map(|choice| (*choice, choice.key(), choice.name()))
        .collect();
    let sizes = TextSize::ALL
        .iter()
        .map(|choice| (*choice, choice.key(), choice.name()))
        .collect();
    let measures = Measure::ALL
        .iter()
        .map(|choice| (*choice, choice.key(), choice.name()))
        .collect();
    view! {
        <dialog id=ids::SETTINGS class="settings" aria-labelledby="settings-title">
            <form method="dialog">
                <h2 id="settings-title">"Settings"</h2>
                <Choice
                    legend="Colours"
                    name="theme"
                    options=themes
                    chosen=Signal::derive(move || settings.get().theme)
                    on_choose=Callback::new(move |theme| on_change.run(Settings { theme, ..now() }))
                />
                <Choice
                    legend="Text size"
                    name="size"
                    options=sizes
                    chosen=Signal::derive(move || settings.get().size)
                    on_choose=Callback::new(move |size| on_change.run(Settings { size, ..now() }))
                />
                <Choice
                    legend="Line length"
                    name="measure"
                    options=measures
                    chosen=Signal::derive(move || settings.get().measure)
                    on_choose=Callback::new(move |measure| on_change.run(Settings { measure, ..now() }))
                />
                <label class="single">
                    <input
                        type="checkbox"
                        prop:checked=move || settings.get().keys
                        on:change:target=move |event| {
                            on_change.run(Settings { keys: event.target().checked(), ..now() });
                        }
                    />
                    "Single keys switch layers and open parts of the page"
                </label>
                <p class="muted">"Kept on this device only. The page’s address always names the layers you see, so you can pass it on."</p>
                <button type="submit">"Done"</button>
            </form>
        </dialog>
    }
}
