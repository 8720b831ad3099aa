//! Who is said to say what, beside the quotations that people wrote down in `tests/gold/quotations.jsonl`.

use std::path::Path;

use serde::Deserialize;

use super::attribution::{AttributionScore, found_attributions};
use super::texts::HeldBackText;
use crate::annotate::Attribution;
use crate::model::Model;
use crate::text::Span;
use crate::train::corpora::read;

/// An attribution that somebody wrote down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldQuotation {
    /// The words that name the source; none where no words do.
    pub source: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// A text all of whose attributions somebody wrote down.
#[derive(Debug, Clone)]
pub struct QuotedText<'a> {
    /// The text.
    pub text: &'a HeldBackText,
    /// Its attributions, in the order of the file.
    pub quotations: Vec<GoldQuotation>,
}

/// A line of the file; one without content says that the text was read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    doc: String,
    source: Option<Piece>,
    #[serde(rename = "cue")]
    _cue: Option<Piece>,
    #[serde(default)]
    content: Vec<Piece>,
}

/// A sentence's name, words of it, and which occurrence of them is meant.
#[derive(Deserialize)]
#[serde(untagged)]
enum Piece {
    First(String, String),
    Later(String, String, usize),
}

impl Piece {
    fn span(&self, text: &HeldBackText) -> anyhow::Result<Span> {
        let (name, words, occurrence) = match self {
            Self::First(name, words) => (name, words, 1),
            Self::Later(name, words, occurrence) => (name, words, *occurrence),
        };
        let sentence = name
            .strip_prefix(text.title())
            .and_then(|rest| rest.strip_prefix('-')?.parse().ok())
            .and_then(|number| text.sentence(number))
            .ok_or_else(|| anyhow::anyhow!("{} has no sentence {name}", text.name))?;
        let mut found = text.document.slice(sentence).match_indices(words.as_str());
        let start = occurrence
            .checked_sub(1)
            .and_then(|before| found.nth(before))
            .map(|(at, _)| sentence.start + at)
            .ok_or_else(|| anyhow::anyhow!("{name} lacks {words:?}"))?;
        Ok(Span::new(start, start + words.len()))
    }
}

/// Reads the quotations of those of the texts that the file names; others are not for measuring.
///
/// # Errors
///
/// Names the line that is malformed or quotes words that its sentence lacks.
pub fn read_quotations<'a>(
    path: &Path,
    texts: &'a [HeldBackText],
) -> anyhow::Result<Vec<QuotedText<'a>>> {
    let mut quoted: Vec<QuotedText<'a>> = texts
        .iter()
        .map(|text| QuotedText {
            text,
            quotations: Vec::new(),
        })
        .collect();
    let mut named = vec![false; texts.len()];
    for (number, line) in (1..).zip(read(path)?.lines()) {
        let place = |error: anyhow::Error| error.context(format!("{}:{number}", path.display()));
        let row: Row = serde_json::from_str(line).map_err(|error| place(error.into()))?;
        let Some(index) = texts.iter().position(|text| text.title() == row.doc) else {
            continue;
        };
        named[index] = true;
        if !row.content.is_empty() {
            let quotation = quotation(&row, &texts[index]).map_err(place)?;
            quoted[index].quotations.push(quotation);
        }
    }
    let mut named = named.into_iter();
    quoted.retain(|_| named.next().unwrap_or_default());
    Ok(quoted)
}

fn quotation(row: &Row, text: &HeldBackText) -> anyhow::Result<GoldQuotation> {
    let source = row.source.as_ref().map(|piece| piece.span(text));
    let content = row.content.iter().map(|piece| piece.span(text));
    Ok(GoldQuotation {
        source: source.transpose()?,
        content: content.collect::<anyhow::Result<_>>()?,
    })
}

/// For each gold quotation which of the found ones is its partner: pairs are made one to one, those that share most content
/// first; of equal ones those that come first.
#[must_use]
pub fn partners(gold: &[GoldQuotation], found: &[Attribution]) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (wanted, quotation) in gold.iter().enumerate() {
        for (index, attribution) in found.iter().enumerate() {
            let shared = shared(&quotation.content, &attribution.content);
            if shared > 0 {
                pairs.push((std::cmp::Reverse(shared), wanted, index));
            }
        }
    }
    pairs.sort_unstable();
    let mut partners = vec![None; gold.len()];
    let mut taken = vec![false; found.len()];
    for (_, wanted, index) in pairs {
        if partners[wanted].is_none() && !taken[index] {
            partners[wanted] = Some(index);
            taken[index] = true;
        }
    }
    partners
}

/// How many bytes two lists of spans have in common.
fn shared(left: &[Span], right: &[Span]) -> usize {
    let pairs = left
        .iter()
        .flat_map(|a| right.iter().map(move |b| (*a, *b)));
    pairs
        .map(|(a, b)| a.end.min(b.end).saturating_sub(a.start.max(b.start)))
        .sum()
}

/// Whether a quotation and its partner have the same source, as far as their words overlap; without a gold source nothing is
/// asked.
#[must_use]
pub fn same_source(quotation: &GoldQuotation, partner: &Attribution) -> bool {
    let Some(wanted) = quotation.source else {
        return true;
    };
    partner.source.is_some_and(|found| found.overlaps(wanted))
}

/// A gold quotation and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedQuotation {
    /// The text's title and the number of the quotation in it, counted from 1.
    pub id: String,
    /// The first words that are said.
    pub text: String,
    /// Whether an attribution of this content was found.
    pub content: bool,
    /// Whether it was found with the right source, or found and has none.
    pub source: bool,
}

/// Counts what is found of the quotations, and tells of each one what became of it. What the text says in its own voice counts
/// as well, since those who wrote them down took *I believe that …* in an interview for one.
#[must_use]
pub fn check(texts: &[QuotedText<'_>], model: &Model) -> (AttributionScore, Vec<CheckedQuotation>) {
    let mut score = AttributionScore::default();
    let mut checked = Vec::new();
    for quoted in texts {
        let document = &quoted.text.document;
        let found = found_attributions(document, model);
        score.content.found += found.len();
        score.source.found += found.iter().filter(|one| one.source.is_some()).count();
        let partners = partners(&quoted.quotations, &found);
        for ((number, quotation), partner) in (1..).zip(&quoted.quotations).zip(partners) {
            let partner = partner.map(|index| &found[index]);
            let source = partner.is_some_and(|partner| same_source(quotation, partner));
            score.content.wanted += 1;
            score.content.right += usize::from(partner.is_some());
            if quotation.source.is_some() {
                score.source.wanted += 1;
                score.source.right += usize::from(source);
            }
            checked.push(CheckedQuotation {
                id: format!("{}-{number}", quoted.text.title()),
                text: document.slice(quotation.content[0]).to_owned(),
                content: partner.is_some(),
                source,
            });
        }
    }
    (score, checked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(start: usize, end: usize) -> GoldQuotation {
        GoldQuotation {
            source: None,
            content: vec![Span::new(start, end)],
        }
    }

    fn found(start: usize, end: usize) -> Attribution {
        Attribution {
            source: None,
            stands_for: None,
            cue: None,
            content: Box::new([Span::new(start, end)]),
        }
    }

    #[test]
    fn each_finds_the_partner_that_shares_most() {
        let gold = [gold(0, 10), gold(5, 30), gold(40, 50)];
        let found = [found(4, 30), found(0, 3)];
        assert_eq!(partners(&gold, &found), [Some(1), Some(0), None]);
    }

    #[test]
    fn a_source_is_asked_for_where_one_is_written_down() {
        let mut quotation = gold(0, 10);
        assert!(same_source(&quotation, &found(0, 10)));
        quotation.source = Some(Span::new(12, 20));
        assert!(!same_source(&quotation, &found(0, 10)));
        let mut partner = found(0, 10);
        partner.source = Some(Span::new(16, 24));
        assert!(same_source(&quotation, &partner));
    }
}
