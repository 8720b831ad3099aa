//! The project's own commands: `cargo xtask serve`, `cargo xtask test` and their helpers.
//!
//! One command does all that it needs, the installing of tools included, so that a fresh machine
//! with Rust and Node.js is enough. It leaves out every large crate, because its own build is the
//! first thing that a newcomer waits for.

mod apt;
mod arguments;
mod bench;
mod browsers;
mod build;
mod cargo_tools;
mod check;
mod command;
mod node_tools;
mod optimise;
mod poppler;
mod python_tools;
mod seal;
mod serve;
mod server;
mod setup;
mod test;
mod tool;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use arguments::Request;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let request = arguments::parse(std::env::args().skip(1))?;
    let root = root()?;
    match request {
        Request::Help => {
            print!("{}", arguments::HELP);
            Ok(())
        }
        Request::Setup { tests } => setup::only(&root, tests),
        Request::Build { public_url, dist } => build::command(&root, &public_url, dist),
        Request::Seal => seal::command(&root),
        Request::Serve { port } => serve::command(&root, port),
        Request::Check => check::command(&root),
        Request::Test { only } => test::command(&root, only),
        Request::Bench => bench::command(&root),
        Request::Book => bench::book(&root),
        Request::Train { data } => train::command(&root, data),
        Request::Extraction => bench::extraction(&root),
        Request::Quality { ablation } => bench::quality(&root, ablation),
    }
}

/// The folder of Cargo.toml, from the environment that `cargo run` sets: a path written in at
/// compile time would be wrong after the folder moved.
fn root() -> Result<PathBuf> {
    match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(root) => Ok(root.into()),
        None => std::env::current_dir().context("the current folder cannot be read"),
    }
}
