//! Where tools are: the project's own folder of tools, and what PATH already holds.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, Result};

use crate::command::{Step, output_of};

/// The tools at hand: a folder of our own, and the folders that go before PATH.
#[derive(Debug)]
pub(crate) struct Toolbox {
    folder: PathBuf,
    found: Vec<PathBuf>,
}

impl Toolbox {
    /// Opens the folder of tools, which is made when it is missing.
    pub(crate) fn open() -> Result<Self> {
        let folder = tools_folder()?;
        fs::create_dir_all(&folder)
            .with_context(|| format!("the tools folder {} cannot be made", folder.display()))?;
        Ok(Self {
            folder,
            found: Vec::new(),
        })
    }

    /// A place below the folder of tools.
    pub(crate) fn place(&self, below: impl AsRef<Path>) -> PathBuf {
        self.folder.join(below)
    }

    /// Puts a folder before PATH for everything that runs later.
    pub(crate) fn use_folder(&mut self, folder: PathBuf) {
        if !self.found.contains(&folder) {
            self.found.push(folder);
        }
    }

    /// Where a program of this name would be run from: our own tools first, then PATH.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        let own = self.found.iter().map(|folder| folder.join(program));
        own.into_iter()
            .find(|path| path.is_file())
            .or_else(|| on_path(program))
    }

    /// PATH with the folders in use before it.
    pub(crate) fn path(&self) -> Result<OsString> {
        let before = env::var_os("PATH").unwrap_or_default();
        let folders = self.found.iter().cloned().chain(env::split_paths(&before));
        env::join_paths(folders)
            .context("a folder of tools has a character that PATH cannot hold, such as a colon")
    }
}

/// Why a tool is needed and how to get it by hand: what every failed installation says.
#[derive(Debug)]
pub(crate) struct Remedy<'a> {
    /// The tool, by the name people know it by.
    pub(crate) tool: &'a str,
    /// What the project needs it for.
    pub(crate) needed: &'a str,
    /// The exact command, or the advice where no one command fits.
    pub(crate) by_hand: String,
}

impl Remedy<'_> {
    /// The error for a tool that could not be installed.
    pub(crate) fn error(&self, cause: &Error) -> Error {
        anyhow::anyhow!("{self}\n  cause:   {cause:#}")
    }
}

impl std::fmt::Display for Remedy<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} is missing and could not be installed\n  needed:  {}\n  by hand: {}",
            self.tool, self.needed, self.by_hand
        )
    }
}

/// Says what is being installed and how long that takes, runs it, and explains a failure.
pub(crate) fn install(remedy: &Remedy<'_>, duration: &str, steps: &[Step]) -> Result<()> {
    eprintln!(
        "Installing {} ({duration}): {}.",
        remedy.tool, remedy.needed
    );
    for step in steps {
        step.run(Path::new("."))
            .map_err(|cause| remedy.error(&cause))?;
    }
    Ok(())
}

/// Finds a program on PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// Whether PATH holds a program that reports this version as one of its words.
pub(crate) fn on_path_with_version(program: &str, version: &str) -> bool {
    on_path(program)
        .and_then(|path| output_of(path.as_os_str(), &["--version"]))
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}

/// Whether this runs in continuous integration, where nothing may be skipped.
pub(crate) fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

fn tools_folder() -> Result<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = set("SIDELIGHT_TOOLS") {
        return std::path::absolute(&folder).context("SIDELIGHT_TOOLS is not a path");
    }
    let cache = match set("XDG_CACHE_HOME") {
        Some(cache) => PathBuf::from(cache),
        None => env::home_dir()
            .context("there is no home folder: set SIDELIGHT_TOOLS to a folder for the tools")?
            .join(".cache"),
    };
    Ok(cache.join("sidelight").join("tools"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_tool_reason_and_command() {
        let remedy = Remedy {
            tool: "trunk",
            needed: "it builds the page",
            by_hand: "cargo install trunk".to_owned(),
        };
        let text = remedy.error(&anyhow::anyhow!("no network")).to_string();
        for part in [
            "trunk is missing",
            "it builds the page",
            "cargo install trunk",
            "no network",
        ] {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn our_own_tools_come_before_path() {
        let mut toolbox = Toolbox {
            folder: PathBuf::from("/tools"),
            found: Vec::new(),
        };
        toolbox.use_folder(toolbox.place("trunk/bin"));
        toolbox.use_folder(toolbox.place("trunk/bin"));
        let path = toolbox.path().expect("joins");
        let first = env::split_paths(&path).next().expect("one");
        assert_eq!(first, Path::new("/tools/trunk/bin"));
        assert_eq!(toolbox.found.len(), 1);
    }

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(!on_path_with_version("no-such-program-here", "1"));
    }
}
