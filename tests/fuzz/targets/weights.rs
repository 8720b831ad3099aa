//! Any bytes as a file of weights, and weights of which any bytes were changed: they are refused, or text is annotated
//! with whatever they hold.

#![no_main]

#[path = "../../engine/checks.rs"]
mod checks;
#[path = "../../engine/knowledge.rs"]
mod knowledge;

use libfuzzer_sys::fuzz_target;
use sidelight::annotate::annotate;
use sidelight::article::document_from_text;
use sidelight::model::Model;

const TEXT: &str = "“We met Mr. Tokayev of the CSTO,” Anna Smith said in Oslo on Monday. Moscow said it may, perhaps, never agree.

The regime’s 12 critics claim that “the bloc” is absurd. McCain, al-Qaeda and the Bank of England were there.";

fuzz_target!(|bytes: &[u8]| {
    let _refused_or_not = Model::read(bytes);
    let content = match bytes {
        [0, seed, changes @ ..] => changed(u64::from(*seed), changes),
        other => other.to_vec(),
    };
    let Ok(model) = Model::read(&headed(&content)) else {
        return;
    };
    let document = document_from_text(TEXT.to_owned());
    let annotated = annotate(&document, &knowledge::shipped().1, &model);
    checks::check(&document, &annotated);
    checks::check_cut(&document);
    checks::check_output(&document, &annotated);
});

/// The content of a valid file, with `changes` made to it, each a place in two bytes and the bits to flip there.
fn changed(seed: u64, changes: &[u8]) -> Vec<u8> {
    let file = knowledge::noise(seed).write().expect("weights are written");
    let mut content = file[HEAD..].to_vec();
    for change in changes.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]])) % content.len();
        content[place] ^= change[2];
    }
    content
}

/// The size of a file's magic, version and checksum.
const HEAD: usize = 10;

/// `content` behind the head of a file of weights: its magic and version as written for an empty model, and its checksum.
fn headed(content: &[u8]) -> Vec<u8> {
    let mut file = Model::default().write().expect("an empty model is written");
    file.truncate(6);
    file.extend(crc32fast::hash(content).to_le_bytes());
    file.extend(content);
    file
}
