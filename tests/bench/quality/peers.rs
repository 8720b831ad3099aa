//! The programs that the engine is compared with: compromise in Node.js and spaCy in Python, each behind a small script.
//!
//! A script reads `{"texts": […], "runs": n}` from standard input and writes `{"names": [[[start, end, class], …], …],
//! "seconds": s}`: the names of each text, counted in the units of its language, and the least time of `n` runs over all.

use std::env;
use std::ffi::OsString;
use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use sidelight::model::NameClass;
use sidelight::text::Span;
use sidelight::train::measure::names::{Names, Unit, byte_offsets};

/// Another program that finds names.
pub(crate) struct Peer {
    /// What the tables call it.
    pub(crate) name: &'static str,
    unit: Unit,
    command: Vec<OsString>,
}

/// What another program found.
pub(crate) struct Found {
    /// The names of each text.
    pub(crate) names: Vec<Names>,
    /// The least time of all runs, without the start of the program.
    pub(crate) seconds: f64,
}

#[derive(Deserialize)]
struct Answer {
    names: Vec<Vec<(usize, usize, String)>>,
    seconds: f64,
}

/// Both peers, from the variables that `cargo xtask bench quality` sets.
pub(crate) fn both() -> Result<[Peer; 2]> {
    let variable = |name: &str| {
        env::var_os(name)
            .with_context(|| format!("{name} is not set: run `cargo xtask bench quality`"))
    };
    let folder = "tests/bench/quality";
    Ok([
        Peer {
            name: "compromise 14.17.0",
            unit: Unit::Utf16,
            command: vec![
                "node".into(),
                format!("{folder}/peer.mjs").into(),
                variable("SIDELIGHT_COMPROMISE")?,
            ],
        },
        Peer {
            name: "spaCy, en_core_web_sm 3.8.0",
            unit: Unit::CodePoint,
            command: vec![
                variable("SIDELIGHT_SPACY_PYTHON")?,
                format!("{folder}/peer.py").into(),
            ],
        },
    ])
}

impl Peer {
    /// Has the program find the names of all texts, `runs` times over.
    pub(crate) fn find(&self, texts: &[&str], runs: usize) -> Result<Found> {
        let question = serde_json::json!({ "texts": texts, "runs": runs }).to_string();
        let (program, arguments) = self.command.split_first().context("a peer has a command")?;
        let mut child = Command::new(program)
            .args(arguments)
            // One core for each program: the libraries below spaCy would take all.
            .envs([("OMP_NUM_THREADS", "1"), ("OPENBLAS_NUM_THREADS", "1")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} cannot be started", self.name))?;
        let mut input = child.stdin.take().context("the input is piped")?;
        input.write_all(question.as_bytes())?;
        drop(input);
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("{} failed with {}", self.name, output.status);
        }
        let answer: Answer = serde_json::from_slice(&output.stdout)
            .with_context(|| format!("{} gave no valid answer", self.name))?;
        if answer.names.len() != texts.len() {
            bail!("{} did not answer for every text", self.name);
        }
        let names = texts.iter().zip(&answer.names);
        Ok(Found {
            names: names
                .map(|(text, names)| self.places(text, names))
                .collect(),
            seconds: answer.seconds,
        })
    }

    fn places(&self, text: &str, names: &[(usize, usize, String)]) -> Names {
        let bytes = byte_offsets(text, self.unit);
        let place = |(start, end, class): &(usize, usize, String)| {
            let class = match class.as_str() {
                "person" => NameClass::Person,
                "organisation" => NameClass::Organisation,
                "place" => NameClass::Place,
                _ => return None,
            };
            Some((Span::new(*bytes.get(*start)?, *bytes.get(*end)?), class))
        };
        names.iter().filter_map(place).collect()
    }
}
