//! The attributes and ids on which hosts and these tests rely.

use anyhow::Result;
use serde_json::json;

use super::Case;
use crate::page::Page;

pub(super) const CASES: &[Case] = &[
    ("the root names its layers", root),
    (
        "sentences, mentions, notes and cards carry their attributes",
        marks,
    ),
    ("switches have their role, name and state", switches),
];

fn root(page: &Page) -> Result<()> {
    page.open("")?;
    page.expect(
        "layers on a first visit",
        "document.documentElement.dataset.layers",
        &json!("people organisations places reported attributed opinion forecast loaded"),
    )
}

fn marks(page: &Page) -> Result<()> {
    page.open("")?;
    page.expect_none(
        "marks that break the contract",
        "const bad = [], byId = (id) => document.getElementById(id);
         const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
         ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => bad.push('twice ' + id));
         const some = (selector, least) => {
           const found = [...document.querySelectorAll(selector)];
           if (found.length < least) bad.push(selector + ' only ' + found.length);
           return found;
         };
         for (const e of some('.sentence', 40))
           if (!e.id || !['reported', 'attributed', 'opinion', 'forecast'].includes(e.dataset.stance)) bad.push(e.outerHTML.slice(0, 80));
         for (const e of some('.mention', 60))
           if (!e.dataset.kind || !byId('card-' + e.dataset.card)) bad.push(e.outerHTML.slice(0, 80));
         for (const e of some('.note', 30))
           if (byId(e.dataset.noteFor)?.getAttribute('aria-details') !== e.id) bad.push(e.id);
         some('.card', 28);
         return bad;",
    )
}

fn switches(page: &Page) -> Result<()> {
    page.open("")?;
    page.expect(
        "switches",
        "[...document.querySelectorAll('[role=switch]')].map((e) => document.getElementById(e.getAttribute('aria-labelledby')).textContent + (e.checked ? ' on' : ' off'))",
        &json!(["People on", "Organisations on", "Places & events on", "Reported fact on", "Someone’s claim on", "Opinion on", "Forecast on", "Loaded words on"]),
    )?;
    for (key, name) in [("people", "People"), ("attributed", "Someone’s claim")] {
        let element = page.session.element(&format!("#layer-{key}"))?;
        let role = page
            .session
            .get(&format!("element/{element}/computedrole"))?;
        let label = page
            .session
            .get(&format!("element/{element}/computedlabel"))?;
        anyhow::ensure!(
            role == "switch" && label == name,
            "computed role {role} and label {label}"
        );
    }
    Ok(())
}
