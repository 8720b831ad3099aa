//! `cargo xtask train`: the engine's weights anew, from the public data sets and the project's labels.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::command::Step;
use crate::node_tools;
use crate::tool::Toolbox;

/// `cargo xtask train`.
pub(crate) fn command(root: &Path, data: Option<PathBuf>) -> Result<()> {
    let toolbox = Toolbox::open()?;
    let packages = node_tools::word_vectors(&toolbox)?;
    let step = Step::new("cargo run --profile fast --features train --bin sidelight -- train")
        .word("--packages")
        .word(packages);
    let step = match data {
        Some(data) => step.word("--data").word(data),
        None => step,
    };
    step.run_as("training", root)
}
