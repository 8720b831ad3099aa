//! The reader's settings and what is remembered of them.

use anyhow::Result;
use serde_json::json;

use super::Case;
use crate::page::{ESCAPE, Page, pause};

pub(super) const CASES: &[Case] = &[
    ("settings apply and are kept over a reload", kept),
    (
        "layers are kept over a reload, and a link goes before them",
        layers_kept,
    ),
    ("single keys can be turned off", keys_off),
    ("what was corrupted in storage costs nothing", corrupt),
];

const ATTRIBUTES: &str =
    "['theme', 'size', 'measure'].map((name) => document.documentElement.dataset[name] ?? '')";

fn kept(page: &Page) -> Result<()> {
    page.open("")?;
    let size = "getComputedStyle(document.querySelector('#p1')).fontSize";
    let normal = page.value(size)?;
    page.click("#settings-button")?;
    page.until(
        "the dialog is open",
        "document.querySelector('#settings').open",
    )?;
    for (name, value) in [("theme", "dark"), ("size", "large"), ("measure", "narrow")] {
        page.click(&format!("#settings input[name={name}][value={value}]"))?;
    }
    page.until(
        "they apply",
        &format!("JSON.stringify({ATTRIBUTES}) === '[\"dark\",\"large\",\"narrow\"]'"),
    )?;
    page.press(ESCAPE)?;
    page.until("Escape closes", "!document.querySelector('#settings').open")?;
    page.expect(
        "the keyboard is back",
        "document.activeElement.id",
        &json!("settings-button"),
    )?;
    page.visit("")?;
    // Before the app has started the early script has done its part.
    page.expect(
        "at once after a reload",
        ATTRIBUTES,
        &json!(["dark", "large", "narrow"]),
    )?;
    page.wait_for_app()?;
    page.expect("and later", ATTRIBUTES, &json!(["dark", "large", "narrow"]))?;
    page.expect(
        "the letters are larger",
        &format!("parseFloat({size}) > parseFloat({normal})"),
        &json!(true),
    )?;
    page.expect(
        "the paper is dark",
        "getComputedStyle(document.documentElement).colorScheme",
        &json!("dark"),
    )?;
    page.press("s")?;
    page.until("s opens them", "document.querySelector('#settings').open && document.querySelector('#settings input[value=dark]').checked")?;
    page.press(ESCAPE)
}

fn layers_kept(page: &Page) -> Result<()> {
    page.open("")?;
    page.press("8")?;
    page.until(
        "kept",
        "localStorage.getItem('sidelight.layers')?.includes('forecast')",
    )?;
    page.visit("")?;
    page.wait_for_app()?;
    page.expect(
        "after a visit",
        "document.documentElement.dataset.layers.includes('loaded')",
        &json!(false),
    )?;
    page.visit("?layers=loaded")?;
    page.wait_for_app()?;
    page.expect(
        "a link goes first",
        "document.documentElement.dataset.layers",
        &json!("loaded"),
    )
}

fn keys_off(page: &Page) -> Result<()> {
    page.open("")?;
    page.click("#settings-button")?;
    page.click("#settings .single input")?;
    page.press(ESCAPE)?;
    page.until("closed", "!document.querySelector('#settings').open")?;
    page.press("6")?;
    pause(200);
    page.expect(
        "the key does nothing",
        "document.documentElement.dataset.layers.includes('opinion')",
        &json!(true),
    )
}

fn corrupt(page: &Page) -> Result<()> {
    page.open("")?;
    page.run("localStorage.setItem('sidelight.settings', '\\u0000{\"theme\":12} <b>'); localStorage.setItem('sidelight.layers', 'opinion \\uD800 ]]')")?;
    page.visit("")?;
    page.wait_for_app()?;
    page.expect(
        "the layers that can be read",
        "document.documentElement.dataset.layers",
        &json!("opinion"),
    )?;
    page.click("#settings-button")?;
    page.until("the defaults", "document.querySelector('#settings input[value=auto]').checked && document.querySelector('#settings input[value=medium]').checked")?;
    page.press(ESCAPE)
}
