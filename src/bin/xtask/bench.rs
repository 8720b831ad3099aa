//! `cargo xtask bench`: the figures of the README, of the built page, the engine and the extraction.

use std::path::Path;

use anyhow::Result;

use crate::command::Step;
use crate::setup::{self, Site};
use crate::tool::Toolbox;
use crate::{build, node_tools, poppler, python_tools};

/// `cargo xtask bench`.
pub(crate) fn command(root: &Path) -> Result<()> {
    let stage = setup::for_browsers(root)?;
    let lighthouse = node_tools::lighthouse(&stage.toolbox)?;
    let compromise = node_tools::compromise_bundle(&stage.toolbox)?;
    let site = Site::below(root);
    build::page(root, &stage.toolbox, "/", &site.dist)?;
    build::page(root, &stage.toolbox, Site::SUBPATH, &site.dist_subpath)?;
    let step = Step::new("cargo bench --features import --bench page")
        .variable("SIDELIGHT_LIGHTHOUSE", lighthouse)
        .variable("SIDELIGHT_COMPROMISE", compromise);
    stage.with_variables(step, &site)?.run_as("bench", root)
}

/// `cargo xtask bench book`.
pub(crate) fn book(root: &Path) -> Result<()> {
    let stage = setup::for_browsers(root)?;
    let site = Site::below(root);
    if !build::is_fresh(root)? {
        build::page(root, &stage.toolbox, "/", &site.dist)?;
    }
    let step = Step::new("cargo bench --features import --bench page")
        .word("--")
        .word("book");
    stage
        .with_variables(step, &site)?
        .run_as("bench book", root)
}

/// `cargo xtask bench quality`.
pub(crate) fn quality(root: &Path, ablation: bool) -> Result<()> {
    // The engine's own speed counts here, so that it is built as people run it.
    let step = Step::new("cargo bench --profile fast --features train --bench quality");
    let step = if ablation {
        step.word("--").word("--ablation")
    } else {
        let toolbox = Toolbox::open()?;
        step.variable("SIDELIGHT_COMPROMISE", node_tools::compromise(&toolbox)?)
            .variable("SIDELIGHT_SPACY_PYTHON", python_tools::spacy(&toolbox)?)
    };
    step.run_as("bench quality", root)
}

/// `cargo xtask bench extraction`.
pub(crate) fn extraction(root: &Path) -> Result<()> {
    poppler::pdftotext()?;
    let stage = setup::for_browsers(root)?;
    let step = Step::new("cargo bench --profile fast --features html,pdf --bench extraction");
    stage
        .with_variables(step, &Site::below(root))?
        .run_as("bench extraction", root)
}
