//! A map by hash that can be asked but not listed, so that no order of its own reaches an output.

use rustc_hash::FxHashMap;

/// Values by the hash of a word or phrase.
#[derive(Debug, Clone)]
pub struct Lookup<V>(FxHashMap<u32, V>);

impl<V> Default for Lookup<V> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<V: Default> Lookup<V> {
    /// The value under `hash`, if one was put there.
    #[must_use]
    pub fn get(&self, hash: u32) -> Option<&V> {
        self.0.get(&hash)
    }

    /// The value under `hash`, made anew where there is none.
    pub fn entry(&mut self, hash: u32) -> &mut V {
        self.0.entry(hash).or_default()
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The hash of a phrase that goes on with a word: from 0, one step a token.
#[must_use]
pub fn phrase_step(phrase: u32, word: u32) -> u32 {
    (phrase.rotate_left(7) ^ word).wrapping_mul(0x9e37_79b1)
}
