//! The page around the article: what stands in `<head>` and in `<body>`.

use maud::{Markup, PreEscaped, html};

use super::layout::generated_styles;
use super::view::View;
use super::whole::Whole;
use super::{cards, guide, ids, map, overview, reader, sentences, toolbar};
use crate::content::Publication;

/// Title, description and the article's own styles.
#[must_use]
pub fn head(publication: &Publication) -> String {
    let (meta, view) = (&publication.meta, View::of(publication));
    html! {
        title { (meta.title) " – Sidelight" }
        meta name="description" content=(meta.description);
        meta property="og:title" content=(meta.title);
        meta property="og:description" content=(meta.description);
        meta property="og:type" content="article";
        style { (PreEscaped(generated_styles(&view, &Whole::of(&view)))) }
    }
    .into_string()
}

/// Everything that a reader sees, in reading order.
#[must_use]
pub fn body(view: &View<'_>) -> String {
    let whole = Whole::of(view);
    html! {
        a.skip href={ "#" (ids::ARTICLE) } { "Skip to the article" }
        (toolbar::toolbar(&whole))
        div.reading {
            (map::map(view, &whole))
            main { (reader::article(view)) }
        }
        div.beyond {
            (overview::overview(view, &whole))
            (cards::index(view, &whole))
            (sentences::sentences(view))
            (guide::guide(view, &whole))
        }
        (footer())
    }
    .into_string()
}

fn footer() -> Markup {
    html! {
        footer.foot {
            p { "Sidelight runs in your browser. No text you read here leaves your device." }
            p { "The article belongs to its author; cards and labels are Sidelight’s own." }
        }
    }
}
