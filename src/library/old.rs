//! Records of older versions → the one of today.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::record::{Block, Record, Shelved, VERSION};
use super::{Choice, Choices};
use crate::article::{Cut, ImportWarning};
use crate::text::CardId;

/// Version 1 held what was chosen by words alone, and not where entities are named.
#[derive(Deserialize)]
struct Record1 {
    shelved: Shelved,
    blocks: Vec<Block>,
    #[serde(default)]
    cuts: Vec<Cut>,
    #[serde(default)]
    warnings: Vec<ImportWarning>,
    #[serde(default)]
    choices: BTreeMap<String, Option<CardId>>,
}

/// Reads a record of version 1.
pub(super) fn record_1(json: &str) -> Result<Record, serde_json::Error> {
    let old: Record1 = serde_json::from_str(json)?;
    let choices = old.choices.into_iter().map(|(words, card)| Choice {
        words,
        card,
        only_at: None,
    });
    Ok(Record {
        version: VERSION,
        shelved: old.shelved,
        blocks: old.blocks,
        cuts: old.cuts,
        warnings: old.warnings,
        choices: choices.collect::<Choices>(),
        revision: 0,
        seen: Vec::new(),
    })
}
