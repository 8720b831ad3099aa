//! The page of the reader's own articles: bringing them, keeping them, and reading them with the marks that the engine makes.

#[cfg(target_arch = "wasm32")]
mod controls;
#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod reading;

#[cfg(target_arch = "wasm32")]
fn main() {
    std::panic::set_hook(Box::new(|info| leptos::logging::error!("{info}")));
    let owner = leptos::prelude::Owner::new();
    owner.set();
    desk::open(controls::start());
    // The signals live as long as the page.
    std::mem::forget(owner);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser. `cargo xtask serve` builds and serves it.");
}
