//! Texts that were made to take a reader long or use up its memory: each is read in a time that is linear in its size.
//!
//! Nothing is timed. The sizes are such that a step whose time grows with the square of them would not end in an hour.

use sidelight::annotate::annotate;
use sidelight::annotate::output::Output;
use sidelight::article::document_from_text;

use crate::checks::check;
use crate::knowledge::shipped;
use crate::texts::news;

/// Reads a text as the command line does, and checks all that is promised of its annotations.
#[track_caller]
fn bears(text: String) {
    let (model, cards) = shipped();
    let document = document_from_text(text);
    let annotated = annotate(&document, cards, model);
    check(&document, &annotated);
    let output = Output::new(document.text(), &annotated);
    assert_eq!(output.sentences.len(), annotated.stances.len());
}

const MILLION: usize = 1_000_000;

#[test]
fn one_word_without_end() {
    bears("a".repeat(10 * MILLION));
    bears("A.".repeat(2 * MILLION));
    bears("習".repeat(3 * MILLION));
    bears("1,".repeat(2 * MILLION));
}

#[test]
fn straight_quotation_marks() {
    bears("\"".repeat(MILLION));
    bears("\" ".repeat(MILLION / 2));
}

#[test]
fn curly_quotation_marks() {
    bears("“".repeat(MILLION / 2));
    bears("”".repeat(MILLION / 2));
    bears("“no” ".repeat(MILLION / 8));
}

#[test]
fn quotation_marks_of_all_kinds() {
    bears("“\"‘«„’»”'".repeat(MILLION / 9));
}

#[test]
fn what_cannot_be_seen() {
    bears("\u{202e}\u{2066}".repeat(MILLION / 2));
    bears("a\u{202e}".repeat(MILLION / 4));
    bears("\u{301}".repeat(MILLION / 2));
    bears("\0".repeat(MILLION));
    bears("a\0".repeat(MILLION / 4));
}

#[test]
fn marks_in_rows() {
    bears(",".repeat(MILLION));
    bears("!".repeat(MILLION / 2) + " he asked");
    bears("(".repeat(100_000) + &")".repeat(100_000));
    bears("-".repeat(MILLION) + &"- ".repeat(MILLION / 4));
}

#[test]
fn line_breaks() {
    bears("\n".repeat(300_000));
    bears("a\n".repeat(100_000));
    bears("a\n\n".repeat(100_000));
}

#[test]
fn one_name_again_and_again() {
    bears("Tokayev ".repeat(100_000));
    bears("Kassym-Jomart Tokayev left. Tokayev stayed. ".repeat(20_000));
}

#[test]
fn a_name_for_everyone() {
    let names = |joint: &str| {
        (0..100_000)
            .map(|number| surname(number) + joint)
            .collect::<String>()
    };
    bears(names(" "));
    bears(names(" spoke. "));
}

/// A word that looks like a family name, another one for each number.
fn surname(mut number: usize) -> String {
    let mut name = "Ab".to_owned();
    while number > 0 {
        name.push_str(["ka", "ri", "mo", "tu", "le", "san", "vo", "den"][number % 8]);
        number /= 8;
    }
    name
}

#[test]
fn short_forms_of_a_name_without_end() {
    // A reason that quoted the full name for every short one would need 15 GB.
    let full = format!("President John Kennedy{}", "kennedy".repeat(70_000));
    bears(format!(
        "{full} met Anna Berg. {}",
        "John said so. ".repeat(30_000)
    ));
}

#[test]
fn sayings_within_sayings() {
    bears("He said that. ".repeat(100_000));
    bears("he said that ".repeat(100_000));
    bears("according to him, ".repeat(50_000));
    bears("“no,” he said, ".repeat(40_000));
}

#[test]
fn quotations_of_nobody() {
    bears(format!(
        "“{}”",
        "This is what it was like there. ".repeat(40_000)
    ));
    bears("“This is what it was like there.” ".repeat(40_000) + "“So it was for all,” he said.");
    // Each paragraph goes on with what the one before left open, whose source stands in the first.
    bears(
        "“We went on and on,” Bo said. “It was far.\n\n".to_owned()
            + &"“We went on and on and on from there.\n\n".repeat(40_000),
    );
}

#[test]
fn descriptions_of_everything() {
    bears(
        "Kazakhstan. ".to_owned()
            + &"The war in the country, this crisis and the bloc. ".repeat(15_000),
    );
}

#[test]
fn a_paragraph_of_five_megabytes() {
    bears(news(5 * MILLION));
}
