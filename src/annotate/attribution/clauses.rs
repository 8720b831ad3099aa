//! One sentence: which of its verbs say something, and what.

use std::ops::Range;

use super::quotes::quotes_from;
use super::sources::{phrase_from, subject_before};
use super::{FoundAttribution, Quote, Reading};
use crate::annotate::lexicon::Category;
use crate::text::{Case, TokenKind};

/// Reads one sentence and appends what it attributes.
pub(super) fn read_sentence(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    quotes: &[Quote],
    found: &mut Vec<FoundAttribution>,
) {
    let mut taken_left = false;
    for at in sentence.clone() {
        let region = region(at, sentence, quotes);
        if reading.tokens[at].kind != TokenKind::Word {
            continue;
        }
        if reading.tokens[at].hash == according() && reading.is(at + 1, "to") {
            found.extend(according_to(reading, at, &region));
        } else if reading.has(at, Category::Speech)
            && !reading.is_name(at)
            && (reading.tokens[at].case == Case::Lower || at == sentence.start)
        {
            if let Some(attribution) = verb(reading, at, &region, quotes, taken_left) {
                taken_left |= attribution
                    .content
                    .first()
                    .is_some_and(|content| content.end <= at);
                found.push(attribution);
            }
        } else if reading.has(at, Category::SpeechNoun)
            && reading.is(at + 1, "that")
            && at + 3 < region.end
        {
            found.push(noun(reading, at, &region));
        }
    }
}

fn according() -> u32 {
    use std::sync::LazyLock;
    static HASH: LazyLock<u32> = LazyLock::new(|| crate::text::word_hash("according"));
    *HASH
}

/// The part of the sentence that is said in the same voice as the token: inside its quotation, or the whole sentence.
fn region(at: usize, sentence: &Range<usize>, quotes: &[Quote]) -> Range<usize> {
    match quotes_from(quotes, at).first() {
        Some(quote)
            if quote.holds(at)
                && !(quote.open <= sentence.start && quote.close + 1 >= sentence.end) =>
        {
            let inner = quote.inner();
            inner.start.max(sentence.start)..inner.end.min(sentence.end)
        }
        _ => sentence.clone(),
    }
}

/// *According to X, …*
fn according_to(
    reading: &Reading<'_>,
    at: usize,
    region: &Range<usize>,
) -> Option<FoundAttribution> {
    let source = phrase_from(reading, at + 2, region.end)?;
    let mut content = Vec::new();
    if at > region.start + 1 {
        let left = trimmed(reading, region.start..at);
        content.extend(left);
    }
    let after = if reading.is(source.end, ",") {
        source.end + 1
    } else {
        source.end
    };
    if content.is_empty() || after > source.end {
        content.extend(trimmed(reading, after..region.end).filter(|content| content.len() > 2));
    }
    (!content.is_empty()).then(|| FoundAttribution {
        vague: is_vague(reading, &source),
        source: Some(source),
        cue: Some(at..at + 2),
        content,
        direct: false,
    })
}

/// *The claim that …*
fn noun(reading: &Reading<'_>, at: usize, region: &Range<usize>) -> FoundAttribution {
    let owner = super::sources::phrase_ending_at(reading, at, region.start).filter(|owner| {
        reading.tokens[owner.end - 1].kind == TokenKind::Clitic
            || owner.len() == 1 && reading.has(owner.start, Category::Personal)
    });
    let content = trimmed(reading, at + 2..clause_end(reading, at + 2, region.end));
    FoundAttribution {
        vague: owner.is_none(),
        source: owner,
        cue: Some(at..at + 1),
        content: content.into_iter().collect(),
        direct: false,
    }
}

/// Verbs whose object is what is said about: *accused X of …*.
fn takes_object(word: &str) -> bool {
    [
        "accus",
        "blam",
        "criticis",
        "criticiz",
        "condemn",
        "prais",
        "urg",
        "call",
        "charg",
        "deni",
        "deny",
        "reject",
        "dismiss",
        "demand",
        "ask",
        "order",
        "voice",
        "confirm",
        "announc",
        "threaten",
        "recommend",
        "plead",
        "promise",
        "vow",
        "pledg",
        "expect",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
}

/// Verbs that need *that*, a quotation or a colon before what is said; else they say nothing.
fn needs_mark(word: &str) -> bool {
    [
        "show",
        "mean",
        "remember",
        "realis",
        "realiz",
        "notic",
        "understand",
        "understood",
        "doubt",
        "determin",
        "discover",
        "imagin",
        "propos",
        "quot",
        "cit",
        "voice",
        "want",
        "wish",
        "find",
        "found",
        "see",
        "read",
        "hear",
        "heard",
        "learn",
        "know",
        "knew",
        "note",
        "post",
        "rule",
        "answer",
        "respond",
        "repl",
        "comment",
        "remark",
        "mention",
        "add",
        "writ",
        "wrote",
        "state",
        "report",
        "reveal",
        "indicat",
        "decid",
        "agree",
        "accept",
        "project",
        "forecast",
        "feel",
        "felt",
        "appeal",
        "repeat",
        "sing",
        "shout",
        "chant",
        "recall",
        "observ",
        "maintain",
        "maint",
        "conclud",
        "view",
        "tweet",
        "complain",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
}

fn verb(
    reading: &Reading<'_>,
    at: usize,
    region: &Range<usize>,
    quotes: &[Quote],
    taken_left: bool,
) -> Option<FoundAttribution> {
    let word = reading.text_of(at).to_lowercase();
    let before = at.checked_sub(1).filter(|before| *before >= region.start);
    // After an article, a possessive or a preposition it is a noun.
    if before.is_some_and(|before| {
        reading.has(before, Category::Determiner) && !reading.has(before, Category::Subject)
            || (reading.has(before, Category::Preposition) && !reading.is(before, "as"))
                && !word.ends_with("ing")
    }) {
        return None;
    }
    if before.is_some_and(|before| reading.is(before, "to"))
        && !(at >= region.start + 3 && reading.is(at - 2, "on"))
    {
        return None;
    }
    // Plural nouns look like verbs: *the fears of many*, *jokes are told*.
    let next_is_verb = reading.any(at + 1, &[Category::Auxiliary])
        || matches!(
            reading
                .tokens
                .get(at + 1)
                .map_or("", |_| reading.text_of(at + 1)),
            "of" | "about" | "from" | "by" | "in"
        );
    if word.ends_with('s') && next_is_verb && reading.has(at, Category::SpeechNoun) {
        return None;
    }
    let passive = before.is_some_and(|before| {
        let mut at = before;
        while at > region.start && reading.has(at, Category::Adverb) {
            at -= 1;
        }
        matches!(
            reading.text_of(at),
            "is" | "are" | "was" | "were" | "be" | "been" | "being"
        ) && !word.ends_with("ing")
    });
    if passive {
        return passive_verb(reading, at, region);
    }
    let source = subject_before(reading, at, region.start);
    let near = quotes_from(quotes, at + 1)
        .iter()
        .take_while(|quote| quote.open <= at + 12 && quote.open < region.end);
    let quote_after = near
        .filter(|quote| quote.open > at && !quote.short)
        .find(|quote| no_clause_between(reading, at + 1, quote.open));
    let mut content: Vec<Range<usize>> = Vec::new();
    let mut source = source;
    let mut direct = false;

    // What stands before: *“…,” X said* and *…, said X*.
    let left_end = source.as_ref().map_or(at, |source| source.start);
    let left = left_content(reading, region, left_end, quotes);
    let inverted =
        || phrase_from(reading, at + 1, region.end).filter(|phrase| begins_source(reading, phrase));
    if let Some((left, quoted)) = left.filter(|_| !taken_left) {
        let ends_here = quoted || ends_after(reading, at + 1, region.end);
        if source.is_none() && (quoted || reading.is(left.end, ",")) {
            source = inverted();
        }
        let after_source = source
            .as_ref()
            .map_or(at + 1, |source| source.end.max(at + 1));
        if source.is_some() && (ends_here || ends_after(reading, after_source, region.end)) {
            content.push(left);
            direct = quoted;
        }
    }
    // What stands after.
    let that = (at + 1..region.end.min(at + 10))
        .find(|index| reading.is(*index, "that"))
        .filter(|that| no_clause_between(reading, at + 1, *that) && !reading.is(*that - 1, ","));
    if let Some(quote) = quote_after {
        let inner = quote.inner();
        let whole = inner.start..inner.end.min(region.end);
        content.push(if that.is_some_and(|that| that < quote.open) {
            that.unwrap_or(at) + 1..clause_end(reading, inner.end.min(region.end), region.end)
        } else {
            whole
        });
        direct = true;
        if source.is_none() {
            source = inverted().filter(|phrase| phrase.end <= quote.open);
        }
    } else if content.is_empty() {
        let right = right_content(reading, at, region, that, &word);
        content.extend(right);
    }
    content.retain(|content| !content.is_empty());
    if content.is_empty() || (source.is_none() && !direct && that.is_none()) {
        return None;
    }
    let vague = source
        .as_ref()
        .is_none_or(|source| is_vague(reading, source));
    Some(FoundAttribution {
        source,
        cue: Some(at..at + 1),
        content,
        direct,
        vague,
    })
}

/// *It was reported that …*, *X is accused of …*, *he was told by Y that …*
fn passive_verb(
    reading: &Reading<'_>,
    at: usize,
    region: &Range<usize>,
) -> Option<FoundAttribution> {
    let by = (at + 1..region.end.min(at + 4)).find(|index| reading.is(*index, "by"));
    let source = by.and_then(|by| phrase_from(reading, by + 1, region.end));
    let start = source.as_ref().map_or(at + 1, |source| source.end);
    let opens = matches!(
        reading
            .tokens
            .get(start)
            .map_or("", |token| token.span.of(reading.text)),
        "that" | "to" | "of" | "as" | "for" | "with" | "not"
    );
    if !opens || start + 2 >= region.end {
        return None;
    }
    let from = if reading.is(start, "as") && reading.has(start + 1, Category::Speech) {
        start + 2
    } else {
        start + 1
    };
    // *He was quoted as saying*: the subject is who says it.
    let source = if from == start + 2 {
        subject_before(reading, at, region.start).or(source)
    } else {
        source
    };
    let content = trimmed(reading, from..clause_end(reading, from, region.end))?;
    Some(FoundAttribution {
        vague: source
            .as_ref()
            .is_none_or(|source| is_vague(reading, source)),
        source,
        cue: Some(at..at + 1),
        content: vec![content],
        direct: false,
    })
}

/// What stands between the verb and the end of its clause, if it is something that is said.
fn right_content(
    reading: &Reading<'_>,
    at: usize,
    region: &Range<usize>,
    that: Option<usize>,
    word: &str,
) -> Option<Range<usize>> {
    if let Some(that) = that {
        return trimmed(reading, that + 1..clause_end(reading, that + 1, region.end));
    }
    let next = at + 1;
    if next >= region.end {
        return None;
    }
    if reading.is(next, ":") {
        return trimmed(reading, next + 1..region.end);
    }
    if reading.tokens[next].kind == TokenKind::Mark
        && !matches!(reading.text_of(next), "“" | "\"" | "‘" | "$" | "£" | "€")
    {
        return None;
    }
    if takes_object(word) {
        let content = trimmed(reading, next..clause_end(reading, next, region.end))?;
        return (content.len() >= 3).then_some(content);
    }
    if needs_mark(word) && !has_clause(reading, next, region.end) {
        return None;
    }
    if matches!(
        reading.text_of(next),
        "to" | "in" | "on" | "about" | "of" | "with" | "at" | "for" | "and" | "so" | "or"
    ) && !matches!(
        word,
        "claims" | "claimed" | "claim" | "hopes" | "hoped" | "agreed" | "threatened" | "said"
    ) {
        return None;
    }
    let content = trimmed(reading, next..clause_end(reading, next, region.end))?;
    (content.len() >= 3).then_some(content)
}

/// Whether a clause with a subject and a verb of its own begins at `start`: *he would*, *the talks had*.
fn has_clause(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let limit = end.min(start + 9);
    let finite = (start..limit).any(|at| reading.has(at, Category::Auxiliary) && at > start);
    let opens = reading.has(start, Category::Subject)
        || matches!(
            reading.text_of(start),
            "there" | "how" | "why" | "what" | "whether" | "if" | "where"
        )
        || reading.has(start, Category::Auxiliary) && reading.text_of(start).contains(['\'', '’']);
    (finite || opens) && !reading.has(start, Category::Preposition)
}

/// What is said before the verb or its subject, and whether it is quoted.
fn left_content(
    reading: &Reading<'_>,
    region: &Range<usize>,
    end: usize,
    quotes: &[Quote],
) -> Option<(Range<usize>, bool)> {
    let before = end.checked_sub(1).filter(|before| *before > region.start)?;
    let mut near = quotes_from(quotes, before.saturating_sub(1)).iter().take(2);
    if let Some(quote) = near.find(|quote| {
        quote.closed && quote.close == before
            || quote.close + 1 == before && reading.is(before, ",")
    }) {
        if quote.short && quote.open > region.start + 1 {
            return trimmed(reading, region.start..before).map(|left| (left, false));
        }
        let inner = quote.inner();
        return Some((inner.start.max(region.start)..inner.end, true));
    }
    if !matches!(reading.text_of(before), "," | "—" | "–" | "--" | "?" | "!") {
        return None;
    }
    let left = trimmed(reading, region.start..before)?;
    (left.len() >= 3 && !reading.any(left.start, &[Category::Preposition, Category::Conjunction]))
        .then_some((left, false))
}

/// Whether nothing that could be said stands between `start` and the end: a stop, a time, a place.
fn ends_after(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end).take(8).all(|at| {
        reading.tokens[at].kind != TokenKind::Word
            || reading.has(at, Category::Weekday)
            || reading.tokens[at].case == Case::Capitalised
            || reading.any(
                at,
                &[
                    Category::Preposition,
                    Category::Adverb,
                    Category::Determiner,
                ],
            )
            || matches!(
                reading.text_of(at),
                "statement"
                    | "interview"
                    | "reporters"
                    | "week"
                    | "month"
                    | "year"
                    | "day"
                    | "news"
                    | "conference"
                    | "television"
                    | "speech"
                    | "letter"
            )
    })
}

/// Whether a phrase after the verb can be its subject: a name, a noun for who says things, a pronoun.
fn begins_source(reading: &Reading<'_>, phrase: &Range<usize>) -> bool {
    reading.is_name(phrase.start)
        || reading.any(
            phrase.start,
            &[
                Category::Subject,
                Category::Determiner,
                Category::SourceNoun,
            ],
        )
        || reading.tokens[phrase.start].is_capitalised()
        || phrase
            .clone()
            .any(|at| reading.has(at, Category::SourceNoun))
}

/// Whether no other verb of saying or auxiliary stands between two tokens.
fn no_clause_between(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    (start..end)
        .all(|at| !reading.any(at, &[Category::Speech, Category::Auxiliary]) || reading.is_name(at))
}

/// Where the clause that begins at `start` ends: at the sentence's end, or before another that says who says it.
fn clause_end(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    (start + 3..end)
        .find(|at| {
            reading.is(*at, ",")
                && (reading
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.hash == according())
                    || (reading.any(at + 1, &[Category::Conjunction])
                        && matches!(reading.text_of(at + 1), "while" | "but")
                        && (at + 2..end.min(at + 8))
                            .any(|later| reading.has(later, Category::Speech))))
        })
        .unwrap_or(end)
}

/// The range without marks at its edges that belong to the sentence around it.
fn trimmed(reading: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (range.start, range.end);
    while end > start
        && matches!(
            reading.text_of(end - 1),
            "," | "." | ";" | ":" | "—" | "–" | "--"
        )
    {
        end -= 1;
    }
    while start < end && matches!(reading.text_of(start), "," | ";" | ":" | "—" | "–" | "--") {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// Whether a source is not named: a noun for unnamed people without a name in its phrase.
fn is_vague(reading: &Reading<'_>, source: &Range<usize>) -> bool {
    source.clone().all(|at| !reading.is_name(at))
        && source.clone().any(|at| reading.has(at, Category::Vague))
}
