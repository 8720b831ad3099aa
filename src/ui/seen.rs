//! Who and what occurs across the reader's articles: the list of entities, and everywhere one of them is named.

use leptos::prelude::*;

use crate::card::Card;
use crate::library::{Appearance, Entity, Excerpt, Key};
use crate::page::ids;

/// The list of everyone and everything that the articles name.
#[component]
pub fn Entities(
    /// All of them, in their order.
    #[prop(into)]
    entities: Signal<Vec<Entity>>,
) -> impl IntoView {
    /// More are found by typing.
    const MOST: usize = 60;
    let query = RwSignal::new(String::new());
    let found = move || {
        let query = query.get().to_lowercase();
        entities.with(|entities| {
            let found = entities
                .iter()
                .filter(|entity| entity.name.to_lowercase().contains(query.trim()));
            found.take(MOST).cloned().collect::<Vec<_>>()
        })
    };
    let count = move || entities.with(Vec::len);
    let entry = |entity: Entity| {
        let articles = match entity.articles.len() {
            1 => "1 article".to_owned(),
            count => format!("{count} articles"),
        };
        view! {
            <li data-kind=entity.kind.key()>
                <a href=ids::seen_address(&entity.key.to_string())>{entity.name.clone()}</a>
                " " <span class="muted">{articles} ", " {times(entity.times)}</span>
            </li>
        }
    };
    view! {
        <Show when=move || { count() > 0 }>
            <details class="entities">
                <summary>"Who and what your articles name (" {count} ")"</summary>
                <Show when=move || { count() > MOST }>
                    <label>
                        "Find a name "
                        <input type="search" autocomplete="off" on:input:target=move |event| query.set(event.target().value()) />
                    </label>
                </Show>
                <ul>
                    <For each=found key=|entity| (entity.key.clone(), entity.articles.len(), entity.times) let(entity)>{entry(entity)}</For>
                </ul>
            </details>
        </Show>
    }
}

/// An entity with everywhere that it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenEntity {
    /// What it is told by.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// Its card, if there is one.
    pub card: Option<Card>,
    /// The articles, the oldest first.
    pub appearances: Vec<Appearance>,
}

/// The view of one entity across the library.
#[component]
pub fn Seen(
    /// The entity.
    #[prop(into)]
    entity: Signal<SeenEntity>,
    /// What the reader should know about storage; empty if nothing.
    notice: Signal<String>,
    /// The reader wants to write a card for it, or to change the one of their own.
    on_write: Callback<Key>,
) -> impl IntoView {
    let about = move || entity.with(|entity| summary_of(entity.card.as_ref()));
    let source = move || {
        entity.with(|entity| {
            let source = entity.card.as_ref().and_then(|card| card.sources.first())?;
            Some(view! { <p class="muted">"Source: " <a href=source.url.clone() rel="noreferrer noopener external">{source.title.clone()}</a></p> })
        })
    };
    let can_write =
        move || entity.with(|entity| entity.card.as_ref().is_none_or(Card::is_of_reader));
    let write = move || {
        entity.with(|entity| {
            if entity.card.is_some() {
                "Edit your card"
            } else {
                "Write a card"
            }
        })
    };
    let dates = move || {
        entity.with(|entity| match entity.appearances.len() {
            0 => "None of your articles names it now. It may have been deleted or edited since."
                .to_owned(),
            1 => "Named in one of your articles.".to_owned(),
            count => format!("Named in {count} of your articles, the oldest first."),
        })
    };
    view! {
        <section class="shelf seen" id=ids::SEEN aria-labelledby="seen-title" tabindex="-1">
            <h1 id="seen-title">{move || entity.with(|entity| entity.name.clone())}</h1>
            <p class="shelf-notice" role="status">{move || notice.get()}</p>
            <p class="seen-summary">{about}</p>
            {source}
            <Show when=can_write>
                <p><button type="button" on:click=move |_| on_write.run(entity.with_untracked(|entity| entity.key.clone()))>{write}</button></p>
            </Show>
            <p class="muted">{dates}</p>
            <ol class="seen-articles">
                <For each=move || entity.with(|entity| entity.appearances.clone()) key=|one| (one.article.clone(), one.times, one.excerpts.len()) let(appearance)>
                    <Article appearance=appearance />
                </For>
            </ol>
            <p class="muted">"Names without a card are taken for one where they are written alike; that may join two who share a name."</p>
        </section>
    }
}

/// One article, with the places at which it names the entity.
#[component]
fn Article(
    /// The article.
    appearance: Appearance,
) -> impl IntoView {
    /// What is said more often is found in the article itself.
    const MOST: usize = 8;
    let Appearance {
        article,
        title,
        written,
        times: count,
        excerpts,
    } = appearance;
    let written = written.map_or_else(|| "date not known".to_owned(), |date| date.to_string());
    let more = excerpts.len().saturating_sub(MOST);
    let unread = excerpts.is_empty();
    let quotes = excerpts.into_iter().take(MOST).map(|excerpt| {
        let Excerpt {
            paragraph,
            before,
            words,
            after,
        } = excerpt;
        let address = format!("{}#{}", read_address(&article), ids::block(paragraph));
        view! {
            <li>
                <a href=address>
                    {before} <b>{words}</b> {after}
                </a>
            </li>
        }
    });
    let quotes = quotes.collect_view();
    let title = if title.trim().is_empty() {
        "Untitled".to_owned()
    } else {
        title
    };
    view! {
        <li>
            <h2><a href=read_address(&article)>{title}</a></h2>
            <p class="muted">{written} " · " {times(count)}</p>
            <Show when=move || unread>
                <p class="muted">"Open it once, and the places are listed here."</p>
            </Show>
            <ul class="seen-quotes">{quotes}</ul>
            <Show when=move || { more > 0 }>
                <p class="muted">"and " {more} " more in the article"</p>
            </Show>
        </li>
    }
}

fn read_address(article: &str) -> String {
    format!("?read={article}")
}

fn summary_of(card: Option<&Card>) -> String {
    match card {
        Some(card) if card.summary.is_empty() => "Your card on it is still empty.".to_owned(),
        Some(card) if card.is_of_reader() => format!("{} (Written by you.)", card.summary),
        Some(card) => card.summary.clone(),
        None => "There is no card for this name.".to_owned(),
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}
