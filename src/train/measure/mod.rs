//! Measures of the engine on texts that nothing was trained or tuned on.
//!
//! Each sets what the engine finds beside what people wrote down and gives counts and items. How they are shown is the
//! bench's affair (`tests/bench/quality`), which of them must not change the test's (`tests/gold.rs`).

pub mod article;
pub mod attribution;
pub mod names;
pub mod quotations;
pub mod stance;
pub mod texts;
