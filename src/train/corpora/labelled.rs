//! The project's own labels, which stand beside the texts of others by name of the sentence.

use std::collections::BTreeMap;
use std::path::Path;

use super::{NamedText, TextBuilder, read};
use crate::model::NameClass;
use crate::text::{Span, Stance};

/// A sentence with its stance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledSentence {
    /// The sentence's name: set, and number or name in it.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Whether it begins a paragraph.
    pub begins: bool,
    /// Its label; none for what is no running text.
    pub stance: Option<Stance>,
    /// Whether the labeller found that a second label fits as well.
    pub doubtful: bool,
}

/// Reads labels by sentence: `id`, tab, letters, in the order of the file.
///
/// The first letter is the label of the sentence as a whole: `r`eported, `a`ttributed, `o`pinion, `f`orecast or `-`; the
/// others are those of its parts; a question mark says that two labels fit.
///
/// # Errors
///
/// Fails where the file cannot be read or a line has no known label.
pub fn read_labels(path: &Path) -> anyhow::Result<Vec<(String, Option<Stance>, bool)>> {
    let mut labels = Vec::new();
    for (number, line) in read(path)?.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t');
        let (Some(id), Some(label)) = (cells.next(), cells.next()) else {
            anyhow::bail!(
                "{}:{}: expected a sentence’s name and its label",
                path.display(),
                number + 1
            );
        };
        let stance = match label.chars().next() {
            Some('r') => Some(Stance::Reported),
            Some('a') => Some(Stance::Attributed),
            Some('o') => Some(Stance::Opinion),
            Some('f') => Some(Stance::Forecast),
            Some('-') => None,
            _ => anyhow::bail!("{}:{}: unknown label {label:?}", path.display(), number + 1),
        };
        labels.push((id.to_owned(), stance, label.ends_with('?')));
    }
    Ok(labels)
}

/// Reads names of the sentences of a text of one sentence a line with tokens parted by spaces.
///
/// A line of the labels is the number of the sentence, a tab, and the names as `first-last=CLASS`, counted in tokens from 0; an empty line begins
/// another text.
///
/// # Errors
///
/// Fails where a file cannot be read or a line does not fit the text.
pub fn read_labelled_names(labels: &Path, text: &Path) -> anyhow::Result<Vec<NamedText>> {
    let text = read(text)?;
    let sentences: Vec<&str> = text.lines().collect();
    let mut texts = Vec::new();
    let mut builder = TextBuilder::default();
    let mut names: Vec<(Span, NameClass)> = Vec::new();
    let mut filled = false;
    for (number, line) in read(labels)?.lines().chain([""]).enumerate() {
        let fault = |what: &str| anyhow::anyhow!("{}:{}: {what}", labels.display(), number + 1);
        if line.is_empty() {
            let builder = std::mem::take(&mut builder);
            if std::mem::take(&mut filled) {
                texts.push(NamedText {
                    text: builder.finish(),
                    names: std::mem::take(&mut names),
                });
            }
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let (id, list) = line.split_once('\t').unwrap_or((line, ""));
        let index: usize = id
            .parse()
            .map_err(|_| fault("expected the number of a sentence"))?;
        let sentence = index
            .checked_sub(1)
            .and_then(|index| sentences.get(index))
            .ok_or_else(|| fault("the text has no such sentence"))?;
        let tokens: Vec<_> = sentence.split(' ').collect();
        let spans = builder.sentence(&tokens, None);
        filled = true;
        for name in list.split(' ').filter(|name| !name.is_empty()) {
            let (range, class) = name
                .split_once('=')
                .ok_or_else(|| fault("expected first-last=CLASS"))?;
            let bounds = range
                .split_once('-')
                .ok_or_else(|| fault("expected first-last=CLASS"))?;
            let place = |number: &str| {
                number
                    .parse::<usize>()
                    .ok()
                    .and_then(|number| spans.get(number))
                    .copied()
            };
            let (Some(start), Some(end)) = (place(bounds.0), place(bounds.1)) else {
                return Err(fault("the sentence has no such token"));
            };
            names.push((
                Span::new(start.start, end.end),
                class_of(class).ok_or_else(|| fault("unknown class"))?,
            ));
        }
    }
    Ok(texts)
}

fn class_of(class: &str) -> Option<NameClass> {
    match class {
        "PER" => Some(NameClass::Person),
        "ORG" => Some(NameClass::Organisation),
        "LOC" => Some(NameClass::Place),
        "EVT" | "AGR" | "PUB" => Some(NameClass::Other),
        _ => None,
    }
}

/// Reads pieces that were written for training: a label, a tab and a sentence a line, names marked as `[PER Amina]`, an empty line after each piece.
///
/// # Errors
///
/// Fails where the file cannot be read or a line is malformed.
pub fn read_written(path: &Path) -> anyhow::Result<Vec<(NamedText, Vec<LabelledSentence>)>> {
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut pieces = Vec::new();
    let mut piece = NamedText::default();
    let mut sentences: Vec<LabelledSentence> = Vec::new();
    let content = read(path)?;
    for (number, line) in content.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if !sentences.is_empty() {
                pieces.push((std::mem::take(&mut piece), std::mem::take(&mut sentences)));
            }
            continue;
        }
        let fault = |what: &str| anyhow::anyhow!("{}:{}: {what}", path.display(), number + 1);
        let (label, marked) = line
            .split_once('\t')
            .ok_or_else(|| fault("expected a label and a sentence"))?;
        let stance = match label {
            "r" => Stance::Reported,
            "a" => Stance::Attributed,
            "o" => Stance::Opinion,
            "f" => Stance::Forecast,
            _ => return Err(fault("unknown label")),
        };
        if !piece.text.is_empty() {
            piece.text.push('\n');
        }
        let start = piece.text.len();
        let mut rest = marked;
        while let Some(open) = rest.find('[') {
            piece.text.push_str(&rest[..open]);
            let inner = rest[open + 1..].split(']').next().unwrap_or_default();
            if let Some((class, words)) = inner
                .split_once(' ')
                .and_then(|(class, words)| Some((class_of(class)?, words)))
            {
                let start = piece.text.len();
                piece.text.push_str(words);
                piece
                    .names
                    .push((Span::new(start, piece.text.len()), class));
            } else {
                piece.text.push('[');
                piece.text.push_str(inner);
                piece.text.push(']');
            }
            rest = rest.get(open + inner.len() + 2..).unwrap_or_default();
        }
        piece.text.push_str(rest);
        sentences.push(LabelledSentence {
            id: format!("{name}:{}", number + 1),
            text: piece.text[start..].to_owned(),
            begins: true,
            stance: Some(stance),
            doubtful: false,
        });
    }
    Ok(pieces)
}

/// Labels by sentence together with the sentences' texts, and whether each begins a paragraph.
#[must_use]
pub fn with_texts(
    labels: Vec<(String, Option<Stance>, bool)>,
    texts: &BTreeMap<String, (String, bool)>,
) -> Vec<LabelledSentence> {
    labels
        .into_iter()
        .filter_map(|(id, stance, doubtful)| {
            let (text, begins) = texts.get(&id)?.clone();
            Some(LabelledSentence {
                id,
                text,
                begins,
                stance,
                doubtful,
            })
        })
        .collect()
}
