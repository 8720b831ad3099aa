//! Faults of the page from its very first script on, and a device that denies it storage.
//!
//! The pages under test are copies with one more script of our own before all others (see `site.rs`); the policy
//! lets it run because it comes from the page's own host.

use anyhow::Result;
use serde_json::json;

use super::Case;
use crate::engine::Engine;
use crate::page::{ESCAPE, Page};

pub(super) const CASES: &[Case] = &[
    (
        "nothing fails and no policy is broken while one reads",
        sound,
    ),
    ("eval is refused", no_eval),
    (
        "storage that is denied costs nothing, in any engine",
        denied,
    ),
    ("a note and the sheet have their roles and names", roles),
    ("nothing shifts on a telephone", no_shift_on_telephone),
];

fn sound(page: &Page) -> Result<()> {
    page.open("")?;
    if page.engine == Engine::Chromium {
        // What earlier cases left in it.
        page.session.post("se/log", &json!({"type": "browser"}))?;
    }
    page.visit("watched.html")?;
    page.wait_for_app()?;
    for key in ["1", "1", "4", "4", "8", "8", "0", "0"] {
        page.press(key)?;
    }
    page.click("#m6")?;
    page.until("a card opens", "!document.querySelector('#sheet').hidden")?;
    page.press(ESCAPE)?;
    page.press("s")?;
    page.until(
        "the settings open",
        "document.querySelector('#settings').open",
    )?;
    page.click("#settings input[name=theme][value=contrast]")?;
    page.press(ESCAPE)?;
    page.run("scrollTo({top: 2000, behavior: 'instant'})")?;
    page.until(
        "the map follows",
        "(document.querySelector('#map-view').getBoundingClientRect().top - document.querySelector('.map-bands').getBoundingClientRect().top) > 20",
    )?;
    page.expect("faults", "window.faults", &json!([]))?;
    if page.engine == Engine::Chromium {
        let log = page.session.post("se/log", &json!({"type": "browser"}))?;
        let serious = log
            .as_array()
            .into_iter()
            .flatten()
            .filter(|entry| entry["level"] == "SEVERE");
        let serious: Vec<_> = serious.map(|entry| entry["message"].clone()).collect();
        anyhow::ensure!(serious.is_empty(), "in the browser's log: {serious:?}");
    }
    Ok(())
}

fn no_eval(page: &Page) -> Result<()> {
    page.open("watched.html")?;
    // In a task of the page's own: a driver's own script is free of the policy.
    page.run("setTimeout(() => (window.outcome = tryEval()))")?;
    page.until("eval was tried", "window.outcome")?;
    page.expect("eval", "window.outcome", &json!("EvalError"))
}

fn denied(page: &Page) -> Result<()> {
    page.open("denied.html")?;
    page.expect(
        "storage",
        "(() => { try { return String(localStorage) } catch { return 'denied' } })()",
        &json!("denied"),
    )?;
    page.press("6")?;
    page.until(
        "layers switch",
        "!document.documentElement.dataset.layers.includes('opinion')",
    )?;
    page.click("a.mention")?;
    page.until("cards open", "!document.querySelector('#sheet').hidden")?;
    page.press(ESCAPE)?;
    page.click("#settings-button")?;
    page.click("#settings input[name=theme][value=dark]")?;
    page.until(
        "settings apply",
        "document.documentElement.dataset.theme === 'dark'",
    )?;
    page.press(ESCAPE)?;
    page.expect("faults", "window.faults", &json!([]))
}

fn roles(page: &Page) -> Result<()> {
    page.open("")?;
    page.click("#m6")?;
    page.until("a card opens", "!document.querySelector('#sheet').hidden")?;
    for (selector, role, label) in [
        ("#sheet", "dialog", Some("Vladimir Putin")),
        ("#note-m6", "comment", None),
    ] {
        if role == "comment" && page.engine == Engine::WebKit {
            page.skip("the role of notes: it knows no role “comment” and says “generic”");
            continue;
        }
        let element = page.session.element(selector)?;
        let ask = |what: &str| page.session.get(&format!("element/{element}/{what}"));
        let (found, name) = (ask("computedrole")?, ask("computedlabel")?);
        anyhow::ensure!(found == role, "{selector} has the role {found}, not {role}");
        anyhow::ensure!(
            label.is_none_or(|label| name == label),
            "{selector} is called {name}, not {label:?}"
        );
    }
    Ok(())
}

fn no_shift_on_telephone(page: &Page) -> Result<()> {
    if page.engine != Engine::Chromium {
        page.skip("layout shift: only Chromium reports it");
        return Ok(());
    }
    let screen = json!({"width": 390, "height": 844, "deviceScaleFactor": 3, "mobile": true});
    page.session
        .devtools("Emulation.setDeviceMetricsOverride", &screen)?;
    let shift = page.open("").and_then(|()| {
        page.session.post(
            "execute/async",
            &json!({"args": [], "script": "const done = arguments[0]; let sum = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done([innerWidth, sum]), 600)"}),
        )
    });
    page.session
        .devtools("Emulation.clearDeviceMetricsOverride", &json!({}))?;
    let shift = shift?;
    anyhow::ensure!(shift == json!([390, 0]), "width and layout shift: {shift}");
    Ok(())
}
