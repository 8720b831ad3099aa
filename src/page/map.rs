//! The slim map of the article: one band a span, as tall as it has words.

use maud::{Markup, html};

use super::ids;
use super::view::View;

/// The map. It repeats what the section “Sentence by sentence” says in words, so it is hidden from
/// assistive technology, and its links are for pointers only.
pub(super) fn map(view: &View<'_>) -> Markup {
    html! {
        div.map id=(ids::MAP) aria-hidden="true" {
            div.map-bands {
                @for part in &view.parts {
                    div.map-part id=(part_id(view, part)) {
                        @for sentence in view.sentences.iter().filter(|sentence| {
                            part.blocks.iter().any(|block| block.span.contains(sentence.stance.span))
                        }) {
                            a.band
                                id=(ids::band(&sentence.id))
                                href={ "#" (sentence.id) }
                                tabindex="-1"
                                title=(sentence.stance.stance.name())
                                data-stance-band=(sentence.stance.stance.key()) {}
                        }
                    }
                }
                div.map-view id=(ids::MAP_VIEW) hidden {}
            }
        }
    }
}

fn part_id(view: &View<'_>, part: &super::view::Part<'_>) -> String {
    let index = view
        .parts
        .iter()
        .position(|other| std::ptr::eq(other, part));
    format!("map-part-{}", index.unwrap_or_default() + 1)
}
