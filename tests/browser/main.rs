//! The built page in three browsers, driven as a reader would drive it.
//!
//! `cargo xtask test` builds the page, provides browsers and drivers and names them in the environment. Every
//! case runs in every engine; what an engine's driver cannot do is said in the output, never passed over in silence.

mod cases;
mod driver;
mod engine;
#[path = "../bench/epub.rs"]
mod epub;
mod page;
#[path = "../../src/bin/xtask/server.rs"]
mod server;
mod site;

use engine::Engine;

#[test]
fn chromium() {
    run(Engine::Chromium);
}

#[test]
fn firefox() {
    run(Engine::Firefox);
}

#[test]
fn webkit() {
    run(Engine::WebKit);
}

/// Runs all cases in one engine and reports all failures together.
#[track_caller]
fn run(engine: Engine) {
    if !engine.is_asked_for() {
        println!("{engine}: skipped, because it is not among SIDELIGHT_ENGINES");
        return;
    }
    let failures = cases::failures(engine).unwrap_or_else(|error| vec![format!("{error:#}")]);
    // Once more in short at the end, which is what of a long output is read.
    let short: Vec<&str> = failures
        .iter()
        .filter_map(|failure| failure.lines().next())
        .collect();
    assert!(
        failures.is_empty(),
        "{engine}:\n{}\n\nIn short, in {engine}:\n{}",
        failures.join("\n"),
        short.join("\n")
    );
}
