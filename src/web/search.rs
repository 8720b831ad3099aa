//! Searching the index of cards.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::dom::all;

/// Hides the cards of the index that do not contain all words of `query`, and groups left empty;
/// returns how many cards remain and how many there are.
#[must_use]
pub fn filter_cards(query: &str) -> (usize, usize) {
    let query = query.to_lowercase();
    let words: Vec<_> = query.split_whitespace().collect();
    let cards = html(".index .card");
    let mut shown = 0;
    for card in &cards {
        // No words ask for no text: at the app's start this only counts.
        let fits = words.is_empty() || {
            let text = card.text_content().unwrap_or_default().to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        card.set_hidden(!fits);
        shown += usize::from(fits);
    }
    for group in html(".index .group") {
        let left = group.query_selector(".card:not([hidden])").ok().flatten();
        group.set_hidden(left.is_none());
    }
    (shown, cards.len())
}

fn html(selector: &str) -> Vec<HtmlElement> {
    all(selector)
        .filter_map(|element| element.dyn_into().ok())
        .collect()
}
