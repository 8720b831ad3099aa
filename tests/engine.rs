//! The engine on texts of all kinds: what holds for each of them, and that none is too much for it.
//!
//! Nothing here depends on which labels the shipped weights give.

#![cfg(not(target_arch = "wasm32"))]

#[path = "engine/checks.rs"]
mod checks;
#[path = "engine/hostile.rs"]
mod hostile;
#[path = "engine/knowledge.rs"]
mod knowledge;
#[path = "engine/properties.rs"]
mod properties;
#[path = "engine/texts.rs"]
mod texts;
