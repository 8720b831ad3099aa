//! Names by exact span and class: people, organisations and places.

use crate::annotate::names::find_names;
use crate::model::{Model, NameClass};
use crate::text::{Segments, Span};
use crate::train::corpora::{NamedText, is_title};
use crate::train::document_of;
use crate::train::evaluate::Counts;

/// The names of a text: where each stands, and what it names.
pub type Names = Vec<(Span, NameClass)>;

/// The classes that are compared; what else has a name differs too much between data sets.
pub const CLASSES: [NameClass; 3] = [NameClass::Person, NameClass::Organisation, NameClass::Place];

/// How well names were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NameScore {
    /// Of all classes together.
    pub all: Counts,
    /// Of each class, in the order of [`CLASSES`].
    pub by_class: [Counts; 3],
}

impl NameScore {
    /// Counts what was found in each text.
    #[must_use]
    pub fn of(texts: &[NamedText], found: &[Names]) -> Self {
        let mut score = Self::default();
        for (text, found) in texts.iter().zip(found) {
            for (class, counts) in CLASSES.iter().zip(&mut score.by_class) {
                counts.add(&of_class(found, *class), &of_class(&text.names, *class));
            }
        }
        for counts in score.by_class {
            score.all.right += counts.right;
            score.all.found += counts.found;
            score.all.wanted += counts.wanted;
        }
        score
    }
}

fn of_class(names: &[(Span, NameClass)], class: NameClass) -> Names {
    let names = names.iter().copied();
    names.filter(|name| name.1 == class).collect()
}

/// The names that the engine finds in a text whose paragraphs are lines.
#[must_use]
pub fn found_names(text: &str, model: &Model) -> Names {
    let document = document_of(text);
    let segments = Segments::of(&document, 0..document.blocks().len());
    let found = find_names(&segments, document.text(), model);
    found
        .iter()
        .map(|name| (name.span(&segments.tokens), name.class))
        .collect()
}

/// In what another program counts places in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points, as in Python.
    CodePoint,
    /// UTF-16 code units, as in JavaScript.
    Utf16,
}

/// The byte offset of each place from 0 to the end of `text`; a place inside a character counts as that character's start.
#[must_use]
pub fn byte_offsets(text: &str, unit: Unit) -> Vec<usize> {
    let mut bytes = Vec::with_capacity(text.len() + 1);
    for (at, character) in text.char_indices() {
        let units = match unit {
            Unit::CodePoint => 1,
            Unit::Utf16 => character.len_utf16(),
        };
        bytes.extend(std::iter::repeat_n(at, units));
    }
    bytes.push(text.len());
    bytes
}

/// The names as the data sets would bound them: without *the* and titles before, without a possessive ending, with the stop of
/// an abbreviation; what is a title only is left out.
///
/// Other programs follow other rules for what belongs to a name. The comparison is about finding names, so they are
/// measured with and without this, and the better figure counts.
#[must_use]
pub fn bounded_as_in_data(text: &str, names: &[(Span, NameClass)]) -> Names {
    let bounded = names.iter().filter_map(|(span, class)| {
        let mut words = span.of(text).trim_start();
        loop {
            let first = words.split_whitespace().next()?;
            let title = *class == NameClass::Person && is_title(first);
            if !title && !matches!(first, "the" | "The") {
                break;
            }
            words = words[first.len()..].trim_start();
        }
        let start = span.end - words.len();
        let words = words.trim_end();
        let words = ["'s", "’s", "'", "’"]
            .iter()
            .find_map(|ending| words.strip_suffix(ending))
            .unwrap_or(words);
        let mut end = start + words.len();
        let last = words.rsplit(' ').next().unwrap_or_default();
        if ABBREVIATIONS.contains(&last) && text[end..].starts_with('.') {
            end += 1;
        }
        (start < end).then_some((Span::new(start, end), *class))
    });
    bounded.collect()
}

/// Last words of names that are written with a stop.
const ABBREVIATIONS: [&str; 9] = ["Inc", "Corp", "Co", "Ltd", "Bros", "Jr", "Sr", "U.S", "St"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn bounded(text: &str, name: &str, class: NameClass, wanted: &[&str]) {
        let start = text.find(name).expect("in the text");
        let names = [(Span::new(start, start + name.len()), class)];
        let found = bounded_as_in_data(text, &names);
        let found: Vec<_> = found.iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn titles_articles_and_endings_are_no_part_of_a_name() {
        let text = "The President of Acme Inc. met Vice President Ada Lee's team in the Hague.";
        bounded(text, "The President", NameClass::Person, &[]);
        bounded(text, "Acme Inc", NameClass::Organisation, &["Acme Inc."]);
        bounded(
            text,
            "Vice President Ada Lee's",
            NameClass::Person,
            &["Ada Lee"],
        );
        bounded(text, "the Hague", NameClass::Place, &["Hague"]);
    }

    #[test]
    fn places_of_other_programs_become_bytes() {
        let text = "é😀x";
        assert_eq!(byte_offsets(text, Unit::CodePoint), [0, 2, 6, 7]);
        assert_eq!(byte_offsets(text, Unit::Utf16), [0, 2, 2, 6, 7]);
    }

    #[test]
    fn a_name_counts_in_its_class_alone() {
        let name = |class| (Span::new(0, 3), class);
        let texts = [NamedText {
            text: "Ada".to_owned(),
            names: vec![name(NameClass::Person)],
        }];
        let score = NameScore::of(
            &texts,
            &[vec![name(NameClass::Place), name(NameClass::Other)]],
        );
        let (all, person) = (score.all, score.by_class[0]);
        assert_eq!((all.right, all.found, all.wanted), (0, 1, 1));
        assert_eq!((person.found, person.wanted), (0, 1));
    }
}
