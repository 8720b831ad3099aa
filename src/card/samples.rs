//! Cards for tests: nothing on them but what a test is about.

use super::{Card, Kind, Links, Period, Relation, RelationKind, Standing};
use crate::text::CardId;

/// The identifier of a name: its words in small letters, joined by hyphens.
#[track_caller]
pub(crate) fn id(name: &str) -> CardId {
    let words: Vec<_> = name.split_whitespace().map(str::to_lowercase).collect();
    CardId::try_from(words.join("-")).expect("a name of letters and hyphens")
}

/// A card with a name, other forms of it, and relations to cards of other names.
#[track_caller]
pub(crate) fn card(
    kind: Kind,
    name: &str,
    aliases: &[&str],
    relations: &[(RelationKind, &str)],
) -> Card {
    let relation = |(kind, to): &(RelationKind, &str)| Relation {
        kind: *kind,
        to: id(to),
        period: Period::default(),
        checked: "2022-01-31".parse().expect("a date"),
        sources: Vec::new(),
    };
    Card {
        id: id(name),
        standing: Standing::Shipped,
        name: name.to_owned(),
        kind,
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        summary: String::new(),
        summary_sources: Vec::new(),
        links: Links::default(),
        facts: Vec::new(),
        contested: Vec::new(),
        relations: relations.iter().map(relation).collect(),
        sources: Vec::new(),
    }
}
