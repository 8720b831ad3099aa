//! How well an article is found on a web page, and read from a PDF file: saved pages against the text and facts that are expected of each.
//!
//! The pages are looked for in `$SIDELIGHT_DATA`, else in `../shared/data`, and are in no way part of the project. Every
//! third was never looked at while the extraction was written: those are held back, and told apart. Only their count of right
//! authors was, once: it chose between rules for bylines, so that it is no measure of those.
//!
//! What is expected was made by the Readability that browsers use, of which `dom_smoothie` is a port, so that it is near a full
//! score by birth; the figures tell how much of that is left in blocks, and not how often Readability is right. Advertisements
//! and comments that it keeps and captions that it drops count against an extraction that knows better. The table goes to
//! standard output, all else to standard error.

#[expect(dead_code, reason = "it serves other benches as well")]
#[path = "../browser.rs"]
mod browser;
mod facts;
mod finders;
mod pages;
mod printed;
#[path = "../report.rs"]
mod report;
mod speed;
mod words;

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use pages::Page;
use report::Report;

fn main() -> Result<()> {
    // Cargo says so only to a bench: `cargo test --all-targets` starts this program, too.
    if !env::args().any(|argument| argument == "--bench") {
        eprintln!("Nothing is measured in a test run: use `cargo xtask bench extraction`.");
        return Ok(());
    }
    let data: PathBuf = env::var_os("SIDELIGHT_DATA")
        .unwrap_or_else(|| "../shared/data".into())
        .into();
    let pages = pages::read(&data.join("html/pages"))?;
    let mut report = Report::default();
    for share in ["held back", "open"] {
        let pages: Vec<&Page> = pages.iter().filter(|page| page.share() == share).collect();
        finders::report(&pages, share, &mut report);
        facts::report(&pages, share, &mut report);
    }
    finders::worst(&pages, &mut report);
    speed::report(&pages, &mut report);
    printed::report(&pages, &mut report)?;
    println!("### Articles on web pages and in PDF files\n\n{report}\n");
    println!(
        "Pages held back were not looked at while the extraction was written. The expected articles are those of Readability, \
         which dom_smoothie carries over."
    );
    Ok(())
}
