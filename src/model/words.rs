//! Classes of words that occur in similar contexts.

use serde::{Deserialize, Serialize};

use super::hashes::{HashPlaces, steps};

/// The classes of one word, fine and coarse; 0 is the class of words that are not in the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordClasses {
    /// One of some thousand.
    pub fine: u16,
    /// One of some hundred, each a union of fine classes.
    pub coarse: u16,
    /// The word's place in the table, counted from 1; 0 for words that are not in it.
    pub entry: u32,
}

/// Words and their classes, found by hash.
///
/// Two words share an entry if their 32-bit hashes agree, which befalls one unknown word in about a hundred thousand; it then gets
/// a class that is not its own, and nothing worse happens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordTable {
    /// The hashes in rising order, each as its distance from the one before.
    steps: Vec<u32>,
    /// The fine class of each, 1 and up.
    fine: Vec<u16>,
    /// The coarse class of each fine one.
    coarse: Vec<u16>,
    /// Made when loaded.
    #[serde(skip)]
    places: HashPlaces,
}

impl WordTable {
    /// A table of words by [`crate::text::word_hash`]; of words with one hash the first one given counts.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = (u32, u16)>, coarse: Vec<u16>) -> Self {
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by_key(|(hash, _)| *hash);
        words.dedup_by_key(|(hash, _)| *hash);
        let mut table = Self {
            steps: steps(words.iter().map(|(hash, _)| *hash)),
            fine: words.iter().map(|(_, class)| *class).collect(),
            coarse,
            ..Self::default()
        };
        table.index();
        table
    }

    /// Makes what is not kept in the file; whatever the file held, nothing in the table then points outside it.
    pub(super) fn index(&mut self) {
        let entries = self.steps.len().min(self.fine.len());
        self.places = HashPlaces::of(&self.steps[..entries]);
    }

    /// The classes of the word with that hash.
    #[must_use]
    pub fn classes(&self, hash: u32) -> WordClasses {
        let Some(entry) = self.places.entry(hash) else {
            return WordClasses::default();
        };
        let fine = self
            .fine
            .get(entry as usize - 1)
            .copied()
            .unwrap_or_default();
        let coarse = self
            .coarse
            .get(usize::from(fine))
            .copied()
            .unwrap_or_default();
        WordClasses {
            fine,
            coarse,
            entry,
        }
    }

    /// How many words it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether it holds no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn words_are_found_by_hash_and_others_have_no_class() {
        let table = WordTable::new([(7, 1), (9, 2), (7 + 16, 2)], vec![0, 5, 6]);
        assert_eq!(
            table.classes(7),
            WordClasses {
                fine: 1,
                coarse: 5,
                entry: 1
            }
        );
        assert_eq!(
            table.classes(23),
            WordClasses {
                fine: 2,
                coarse: 6,
                entry: 3
            }
        );
        assert_eq!(table.classes(8), WordClasses::default());
        assert_eq!(WordTable::default().classes(7), WordClasses::default());
    }
}
