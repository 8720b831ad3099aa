//! Notes in the margin: at their words, without overlap, tied to them, and nothing moves by itself.

use anyhow::Result;
use serde_json::json;

use super::Case;
use crate::engine::Engine;
use crate::page::{Page, pause};

pub(super) const CASES: &[Case] = &[
    ("notes stand at their words and never overlap", placed),
    (
        "they keep to that after a resize, other letters, fewer layers",
        kept_in_place,
    ),
    ("a note and its words are tied both ways", tied),
    ("a switch moves no note", kept_by_switches),
    ("notes follow words that move after the load", following),
    ("a note that is cut says all when pointed at", cut),
    ("nothing shifts by itself", no_shift),
];

/// Notes that overlap, stand far above their words or outside the margin.
const MISPLACED: &str = "const notes = [...document.querySelectorAll('.note')].filter((e) => e.offsetHeight > 0 && getComputedStyle(e).visibility !== 'hidden');
    const bad = notes.length ? [] : ['no notes'];
    const article = document.querySelector('#article').getBoundingClientRect();
    notes.forEach((note, i) => {
      const r = note.getBoundingClientRect(), words = document.getElementById(note.dataset.noteFor).getBoundingClientRect();
      if (i && r.top < notes[i - 1].getBoundingClientRect().bottom - 1) bad.push(note.id + ' overlaps');
      if (r.left < article.right) bad.push(note.id + ' is in the text');
      if (Math.abs(r.top - words.top) > 420) bad.push(note.id + ' is far off: ' + Math.round(r.top - words.top));
    });
    return bad;";

fn placed(page: &Page) -> Result<()> {
    page.open("")?;
    page.expect_none("notes out of place", MISPLACED)?;
    if page.engine == Engine::WebKit {
        // There the program has placed all notes, and a crowd of them shares the distance to its words.
        return Ok(());
    }
    page.expect("the first note is level with its words", "(([n]) => Math.abs(n.getBoundingClientRect().top - document.getElementById(n.dataset.noteFor).getBoundingClientRect().top) < 12)([...document.querySelectorAll('.note')])", &json!(true))
}

fn kept_in_place(page: &Page) -> Result<()> {
    page.open("")?;
    page.size(1300, 900)?;
    pause(500);
    page.expect_none("after a resize", MISPLACED)?;
    page.click("#settings-button")?;
    page.click("#settings input[name=size][value=large]")?;
    page.press(crate::page::ESCAPE)?;
    pause(500);
    page.expect_none("with larger letters", MISPLACED)?;
    page.press("3")?;
    pause(500);
    page.expect_none("without places", MISPLACED)?;
    page.press("3")?;
    page.size(1440, 1000)?;
    pause(500);
    page.expect_none("with places again", MISPLACED)
}

fn tied(page: &Page) -> Result<()> {
    page.open("")?;
    page.hover("#note-m6")?;
    page.until("from the note", "document.querySelector('#m6').hasAttribute('data-tied') && document.querySelector('#tie path')")?;
    page.run("document.querySelector('#m3').focus()")?;
    page.until("from the words", "document.querySelector('#note-m3').hasAttribute('data-tied') && !document.querySelector('#m6').hasAttribute('data-tied')")
}

/// Where the notes stand, hidden or not.
const NOTES: &str = "JSON.stringify([...document.querySelectorAll('.note')].map((e) => [e.id, Math.round(e.getBoundingClientRect().top + scrollY)]))";

fn kept_by_switches(page: &Page) -> Result<()> {
    page.open("?layers=organisations,places")?;
    page.expect("notes of people", "[...document.querySelectorAll('.note-people')].filter((e) => getComputedStyle(e).visibility === 'visible').length", &json!(0))?;
    let before = page.value(NOTES)?;
    for key in ["1", "2", "3", "6", "2"] {
        page.press(key)?;
        pause(200);
        page.expect(&format!("after {key}"), NOTES, &before)?;
    }
    page.expect(
        "the notes that are shown",
        "[...new Set([...document.querySelectorAll('.note')].filter((e) => getComputedStyle(e).visibility === 'visible').map((e) => e.classList[1]))].sort()",
        &json!(["note-organisations", "note-people"]),
    )
}

fn following(page: &Page) -> Result<()> {
    page.open("")?;
    let top = "document.querySelector('#note-m6').getBoundingClientRect().top + scrollY";
    let before = page.value(top)?;
    page.run(
        "document.querySelector('#p1').prepend('A translator has made this longer. '.repeat(30))",
    )?;
    page.until(
        "the notes below have moved",
        &format!("{top} > {before} + 200"),
    )?;
    page.expect_none("notes out of place", MISPLACED)?;
    page.run("document.querySelector('#note-m6 p').prepend('A translator has made this longer. '.repeat(5))")?;
    pause(300);
    page.expect_none("notes that have grown", MISPLACED)
}

fn cut(page: &Page) -> Result<()> {
    page.open("")?;
    page.run("document.querySelector('.note span').id = 'rest'")?;
    let shown = "parseFloat(getComputedStyle(document.querySelector('#rest')).fontSize) > 0";
    page.expect("the rest is out of sight", shown, &json!(false))?;
    page.hover(".note:has(#rest) .note-name")?;
    page.until("it is shown", shown)?;
    page.move_mouse(5.0, 500.0)?;
    page.until("and out of sight again", &format!("!({shown})"))
}

fn no_shift(page: &Page) -> Result<()> {
    if page.engine != Engine::Chromium {
        page.skip("layout shift: only Chromium reports it");
        return Ok(());
    }
    for width in [1440, 1000, 600] {
        page.open("")?;
        page.size(width, 900)?;
        page.visit("icon.svg")?;
        page.visit("")?;
        page.wait_for_app()?;
        let shift = page.session.post(
            "execute/async",
            &json!({"args": [], "script": "const done = arguments[0]; let sum = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 600)"}),
        )?;
        anyhow::ensure!(shift == 0, "at {width} px the layout shifts by {shift}");
    }
    Ok(())
}
