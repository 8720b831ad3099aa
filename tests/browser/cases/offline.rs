//! The page without a network, and its newer versions.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::json;

use super::Case;
use crate::page::{Page, pause};
use crate::site::serve_copy;

pub(super) const CASES: &[Case] = &[
    (
        "after the first visit everything works without a network",
        cut_off,
    ),
    (
        "a newer version is told of, waits, and takes over when wanted",
        updated,
    ),
];

/// Whether all files are kept and the worker answers for this page.
const KEPT: &str = "navigator.serviceWorker?.controller && window.kept";

/// Opens a site for the first time and waits until it is kept.
pub(super) fn keep(page: &Page, address: &str) -> Result<()> {
    page.session.post("url", &json!({ "url": address }))?;
    page.until("the page is there", "document.querySelector('#sheet')")?;
    page.run("navigator.serviceWorker.ready.then(() => (window.kept = true))")?;
    page.until("all is kept", KEPT)
}

/// Whether this build of the engine has service workers.
pub(super) fn has_workers(page: &Page) -> Result<bool> {
    page.open("")?;
    Ok(page.value("'serviceWorker' in navigator")? == json!(true))
}

fn cut_off(page: &Page) -> Result<()> {
    if !has_workers(page)? {
        page.skip("service workers: this build of the engine has none");
        return Ok(());
    }
    let (site, _) = serve_copy("offline", page.engine.name())?;
    let address = site.url();
    keep(page, &address)?;
    // From here on nobody answers.
    drop(site);
    page.session
        .post("url", &json!({ "url": format!("{address}?layers=people") }))?;
    page.until(
        "the shipped article is there",
        "document.querySelector('#article h1') && document.querySelector('#sheet')",
    )?;
    page.session
        .post("url", &json!({ "url": format!("{address}library.html") }))?;
    page.until("the library is there", "document.querySelector('#paste')")?;
    page.run("const data = new DataTransfer();
        data.setData('text/plain', 'The ferry to Kelmouth was late on Monday, the harbour master said.');
        const event = new ClipboardEvent('paste', {bubbles: true, cancelable: true});
        Object.defineProperty(event, 'clipboardData', {value: data});
        document.querySelector('#paste').dispatchEvent(event);")?;
    page.until(
        "an article is brought and marked",
        "document.querySelector('.sentence') && document.querySelector('#beyond .guide')",
    )?;
    page.until("it is kept", "new URL(location).searchParams.get('read')")?;
    page.run("location.reload()")?;
    pause(300);
    page.until(
        "it is there again",
        "document.querySelector('.sentence') && document.querySelector('#beyond .guide')",
    )
}

fn updated(page: &Page) -> Result<()> {
    if !has_workers(page)? {
        page.skip("service workers: this build of the engine has none");
        return Ok(());
    }
    let (site, folder) = serve_copy("updated", page.engine.name())?;
    let address = site.url();
    keep(page, &address)?;
    let changed = |from: &str, to: &str| -> Result<()> {
        let path: PathBuf = folder.join("service-worker.js");
        let script = fs::read_to_string(&path).context("there is no service worker")?;
        fs::write(&path, script.replacen(from, to, 1)).context("it cannot be written")
    };
    // Half an update: one of its files is not there. It must change nothing.
    changed("VERSION = \"", "VERSION = \"half")?;
    changed("FILES = [", "FILES = [\"no-such-file\", ")?;
    page.run("navigator.serviceWorker.getRegistration().then((registration) => registration.update()).catch(() => {}).then(() => (window.updated = true))")?;
    page.until("the update was tried", "window.updated")?;
    pause(500);
    page.run("location.reload()")?;
    pause(300);
    page.until(
        "the page is there as before",
        "document.querySelector('#article h1') && document.querySelector('#sheet')",
    )?;
    pause(2000);
    page.expect(
        "word of an update",
        "document.querySelectorAll('.update').length",
        &json!(0),
    )?;
    // A whole one.
    changed("\"no-such-file\", ", "")?;
    changed("VERSION = \"half", "VERSION = \"whole")?;
    page.run("navigator.serviceWorker.getRegistration().then((registration) => registration.update()).catch(() => {})")?;
    page.until("it is told", "document.querySelector('.update button')")?;
    page.expect(
        "the versions that are kept",
        "document.querySelectorAll('.update').length",
        &json!(1),
    )?;
    page.run("document.querySelector('.update button').click()")?;
    page.run("caches.keys().then((names) => (window.names = names))")?;
    page.until("the newer one has taken over", "(caches.keys().then((names) => (window.names = names)), window.names?.length === 1 && window.names[0].startsWith('sidelight whole'))")
}
