//! The rules of neutrality and provenance that every card must keep.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::{Card, Period};

/// Longest summary, in characters.
const SUMMARY_LIMIT: usize = 280;
/// Longest value of a fact, in characters: it has to fit a glance.
const VALUE_LIMIT: usize = 140;

/// Words that only one side would use. They may stand only in a view that a side is said to hold.
///
/// Each entry matches whole words, without regard to case, also in the plural with *s*.
const ONE_SIDED: [&str; 40] = [
    "authoritarian",
    "beloved",
    "brainwashed",
    "brutal",
    "butcher",
    "controversial",
    "corrupt",
    "crony",
    "despot",
    "despotic",
    "dictator",
    "evil",
    "extremist",
    "fanatic",
    "fascist",
    "freedom fighter",
    "hardline",
    "hardliner",
    "henchman",
    "heroic",
    "iconic",
    "infamous",
    "junta",
    "legendary",
    "liberator",
    "martyr",
    "mouthpiece",
    "notorious",
    "oligarch",
    "propaganda",
    "puppet",
    "regime",
    "renowned",
    "rogue",
    "so-called",
    "stooge",
    "strongman",
    "terrorist",
    "thug",
    "warmonger",
];

/// A rule that a card breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    /// The summary is longer than a glance takes.
    #[error("the summary has {0} characters; at most {SUMMARY_LIMIT} are allowed")]
    LongSummary(usize),
    /// The card has too few or too many facts.
    #[error("the card has {0} facts; two to six are allowed")]
    FactCount(usize),
    /// A value is longer than a glance takes.
    #[error("the value of “{0}” has {1} characters; at most {VALUE_LIMIT} are allowed")]
    LongValue(String, usize),
    /// A word that only one side would use.
    #[error(
        "“{word}” in {place} is a word that only one side would use; state it as a contested view of whoever uses it, or leave it out"
    )]
    OneSidedWord {
        /// The word found.
        word: String,
        /// Where on the card.
        place: String,
    },
    /// Something is said without a source.
    #[error("{0} has no source; find one that says so, or leave it out")]
    Unsourced(String),
    /// A source is named that the card does not list.
    #[error("{place} names the source “{id}”, which the card does not list")]
    UnknownSource {
        /// What names it.
        place: String,
        /// The name.
        id: String,
    },
    /// A source is listed and not used.
    #[error("the source “{0}” is listed but nothing rests on it; use it or remove it")]
    UnusedSource(String),
    /// Two sources have one name.
    #[error("two sources are named “{0}”")]
    DuplicateSource(String),
    /// An address that is not one.
    #[error("“{0}” is not a web address that begins with http:// or https://")]
    BadAddress(String),
    /// A time is missing.
    #[error("{0} does not tell its time; give `at`, `until` or `as_of`")]
    Timeless(String),
    /// Dates contradict each other.
    #[error("the dates of {0} contradict each other")]
    InvertedPeriod(String),
    /// A dispute with a single side.
    #[error("the contested entry “{0}” has one side only; give at least two")]
    OneSide(String),
    /// Something that must be filled in is empty.
    #[error("{0} is empty")]
    Empty(String),
}

/// All rules that `card` breaks; none for a card that may be published.
#[must_use]
pub fn check(card: &Card) -> Vec<Breach> {
    let mut breaches = Vec::new();
    check_summary(card, &mut breaches);
    check_facts(card, &mut breaches);
    check_contested(card, &mut breaches);
    for relation in &card.relations {
        let place = format!("the relation “{} {}”", relation.kind.forward(), relation.to);
        check_period(relation.period, &place, &mut breaches);
    }
    check_sources(card, &mut breaches);
    breaches
}

fn check_summary(card: &Card, breaches: &mut Vec<Breach>) {
    for (text, place) in [(&card.name, "the name"), (&card.summary, "the summary")] {
        if text.trim().is_empty() {
            breaches.push(Breach::Empty(place.to_owned()));
        }
        check_words(text, place, breaches);
    }
    let length = card.summary.chars().count();
    if length > SUMMARY_LIMIT {
        breaches.push(Breach::LongSummary(length));
    }
}

fn check_facts(card: &Card, breaches: &mut Vec<Breach>) {
    if !(2..=6).contains(&card.facts.len()) {
        breaches.push(Breach::FactCount(card.facts.len()));
    }
    for fact in &card.facts {
        let place = format!("the fact “{}”", fact.label);
        if fact.label.trim().is_empty() || fact.value.trim().is_empty() {
            breaches.push(Breach::Empty(place.clone()));
        }
        let length = fact.value.chars().count();
        if length > VALUE_LIMIT {
            breaches.push(Breach::LongValue(fact.label.clone(), length));
        }
        check_words(&fact.label, &place, breaches);
        check_words(&fact.value, &place, breaches);
        check_period(fact.period, &place, breaches);
    }
}

fn check_contested(card: &Card, breaches: &mut Vec<Breach>) {
    for contested in &card.contested {
        check_words(&contested.question, "a contested question", breaches);
        if contested.views.len() < 2 {
            breaches.push(Breach::OneSide(contested.question.clone()));
        }
        for view in &contested.views {
            check_words(&view.who, "the holder of a view", breaches);
            if view.says.trim().is_empty() {
                breaches.push(Breach::Empty(format!("the view of {}", view.who)));
            }
        }
    }
}

fn check_period(period: Period, place: &str, breaches: &mut Vec<Breach>) {
    if !period.is_told() {
        breaches.push(Breach::Timeless(place.to_owned()));
    }
    if period.is_inverted() {
        breaches.push(Breach::InvertedPeriod(place.to_owned()));
    }
}

/// Everything on the card that must rest on sources: where it stands, and the names it gives.
fn claims(card: &Card) -> Vec<(String, &[String])> {
    let mut claims = vec![("the summary".to_owned(), card.summary_sources.as_slice())];
    for fact in &card.facts {
        claims.push((format!("the fact “{}”", fact.label), &fact.sources));
    }
    for relation in &card.relations {
        let place = format!("the relation “{} {}”", relation.kind.forward(), relation.to);
        claims.push((place, &relation.sources));
    }
    for view in card.contested.iter().flat_map(|entry| &entry.views) {
        claims.push((format!("the view of {}", view.who), &view.sources));
    }
    claims
}

fn check_sources(card: &Card, breaches: &mut Vec<Breach>) {
    let mut listed = BTreeSet::new();
    for source in &card.sources {
        if !listed.insert(source.id.as_str()) {
            breaches.push(Breach::DuplicateSource(source.id.clone()));
        }
        check_address(&source.url, breaches);
    }
    for address in [&card.links.website, &card.links.wikipedia]
        .into_iter()
        .flatten()
    {
        check_address(address, breaches);
    }
    let mut used = BTreeSet::new();
    for (place, names) in claims(card) {
        if names.is_empty() {
            breaches.push(Breach::Unsourced(place.clone()));
        }
        for name in names {
            used.insert(name.as_str());
            if !listed.contains(name.as_str()) {
                let (place, id) = (place.clone(), name.clone());
                breaches.push(Breach::UnknownSource { place, id });
            }
        }
    }
    for id in listed.difference(&used) {
        breaches.push(Breach::UnusedSource((*id).to_owned()));
    }
}

fn check_address(address: &str, breaches: &mut Vec<Breach>) {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
        breaches.push(Breach::BadAddress(address.to_owned()));
    }
}

fn check_words(text: &str, place: &str, breaches: &mut Vec<Breach>) {
    let normal = format!(" {} ", words(text).join(" "));
    for entry in ONE_SIDED {
        let entry = words(entry).join(" ");
        if normal.contains(&format!(" {entry} ")) || normal.contains(&format!(" {entry}s ")) {
            let place = place.to_owned();
            breaches.push(Breach::OneSidedWord { word: entry, place });
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Contested, Fact, Kind, Links, Provenance, Standing, View};
    use super::*;
    use crate::text::CardId;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn sound() -> Card {
        let fact = |label: &str| Fact {
            label: label.to_owned(),
            value: "Something".to_owned(),
            period: Period {
                as_of: "2021".parse().ok(),
                ..Period::default()
            },
            checked: "2026-11-23".parse().expect("a date"),
            sources: vec!["a".to_owned()],
        };
        Card {
            id: CardId::try_from("a-body".to_owned()).expect("a name"),
            standing: Standing::Shipped,
            name: "A Body".to_owned(),
            kind: Kind::Organisation,
            aliases: Vec::new(),
            summary: "A body of states, founded in 2002.".to_owned(),
            summary_sources: vec!["a".to_owned()],
            links: Links::default(),
            facts: vec![fact("Members"), fact("Seat")],
            contested: Vec::new(),
            relations: Vec::new(),
            sources: vec![Provenance {
                id: "a".to_owned(),
                title: "A".to_owned(),
                publisher: "B".to_owned(),
                url: "https://example.org/".to_owned(),
                read: "2026-11-23".parse().expect("a date"),
            }],
        }
    }

    #[track_caller]
    fn check_one(spoil: impl FnOnce(&mut Card), expected: &Breach) {
        let mut card = sound();
        spoil(&mut card);
        assert_eq!(check(&card), std::slice::from_ref(expected));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_sound_card_passes() {
        assert_eq!(check(&sound()), []);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_sided_words_are_refused_whole_and_in_any_case() {
        let breach = |word: &str, place: &str| Breach::OneSidedWord {
            word: word.to_owned(),
            place: place.to_owned(),
        };
        check_one(
            |card| card.summary = "A Regime.".to_owned(),
            &breach("regime", "the summary"),
        );
        check_one(
            |card| card.facts[0].value = "two puppets".to_owned(),
            &breach("puppet", "the fact “Members”"),
        );
        let mut card = sound();
        card.summary = "A regimen of rogueries.".to_owned();
        assert_eq!(check(&card), []);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_sided_words_may_stand_in_a_view() {
        let mut card = sound();
        let view = |who: &str| View {
            who: who.to_owned(),
            says: "calls it a regime".to_owned(),
            sources: vec!["a".to_owned()],
        };
        card.contested = vec![Contested {
            question: "What it is".to_owned(),
            views: vec![view("One"), view("Two")],
        }];
        assert_eq!(check(&card), []);
        card.contested[0].views.pop();
        assert_eq!(check(&card), [Breach::OneSide("What it is".to_owned())]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn everything_has_a_source_that_is_listed_and_used() {
        check_one(
            |card| card.facts[1].sources.clear(),
            &Breach::Unsourced("the fact “Seat”".to_owned()),
        );
        check_one(
            |card| card.summary_sources.clear(),
            &Breach::Unsourced("the summary".to_owned()),
        );
        check_one(
            |card| card.facts[1].sources.push("b".to_owned()),
            &Breach::UnknownSource {
                place: "the fact “Seat”".to_owned(),
                id: "b".to_owned(),
            },
        );
        check_one(
            |card| {
                card.sources.push(Provenance {
                    id: "b".to_owned(),
                    ..card.sources[0].clone()
                });
            },
            &Breach::UnusedSource("b".to_owned()),
        );
        check_one(
            |card| card.sources.push(card.sources[0].clone()),
            &Breach::DuplicateSource("a".to_owned()),
        );
        check_one(
            |card| card.sources[0].url = "javascript:alert(1)".to_owned(),
            &Breach::BadAddress("javascript:alert(1)".to_owned()),
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn facts_tell_their_time_and_fit_a_glance() {
        check_one(
            |card| card.facts[0].period = Period::default(),
            &Breach::Timeless("the fact “Members”".to_owned()),
        );
        check_one(
            |card| card.facts[0].period.from = "2022".parse().ok(),
            &Breach::InvertedPeriod("the fact “Members”".to_owned()),
        );
        check_one(|card| card.facts.truncate(1), &Breach::FactCount(1));
        check_one(
            |card| card.summary = "a".repeat(281),
            &Breach::LongSummary(281),
        );
        check_one(
            |card| card.facts[0].value = "é".repeat(141),
            &Breach::LongValue("Members".to_owned(), 141),
        );
        check_one(
            |card| card.facts[0].value = " ".to_owned(),
            &Breach::Empty("the fact “Members”".to_owned()),
        );
    }
}
