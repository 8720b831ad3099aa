//! `cargo xtask build`: the static files by Trunk, and whether those at hand are still fresh.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result};

use crate::command::Step;
use crate::setup;
use crate::tool::Toolbox;

/// All that the page is made from.
const INPUTS: [&str; 7] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "src",
    "style",
];

/// `cargo xtask build`.
pub(crate) fn command(root: &Path, public_url: &str, dist: Option<PathBuf>) -> Result<()> {
    let toolbox = setup::for_build(root)?;
    let dist = dist.map_or_else(|| Ok(root.join("dist")), std::path::absolute)?;
    page(root, &toolbox, public_url, &dist)
}

/// Builds the page for a host that serves it under `public_url`.
pub(crate) fn page(root: &Path, toolbox: &Toolbox, public_url: &str, dist: &Path) -> Result<()> {
    let start = SystemTime::now();
    // Trunk hands its --offline on to cargo, which then finds only what is on the machine already.
    Step::new("cargo fetch --quiet --locked").run(root)?;
    let mut step = Step::new("trunk build --release --offline --public-url")
        .word(public_url)
        .word("--dist")
        .word(dist)
        .path(toolbox.path()?);
    if std::env::var_os("NO_COLOR").is_some() {
        // Trunk reads it as true or false, and stops at the usual 1.
        step = step.variable("NO_COLOR", "true");
    }
    step.run_as(&format!("build for {public_url}"), root)?;
    if dist == root.join("dist") {
        write_stamp(root, public_url, start)?;
    }
    Ok(())
}

/// Whether `dist/` was built for `/` after the last change to anything it is made from.
pub(crate) fn is_fresh(root: &Path) -> Result<bool> {
    let built_for_root = fs::read_to_string(stamp(root)).is_ok_and(|public_url| public_url == "/");
    if !built_for_root || !root.join("dist/index.html").is_file() {
        return Ok(false);
    }
    let built = fs::metadata(stamp(root))?.modified()?;
    for input in INPUTS {
        if newest_change(&root.join(input))?.is_some_and(|changed| changed >= built) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The stamp holds what dist was built for; its date is when the build began, so that a file saved
/// during the build counts as newer. It is not kept in dist, which a host may be given as it is.
fn write_stamp(root: &Path, public_url: &str, start: SystemTime) -> Result<()> {
    let stamp = stamp(root);
    fs::create_dir_all(root.join("target"))?;
    fs::write(&stamp, public_url)
        .and_then(|()| {
            File::options()
                .write(true)
                .open(&stamp)?
                .set_modified(start)
        })
        .with_context(|| format!("{} cannot be written", stamp.display()))
}

fn stamp(root: &Path) -> PathBuf {
    root.join("target/dist-built-for")
}

/// When a file, or any file or folder below a folder, was last changed. Folders count, because
/// only their date tells that a file was removed.
fn newest_change(path: &Path) -> Result<Option<SystemTime>> {
    if !path.exists() {
        return Ok(None);
    }
    let read = || format!("{} cannot be read", path.display());
    let metadata = fs::metadata(path).with_context(read)?;
    let mut newest = metadata.modified()?;
    if metadata.is_dir() {
        for entry in fs::read_dir(path).with_context(read)? {
            if let Some(changed) = newest_change(&entry?.path())? {
                newest = newest.max(changed);
            }
        }
    }
    Ok(Some(newest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_change_or_another_address_makes_it_stale() {
        let root = std::env::temp_dir().join(format!("xtask-fresh-{}", std::process::id()));
        fs::create_dir_all(root.join("dist")).expect("writable");
        fs::create_dir_all(root.join("src")).expect("writable");
        fs::write(root.join("dist/index.html"), "").expect("writable");
        fs::write(root.join("src/lib.rs"), "").expect("writable");
        let later = SystemTime::now() + Duration::from_secs(5);

        assert!(!is_fresh(&root).expect("readable"), "never built");
        write_stamp(&root, "/", later).expect("writable");
        assert!(is_fresh(&root).expect("readable"), "just built");
        write_stamp(&root, "/repo/", later).expect("writable");
        assert!(!is_fresh(&root).expect("readable"), "built for a sub-path");
        let earlier = SystemTime::now() - Duration::from_mins(1);
        write_stamp(&root, "/", earlier).expect("writable");
        assert!(!is_fresh(&root).expect("readable"), "changed since");
        fs::remove_dir_all(&root).expect("removable");
    }
}
