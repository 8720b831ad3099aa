//! The browser: elements, storage, events, geometry. Beside `worker` the only room that names `web_sys` or `gloo`.
//!
//! Nothing here assumes that an element is there or unchanged: a translator or an extension may have
//! edited the page. What is missing is passed over.

mod address;
#[cfg(feature = "own")]
mod bring;
#[cfg(feature = "own")]
mod connection;
#[cfg(feature = "own")]
mod device;
mod dom;
#[cfg(feature = "own")]
mod engine;
mod events;
mod graph;
#[cfg(feature = "own")]
mod handover;
#[cfg(feature = "own")]
mod hold;
#[cfg(feature = "own")]
mod keeping;
#[cfg(feature = "own")]
mod launch;
#[cfg(feature = "own")]
mod leaving;
mod map;
mod margin;
mod marks;
#[cfg(feature = "own")]
mod module_worker;
#[cfg(feature = "own")]
mod near;
mod offline;
#[cfg(feature = "own")]
mod patience;
mod pause;
#[cfg(feature = "own")]
mod pdf;
#[cfg(feature = "own")]
mod place;
mod root;
#[cfg(feature = "own")]
mod route;
mod search;
mod settle;
#[cfg(feature = "own")]
mod shared;
mod sheet;
#[cfg(feature = "own")]
mod shipped;
#[cfg(feature = "own")]
mod slices;
mod storage;
#[cfg(feature = "own")]
mod store;
#[cfg(feature = "own")]
mod surface;
mod ties;

pub use address::show_layers;
#[cfg(feature = "own")]
pub use bring::{Brought, What, listen_for_articles};
#[cfg(feature = "own")]
pub use device::{listen_for_other_windows, new_id, now, spawn, tell_other_windows};
#[cfg(feature = "own")]
pub use dom::is_installed;
pub use dom::{close_dialog, element, focus, go_to, show_dialog};
#[cfg(feature = "own")]
pub use engine::Engine;
pub use events::{Intent, Listener, listen};
#[cfg(feature = "own")]
pub use handover::{Offer, listen_for_handover};
#[cfg(feature = "own")]
pub use hold::go_to_place;
#[cfg(feature = "own")]
pub use keeping::{ask_to_keep, give_file, room, today};
#[cfg(feature = "own")]
pub use launch::listen_for_launch;
#[cfg(feature = "own")]
pub use leaving::listen_for_return;
pub use map::watch_view;
#[cfg(feature = "own")]
pub use margin::keep_no_longer;
pub use margin::keep_notes_placed;
pub use marks::{Opener, title_of};
#[cfg(feature = "own")]
pub use near::{keep_article_placed, mark_block, parts_came, place_notes_of};
pub use offline::{keep_offline, use_update};
#[cfg(feature = "own")]
pub use patience::{listen_for_silence, unless_silent};
pub use pause::when_paused;
#[cfg(feature = "own")]
pub use place::{go_to_top, listen_for_place, place_in_view};
pub use root::{apply_settings, layers_on, marks_of, peek, set_layers};
#[cfg(feature = "own")]
pub use route::{Route, go_to_route, listen_for_route, published_article, route};
pub use search::filter_cards;
pub use settle::settle_soon;
#[cfg(feature = "own")]
pub use shared::{Shared, take_shared};
#[cfg(feature = "own")]
pub use sheet::make_missing;
pub use sheet::{close_sheet, open_sheet};
#[cfg(feature = "own")]
pub use shipped::shipped_cards;
#[cfg(feature = "own")]
pub use slices::{Next, Slice, in_slices, pause};
pub use storage::{read, write};
#[cfg(feature = "own")]
pub use store::Keeper;
#[cfg(feature = "own")]
pub use surface::{
    Wish, append, fill, fill_list, listen_for_wishes, open_list, put_notes, replace,
    replace_heading, set_least_sure, set_title, show_instead, style, take_away, tell,
};
