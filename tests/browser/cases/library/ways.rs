//! What comes into the library by itself: pages that other windows hand over, what other apps share, files that the system opens.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::handover::{self, other_site};
use super::{open, read, ready};
use crate::cases::{Case, offline};
use crate::driver::reference;
use crate::engine::Engine;
use crate::page::{Page, pause};
use crate::site::serve_copy;

pub(crate) const CASES: &[Case] = &[
    (
        "the bookmark hands a page over, which is read if the reader agrees",
        handover::handed_over,
    ),
    (
        "a page is not read if the reader does not agree",
        handover::declined,
    ),
    (
        "where no window can be opened the article is copied",
        handover::no_window,
    ),
    (
        "of a page that is too large the article is copied",
        handover::too_large,
    ),
    (
        "where windows are kept apart the article can be copied",
        handover::kept_apart,
    ),
    (
        "only the opener is heard, once, in the right form",
        handover::heard,
    ),
    (
        "what cannot be taken over is said, and that nothing came",
        handover::refused,
    ),
    (
        "the bookmark answers Sidelight alone",
        handover::answers_sidelight_alone,
    ),
    (
        "a hostile page that is handed over executes and requests nothing",
        handover::hostile,
    ),
    ("what is shared arrives, once", shared),
    ("files that the system opens are read", launched),
    (
        "axe finds nothing on the page about the ways, and it fits",
        access,
    ),
];

/// Whether the question is open.
pub(super) const ASKED: &str =
    "document.querySelector('#ask')?.open && document.querySelector('#ask-words').textContent";
pub(super) const MESSAGE: &str = "document.querySelector('.bring-message').textContent";

pub(super) fn visit(page: &Page, address: &str) -> Result<()> {
    page.session.post("url", &json!({ "url": address }))?;
    Ok(())
}

pub(super) fn nothing_kept(page: &Page) -> Result<()> {
    pause(500);
    page.expect(
        "what is kept and shown",
        "[document.querySelectorAll('.shelf-entry').length, Boolean(document.querySelector('#article'))]",
        &json!([0, false]),
    )
}

/// Shares something with the page at an address: by the same request as an app does, but from another site, since no other may be asked
/// from the page itself.
fn share(page: &Page, address: &str, fields: &str) -> Result<()> {
    let other = other_site(page)?;
    visit(page, &format!("{}plain.html", other.url()))?;
    page.run(&format!(
        "const form = document.body.appendChild(document.createElement('form'));
         Object.assign(form, {{action: {}, method: 'post', enctype: 'multipart/form-data'}});
         const files = new DataTransfer();
         for (const [name, value, file] of {fields}) {{
           if (file) files.items.add(new File([value], file));
           else Object.assign(form.appendChild(document.createElement('input')), {{name, value}});
         }}
         const field = form.appendChild(document.createElement('input'));
         Object.assign(field, {{type: 'file', name: 'files', multiple: true}});
         field.files = files.files;
         setTimeout(() => form.submit());",
        json!(format!("{address}share"))
    ))?;
    page.until(
        "the share leads to the library",
        "location.pathname === '/library.html' && document.querySelector('#paste')",
    )
}

/// How many shares are kept that nobody has taken out.
fn kept_shares(page: &Page) -> Result<Value> {
    page.session.post("execute/async", &json!({"args": [], "script": "const done = arguments[0];
        caches.open('sidelight.shared').then((cache) => cache.keys()).then((keys) => done(keys.length))"}))
}

fn shared(page: &Page) -> Result<()> {
    if !offline::has_workers(page)? {
        page.skip("service workers: this build of the engine has none");
        return Ok(());
    }
    let (site, _) = serve_copy("shared", page.engine.name())?;
    let address = site.url();
    offline::keep(page, &address)?;
    let text = "[['title', 'Ferry late'], ['text', 'The ferry to Kelmouth was late on Monday, the harbour master said.'], ['url', '']]";
    share(page, &address, text)?;
    page.until("in a tab it asks", ASKED)?;
    page.expect(
        "what is read before the answer, and the address",
        "[document.querySelectorAll('.shelf-entry').length, location.search]",
        &json!([0, ""]),
    )?;
    page.click("#ask-yes")?;
    read(page)?;
    page.expect(
        "the text below its title",
        "[document.querySelector('#article h1').textContent, document.querySelectorAll('.part > p').length]",
        &json!(["Ferry late", 1]),
    )?;
    let files = "[['title', ''], ['files', '# A walk\\n\\nIt was cold on the hill, she said.', 'walk.md'], ['files', 'It was warm in the valley, he said.', 'valley.txt']]";
    share(page, &address, files)?;
    page.until(
        "it names the files",
        &format!("/walk\\.md, valley\\.txt/.test({ASKED})"),
    )?;
    page.click("#ask-yes")?;
    page.until(
        "both are listed",
        "document.querySelectorAll('.shelf-entry').length === 3",
    )?;
    share(
        page,
        &address,
        "[['title', 'Ferry'], ['text', 'Ferry https://news.example/ferry?a=1']]",
    )?;
    page.until("a link alone is told of", ASKED)?;
    page.expect(
        "the link, and what can be answered",
        "[...document.querySelectorAll('#ask :is(.ask-what a, button)')].map((element) => element.href ?? element.textContent)",
        &json!(["https://news.example/ferry?a=1", "Close"]),
    )?;
    let found = page.violations("a link alone")?;
    ensure!(found.is_empty(), "{}", found.join("\n"));
    page.click("#ask-no")?;
    page.expect("requests to other hosts", "performance.getEntriesByType('resource').map((e) => e.name).filter((name) => new URL(name).origin !== location.origin)", &json!([]))?;
    share(page, &address, "[['title', '']]")?;
    page.until(
        "nothing is told of",
        &format!("/nothing to read in what you shared/.test({MESSAGE})"),
    )?;
    let kept = kept_shares(page)?;
    ensure!(kept == json!(0), "{kept} shares are still kept");
    visit(page, &format!("{address}library.html?shared=1-none"))?;
    ready(page)?;
    page.until(
        "what is not there is told of",
        &format!("/was opened already/.test({MESSAGE})"),
    )?;
    if page.engine != Engine::Chromium {
        page.skip("what is shared with the installed app, and its manifest: only Chromium's driver tells of them");
        return Ok(());
    }
    let standalone = "const real = matchMedia; window.matchMedia = (query) => /display-mode: standalone/.test(query) ? Object.defineProperty(real(query), 'matches', { value: true }) : real(query)";
    let added = page.session.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": standalone }),
    )?;
    let outcome = share(page, &address, text).and_then(|()| read(page));
    // Whatever came of it, the next case finds the browser as it was.
    page.session
        .devtools("Page.removeScriptToEvaluateOnNewDocument", &added)?;
    outcome.context("in the app it is read at once")?;
    let manifest = page.session.devtools("Page.getAppManifest", &json!({}))?;
    ensure!(
        manifest["errors"] == json!([]),
        "the manifest: {}",
        manifest["errors"]
    );
    Ok(())
}

fn launched(page: &Page) -> Result<()> {
    open(page)?;
    page.visit("library-launched.html")?;
    ready(page)?;
    page.until("the page takes files", "window.launch")?;
    nothing_kept(page)?;
    page.run("launch({name: 'walk.md', getFile: async () => new File(['# A walk\\n\\nIt was cold on the hill, she said.'], 'walk.md')})")?;
    read(page)?;
    page.expect(
        "its title",
        "document.querySelector('#article h1').textContent",
        &json!("A walk"),
    )?;
    page.run("launch({name: 'one.txt', getFile: async () => new File(['It was warm in the valley, he said.'], 'one.txt')}, {name: 'gone.txt', getFile: async () => { throw new Error('gone') }})")?;
    page.until(
        "what cannot be opened is told",
        &format!("/“gone.txt” could not be opened/.test({MESSAGE})"),
    )?;
    page.run("document.querySelector('#library-link').click()")?;
    page.until(
        "the others are kept",
        "document.querySelectorAll('.shelf-entry').length === 2",
    )
}

fn access(page: &Page) -> Result<()> {
    page.size(1440, 1000)?;
    page.visit("setup.html")?;
    page.until(
        "its script has run",
        "document.documentElement.dataset.ready === ''",
    )?;
    let clean = |state: &str| -> Result<()> {
        let found = page.violations(state)?;
        ensure!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    };
    clean("the ways")?;
    page.run("document.documentElement.dataset.theme = 'dark'")?;
    clean("the ways, dark")?;
    page.run("document.querySelector('#bookmarklet').click()")?;
    page.expect(
        "a click on the bookmark explains it",
        "[/drag it to your bookmarks bar/.test(document.querySelector('#bookmarklet-word').textContent), location.pathname]",
        &json!([true, "/setup.html"]),
    )?;
    page.click("#bookmarklet-copy")?;
    page.until("its address can be copied", "/paste it as the address of a bookmark/.test(document.querySelector('#bookmarklet-word').textContent)")?;
    page.expect("requests to other hosts", "performance.getEntriesByType('resource').map((e) => e.name).filter((name) => new URL(name).origin !== location.origin)", &json!([]))?;
    narrow(page)
}

/// At 320 pixels, in a frame, since browsers have a least width for their windows.
fn narrow(page: &Page) -> Result<()> {
    page.visit("frame.html")?;
    page.run("document.querySelector('iframe').src = 'setup.html'")?;
    let frame = page.session.element("iframe")?;
    page.session
        .post("frame", &json!({"id": reference(&frame)}))?;
    let outcome = page
        .until("the page is there", "document.documentElement.dataset.ready === ''")
        .and_then(|()| {
            page.expect(
                "the width, and no scrolling sideways",
                "[innerWidth, document.documentElement.scrollWidth <= document.documentElement.clientWidth]",
                &json!([320, true]),
            )
        });
    page.session.post("frame", &json!({"id": Value::Null}))?;
    outcome
}
