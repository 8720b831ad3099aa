//! What the engine found → annotations that the page can show, and cards for names that have none.

use std::collections::BTreeMap;

use super::own::OwnNames;
use super::{Anchored, chosen_words};
use crate::annotate::{Annotated, AutomaticMention, AutomaticStance};
use crate::card::{Card, Cards, Kind, Standing};
use crate::text::{
    Annotations, CardId, Cue, Document, LoadedWord, Mention, Origin, Source, Span, StanceSpan,
};

/// The marks of an article that the engine has read so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    /// What is said about the text.
    pub annotations: Annotations,
    /// The shipped cards, and one for every name that has none.
    pub cards: Cards,
    /// What the reader chose for certain words: a card, or that it is none of those that fit.
    choices: Anchored,
    /// The names on the reader's own cards.
    own: OwnNames,
    /// The names that have no card, with the card that was made for them.
    unwritten: BTreeMap<String, CardId>,
}

impl Marks {
    /// No marks yet, all cards, and what the reader chose for words of this article.
    #[must_use]
    pub fn new(cards: Cards, choices: Anchored) -> Self {
        Self {
            own: OwnNames::of(&cards),
            cards,
            choices,
            ..Self::default()
        }
    }

    /// Whether what the engine finds becomes the same marks in both: the reader's choices and own cards are the same.
    #[must_use]
    pub fn are_made_as(&self, other: &Self) -> bool {
        let own = |marks: &Self| -> Vec<Card> {
            let cards = marks.cards.iter().filter(|card| card.is_of_reader());
            cards.cloned().collect()
        };
        self.choices == other.choices && own(self) == own(other)
    }

    /// Adds what comes later in the text.
    ///
    /// ```
    /// use sidelight::annotate::annotate;
    /// use sidelight::card::{CardIndex, Cards};
    /// use sidelight::library::Marks;
    /// use sidelight::model::Model;
    /// use sidelight::text::{BlockKind, Document};
    ///
    /// let document = Document::from_blocks([(BlockKind::Paragraph, "It is cold, the mayor said.")]);
    /// let mut marks = Marks::new(Cards::default(), Default::default());
    /// marks.append(&document, &annotate(&document, &CardIndex::default(), &Model::default()));
    /// assert_eq!(marks.annotations.stances.len(), 1);
    /// ```
    pub fn append(&mut self, document: &Document, part: &Annotated) {
        let text = document.text();
        for found in &part.mentions {
            let mention = self.mention(found, text);
            self.annotations.mentions.push(mention);
        }
        for found in &part.stances {
            let mut stance = stance(found, text);
            if let Some(source) = stance
                .source
                .as_mut()
                .filter(|source| source.card.is_none())
            {
                let attribution = part
                    .attributions
                    .iter()
                    .find(|attribution| attribution.source == Some(source.span));
                let meant = attribution.and_then(|attribution| attribution.stands_for);
                source.card = self.card_at(meant.unwrap_or(source.span));
            }
            self.annotations.stances.push(stance);
        }
        let loaded = part.loaded.iter().map(|found| LoadedWord {
            span: found.span,
            why: found.why.to_string(),
        });
        self.annotations.loaded.extend(loaded);
    }

    /// The card of the mention within a stretch of the text that names somebody, so that all forms of a name count as one source.
    fn card_at(&self, stretch: Span) -> Option<CardId> {
        let mentions = &self.annotations.mentions;
        let at = mentions.partition_point(|mention| mention.span.start < stretch.start);
        let mention = mentions.get(at)?;
        stretch
            .contains(mention.span)
            .then(|| mention.card.clone())?
    }

    fn mention(&mut self, found: &AutomaticMention, text: &str) -> Mention {
        let words = found.span.of(text);
        let automatic = Origin::Automatic {
            confidence: found.confidence,
        };
        if let Some(chosen) = self.choices.of(found.span, text) {
            let card = chosen.unwrap_or_else(|| self.unwritten(found.kind, words));
            let others = found.card.iter().chain(&found.alternatives);
            return Mention {
                span: found.span,
                others: others.filter(|other| **other != card).cloned().collect(),
                card: Some(card),
                why: "You chose what these words mean in this article.".to_owned(),
                origin: Origin::Reader,
            };
        }
        if found.card.is_some() || !found.alternatives.is_empty() {
            return Mention {
                span: found.span,
                card: found.card.clone(),
                others: found.alternatives.to_vec(),
                why: found.why(text),
                origin: automatic,
            };
        }
        let name = found.reason.name().unwrap_or(found.span).of(text);
        let (card, others, why) = match self.own.bearing(name, words) {
            [] => (
                Some(self.unwritten(found.kind, name)),
                Vec::new(),
                found.why(text),
            ),
            [own] => (
                Some(own.clone()),
                Vec::new(),
                format!(
                    "“{}” is a name on a card that you wrote.",
                    chosen_words(name)
                ),
            ),
            several => (
                None,
                several.to_vec(),
                format!(
                    "“{}” is a name on several cards that you wrote.",
                    chosen_words(name)
                ),
            ),
        };
        Mention {
            span: found.span,
            card,
            others,
            why,
            origin: automatic,
        }
    }

    /// The card of a name that has none; it is made when the name is first met.
    fn unwritten(&mut self, kind: Kind, name: &str) -> CardId {
        /// A name that is longer is cut: the engine takes no care how long a name is.
        const LONGEST: usize = 120;
        let name: String = chosen_words(name).chars().take(LONGEST).collect();
        if let Some(id) = self.unwritten.get(&name) {
            return id.clone();
        }
        let id = free_id(&name, |id| self.cards.get(id).is_some());
        self.cards.insert(Card {
            standing: Standing::Unwritten,
            ..Card::of_reader(id.clone(), name.clone(), kind)
        });
        self.unwritten.insert(name, id.clone());
        id
    }
}

/// An id for a name of which no card is known: its Latin letters and digits, and a number where that is taken.
pub(super) fn free_id(name: &str, is_taken: impl Fn(&CardId) -> bool) -> CardId {
    let mut id = CardId::from_words(&format!("own {name}"));
    let mut number = 1_usize;
    while is_taken(&id) {
        number += 1;
        id = CardId::from_words(&format!("own {name} {number}"));
    }
    id
}

fn stance(found: &AutomaticStance, text: &str) -> StanceSpan {
    let source = found.source.as_ref().map(|source| Source {
        span: source.span,
        card: source.card.clone(),
        named: source.named,
    });
    StanceSpan {
        span: found.span,
        sentence: found.sentence,
        stance: found.stance,
        cues: found
            .cues
            .iter()
            .map(|cue| Cue {
                span: cue.span,
                kind: cue.kind,
                weight: Some(cue.weight),
            })
            .collect(),
        why: found.why(text),
        source,
        origin: Origin::Automatic {
            confidence: found.confidence,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::card::CardIndex;
    use crate::library::{Choice, Choices};
    use crate::model::Model;
    use crate::text::BlockKind;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn marks(text: &str) -> Marks {
        marks_with(text, Cards::default(), &Choices::default())
    }

    fn marks_with(text: &str, cards: Cards, choices: &Choices) -> Marks {
        let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
        let model =
            Model::read(include_bytes!("../model/sidelight.weights")).expect("the shipped weights");
        let mut marks = Marks::new(cards, choices.anchored(&document));
        marks.append(
            &document,
            &annotate(&document, &CardIndex::default(), &model),
        );
        marks
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_name_without_a_card_gets_one_for_all_its_forms() {
        let marks = marks(
            "Aigul Serikova opened the bridge on Monday. “It is finished,” Serikova said in Oslo.",
        );
        let ids: Vec<_> = marks
            .annotations
            .mentions
            .iter()
            .filter_map(|mention| mention.card.as_ref().map(CardId::as_str))
            .collect();
        assert_eq!(
            ids,
            ["own-aigul-serikova", "own-aigul-serikova", "own-oslo"]
        );
        assert_eq!(marks.cards.iter().count(), 2);
        assert!(
            marks
                .cards
                .iter()
                .all(|card| card.standing == Standing::Unwritten)
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_the_reader_chose_holds_for_the_words_everywhere() {
        let text = "Aigul Serikova came to Oslo. In Oslo’s centre she met Dana Omar.";
        let bank = CardId::from_words("bank");
        let choice = Choice {
            words: "Oslo".to_owned(),
            card: Some(bank.clone()),
            only_at: None,
        };
        let marks = marks_with(text, Cards::default(), &[choice].into_iter().collect());
        let chosen = marks
            .annotations
            .mentions
            .iter()
            .filter(|mention| mention.origin == Origin::Reader);
        let cards: Vec<_> = chosen.map(|mention| mention.card.clone()).collect();
        assert_eq!(cards, [Some(bank.clone()), Some(bank)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_on_cards_that_the_reader_wrote_lead_to_them() {
        let text = "Aigul Serikova opened the bridge in Oslo. “It is finished,” Serikova said.";
        let card = |id: &str, name: &str| {
            Card::of_reader(CardId::from_words(id), name.to_owned(), Kind::Person)
        };
        let one = [card("own-1", "Aigul Serikova")];
        let marks = marks_with(text, Cards::new(one.clone()), &Choices::default());
        let led: Vec<_> = marks
            .annotations
            .mentions
            .iter()
            .map(|mention| mention.card.clone().map(String::from))
            .collect();
        assert_eq!(
            led,
            [
                Some("own-1".to_owned()),
                Some("own-oslo".to_owned()),
                Some("own-1".to_owned())
            ]
        );
        // Of two with one name it is not sure which.
        let two = Cards::new(one.into_iter().chain([card("own-2", "Aigul Serikova")]));
        let marks = marks_with(text, two, &Choices::default());
        assert_eq!(marks.annotations.mentions[0].card, None);
        assert_eq!(marks.annotations.mentions[0].others.len(), 2);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn all_forms_of_a_name_are_one_source() {
        let marks = marks(
            "Aigul Serikova opened the bridge. “It is finished,” Serikova said. “We are glad,” she said on Monday.",
        );
        let stances = marks.annotations.stances.iter();
        let sources: Vec<_> = stances
            .filter_map(|stance| stance.source.as_ref()?.card.as_ref())
            .map(CardId::as_str)
            .collect();
        assert_eq!(sources, ["own-aigul-serikova", "own-aigul-serikova"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn marks_carry_their_evidence() {
        let marks = marks("It will probably rain tomorrow, the mayor said on Monday.");
        let stance = &marks.annotations.stances[0];
        assert!(!stance.why.is_empty() && stance.cues.iter().all(|cue| cue.weight.is_some()));
        assert!(matches!(stance.origin, Origin::Automatic { confidence } if confidence > 0.0));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn ids_are_plain_and_free() {
        let taken = ["own-oslo", "own"];
        let id = |name| String::from(free_id(name, |id| taken.contains(&id.as_str())));
        assert_eq!(id("Bergen"), "own-bergen");
        assert_eq!(id("Oslo"), "own-oslo-2");
        assert_eq!(id("Тоқаев"), "own-2");
        assert_eq!(id("São Paulo, S.A."), "own-s-o-paulo-s-a");
    }
}
