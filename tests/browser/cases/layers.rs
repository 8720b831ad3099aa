//! Each layer on and off, by switch and by key, without moving the text.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use super::Case;
use crate::page::Page;

pub(super) const CASES: &[Case] = &[
    (
        "each switch takes its own marks away and brings them back",
        by_switch,
    ),
    ("each key does the same", by_key),
    (
        "0 switches all layers, and a screen reader hears of it",
        all_at_once,
    ),
    ("holding b shows the bare article", peek),
    (
        "a layer set from outside by the root's attribute is shown",
        by_attribute,
    ),
];

/// The layers with a mark of each, and what of its look the layer decides.
const LOOKS: [(&str, &str, &str, &str); 8] = [
    ("people", ".mention.people", "::before", "visibility"),
    (
        "organisations",
        ".mention.organisations",
        "::before",
        "visibility",
    ),
    ("places", ".mention.places", "::before", "visibility"),
    (
        "reported",
        ".sentence[data-stance=reported]",
        "",
        "textDecorationLine",
    ),
    (
        "attributed",
        ".sentence[data-stance=attributed]",
        "",
        "textDecorationLine",
    ),
    (
        "opinion",
        ".sentence[data-stance=opinion]",
        "",
        "textDecorationLine",
    ),
    (
        "forecast",
        ".sentence[data-stance=forecast]",
        "",
        "textDecorationLine",
    ),
    ("loaded", ".loaded", "", "backgroundImage"),
];

/// The looks of all layers, in order.
fn looks() -> String {
    let of_one = |(_, selector, pseudo, property): &(&str, &str, &str, &str)| {
        let pseudo = if pseudo.is_empty() {
            "undefined".to_owned()
        } else {
            json!(pseudo).to_string()
        };
        format!(
            "getComputedStyle(document.querySelector({}), {pseudo}).{property}",
            json!(selector)
        )
    };
    let all: Vec<_> = LOOKS.iter().map(of_one).collect();
    format!("[{}]", all.join(", "))
}

/// Where every paragraph and sentence stands on the page.
const PLACES: &str = "JSON.stringify([...document.querySelectorAll('.part > p, .sentence')].map((e) => { const r = e.getBoundingClientRect(); return [r.left, r.top + scrollY, r.width, r.height].map(Math.round) }))";

fn check(page: &Page, toggle: impl Fn(usize) -> Result<()>) -> Result<()> {
    let before = page.value(&looks())?;
    let places = page.value(PLACES)?;
    for (index, (layer, ..)) in LOOKS.iter().enumerate() {
        toggle(index)?;
        page.until(
            &format!("{layer} is off"),
            &format!("!document.documentElement.dataset.layers.split(' ').includes('{layer}') && !document.querySelector('#layer-{layer}').checked"),
        )?;
        let off = page.value(&looks())?;
        for other in 0..LOOKS.len() {
            let changed = off[other] != before[other];
            ensure!(
                changed == (other == index),
                "with {layer} off, {} is {} and was {}",
                LOOKS[other].0,
                off[other],
                before[other]
            );
        }
        ensure!(
            page.value(PLACES)? == places,
            "with {layer} off, the text has moved"
        );
        toggle(index)?;
        page.until(
            &format!("{layer} is on again"),
            &format!("document.documentElement.dataset.layers.split(' ').includes('{layer}')"),
        )?;
        ensure!(
            page.value(&looks())? == before,
            "{layer} does not come back as it was"
        );
    }
    Ok(())
}

fn by_switch(page: &Page) -> Result<()> {
    page.open("")?;
    check(page, |index| {
        page.click(&format!("#layer-{}", LOOKS[index].0))
    })
}

fn by_key(page: &Page) -> Result<()> {
    page.open("")?;
    check(page, |index| page.press(&(index + 1).to_string()))
}

fn all_at_once(page: &Page) -> Result<()> {
    page.open("")?;
    page.press("0")?;
    page.until(
        "all layers are off",
        "document.documentElement.dataset.layers === ''",
    )?;
    page.until(
        "it is said",
        "document.querySelector('#status').textContent.includes('All layers off')",
    )?;
    page.expect("notes left", "[...document.querySelectorAll('.note')].filter((e) => e.offsetHeight > 0 && getComputedStyle(e).visibility !== 'hidden').length", &json!(0))?;
    page.click("#layers-all")?;
    page.until(
        "all layers are on",
        "document.documentElement.dataset.layers.split(' ').length === 8",
    )?;
    page.until(
        "it is said",
        "document.querySelector('#status').textContent.startsWith('Shown: People, ')",
    )
}

fn peek(page: &Page) -> Result<()> {
    page.open("")?;
    let before = page.value(&looks())?;
    page.keys(&[("keyDown", "b")])?;
    page.until("the marks are gone", "getComputedStyle(document.querySelector('.sentence[data-stance=opinion]')).textDecorationLine === 'none'")?;
    let during = page.value(&looks())?;
    for (index, (layer, ..)) in LOOKS.iter().enumerate() {
        ensure!(
            during[index] != before[index],
            "{layer} shows in the bare article"
        );
    }
    page.keys(&[("keyUp", "b")])?;
    page.until(
        "the marks are back",
        "!document.documentElement.hasAttribute('data-peek')",
    )
}

fn by_attribute(page: &Page) -> Result<()> {
    page.open("")?;
    page.run("document.documentElement.dataset.layers = 'forecast'")?;
    let found = page.value(&looks())?;
    let lines = found.as_array().context("no looks")?;
    ensure!(lines[5] == "none" && lines[6] != "none", "{found}");
    Ok(())
}
