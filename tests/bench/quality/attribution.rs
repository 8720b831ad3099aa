//! Who is said to say what, beside GUM's relations and beside the quotations that people wrote down.

use anyhow::Result;
use sidelight::train::corpora::{GumDocument, Partition, gum_partition};
use sidelight::train::evaluate::Counts;
use sidelight::train::measure::{attribution, quotations, texts};
use sidelight::train::sets;

use crate::Stage;
use crate::report::Report;
use crate::targets;

/// The texts with quotations whose items were read while rules were written, so that they measure nothing any more.
const LOOKED_AT: [&str; 4] = ["hill", "crane", "hackers", "sensitive"];

/// Measures both.
pub(crate) fn report(stage: &Stage, report: &mut Report) -> Result<()> {
    let gum = sets::gum(&stage.folders)?;
    let documents = |partition: Partition| {
        let in_part = move |document: &&GumDocument| {
            gum_partition(&document.name) == partition && !document.name.contains("_academic_")
        };
        gum.iter().filter(in_part)
    };
    for (name, partition) in [
        ("GUM’s relations, test news and interviews", Partition::Test),
        (
            "GUM’s relations, news kept for quotations",
            Partition::Quotations,
        ),
    ] {
        let score = attribution::gum_relations(documents(partition), &stage.model);
        tell(report, name, &score);
    }
    let texts = texts::read_texts(&stage.folders.gold("texts"))?;
    let quoted = quotations::read_quotations(&stage.folders.gold("quotations.jsonl"), &texts)?;
    let (seen, unseen): (Vec<_>, Vec<_>) = quoted
        .into_iter()
        .partition(|quoted| LOOKED_AT.contains(&quoted.text.title()));
    for (name, quoted) in [
        ("Quotations written down, held back", unseen),
        ("Quotations written down, looked at", seen),
    ] {
        let (score, _) = quotations::check(&quoted, &stage.model);
        tell(report, &format!("{name} ({} texts)", quoted.len()), &score);
    }
    Ok(())
}

fn tell(report: &mut Report, name: &str, score: &attribution::AttributionScore) {
    for (what, counts) in [("source", score.source), ("content", score.content)] {
        let what = format!("{name}: {what}");
        let target = targets::ATTRIBUTION;
        targets::at_least(report, &what, &shown(counts), counts.f1(), target);
    }
}

fn shown(counts: Counts) -> String {
    format!(
        "P {:.3}, R {:.3}, F1 {:.3} ({} wanted)",
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.wanted
    )
}
