//! What the document as a whole says about a word: how the same word was labelled elsewhere in it.

use super::features::Mix;
use crate::model::{NameClass, NameLabel};
use crate::text::{Lookup, Token, word_hash};

/// How often a word or phrase was labelled as each class, and as no name.
type Tally = [u16; 5];

/// The labels that the first pass gave, counted by word and by run of words.
#[derive(Debug, Clone, Default)]
pub struct Votes {
    words: Lookup<Tally>,
    runs: Lookup<Tally>,
    /// By a word the names of several words that end with it: *Montalvo* of *Daniel Montalvo*.
    ends: Lookup<Tally>,
    /// By a word the names of several words that begin with it.
    starts: Lookup<Tally>,
    /// By an acronym the names whose first letters it has.
    letters: Lookup<Tally>,
}

/// What a token of a stretch is known by in the votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voter {
    /// Hash of the word.
    pub word: u32,
    /// Hash of the run of capitalised words in which it stands.
    pub run: u32,
    /// The first pass's label.
    pub label: NameLabel,
    /// Whether it stands alone: no other word of the run is in its name.
    pub alone: bool,
}

impl Votes {
    /// Counts one token's first label.
    pub fn count(&mut self, voter: Voter) {
        for (tallies, key) in [(&mut self.words, voter.word), (&mut self.runs, voter.run)] {
            let slot = &mut tallies.entry(key)[index(voter.label)];
            *slot = slot.saturating_add(1);
        }
    }

    /// Counts a name of several words by its first and last word and by its first letters.
    pub fn count_name(&mut self, tokens: &[Token], text: &str, class: NameClass) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let letters: String = tokens.iter().filter(|token| token.is_capitalised()).filter_map(|token| token.span.of(text).chars().next()).collect();
        for (tallies, key) in [(&mut self.starts, first.hash), (&mut self.ends, last.hash), (&mut self.letters, word_hash(&letters))] {
            let slot = &mut tallies.entry(key)[1 + class as usize];
            *slot = slot.saturating_add(1);
        }
    }

    /// Calls `emit` with what the other places of the word and of its run say; nothing where there are none.
    pub fn features(&self, voter: Voter, mut emit: impl FnMut(u32)) {
        for (tallies, key, template) in [(&self.words, voter.word, 1), (&self.runs, voter.run, 2)] {
            let mut tally = tallies.get(key).copied().unwrap_or_default();
            let own = &mut tally[index(voter.label)];
            *own = own.saturating_sub(1);
            let total: u32 = tally.iter().map(|count| u32::from(*count)).sum();
            if total == 0 {
                continue;
            }
            let often = total.min(3);
            for (class, count) in (0_u32..).zip(tally) {
                let share = u32::from(count) * 4 / total;
                emit(Mix::of(template).with(class).with(share).with(often).finish());
                emit(Mix::of(template + 2).with(class).with(share).with(u32::from(voter.label.0)).finish());
            }
        }
        if !voter.alone {
            return;
        }
        for (tallies, template) in [(&self.ends, 5), (&self.starts, 6), (&self.letters, 7)] {
            let Some(tally) = tallies.get(voter.word) else { continue };
            for (class, count) in (0_u32..).zip(*tally).filter(|(_, count)| *count > 0) {
                emit(Mix::of(template).with(class).with(u32::from(count.min(2))).finish());
                emit(Mix::of(template + 3).with(class).with(u32::from(voter.label.0)).finish());
            }
        }
    }
}

fn index(label: NameLabel) -> usize {
    label.class().map_or(0, |class| 1 + class as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn only_the_other_places_of_a_word_count() {
        let word = Voter { word: 1, run: 2, label: NameLabel::first(NameClass::Person), alone: false };
        let mut votes = Votes::default();
        let count = |votes: &Votes| {
            let mut features = 0;
            votes.features(word, |_| features += 1);
            features
        };
        votes.count(word);
        assert_eq!(count(&votes), 0);
        votes.count(Voter { run: 3, ..word });
        assert_eq!(count(&votes), 10);
    }
}
