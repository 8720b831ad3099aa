//! Who is said to say what: source, words of saying, and content of direct and indirect speech.

mod clauses;
mod quotes;
mod sources;

use std::ops::Range;

use super::lexicon::{Categories, Category, Lexicon};
use crate::annotate::names::FoundName;
use crate::text::{BlockKind, Segments, Token};

pub use quotes::{Quote, quotes};

/// A statement that the text passes on. All ranges count the text's tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAttribution {
    /// The words that name the source or stand for it.
    pub source: Option<Range<usize>>,
    /// The words of saying; none where a quotation only goes on.
    pub cue: Option<Range<usize>>,
    /// What is said, in order; several where it is split or runs over sentences.
    pub content: Vec<Range<usize>>,
    /// Whether the content stands in quotation marks.
    pub direct: bool,
    /// Whether no source is named.
    pub vague: bool,
}

/// A text as attribution reads it: each token with the lists it is on and the name that it lies in.
pub(super) struct Reading<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) text: &'a str,
    categories: Vec<Categories>,
    /// The name that each token lies in, counted from 1; 0 for none.
    names: Vec<u32>,
}

impl<'a> Reading<'a> {
    fn new(segments: &'a Segments, text: &'a str, found: &[FoundName]) -> Self {
        let lexicon = Lexicon::shipped();
        let mut names = vec![0; segments.tokens.len()];
        for (number, name) in (1..).zip(found) {
            names[name.tokens.0..name.tokens.1].fill(number);
        }
        let categories = segments
            .tokens
            .iter()
            .map(|token| lexicon.word(*token))
            .collect();
        Self {
            tokens: &segments.tokens,
            text,
            categories,
            names,
        }
    }

    fn text_of(&self, at: usize) -> &'a str {
        self.tokens[at].span.of(self.text)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.span.of(self.text) == word)
    }

    fn has(&self, at: usize, category: Category) -> bool {
        self.categories
            .get(at)
            .is_some_and(|categories| categories.has(category))
    }

    fn any(&self, at: usize, categories: &[Category]) -> bool {
        self.categories
            .get(at)
            .is_some_and(|found| found.any(categories))
    }

    fn in_one_name(&self, left: usize, right: usize) -> bool {
        self.names[left] != 0 && self.names[left] == self.names[right]
    }

    fn is_name(&self, at: usize) -> bool {
        self.names.get(at).is_some_and(|name| *name != 0)
    }
}

/// Finds all attributions of a text, in order of their first content.
#[must_use]
pub fn find_attributions(
    segments: &Segments,
    text: &str,
    names: &[FoundName],
) -> (Vec<FoundAttribution>, Vec<Quote>) {
    let reading = Reading::new(segments, text, names);
    let mut found: Vec<FoundAttribution> = Vec::new();
    let mut all_quotes = Vec::new();
    let mut first = 0;
    // Whether the paragraph before left a quotation open, and who spoke there.
    let mut open: Option<Speaker> = None;
    while first < segments.sentences.len() {
        let block = segments.sentences[first].block;
        let count = segments.sentences[first..]
            .iter()
            .take_while(|sentence| sentence.block == block)
            .count();
        let sentences = &segments.sentences[first..first + count];
        first += count;
        if sentences[0].kind != BlockKind::Paragraph {
            continue;
        }
        let range = sentences[0].tokens.start..sentences[count - 1].tokens.end;
        let quotes = quotes(reading.tokens, text, range);
        let mut read = Vec::with_capacity(count);
        for sentence in sentences {
            let start = found.len();
            clauses::read_sentence(&reading, &sentence.tokens, &quotes, &mut found);
            read.push(ReadSentence {
                tokens: sentence.tokens.clone(),
                found: start..found.len(),
            });
        }
        spread(&read, &quotes, &mut found, open.take());
        if quotes.last().is_some_and(|quote| !quote.closed) {
            open = Some(Speaker(found.last().and_then(|last| last.source.clone())));
        }
        all_quotes.extend(quotes);
    }
    found.sort_by_key(|attribution| {
        attribution
            .content
            .first()
            .map_or(usize::MAX, |content| content.start)
    });
    (found, all_quotes)
}

/// Who speaks in a quotation that a paragraph leaves open, where the text says it.
struct Speaker(Option<Range<usize>>);

/// A sentence with the attributions that stand in it.
struct ReadSentence {
    tokens: Range<usize>,
    /// Their places among all found.
    found: Range<usize>,
}

/// Gives quoted sentences without words of saying to the one who speaks next to them.
fn spread(
    sentences: &[ReadSentence],
    quotes: &[Quote],
    found: &mut Vec<FoundAttribution>,
    goes_on: Option<Speaker>,
) {
    let mut waiting: Vec<Range<usize>> = Vec::new();
    let mut speaker: Option<usize> = None;
    let mut goes_on = goes_on;
    for ReadSentence {
        tokens: sentence,
        found: inside,
    } in sentences
    {
        let own = inside.clone().rev().find(|index| {
            let attribution = &found[*index];
            attribution.direct
                && attribution
                    .content
                    .iter()
                    .any(|content| sentence.contains(&content.start))
        });
        if let Some(own) = own {
            // What was quoted before its speaker is named belongs to the first one named.
            found[own].content.splice(0..0, waiting.drain(..));
            speaker = Some(own);
            continue;
        }
        let Some(quote) = quotes::quotes_from(quotes, sentence.start)
            .iter()
            .take_while(|quote| quote.open < sentence.end)
            .find(|quote| !quote.short)
        else {
            // The speaker of words that are not quoted may be quoted next.
            if let Some(index) = inside.clone().rev().find(|index| {
                found[*index]
                    .cue
                    .as_ref()
                    .is_some_and(|cue| sentence.contains(&cue.start))
            }) {
                speaker = Some(index);
            }
            continue;
        };
        let inner = quote.inner();
        let content = inner.start.max(sentence.start)..inner.end.min(sentence.end);
        if content.is_empty() {
            continue;
        }
        if let Some(index) = speaker {
            found[index].content.push(content);
        } else if let Some(Speaker(source)) = goes_on.take() {
            found.push(FoundAttribution {
                vague: source.is_none(),
                source,
                cue: None,
                content: vec![content],
                direct: true,
            });
            speaker = Some(found.len() - 1);
        } else {
            waiting.push(content);
        }
    }
    if !waiting.is_empty() {
        found.push(FoundAttribution {
            source: None,
            cue: None,
            content: waiting,
            direct: true,
            vague: true,
        });
    }
}
