//! Sentences of news, and who says what in them.

use super::*;
use crate::annotate::names::find_names;
use crate::model::Model;
use crate::text::BlockKind;
use crate::text::{Document, span_of};
use std::sync::LazyLock;
use wasm_bindgen_test::wasm_bindgen_test;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("../../model/sidelight.weights")).expect("the shipped weights")
});

/// Checks the attributions of a text whose paragraphs are lines, each as `source (whom it stands for) < cue > content … content`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let document = Document::from_blocks(text.split('\n').map(|line| (BlockKind::Paragraph, line)));
    let segments = Segments::of(&document, 0..document.blocks().len());
    let names = find_names(&segments, text, &MODEL);
    let (found, _) = find_attributions(&segments, text, &names);
    let words = |range: &Range<usize>| span_of(&segments.tokens, range).of(text);
    let shown: Vec<String> = found
        .iter()
        .map(|attribution| {
            let source = attribution.source.as_ref().map_or("–", words);
            let meant = attribution.stands_for.as_ref();
            let meant = meant.map_or_else(String::new, |meant| format!(" ({})", words(meant)));
            let cue = attribution.cue.as_ref().map_or("–", words);
            let content: Vec<_> = attribution.content.iter().map(words).collect();
            format!("{source}{meant} < {cue} > {}", content.join(" … "))
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[wasm_bindgen_test(unsupported = test)]
fn times_places_and_occasions_may_stand_before_what_is_said() {
    check(
        "The ministry said on Monday it would reopen the bridge.",
        &["The ministry < said > it would reopen the bridge"],
    );
    check(
        "Officials said late Friday in a statement that two bridges were closed.",
        &["Officials < said > two bridges were closed"],
    );
    check(
        "Anna Berg told reporters in Paris that the talks had failed.",
        &["Anna Berg < told > the talks had failed"],
    );
    check(
        "On Monday the agency said the road was safe.",
        &["the agency < said > the road was safe"],
    );
    check(
        "The agency on Monday said the road was safe.",
        &["The agency < said > the road was safe"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_source_is_found_across_what_describes_it() {
    check(
        "Anna Berg, a spokeswoman for the ministry, said the road was safe.",
        &["Anna Berg < said > the road was safe"],
    );
    check(
        "The World Health Organization (WHO) says the outbreak is over.",
        &["The World Health Organization < says > the outbreak is over"],
    );
    check(
        "A report issued by the ministry said the road was safe.",
        &["A report issued by the ministry < said > the road was safe"],
    );
    check(
        "A spokesman for the ministry said the road was safe.",
        &["A spokesman for the ministry < said > the road was safe"],
    );
    check(
        "The papers - seen by two editors - say the road was not safe.",
        &["The papers < say > the road was not safe"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_second_verb_shares_its_subject() {
    check(
        "The minister denied the charges and said that she would stay.",
        &[
            "The minister < denied > the charges",
            "The minister < said > she would stay",
        ],
    );
    check(
        "The government has called on the rebels to surrender, saying they will be forgiven.",
        &[
            "The government < called on > the rebels to surrender",
            "The government < saying > they will be forgiven",
        ],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn quotations_go_on_over_sentences_and_paragraphs() {
    check(
        "“It is cold,” said Anna Berg. “It will stay so.”",
        &["Anna Berg < said > It is cold, … It will stay so."],
    );
    check(
        "Anna Berg was clear: “We shall not sell this house.”",
        &["Anna Berg < – > We shall not sell this house."],
    );
    check(
        "Anna Berg said the house was hers.\n“Nobody will ever take it from us.”",
        &[
            "Anna Berg < said > the house was hers",
            "Anna Berg < – > Nobody will ever take it from us.",
        ],
    );
    check(
        "Anna Berg said, \"It was a very long day.\nWe could have won this.\" Then she left.",
        &["Anna Berg < said > It was a very long day. … We could have won this."],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_pronoun_goes_on_with_who_spoke_or_whom_the_text_is_about() {
    check(
        "Anna Berg said the road was safe. She said it would open soon.",
        &[
            "Anna Berg < said > the road was safe",
            "She (Anna Berg) < said > it would open soon",
        ],
    );
    check(
        "Peter Novak has won the vote. He promised to lower taxes for all.",
        &["He (Peter Novak) < promised > to lower taxes for all"],
    );
    // Who is meant by *they* after one person, and by *she* after Mr. Novak, is not plain.
    check(
        "Mr. Peter Novak said the road was safe. She said it was not.",
        &[
            "Mr. Peter Novak < said > the road was safe",
            "She < said > it was not",
        ],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn nouns_and_deeds_say_nothing() {
    check("They saw a unique light show that lasted for an hour.", &[]);
    check("Iodine is added to salt in many countries.", &[]);
    check("It is a condition characterised by severe pain.", &[]);
    check("They were twice denied visas.", &[]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_text_may_end_in_a_verb_of_saying() {
    for text in [
        "EEU% ]~% [~% vow",
        "vow",
        "They left, saying",
        "It was said",
        "Anna Berg said on",
    ] {
        check(text, &[]);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_text_thinks_itself_is_its_own() {
    let text = "I think that the road is safe.";
    let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
    let segments = Segments::of(&document, 0..1);
    let (found, _) = find_attributions(&segments, text, &[]);
    assert!(found.len() == 1 && found[0].is_own(&segments.tokens, text));
}

#[wasm_bindgen_test(unsupported = test)]
fn words_of_saying_may_stand_inside_what_is_said() {
    check(
        "The recent earthquake, officials say, is likely to fuel inflation.",
        &["officials < say > The recent earthquake … is likely to fuel inflation"],
    );
    check(
        "Hours later, officials said, a second attack killed three people.",
        &["officials < said > Hours later … a second attack killed three people"],
    );
    check(
        "The minister, Anna Berg, said the road was safe.",
        &["The minister < said > the road was safe"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn subjects_may_be_several_or_stand_far() {
    check(
        "Health officials and the Interior Ministry say the outbreak is over.",
        &["Health officials and the Interior Ministry < say > the outbreak is over"],
    );
    check(
        "Malaysia, Singapore and Brunei said the haze was worse.",
        &["Malaysia, Singapore and Brunei < said > the haze was worse"],
    );
    check(
        "A report issued earlier this week said the bridge was unsafe.",
        &["A report < said > the bridge was unsafe"],
    );
    check(
        "The security firm Larkspur, based in Oslo, has said that the site is at risk.",
        &["The security firm Larkspur < said > the site is at risk"],
    );
    check(
        "Anna Berg, director of the survey, and chairman of the board, says it is crucial that children eat well.",
        &["Anna Berg < says > it is crucial that children eat well"],
    );
    check(
        "Thomas’ sister said the house was empty.",
        &["Thomas’ sister < said > the house was empty"],
    );
    check(
        "According to Ambassador to the United States Hamid Karim, the talks made progress.",
        &["Ambassador to the United States Hamid Karim < According to > the talks made progress"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_participle_that_opens_a_sentence_has_the_subject_of_its_main_clause() {
    check(
        "Noting that crime had fallen, the mayor said the plan worked.",
        &[
            "the mayor < Noting > crime had fallen",
            "the mayor < said > the plan worked",
        ],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn to_call_something_something_is_to_say_it() {
    check(
        "Pope Benedict called nuclear weapons a source of tension.",
        &["Pope Benedict < called > nuclear weapons a source of tension"],
    );
    check(
        "The spokesman called the verdict “ridiculous”.",
        &["The spokesman < called > the verdict “ridiculous”"],
    );
    check("A band called Rain played a song.", &[]);
}

#[wasm_bindgen_test(unsupported = test)]
fn nouns_and_adjectives_that_look_like_verbs_of_saying_say_nothing() {
    check(
        "Prosecutors issued arrest orders against three others.",
        &[],
    );
    check("Such strikes were very threatening to the owners.", &[]);
    check(
        "The king assumed emergency powers and ousted the government.",
        &[],
    );
    check(
        "A statement released by the embassy says the road is safe.",
        &["A statement released by the embassy < says > the road is safe"],
    );
    check("New genes help explain how these animals burrow.", &[]);
}

#[wasm_bindgen_test(unsupported = test)]
fn words_of_saying_at_a_quotations_end_hold_for_all_of_it() {
    check(
        "Anna Berg said she was worried. “Women get half of what they need. So that alarms me,” Oskar Lind said.",
        &[
            "Anna Berg < said > she was worried",
            "Oskar Lind < said > Women get half of what they need. … So that alarms me,",
        ],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_quotation_that_is_left_open_goes_on_in_the_next_paragraph() {
    check(
        "Anna Berg said: “We have to wait.\n“Nobody knows when.”",
        &["Anna Berg < said > We have to wait. … Nobody knows when."],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn imperatives_and_compounds_say_nothing() {
    check("Please note that the list is subject to change.", &[]);
    check("Note that the list is subject to change.", &[]);
    check("The emergency order allowed the agency to act.", &[]);
    check("Those who show up with complaints are ignored.", &[]);
    check("The court denied bail to the man who was convicted.", &[]);
    check("It reminds me of the officers who were at work.", &[]);
    check(
        "The minister reminded them that the law had changed.",
        &["The minister < reminded > the law had changed"],
    );
    check(
        "The BBC say the road is closed.",
        &["The BBC < say > the road is closed"],
    );
    check(
        "Anna Berg made a call and said the road was closed.",
        &["Anna Berg < said > the road was closed"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_said_may_follow_other_words_after_its_verb() {
    check(
        "The paper has learned that according to Anna Berg, the road is closed.",
        &[
            "The paper < learned > according to Anna Berg, the road is closed",
            "Anna Berg < according to > the road is closed",
        ],
    );
    check(
        "The page explains, in a satirical fashion, that the road is closed.",
        &["The page < explains > the road is closed"],
    );
    check(
        "Anna Berg admitted to being a part of the effort.",
        &["Anna Berg < admitted > to being a part of the effort"],
    );
    check(
        "Anna Berg wrote in a blog post \"The road has been closed for years.\"",
        &["Anna Berg < wrote > The road has been closed for years."],
    );
    check(
        "\"The road has been closed for years,\" said the post by a stranger.",
        &["the post < said > The road has been closed for years,"],
    );
    check(
        "The city expects many visitors according to the organisers.",
        &[
            "the organisers < according to > The city expects many visitors",
            "The city < expects > many visitors",
        ],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn what_only_looks_like_a_word_of_saying_is_none() {
    check("The new charges carry a prison term of four years.", &[]);
    check("The fire has claimed more than forty lives.", &[]);
    check(
        "The court has ruled that 64 suspected rebels may go home.",
        &["The court < ruled > 64 suspected rebels may go home"],
    );
    check(
        "The ministry says suspected rebels have left the town.",
        &["The ministry < says > suspected rebels have left the town"],
    );
    check("A unit called the \"Scorpions\" left on foot.", &[]);
    check(
        "The robot, named \"Better Idea of Girls,\" scored twice.",
        &[],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_source_is_the_noun_and_not_what_hangs_on_it() {
    check(
        "Officials in charge of the hearing say the road is closed.",
        &["Officials in charge of the hearing < say > the road is closed"],
    );
    check(
        "Iran's state-run media said the talks were over.",
        &["Iran's state-run media < said > the talks were over"],
    );
    check(
        "Anna Berg criticized the makers saying the wages were too low.",
        &[
            "Anna Berg < criticized > the makers saying the wages were too low",
            "Anna Berg < saying > the wages were too low",
        ],
    );
    check(
        "The site ignored Anna Berg's requests to take down the video.",
        &["Anna Berg's < requests > take down the video"],
    );
    check(
        "In the words of the lawyer, Anna Berg, QC, the girl spent the last five months at home.",
        &["the lawyer < In the words of > the girl spent the last five months at home"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_quotation_counts_once_and_may_be_signed() {
    check(
        "Anna Berg said it was \"the worst of all times\" for the town.",
        &["Anna Berg < said > it was \"the worst of all times\" for the town"],
    );
    check(
        "\"Never again will we let it happen to us.\"\n— Anna Berg",
        &["Anna Berg < – > Never again will we let it happen to us."],
    );
    check("And they said, \"Wow.\"", &["they < said > Wow."]);
    check(
        "The minister described Tuesday's agreement as a success.",
        &["The minister < described > Tuesday's agreement as a success"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn wishes_and_names_given_are_attributed() {
    check(
        "Her promise to build the road was kept.",
        &["Her < promise > build the road"],
    );
    check(
        "Critics dubbed the plan \"a road to nowhere at all\".",
        &["Critics < dubbed > a road to nowhere at all"],
    );
}
