//! Workers that fault: the page starts them anew, and tells the reader only when that does not help.

use anyhow::Result;
use serde_json::json;

use super::pdf::ferry;
use super::{back, long, open, open_file, read, ready};
use crate::page::Page;

/// All that is marked: the words, and as what.
const MARKS: &str = "[...document.querySelectorAll('#article :is(.sentence, .mention, .loaded)')].map((mark) => [mark.className, mark.dataset.stance, mark.dataset.card, mark.textContent].join('|')).join('\\n')";
const WARNINGS: &str = "document.querySelector('.provenance')?.textContent ?? ''";

/// Opens the empty library on a page whose first workers fault, that many of them.
fn open_with(page: &Page, faults: usize) -> Result<()> {
    open(page)?;
    page.visit(&format!("library-faulty.html?faults={faults}"))?;
    ready(page)
}

/// A fault in the middle of a book leaves no trace: no mark is missing, and none is there twice.
pub(super) fn engine_once(page: &Page) -> Result<()> {
    open_with(page, 1)?;
    long::bring(page)?;
    read(page)?;
    page.expect("engines that were started", "workers.length", &json!(2))?;
    page.expect(
        "what is said of it",
        &format!("/stopped/.test({WARNINGS})"),
        &json!(false),
    )?;
    page.run(&format!("window.marks = {MARKS}"))?;
    page.expect(
        "that there are marks",
        "marks.length > 100000",
        &json!(true),
    )?;
    back(page)?;
    page.run("document.querySelector('.shelf-title').click()")?;
    read(page)?;
    page.expect("engines that were started", "workers.length", &json!(2))?;
    page.expect(
        "that an engine without a fault marks the same",
        &format!("marks === {MARKS}"),
        &json!(true),
    )
}

/// A second fault over the same article is told, what was marked stays, and the reader can try again.
pub(super) fn engine_twice(page: &Page) -> Result<()> {
    open_with(page, 2)?;
    long::bring(page)?;
    page.until(
        "it is told",
        &format!("/has stopped twice over this text. Your text is untouched/.test({WARNINGS})"),
    )?;
    page.expect("engines that were started", "workers.length", &json!(2))?;
    page.expect(
        "that what was marked stays",
        "document.querySelectorAll('.sentence').length > 0",
        &json!(true),
    )?;
    page.run("[...document.querySelectorAll('.going button')].at(-1).click()")?;
    read(page)?;
    page.expect("engines that were started", "workers.length", &json!(3))?;
    page.expect(
        "what is still said of it",
        &format!("/stopped/.test({WARNINGS})"),
        &json!(false),
    )?;
    long::is_marked_throughout(page)
}

/// A file over which the reader of PDF files does not come to an end is given up after a minute, and the next one is read.
pub(super) fn pdf_without_end(page: &Page) -> Result<()> {
    open(page)?;
    page.visit("library-faulty.html?hangs=1")?;
    ready(page)?;
    open_file(page, &ferry())?;
    page.until(
        "it is told",
        "/took longer than a minute, and was ended. It is untouched/.test(document.querySelector('.bring-message').textContent)",
    )?;
    page.expect("workers that were started", "workers.length", &json!(1))?;
    open_file(page, &ferry())?;
    read(page)
}

/// The reader of PDF files is given a file a second time.
pub(super) fn pdf(page: &Page) -> Result<()> {
    open_with(page, 1)?;
    open_file(page, &ferry())?;
    read(page)?;
    page.expect(
        "workers that were started",
        "workers.map((address) => address.split('/').pop())",
        &json!(["pdf_loader.js", "pdf_loader.js", "engine_loader.js"]),
    )?;
    open_with(page, 2)?;
    open_file(page, &ferry())?;
    page.until(
        "it is told",
        "/has stopped over it twice.*untouched/.test(document.querySelector('.bring-message').textContent)",
    )
}
