//! One article with everything that is shown with it, loaded from its files and checked.

use super::Agreement;
use super::annotations::annotations;
use super::cards::load_cards;
use super::fault::{Fault, SourceFile};
use crate::article::{Meta, blocks_from_markdown};
use crate::card::Cards;
use crate::text::{Annotations, Document};

/// The files of one article.
#[derive(Debug, Clone)]
pub struct ArticleFiles {
    /// The text in Markdown, after TOML front matter between two lines of `+++`.
    pub article: SourceFile,
    /// Its annotations.
    pub annotations: SourceFile,
    /// Two independent labellings, from which the agreement is computed.
    pub labellings: [SourceFile; 2],
}

/// An article, its annotations and the cards.
#[derive(Debug, Clone)]
pub struct Publication {
    /// What is known about the article.
    pub meta: Meta,
    /// Its text.
    pub document: Document,
    /// What is said about it.
    pub annotations: Annotations,
    /// How far the two labellings agreed before they were settled.
    pub agreement: Agreement,
    /// All cards.
    pub cards: Cards,
}

impl Publication {
    /// Loads an article and the cards.
    ///
    /// # Errors
    ///
    /// Returns every fault that keeps them from being published, each with file, line and reason.
    pub fn load(article: &ArticleFiles, cards: &[SourceFile]) -> Result<Self, Vec<Fault>> {
        let cards = load_cards(cards)?;
        let (meta, document) = read_article(&article.article).map_err(|fault| vec![fault])?;
        let known = cards.ids();
        if !known.contains(&meta.author) {
            let reason = format!("there is no card “{}” of the author", meta.author);
            return Err(vec![article.article.fault(0, reason)]);
        }
        let mut annotations = annotations(&article.annotations, &document, &known)?;
        let [one, two] = &article.labellings;
        let agreement = Agreement::measure([one, two], &document, &mut annotations.stances)
            .map_err(|fault| vec![fault])?;
        Ok(Self {
            meta,
            document,
            annotations,
            agreement,
            cards,
        })
    }
}

fn read_article(file: &SourceFile) -> Result<(Meta, Document), Fault> {
    let missing = || {
        file.fault(
            0,
            "the article begins with its data between two lines of `+++`",
        )
    };
    let rest = file.text.strip_prefix("+++\n").ok_or_else(missing)?;
    let (front, markdown) = rest.split_once("\n+++\n").ok_or_else(missing)?;
    let meta = file.parse(front)?;
    let base = file.text.len() - markdown.len();
    let blocks =
        blocks_from_markdown(markdown).map_err(|error| file.fault(base + error.offset, error))?;
    let blocks = blocks.iter().map(|(kind, text)| (*kind, text.as_str()));
    Ok((meta, Document::from_blocks(blocks)))
}
