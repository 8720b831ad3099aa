//! Where articles are kept, whatever keeps them.

use super::{InvalidRecord, Record, Shelved};
use crate::card::Card;
use crate::text::CardId;

/// Why something could not be kept, or not be found again; each says what happened, what is safe and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// The browser gives this page no storage.
    #[error(
        "This browser does not let the page keep anything ({0}), as in a private window. You can read and mark articles, but they are gone when the page is closed. Allow storage for this site, or export what you want to keep."
    )]
    Denied(String),
    /// There is no room left.
    #[error(
        "The device has no room left for this. What was kept before is untouched. Delete articles you no longer need, or export them, and try again."
    )]
    Full,
    /// The reader left the page meanwhile, which ends what it had begun.
    #[error(
        "You left this page before this was done. What was kept before is untouched. Do it again if it is missing."
    )]
    Left,
    /// The article is not there any more.
    #[error(
        "This article is not in your library: it may have been deleted in another window. All others are untouched."
    )]
    Gone,
    /// Its record cannot be read.
    #[error(transparent)]
    Invalid(#[from] InvalidRecord),
    /// Another window holds an older form of the library open.
    #[error(
        "Another window with an older version of this page holds your library. Nothing is lost. Close the other windows of this page; your library opens as soon as they are closed."
    )]
    Blocked,
    /// A newer version of the page has changed the form of the library.
    #[error(
        "A newer version of this page has opened your library, so this window cannot. Nothing is lost. Load this page anew, and take the update if one is offered."
    )]
    Newer,
    /// Something else.
    #[error(
        "The browser’s storage failed ({0}). What was kept before is untouched. Reload the page and try again; if it fails again, export your library."
    )]
    Failed(String),
}

/// What the reader is told as long as storage does not answer, which is no fault yet.
pub const SILENCE: &str = "The browser’s storage does not answer. What was kept before is untouched, and what you do now is kept as soon as it answers. If it stays so, close the other windows of this page; if that does not help, copy what you have just brought or written, and start the browser anew.";

/// Something that keeps articles.
///
/// What is written is there as a whole or not at all.
#[expect(
    async_fn_in_trait,
    reason = "in the browser there is one thread, and nobody needs the futures to be sent"
)]
pub trait Store {
    /// What the list shows of all articles; those whose entries cannot be read are left out and counted.
    ///
    /// # Errors
    ///
    /// Says why the storage cannot be read.
    async fn shelf(&self) -> Result<(Vec<Shelved>, usize), StoreFault>;

    /// One article.
    ///
    /// # Errors
    ///
    /// Says why it cannot be read: it may be gone, damaged, or of a newer version.
    async fn read(&self, id: &str) -> Result<Record, StoreFault>;

    /// Keeps an article, in the place of the one of its name.
    ///
    /// # Errors
    ///
    /// Says why it cannot be kept; what was there before is untouched then.
    async fn write(&self, record: &Record) -> Result<(), StoreFault>;

    /// Changes an article that is kept; between reading and writing it nobody else changes it, in this window or another.
    ///
    /// # Errors
    ///
    /// As [`Store::read`] and [`Store::write`].
    async fn change(&self, id: &str, change: impl FnOnce(&mut Record)) -> Result<(), StoreFault>;

    /// Changes what the list shows of an article, and leaves the article itself be.
    ///
    /// # Errors
    ///
    /// As [`Store::change`].
    async fn change_entry(
        &self,
        id: &str,
        change: impl FnOnce(&mut Shelved),
    ) -> Result<(), StoreFault>;

    /// Deletes an article and gives it back, so that it can be kept again.
    ///
    /// # Errors
    ///
    /// As [`Store::read`] and [`Store::write`]; one that cannot be read is not deleted.
    async fn delete(&self, id: &str) -> Result<Record, StoreFault>;

    /// The reader's own cards; those that cannot be read are left out.
    ///
    /// # Errors
    ///
    /// Says why the storage cannot be read.
    async fn cards(&self) -> Result<Vec<Card>, StoreFault>;

    /// Keeps a card, in the place of the one of its name.
    ///
    /// # Errors
    ///
    /// Says why it cannot be kept; what was there before is untouched then.
    async fn write_card(&self, card: &Card) -> Result<(), StoreFault>;

    /// Deletes a card.
    ///
    /// # Errors
    ///
    /// Says why it cannot be deleted.
    async fn delete_card(&self, id: &CardId) -> Result<(), StoreFault>;
}
