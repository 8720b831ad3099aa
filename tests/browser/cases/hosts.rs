//! Other hosts than ours, and pages that somebody else has edited; and paper.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Case;
use crate::engine::Engine;
use crate::page::{ESCAPE, Page, pause};
use crate::site::serve_under_sub_path;

pub(super) const CASES: &[Case] = &[
    ("the page works under a sub-path", sub_path),
    (
        "a page edited by an extension or a translator goes on working",
        edited,
    ),
    ("on paper, notes are numbered and name their sources", paper),
];

fn sub_path(page: &Page) -> Result<()> {
    let site = serve_under_sub_path()?;
    page.session.post("url", &json!({"url": site.url()}))?;
    page.wait_for_app()?;
    page.run("document.querySelector('#m6').click()")?;
    page.until("a card opens", "!document.querySelector('#sheet').hidden")?;
    page.press(ESCAPE)?;
    page.expect("what did not load", "performance.getEntriesByType('resource').filter((e) => e.responseStatus >= 400).map((e) => e.name)", &json!([]))?;
    page.run("document.querySelector('#card-csto .relations a').click()")?;
    page.until(
        "links stay on the page",
        "location.hash.startsWith('#card-') && location.pathname.endsWith('/sidelight/')",
    )
}

fn edited(page: &Page) -> Result<()> {
    page.open("")?;
    page.run(
        "window.faults = [];
         addEventListener('error', (event) => faults.push(event.message));
         addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
         const walker = document.createTreeWalker(document.querySelector('.reading'), NodeFilter.SHOW_TEXT), texts = [];
         while (walker.nextNode()) texts.push(walker.currentNode);
         // As page translators do: the text in two nested <font> elements, with other words.
         for (const text of texts) {
           const outer = document.createElement('font'), inner = document.createElement('font');
           inner.textContent = text.data.toUpperCase();
           outer.append(inner);
           text.replaceWith(outer);
         }
         document.querySelector('#p3').remove();
         document.querySelector('#note-m2').remove();
         document.querySelector('#band-s5').remove();
         document.querySelector('#layer-people').closest('label').remove();
         document.querySelector('#card-turkey').remove();
         document.querySelector('#p2').prepend(document.createElement('x-foreign'));
         document.body.prepend(Object.assign(document.createElement('div'), {textContent: 'inserted'}));",
    )?;
    for key in ["1", "2", "6", "0"] {
        page.press(key)?;
    }
    page.until(
        "layers switch",
        "document.documentElement.dataset.layers.split(' ').length === 8",
    )?;
    page.run("document.querySelector('#m6 font font').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, button: 0}))")?;
    page.until(
        "cards open from inside foreign elements",
        "!document.querySelector('#sheet').hidden",
    )?;
    page.press(ESCAPE)?;
    page.run("document.querySelector('#s1').click()")?;
    page.until(
        "explanations open",
        "document.querySelector('#sheet-body .reason')",
    )?;
    page.press(ESCAPE)?;
    // What is announced later, as that layers are shown, may take the message's place on a slow machine: all are kept.
    page.run(
        "window.said = [];
         new MutationObserver(() => window.said.push(document.querySelector('#status').textContent))
           .observe(document.querySelector('#status'), {childList: true, characterData: true, subtree: true});
         document.querySelector('a.mention[data-card=turkey]').click()",
    )?;
    page.until(
        "a card that is gone is said to be gone",
        "window.said.some(words => words.includes('no longer on this page'))",
    )?;
    page.until(
        "and no card opens",
        "document.querySelector('#sheet').hidden",
    )?;
    page.run("scrollTo({top: 900, behavior: 'instant'}); dispatchEvent(new Event('resize'))")?;
    pause(400);
    page.expect("faults", "window.faults", &json!([]))
}

fn paper(page: &Page) -> Result<()> {
    if page.engine == Engine::WebKit {
        page.skip("print: its driver cannot");
        return Ok(());
    }
    page.open("")?;
    let pdf = page.session.post("print", &json!({}))?;
    let pdf = STANDARD.decode(pdf.as_str().context("no PDF")?)?;
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("pdftotext cannot be started")?;
    reader.stdin.take().context("no input")?.write_all(&pdf)?;
    let output = reader.wait_with_output()?;
    let text = String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for part in [
        "A state across eastern Europe",
        "https://",
        "the post-Soviet space",
    ] {
        let start: String = text.chars().take(600).collect();
        ensure!(text.contains(part), "paper lacks “{part}”: {start}");
    }
    // Firefox draws the bold letters of a variable font as shapes, which no reader turns back into text.
    if page.engine == Engine::Chromium {
        let last = page.value("document.querySelectorAll('.note').length")?;
        for part in [
            "1. The West Name for",
            &format!("{last}. Russia in Global Affairs"),
        ] {
            ensure!(
                text.contains(part),
                "paper lacks the numbered note “{part}”"
            );
        }
    }
    for part in ["Someone’s claim 11", "Search the cards", "Back to the text"] {
        ensure!(!text.contains(part), "paper holds “{part}”");
    }
    Ok(())
}
