//! The interface of the shipped article's page in the browser.
//!
//! The page itself was rendered at build time and is complete without this program.

#[cfg(target_arch = "wasm32")]
mod controls;

#[cfg(target_arch = "wasm32")]
fn main() {
    use sidelight::web;

    let owner = leptos::prelude::Owner::new();
    owner.set();
    controls::start().mount_search(web::filter_cards);
    web::keep_notes_placed();
    web::settle_soon();
    web::watch_view();
    // The signals live as long as the page.
    std::mem::forget(owner);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser. `cargo xtask serve` builds and serves it.");
}
