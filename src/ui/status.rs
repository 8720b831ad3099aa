//! The live region that tells a screen reader what a switch did.

use leptos::prelude::*;

/// A sentence that is read out when it changes.
#[component]
pub fn Status(
    /// The sentence.
    #[prop(into)]
    message: Signal<String>,
) -> impl IntoView {
    view! { <p class="unseen" role="status" id="status">{move || message.get()}</p> }
}
