//! Training of the model that finds names.

use std::ops::Range;

use super::corpora::NamedText;
use super::crf::{Example, Options, Weights, train};
use crate::annotate::names::{
    Usages, best_labels, candidates, count_votes, features, first_pass, looks, voters,
};
use crate::model::{LABELS, Model, NameClass, NameLabel, NameWeights};
use crate::text::{BlockKind, Document, Segments, Span, Token};

/// How to train the names.
#[derive(Debug, Clone, Copy)]
pub struct NamesOptions {
    /// log₂ of the number of rows of weights.
    pub bits: u8,
    /// How often to go through all examples.
    pub epochs: usize,
    /// What one unit of a weight is worth.
    pub unit: f32,
    /// Rows whose weights are all below that many units are left out.
    pub floor: i8,
    /// `AdaGrad`'s step.
    pub rate: f32,
    /// How strongly weights are drawn to zero.
    pub decay: f32,
    /// In how many tokens a feature must occur.
    pub least: u8,
    /// In how many parts the texts are cut so that votes are learned from labels given by a model that has not seen them; 0 for no votes.
    pub folds: usize,
}

impl Default for NamesOptions {
    fn default() -> Self {
        Self {
            bits: 17,
            epochs: 8,
            unit: 0.03,
            floor: 5,
            rate: 0.05,
            decay: 1e-3,
            least: 2,
            folds: 4,
        }
    }
}

/// A text made ready for training.
struct Prepared {
    document: Document,
    segments: Segments,
    /// For each token its true label.
    labels: Vec<u8>,
    weight: f32,
}

/// The document of a text whose paragraphs are lines.
#[must_use]
pub fn document_of(text: &str) -> Document {
    Document::from_blocks(text.split('\n').map(|line| (BlockKind::Paragraph, line)))
}

/// Learns the weights of names from texts, each with how much it counts; `model` has the word classes and lists.
#[must_use]
pub fn train_names(
    texts: &[(f32, &NamedText)],
    model: &Model,
    options: NamesOptions,
) -> NameWeights {
    let prepared: Vec<_> = texts
        .iter()
        .map(|(weight, text)| prepare(text, *weight))
        .collect();
    let all: Vec<usize> = (0..prepared.len()).collect();
    let weights = first(&prepared, &all, model, options);
    let mut names = quantised(&weights, options);
    if options.folds > 1 {
        let mut examples = Vec::new();
        for fold in 0..options.folds {
            let (out, rest): (Vec<usize>, Vec<usize>) =
                all.iter().partition(|index| *index % options.folds == fold);
            let weights = quantised(&first(&prepared, &rest, model, options), options).ready();
            let mut fold_model = model.clone();
            fold_model.names = weights;
            for index in out {
                examples.extend(vote_examples(&prepared[index], &fold_model));
            }
        }
        let votes = train(
            &examples,
            Options {
                bits: 12,
                epochs: 6,
                rate: 0.1,
                decay: 1e-5,
                least: 2,
                transitions: false,
            },
            Some(&weights.pairs),
        );
        names.votes = votes.sparse(options.unit, 1);
    }
    names.ready()
}

fn first(prepared: &[Prepared], which: &[usize], model: &Model, options: NamesOptions) -> Weights {
    let examples: Vec<_> = which
        .iter()
        .flat_map(|index| examples(&prepared[*index], model))
        .collect();
    let options = Options {
        bits: options.bits,
        epochs: options.epochs,
        rate: options.rate,
        decay: options.decay,
        least: options.least,
        transitions: true,
    };
    train(&examples, options, None)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "weights of pairs are small"
)]
fn quantised(weights: &Weights, options: NamesOptions) -> NameWeights {
    let mut names = NameWeights::default();
    names.unit = options.unit;
    names.rows = weights.sparse(options.unit, options.floor);
    names.transitions = weights
        .pairs
        .iter()
        .flatten()
        .map(|weight| (weight / options.unit).round().clamp(-9999.0, 9999.0) as i16)
        .collect();
    names
}

fn prepare(text: &NamedText, weight: f32) -> Prepared {
    let document = document_of(&text.text);
    let segments = Segments::of(&document, 0..document.blocks().len());
    let labels = true_labels(&segments.tokens, &text.names);
    Prepared {
        document,
        segments,
        labels,
        weight,
    }
}

/// The label of each token by the names that it lies in.
fn true_labels(tokens: &[Token], names: &[(Span, NameClass)]) -> Vec<u8> {
    let mut labels = vec![0; tokens.len()];
    for (span, class) in names {
        let mut first = true;
        let start = tokens.partition_point(|token| token.span.end <= span.start);
        for (token, label) in tokens[start..]
            .iter()
            .zip(&mut labels[start..])
            .take_while(|(token, _)| token.span.start < span.end)
        {
            debug_assert!(token.span.overlaps(*span));
            *label = if first {
                NameLabel::first(*class)
            } else {
                NameLabel::further(*class)
            }
            .0;
            first = false;
        }
    }
    labels
}

fn examples(text: &Prepared, model: &Model) -> Vec<Example> {
    let Prepared {
        document,
        segments,
        labels,
        weight,
    } = text;
    let usages = Usages::of(segments, document.text());
    let mut seen = Vec::new();
    let mut examples = Vec::new();
    for sentence in &segments.sentences {
        let words = &segments.tokens[sentence.tokens.clone()];
        looks(
            words,
            document.text(),
            model,
            |hash| usages.usage(hash),
            &mut seen,
        );
        for range in candidates(words, document.text()) {
            let all: Range<usize> =
                sentence.tokens.start + range.start..sentence.tokens.start + range.end;
            let mut example = Example {
                labels: repaired(&labels[all]),
                weight: *weight,
                ..Example::default()
            };
            for at in range.clone() {
                let mut found = Vec::with_capacity(70);
                features(words, document.text(), &seen, &range, at, |feature| {
                    found.push(feature);
                });
                example.features.push(found);
            }
            examples.push(example);
        }
    }
    examples
}

/// Labels of a stretch so that every name in it begins with a first word.
fn repaired(labels: &[u8]) -> Vec<u8> {
    let mut repaired = labels.to_vec();
    let mut before = NameLabel::OUTSIDE;
    for label in &mut repaired {
        if !before.may_precede(NameLabel(*label)) {
            *label -= 1;
        }
        before = NameLabel(*label);
    }
    repaired
}

fn vote_examples(text: &Prepared, model: &Model) -> Vec<Example> {
    let stretches = first_pass(&text.segments, text.document.text(), model);
    let votes = count_votes(&text.segments.tokens, text.document.text(), &stretches);
    let unit = model.names.unit;
    let example = |stretch: &crate::annotate::names::Stretch| {
        let mut example = Example {
            labels: repaired(&text.labels[stretch.tokens.clone()]),
            weight: text.weight,
            ..Example::default()
        };
        for (voter, scores) in voters(&text.segments.tokens, stretch).zip(&stretch.scores) {
            let mut found = Vec::new();
            votes.features(voter, |feature| found.push(feature));
            example.features.push(found);
            example
                .given
                .push(std::array::from_fn::<_, LABELS, _>(|label| {
                    f32::from(scores[label]) * unit
                }));
        }
        debug_assert_eq!(
            best_labels(&model.names, &stretch.scores).len(),
            example.labels.len()
        );
        example
    };
    stretches.iter().map(example).collect()
}
