//! The interface's views: state in by props, wishes out by callbacks. They never touch the article.

#[cfg(feature = "own")]
mod ask;
#[cfg(feature = "own")]
mod bring;
#[cfg(feature = "own")]
mod card_form;
#[cfg(feature = "own")]
mod edit;
#[cfg(feature = "own")]
mod keeping;
#[cfg(feature = "own")]
mod provenance;
mod search;
#[cfg(feature = "own")]
mod seen;
mod settings;
mod sheet;
#[cfg(feature = "own")]
mod shelf;
mod status;
#[cfg(feature = "own")]
mod undo;
mod update;

#[cfg(feature = "own")]
pub use ask::{Ask, Question};
#[cfg(feature = "own")]
pub use bring::Bring;
#[cfg(feature = "own")]
pub use card_form::CardForm;
#[cfg(feature = "own")]
pub use edit::{Edit, Lost, LostList};
#[cfg(feature = "own")]
pub use keeping::Keeping;
#[cfg(feature = "own")]
pub use provenance::{Provenance, Reading};
pub use search::Search;
#[cfg(feature = "own")]
pub use seen::{Entities, Seen, SeenEntity};
pub use settings::SettingsDialog;
pub use sheet::{Sheet, SheetContent};
#[cfg(feature = "own")]
pub use shelf::Shelf;
pub use status::Status;
#[cfg(feature = "own")]
pub use undo::Undo;
pub use update::Update;
