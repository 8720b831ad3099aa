//! Opening cards and explanations by mouse, keyboard and touch.

use anyhow::{Result, ensure};
use serde_json::json;

use super::Case;
use crate::engine::Engine;
use crate::page::{ENTER, ESCAPE, Page, pause};

pub(super) const CASES: &[Case] = &[
    (
        "a pointer at rest previews a card, and leaving closes it",
        by_rest,
    ),
    (
        "a page that scrolls under the pointer opens nothing",
        not_by_scrolling,
    ),
    (
        "a wide window opens cards in the margin, and a pointer on its way there keeps them",
        in_margin,
    ),
    ("a click opens a card with the keyboard in it", by_click),
    ("Enter opens, Escape closes and goes back", by_keyboard),
    ("a tap opens, a second tap follows", by_touch),
    (
        "notes, tables, other cards and the picture lead to cards",
        from_elsewhere,
    ),
    ("a capital offers its other reading", other_reading),
    ("a sentence explains itself", sentence),
    ("a loaded word gives its reason", loaded),
    ("a mark of a layer that is off opens nothing", not_when_off),
];

const PUTIN: &str = "a.mention[data-card=vladimir-putin]";

fn shows(name: &str) -> String {
    format!(
        "!document.querySelector('#sheet').hidden && document.querySelector('#sheet-body .card-name')?.textContent === '{name}'"
    )
}

const CLOSED: &str = "document.querySelector('#sheet').hidden";

fn by_rest(page: &Page) -> Result<()> {
    page.open("")?;
    page.hover(PUTIN)?;
    page.until("a preview is open", &shows("Vladimir Putin"))?;
    page.expect(
        "the keyboard stays",
        "document.activeElement.id !== 'sheet'",
        &json!(true),
    )?;
    page.point_at("#sheet .card-kind")?;
    pause(600);
    page.expect("it stays while the pointer is on it", CLOSED, &json!(false))?;
    page.move_mouse(4.0, 500.0)?;
    page.until("it closes", CLOSED)
}

fn not_by_scrolling(page: &Page) -> Result<()> {
    page.open("")?;
    let rect = page.value(&format!("(e => [e.getBoundingClientRect().left + 10, e.getBoundingClientRect().top + 10])(document.querySelector('{PUTIN}'))"))?;
    let (x, y) = (
        rect[0].as_f64().unwrap_or_default().floor(),
        rect[1].as_f64().unwrap_or_default().floor(),
    );
    // The pointer rests where the words will be after the page has scrolled by 120 px.
    page.move_mouse(x, y - 120.0)?;
    pause(500);
    page.press(ESCAPE)?;
    page.run("scrollBy({top: 120, behavior: 'instant'})")?;
    pause(900);
    page.expect("nothing has opened", CLOSED, &json!(true))
}

fn in_margin(page: &Page) -> Result<()> {
    page.open("")?;
    page.hover(PUTIN)?;
    page.until("a preview is open", &shows("Vladimir Putin"))?;
    let place = page.value(&format!(
        "(() => {{ const sheet = document.querySelector('#sheet').getBoundingClientRect(), words = document.querySelector('{PUTIN}').getBoundingClientRect();
        return [sheet.left - document.querySelector('#article').getBoundingClientRect().right, words.right, words.top + words.height / 2, sheet.left, innerHeight - sheet.bottom].map(Math.floor) }})()"
    ))?;
    let number = |index: usize| place[index].as_f64().unwrap_or_default();
    ensure!(number(0) > 0.0, "the card covers the text: {place}");
    ensure!(number(4) >= 0.0, "the card runs out of the window: {place}");
    // Slower than the time after which a card closes behind a pointer that has left for elsewhere.
    let (from, height, to) = (number(1), number(2), number(3) + 40.0);
    for step in 1..=8 {
        page.move_mouse(from + (to - from) * f64::from(step) / 8.0, height)?;
        pause(120);
    }
    pause(500);
    page.expect("it has stayed", CLOSED, &json!(false))?;
    page.move_mouse(4.0, 500.0)?;
    page.until("it closes", CLOSED)
}

fn by_click(page: &Page) -> Result<()> {
    page.open("")?;
    page.click(PUTIN)?;
    page.until("the card is open", &shows("Vladimir Putin"))?;
    page.until(
        "the keyboard is in it",
        "document.activeElement.id === 'sheet'",
    )?;
    page.expect_none(
        "what the card lacks",
        "const text = document.querySelector('#sheet-body').textContent;
         const lacks = ['Then: January 2022', 'President of Russia', 'Since', 'Related', 'Named 2 times', 'Sources'].filter((part) => !text.includes(part));
         if (!document.querySelector('#sheet-body .sources a[href^=http]')) lacks.push('a source as a link');
         if (!document.querySelector('#sheet-body .named-at a[href^=\"#m\"]')) lacks.push('a jump to a mention');
         return lacks;",
    )?;
    page.click("#sheet .sheet-close")?;
    page.until("it is closed", CLOSED)?;
    page.expect(
        "the keyboard is back",
        "document.activeElement.dataset.card",
        &json!("vladimir-putin"),
    )?;
    page.click(PUTIN)?;
    page.until("the card is open", &shows("Vladimir Putin"))?;
    page.click("h1")?;
    page.until("a click elsewhere closes it", CLOSED)
}

fn by_keyboard(page: &Page) -> Result<()> {
    page.open("")?;
    page.run(&format!("document.querySelector('{PUTIN}').focus()"))?;
    page.press(ENTER)?;
    page.until("the card is open", &shows("Vladimir Putin"))?;
    page.until(
        "the keyboard is in it",
        "document.activeElement.id === 'sheet'",
    )?;
    page.press(ESCAPE)?;
    page.until("it is closed", CLOSED)?;
    page.expect(
        "the keyboard is back",
        "document.activeElement.dataset.card",
        &json!("vladimir-putin"),
    )?;
    // Every mark is reached by Tab: links, and the sign behind each sentence.
    page.expect("marks that Tab passes over", "[...document.querySelectorAll('.mention, .loaded, .why')].filter((e) => e.tabIndex !== 0).length", &json!(0))
}

fn by_touch(page: &Page) -> Result<()> {
    if page.engine == Engine::WebKit {
        page.skip("touch: its driver has no touch pointer");
        return Ok(());
    }
    page.open("")?;
    page.tap(PUTIN)?;
    page.until("the card is open", &shows("Vladimir Putin"))?;
    // A tap on the same words follows the link; the sheet must not cover them.
    page.tap(PUTIN)?;
    page.until(
        "the card's own place",
        "location.hash === '#card-vladimir-putin'",
    )?;
    page.until("the sheet is closed", CLOSED)
}

fn from_elsewhere(page: &Page) -> Result<()> {
    page.open("")?;
    page.click(".note-name[href='#card-vladimir-putin']")?;
    page.until("from a note", &shows("Vladimir Putin"))?;
    page.click("#sheet-body .relations a[href='#card-russia']")?;
    page.until("from another card", &shows("Russia"))?;
    page.press(ESCAPE)?;
    page.until("it is closed", CLOSED)?;
    page.click(".mentioned a[href='#card-csto']")?;
    page.until(
        "from a table",
        &shows("Collective Security Treaty Organization"),
    )?;
    page.press(ESCAPE)?;
    page.until("it is closed", CLOSED)?;
    page.center(".graph-picture")?;
    // Another card than before: only once the sheet holds it has it found its place.
    page.run("document.querySelector('.node[data-card=russia] text').dispatchEvent(new MouseEvent('click', {bubbles: true, button: 0, cancelable: true}))")?;
    page.until("from the picture", &shows("Russia"))?;
    page.click("#sheet .sheet-address")?;
    page.until(
        "to its own place",
        "location.hash === '#card-russia' && document.querySelector('#sheet').hidden",
    )?;
    page.click("#card-csto .relations a[href='#card-kazakhstan']")?;
    page.until(
        "in the index, to the other's place",
        "location.hash === '#card-kazakhstan'",
    )
}

fn other_reading(page: &Page) -> Result<()> {
    page.open("")?;
    page.click("a.mention[data-card=government-of-russia][data-other=moscow]")?;
    page.until("the government's card", &shows("Government of Russia"))?;
    page.expect(
        "what else it could be",
        "document.querySelector('.sheet-others').textContent.includes('Other reading: Moscow')",
        &json!(true),
    )?;
    page.click(".sheet-others a[href='#card-moscow']")?;
    page.until("the city's card", &shows("Moscow"))
}

fn sentence(page: &Page) -> Result<()> {
    page.open("")?;
    let shown =
        "!document.querySelector('#sheet').hidden && document.querySelector('#sheet-body .reason')";
    page.center("#s1")?;
    let at = page.value("(r => [r.right - 12, r.top + r.height / 2])(document.querySelector('#s1').getClientRects()[0])")?;
    let point = json!([at[0], at[1]]);
    page.run(&format!("const [x, y] = {point}; document.elementFromPoint(x, y).dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true, button: 0, clientX: x, clientY: y}}))"))?;
    page.until("the explanation is open", shown)?;
    page.expect(
        "its label",
        "document.querySelector('#sheet-body .label').textContent",
        &json!("Opinion"),
    )?;
    let cue = "getComputedStyle(document.querySelector('#s1 .cue')).backgroundColor";
    let lit = page.value(cue)?;
    page.press(ESCAPE)?;
    page.until("it is closed", CLOSED)?;
    ensure!(
        page.value(cue)? != lit,
        "the deciding words are not lit while the explanation is open"
    );
    page.expect(
        "the keyboard is on the sentence's sign",
        "document.activeElement.classList.contains('why')",
        &json!(true),
    )?;
    let attributed =
        page.value("document.querySelector('.sentence[data-stance=attributed]').id")?;
    let id = attributed.as_str().unwrap_or_default().to_owned();
    page.run(&format!("document.querySelector('#{id} + .why').focus()"))?;
    page.press(ENTER)?;
    page.until(
        "by keyboard",
        "document.querySelector('#sheet-body .label')?.textContent === 'Someone’s claim'",
    )?;
    page.expect(
        "it says who made it",
        "document.querySelector('#sheet-body .origin').textContent.includes('labelling')",
        &json!(true),
    )?;
    page.click("#sheet-body .said-by a[href^='#card-']")?;
    page.until(
        "the source's card",
        "document.querySelector('#sheet-body .card-name')",
    )?;
    page.run("document.querySelector('#s35-2').click()")?;
    page.until(
        "what decides from beside the sentence is lit",
        "document.querySelector('.cue[data-decides=s35-2]').hasAttribute('data-open')",
    )?;
    page.press(ESCAPE)?;
    page.until("and no longer", "!document.querySelector('[data-open]')")
}

fn loaded(page: &Page) -> Result<()> {
    page.open("")?;
    page.click("#l1")?;
    page.until("the reason is open", "!document.querySelector('#sheet').hidden && document.querySelector('#sheet-body').textContent.includes('Loaded word')")?;
    page.expect(
        "the sentence around it is offered",
        "[...document.querySelectorAll('.sheet-others a')].map((a) => a.hash)[0]",
        &json!("#why-s1"),
    )
}

fn not_when_off(page: &Page) -> Result<()> {
    page.open("?layers=forecast")?;
    page.run("document.querySelector('#s1').click()")?;
    pause(300);
    page.expect("nothing has opened", CLOSED, &json!(true))
}
