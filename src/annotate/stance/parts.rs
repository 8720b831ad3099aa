//! The stretches of a sentence that are in one voice each.

use std::ops::Range;

use super::Scene;
use crate::annotate::attribution::{FoundAttribution, Quote};
use crate::annotate::lexicon::{Categories, Category, Lexicon};

/// The fewest tokens that are labelled apart as what is said.
const CLAUSE: usize = 5;
/// The fewest tokens before a quotation that are labelled apart.
const START: usize = 4;
/// The fewest tokens before what is said in loaded words, *He boasted*.
const LOADED_START: usize = 2;

/// Quoted clauses of some length and what stands around them; nothing where there are none.
pub(super) fn quoted(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let long = |quote: &&Quote| {
        quote.closed
            && quote.open >= sentence.start
            && quote.close < sentence.end
            && quote.inner().len() > CLAUSE
    };
    let quotes = scene.quotes_in(sentence).filter(long);
    around(
        sentence,
        START,
        quotes.map(|quote| quote.open..quote.close + 1),
    )
}

/// What somebody is said to say in loaded words, and what stands around it; nothing where no words are loaded.
pub(super) fn characterised(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let content = scene.said_by(sentence).and_then(|index| {
        let attribution = &scene.attributions[index];
        let cue = attribution.cue.as_ref()?;
        let content = content_after(attribution, cue, sentence)?;
        is_loaded(scene, sentence.start, cue).then_some(content)
    });
    content.map_or_else(Vec::new, |content| {
        around(sentence, LOADED_START, std::iter::once(content))
    })
}

/// What is said, where it is one clause of the sentence behind the words of saying.
fn content_after(
    attribution: &FoundAttribution,
    cue: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let [content] = attribution.content.as_slice() else {
        return None;
    };
    let inside = cue.start >= sentence.start && content.end <= sentence.end;
    (inside && cue.end <= content.start && content.len() >= CLAUSE).then(|| content.clone())
}

/// Whether words between `start` and the words of saying, or those themselves, judge the saying: *boasted that*, *pandered to …
/// insisting that*, and, as what somebody is after *by* saying it, *attempts to … by suggesting that*.
fn is_loaded(scene: &Scene<'_>, start: usize, cue: &Range<usize>) -> bool {
    let lexicon = Lexicon::shipped();
    let tokens = &scene.segments.tokens[..cue.end];
    let by = cue.start > start && tokens[cue.start - 1].span.of(scene.text) == "by";
    let loads = |found: Categories| {
        found.has(Category::Characterisation)
            || by && found.any(&[Category::Motive, Category::Evaluative])
    };
    (start..cue.end).any(|at| {
        loads(lexicon.word(tokens[at]))
            || lexicon
                .phrase(tokens, at)
                .is_some_and(|phrase| loads(phrase.categories))
    })
}

/// Parts a sentence before and after each of `apart`, unless fewer than `least` tokens stand before it; what little stands at the
/// end goes with the last.
fn around(
    sentence: &Range<usize>,
    least: usize,
    apart: impl Iterator<Item = Range<usize>>,
) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = sentence.start;
    for part in apart.filter(|part| !part.is_empty()) {
        if part.start >= start + least {
            parts.push(start..part.start);
            start = part.end;
            parts.push(part);
        }
    }
    if sentence.end - start >= CLAUSE {
        if !parts.is_empty() {
            parts.push(start..sentence.end);
        }
    } else if let Some(last) = parts.last_mut() {
        last.end = sentence.end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::attribution::find_attributions;
    use crate::model::Model;
    use crate::text::{BlockKind, Document, Segments, span_of};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The parts of a text of one sentence.
    fn parts(text: &str, parted: fn(&Scene<'_>, &Range<usize>) -> Vec<Range<usize>>) -> Vec<&str> {
        let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
        let segments = Segments::of(&document, 0..1);
        let sentence = 0..segments.tokens.len();
        let (attributions, quotes) = find_attributions(&segments, text, &[]);
        let model = Model::default();
        let scene = Scene::new(segments, text, &[], attributions, quotes, &model);
        let parts = parted(&scene, &sentence).into_iter();
        parts
            .map(|part| span_of(&scene.segments.tokens, &part).of(text))
            .collect()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn loaded_words_of_saying_stand_apart_from_what_is_said() {
        for (before, said) in [
            (
                "He boasted that",
                "his government had done more for farmers.",
            ),
            (
                "The minister attempts to fuel tensions by suggesting that",
                "foreign agents were behind the protests.",
            ),
            (
                "They sought to calm the public by claiming that",
                "supplies would last until the spring.",
            ),
        ] {
            let sentence = format!("{before} {said}");
            assert_eq!(parts(&sentence, characterised), [before, said]);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn neutral_words_of_saying_part_nothing() {
        for sentence in [
            "She told parliament that the budget would be cut by four per cent.",
            "The mayor sought to reassure people and said that the water was safe to drink.",
            "The minister attempts to fuel tensions in the capital and beyond.",
        ] {
            assert_eq!(parts(sentence, characterised), [""; 0], "{sentence}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn long_quotations_stand_apart_and_short_ones_do_not() {
        let text = "It was a farce when he said “we have done all that could be done” and left.";
        let before = "It was a farce when he said";
        let said = "“we have done all that could be done” and left.";
        assert_eq!(parts(text, quoted), [before, said]);
        assert_eq!(parts("It was a farce of “law and order”.", quoted), [""; 0]);
    }
}
