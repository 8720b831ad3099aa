//! A verb of saying, its subject, and what is said before or after it.

use std::ops::Range;

use super::adjuncts::after_adjuncts;
use super::bounds::{clause_end, ends_after, has_clause, is_vague, no_clause_between, trimmed};
use super::quotes::quotes_from;
use super::sources::{
    begins_source, clause_subject, is_between, phrase_ending_at, phrase_from, subject_before,
};
use super::{FoundAttribution, Quote, Reading};
use crate::annotate::lexicon::Category;
use crate::text::TokenKind;

/// Verbs whose object is what is said about: *accused X of …*.
const TAKES_OBJECT: &[&str] = &[
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
    "describ",
    "character",
    "denounc",
    "decr",
    "disput",
    "refut",
    "advocat",
    "highlight",
];

/// Verbs that need *that*, a quotation or a colon before what is said; else they say nothing.
const NEEDS_MARK: &[&str] = &[
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
    "clarif",
    "conced",
    "affirm",
    "lament",
    "underlin",
    "underscor",
    "hypothes",
    "theori",
    "apologi",
    "inquir",
    "enquir",
];

/// Verbs that say something only beside a quotation: *“No,” he continued*.
const NEEDS_QUOTATION: &[&str] = &["continu", "exclaim", "elaborat", "retort", "concur", "muse"];

/// Verbs that, as passives before *to*, say nothing: *iodine is added to salt*.
const DOES: &[&str] = &[
    "add", "writ", "post", "read", "answer", "mention", "declar", "show", "see", "found", "call",
];

fn has_stem(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

/// Where a verb of saying stands.
pub(super) struct Place<'a> {
    /// Its tokens: the verb, and a particle that goes with it.
    pub(super) cue: Range<usize>,
    /// The part of the sentence that is in one voice with it.
    pub(super) region: &'a Range<usize>,
    /// The paragraph's quotations.
    pub(super) quotes: &'a [Quote],
    /// Whether what stands before it was already said by another verb.
    pub(super) taken_left: bool,
    /// Who says something by the verb of saying before it.
    pub(super) shared: Option<&'a Range<usize>>,
}

/// What the verb of saying at a place attributes, if it does.
pub(super) fn verb(reading: &Reading<'_>, place: &Place<'_>) -> Option<FoundAttribution> {
    let (at, region) = (place.cue.start, place.region);
    let word = reading.text_of(at).to_lowercase();
    let before = at.checked_sub(1).filter(|before| *before >= region.start);
    if is_noun(reading, at, before, &word)
        || before.is_some_and(|before| reading.is(before, "to"))
            && !(at >= region.start + 3 && reading.is(at - 2, "on"))
    {
        return None;
    }
    if !word.ends_with("ing")
        && before.is_some_and(|before| is_passive(reading, before, region.start))
    {
        return passive_verb(reading, at, region);
    }
    let after = after_adjuncts(reading, place.cue.end, region.end);
    let mut source = subject_before(reading, at, region.start, place.shared)
        .or_else(|| distant_subject(reading, place, after, &word));
    // *A unique light show*, *territorial claims*: a noun after all.
    if reading.has(at, Category::SpeechNoun)
        || matches!(word.as_str(), "show" | "shows" | "posts" | "post")
    {
        let subject = source.as_ref()?;
        let one = reading.any_of(subject.start, &["a", "an", "another", "every", "each"]);
        // *His urgent calls for …*
        let owned = reading.any_of(subject.start, &["his", "her", "its", "their", "my", "our"])
            && !reading.has(subject.end - 1, Category::SourceNoun);
        if !begins_source(reading, subject)
            || (one || owned) && !word.ends_with("ed") && !(one && word.ends_with('s'))
        {
            return None;
        }
    }
    let quote_after = quotes_from(place.quotes, at + 1)
        .iter()
        .take_while(|quote| quote.open <= at + 12 && quote.open < region.end)
        .filter(|quote| quote.open > at && !quote.short)
        .find(|quote| no_clause_between(reading, at + 1, quote.open));
    let mut content: Vec<Range<usize>> = Vec::new();
    let mut direct = false;

    // What stands before: *“…,” X said* and *…, said X*.
    let left_end = source.as_ref().map_or(at, |source| source.start);
    let left = left_content(reading, region, left_end, place.quotes);
    let inverted = || {
        phrase_from(reading, at + 1, region.end)
            .filter(|phrase| begins_source(reading, phrase) && !reading.is(phrase.start, "that"))
    };
    let only_quoted = has_stem(&word, NEEDS_QUOTATION);
    if let Some((left, quoted)) =
        left.filter(|(_, quoted)| !place.taken_left && (*quoted || !only_quoted))
    {
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
    let that = (at + 1..region.end.min(at + 12))
        .find(|index| reading.is(*index, "that"))
        .filter(|that| {
            no_clause_between(reading, at + 1, *that)
                && (!reading.is(*that - 1, ",") || *that == after)
        });
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
    } else if content.is_empty() && !only_quoted {
        let after = if that.is_some() { place.cue.end } else { after };
        content.extend(right_content(reading, after, region, that, &word));
    }
    content.retain(|content| !content.is_empty());
    if content.is_empty() || (source.is_none() && !direct && that.is_none()) {
        return None;
    }
    Some(FoundAttribution {
        vague: source
            .as_ref()
            .is_none_or(|source| is_vague(reading, source)),
        source,
        cue: Some(place.cue.clone()),
        content,
        direct,
        stands_for: None,
    })
}

/// The subject of a verb that stands apart from it: of *…, saying that …*, of *Jane Roe for the agency, says they …*, of *quoted X as saying …*.
fn distant_subject(
    reading: &Reading<'_>,
    place: &Place<'_>,
    after: usize,
    word: &str,
) -> Option<Range<usize>> {
    let (at, floor) = (place.cue.start, place.region.start);
    let before = at.checked_sub(1).filter(|before| *before > floor)?;
    let after_comma = reading.is(before, ",");
    let content_follows = reading.is(after, "that") || has_clause(reading, after, place.region.end);
    if word.ends_with("ing") && reading.is(before, "as") {
        phrase_ending_at(reading, before, floor)
    } else if word.ends_with("ing") && (after_comma || content_follows) {
        place
            .shared
            .filter(|source| source.start >= floor)
            .cloned()
            .or_else(|| clause_subject(reading, floor, before))
    } else if after_comma
        && content_follows
        && before - floor <= 15
        && (floor..before).all(|at| {
            !reading.any(at, &[Category::Auxiliary, Category::Subject]) || reading.is_name(at)
        })
    {
        clause_subject(reading, floor, before)
    } else {
        None
    }
}

/// Whether the word at `at` is a noun: after an article, a possessive or a preposition, or before another verb.
fn is_noun(reading: &Reading<'_>, at: usize, before: Option<usize>, word: &str) -> bool {
    let governed = before.is_some_and(|before| {
        reading.has(before, Category::Determiner) && !reading.has(before, Category::Subject)
            || (reading.has(before, Category::Preposition) && !reading.is(before, "as"))
                && !word.ends_with("ing")
    });
    // *The fears of many*, *jokes are told*, *a report says*.
    let next_is_verb = reading.any(at + 1, &[Category::Auxiliary])
        || reading.any_of(at + 1, &["of", "about", "from", "by", "in"]) && word.ends_with('s')
        || reading.any_of(
            at + 1,
            &[
                "said",
                "says",
                "say",
                "finds",
                "found",
                "shows",
                "showed",
                "claims",
                "claimed",
                "suggests",
                "suggested",
                "concluded",
                "warns",
                "warned",
            ],
        );
    // *Adding salt is simple* says nothing.
    let deed = word == "adding" && !before.is_some_and(|before| reading.is(before, ","));
    deed || governed || next_is_verb && reading.has(at, Category::SpeechNoun)
}

/// Whether the words up to `before` make the verb after them a passive: *was*, *has been twice*.
fn is_passive(reading: &Reading<'_>, before: usize, floor: usize) -> bool {
    let mut at = before;
    while at > floor && !reading.has(at, Category::Auxiliary) && is_between(reading, at) {
        at -= 1;
    }
    reading.any_of(at, &["is", "are", "was", "were", "be", "been", "being"])
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
        "that" | "to" | "of" | "as" | "for" | "with"
    );
    // *Iodine is added to salt* says nothing.
    let deed = reading.is(start, "to") && has_stem(reading.text_of(at), DOES);
    // What is expected is the text's own outlook, as long as nobody says so.
    let outlook = reading.is(at, "expected");
    if !opens || deed || outlook || start + 2 >= region.end {
        return None;
    }
    let from = if reading.is(start, "as") && reading.has(start + 1, Category::Speech) {
        start + 2
    } else {
        start + 1
    };
    // *He was quoted as saying*: the subject is who says it.
    let source = if from == start + 2 {
        subject_before(reading, at, region.start, None).or(source)
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
        stands_for: None,
    })
}

/// What stands between `next`, after the verb, and the end of its clause, if it is something that is said.
fn right_content(
    reading: &Reading<'_>,
    next: usize,
    region: &Range<usize>,
    that: Option<usize>,
    word: &str,
) -> Option<Range<usize>> {
    if let Some(that) = that {
        return trimmed(reading, that + 1..clause_end(reading, that + 1, region.end));
    }
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
    // *Described him as a hero* says something, *a condition characterised by pain* does not.
    let needs_as = has_stem(word, &["describ", "character"]);
    if needs_as && !(next..region.end.min(next + 12)).any(|at| reading.is(at, "as")) {
        return None;
    }
    if has_stem(word, TAKES_OBJECT) {
        let content = trimmed(reading, next..clause_end(reading, next, region.end))?;
        return (content.len() >= 2).then_some(content);
    }
    if has_stem(word, NEEDS_MARK) && !has_clause(reading, next, region.end) {
        return None;
    }
    // *Said in the end …* is said; *asked about prices* is not.
    if matches!(
        reading.text_of(next),
        "to" | "in" | "on" | "about" | "of" | "with" | "at" | "for" | "and" | "so" | "or"
    ) && !matches!(
        word,
        "say"
            | "says"
            | "said"
            | "claims"
            | "claimed"
            | "claim"
            | "hopes"
            | "hoped"
            | "agreed"
            | "threatened"
    ) {
        return None;
    }
    let content = trimmed(reading, next..clause_end(reading, next, region.end))?;
    (content.len() >= 3).then_some(content)
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
