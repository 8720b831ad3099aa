//! The page in a browser that runs no scripts: everything is there, and switches work by style sheet alone.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::driver::Session;
use crate::engine::Engine;

/// Checks the page in a session of its own, with commands that need no script.
pub(super) fn check(engine: Engine, address: &str) -> Result<()> {
    if engine == Engine::WebKit {
        println!("{engine}: not tested here: scripts off, which its driver cannot do");
        return Ok(());
    }
    let (_processes, session) = engine.open(false)?;
    if engine == Engine::Chromium {
        session.devtools(
            "Emulation.setScriptExecutionDisabled",
            &json!({"value": true}),
        )?;
    }
    session.post("url", &json!({ "url": address }))?;
    reads_whole(&session)?;
    switches(&session)?;
    links(&session)?;
    ways(&session, address)?;
    println!("{engine}: ✓ the page without scripts");
    Ok(())
}

fn read(session: &Session, selector: &str, what: &str) -> Result<Value> {
    let element = session.element(selector)?;
    session.get(&format!("element/{element}/{what}"))
}

fn reads_whole(session: &Session) -> Result<()> {
    for (selector, part) in [
        ("#p1", "Western governments, journalists and pundits"),
        ("#note-m6", "Vladimir Putin"),
        ("#card-csto", "Then: January 2022"),
        ("#why-s1", "Decided by:"),
        (".shares", "Reported fact"),
    ] {
        let text = read(session, selector, "text")?;
        ensure!(
            text.as_str().is_some_and(|text| text.contains(part)),
            "{selector} shows {text}, not “{part}”"
        );
    }
    let settings = read(session, "#settings-button", "displayed")?;
    ensure!(settings == false, "a button that does nothing is shown");
    Ok(())
}

fn switches(session: &Session) -> Result<()> {
    for (layer, mark, property) in [
        (
            "opinion",
            ".sentence[data-stance=opinion]",
            "text-decoration-line",
        ),
        ("people", ".mention[data-kind=person]", "background-color"),
        ("loaded", ".loaded", "background-image"),
    ] {
        let look = || read(session, mark, &format!("css/{property}"));
        let turn = || -> Result<()> {
            let element = session.element(&format!("#layer-{layer}"))?;
            session.post(&format!("element/{element}/click"), &json!({}))?;
            Ok(())
        };
        let on = look()?;
        turn()?;
        let off = look()?;
        ensure!(
            on != off,
            "{layer} does not switch by style sheet alone: {on}"
        );
        turn()?;
        ensure!(look()? == on, "{layer} does not come back");
    }
    let shown = read(session, "#note-m6", "displayed")?;
    ensure!(shown == true, "notes are hidden");
    Ok(())
}

fn links(session: &Session) -> Result<()> {
    let element = session.element("#m6")?;
    session.post(&format!("element/{element}/click"), &json!({}))?;
    let address = session.get("url")?;
    ensure!(
        address
            .as_str()
            .is_some_and(|address| address.ends_with("#card-vladimir-putin")),
        "a name leads to {address}"
    );
    Ok(())
}

fn ways(session: &Session, address: &str) -> Result<()> {
    session.post("url", &json!({ "url": format!("{address}setup.html") }))?;
    for (selector, is_shown) in [
        ("#pasting", true),
        (".picture", true),
        (".setup-note", true),
        ("#bookmarklet", false),
        ("#bookmarklet-copy", false),
    ] {
        let shown = read(session, selector, "displayed")?;
        ensure!(shown == is_shown, "{selector} is shown: {shown}");
    }
    Ok(())
}
