//! Which data is trained on, which tuned on, and which only measured.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::corpora::{
    Columns, GumDocument, NamedText, Partition, TextBuilder, gum_partition, read, read_conll,
    read_gum, read_labelled_names,
};

/// Where the data lies.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The folder of public data sets.
    pub data: PathBuf,
    /// The project's own labels.
    pub gold: PathBuf,
    /// The folder of npm packages with word vectors.
    pub packages: PathBuf,
}

impl Folders {
    /// A path below the folder of public data.
    #[must_use]
    pub fn data(&self, path: &str) -> PathBuf {
        self.data.join(path)
    }

    /// A path below the project's own labels.
    #[must_use]
    pub fn gold(&self, path: &str) -> PathBuf {
        self.gold.join(path)
    }
}

/// GUM's news and interviews.
///
/// # Errors
///
/// Fails where the corpus cannot be read.
pub fn gum(folders: &Folders) -> anyhow::Result<Vec<GumDocument>> {
    read_gum(&folders.data("gum/dep"), &["news", "interview", "academic"])
}

/// Names of one data set with how much each of its texts counts in training.
#[derive(Debug, Clone)]
pub struct NameSet {
    /// What the set is called in reports.
    pub name: &'static str,
    /// How much a text counts.
    pub weight: f32,
    /// Its texts.
    pub texts: Vec<NamedText>,
}

/// All texts on which names are trained.
///
/// # Errors
///
/// Fails where a set cannot be read.
pub fn training_names(folders: &Folders) -> anyhow::Result<Vec<NameSet>> {
    let set = |name, weight, texts| NameSet {
        name,
        weight,
        texts,
    };
    let gum = gum(folders)?
        .into_iter()
        .filter(|document| gum_partition(&document.name) == Partition::Train)
        .map(|document| document.named)
        .collect();
    let mut sets = vec![
        set("GUM", 1.0, gum),
        set(
            "EWT",
            1.0,
            read_conll(
                &folders.data("ner/uner-ewt/en_ewt-ud-train.commit-0c7ce0d-first-commit.iob2"),
                Columns::NUMBERED,
            )?,
        ),
        set(
            "WNUT17",
            0.5,
            read_conll(
                &folders.data("ner/WNUT17/CONLL-format/data/train/wnut17train.conll"),
                Columns::TOKEN_LABEL,
            )?,
        ),
        set(
            "re3d",
            0.5,
            read_conll(
                &folders.data("ner/re3d/CONLL-format/data/train/re3d-train.conll"),
                Columns::TOKEN_LABEL,
            )?,
        ),
    ];
    let mut tweets = Vec::new();
    for part in ["a", "b", "e", "f", "g", "h"] {
        let path = folders.data(&format!("ner/BTC/CONLL-format/data/{part}.conll"));
        if path.exists() {
            tweets.extend(read_conll(&path, Columns::TOKEN_LABEL)?);
        }
    }
    sets.push(set("BTC", 0.3, tweets));
    let labels = folders.gold("names-gmb.tsv");
    if labels.exists() {
        sets.push(set(
            "GMB",
            1.0,
            read_labelled_names(&labels, &folders.data("text/gmb.txt"))?,
        ));
    }
    for written in written(&folders.gold)? {
        let pieces = super::corpora::read_written(&written)?;
        sets.push(set(
            "written",
            1.0,
            pieces.into_iter().map(|(text, _)| text).collect(),
        ));
    }
    Ok(sets)
}

/// The files of sentences that were written for training.
///
/// # Errors
///
/// Fails where the folder cannot be read.
pub fn written(gold: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files: Vec<_> = std::fs::read_dir(gold)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("written"))
        })
        .collect();
    files.sort();
    Ok(files)
}

/// Names of `WikiGold`, on which nothing is trained or tuned.
///
/// # Errors
///
/// Fails where the set cannot be read.
pub fn wikigold(folders: &Folders) -> anyhow::Result<Vec<NamedText>> {
    read_conll(
        &folders.data("ner/wikigold/CONLL-format/data/wikigold.conll.txt"),
        Columns::TOKEN_LABEL,
    )
}

/// The texts of all sentences that bear labels of the project's own, by name, and whether each begins a paragraph.
///
/// # Errors
///
/// Fails where a set cannot be read.
pub fn labelled_texts(folders: &Folders) -> anyhow::Result<BTreeMap<String, (String, bool)>> {
    let mut texts = BTreeMap::new();
    for (number, line) in (1..).zip(read(&folders.data("text/gmb.txt"))?.lines()) {
        let mut builder = TextBuilder::default();
        builder.sentence(&line.split(' ').collect::<Vec<_>>(), None);
        texts.insert(format!("gmb:{number}"), (builder.finish(), true));
    }
    let mut id = String::new();
    for line in
        read(&folders.data("ner/uner-ewt/en_ewt-ud-train.commit-0c7ce0d-first-commit.iob2"))?
            .lines()
    {
        if let Some(name) = line.strip_prefix("# sent_id = ") {
            id = format!("ewt:{name}");
        } else if let Some(text) = line.strip_prefix("# text = ") {
            texts.insert(std::mem::take(&mut id), (text.to_owned(), true));
        }
    }
    for document in gum(folders)? {
        let text = &document.named.text;
        for (name, span) in &document.sentences {
            let begins = span.start == 0 || text[..span.start].ends_with('\n');
            texts.insert(format!("gum:{name}"), (span.of(text).to_owned(), begins));
        }
    }
    Ok(texts)
}

/// To which part a labelled sentence belongs, by its name.
#[must_use]
pub fn stance_partition(id: &str) -> Partition {
    if let Some(name) = id.strip_prefix("gum:") {
        return gum_partition(name.rsplit_once('-').map_or(name, |(document, _)| document));
    }
    // The last block of the news sentences and the last weblogs are for tuning.
    match id
        .strip_prefix("gmb:")
        .and_then(|number| number.parse::<usize>().ok())
    {
        Some(number) if number > GMB_DEV => Partition::Dev,
        _ => Partition::Train,
    }
}

/// Sentences of `gmb.txt` with higher numbers are for tuning only.
pub const GMB_DEV: usize = 40_320;
