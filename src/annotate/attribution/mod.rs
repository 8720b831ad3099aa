//! Who is said to say what: source, words of saying, and content of direct and indirect speech.

mod adjuncts;
mod bounds;
mod clauses;
mod content;
mod pronouns;
mod quotes;
mod sources;
mod verbs;

use std::ops::Range;

use super::lexicon::{Categories, Category, Lexicon};
use crate::annotate::names::FoundName;
use crate::text::{Case, Segments, Token, TokenKind};

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
    /// Whom a pronoun that is the source means, where the text makes it plain.
    pub stands_for: Option<Range<usize>>,
}

impl FoundAttribution {
    /// What stands in quotation marks without words of saying.
    fn quoted(source: Option<Range<usize>>, vague: bool, content: Vec<Range<usize>>) -> Self {
        Self {
            source,
            cue: None,
            content,
            direct: true,
            vague,
            stands_for: None,
        }
    }

    /// What words of saying attribute to a source, or to nobody that is named.
    fn said(
        reading: &Reading<'_>,
        source: Option<Range<usize>>,
        cue: Range<usize>,
        content: Vec<Range<usize>>,
    ) -> Self {
        let vague = |source: &Range<usize>| bounds::is_vague(reading, source);
        Self {
            vague: source.as_ref().is_none_or(vague),
            source,
            cue: Some(cue),
            content,
            direct: false,
            stands_for: None,
        }
    }

    /// Whether the text says it in its own voice: *I think that …* passes on nobody else's words.
    #[must_use]
    pub fn is_own(&self, tokens: &[Token], text: &str) -> bool {
        let own = |source: &Range<usize>| {
            source.len() == 1
                && matches!(
                    tokens[source.start].span.of(text),
                    "I" | "we" | "We" | "you" | "You" | "one" | "One"
                )
        };
        !self.direct && self.source.as_ref().is_some_and(own)
    }
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
        let category = |(token, name): (&Token, &u32)| {
            // *WHO* and *US* in a name are no pronouns.
            if *name != 0 && token.case == Case::Upper && token.span.len() > 1 {
                Categories::default()
            } else {
                lexicon.word(*token)
            }
        };
        let categories = segments.tokens.iter().zip(&names).map(category).collect();
        Self {
            tokens: &segments.tokens,
            text,
            categories,
            names,
        }
    }

    /// The words of a token; none after the text's end.
    fn text_of(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |token| token.span.of(self.text))
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.span.of(self.text) == word)
    }

    fn any_of(&self, at: usize, words: &[&str]) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| words.contains(&token.span.of(self.text)))
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

    /// The verb of saying that begins with the token `at`, with its particle: *said*, *called for*, *pointed out*.
    fn verb_of_saying(&self, at: usize) -> Option<Range<usize>> {
        if self.is_name(at) {
            None
        } else if self.has(at, Category::Speech) {
            Some(at..at + 1)
        } else {
            let phrase = Lexicon::shipped().phrase(self.tokens, at)?;
            phrase
                .categories
                .has(Category::Speech)
                .then_some(at..at + phrase.length)
        }
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
    let mut before = Before::default();
    while first < segments.sentences.len() {
        let block = segments.sentences[first].block;
        let count = segments.sentences[first..]
            .iter()
            .take_while(|sentence| sentence.block == block)
            .count();
        let sentences = &segments.sentences[first..first + count];
        first += count;
        if !sentences[0].kind.is_running_text() {
            // A heading ends what was said, unless a quotation is still open.
            if !before.open {
                before.speaker = None;
            }
            continue;
        }
        let range = sentences[0].tokens.start..sentences[count - 1].tokens.end;
        let quotes = quotes(reading.tokens, text, range, before.open);
        let began = found.len();
        let mut read = Vec::with_capacity(count);
        for sentence in sentences {
            let start = found.len();
            clauses::read_sentence(&reading, &sentence.tokens, &quotes, &mut found);
            read.push(ReadSentence {
                tokens: sentence.tokens.clone(),
                found: start..found.len(),
            });
        }
        let last = spread(&reading, &read, &quotes, &mut found, &before);
        before = Before {
            open: quotes.last().is_some_and(|quote| !quote.closed),
            last: last.filter(|index| found[*index].direct),
            speaker: found[began..]
                .iter()
                .rev()
                .filter(|last| !last.is_own(reading.tokens, text))
                .find_map(|last| last.source.clone()),
        };
        all_quotes.extend(quotes);
    }
    pronouns::fill(&reading, segments, names, &mut found);
    found.sort_by_key(|attribution| {
        attribution
            .content
            .first()
            .map_or(usize::MAX, |content| content.start)
    });
    (found, all_quotes)
}

/// What the paragraph before leaves.
#[derive(Default)]
struct Before {
    /// Whether it leaves a quotation open.
    open: bool,
    /// Which attribution the quotation at its end belongs to, where one is known.
    last: Option<usize>,
    /// Who spoke last in it, where the text says it.
    speaker: Option<Range<usize>>,
}

/// A sentence with the attributions that stand in it.
struct ReadSentence {
    tokens: Range<usize>,
    /// Their places among all found.
    found: Range<usize>,
}

/// Gives quoted sentences without words of saying to the one who speaks next to them, and tells which attribution the last of them
/// belongs to.
fn spread(
    reading: &Reading<'_>,
    sentences: &[ReadSentence],
    quotes: &[Quote],
    found: &mut Vec<FoundAttribution>,
    before: &Before,
) -> Option<usize> {
    let mut waiting: Vec<Range<usize>> = Vec::new();
    // A quotation that the paragraph before leaves open goes on here.
    let mut speaker = before.last.filter(|_| before.open);
    for (
        number,
        ReadSentence {
            tokens,
            found: inside,
        },
    ) in sentences.iter().enumerate()
    {
        let own = inside.clone().rev().find(|index| {
            let attribution = &found[*index];
            attribution.direct
                && attribution
                    .content
                    .iter()
                    .any(|content| tokens.contains(&content.start))
        });
        if let Some(own) = own {
            // What was quoted before its speaker is named belongs to the first one named.
            found[own].content.splice(0..0, waiting.drain(..));
            speaker = Some(own);
            continue;
        }
        let Some(quote) = quotes::quotes_from(quotes, tokens.start)
            .iter()
            .take_while(|quote| quote.open < tokens.end)
            .find(|quote| !quote.short)
        else {
            // The speaker of words that are not quoted may be quoted next.
            if let Some(index) = inside.clone().rev().find(|index| {
                found[*index]
                    .cue
                    .as_ref()
                    .is_some_and(|cue| tokens.contains(&cue.start))
            }) {
                speaker = Some(index);
            }
            continue;
        };
        let inner = quote.inner();
        let content = inner.start.max(tokens.start)..inner.end.min(tokens.end);
        if content.is_empty() || is_title(reading, quote, tokens) {
            continue;
        }
        // *He said it was “the worst of times”*: it is said already.
        let holds = |index: &usize| {
            found[*index].cue.is_some()
                && found[*index]
                    .content
                    .iter()
                    .any(|said| said.start <= content.start && content.end <= said.end)
        };
        if let Some(index) = inside.clone().rev().find(holds) {
            speaker = Some(index);
            continue;
        }
        // *The minister was blunt: “…”*
        let author = (quote.open > tokens.start + 1)
            .then(|| sources::clause_subject(reading, tokens.start, quote.open))
            .flatten()
            .filter(|author| sources::can_speak(reading, author));
        // *“No. Not now,” she said*: the words of saying at a quotation's end hold for all of it.
        let ends_with_speaker = sentences[number + 1..]
            .iter()
            .take_while(|later| later.tokens.start < quote.close)
            .flat_map(|later| later.found.clone())
            .any(|index| says_outside(&found[index], quote));
        if let Some(author) = author.filter(|_| !ends_with_speaker) {
            let vague = bounds::is_vague(reading, &author);
            found.push(FoundAttribution::quoted(Some(author), vague, vec![content]));
            speaker = Some(found.len() - 1);
        } else if let Some(index) = speaker.filter(|_| !ends_with_speaker) {
            found[index].content.push(content);
        } else {
            waiting.push(content);
        }
    }
    if !waiting.is_empty() {
        // A quotation that stands alone is of whom a dash names after it, or goes on with who spoke before it.
        let source = waiting
            .last()
            .and_then(|said| signed(reading, said.end))
            .or_else(|| before.speaker.clone());
        let vague = source.is_none();
        found.push(FoundAttribution::quoted(source, vague, waiting));
        speaker = Some(found.len() - 1);
    }
    speaker
}

/// Whom a dash after a quotation names: *“Never again.” — Ada Berg*; `end` is the token after what is said.
fn signed(reading: &Reading<'_>, end: usize) -> Option<Range<usize>> {
    let dash = (end..end + 3).find(|at| reading.any_of(*at, &["—", "–", "--", "-"]))?;
    let limit = reading.tokens.len().min(dash + LONGEST_SIGNATURE);
    let source = sources::phrase_from(reading, dash + 1, limit)?;
    reading.is_name(source.start).then_some(source)
}

/// How many tokens after a dash the name of whom a quotation is may take.
const LONGEST_SIGNATURE: usize = 8;

/// Whether a quotation inside a sentence is the title of something: all its longer words begin with capitals.
fn is_title(reading: &Reading<'_>, quote: &Quote, sentence: &Range<usize>) -> bool {
    let mut words = quote
        .inner()
        .filter(|at| reading.tokens[*at].kind == TokenKind::Word)
        .filter(|at| reading.tokens[*at].span.len() > 3);
    quote.open > sentence.start
        && quote.close + 1 < sentence.end
        && words.clone().count() > 1
        && words.all(|at| reading.tokens[at].is_capitalised())
}

/// Whether words of saying outside a quotation attribute it.
fn says_outside(attribution: &FoundAttribution, quote: &Quote) -> bool {
    let inside = |at: usize| quote.open < at && at < quote.close;
    attribution.direct
        && attribution
            .cue
            .as_ref()
            .is_some_and(|cue| !inside(cue.start))
        && attribution
            .content
            .iter()
            .any(|content| inside(content.start))
}

#[cfg(test)]
mod tests;
