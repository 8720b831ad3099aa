//! Bringing an article: a field to paste into, a button for files, and a word about dropping.
//!
//! Pasting, dropping and choosing files is heard by `web`, by the ids of these fields; only what is typed is told from here.

use leptos::prelude::*;

use crate::page::ids;

/// The ways to bring an article.
#[component]
pub fn Bring(
    /// Receives text that was typed.
    on_text: Callback<String>,
    /// What went wrong or is going on; empty if nothing.
    #[prop(into)]
    message: Signal<String>,
) -> impl IntoView {
    let field = NodeRef::<leptos::html::Textarea>::new();
    let read = move |_| {
        if let Some(field) = field.get_untracked() {
            let text = field.value();
            if text.trim().is_empty() {
                let _ = field.focus();
            } else {
                field.set_value("");
                on_text.run(text);
            }
        }
    };
    view! {
        <section class="bring" aria-labelledby="bring-title">
            <h1 id="bring-title">"Bring an article"</h1>
            <p class="lead">
                "Paste it, drop a file anywhere on this page, or open one. It is read here, in your browser: nothing leaves your device."
            </p>
            <label for=ids::PASTE_FIELD>"Paste the article, from a web page or as plain text"</label>
            <textarea
                id=ids::PASTE_FIELD
                node_ref=field
                rows="4"
                autocomplete="off"
                spellcheck="false"
                placeholder="Copy the whole article on its page, then paste it here."
            ></textarea>
            <div class="bring-ways">
                <button type="button" class="main-button" on:click=read>"Read it"</button>
                <label class="file-button">
                    "Open files"
                    <input id=ids::FILES type="file" multiple accept=".txt,.text,.md,.markdown,.html,.htm,.xhtml,.pdf,.epub,application/pdf,application/epub+zip,text/plain,text/html,text/markdown,application/xhtml+xml" />
                </label>
                <span class="muted">"Text, Markdown, saved web pages, PDF, books (.epub)"</span>
            </div>
            <p class="bring-more muted">"Or bring it from its own page with one click, or from other apps: " <a href="setup.html">"ways to bring an article"</a> "."</p>
            <p class="bring-message" role="alert">{move || message.get()}</p>
        </section>
    }
}
