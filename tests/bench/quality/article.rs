//! The shipped article as the engine would annotate it, beside the labels that people gave it.

use anyhow::Result;
use sidelight::train::measure::article;

use crate::Stage;
use crate::report::Report;
use crate::stance::{percent, share};
use crate::targets;

/// Measures stances, mentions and links.
pub(crate) fn report(stage: &Stage, report: &mut Report) -> Result<()> {
    let publication = article::shipped(&stage.root)?;
    let checked = article::check(&publication, &stage.model);
    let words: usize = checked.stances.iter().map(|span| span.words).sum();
    let right: usize = checked.stances.iter().map(|span| span.right).sum();
    targets::at_least(
        report,
        "Words with the hand-given stance",
        &format!("{right} of {words} ({})", percent(right, words)),
        share(right, words),
        targets::ARTICLE_STANCE,
    );
    let counts = checked.counts;
    targets::at_least(
        report,
        "Mentions: exact span, an article before a name not counted",
        &format!(
            "P {:.3}, R {:.3}, F1 {:.3} ({} by hand)",
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.wanted
        ),
        counts.f1(),
        targets::ARTICLE_MENTIONS,
    );
    let count = |holds: fn(&article::CheckedMention) -> bool| {
        checked
            .mentions
            .iter()
            .filter(|mention| holds(mention))
            .count()
    };
    let found = count(|mention| mention.found);
    let told = |right: usize| format!("{right} of {found} ({})", percent(right, found));
    let linked = count(|mention| mention.linked);
    targets::at_least(
        report,
        "Cards right among the mentions found: first choice",
        &told(linked),
        share(linked, found),
        targets::ARTICLE_CARDS,
    );
    report.tell(
        "Cards right among the mentions found: with stated alternatives",
        &told(count(|mention| mention.stated)),
    );
    Ok(())
}
