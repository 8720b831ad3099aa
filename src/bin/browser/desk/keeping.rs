//! The library as a whole: how much room it takes, and as one file, out and in.

use std::rc::Rc;

use leptos::prelude::*;
use sidelight::library::{
    ArchiveReader, ArchiveWriter, InvalidArchive, Meeting, Record, Store as _, StoreFault, meet,
};
use sidelight::web;

use super::Desk;

/// What became of the articles of a file.
#[derive(Default)]
struct Imported {
    new: usize,
    same: usize,
    beside: usize,
    cards: usize,
    /// Why some were not taken, each once.
    refused: Vec<String>,
}

impl Desk {
    /// Asks the browser how much room the library takes.
    pub(super) async fn tell_room(&self) {
        self.signals.room.set(web::room().await);
    }

    /// Asks the browser to keep the library even when the device runs short.
    pub(super) async fn ask_to_keep(&self) {
        let answer = match web::ask_to_keep().await {
            Some(true) => "The browser will keep your articles until you delete them.",
            Some(false) => {
                "The browser did not agree; it may do so once you have used this page more, or have installed it. Your articles are kept as before. An export is safe."
            }
            None => {
                "This browser cannot be asked. Your articles are kept as before. An export is safe."
            }
        };
        self.signals.keeping.set(answer.to_owned());
        self.tell_room().await;
    }

    /// Gives the reader everything as one file.
    pub(super) async fn export(&self) {
        self.signals.keeping.set("Writing the file …".to_owned());
        let outcome = self.archive().await;
        let said = match outcome {
            Ok((bytes, articles, unread)) => {
                let name = format!("sidelight-library-{}.zip", web::today());
                if web::give_file(&name, &bytes) {
                    let left = if unread.is_empty() {
                        String::new()
                    } else {
                        format!(
                            " {} could not be read and are not in it: {}. They are left as they are.",
                            unread.len(),
                            unread.join("; ")
                        )
                    };
                    format!(
                        "{} with {} is among your downloads.{left}",
                        name,
                        counted(articles, "article")
                    )
                } else {
                    "The browser did not take the file. Your library is as it was. Allow downloads for this page and try again.".to_owned()
                }
            }
            Err(error) => error,
        };
        self.signals.keeping.set(said);
    }

    async fn archive(&self) -> Result<(Vec<u8>, usize, Vec<String>), String> {
        let (listed, _) = self.keeper.shelf().await.map_err(said)?;
        let mut writer = ArchiveWriter::default();
        let (mut articles, mut unread) = (0, Vec::new());
        for shelved in listed {
            match self.keeper.read(&shelved.id).await {
                Ok(record) => {
                    web::pause().await;
                    let failed = |error: InvalidArchive| error.to_string();
                    writer.begin(&record).map_err(failed)?;
                    drop(record);
                    web::pause().await;
                    while writer.go_on().map_err(failed)? {
                        web::pause().await;
                    }
                    articles += 1;
                }
                Err(_) => unread.push(format!("“{}”", shelved.about.title)),
            }
            web::pause().await;
        }
        let cards = self.keeper.cards().await.map_err(said)?;
        let bytes = writer
            .finish(&cards, web::now())
            .map_err(|error| error.to_string())?;
        Ok((bytes, articles, unread))
    }

    /// Adds everything of an exported library to this one.
    pub(super) async fn import(self: &Rc<Self>, bytes: Vec<u8>) {
        self.signals.keeping.set("Reading the file …".to_owned());
        self.signals.message.set("Importing …".to_owned());
        let said = match self.take_in_all(bytes).await {
            Ok(imported) => imported.in_words(),
            Err(error) => format!("The library was not imported: {error}"),
        };
        self.signals.keeping.set(said.clone());
        self.signals.message.set(said);
        web::tell_other_windows(None);
        self.read_own_cards().await;
        self.list().await;
        self.tell_room().await;
    }

    async fn take_in_all(&self, bytes: Vec<u8>) -> Result<Imported, InvalidArchive> {
        let mut reader = ArchiveReader::open(bytes)?;
        let mut imported = Imported::default();
        while let Some(article) = reader.article() {
            let taken = match article {
                Ok(record) => self.keep_imported(record, &mut imported).await,
                Err(error) => Err(error.into()),
            };
            if let Err(fault) = taken {
                let is_full = fault == StoreFault::Full;
                imported.refuse(fault.to_string());
                if is_full {
                    return Ok(imported);
                }
            }
            web::pause().await;
        }
        let kept = match self.keeper.cards().await {
            Ok(kept) => kept,
            Err(fault) => {
                imported.refuse(fault.to_string());
                return Ok(imported);
            }
        };
        for card in reader.cards() {
            if kept.iter().any(|other| other.id == card.id) {
                continue;
            }
            match self.keeper.write_card(&card).await {
                Ok(()) => imported.cards += 1,
                Err(fault) => imported.refuse(fault.to_string()),
            }
        }
        Ok(imported)
    }

    async fn keep_imported(
        &self,
        mut record: Record,
        imported: &mut Imported,
    ) -> Result<(), StoreFault> {
        // Names of articles stand in addresses; a file may hold any.
        let is_plain = record
            .shelved
            .id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_plain || !(1..=64).contains(&record.shelved.id.len()) {
            record.shelved.id = web::new_id();
        }
        let record = match self.keeper.read(&record.shelved.id).await {
            Err(StoreFault::Gone) => {
                imported.new += 1;
                record
            }
            Ok(kept) => match meet(&kept, &record) {
                Meeting::Same(joined) => {
                    imported.same += 1;
                    *joined
                }
                Meeting::Other => beside(record, imported),
            },
            // What cannot be read here stays as it is, and the other gets a name of its own.
            Err(StoreFault::Invalid(_)) => beside(record, imported),
            Err(fault) => return Err(fault),
        };
        self.keeper.write(&record).await
    }
}

fn beside(mut record: Record, imported: &mut Imported) -> Record {
    imported.beside += 1;
    record.shelved.id = web::new_id();
    record
}

impl Imported {
    fn refuse(&mut self, reason: String) {
        if !self.refused.contains(&reason) {
            self.refused.push(reason);
        }
    }

    fn in_words(&self) -> String {
        let mut lines = vec![format!(
            "Imported: {}.",
            counted(self.new + self.beside, "article")
        )];
        if self.same > 0 {
            lines.push(format!(
                "{} were here already; their tags and choices were joined.",
                counted(self.same, "article")
            ));
        }
        if self.beside > 0 {
            lines.push(format!(
                "{} differ from yours of the same origin; both are kept.",
                counted(self.beside, "article")
            ));
        }
        if self.cards > 0 {
            lines.push(format!("{} of your own.", counted(self.cards, "card")));
        }
        if !self.refused.is_empty() {
            lines.push(format!(
                "Not everything was taken: {}",
                self.refused.join(" ")
            ));
        }
        lines.join(" ")
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where errors are mapped"
)]
fn said(fault: StoreFault) -> String {
    fault.to_string()
}
