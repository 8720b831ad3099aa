//! Weights of the model that tells stances apart.

use serde::{Deserialize, Serialize};

use super::names::sound;

/// By how much scores are divided before they become probabilities, so that these agree with how often they are right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Temperature(pub f32);

impl Default for Temperature {
    fn default() -> Self {
        Self(1.0)
    }
}

/// A multinomial logistic regression over hashed features; one weight a label, in the order of [`crate::text::Stance::ALL`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StanceWeights {
    /// What one unit of a weight is worth.
    pub unit: f32,
    /// log₂ of the number of rows; a feature's row is the upper bits of its hash.
    pub bits: u8,
    /// The weights, one column a label after the other.
    pub columns: Vec<Vec<i8>>,
    /// Calibration on held-out sentences.
    pub temperature: Temperature,
    /// For each word of the table what it adds by its meaning, one column a label: a bag of word vectors with its weights multiplied out.
    pub bag: Vec<Vec<i8>>,
    /// What one unit of the bag is worth.
    pub bag_unit: f32,
    /// The share of each label in what was trained on.
    pub prior: [f32; 4],
    #[serde(skip)]
    dense: Vec<[i8; 4]>,
}

/// The least share of a label that can be counted with.
const LEAST_SHARE: f32 = 1e-4;

impl StanceWeights {
    /// Makes the table by which features are looked up.
    pub(super) fn index(&mut self) {
        self.dense = Vec::new();
        self.unit = sound(self.unit);
        self.bag_unit = sound(self.bag_unit);
        self.temperature.0 = sound(self.temperature.0);
        // By shares that are none, or next to none, a text's lean would be no number: it then has none.
        if !self
            .prior
            .iter()
            .all(|share| (LEAST_SHARE..=1.0).contains(share))
        {
            self.prior = [0.0; 4];
        }
        if (1..=22).contains(&self.bits) {
            self.dense = vec![[0; 4]; 1 << self.bits];
            for (label, column) in self.columns.iter().take(4).enumerate() {
                for (row, weight) in self.dense.iter_mut().zip(column) {
                    row[label] = *weight;
                }
            }
        }
    }

    /// What the word at that place of the table adds for each label, in units of [`StanceWeights::bag_unit`].
    #[must_use]
    pub fn meaning(&self, entry: u32) -> [i8; 4] {
        let Some(entry) = (entry as usize).checked_sub(1) else {
            return [0; 4];
        };
        std::array::from_fn(|label| {
            self.bag
                .get(label)
                .and_then(|column| column.get(entry))
                .copied()
                .unwrap_or_default()
        })
    }

    /// Builds the table of weights just trained.
    #[must_use]
    pub fn ready(mut self) -> Self {
        self.index();
        self
    }

    /// The weights of a feature, one a label, in units.
    #[must_use]
    pub fn weights(&self, feature: u32) -> [i8; 4] {
        self.dense
            .get((feature >> (32 - u32::from(self.bits).clamp(1, 32))) as usize)
            .copied()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn shares_that_are_none_are_not_counted_with() {
        for share in [f32::NAN, 1e-38, -0.5, f32::INFINITY] {
            let weights = StanceWeights {
                prior: [0.5, 0.3, 0.1, share],
                ..StanceWeights::default()
            };
            let sum: f32 = weights.ready().prior.iter().sum();
            assert!(sum.abs() < 1e-9, "{share} gave {sum}");
        }
        let weights = StanceWeights {
            prior: [0.4, 0.3, 0.2, 0.1],
            ..StanceWeights::default()
        };
        let sum: f32 = weights.ready().prior.iter().sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
    }
}
