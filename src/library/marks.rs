//! What the engine found → annotations that the page can show, and cards for names that have none.

use std::collections::BTreeMap;

use crate::annotate::{Annotated, AutomaticMention, AutomaticStance};
use crate::card::{Card, Cards, Kind, Links, Standing};
use crate::text::{
    Annotations, CardId, Cue, Document, LoadedWord, Mention, Origin, Source, StanceSpan,
};

/// The marks of an article that the engine has read so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    /// What is said about the text.
    pub annotations: Annotations,
    /// The shipped cards, and one for every name that has none.
    pub cards: Cards,
    /// What the reader chose for certain words: a card, or that it is none of those that fit.
    choices: Choices,
    /// The names that have no card, with the card that was made for them.
    unwritten: BTreeMap<String, CardId>,
}

impl Marks {
    /// No marks yet, the cards that ship, and what the reader chose for words of this article.
    #[must_use]
    pub fn new(cards: Cards, choices: Choices) -> Self {
        Self {
            cards,
            choices,
            ..Self::default()
        }
    }

    /// What the reader chose, as these marks have it.
    #[must_use]
    pub fn choices(&self) -> &Choices {
        &self.choices
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
        let stances = part.stances.iter().map(|found| stance(found, text));
        self.annotations.stances.extend(stances);
        for found in &part.mentions {
            let mention = self.mention(found, text);
            self.annotations.mentions.push(mention);
        }
        let loaded = part.loaded.iter().map(|found| LoadedWord {
            span: found.span,
            why: found.why.to_string(),
        });
        self.annotations.loaded.extend(loaded);
    }

    fn mention(&mut self, found: &AutomaticMention, text: &str) -> Mention {
        let chosen = self
            .choices
            .get(&chosen_words(found.span.of(text)))
            .cloned();
        if let Some(chosen) = chosen {
            let card = chosen.unwrap_or_else(|| self.unwritten(found.kind, found.span.of(text)));
            let others = found.card.iter().chain(&found.alternatives);
            return Mention {
                span: found.span,
                others: others.filter(|other| **other != card).cloned().collect(),
                card: Some(card),
                why: "You chose what these words mean in this article.".to_owned(),
                origin: Origin::Reader,
            };
        }
        let card = match &found.card {
            Some(card) => Some(card.clone()),
            None if found.alternatives.is_empty() => {
                let name = found.reason.name().unwrap_or(found.span);
                Some(self.unwritten(found.kind, name.of(text)))
            }
            None => None,
        };
        Mention {
            span: found.span,
            card,
            others: found.alternatives.to_vec(),
            why: found.why(text),
            origin: Origin::Automatic {
                confidence: found.confidence,
            },
        }
    }

    /// The card of a name that has none; it is made when the name is first met.
    fn unwritten(&mut self, kind: Kind, name: &str) -> CardId {
        /// A name that is longer is cut: the engine takes no care how long a name is.
        const LONGEST: usize = 120;
        let name: String = one_line(name).chars().take(LONGEST).collect();
        if let Some(id) = self.unwritten.get(&name) {
            return id.clone();
        }
        let id = free_id(&name, |id| self.cards.get(id).is_some());
        self.cards.insert(Card {
            id: id.clone(),
            standing: Standing::Unwritten,
            name: name.clone(),
            kind,
            aliases: Vec::new(),
            summary: String::new(),
            summary_sources: Vec::new(),
            links: Links::default(),
            facts: Vec::new(),
            contested: Vec::new(),
            relations: Vec::new(),
            sources: Vec::new(),
        });
        self.unwritten.insert(name, id.clone());
        id
    }
}

/// What the reader chose for words, by [`chosen_words`].
pub type Choices = BTreeMap<String, Option<CardId>>;

/// The words of a mention as a choice is kept for them: the same words mean the same throughout an article.
#[must_use]
pub fn chosen_words(words: &str) -> String {
    one_line(words)
}

/// Words with single spaces between them and without a possessive at their end.
fn one_line(words: &str) -> String {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined
        .strip_suffix("’s")
        .or_else(|| joined.strip_suffix("'s"));
    bare.map_or(joined.clone(), str::to_owned)
}

/// An id for a name of which no card is known: its Latin letters and digits, and a number where that is taken.
fn free_id(name: &str, is_taken: impl Fn(&CardId) -> bool) -> CardId {
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
    use crate::model::Model;
    use crate::text::BlockKind;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn marks(text: &str) -> Marks {
        marks_with(text, Choices::default())
    }

    fn marks_with(text: &str, choices: Choices) -> Marks {
        let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
        let model =
            Model::read(include_bytes!("../model/sidelight.weights")).expect("the shipped weights");
        let mut marks = Marks::new(Cards::default(), choices);
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
        let choices = [("Oslo".to_owned(), Some(bank.clone()))].into();
        let marks = marks_with(text, choices);
        let chosen = marks
            .annotations
            .mentions
            .iter()
            .filter(|mention| mention.origin == Origin::Reader);
        let cards: Vec<_> = chosen.map(|mention| mention.card.clone()).collect();
        assert_eq!(cards, [Some(bank.clone()), Some(bank)]);
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
