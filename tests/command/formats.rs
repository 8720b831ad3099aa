//! One text in each format.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use crate::process::{argument, file, run, sidelight, succeed};

const ARTICLE: &str = "Prices rise again

By A. Writer

President Kassym-Jomart Tokayev said on Monday that prices <had> risen by 3.5 percent. “We will not give in,” he told reporters 😀.

Critics claim the regime is the problem. Perhaps it will fall by 2030.
";

/// The schema that the command prints, ready to validate.
fn schema() -> (Schemas, SchemaIndex) {
    let schema: Value = serde_json::from_str(&succeed(&["schema"], "")).expect("a schema in JSON");
    let mut compiler = Compiler::new();
    compiler
        .add_resource("output.json", schema)
        .expect("an address");
    let mut schemas = Schemas::new();
    let index = compiler
        .compile("output.json", &mut schemas)
        .expect("a valid schema");
    (schemas, index)
}

#[track_caller]
fn validate(annotations: &Value) {
    let (schemas, index) = schema();
    schemas
        .validate(annotations, index)
        .unwrap_or_else(|error| panic!("{error:#}"));
}

fn json(arguments: &[&str], input: &str) -> Value {
    serde_json::from_str(&succeed(arguments, input)).expect("JSON")
}

/// The words of each sentence, by its offsets in code points of `text`.
fn sentences(annotations: &Value, text: &str) -> Vec<String> {
    words(&annotations["sentences"], text)
}

fn words(places: &Value, text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let offset = |place: &Value, end: &str| {
        usize::try_from(place[end].as_u64().expect("an offset")).expect("in bounds")
    };
    let places = places.as_array().expect("a list").iter();
    places
        .map(|place| {
            characters[offset(place, "start")..offset(place, "end")]
                .iter()
                .collect()
        })
        .collect()
}

#[test]
fn json_is_what_the_schema_says() {
    let annotations = json(&["annotate", "--format", "json"], ARTICLE);
    validate(&annotations);
    assert!(!words(&annotations["mentions"], ARTICLE).is_empty());
    assert!(!words(&annotations["loaded"], ARTICLE).is_empty());
    let mut less = annotations;
    less["sentences"][0]
        .as_object_mut()
        .expect("a sentence")
        .remove("why");
    let (schemas, index) = schema();
    assert!(
        schemas.validate(&less, index).is_err(),
        "the schema lets anything pass"
    );
}

#[test]
fn json_of_nothing_is_what_the_schema_says() {
    let annotations = json(&["annotate", "--format", "json"], "");
    validate(&annotations);
    assert_eq!(annotations["warnings"][0], "nothing_to_read");
}

#[test]
fn a_line_of_a_stream_is_what_the_schema_says() {
    let line = serde_json::json!({ "id": [1, "two"], "text": ARTICLE }).to_string();
    let annotated = json(&["annotate", "--format", "jsonl"], &line);
    validate(&annotated);
    let mut alone = json(&["annotate", "--format", "json"], ARTICLE);
    alone["id"] = serde_json::json!([1, "two"]);
    assert_eq!(annotated, alone);
}

#[test]
fn a_file_is_read_as_standard_input_is() {
    let path = file("article.txt", ARTICLE.as_bytes());
    let options = ["annotate", "--format", "json"];
    assert_eq!(
        json(&[options.as_slice(), &[argument(&path)]].concat(), ""),
        json(&[options.as_slice(), &["-"]].concat(), ARTICLE)
    );
}

#[test]
fn html_is_a_page_that_holds_every_word_and_runs_nothing() {
    let page = succeed(&["annotate", "--format", "html"], ARTICLE);
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"));
    assert!(!page.contains("<script") && !page.contains("http") && page.contains("&lt;had&gt;"));
    for words in [
        "<h2>Prices rise again</h2>",
        "<i>By A. Writer</i>",
        "data-kind=\"person\"",
        "reporters 😀.</span>",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    let annotations = json(&["annotate", "--format", "json"], ARTICLE);
    assert_eq!(
        page.matches("<span data-stance=").count(),
        sentences(&annotations, ARTICLE).len()
    );
}

#[test]
fn text_shows_every_sentence_and_who_is_named() {
    let shown = succeed(&["annotate"], ARTICLE);
    assert_eq!(shown, succeed(&["annotate", "--format", "text"], ARTICLE));
    for words in [
        "Prices rise again",
        "Critics claim the regime is the problem.",
        "Kassym-Jomart Tokayev → ",
        " Reported fact",
        " not sure",
    ] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    assert!(!shown.contains('\u{1b}'), "colours without a terminal");
}

#[test]
fn views_say_what_is_odd_about_a_text_and_which_words_are_loaded() {
    let foreign = "Der Präsident sagte am Montag, dass die Regierung zurücktreten werde. Die Opposition nannte den Schritt überfällig und forderte Neuwahlen im Herbst.";
    for format in ["text", "html"] {
        let view = |text: &str| succeed(&["annotate", "--format", format], text);
        assert!(view(foreign).contains("not seem to be English"), "{format}");
        assert!(view("").contains("no running text"), "{format}");
        let plain = view(ARTICLE);
        assert!(!plain.contains("not seem") && !plain.contains("no running text"));
        let loaded = match format {
            "html" => "<em title=",
            _ => "      regime: ",
        };
        assert!(plain.contains(loaded), "{loaded} is not in {plain}");
    }
}

#[test]
fn no_character_of_a_text_commands_the_terminal() {
    let mut command = sidelight(&["annotate"]);
    let text = "Vladimir\u{1b}Putin said so\u{7}. It is no\u{1b}]0;secret\u{9c} that this is absurd. Kassym\u{9b}-Jomart\u{1b}[2JTokayev left.";
    let shown = run(command.env("CLICOLOR_FORCE", "1"), text.as_bytes()).out;
    let colours = shown.split('\u{1b}').skip(1).map(|rest| {
        rest.trim_start_matches(|letter: char| {
            letter == '[' || letter == ';' || letter.is_ascii_digit()
        })
    });
    assert!(
        colours.clone().count() > 2 && colours.clone().all(|rest| rest.starts_with('m')),
        "{shown:?}"
    );
    let others = shown
        .chars()
        .filter(|character| character.is_control() && !['\n', '\u{1b}'].contains(character));
    assert_eq!(others.count(), 0, "{shown:?}");
}

#[test]
fn offsets_are_code_points_in_text() {
    let text = "𝄞 It rained 😀 in Oslo. The 𝐛𝐚𝐧𝐤 raised it.";
    let annotations = json(&["annotate", "--format", "json"], text);
    assert_eq!(
        sentences(&annotations, text),
        ["𝄞 It rained 😀 in Oslo.", "The 𝐛𝐚𝐧𝐤 raised it."]
    );
}

#[test]
fn offsets_are_code_points_of_the_markdown_file() {
    let source = "# 𝄞 Über 😀\n\n```\n😀😀 é\n```\n\n<p title=\"😀\">\n\nThe [bank 😀](https://example.org/😀é) raised *its* rate in Oslo.\n\n- 𝄞 Kassym-Jomart Tokayev left the town.\n";
    let path = file("article.md", source.as_bytes());
    let annotations = json(&["annotate", "--format", "json", argument(&path)], "");
    validate(&annotations);
    assert_eq!(
        annotations,
        json(&["annotate", "--format", "json", "--markdown"], source)
    );
    let expected = [
        "The [bank 😀](https://example.org/😀é) raised *its* rate in Oslo.",
        "𝄞 Kassym-Jomart Tokayev left the town.",
    ];
    assert_eq!(sentences(&annotations, source), expected);
    let mentions = words(&annotations["mentions"], source);
    assert!(
        mentions.iter().any(|words| words.ends_with("Tokayev")),
        "{mentions:?}"
    );
}
