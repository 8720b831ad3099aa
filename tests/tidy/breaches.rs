//! The rules of the house shown small breaches, and what they must let pass.

use super::*;

fn file(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[track_caller]
fn breaks(rule: impl Fn(&File) -> Breaches, path: &str, text: &str, at: usize, says: &str) {
    let breaches = rule(&file(path, text));
    let found = breaches
        .iter()
        .any(|(line, message)| *line == at && message.contains(says));
    assert!(found, "{path}: {text}: {breaches:?}");
}

#[track_caller]
fn keeps(rule: impl Fn(&File) -> Breaches, path: &str, text: &str) {
    let breaches = rule(&file(path, text));
    assert!(breaches.is_empty(), "{path}: {text}: {breaches:?}");
}

fn direction(file: &File) -> Breaches {
    let lib = "pub mod card;\npub use card::{Card, Fact as CardFact};";
    super::direction(file, &exports(&[self::file("src/lib.rs", lib)]))
}

#[test]
fn openings_and_lengths() {
    breaks(opening, "src/lib.rs", "// Sidelight.", 1, "`//!`");
    keeps(opening, "src/lib.rs", "//! Sidelight.");
    let long = "//! Long.\n".repeat(LONGEST_FILE + 1);
    breaks(length, "src/text/long.rs", &long, 601, "part it");
    keeps(length, "src/text/long.rs", &long[10..]);
}

#[test]
fn names_at_the_top() {
    let names = ["src", ".ci", "LICENSE-MIT", "NOTICE", "notes.md"];
    let found = strangers(names.iter().map(|name| (*name).to_owned()));
    assert_eq!(found, ["notes.md"]);
}

#[test]
fn imports_from_the_right_or_beside() {
    let says = "not to its left";
    breaks(
        direction,
        "src/text/span.rs",
        "\nuse crate::card::Card;",
        2,
        says,
    );
    breaks(
        direction,
        "src/card/mod.rs",
        "use super::article::Block;",
        1,
        says,
    );
    breaks(
        direction,
        "src/card/a/b.rs",
        "use super::super::super::page::Page;",
        1,
        says,
    );
    breaks(direction, "src/card.rs", "use super::page::Page;", 1, says);
    let grouped = "use crate::{\n    text::{Span, word::Word},\n    ui::View,\n};";
    breaks(direction, "src/page/x.rs", grouped, 3, says);
    breaks(direction, "src/text/x.rs", "use crate::Card;", 1, says);
    breaks(direction, "src/text/x.rs", "use crate::CardFact;", 1, says);
    breaks(
        direction,
        "src/web/x.rs",
        "fn f() -> crate::ui::View {}",
        1,
        says,
    );
    breaks(direction, "src/attic/x.rs", "", 1, "no known room");
}

#[test]
fn imports_from_the_left() {
    keeps(
        direction,
        "src/page/x.rs",
        "use crate::{card::Card, text::Span};",
    );
    keeps(direction, "src/page/x.rs", "use crate::Card;");
    keeps(
        direction,
        "src/card/fact.rs",
        "use super::article_of; use crate::card::Card;",
    );
    keeps(direction, "src/card/a/b.rs", "use super::article::Local;");
    keeps(
        direction,
        "src/text/x.rs",
        "// use crate::ui::View;\nlet s = \"crate::ui\";",
    );
    keeps(direction, "src/bin/app.rs", "use sidelight::{ui, web};");
}

#[test]
fn browser_crates_outside_their_room() {
    breaks(
        browser_names,
        "src/ui/x.rs",
        "use leptos::web_sys::Element;",
        1,
        "`web_sys`",
    );
    breaks(
        browser_names,
        "src/bin/app.rs",
        "use gloo::events::X;",
        1,
        "`gloo`",
    );
    keeps(browser_names, "src/web/dom.rs", "use web_sys::Element;");
    keeps(
        browser_names,
        "src/ui/x.rs",
        "//! Leaves `web_sys` to the web room.",
    );
}

#[test]
fn what_the_engine_lives_without() {
    breaks(
        engine_purity,
        "src/page/x.rs",
        "use leptos::prelude::*;",
        1,
        "`leptos`",
    );
    breaks(
        engine_purity,
        "src/text/x.rs",
        "use std::{fmt, fs};",
        1,
        "`std::fs`",
    );
    breaks(
        engine_purity,
        "src/card/x.rs",
        "std::time::Instant::now()",
        1,
        "`std::time`",
    );
    keeps(engine_purity, "src/ui/x.rs", "use leptos::prelude::*;");
    keeps(engine_purity, "src/text/x.rs", "use std::fmt;");
}

#[test]
fn what_is_left_unfinished() {
    breaks(leftovers, "src/text/x.rs", "//! X.\ntodo!()", 2, "`todo!`");
    breaks(
        leftovers,
        "tests/x.rs",
        "#[ignore = \"slow\"]",
        1,
        "`#[ignore`",
    );
    breaks(leftovers, "src/bin/xtask/x.rs", "dbg!(1)", 1, "`dbg!`");
    breaks(
        leftovers,
        "src/text/x.rs",
        "unimplemented!()",
        1,
        "`unimplemented!`",
    );
    breaks(leftovers, "src/text/x.rs", "x.unwrap();", 1, "`.unwrap()`");
    let after = "#[cfg(test)]\nmod tests {\n}\nfn f() { x.unwrap() }";
    breaks(leftovers, "src/text/x.rs", after, 4, "`.unwrap()`");
    let inside = "#[cfg(test)]\nmod tests {\n fn f() { x.unwrap() }\n}";
    keeps(leftovers, "src/text/x.rs", inside);
    keeps(leftovers, "src/text/tests.rs", "x.unwrap();");
    keeps(leftovers, "tests/x.rs", "x.unwrap();");
    keeps(
        leftovers,
        "src/text/x.rs",
        "x.unwrap_or_default(); \"todo!\"; // dbg!(x)",
    );
}

#[test]
fn maps_without_order() {
    let code = "use std::collections::{BTreeMap, HashMap};";
    breaks(unordered, "src/card/x.rs", code, 1, "`HashMap`");
    keeps(unordered, "src/ui/x.rs", code);
    keeps(
        unordered,
        "src/card/x.rs",
        "use std::collections::BTreeMap;",
    );
}

#[test]
fn styles_without_a_component() {
    let sources = [
        file("src/ui/margin.rs", ""),
        file("src/page/card/mod.rs", ""),
    ];
    let rule = |style: &File| orphan_style(style, &sources);
    breaks(rule, "style/button.css", "", 1, "`button`");
    for name in ["margin", "card", "tokens", "base"] {
        keeps(rule, &format!("style/{name}.css"), "");
    }
}

#[test]
fn comments_strings_and_characters_are_no_code() {
    let text = "a /* b /* c */ d */ e \"f \\\" g\" 'h' '\\'' '\"' i r#\"j \" k\"# l<'m>";
    let words: Vec<String> = code(text).split_whitespace().map(str::to_owned).collect();
    assert_eq!(words, ["a", "e", "i", "r#", "l<'m>"]);
    assert_eq!(code("a // b\nc \"\n\" d").lines().count(), 3);
}
