//! All cases, and how they are run one after the other in one engine.

mod access;
mod addresses;
mod cards;
mod contract;
mod engine;
mod health;
mod hosts;
mod layers;
mod library;
mod margin;
mod narrow;
mod offline;
mod overview;
mod privacy;
mod settings;
mod without_scripts;

use std::env;
use std::time::Instant;

use anyhow::Result;

use crate::engine::Engine;
use crate::page::Page;
use crate::site::serve_page;

/// A case: what it shows, and how.
pub(crate) type Case = (&'static str, fn(&Page) -> Result<()>);

/// Runs every case and gives those that failed, each with what was seen.
pub(crate) fn failures(engine: Engine) -> Result<Vec<String>> {
    let site = serve_page(engine.name())?;
    let (_processes, session) = engine.open(true)?;
    let page = Page {
        engine,
        session,
        address: site.url(),
    };
    let mut failures = Vec::new();
    let groups: [&[Case]; 16] = [
        contract::CASES,
        layers::CASES,
        cards::CASES,
        addresses::CASES,
        settings::CASES,
        margin::CASES,
        overview::CASES,
        narrow::CASES,
        hosts::CASES,
        health::CASES,
        privacy::CASES,
        access::CASES,
        engine::CASES,
        library::CASES,
        library::WAYS,
        offline::CASES,
    ];
    // For work on one thing: SIDELIGHT_CASES names a part of the wanted cases' names.
    let wanted = env::var("SIDELIGHT_CASES").unwrap_or_default();
    let cases = groups.into_iter().flatten();
    for (name, case) in cases.filter(|(name, _)| name.contains(&wanted)) {
        let start = Instant::now();
        if let Err(error) = case(&page) {
            failures.push(format!("✗ {name}: {error:#}\n{}", page.state()));
        } else {
            let seconds = start.elapsed().as_secs_f32();
            println!("{engine}: ✓ {name} ({seconds:.1} s)");
        }
    }
    drop(page);
    if let Err(error) = without_scripts::check(engine, &site.url()) {
        failures.push(format!("✗ the page without scripts: {error:#}"));
    }
    Ok(failures)
}
