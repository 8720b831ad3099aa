//! The semantic HTML of the reading surface, made by pure functions: the same at build time and in the browser.
//!
//! Nothing here owns what it renders. Marks, notes and cards are reached by their ids, classes and
//! attributes, which [`ids`] and [`Layer`] name in one place.

mod brought;
mod cards;
mod facts;
mod file;
mod graph;
mod guide;
pub mod ids;
mod inline;
mod layer;
mod layout;
mod long;
mod map;
mod margin;
mod memory;
mod names;
mod notes;
mod overview;
mod reader;
mod room;
mod sentences;
mod settings;
mod setup;
mod shell;
mod target;
mod toolbar;
mod view;
mod whole;

pub use brought::{
    Filled, beyond, blocks_in, cuts, heading_of, library_page, map_of, notes_in, part_of,
    parts_at_once, surface,
};
pub use file::STYLE_ADDRESS;
pub use layer::{Layer, LayerSet};
pub use layout::{generated_styles, map_styles};
pub use long::{
    Listing, card_of, group_of, groups_of, is_long, long_index, long_lists, long_overview, name_of,
    names_in, sentence_of, sentences_in,
};
pub use margin::{Band, MarginNote, Placement, arrange};
pub use memory::Key;
pub use settings::{Measure, Settings, TextSize, Theme};
pub use setup::setup_page;
pub use shell::{body, head};
pub use target::Target;
pub use view::{Heading, View};
pub use whole::Whole;
