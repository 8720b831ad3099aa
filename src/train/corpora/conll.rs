//! Files in the `CoNLL` manner: a token and its label a line, an empty line after each sentence.

use std::path::Path;

use super::{NamedText, TextBuilder, read};
use crate::model::NameClass;

/// In which columns a file keeps its tokens and labels.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// The token's column, counting from 0.
    pub token: usize,
    /// The label's column.
    pub label: usize,
}

impl Columns {
    /// Token, then label.
    pub const TOKEN_LABEL: Self = Self { token: 0, label: 1 };
    /// Number, token, label, as the files of Universal NER have it.
    pub const NUMBERED: Self = Self { token: 1, label: 2 };
}

/// Reads the documents of a file; a file without marks between documents gives one a sentence.
///
/// Labels are `B-` and `I-` with a class, or `O`; a first `I-` begins a name as well. Sentences with tokens that begin with `@`
/// are left out: user names of social media are not names in the sense of an article.
///
/// # Errors
///
/// Fails where the file cannot be read or a line has too few columns.
pub fn read_conll(path: &Path, columns: Columns) -> anyhow::Result<Vec<NamedText>> {
    let content = read(path)?;
    let marks = content.contains("-DOCSTART-") || content.contains("# newdoc");
    let mut documents = Vec::new();
    let mut document = Draft::default();
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for (number, line) in content.lines().chain([""]).enumerate() {
        if line.trim().is_empty() {
            document.sentence(&rows);
            rows.clear();
            if !marks {
                documents.extend(document.take());
            }
        } else if line.starts_with("-DOCSTART-") || line.starts_with("# newdoc") {
            documents.extend(document.take());
        } else if !(line.starts_with("# ") && columns.token == 1) {
            let mut cells = line.split(['\t', ' ']);
            let token = cells.nth(columns.token);
            let label = cells.nth(columns.label - columns.token - 1);
            let (Some(token), Some(label)) = (token, label) else {
                anyhow::bail!(
                    "{}:{}: expected a token and a label",
                    path.display(),
                    number + 1
                );
            };
            rows.push((token, label));
        }
    }
    documents.extend(document.take());
    Ok(documents)
}

#[derive(Default)]
struct Draft {
    builder: TextBuilder,
    names: Vec<(crate::text::Span, NameClass)>,
    filled: bool,
}

impl Draft {
    fn sentence(&mut self, rows: &[(&str, &str)]) {
        if rows.is_empty() || rows.iter().any(|(token, _)| token.starts_with('@')) {
            return;
        }
        self.filled = true;
        let tokens: Vec<_> = rows.iter().map(|(token, _)| *token).collect();
        let spans = self.builder.sentence(&tokens, None);
        let mut open: Option<&str> = None;
        for (at, (token, label)) in rows.iter().enumerate() {
            let (prefix, kind) = label.split_once('-').unwrap_or(("O", ""));
            if prefix == "I" && open == Some(kind) {
                if let (Some((span, _)), Some(_)) = (self.names.last_mut(), class(kind, token)) {
                    span.end = spans[at].end;
                }
            } else if prefix != "O"
                && let Some(class) = class(kind, token)
            {
                self.names.push((spans[at], class));
            }
            open = (prefix != "O").then_some(kind);
        }
        // A nationality is no name here, though most data sets count it among the others.
        let text_end = spans.last().map_or(0, |span| span.end);
        debug_assert!(
            self.names
                .last()
                .is_none_or(|(span, _)| span.end <= text_end)
        );
    }

    fn take(&mut self) -> Option<NamedText> {
        let draft = std::mem::take(self);
        draft.filled.then(|| NamedText {
            text: draft.builder.finish(),
            names: draft.names,
        })
    }
}

/// The class that a data set's label stands for; none for what is no name in the sense of `stance.md` and the cards.
fn class(label: &str, token: &str) -> Option<NameClass> {
    match label.to_ascii_lowercase().as_str() {
        "per" | "person" => Some(NameClass::Person),
        "org" | "organisation" | "organization" | "group" | "corporation" => {
            Some(NameClass::Organisation)
        }
        "loc" | "location" => Some(NameClass::Place),
        "misc" | "oth" if !super::super::demonyms::is_demonym(token) => Some(NameClass::Other),
        "creative-work" => Some(NameClass::Other),
        _ => None,
    }
}
