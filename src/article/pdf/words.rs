//! Text that is put together piece by piece, and knows which of its letters are links.

use std::ops::Range;

/// Text with single spaces, and the links in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    text: String,
    /// Stretches of it, sorted, and the numbers of the links that they are.
    links: Vec<(Range<usize>, u32)>,
}

impl Words {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn links(&self) -> &[(Range<usize>, u32)] {
        &self.links
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds letters, all of which are in one link or in none.
    pub(super) fn push(&mut self, letters: &str, link: Option<u32>) {
        // A hyphen that shows at a line’s end only, and is not at one.
        if self.text.ends_with('\u{ad}') && letters.starts_with(char::is_alphanumeric) {
            self.pop();
        }
        let start = self.text.len();
        for letter in letters.chars() {
            let follows_space = self.text.is_empty() || self.text.ends_with(' ');
            if letter != ' ' || !follows_space {
                self.text.push(letter);
            }
        }
        let end = self.text.len();
        let Some(link) = link.filter(|_| end > start) else {
            return;
        };
        match self.links.last_mut() {
            Some((stretch, last))
                if *last == link && self.text[stretch.end..start].trim().is_empty() =>
            {
                stretch.end = end;
            }
            _ => self.links.push((start..end, link)),
        }
    }

    pub(super) fn space(&mut self) {
        self.push(" ", None);
    }

    /// Adds other words behind these.
    pub(super) fn append(&mut self, other: &Words) {
        let mut at = 0;
        for (stretch, link) in &other.links {
            self.push(&other.text[at..stretch.start], None);
            self.push(&other.text[stretch.clone()], Some(*link));
            at = stretch.end;
        }
        self.push(&other.text[at..], None);
    }

    /// Takes the last letter away.
    pub(super) fn pop(&mut self) {
        self.text.pop();
        self.shorten();
    }

    /// Takes white space off the end.
    pub(super) fn trim(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        self.shorten();
    }

    /// Takes so many bytes, and the white space after them, off the beginning.
    pub(super) fn without_start(&self, length: usize) -> Self {
        let rest = self.text.get(length..).unwrap_or_default();
        let cut = self.text.len() - rest.trim_start().len();
        let links = self.links.iter().filter_map(|(stretch, link)| {
            let start = stretch.start.max(cut);
            (start < stretch.end).then(|| (start - cut..stretch.end - cut, *link))
        });
        Self {
            text: self.text[cut..].to_owned(),
            links: links.collect(),
        }
    }

    fn shorten(&mut self) {
        let end = self.text.len();
        self.links.retain_mut(|(stretch, _)| {
            stretch.end = stretch.end.min(end);
            stretch.start < stretch.end
        });
    }
}
