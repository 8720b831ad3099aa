//! A screen 320 px wide.

use anyhow::Result;
use serde_json::{Value, json};

use super::Case;
use crate::driver::reference;
use crate::page::{Page, pause};

pub(super) const CASES: &[Case] = &[("everything fits and works at 320 px", fits)];

fn fits(page: &Page) -> Result<()> {
    page.visit_first("frame.html")?;
    let frame = page.session.element("iframe")?;
    page.session
        .post("frame", &json!({"id": reference(&frame)}))?;
    let outcome = inside(page);
    page.session.post("frame", &json!({"id": Value::Null}))?;
    outcome
}

fn inside(page: &Page) -> Result<()> {
    page.wait_for_app()?;
    page.expect("the width", "innerWidth", &json!(320))?;
    page.expect(
        "no scrolling sideways",
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth",
        &json!(true),
    )?;
    page.expect_none(
        "notes outside the flow",
        "return [...document.querySelectorAll('.note')].filter((note) => {
           const r = note.getBoundingClientRect(), part = note.closest('.part').getBoundingClientRect();
           return r.height < 10 || r.left < 0 || r.right > 320 || r.top < part.top || r.bottom > part.bottom + 1;
         }).map((note) => note.id);",
    )?;
    // A switch that is not in view is scrolled to by the keyboard.
    page.run("document.querySelector('#layer-loaded').focus()")?;
    page.until("the last switch is reachable", "(r => r.left >= 0 && r.right <= 320)(document.querySelector('#layer-loaded').getBoundingClientRect())")?;
    page.center("#m6")?;
    let before = page.value("document.querySelector('#p5').getBoundingClientRect().top")?;
    page.center("#p5")?;
    let kept = "Math.round(document.querySelector('#p5').getBoundingClientRect().top)";
    let top = page.value(kept)?;
    anyhow::ensure!(before != top, "the page did not scroll");
    page.press("3")?;
    pause(400);
    page.expect("the text in view stays when notes above it go", kept, &top)?;
    page.press("3")?;
    pause(400);
    page.expect("and when they come", kept, &top)?;
    page.run("document.querySelector('#m6').click()")?;
    page.until("the sheet is at the bottom", "(r => !document.querySelector('#sheet').hidden && Math.abs(r.bottom - innerHeight) < 2 && r.left === 0 && r.top > 60)(document.querySelector('#sheet').getBoundingClientRect())")?;
    page.press(crate::page::ESCAPE)?;
    let found = page.violations("320 px")?;
    anyhow::ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
