//! The slim map of the article: one band a span, as tall as it has words.

use maud::{Markup, html};

use super::ids;
use super::inline::label;
use super::view::View;

/// The map. It repeats what the section “Sentence by sentence” says in words, so it is hidden from
/// assistive technology, and its links are for pointers only.
pub(super) fn map(view: &View<'_>) -> Markup {
    html! {
        div.map id=(ids::MAP) aria-hidden="true" {
            div.map-bands {
                @for number in 1..=view.parts.len() {
                    @let part = &view.parts[number - 1];
                    div.map-part id={ "map-part-" (number) } {
                        @for sentence in view.sentences_in(part.span()) {
                            @let (key, name) = label(sentence.stance.stance);
                            a.band
                                id=(ids::band(&sentence.id))
                                href={ "#" (sentence.id) }
                                tabindex="-1"
                                title=(name)
                                data-stance-band=(key) {}
                        }
                    }
                }
                div.map-view id=(ids::MAP_VIEW) hidden {}
            }
        }
    }
}
