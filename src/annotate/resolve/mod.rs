//! From names to cards: short forms to full names, words to what they mean, with a score and the runner-up.

mod acting;
mod descriptions;
mod entities;
mod known;
mod reason;

use std::collections::BTreeMap;

use super::attribution::FoundAttribution;
use super::names::FoundName;
use crate::card::{CardIndex, FormStrength, Kind};
use crate::model::NameClass;
use crate::text::{Lookup, Segments, Token, span_of, word_hash};

pub use descriptions::{Description, Sort, descriptions};
pub use entities::{Entities, Entity, Shortening, entities};
pub use known::known_names;
pub use reason::Reason;

/// What words that mean something lead to. Cards are counted by their place in the index.
#[derive(Debug, Clone, PartialEq)]
pub enum Link {
    /// A card.
    Card {
        /// Which.
        card: usize,
        /// How sure, 0 to 1.
        confidence: f32,
        /// Other cards that it could be, likeliest first.
        others: Vec<usize>,
    },
    /// One of several cards, and the text does not tell which.
    NotSure {
        /// The cards, likeliest first.
        among: Vec<usize>,
    },
    /// There is no card.
    NoCard,
}

/// Words that mean something.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedMention {
    /// Its first token and the one after its last.
    pub tokens: (usize, usize),
    /// What kind of thing it is.
    pub kind: Kind,
    /// How sure it is that these words name something of that kind, 0 to 1.
    pub confidence: f32,
    /// What it leads to.
    pub link: Link,
    /// Why it leads there.
    pub reason: Reason,
}

/// Least score at which a mention is linked.
const LEAST: f32 = 0.5;
/// By how much the best card must be ahead of the next.
const AHEAD: f32 = 0.15;

/// Resolves the names of a document, and the descriptions that mean something that it names.
#[must_use]
pub fn resolve(
    segments: &Segments,
    text: &str,
    names: &[FoundName],
    attributions: &[FoundAttribution],
    index: &CardIndex,
) -> Vec<ResolvedMention> {
    let entities = entities(&segments.tokens, text, names);
    let mut resolver = Resolver {
        tokens: &segments.tokens,
        text,
        names,
        entities: &entities,
        index,
        present: vec![false; index.entries().len()],
        keywords: Lookup::default(),
    };
    resolver.survey();
    let links: Vec<Link> = entities
        .all
        .iter()
        .map(|entity| resolver.link(entity))
        .collect();
    let mut ends: Vec<usize> = attributions
        .iter()
        .filter_map(|attribution| Some(attribution.source.as_ref()?.end))
        .collect();
    ends.sort_unstable();
    let mut mentions: Vec<ResolvedMention> = names
        .iter()
        .zip(&entities.of_name)
        .map(|(name, (entity, shortening))| {
            resolver.mention(name, *entity, *shortening, &links, &ends)
        })
        .collect();
    let mut in_name = vec![false; segments.tokens.len()];
    for name in names {
        in_name[name.tokens.0..name.tokens.1].fill(true);
    }
    let described = resolver.described(segments, &mentions, &in_name);
    mentions.extend(described);
    mentions.sort_by_key(|mention| mention.tokens);
    mentions
}

struct Resolver<'a> {
    tokens: &'a [Token],
    text: &'a str,
    names: &'a [FoundName],
    entities: &'a Entities,
    index: &'a CardIndex,
    /// Which cards the document names by a form that says enough by itself.
    present: Vec<bool>,
    /// The longer words of the document.
    keywords: Lookup<bool>,
}

impl Resolver<'_> {
    /// Looks which cards are named beyond doubt.
    fn survey(&mut self) {
        for entity in &self.entities.all {
            for form in &entity.forms {
                for (card, strength) in self.index.meant_by(*form) {
                    if strength > FormStrength::Weak {
                        self.present[card] = true;
                    }
                }
            }
        }
        for token in self.tokens.iter().filter(|token| token.span.len() > 5) {
            *self.keywords.entry(token.hash) = true;
        }
    }

    /// How well a card fits an entity, by the form, by kind, by what else the document names, and by words it shares with the card.
    fn score(&self, card: usize, strength: FormStrength, class: NameClass) -> f32 {
        let entry = &self.index.entries()[card];
        let base = match strength {
            FormStrength::Full => 0.85,
            FormStrength::Single => 0.7,
            FormStrength::Weak => 0.3,
        };
        let kind: f32 = if fits(class, entry.kind) { 0.1 } else { -0.2 };
        let related = entry
            .related
            .iter()
            .filter(|other| self.present[**other])
            .count()
            .min(3);
        let shared = entry
            .keywords
            .iter()
            .filter(|word| self.keywords.get(**word).is_some())
            .count();
        let share = ratio(shared, entry.keywords.len());
        let own = if self.present[card] && strength == FormStrength::Weak {
            0.4
        } else {
            0.0
        };
        (base + kind + own + ratio(related, 3) * 0.2 + share * 0.3).clamp(0.0, 0.99)
    }

    fn link(&self, entity: &Entity) -> Link {
        let mut scores: BTreeMap<usize, f32> = BTreeMap::new();
        for form in &entity.forms {
            for (card, strength) in self.index.meant_by(*form) {
                let score = self.score(card, strength, entity.class);
                let best = scores.entry(card).or_insert(score);
                *best = best.max(score);
            }
        }
        let mut ranked: Vec<(usize, f32)> = scores.into_iter().collect();
        ranked.sort_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
        let all = || ranked.iter().map(|(card, _)| *card).collect::<Vec<_>>();
        match ranked.as_slice() {
            [] => Link::NoCard,
            [(card, score), rest @ ..] => {
                let next = rest.first().map_or(0.0, |(_, score)| *score);
                if *score < LEAST || *score - next < AHEAD && !rest.is_empty() {
                    Link::NotSure { among: all() }
                } else {
                    Link::Card {
                        card: *card,
                        confidence: *score,
                        others: all().split_off(1),
                    }
                }
            }
        }
    }

    fn mention(
        &self,
        name: &FoundName,
        entity: usize,
        shortening: Shortening,
        links: &[Link],
        source_ends: &[usize],
    ) -> ResolvedMention {
        let words = self.words(name.tokens);
        let full = self.names[self.entities.all[entity].fullest].span(self.tokens);
        let mut link = links[entity].clone();
        let mut reason = match (&link, shortening) {
            (Link::Card { card, .. }, Shortening::Full) => {
                if *words == self.index.entries()[*card].name {
                    Reason::OwnName
                } else {
                    Reason::OtherForm
                }
            }
            (Link::Card { .. }, Shortening::PartOfName | Shortening::Shared) => {
                Reason::ShortFor(full)
            }
            (Link::Card { .. }, Shortening::Acronym) => Reason::StandsFor(full),
            (Link::NotSure { .. }, _) => Reason::Unsupported,
            (Link::NoCard, _) => Reason::NoCard(full),
        };
        if shortening == Shortening::Shared {
            let among = self.shared(entity, self.tokens[name.tokens.0].hash, links);
            if !among.is_empty() {
                reason = Reason::Shared;
                link = Link::NotSure { among };
            }
        }
        // A country or capital that says or does something stands for its government.
        if let Link::Card {
            card, confidence, ..
        } = &link
            && let Some(government) = self.index.entries()[*card].government
            && acting::acts(
                self.tokens,
                self.text,
                name,
                self.index.entries()[*card].capital,
                source_ends,
            )
        {
            reason = Reason::Acts;
            link = Link::Card {
                card: government,
                confidence: confidence * 0.9,
                others: vec![*card],
            };
        }
        let kind = match &link {
            Link::Card { card, .. } => self.index.entries()[*card].kind,
            _ => kind_of(name.class, words),
        };
        ResolvedMention {
            tokens: name.tokens,
            kind,
            confidence: name.confidence,
            link,
            reason,
        }
    }

    /// The cards of all that bear a part of a name, those of `nearest` first.
    fn shared(&self, nearest: usize, part: u32, links: &[Link]) -> Vec<usize> {
        let bearers = self.entities.bearers(part).iter().copied();
        let mut among = Vec::new();
        for entity in std::iter::once(nearest).chain(bearers) {
            let cards: Vec<usize> = match &links[entity] {
                Link::Card { card, others, .. } => {
                    std::iter::once(card).chain(others).copied().collect()
                }
                Link::NotSure { among } => among.clone(),
                Link::NoCard => Vec::new(),
            };
            for card in cards {
                if !among.contains(&card) {
                    among.push(card);
                }
            }
        }
        among
    }

    fn words(&self, (first, end): (usize, usize)) -> &str {
        span_of(self.tokens, &(first..end)).of(self.text)
    }

    /// Mentions by description, each of what was last named that it can mean.
    fn described(
        &self,
        segments: &Segments,
        mentions: &[ResolvedMention],
        in_name: &[bool],
    ) -> Vec<ResolvedMention> {
        let mut found = Vec::new();
        let main = self.main_country(mentions);
        let event = self.event(main);
        let mut next = 0;
        let mut last: BTreeMap<u8, usize> = BTreeMap::new();
        for sentence in &segments.sentences {
            for description in descriptions(self.tokens, self.text, sentence.tokens.clone(), |at| {
                in_name[at]
            }) {
                while next < mentions.len() && mentions[next].tokens.0 < description.first {
                    if let Link::Card { card, others, .. } = &mentions[next].link {
                        for card in std::iter::once(card).chain(others) {
                            if let Some(sort) = self.sort_of(*card) {
                                last.insert(sort, *card);
                            }
                        }
                    }
                    next += 1;
                }
                let card = match description.sort {
                    Sort::Government => {
                        main.and_then(|country| self.index.entries()[country].government)
                    }
                    Sort::Country => main.or(last.get(&2).copied()),
                    Sort::Happening => event.or(last.get(&4).copied()),
                    other => last.get(&(other as u8)).copied(),
                };
                let Some(card) = card else { continue };
                found.push(ResolvedMention {
                    tokens: (description.first, description.end),
                    kind: self.index.entries()[card].kind,
                    confidence: 0.6,
                    link: Link::Card {
                        card,
                        confidence: 0.6,
                        others: Vec::new(),
                    },
                    reason: Reason::PointsBack,
                });
            }
        }
        found
    }

    /// Which sort of description can mean a card.
    fn sort_of(&self, card: usize) -> Option<u8> {
        let entry = &self.index.entries()[card];
        let sort = match entry.kind {
            Kind::Organisation => Sort::Body,
            Kind::Place if entry.government.is_some() => Sort::Country,
            Kind::Place
                if descriptions::REGIONS
                    .iter()
                    .any(|noun| entry.keywords.binary_search(&word_hash(noun)).is_ok()) =>
            {
                Sort::Region
            }
            Kind::Event => Sort::Happening,
            Kind::Agreement => Sort::Accord,
            Kind::Person | Kind::Publication | Kind::Place => return None,
        };
        Some(sort as u8)
    }

    /// The country with a card that the text names most; of equals the first in the index.
    fn main_country(&self, mentions: &[ResolvedMention]) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for mention in mentions {
            if let Link::Card { card, others, .. } = &mention.link {
                let country = std::iter::once(card).chain(others).find(|card| {
                    let entry = &self.index.entries()[**card];
                    entry.kind == Kind::Place && entry.government.is_some()
                });
                if let Some(country) = country {
                    *counts.entry(*country).or_default() += 1;
                }
            }
        }
        counts
            .into_iter()
            .max_by_key(|(card, count)| (*count, std::cmp::Reverse(*card)))
            .map(|(card, _)| card)
    }

    /// The event that the text is about: of those related to its main country the one whose card shares most words with it.
    fn event(&self, main: Option<usize>) -> Option<usize> {
        let main = main?;
        let shared = |card: usize| {
            self.index.entries()[card]
                .keywords
                .iter()
                .filter(|word| self.keywords.get(**word).is_some())
                .count()
        };
        // An event that is called so by its own name comes before one whose summary only speaks of it.
        let named = |card: usize| {
            descriptions::HAPPENINGS
                .iter()
                .any(|noun| self.index.entries()[card].name.contains(noun))
        };
        let happens = |card: usize| {
            descriptions::HAPPENINGS.iter().any(|noun| {
                self.index.entries()[card]
                    .keywords
                    .binary_search(&word_hash(noun))
                    .is_ok()
            })
        };
        self.index
            .entries()
            .iter()
            .enumerate()
            .filter(|(card, entry)| {
                entry.kind == Kind::Event
                    && (entry.related.contains(&main) || self.names_place(*card, main))
            })
            .map(|(card, _)| card)
            .filter(|card| named(*card) || happens(*card))
            .max_by_key(|card| (named(*card), shared(*card), std::cmp::Reverse(*card)))
            .filter(|card| shared(*card) > 1)
    }

    /// Whether a card's name holds another card's name.
    fn names_place(&self, card: usize, place: usize) -> bool {
        self.index.entries()[card]
            .name
            .contains(&self.index.entries()[place].name)
    }
}

fn ratio(part: usize, whole: usize) -> f32 {
    let small = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    if whole == 0 {
        0.0
    } else {
        small(part) / small(whole)
    }
}

fn fits(class: NameClass, kind: Kind) -> bool {
    match class {
        NameClass::Person => kind == Kind::Person,
        NameClass::Organisation => matches!(kind, Kind::Organisation | Kind::Publication),
        NameClass::Place => kind == Kind::Place,
        NameClass::Other => matches!(kind, Kind::Event | Kind::Agreement | Kind::Publication),
    }
}

/// What kind of thing a name of that class names, by its words.
fn kind_of(class: NameClass, words: &str) -> Kind {
    match class {
        NameClass::Person => Kind::Person,
        NameClass::Organisation => Kind::Organisation,
        NameClass::Place => Kind::Place,
        NameClass::Other => {
            let ends = |endings: &[&str]| endings.iter().any(|ending| words.contains(ending));
            if ends(&[
                "Treaty",
                "Accord",
                "Agreement",
                "Protocol",
                "Pact",
                "Act",
                "Initiative",
                "Plan",
                "Programme",
                "Program",
                "Convention",
                "Charter",
                "Deal",
                "Partnership",
                "Law",
                "Bill",
                "Constitution",
                "Amendment",
            ]) {
                Kind::Agreement
            } else if ends(&[
                "War",
                "Summit",
                "Games",
                "Cup",
                "Revolution",
                "Olympics",
                "Festival",
                "Day",
                "Uprising",
                "Election",
                "Championship",
                "Hurricane",
                "Battle",
                "Prix",
                "Open",
                "Conference",
                "Crisis",
                "Spring",
                "Massacre",
            ]) {
                Kind::Event
            } else {
                Kind::Publication
            }
        }
    }
}

#[cfg(test)]
mod tests;
