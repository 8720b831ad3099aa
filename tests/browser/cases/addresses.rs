//! Links into the page, and the address that follows what the reader does.

use anyhow::Result;
use serde_json::json;

use super::Case;
use crate::page::Page;

pub(super) const CASES: &[Case] = &[
    (
        "a link to a card, a sentence, an explanation shows it",
        places,
    ),
    ("a link to a set of layers shows them", layers),
    (
        "the address follows the switches without filling the history",
        follows,
    ),
];

fn places(page: &Page) -> Result<()> {
    for id in ["card-csto", "s12", "why-s3", "p9", "m40", "note-m6"] {
        page.open(&format!("#{id}"))?;
        page.until(
            &format!("#{id} is in view"),
            &format!("(r => r.bottom > 40 && r.top < innerHeight)(document.getElementById('{id}').getBoundingClientRect()) && document.querySelector(':target')?.id === '{id}'"),
        )?;
    }
    Ok(())
}

fn layers(page: &Page) -> Result<()> {
    page.open("?layers=people,opinion")?;
    page.expect(
        "the root",
        "document.documentElement.dataset.layers",
        &json!("people opinion"),
    )?;
    page.expect("the switches", "[...document.querySelectorAll('[role=switch]')].filter((e) => e.checked).map((e) => e.value)", &json!(["people", "opinion"]))?;
    page.open("?layers=")?;
    page.expect(
        "none",
        "document.documentElement.dataset.layers",
        &json!(""),
    )?;
    page.open("?layers=opinion,%3Cscript%3E,nonsense")?;
    page.expect(
        "words that name no layer are passed over",
        "document.documentElement.dataset.layers",
        &json!("opinion"),
    )
}

fn follows(page: &Page) -> Result<()> {
    page.open("#s3")?;
    let entries = page.value("history.length")?;
    page.press("6")?;
    page.until("the address names the rest", "location.search === '?layers=people,organisations,places,reported,attributed,forecast,loaded' && location.hash === '#s3'")?;
    page.press("6")?;
    page.until("all layers need no mention", "location.search === ''")?;
    page.expect("the history", "history.length", &entries)
}
