//! Poppler's `pdftotext`, with which the bench of extraction compares.

use anyhow::{Result, anyhow};

use crate::apt;
use crate::tool::{Remedy, on_path};

const TOOL: &str = "pdftotext (poppler)";
const NEEDED: &str = "the bench of extraction compares what is read from PDF files with it";

/// Makes sure of it.
pub(crate) fn pdftotext() -> Result<()> {
    if on_path("pdftotext").is_some() {
        return Ok(());
    }
    if apt::is_here() {
        return apt::install(TOOL, NEEDED, "about 10 seconds", &["poppler-utils"]);
    }
    let remedy = Remedy {
        tool: TOOL,
        needed: NEEDED,
        by_hand: "install poppler's command-line tools, from https://poppler.freedesktop.org"
            .to_owned(),
    };
    Err(remedy.error(&anyhow!("`pdftotext` is not on PATH")))
}
