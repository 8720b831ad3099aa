//! The held-back texts that the project keeps: a file each, a sentence a line, an empty line between paragraphs.

use std::path::{Path, PathBuf};

use crate::text::{Document, Span};
use crate::train::corpora::read;
use crate::train::document_of;

/// A text of GUM that is only for measuring.
#[derive(Debug, Clone)]
pub struct HeldBackText {
    /// Its name in GUM, such as `GUM_news_nasa`.
    pub name: String,
    /// The text.
    pub document: Document,
    /// Where its sentences stand, as GUM parts them.
    pub sentences: Vec<Span>,
}

impl HeldBackText {
    /// The last part of the name, by which the gold quotations call the text: `nasa`.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.rsplit('_').next().unwrap_or(&self.name)
    }

    /// Where the sentence with that number stands, counted from 1 as in GUM.
    #[must_use]
    pub fn sentence(&self, number: usize) -> Option<Span> {
        self.sentences.get(number.checked_sub(1)?).copied()
    }
}

/// Reads all texts of a folder, in order of name. Lines at a file's start that begin with `# ` say where it is from.
///
/// # Errors
///
/// Fails where the folder or a file cannot be read.
pub fn read_texts(folder: &Path) -> anyhow::Result<Vec<HeldBackText>> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| anyhow::anyhow!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    let text = |path: &PathBuf| {
        let content = read(path)?;
        let (mut running, mut sentences) = (String::new(), Vec::new());
        let mut begins = false;
        for line in content.lines().skip_while(|line| line.starts_with("# ")) {
            if line.is_empty() {
                begins = true;
                continue;
            }
            if !running.is_empty() {
                running.push(if begins { '\n' } else { ' ' });
            }
            begins = false;
            sentences.push(Span::new(running.len(), running.len() + line.len()));
            running.push_str(line);
        }
        Ok(HeldBackText {
            name: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            document: document_of(&running),
            sentences,
        })
    };
    paths.iter().map(text).collect()
}
