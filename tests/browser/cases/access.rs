//! Assistive technology: axe-core in every theme and state, and the accessibility tree itself.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::Case;
use crate::engine::Engine;
use crate::page::{ESCAPE, Page};

pub(super) const CASES: &[Case] = &[
    ("axe finds nothing in any theme", themes),
    ("axe finds nothing in any state", states),
    ("the accessibility tree tells order, names and states", tree),
    ("computed roles and names", computed),
];

fn clean(page: &Page, state: &str) -> Result<()> {
    let found = page.violations(state)?;
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

fn themes(page: &Page) -> Result<()> {
    for theme in ["light", "dark", "contrast"] {
        page.open("")?;
        page.run(&format!(
            "localStorage.setItem('sidelight.settings', '{theme} medium normal keys')"
        ))?;
        page.visit("")?;
        page.wait_for_app()?;
        clean(page, theme)?;
    }
    if page.engine != Engine::Chromium {
        page.skip("forced colours, the system's colours, contrast and motion: only Chromium's driver sets them");
        return Ok(());
    }
    for (feature, value) in [
        ("forced-colors", "active"),
        ("prefers-color-scheme", "dark"),
        ("prefers-contrast", "more"),
        ("prefers-reduced-motion", "reduce"),
    ] {
        let outcome = emulate(page, feature, value)
            .and_then(|()| page.open(""))
            .and_then(|()| clean(page, feature));
        // Whatever came of it, the next case finds the browser as it was.
        emulate(page, feature, "")?;
        outcome?;
    }
    Ok(())
}

/// Lets Chromium report a media feature as the system's; an empty value takes that back.
fn emulate(page: &Page, feature: &str, value: &str) -> Result<()> {
    let features = json!({"features": [{"name": feature, "value": value}]});
    page.session
        .devtools("Emulation.setEmulatedMedia", &features)?;
    Ok(())
}

fn states(page: &Page) -> Result<()> {
    page.open("")?;
    page.press("0")?;
    clean(page, "all layers off")?;
    page.press("0")?;
    page.run("document.querySelector('#m6').click()")?;
    page.until("a card is open", "!document.querySelector('#sheet').hidden")?;
    clean(page, "a card open")?;
    page.press(ESCAPE)?;
    page.run("document.querySelector('#s1').click()")?;
    page.until(
        "an explanation is open",
        "document.querySelector('#sheet-body .reason')",
    )?;
    clean(page, "an explanation open")?;
    page.press(ESCAPE)?;
    page.click("#settings-button")?;
    page.until(
        "the settings are open",
        "document.querySelector('#settings').open",
    )?;
    clean(page, "the settings open")?;
    page.press(ESCAPE)?;
    page.run("document.querySelector('.graph details').open = true")?;
    clean(page, "the table of relations open")
}

/// Nodes of Chromium's accessibility tree in reading order: role, name and properties.
fn nodes(page: &Page) -> Result<Vec<(String, String, Value)>> {
    let tree = page
        .session
        .devtools("Accessibility.getFullAXTree", &json!({}))?;
    let all = tree["nodes"].as_array().context("no tree")?;
    let by_id: BTreeMap<&str, &Value> = all
        .iter()
        .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
        .collect();
    let mut found = Vec::new();
    let mut next = vec![all.first().context("an empty tree")?];
    while let Some(node) = next.pop() {
        let children = node["childIds"].as_array().into_iter().flatten().rev();
        next.extend(children.filter_map(|id| by_id.get(id.as_str()?)));
        if node["ignored"] == false {
            let text = |key: &str| node[key]["value"].as_str().unwrap_or_default().to_owned();
            found.push((text("role"), text("name"), node["properties"].clone()));
        }
    }
    Ok(found)
}

fn tree(page: &Page) -> Result<()> {
    if page.engine != Engine::Chromium {
        page.skip("the whole accessibility tree: only Chromium's driver gives it");
        return Ok(());
    }
    page.open("")?;
    page.press("6")?;
    page.until(
        "opinion is off",
        "!document.documentElement.dataset.layers.includes('opinion')",
    )?;
    let nodes = nodes(page)?;
    let named = |role: &str| {
        nodes
            .iter()
            .filter(|node| node.0 == role)
            .map(|node| node.1.as_str())
            .collect::<Vec<_>>()
    };
    let headings = named("heading");
    let expected = [
        "An opinion piece on the January 2022 unrest in Kazakhstan",
        "The causes",
        "The consequences",
        "Continuing uncertainty",
        "Overview",
        "Who and what",
        "Antony Blinken",
        "Sentence by sentence",
        "How to read this",
    ];
    let mut rest = headings.iter();
    for heading in expected {
        ensure!(
            rest.any(|found| *found == heading),
            "“{heading}” is missing or out of order in {headings:?}"
        );
    }
    ensure!(named("main").len() == 1, "there is not one main landmark");
    ensure!(
        named("switch")
            == [
                "People",
                "Organisations",
                "Places & events",
                "Reported fact",
                "Someone’s claim",
                "Opinion",
                "Forecast",
                "Loaded words"
            ]
    );
    let states: Vec<_> = nodes
        .iter()
        .filter(|node| node.0 == "switch")
        .map(|node| {
            node.2.as_array().into_iter().flatten().any(|property| {
                property["name"] == "checked" && property["value"]["value"] == "true"
            })
        })
        .collect();
    ensure!(
        states == [true, true, true, true, true, false, true, true],
        "states of the switches: {states:?}"
    );
    let nameless = nodes.iter().filter(|node| {
        ["link", "button", "switch", "radio", "img"].contains(&node.0.as_str())
            && node.1.trim().is_empty()
    });
    ensure!(
        nameless.count() == 0,
        "a link, button or picture has no name"
    );
    let details = nodes
        .iter()
        .filter(|node| node.0 == "link")
        .any(|node| node.2.to_string().contains("note-m6"));
    ensure!(details, "no mention tells of its note");
    Ok(())
}

fn computed(page: &Page) -> Result<()> {
    page.open("")?;
    let expected = [
        ("#m6", "link", "Vladimir Putin"),
        ("#settings-button", "button", "Settings"),
        ("#s1 + .why", "link", "Opinion: why"),
        (".notes", "region", "Notes"),
    ];
    for (selector, role, label) in expected {
        let element = page.session.element(selector)?;
        let found = (
            page.session
                .get(&format!("element/{element}/computedrole"))?,
            page.session
                .get(&format!("element/{element}/computedlabel"))?,
        );
        ensure!(
            found == (json!(role), json!(label)),
            "{selector} is {found:?}, not {role} “{label}”"
        );
    }
    Ok(())
}
