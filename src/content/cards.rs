//! Card files → the cards and the graph of relations among them, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::fault::{Fault, SourceFile, offset_of};
use crate::card::{
    Card, Cards, Contested, Fact, Kind, Links, Provenance, Relation, Standing, check,
};
use crate::text::CardId;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCard {
    name: Spanned<String>,
    kind: Kind,
    #[serde(default)]
    aliases: Vec<String>,
    summary: Spanned<String>,
    summary_sources: Spanned<Vec<String>>,
    #[serde(default)]
    links: Links,
    #[serde(default)]
    fact: Vec<Spanned<Fact>>,
    #[serde(default)]
    contested: Vec<Spanned<Contested>>,
    #[serde(default)]
    relation: Vec<Spanned<Relation>>,
    #[serde(default)]
    source: Vec<Spanned<Provenance>>,
}

/// Reads and checks all card files.
///
/// # Errors
///
/// Returns every fault found: a file that cannot be read, a broken rule of neutrality or provenance,
/// a relation to a card that does not exist, to itself, or stated twice.
pub fn load_cards(files: &[SourceFile]) -> Result<Cards, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut cards = BTreeMap::new();
    let mut places = Vec::new();
    for file in files {
        match read(file) {
            Ok((card, relations)) => {
                faults.extend(
                    check(&card)
                        .iter()
                        .map(|breach| file.fault(place_of(&file.text, breach), breach)),
                );
                places.extend(
                    relations
                        .into_iter()
                        .map(|offset| (file, card.id.clone(), offset)),
                );
                cards.insert(card.id.clone(), card);
            }
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(relation_faults(&cards, &places));
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    Ok(Cards::new(cards.into_values()))
}

/// A card and the offsets of its relations, which follow the card's own order.
fn read(file: &SourceFile) -> Result<(Card, Vec<usize>), Fault> {
    let stem = file
        .path
        .rsplit('/')
        .next()
        .and_then(|name| name.strip_suffix(".toml"))
        .unwrap_or_default();
    let id = CardId::try_from(stem.to_owned()).map_err(|error| file.fault(0, error))?;
    let raw: RawCard = file.parse(&file.text)?;
    let offsets = raw.relation.iter().map(offset_of).collect();
    let card = Card {
        id,
        standing: Standing::Shipped,
        name: raw.name.into_inner(),
        kind: raw.kind,
        aliases: raw.aliases,
        summary: raw.summary.into_inner(),
        summary_sources: raw.summary_sources.into_inner(),
        links: raw.links,
        facts: raw.fact.into_iter().map(Spanned::into_inner).collect(),
        contested: raw.contested.into_iter().map(Spanned::into_inner).collect(),
        relations: raw.relation.into_iter().map(Spanned::into_inner).collect(),
        sources: raw.source.into_iter().map(Spanned::into_inner).collect(),
    };
    Ok((card, offsets))
}

/// The offset of the first of the breach's quoted words in the file, so that the message names a useful line.
fn place_of(text: &str, breach: &crate::card::Breach) -> usize {
    let message = breach.to_string();
    let quoted = message
        .split('“')
        .nth(1)
        .and_then(|rest| rest.split('”').next());
    let key = if message.contains("the summary") {
        Some("summary")
    } else {
        quoted
    };
    key.and_then(|key| text.to_lowercase().find(&key.to_lowercase()))
        .unwrap_or(0)
}

fn relation_faults(
    cards: &BTreeMap<CardId, Card>,
    places: &[(&SourceFile, CardId, usize)],
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let stated = cards
        .values()
        .flat_map(|card| card.relations.iter().map(move |relation| (card, relation)));
    // `places` lists the relations of each file in order; a file whose card was refused is in neither list.
    let mut offsets: BTreeMap<&CardId, std::collections::VecDeque<_>> = BTreeMap::new();
    for (file, id, offset) in places {
        offsets.entry(id).or_default().push_back((*file, *offset));
    }
    for (card, relation) in stated {
        let Some((file, offset)) = offsets
            .get_mut(&card.id)
            .and_then(std::collections::VecDeque::pop_front)
        else {
            continue;
        };
        let words = relation.kind.forward();
        if relation.to == card.id {
            faults.push(file.fault(offset, format!("the card is said to be “{words}” itself")));
        } else if !cards.contains_key(&relation.to) {
            faults.push(file.fault(
                offset,
                format!("there is no card “{}” to be “{words}”", relation.to),
            ));
        }
        // A later membership of the same body is a relation of its own.
        let from = relation.period.from.map(crate::text::PartialDate::iso);
        if !seen.insert((card.id.clone(), relation.kind, relation.to.clone(), from)) {
            faults.push(file.fault(offset, format!("“{words} {}” is stated twice", relation.to)));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn file(name: &str, more: &str) -> SourceFile {
        let text = format!(
            r#"name = "A thing"
kind = "organisation"
summary = "A thing that exists."
summary_sources = ["a"]
[[fact]]
label = "Seat"
value = "Somewhere"
as_of = "2021"
checked = "2026-11-23"
sources = ["a"]
[[fact]]
label = "Founded"
value = "Once"
at = "2002"
checked = "2026-11-23"
sources = ["a"]
[[source]]
id = "a"
title = "T"
publisher = "P"
url = "https://example.org"
read = "2026-11-23"
{more}"#
        );
        SourceFile {
            path: format!("cards/{name}.toml"),
            text,
        }
    }

    fn member_of(other: &str) -> String {
        format!(
            "[[relation]]\nkind = \"member_of\"\nto = \"{other}\"\nas_of = \"2026\"\nchecked = \"2026-11-23\"\nsources = [\"a\"]\n"
        )
    }

    #[track_caller]
    fn refused(files: &[SourceFile], file: &str, line: usize, reason: &str) {
        let faults = load_cards(files).expect_err("a fault");
        let fault = &faults[0];
        assert_eq!((fault.file.as_str(), fault.line), (file, line), "{fault}");
        assert!(fault.reason.contains(reason), "{fault}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn relations_lead_both_ways() {
        let cards = load_cards(&[file("a", &member_of("b")), file("b", "")]).expect("no fault");
        let words = |name: &str| {
            let id = CardId::try_from(name.to_owned()).expect("a name");
            cards
                .links(&id)
                .iter()
                .map(|(link, _)| format!("{} {}", link.words(), link.other))
                .collect::<Vec<_>>()
        };
        assert_eq!(words("a"), ["member of b"]);
        assert_eq!(words("b"), ["has as member a"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn relations_lead_to_another_card_and_are_stated_once() {
        refused(
            &[file("a", &member_of("c"))],
            "cards/a.toml",
            23,
            "no card “c”",
        );
        refused(&[file("a", &member_of("a"))], "cards/a.toml", 23, "itself");
        let twice = member_of("b") + &member_of("b");
        refused(
            &[file("a", &twice), file("b", "")],
            "cards/a.toml",
            29,
            "stated twice",
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_card_that_breaks_a_rule_is_refused_where_it_does() {
        let mut spoiled = file("a", "");
        spoiled.text = spoiled.text.replace("A thing that exists", "A regime");
        refused(&[spoiled], "cards/a.toml", 3, "“regime”");
        refused(&[file("A b", "")], "cards/A b.toml", 1, "not a card's name");
        refused(
            &[file("a", "[[fact]]\nlabel = \"Odd\"")],
            "cards/a.toml",
            23,
            "missing field",
        );
    }
}
