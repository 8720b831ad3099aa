//! The text of an article and what stands off it: blocks, sentences, byte spans and annotations.

mod annotation;
mod date;
mod document;
mod lookup;
mod offsets;
mod quote;
mod sealed;
mod segments;
mod sentence;
mod span;
mod token;

pub use annotation::{
    Annotations, CardId, Cue, CueKind, InvalidCardId, LoadedWord, Mention, Origin, Source, Stance,
    StanceSpan,
};
pub use date::{InvalidDate, MONTHS, PartialDate};
pub use document::{Block, BlockKind, Document};
pub use lookup::{Lookup, phrase_step};
pub use offsets::Offsets;
pub use quote::{Quote, stands_alone};
pub use sealed::Seal;
pub use segments::{Segment, Segments};
pub use sentence::{sentences, sentences_of};
pub use span::{Span, within};
pub use token::{Case, Token, TokenKind, span_of, tokenise, word_hash};
