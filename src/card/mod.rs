//! Background cards: what is known about an entity, since when, from which source, and in neutral words.

mod cards;
mod entity;
mod fact;
mod index;
mod index_file;
mod neutrality;
mod relation;

pub use cards::{Cards, Link};
pub use entity::{Card, Contested, Kind, Links, Provenance, Standing, View};
pub use fact::{Fact, Period, Phase};
pub use index::{CardIndex, Form, FormStrength, IndexEntry, form_hash};
pub use index_file::InvalidCardIndex;
pub use neutrality::{Breach, check};
pub use relation::{Relation, RelationKind};

#[cfg(test)]
pub(crate) mod samples;
