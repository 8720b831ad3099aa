//! The interface's views: state in by props, wishes out by callbacks. They never touch the article.

mod search;
mod settings;
mod sheet;
mod status;

pub use search::Search;
pub use settings::SettingsDialog;
pub use sheet::{Sheet, SheetContent};
pub use status::Status;
