//! The reader's own articles: their marks, how they are kept, found again and taken along.
//!
//! All of it is pure; the browser's storage stands behind `Store` in `web`.

mod archive;
mod choices;
mod editing;
mod fields;
mod incoming;
mod marks;
mod memory;
mod old;
mod own;
mod published;
mod record;
mod room;
mod search;
mod seen;
mod store;

pub use archive::{ArchiveReader, ArchiveWriter, Contents, InvalidArchive, Meeting, meet};
pub use choices::{Anchored, Choice, Choices, chosen_words};
pub use editing::{Edited, editable, edited};
pub use fields::{field_name, fields, joined};
pub use incoming::{
    HANDOVER, HANDOVER_VERSION, LARGEST_HANDOVER, SHARED, SHARED_CACHE, SHARED_FOLDER, SharedWords,
    shared_words, shown_title, vouched,
};
pub use marks::Marks;
pub use memory::Memory;
pub use own::{Draft, InvalidDraft, LONGEST_SUMMARY, OwnNames};
pub use published::{InvalidPublished, published};
pub use record::{Block as SavedBlock, InvalidRecord, LinkInBlock, Named, Record, Shelved};
pub use room::Room;
pub use search::{Order, find};
pub use seen::{Appearance, Entity, Excerpt, Key, Place, appearances, entities, note};
pub use store::{SILENCE, Store, StoreFault};
