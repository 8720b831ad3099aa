//! No request leaves the page's own host, and nothing runs that the policy does not name.

use anyhow::Result;
use serde_json::json;

use super::Case;
use crate::page::{ESCAPE, Page, pause};

pub(super) const CASES: &[Case] = &[
    ("no request goes to another host", own_host),
    ("the policy lets no foreign script run", policy),
];

fn own_host(page: &Page) -> Result<()> {
    page.open("")?;
    page.run("document.querySelector('#m6').click()")?;
    page.until("a card is open", "!document.querySelector('#sheet').hidden")?;
    page.press(ESCAPE)?;
    for key in ["1", "0", "0"] {
        page.press(key)?;
    }
    page.expect(
        "requests to other hosts",
        "performance.getEntriesByType('resource').map((e) => e.name).filter((name) => new URL(name).origin !== location.origin)",
        &json!([]),
    )?;
    page.expect(
        "elements that would load from another host",
        "[...document.querySelectorAll('[src], link[href], [srcset], [poster], object, embed')].map((e) => e.src || e.href || e.outerHTML).filter((name) => new URL(name, location).origin !== location.origin)",
        &json!([]),
    )
}

fn policy(page: &Page) -> Result<()> {
    page.open("")?;
    let content = "document.querySelector('meta[http-equiv=Content-Security-Policy]').content";
    page.expect("unsafe words", &format!("['unsafe-inline', 'unsafe-eval', 'http:', '*', '{{'].filter((word) => {content}.replaceAll(\"'wasm-unsafe-eval'\", '').includes(word))"), &json!([]))?;
    page.expect(
        "what else may be loaded",
        &format!("{content}.includes(\"default-src 'none'\")"),
        &json!(true),
    )?;
    page.run(
        "window.hits = [];
         const inline = document.createElement('script');
         inline.textContent = 'window.hits.push(1)';
         document.body.append(inline);
         const link = document.createElement('a');
         link.setAttribute('onclick', 'window.hits.push(2)');
         document.body.append(link);
         link.click();",
    )?;
    pause(200);
    page.expect("foreign scripts that ran", "window.hits", &json!([]))?;
    // A request to another host is refused before it leaves.
    let refused = page.session.post(
        "execute/async",
        &json!({"args": [], "script": "const done = arguments[0];
            const name = (event) => done(event.effectiveDirective || event.violatedDirective);
            addEventListener('securitypolicyviolation', name, {once: true});
            fetch('https://example.org/').then(() => done('sent'), () => setTimeout(() => done('no violation'), 1000))"}),
    )?;
    anyhow::ensure!(
        refused
            .as_str()
            .is_some_and(|directive| directive.starts_with("connect-src")),
        "a foreign request: {refused}"
    );
    Ok(())
}
