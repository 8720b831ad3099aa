//! The browser: elements, storage, events, geometry. Beside `worker` the only room that names `web_sys` or `gloo`.
//!
//! Nothing here assumes that an element is there or unchanged: a translator or an extension may have
//! edited the page. What is missing is passed over.

mod address;
mod bring;
mod connection;
mod device;
mod dom;
mod engine;
mod events;
mod graph;
mod handover;
mod hold;
mod keeping;
mod launch;
mod leaving;
mod map;
mod margin;
mod marks;
mod module_worker;
mod near;
mod offline;
mod patience;
mod pause;
mod pdf;
mod place;
mod root;
mod route;
mod search;
mod settle;
mod shared;
mod sheet;
mod shipped;
mod slices;
mod storage;
mod store;
mod surface;
mod ties;

pub use address::show_layers;
pub use bring::{Brought, What, listen_for_articles};
pub use device::{listen_for_other_windows, new_id, now, spawn, tell_other_windows};
pub use dom::is_installed;
pub use dom::{close_dialog, element, focus, go_to, show_dialog, take_keyboard};
pub use engine::Engine;
pub use events::{Intent, Listener, listen};
pub use handover::{Offer, listen_for_handover};
pub use hold::go_to_place;
pub use keeping::{ask_to_keep, give_file, room, today};
pub use launch::listen_for_launch;
pub use leaving::listen_for_return;
pub use map::watch_view;
pub use margin::keep_no_longer;
pub use margin::keep_notes_placed;
pub use marks::{Opener, title_of};
pub use near::{keep_article_placed, mark_block, parts_came, place_notes_of};
pub use offline::{keep_offline, use_update};
pub use patience::{listen_for_silence, unless_silent};
pub use pause::when_paused;
pub use place::{go_to_top, listen_for_place, place_in_view};
pub use root::{apply_settings, layers_on, marks_of, peek, set_layers};
pub use route::{Route, go_to_route, listen_for_route, published_article, route};
pub use search::filter_cards;
pub use settle::settle_soon;
pub use shared::{Shared, take_shared};
pub use sheet::make_missing;
pub use sheet::{close_sheet, open_sheet};
pub use shipped::shipped_cards;
pub use slices::{Next, Slice, drop_later, in_slices, pause};
pub use storage::{read, write};
pub use store::Keeper;
pub use surface::{
    Wish, append, fill, fill_list, listen_for_wishes, open_list, put_notes, replace,
    replace_heading, set_least_sure, set_title, show_instead, style, take_away, tell,
};
