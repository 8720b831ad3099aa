//! Fetching what the engine knows.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, Response};

use crate::engine::Knowledge;

/// The weights and the cards from their addresses, or why not.
pub(super) async fn knowledge(
    scope: &DedicatedWorkerGlobalScope,
    weights: &str,
    cards: &str,
) -> Result<Knowledge, String> {
    // Both are asked for before either is waited for.
    let (asked_weights, asked_cards) = (scope.fetch_with_str(weights), scope.fetch_with_str(cards));
    let weights = bytes(asked_weights)
        .await
        .map_err(|reason| format!("the weights at {weights} cannot be fetched ({reason})"))?;
    let cards = bytes(asked_cards)
        .await
        .map_err(|reason| format!("the card index at {cards} cannot be fetched ({reason})"))?;
    Knowledge::read(&weights, &cards).map_err(|error| error.to_string())
}

async fn bytes(asked: Promise) -> Result<Vec<u8>, String> {
    let broken = |_| "the connection broke off".to_owned();
    let response = JsFuture::from(asked)
        .await
        .map_err(|_| "the host cannot be reached".to_owned())?;
    let response: Response = response.dyn_into().map_err(broken)?;
    if !response.ok() {
        return Err(format!(
            "the host answers with status {}",
            response.status()
        ));
    }
    let body = response.array_buffer().map_err(broken)?;
    let buffer = JsFuture::from(body).await.map_err(broken)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
