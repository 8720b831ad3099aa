//! What the reader chose for words that could mean several things.

use serde::{Deserialize, Serialize};

use crate::text::{CardId, Document, Quote, Span, stands_alone};

/// What certain words of an article mean to the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The words, by [`chosen_words`].
    pub words: String,
    /// Their card; none where they mean none of the cards that fit.
    pub card: Option<CardId>,
    /// The one place at which it holds; without it, it holds for these words throughout the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_at: Option<Quote>,
}

/// What the reader chose in one article; a later choice for the same words or place takes the place of an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(Vec<Choice>);

impl Choices {
    /// Notes a choice.
    pub fn set(&mut self, choice: Choice) {
        self.0
            .retain(|other| !(other.words == choice.words && other.only_at == choice.only_at));
        self.0.push(choice);
    }

    /// Takes a choice back.
    pub fn forget(&mut self, number: usize) {
        if number < self.0.len() {
            self.0.remove(number);
        }
    }

    /// All choices, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Choice)> {
        self.0.iter().enumerate()
    }

    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The choices with the places at which they hold in an article, found by their words and what stands beside them.
    #[must_use]
    pub fn anchored(&self, document: &Document) -> Anchored {
        let mut anchored = Anchored::default();
        for (number, choice) in self.iter() {
            match &choice.only_at {
                None => anchored.everywhere.push(choice.clone()),
                Some(quote) => match quote.find(document.text()) {
                    Some(place) => anchored.places.push((place, choice.card.clone())),
                    None => anchored.lost.push(number),
                },
            }
            // Words that stand nowhere any more are lost as well.
            if choice.only_at.is_none() && !occurs(&choice.words, document.text()) {
                anchored.lost.push(number);
            }
        }
        anchored
    }
}

impl FromIterator<Choice> for Choices {
    fn from_iter<T: IntoIterator<Item = Choice>>(choices: T) -> Self {
        let mut all = Self::default();
        choices.into_iter().for_each(|choice| all.set(choice));
        all
    }
}

/// The choices as they hold in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchored {
    places: Vec<(Span, Option<CardId>)>,
    everywhere: Vec<Choice>,
    /// The numbers of the choices whose words were not found; they are kept, and hold again once the words are back.
    pub lost: Vec<usize>,
}

impl Anchored {
    /// What was chosen for a mention; the outer none if nothing was.
    #[must_use]
    pub fn of(&self, span: Span, text: &str) -> Option<Option<CardId>> {
        let here = self.places.iter().find(|(place, _)| place.overlaps(span));
        if let Some((_, card)) = here {
            return Some(card.clone());
        }
        if self.everywhere.is_empty() {
            return None;
        }
        let words = chosen_words(span.of(text));
        let choice = self
            .everywhere
            .iter()
            .find(|choice| choice.words == words)?;
        Some(choice.card.clone())
    }
}

/// The words of a mention as a choice is kept for them: with single spaces between them and without a possessive at their end.
#[must_use]
pub fn chosen_words(words: &str) -> String {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined
        .strip_suffix("’s")
        .or_else(|| joined.strip_suffix("'s"));
    bare.map_or(joined.clone(), str::to_owned)
}

fn occurs(words: &str, text: &str) -> bool {
    text.match_indices(words)
        .any(|(start, found)| stands_alone(text, Span::new(start, start + found.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BlockKind;
    use wasm_bindgen_test::wasm_bindgen_test;

    const TEXT: &str = "Georgia voted. In Georgia’s south it rained.";

    fn choice(card: &str, only_at: Option<Span>) -> Choice {
        Choice {
            words: "Georgia".to_owned(),
            card: Some(CardId::from_words(card)),
            only_at: only_at.map(|span| Quote::of(TEXT, span)),
        }
    }

    fn document(text: &str) -> Document {
        Document::from_blocks([(BlockKind::Paragraph, text)])
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_choice_for_one_place_goes_before_one_for_all() {
        let first = Span::new(0, 7);
        let choices: Choices = [choice("country", None), choice("state", Some(first))]
            .into_iter()
            .collect();
        let anchored = choices.anchored(&document(TEXT));
        let of = |start, end| {
            anchored
                .of(Span::new(start, end), TEXT)
                .flatten()
                .map(String::from)
        };
        assert_eq!(of(0, 7).as_deref(), Some("state"));
        assert_eq!(of(18, 29).as_deref(), Some("country"));
        assert_eq!(of(30, 35), None);
        assert!(anchored.lost.is_empty());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_found_is_told_and_kept() {
        let choices: Choices = [
            choice("country", None),
            choice("state", Some(Span::new(0, 7))),
        ]
        .into_iter()
        .collect();
        assert_eq!(choices.anchored(&document("Nothing of it.")).lost, [0, 1]);
        assert_eq!(
            choices
                .anchored(&document("It was so: Georgia voted."))
                .lost,
            [0_usize; 0]
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_last_choice_counts_and_can_be_taken_back() {
        let mut choices: Choices = [choice("state", None), choice("country", None)]
            .into_iter()
            .collect();
        assert_eq!(choices.iter().count(), 1);
        choices.forget(7);
        choices.forget(0);
        assert!(choices.is_empty());
    }
}
