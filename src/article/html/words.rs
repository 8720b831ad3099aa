//! The text of one block while it is gathered: white space collapsed, links marked, tricks of encoding left out.

use crate::article::Link;
use crate::text::Span;

/// The text of one block while it is gathered.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    links: Vec<Link>,
    /// Whether white space came after the last character.
    is_spaced: bool,
    /// Where the open link began, once a character of it came.
    link_start: Option<usize>,
    /// How many characters came, white space apart.
    letters: usize,
    /// How many of them were bold.
    bold: usize,
    /// How many of them were on something to be pressed.
    pressed: usize,
    /// How many of them were a link, wherever it leads.
    linked: usize,
}

/// The text of one block.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Its words.
    pub(super) text: String,
    /// The links in it, by their place in the text.
    pub(super) links: Vec<Link>,
    /// Whether all of it is bold.
    pub(super) is_bold: bool,
    /// Whether all of it is to be pressed: buttons, downloads, links to places on the page itself.
    pub(super) is_control: bool,
    /// Whether all of it is a link, wherever that leads.
    pub(super) is_link: bool,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Setting {
    /// Whether it is bold.
    pub(super) is_bold: bool,
    /// Whether it is to be pressed.
    pub(super) is_control: bool,
    /// Whether it is a link.
    pub(super) is_link: bool,
}

impl Words {
    /// Adds text; `link` is the address of the link that it stands in.
    pub(super) fn push(&mut self, text: &str, link: Option<&str>) {
        for letter in text.chars() {
            if letter.is_whitespace() {
                self.is_spaced = true;
            } else if is_written(letter) {
                self.letter(letter, link.is_some());
            }
        }
    }

    /// Tells how a text is set that is added.
    pub(super) fn set(&mut self, text: &str, setting: Setting) {
        let letters = text
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .count();
        self.letters += letters;
        self.bold += if setting.is_bold { letters } else { 0 };
        self.pressed += if setting.is_control { letters } else { 0 };
        self.linked += if setting.is_link { letters } else { 0 };
    }

    /// Whether nothing was gathered yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// White space.
    pub(super) fn space(&mut self) {
        self.is_spaced = true;
    }

    /// The end of a cell in a row.
    pub(super) fn tab(&mut self) {
        self.is_spaced = false;
        self.text.push('\t');
    }

    /// The end of a link.
    pub(super) fn end_link(&mut self, address: &str) {
        let Some(start) = self.link_start.take() else {
            return;
        };
        let end = start + self.text[start..].trim_end().len();
        if end > start {
            self.links.push(Link {
                span: Span::new(start, end),
                address: address.to_owned(),
            });
        }
    }

    /// Takes what was gathered, without white space at its ends.
    pub(super) fn take(&mut self) -> Gathered {
        let mut taken = std::mem::take(self);
        taken.text.truncate(taken.text.trim_end_matches('\t').len());
        if taken.text.is_empty() {
            return Gathered::default();
        }
        Gathered {
            text: taken.text,
            links: taken.links,
            is_bold: taken.bold > 0 && taken.bold == taken.letters,
            is_control: taken.pressed > 0 && taken.pressed == taken.letters,
            is_link: taken.linked > 0 && taken.linked == taken.letters,
        }
    }

    fn letter(&mut self, letter: char, is_linked: bool) {
        if self.is_spaced && !self.text.is_empty() && !self.text.ends_with('\t') {
            self.text.push(' ');
        }
        self.is_spaced = false;
        if is_linked && self.link_start.is_none() {
            self.link_start = Some(self.text.len());
        }
        self.text.push(letter);
    }
}

/// Text with its white space collapsed and without what is not written.
pub(super) fn collapsed(text: &str) -> String {
    let mut words = Words::default();
    words.push(text, None);
    words.take().text
}

/// The beginning of a text, of no more bytes than are asked for.
pub(super) fn beginning(text: &str, longest: usize) -> &str {
    let mut end = text.len().min(longest);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a character is part of what is written.
///
/// Left out are control characters, those that turn the reading direction or have no width and would part or disguise
/// words, and those of private use, which are icons. Joiners stay, since scripts and pictures of faces need them.
fn is_written(letter: char) -> bool {
    !letter.is_control()
        && !matches!(
            letter,
            '\u{ad}' | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{e000}'..='\u{f8ff}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffc}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{e0000}'..='\u{e0fff}'
                | '\u{f0000}'..
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(collapsed(text), expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn white_space_is_one_space() {
        check(" a\u{a0}\t\n b\u{2028}c ", "a b c");
        check("\n", "");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_written_is_left_out() {
        check("a\0b\u{200b}c\u{ad}d", "abcd");
        check("\u{202e}txt.exe\u{202c}", "txt.exe");
        check("\u{f015} Home", "Home");
        check(
            "می\u{200c}خواهم 👩\u{200d}🚀",
            "می\u{200c}خواهم 👩\u{200d}🚀",
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_link_covers_its_words_and_no_space() {
        let mut words = Words::default();
        words.push("see ", None);
        words.push(" the page ", Some("x"));
        words.end_link("x");
        words.push(" .", None);
        words.push(" ", Some("y"));
        words.end_link("y");
        let Gathered { text, links, .. } = words.take();
        assert_eq!(text, "see the page .");
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].span.of(&text), "the page");
    }
}
