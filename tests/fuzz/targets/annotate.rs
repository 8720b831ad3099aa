//! Any text, as plain text and as Markdown, annotated with weights that are mere noise and with none.

#![no_main]

#[path = "../../engine/checks.rs"]
mod checks;
#[path = "../../engine/knowledge.rs"]
mod knowledge;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sidelight::annotate::annotate;
use sidelight::article::{document_from_markdown, document_from_text};
use sidelight::model::Model;

static NOISE: LazyLock<[Model; 4]> = LazyLock::new(|| [1, 20, 300, 4000].map(knowledge::noise));

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let (shipped, cards) = knowledge::shipped();
    let model = NOISE.get(usize::from(choice >> 1)).unwrap_or(shipped);
    let document = if choice & 1 == 0 {
        document_from_text(text.to_owned())
    } else {
        document_from_markdown(text)
    };
    let annotated = annotate(&document, cards, model);
    checks::check(&document, &annotated);
    checks::check_cut(&document);
    checks::check_output(&document, &annotated);
});
