//! What the annotation loader takes, and the reason it gives for everything that it refuses.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::text::BlockKind;

const TEXT: &str = "The bloc met in 2021. Its head said the bloc would grow.";
const SOUND: &str = r#"
[[mention]]
quote = "bloc"
card = "a-bloc"
every = true
[[loaded]]
quote = "grow"
why = "An image."
[[stance]]
quote = "The bloc met in 2021."
stance = "reported"
why = "“2021” is a date."
cues = [{ kind = "number_or_date", quote = "2021" }]
[[stance]]
quote = "Its head said the bloc would grow."
stance = "attributed"
why = "“said” passes it on."
cues = [{ kind = "speech_verb", quote = "said" }]
source = { quote = "Its head", named = true, card = "a-bloc" }
"#;

fn load(toml: &str) -> Result<Annotations, Vec<Fault>> {
    let document =
        Document::from_blocks([(BlockKind::Subhead, "A head"), (BlockKind::Paragraph, TEXT)]);
    let known = [CardId::try_from("a-bloc".to_owned()).expect("a name")].into();
    let file = SourceFile {
        path: "notes.toml".to_owned(),
        text: toml.to_owned(),
    };
    annotations(&file, &document, &known)
}

#[track_caller]
fn refused(from: &str, to: &str, line: usize, reason: &str) {
    assert!(SOUND.contains(from), "the sound file has no {from}");
    let faults = load(&SOUND.replacen(from, to, 1)).expect_err("a fault");
    let found = faults
        .iter()
        .any(|fault| fault.line == line && fault.reason.contains(reason));
    assert!(found, "no “{reason}” at line {line} in {faults:#?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_sound_file_is_anchored() {
    let annotations = load(SOUND).expect("no fault");
    let spans = |spans: Vec<Span>| {
        let text = format!("A head\n{TEXT}");
        spans
            .iter()
            .map(|span| span.of(&text).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        spans(
            annotations
                .mentions
                .iter()
                .map(|mention| mention.span)
                .collect()
        ),
        ["bloc", "bloc"]
    );
    let attributed = &annotations.stances[1];
    assert_eq!(
        spans(vec![attributed.span, attributed.cues[0].span]),
        ["Its head said the bloc would grow.", "said"]
    );
    let source = attributed.source.as_ref().expect("a source");
    assert_eq!(spans(vec![source.span]), ["Its head"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_anchor_is_found_once_or_refused() {
    refused("\"grow\"", "\"growing\"", 7, "“growing” does not occur");
    refused("every = true", "", 3, "“bloc” occurs 2 times");
    refused(
        "quote = \"bloc\"",
        "quote = \"pact\"",
        3,
        "“pact” does not occur",
    );
    refused(
        "quote = \"said\"",
        "quote = \"2021\"",
        18,
        "“2021” does not occur",
    );
    refused(
        "quote = \"Its head\"",
        "quote = \"A head\"",
        19,
        "does not occur in the paragraph",
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn an_unknown_card_is_refused() {
    refused(
        "card = \"a-bloc\"\nevery",
        "card = \"b-bloc\"\nevery",
        4,
        "there is no card “b-bloc”",
    );
    refused(
        "named = true, card = \"a-bloc\"",
        "named = true, card = \"c\"",
        19,
        "there is no card “c”",
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn stances_cover_everything_once() {
    refused(
        "\"The bloc met in 2021.\"",
        "\"The bloc met\"",
        20,
        "no stance covers “in 2021.”",
    );
    refused(
        "\"Its head said the bloc would grow.\"",
        "\"2021. Its head said the bloc would grow.\"",
        15,
        "overlaps “The bloc met in 2021.”",
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_stance_carries_its_evidence() {
    refused(
        "cues = [{ kind = \"number_or_date\", quote = \"2021\" }]",
        "cues = []",
        10,
        "`cues`",
    );
    refused("why = \"“2021” is a date.\"", "why = \" \"", 12, "`why`");
    refused(
        "source = { quote = \"Its head\", named = true, card = \"a-bloc\" }",
        "",
        15,
        "`source`",
    );
    refused(
        "stance = \"attributed\"",
        "stance = \"opinion\"",
        15,
        "`source`",
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_mention_keeps_to_one_voice() {
    let split = SOUND
        .replace("quote = \"bloc\"", "quote = \"2021. Its head\"")
        .replace("every = true", "");
    let faults = load(&split).expect_err("a fault");
    assert!(faults[0].reason.contains("crosses the edge"), "{faults:#?}");
    assert_eq!(faults[0].line, 3, "{faults:#?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_cue_may_stand_beside_its_span_in_the_same_sentence() {
    let split = SOUND.replace(
        "quote = \"Its head said the bloc would grow.\"\nstance = \"attributed\"",
        "quote = \"Its head\"\nstance = \"opinion\"\nwhy = \"“Its” judges.\"\n\
         cues = [{ kind = \"evaluative\", quote = \"Its\" }]\n[[stance]]\n\
         quote = \"said the bloc would grow.\"\nstance = \"attributed\"",
    );
    let beside = split.replace("quote = \"said\"", "quote = \"head\"");
    let annotations = load(&beside).expect("no fault");
    let last = annotations.stances.last().expect("a stance");
    assert!(last.cues[0].span.end <= last.span.start);
    let elsewhere = split.replace("quote = \"said\"", "quote = \"2021\"");
    load(&elsewhere).expect_err("a cue from another sentence");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_loaded_word_holds_no_mention() {
    refused(
        "quote = \"grow\"",
        "quote = \"the bloc would grow\"",
        7,
        "overlaps the mention “bloc”",
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_not_toml_is_refused_with_its_line() {
    refused("[[loaded]]", "[loaded", 6, "");
    refused(
        "why = \"An image.\"",
        "way = \"An image.\"",
        8,
        "unknown field",
    );
}
