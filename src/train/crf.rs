//! Training of the sequence model: a linear-chain conditional random field over hashed features.

use super::random::Random;
use crate::annotate::names::may_follow;
use crate::model::{LABELS, SparseRows};

/// A stretch of tokens with the features and the true label of each.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// Hashes of each token's features.
    pub features: Vec<Vec<u32>>,
    /// The true labels.
    pub labels: Vec<u8>,
    /// Scores that are given from elsewhere and not learned; empty where there are none.
    pub given: Vec<[f32; LABELS]>,
    /// How much the example counts.
    pub weight: f32,
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// log₂ of the number of rows.
    pub bits: u8,
    /// How often to go through all examples.
    pub epochs: usize,
    /// `AdaGrad`'s step.
    pub rate: f32,
    /// How strongly weights are drawn to zero, for each example.
    pub decay: f32,
    /// In how many tokens a feature must occur to be learned.
    pub least: u8,
    /// Whether the weights of pairs of labels are learned; else they stay as given.
    pub transitions: bool,
}

/// Weights while they are learned.
#[derive(Debug, Clone)]
pub struct Weights {
    bits: u8,
    rows: Vec<[f32; LABELS]>,
    squares: Vec<[f32; LABELS]>,
    /// Weight of each pair of labels in a row.
    pub pairs: [[f32; LABELS]; LABELS],
    pair_squares: [[f32; LABELS]; LABELS],
}

impl Weights {
    fn new(bits: u8) -> Self {
        let rows = vec![[0.0; LABELS]; 1 << bits];
        Self {
            bits,
            squares: rows.clone(),
            rows,
            pairs: [[0.0; LABELS]; LABELS],
            pair_squares: [[0.0; LABELS]; LABELS],
        }
    }

    fn row(&self, feature: u32) -> usize {
        (feature >> (32 - u32::from(self.bits))) as usize
    }

    /// The rows in units of `unit`; those whose weights all round to less than `floor` units are left out.
    #[must_use]
    pub fn sparse(&self, unit: f32, floor: i8) -> SparseRows {
        let mut sparse = SparseRows {
            bits: self.bits,
            columns: vec![Vec::new(); LABELS],
            ..SparseRows::default()
        };
        let mut last = 0;
        for (index, row) in (0_u32..).zip(&self.rows) {
            let units: [i8; LABELS] = std::array::from_fn(|label| round(row[label] / unit));
            if units.iter().all(|weight| weight.abs() < floor) {
                continue;
            }
            sparse.steps.push(index - last);
            last = index;
            for (column, weight) in sparse.columns.iter_mut().zip(units) {
                column.push(weight);
            }
        }
        sparse
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the value is clamped to the range before"
)]
pub(super) fn round(value: f32) -> i8 {
    value.round().clamp(-127.0, 127.0) as i8
}

/// Learns weights that make the examples' labels likely.
#[must_use]
pub fn train(
    examples: &[Example],
    options: Options,
    pairs: Option<&[[f32; LABELS]; LABELS]>,
) -> Weights {
    let mut weights = Weights::new(options.bits);
    if let Some(pairs) = pairs {
        weights.pairs = *pairs;
    }
    let mut counts = vec![0_u8; 1 << options.bits];
    for feature in examples
        .iter()
        .flat_map(|example| example.features.iter().flatten())
    {
        let count = &mut counts[weights.row(*feature)];
        *count = count.saturating_add(1);
    }
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(5);
    let mut room = Room::default();
    let mut sums = vec![[0.0_f32; LABELS]; 1 << options.bits];
    let averaged = options.epochs.div_ceil(2);
    #[allow(clippy::cast_precision_loss, reason = "a handful of epochs")]
    let share = 1.0 / averaged as f32;
    for epoch in 0..options.epochs {
        random.shuffle(&mut order);
        for index in &order {
            room.step(&mut weights, &counts, &examples[*index], options);
        }
        // The mean over the later epochs errs less than any one of them.
        if epoch + averaged >= options.epochs {
            for (sum, weight) in sums.iter_mut().flatten().zip(weights.rows.iter().flatten()) {
                *sum += weight * share;
            }
        }
    }
    weights.rows = sums;
    weights
}

/// Tables that are filled anew for every example.
#[derive(Default)]
struct Room {
    scores: Vec<[f32; LABELS]>,
    forward: Vec<[f32; LABELS]>,
    backward: Vec<[f32; LABELS]>,
}

impl Room {
    fn step(&mut self, weights: &mut Weights, counts: &[u8], example: &Example, options: Options) {
        let length = example.labels.len();
        if length == 0 {
            return;
        }
        let kept = |weights: &Weights, feature: u32| {
            let row = weights.row(feature);
            (counts[row] >= options.least).then_some(row)
        };
        self.scores.clear();
        for (at, features) in example.features.iter().enumerate() {
            let mut sum = example.given.get(at).copied().unwrap_or([0.0; LABELS]);
            for row in features
                .iter()
                .filter_map(|feature| kept(weights, *feature))
            {
                for (score, weight) in sum.iter_mut().zip(&weights.rows[row]) {
                    *score += weight;
                }
            }
            self.scores.push(sum);
        }
        self.forward_backward(weights);
        let mut pair_gradient = [[0.0_f32; LABELS]; LABELS];
        for at in 0..length {
            let gold = usize::from(example.labels[at]);
            let mut gradient: [f32; LABELS] =
                std::array::from_fn(|label| self.forward[at][label] * self.backward[at][label]);
            let sum: f32 = gradient.iter().sum::<f32>().max(1e-30);
            for value in &mut gradient {
                *value = -*value / sum;
            }
            gradient[gold] += 1.0;
            for feature in &example.features[at] {
                let Some(row) = kept(weights, *feature) else {
                    continue;
                };
                for (label, gradient) in gradient.iter().enumerate() {
                    let slope =
                        example.weight * gradient - options.decay * weights.rows[row][label];
                    let square = &mut weights.squares[row][label];
                    *square += slope * slope;
                    weights.rows[row][label] += options.rate * slope / (square.sqrt() + 1e-4);
                }
            }
            let before = at
                .checked_sub(1)
                .map_or(0, |before| usize::from(example.labels[before]));
            pair_gradient[before][gold] += 1.0;
            self.expect_pairs(weights, at, &mut pair_gradient);
        }
        let last = usize::from(example.labels[length - 1]);
        pair_gradient[last][0] += 1.0;
        self.expect_end(weights, length - 1, &mut pair_gradient);
        if options.transitions {
            for (row, slopes) in pair_gradient.iter().enumerate() {
                for (column, slope) in slopes.iter().enumerate() {
                    let slope = example.weight * slope - options.decay * weights.pairs[row][column];
                    let square = &mut weights.pair_squares[row][column];
                    *square += slope * slope;
                    weights.pairs[row][column] += options.rate * slope / (square.sqrt() + 1e-4);
                }
            }
        }
    }

    /// Fills the tables with sums over all sequences up to and from each token, scaled.
    fn forward_backward(&mut self, weights: &Weights) {
        let steps = steps(weights);
        let length = self.scores.len();
        for token in &mut self.scores {
            let most = token.iter().copied().fold(f32::MIN, f32::max);
            for score in token {
                *score = libm::expf((*score - most).max(-60.0));
            }
        }
        self.forward.clear();
        let mut state = [0.0; LABELS];
        state[0] = 1.0;
        for token in &self.scores {
            let mut next = [0.0; LABELS];
            for label in 0..LABELS {
                next[label] = token[label]
                    * (0..LABELS)
                        .map(|before| state[before] * steps[before][label])
                        .sum::<f32>();
            }
            scale(&mut next);
            self.forward.push(next);
            state = next;
        }
        self.backward.clear();
        self.backward.resize(length, [0.0; LABELS]);
        let mut state: [f32; LABELS] = std::array::from_fn(|label| steps[label][0]);
        for at in (0..length).rev() {
            self.backward[at] = state;
            let token = &self.scores[at];
            let mut before = [0.0; LABELS];
            for label in 0..LABELS {
                before[label] = (0..LABELS)
                    .map(|next| steps[label][next] * token[next] * state[next])
                    .sum();
            }
            scale(&mut before);
            state = before;
        }
    }

    /// Takes from `gradient` how likely each pair of labels is at `at` and the token before.
    fn expect_pairs(&self, weights: &Weights, at: usize, gradient: &mut [[f32; LABELS]; LABELS]) {
        let mut start = [0.0; LABELS];
        start[0] = 1.0;
        let before = at
            .checked_sub(1)
            .map_or(start, |before| self.forward[before]);
        let steps = steps(weights);
        let mut pairs = [[0.0; LABELS]; LABELS];
        let mut sum = 0.0;
        for label in 0..LABELS {
            for next in 0..LABELS {
                pairs[label][next] = before[label]
                    * steps[label][next]
                    * self.scores[at][next]
                    * self.backward[at][next];
                sum += pairs[label][next];
            }
        }
        subtract(gradient, &pairs, sum);
    }

    fn expect_end(&self, weights: &Weights, last: usize, gradient: &mut [[f32; LABELS]; LABELS]) {
        let mut pairs = [[0.0; LABELS]; LABELS];
        let steps = steps(weights);
        let mut sum = 0.0;
        for label in 0..LABELS {
            pairs[label][0] = self.forward[last][label] * steps[label][0];
            sum += pairs[label][0];
        }
        subtract(gradient, &pairs, sum);
    }
}

fn subtract(gradient: &mut [[f32; LABELS]; LABELS], pairs: &[[f32; LABELS]; LABELS], sum: f32) {
    for (slopes, row) in gradient.iter_mut().zip(pairs) {
        for (slope, value) in slopes.iter_mut().zip(row) {
            *slope -= value / sum.max(1e-30);
        }
    }
}

fn steps(weights: &Weights) -> [[f32; LABELS]; LABELS] {
    std::array::from_fn(|label| {
        std::array::from_fn(|next| {
            if may_follow(label, next) {
                libm::expf(weights.pairs[label][next].clamp(-30.0, 30.0))
            } else {
                0.0
            }
        })
    })
}

fn scale(values: &mut [f32; LABELS]) {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 {
        for value in values {
            *value /= sum;
        }
    }
}
