//! Stances: on a public test set, on held-back sentences, and how far the confidence can be trusted.

use anyhow::Result;
use sidelight::train::corpora::{read_labels, read_newssd};
use sidelight::train::evaluate::{kappa, macro_f1};
use sidelight::train::measure::{stance, texts};

use crate::Stage;
use crate::report::Report;
use crate::targets;

const EDGES: [f32; 8] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0];

/// Measures all of it.
pub(crate) fn report(stage: &Stage, report: &mut Report) -> Result<()> {
    let claims = read_newssd(&stage.folders.data("stance/newssd-eng/test.csv"))?;
    let pairs = stance::subjective(&claims, &stage.model);
    let figure = macro_f1(&pairs, 2);
    targets::at_least(
        report,
        &format!(
            "NewsSD-ENG, test ({} sentences, each alone): opinion or forecast against the rest, macro-F1",
            claims.len()
        ),
        &format!("{figure:.3}"),
        figure,
        targets::SUBJECTIVE,
    );
    report.tell(
        "The same, as published",
        "TF-IDF with logistic regression 0.55, SBERT with logistic regression 0.69, multilingual BERT 0.76",
    );

    let texts = texts::read_texts(&stage.folders.gold("texts"))?;
    let labels = read_labels(&stage.folders.gold("stance.tsv"))?;
    let judged = stance::held_back(&texts, &labels, &stage.model);
    let pairs: Vec<_> = judged.iter().map(stance::JudgedSentence::pair).collect();
    let right = judged.iter().filter(|sentence| sentence.is_right()).count();
    report.tell(
        &format!(
            "Held-back news and interviews ({} sentences): four labels, macro-F1",
            judged.len()
        ),
        &format!("{:.3}", macro_f1(&pairs, 4)),
    );
    report.tell(
        "The same: sentences with the right label",
        &format!(
            "{right} of {} ({})",
            judged.len(),
            percent(right, judged.len())
        ),
    );
    for bin in stance::reliability(&judged, &EDGES) {
        report.tell(
            &format!("Confidence {:.2} to {:.2}", bin.from, bin.to),
            &format!(
                "{} sentences, mean confidence {:.2}, right {:.2}",
                bin.count, bin.confidence, bin.right
            ),
        );
    }
    let sure: Vec<_> = judged
        .iter()
        .filter(|sentence| sentence.confidence >= targets::SURE)
        .collect();
    let right = sure.iter().filter(|sentence| sentence.is_right()).count();
    targets::at_least(
        report,
        &format!("Right from the stated confidence of {} on", targets::SURE),
        &format!(
            "{right} of {} ({}), {} of all sentences",
            sure.len(),
            percent(right, sure.len()),
            percent(sure.len(), judged.len())
        ),
        share(right, sure.len()),
        targets::RIGHT_WHEN_SURE,
    );
    let sure = stance::sure_from(&judged, targets::RIGHT_WHEN_SURE);
    report.tell(
        "Share of sentences above the least confidence from which nine of ten are right here",
        &sure.map_or_else(
            || "none".to_owned(),
            |(from, share)| format!("{:.0} % (confidence {from:.2} and more)", share * 100.0),
        ),
    );
    let second = read_labels(&stage.folders.gold("stance-second.tsv"))?;
    let both = stance::both_labelled(&labels, &second);
    report.tell(
        &format!(
            "The two labellers ({} sentences labelled by both): Cohen’s kappa",
            both.len()
        ),
        &format!("{:.3}", kappa(&both, 5)),
    );
    Ok(())
}

/// A share, 0 to 1.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    let float = |count: usize| u32::try_from(count).map_or(f64::NAN, f64::from);
    if whole == 0 {
        0.0
    } else {
        float(part) / float(whole)
    }
}

/// A share in whole per cent.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    let hundreds = (part * 100 + whole / 2).checked_div(whole);
    hundreds.map_or_else(|| "none".to_owned(), |share| format!("{share} %"))
}
