//! `cargo xtask bench`: the figures of the README, measured on the built page.

use std::path::Path;

use anyhow::Result;

use crate::command::Step;
use crate::setup::{self, Site};
use crate::{build, node_tools};

/// `cargo xtask bench`.
pub(crate) fn command(root: &Path) -> Result<()> {
    let stage = setup::for_browsers(root)?;
    let lighthouse = node_tools::lighthouse(&stage.toolbox)?;
    let site = Site::below(root);
    build::page(root, &stage.toolbox, "/", &site.dist)?;
    build::page(root, &stage.toolbox, Site::SUBPATH, &site.dist_subpath)?;
    let step = Step::new("cargo bench --bench page").variable("SIDELIGHT_LIGHTHOUSE", lighthouse);
    stage.with_variables(step, &site)?.run_as("bench", root)
}
