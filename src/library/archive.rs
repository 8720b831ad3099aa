//! The whole library as one file, to be kept elsewhere or taken along.
//!
//! It is a zip archive: `library.json` says what it is ([`Contents`]); `cards.json` holds the reader's own cards; every article is a
//! record of its own, `articles/1.json` and so on, in the form in which it is kept. A file that another program has written, or that
//! is damaged, is refused or read in part; whatever it claims to hold, only so much of it is unpacked.

use std::io::{Cursor, Read as _, Write as _};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Draft, InvalidRecord, Record};
use crate::card::Card;
use crate::text::PartialDate;

/// The words by which such a file is known.
const FORMAT: &str = "sidelight-library";
/// The version of the archive's form; its records have their own.
const VERSION: u32 = 1;
const CONTENTS: &str = "library.json";
const CARDS: &str = "cards.json";
/// How many bytes are unpacked of one file, and of all: a record of the longest book is a tenth of the former.
const MOST_IN_ONE: u64 = 64 << 20;
const MOST_IN_ALL: u64 = 1 << 30;
/// How many bytes are packed at a time: some milliseconds' work.
const PIECE: usize = 128 << 10;

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// `sidelight-library`.
    pub format: String,
    /// The version of this form of archive.
    pub version: u32,
    /// When it was written, in milliseconds since 1970.
    pub exported: u64,
    /// How many articles are in it.
    pub articles: usize,
    /// How many of the reader's own cards.
    pub cards: usize,
}

/// Why bytes are no library that can be read; each says what is safe and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidArchive {
    /// They are no archive of ours.
    #[error(
        "this is no library that Sidelight exported, or it is damaged ({0}). Nothing was imported, and your library is as it was. Choose the file that “Export everything” gave you."
    )]
    NoLibrary(String),
    /// A newer program wrote it.
    #[error(
        "a newer version of Sidelight exported this (its form has version {0}, this one reads up to {VERSION}). Nothing was imported, and your library is as it was. Reload the page to get the newer version."
    )]
    Newer(u32),
    /// It cannot be written.
    #[error(
        "the file cannot be written ({0}). Your library is as it was. Close other pages, so that there is memory, and try again."
    )]
    Unwritable(String),
}

/// Writes an archive, article by article, and each in pieces: between them there is time for a reader.
pub struct ArchiveWriter {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    articles: usize,
    /// The article that is being added, and how much of it is packed.
    article: Vec<u8>,
    packed: usize,
}

impl Default for ArchiveWriter {
    fn default() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            articles: 0,
            article: Vec::new(),
            packed: 0,
        }
    }
}

impl ArchiveWriter {
    /// Begins an article, which [`ArchiveWriter::go_on`] packs.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn begin(&mut self, record: &Record) -> Result<(), InvalidArchive> {
        while self.go_on()? {}
        self.article = record.to_json().map_err(unwritable)?.into_bytes();
        self.packed = 0;
        self.articles += 1;
        self.begin_file(&format!("articles/{}.json", self.articles))
    }

    /// Packs a piece of the article that was begun last; whether there is more of it.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn go_on(&mut self) -> Result<bool, InvalidArchive> {
        let end = self.article.len().min(self.packed + PIECE);
        let piece = &self.article[self.packed..end];
        self.zip.write_all(piece).map_err(unwritable)?;
        self.packed = end;
        Ok(end < self.article.len())
    }

    /// Adds the reader's own cards, and ends the archive; `now` is the time in milliseconds since 1970.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn finish(mut self, cards: &[Card], now: u64) -> Result<Vec<u8>, InvalidArchive> {
        while self.go_on()? {}
        let contents = Contents {
            format: FORMAT.to_owned(),
            version: VERSION,
            exported: now,
            articles: self.articles,
            cards: cards.len(),
        };
        self.write(CARDS, &serde_json::to_vec(cards).map_err(unwritable)?)?;
        self.write(
            CONTENTS,
            &serde_json::to_vec(&contents).map_err(unwritable)?,
        )?;
        Ok(self.zip.finish().map_err(unwritable)?.into_inner())
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), InvalidArchive> {
        self.begin_file(name)?;
        self.zip.write_all(bytes).map_err(unwritable)
    }

    fn begin_file(&mut self, name: &str) -> Result<(), InvalidArchive> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(name, options).map_err(unwritable)
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where errors are mapped"
)]
fn unwritable<E: ToString>(error: E) -> InvalidArchive {
    InvalidArchive::Unwritable(error.to_string())
}

/// Reads an archive, article by article.
pub struct ArchiveReader {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    contents: Contents,
    next: usize,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl ArchiveReader {
    /// Opens an archive.
    ///
    /// # Errors
    ///
    /// Says why it is none.
    pub fn open(bytes: Vec<u8>) -> Result<Self, InvalidArchive> {
        let no_library = |reason: String| InvalidArchive::NoLibrary(reason);
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| no_library("it is no zip archive".to_owned()))?;
        let mut reader = Self {
            zip,
            contents: Contents {
                format: String::new(),
                version: 0,
                exported: 0,
                articles: 0,
                cards: 0,
            },
            next: 0,
            left: MOST_IN_ALL,
        };
        let json = reader
            .text(CONTENTS)
            .ok_or_else(|| no_library(format!("there is no {CONTENTS} in it")))?;
        let contents: Contents =
            serde_json::from_str(&json).map_err(|error| no_library(error.to_string()))?;
        if contents.format != FORMAT {
            return Err(no_library(format!("it is a “{}”", contents.format)));
        }
        if contents.version > VERSION {
            return Err(InvalidArchive::Newer(contents.version));
        }
        reader.contents = contents;
        Ok(reader)
    }

    /// The next article, or why it cannot be read; nothing at the end.
    pub fn article(&mut self) -> Option<Result<Record, InvalidRecord>> {
        if self.next >= self.contents.articles {
            return None;
        }
        self.next += 1;
        let name = format!("articles/{}.json", self.next);
        // What an archive claims to hold ends with what it holds.
        if self.zip.index_for_name(&name).is_none() && self.next > self.zip.len() {
            return None;
        }
        let json = self.text(&name);
        Some(match json {
            Some(json) => Record::from_json(&json),
            None => Err(InvalidRecord::Damaged(format!(
                "{name} is not in the file, or cannot be unpacked"
            ))),
        })
    }

    /// The reader's own cards: of each only what a reader can write.
    pub fn cards(&mut self) -> Vec<Card> {
        let json = self.text(CARDS).unwrap_or_default();
        let Ok(cards) = serde_json::from_str::<Vec<serde_json::Value>>(&json) else {
            return Vec::new();
        };
        let cards = cards
            .into_iter()
            .filter_map(|card| serde_json::from_value(card).ok());
        cards.filter_map(|card| of_reader(&card)).collect()
    }

    /// A file's text; nothing if it is not there, damaged, or more than is unpacked.
    fn text(&mut self, name: &str) -> Option<String> {
        let most = self.left.min(MOST_IN_ONE);
        let file = self.zip.by_name(name).ok()?;
        let mut bytes = Vec::new();
        // One byte more tells that there is more.
        let read = file.take(most + 1).read_to_end(&mut bytes);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.saturating_sub(length);
        read.ok()?;
        (length <= most).then(|| String::from_utf8(bytes).ok())?
    }
}

/// A card as a reader could have written it, whatever a file says it is.
fn of_reader(card: &Card) -> Option<Card> {
    let read: PartialDate = match card.last_read() {
        Some(day) => day,
        // Without a source no day is told.
        None => "1970".parse().ok()?,
    };
    let draft = Draft {
        id: Some(card.id.clone()),
        ..Draft::of(card)
    };
    draft.card(read, |_| false).ok()
}

/// What becomes of an article that is imported beside the one that is kept under its name.
#[derive(Debug, Clone, PartialEq)]
pub enum Meeting {
    /// They are the same article: this is what is kept of both.
    Same(Box<Record>),
    /// They differ: both are kept.
    Other,
}

/// Joins an article that is imported with the one that is kept under the same name: nothing that either holds is lost.
#[must_use]
pub fn meet(kept: &Record, coming: &Record) -> Meeting {
    if kept.blocks != coming.blocks {
        return Meeting::Other;
    }
    let mut joined = kept.clone();
    let (one, two) = (&mut joined.shelved, &coming.shelved);
    for tag in &two.tags {
        if !one.tags.contains(tag) {
            one.tags.push(tag.clone());
        }
    }
    one.progress = one.progress.max(two.progress);
    one.opened = one.opened.max(two.opened);
    // What was chosen here counts where both chose.
    joined.choices = coming
        .choices
        .iter()
        .chain(kept.choices.iter())
        .map(|(_, choice)| choice.clone())
        .collect();
    Meeting::Same(Box::new(joined))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Import;
    use crate::card::Kind;
    use crate::library::Choice;
    use crate::text::{BlockKind, CardId, Document};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn record(id: &str, text: &str) -> Record {
        let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
        let import = Import {
            document,
            ..Import::default()
        };
        Record::new(id.to_owned(), import, 5)
    }

    fn card() -> Card {
        Card {
            summary: "A city.".to_owned(),
            ..Card::of_reader(
                CardId::from_words("own oslo"),
                "Oslo".to_owned(),
                Kind::Place,
            )
        }
    }

    fn written() -> Vec<u8> {
        let mut writer = ArchiveWriter::default();
        for (id, text) in [("a", "One."), ("b", "Two.")] {
            writer.begin(&record(id, text)).expect("begun");
        }
        writer.finish(&[card()], 9).expect("written")
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_book_is_packed_in_pieces() {
        let text = "Tide. ".repeat(PIECE / 4);
        let mut writer = ArchiveWriter::default();
        writer.begin(&record("book", &text)).expect("begun");
        assert_eq!(writer.go_on(), Ok(true));
        assert_eq!(writer.go_on(), Ok(false));
        // What is not packed yet is packed at the end.
        writer.begin(&record("other", &text)).expect("begun");
        let (articles, _) = read(writer.finish(&[], 9).expect("written"));
        let texts = articles.into_iter().map(|article| {
            let record = article.expect("a record");
            record.import().document.text().trim() == text.trim()
        });
        assert_eq!(texts.collect::<Vec<_>>(), [true, true]);
    }

    fn read(bytes: Vec<u8>) -> (Vec<Result<Record, InvalidRecord>>, Vec<Card>) {
        let mut reader = ArchiveReader::open(bytes).expect("an archive");
        let articles = std::iter::from_fn(|| reader.article()).collect();
        (articles, reader.cards())
    }

    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ArchiveWriter::default();
        for (name, text) in files {
            zip.write(name, text.as_bytes()).expect("written");
        }
        zip.zip.finish().expect("an archive").into_inner()
    }

    fn contents(version: u32, articles: usize) -> String {
        format!(
            "{{\"format\": \"{FORMAT}\", \"version\": {version}, \"exported\": 1, \"articles\": {articles}, \"cards\": 0}}"
        )
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_exported_is_imported() {
        let (articles, cards) = read(written());
        assert_eq!(articles, [Ok(record("a", "One.")), Ok(record("b", "Two."))]);
        assert_eq!(cards, [card()]);
        assert_eq!(
            written(),
            written(),
            "the same library gives the same bytes"
        );
    }

    /// Written by version 1 of the archive's form, with records of version 1 and 2.
    #[wasm_bindgen_test(unsupported = test)]
    fn archives_of_version_1_are_read() {
        let (one, two) = (include_str!("record_1.json"), include_str!("record_2.json"));
        let bytes = zip(&[
            ("articles/1.json", one),
            ("articles/2.json", two),
            (CARDS, include_str!("cards_1.json")),
            (CONTENTS, &contents(1, 2)),
        ]);
        let (articles, cards) = read(bytes);
        assert!(
            articles.len() == 2 && articles.iter().all(Result::is_ok),
            "{articles:?}"
        );
        let names: Vec<_> = cards.iter().map(|card| card.name.as_str()).collect();
        assert_eq!(
            names,
            ["Oslo"],
            "the others are no cards that a reader could write"
        );
        assert_eq!(cards[0].links, crate::card::Links::default());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_no_library_says_why() {
        let refused = |bytes: Vec<u8>| {
            ArchiveReader::open(bytes)
                .map(|_| ())
                .expect_err("refused")
                .to_string()
        };
        assert!(refused(b"PK no".to_vec()).contains("no zip archive"));
        assert!(refused(zip(&[("a", "b")])).contains("no library.json"));
        assert!(refused(zip(&[(CONTENTS, "{}")])).contains("missing field"));
        let other = contents(1, 0).replace(FORMAT, "recipes");
        assert!(refused(zip(&[(CONTENTS, &other)])).contains("“recipes”"));
        assert!(refused(zip(&[(CONTENTS, &contents(900, 0))])).contains("version 900"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_damaged_costs_only_itself() {
        let one = include_str!("record_1.json");
        let bytes = zip(&[
            ("articles/1.json", "{"),
            ("articles/3.json", one),
            (CARDS, "[1, {}]"),
            (CONTENTS, &contents(1, 3_000_000)),
        ]);
        let (articles, cards) = read(bytes);
        let good: Vec<bool> = articles.iter().map(Result::is_ok).collect();
        assert_eq!((good, cards.len()), (vec![false, false, true, false], 0));
        // Cut anywhere, it is refused or read in part; nothing panics.
        let whole = written();
        for end in (0..whole.len()).step_by(11) {
            if let Ok(mut reader) = ArchiveReader::open(whole[..end].to_vec()) {
                while reader.article().is_some() {}
                let _ = reader.cards();
            }
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_same_article_is_joined_and_another_kept_beside() {
        let (mut kept, mut coming) = (record("a", "One."), record("a", "One."));
        let choice = |card: &str| Choice {
            words: "One".to_owned(),
            card: Some(CardId::from_words(card)),
            only_at: None,
        };
        kept.shelved.tags = vec!["x".to_owned()];
        kept.choices.set(choice("here"));
        coming.shelved.tags = vec!["y".to_owned(), "x".to_owned()];
        coming.shelved.progress = 0.5;
        coming.choices.set(choice("there"));
        let Meeting::Same(joined) = meet(&kept, &coming) else {
            panic!("they are the same");
        };
        assert_eq!(joined.shelved.tags, ["x", "y"]);
        assert!((joined.shelved.progress - 0.5).abs() < f32::EPSILON);
        assert_eq!(joined.choices, kept.choices);
        assert_eq!(meet(&kept, &record("a", "Two.")), Meeting::Other);
    }
}
