//! `cargo xtask test`: every check and test, natively, in WebAssembly and in real browsers.

use std::path::Path;

use anyhow::Result;

use crate::arguments::Part;
use crate::check::NATIVE_FEATURES;
use crate::command::{Step, timed};
use crate::setup::{self, Site, Stage};
use crate::tool::Toolbox;
use crate::{build, check};

const WASM_RUNNER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER";

/// `cargo xtask test`, or one part of it.
pub(crate) fn command(root: &Path, only: Option<Part>) -> Result<()> {
    match only {
        Some(Part::Native) => native(root),
        Some(Part::Wasm) => wasm(root, &setup::for_wasm_tests(root)?),
        Some(Part::Browser) => browser(root, &setup::for_browsers(root)?),
        None => timed("all checks and tests", || {
            // All set-up comes first: who waits for it can leave, and what is missing shows early.
            let stage = timed("set-up", || setup::for_browsers(root))?;
            check::command(root)?;
            native(root)?;
            wasm(root, &stage.toolbox)?;
            browser(root, &stage)
        }),
    }
}

fn native(root: &Path) -> Result<()> {
    Step::new(&format!(
        "cargo test --quiet --lib --bins --tests --features {NATIVE_FEATURES}"
    ))
    .run_as("native tests", root)?;
    Step::new(&format!(
        "cargo test --quiet --doc --features {NATIVE_FEATURES}"
    ))
    .run_as("tests in the docs", root)
}

fn wasm(root: &Path, toolbox: &Toolbox) -> Result<()> {
    let runner = toolbox
        .find("wasm-bindgen-test-runner")
        .unwrap_or_else(|| "wasm-bindgen-test-runner".into());
    // Without --quiet, which Cargo hands on to a runner that does not know it.
    Step::new("cargo test --lib --features import,library,pdf --target wasm32-unknown-unknown")
        .variable(WASM_RUNNER, runner)
        .run_as("tests in WebAssembly", root)
}

fn browser(root: &Path, stage: &Stage) -> Result<()> {
    let site = Site::below(root);
    build::page(root, &stage.toolbox, "/", &site.dist)?;
    build::page(root, &stage.toolbox, Site::SUBPATH, &site.dist_subpath)?;
    let step = Step::new(&format!(
        "cargo test --features {NATIVE_FEATURES} --test browser -- --test-threads=1 --show-output"
    ))
    // A failed case says what it saw; where the harness stood when it told so helps nobody.
    .variable("RUST_BACKTRACE", "0");
    stage
        .with_variables(step, &site)?
        .run_as("tests in browsers", root)
}
