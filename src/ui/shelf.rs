//! The list of the reader's articles.

use leptos::prelude::*;

use crate::library::{Order, Shelved};

/// The list, with its search and order.
#[component]
pub fn Shelf(
    /// What is listed.
    #[prop(into)]
    articles: Signal<Vec<Shelved>>,
    /// How many articles there are in all; none as long as that is not known.
    #[prop(into)]
    count: Signal<Option<usize>>,
    /// What is to be known about where they are kept; empty if nothing is.
    #[prop(into)]
    notice: Signal<String>,
    /// The title of the article that was deleted last, if it can be brought back.
    #[prop(into)]
    deleted: Signal<Option<String>>,
    /// Receives what was typed into the search.
    on_query: Callback<String>,
    /// Receives another order.
    on_order: Callback<Order>,
    /// The reader wants that article deleted.
    on_delete: Callback<String>,
    /// The reader wants the deleted article back.
    on_undo: Callback<()>,
    /// The reader gives an article other tags: its id, and they as typed.
    on_tags: Callback<(String, String)>,
) -> impl IntoView {
    let none_found = move || match count.get() {
        Some(0) => "Nothing here yet. Bring an article above, or read the shipped one first.",
        Some(_) if articles.with(Vec::is_empty) => {
            "No article contains all these words. Try one word, or the beginning of one."
        }
        _ => "",
    };
    let order = move |key: String| {
        if let Some(order) = Order::from_key(&key) {
            on_order.run(order);
        }
    };
    view! {
        <section class="shelf" aria-labelledby="shelf-title">
            <h2 id="shelf-title">"Your articles"</h2>
            <p class="shelf-notice" role="status">{move || notice.get()}</p>
            <Show when=move || deleted.with(Option::is_some)>
                <p class="shelf-undo" role="status">
                    "Deleted: “" {move || deleted.get().unwrap_or_default()} "”. "
                    <button type="button" on:click=move |_| on_undo.run(())>"Undo"</button>
                </p>
            </Show>
            <Show when=move || { count.get() > Some(1) }>
                <div class="shelf-tools">
                    <label>
                        "Search titles, names, tags and text "
                        <input type="search" autocomplete="off" on:input:target=move |event| on_query.run(event.target().value()) />
                    </label>
                    <label>
                        "Sort by "
                        <select on:change:target=move |event| order(event.target().value())>
                            {Order::ALL
                                .map(|order| view! { <option value=order.key()>{order.name()}</option> })
                                .collect_view()}
                        </select>
                    </label>
                </div>
            </Show>
            <p class="muted">{none_found}</p>
            <ul class="shelf-list">
                <For each=move || articles.get() key=|article| (article.id.clone(), article.opened, article.tags.clone(), article.named.len()) let(article)>
                    <Entry article=article on_delete=on_delete on_tags=on_tags />
                </For>
            </ul>
        </section>
    }
}

/// One article of the list.
#[component]
fn Entry(
    /// The article.
    article: Shelved,
    /// The reader wants it deleted.
    on_delete: Callback<String>,
    /// The reader gives it other tags.
    on_tags: Callback<(String, String)>,
) -> impl IntoView {
    let title = title_of(&article);
    let (about, names) = (about_line(&article), names_line(&article));
    let tags = article.tags.join(", ");
    let id = StoredValue::new(article.id.clone());
    view! {
        <li class="shelf-entry">
            <a class="shelf-title" href=format!("?read={}", article.id)>{title.clone()}</a>
            <p class="muted">{about}</p>
            <Show when={let is_empty = names.is_empty(); move || !is_empty}>
                <p class="shelf-names">{names.clone()}</p>
            </Show>
            <div class="shelf-actions">
                <label>
                    "Tags "
                    <input type="text" autocomplete="off" prop:value=tags placeholder="none" on:change:target=move |event| on_tags.run((id.get_value(), event.target().value())) />
                </label>
                <button type="button" aria-label=format!("Delete “{title}”") on:click=move |_| on_delete.run(id.get_value())>"Delete"</button>
            </div>
        </li>
    }
}

fn title_of(article: &Shelved) -> String {
    let title = article.about.title.trim();
    if title.is_empty() { "Untitled" } else { title }.to_owned()
}

/// Who wrote it, where and when, how long it is, and how far the reader has come.
fn about_line(article: &Shelved) -> String {
    let about = &article.about;
    let minutes = article.words.div_ceil(WORDS_PER_MINUTE).max(1);
    let words = match article.words {
        1 => "1 word".to_owned(),
        words => format!("{words} words, about {minutes} min"),
    };
    let read = match article.progress {
        progress if progress >= 0.99 => Some("read".to_owned()),
        progress if progress > 0.02 => Some(format!("{:.0} % read", progress * 100.0)),
        _ => None,
    };
    [
        about.author.clone(),
        about.site.clone(),
        about.written.map(|date| date.to_string()),
        Some(words),
        read,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

/// How many words of English adults read silently in a minute (Brysbaert 2019, a review of 190 studies: 238 in non-fiction).
const WORDS_PER_MINUTE: usize = 238;

/// The names that occur most.
fn names_line(article: &Shelved) -> String {
    const MOST: usize = 6;
    let names: Vec<&str> = article
        .named
        .iter()
        .take(MOST)
        .map(|named| named.name.as_str())
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("Names {}", names.join(", "))
    }
}
