//! The question before something is read that came from outside, and the word about a link behind which the page cannot look.

use leptos::prelude::*;

use crate::page::ids;

/// What the reader is asked or told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Whether a page is to be read that another window hands over.
    Page {
        /// Its title, as it says it is.
        title: String,
        /// The site that hands it over; none where that has no address.
        origin: Option<String>,
    },
    /// Whether something is to be read that was sent to the page while it is not an app; with the names of its files, if it has any.
    Shared(Vec<String>),
    /// Not a question: a link was shared, and nothing with it.
    Link(String),
}

/// A dialog over the page, empty while nothing is asked; whoever asks shows and closes it.
///
/// The keyboard is put on the question itself: whoever happens to be typing when it appears must not answer it by that.
#[component]
pub fn Ask(
    /// What is asked, if anything is.
    #[prop(into)]
    question: Signal<Option<Question>>,
    /// Receives the answer; closing the dialog in any other way is a no.
    on_answer: Callback<bool>,
) -> impl IntoView {
    let answers = move || {
        let is_question = question.with(|question| !matches!(question, Some(Question::Link(_))));
        let (yes, no) = ("Read it", if is_question { "Do not" } else { "Close" });
        view! {
            <div class="ask-answers">
                <Show when=move || is_question>
                    <button type="button" class="main-button" id="ask-yes" on:click=move |_| on_answer.run(true)>{yes}</button>
                </Show>
                <button type="button" class="ask-no" id="ask-no" on:click=move |_| on_answer.run(false)>{no}</button>
            </div>
        }
    };
    view! {
        <dialog
            id=ids::ASK
            class="ask"
            aria-labelledby="ask-title"
            aria-describedby="ask-words"
            on:close=move |_| on_answer.run(false)
        >
            <h2 id="ask-title" tabindex="-1" autofocus="">{move || question.get().map(|question| title(&question))}</h2>
            <div id="ask-words">{move || question.get().map(words)}</div>
            {answers}
        </dialog>
    }
}

fn title(question: &Question) -> &'static str {
    match question {
        Question::Page { .. } => "Read this page here?",
        Question::Shared(_) => "Read what was sent here?",
        Question::Link(_) => "Only a link was shared",
    }
}

fn words(question: Question) -> AnyView {
    match question {
        Question::Page { title, origin } => view! {
            <p class="ask-what">
                // The title is the page's own: its direction must not turn what follows.
                {if title.is_empty() { "A page without a title".into_any() } else { view! { "“" <bdi>{title}</bdi> "”" }.into_any() }}
            </p>
            <p>
                "Handed over by "
                <strong class="ask-origin">{origin.unwrap_or_else(|| "a page without an address, such as a file".to_owned())}</strong>
            </p>
            <p>"It is read here, in your browser, and goes nowhere else. If you did not click “Read with Sidelight” there, say no."</p>
        }
        .into_any(),
        Question::Shared(names) => view! {
            <Show when={let any = !names.is_empty(); move || any}>
                <p class="ask-what"><bdi>{names.join(", ")}</bdi></p>
            </Show>
            <p>"It was sent to this page by another page or app. It is read here, in your browser, and goes nowhere else. If you have shared nothing, say no."</p>
        }
        .into_any(),
        Question::Link(link) => view! {
            <p class="ask-what"><a href=link.clone() target="_blank" rel="noreferrer noopener">{link.clone()}</a></p>
            <p>"Sidelight asks no other host for anything, so it cannot fetch what is behind it. Nothing was read, and your articles are untouched."</p>
            <p>"Open the link, then use " <a href="setup.html">"Read with Sidelight"</a> " there, share the article’s words instead, or copy and paste them here."</p>
        }
        .into_any(),
    }
}
