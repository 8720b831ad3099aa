//! An article as it is kept: its text, what is known about it, and what the reader did with it.
//!
//! Marks are not kept: the engine makes them anew, faster than storage gives them back, and as well as it can by then. What the reader
//! decided is kept, anchored by the article's own words.

use serde::{Deserialize, Serialize};

use super::seen::Place;
use super::{Choices, old};
use crate::article::{About, Cut, Import, ImportWarning, Link};
use crate::card::Kind;
use crate::text::{BlockKind, CardId, Document, Span};

/// The version of records that this program writes.
pub(super) const VERSION: u32 = 2;

/// One block of a kept article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words.
    pub text: String,
    /// Links in it, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkInBlock>,
}

/// A link within a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkInBlock {
    /// Where its words begin, in bytes of UTF-8 from the block's start.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// Where it leads.
    pub address: String,
}

/// What the list of kept articles shows of one, and what it is found by besides its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shelved {
    /// The article's name in the library and in addresses.
    pub id: String,
    /// What is known about it.
    pub about: About,
    /// When it was brought, in milliseconds since 1970.
    pub brought: u64,
    /// When it was last opened, likewise.
    pub opened: u64,
    /// Words of running text.
    pub words: usize,
    /// The reader's own words for it.
    #[serde(default)]
    pub tags: Vec<String>,
    /// How far the reader has come, 0 to 1.
    #[serde(default)]
    pub progress: f32,
    /// The id of the element at which the reader stopped.
    #[serde(default)]
    pub place: String,
    /// Who and what is named in it, once the engine has read it.
    #[serde(default)]
    pub named: Vec<Named>,
}

/// An entity that an article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its card, if one ships or the reader wrote one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    /// How often.
    pub times: usize,
}

/// An article as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The version of this form of record.
    pub version: u32,
    /// What the list shows.
    pub shelved: Shelved,
    /// The text.
    pub blocks: Vec<Block>,
    /// What was left out when it was brought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<Cut>,
    /// What was odd when it was brought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<ImportWarning>,
    /// What the reader chose for words that could mean several things.
    #[serde(default, skip_serializing_if = "Choices::is_empty")]
    pub choices: Choices,
    /// Counts the changes of text, choices and what is known, so that a window notices that another one was there before it.
    #[serde(default)]
    pub revision: u32,
    /// Where the entities of `shelved.named` are named, in reading order, once the engine has read the article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Place>,
}

/// Why a text is no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRecord {
    /// A newer program wrote it.
    #[error(
        "this article was kept by a newer version of Sidelight (its record has version {0}, this one reads up to {VERSION}); it is untouched. Reload the page to get the newer version."
    )]
    Newer(u32),
    /// It is damaged.
    #[error(
        "this article's record is damaged ({0}) and cannot be opened; it is left as it is, and all others are untouched. If you exported your library, you can bring it back from there."
    )]
    Damaged(String),
}

impl Record {
    /// A record of what was brought just now; `id` is its name in the library, `now` the time in milliseconds since 1970.
    #[must_use]
    pub fn new(id: String, import: Import, now: u64) -> Self {
        let mut record = Self {
            version: VERSION,
            shelved: Shelved {
                id,
                about: import.about.clone(),
                brought: now,
                opened: now,
                ..Shelved::default()
            },
            blocks: Vec::new(),
            cuts: Vec::new(),
            warnings: Vec::new(),
            choices: Choices::default(),
            revision: 0,
            seen: Vec::new(),
        };
        record.take(import);
        record
    }

    /// Takes over an article and choices that were changed, from the revision that they were changed from; `false`, and nothing, if
    /// the record is of another one by now.
    #[must_use]
    pub fn revise(&mut self, from: u32, import: Import, choices: Choices) -> bool {
        if self.revision != from {
            return false;
        }
        self.take(import);
        self.choices = choices;
        self.revision += 1;
        true
    }

    /// Takes over an article that has changed.
    fn take(&mut self, import: Import) {
        let Import {
            about,
            document,
            links,
            cuts,
            warnings,
        } = import;
        let mut links = links.into_iter().peekable();
        let kept = document.blocks().iter().map(|block| {
            let mut inside = Vec::new();
            while let Some(link) = links.next_if(|link| link.span.start < block.span.end) {
                if block.span.contains(link.span) {
                    inside.push(LinkInBlock {
                        start: link.span.start - block.span.start,
                        end: link.span.end - block.span.start,
                        address: link.address,
                    });
                }
            }
            Block {
                kind: block.kind,
                text: document.slice(block.span).to_owned(),
                links: inside,
            }
        });
        self.blocks = kept.collect();
        self.shelved.words = self
            .blocks
            .iter()
            .filter(|block| block.kind.is_running_text())
            .map(|block| block.text.split_whitespace().count())
            .sum();
        self.shelved.about = about;
        self.cuts = cuts;
        self.warnings = warnings;
        // The places were those of the text before.
        self.seen.clear();
    }

    /// The article as it is shown.
    #[must_use]
    pub fn import(&self) -> Import {
        let (document, links) = joined(&self.blocks);
        Import {
            about: self.shelved.about.clone(),
            document,
            links,
            cuts: self.cuts.clone(),
            warnings: self.warnings.clone(),
        }
    }

    /// The record as text.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn to_json(&self) -> Result<String, InvalidRecord> {
        serde_json::to_string(self).map_err(|error| InvalidRecord::Damaged(error.to_string()))
    }

    /// Reads a record of any version so far.
    ///
    /// # Errors
    ///
    /// Says whether a newer program wrote it or it is damaged.
    pub fn from_json(json: &str) -> Result<Self, InvalidRecord> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let damaged = |error: serde_json::Error| InvalidRecord::Damaged(error.to_string());
        let Versioned { version } = serde_json::from_str(json).map_err(damaged)?;
        match version {
            1 => old::record_1(json).map_err(damaged),
            2..=VERSION => serde_json::from_str(json).map_err(damaged),
            0 => Err(InvalidRecord::Damaged("there is no version 0".to_owned())),
            _ => Err(InvalidRecord::Newer(version)),
        }
    }
}

/// Blocks as a document with its links; links that do not fit their block or lead to no page are left out.
pub(super) fn joined(blocks: &[Block]) -> (Document, Vec<Link>) {
    let texts = blocks.iter().map(|block| (block.kind, block.text.as_str()));
    let document = Document::from_blocks(texts);
    let mut links = Vec::new();
    let mut start = 0;
    for block in blocks {
        let mut end = 0;
        for link in &block.links {
            let fits = end <= link.start
                && block
                    .text
                    .get(link.start..link.end)
                    .is_some_and(|words| !words.is_empty());
            if fits && leads_to_a_page(&link.address) {
                end = link.end;
                links.push(Link {
                    span: Span::new(start + link.start, start + link.end),
                    address: link.address.clone(),
                });
            }
        }
        start += block.text.len() + 1;
    }
    (document, links)
}

/// Records come from files as well, in which an address may be anything.
fn leads_to_a_page(address: &str) -> bool {
    ["https:", "http:", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn import() -> Import {
        let blocks = [
            (BlockKind::Subhead, "Über Oslo"),
            (BlockKind::Paragraph, "See “the map” and go."),
            (BlockKind::Row, "a\tb"),
        ];
        Import {
            about: About {
                title: "A walk".to_owned(),
                written: "2021-05".parse().ok(),
                ..About::default()
            },
            document: Document::from_blocks(blocks),
            links: vec![Link {
                span: Span::new(18, 25),
                address: "https://example.org/map".to_owned(),
            }],
            cuts: vec![Cut {
                at: 3,
                kind: BlockKind::Paragraph,
                text: "Subscribe!".to_owned(),
                reason: crate::article::CutReason::Promotion,
            }],
            warnings: vec![ImportWarning::LittleKept],
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_record_gives_back_what_was_brought() {
        let record = Record::new("a".to_owned(), import(), 7);
        assert_eq!(record.import(), import());
        assert_eq!(import().document.slice(import().links[0].span), "the map");
        assert_eq!((record.shelved.words, record.shelved.brought), (5, 7));
        let json = record.to_json().expect("text");
        assert_eq!(Record::from_json(&json), Ok(record));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn records_of_version_1_are_read() {
        let json = include_str!("record_1.json");
        let record = Record::from_json(json).expect("a record");
        assert_eq!(record.version, VERSION);
        assert_eq!(record.import().document.text(), "One.\nTwo “three”.");
        assert_eq!(record.import().links.len(), 1, "the others do not fit");
        let choices: Vec<_> = record
            .choices
            .iter()
            .map(|(_, choice)| choice.words.as_str())
            .collect();
        assert_eq!(choices, ["Oslo", "Three"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn of_two_changes_from_one_revision_the_second_is_refused() {
        let mut record = Record::new("a".to_owned(), import(), 7);
        assert!(record.revise(0, Import::default(), Choices::default()));
        assert!(!record.revise(0, import(), Choices::default()));
        assert_eq!((record.blocks.len(), record.revision), (0, 1));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn records_of_version_2_are_read() {
        let record = Record::from_json(include_str!("record_2.json")).expect("a record");
        assert_eq!(record.import().document.text(), "One in Oslo.");
        assert_eq!(record.choices.iter().count(), 1);
        assert_eq!(
            record.seen,
            [Place {
                named: 0,
                block: 0,
                start: 7,
                end: 11
            }]
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_cannot_be_read_says_why() {
        assert_eq!(
            Record::from_json("{\"version\": 900}"),
            Err(InvalidRecord::Newer(900))
        );
        for json in [
            "",
            "{}",
            "{\"version\": 0}",
            "{\"version\": 1}",
            "{\"version\": 2}",
            "[1]",
        ] {
            assert!(
                matches!(Record::from_json(json), Err(InvalidRecord::Damaged(_))),
                "{json}"
            );
        }
    }
}
