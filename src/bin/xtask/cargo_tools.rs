//! Tools from Rust: the WebAssembly target, trunk, wasm-bindgen-cli and geckodriver.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::command::{Step, output_of};
use crate::tool::{Remedy, Toolbox, install, on_path, on_path_with_version};

const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.37.1";
const TARGET: &str = "wasm32-unknown-unknown";

/// The settings with which tools are built: their build is what a newcomer waits for longest, and they have little to do. Nor do they fetch
/// anything over TLS, which is what their default features are for.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
];

/// Makes sure that Rust can compile to WebAssembly.
pub(crate) fn wasm_target() -> Result<()> {
    let sysroot = output_of(OsStr::new("rustc"), &["--print", "sysroot"])
        .context("rustc cannot be run: install Rust from https://rustup.rs")?;
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(TARGET)
        .is_dir()
    {
        return Ok(());
    }
    let step = Step::new("rustup target add").word(TARGET);
    let remedy = Remedy {
        tool: "the Rust target wasm32-unknown-unknown",
        needed: "the page's own code is compiled to WebAssembly",
        by_hand: step.to_string(),
    };
    install(&remedy, "about 20 seconds", &[step])
}

/// Makes sure of trunk.
pub(crate) fn trunk(toolbox: &mut Toolbox) -> Result<()> {
    CargoTool {
        package: "trunk",
        version: TRUNK,
        place: format!("trunk-{TRUNK}"),
        programs: &["trunk"],
        any_version: false,
        locked: true,
        opt_level: "0",
        duration: "about 6 minutes",
        needed: "it puts the page together from HTML, styles and WebAssembly",
    }
    .ensure(toolbox)
}

/// Makes sure of wasm-bindgen's programs in the version of Cargo.lock: any other refuses the
/// modules that this project's wasm-bindgen writes.
pub(crate) fn wasm_bindgen(toolbox: &mut Toolbox, root: &Path) -> Result<()> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let version = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock does not hold wasm-bindgen, whose version its tools must have")?;
    CargoTool {
        package: "wasm-bindgen-cli",
        version,
        place: format!("wasm-bindgen-{version}"),
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        any_version: false,
        // Its own lock file lags behind and does not always build with a new compiler.
        locked: false,
        // It works through modules of megabytes.
        opt_level: "1",
        duration: "about 3 minutes",
        needed: "it joins the WebAssembly module to JavaScript, in exactly Cargo.lock's version",
    }
    .ensure(toolbox)
}

/// Makes sure of geckodriver, which Debian does not package.
pub(crate) fn geckodriver(toolbox: &mut Toolbox) -> Result<()> {
    CargoTool {
        package: "geckodriver",
        version: GECKODRIVER,
        place: "geckodriver".to_owned(),
        programs: &["geckodriver"],
        any_version: true,
        locked: false,
        opt_level: "0",
        duration: "about 2 minutes",
        needed: "it drives Firefox in the browser tests",
    }
    .ensure(toolbox)
}

/// A package whose programs `cargo install` puts into a folder of their own.
struct CargoTool<'a> {
    package: &'a str,
    version: &'a str,
    place: String,
    programs: &'a [&'a str],
    any_version: bool,
    locked: bool,
    opt_level: &'static str,
    duration: &'a str,
    needed: &'a str,
}

impl CargoTool<'_> {
    fn ensure(&self, toolbox: &mut Toolbox) -> Result<()> {
        let place = toolbox.place(&self.place);
        let programs = place.join("bin");
        let installed = || {
            self.programs
                .iter()
                .all(|name| programs.join(name).is_file())
        };
        if !installed() {
            if self.programs.iter().all(|name| self.usable_on_path(name)) {
                return Ok(());
            }
            self.install(&place, &toolbox.place("build").join(self.package))?;
        }
        toolbox.use_folder(programs);
        Ok(())
    }

    fn usable_on_path(&self, program: &str) -> bool {
        if self.any_version {
            on_path(program).is_some()
        } else {
            on_path_with_version(program, self.version)
        }
    }

    fn install(&self, place: &Path, build: &Path) -> Result<()> {
        let locked = if self.locked { "--locked" } else { "" };
        let step = Step::new(&format!(
            "cargo install {} --version {} --no-default-features {locked} --root",
            self.package, self.version
        ))
        .word(place);
        let remedy = Remedy {
            tool: self.package,
            needed: self.needed,
            by_hand: step.to_string(),
        };
        let step = QUICK
            .iter()
            .fold(step, |step, (name, value)| step.variable(name, value))
            .variable("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level)
            .variable("CARGO_TARGET_DIR", build);
        install(&remedy, self.duration, &[step])?;
        // Hundreds of megabytes that nothing reads again; a failed build keeps them to go on from.
        if build.exists() {
            fs::remove_dir_all(build)
                .with_context(|| format!("{} cannot be removed", build.display()))?;
        }
        Ok(())
    }
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "leptos"), None);
    }
}
