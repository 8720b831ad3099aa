//! What kind of statement a sentence makes.

mod features;

use std::ops::Range;

use crate::model::Model;
use crate::text::Stance;

pub use features::{Scene, Voice};

/// How likely each label is for a sentence, in the order of [`Stance::ALL`]; the four add up to 1.
#[must_use]
pub fn probabilities(scene: &Scene<'_>, sentence: &Range<usize>, model: &Model) -> [f32; 4] {
    let mut scores = [0_i32; 4];
    scene.features(sentence, |feature, _| {
        for (score, weight) in scores.iter_mut().zip(model.stance.weights(feature)) {
            *score += i32::from(weight);
        }
    });
    soften(scores, model.stance.unit / model.stance.temperature.0.max(0.01))
}

/// Scores in units as probabilities.
fn soften(scores: [i32; 4], unit: f32) -> [f32; 4] {
    let most = scores.iter().copied().max().unwrap_or_default();
    let mut shares = scores.map(|score| {
        let behind = i16::try_from((score - most).max(-30_000)).unwrap_or(i16::MIN);
        libm::expf(f32::from(behind) * unit)
    });
    let sum: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= sum);
    shares
}

/// The likeliest label; of equal ones the first of [`Stance::ALL`].
#[must_use]
pub fn likeliest(probabilities: [f32; 4]) -> (Stance, f32) {
    let mut best = (Stance::ALL[0], probabilities[0]);
    for (stance, probability) in Stance::ALL.into_iter().zip(probabilities) {
        if probability > best.1 {
            best = (stance, probability);
        }
    }
    best
}
