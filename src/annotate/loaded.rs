//! Loaded words: words that judge while they seem to describe.

use std::sync::LazyLock;

use crate::text::{Lookup, Token, phrase_step, tokenise};

/// A loaded word or phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundLoaded {
    /// Its first token and the one after its last.
    pub tokens: (usize, usize),
    /// What it adds, in a sentence.
    pub why: &'static str,
}

#[derive(Default)]
struct List {
    /// Reason + 1 by phrase.
    phrases: Lookup<usize>,
    starts: Lookup<usize>,
    reasons: Vec<&'static str>,
}

fn list() -> &'static List {
    static LIST: LazyLock<List> = LazyLock::new(|| {
        let mut list = List::default();
        for line in include_str!("lexicon/loaded.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            let Some((forms, reason)) = line.split_once(": ") else {
                continue;
            };
            list.reasons.push(reason);
            for form in forms.split(',') {
                let mut tokens = Vec::new();
                tokenise(form.trim(), 0, &mut tokens);
                let Some(first) = tokens.first() else {
                    continue;
                };
                let hash = tokens
                    .iter()
                    .fold(0, |hash, token| phrase_step(hash, token.hash));
                *list.phrases.entry(hash) = list.reasons.len();
                let longest = list.starts.entry(first.hash);
                *longest = tokens.len().max(*longest);
            }
        }
        list
    });
    &LIST
}

/// The loaded words among `tokens`, the longest at each place, leaving out those that stand in a name.
pub fn loaded_words(tokens: &[Token], in_name: impl Fn(usize) -> bool) -> Vec<FoundLoaded> {
    let list = list();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = list
            .starts
            .get(tokens[at].hash)
            .copied()
            .unwrap_or_default();
        let mut hash = 0;
        let mut best = None;
        for (length, token) in tokens[at..].iter().enumerate().take(longest) {
            hash = phrase_step(hash, token.hash);
            if let Some(reason) = list.phrases.get(hash) {
                best = Some((length + 1, list.reasons[reason - 1]));
            }
        }
        match best {
            Some((length, why)) if !(at..at + length).any(&in_name) => {
                found.push(FoundLoaded {
                    tokens: (at, at + length),
                    why,
                });
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}
