//! The browsers that the tests drive: found, installed where apt can, skipped by name elsewhere.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::tool::{Toolbox, in_ci, on_path};
use crate::{apt, cargo_tools};

/// A browser engine that is ready to be driven.
#[derive(Debug)]
pub(crate) struct Engine {
    /// Its name in `SIDELIGHT_ENGINES`.
    pub(crate) name: &'static str,
    /// The variable that tells the tests where its driver is.
    pub(crate) variable: &'static str,
    /// Its `WebDriver` program.
    pub(crate) driver: PathBuf,
}

/// What an engine consists of.
struct Kind {
    name: &'static str,
    title: &'static str,
    variable: &'static str,
    driver: &'static str,
    /// The programs it needs besides those that come from Cargo; of each set, any one is enough.
    programs: &'static [&'static [&'static str]],
    packages: &'static [&'static str],
    duration: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind {
        name: "chromium",
        title: "Chromium with its driver",
        variable: "SIDELIGHT_CHROMEDRIVER",
        driver: "chromedriver",
        programs: &[
            &[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ],
            &["chromedriver"],
        ],
        packages: &["chromium", "chromium-driver"],
        duration: "about 1 minute",
    },
    Kind {
        name: "firefox",
        title: "Firefox",
        variable: "SIDELIGHT_GECKODRIVER",
        driver: "geckodriver",
        programs: &[&["firefox-esr", "firefox"]],
        packages: &["firefox-esr"],
        duration: "about 1 minute",
    },
    Kind {
        name: "webkit",
        title: "WebKitGTK with its driver, and Xvfb to run it in",
        variable: "SIDELIGHT_WEBKITDRIVER",
        driver: "WebKitWebDriver",
        programs: &[&["WebKitWebDriver"], &["Xvfb"]],
        packages: &["webkit2gtk-driver", "xvfb"],
        duration: "about 2 minutes",
    },
];

/// Makes sure of every engine that this system can have, and of pdftotext for the print tests.
pub(crate) fn ensure(toolbox: &mut Toolbox) -> Result<Vec<Engine>> {
    let mut engines = Vec::new();
    for kind in &KINDS {
        let needed = "the browser tests drive the built page in it";
        if ready(
            kind.title,
            needed,
            kind.duration,
            kind.programs,
            kind.packages,
        )? {
            if kind.name == "firefox" {
                cargo_tools::geckodriver(toolbox)?;
            }
            let driver = toolbox
                .find(kind.driver)
                .with_context(|| format!("{} was installed but is not on PATH", kind.driver))?;
            engines.push(Engine {
                name: kind.name,
                variable: kind.variable,
                driver,
            });
        }
    }
    ready(
        "pdftotext",
        "the print tests read the printed pages with it",
        "about 10 seconds",
        &[&["pdftotext"]],
        &["poppler-utils"],
    )?;
    if engines.is_empty() {
        bail!("no browser engine is here: install Chromium and chromedriver, or Firefox");
    }
    Ok(engines)
}

/// Whether all programs are here, after an installation if need be. Only a system without apt may
/// go on without them, and CI never does.
fn ready(
    title: &str,
    needed: &str,
    duration: &str,
    programs: &[&[&str]],
    packages: &[&str],
) -> Result<bool> {
    if missing(programs).is_empty() {
        return Ok(true);
    }
    if apt::is_here() {
        apt::install(title, needed, duration, packages)?;
    }
    let missing = missing(programs).join(", ");
    if missing.is_empty() {
        return Ok(true);
    }
    if apt::is_here() || in_ci() {
        bail!(
            "{title}: {missing} not on PATH; {needed}. Install what Debian calls {}",
            packages.join(" ")
        );
    }
    eprintln!(
        "Skipping {title}: {missing} not on PATH, and this system has no apt. To include it, \
         install what Debian calls {}.",
        packages.join(" ")
    );
    Ok(false)
}

/// The programs that are not on PATH, each set by its first name.
fn missing<'a>(programs: &[&[&'a str]]) -> Vec<&'a str> {
    programs
        .iter()
        .filter(|any_of| !any_of.iter().any(|name| on_path(name).is_some()))
        .filter_map(|any_of| any_of.first().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_program_of_a_set_is_enough() {
        let programs: &[&[&str]] = &[&["no-such-browser", "sh"], &["no-such-driver"]];
        assert_eq!(missing(programs), ["no-such-driver"]);
    }
}
