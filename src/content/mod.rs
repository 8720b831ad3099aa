//! The shipped articles and cards as files that people edit, and the loader that validates them.

mod agreement;
mod anchor;
mod annotations;
mod cards;
mod fault;
mod publication;

pub use agreement::Agreement;
pub use cards::load_cards;
pub use fault::{Fault, SourceFile};
pub use publication::{ArticleFiles, Publication};
