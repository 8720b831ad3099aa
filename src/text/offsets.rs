//! From bytes to other units of counting, for those outside the program.

/// Converts byte offsets of a text to offsets in Unicode code points or UTF-16 units; rising offsets cost one walk through the text.
///
/// ```
/// use sidelight::text::Offsets;
///
/// let mut offsets = Offsets::new("é𝄞a");
/// assert_eq!((offsets.code_points(2), offsets.utf16(2)), (1, 1));
/// assert_eq!((offsets.code_points(6), offsets.utf16(6)), (2, 3));
/// assert_eq!(offsets.code_points(0), 0);
/// ```
#[derive(Debug, Clone)]
pub struct Offsets<'a> {
    text: &'a str,
    byte: usize,
    code_points: usize,
    utf16: usize,
}

impl<'a> Offsets<'a> {
    /// Begins at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, byte: 0, code_points: 0, utf16: 0 }
    }

    /// The number of code points before the byte `offset`; one inside a character counts as that character's start.
    pub fn code_points(&mut self, offset: usize) -> usize {
        self.walk(offset);
        self.code_points
    }

    /// The number of UTF-16 units before the byte `offset`.
    pub fn utf16(&mut self, offset: usize) -> usize {
        self.walk(offset);
        self.utf16
    }

    fn walk(&mut self, offset: usize) {
        // Steps back are short: spans that begin where another one did.
        while self.byte > offset {
            let Some(before) = self.text[..self.byte].chars().next_back() else { break };
            self.byte -= before.len_utf8();
            self.code_points -= 1;
            self.utf16 -= before.len_utf16();
        }
        while self.byte < offset {
            let Some(next) = self.text[self.byte..].chars().next() else { break };
            if self.byte + next.len_utf8() > offset {
                break;
            }
            self.byte += next.len_utf8();
            self.code_points += 1;
            self.utf16 += next.len_utf16();
        }
    }
}
