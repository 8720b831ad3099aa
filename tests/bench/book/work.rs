//! What else is done with a long book in the library: the longest task of the page for each.

use anyhow::Result;
use serde_json::json;

use super::{BLOCK_TARGET, list, numbers};
use crate::browser::Browser;
use crate::report::Report;

/// What a reader does, by a script, and the expression that is true when it is done.
const WORK: [(&str, &str, &str); 11] = [
    (
        "going back to the list",
        "document.querySelector('#library-link').click()",
        "!document.querySelector('#shelf').hidden && !document.querySelector('#article')",
    ),
    (
        "bringing a short article",
        "const data = new DataTransfer(); data.items.add(new File(['The ferry was late.'], 'ferry.txt')); const event = new DragEvent('drop', {bubbles: true, cancelable: true}); Object.defineProperty(event, 'dataTransfer', {value: data}); document.body.dispatchEvent(event)",
        "document.querySelector('#beyond .guide') && new URL(location).searchParams.get('read')",
    ),
    (
        "going back from it",
        "document.querySelector('#library-link').click()",
        "document.querySelectorAll('.shelf-entry').length === 2 && !document.querySelector('#article')",
    ),
    (
        "searching the list for a word of its text",
        "const field = document.querySelector('.shelf input[type=search]'); field.value = 'according'; field.dispatchEvent(new Event('input', {bubbles: true}))",
        "document.querySelectorAll('.shelf-entry').length === 1",
    ),
    (
        "opening it from the list",
        "document.querySelector('.shelf-title').click()",
        MARKED,
    ),
    (
        "opening its text for editing",
        "document.querySelector('.edit-button').click()",
        "document.querySelectorAll('.edit details').length > 20",
    ),
    (
        "opening a part of its text for editing",
        "document.querySelector('.edit summary').click()",
        "document.querySelector('.edit textarea')?.value.length > 3000",
    ),
    (
        "saving its text with a new beginning",
        "const field = document.querySelector('.edit textarea'); field.value = 'A line of the reader.\\n\\n' + field.value; document.querySelector('.edit .main-button').click()",
        "document.querySelector('.part > p')?.textContent === 'A line of the reader.' && document.querySelector('#beyond .guide') && !document.querySelector('.going button')",
    ),
    (
        "writing a card for a name in it",
        "document.querySelector('.write-card').click(); setTimeout(() => document.querySelector('.card-form form').requestSubmit(), 500)",
        "!document.querySelector('#card-form').open && document.querySelector('#beyond .guide') && !document.querySelector('.going button')",
    ),
    (
        "exporting it",
        "const create = URL.createObjectURL; URL.createObjectURL = (blob) => { window.exported = blob; return create.call(URL, blob); }; document.querySelector('#library-link').click(); document.querySelector('.keeping').open = true; document.querySelector('.keeping .bring-ways button').click()",
        "/is among your downloads/.test(document.querySelector('.keeping-message').textContent)",
    ),
    (
        "importing that again",
        "const data = new DataTransfer(); data.items.add(new File([window.exported], 'library.zip')); const event = new DragEvent('drop', {bubbles: true, cancelable: true}); Object.defineProperty(event, 'dataTransfer', {value: data}); document.body.dispatchEvent(event)",
        "/^Imported/.test(document.querySelector('.bring-message').textContent)",
    ),
];

const MARKED: &str =
    "document.querySelector('#beyond .guide') && !document.querySelector('.going button')";

/// Adds a row on each, in the page in which the book is open.
pub(super) fn report(browser: &Browser<'_>, report: &mut Report) -> Result<()> {
    for (what, action, is_done) in WORK {
        eprintln!("{what}");
        let script = format!(
            r#"
const [done] = arguments;
const tasks = [];
const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
observer.observe({{ type: "longtask" }});
// Chromium tells nothing of a frame, however long, in which no script ran.
let frames = requestAnimationFrame(function frame() {{ frames = requestAnimationFrame(frame); }});
const start = performance.now();
const fail = setTimeout(() => done({{ error: "it is not done after a minute" }}), 60000);
const wait = () => {{
  if (!({is_done})) return setTimeout(wait, 20);
  const took = performance.now() - start;
  // What is done last may take its time.
  setTimeout(() => {{ clearTimeout(fail); observer.disconnect(); cancelAnimationFrame(frames); done({{ took, long: tasks }}); }}, 1500);
}};
setTimeout(() => {{ {action}; setTimeout(wait, 50); }}, 50);
"#
        );
        let told = browser.run(&script, &json!([]))?;
        let (took, long) = (super::number(&told, "took")?, numbers(&told["long"])?);
        let told = if long.is_empty() {
            format!("none of more than {BLOCK_TARGET} ms, done after {took:.0} ms")
        } else {
            format!("{} ms, done after {took:.0} ms", list(&long))
        };
        report.rate(
            &format!("Long tasks while {what}"),
            &told,
            &format!("≤ {BLOCK_TARGET} ms"),
            long.is_empty(),
        );
    }
    Ok(())
}
