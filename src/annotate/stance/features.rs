//! What the stance model looks at in a sentence.

use std::ops::Range;

use crate::annotate::attribution::{FoundAttribution, Quote};
use crate::annotate::lexicon::{Categories, Category, Lexicon, Phrase};
use crate::annotate::names::{FoundName, Mix};
use crate::model::{Model, NameClass};
use crate::text::{Case, Segments, Token, TokenKind};

/// In whose voice a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The text's own.
    Own,
    /// That of somebody whose words are passed on.
    Other,
}

/// A text as the stance model reads it.
pub struct Scene<'a> {
    /// The text's tokens and sentences.
    pub segments: Segments,
    /// The text.
    pub text: &'a str,
    /// Whose voice each token stands in.
    pub voices: Vec<Voice>,
    /// What name each token is part of.
    classes: Vec<Option<NameClass>>,
    /// The attribution, counted from 1, whose words of saying a token belongs to; 0 for none.
    saying: Vec<u32>,
    /// The attribution, counted from 1, whose content a token belongs to; 0 for none.
    said: Vec<u32>,
    in_quotes: Vec<bool>,
    /// The text's attributions.
    pub attributions: Vec<FoundAttribution>,
    /// The text's quotations.
    pub quotes: Vec<Quote>,
    model: &'a Model,
}

impl<'a> Scene<'a> {
    /// Puts together what is known of a text before stances are judged.
    #[must_use]
    pub fn new(
        segments: Segments,
        text: &'a str,
        names: &[FoundName],
        attributions: Vec<FoundAttribution>,
        quotes: Vec<Quote>,
        model: &'a Model,
    ) -> Self {
        let count = segments.tokens.len();
        let mut voices = vec![Voice::Own; count];
        let mut classes = vec![None; count];
        let mut saying = vec![0; count];
        let mut said = vec![0; count];
        let mut in_quotes = vec![false; count];
        for name in names {
            classes[name.tokens.0..name.tokens.1].fill(Some(name.class));
        }
        for (number, attribution) in (1..).zip(&attributions) {
            if !attribution.is_own(&segments.tokens, text) {
                for content in &attribution.content {
                    voices[content.clone()].fill(Voice::Other);
                    said[content.clone()].fill(number);
                }
                if let Some(cue) = &attribution.cue {
                    saying[cue.clone()].fill(number);
                }
            }
        }
        for quote in &quotes {
            in_quotes[quote.open..=quote.close].fill(true);
        }
        Self {
            segments,
            text,
            voices,
            classes,
            saying,
            said,
            in_quotes,
            attributions,
            quotes,
            model,
        }
    }

    /// Whether the token `at` is part of a name.
    #[must_use]
    pub fn is_name(&self, at: usize) -> bool {
        self.classes[at].is_some()
    }

    /// The attribution whose words of saying the token `at` belongs to.
    #[must_use]
    pub fn saying(&self, at: usize) -> Option<&FoundAttribution> {
        self.attributions
            .get((self.saying[at] as usize).checked_sub(1)?)
    }

    /// Which attribution's content the tokens of `range` first belong to.
    #[must_use]
    pub fn said_by(&self, range: &Range<usize>) -> Option<usize> {
        range
            .clone()
            .find_map(|at| (self.said[at] as usize).checked_sub(1))
    }

    /// The quotations that touch `range`.
    pub fn quotes_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Quote> {
        let (start, end) = (range.start, range.end);
        let first = self.quotes.partition_point(|quote| quote.close < start);
        self.quotes[first..]
            .iter()
            .take_while(move |quote| quote.open < end)
    }

    /// The share of a sentence's words that stand in another's voice, in fourths, 0 to 4.
    #[must_use]
    pub fn others_share(&self, sentence: &Range<usize>) -> usize {
        let words = |voice: Voice| {
            sentence
                .clone()
                .filter(|at| {
                    self.segments.tokens[*at].kind != TokenKind::Mark && self.voices[*at] == voice
                })
                .count()
        };
        let (own, other) = (words(Voice::Own), words(Voice::Other));
        if own + other == 0 {
            0
        } else {
            (other * 4).div_ceil(own + other).min(4)
        }
    }

    /// Calls `emit` with every feature of a sentence, and with the token that it comes from where it comes from one.
    pub fn features(&self, sentence: &Range<usize>, mut emit: impl FnMut(u32, Option<usize>)) {
        let tokens = &self.segments.tokens[sentence.clone()];
        let lexicon = Lexicon::shipped();
        let mut counts = Counts::default();
        let mut before = 0_u32;
        let mut phrase_end = 0;
        for (index, token) in tokens.iter().enumerate() {
            let at = sentence.start + index;
            let voice = self.voices[at] as u32;
            let word = self.word(at, token);
            let mut put = |template: u32, value: u32, more: u32| {
                emit(
                    Mix::of(template)
                        .with(voice)
                        .with(value)
                        .with(more)
                        .finish(),
                    Some(at),
                );
            };
            put(1, word, 0);
            put(2, before, word);
            before = word;
            if token.kind == TokenKind::Word && self.classes[at].is_none() {
                let classes = self.model.words.classes(token.hash);
                put(3, u32::from(classes.fine), 0);
                put(4, u32::from(classes.coarse), 0);
                if let Some(ending) = ending(token, self.text) {
                    put(5, ending, 0);
                }
            }
            let own = self.voices[at] == Voice::Own;
            for bit in bits(lexicon.word(*token)) {
                put(6, bit, 0);
                counts.add(bit, own);
            }
            if at >= phrase_end
                && let Some(Phrase {
                    length, categories, ..
                }) = lexicon.phrase(&self.segments.tokens[..sentence.end], at)
            {
                phrase_end = at + length;
                for bit in bits(categories) {
                    put(7, bit, 0);
                    counts.add(bit, own);
                }
            }
            counts.numbers += usize::from(token.kind == TokenKind::Number && own);
            counts.names += usize::from(self.classes[at].is_some() && own);
        }
        self.whole(sentence, &counts, |feature| emit(feature, None));
    }

    /// Calls `emit` with the place in the table of every word of a sentence that counts by its meaning: words in the text's own voice that are no names.
    pub fn meanings(&self, sentence: &Range<usize>, mut emit: impl FnMut(u32)) {
        for at in sentence.clone() {
            let token = self.segments.tokens[at];
            if token.kind == TokenKind::Word
                && self.classes[at].is_none()
                && self.voices[at] == Voice::Own
            {
                let entry = self.model.words.classes(token.hash).entry;
                if entry > 0 {
                    emit(entry);
                }
            }
        }
    }

    /// Features of the sentence as a whole.
    fn whole(&self, sentence: &Range<usize>, counts: &Counts, mut emit: impl FnMut(u32)) {
        let tokens = &self.segments.tokens[sentence.clone()];
        let mut put = |template: u32, values: &[u32]| {
            emit(
                values
                    .iter()
                    .fold(Mix::of(template), |mix, value| mix.with(*value))
                    .finish(),
            );
        };
        let small = |count: usize| u32::try_from(count.min(4)).unwrap_or_default();
        let share = small(self.others_share(sentence));
        let saying = sentence.clone().filter(|at| self.saying[*at] > 0).count();
        let quoted = sentence.clone().filter(|at| self.in_quotes[*at]).count();
        put(20, &[]);
        put(21, &[share]);
        put(22, &[small(saying), share]);
        put(23, &[small(quoted * 4 / tokens.len().max(1)), share]);
        put(24, &[small(tokens.len() / 8)]);
        let last = tokens
            .iter()
            .rev()
            .find(|token| !matches!(token.span.of(self.text), "”" | "\"" | "’" | ")" | "'"));
        put(25, &[last.map_or(0, |token| token.hash)]);
        put(26, &[tokens.first().map_or(0, |token| token.hash)]);
        put(27, &[small(counts.numbers)]);
        put(28, &[small(counts.names)]);
        put(29, &[small(counts.numbers), small(counts.names), share]);
        for (bit, (own, other)) in (0_u32..).zip(counts.categories) {
            if own > 0 {
                put(30, &[bit, small(own)]);
                put(31, &[bit, share]);
            }
            if other > 0 {
                put(32, &[bit]);
            }
        }
        let judging = [
            Category::Hedge,
            Category::Booster,
            Category::Evaluative,
            Category::Motive,
            Category::Exhortation,
            Category::Rhetorical,
            Category::Comparison,
            Category::Characterisation,
        ];
        let sum: usize = judging
            .iter()
            .map(|category| counts.categories[*category as usize].0)
            .sum();
        put(33, &[small(sum), share]);
    }

    /// The hash by which a token counts: names by their class, numbers by their kind, other words as they are.
    fn word(&self, at: usize, token: &Token) -> u32 {
        match (self.classes[at], token.kind) {
            (Some(class), _) => 1 + class as u32,
            (None, TokenKind::Number) => {
                8 + u32::try_from(token.span.len().min(5)).unwrap_or_default()
            }
            _ => token.hash,
        }
    }
}

#[derive(Default)]
struct Counts {
    categories: [(usize, usize); 32],
    numbers: usize,
    names: usize,
}

impl Counts {
    fn add(&mut self, bit: u32, own: bool) {
        let slot = &mut self.categories[bit as usize & 31];
        if own {
            slot.0 += 1;
        } else {
            slot.1 += 1;
        }
    }
}

fn bits(categories: Categories) -> impl Iterator<Item = u32> {
    (0..32).filter(move |bit| categories.bits() & 1 << bit != 0)
}

/// The last letters of a longer word in small letters, by which adverbs, superlatives and participles are told.
fn ending(token: &Token, text: &str) -> Option<u32> {
    let word = token.span.of(text);
    if token.case != Case::Lower || word.len() < 6 {
        return None;
    }
    let start = word.char_indices().nth_back(2)?.0;
    Some(crate::text::word_hash(&word[start..]))
}
