//! Which words decided a label, how much each weighed, and the sentence that says so.

use std::ops::Range;

use super::Scene;
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
    let weight = |tokens: (usize, usize)| {
        weights[tokens.0.max(range.start) - range.start
            ..tokens.1.min(range.end).max(tokens.0.max(range.start)) - range.start]
            .iter()
            .sum()
    };
    let mut cues: Vec<WeighedCue> = Vec::new();
    let mut add = |tokens: (usize, usize), kind: CueKind| {
        if cues
            .iter()
            .all(|cue: &WeighedCue| cue.tokens.1 <= tokens.0 || tokens.1 <= cue.tokens.0)
        {
            cues.push(WeighedCue {
                tokens,
                kind,
                weight: weight(tokens),
            });
        }
    };
    if stance == Stance::Attributed {
        for at in range.clone() {
            if let Some(attribution) = scene.saying(at)
                && let Some(cue) = &attribution.cue
            {
                add(
                    (cue.start, cue.end),
                    if attribution.vague {
                        CueKind::VagueSource
                    } else {
                        CueKind::SpeechVerb
                    },
                );
            }
        }
        for quote in scene.quotes_in(range) {
            for mark in [quote.open, quote.close] {
                if range.contains(&mark) {
                    add((mark, mark + 1), CueKind::Quotation);
                }
            }
        }
    } else {
        let mut at = range.start;
        while at < range.end {
            let token = scene.segments.tokens[at];
            let phrase = Lexicon::shipped().phrase(&scene.segments.tokens[..range.end], at);
            let (end, categories) = phrase
                .map_or((at + 1, Lexicon::shipped().word(token)), |phrase| {
                    (at + phrase.length, phrase.categories)
                });
            let kind = if token.kind == TokenKind::Number && stance == Stance::Reported {
                Some(CueKind::NumberOrDate)
            } else {
                kind(stance, categories)
            };
            if let Some(kind) = kind.filter(|_| scene.voices[at] == super::Voice::Own) {
                add((at, end), kind);
            }
            at = end;
        }
        if stance == Stance::Opinion
            && scene.segments.tokens[range.start..range.end]
                .iter()
                .any(|token| token.span.of(scene.text) == "?")
        {
            let mark = (range.start..range.end)
                .rev()
                .find(|at| scene.segments.tokens[*at].span.of(scene.text) == "?");
            if let Some(mark) = mark {
                add((mark, mark + 1), CueKind::Rhetorical);
            }
        }
    }
    // The words that weighed most, where no list has them. What is reported is so for want of anything else.
    let shown = |at: &usize| {
        scene.segments.tokens[*at].kind == TokenKind::Word
            && !scene.is_name(*at)
            && weights[at - range.start] > LEAST_WORDING
    };
    let mut order: Vec<usize> = if stance == Stance::Reported {
        Vec::new()
    } else {
        range.clone().filter(shown).collect()
    };
    order.sort_by(|one, two| {
        weights[two - range.start]
            .total_cmp(&weights[one - range.start])
            .then(one.cmp(two))
    });
    for at in order.into_iter().take(2) {
        add((at, at + 1), CueKind::Wording);
    }
    cues.sort_by(|one, two| {
        two.weight
            .total_cmp(&one.weight)
            .then(one.tokens.cmp(&two.tokens))
    });
    cues.truncate(MOST);
    cues.sort_by_key(|cue| cue.tokens);
    cues
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

/// One plain sentence that says why a label was given.
pub(super) fn why(scene: &Scene<'_>, stance: Stance, cues: &[WeighedCue]) -> String {
    let words = |cue: &WeighedCue| {
        &scene.text[scene.segments.tokens[cue.tokens.0].span.start
            ..scene.segments.tokens[cue.tokens.1 - 1].span.end]
    };
    let mut reasons: Vec<String> = Vec::new();
    for cue in cues {
        let reason = reason(cue.kind);
        let said = if cue.kind == CueKind::Quotation {
            reason.to_owned()
        } else {
            format!("“{}” {reason}", words(cue))
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
