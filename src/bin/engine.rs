//! The engine as a worker of the page: annotates what the page sends it, and knows nothing of the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    sidelight::worker::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "This program runs in a browser, beside the page. `sidelight annotate` does the same work on the command line."
    );
}
