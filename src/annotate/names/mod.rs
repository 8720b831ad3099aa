//! Finds the names in a text: a sequence model that reads it twice, the second time knowing what the first one found elsewhere.

mod candidates;
mod decode;
mod divisions;
mod features;
mod votes;

use std::ops::Range;

use crate::model::{LABELS, Model, NameClass, NameLabel};
use crate::text::{Case, Lookup, Segment, Segments, Span, Token, TokenKind, span_of};

pub use candidates::candidates;
pub use decode::{Scores, best_labels, marginals, may_follow};
pub use features::{Look, Mix, Usage, features, looks};
pub use votes::{Voter, Votes};

/// Words that name something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FoundName {
    /// The first token and the one after the last, in the text's tokens.
    pub tokens: (usize, usize),
    /// What they name.
    pub class: NameClass,
    /// Probability by the model that the words are a name of that class with those bounds, 0 to 1.
    pub confidence: f32,
}

impl FoundName {
    /// Where the words stand.
    #[must_use]
    pub fn span(&self, tokens: &[Token]) -> Span {
        span_of(tokens, &(self.tokens.0..self.tokens.1))
    }
}

/// How a document uses its words, by hash; only words that stand capitalised inside a sentence or small are kept.
#[derive(Debug, Clone, Default)]
pub struct Usages(Lookup<Usage>);

impl Usages {
    /// Looks through the sentences of a text.
    #[must_use]
    pub fn of(segments: &Segments, text: &str) -> Self {
        let mut usages = Lookup::<Usage>::default();
        for sentence in &segments.sentences {
            let sentence = &segments.tokens[sentence.tokens.clone()];
            // Headlines in capitals or with every word capitalised show nothing of how a word is written.
            let words = sentence
                .iter()
                .filter(|token| token.kind == TokenKind::Word);
            let (all, small) = words.fold((0, 0), |(all, small), token| {
                (all + 1, small + usize::from(token.case == Case::Lower))
            });
            if small * 3 < all {
                continue;
            }
            for (at, token) in sentence.iter().enumerate() {
                if token.kind != TokenKind::Word {
                    continue;
                }
                if token.case == Case::Lower {
                    usages.entry(token.hash).lower = true;
                } else if !features::is_initial(sentence, text, at) {
                    usages.entry(token.hash).inside = true;
                }
            }
        }
        Self(usages)
    }

    /// How the word with that hash is used.
    #[must_use]
    pub fn usage(&self, hash: u32) -> Usage {
        self.0.get(hash).copied().unwrap_or_default()
    }
}

/// A stretch that may hold names, with what the features say of each of its tokens.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Its tokens, in the text's tokens.
    pub tokens: Range<usize>,
    /// Scores of each token.
    pub scores: Vec<Scores>,
    /// Labels of the first pass.
    pub labels: Vec<NameLabel>,
    /// Hash of the run of capitalised words of each token.
    pub runs: Vec<u32>,
}

/// The first pass: scores every stretch by itself.
#[must_use]
pub fn first_pass(segments: &Segments, text: &str, model: &Model) -> Vec<Stretch> {
    let usages = Usages::of(segments, text);
    let mut stretches = Vec::new();
    let mut seen = Vec::new();
    for Segment {
        tokens: sentence, ..
    } in &segments.sentences
    {
        let words = &segments.tokens[sentence.clone()];
        let ranges = candidates(words, text);
        if ranges.is_empty() {
            continue;
        }
        looks(words, text, model, |hash| usages.usage(hash), &mut seen);
        for range in ranges {
            let scores: Vec<Scores> = range
                .clone()
                .map(|at| {
                    let mut scores = [0; 16];
                    features(words, text, &seen, &range, at, |feature| {
                        model.names.add(feature, &mut scores);
                    });
                    scores
                })
                .collect();
            let labels = best_labels(&model.names, &scores);
            let runs = run_hashes(&words[range.clone()]);
            let tokens = sentence.start + range.start..sentence.start + range.end;
            stretches.push(Stretch {
                tokens,
                scores,
                labels,
                runs,
            });
        }
    }
    stretches
}

/// Counts what the first pass found.
#[must_use]
pub fn count_votes(tokens: &[Token], text: &str, stretches: &[Stretch]) -> Votes {
    let mut votes = Votes::default();
    for stretch in stretches {
        for voter in voters(tokens, stretch) {
            votes.count(voter);
        }
        let mut start = 0;
        while start < stretch.labels.len() {
            let further = stretch.labels[start + 1..]
                .iter()
                .take_while(|label| !label.begins() && label.class().is_some())
                .count();
            if further > 0
                && let Some(class) = stretch.labels[start].class()
            {
                let first = stretch.tokens.start + start;
                votes.count_name(&tokens[first..=first + further], text, class);
            }
            start += further + 1;
        }
    }
    votes
}

/// What the tokens of a stretch are known by in the votes.
pub fn voters<'a>(tokens: &'a [Token], stretch: &'a Stretch) -> impl Iterator<Item = Voter> + 'a {
    let words = &tokens[stretch.tokens.clone()];
    words.iter().enumerate().map(|(at, token)| {
        let run = stretch.runs[at];
        let alone =
            (at == 0 || stretch.runs[at - 1] != run) && stretch.runs.get(at + 1) != Some(&run);
        Voter {
            word: token.hash,
            run,
            label: stretch.labels[at],
            alone,
        }
    })
}

/// The names in a text, in order and apart from each other.
///
/// The text is read as one document: what is found in one place counts in all others.
#[must_use]
pub fn find_names(segments: &Segments, text: &str, model: &Model) -> Vec<FoundName> {
    let tokens = &segments.tokens;
    let mut stretches = first_pass(segments, text, model);
    let votes = count_votes(tokens, text, &stretches);
    let mut names: Vec<FoundName> = Vec::new();
    for stretch in &mut stretches {
        let known: Vec<_> = voters(tokens, stretch).collect();
        for (voter, scores) in known.into_iter().zip(&mut stretch.scores) {
            votes.features(voter, |feature| model.names.add_vote(feature, scores));
        }
        let labels = best_labels(&model.names, &stretch.scores);
        if labels.iter().any(|label| *label != NameLabel::OUTSIDE) {
            let sure = marginals(&model.names, &stretch.scores);
            names.extend(names_of(&labels, &sure, stretch.tokens.start));
        }
    }
    names.retain(|name| !divisions::is_division(&tokens[name.tokens.0..name.tokens.1], text));
    for name in names
        .iter_mut()
        .filter(|name| name.class == NameClass::Person)
    {
        name.tokens.0 = after_title(tokens, text, name.tokens);
    }
    names
}

/// The first token of a person's own name: what stands before it up to a title is none of it, as in *US Secretary of State Antony Blinken*.
fn after_title(tokens: &[Token], text: &str, (first, end): (usize, usize)) -> usize {
    let word = |at: usize| tokens[at].span.of(text);
    let Some(title) = (first..end.saturating_sub(1))
        .rev()
        .find(|at| is_title(word(*at)))
    else {
        return first;
    };
    let mut start = title + 1;
    if start + 2 < end && matches!(word(start), "of" | "for") {
        start += 2;
        while start + 1 < end
            && matches!(
                word(start),
                "Affairs" | "Staff" | "State" | "Security" | "Defense" | "Defence" | "and" | "the"
            )
        {
            start += 1;
        }
    }
    if tokens[start].is_capitalised() || tokens[start].case == Case::Mixed {
        start
    } else {
        first
    }
}

fn is_title(word: &str) -> bool {
    const TITLES: [&str; 46] = [
        "President",
        "Minister",
        "Secretary",
        "Chancellor",
        "Senator",
        "Sen.",
        "Representative",
        "Rep.",
        "Congressman",
        "Congresswoman",
        "Governor",
        "Gov.",
        "Mayor",
        "Judge",
        "Justice",
        "Professor",
        "Prof.",
        "Dr.",
        "Dr",
        "Mr.",
        "Mr",
        "Mrs.",
        "Mrs",
        "Ms.",
        "Ms",
        "Sir",
        "Lord",
        "Lady",
        "General",
        "Gen.",
        "Colonel",
        "Col.",
        "Captain",
        "Capt.",
        "Major",
        "Lieutenant",
        "Lt.",
        "Sergeant",
        "Sgt.",
        "Admiral",
        "Ambassador",
        "Commissioner",
        "Spokesman",
        "Spokeswoman",
        "Spokesperson",
        "Premier",
    ];
    TITLES.contains(&word)
}

/// The names that labels spell, the first label being that of the token `offset`.
fn names_of(labels: &[NameLabel], sure: &[[f32; LABELS]], offset: usize) -> Vec<FoundName> {
    let mut names: Vec<FoundName> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let Some(class) = label.class() else { continue };
        let confidence = sure[at][usize::from(label.0)];
        match names.last_mut() {
            Some(name) if !label.begins() => {
                name.tokens.1 = offset + at + 1;
                name.confidence = name.confidence.min(confidence);
            }
            _ => names.push(FoundName {
                tokens: (offset + at, offset + at + 1),
                class,
                confidence,
            }),
        }
    }
    names
}

/// For each token of a stretch the hash of its run of words that are not written small.
fn run_hashes(tokens: &[Token]) -> Vec<u32> {
    let mut hashes = vec![0; tokens.len()];
    let mut start = 0;
    while start < tokens.len() {
        let in_run = |token: &Token| token.kind == TokenKind::Word && token.case != Case::Lower;
        let length = tokens[start..]
            .iter()
            .take_while(|token| in_run(token))
            .count()
            .max(1);
        let hash = tokens[start..start + length]
            .iter()
            .fold(0, |hash, token| crate::text::phrase_step(hash, token.hash));
        hashes[start..start + length].fill(hash);
        start += length;
    }
    hashes
}
