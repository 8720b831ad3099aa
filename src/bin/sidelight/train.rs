//! `sidelight train`.

use std::process::ExitCode;

use clap::Args;

/// Where the data is.
#[derive(Args)]
pub struct Options {}

pub fn run(_options: &Options) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
