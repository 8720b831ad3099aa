//! From scores to the best labels, and how sure they are.

use crate::model::{LABELS, NameLabel, NameWeights};

/// Scores of one token, one a label, in the model's units.
pub type Scores = [i16; 16];

/// The labels whose scores and transitions add up to most, among sequences in which every name begins with its first word.
///
/// Viterbi's algorithm; of equal sequences the one with the lower labels counts.
#[must_use]
pub fn best_labels(weights: &NameWeights, scores: &[Scores]) -> Vec<NameLabel> {
    let mut from: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut best = [NEVER; LABELS];
    best[0] = 0;
    for token in scores {
        let mut next = [NEVER; LABELS];
        let mut back = [0_u8; LABELS];
        for label in 0..LABELS {
            for (before, score) in best.into_iter().enumerate() {
                if score > NEVER && may_follow(before, label) {
                    let score = score + weights.transition(before, label);
                    if score > next[label] {
                        next[label] = score;
                        back[label] = u8::try_from(before).unwrap_or_default();
                    }
                }
            }
            if next[label] > NEVER {
                next[label] += i32::from(token[label]);
            }
        }
        from.push(back);
        best = next;
    }
    // What follows the stretch is outside of names.
    let last = (0..LABELS).max_by_key(|label| (best[*label].saturating_add(weights.transition(*label, 0)), std::cmp::Reverse(*label)));
    let mut label = last.unwrap_or_default();
    let mut labels = vec![NameLabel::OUTSIDE; scores.len()];
    for (slot, back) in labels.iter_mut().zip(&from).rev() {
        *slot = NameLabel(u8::try_from(label).unwrap_or_default());
        label = usize::from(back[label]);
    }
    labels
}

const NEVER: i32 = i32::MIN / 2;

/// Whether the label `next` may follow `label`.
#[must_use]
pub fn may_follow(label: usize, next: usize) -> bool {
    // Further words have even numbers and follow the first or a further word of their class.
    next == 0 || next % 2 == 1 || label == next || label + 1 == next
}

/// For each token and label the probability that the token has it, given all scores.
///
/// The forward-backward algorithm on scaled sums.
#[must_use]
pub fn marginals(weights: &NameWeights, scores: &[Scores]) -> Vec<[f32; LABELS]> {
    let unit = weights.unit;
    let weigh = |score: i32| {
        let exponent: f32 = libm::expf(unit * to_f32(score));
        exponent.clamp(1e-30, 1e30)
    };
    let mut steps = [[0.0_f32; LABELS]; LABELS];
    for (label, row) in steps.iter_mut().enumerate() {
        for (next, step) in row.iter_mut().enumerate() {
            if may_follow(label, next) {
                *step = weigh(weights.transition(label, next));
            }
        }
    }
    let local: Vec<[f32; LABELS]> = scores
        .iter()
        .map(|token| {
            let most = token[..LABELS].iter().copied().max().unwrap_or_default();
            std::array::from_fn(|label| weigh(i32::from(token[label]) - i32::from(most)))
        })
        .collect();
    let mut forward: Vec<[f32; LABELS]> = Vec::with_capacity(scores.len());
    let mut state = [0.0; LABELS];
    state[0] = 1.0;
    for token in &local {
        let mut next = [0.0; LABELS];
        for label in 0..LABELS {
            let sum: f32 = (0..LABELS).map(|before| state[before] * steps[before][label]).sum();
            next[label] = sum * token[label];
        }
        normalise(&mut next);
        forward.push(next);
        state = next;
    }
    let mut backward: [f32; LABELS] = std::array::from_fn(|label| steps[label][0]);
    normalise(&mut backward);
    for (at, token) in local.iter().enumerate().rev() {
        let mut before = [0.0; LABELS];
        for label in 0..LABELS {
            before[label] = (0..LABELS).map(|next| steps[label][next] * token[next] * backward[next]).sum();
        }
        let mut both: [f32; LABELS] = std::array::from_fn(|label| forward[at][label] * backward[label]);
        normalise(&mut both);
        forward[at] = both;
        normalise(&mut before);
        backward = before;
    }
    forward
}

fn to_f32(score: i32) -> f32 {
    // Scores are sums of less than a hundred bytes, and exact in an f32.
    f32::from(i16::try_from(score.clamp(i32::from(i16::MIN), i32::from(i16::MAX))).unwrap_or_default())
}

fn normalise(values: &mut [f32; LABELS]) {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 {
        for value in values {
            *value /= sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn weights() -> NameWeights {
        let mut weights = NameWeights::default().ready();
        weights.unit = 0.1;
        weights
    }

    fn scores(label: usize, score: i16) -> Scores {
        let mut scores = [0; 16];
        scores[label] = score;
        scores
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_name_never_goes_on_without_its_beginning() {
        let weights = weights();
        // The second token prefers to go on with a person where an organisation begins.
        let labels = best_labels(&weights, &[scores(3, 9), scores(2, 5)]);
        assert_eq!(labels, [NameLabel(3), NameLabel(0)]);
        assert_eq!(best_labels(&weights, &[]), []);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn probabilities_add_up_and_agree_with_the_scores() {
        let weights = weights();
        let found = marginals(&weights, &[scores(1, 40), scores(2, 40)]);
        for token in &found {
            assert!((token.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
        assert!(found[0][1] > 0.9 && found[1][2] > 0.9, "{found:?}");
        assert!(found[0][2] < 1e-9, "{found:?}");
    }
}
