//! Bringing articles by files and by links: several at once, books, what cannot be read.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::json;

use super::{drop_files, fixture, open, open_file, read, ready, saved};
use crate::epub::epub;
use crate::page::Page;

pub(super) fn files(page: &Page) -> Result<()> {
    open(page)?;
    drop_files(
        page,
        &[
            saved("regional-paper.html")?,
            ("notes.md".to_owned(), "# A note\n\nIt is cold.".to_owned()),
            ("plain.txt".to_owned(), "It was warm, she said.".to_owned()),
        ],
    )?;
    page.until(
        "all three are listed",
        "document.querySelectorAll('.shelf-entry').length === 3",
    )?;
    open_file(page, &fixture("german.html"))?;
    read(page)?;
    page.expect(
        "an opened file",
        "document.querySelector('#article').lang.slice(0, 2)",
        &json!("de"),
    )
}

pub(super) fn book(page: &Page) -> Result<()> {
    open(page)?;
    let path =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.epub", page.engine.name()));
    let chapters = ["1", "2", "3", "4", "5"].map(|number| {
        format!("<h1>Walk {number}</h1><p>Aigul Serikova went to Oslo on Monday, she said.</p>")
    });
    let about = "<dc:title>Five Walks</dc:title><dc:creator>A. Writer</dc:creator>";
    fs::write(&path, epub(about, &chapters)?)?;
    open_file(page, &path)?;
    read(page)?;
    page.expect(
        "its title",
        "document.querySelector('#article h1').textContent",
        &json!("Five Walks"),
    )?;
    page.expect("its contents", "[...document.querySelectorAll('.contents a')].map((a) => [a.textContent, document.querySelector(a.hash)?.querySelector('h2').textContent])", &json!(["1", "2", "3", "4", "5"].map(|number| [format!("Walk {number}"), format!("Walk {number}")])))?;
    page.expect("marks in every chapter", "[...document.querySelectorAll('.part')].filter((part) => part.querySelector('.sentence') && part.querySelector('.mention') && part.querySelector('.note')).length", &json!(5))
}

pub(super) fn refused(page: &Page) -> Result<()> {
    open(page)?;
    drop_files(page, &[("picture.png".to_owned(), "none".to_owned())])?;
    page.until("a reason", "/cannot be read here.*untouched/.test(document.querySelector('.bring-message').textContent)")?;
    drop_files(
        page,
        &[(
            "empty.html".to_owned(),
            "<title>Nothing</title><script>1</script>".to_owned(),
        )],
    )?;
    page.until("a reason", "/There is no text to read in “empty.html”/.test(document.querySelector('.bring-message').textContent)")?;
    page.expect(
        "what is kept",
        "document.querySelectorAll('.shelf-entry').length",
        &json!(0),
    )?;
    page.visit("library.html?read=no-such")?;
    ready(page)?;
    page.until(
        "a reason",
        "/not in your library/.test(document.querySelector('.bring-message').textContent)",
    )
}

pub(super) fn published(page: &Page) -> Result<()> {
    open(page)?;
    page.visit("library.html?article=ferry.json")?;
    read(page)?;
    page.expect(
        "what is told of it",
        "[document.querySelector('#article h1').textContent, document.querySelector('.standfirst time').dateTime]",
        &json!(["Late again", "2021-05-03"]),
    )?;
    page.until(
        "it is kept, and the link has done its work",
        "new URL(location).searchParams.get('read') && !new URL(location).searchParams.has('article')",
    )?;
    for (link, reason) in [
        ("no-such.json", "status 404"),
        ("library.css.json", "status 404"),
        ("https://example.org/a.txt", "on another host"),
    ] {
        page.visit(&format!("library.html?article={link}"))?;
        ready(page)?;
        page.until(
            reason,
            &format!("document.querySelector('.bring-message').textContent.includes('{reason}')"),
        )?;
    }
    Ok(())
}
