//! What kind of statement a sentence makes.

mod cues;
mod features;
mod parts;

use std::ops::Range;

use crate::model::Model;
use crate::text::Stance;

pub use cues::{WeighedCue, why};
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
    let mut sums = [0_i32; 4];
    let mut words = 0;
    scene.meanings(sentence, |entry| {
        words += 1;
        for (sum, weight) in sums.iter_mut().zip(model.stance.meaning(entry)) {
            *sum += i32::from(weight);
        }
    });
    let mean = model.stance.bag_unit / number(words.max(1));
    let scores = std::array::from_fn(|label| {
        number(scores[label]) * model.stance.unit + number(sums[label]) * mean
    });
    soften(scores, model.stance.temperature.0.max(0.01))
}

/// A sum of bytes as a float; such sums are far below 2²⁴, up to which floats count exactly.
#[allow(
    clippy::cast_precision_loss,
    reason = "the value is clamped to what a float counts exactly"
)]
fn number(sum: i32) -> f32 {
    sum.clamp(-(1 << 24), 1 << 24) as f32
}

/// Scores as probabilities.
pub(crate) fn soften(scores: [f32; 4], temperature: f32) -> [f32; 4] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut shares = scores.map(|score| libm::expf((score - most) / temperature));
    let sum: f32 = shares.iter().sum();
    for share in &mut shares {
        *share /= sum;
    }
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

/// A stretch of text with its stance; together the stretches of a sentence cover it.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedSpan {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The label; none where none is likely enough.
    pub stance: Option<Stance>,
    /// How likely each label is, in the order of [`Stance::ALL`].
    pub probabilities: [f32; 4],
    /// The words that decided it.
    pub cues: Vec<WeighedCue>,
    /// Who asserts an attributed stretch: which of the attributions.
    pub attribution: Option<usize>,
}

/// Below this probability a label is not given.
pub const LEAST_LIKELY: f32 = 0.5;

/// By how much each label's probability is multiplied in a text: where most sentences judge, one more is likelier to.
///
/// The labels' shares in the text are estimated from the sentences' probabilities by expectation-maximisation (Saerens, Latinne and
/// Decaestecker 2002), drawn to the shares in training as by a dozen sentences more.
#[must_use]
pub fn lean(probabilities: &[[f32; 4]], model: &Model) -> [f32; 4] {
    let prior = model.stance.prior;
    if probabilities.is_empty() || prior.iter().any(|share| *share <= 0.0) {
        return [1.0; 4];
    }
    let mut shares = prior;
    for _ in 0..ROUNDS {
        let ratio = std::array::from_fn(|label| shares[label] / prior[label]);
        let mut sums = prior.map(|share| share * FIRM);
        for sentence in probabilities
            .iter()
            .filter(|sentence| sentence[0] + sentence[1] + sentence[2] + sentence[3] > 0.0)
        {
            for (sum, likely) in sums.iter_mut().zip(leaning(*sentence, ratio)) {
                *sum += likely;
            }
        }
        let all: f32 = sums.iter().sum();
        shares = sums.map(|sum| sum / all);
    }
    std::array::from_fn(|label| shares[label] / prior[label])
}

/// How many sentences the labels' shares in training count for.
const FIRM: f32 = 12.0;
const ROUNDS: usize = 4;

/// Probabilities after each is multiplied; they add up to 1 again.
#[must_use]
pub fn leaning(probabilities: [f32; 4], lean: [f32; 4]) -> [f32; 4] {
    let products: [f32; 4] = std::array::from_fn(|label| probabilities[label] * lean[label]);
    let sum: f32 = products.iter().sum();
    if sum > 0.0 {
        products.map(|product| product / sum)
    } else {
        probabilities
    }
}

/// Judges one sentence, whose probabilities by itself are `alone`; where voices mix, in its parts.
///
/// They do where a clause in quotation marks stands beside a judgement, and where loaded words say what somebody does in saying
/// something: *He attempts to fuel tensions by suggesting that …*.
#[must_use]
pub fn judge(
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    alone: [f32; 4],
    lean: [f32; 4],
    model: &Model,
) -> Vec<JudgedSpan> {
    let judged = |part: Range<usize>, lean: [f32; 4]| {
        let alone = probabilities(scene, &part, model);
        span(scene, part, leaning(alone, lean), model)
    };
    let apart = parts::quoted(scene, sentence);
    let apart: Vec<_> = apart.into_iter().map(|part| judged(part, lean)).collect();
    let worth_parting = apart.iter().any(|part| {
        scene.others_share(&part.tokens) == 0
            && matches!(part.stance, Some(Stance::Opinion | Stance::Forecast))
            && part.probabilities[2].max(part.probabilities[3]) > SPLITS
    });
    if worth_parting {
        return apart;
    }
    let mut apart = parts::characterised(scene, sentence).into_iter();
    if let Some(before) = apart.next() {
        let [reported, attributed, opinion, forecast] = lean;
        // It is in the text's own voice, so that it is nobody's claim.
        let loaded = [reported, 0.0, opinion * LOADED, forecast];
        let said = [reported, attributed * LOADED, opinion, forecast];
        let before = judged(before, loaded);
        if before.stance == Some(Stance::Opinion) {
            let rest = apart.map(|part| {
                let others = scene.others_share(&part) > 0;
                judged(part, if others { said } else { lean })
            });
            return std::iter::once(before).chain(rest).collect();
        }
    }
    vec![span(scene, sentence.clone(), leaning(alone, lean), model)]
}

/// How likely a judgement beside a quotation must be for the two to be labelled apart.
const SPLITS: f32 = 0.7;

/// By how much likelier an opinion is where loaded words say what somebody does in saying something, and a claim is in what they
/// say. Not measured: the rule decides, and the factor leaves room for a model that is sure of something else.
const LOADED: f32 = 8.0;

fn span(
    scene: &Scene<'_>,
    tokens: Range<usize>,
    probabilities: [f32; 4],
    model: &Model,
) -> JudgedSpan {
    let (likely, probability) = likeliest(probabilities);
    let stance = (probability >= LEAST_LIKELY).then_some(likely);
    let cues = stance.map_or_else(Vec::new, |stance| cues::cues(scene, &tokens, stance, model));
    let attribution = (stance == Some(Stance::Attributed))
        .then(|| scene.said_by(&tokens))
        .flatten();
    JudgedSpan {
        tokens,
        stance,
        probabilities,
        cues,
        attribution,
    }
}
