//! Training of the model that tells stances apart.

use std::ops::Range;

use super::crf::round;
use super::document_of;
use super::random::Random;
use crate::annotate::attribution::find_attributions;
use crate::annotate::names::find_names;
use crate::annotate::stance::{Scene, soften};
use crate::model::{Model, StanceWeights, Temperature};
use crate::text::{Segments, Span, Stance, Token};

/// What is known of a sentence's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Its stance.
    Label(Stance),
    /// Only whether it is one of opinion and forecast, or one of the others.
    Subjective(bool),
}

impl Target {
    /// The share of each label that a model should give which now gives `likely`.
    fn shares(self, likely: [f32; 4]) -> [f32; 4] {
        match self {
            Self::Label(stance) => Stance::ALL.map(|label| f32::from(u8::from(label == stance))),
            Self::Subjective(subjective) => {
                let allowed = Stance::ALL
                    .map(|label| matches!(label, Stance::Opinion | Stance::Forecast) == subjective);
                let kept: [f32; 4] =
                    std::array::from_fn(|label| if allowed[label] { likely[label] } else { 0.0 });
                let sum = kept.iter().sum::<f32>().max(1e-9);
                kept.map(|share| share / sum)
            }
        }
    }
}

/// A sentence to learn from or to measure on.
#[derive(Debug, Clone)]
pub struct StanceExample {
    /// Hashes of its features.
    pub features: Vec<u32>,
    /// Places in the table of words of those that count by their meaning.
    pub meanings: Vec<u32>,
    /// What is known of its label.
    pub target: Target,
    /// How much it counts.
    pub weight: f32,
}

/// The vectors of the words of the model's table, by place.
#[derive(Debug, Clone, Default)]
pub struct WordVectors {
    values: Vec<f32>,
    width: usize,
}

impl WordVectors {
    /// Puts vectors in the order of the table.
    #[must_use]
    pub fn of(vectors: &super::Vectors, model: &Model) -> Self {
        let mut values = vec![0.0; model.words.len() * vectors.width];
        for (word, row) in vectors
            .words
            .iter()
            .zip(vectors.values.chunks_exact(vectors.width))
        {
            let entry = model.words.classes(crate::text::word_hash(word)).entry as usize;
            if entry > 0 {
                values[(entry - 1) * vectors.width..entry * vectors.width].copy_from_slice(row);
            }
        }
        Self {
            values,
            width: vectors.width,
        }
    }

    fn mean(&self, entries: &[u32], mean: &mut [f32]) {
        mean.fill(0.0);
        for entry in entries {
            let start = (*entry as usize - 1) * self.width;
            for (sum, value) in mean.iter_mut().zip(&self.values[start..start + self.width]) {
                *sum += value;
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "a sentence has few words")]
        let count = entries.len().max(1) as f32;
        for sum in mean {
            *sum /= count;
        }
    }

    /// What each word adds for each label.
    fn multiplied(&self, bag: &[[f32; 4]], scale: f32) -> Vec<Vec<i8>> {
        if self.width == 0 {
            return Vec::new();
        }
        (0..4)
            .map(|label| {
                self.values
                    .chunks_exact(self.width)
                    .map(|row| {
                        round(
                            row.iter()
                                .zip(bag)
                                .map(|(value, weight)| value * weight[label])
                                .sum::<f32>()
                                * scale,
                        )
                    })
                    .collect()
            })
            .collect()
    }
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct StanceOptions {
    /// log₂ of the number of rows.
    pub bits: u8,
    /// How often to go through all examples.
    pub epochs: usize,
    /// `AdaGrad`'s step.
    pub rate: f32,
    /// How strongly weights are drawn to zero.
    pub decay: f32,
    /// What one unit of a weight is worth.
    pub unit: f32,
    /// In how many sentences a feature must occur.
    pub least: u8,
    /// By how much the mean of a sentence's word vectors is multiplied; 0 for no bag.
    pub bag: f32,
    /// What one unit of the bag is worth.
    pub bag_unit: f32,
}

impl Default for StanceOptions {
    fn default() -> Self {
        Self {
            bits: 17,
            epochs: 8,
            rate: 0.03,
            decay: 1e-3,
            unit: 0.02,
            least: 3,
            bag: 3.0,
            bag_unit: 0.1,
        }
    }
}

/// The tokens of each of the sentences that stand at `spans`, in order.
pub fn tokens_of<'a>(
    tokens: &'a [Token],
    spans: &'a [Span],
) -> impl Iterator<Item = Range<usize>> + 'a {
    spans.iter().map(|span| {
        let start = tokens.partition_point(|token| token.span.start < span.start);
        start..tokens.partition_point(|token| token.span.start < span.end)
    })
}

/// The features, and the places of the meanings, of each of the sentences of a text that stand at `spans`; `model` finds names.
#[must_use]
pub fn sentence_features(text: &str, spans: &[Span], model: &Model) -> Vec<(Vec<u32>, Vec<u32>)> {
    let document = document_of(text);
    let segments = Segments::of(&document, 0..document.blocks().len());
    let names = find_names(&segments, document.text(), model);
    let (attributions, quotes) = find_attributions(&segments, document.text(), &names);
    let scene = Scene::new(
        segments,
        document.text(),
        &names,
        attributions,
        quotes,
        model,
    );
    let sentence = |range: Range<usize>| {
        let mut found: (Vec<u32>, Vec<u32>) = Default::default();
        scene.features(&range, |feature, _| found.0.push(feature));
        scene.meanings(&range, |entry| found.1.push(entry));
        found
    };
    tokens_of(&scene.segments.tokens, spans)
        .map(sentence)
        .collect()
}

/// Learns the weights.
#[must_use]
pub fn train_stance(
    examples: &[StanceExample],
    vectors: &WordVectors,
    options: StanceOptions,
) -> StanceWeights {
    let row = |feature: u32| (feature >> (32 - u32::from(options.bits))) as usize;
    let mut counts = vec![0_u8; 1 << options.bits];
    for feature in examples.iter().flat_map(|example| &example.features) {
        let count = &mut counts[row(*feature)];
        *count = count.saturating_add(1);
    }
    let mut weights = vec![[0.0_f32; 4]; 1 << options.bits];
    let mut squares = weights.clone();
    let width = vectors.width;
    let mut bag = vec![[0.0_f32; 4]; width];
    let mut bag_squares = bag.clone();
    let mut mean = vec![0.0_f32; width];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(3);
    let mut sums = (
        vec![[0.0_f32; 4]; 1 << options.bits],
        vec![[0.0_f32; 4]; width],
    );
    let averaged = options.epochs.div_ceil(2);
    for epoch in 0..options.epochs {
        random.shuffle(&mut order);
        for index in &order {
            let example = &examples[*index];
            let rows: Vec<usize> = example
                .features
                .iter()
                .map(|feature| row(*feature))
                .filter(|row| counts[*row] >= options.least)
                .collect();
            let mut scores = [0.0_f32; 4];
            for row in &rows {
                for (score, weight) in scores.iter_mut().zip(weights[*row]) {
                    *score += weight;
                }
            }
            vectors.mean(&example.meanings, &mut mean);
            for (value, weight) in mean.iter().zip(&bag) {
                for (score, weight) in scores.iter_mut().zip(weight) {
                    *score += weight * value * options.bag;
                }
            }
            let likely = softmax(scores);
            let wanted = example.target.shares(likely);
            let gradient: [f32; 4] = std::array::from_fn(|label| wanted[label] - likely[label]);
            for row in rows {
                for label in 0..4 {
                    let slope =
                        example.weight * gradient[label] - options.decay * weights[row][label];
                    let square = &mut squares[row][label];
                    *square += slope * slope;
                    weights[row][label] += options.rate * slope / (square.sqrt() + 1e-4);
                }
            }
            for (value, (weight, squares)) in mean.iter().zip(bag.iter_mut().zip(&mut bag_squares))
            {
                for label in 0..4 {
                    let slope = example.weight * gradient[label] * value * options.bag
                        - options.decay * weight[label];
                    squares[label] += slope * slope;
                    weight[label] += options.rate * slope / (squares[label].sqrt() + 1e-4);
                }
            }
        }
        // The mean over the later epochs errs less than any one of them.
        if epoch + averaged >= options.epochs {
            accumulate(&mut sums.0, &weights, averaged);
            accumulate(&mut sums.1, &bag, averaged);
        }
    }
    let (weights, bag) = sums;
    let mut trained = StanceWeights::default();
    trained.prior = prior(examples);
    trained.bag_unit = options.bag_unit;
    trained.bag = vectors.multiplied(&bag, options.bag / options.bag_unit);
    trained.unit = options.unit;
    trained.bits = options.bits;
    trained.columns = (0..4)
        .map(|label| {
            weights
                .iter()
                .map(|row| round(row[label] / options.unit))
                .collect()
        })
        .collect();
    trained.ready()
}

/// The share of each label among the examples whose label is known.
fn prior(examples: &[StanceExample]) -> [f32; 4] {
    let mut shares = [1.0_f32; 4];
    for example in examples {
        if let Target::Label(stance) = example.target {
            for (share, label) in shares.iter_mut().zip(Stance::ALL) {
                *share += if label == stance { example.weight } else { 0.0 };
            }
        }
    }
    let sum: f32 = shares.iter().sum();
    shares.map(|share| share / sum)
}

fn accumulate(sums: &mut [[f32; 4]], weights: &[[f32; 4]], count: usize) {
    #[allow(clippy::cast_precision_loss, reason = "a handful of epochs")]
    let share = 1.0 / count as f32;
    for (sum, weight) in sums.iter_mut().flatten().zip(weights.iter().flatten()) {
        *sum += weight * share;
    }
}

/// Scores as probabilities, as the engine makes them.
fn softmax(scores: [f32; 4]) -> [f32; 4] {
    soften(scores, 1.0)
}

/// The temperature at which probabilities of labels agree best with how often they are right, on sentences that were not trained on.
///
/// Each fifth of `labelled` is judged by weights trained on the rest and on `more`; the temperature with the highest likelihood is taken
/// (Guo et al. 2017).
#[must_use]
pub fn calibrate(
    labelled: &[StanceExample],
    more: &[StanceExample],
    vectors: &WordVectors,
    options: StanceOptions,
) -> Temperature {
    const FOLDS: usize = 5;
    let size = labelled.len().div_ceil(FOLDS).max(1);
    let mut judged: Vec<([f32; 4], usize)> = Vec::new();
    for fold in 0..FOLDS {
        let (out, rest): (Vec<_>, Vec<_>) = labelled
            .iter()
            .enumerate()
            .partition(|(index, _)| index / size == fold);
        let rest: Vec<StanceExample> = rest
            .into_iter()
            .map(|(_, example)| example.clone())
            .chain(more.iter().cloned())
            .collect();
        let weights = train_stance(&rest, vectors, options);
        judged.extend(
            out.into_iter()
                .filter_map(|(_, example)| match example.target {
                    Target::Label(stance) => Some((
                        scores_of(example, &weights),
                        Stance::ALL.iter().position(|label| *label == stance)?,
                    )),
                    Target::Subjective(_) => None,
                }),
        );
    }
    let loss = |temperature: f32| -> f32 {
        judged
            .iter()
            .map(|(scores, label)| {
                -libm::logf(softmax(scores.map(|score| score / temperature))[*label].max(1e-9))
            })
            .sum()
    };
    let best = (2..40_u16)
        .map(|tenths| f32::from(tenths) / 10.0)
        .min_by(|one, two| loss(*one).total_cmp(&loss(*two)));
    Temperature(best.unwrap_or(1.0))
}

/// The probabilities of a sentence by weights.
#[must_use]
pub fn probabilities_of(example: &StanceExample, weights: &StanceWeights) -> [f32; 4] {
    softmax(scores_of(example, weights).map(|score| score / weights.temperature.0))
}

fn scores_of(example: &StanceExample, weights: &StanceWeights) -> [f32; 4] {
    let mut scores = [0.0_f32; 4];
    #[allow(clippy::cast_precision_loss, reason = "a sentence has few words")]
    let mean = weights.bag_unit / example.meanings.len().max(1) as f32;
    for entry in &example.meanings {
        for (score, weight) in scores.iter_mut().zip(weights.meaning(*entry)) {
            *score += f32::from(weight) * mean;
        }
    }
    for feature in &example.features {
        for (score, weight) in scores.iter_mut().zip(weights.weights(*feature)) {
            *score += f32::from(weight) * weights.unit;
        }
    }
    scores
}
