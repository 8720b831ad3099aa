//! The shipped article: what the engine makes of it beside what people labelled in it.

use std::path::Path;

use crate::annotate::{Annotated, AutomaticMention, annotate};
use crate::card::CardIndex;
use crate::content::{ArticleFiles, Publication, SourceFile};
use crate::model::Model;
use crate::text::{Document, Mention, Segments, Span, Stance, Token, TokenKind};
use crate::train::corpora::read;
use crate::train::evaluate::Counts;

/// Loads the shipped article and the cards from the project's folder `root`.
///
/// # Errors
///
/// Fails where a file cannot be read or the loader finds a fault.
pub fn shipped(root: &Path) -> anyhow::Result<Publication> {
    let file = |path: &Path| -> anyhow::Result<SourceFile> {
        Ok(SourceFile {
            path: path.display().to_string(),
            text: read(path)?,
        })
    };
    let folder = root.join("src/content/articles/kazakhstan");
    let files = ArticleFiles {
        article: file(&folder.join("article.md"))?,
        annotations: file(&folder.join("annotations.toml"))?,
        labellings: [
            file(&folder.join("labelling-1.toml"))?,
            file(&folder.join("labelling-2.toml"))?,
        ],
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(root.join("src/content/cards"))? {
        paths.push(entry?.path());
    }
    paths.sort();
    let cards: Vec<_> = paths
        .iter()
        .map(|path| file(path))
        .collect::<anyhow::Result<_>>()?;
    Publication::load(&files, &cards).map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        anyhow::anyhow!("{} faults in the content, first: {first}", faults.len())
    })
}

/// A span that people labelled, and how many of its words got its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSpan {
    /// Where it stands.
    pub span: Span,
    /// Its label.
    pub wanted: Stance,
    /// How many of its words the engine gave that label.
    pub right: usize,
    /// How many words it has.
    pub words: usize,
}

/// A mention that people labelled, and whether it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckedMention {
    /// Where it stands.
    pub span: Span,
    /// Whether the engine found it.
    pub found: bool,
    /// Whether the engine chose its card.
    pub linked: bool,
    /// Whether the engine chose or stated its card or, where people left two readings, chose the other one.
    pub stated: bool,
}

/// What became of all labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedArticle {
    /// The spans with a stance, in order.
    pub stances: Vec<CheckedSpan>,
    /// The mentions, in order.
    pub mentions: Vec<CheckedMention>,
    /// The counts of mentions.
    pub counts: Counts,
}

/// Annotates the article and compares.
#[must_use]
pub fn check(publication: &Publication, model: &Model) -> CheckedArticle {
    let document = &publication.document;
    let cards = CardIndex::of(publication.cards.iter());
    let annotated = annotate(document, &cards, model);
    let gold = &publication.annotations;
    let tokens = Segments::of(document, 0..document.blocks().len()).tokens;
    let stances = gold.stances.iter().map(|stance| {
        let words = words_in(&tokens, stance.span);
        CheckedSpan {
            span: stance.span,
            wanted: stance.stance.unwrap_or(Stance::Reported),
            words: words.clone().count(),
            right: words
                .filter(|word| stance_of(&annotated, word.span) == stance.stance)
                .count(),
        }
    });
    let mentions: Vec<_> = gold
        .mentions
        .iter()
        .map(|mention| checked(document, &annotated, mention))
        .collect();
    let counts = Counts {
        right: mentions.iter().filter(|mention| mention.found).count(),
        found: annotated.mentions.len(),
        wanted: mentions.len(),
    };
    CheckedArticle {
        stances: stances.collect(),
        mentions,
        counts,
    }
}

fn words_in(tokens: &[Token], span: Span) -> impl Iterator<Item = &Token> + Clone {
    tokens
        .iter()
        .filter(move |token| span.contains(token.span))
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
}

fn stance_of(annotated: &Annotated, word: Span) -> Option<Stance> {
    let span = annotated
        .stances
        .iter()
        .find(|stance| stance.span.contains(word));
    span?.stance
}

fn checked(document: &Document, annotated: &Annotated, mention: &Mention) -> CheckedMention {
    let found = annotated
        .mentions
        .iter()
        .find(|found| is_same(document, mention.span, found.span));
    let linked = |found: &AutomaticMention| found.card.is_some() && found.card == mention.card;
    let stated = |found: &AutomaticMention| {
        let other = found
            .card
            .as_ref()
            .is_some_and(|card| mention.others.contains(card));
        linked(found)
            || other
            || mention
                .card
                .as_ref()
                .is_some_and(|card| found.alternatives.contains(card))
    };
    CheckedMention {
        span: mention.span,
        found: found.is_some(),
        linked: found.is_some_and(linked),
        stated: found.is_some_and(stated),
    }
}

/// Whether two spans are the same but for an article *the* at their start.
fn is_same(document: &Document, wanted: Span, found: Span) -> bool {
    without_article(document, wanted) == without_article(document, found)
}

fn without_article(document: &Document, span: Span) -> Span {
    let text = document.slice(span);
    let name = ["the ", "The "]
        .iter()
        .find_map(|article| text.strip_prefix(article));
    Span::new(span.end - name.unwrap_or(text).len(), span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BlockKind;

    #[test]
    fn an_article_before_a_name_is_not_counted() {
        let document = Document::from_blocks([(BlockKind::Paragraph, "In the EU and The Hague")]);
        assert!(is_same(&document, Span::new(3, 9), Span::new(7, 9)));
        assert!(is_same(&document, Span::new(18, 23), Span::new(14, 23)));
        assert!(!is_same(&document, Span::new(3, 9), Span::new(0, 9)));
    }
}
