//! Classes of words that occur in similar contexts.

use serde::{Deserialize, Serialize};

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
    /// Open addressing with linear probing: a word's hash and its entry counted from 1, 0 for a free place. Made when loaded.
    #[serde(skip)]
    places: Vec<(u32, u32)>,
}

impl WordTable {
    /// A table of words by [`crate::text::word_hash`]; of words with one hash the first one given counts.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = (u32, u16)>, coarse: Vec<u16>) -> Self {
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by_key(|(hash, _)| *hash);
        words.dedup_by_key(|(hash, _)| *hash);
        let mut table = Self {
            coarse,
            ..Self::default()
        };
        let mut last = 0;
        for (hash, class) in words {
            table.steps.push(hash - last);
            table.fine.push(class);
            last = hash;
        }
        table.index();
        table
    }

    /// Makes what is not kept in the file; whatever the file held, nothing in the table then points outside it.
    pub(super) fn index(&mut self) {
        let entries = self.steps.len().min(self.fine.len());
        let size = (entries * 2).next_power_of_two().max(2);
        self.places = vec![(0, 0); size];
        let mut hash = 0_u32;
        for (entry, step) in (1..).zip(&self.steps[..entries]) {
            hash = hash.wrapping_add(*step);
            let mut place = hash as usize & (size - 1);
            while self.places[place].1 != 0 {
                place = (place + 1) & (size - 1);
            }
            self.places[place] = (hash, entry);
        }
    }

    /// The classes of the word with that hash.
    #[must_use]
    pub fn classes(&self, hash: u32) -> WordClasses {
        if self.places.is_empty() {
            return WordClasses::default();
        }
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let (found, entry) = self.places[place];
            if entry == 0 {
                return WordClasses::default();
            }
            if found == hash {
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
                return WordClasses {
                    fine,
                    coarse,
                    entry,
                };
            }
            place = (place + 1) & mask;
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
