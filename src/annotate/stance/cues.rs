//! Which words decided a label, how much each weighed, and the sentence that says so.

use std::ops::Range;

use super::Scene;
use crate::annotate::Cue;
use crate::annotate::lexicon::{Categories, Category, Lexicon};
use crate::model::Model;
use crate::text::{CueKind, Stance, TokenKind};

/// A cue with its part in the decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeighedCue {
    /// Its first token and the one after its last.
    pub tokens: (usize, usize),
    /// What kind of evidence it is.
    pub kind: CueKind,
    /// How much it spoke for the label against the mean of the others, in natural logarithms of odds.
    pub weight: f32,
}

/// The most cues that a label carries.
const MOST: usize = 4;

/// The cues of a stretch of text for a label, in order.
pub(super) fn cues(
    scene: &Scene<'_>,
    range: &Range<usize>,
    stance: Stance,
    model: &Model,
) -> Vec<WeighedCue> {
    let mut gathering = Gathering {
        scene,
        range,
        weights: weights(scene, range, stance, model),
        taken: vec![false; range.len()],
        cues: Vec::new(),
    };
    if stance == Stance::Attributed {
        gathering.sayings();
    } else {
        gathering.listed(stance);
    }
    // What is reported is so for want of anything else: no wording makes it so.
    if stance != Stance::Reported {
        gathering.wordings();
    }
    let mut cues = gathering.cues;
    cues.sort_by(|one, two| {
        two.weight
            .total_cmp(&one.weight)
            .then(one.tokens.cmp(&two.tokens))
    });
    cues.truncate(MOST);
    cues.sort_by_key(|cue| cue.tokens);
    cues
}

/// How much each token spoke for the label against the mean of the others.
fn weights(scene: &Scene<'_>, range: &Range<usize>, stance: Stance, model: &Model) -> Vec<f32> {
    let label = Stance::ALL
        .iter()
        .position(|other| *other == stance)
        .unwrap_or_default();
    let mut weights = vec![0.0_f32; range.len()];
    scene.features(range, |feature, at| {
        if let Some(at) = at {
            let weight = model.stance.weights(feature);
            let others: i32 = weight.iter().map(|weight| i32::from(*weight)).sum::<i32>()
                - i32::from(weight[label]);
            let ahead = i16::try_from(i32::from(weight[label]) * 3 - others).unwrap_or_default();
            weights[at - range.start] += f32::from(ahead) / 3.0 * model.stance.unit;
        }
    });
    weights
}

/// Cues while they are gathered; the first one at a place counts.
struct Gathering<'a> {
    scene: &'a Scene<'a>,
    range: &'a Range<usize>,
    weights: Vec<f32>,
    taken: Vec<bool>,
    cues: Vec<WeighedCue>,
}

impl Gathering<'_> {
    fn add(&mut self, tokens: (usize, usize), kind: CueKind) {
        let end = tokens.1.min(self.range.end);
        let inside = tokens.0.max(self.range.start) - self.range.start..end - self.range.start;
        if inside.is_empty() || self.taken[inside.clone()].contains(&true) {
            return;
        }
        self.taken[inside.clone()].fill(true);
        let weight = self.weights[inside].iter().sum();
        self.cues.push(WeighedCue {
            tokens,
            kind,
            weight,
        });
    }

    /// Words of saying, and quotation marks.
    fn sayings(&mut self) {
        for at in self.range.clone() {
            if let Some(attribution) = self.scene.saying(at)
                && let Some(cue) = &attribution.cue
            {
                let kind = if attribution.vague {
                    CueKind::VagueSource
                } else {
                    CueKind::SpeechVerb
                };
                self.add((cue.start, cue.end), kind);
            }
        }
        let scene = self.scene;
        for quote in scene.quotes_in(self.range) {
            for mark in [quote.open, quote.close] {
                if self.range.contains(&mark) {
                    self.add((mark, mark + 1), CueKind::Quotation);
                }
            }
        }
    }

    /// Words and phrases in the text's own voice that are on a list for the label; numbers; a question mark.
    fn listed(&mut self, stance: Stance) {
        let lexicon = Lexicon::shipped();
        let tokens = &self.scene.segments.tokens[..self.range.end];
        let mut at = self.range.start;
        let mut question = None;
        while at < self.range.end {
            let phrase = lexicon.phrase(tokens, at);
            let (end, categories) = phrase.map_or((at + 1, lexicon.word(tokens[at])), |phrase| {
                (at + phrase.length, phrase.categories)
            });
            let kind = if tokens[at].kind == TokenKind::Number && stance == Stance::Reported {
                Some(CueKind::NumberOrDate)
            } else {
                kind(stance, categories)
            };
            if let Some(kind) = kind.filter(|_| self.scene.voices[at] == super::Voice::Own) {
                self.add((at, end), kind);
            }
            if tokens[at].span.of(self.scene.text) == "?" {
                question = Some(at);
            }
            at = end;
        }
        if let Some(mark) = question.filter(|_| stance == Stance::Opinion) {
            self.add((mark, mark + 1), CueKind::Rhetorical);
        }
    }

    /// The words that weighed most, where no list has them.
    fn wordings(&mut self) {
        let weight = |at: &usize| self.weights[*at - self.range.start];
        let shown = |at: &usize| {
            self.scene.segments.tokens[*at].kind == TokenKind::Word
                && !self.scene.is_name(*at)
                && weight(at) > LEAST_WORDING
        };
        let mut order: Vec<usize> = self.range.clone().filter(shown).collect();
        order.sort_by(|one, two| weight(two).total_cmp(&weight(one)).then(one.cmp(two)));
        for at in order.into_iter().take(2) {
            self.add((at, at + 1), CueKind::Wording);
        }
    }
}

/// How much a word that no list has must speak for a label to be shown as its cue.
const LEAST_WORDING: f32 = 0.35;

/// The kind of cue that words of these lists are for a label.
fn kind(stance: Stance, categories: Categories) -> Option<CueKind> {
    let of = |pairs: &[(Category, CueKind)]| {
        pairs
            .iter()
            .find(|(category, _)| categories.has(*category))
            .map(|(_, kind)| *kind)
    };
    match stance {
        Stance::Opinion => of(&[
            (Category::Booster, CueKind::Booster),
            (Category::Evaluative, CueKind::Evaluative),
            (Category::Motive, CueKind::Motive),
            (Category::Characterisation, CueKind::Characterisation),
            (Category::Exhortation, CueKind::Exhortation),
            (Category::Rhetorical, CueKind::Rhetorical),
            (Category::Hedge, CueKind::Hedge),
            (Category::Comparison, CueKind::Comparison),
            (Category::Cause, CueKind::Cause),
        ]),
        Stance::Forecast => of(&[
            (Category::Future, CueKind::Future),
            (Category::Modal, CueKind::Modal),
            (Category::Hedge, CueKind::Hedge),
        ]),
        Stance::Reported => of(&[(Category::Weekday, CueKind::NumberOrDate)]),
        Stance::Attributed => None,
    }
}

/// One plain sentence that says why a label was given, by its cues in `text`; what has no label is not sure.
#[must_use]
pub fn why(text: &str, stance: Option<Stance>, cues: &[Cue]) -> String {
    let Some(stance) = stance else {
        return "Not sure: no label is likely enough.".to_owned();
    };
    let mut reasons: Vec<String> = Vec::new();
    for cue in cues {
        let reason = reason(cue.kind);
        let said = if cue.kind == CueKind::Quotation {
            reason.to_owned()
        } else {
            format!("“{}” {reason}", cue.span.of(text))
        };
        if !reasons.contains(&said) {
            reasons.push(said);
        }
    }
    reasons.truncate(3);
    let last = reasons.pop();
    let said = match (reasons.is_empty(), last) {
        (_, None) => match stance {
            Stance::Reported => {
                "nothing in it judges, predicts or passes on what somebody says".to_owned()
            }
            Stance::Attributed => "its words are passed on from somebody else".to_owned(),
            Stance::Opinion => "it is worded as judgements usually are".to_owned(),
            Stance::Forecast => "it is worded as expectations usually are".to_owned(),
        },
        (true, Some(last)) => last,
        (false, Some(last)) => format!("{}, and {last}", reasons.join(", ")),
    };
    format!("{}: {said}.", stance.name())
}

fn reason(kind: CueKind) -> &'static str {
    match kind {
        CueKind::Hedge => "withholds certainty",
        CueKind::Booster => "claims certainty",
        CueKind::Evaluative => "judges",
        CueKind::Motive => "ascribes an intention or feeling",
        CueKind::Cause => "weighs causes",
        CueKind::Modal => "speaks of what may or would be",
        CueKind::Future => "speaks of the future",
        CueKind::SpeechVerb => "passes on what somebody says or thinks",
        CueKind::Quotation => "quotation marks give another’s words",
        CueKind::ScareQuotes => "is held at a distance by its quotation marks",
        CueKind::VagueSource => "passes on what an unnamed source says",
        CueKind::NumberOrDate => "can be checked",
        CueKind::RecordedEvent => "is an event on record",
        CueKind::OfficeOrMembership => "is an office or membership on record",
        CueKind::Characterisation => "characterises what somebody does or says",
        CueKind::Rhetorical => "argues",
        CueKind::Exhortation => "calls for something",
        CueKind::Comparison => "likens or ranks",
        CueKind::Wording => "is usual in such sentences",
    }
}
