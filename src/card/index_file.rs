//! The file that holds a card index: magic, version, checksum, content.

use super::CardIndex;
use crate::text::Seal;

const SEAL: Seal = Seal {
    magic: *b"SDLC",
    version: 1,
    holds: "card index",
    subject: "the card index is",
    whose: "its",
};

/// Why bytes are not a card index.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}; nothing was loaded: get the file that belongs to this version of Sidelight again")]
pub struct InvalidCardIndex(String);

impl CardIndex {
    /// Reads a card index from the bytes of its file.
    ///
    /// # Errors
    ///
    /// Says what is wrong where the bytes are cut short, altered, of another version or no card index at all.
    pub fn read(bytes: &[u8]) -> Result<Self, InvalidCardIndex> {
        let fail = |message: String| Err(InvalidCardIndex(message));
        let content = SEAL.open(bytes).map_err(InvalidCardIndex)?;
        match postcard::from_bytes::<Self>(content) {
            Ok(index) if index.is_sound() => Ok(index),
            Ok(_) => fail("the card index names cards that it does not hold".to_owned()),
            Err(error) => fail(format!("the card index cannot be read: {error}")),
        }
    }

    /// The bytes of the card index's file.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn write(&self) -> Result<Vec<u8>, InvalidCardIndex> {
        let content = postcard::to_stdvec(self).map_err(|error| {
            InvalidCardIndex(format!("the card index cannot be written: {error}"))
        })?;
        Ok(SEAL.close(&content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Form, FormStrength, IndexEntry, Kind};
    use crate::text::CardId;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn index(related: usize) -> CardIndex {
        CardIndex::of_entries(vec![IndexEntry {
            id: CardId::try_from("kazakhstan".to_owned()).expect("a card's name"),
            name: "Kazakhstan".to_owned(),
            kind: Kind::Place,
            forms: vec![Form {
                hash: 7,
                first: 7,
                strength: FormStrength::Single,
            }],
            related: vec![related],
            government: None,
            capital: false,
            keywords: vec![1, 2],
        }])
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_written_is_read() {
        let bytes = index(0).write().expect("written");
        assert_eq!(CardIndex::read(&bytes), Ok(index(0)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_cut_and_every_altered_byte_is_noticed() {
        let bytes = index(0).write().expect("written");
        for end in 0..bytes.len() {
            assert!(CardIndex::read(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 0x10;
            assert!(CardIndex::read(&altered).is_err(), "altered at {at}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn cards_that_are_not_there_are_refused() {
        let bytes = index(1).write().expect("written");
        let message = CardIndex::read(&bytes).expect_err("refused").to_string();
        assert!(
            message.contains("does not hold") && message.contains("nothing was loaded"),
            "{message}"
        );
    }
}
