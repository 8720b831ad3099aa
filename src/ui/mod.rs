//! The interface's views: state in by props, wishes out by callbacks. They never touch the article.

mod ask;
mod bring;
mod card_form;
mod edit;
mod keeping;
mod provenance;
mod search;
mod seen;
mod settings;
mod sheet;
mod shelf;
mod status;
mod undo;
mod update;

pub use ask::{Ask, Question};
pub use bring::Bring;
pub use card_form::CardForm;
pub use edit::{Edit, Lost, LostList};
pub use keeping::Keeping;
pub use provenance::{Provenance, Reading};
pub use search::Search;
pub use seen::{Entities, Seen, SeenEntity};
pub use settings::SettingsDialog;
pub use sheet::{Sheet, SheetContent};
pub use shelf::Shelf;
pub use status::Status;
pub use undo::Undo;
pub use update::Update;
