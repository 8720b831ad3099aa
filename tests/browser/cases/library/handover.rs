//! Pages that other windows hand over, by the bookmark and without it.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::ways::{ASKED, MESSAGE, nothing_kept, visit};
use super::{KEPT, open, read, ready};
use crate::engine::Engine;
use crate::page::{ENTER, ESCAPE, Page, TAB, pause};
use crate::server::Site;
use crate::site::{serve_apart, serve_other};

const STRICT: &str = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'\">";
const FERRY: &str = "<title>Ferry late again</title><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Ferry late again</h1><p>The ferry to Kelmouth was 40 minutes late on Monday, the harbour master said, and <a href='map'>the map</a> shows why it will be late again.</p><p>It is a shameful record for the harbour, and nobody who waited in the rain will forget it soon, he added.</p></article>";
/// Greets in Sidelight's words when it is told to, and notes what it is told.
const GREETER: &str = "<title>Greeter</title><script>window.got = []; addEventListener('message', (event) => got.push(event.data)); window.greet = () => parent.postMessage({sidelight: 'ready', version: 1}, '*')</script>";

/// What the bookmark's box says on the page.
const BOX: &str = "document.documentElement.lastElementChild.shadowRoot?.textContent ?? ''";

/// A site of another origin with an article, also under a strict policy.
pub(super) fn other_site(page: &Page) -> Result<Site> {
    let strict = format!("<!doctype html><html lang=en>{STRICT}{FERRY}");
    let plain = format!("<!doctype html><html lang=en>{FERRY}");
    let pages = [
        ("strict.html", strict.as_str()),
        ("plain.html", &plain),
        ("greeter.html", GREETER),
    ];
    serve_other(page.engine.name(), &pages)
}

/// The bookmark's script, as a browser takes it from the page about the ways.
fn bookmark(page: &Page) -> Result<String> {
    page.visit("setup.html")?;
    page.until(
        "the bookmark has its address",
        "document.querySelector('#bookmarklet').href.startsWith('javascript:')",
    )?;
    let script = page.value("decodeURIComponent(document.querySelector('#bookmarklet').href.slice('javascript:'.length))")?;
    let script = script.as_str().context("it is no text")?;
    let library = format!("\"{}library.html?handover\"", page.address);
    ensure!(script.contains(&library), "it does not name {library}");
    Ok(script.to_owned())
}

/// The windows that are open.
fn windows(page: &Page) -> Result<Vec<Value>> {
    let handles = page.session.get("window/handles")?;
    Ok(handles.as_array().cloned().unwrap_or_default())
}

fn switch_to(page: &Page, window: &Value) -> Result<()> {
    page.session.post("window", &json!({ "handle": window }))?;
    Ok(())
}

/// Does something in the window that a script of this one opens, then closes it; `inside` is given this window's handle and the other's.
fn in_opened_window(
    page: &Page,
    script: &str,
    inside: impl FnOnce(&Value, &Value) -> Result<()>,
) -> Result<()> {
    let first = page.session.get("window")?;
    let before = windows(page)?;
    if page.engine == Engine::WebKit {
        // Its driver's scripts are not taken for the reader's doing, and open no window; a key is.
        page.run(&format!(
            "addEventListener('keydown', () => {{ {script} }}, {{once: true}})"
        ))?;
        page.press("x")?;
    } else {
        page.run(script)?;
    }
    let mut opened = None;
    for _ in 0..100 {
        opened = windows(page)?
            .into_iter()
            .find(|window| !before.contains(window));
        if opened.is_some() {
            break;
        }
        pause(50);
    }
    let opened = opened.context("no window was opened")?;
    let outcome = switch_to(page, &opened).and_then(|()| inside(&first, &opened));
    // Whatever came of it, the next case finds one window.
    let closed = switch_to(page, &opened).and_then(|()| page.session.delete("window").map(drop));
    switch_to(page, &first)?;
    outcome.and(closed)
}

pub(super) fn handed_over(page: &Page) -> Result<()> {
    open(page)?;
    let script = bookmark(page)?;
    let other = other_site(page)?;
    let site = other.url();
    visit(page, &format!("{site}strict.html"))?;
    in_opened_window(page, &script, |first, opened| {
        page.until("it asks", ASKED)?;
        let origin = site.trim_end_matches('/');
        page.expect(
            "what it names",
            "[document.querySelector('.ask-what bdi').textContent, document.querySelector('.ask-origin').textContent]",
            &json!(["Ferry late again", origin]),
        )?;
        page.expect(
            "where the keyboard is",
            "document.activeElement.id",
            &json!("ask-title"),
        )?;
        page.expect(
            "what is read before the answer, and what remains of the tie",
            "[document.querySelectorAll('.shelf-entry').length, Boolean(document.querySelector('#article')), opener, location.search]",
            &json!([0, false, null, ""]),
        )?;
        let found = page.violations("the question")?;
        ensure!(found.is_empty(), "{}", found.join("\n"));
        // From the question the keyboard goes to yes.
        page.press(TAB)?;
        page.expect(
            "where the keyboard goes",
            "document.activeElement.id",
            &json!("ask-yes"),
        )?;
        page.press(ENTER)?;
        read(page)?;
        page.expect(
            "the article",
            "[document.querySelector('#article h1').textContent, document.querySelectorAll('.part > p').length, document.querySelector('.out').href]",
            &json!(["Ferry late again", 2, format!("{site}map")]),
        )?;
        page.expect(
            "stances",
            "document.querySelectorAll('.sentence').length > 1",
            &json!(true),
        )?;
        page.until("it is kept", KEPT)?;
        switch_to(page, first)?;
        page.expect(
            "what the bookmark leaves on the page",
            "[document.documentElement.children.length, document.querySelectorAll('style, script').length]",
            &json!([2, 0]),
        )?;
        switch_to(page, opened)
    })
}

pub(super) fn declined(page: &Page) -> Result<()> {
    open(page)?;
    let script = bookmark(page)?;
    let other = other_site(page)?;
    visit(page, &format!("{}plain.html", other.url()))?;
    in_opened_window(page, &script, |_, _| {
        page.until("it asks", ASKED)?;
        page.click("#ask-no")?;
        page.until(
            "the question is gone",
            "!document.querySelector('#ask').open",
        )?;
        nothing_kept(page)
    })?;
    in_opened_window(page, &script, |_, _| {
        page.until("it asks", ASKED)?;
        page.press(ESCAPE)?;
        page.until(
            "the question is gone",
            "!document.querySelector('#ask').open",
        )?;
        nothing_kept(page)?;
        page.run("location.reload()")?;
        pause(300);
        ready(page)?;
        pause(500);
        page.expect(
            "what a reload asks",
            "[document.querySelector('#ask').open, document.querySelector('.bring-message').textContent]",
            &json!([false, ""]),
        )
    })
}

/// Has the article copied by the button in the bookmark's box, where a click of the reader is needed, and pastes it.
fn copy_and_paste(page: &Page) -> Result<()> {
    let says = page.value(BOX)?;
    if says
        .as_str()
        .is_some_and(|says| says.contains("Copy the article"))
    {
        page.press(ENTER)?;
    }
    page.until(
        "it has been copied",
        &format!("/has been copied/.test({BOX})"),
    )?;
    page.press(ESCAPE)?;
    page.expect("the box is gone", BOX, &json!(""))?;
    open(page)?;
    page.run("document.querySelector('#paste').focus()")?;
    page.keys(&[
        ("keyDown", "\u{e009}"),
        ("keyDown", "v"),
        ("keyUp", "v"),
        ("keyUp", "\u{e009}"),
    ])?;
    read(page)?;
    page.expect(
        "the article, with its link and without the menu",
        "[document.querySelector('#article h1').textContent, document.querySelectorAll('.part > p').length, document.querySelectorAll('.out').length]",
        &json!(["Ferry late again", 2, 1]),
    )
}

pub(super) fn no_window(page: &Page) -> Result<()> {
    let script = bookmark(page)?;
    let other = other_site(page)?;
    visit(page, &format!("{}strict.html", other.url()))?;
    page.run(&format!("window.open = () => null; {script}"))?;
    page.until(
        "it says so",
        &format!("/lets no window open/.test({BOX}) && /Open Sidelight/.test({BOX})"),
    )?;
    page.expect(
        "what the policy refused of the box",
        "getComputedStyle(document.documentElement.lastElementChild).position",
        &json!("fixed"),
    )?;
    copy_and_paste(page)
}

pub(super) fn too_large(page: &Page) -> Result<()> {
    let script = bookmark(page)?;
    let other = other_site(page)?;
    visit(page, &format!("{}plain.html", other.url()))?;
    page.run("document.body.append(document.createComment('x'.repeat(16 * 1024 * 1024)))")?;
    let before = windows(page)?.len();
    page.run(&script)?;
    page.until(
        "it says so",
        &format!("/is larger than Sidelight takes over/.test({BOX})"),
    )?;
    ensure!(windows(page)?.len() == before, "a window was opened");
    copy_and_paste(page)
}

const APART: &str = "<!doctype html><html lang=en><title>Ferry late again</title><article><h1>Ferry late again</h1><p>The ferry to Kelmouth was 40 minutes late on Monday, the harbour master said, and <a href='http://localhost/map'>the map</a> shows why it will be late again.</p><p>It is a shameful record for the harbour, and nobody who waited in the rain will forget it soon, he added.</p></article>";

pub(super) fn kept_apart(page: &Page) -> Result<()> {
    let script = bookmark(page)?;
    let port = serve_apart(APART)?;
    visit(page, &format!("http://localhost:{port}/"))?;
    let mut is_apart = true;
    in_opened_window(page, &script, |_, _| {
        page.until(
            "Sidelight has heard or not",
            &format!("({ASKED}) || ({MESSAGE})"),
        )?;
        is_apart = page.value(MESSAGE)? != json!("");
        if is_apart {
            page.until(
                "it says what to do",
                &format!("/keeps its windows apart.*paste it here/.test({MESSAGE})"),
            )?;
        }
        Ok(())
    })?;
    if !is_apart {
        page.skip("sites that keep their windows apart: this engine lets the new window know its opener here");
        return Ok(());
    }
    page.until(
        "the page says so",
        &format!("/could not be handed over/.test({BOX})"),
    )?;
    copy_and_paste(page)
}

/// Opens the library from a page of another site, which can then send it messages, and waits until it listens.
fn from_other_site(
    page: &Page,
    other: &Site,
    inside: impl FnOnce(&Value, &Value) -> Result<()>,
) -> Result<()> {
    visit(page, &format!("{}plain.html", other.url()))?;
    let script = format!(
        "window.greetings = [];
         addEventListener('message', (event) => greetings.push([event.origin, event.data]));
         window.article = (more) => ({{sidelight: 'article', version: 1, title: 'First', html: '<p>It was late on Monday, the first one said.</p>', address: location.href, ...more}});
         window.sidelight = window.open({});",
        json!(format!("{}library.html?handover", page.address))
    );
    in_opened_window(page, &script, |first, opened| {
        ready(page)?;
        switch_to(page, first)?;
        page.until("it greets", "greetings.length")?;
        page.expect(
            "its greeting",
            "greetings",
            &json!([[page.address.trim_end_matches('/'), {"sidelight": "ready", "version": 1}]]),
        )?;
        inside(first, opened)
    })
}

pub(super) fn heard(page: &Page) -> Result<()> {
    open(page)?;
    let other = other_site(page)?;
    from_other_site(page, &other, |first, opened| {
        // Whoever did not open it is not heard, nor is what is about something else.
        switch_to(page, opened)?;
        page.run("window.postMessage({sidelight: 'article', version: 1, title: 'Own', html: '<p>Own words.</p>', address: location.href}, '*')")?;
        switch_to(page, first)?;
        page.run("for (const message of [null, 'article', 7, [], {}, {sidelight: 'ready', version: 1}, {sidelight: {}, html: '<p>x</p>'}]) sidelight.postMessage(message, '*')")?;
        switch_to(page, opened)?;
        pause(600);
        page.expect(
            "what it asks or says",
            "[document.querySelector('#ask').open, document.querySelector('.bring-message').textContent]",
            &json!([false, ""]),
        )?;
        // An address of another site is not believed, and whoever speaks twice is heard once.
        switch_to(page, first)?;
        page.run("sidelight.postMessage(article({html: '<p>It was late, and <a href=\"map\">the map</a> shows it, the first one said.</p>', address: 'https://bank.example/login'}), '*'); sidelight.postMessage(article({title: 'Second'}), '*')")?;
        switch_to(page, opened)?;
        page.until("it asks", ASKED)?;
        switch_to(page, first)?;
        page.run("sidelight.postMessage(article({title: 'Third'}), '*')")?;
        switch_to(page, opened)?;
        pause(400);
        page.expect(
            "what it names",
            "[document.querySelector('.ask-what bdi').textContent, document.querySelector('.ask-origin').textContent, document.querySelectorAll('#ask').length]",
            &json!(["First", other.url().trim_end_matches('/'), 1]),
        )?;
        page.click("#ask-yes")?;
        read(page)?;
        page.expect(
            "its words, and what was believed of its address",
            "[/the first one said/.test(document.querySelector('.part').textContent), document.querySelectorAll('.out').length, document.body.textContent.includes('bank.example')]",
            &json!([true, 0, false]),
        )?;
        page.run("document.querySelector('#library-link').click()")?;
        page.until(
            "one article is listed",
            "document.querySelectorAll('.shelf-entry').length === 1",
        )
    })
}

pub(super) fn refused(page: &Page) -> Result<()> {
    open(page)?;
    let other = other_site(page)?;
    for (message, reason) in [
        ("article({version: 2})", "not of this Sidelight’s version"),
        ("article({html: {}})", "not of this Sidelight’s version"),
        ("article({html: ''})", "not of this Sidelight’s version"),
        (
            "article({html: 'x'.repeat(16 * 1024 * 1024 + 1)})",
            "larger than 16 million characters",
        ),
    ] {
        from_other_site(page, &other, |_, opened| {
            page.run(&format!(
                "sidelight.postMessage({message}, '*'); sidelight.postMessage(article(), '*')"
            ))?;
            switch_to(page, opened)?;
            page.until(reason, &format!("{MESSAGE}.includes('{reason}')"))?;
            page.expect(
                "what it asks",
                "document.querySelector('#ask').open",
                &json!(false),
            )?;
            nothing_kept(page)
        })?;
    }
    // Nothing is sent at all.
    from_other_site(page, &other, |_, opened| {
        switch_to(page, opened)?;
        pause(4000);
        page.until(
            "it says that nothing came",
            &format!("/sent none within 10 seconds.*paste it here/.test({MESSAGE})"),
        )?;
        page.expect("what remains of the tie", "opener", &Value::Null)
    })?;
    // Nobody opened it.
    page.visit("library.html?handover")?;
    ready(page)?;
    page.until(
        "it says so",
        &format!("/No page was handed over/.test({MESSAGE})"),
    )?;
    page.expect("the address", "location.search", &json!(""))
}

pub(super) fn answers_sidelight_alone(page: &Page) -> Result<()> {
    let script = bookmark(page)?;
    let other = other_site(page)?;
    let site = other.url();
    visit(page, &format!("{site}plain.html"))?;
    page.run("window.frame = document.body.appendChild(document.createElement('iframe')); frame.title = 'greeter'; frame.src = 'greeter.html'")?;
    page.until("the greeter is there", "frame.contentWindow.greet")?;
    // The window that the bookmark opened greets, but from another origin; then others greet.
    page.run(&format!(
        "window.open = () => frame.contentWindow; {script}"
    ))?;
    page.run("frame.contentWindow.greet(); postMessage({sidelight: 'ready', version: 1}, '*')")?;
    pause(500);
    page.expect("what they were told", "frame.contentWindow.got", &json!([]))
}

pub(super) fn hostile(page: &Page) -> Result<()> {
    open(page)?;
    let other = other_site(page)?;
    let evil = "<title>x</title><script>window.hacked = 1</script><img src='https://evil.example/a.png' onerror='window.hacked = 2'><style>@import 'https://evil.example/b.css'</style><iframe srcdoc='<script>parent.hacked = 3</script>'></iframe><link rel=stylesheet href='https://evil.example/c.css'><base href='https://evil.example/'><article><p onclick='window.hacked = 4'>The ferry was late on Monday, <a href='javascript:window.hacked = 5'>she</a> said, and <svg onload='window.hacked = 6'></svg> it will be late again tomorrow.</p><form action='https://evil.example/'><input autofocus onfocus='window.hacked = 7'></form></article>";
    from_other_site(page, &other, |first, opened| {
        switch_to(page, opened)?;
        page.run("window.faults = []; addEventListener('securitypolicyviolation', (event) => faults.push('policy ' + event.effectiveDirective + ' ' + event.blockedURI)); addEventListener('error', (event) => /^ResizeObserver loop/.test(event.message) || faults.push('error ' + event.message));")?;
        switch_to(page, first)?;
        let title = "<img src=x onerror='window.hacked = 8'>\u{202e}\n</h2><script>window.hacked = 9</script>";
        page.run(&format!(
            "sidelight.postMessage(article({{title: {}, html: {}}}), '*')",
            json!(title),
            json!(evil)
        ))?;
        switch_to(page, opened)?;
        page.until("it asks", ASKED)?;
        page.expect(
            "its title is words on one line",
            "[document.querySelector('.ask-what bdi').textContent, document.querySelectorAll('#ask :is(img, script)').length]",
            &json!(["<img src=x onerror='window.hacked = 8'> </h2><script>window.hacked = 9</script>", 0]),
        )?;
        page.click("#ask-yes")?;
        read(page)?;
        page.run("document.querySelectorAll('.part p').forEach((p) => p.click())")?;
        page.expect(
            "what was executed or refused by the policy",
            "[window.hacked ?? null, faults]",
            &json!([null, []]),
        )?;
        page.expect("requests to other hosts", "performance.getEntriesByType('resource').map((e) => e.name).filter((name) => new URL(name).origin !== location.origin)", &json!([]))?;
        page.expect("elements that no article can have", "document.querySelectorAll('#reading :is(script, style, iframe, img, object, embed, link, meta, base, form:not(.switches, .describe form), video, audio)').length", &json!(0))
    })
}
