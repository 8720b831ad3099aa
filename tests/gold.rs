//! The held-back labels one by one: which of them the engine gets wrong is known, and does not change unnoticed.
//!
//! `gold/expected-failures.txt` lists every item that is wrong. The test fails where another item goes wrong, and also
//! where a listed one is right: then the list is out of date. `SIDELIGHT_BLESS=1` writes it anew; look at what changed
//! before it is committed.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sidelight::model::Model;
use sidelight::train::corpora::{Partition, gum_partition, read_gum, read_labels};
use sidelight::train::measure::{article, quotations, stance, texts};

/// What opens the list.
const HEAD: &str = "\
# Held-back items that the engine gets wrong, for tests/gold.rs: the item, a tab, and what was wanted, for readers.
# Written by SIDELIGHT_BLESS=1 cargo test --features train --test gold
";

#[test]
fn the_known_failures_and_no_others() -> Result<()> {
    let path = gold("expected-failures.txt");
    let wrong = wrong_items()?;
    if env::var_os("SIDELIGHT_BLESS").is_some() {
        let lines = wrong
            .iter()
            .map(|item| format!("{}\t{}\n", item.id, item.wanted));
        fs::write(&path, HEAD.to_owned() + &lines.collect::<String>())?;
        return Ok(());
    }
    let listed = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let listed = ids(&listed);
    let found: BTreeSet<&str> = wrong.iter().map(|item| item.id.as_str()).collect();
    let new: Vec<_> = wrong
        .iter()
        .filter(|item| !listed.contains(item.id.as_str()))
        .map(|item| format!("{}: {}", item.id, item.wanted))
        .collect();
    let past: Vec<_> = listed.difference(&found).copied().collect();
    assert!(
        new.is_empty() && past.is_empty(),
        "\n{} not listed and wrong:\n  {}\n{} listed and not wrong:\n  {}\n\
         If that is meant: SIDELIGHT_BLESS=1 cargo test --features train --test gold\n",
        new.len(),
        new.join("\n  "),
        past.len(),
        past.join("\n  ")
    );
    Ok(())
}

#[test]
fn the_kept_texts_are_held_back_and_those_of_the_corpus() -> Result<()> {
    for text in texts::read_texts(&gold("texts"))? {
        let part = gum_partition(&text.name);
        let held_back = matches!(part, Partition::Test | Partition::Quotations);
        assert!(held_back, "{} may be trained or tuned on", text.name);
    }
    let data = env::var_os("SIDELIGHT_DATA").unwrap_or_else(|| "../shared/data".into());
    let folder = Path::new(&data).join("gum/dep");
    if !folder.is_dir() {
        eprintln!("Skipped: {} is not here to compare with.", folder.display());
        return Ok(());
    }
    let corpus = read_gum(&folder, &["news", "interview"])?;
    for text in texts::read_texts(&gold("texts"))? {
        let same = corpus.iter().find(|document| document.name == text.name);
        let same = same.with_context(|| format!("GUM has no {}", text.name))?;
        assert_eq!(text.document.text(), same.named.text, "{}", text.name);
        for ((id, _), number) in same.sentences.iter().zip(1..) {
            assert_eq!(*id, format!("{}-{number}", text.name));
        }
    }
    Ok(())
}

/// A held-back item that is wrong.
struct Wrong {
    id: String,
    wanted: String,
}

impl Wrong {
    fn new(id: String, wanted: &str, text: &str) -> Self {
        let start: String = text.chars().take(60).collect();
        let wanted = format!("{wanted}: {start}").replace(['\n', '\t'], " ");
        Self { id, wanted }
    }
}

/// All items that the engine gets wrong, subject by subject.
fn wrong_items() -> Result<Vec<Wrong>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = Model::read(&fs::read(root.join("src/model/sidelight.weights"))?)?;
    let texts = texts::read_texts(&gold("texts"))?;
    let mut wrong = Vec::new();

    let labels = read_labels(&gold("stance.tsv"))?;
    let judged = stance::held_back(&texts, &labels, &model);
    for sentence in judged.iter().filter(|sentence| !sentence.is_right()) {
        let id = format!("stance {}", sentence.id);
        wrong.push(Wrong::new(id, sentence.wanted.key(), &sentence.text));
    }

    let quoted = quotations::read_quotations(&gold("quotations.jsonl"), &texts)?;
    let (_, checked) = quotations::check(&quoted, &model);
    for quotation in &checked {
        let part = match (quotation.content, quotation.source) {
            (true, true) => continue,
            (true, false) => "source",
            (false, _) => "content",
        };
        let id = format!("quotation {}", quotation.id);
        wrong.push(Wrong::new(id, part, &quotation.text));
    }

    let publication = article::shipped(root)?;
    let document = &publication.document;
    let checked = article::check(&publication, &model);
    for (number, span) in (1..).zip(&checked.stances) {
        if span.right < span.words {
            let id = format!("article stance {number}");
            wrong.push(Wrong::new(id, span.wanted.key(), document.slice(span.span)));
        }
    }
    for (number, mention) in (1..).zip(&checked.mentions) {
        let part = match (mention.found, mention.linked) {
            (true, true) => continue,
            (true, false) => "card",
            (false, _) => "mention",
        };
        let id = format!("article mention {number}");
        wrong.push(Wrong::new(id, part, document.slice(mention.span)));
    }
    Ok(wrong)
}

/// The items of a list, without what is for readers.
fn ids(list: &str) -> BTreeSet<&str> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split('\t').next()).collect()
}

fn gold(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/gold")
        .join(name)
}
