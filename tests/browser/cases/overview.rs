//! The map beside the article and the search of the cards.

use anyhow::Result;
use serde_json::json;

use super::Case;
use crate::page::Page;

pub(super) const CASES: &[Case] = &[
    ("the map shows what is in view and leads to sentences", map),
    ("the tables say what the pictures show", tables),
    ("the search filters the cards and says so", search),
];

/// How far down the map its frame is.
const FRAME_TOP: &str = "(document.querySelector('#map-view').getBoundingClientRect().top - document.querySelector('.map-bands').getBoundingClientRect().top)";

fn map(page: &Page) -> Result<()> {
    page.open("")?;
    page.expect("a band for every span", "document.querySelectorAll('.band').length === document.querySelectorAll('.sentence').length", &json!(true))?;
    page.until("the frame is shown", "!document.querySelector('#map-view').hidden && document.querySelector('#map-view').offsetHeight > 10")?;
    let before = page.value(FRAME_TOP)?;
    page.run("document.querySelector('#band-s30').click()")?;
    page.until("the sentence is in view", "(r => r.top > 0 && r.bottom < innerHeight)(document.querySelector('#s30').getBoundingClientRect())")?;
    page.until(
        "the frame has moved",
        &format!("{FRAME_TOP} > {before} + 20"),
    )
}

fn tables(page: &Page) -> Result<()> {
    page.open("")?;
    page.expect_none(
        "what the overview lacks",
        "const bad = [];
         const shares = [...document.querySelectorAll('.shares tbody tr')].map((row) => row.textContent);
         if (shares.length !== 4) bad.push(shares);
         const words = [...document.querySelectorAll('.shares tbody tr')].reduce((sum, row) => sum + Number(row.children[2].textContent), 0);
         if (!document.querySelector('.overview .lead').textContent.startsWith(String(words))) bad.push('words ' + words);
         const named = document.querySelectorAll('.mentioned tbody tr').length, ticks = document.querySelectorAll('.tick').length;
         if (ticks !== document.querySelectorAll('.mention').length) bad.push('ticks ' + ticks);
         if (named < 28) bad.push('named ' + named);
         if (document.querySelectorAll('.quoted tbody tr').length < 5) bad.push('quoted');
         if (document.querySelectorAll('.edge').length !== document.querySelectorAll('.graph tbody tr').length) bad.push('relations');
         return bad;",
    )
}

fn search(page: &Page) -> Result<()> {
    page.open("")?;
    let shown =
        "[...document.querySelectorAll('.index .card')].filter((e) => !e.hidden).map((e) => e.id)";
    page.press("/")?;
    page.until(
        "/ goes to the field",
        "document.activeElement.id === 'search-field'",
    )?;
    page.type_into("#search-field", "secretary of state blinken antony")?;
    page.until(
        "only his card is left",
        &format!("JSON.stringify({shown}).includes('card-antony-blinken') && {shown}.length < 6"),
    )?;
    page.expect("it says how many", "/^\\d+ of \\d+ cards$/.test(document.querySelector('.search-place [role=status]').textContent)", &json!(true))?;
    page.type_into("#search-field", " qqq")?;
    page.until("nothing is said plainly", &format!("{shown}.length === 0 && document.querySelector('.search-place [role=status]').textContent.startsWith('No card')"))?;
    page.run("const field = document.querySelector('#search-field'); field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true}))")?;
    page.until(
        "all are back",
        &format!("{shown}.length === document.querySelectorAll('.index .card').length"),
    )
}
