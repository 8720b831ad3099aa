//! An article's annotation file → annotations anchored in its text, or every reason why not.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::anchor::{Anchor, AnchorError};
use super::fault::{Fault, SourceFile, offset_of, shortened, shortened_span};
use crate::text::{
    Annotations, CardId, Cue, CueKind, Document, LoadedWord, Mention, Origin, Source, Span, Stance,
    StanceSpan, sentences,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnnotations {
    #[serde(default)]
    mention: Vec<RawMention>,
    #[serde(default)]
    loaded: Vec<RawLoaded>,
    #[serde(default)]
    stance: Vec<RawStance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMention {
    quote: Spanned<String>,
    card: Spanned<CardId>,
    #[serde(default)]
    every: bool,
    other: Option<Spanned<CardId>>,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLoaded {
    quote: Spanned<String>,
    why: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStance {
    quote: Spanned<String>,
    stance: Stance,
    why: Spanned<String>,
    cues: Vec<RawCue>,
    source: Option<RawSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCue {
    kind: CueKind,
    quote: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    quote: Spanned<String>,
    named: bool,
    card: Option<Spanned<CardId>>,
}

/// Reads the annotations of `document` from `file`; `known` are the cards that they may name.
///
/// # Errors
///
/// Returns every fault found: an anchor that is not found or is ambiguous, an unknown card, overlapping
/// spans of one layer, a sentence without a stance, an attributed span without a source.
pub(super) fn annotations(
    file: &SourceFile,
    document: &Document,
    known: &BTreeSet<CardId>,
) -> Result<Annotations, Vec<Fault>> {
    let raw: RawAnnotations = file.parse(&file.text).map_err(|fault| vec![fault])?;
    let mut reader = Reader {
        file,
        document,
        known,
        quoted_at: BTreeMap::new(),
        faults: Vec::new(),
    };
    let mentions = reader.mentions(&raw.mention);
    let loaded = reader.loaded(&raw.loaded);
    let stances = reader.stances(&raw.stance);
    reader.check_every_sentence_is_labelled(&stances);
    reader.check_mentions_keep_to_one_voice(&mentions, &stances);
    reader.check_links_do_not_nest(&mentions, &loaded);
    if reader.faults.is_empty() {
        Ok(Annotations {
            stances,
            mentions,
            loaded,
        })
    } else {
        reader.faults.sort();
        Err(reader.faults)
    }
}

struct Reader<'a> {
    file: &'a SourceFile,
    document: &'a Document,
    known: &'a BTreeSet<CardId>,
    /// Where in the file the words of a mention or loaded word are quoted.
    quoted_at: BTreeMap<Span, usize>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, offset: usize, reason: impl std::fmt::Display) {
        self.faults.push(self.file.fault(offset, reason));
    }

    /// A fault at the entry that quotes the words of `span`.
    fn fault_at(&mut self, span: Span, reason: impl std::fmt::Display) {
        let offset = self.quoted_at.get(&span).copied().unwrap_or_default();
        self.fault(offset, reason);
    }

    fn whole(&self) -> Span {
        Span::new(0, self.document.text().len())
    }

    /// The place of a quote, or a fault at it.
    fn place(
        &mut self,
        quote: &Spanned<String>,
        before: &str,
        after: &str,
        within: Span,
    ) -> Option<Span> {
        let anchor = Anchor {
            quote: quote.as_ref(),
            before,
            after,
        };
        let found = anchor.place(self.document.text(), within);
        self.placed(quote, found)
    }

    fn placed(
        &mut self,
        quote: &Spanned<String>,
        found: Result<Span, AnchorError>,
    ) -> Option<Span> {
        match found {
            Ok(span) => Some(span),
            Err(error) => {
                self.fault(
                    offset_of(quote),
                    format!("{} {error}", shortened(quote.as_ref())),
                );
                None
            }
        }
    }

    fn card(&mut self, card: &Spanned<CardId>) -> CardId {
        if !self.known.contains(card.as_ref()) {
            let reason = format!(
                "there is no card “{}”; write it, or leave the mention out",
                card.as_ref()
            );
            self.fault(offset_of(card), reason);
        }
        card.as_ref().clone()
    }

    /// Takes `span` unless it overlaps one taken before.
    fn claim(&mut self, taken: &mut Vec<Span>, quote: &Spanned<String>, span: Span) -> bool {
        if let Some(other) = taken.iter().find(|other| other.overlaps(span)) {
            let other = shortened_span(self.document.text(), *other);
            self.fault(
                offset_of(quote),
                format!("{} overlaps {other}", shortened(quote.as_ref())),
            );
            return false;
        }
        taken.push(span);
        self.quoted_at.insert(span, offset_of(quote));
        true
    }

    fn mentions(&mut self, raw: &[RawMention]) -> Vec<Mention> {
        let mut taken: Vec<Span> = Vec::new();
        let mut mentions = Vec::new();
        for entry in raw.iter().filter(|entry| !entry.every) {
            let whole = self.whole();
            let span = self.place(&entry.quote, &entry.before, &entry.after, whole);
            if let Some(span) = span.filter(|span| self.claim(&mut taken, &entry.quote, *span)) {
                mentions.push(self.mention(entry, span));
            }
        }
        let mut sweeping: Vec<_> = raw.iter().filter(|entry| entry.every).collect();
        sweeping.sort_by_key(|entry| std::cmp::Reverse(entry.quote.as_ref().len()));
        for entry in sweeping {
            let anchor = Anchor {
                quote: entry.quote.as_ref(),
                before: &entry.before,
                after: &entry.after,
            };
            let mut places = anchor.places(self.document.text(), self.whole());
            places.retain(|span| !taken.iter().any(|other| other.overlaps(*span)));
            if places.is_empty() {
                self.placed(&entry.quote, Err(AnchorError::NotFound(String::new())));
            }
            for span in places {
                if self.claim(&mut taken, &entry.quote, span) {
                    mentions.push(self.mention(entry, span));
                }
            }
        }
        mentions.sort_by_key(|mention| mention.span);
        mentions
    }

    fn mention(&mut self, entry: &RawMention, span: Span) -> Mention {
        Mention {
            span,
            card: Some(self.card(&entry.card)),
            others: entry.other.iter().map(|other| self.card(other)).collect(),
            why: String::new(),
            origin: Origin::Curated { agreed: true },
        }
    }

    fn loaded(&mut self, raw: &[RawLoaded]) -> Vec<LoadedWord> {
        let mut taken = Vec::new();
        let mut loaded = Vec::new();
        for entry in raw {
            if entry.why.trim().is_empty() {
                self.fault(
                    offset_of(&entry.quote),
                    "a loaded word needs its reason in `why`",
                );
            }
            let whole = self.whole();
            let span = self.place(&entry.quote, &entry.before, &entry.after, whole);
            if let Some(span) = span.filter(|span| self.claim(&mut taken, &entry.quote, *span)) {
                loaded.push(LoadedWord {
                    span,
                    why: entry.why.clone(),
                });
            }
        }
        loaded.sort_by_key(|word| word.span);
        loaded
    }

    fn stances(&mut self, raw: &[RawStance]) -> Vec<StanceSpan> {
        let mut taken = Vec::new();
        let mut stances = Vec::new();
        for entry in raw {
            let whole = self.whole();
            let Some(span) = self.place(&entry.quote, "", "", whole) else {
                continue;
            };
            if !self.claim(&mut taken, &entry.quote, span) {
                continue;
            }
            let quote = &entry.quote;
            if entry.cues.is_empty() {
                self.fault(
                    offset_of(quote),
                    "a stance needs the words that decided it in `cues`",
                );
            }
            if entry.why.as_ref().trim().is_empty() {
                self.fault(offset_of(&entry.why), "a stance needs its reason in `why`");
            }
            if (entry.stance == Stance::Attributed) != entry.source.is_some() {
                let reason = "an attributed span, and no other, names its `source`";
                self.fault(offset_of(quote), reason);
            }
            let mut cues: Vec<_> = entry
                .cues
                .iter()
                .filter_map(|cue| self.cue(cue, span))
                .collect();
            cues.sort_by_key(|cue| cue.span);
            let source = entry
                .source
                .as_ref()
                .and_then(|source| self.source(source, span));
            stances.push(StanceSpan {
                span,
                sentence: 0,
                stance: Some(entry.stance),
                cues,
                why: entry.why.as_ref().clone(),
                source,
                origin: Origin::Curated { agreed: true },
            });
        }
        stances.sort_by_key(|stance| stance.span);
        let sentences: Vec<_> = sentences(self.document).collect();
        for stance in &mut stances {
            // One that overlaps none is refused when it is checked that every sentence has its label.
            let index = sentences.partition_point(|sentence| sentence.end <= stance.span.start);
            stance.sentence = index + 1;
        }
        stances
    }

    /// A cue stands in its span; words that are not there are looked for in the whole sentence, since where voices
    /// mix one part of it can decide how another is read.
    fn cue(&mut self, raw: &RawCue, span: Span) -> Option<Cue> {
        let anchor = Anchor::plain(raw.quote.as_ref());
        let text = self.document.text();
        let is_inside = !anchor.places(text, span).is_empty();
        let sentence = sentences(self.document).find(|sentence| sentence.overlaps(span));
        let within = sentence.filter(|_| !is_inside).unwrap_or(span);
        let span = self.place(&raw.quote, "", "", within)?;
        let kind = raw.kind;
        Some(Cue {
            span,
            kind,
            weight: None,
        })
    }

    /// A source stands in the same block; of several occurrences the nearest is meant: inside the span,
    /// else the last before it, else the first after it.
    fn source(&mut self, raw: &RawSource, span: Span) -> Option<Source> {
        let block = self
            .document
            .block_of(span)
            .map_or_else(|| self.whole(), |block| block.span);
        let places = Anchor::plain(raw.quote.as_ref()).places(self.document.text(), block);
        let inside = places.iter().find(|place| span.contains(**place));
        let before = places.iter().rfind(|place| place.end <= span.start);
        let nearest = inside.or(before).or(places.first());
        let found = nearest
            .copied()
            .ok_or_else(|| AnchorError::NotFound(" in the paragraph of its span".to_owned()));
        Some(Source {
            span: self.placed(&raw.quote, found)?,
            card: raw.card.as_ref().map(|card| self.card(card)),
            named: raw.named,
        })
    }

    fn check_every_sentence_is_labelled(&mut self, stances: &[StanceSpan]) {
        let text = self.document.text();
        for sentence in sentences(self.document) {
            let bare = text[sentence.start..sentence.end]
                .char_indices()
                .filter(|(_, character)| !character.is_whitespace())
                .map(|(offset, _)| sentence.start + offset)
                .find(|place| {
                    !stances
                        .iter()
                        .any(|stance| stance.span.start <= *place && *place < stance.span.end)
                });
            if let Some(place) = bare {
                let rest = Span::new(place, sentence.end);
                self.fault(
                    self.file.text.len(),
                    format!("no stance covers {}", shortened_span(text, rest)),
                );
            }
        }
    }

    /// Both are links, and a link cannot stand in a link.
    fn check_links_do_not_nest(&mut self, mentions: &[Mention], loaded: &[LoadedWord]) {
        let text = self.document.text();
        for word in loaded {
            let nested = mentions
                .iter()
                .find(|mention| mention.span.overlaps(word.span));
            if let Some(mention) = nested {
                let reason = format!(
                    "the loaded word {} overlaps the mention {}; quote only the judging words",
                    shortened_span(text, word.span),
                    shortened_span(text, mention.span)
                );
                self.fault_at(word.span, reason);
            }
        }
    }

    fn check_mentions_keep_to_one_voice(&mut self, mentions: &[Mention], stances: &[StanceSpan]) {
        for mention in mentions {
            let crossed = stances.iter().find(|stance| {
                stance.span.overlaps(mention.span) && !stance.span.contains(mention.span)
            });
            if let Some(stance) = crossed {
                let text = self.document.text();
                let reason = format!(
                    "the mention {} crosses the edge of the span {}",
                    shortened_span(text, mention.span),
                    shortened_span(text, stance.span)
                );
                self.fault_at(mention.span, reason);
            }
        }
    }
}

#[cfg(test)]
mod tests;
