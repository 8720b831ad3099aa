//! `cargo xtask check`: formatting, lints, docs and house rules, quick enough before every commit.

use std::path::Path;

use anyhow::Result;

use crate::cargo_tools;
use crate::command::{Step, timed};

/// Every set of features that somebody builds, with the targets that exist in it. A set apart
/// shows what a larger one hides: an import that only another feature brings in.
///
/// What stands on Leptos exists in WebAssembly alone: for no other target is it built.
const LINTED: [&str; 13] = [
    "--lib",
    "--lib --features markdown",
    "--lib --features content",
    "--lib --features import",
    "--lib --features pdf",
    "--lib --features page",
    "--lib --features library",
    "--lib --bin xtask --features xtask",
    "--lib --bins --tests --features prerender",
    "--lib --bin app --bin library --features app --target wasm32-unknown-unknown",
    "--lib --bin engine --features engine --target wasm32-unknown-unknown",
    "--lib --bin pdf --features pdf_worker --target wasm32-unknown-unknown",
    "--lib --tests --features import,library,pdf --target wasm32-unknown-unknown",
];

/// The features with which native tests are built: those of all, so that the library is built once.
pub(crate) const NATIVE_FEATURES: &str = "cli,import,library,pdf,prerender,train,xtask";

/// `cargo xtask check`.
pub(crate) fn command(root: &Path) -> Result<()> {
    timed("check", || {
        cargo_tools::wasm_target()?;
        Step::new("cargo fmt --check").run_as("formatting", root)?;
        // The browser tests are no part of a plain `cargo test`, nor so of `--all-targets`.
        let native = ["--all-targets", "--test browser"]
            .map(|targets| format!("{targets} --features {NATIVE_FEATURES}"));
        for set in LINTED.into_iter().chain(native.iter().map(String::as_str)) {
            Step::new(&format!("cargo clippy --quiet {set} -- -D warnings"))
                .run_as(&format!("lints for {set}"), root)?;
        }
        for set in [
            &format!("--features {NATIVE_FEATURES}"),
            "--lib --bin app --bin library --features app --target wasm32-unknown-unknown",
            "--lib --bin engine --features engine --target wasm32-unknown-unknown",
            "--lib --bin pdf --features pdf_worker --target wasm32-unknown-unknown",
        ] {
            let flags = "--quiet --no-deps --document-private-items";
            Step::new(&format!("cargo doc {flags} {set}"))
                .variable("RUSTDOCFLAGS", "-D warnings")
                .run_as(&format!("docs for {set}"), root)?;
        }
        Step::new(&format!(
            "cargo test --quiet --test tidy --features {NATIVE_FEATURES}"
        ))
        .run_as("house rules", root)
    })
}
