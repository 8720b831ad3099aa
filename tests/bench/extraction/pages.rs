//! Saved pages, each with what is expected of it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

/// The address at which all of the pages are said to have been.
pub(crate) const ADDRESS: &str = "http://fakehost/test/page.html";

/// A page.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) name: String,
    /// Whether it was not to be looked at.
    pub(crate) is_held_back: bool,
    /// The page as it was saved.
    pub(crate) source: String,
    /// The article expected on it, as HTML.
    pub(crate) article: String,
    /// What is expected to be known about it.
    pub(crate) facts: Value,
}

impl Page {
    /// Whether it was held back, in words.
    pub(crate) fn share(&self) -> &'static str {
        if self.is_held_back {
            "held back"
        } else {
            "open"
        }
    }

    /// A fact that is expected to be known, if it is.
    pub(crate) fn fact(&self, name: &str) -> Option<&str> {
        self.facts[name]
            .as_str()
            .filter(|fact| !fact.trim().is_empty())
    }
}

/// All pages, by name.
pub(crate) fn read(folder: &Path) -> Result<Vec<Page>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut folders = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    let read = |(number, path): (usize, &std::path::PathBuf)| {
        let text = |name: &str| {
            let path = path.join(name);
            fs::read_to_string(&path).with_context(|| path.display().to_string())
        };
        Ok(Page {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            is_held_back: number % 3 == 0,
            source: text("source.html")?,
            article: text("expected.html")?,
            facts: serde_json::from_str(&text("expected-metadata.json")?)?,
        })
    };
    folders.iter().enumerate().map(read).collect()
}
