//! What holds for every text, tried on texts drawn at random; the draw is the same on every run.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use sidelight::annotate::annotate;
use sidelight::article::{document_from_markdown, document_from_text};
use sidelight::card::CardIndex;
use sidelight::model::Model;
use sidelight::text::{BlockKind, Document, sentences};

use crate::checks::{check, check_cut, check_output};
use crate::knowledge::{noise, shipped};
use crate::texts::texts;

/// Runs a check on so many values drawn at random; of those that fail the smallest found is shown.
#[track_caller]
fn for_all<S: Strategy>(cases: u32, strategy: &S, holds: impl Fn(S::Value)) {
    let config = Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x51de),
        max_shrink_iters: 4096,
        ..Config::default()
    };
    let result = TestRunner::new(config).run(strategy, |value| {
        holds(value);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[track_caller]
fn check_all(document: &Document, cards: &CardIndex, model: &Model) {
    let annotated = annotate(document, cards, model);
    check(document, &annotated);
    check_output(document, &annotated);
}

#[test]
fn what_is_promised_holds_for_every_text() {
    let (model, cards) = shipped();
    for_all(1200, &texts(), |text| {
        let document = document_from_text(text.clone());
        assert_eq!(document.text(), text);
        check_all(&document, cards, model);
    });
}

#[test]
fn it_holds_for_markdown_too() {
    let (model, cards) = shipped();
    for_all(600, &texts(), |text| {
        let document = document_from_markdown(&text);
        assert_eq!(document.text().len(), text.len());
        for block in document.blocks() {
            assert!(!document.slice(block.span).is_empty());
        }
        check_all(&document, cards, model);
    });
}

#[test]
fn it_holds_for_any_blocks() {
    let (model, cards) = shipped();
    let kinds = vec![BlockKind::Paragraph, BlockKind::Subhead, BlockKind::Byline];
    let blocks = proptest::collection::vec((proptest::sample::select(kinds), texts()), 0..4);
    for_all(300, &blocks, |blocks| {
        let document =
            Document::from_blocks(blocks.iter().map(|(kind, text)| (*kind, text.as_str())));
        check_all(&document, cards, model);
        check_cut(&document);
    });
}

#[test]
fn it_holds_whatever_was_learned() {
    let (_, cards) = shipped();
    for_all(1200, &(any::<u64>(), texts()), |(seed, text)| {
        check_all(&document_from_text(text), cards, &noise(seed));
    });
}

#[test]
fn the_same_text_gives_the_same_annotations() {
    let (model, cards) = shipped();
    for_all(300, &texts(), |text| {
        let document = document_from_text(text);
        assert_eq!(
            annotate(&document, cards, model),
            annotate(&document, cards, model)
        );
    });
}

#[test]
fn nothing_visible_is_left_out_of_the_tokens() {
    for_all(2000, &texts(), |text| check_cut(&document_from_text(text)));
    for_all(2000, &any::<String>(), |text| {
        check_cut(&Document::from_blocks([(
            BlockKind::Paragraph,
            text.as_str(),
        )]));
    });
}

#[test]
fn each_sentence_is_judged_as_a_whole_or_in_parts() {
    let (model, cards) = shipped();
    for_all(300, &texts(), |text| {
        let document = document_from_text(text);
        let annotated = annotate(&document, cards, model);
        let mut stances = annotated
            .stances
            .iter()
            .map(|stance| stance.span)
            .peekable();
        for sentence in sentences(&document) {
            // It is judged as a whole or in parts.
            let mut end = sentence.start;
            while let Some(part) = stances.next_if(|part| sentence.contains(*part)) {
                end = part.end;
            }
            assert_eq!(end, sentence.end, "{:?}", document.slice(sentence));
        }
        assert_eq!(stances.next(), None);
    });
}
