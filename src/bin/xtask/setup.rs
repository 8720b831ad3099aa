//! The set-up: which tools each command needs, in the order in which they are made sure of.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::browsers::{self, Engine};
use crate::command::Step;
use crate::tool::Toolbox;
use crate::{cargo_tools, node_tools};

/// `cargo xtask setup`.
pub(crate) fn only(root: &Path, tests: bool) -> Result<()> {
    if tests {
        let stage = for_browsers(root)?;
        let names = stage.engine_names();
        eprintln!("✓ the tools are ready, and these engines: {names}");
    } else {
        for_build(root)?;
        eprintln!("✓ the tools are ready");
    }
    Ok(())
}

/// What building the page takes.
pub(crate) fn for_build(root: &Path) -> Result<Toolbox> {
    let mut toolbox = Toolbox::open()?;
    cargo_tools::wasm_target()?;
    // First what is quick and may fail for want of Node.js, then what takes minutes.
    node_tools::wasm_opt(&mut toolbox)?;
    cargo_tools::wasm_bindgen(&mut toolbox, root)?;
    cargo_tools::trunk(&mut toolbox)?;
    Ok(toolbox)
}

/// What the engine's tests in WebAssembly take.
pub(crate) fn for_wasm_tests(root: &Path) -> Result<Toolbox> {
    let mut toolbox = Toolbox::open()?;
    cargo_tools::wasm_target()?;
    node_tools::node()?;
    cargo_tools::wasm_bindgen(&mut toolbox, root)?;
    Ok(toolbox)
}

/// What building the page and driving it in browsers takes.
pub(crate) fn for_browsers(root: &Path) -> Result<Stage> {
    let mut toolbox = for_build(root)?;
    node_tools::node()?;
    let axe = node_tools::axe(&toolbox)?;
    let engines = browsers::ensure(&mut toolbox)?;
    Ok(Stage {
        toolbox,
        axe,
        engines,
    })
}

/// Everything that a test in real browsers finds ready.
#[derive(Debug)]
pub(crate) struct Stage {
    /// The tools for building the page.
    pub(crate) toolbox: Toolbox,
    axe: PathBuf,
    engines: Vec<Engine>,
}

impl Stage {
    /// The step with the variables by which a test learns where everything is.
    pub(crate) fn with_variables(&self, step: Step, site: &Site) -> Result<Step> {
        let mut step = step
            .path(self.toolbox.path()?)
            .variable("SIDELIGHT_DIST", &site.dist)
            .variable("SIDELIGHT_DIST_SUBPATH", &site.dist_subpath)
            .variable("SIDELIGHT_SUBPATH", Site::SUBPATH)
            .variable("SIDELIGHT_AXE", &self.axe)
            .variable("SIDELIGHT_ENGINES", OsString::from(self.engine_names()));
        for engine in &self.engines {
            step = step.variable(engine.variable, &engine.driver);
        }
        Ok(step)
    }

    fn engine_names(&self) -> String {
        let names: Vec<_> = self.engines.iter().map(|engine| engine.name).collect();
        names.join(" ")
    }
}

/// Where the two builds of the page stand: one for a host's root, one for a host's sub-path.
#[derive(Debug)]
pub(crate) struct Site {
    /// The build for `/`.
    pub(crate) dist: PathBuf,
    /// The build for [`Site::SUBPATH`].
    pub(crate) dist_subpath: PathBuf,
}

impl Site {
    /// The sub-path of the second build: two levels deep, as no short cut gets right by accident.
    pub(crate) const SUBPATH: &str = "/reader/sidelight/";

    /// The two places below the project's folder.
    pub(crate) fn below(root: &Path) -> Self {
        Self {
            dist: root.join("dist"),
            dist_subpath: root.join("target/e2e/dist-subpath"),
        }
    }
}
