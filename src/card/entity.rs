//! A card and the things on it that have no time of their own.

use serde::{Deserialize, Serialize};

use super::{Fact, Phase, Relation};
use crate::text::{CardId, PartialDate};

/// What kind of thing a card is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A human being.
    Person,
    /// A body of people: a government, alliance, company, university.
    Organisation,
    /// A country, city or region.
    Place,
    /// A treaty, partnership or programme among several parties.
    Agreement,
    /// Something that happened over a limited time.
    Event,
    /// A newspaper, journal or book.
    Publication,
}

impl Kind {
    /// All kinds, in the order in which they are always shown.
    pub const ALL: [Self; 6] = [
        Self::Person,
        Self::Organisation,
        Self::Publication,
        Self::Place,
        Self::Event,
        Self::Agreement,
    ];

    /// The kind of that word, if there is one.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The word for it in files and attributes.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Agreement => "agreement",
            Self::Event => "event",
            Self::Publication => "publication",
        }
    }

    /// The heading for several of the kind.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Person => "People",
            Self::Organisation => "Organisations",
            Self::Place => "Places",
            Self::Agreement => "Agreements",
            Self::Event => "Events",
            Self::Publication => "Publications",
        }
    }
}

/// Addresses that lead on from a card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Identifier in Wikidata, `Q` and digits.
    pub wikidata: Option<String>,
    /// Address of the Wikipedia article.
    pub wikipedia: Option<String>,
    /// The entity's own website.
    pub website: Option<String>,
}

/// A source that was opened and read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Name by which the rest of the card refers to it.
    pub id: String,
    /// Title of the page or data set.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The address that was read.
    pub url: String,
    /// The day on which it was read.
    pub read: PartialDate,
}

/// How one side describes what is disputed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Who says it.
    pub who: String,
    /// What they say, continuing the sentence that `who` begins.
    pub says: String,
    /// Names of the sources on the same card.
    pub sources: Vec<String>,
}

/// A description that is disputed, with the sides side by side.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contested {
    /// What the dispute is about.
    pub question: String,
    /// The sides; at least two.
    #[serde(rename = "view", default)]
    pub views: Vec<View>,
}

/// Whose a card is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It ships with Sidelight: neutral, and with sources.
    #[default]
    Shipped,
    /// The reader wrote it.
    Reader,
    /// Nobody has written it: all that is known is how the article names the entity.
    Unwritten,
}

/// What a reader is told about one entity.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Card {
    /// Its name in files and addresses.
    pub id: CardId,
    /// Whose it is.
    #[serde(default)]
    pub standing: Standing,
    /// Full name.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Other forms of the name, as they occur in text.
    pub aliases: Vec<String>,
    /// One or two sentences, at most 280 characters.
    pub summary: String,
    /// Names of the sources on which the summary rests.
    pub summary_sources: Vec<String>,
    /// Addresses that lead on.
    pub links: Links,
    /// Two to six facts.
    pub facts: Vec<Fact>,
    /// Disputed descriptions.
    pub contested: Vec<Contested>,
    /// Relations that this card states; the inverse ones are derived.
    pub relations: Vec<Relation>,
    /// The sources, each used at least once.
    pub sources: Vec<Provenance>,
}

impl Card {
    /// A card of the reader's own with nothing on it yet but a name.
    #[must_use]
    pub fn of_reader(id: CardId, name: String, kind: Kind) -> Self {
        Self {
            id,
            standing: Standing::Reader,
            name,
            kind,
            aliases: Vec::new(),
            summary: String::new(),
            summary_sources: Vec::new(),
            links: Links::default(),
            facts: Vec::new(),
            contested: Vec::new(),
            relations: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// What tells its entity across articles, as text: the card, or kind and name where there is only an empty one.
    #[must_use]
    pub fn entity_key(&self) -> String {
        match self.standing {
            Standing::Unwritten => format!("{}:{}", self.kind.key(), self.name),
            Standing::Shipped | Standing::Reader => format!("card:{}", self.id.as_str()),
        }
    }

    /// Whether the reader wrote it.
    #[must_use]
    pub fn is_of_reader(&self) -> bool {
        self.standing == Standing::Reader
    }

    /// The facts of one phase, seen from the article's date, in the card's own order.
    pub fn facts_in(&self, phase: Phase, written: PartialDate) -> impl Iterator<Item = &Fact> {
        self.facts
            .iter()
            .filter(move |fact| fact.period.phase(written) == phase)
    }

    /// The latest day on which one of the card's sources was read.
    #[must_use]
    pub fn last_read(&self) -> Option<PartialDate> {
        self.sources
            .iter()
            .map(|source| source.read)
            .max_by_key(|date| date.last_day())
    }
}
