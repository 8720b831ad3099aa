//! Running other programs: every command is printed as a person would type it, then run.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

/// A program with its arguments and the variables that it needs.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    words: Vec<OsString>,
    variables: Vec<(String, OsString)>,
    path: Option<OsString>,
}

impl Step {
    /// A step from words parted by spaces; words that may hold a space come by [`Step::word`].
    pub(crate) fn new(line: &str) -> Self {
        Self {
            words: line.split_whitespace().map(OsString::from).collect(),
            variables: Vec::new(),
            path: None,
        }
    }

    /// Adds one word, whatever it holds.
    pub(crate) fn word(mut self, word: impl AsRef<OsStr>) -> Self {
        self.words.push(word.as_ref().to_owned());
        self
    }

    /// Sets an environment variable, which is printed with the command.
    pub(crate) fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables
            .push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    /// Sets PATH, which is too long to print.
    pub(crate) fn path(mut self, path: OsString) -> Self {
        self.path = Some(path);
        self
    }

    /// Runs the step in `folder` and fails, naming it, unless it succeeds.
    pub(crate) fn run(&self, folder: &Path) -> Result<()> {
        eprintln!("$ {self}");
        let Some((program, arguments)) = self.words.split_first() else {
            bail!("a step without a program");
        };
        let mut command = Command::new(program);
        command
            .args(arguments)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(folder);
        if let Some(path) = &self.path {
            command.env("PATH", path);
        }
        let status = command
            .status()
            .with_context(|| format!("`{}` cannot be started", program.to_string_lossy()))?;
        if !status.success() {
            // Its variables stand above what it printed; here they would push the end of that out of sight.
            bail!("`{}` failed with {status}", self.line());
        }
        Ok(())
    }

    /// The program and its arguments.
    fn line(&self) -> String {
        let words: Vec<_> = self.words.iter().map(|word| quoted(word)).collect();
        words.join(" ")
    }

    /// Runs the step and prints a closing line with its name and its time.
    pub(crate) fn run_as(&self, name: &str, folder: &Path) -> Result<()> {
        timed(name, || self.run(folder))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.variables {
            write!(formatter, "{name}={} ", quoted(value))?;
        }
        formatter.write_str(&self.line())
    }
}

/// Does something, then prints a closing line with its name and its time.
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let done = work()?;
    eprintln!("✓ {name} ({:.1} s)\n", start.elapsed().as_secs_f32());
    Ok(done)
}

/// What a program prints, or nothing if it is missing or fails.
pub(crate) fn output_of(program: &OsStr, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "-_=./:,@%+~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.into_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reads_as_one_would_type_it() {
        let step = Step::new("cargo doc --no-deps")
            .variable("RUSTDOCFLAGS", "-D warnings")
            .word("it's");
        let typed = r"RUSTDOCFLAGS='-D warnings' cargo doc --no-deps 'it'\''s'";
        assert_eq!(step.to_string(), typed);
    }

    #[test]
    fn a_failure_names_the_command() {
        let error = Step::new("false")
            .run(Path::new("."))
            .expect_err("false fails");
        assert!(error.to_string().starts_with("`false` failed"), "{error}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Step::new("no-such-program-here")
            .run(Path::new("."))
            .expect_err("missing");
        assert!(error.to_string().contains("`no-such-program-here`"));
    }
}
