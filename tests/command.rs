//! The command line as others run it: formats, streams, statuses and what is said on standard error.
//!
//! Nothing here depends on which labels the shipped weights give.

#![cfg(not(target_arch = "wasm32"))]

#[path = "command/formats.rs"]
mod formats;
#[path = "command/process.rs"]
mod process;
#[path = "command/refusals.rs"]
mod refusals;
#[path = "command/streams.rs"]
mod streams;
