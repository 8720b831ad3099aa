//! A verb of saying, its subject, and what is said before or after it.

use std::ops::Range;

use super::adjuncts::after_adjuncts;
use super::bounds::{clause_end, ends_after, has_clause, no_clause_between, trimmed};
use super::content::{around, has_stem, left_content, right_content};
use super::quotes::quotes_from;
use super::sources::{
    begins_source, clause_subject, is_between, is_predicate, phrase_ending_at, phrase_from,
    subject_before,
};
use super::{FoundAttribution, Quote, Reading};
use crate::annotate::lexicon::Category;
use crate::text::{Case, TokenKind};

/// Verbs that say something only beside a quotation: *“No,” he continued*.
const NEEDS_QUOTATION: &[&str] = &["continu", "exclaim", "elaborat", "retort", "concur", "muse"];

/// Verbs that, as passives before *to*, say nothing: *iodine is added to salt*.
const DOES: &[&str] = &[
    "add", "writ", "post", "read", "answer", "mention", "declar", "show", "see", "found", "call",
    "recall", "suppos",
];

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
        // *Genes that help explain …*, *please note that …*
        || before.is_some_and(|before| {
            reading.any_of(before, &["help", "helps", "helped", "let", "lets", "please", "Please"])
        })
        // *Note that …*, *those who show up*
        || at == region.start && is_base(&word)
        || reading.is(at + 1, "up") && word.starts_with("show")
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
    let mut source = participle_subject(reading, place, &word)
        .or_else(|| subject_before(reading, at, region.start, place.shared))
        .or_else(|| distant_subject(reading, place, after, &word));
    if !fits(reading, at, &word, source.as_ref()) {
        return None;
    }
    if word.ends_with("ing") && at == region.start {
        return opening_participle(reading, place);
    }
    if let Some(content) = source
        .as_ref()
        .and_then(|source| around(reading, place, source, after))
    {
        let cue = place.cue.clone();
        return Some(FoundAttribution::said(reading, source, cue, content.into()));
    }
    let quote_after = quote_after(reading, place);
    let mut content: Vec<Range<usize>> = Vec::new();
    let mut direct = false;

    // What stands before: *“…,” X said* and *…, said X*.
    let left_end = source.as_ref().map_or(at, |source| source.start);
    let left = left_content(reading, region, left_end, place.quotes);
    let inverted = || {
        phrase_from(reading, at + 1, region.end).filter(|phrase| {
            begins_source(reading, phrase)
                && !reading.is(phrase.start, "that")
                // *Says it is safe*: what follows is said.
                && !(reading.has(phrase.start, Category::Subject)
                    && reading.has(phrase.end, Category::Auxiliary))
        })
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
                && (!reading.is(*that - 1, ",") || *that == after || reading.is(at + 1, ","))
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
        direct,
        ..FoundAttribution::said(reading, source, place.cue.clone(), content)
    })
}

/// The quotation that follows the verb, with no other clause between; a short one only right after it: *and they said, “Wow”*.
fn quote_after<'a>(reading: &Reading<'_>, place: &Place<'a>) -> Option<&'a Quote> {
    let (at, region) = (place.cue.start, place.region);
    let right_after = |quote: &Quote| {
        quote.open == place.cue.end + 1 && reading.any_of(place.cue.end, &[",", ":"])
    };
    quotes_from(place.quotes, at + 1)
        .iter()
        .take_while(|quote| quote.open <= at + 12 && quote.open < region.end)
        .filter(|quote| quote.open > at && (!quote.short || right_after(quote)))
        .find(|quote| no_clause_between(reading, at + 1, quote.open))
}

/// *Noting that crime had fallen, the mayor said …*: what is said ends before the main clause, whose subject says it.
fn opening_participle(reading: &Reading<'_>, place: &Place<'_>) -> Option<FoundAttribution> {
    let region = place.region;
    let start = place.cue.end + usize::from(reading.is(place.cue.end, "that"));
    let (comma, source) = (start + 2..region.end)
        .filter(|at| reading.is(*at, ","))
        .find_map(|comma| {
            let source = phrase_from(reading, comma + 1, region.end)?;
            begins_source(reading, &source).then_some((comma, source))
        })?;
    let says = start > place.cue.end || has_clause(reading, start, comma);
    let content = trimmed(reading, start..comma).filter(|_| says)?;
    let cue = place.cue.clone();
    Some(FoundAttribution::said(
        reading,
        Some(source),
        cue,
        vec![content],
    ))
}

/// Who says something by a participle that stands right behind a noun: with *saying*, whoever spoke before, as in *criticised the firms saying
/// they …*; else that noun, as in *the scene of protests by | workers | calling for …*.
fn participle_subject(
    reading: &Reading<'_>,
    place: &Place<'_>,
    word: &str,
) -> Option<Range<usize>> {
    let (at, floor) = (place.cue.start, place.region.start);
    let nearest = Some(at)
        .filter(|_| word.ends_with("ing") && at > floor)
        .and_then(|at| phrase_ending_at(reading, at, floor))?;
    if matches!(word, "saying" | "adding" | "noting" | "stressing")
        && let Some(shared) = place.shared.filter(|shared| shared.start >= floor)
    {
        return Some(shared.clone());
    }
    let last = nearest.end - 1;
    let plural = !reading.is_name(last) && reading.text_of(last).ends_with('s');
    (plural || reading.has(last, Category::SourceNoun)).then_some(nearest)
}

/// The subject of a verb that stands apart from it: of *…, saying that …*, of *Jane Roe for the agency, says they …*, of *quoted X as saying …*.
fn distant_subject(
    reading: &Reading<'_>,
    place: &Place<'_>,
    after: usize,
    word: &str,
) -> Option<Range<usize>> {
    let (at, floor) = (place.cue.start, place.region.start);
    // *The firm, based in Rome, has said*
    let first = (floor + 1..at)
        .rev()
        .find(|at| !is_between(reading, *at))
        .map_or(at, |before| before + 1);
    let before = first.checked_sub(1).filter(|before| *before > floor)?;
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
        && before - floor <= 25
        && (floor..before).all(|at| {
            !reading.any(at, &[Category::Auxiliary, Category::Subject]) || reading.is_name(at)
        })
    {
        clause_subject(reading, floor, before)
    } else {
        None
    }
}

/// Whether the word at `at` can be a verb of its subject, and is no noun or adjective: *a unique light show*, *territorial claims*.
fn fits(reading: &Reading<'_>, at: usize, word: &str, subject: Option<&Range<usize>>) -> bool {
    let says = |subject: &Range<usize>| begins_source(reading, subject);
    // *A burglary has claimed lives*: a deed.
    let kills = || (at + 1..at + 7).any(|at| reading.any_of(at, &["life", "lives"]));
    // *The new charges*, *firing shells at posts*
    let compound = |subject: &Range<usize>| {
        subject.len() == 2 && reading.any_of(subject.start + 1, &ADJECTIVES)
            || reading.tokens[subject.start].case == Case::Lower
                && reading.text_of(subject.start).ends_with("ing")
                && !reading.has(subject.start, Category::SourceNoun)
    };
    if word.starts_with("claim") && kills() || subject.is_some_and(compound) {
        return false;
    }
    let alone = |subject: &Range<usize>| {
        !is_plural(reading, subject)
            && (subject.end..at).all(|at| !reading.has(at, Category::Auxiliary))
    };
    if NOUNS.contains(&word) && subject.is_some_and(alone) {
        return false;
    }
    if !is_noun_too(reading, at, word) {
        // *Arrest orders*, *a very threatening strike*
        let mut words = subject
            .into_iter()
            .flat_map(|subject| subject.start + 1..subject.end);
        // *A statement released by …* is a subject.
        let does = |at| is_predicate(reading, at) && !reading.has(at + 1, Category::Preposition);
        let bare = subject.is_none_or(says) && !words.any(does);
        return bare || !(word.ends_with('s') || word.ends_with("ing"));
    }
    let Some(subject) = subject else { return false };
    let one = reading.any_of(subject.start, &["a", "an", "another", "every", "each"]);
    // *His urgent calls for …*
    let owned = reading.any_of(subject.start, &["his", "her", "its", "their", "my", "our"])
        && !reading.has(subject.end - 1, Category::SourceNoun);
    says(subject) && (!(one || owned) || word.ends_with("ed") || one && word.ends_with('s'))
}

/// Verbs of saying that without an ending are as often nouns, and are so after a noun in the singular: *the emergency order*.
const NOUNS: [&str; 26] = [
    "order", "notice", "state", "charge", "demand", "note", "project", "answer", "call",
    "call for", "promise", "dispute", "praise", "blame", "quote", "request", "view", "estimate",
    "forecast", "claim", "report", "post", "doubt", "wish", "rule", "vow",
];

/// Adjectives that with an article alone are no subject: *the new | charges*.
const ADJECTIVES: [&str; 14] = [
    "new", "recent", "latest", "earlier", "previous", "first", "second", "last", "other", "same",
    "similar", "further", "main", "only",
];

/// Participles that as often describe a noun: *64 suspected rebels*.
const DESCRIBING: [&str; 4] = ["suspected", "suspects", "confirmed", "alleged"];

/// Whether a verb of saying has no ending: *say*, *order*; at a sentence's start it is an imperative.
fn is_base(word: &str) -> bool {
    const PASTS: [&str; 17] = [
        "said",
        "told",
        "thought",
        "felt",
        "found",
        "wrote",
        "read",
        "heard",
        "knew",
        "saw",
        "meant",
        "understood",
        "understand",
        "swore",
        "spoke",
        "put",
        "sang",
    ];
    !(word.ends_with("ed") || word.ends_with("ing") || word.ends_with('s') || PASTS.contains(&word))
}

/// Whether a subject can have a verb in the plural; any name can, as bodies have one in British English.
fn is_plural(reading: &Reading<'_>, subject: &Range<usize>) -> bool {
    const PLURALS: [&str; 24] = [
        "people", "police", "men", "women", "children", "media", "folks", "many", "some", "most",
        "few", "others", "both", "all", "those", "these", "they", "we", "you", "i", "who", "which",
        "majority", "number",
    ];
    let plural = |at: usize| {
        let word = reading.text_of(at).to_lowercase();
        reading.tokens[at].kind == TokenKind::Word && word.ends_with('s') && !word.ends_with("ss")
            || PLURALS.contains(&word.as_str())
            || word == "and"
    };
    reading.is_name(subject.end - 1) || subject.clone().any(plural)
}

/// Whether the word at `at` is as often a noun as a verb of saying.
fn is_noun_too(reading: &Reading<'_>, at: usize, word: &str) -> bool {
    reading.has(at, Category::SpeechNoun)
        || matches!(
            word,
            "show" | "shows" | "post" | "posts" | "project" | "projects" | "answer" | "answers"
        )
}

/// Whether the word at `at` is a noun: after an article, a possessive or a preposition, or before another verb.
fn is_noun(reading: &Reading<'_>, at: usize, before: Option<usize>, word: &str) -> bool {
    let governed = before.is_some_and(|before| {
        reading.has(before, Category::Determiner) && !reading.has(before, Category::Subject)
            // *Bush’s charge*
            || reading.any_of(before, &["'s", "’s"]) && !word.ends_with("ed")
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
    // *64 suspected rebels*, *says suspected rebels*
    let describes = DESCRIBING.contains(&word)
        && before.is_some_and(|before| {
            reading
                .text_of(before)
                .starts_with(|first: char| first.is_ascii_digit())
                || reading.is(before, "that")
                || reading.has(before, Category::Speech) && !reading.is_name(before)
        });
    // *Adding salt is simple* says nothing.
    let deed = word == "adding" && !before.is_some_and(|before| reading.is(before, ","));
    deed || governed || describes || next_is_verb && is_noun_too(reading, at, word)
}

/// Whether the words up to `before` make the verb after them a passive: *was*, *has been twice*.
fn is_passive(reading: &Reading<'_>, before: usize, floor: usize) -> bool {
    let mut at = before;
    while at > floor && !reading.has(at, Category::Auxiliary) && is_between(reading, at) {
        at -= 1;
    }
    reading.any_of(
        at,
        &[
            "is", "are", "was", "were", "be", "been", "being", "am", "'m", "’m",
        ],
    )
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
    Some(FoundAttribution::said(
        reading,
        source,
        at..at + 1,
        vec![content],
    ))
}
