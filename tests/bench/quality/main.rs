//! How well the engine does, and how fast, beside other programs: a table for each subject, all from held-back texts.
//!
//! `cargo xtask bench quality` sets up the other programs and the variables that [`peers`] names. Tables go to standard
//! output, all else to standard error. `--ablation` trains the model of names without one part after another instead.
//! The data sets are looked for in `$SIDELIGHT_DATA`, else in `../shared/data`.

mod ablation;
mod article;
mod attribution;
#[path = "../compression.rs"]
mod compression;
mod names;
mod peers;
mod plot;
#[path = "../report.rs"]
mod report;
mod speed;
mod stance;
mod targets;

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use sidelight::model::Model;
use sidelight::train::sets::Folders;

use report::Report;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    // Cargo says so only to a bench: `cargo test --all-targets` starts this program, too.
    if !arguments.iter().any(|argument| argument == "--bench") {
        eprintln!("Nothing is measured in a test run: use `cargo xtask bench quality`.");
        return Ok(());
    }
    let stage = Stage::open()?;
    if let Some(megabytes) = after(&arguments, "--one-size") {
        return speed::one_size(&stage, megabytes.parse()?);
    }
    if arguments.iter().any(|argument| argument == "--ablation") {
        return show("Names, without one part each", |report| {
            ablation::report(&stage, report)
        });
    }
    show("Names: exact span and class", |report| {
        names::report(&stage, report)
    })?;
    show("Stance", |report| stance::report(&stage, report))?;
    show("The shipped article", |report| {
        article::report(&stage, report)
    })?;
    show("Attribution", |report| attribution::report(&stage, report))?;
    show("Speed and memory", |report| speed::report(&stage, report))
}

/// The word after a flag.
fn after<'a>(arguments: &'a [String], flag: &str) -> Option<&'a String> {
    let at = arguments.iter().position(|argument| argument == flag)?;
    arguments.get(at + 1)
}

/// Measures one subject and prints its table at once, since the next one takes its time.
fn show(subject: &str, measure: impl FnOnce(&mut Report) -> Result<()>) -> Result<()> {
    eprintln!("{subject}");
    let mut report = Report::default();
    measure(&mut report).with_context(|| subject.to_owned())?;
    println!("### {subject}\n\n{report}\n");
    Ok(())
}

/// What every measure needs.
struct Stage {
    /// The project's folder, in which Cargo starts a bench.
    root: PathBuf,
    folders: Folders,
    model: Model,
}

impl Stage {
    fn open() -> Result<Self> {
        let root = PathBuf::from(".");
        let data = env::var_os("SIDELIGHT_DATA").unwrap_or_else(|| "../shared/data".into());
        let weights = root.join("src/model/sidelight.weights");
        let bytes = fs::read(&weights).with_context(|| weights.display().to_string())?;
        Ok(Self {
            folders: Folders {
                data: data.into(),
                gold: root.join("tests/gold"),
                packages: PathBuf::new(),
            },
            model: Model::read(&bytes).with_context(|| weights.display().to_string())?,
            root,
        })
    }
}
