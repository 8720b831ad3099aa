//! The browser: elements, storage, events, geometry. Beside `worker` the only room that names `web_sys` or `gloo`.
//!
//! Nothing here assumes that an element is there or unchanged: a translator or an extension may have
//! edited the page. What is missing is passed over.

mod address;
mod dom;
mod engine;
mod events;
mod graph;
mod map;
mod margin;
mod marks;
mod pause;
mod root;
mod search;
mod settle;
mod sheet;
mod storage;
mod ties;

pub use address::show_layers;
pub use dom::{element, focus, go_to, show_dialog};
pub use engine::Engine;
pub use events::{Intent, Listener, listen};
pub use map::watch_view;
pub use margin::keep_notes_placed;
pub use marks::{Opener, title_of};
pub use pause::when_paused;
pub use root::{apply_settings, layers_on, marks_of, peek, set_layers};
pub use search::filter_cards;
pub use settle::settle_soon;
pub use sheet::{close_sheet, open_sheet};
pub use storage::{read, write};
