//! Weights of the sequence model that finds names.

use serde::{Deserialize, Serialize};

/// What a name names, as far as the sequence model tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameClass {
    /// A human being.
    Person,
    /// A body of people.
    Organisation,
    /// A country, town, region, building or site.
    Place,
    /// An event, agreement or work.
    Other,
}

impl NameClass {
    /// All classes in the order of their labels.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Other];
}

/// How many labels a token can have: outside of names, and first or further word of each class.
pub const LABELS: usize = 9;

/// The place of a token in a name: 0 outside, then for each class its first and its further words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameLabel(pub u8);

impl NameLabel {
    /// No part of a name.
    pub const OUTSIDE: Self = Self(0);

    /// The first word of a name of that class.
    #[must_use]
    pub fn first(class: NameClass) -> Self {
        Self(1 + 2 * class as u8)
    }

    /// A further word of a name of that class.
    #[must_use]
    pub fn further(class: NameClass) -> Self {
        Self(2 + 2 * class as u8)
    }

    /// The class, if the token is part of a name.
    #[must_use]
    pub fn class(self) -> Option<NameClass> {
        NameClass::ALL
            .get(usize::from(self.0).checked_sub(1)? / 2)
            .copied()
    }

    /// Whether the token begins a name.
    #[must_use]
    pub fn begins(self) -> bool {
        self.0 % 2 == 1
    }

    /// Whether a token with label `next` may follow one with this label.
    #[must_use]
    pub fn may_precede(self, next: Self) -> bool {
        next == Self::OUTSIDE || next.begins() || next.class() == self.class()
    }
}

/// Weights of hashed features: for each feature one weight a label.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SparseRows {
    /// log₂ of the number of rows; a feature's row is the upper bits of its hash.
    pub bits: u8,
    /// The rows that are not all zero, in rising order, each as its distance from the one before.
    pub steps: Vec<u32>,
    /// Their weights, one column after the other, in units of [`NameWeights::unit`].
    pub columns: Vec<Vec<i8>>,
}

/// The weights of the sequence model.
///
/// A linear-chain conditional random field (Lafferty and others 2001) over hashed features.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NameWeights {
    /// What one unit of a weight is worth.
    pub unit: f32,
    /// The features' weights.
    pub rows: SparseRows,
    /// What the second pass adds for what the document as a whole says about a word.
    pub votes: SparseRows,
    /// Weight of each pair of labels in a row, in units.
    pub transitions: Vec<i16>,
    #[serde(skip)]
    dense: Vec<[i8; 16]>,
    #[serde(skip)]
    dense_votes: Vec<[i8; 16]>,
}

impl NameWeights {
    /// Makes the tables by which features are looked up; whatever the file held, no look-up then leaves them.
    pub(super) fn index(&mut self) {
        self.dense = dense(&self.rows);
        self.dense_votes = dense(&self.votes);
        self.unit = sound(self.unit);
        self.transitions.resize(LABELS * LABELS, 0);
    }

    /// Builds the tables of weights just trained.
    #[must_use]
    pub fn ready(mut self) -> Self {
        self.index();
        self
    }

    /// Adds a feature's weights to `scores`.
    pub fn add(&self, feature: u32, scores: &mut [i16; 16]) {
        add(&self.dense, self.rows.bits, feature, scores);
    }

    /// Adds the weights of what the document says to `scores`.
    pub fn add_vote(&self, feature: u32, scores: &mut [i16; 16]) {
        add(&self.dense_votes, self.votes.bits, feature, scores);
    }

    /// The weight of `next` after `label`.
    #[must_use]
    pub fn transition(&self, label: usize, next: usize) -> i32 {
        self.transitions
            .get(label * LABELS + next)
            .copied()
            .map_or(0, i32::from)
    }
}

/// A unit of weights as a file gives it, or nothing where it cannot be one: below nothing, without end, or no number.
pub(super) fn sound(unit: f32) -> f32 {
    if (0.0..=LARGEST).contains(&unit) {
        unit
    } else {
        0.0
    }
}

/// Far beyond any that is learned, and small enough that sums of products stay finite.
const LARGEST: f32 = 1e6;

fn add(dense: &[[i8; 16]], bits: u8, feature: u32, scores: &mut [i16; 16]) {
    if let Some(row) = dense.get((feature >> (32 - u32::from(bits).clamp(1, 32))) as usize) {
        for (score, weight) in scores.iter_mut().zip(row) {
            *score = score.saturating_add(i16::from(*weight));
        }
    }
}

/// The most bits that a table's rows may be numbered with: 2²² rows are 64 MiB.
const MOST_BITS: u8 = 22;

fn dense(rows: &SparseRows) -> Vec<[i8; 16]> {
    if rows.bits == 0 || rows.bits > MOST_BITS {
        return Vec::new();
    }
    let mut dense = vec![[0; 16]; 1 << rows.bits];
    let mut row = 0_usize;
    for (at, step) in rows.steps.iter().enumerate() {
        row = row.saturating_add(*step as usize);
        let Some(weights) = dense.get_mut(row) else {
            break;
        };
        for (weight, column) in weights.iter_mut().zip(&rows.columns) {
            *weight = column.get(at).copied().unwrap_or_default();
        }
    }
    dense
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn labels_know_their_class_and_what_may_follow() {
        let (first, further) = (
            NameLabel::first(NameClass::Place),
            NameLabel::further(NameClass::Place),
        );
        assert_eq!(
            (first.class(), further.class()),
            (Some(NameClass::Place), Some(NameClass::Place))
        );
        assert!(first.begins() && !further.begins());
        assert!(first.may_precede(further) && !NameLabel::OUTSIDE.may_precede(further));
        assert!(!NameLabel::first(NameClass::Person).may_precede(further));
        assert_eq!(NameLabel::OUTSIDE.class(), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_unit_that_cannot_be_one_weighs_nothing() {
        for (unit, expected) in [
            (0.05, 0.05),
            (-0.05, 0.0),
            (f32::NAN, 0.0),
            (f32::INFINITY, 0.0),
            (1e30, 0.0),
        ] {
            assert!((sound(unit) - expected).abs() < 1e-9, "{unit}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_features_row_is_the_upper_bits_of_its_hash() {
        let rows = SparseRows {
            bits: 4,
            steps: vec![2, 3],
            columns: vec![vec![1, -7]; LABELS],
        };
        let weights = NameWeights {
            rows,
            ..NameWeights::default()
        }
        .ready();
        let mut scores = [0; 16];
        weights.add(0x5fff_ffff, &mut scores);
        assert_eq!(scores[..LABELS], [-7; LABELS]);
        weights.add(0x3000_0000, &mut scores);
        assert_eq!(scores[0], -7);
    }
}
