//! The reader of PDF files as a worker of the page, started when a reader brings one and ended when it is read.

/// A file that asks for more memory than this is made to harm: the worker ends, and the page says so.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, 1 << 30);

#[cfg(target_arch = "wasm32")]
fn main() {
    sidelight::worker::serve_pdf();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "This program runs in a browser, beside the page. `cargo xtask serve` builds and serves it."
    );
}
