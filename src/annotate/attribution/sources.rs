//! Who says it: the noun phrase before or after a verb of saying.

use std::ops::Range;

use super::Reading;
use crate::annotate::lexicon::Category;
use crate::text::{Case, TokenKind};

/// The subject of the verb `verb`, looked for to its left, no further than the token `floor`.
///
/// `shared` is the source of a verb of saying before it in the sentence, whose subject a second verb shares.
pub(super) fn subject_before(
    reading: &Reading<'_>,
    verb: usize,
    floor: usize,
    shared: Option<&Range<usize>>,
) -> Option<Range<usize>> {
    let mut end = verb;
    // *Officials | on Monday also | said*, *a report issued | earlier this week | said*.
    loop {
        let right = end;
        while end > floor && is_between(reading, end - 1) {
            end -= 1;
        }
        end = before_time(reading, end, floor);
        if end == right {
            break;
        }
    }
    if end == floor {
        return None;
    }
    let before = end - 1;
    match reading.text_of(before) {
        "," => return before_apposition(reading, before, floor),
        // *The agency (WHO) says*, *the papers - seen by us - say*.
        ")" => {
            let open = opening(reading, before, floor, &["("])?;
            return phrase_ending_at(reading, open, floor);
        }
        "-" | "–" | "—" | "--" if !reading.tokens[before].glued => {
            let open = opening(reading, before, floor, &["-", "–", "—", "--"])?;
            return phrase_ending_at(reading, open, floor);
        }
        // A second verb shares the subject of the first: *Xi rang him and said*.
        "and" | "but" | "or" => {
            return shared
                .filter(|source| source.start >= floor && source.end < before)
                .cloned()
                .or_else(|| clause_subject(reading, floor, before));
        }
        _ => {}
    }
    if reading.has(before, Category::Relative) || (reading.is(before, "that") && before > floor) {
        let noun = if before > floor && reading.is(before - 1, ",") {
            before - 1
        } else {
            before
        };
        return phrase_ending_at(reading, noun, floor);
    }
    let mut phrase = phrase_ending_at(reading, end, floor)?;
    // *A report | issued | earlier this week said*
    while phrase.len() > 1 && is_predicate(reading, phrase.end - 1) {
        phrase.end -= 1;
    }
    // *A report issued by the ministry said*, *officials speaking in Paris said*.
    if is_participle(reading, phrase.start)
        && phrase.start > floor
        && reading.tokens[phrase.start - 1].kind == TokenKind::Word
    {
        return phrase_ending_at(reading, phrase.start, floor).or(Some(phrase));
    }
    Some(with_coordinated(
        reading,
        with_governing(reading, phrase, floor),
        floor,
    ))
}

/// A phrase together with those that share its verb: *France, Italy and | Spain*.
fn with_coordinated(reading: &Reading<'_>, phrase: Range<usize>, floor: usize) -> Range<usize> {
    let mut whole = phrase.clone();
    let several = phrase.clone().any(|at| reading.is(at, "and"));
    let mut between = if several { "," } else { "and" };
    while whole.start > floor && reading.is(whole.start - 1, between) {
        let Some(before) = phrase_ending_at(reading, whole.start - 1, floor).filter(|before| {
            can_speak(reading, before) && !reading.has(before.start, Category::Subject)
        }) else {
            break;
        };
        whole.start = before.start;
        between = ",";
    }
    // What a preposition governs is no subject, and what stands further in its clause is its end.
    let opens = whole.start == floor
        || reading.tokens[whole.start - 1].kind == TokenKind::Mark
        || reading.any(
            whole.start - 1,
            &[Category::Conjunction, Category::Relative],
        );
    if opens { whole } else { phrase }
}

/// A phrase together with those before it that its prepositions hang on: *officials in | Rome*, *a study of | children*.
fn with_governing(reading: &Reading<'_>, phrase: Range<usize>, floor: usize) -> Range<usize> {
    let mut whole = phrase;
    while let Some(preposition) = whole
        .start
        .checked_sub(1)
        .filter(|at| *at > floor && reading.any_of(*at, &GOVERNING))
    {
        match phrase_ending_at(reading, preposition, floor) {
            Some(before) if whole.end - before.start < MOST_PHRASE => {
                if begins_source(reading, &before) {
                    whole.start = before.start;
                    continue;
                }
                // *Officials in charge of | the hearing*
                let joins = before.start.checked_sub(1).filter(|at| {
                    before.len() == 1 && *at > floor && reading.any_of(*at, &GOVERNING)
                });
                match joins.and_then(|joins| phrase_ending_at(reading, joins, floor)) {
                    Some(first) if begins_source(reading, &first) => whole.start = first.start,
                    _ => break,
                }
            }
            _ => break,
        }
    }
    whole
}

/// Prepositions by which a noun hangs on another.
const GOVERNING: [&str; 10] = [
    "of", "in", "at", "from", "for", "on", "with", "by", "against", "between",
];

/// Where the words before a time that stands before the verb end: *officials | on Monday | said*.
fn before_time(reading: &Reading<'_>, end: usize, floor: usize) -> usize {
    let from = end.saturating_sub(3).max(floor);
    let start = (from..end).find(|at| super::adjuncts::time(reading, *at, end) == Some(end));
    match start {
        Some(start)
            if start > floor && reading.any_of(start - 1, &["on", "late", "early", "from"]) =>
        {
            start - 1
        }
        Some(start) if start > floor => start,
        _ => end,
    }
}

/// *Tokayev, the president, said*: what stands between the commas is an apposition. Of several, the first is looked for.
fn before_apposition(reading: &Reading<'_>, comma: usize, floor: usize) -> Option<Range<usize>> {
    let mut found = None;
    let mut right = comma;
    for _ in 0..MOST_APPOSITIONS {
        let Some(left) = (floor + 1..right)
            .rev()
            .take(MOST_APPOSITION)
            .find(|at| reading.is(*at, ","))
        else {
            break;
        };
        let Some(phrase) = phrase_ending_at(reading, left, floor) else {
            break;
        };
        // *In Paris, the minister, …*: what a preposition governs is no subject.
        let governed = phrase.start > floor && reading.has(phrase.start - 1, Category::Preposition)
            || reading.has(phrase.start, Category::Weekday);
        // Further to the left only a name is the one whom the words between describe.
        if governed || found.is_some() && !reading.is_name(phrase.end - 1) {
            break;
        }
        found = Some(phrase);
        right = left;
    }
    found
}

/// The subject of the clause that begins at `floor`: its first noun phrase, after an opening *in Paris,* or *however,*.
pub(super) fn clause_subject(
    reading: &Reading<'_>,
    floor: usize,
    limit: usize,
) -> Option<Range<usize>> {
    let opens = reading.any(
        floor,
        &[
            Category::Preposition,
            Category::Conjunction,
            Category::Adverb,
        ],
    );
    let start = if opens {
        (floor + 1..limit.min(floor + MOST_APPOSITION))
            .find(|at| reading.is(*at, ","))
            .map_or(floor + 1, |comma| comma + 1)
    } else {
        floor
    };
    phrase_from(reading, start, limit).filter(|phrase| begins_source(reading, phrase))
}

/// The mark of `marks` that opens what the mark `close` closes.
fn opening(reading: &Reading<'_>, close: usize, floor: usize, marks: &[&str]) -> Option<usize> {
    (floor + 1..close)
        .rev()
        .take(MOST_APPOSITION)
        .find(|at| reading.any_of(*at, marks) && !(marks.len() > 1 && reading.tokens[*at].glued))
}

/// Whether a word in small letters has the ending of a participle and is no noun for who says things.
fn is_participle(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.text_of(at);
    reading.tokens[at].case == Case::Lower
        && word.len() > 4
        && (word.ends_with("ed") || word.ends_with("ing"))
        && !reading.has(at, Category::SourceNoun)
        && !reading.has(at, Category::Determiner)
}

/// Whether a word in the form of a participle follows somebody, so that it begins what he did or what befell him.
pub(super) fn is_predicate(reading: &Reading<'_>, at: usize) -> bool {
    let past = is_participle(reading, at)
        || reading.tokens[at].case == Case::Lower && reading.any_of(at, &PASTS);
    let plural = reading.tokens[at - 1].kind == TokenKind::Word
        && reading.tokens[at - 1].span.len() > 3
        && reading.text_of(at - 1).ends_with('s');
    past && (plural || reading.is_name(at - 1) || reading.has(at - 1, Category::SourceNoun))
}

/// Frequent verbs in the past that do not say anything and have no ending that tells it.
const PASTS: [&str; 28] = [
    "made", "took", "gave", "went", "came", "met", "left", "held", "won", "lost", "sat", "stood",
    "ran", "began", "became", "got", "brought", "kept", "sent", "spent", "built", "led", "fell",
    "rose", "grew", "drew", "broke", "chose",
];

/// Whether a phrase can be who says something: a name, a noun for who says things, a pronoun, a phrase with an article.
pub(super) fn begins_source(reading: &Reading<'_>, phrase: &Range<usize>) -> bool {
    reading.is_name(phrase.start)
        || reading.any(
            phrase.start,
            &[
                Category::Subject,
                Category::Determiner,
                Category::SourceNoun,
                Category::Vague,
            ],
        )
        || reading.tokens[phrase.start].is_capitalised()
        || phrase
            .clone()
            .any(|at| reading.has(at, Category::SourceNoun))
}

/// Whether a phrase is plainly somebody: a name, *he* or *she*, or a noun for those who say things.
pub(super) fn can_speak(reading: &Reading<'_>, phrase: &Range<usize>) -> bool {
    reading.is_name(phrase.end - 1)
        || reading.any_of(phrase.start, &["he", "He", "she", "She", "they", "They"])
        || reading.has(phrase.end - 1, Category::SourceNoun)
}

const MOST_APPOSITION: usize = 25;
const MOST_APPOSITIONS: usize = 3;
const MOST_PHRASE: usize = 14;
/// Words that are no part of a noun phrase.
const PARTING: [Category; 8] = [
    Category::Preposition,
    Category::Conjunction,
    Category::Auxiliary,
    Category::Subject,
    Category::Relative,
    Category::Speech,
    Category::Adverb,
    Category::Weekday,
];

/// Whether a token may stand between a subject and its verb.
pub(super) fn is_between(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.text_of(at);
    reading.has(at, Category::Auxiliary)
        || reading.has(at, Category::Adverb)
        || matches!(word, "twice" | "well" | "hereby" | "rather")
        || (word.len() > 4 && word.ends_with("ly") && reading.tokens[at].case == Case::Lower)
}

/// The noun phrase whose last token stands before `end`.
pub(super) fn phrase_ending_at(
    reading: &Reading<'_>,
    end: usize,
    floor: usize,
) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|last| *last >= floor)?;
    if reading.has(last, Category::Subject) && reading.tokens[last].kind == TokenKind::Word {
        return Some(last..end);
    }
    // *There are rumours …*
    if reading.any_of(last, &["there", "There"]) {
        return None;
    }
    if matches!(reading.tokens[last].kind, TokenKind::Mark)
        || reading.any(
            last,
            &[
                Category::Preposition,
                Category::Conjunction,
                Category::Auxiliary,
                Category::Adverb,
                Category::Object,
            ],
        )
    {
        return None;
    }
    let mut start = last;
    while start > floor && end - start < MOST_PHRASE {
        let at = start - 1;
        let token = reading.tokens[at];
        if reading.in_one_name(at, start) {
            start = at;
            continue;
        }
        match token.kind {
            TokenKind::Clitic | TokenKind::Number => start = at,
            TokenKind::Mark => {
                let joins = matches!(reading.text_of(at), "-" | "–" | "/" | "." | "&");
                // *The ministers’ spokesman*
                let owns = matches!(reading.text_of(at), "'" | "’")
                    && at > floor
                    && reading.text_of(at - 1).ends_with('s');
                if token.glued && (joins || owns) {
                    start = at;
                } else {
                    break;
                }
            }
            TokenKind::Word => {
                if reading.has(at, Category::Determiner) {
                    start = at;
                    // *A spokesman for | the ministry*
                    let joins = at > floor + 1
                        && reading.any_of(at - 1, &["of", "for", "at", "from", "in", "with", "to"])
                        && reading.has(at - 2, Category::SourceNoun);
                    if joins {
                        start = at - 1;
                        continue;
                    }
                    break;
                }
                if matches!(reading.text_of(at), "of" | "for" | "at" | "from" | "with")
                    && at > floor
                    && takes_preposition(reading, at - 1)
                {
                    start = at;
                    continue;
                }
                if reading.is(at, "and") && at > floor && both_nouns(reading, at) {
                    start = at;
                    continue;
                }
                // *State-run media*: a part of a compound is no verb.
                let compound = reading.tokens[start].glued && reading.is(start, "-");
                let parts = reading.any(at, &PARTING) && !reading.has(at, Category::SourceNoun);
                if parts && !compound {
                    break;
                }
                start = at;
            }
        }
    }
    while start < end
        && (reading.tokens[start].kind == TokenKind::Mark
            || reading.any(start, &[Category::Preposition, Category::Conjunction])
            // *The ban that | critics blame*
            || end - start > 1 && reading.is(start, "that") && reading.text_of(end - 1).ends_with('s')
            // *This is what | the leaflet said*
            || end - start > 1 && reading.any_of(start, &["what", "What", "how", "why"]))
    {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// Whether a preposition after the noun `at` goes on with its phrase.
fn takes_preposition(reading: &Reading<'_>, at: usize) -> bool {
    reading.has(at, Category::SourceNoun)
        || reading.tokens[at].kind == TokenKind::Word
            && !reading.any(
                at,
                &[
                    Category::Auxiliary,
                    Category::Adverb,
                    Category::Speech,
                    Category::Preposition,
                ],
            )
}

fn both_nouns(reading: &Reading<'_>, and: usize) -> bool {
    let capital = |at: usize| reading.tokens[at].is_capitalised();
    capital(and - 1) == capital(and + 1) && reading.tokens[and - 1].kind == TokenKind::Word
}

/// The noun phrase that begins at `start`, as after *said* or *according to*, no further than `limit`.
pub(super) fn phrase_from(
    reading: &Reading<'_>,
    start: usize,
    limit: usize,
) -> Option<Range<usize>> {
    let first = *reading.tokens.get(start)?;
    if start >= limit || first.kind == TokenKind::Mark {
        return None;
    }
    if reading.has(start, Category::Subject) && !reading.has(start, Category::Determiner)
        || reading.has(start, Category::Object)
    {
        return Some(start..start + 1);
    }
    let mut end = start;
    while end < limit && end - start < MOST_PHRASE {
        let token = reading.tokens[end];
        let goes_on = match token.kind {
            TokenKind::Mark => {
                matches!(reading.text_of(end), "-" | "–" | "/" | "." | "&")
                    && token.glued
                    && end + 1 < limit
            }
            TokenKind::Word => {
                end == start
                    || reading.in_one_name(end - 1, end)
                    // *Said the | post*
                    || end == start + 1
                        && reading.has(start, Category::Determiner)
                        && reading.has(end, Category::Speech)
                    // *The United | States*
                    || reading.tokens[end].is_capitalised()
                        && reading.has(end, Category::Speech)
                        && reading.tokens[end - 1].is_capitalised()
                    || matches!(
                        reading.text_of(end),
                        "of" | "for" | "at" | "from" | "and" | "the" | "in"
                    )
                    // *Ambassador to the United Nations*
                    || reading.is(end, "to")
                        && reading.any_of(
                            end - 1,
                            &["Ambassador", "ambassador", "adviser", "advisor", "aide", "envoy"],
                        )
                    // *A news report*
                    || reading.has(end, Category::SourceNoun)
                        && reading.has(end, Category::SpeechNoun)
                        && !reading.any(end + 1, &[Category::Determiner, Category::Subject])
                    || !reading.any(end, &PARTING) && !is_predicate(reading, end)
            }
            TokenKind::Clitic | TokenKind::Number => true,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    while end > start
        && (reading.tokens[end - 1].kind == TokenKind::Mark
            || reading.any(end - 1, &[Category::Preposition, Category::Conjunction])
            || reading.is(end - 1, "the"))
    {
        end -= 1;
    }
    (end > start).then_some(start..end)
}
