//! A long book: marked as it is read, its far chapters and its lists there when they are asked for.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use super::{KEPT, open, open_file, read, ready};
use crate::epub::epub;
use crate::page::{Page, pause};

const CHAPTERS: usize = 12;
/// Paragraphs to a chapter: with their 70 words or so the book has some 20,000.
const PARAGRAPHS: usize = 24;

/// What paragraphs are made of; the names differ from chapter to chapter, so that each has notes of its own.
fn paragraph(chapter: usize, number: usize) -> String {
    let name = [
        "Aigul Serikova",
        "Dana Omar",
        "Peter Marsh",
        "Ines Valdez",
        "Tom Hale",
        "Olga Brandt",
    ][(chapter + number) % 6];
    let town = ["Oslo", "Almaty", "Lisbon", "Moscow", "Geneva"][(chapter * 2 + number) % 5];
    format!(
        "In the week of {number} May {name} went to {town} with {chapter} letters, the harbour master said. \
         It was a shameful journey, and nobody who had seen the ships of the company could have believed one word of it. \
         The council of {town} will probably meet again on Friday. \
         “We have waited for {number} days,” {name} said, “and the ferry is still late.” \
         Critics claim that the government of Kazakhstan knew about the delay."
    )
}

fn book() -> Result<Vec<u8>> {
    let chapters: Vec<String> = (1..=CHAPTERS)
        .map(|chapter| {
            let paragraphs: Vec<_> = (1..=PARAGRAPHS)
                .map(|number| format!("<p>{}</p>", paragraph(chapter, number)))
                .collect();
            format!("<h1>Stage {chapter}</h1>{}", paragraphs.concat())
        })
        .collect();
    epub("<dc:title>A long way</dc:title>", &chapters)
}

/// Opens the book in the library.
pub(super) fn bring(page: &Page) -> Result<()> {
    let name = format!("{}-long.epub", page.engine.name());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, book()?)?;
    open_file(page, &path)?;
    Ok(())
}

/// Marks come in reading order, can be stopped, and go on; in the end each layer has as many as its switch says.
pub(super) fn marked(page: &Page) -> Result<()> {
    open(page)?;
    // The reader is quick: the button is pressed as soon as there is a mark.
    page.run(
        "const watch = new MutationObserver(() => {
            const stop = document.querySelector('.going button');
            if (stop?.textContent !== 'Stop' || !document.querySelector('.sentence')) return;
            watch.disconnect();
            stop.click();
        });
        watch.observe(document.body, {childList: true, subtree: true});",
    )?;
    bring(page)?;
    page.until(
        "marking was stopped",
        "/was stopped/.test(document.querySelector('.provenance')?.textContent)",
    )?;
    pause(300);
    let chapters = "[...document.querySelectorAll('.part')].map((part) => part.querySelectorAll('.sentence').length)";
    page.expect(
        "marks of the first and the last chapter",
        &format!("(all => [all.find((count) => count > 0) > 0, all.at(-1)])({chapters})"),
        &json!([true, 0]),
    )?;
    let top = "document.querySelector('#article h1').getBoundingClientRect().top + scrollY";
    let before = page.value(top)?;
    page.run("[...document.querySelectorAll('.going button')].at(-1).click()")?;
    read(page)?;
    page.until(
        "nothing is going on",
        "!document.querySelector('.going button')",
    )?;
    page.expect(
        "the title is where it was: the line about marking keeps its room",
        top,
        &before,
    )?;
    is_marked_throughout(page)?;
    page.expect_none(
        "layers of which the switch tells another number than there are marks",
        "return ['people', 'organisations', 'places', 'reported', 'attributed', 'opinion', 'forecast', 'loaded'].map((key) => [key, Number(document.querySelector('#layer-count-' + key).textContent), document.querySelectorAll('#article .' + key).length]).filter(([, told, found]) => told !== found)",
    )?;
    page.expect(
        "bands of the map",
        "(count => count > 48 && count <= 240)(document.querySelectorAll('.band').length)",
        &json!(true),
    )
}

/// What is far away is made ready when the reader comes to it.
pub(super) fn far(page: &Page) -> Result<()> {
    open(page)?;
    bring(page)?;
    read(page)?;
    page.run("document.querySelector('.contents').open = true; document.querySelector('.contents li:last-child a').click()")?;
    page.until(
        "its heading is in view",
        "(r => r.top > 0 && r.bottom < innerHeight / 2)([...document.querySelectorAll('.part > h2')].at(-1).getBoundingClientRect())",
    )?;
    let seen = "[...document.querySelectorAll('.note')].filter((note) => note.style.top && (r => r.height > 0 && r.bottom > 60 && r.top < innerHeight)(note.getBoundingClientRect()))";
    page.until("notes stand beside it", &format!("{seen}.length > 2"))?;
    // The parts around it become ready one after the other.
    pause(800);
    page.expect_none(
        "notes that overlap, or stand far from their words",
        &format!(
            "const rects = {seen}.map((note) => [note.getBoundingClientRect(), document.getElementById(note.dataset.noteFor).getBoundingClientRect(), note.id]).sort((one, two) => one[0].top - two[0].top);
             return [...rects.filter(([rect], at) => at > 0 && rect.top < rects[at - 1][0].bottom), ...rects.filter(([rect, words]) => Math.abs(rect.top - words.top) > innerHeight)].map(([, , id]) => id)"
        ),
    )?;
    page.expect(
        "its heading is where it was",
        "(r => r.top > 0 && r.bottom < innerHeight / 2)([...document.querySelectorAll('.part > h2')].at(-1).getBoundingClientRect())",
        &json!(true),
    )?;
    page.expect(
        "notes that are shown, of all",
        "[...document.querySelectorAll('.note')].filter((note) => note.getClientRects().length).length < document.querySelectorAll('.note').length / 2",
        &json!(true),
    )?;
    // A layer goes off and on, its notes with it.
    let look = "(p => [getComputedStyle(p.querySelector('.mention.people')).backgroundColor !== 'rgba(0, 0, 0, 0)', getComputedStyle([...document.querySelectorAll('.note-people[data-near]')].at(-1)).visibility])([...document.querySelectorAll('.part')].at(-1))";
    page.expect("the layer is on", look, &json!([true, "visible"]))?;
    page.run("document.querySelector('#layer-people').click()")?;
    page.until(
        "the layer is off",
        &format!("JSON.stringify({look}) === '[false,\"hidden\"]'"),
    )?;
    page.run("document.querySelector('#layer-people').click()")?;
    page.until(
        "the layer is on again",
        &format!("JSON.stringify({look}) === '[true,\"visible\"]'"),
    )
}

/// A reader who comes back goes on where they stopped, however far that is.
pub(super) fn place(page: &Page) -> Result<()> {
    open(page)?;
    bring(page)?;
    read(page)?;
    page.until("it is kept", KEPT)?;
    let paragraph = "document.querySelectorAll('.part > p')[Math.floor(document.querySelectorAll('.part > p').length * 0.7)]";
    page.run(&format!(
        "{paragraph}.scrollIntoView({{block: 'start', behavior: 'instant'}})"
    ))?;
    // What is near is laid out, and the place is kept once the reader stays.
    let top = "(([first]) => first.id)([...document.querySelectorAll('.part > p')].filter((p) => p.getBoundingClientRect().bottom > 100))";
    come_to_rest(page, top)?;
    let before = page.value(top)?;
    keeps_place(page, &before)?;
    page.run("location.reload()")?;
    pause(300);
    ready(page)?;
    read(page)?;
    let same = page.until(
        "the same paragraph, or its neighbour, is at the top",
        &format!("((from, to) => Math.abs(from - to) <= 1)({before}.slice(1), {top}.slice(1))"),
    );
    same.with_context(|| format!("{:?} is at the top", page.value(top)))?;
    pause(2000);
    page.expect(
        "it stays there",
        &format!("((from, to) => Math.abs(from - to) <= 1)({before}.slice(1), {top}.slice(1))"),
        &json!(true),
    )
}

/// Checks that no paragraph of the book is without marks.
pub(super) fn is_marked_throughout(page: &Page) -> Result<()> {
    page.expect_none(
        "paragraphs without marks",
        "return [...document.querySelectorAll('.part > p')].filter((p) => !p.querySelector('.sentence')).map((p) => p.id)",
    )
}

/// Waits until the library has kept this paragraph, or its neighbour, as the place of its one article.
fn keeps_place(page: &Page, place: &Value) -> Result<()> {
    let number = |place: &Value| -> Option<i64> { place.as_str()?.strip_prefix('p')?.parse().ok() };
    let mut kept = Value::Null;
    for _ in 0..80 {
        kept = page.session.post(
            "execute/async",
            &json!({"args": [], "script": "
            const done = arguments[0];
            const opening = indexedDB.open('sidelight');
            opening.onerror = () => done(null);
            opening.onsuccess = () => {
                const asked = opening.result.transaction('shelf').objectStore('shelf').getAll();
                asked.onerror = () => done(null);
                asked.onsuccess = () => { opening.result.close(); done(JSON.parse(asked.result[0]).place); };
            };"}),
        )?;
        if let (Some(kept), Some(wanted)) = (number(&kept), number(place))
            && kept.abs_diff(wanted) <= 1
        {
            return Ok(());
        }
        pause(250);
    }
    bail!("the place that is kept is {kept}, not {place}")
}

/// Waits until the text in view has stayed where it is for two seconds.
fn come_to_rest(page: &Page, top: &str) -> Result<()> {
    let stand = format!("[document.querySelectorAll('[data-near]').length, scrollY, {top}].join()");
    let (mut before, mut same) = (page.value(&stand)?, 0);
    for _ in 0..60 {
        pause(500);
        let now = page.value(&stand)?;
        same = if now == before { same + 1 } else { 0 };
        if same == 4 {
            return Ok(());
        }
        before = now;
    }
    bail!("the text in view does not come to rest: {before}")
}

/// Explanations and cards that are not on the page open in the sheet, and links lead to them.
pub(super) fn on_demand(page: &Page) -> Result<()> {
    open(page)?;
    bring(page)?;
    read(page)?;
    page.expect(
        "explanations on the page",
        "document.querySelectorAll('#beyond .explanation').length",
        &json!(0),
    )?;
    page.run("[...document.querySelectorAll('.mention.people')].at(-1).click()")?;
    page.until(
        "a card is open",
        "document.querySelector('#sheet-body .card-name')?.textContent.length > 3",
    )?;
    page.run("[...document.querySelectorAll('.sheet-others a')].find((a) => a.textContent === 'Why this link').click()")?;
    page.until(
        "why it leads there is open",
        "/% sure/.test(document.querySelector('#sheet-body.explanation')?.textContent)",
    )?;
    page.run("document.querySelector('.sheet-address').click()")?;
    page.until(
        "its place in the list is in view",
        "(r => r?.height > 0 && r.top >= 0 && r.top < innerHeight)(document.querySelector(`#names-title ~ .list ${location.hash || '#none'}`)?.getBoundingClientRect())",
    )?;
    page.run("[...document.querySelectorAll('.sentence')].at(-1).click()")?;
    page.until(
        "the explanation of a sentence is open",
        "document.querySelector('#sheet-body .reason') && document.querySelector('#sheet-body').dataset.stance",
    )?;
    page.run("document.querySelector('.sheet-close').click(); document.querySelector('#sentences-title ~ .list summary').click()")?;
    page.until(
        "a list fills as it opens",
        "document.querySelectorAll('#sentences-title ~ .list[open] .explanation').length > 20",
    )?;
    page.run("document.querySelector('#sentences-title ~ .list summary').click()")?;
    page.until(
        "and is emptied as it closes",
        "!document.querySelector('#sentences-title ~ .list .explanation')",
    )?;
    page.run("const field = document.querySelector('#search-field'); field.value = 'SERIKOVA'; field.dispatchEvent(new Event('input', {bubbles: true}))")?;
    page.until(
        "the search finds her card alone",
        "[...document.querySelectorAll('.index .card-name')].map((name) => name.textContent).join() === 'Aigul Serikova' && /^1 of /.test(document.querySelector('.search-place [role=status]').textContent)",
    )?;
    ensure!(
        page.value("document.querySelectorAll('#search-field').length")? == json!(1),
        "the search stands twice"
    );
    Ok(())
}
