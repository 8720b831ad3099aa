//! The reader's own articles: their marks, how they are kept, found again and taken along.
//!
//! All of it is pure; the browser's storage stands behind `Store` in `web`.

mod incoming;
mod marks;
mod memory;
mod published;
mod record;
mod search;
mod store;

pub use incoming::{
    HANDOVER, HANDOVER_VERSION, LARGEST_HANDOVER, SHARED, SHARED_CACHE, SHARED_FOLDER, SharedWords,
    shared_words, shown_title, vouched,
};
pub use marks::{Choices, Marks, chosen_words};
pub use memory::Memory;
pub use published::{InvalidPublished, published};
pub use record::{Block as SavedBlock, InvalidRecord, LinkInBlock, Named, Record, Shelved};
pub use search::{Order, find};
pub use store::{Store, StoreFault};
