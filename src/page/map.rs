//! The slim map of the article: one band a span, as tall as it has words; of a long article one band a run of spans.

use maud::{Markup, html};

use super::ids;
use super::inline::label;
use super::view::{Part, View};
use super::whole::{Band, Whole};
use crate::text::Stance;

/// With more spans than that, bands would be too slim to be seen or hit, and runs of them share one.
const MOST_SINGLE: usize = 240;
/// How many runs, and how many stretches of the article, the map then has room for.
const MOST_RUNS: usize = 120;
const MOST_STRETCHES: usize = 48;

/// Some parts of the article as one piece of the map.
pub(super) struct Stretch<'a> {
    /// The number of its first part.
    pub(super) number: usize,
    pub(super) runs: Vec<Run<'a>>,
}

/// Spans that share a band.
pub(super) struct Run<'a> {
    /// The first of them.
    pub(super) first: &'a Band,
    /// The label that most of their words have.
    stance: Option<Stance>,
    is_single: bool,
    pub(super) words: usize,
}

/// What the map shows of each part, or of some parts together.
pub(super) fn stretches<'a>(parts: &[Part<'_>], whole: &'a Whole) -> Vec<Stretch<'a>> {
    let is_coarse = is_coarse(whole);
    let (parts_each, spans_each) = if is_coarse {
        let spans = whole.bands.len().div_ceil(MOST_RUNS);
        (parts.len().div_ceil(MOST_STRETCHES).max(1), spans)
    } else {
        (1, 1)
    };
    parts
        .chunks(parts_each)
        .filter_map(|parts| {
            let (first, last) = (parts.first()?.number, parts.last()?.number);
            let start = whole.bands.partition_point(|band| band.part < first);
            let end = whole.bands.partition_point(|band| band.part <= last);
            let runs = whole.bands[start..end].chunks(spans_each);
            Some(Stretch {
                number: first,
                runs: runs.filter_map(run).collect(),
            })
        })
        .collect()
}

fn is_coarse(whole: &Whole) -> bool {
    whole.bands.len() > MOST_SINGLE
}

fn run(bands: &[Band]) -> Option<Run<'_>> {
    let words_of = |stance: Option<Stance>| -> usize {
        let same = bands.iter().filter(|band| band.stance == stance);
        same.map(|band| band.words).sum()
    };
    let stances = Stance::ALL.into_iter().map(Some).chain([None]);
    Some(Run {
        first: bands.first()?,
        // Of two with as many words the later counts: opinions and forecasts are rarer.
        stance: stances.max_by_key(|stance| words_of(*stance))?,
        is_single: bands.len() == 1,
        words: bands.iter().map(|band| band.words).sum(),
    })
}

/// The map. It repeats what the section “Sentence by sentence” says in words, so it is hidden from
/// assistive technology, and its links are for pointers only.
pub(super) fn map(view: &View<'_>, whole: &Whole) -> Markup {
    html! {
        div.map.many[is_coarse(whole)] id=(ids::MAP) aria-hidden="true" {
            div.map-bands {
                @for stretch in stretches(&view.parts, whole) {
                    div.map-part id={ "map-part-" (stretch.number) } {
                        @for run in stretch.runs {
                            @let (key, name) = label(run.stance);
                            a.band
                                id=(ids::band(&run.first.id))
                                href={ "#" (run.first.id) }
                                tabindex="-1"
                                title={ @if !run.is_single { "Mostly: " } (name) }
                                data-stance-band=(key) {}
                        }
                    }
                }
                div.map-view id=(ids::MAP_VIEW) hidden {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn part(number: usize) -> Part<'static> {
        Part {
            number,
            subhead: None,
            blocks: &[],
            first: 1,
        }
    }

    /// An article of so many parts with so many spans each, every third of which is a forecast.
    fn article(parts: usize, spans: usize) -> (Vec<Part<'static>>, Whole) {
        let mut whole = Whole::default();
        for part in 1..=parts {
            for span in 0..spans {
                whole.bands.push(Band {
                    part,
                    id: format!("s{}", whole.bands.len() + 1),
                    stance: Some(if span % 3 == 0 {
                        Stance::Forecast
                    } else {
                        Stance::Reported
                    }),
                    words: 10,
                });
            }
        }
        ((1..=parts).map(part).collect(), whole)
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_short_article_has_a_band_a_span() {
        let (parts, whole) = article(4, 60);
        let stretches = stretches(&parts, &whole);
        let counts: Vec<_> = stretches.iter().map(|stretch| stretch.runs.len()).collect();
        assert_eq!(counts, [60; 4]);
        assert_eq!(stretches[1].runs[0].first.id, "s61");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_book_has_no_more_bands_than_fit_and_leaves_no_words_out() {
        let (parts, whole) = article(500, 20);
        let stretches = stretches(&parts, &whole);
        assert!(stretches.len() <= MOST_STRETCHES, "{}", stretches.len());
        let runs: Vec<_> = stretches.iter().flat_map(|stretch| &stretch.runs).collect();
        assert!(
            runs.len() <= MOST_RUNS + MOST_STRETCHES,
            "{} bands",
            runs.len()
        );
        let words: usize = runs.iter().map(|run| run.words).sum();
        assert_eq!(words, 500 * 20 * 10);
        assert!(runs.iter().all(|run| run.stance == Some(Stance::Reported)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_part_without_spans_has_no_bands_but_keeps_its_place() {
        let (mut parts, whole) = article(2, 3);
        parts.push(part(3));
        let stretches = stretches(&parts, &whole);
        assert_eq!((stretches.len(), stretches[2].runs.len()), (3, 0));
    }
}
