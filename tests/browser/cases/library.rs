//! The reader's own articles: brought in every way, kept, found again, changed, and never let do anything.

mod faults;
mod files;
mod handover;
mod keeping;
mod long;
mod own;
mod pdf;
mod safety;
mod storage;
mod ways;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::Case;
use crate::page::{Page, pause};

pub(super) use ways::CASES as WAYS;

pub(super) const CASES: &[Case] = &[
    ("pasted text becomes a marked article, and stays", pasted),
    (
        "a pasted piece of a page keeps its blocks and links",
        pasted_page,
    ),
    (
        "files are dropped and opened, several at once",
        files::files,
    ),
    ("a book opens with its chapters", files::book),
    (
        "a long book is marked in reading order, with a stop",
        long::marked,
    ),
    (
        "a far chapter of a long book has its marks and notes",
        long::far,
    ),
    (
        "a reader goes on in a long book where they stopped",
        long::place,
    ),
    (
        "what a long book does not show opens on demand",
        long::on_demand,
    ),
    (
        "a fault of the engine in the middle of a book leaves no trace",
        faults::engine_once,
    ),
    (
        "an engine that faults twice over an article is told",
        faults::engine_twice,
    ),
    (
        "a fault of the program that reads PDF files is got over",
        faults::pdf,
    ),
    (
        "a PDF that is read without end is given up",
        faults::pdf_without_end,
    ),
    (
        "a PDF is read by a program that is fetched for it",
        pdf::marked,
    ),
    ("a PDF without text says why", pdf::refused),
    ("hostile PDF files do nothing", pdf::hostile),
    (
        "what cannot be read is refused with a reason",
        files::refused,
    ),
    (
        "the list is searched, sorted, tagged; what is deleted comes back",
        list,
    ),
    ("what was cut can be put back", restored),
    ("the article's date decides what held then", dated),
    ("a name that could be several things can be chosen", chosen),
    ("marks can be hidden by how sure the program is", threshold),
    ("a text in another language gets no stances", foreign),
    ("without storage articles can still be read", denied),
    (
        "an article that the host publishes opens by a link",
        files::published,
    ),
    ("two windows show the same list", two_windows),
    (
        "a card of the reader's own is shown wherever it belongs",
        own::card,
    ),
    (
        "what a reader asks for while marks are made anew is done",
        own::asked_while_marked,
    ),
    (
        "an entity is seen across all articles, by date",
        own::across,
    ),
    (
        "a text is edited, and what hangs on it moves along",
        own::edited,
    ),
    ("a long text is edited in parts", own::edited_long),
    (
        "an article edited in two windows keeps both forms",
        own::edited_twice,
    ),
    (
        "an article edited while the device is full stays one",
        own::edited_when_full,
    ),
    (
        "what a full device could not keep is not replaced by another window",
        own::edited_when_full_and_elsewhere,
    ),
    (
        "everything is exported and imported again",
        keeping::exported,
    ),
    ("a library of an older version is read", keeping::migrated),
    ("a full device loses nothing", keeping::full),
    (
        "a crash in the middle of writing loses nothing",
        keeping::crashed,
    ),
    (
        "a page that is left in the middle of writing holds no other up",
        keeping::left,
    ),
    ("damaged records are left alone, and said", keeping::damaged),
    (
        "storage that does not answer is told, and awaited",
        storage::silent,
    ),
    (
        "a library that another window holds is told, and awaited",
        storage::held,
    ),
    (
        "a card is written while storage does not answer",
        storage::written,
    ),
    (
        "a connection that is closed is opened again",
        storage::closed,
    ),
    ("a library of a newer version is left alone", storage::newer),
    ("hostile pages execute and request nothing", safety::hostile),
    ("axe finds nothing in the library", safety::access),
];

/// Opens the library with nothing in it.
fn open(page: &Page) -> Result<()> {
    page.size(1440, 1000)?;
    page.visit("icon.svg")?;
    page.session.post(
        "execute/async",
        &json!({"args": [], "script": "
        const done = arguments[0];
        try { localStorage.clear() } catch {}
        const request = indexedDB.deleteDatabase('sidelight');
        request.onsuccess = request.onerror = request.onblocked = () => done();"}),
    )?;
    page.visit("library.html")?;
    ready(page)
}

fn ready(page: &Page) -> Result<()> {
    page.until(
        "the library is open",
        "document.querySelector('#paste') && document.querySelector('#sheet')",
    )
}

/// Waits until an article is open and all of it is marked.
fn read(page: &Page) -> Result<()> {
    page.until(
        "an article is open and marked",
        "document.querySelector('#article') && document.querySelector('#beyond .guide')",
    )
}

/// The name of the open article in the library, once it is kept.
const KEPT: &str = "new URL(location).searchParams.get('read')";

/// Pastes an article and waits until it is kept.
fn keep(page: &Page, text: &str) -> Result<()> {
    paste(page, "text/plain", text)?;
    read(page)?;
    page.until("it is kept", KEPT)
}

fn back(page: &Page) -> Result<()> {
    page.run("document.querySelector('#library-link').click()")?;
    page.until(
        "the list is shown",
        "!document.querySelector('#shelf').hidden && !document.querySelector('#article')",
    )
}

/// Pastes into the field, as a browser tells it.
fn paste(page: &Page, format: &str, text: &str) -> Result<()> {
    page.run(&format!(
        "const data = new DataTransfer();
         data.setData({}, {});
         const event = new ClipboardEvent('paste', {{bubbles: true, cancelable: true}});
         Object.defineProperty(event, 'clipboardData', {{value: data}});
         document.querySelector('#paste').dispatchEvent(event);",
        json!(format),
        json!(text)
    ))
    .map(drop)
}

/// Drops files of these names and texts.
fn drop_files(page: &Page, files: &[(String, String)]) -> Result<()> {
    page.run(&format!(
        "const data = new DataTransfer();
         for (const [name, text] of {}) data.items.add(new File([text], name));
         const event = new DragEvent('drop', {{bubbles: true, cancelable: true}});
         Object.defineProperty(event, 'dataTransfer', {{value: data}});
         document.body.dispatchEvent(event);",
        json!(files)
    ))
    .map(drop)
}

/// Opens a file by the field for it.
fn open_file(page: &Page, path: &Path) -> Result<()> {
    let element = page.session.element("#files")?;
    page.session
        .post(
            &format!("element/{element}/value"),
            &json!({"text": path.display().to_string()}),
        )
        .map(drop)
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pages")
        .join(name)
}

/// A page of the fixtures, by its name and text.
fn saved(name: &str) -> Result<(String, String)> {
    let text = fs::read_to_string(fixture(name)).with_context(|| format!("there is no {name}"))?;
    Ok((name.to_owned(), text))
}

const NEWS: &str = "Ferry is late again\n\nBy A. Writer\n\nThe ferry to Kelmouth was 40 minutes late on Monday, the harbour master said.\n\nIt is a shameful record for Vladimir Putin’s favourite harbour. It will be late again tomorrow.";

fn pasted(page: &Page) -> Result<()> {
    open(page)?;
    paste(page, "text/plain", NEWS)?;
    read(page)?;
    page.expect(
        "title",
        "document.querySelector('#article h1').textContent",
        &json!("Ferry is late again"),
    )?;
    page.expect(
        "author",
        "document.querySelector('.standfirst').textContent.startsWith('By A. Writer.')",
        &json!(true),
    )?;
    page.expect("its words", "[...document.querySelectorAll('.part > p')].map((p) => p.textContent)", &json!([
        "The ferry to Kelmouth was 40 minutes late on Monday, the harbour master said.",
        "It is a shameful record for Vladimir Putin’s favourite harbour. It will be late again tomorrow.",
    ]))?;
    page.expect(
        "stances",
        "document.querySelectorAll('.sentence').length",
        &json!(3),
    )?;
    page.expect(
        "a shipped card",
        "document.querySelector('.mention[data-card=vladimir-putin]')?.textContent",
        &json!("Vladimir Putin"),
    )?;
    // Every mark opens and says why.
    page.run("document.querySelector('.sentence').click()")?;
    page.until(
        "its explanation is open",
        "/% sure/.test(document.querySelector('#sheet-body').textContent)",
    )?;
    page.run("document.querySelector('.mention[data-card=vladimir-putin]').click()")?;
    page.until(
        "the card is open",
        "document.querySelector('#sheet-body .card-name')?.textContent === 'Vladimir Putin'",
    )?;
    page.until("why it is this card is offered", "[...document.querySelectorAll('.sheet-others a')].some((a) => a.textContent === 'Why this link')")?;
    // It is kept, under its own address.
    page.until("the address names it", KEPT)?;
    page.run("location.reload()")?;
    pause(300);
    read(page)?;
    page.expect(
        "title after a reload",
        "document.querySelector('#article h1').textContent",
        &json!("Ferry is late again"),
    )
}

fn pasted_page(page: &Page) -> Result<()> {
    open(page)?;
    paste(
        page,
        "text/html",
        "<h1>Two walks</h1><p>See <a href='https://example.org/map' onclick='window.hacked = true'>the map</a> first.</p><ul><li>Bring bread.</li></ul><blockquote>Go slowly.</blockquote><script>window.hacked = true</script>",
    )?;
    read(page)?;
    page.expect(
        "title",
        "document.querySelector('#article h1').textContent",
        &json!("Two walks"),
    )?;
    page.expect(
        "blocks",
        "[...document.querySelectorAll('.part > p')].map((p) => [p.className, p.textContent])",
        &json!([
            ["", "See the map↗ first."],
            ["item", "Bring bread."],
            ["quote", "Go slowly."]
        ]),
    )?;
    page.expect(
        "the link",
        "[...document.querySelectorAll('.out')].map((a) => [a.href, a.rel])",
        &json!([["https://example.org/map", "noreferrer noopener external"]]),
    )?;
    page.expect("what ran", "window.hacked ?? null", &Value::Null)
}

fn list(page: &Page) -> Result<()> {
    open(page)?;
    let article = |number: usize, title: &str, text: &str| {
        (format!("{number}.txt"), format!("{title}\n\n{text}"))
    };
    drop_files(
        page,
        &[
            article(1, "Apples", "They fell from the tree, the farmer said."),
            article(
                2,
                "Boats",
                "Aigul Serikova sailed to Oslo on Monday and came back on Friday.",
            ),
            article(
                3,
                "Clouds",
                "It will rain a lot in the coming week, says the forecast for the coast.",
            ),
        ],
    )?;
    let titles = "[...document.querySelectorAll('.shelf-title')].map((a) => a.textContent).join()";
    page.until(
        "all are listed",
        "document.querySelectorAll('.shelf-entry').length === 3",
    )?;
    page.run("const sort = document.querySelector('.shelf select'); sort.value = 'title'; sort.dispatchEvent(new Event('change', {bubbles: true}))")?;
    page.until(
        "they are sorted",
        &format!("{titles} === 'Apples,Boats,Clouds'"),
    )?;
    for (query, found) in [
        ("farmer", "Apples"),
        ("OSLO", "Boats"),
        ("clou", "Clouds"),
        ("nowhere", ""),
    ] {
        page.run(&format!("const field = document.querySelector('.shelf input[type=search]'); field.value = '{query}'; field.dispatchEvent(new Event('input', {{bubbles: true}}))"))?;
        page.until(query, &format!("{titles} === '{found}'"))?;
    }
    page.run("const field = document.querySelector('.shelf input[type=search]'); field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true}))")?;
    page.until(
        "all are back",
        "document.querySelectorAll('.shelf-entry').length === 3",
    )?;
    page.run("const tags = document.querySelector('.shelf-actions input'); tags.value = 'to read, fruit'; tags.dispatchEvent(new Event('change', {bubbles: true}))")?;
    page.run("document.querySelectorAll('.shelf-actions button')[1].click()")?;
    page.until("it is gone", &format!("{titles} === 'Apples,Clouds' && /Deleted: “Boats”/.test(document.querySelector('.shelf-undo').textContent)"))?;
    page.run("document.querySelector('.shelf-undo button').click()")?;
    page.until("it is back", "document.querySelectorAll('.shelf-entry').length === 3 && !document.querySelector('.shelf-undo')")?;
    page.run("location.reload()")?;
    pause(300);
    ready(page)?;
    page.until(
        "all are kept",
        "document.querySelectorAll('.shelf-entry').length === 3",
    )?;
    page.expect("tags", "[...document.querySelectorAll('.shelf-entry')].filter((entry) => /Apples/.test(entry.textContent)).map((entry) => entry.querySelector('input').value)", &json!(["to read, fruit"]))
}

fn restored(page: &Page) -> Result<()> {
    open(page)?;
    drop_files(page, &[saved("regional-paper.html")?])?;
    read(page)?;
    let before = page.value("document.querySelectorAll('.part > p, .part > h2').length")?;
    page.expect(
        "pieces were left out",
        "document.querySelectorAll('#cuts .restore').length > 3",
        &json!(true),
    )?;
    let words = page.value("document.querySelector('#cuts .cut-text').textContent")?;
    page.run("document.querySelector('#cuts .restore').click()")?;
    page.until("it is back in the article", &format!("[...document.querySelectorAll('.part > p, .part > h2')].some((block) => block.textContent.startsWith({words}.replace(/…$/, '')))"))?;
    read(page)?;
    let after = page.value("document.querySelectorAll('.part > p, .part > h2').length")?;
    ensure!(
        after.as_u64() == before.as_u64().map(|count| count + 1),
        "{before} blocks became {after}"
    );
    page.until("the address names it", KEPT)?;
    pause(200);
    page.run("location.reload()")?;
    pause(300);
    read(page)?;
    page.expect(
        "it stays",
        "document.querySelectorAll('.part > p, .part > h2').length",
        &after,
    )
}

fn dated(page: &Page) -> Result<()> {
    open(page)?;
    paste(
        page,
        "text/plain",
        "Vladimir Putin spoke in Moscow on Monday. He spoke for an hour, it is said.",
    )?;
    read(page)?;
    page.expect(
        "no date is known",
        "document.querySelector('.standfirst').textContent.includes('Date not known')",
        &json!(true),
    )?;
    page.run("document.querySelector('.describe').open = true; const fields = document.querySelectorAll('.describe input'); fields[0].value = 'A speech'; fields[3].value = 'soon'; document.querySelector('.describe form').requestSubmit()")?;
    page.until(
        "a date that is none is refused",
        "/date was not taken/.test(document.querySelector('.describe [role=alert]').textContent)",
    )?;
    page.run("document.querySelectorAll('.describe input')[3].value = '2001-05'; document.querySelector('.describe form').requestSubmit()")?;
    page.until("the heading follows", "document.querySelector('#article h1').textContent === 'A speech' && document.querySelector('.standfirst time')?.dateTime === '2001-05'")?;
    page.expect("the cards tell of that time", "[...document.querySelectorAll('#card-vladimir-putin h4')].some((h) => h.textContent === 'Since')", &json!(true))
}

fn chosen(page: &Page) -> Result<()> {
    open(page)?;
    paste(
        page,
        "text/plain",
        "Trouble in the east\n\nRussia and Kazakhstan signed a treaty in 2013. The troops came to Almaty, and the bloc praised them. CSTO said nothing.",
    )?;
    read(page)?;
    let buttons = "document.querySelectorAll('.choose[value*=\" \"]').length";
    if page.value(buttons)? == json!(0) {
        anyhow::bail!("nothing is unsure in this text; choose another one");
    }
    let card = page.value("document.querySelector('.choose[value*=\" \"]').value")?;
    let (mention, card) = card
        .as_str()
        .and_then(|value| value.split_once(' '))
        .context("no value")?;
    page.run("document.querySelector('.choose[value*=\" \"]').click()")?;
    page.until("the name leads there", &format!("document.querySelector('#{mention}')?.dataset.card === '{card}' && document.querySelector('#why-{mention}')?.textContent.includes('Set by you')"))?;
    pause(200);
    page.run("location.reload()")?;
    pause(300);
    read(page)?;
    page.expect(
        "the choice stays",
        &format!("document.querySelector('#{mention}').dataset.card"),
        &json!(card),
    )
}

fn threshold(page: &Page) -> Result<()> {
    open(page)?;
    drop_files(page, &[saved("opinion-column.html")?])?;
    read(page)?;
    let shown = "[...document.querySelectorAll('.sentence[data-sure]')].filter((sentence) => getComputedStyle(sentence).textDecorationLine !== 'none').length";
    let all = page.value(shown)?.as_u64().unwrap_or_default();
    page.run("const range = document.querySelector('.threshold input'); range.value = 90; range.dispatchEvent(new Event('input', {bubbles: true}))")?;
    let sure = page.value("[...document.querySelectorAll('.sentence[data-sure]')].filter((sentence) => sentence.dataset.sure >= 90 && sentence.dataset.stance !== 'unclear').length")?;
    page.expect("marks that are shown", shown, &sure)?;
    ensure!(
        sure.as_u64().is_some_and(|sure| sure < all),
        "none of {all} is less sure"
    );
    Ok(())
}

fn foreign(page: &Page) -> Result<()> {
    open(page)?;
    drop_files(page, &[saved("german.html")?])?;
    read(page)?;
    page.until(
        "it is said plainly",
        "/does not seem to be English/.test(document.querySelector('.provenance').textContent)",
    )?;
    page.expect(
        "stances",
        "document.querySelectorAll('.sentence:not([data-stance=unclear])').length",
        &json!(0),
    )?;
    page.expect(
        "room for signs that are not there, in pixels",
        "Math.max(...[...document.querySelectorAll('.why')].map((sign) => sign.getBoundingClientRect().width))",
        &json!(0),
    )
}

fn denied(page: &Page) -> Result<()> {
    page.visit("library-denied.html")?;
    ready(page)?;
    page.until("it is said plainly", "/does not let the page keep anything/.test(document.querySelector('.shelf-notice').textContent)")?;
    paste(page, "text/plain", NEWS)?;
    read(page)?;
    back(page)?;
    page.until(
        "it is listed as long as the page is open",
        "document.querySelectorAll('.shelf-entry').length === 1",
    )
}

fn two_windows(page: &Page) -> Result<()> {
    open(page)?;
    let first = page.session.get("window")?;
    let second = page.session.post("window/new", &json!({"type": "tab"}))?["handle"].clone();
    let outcome = page
        .session
        .post("window", &json!({ "handle": second }))
        .and_then(|_| {
            page.visit("library.html")?;
            ready(page)?;
            keep(page, NEWS)?;
            page.session.delete("window").map(drop)
        });
    page.session.post("window", &json!({ "handle": first }))?;
    outcome?;
    page.until(
        "the other window lists it",
        "document.querySelectorAll('.shelf-entry').length === 1",
    )
}
