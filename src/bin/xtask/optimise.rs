//! Shrinks the WebAssembly modules of a build with wasm-opt, each once: a build for another address, or after a change to another module,
//! takes what was made before.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process;
use std::thread::{self, ScopedJoinHandle};

use anyhow::{Context as _, Result, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::command::Step;
use crate::node_tools;
use crate::tool::Toolbox;

/// Where modules that were shrunk are kept, below the project's folder.
const KEPT: &str = "target/optimised";

/// Shrinks every module in the folder of a build.
pub(crate) fn modules(root: &Path, folder: &Path) -> Result<()> {
    let kept = root.join(KEPT);
    fs::create_dir_all(&kept).with_context(|| format!("{} cannot be made", kept.display()))?;
    let mut toolbox = Toolbox::open()?;
    node_tools::wasm_opt(&mut toolbox)?;
    let program = toolbox
        .find("wasm-opt")
        .context("wasm-opt was installed but is not on PATH")?;
    let mut modules = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("wasm")) {
            modules.push(path);
        }
    }
    // Each keeps one core busy for half a minute.
    let names: Vec<String> = thread::scope(|scope| {
        let tasks: Vec<_> = modules
            .iter()
            .map(|module| scope.spawn(|| shrink(&program, module, &kept)))
            .collect();
        let ended = tasks.into_iter().map(ScopedJoinHandle::join);
        ended
            .map(|name| name.map_err(|_| anyhow!("the thread of a module has panicked"))?)
            .collect::<Result<_>>()
    })?;
    forget_others(&kept, &names)
}

/// Shrinks a module where it stands, and gives the name under which that is kept.
fn shrink(program: &Path, module: &Path, kept: &Path) -> Result<String> {
    let before =
        fs::read(module).with_context(|| format!("{} cannot be read", module.display()))?;
    let level = level(module);
    let name = name(level, &before);
    let shrunk = kept.join(&name);
    if !shrunk.is_file() {
        // Half a module under the final name would be taken for a whole one; and another build may be at it.
        let unfinished = kept.join(format!("{name}.{}", process::id()));
        Step::new("")
            .word(program)
            .word(level)
            .word(module)
            .word("--output")
            .word(&unfinished)
            .run(Path::new("."))?;
        fs::rename(&unfinished, &shrunk)?;
    }
    fs::copy(&shrunk, module).with_context(|| {
        format!(
            "{} cannot be copied to {}",
            shrunk.display(),
            module.display()
        )
    })?;
    Ok(name)
}

/// The engine shall be fast, everything else small.
fn level(module: &Path) -> &'static str {
    let name = module.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with("engine") {
        "-O3"
    } else {
        "-Os"
    }
}

/// The name under which it is kept what a version of wasm-opt makes of a module.
fn name(level: &str, module: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(node_tools::WASM_OPT_VERSION);
    hash.update(level);
    hash.update(module);
    format!("{}.wasm", URL_SAFE_NO_PAD.encode(hash.finalize()))
}

/// Deletes what no module of this build is.
fn forget_others(kept: &Path, names: &[String]) -> Result<()> {
    for entry in fs::read_dir(kept)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_whole = Path::new(&name).extension() == Some(OsStr::new("wasm"));
        if is_whole && !names.iter().any(|kept| OsStr::new(kept) == name) {
            // Another build at the same time may have deleted it.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_told_by_all_that_made_it() {
        let kept = name("-Os", b"module");
        assert_eq!(kept, name("-Os", b"module"));
        assert_ne!(kept, name("-O3", b"module"));
        assert_ne!(kept, name("-Os", b"another"));
    }

    #[test]
    fn the_engine_alone_is_made_fast() {
        assert_eq!(level(Path::new("dist/engine_bg.wasm")), "-O3");
        assert_eq!(level(Path::new("dist/app-0a1b_bg.wasm")), "-Os");
    }

    #[test]
    fn a_module_that_was_shrunk_before_is_taken_as_it_is() {
        let folder = std::env::temp_dir().join(format!("sidelight-optimise-{}", process::id()));
        let kept = folder.join("kept");
        fs::create_dir_all(&kept).expect("made");
        let module = folder.join("page_bg.wasm");
        fs::write(&module, b"long").expect("written");
        let name = name("-Os", b"long");
        fs::write(kept.join(&name), b"short").expect("written");
        fs::write(kept.join("old.wasm"), b"old").expect("written");
        let shrunk = shrink(Path::new("no-such-program-here"), &module, &kept).expect("kept");
        assert_eq!(shrunk, name);
        assert_eq!(fs::read(&module).expect("read"), b"short");
        forget_others(&kept, &[name]).expect("forgotten");
        assert_eq!(fs::read_dir(&kept).expect("read").count(), 1);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
