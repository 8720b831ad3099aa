//! Hostile pages in the library, and assistive technology.

use anyhow::{Result, ensure};
use serde_json::json;

use super::{back, drop_files, keep, open, read, saved};
use crate::page::{Page, pause};

/// The hostile cases that are short enough to be handed over by the driver, each as a file.
fn hostile_files() -> Result<Vec<(String, String)>> {
    let (_, text) = saved("hostile.txt")?;
    let cases = text
        .split("=== ")
        .skip(1)
        .filter_map(|case| case.split_once('\n'));
    let files: Vec<_> = cases
        .filter(|(_, html)| !html.contains("@repeat"))
        .map(|(name, html)| (format!("{name}.html"), html.to_owned()))
        .collect();
    ensure!(files.len() >= 200, "{} hostile cases", files.len());
    Ok(files)
}

pub(super) fn hostile(page: &Page) -> Result<()> {
    open(page)?;
    // That notes are placed in a later frame is no fault: WebKit alone tells of it as one.
    page.run("window.faults = []; console.error = (...words) => faults.push('console ' + words.join(' ')); for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => faults.push(name); addEventListener('securitypolicyviolation', (event) => faults.push('policy ' + event.effectiveDirective + ' ' + event.blockedURI)); addEventListener('error', (event) => /^ResizeObserver loop/.test(event.message) || faults.push('error ' + event.message));")?;
    let files = hostile_files()?;
    for batch in files.chunks(60) {
        drop_files(page, batch)?;
        // The files are read first, and only then it is told that they come.
        pause(700);
        page.until(
            "all of them are read",
            "!/Reading/.test(document.querySelector('.bring-message').textContent)",
        )?;
    }
    let count = page.value("document.querySelectorAll('.shelf-entry').length")?;
    ensure!(
        count.as_u64().is_some_and(|count| count >= 200),
        "only {count} gave an article"
    );
    page.run("window.titles = [...document.querySelectorAll('.shelf-title')].filter((_, at) => at % 6 === 0).map((a) => a.getAttribute('href'))")?;
    let opened = page.value("titles")?;
    for href in opened.as_array().into_iter().flatten() {
        page.run(&format!("[...document.querySelectorAll('.shelf-title')].find((a) => a.getAttribute('href') === {href}).click()"))?;
        read(page)?;
        back(page)?;
    }
    page.expect(
        "what was executed or refused by the policy",
        "[window.hacked ?? null, faults]",
        &json!([null, []]),
    )?;
    page.expect("requests to other hosts", "performance.getEntriesByType('resource').map((e) => e.name).filter((name) => new URL(name).origin !== location.origin)", &json!([]))?;
    page.expect("elements that no article can have", "document.querySelectorAll('#reading :is(script, style, iframe, img, object, embed, link, meta, base, form:not(.switches, .describe form), video, audio)').length", &json!(0))
}

pub(super) fn access(page: &Page) -> Result<()> {
    open(page)?;
    let clean = |state: &str| -> Result<()> {
        let found = page.violations(state)?;
        ensure!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    };
    clean("an empty library")?;
    drop_files(
        page,
        &[saved("encyclopedia.html")?, saved("opinion-column.html")?],
    )?;
    page.until(
        "both are listed",
        "document.querySelectorAll('.shelf-entry').length === 2",
    )?;
    page.run("document.querySelector('.shelf-title').click()")?;
    read(page)?;
    page.run("document.querySelectorAll('#beyond details, .describe').forEach((details) => (details.open = true))")?;
    clean("an article of one's own")?;
    page.run("document.querySelector('.mention').click()")?;
    page.until("a card is open", "!document.querySelector('#sheet').hidden")?;
    clean("a card of it")?;
    page.run("document.querySelector('.edit-button').click()")?;
    page.until(
        "its text can be edited",
        "document.querySelector('.edit textarea')",
    )?;
    clean("its text in a field")?;
    back(page)?;
    let paragraph = "it was late and ".repeat(1000);
    keep(
        page,
        &format!(
            "The ferry\n\nAt noon {paragraph}slow.\n\nAt night {paragraph}empty.\n\nOn Monday {paragraph}full."
        ),
    )?;
    page.run("document.querySelector('.edit-button').click()")?;
    page.until(
        "a long text can be edited",
        "document.querySelector('.edit summary')",
    )?;
    page.run("document.querySelector('.edit summary').click()")?;
    page.until("a part is open", "document.querySelector('.edit textarea')")?;
    clean("a long text in parts")?;
    back(page)?;
    page.run("document.documentElement.dataset.theme = 'dark'")?;
    pause(300);
    clean("a library with articles, dark")
}
