//! Stances: labels of whole sentences, and how far the confidence can be trusted.

use std::collections::BTreeMap;

use super::texts::HeldBackText;
use crate::annotate::attribution::find_attributions;
use crate::annotate::names::find_names;
use crate::annotate::stance::{Scene, lean, leaning, likeliest, probabilities};
use crate::model::Model;
use crate::text::{BlockKind, Document, Segments, Span, Stance};
use crate::train::corpora::ClaimSentence;
use crate::train::stance::tokens_of;

/// The labels of sentences by name, as [`crate::train::corpora::read_labels`] gives them.
pub type Labels = [(String, Option<Stance>, bool)];

/// A sentence with its label and what the engine makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedSentence {
    /// Its name, such as `gum:GUM_news_nasa-3`.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Its label.
    pub wanted: Stance,
    /// The label that the engine finds likeliest.
    pub found: Stance,
    /// How likely the engine holds it to be.
    pub confidence: f32,
}

impl JudgedSentence {
    /// Whether the engine's label is the right one.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.found == self.wanted
    }

    /// Found and wanted label as numbers, for the measures of agreement.
    #[must_use]
    pub fn pair(&self) -> (usize, usize) {
        (number(self.found), number(self.wanted))
    }
}

fn number(stance: Stance) -> usize {
    let place = Stance::ALL.iter().position(|label| *label == stance);
    place.unwrap_or_default()
}

/// How likely each label is for each of a document's sentences, given in order; each stands in the context of the others.
#[must_use]
pub fn likely_stances(document: &Document, sentences: &[Span], model: &Model) -> Vec<[f32; 4]> {
    let text = document.text();
    let segments = Segments::of(document, 0..document.blocks().len());
    let names = find_names(&segments, text, model);
    let (attributions, quotes) = find_attributions(&segments, text, &names);
    let scene = Scene::new(segments, text, &names, attributions, quotes, model);
    let mut likely: Vec<_> = tokens_of(&scene.segments.tokens, sentences)
        .map(|range| probabilities(&scene, &range, model))
        .collect();
    // A sentence alone has no text to lean with.
    if likely.len() > 1 {
        let lean = lean(&likely, model);
        for likely in &mut likely {
            *likely = leaning(*likely, lean);
        }
    }
    likely
}

/// For each sentence, read alone, whether the engine finds it subjective (opinion or forecast), and whether its label says so.
#[must_use]
pub fn subjective(sentences: &[ClaimSentence], model: &Model) -> Vec<(usize, usize)> {
    let judge = |sentence: &ClaimSentence| {
        let text = sentence.text.replace('\n', " ");
        let document = Document::from_blocks([(BlockKind::Paragraph, text.as_str())]);
        let likely = likely_stances(&document, &[document.blocks()[0].span], model)[0];
        let found = likely[2] + likely[3] > 0.5;
        (usize::from(found), usize::from(sentence.subjective))
    };
    sentences.iter().map(judge).collect()
}

/// All labelled sentences of the held-back texts, each judged in its text.
#[must_use]
pub fn held_back(texts: &[HeldBackText], labels: &Labels, model: &Model) -> Vec<JudgedSentence> {
    let labels: BTreeMap<&str, Stance> = labels
        .iter()
        .filter_map(|(id, stance, _)| Some((id.as_str(), (*stance)?)))
        .collect();
    let mut judged = Vec::new();
    for text in texts {
        let likely = likely_stances(&text.document, &text.sentences, model);
        for ((number, sentence), likely) in (1..).zip(&text.sentences).zip(likely) {
            let id = format!("gum:{}-{number}", text.name);
            let Some(wanted) = labels.get(id.as_str()).copied() else {
                continue;
            };
            let (found, confidence) = likeliest(likely);
            judged.push(JudgedSentence {
                id,
                text: text.document.slice(*sentence).to_owned(),
                wanted,
                found,
                confidence,
            });
        }
    }
    judged
}

/// Sentences of about the same confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// The least confidence of the bin.
    pub from: f32,
    /// The confidence at which the next bin begins.
    pub to: f32,
    /// How many sentences it has.
    pub count: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is right.
    pub right: f64,
}

/// The sentences by confidence, in bins between `edges`; empty bins are left out.
#[must_use]
pub fn reliability(judged: &[JudgedSentence], edges: &[f32]) -> Vec<Bin> {
    let bin = |edge: &[f32]| {
        let last = edges.last() == Some(&edge[1]);
        let inside = |sentence: &&JudgedSentence| {
            sentence.confidence >= edge[0] && (sentence.confidence < edge[1] || last)
        };
        let sentences: Vec<_> = judged.iter().filter(inside).collect();
        let sum: f64 = sentences.iter().map(|one| f64::from(one.confidence)).sum();
        let right = sentences.iter().filter(|one| one.is_right()).count();
        let count = sentences.len();
        (count > 0).then(|| Bin {
            from: edge[0],
            to: edge[1],
            count,
            confidence: sum / float(count),
            right: float(right) / float(count),
        })
    };
    edges.windows(2).filter_map(bin).collect()
}

/// The least confidence from which on at least that share of the sentences is right, with the share of sentences that
/// have it; none where not even the surest are right so often.
#[must_use]
pub fn sure_from(judged: &[JudgedSentence], share: f64) -> Option<(f32, f64)> {
    let mut sorted: Vec<_> = judged.iter().collect();
    sorted.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let (mut right, mut best) = (0, None);
    for (count, sentence) in (1..).zip(&sorted) {
        right += usize::from(sentence.is_right());
        // Sentences of one confidence are above a threshold or below it together.
        let ends = sorted
            .get(count)
            .is_none_or(|next| next.confidence < sentence.confidence);
        if ends && float(right) >= share * float(count) {
            best = Some((sentence.confidence, float(count) / float(judged.len())));
        }
    }
    best
}

/// What two labellers said of the sentences that both labelled; what is no running text is a fifth label.
#[must_use]
pub fn both_labelled(first: &Labels, second: &Labels) -> Vec<(usize, usize)> {
    let label = |stance: Option<Stance>| stance.map_or(Stance::ALL.len(), number);
    let first: BTreeMap<&str, usize> = first
        .iter()
        .map(|(id, stance, _)| (id.as_str(), label(*stance)))
        .collect();
    let pair = |(id, stance, _): &(String, Option<Stance>, bool)| {
        Some((*first.get(id.as_str())?, label(*stance)))
    };
    second.iter().filter_map(pair).collect()
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of sentences are far below 2^52"
)]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(confidence: f32, right: bool) -> JudgedSentence {
        JudgedSentence {
            id: String::new(),
            text: String::new(),
            wanted: Stance::Reported,
            found: if right {
                Stance::Reported
            } else {
                Stance::Opinion
            },
            confidence,
        }
    }

    #[test]
    fn bins_hold_every_sentence_once() {
        let sentences = [judged(0.5, false), judged(0.7, true), judged(1.0, true)];
        let bins = reliability(&sentences, &[0.0, 0.5, 0.8, 1.0]);
        let counts: Vec<_> = bins.iter().map(|bin| bin.count).collect();
        assert_eq!(counts, [2, 1]);
        assert!((bins[0].right - 0.5).abs() < 1e-9 && (bins[0].confidence - 0.6).abs() < 1e-6);
    }

    #[test]
    fn a_threshold_parts_no_equals() {
        let sentences = [judged(0.9, true), judged(0.8, true), judged(0.8, false)];
        let (from, share) = sure_from(&sentences, 0.9).expect("the surest is right");
        assert!((from - 0.9).abs() < 1e-6 && (share - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(sure_from(&sentences[2..], 0.9), None);
    }

    #[test]
    fn only_sentences_of_both_labellers_are_compared() {
        let label = |id: &str, stance| (id.to_owned(), stance, false);
        let first = [label("a", Some(Stance::Opinion)), label("b", None)];
        let second = [label("b", None), label("c", None)];
        assert_eq!(both_labelled(&first, &second), [(4, 4)]);
    }
}
