//! What is known about an article besides its text.

use serde::{Deserialize, Serialize};

use crate::text::{CardId, PartialDate};

/// What is known about an article besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// Title of the page.
    pub title: String,
    /// What readers must know about the title and the text: whose title it is, what was left out.
    pub note: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// When the article was written, as precisely as it is known.
    pub written: PartialDate,
    /// How the date is known.
    pub written_note: String,
    /// The card of the author.
    pub author: CardId,
    /// Language of the text, as a BCP 47 tag.
    pub language: String,
}

/// What a reader is told about an article that was brought; all of it can be edited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct About {
    /// Its title; empty where none is known.
    pub title: String,
    /// Who wrote it, as the page names them.
    pub author: Option<String>,
    /// When it was published, as precisely as it is known.
    pub written: Option<PartialDate>,
    /// Where it was published.
    pub site: Option<String>,
    /// Language of the text, as a BCP 47 tag.
    pub language: Option<String>,
    /// The address from which it was saved.
    pub address: Option<String>,
}
