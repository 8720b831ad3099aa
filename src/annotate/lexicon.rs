//! Word lists, written for Sidelight: cues of stance, verbs of saying, and the small words that show how a sentence is built.

use std::sync::LazyLock;

use crate::text::{Lookup, Token, phrase_step, tokenise};

/// A list that a word or phrase is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Verbs of saying, thinking and finding.
    Speech,
    /// Nouns that introduce what is said.
    SpeechNoun,
    /// Sources without a name.
    Vague,
    /// Words that withhold certainty.
    Hedge,
    /// Words that claim certainty.
    Booster,
    /// Words of praise, blame or importance.
    Evaluative,
    /// Intentions and feelings ascribed to somebody.
    Motive,
    /// Causes that are weighed.
    Cause,
    /// Modal verbs.
    Modal,
    /// Words that place a statement in the future.
    Future,
    /// Calls for something to be done.
    Exhortation,
    /// Turns of phrase that argue.
    Rhetorical,
    /// Likenings and rankings.
    Comparison,
    /// Loaded words for what somebody does or says.
    Characterisation,
    /// Articles, possessives and numbers before a noun.
    Determiner,
    /// Pronouns that can be a subject.
    Subject,
    /// Pronouns for people.
    Personal,
    /// Pronouns that are an object.
    Object,
    /// Prepositions.
    Preposition,
    /// Words that join clauses.
    Conjunction,
    /// Auxiliary verbs and *not*.
    Auxiliary,
    /// Adverbs that stand between subject and verb.
    Adverb,
    /// Days of the week.
    Weekday,
    /// Relative pronouns.
    Relative,
    /// Nouns for those who say things.
    SourceNoun,
    /// Verbs for what people and governments do.
    Acting,
}

impl Category {
    const FUNCTION: [(&'static str, Self); 12] = [
        ("determiner", Self::Determiner),
        ("subject", Self::Subject),
        ("person", Self::Personal),
        ("object", Self::Object),
        ("preposition", Self::Preposition),
        ("conjunction", Self::Conjunction),
        ("auxiliary", Self::Auxiliary),
        ("adverb", Self::Adverb),
        ("weekday", Self::Weekday),
        ("relative", Self::Relative),
        ("sourcenoun", Self::SourceNoun),
        ("vague", Self::Vague),
    ];
}

/// The lists that a word or phrase is on, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Categories(u32);

impl Categories {
    /// Whether `category` is among them.
    #[must_use]
    pub fn has(self, category: Category) -> bool {
        self.0 & 1 << category as u32 != 0
    }

    /// Whether one of `categories` is among them.
    #[must_use]
    pub fn any(self, categories: &[Category]) -> bool {
        categories.iter().any(|category| self.has(*category))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as bits, one a category in their order.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.0
    }

    fn add(&mut self, category: Category) {
        self.0 |= 1 << category as u32;
    }
}

/// A phrase of several words found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// Its first token.
    pub first: usize,
    /// How many tokens it has.
    pub length: usize,
    /// The lists that it is on.
    pub categories: Categories,
}

/// All lists, ready to be asked.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: Lookup<Categories>,
    phrases: Lookup<Categories>,
    /// The most tokens of a phrase that begins with the word.
    starts: Lookup<usize>,
}

impl Lexicon {
    /// The lists that come with Sidelight.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);
        &SHIPPED
    }

    fn build() -> Self {
        let mut lexicon = Self::default();
        for (category, list) in [
            (Category::Speech, include_str!("lexicon/speech.txt")),
            (
                Category::SpeechNoun,
                include_str!("lexicon/speech_nouns.txt"),
            ),
            (Category::Vague, include_str!("lexicon/vague.txt")),
            (Category::Hedge, include_str!("lexicon/hedge.txt")),
            (Category::Booster, include_str!("lexicon/booster.txt")),
            (Category::Evaluative, include_str!("lexicon/evaluative.txt")),
            (Category::Motive, include_str!("lexicon/motive.txt")),
            (Category::Cause, include_str!("lexicon/cause.txt")),
            (Category::Modal, include_str!("lexicon/modal.txt")),
            (Category::Future, include_str!("lexicon/future.txt")),
            (
                Category::Exhortation,
                include_str!("lexicon/exhortation.txt"),
            ),
            (Category::Rhetorical, include_str!("lexicon/rhetorical.txt")),
            (Category::Comparison, include_str!("lexicon/comparison.txt")),
            (
                Category::Characterisation,
                include_str!("lexicon/characterisation.txt"),
            ),
            (Category::Acting, include_str!("lexicon/acting.txt")),
        ] {
            for phrase in entries(list) {
                lexicon.add(phrase, category);
            }
        }
        for line in include_str!("lexicon/function.txt").lines() {
            let Some((name, words)) = line.split_once(':') else {
                continue;
            };
            if let Some((_, category)) = Category::FUNCTION.iter().find(|(known, _)| *known == name)
            {
                for word in entries(words) {
                    lexicon.add(word, *category);
                }
            }
        }
        lexicon
    }

    fn add(&mut self, phrase: &str, category: Category) {
        let mut tokens = Vec::new();
        tokenise(phrase, 0, &mut tokens);
        if let [word] = tokens.as_slice() {
            self.words.entry(word.hash).add(category);
        } else if let Some(first) = tokens.first() {
            let hash = tokens
                .iter()
                .fold(0, |hash, token| phrase_step(hash, token.hash));
            self.phrases.entry(hash).add(category);
            let longest = self.starts.entry(first.hash);
            *longest = tokens.len().max(*longest);
        }
    }

    /// The lists that a single word is on.
    #[must_use]
    pub fn word(&self, token: Token) -> Categories {
        self.words.get(token.hash).copied().unwrap_or_default()
    }

    /// The longest phrase of several words that begins with the token `at`.
    #[must_use]
    pub fn phrase(&self, tokens: &[Token], at: usize) -> Option<Phrase> {
        let longest = *self.starts.get(tokens[at].hash)?;
        let mut hash = 0;
        let mut found = None;
        for (index, token) in tokens[at..].iter().take(longest).enumerate() {
            hash = phrase_step(hash, token.hash);
            if let Some(categories) = self.phrases.get(hash) {
                found = Some(Phrase {
                    first: at,
                    length: index + 1,
                    categories: *categories,
                });
            }
        }
        found
    }
}

/// The phrases of a list: parted by commas and line ends, lines that begin with `#` left out.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .filter(|phrase| !phrase.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn words_and_phrases_are_found_in_any_case() {
        let text = "It Is No Secret that he SAID so";
        let mut tokens = Vec::new();
        tokenise(text, 0, &mut tokens);
        let lexicon = Lexicon::shipped();
        let phrase = lexicon.phrase(&tokens, 0).expect("a phrase");
        assert!(phrase.length == 4 && phrase.categories.has(Category::Booster));
        assert!(lexicon.word(tokens[6]).has(Category::Speech));
        assert!(lexicon.word(tokens[3]).is_empty());
    }
}
