//! The file that holds a model: magic, version, checksum, content.

use serde::{Deserialize, Serialize};

use super::{NameWeights, PhraseTable, StanceWeights, WordTable};
use crate::text::Seal;

/// All that the annotator has learned.
///
/// Written by `sidelight train`, read by [`Model::read`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Which data it was trained on, and under which licence it may be passed on; for people to read.
    pub notice: String,
    /// Classes of words.
    pub words: WordTable,
    /// Lists of known names.
    pub phrases: PhraseTable,
    /// Weights that find names.
    pub names: NameWeights,
    /// Weights that tell stances apart.
    pub stance: StanceWeights,
}

const SEAL: Seal = Seal {
    magic: *b"SDLT",
    version: 1,
    holds: "weights",
    subject: "the weights are",
    whose: "their",
};

/// Why bytes are not a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}; nothing was loaded: get the file that belongs to this version of Sidelight again")]
pub struct InvalidModel(String);

impl Model {
    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    ///
    /// Says what is wrong where the bytes are cut short, altered, of another version or no model at all.
    pub fn read(bytes: &[u8]) -> Result<Self, InvalidModel> {
        let content = SEAL.open(bytes).map_err(InvalidModel)?;
        let mut model: Self = postcard::from_bytes(content)
            .map_err(|error| InvalidModel(format!("the weights cannot be read: {error}")))?;
        model.words.index();
        model.phrases.index();
        model.names.index();
        model.stance.index();
        Ok(model)
    }

    /// The bytes of the model's file.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn write(&self) -> Result<Vec<u8>, InvalidModel> {
        let content = postcard::to_stdvec(self)
            .map_err(|error| InvalidModel(format!("the weights cannot be written: {error}")))?;
        Ok(SEAL.close(&content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn model() -> Model {
        Model {
            notice: "for tests".to_owned(),
            words: WordTable::new([(7, 1)], vec![0, 1]),
            ..Model::default()
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_written_is_read() {
        let bytes = model().write().expect("written");
        let read = Model::read(&bytes).expect("read");
        assert_eq!(
            (read.notice.as_str(), read.words.classes(7).fine),
            ("for tests", 1)
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_cut_and_every_altered_byte_is_noticed() {
        let bytes = model().write().expect("written");
        for end in 0..bytes.len() {
            assert!(Model::read(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 0x10;
            assert!(Model::read(&altered).is_err(), "altered at {at}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_error_says_what_is_wrong() {
        let mut bytes = model().write().expect("written");
        bytes[4] = 9;
        let message = Model::read(&bytes)
            .expect_err("another version")
            .to_string();
        assert!(
            message.contains("version 9") && message.contains("nothing was loaded"),
            "{message}"
        );
    }
}
