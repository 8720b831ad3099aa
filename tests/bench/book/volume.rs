//! A book of a certain length, made of texts that are at hand, always the same.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use crate::epub::epub;

/// Sentences to a paragraph.
const PARAGRAPH: usize = 5;

/// A book as a file, and what it is made of.
pub(crate) struct Volume {
    pub(crate) bytes: Vec<u8>,
    pub(crate) words: usize,
    /// Which texts it is made of, for people to read.
    pub(crate) of: &'static str,
}

/// A book of that many chapters and about so many words.
pub(crate) fn volume(chapters: usize, words: usize) -> Result<Volume> {
    let (sentences, of) = sentences()?;
    let mut all = sentences.iter().cycle();
    let mut written = 0;
    let mut texts = Vec::new();
    for chapter in 1..=chapters {
        let mut paragraphs = String::new();
        while written < words * chapter / chapters {
            let paragraph: Vec<&str> = all.by_ref().take(PARAGRAPH).map(String::as_str).collect();
            let paragraph = paragraph.join(" ");
            written += paragraph.split_whitespace().count();
            paragraphs.extend(["<p>", &escaped(&paragraph), "</p>\n"]);
        }
        texts.push(format!("<h1>Chapter {chapter}</h1>\n{paragraphs}"));
    }
    Ok(Volume {
        bytes: epub("<dc:title>A long book</dc:title>", &texts)?,
        words: written,
        of,
    })
}

/// Sentences to fill a book with: wire news from the data sets where they are at hand, else the project's own labelled texts.
fn sentences() -> Result<(Vec<String>, &'static str)> {
    let data = env::var_os("SIDELIGHT_DATA").unwrap_or_else(|| "../shared/data".into());
    let news = PathBuf::from(data).join("text/gmb.txt");
    let (sentences, of): (Vec<String>, _) = if let Ok(text) = fs::read_to_string(news) {
        (text.lines().map(joined).collect(), "news of GMB")
    } else {
        let mut sentences = Vec::new();
        for number in 1..=9 {
            let name = format!("tests/gold/written{number}.txt");
            let text = fs::read_to_string(&name).with_context(|| name.clone())?;
            let lines = text.lines().filter_map(|line| line.split_once('\t'));
            sentences.extend(lines.map(|(_, sentence)| unlabelled(sentence)));
        }
        (sentences, "the project’s labelled texts")
    };
    let sentences: Vec<_> = sentences
        .into_iter()
        .filter(|sentence| sentence.split_whitespace().count() > 3)
        .collect();
    ensure!(!sentences.is_empty(), "there is no text for a book");
    Ok((sentences, of))
}

/// A sentence of which the tokens stand apart, as people write it.
fn joined(tokens: &str) -> String {
    let mut sentence = String::with_capacity(tokens.len());
    let (mut is_quoted, mut is_open) = (false, true);
    for token in tokens.split_whitespace() {
        let closes = matches!(token, "." | "," | ";" | ":" | "?" | "!" | ")" | "%" | "n't")
            || token.starts_with('\'')
            || (token == "\"" && is_quoted);
        if !closes && !is_open {
            sentence.push(' ');
        }
        is_open = token == "(" || (token == "\"" && !is_quoted);
        is_quoted ^= token == "\"";
        sentence.push_str(token);
    }
    sentence
}

/// A sentence without the brackets that label its names, as `[LOC Oslo]`.
fn unlabelled(sentence: &str) -> String {
    let mut parts = sentence.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |before, part| {
        let (_, name) = part.split_once(' ').unwrap_or(("", part));
        before + &name.replacen(']', "", 1)
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
