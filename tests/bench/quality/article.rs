//! The shipped article as the engine would annotate it, beside the labels that people gave it.

use anyhow::Result;
use sidelight::train::measure::article;

use crate::Stage;
use crate::report::Report;
use crate::stance::percent;

/// Measures stances, mentions and links.
pub(crate) fn report(stage: &Stage, report: &mut Report) -> Result<()> {
    let publication = article::shipped(&stage.root)?;
    let checked = article::check(&publication, &stage.model);
    let words: usize = checked.stances.iter().map(|span| span.words).sum();
    let right: usize = checked.stances.iter().map(|span| span.right).sum();
    report.tell(
        "Words with the hand-given stance",
        &format!("{right} of {words} ({})", percent(right, words)),
    );
    let counts = checked.counts;
    report.tell(
        "Mentions: exact span, an article before a name not counted",
        &format!(
            "P {:.3}, R {:.3}, F1 {:.3} ({} by hand)",
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.wanted
        ),
    );
    let count = |holds: fn(&article::CheckedMention) -> bool| {
        checked
            .mentions
            .iter()
            .filter(|mention| holds(mention))
            .count()
    };
    let found = count(|mention| mention.found);
    for (what, right) in [
        ("first choice", count(|mention| mention.linked)),
        ("with stated alternatives", count(|mention| mention.stated)),
    ] {
        report.tell(
            &format!("Cards right among the mentions found: {what}"),
            &format!("{right} of {found} ({})", percent(right, found)),
        );
    }
    Ok(())
}
