//! Measures of agreement with what people labelled.

use crate::model::NameClass;
use crate::text::Span;

/// Counts from which precision, recall and F1 follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and right.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// To be found.
    pub wanted: usize,
}

impl Counts {
    /// Share of what was found that is right, 0 to 1.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    /// Share of what was to be found that was found, 0 to 1.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.right, self.wanted)
    }

    /// Harmonic mean of precision and recall, 0 to 1.
    #[must_use]
    pub fn f1(self) -> f64 {
        ratio(2 * self.right, self.found + self.wanted)
    }

    /// Adds the counts of one text; names count as right with exact bounds and class.
    pub fn add(&mut self, found: &[(Span, NameClass)], wanted: &[(Span, NameClass)]) {
        self.found += found.len();
        self.wanted += wanted.len();
        self.right += found.iter().filter(|name| wanted.contains(name)).count();
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// The mean over classes of F1, from pairs of found and wanted class.
#[must_use]
pub fn macro_f1(pairs: &[(usize, usize)], classes: usize) -> f64 {
    let f1 = |class: usize| {
        Counts {
            right: pairs
                .iter()
                .filter(|pair| pair.0 == class && pair.1 == class)
                .count(),
            found: pairs.iter().filter(|pair| pair.0 == class).count(),
            wanted: pairs.iter().filter(|pair| pair.1 == class).count(),
        }
        .f1()
    };
    #[allow(clippy::cast_precision_loss, reason = "a handful of classes")]
    let count = classes.max(1) as f64;
    (0..classes).map(f1).sum::<f64>() / count
}

/// Cohen's kappa: agreement beyond what chance gives.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn kappa(pairs: &[(usize, usize)], classes: usize) -> f64 {
    let total = pairs.len().max(1) as f64;
    let agreed = pairs.iter().filter(|pair| pair.0 == pair.1).count() as f64 / total;
    let chance: f64 = (0..classes)
        .map(|class| {
            let first = pairs.iter().filter(|pair| pair.0 == class).count() as f64 / total;
            let second = pairs.iter().filter(|pair| pair.1 == class).count() as f64 / total;
            first * second
        })
        .sum();
    if chance < 1.0 {
        (agreed - chance) / (1.0 - chance)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_follow_from_counts() {
        let mut counts = Counts::default();
        let name = |start, class| (Span::new(start, start + 2), class);
        counts.add(
            &[name(0, NameClass::Person), name(4, NameClass::Place)],
            &[
                name(0, NameClass::Person),
                name(4, NameClass::Person),
                name(8, NameClass::Place),
            ],
        );
        assert!(
            (counts.precision() - 0.5).abs() < 1e-9
                && (counts.recall() - 1.0 / 3.0).abs() < 1e-9
                && (counts.f1() - 0.4).abs() < 1e-9
        );
    }

    #[test]
    fn kappa_is_one_for_equal_and_zero_for_chance() {
        assert!((kappa(&[(0, 0), (1, 1)], 2) - 1.0).abs() < 1e-9);
        assert!(kappa(&[(0, 0), (0, 1), (1, 0), (1, 1)], 2).abs() < 1e-9);
    }
}
