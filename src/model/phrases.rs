//! Lists of known names, held as hashes.

use serde::{Deserialize, Serialize};

use super::hashes::{HashPlaces, steps};

/// What the lists know a phrase as; several may hold at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhraseKinds(pub u8);

impl PhraseKinds {
    /// A given name of people.
    pub const GIVEN: Self = Self(1);
    /// A family name of people.
    pub const FAMILY: Self = Self(2);
    /// A full name of a person.
    pub const PERSON: Self = Self(4);
    /// A country or a large region.
    pub const COUNTRY: Self = Self(8);
    /// A town, mountain, water or other site.
    pub const PLACE: Self = Self(16);
    /// An organisation.
    pub const ORGANISATION: Self = Self(32);
    /// A company or brand.
    pub const COMPANY: Self = Self(64);
    /// An event, work or agreement.
    pub const OTHER: Self = Self(128);

    /// Whether it includes one of `kinds`.
    #[must_use]
    pub fn has(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    /// Whether no list knows the phrase.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl std::ops::BitOr for PhraseKinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Known phrases of up to [`PhraseTable::LONGEST`] tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhraseTable {
    steps: Vec<u32>,
    kinds: Vec<u8>,
    #[serde(skip)]
    places: HashPlaces,
}

impl PhraseTable {
    /// The most tokens in a phrase.
    pub const LONGEST: usize = 6;

    /// A table of phrases by hash; kinds of the same phrase are joined.
    #[must_use]
    pub fn new(phrases: impl IntoIterator<Item = (u32, PhraseKinds)>) -> Self {
        let mut phrases: Vec<_> = phrases.into_iter().collect();
        phrases.sort_by_key(|(hash, _)| *hash);
        phrases.dedup_by(|second, first| {
            let same = second.0 == first.0;
            if same {
                first.1 = first.1 | second.1;
            }
            same
        });
        let mut table = Self {
            steps: steps(phrases.iter().map(|(hash, _)| *hash)),
            kinds: phrases.iter().map(|(_, kinds)| kinds.0).collect(),
            ..Self::default()
        };
        table.index();
        table
    }

    /// Makes what is not kept in the file; whatever the file held, nothing in the table then points outside it.
    pub(super) fn index(&mut self) {
        let entries = self.steps.len().min(self.kinds.len());
        self.places = HashPlaces::of(&self.steps[..entries]);
    }

    /// What the lists know the phrase with that hash as.
    #[must_use]
    pub fn kinds(&self, hash: u32) -> PhraseKinds {
        let entry = self.places.entry(hash);
        let kinds = entry.and_then(|entry| self.kinds.get(entry as usize - 1));
        // A phrase that is in the table is known as something, whatever the file held.
        PhraseKinds(kinds.map_or(0, |kinds| (*kinds).max(1)))
    }

    /// How many phrases it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether it holds no phrase.
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
    fn kinds_of_one_phrase_are_joined() {
        let table = PhraseTable::new([
            (3, PhraseKinds::PLACE),
            (5, PhraseKinds::GIVEN),
            (3, PhraseKinds::FAMILY),
        ]);
        assert_eq!(table.kinds(3), PhraseKinds::PLACE | PhraseKinds::FAMILY);
        assert!(table.kinds(4).is_empty() && PhraseTable::default().kinds(3).is_empty());
    }
}
