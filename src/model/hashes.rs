//! Finding an entry of a table by hash.

/// The places of a table's entries by hash: open addressing with linear probing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HashPlaces {
    /// A hash and its entry counted from 1; 0 for a free place.
    places: Vec<(u32, u32)>,
}

impl HashPlaces {
    /// The places of entries whose rising hashes are given as the distance of each from the one before.
    pub(super) fn of(steps: &[u32]) -> Self {
        let size = (steps.len() * 2).next_power_of_two().max(2);
        let mut places = vec![(0, 0); size];
        let mut hash = 0_u32;
        for (entry, step) in (1..).zip(steps) {
            hash = hash.wrapping_add(*step);
            let mut place = hash as usize & (size - 1);
            while places[place].1 != 0 {
                place = (place + 1) & (size - 1);
            }
            places[place] = (hash, entry);
        }
        Self { places }
    }

    /// The entry with that hash, counted from 1.
    pub(super) fn entry(&self, hash: u32) -> Option<u32> {
        let mask = self.places.len().checked_sub(1)?;
        let mut place = hash as usize & mask;
        loop {
            match self.places[place] {
                (_, 0) => return None,
                (found, entry) if found == hash => return Some(entry),
                _ => place = (place + 1) & mask,
            }
        }
    }
}

/// Rising hashes as the distance of each from the one before.
pub(super) fn steps(hashes: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut last = 0;
    let step = |hash: u32| hash - std::mem::replace(&mut last, hash);
    hashes.into_iter().map(step).collect()
}
