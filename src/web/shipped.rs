//! The cards that ship, fetched when the first article is opened.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, Url};

use super::dom::{document, window};
use crate::card::{Card, Cards};

/// The cards' file, beside the page.
const FILE: &str = "cards.json";

/// The shipped cards; none where they cannot be fetched or read.
pub async fn shipped_cards() -> Option<Cards> {
    let base = document()?.base_uri().ok()??;
    let address = Url::new_with_base(FILE, &base).ok()?.href();
    let asked = window()?.fetch_with_str(&address);
    let response: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    let cards: Vec<Card> = serde_json::from_str(&text.as_string()?).ok()?;
    Some(Cards::new(cards))
}
