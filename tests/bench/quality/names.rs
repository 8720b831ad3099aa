//! Names on three sets that nothing was trained or tuned on, by the engine and by its peers, from the very same texts.

use anyhow::Result;
use sidelight::train::corpora::{GumDocument, NamedText, Partition, gum_partition};
use sidelight::train::measure::names::{NameScore, Names, bounded_as_in_data, found_names};
use sidelight::train::sets;

use crate::Stage;
use crate::peers::{self, Found, Peer};
use crate::report::Report;
use crate::targets;

/// Measures all sets by all programs.
pub(crate) fn report(stage: &Stage, report: &mut Report) -> Result<()> {
    let gum = sets::gum(&stage.folders)?;
    let sets = [
        (
            "WikiGold",
            Some(targets::NAMES),
            sets::wikigold(&stage.folders)?,
        ),
        (
            "GUM news, test",
            Some(targets::NAMES),
            news(&gum, Partition::Test),
        ),
        (
            "GUM news, kept for quotations",
            None,
            news(&gum, Partition::Quotations),
        ),
    ];
    let peers = peers::both()?;
    let all: Vec<&str> = sets
        .iter()
        .flat_map(|(_, _, texts)| texts)
        .map(|text| text.text.as_str())
        .collect();
    let mut answers = Vec::new();
    for peer in &peers {
        eprintln!("  Waiting for {}", peer.name);
        answers.push(peer.find(&all, 1)?);
    }
    let mut first = 0;
    for (name, target, texts) in &sets {
        let range = first..first + texts.len();
        first = range.end;
        let own: Vec<Names> = texts
            .iter()
            .map(|text| found_names(&text.text, &stage.model))
            .collect();
        let score = NameScore::of(texts, &own);
        let documents = texts.len();
        let wanted = score.all.wanted;
        let what = format!("{name} ({documents} documents, {wanted} names): Sidelight");
        match *target {
            Some(target) => {
                targets::at_least(report, &what, &shown(&score), score.all.f1(), target);
            }
            None => report.tell(&what, &shown(&score)),
        }
        for (peer, answer) in peers.iter().zip(&answers) {
            tell_peer(report, name, texts, peer, answer, range.clone());
        }
    }
    Ok(())
}

/// A peer by its own bounds of names or by those of the data sets, whichever is better for it.
fn tell_peer(
    report: &mut Report,
    set: &str,
    texts: &[NamedText],
    peer: &Peer,
    answer: &Found,
    range: std::ops::Range<usize>,
) {
    let plain = &answer.names[range];
    let bounded: Vec<Names> = texts
        .iter()
        .zip(plain)
        .map(|(text, names)| bounded_as_in_data(&text.text, names))
        .collect();
    let scores = [NameScore::of(texts, plain), NameScore::of(texts, &bounded)];
    let [plain, bounded] = scores;
    let (score, how) = if bounded.all.f1() > plain.all.f1() {
        (bounded, "without “the”, titles and “’s” at its names’ ends")
    } else {
        (plain, "as it bounds names")
    };
    let other = plain.all.f1().min(bounded.all.f1());
    report.tell(
        &format!("{set}: {}", peer.name),
        &format!("{} ({how}; else F1 {other:.3})", shown(&score)),
    );
}

fn shown(score: &NameScore) -> String {
    let [person, organisation, place] = score.by_class.map(|counts| format!("{:.3}", counts.f1()));
    let all = score.all;
    format!(
        "P {:.3}, R {:.3}, F1 {:.3}; F1 of persons {person}, organisations {organisation}, places {place}",
        all.precision(),
        all.recall(),
        all.f1()
    )
}

fn news(gum: &[GumDocument], partition: Partition) -> Vec<NamedText> {
    gum.iter()
        .filter(|document| document.name.contains("_news_"))
        .filter(|document| gum_partition(&document.name) == partition)
        .map(|document| document.named.clone())
        .collect()
}
