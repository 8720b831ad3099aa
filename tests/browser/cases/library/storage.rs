//! Storage that does not answer, that the browser closes, or that a newer page has taken over.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::keeping::{listed, stored, two_articles, wait_for};
use super::{KEPT, NEWS, keep, open, own, paste, read, ready};
use crate::page::Page;

/// The page on which what storage is waited for passes fast.
const HASTY: &str = "library-hasty.html";
const NOTICE: &str = "document.querySelector('.shelf-notice').textContent";
const WARNINGS: &str = "document.querySelector('.provenance').textContent";

/// Runs a script over the database, which calls `done` with how that ends.
fn does(page: &Page, end: &str, script: &str) -> Result<()> {
    let outcome = wait_for(page, script)?;
    ensure!(outcome == json!(end), "{outcome}, not {end}");
    Ok(())
}

/// Has something else be at work in the library until `holds` is false.
fn hold(page: &Page) -> Result<()> {
    does(
        page,
        "held",
        "const request = indexedDB.open('sidelight');
         request.onsuccess = () => {
           window.holds = true;
           const work = request.result.transaction(['articles', 'shelf', 'cards'], 'readwrite');
           const go_on = () => { if (window.holds) work.objectStore('articles').get('none').onsuccess = go_on; };
           go_on();
           work.oncomplete = () => request.result.close();
           done('held');
         };",
    )
}

/// Brings an article that cannot be kept now; it can be read all the same.
fn bring_unkept(page: &Page) -> Result<()> {
    paste(page, "text/plain", NEWS)?;
    read(page)?;
    page.until(
        "it is told",
        &format!("/does not answer.*What was kept before is untouched/.test({WARNINGS})"),
    )?;
    page.expect(
        "stances",
        "document.querySelectorAll('.sentence').length",
        &json!(3),
    )?;
    page.expect("whether it is kept", KEPT, &Value::Null)?;
    // Another place of it is no other page, though its address is still that of the list.
    does(
        page,
        "stays",
        "addEventListener('hashchange', () => setTimeout(() => done(document.querySelectorAll('.sentence').length === 3 ? 'stays' : 'leaves'), 100), {once: true});
         location.hash = 'article';",
    )?;
    page.expect("whether it is kept", KEPT, &Value::Null)
}

/// What was brought meanwhile is kept as soon as storage answers, and nothing is said of it any more.
fn kept_at_last(page: &Page) -> Result<()> {
    page.until("it is kept", KEPT)?;
    page.until(
        "nothing is said of silence any more",
        "!/does not answer/.test(document.body.textContent)",
    )
}

/// Another page's wish for the database is in the way of this one's, and none of the two is told.
pub(super) fn silent(page: &Page) -> Result<()> {
    open(page)?;
    keep(page, NEWS)?;
    page.visit("frame.html")?;
    does(
        page,
        "held",
        "const request = indexedDB.open('sidelight');
         request.onsuccess = () => {
           window.held = request.result;
           const newer = indexedDB.open('sidelight', 9);
           newer.onupgradeneeded = () => newer.transaction.abort();
           newer.onblocked = () => done('held');
         };",
    )?;
    page.run(&format!("document.querySelector('iframe').src = '{HASTY}'"))?;
    page.until(
        "the library is in the frame",
        &format!(
            "document.querySelector('iframe').contentWindow.location.pathname.endsWith('{HASTY}')"
        ),
    )?;
    page.session.post("frame", &json!({"id": 0}))?;
    let outcome = ready(page)
        .and_then(|()| {
            page.until(
                "it is told",
                &format!("/does not answer.*What was kept before is untouched/.test({NOTICE})"),
            )
        })
        .and_then(|()| {
            page.expect(
                "whether the library is called empty",
                "/Nothing here yet/.test(document.body.textContent)",
                &json!(false),
            )
        })
        .and_then(|()| bring_unkept(page))
        .and_then(|()| page.run("parent.held.close()").map(drop))
        .and_then(|()| kept_at_last(page));
    // Whatever came of it, the next case is no frame.
    page.session.post("frame", &json!({ "id": null }))?;
    outcome?;
    page.visit(HASTY)?;
    ready(page)?;
    listed(page, 2)
}

/// Another window is at work in the library without end; what the reader does meanwhile is done when it ends.
pub(super) fn held(page: &Page) -> Result<()> {
    open(page)?;
    two_articles(page)?;
    page.visit(HASTY)?;
    ready(page)?;
    listed(page, 2)?;
    hold(page)?;
    page.run("const tags = document.querySelector('.shelf-actions input'); tags.value = 'fruit'; tags.dispatchEvent(new Event('change', {bubbles: true})); [...document.querySelectorAll('.shelf-actions button')].at(-1).click()")?;
    page.until(
        "it is told",
        &format!("/does not answer.*What was kept before is untouched/.test({NOTICE})"),
    )?;
    listed(page, 2)?;
    bring_unkept(page)?;
    page.run("window.holds = false")?;
    kept_at_last(page)?;
    page.visit("library.html")?;
    ready(page)?;
    listed(page, 2)?;
    page.expect(
        "tags",
        "[...document.querySelectorAll('.shelf-actions input')].map((field) => field.value).sort()",
        &json!(["", "fruit"]),
    )
}

/// Cards are written while storage is silent: what is typed after saving, and the form of another card, stay as they are.
pub(super) fn written(page: &Page) -> Result<()> {
    open(page)?;
    page.visit(HASTY)?;
    ready(page)?;
    listed(page, 0)?;
    keep(
        page,
        "The bridge is open\n\nAigul Serikova opened the bridge on Monday. “It is finished,” Serikova said in Kelmouth. Nadia Okafor, who had built it, said nothing.",
    )?;
    let save = |summary: &str| {
        own::fill(page, "Who or what", summary)?;
        page.run("document.querySelector('.card-form form').requestSubmit()")
            .map(drop)
    };
    let told = || {
        page.until(
            "it is told",
            "/does not answer/.test(document.querySelector('.form-fault').textContent)",
        )
    };
    let shown = |card: &str, summary: &str| {
        page.until(
            summary,
            &format!("document.querySelector('#card-{card}')?.textContent.includes('{summary}')"),
        )?;
        read(page)
    };
    let form = |summary: &str, said: &str| {
        page.expect(
            "the form",
            &format!("[document.querySelector('#card-form').open, document.querySelector('.card-form textarea')?.value, /{said}/.test(document.querySelector('.form-fault')?.textContent), [...document.querySelectorAll('.provenance .warning')].map((warning) => warning.textContent)]"),
            &json!([true, summary, true, []]),
        )
    };
    hold(page)?;
    own::begin_card(page, "own-aigul-serikova")?;
    save("Mayor of Kelmouth.")?;
    told()?;
    save("Mayor of Kelmouth since May.")?;
    page.run("window.holds = false")?;
    shown("own-aigul-serikova", "Mayor of Kelmouth.")?;
    form(
        "Mayor of Kelmouth since May.",
        "Save it again to keep what you have written since",
    )?;
    save("Mayor of Kelmouth since May.")?;
    shown("own-aigul-serikova", "Mayor of Kelmouth since May.")?;
    let cards = stored(page, "cards")?;
    ensure!(
        cards.as_array().map(Vec::len) == Some(1),
        "these cards are kept: {cards}"
    );
    // Another form is begun before the first card is kept.
    hold(page)?;
    own::begin_card(page, "own-nadia-okafor")?;
    save("She built a bridge.")?;
    told()?;
    page.click(".form-actions button[type=button]")?;
    own::begin_card(page, "own-aigul-serikova")?;
    own::fill(page, "Who or what", "Mayor until June.")?;
    page.run("window.holds = false")?;
    shown("own-nadia-okafor", "She built a bridge.")?;
    form("Mayor until June.", "^$")?;
    save("Mayor until June.")?;
    shown("own-aigul-serikova", "Mayor until June.")?;
    page.run("document.querySelector('#card-own-nadia-okafor .across a').click()")?;
    page.until(
        "she is seen across the library",
        "document.querySelectorAll('.seen-articles h2').length === 1",
    )?;
    hold(page)?;
    page.click("#seen button")?;
    page.until("the form is open", own::FORM)?;
    save("An engineer.")?;
    page.until(
        "it is told there",
        "/does not answer/.test(document.querySelector('#seen .shelf-notice').textContent)",
    )?;
    page.run("window.holds = false")?;
    page.until("it is hers", "/An engineer\\..*Written by you/.test(document.querySelector('.seen-summary')?.textContent) && !/does not answer/.test(document.body.textContent)")
}

/// The connection is closed by the browser, and by the reader who has everything cleared.
pub(super) fn closed(page: &Page) -> Result<()> {
    open(page)?;
    page.visit(HASTY)?;
    ready(page)?;
    listed(page, 0)?;
    page.run("connections.forEach((connection) => connection.close())")?;
    keep(page, NEWS)?;
    does(
        page,
        "cleared",
        "const request = indexedDB.deleteDatabase('sidelight');
         request.onsuccess = () => done('cleared');
         request.onblocked = () => done('blocked');",
    )?;
    page.run("document.querySelector('#library-link').click()")?;
    listed(page, 0)?;
    keep(page, NEWS)?;
    page.visit("library.html")?;
    ready(page)?;
    listed(page, 1)
}

/// A newer version of the page has changed the form of the library.
pub(super) fn newer(page: &Page) -> Result<()> {
    open(page)?;
    keep(page, NEWS)?;
    page.visit("library.html")?;
    ready(page)?;
    listed(page, 1)?;
    let before = stored(page, "articles")?;
    does(
        page,
        "newer",
        "const request = indexedDB.open('sidelight', 9);
         request.onsuccess = () => { request.result.close(); done('newer'); };
         request.onblocked = () => done('blocked');",
    )?;
    paste(page, "text/plain", NEWS)?;
    read(page)?;
    page.until(
        "it is told",
        &format!(
            "/newer version of this page.*Nothing is lost.*Load this page anew/.test({WARNINGS})"
        ),
    )?;
    page.visit("library.html")?;
    ready(page)?;
    page.until(
        "it is told",
        &format!("/newer version of this page.*Nothing is lost/.test({NOTICE})"),
    )?;
    ensure!(
        stored(page, "articles")? == before,
        "the library has changed"
    );
    Ok(())
}
