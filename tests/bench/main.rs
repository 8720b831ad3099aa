//! The figures of the README, measured on the built page: size, first paint, Lighthouse, switching, the engine, a long book.
//!
//! `cargo xtask bench` builds the page and sets the variables named in [`measure`]. One Markdown
//! table goes to standard output, all else to standard error. A target that is missed is reported
//! and is no failure; a figure that cannot be measured is one.

mod book;
mod browser;
mod compression;
mod engine;
mod epub;
mod host;
mod lighthouse;
mod markup;
mod paint;
mod report;
#[expect(
    dead_code,
    reason = "its tests' fixture is compiled, and without a harness no test is"
)]
#[path = "../../src/bin/xtask/server.rs"]
mod server;
mod statistics;
mod toggle;

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result};

use browser::Driver;
use report::Report;

fn main() -> Result<()> {
    // Cargo says so only to a bench: `cargo test --all-targets` starts this program, too.
    if !env::args().any(|argument| argument == "--bench") {
        eprintln!("Nothing is measured in a test run: use `cargo xtask bench`.");
        return Ok(());
    }
    let report = if env::args().any(|argument| argument == "book") {
        measure_book()?
    } else {
        measure()?
    };
    println!("{report}");
    Ok(())
}

/// Takes all measures, one after the other, so that none disturbs another.
fn measure() -> Result<Report> {
    let dist = path_from("SIDELIGHT_DIST")?;
    let chromedriver = path_from("SIDELIGHT_CHROMEDRIVER")?;
    let lighthouse = path_from("SIDELIGHT_LIGHTHOUSE")?;
    let compromise = path_from("SIDELIGHT_COMPROMISE")?;
    let chromium = browser::chromium()?;
    // Relative to the project's folder, in which Cargo starts a bench.
    let folder = Path::new("target").join("bench");
    let mut report = Report::default();
    report.tell("Measured in", &machine(&chromium));

    eprintln!(
        "Compressing a copy of {}, with and without scripts",
        dist.display()
    );
    let copies = host::Copies::make(&dist, &folder)?;
    copies.report_sizes(&mut report);
    let page = serve(&copies.page)?;
    let bare = serve(&copies.bare)?;

    let driver = Driver::start(&chromedriver, &chromium)?;
    paint::report(&driver, &page.url(), &bare.url(), &mut report)?;
    lighthouse::report(&lighthouse, &chromium, &page.url(), &folder, &mut report)?;
    toggle::report(&driver, &page.url(), &mut report)?;
    engine::report(&driver, &copies.page, &page.url(), &compromise, &mut report)?;
    book::report(&driver, &page.url(), &mut report)?;
    Ok(report)
}

/// Takes the measures of a long book alone, of which a machine needs less.
fn measure_book() -> Result<Report> {
    let dist = path_from("SIDELIGHT_DIST")?;
    let chromium = browser::chromium()?;
    let mut report = Report::default();
    report.tell("Measured in", &machine(&chromium));
    let page = serve(&dist)?;
    let driver = Driver::start(&path_from("SIDELIGHT_CHROMEDRIVER")?, &chromium)?;
    book::report(&driver, &page.url(), &mut report)?;
    Ok(report)
}

/// The browser, how many processors there are, and how busy they were before.
fn machine(chromium: &Path) -> String {
    let version = Command::new(chromium).arg("--version").output();
    let version = version.map_or_else(
        |_| "Chromium".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    );
    let version = version.split(" built").next().unwrap_or_default();
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    match load.split_whitespace().next() {
        Some(load) => format!("{version}, {processors} processors, load {load} at the start"),
        None => format!("{version}, {processors} processors"),
    }
}

fn path_from(variable: &str) -> Result<PathBuf> {
    let value = env::var_os(variable)
        .with_context(|| format!("{variable} is not set: run `cargo xtask bench`"))?;
    Ok(value.into())
}

fn serve(folder: &Path) -> Result<server::Site> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port is free")?;
    server::serve(folder, "/", listener)
}
