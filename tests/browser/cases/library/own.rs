//! What is the reader's own: cards, texts that they edit, and the view of an entity across their articles.

use anyhow::{Result, bail, ensure};
use serde_json::json;

use super::keeping::stored;
use super::{KEPT, back, drop_files, keep, open, paste, read, ready};
use crate::page::{ENTER, Page, TAB, pause};

const BRIDGE: &str = "The bridge is open\n\nAigul Serikova opened the bridge on Monday. “It is finished,” Serikova said in Kelmouth.";

/// Opens the form for a card that the open article shows, by its id.
pub(super) fn begin_card(page: &Page, card: &str) -> Result<()> {
    page.run(&format!(
        "document.querySelector('#card-{card} .write-card').click()"
    ))?;
    page.until("the form is open", FORM)
}

/// Sets a field of the form as a reader does.
pub(super) fn fill(page: &Page, label: &str, text: &str) -> Result<()> {
    page.run(&format!("const label = [...document.querySelectorAll('.card-form label')].find((label) => label.textContent.startsWith({}));
        const field = label.querySelector('input, textarea, select');
        field.value = {}; field.dispatchEvent(new Event('input', {{bubbles: true}})); field.dispatchEvent(new Event('change', {{bubbles: true}}));", json!(label), json!(text)))
    .map(drop)
}

pub(super) const FORM: &str =
    "document.querySelector('#card-form').open && document.querySelector('.card-form form')";

/// The form is open, and for a card of that name.
fn form_for(page: &Page, name: &str) -> Result<()> {
    page.until("the form is open", FORM)?;
    page.expect(
        "the name is there",
        "document.querySelector('.card-form input').value",
        &json!(name),
    )
}

pub(super) fn card(page: &Page) -> Result<()> {
    open(page)?;
    paste(page, "text/plain", BRIDGE)?;
    read(page)?;
    page.click(".mention[data-card=own-aigul-serikova]")?;
    page.until(
        "the empty card is open",
        "/There is no card for this name/.test(document.querySelector('#sheet-body').textContent)",
    )?;
    page.click("#sheet-body .write-card")?;
    form_for(page, "Aigul Serikova")?;
    // The browser tells of the closing when the form has been begun again.
    page.run("document.querySelector('.form-actions button[type=button]').click(); document.querySelector('#card-own-aigul-serikova .write-card').click()")?;
    page.until("the form is open again", FORM)?;
    fill(page, "Who or what", "Mayor of Kelmouth.")?;
    fill(page, "Where you read it", "not an address")?;
    page.run("document.querySelector('.card-form form').noValidate = true; document.querySelector('.card-form form').requestSubmit()")?;
    page.until(
        "a reason",
        "/must be the address of a page/.test(document.querySelector('.form-fault').textContent)",
    )?;
    fill(page, "Where you read it", "https://example.org/mayor")?;
    page.run("document.querySelector('.card-form form').requestSubmit()")?;
    let written = "/Mayor of Kelmouth\\..*Written by you/.test(document.querySelector('#card-own-aigul-serikova')?.textContent)";
    page.until("the card is shown", written)?;
    page.expect(
        "the form is closed",
        "document.querySelector('#card-form').open",
        &json!(false),
    )?;
    page.expect(
        "its source",
        "document.querySelector('#card-own-aigul-serikova .sources a').href",
        &json!("https://example.org/mayor"),
    )?;
    // Another article that names her shows it too, after a reload as well.
    back(page)?;
    paste(
        page,
        "text/plain",
        "Years later\n\nAigul Serikova came back in spring, they say.",
    )?;
    read(page)?;
    page.until("the card is shown there", written)?;
    page.until("it is kept", KEPT)?;
    page.run("location.reload()")?;
    pause(300);
    read(page)?;
    page.until("the card is shown again", written)?;
    begin_card(page, "own-aigul-serikova")?;
    page.click(".form-actions button:last-of-type")?;
    let gone = "/There is no card for this name/.test(document.querySelector('#card-own-aigul-serikova')?.textContent)";
    page.until("the card is gone", gone)?;
    page.expect(
        "what is said of it",
        "document.querySelector('.undo span').textContent",
        &json!("Your card “Aigul Serikova” was deleted."),
    )?;
    page.click(".undo button")?;
    page.until("the card is back", written)?;
    page.until("the line is gone", "!document.querySelector('.undo')")?;
    read(page)?;
    begin_card(page, "own-aigul-serikova")?;
    page.click(".form-actions button:last-of-type")?;
    page.until("the card is gone again", gone)?;
    page.click(".undo button:last-of-type")?;
    page.until("the line is closed", "!document.querySelector('.undo')")?;
    page.run("location.reload()")?;
    pause(300);
    read(page)?;
    page.until("the card is gone for good", gone)
}

pub(super) fn across(page: &Page) -> Result<()> {
    open(page)?;
    let article = |written: &str, title: &str, text: &str| {
        let page = format!(
            "<html lang=en><head><title>{title}</title><meta property='article:published_time' content='{written}'></head><body><article><h1>{title}</h1><p>It was a fine day in the harbour, and many people had come to see it, the paper reported at the time.</p><p>{text}</p></article></body></html>"
        );
        (format!("{title}.html"), page)
    };
    drop_files(
        page,
        &[
            article(
                "2023-04-02",
                "Later",
                "In the end Aigul Serikova resigned, and the council of the town took note of it on Monday.",
            ),
            article(
                "2021-05-03",
                "Earlier",
                "The people of the town chose Aigul Serikova, who had promised a bridge, by a large majority.",
            ),
        ],
    )?;
    page.until(
        "both are listed",
        "document.querySelectorAll('.shelf-entry').length === 2",
    )?;
    // Names are known once an article was read.
    for number in [0, 1] {
        page.run(&format!("[...document.querySelectorAll('.shelf-title')].sort((one, two) => one.textContent < two.textContent ? -1 : 1)[{number}].click()"))?;
        read(page)?;
        pause(300);
        back(page)?;
    }
    let link = "[...document.querySelectorAll('.entities a')].find((a) => a.textContent === 'Aigul Serikova')";
    page.until(
        "she is listed",
        &format!("/2 articles/.test({link}?.parentElement.textContent)"),
    )?;
    page.run(&format!(
        "document.querySelector('.entities').open = true; {link}.click()"
    ))?;
    page.until("the articles by date", "[...document.querySelectorAll('.seen-articles h2')].map((h) => h.textContent).join() === 'Earlier,Later'")?;
    page.expect(
        "the words",
        "[...document.querySelectorAll('.seen-quotes b')].map((b) => b.textContent)",
        &json!(["Aigul Serikova", "Aigul Serikova"]),
    )?;
    page.expect(
        "the address",
        "new URL(location).searchParams.get('seen')",
        &json!("person:Aigul Serikova"),
    )?;
    // A card written here becomes hers.
    page.click("#seen button")?;
    page.until("the form is open", FORM)?;
    fill(page, "Who or what", "A mayor.")?;
    page.run("document.querySelector('.card-form form').requestSubmit()")?;
    page.until("it is hers", "/A mayor\\..*Written by you/.test(document.querySelector('.seen-summary')?.textContent) && document.querySelectorAll('.seen-articles h2').length === 2")?;
    page.run("document.querySelectorAll('.seen-quotes a')[1].click()")?;
    read(page)?;
    page.expect("the article and the place", "[document.querySelector('#article h1').textContent, document.querySelector(location.hash)?.textContent.includes('resigned')]", &json!(["Later", true]))?;
    page.run("document.querySelector('#card-own-aigul-serikova .across a').click()")?;
    page.until(
        "from her card there too",
        "document.querySelectorAll('.seen-articles h2').length === 2 && !document.querySelector('#article')",
    )?;
    page.run("history.back()")?;
    read(page)?;
    page.run("history.back()")?;
    page.until("back there", "document.querySelectorAll('.seen-articles h2').length === 2 && !document.querySelector('#article')")?;
    back(page)?;
    page.until(
        "and to the list",
        "document.querySelector('#paste') && !document.querySelector('#seen')",
    )
}

pub(super) fn edited(page: &Page) -> Result<()> {
    open(page)?;
    paste(
        page,
        "text/html",
        "<h1>Trouble in the east</h1><p>Russia and Kazakhstan signed <a href='https://example.org/treaty'>a treaty</a> in 2013.</p><p>The troops came to Almaty, and the bloc praised them. CSTO said nothing.</p>",
    )?;
    read(page)?;
    page.expect(
        "something is unsure",
        "document.querySelectorAll('.choose.here').length > 0",
        &json!(true),
    )?;
    let mention = page.value("document.querySelector('.choose.here').value.split(' ')[0]")?;
    let words = page.value(&format!(
        "document.querySelector('#' + {mention}).textContent"
    ))?;
    page.run("document.querySelector('.choose.here').click()")?;
    page.until(
        "it is set, there only",
        &format!("/Set by you/.test(document.querySelector('#why-' + {mention})?.textContent)"),
    )?;
    page.run("document.querySelector('.edit-button').click()")?;
    page.until("the text can be edited", "document.querySelector('.edit textarea')?.value.startsWith('Russia and Kazakhstan signed a treaty')")?;
    page.until(
        "the keyboard is at its beginning",
        "document.activeElement === document.querySelector('.edit textarea') && document.activeElement.selectionStart === 0 && document.activeElement.scrollTop === 0",
    )?;
    let change = |from: &str, to: &str| {
        page.run(&format!("const field = document.querySelector('.edit textarea'); field.value = field.value.replace({from}, {to}); document.querySelector('.edit .main-button').click()"))
    };
    change(
        "/^/",
        "'## A new beginning\\n\\nThis was added above all.\\n\\n'",
    )?;
    page.until(
        "the new text is there",
        "document.querySelector('.part h2')?.textContent === 'A new beginning'",
    )?;
    read(page)?;
    page.expect(
        "the link has moved along",
        "[...document.querySelectorAll('.part > p')].filter((p) => p.querySelector('.out')?.href === 'https://example.org/treaty').map((p) => /signed a treaty↗/.test(p.textContent))",
        &json!([true]),
    )?;
    page.until("the choice has moved along", "[...document.querySelectorAll('.explanation')].filter((one) => /Set by you/.test(one.textContent)).length === 1")?;
    page.expect(
        "nothing is lost",
        "document.querySelectorAll('.lost').length",
        &json!(0),
    )?;
    // Words that go take what hung on them along, and that is said.
    page.run("document.querySelector('.edit-button').click()")?;
    page.until(
        "the text can be edited",
        "document.querySelector('.edit textarea')",
    )?;
    change(&format!("new RegExp({words}, 'g')"), "'nobody'")?;
    page.until(
        "the lost choice is listed",
        &format!("document.querySelector('.lost')?.textContent.includes({words})"),
    )?;
    read(page)?;
    page.run("[...document.querySelectorAll('.provenance ~ p button, .edit-button ~ button')].find((button) => /Undo/.test(button.textContent)).click()")?;
    page.until("it is as before", &format!("document.querySelector('#article').textContent.includes({words}) && !document.querySelector('.lost')"))?;
    read(page)?;
    page.until("the address names it", KEPT)?;
    pause(300);
    page.run("location.reload()")?;
    pause(300);
    ready(page)?;
    read(page)?;
    page.expect(
        "it stays",
        "document.querySelector('.part h2')?.textContent",
        &json!("A new beginning"),
    )?;
    let set = page.value("[...document.querySelectorAll('.explanation')].filter((one) => /Set by you/.test(one.textContent)).length")?;
    ensure!(set == json!(1), "{set} choices stay");
    Ok(())
}

/// What the reader asks for while marks are made anew is about those that are shown.
pub(super) fn asked_while_marked(page: &Page) -> Result<()> {
    open(page)?;
    keep(
        page,
        "Trouble in the east\n\nAigul Serikova came to Almaty. CSTO said nothing, and Serikova went home.\n\nOn Monday CSTO said nothing, and on Tuesday CSTO spoke.",
    )?;
    page.run("const buttons = [...document.querySelectorAll('.choose.here')]; window.chosen = [...new Set(buttons.map((button) => button.value.split(' ')[0]))].slice(0, 2); for (const mention of chosen) buttons.find((button) => button.value.startsWith(`${mention} `)).click(); document.querySelector('#card-own-aigul-serikova .write-card').click()")?;
    page.expect("two mentions", "chosen.length", &json!(2))?;
    form_for(page, "Aigul Serikova")?;
    page.until(
        "both mentions are set",
        "chosen.every((mention) => /Set by you/.test(document.querySelector(`#why-${mention}`)?.textContent))",
    )?;
    page.run("document.querySelector('.form-actions button[type=button]').click()")?;
    back(page)?;
    // In a long article what is asked for is made from the marks, not found on the page.
    let long = "It rained all day, they said.\n\n".repeat(3000);
    keep(
        page,
        &format!(
            "Trouble in the east\n\nAigul Serikova came to Almaty. CSTO said nothing, and Serikova went home.\n\n{long}"
        ),
    )?;
    page.run("document.querySelector('#m3').click()")?;
    page.until(
        "a choice is offered",
        "document.querySelector('#sheet-body .choose')",
    )?;
    page.run("document.querySelector('#sheet-body .choose').click(); document.querySelector('#m1').click()")?;
    page.until(
        "the other card is shown",
        "/There is no card for this name/.test(document.querySelector('#sheet-body').textContent)",
    )
}

/// A long text is edited in parts, by the keyboard: what was typed in one is there, and all of the others as well.
pub(super) fn edited_long(page: &Page) -> Result<()> {
    open(page)?;
    let paragraphs = (0..400).map(|number| {
        format!(
            "On day {number} the ferry was late. {}",
            "It rained all day, they said. ".repeat(5).trim()
        )
    });
    let paragraphs: Vec<String> = paragraphs.collect();
    keep(page, &format!("The ferry\n\n{}", paragraphs.join("\n\n")))?;
    page.run("document.querySelector('.edit-button').focus()")?;
    page.press(ENTER)?;
    page.until(
        "the keyboard is on the first of several parts, and all are closed",
        "document.activeElement === document.querySelector('.edit summary') && document.querySelectorAll('.edit details').length > 3 && !document.querySelector('.edit details[open]')",
    )?;
    // Cancelling leads back to where the reader was.
    page.run(
        "const cancel = [...document.querySelectorAll('.edit button')].at(-1); cancel.focus()",
    )?;
    page.press(ENTER)?;
    page.until(
        "the keyboard is back",
        "document.activeElement === document.querySelector('.edit-button')",
    )?;
    page.press(ENTER)?;
    page.until(
        "the parts are there",
        "document.activeElement === document.querySelector('.edit summary')",
    )?;
    let second = page.value("document.querySelectorAll('.edit summary')[1].textContent")?;
    ensure!(
        second
            .as_str()
            .is_some_and(|name| name.starts_with("Part 2: On day ")),
        "the second part is called {second}"
    );
    page.press(TAB)?;
    page.press(ENTER)?;
    page.until(
        "the second is open",
        "document.querySelector('.edit details[open] textarea')",
    )?;
    page.press(TAB)?;
    page.expect(
        "the keyboard is in its field",
        "document.activeElement === document.querySelectorAll('.edit details')[1].querySelector('textarea')",
        &json!(true),
    )?;
    for key in "Nobody came. ".chars() {
        page.press(&key.to_string())?;
    }
    page.run("document.querySelector('.edit .main-button').click()")?;
    page.until(
        "the text is saved, and the keyboard where it was begun",
        "!document.querySelector('.edit') && document.activeElement === document.querySelector('.edit-button')",
    )?;
    read(page)?;
    let first = second
        .as_str()
        .unwrap_or_default()
        .trim_start_matches("Part 2: ")
        .trim_end_matches('…');
    let mut expected = paragraphs;
    for paragraph in &mut expected {
        if paragraph.starts_with(first) {
            *paragraph = format!("Nobody came. {paragraph}");
        }
    }
    let text =
        page.value("[...document.querySelectorAll('.part > p')].map((p) => p.textContent)")?;
    ensure!(text == json!(expected), "the text is {text}");
    Ok(())
}

/// Edits the text of the open article by a script that changes `field.value`.
fn edit(page: &Page, change: &str) -> Result<()> {
    page.run("document.querySelector('.edit-button')?.click()")?;
    page.until(
        "the text can be edited",
        "document.querySelector('.edit textarea')",
    )?;
    page.run(&format!("const field = document.querySelector('.edit textarea'); field.value = {change}; document.querySelector('.edit .main-button').click()"))?;
    read(page)
}

const NO_ROOM: &str = "window.put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };";
const ROOM: &str = "IDBObjectStore.prototype.put = window.put";
const TOLD_FULL: &str = "/no room left/.test(document.querySelector('.provenance').textContent)";

/// A change that the device has no room for leaves the next one a change of the same article.
pub(super) fn edited_when_full(page: &Page) -> Result<()> {
    open(page)?;
    keep(page, BRIDGE)?;
    page.run(NO_ROOM)?;
    edit(page, "'A first line.\\n\\n' + field.value")?;
    page.until("it is told", TOLD_FULL)?;
    page.run(ROOM)?;
    edit(page, "'A second line.\\n\\n' + field.value")?;
    kept(page, "A second line.")?;
    page.run("window.stays = true; location.reload()")?;
    page.until("the page is loaded anew", "!window.stays")?;
    ready(page)?;
    read(page)?;
    back(page)?;
    page.until(
        "there is one article still",
        "document.querySelectorAll('.shelf-entry').length === 1",
    )?;
    page.run("document.querySelector('.shelf-title').click()")?;
    read(page)?;
    page.expect(
        "both lines",
        "[...document.querySelectorAll('.part > p')].slice(0, 2).map((p) => p.textContent)",
        &json!(["A second line.", "A first line."]),
    )
}

/// What one window could not keep is not replaced by what another one keeps.
pub(super) fn edited_when_full_and_elsewhere(page: &Page) -> Result<()> {
    open(page)?;
    keep(page, BRIDGE)?;
    page.run(NO_ROOM)?;
    edit(page, "'Kept by nobody.\\n\\n' + field.value")?;
    page.until("it is told", TOLD_FULL)?;
    in_another_window(page, |_| kept(page, "The second window wrote this."))?;
    pause(300);
    page.expect(
        "what the first window has",
        "document.querySelector('.part > p').textContent",
        &json!("Kept by nobody."),
    )?;
    page.run(ROOM)?;
    edit(page, "'And more.\\n\\n' + field.value")?;
    page.until(
        "it is said",
        "/Both forms are in your library/.test(document.querySelector('.provenance').textContent)",
    )?;
    kept(page, "And more.")?;
    back(page)?;
    page.until(
        "both are listed",
        "document.querySelectorAll('.shelf-entry').length === 2",
    )
}

/// One of two windows.
#[derive(Clone, Copy)]
enum Window {
    First,
    Second,
}

/// Edits the article that is open in another window, goes on from there, closes it and is back in the first one; `work` is given what turns
/// to either.
fn in_another_window(
    page: &Page,
    work: impl FnOnce(&dyn Fn(Window) -> Result<()>) -> Result<()>,
) -> Result<()> {
    let address = page.value("location.search")?;
    let first = page.session.get("window")?;
    let second = page.session.post("window/new", &json!({"type": "tab"}))?["handle"].clone();
    let turn = |to: Window| {
        let handle = match to {
            Window::First => &first,
            Window::Second => &second,
        };
        let asked = page.session.post("window", &json!({ "handle": handle }));
        asked.map(drop)
    };
    let outcome = turn(Window::Second).and_then(|()| {
        let address = address.as_str().unwrap_or_default();
        page.visit(&format!("library.html{address}"))?;
        read(page)?;
        edit(page, "'The second window wrote this.\\n\\n' + field.value")?;
        work(&turn)?;
        turn(Window::Second)?;
        page.session.delete("window").map(drop)
    });
    turn(Window::First)?;
    outcome
}

/// Waits until an article in the library has these words.
fn kept(page: &Page, words: &str) -> Result<()> {
    for _ in 0..50 {
        if stored(page, "articles")?.to_string().contains(words) {
            return Ok(());
        }
        pause(100);
    }
    bail!("“{words}” is not in the library")
}

pub(super) fn edited_twice(page: &Page) -> Result<()> {
    open(page)?;
    keep(page, BRIDGE)?;
    in_another_window(page, |turn| {
        turn(Window::First)?;
        page.until(
            "the first window follows",
            "document.querySelector('.part > p')?.textContent === 'The second window wrote this.'",
        )?;
        read(page)?;
        // While it edits it does not follow, and nothing of either is lost.
        page.run("document.querySelector('.edit-button').click()")?;
        page.until(
            "the text can be edited",
            "document.querySelector('.edit textarea')",
        )?;
        turn(Window::Second)?;
        edit(page, "'Another line of the second.\\n\\n' + field.value")?;
        turn(Window::First)?;
        pause(300);
        edit(page, "'A line of the first.\\n\\n' + field.value")?;
        page.until("it is said", "/Both forms are in your library/.test(document.querySelector('.provenance').textContent)")?;
        // What the first window changes from then on leaves the form of the second alone.
        edit(page, "'Once more.\\n\\n' + field.value")
    })?;
    back(page)?;
    page.until(
        "both are listed",
        "document.querySelectorAll('.shelf-entry').length === 2",
    )?;
    page.run("const field = document.querySelector('.shelf input[type=search]'); field.value = 'another'; field.dispatchEvent(new Event('input', {bubbles: true}))")?;
    page.until(
        "the second window's form is as it left it",
        "document.querySelectorAll('.shelf-entry').length === 1",
    )
}
