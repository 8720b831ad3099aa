//! What each part of the model of names is worth, and what it weighs: it is trained without it, or with fewer weights, and
//! measured on the texts for tuning.

use anyhow::Result;
use sidelight::model::{Model, PhraseTable, WordTable};
use sidelight::train::corpora::{Columns, NamedText, read_conll, read_labelled_names};
use sidelight::train::measure::names::{NameScore, found_names};
use sidelight::train::sets::{self, NameSet};
use sidelight::train::{NamesOptions, train_names};

use crate::Stage;
use crate::compression::compressed;
use crate::report::Report;

/// What a model is trained without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Without {
    Nothing,
    Lists,
    WordClasses,
    Votes,
    /// All but the largest weights: only those of at least so many units are kept.
    Small(i8),
    Set(&'static str),
}

/// The least weights that are tried beside the one that is shipped.
const FLOORS: [i8; 4] = [1, 3, 10, 20];

/// Trains and measures one model after the other.
pub(crate) fn report(stage: &Stage, report: &mut Report) -> Result<()> {
    let folders = &stage.folders;
    let training = sets::training_names(folders)?;
    let tuning = [
        (
            "EWT dev",
            read_conll(
                &folders.data("ner/uner-ewt/en_ewt-ud-dev.iob2"),
                Columns::NUMBERED,
            )?,
        ),
        (
            "GMB dev",
            read_labelled_names(
                &folders.gold("names-gmb-dev.tsv"),
                &folders.data("text/gmb.txt"),
            )?,
        ),
    ];
    let mut parts = vec![
        Without::Nothing,
        Without::Lists,
        Without::WordClasses,
        Without::Votes,
    ];
    parts.extend(FLOORS.map(Without::Small));
    for set in &training {
        // Files that were written for training are several sets of one name.
        if !parts.contains(&Without::Set(set.name)) {
            parts.push(Without::Set(set.name));
        }
    }
    let mut whole = None;
    for part in parts {
        let model = trained(stage, &training, part);
        let scores = tuning.each_ref().map(|(_, texts)| f1(texts, &model));
        let whole = *whole.get_or_insert(scores);
        let shown: Vec<String> = (0..tuning.len())
            .map(|at| {
                let (name, change) = (tuning[at].0, scores[at] - whole[at]);
                if part == Without::Nothing {
                    format!("{name} F1 {:.3}", scores[at])
                } else {
                    format!("{name} F1 {:.3} ({change:+.3})", scores[at])
                }
            })
            .collect();
        let weights = kilobytes(&model)?;
        let what = match part {
            Without::Nothing => "With all parts, as shipped".to_owned(),
            Without::Small(floor) => format!("With weights of {floor} units and more"),
            Without::Lists => "Without lists of names".to_owned(),
            Without::WordClasses => "Without classes of words".to_owned(),
            Without::Votes => "Without votes of the document".to_owned(),
            Without::Set(name) => {
                format!("Without the training set {name}{}", size(&training, name))
            }
        };
        report.tell(&what, &format!("{weights} kB: {}", shown.join(", ")));
    }
    Ok(())
}

fn size(training: &[NameSet], name: &str) -> String {
    let sets = training.iter().filter(|set| set.name == name);
    let names: usize = sets
        .flat_map(|set| &set.texts)
        .map(|text| text.names.len())
        .sum();
    format!(" ({names} names)")
}

/// The shipped model with its names learned anew without one part.
fn trained(stage: &Stage, training: &[NameSet], without: Without) -> Model {
    let mut model = stage.model.clone();
    let mut options = NamesOptions::default();
    match without {
        Without::Lists => model.phrases = PhraseTable::default(),
        Without::WordClasses => model.words = WordTable::default(),
        Without::Votes => options.folds = 0,
        Without::Small(floor) => options.floor = floor,
        Without::Nothing | Without::Set(_) => {}
    }
    let texts: Vec<(f32, &NamedText)> = training
        .iter()
        .filter(|set| without != Without::Set(set.name))
        .flat_map(|set| set.texts.iter().map(|text| (set.weight, text)))
        .collect();
    model.names = train_names(&texts, &model, options);
    model
}

/// What the weights' file weighs as a host sends it, by brotli at its strongest, in thousands of bytes.
fn kilobytes(model: &Model) -> Result<usize> {
    let sent = compressed(&model.write()?)?;
    Ok(sent.len().div_ceil(1000))
}

fn f1(texts: &[NamedText], model: &Model) -> f64 {
    let found: Vec<_> = texts
        .iter()
        .map(|text| found_names(&text.text, model))
        .collect();
    NameScore::of(texts, &found).all.f1()
}
