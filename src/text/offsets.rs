//! From bytes to other units of counting, for those outside the program.

/// Converts byte offsets of a text to offsets in Unicode code points or UTF-16 units.
///
/// All offsets together cost one walk through the text, and each one more a walk of a thousand bytes at most.
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
    here: Counted,
    /// What was counted at the first character after every [`STRIDE`] bytes walked so far.
    passed: Vec<Counted>,
}

/// A place in all units.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    byte: usize,
    code_points: usize,
    utf16: usize,
}

const STRIDE: usize = 1024;

impl<'a> Offsets<'a> {
    /// Begins at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            here: Counted::default(),
            passed: vec![Counted::default()],
        }
    }

    /// The number of code points before the byte `offset`; one inside a character counts as that character's start.
    pub fn code_points(&mut self, offset: usize) -> usize {
        self.walk(offset);
        self.here.code_points
    }

    /// The number of UTF-16 units before the byte `offset`.
    pub fn utf16(&mut self, offset: usize) -> usize {
        self.walk(offset);
        self.here.utf16
    }

    fn walk(&mut self, offset: usize) {
        if self.here.byte.abs_diff(offset) > STRIDE {
            let after = self.passed.partition_point(|passed| passed.byte <= offset);
            let near = self.passed[after.saturating_sub(1)];
            if near.byte.abs_diff(offset) < self.here.byte.abs_diff(offset) {
                self.here = near;
            }
        }
        while self.here.byte > offset {
            let Some(before) = self.text[..self.here.byte].chars().next_back() else {
                break;
            };
            self.here.byte -= before.len_utf8();
            self.here.code_points -= 1;
            self.here.utf16 -= before.len_utf16();
        }
        while self.here.byte < offset {
            let Some(next) = self.text[self.here.byte..].chars().next() else {
                break;
            };
            if self.here.byte + next.len_utf8() > offset {
                break;
            }
            self.here.byte += next.len_utf8();
            self.here.code_points += 1;
            self.here.utf16 += next.len_utf16();
            if self.here.byte >= self.passed.len() * STRIDE {
                self.passed.push(self.here);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn any_order_of_offsets_gives_the_same_counts() {
        let text = "aé漢𝄞".repeat(2 * STRIDE);
        let mut offsets = Offsets::new(&text);
        let size = text.len();
        for step in (0..200)
            .map(|step| step * 7919 % (size + 1))
            .chain((STRIDE - 4..STRIDE + 4).rev())
            .chain([size, 0, size + 9, 1])
        {
            let before = text
                .char_indices()
                .take_while(|(start, character)| start + character.len_utf8() <= step);
            let expected = before.fold((0, 0), |(points, units), (_, character)| {
                (points + 1, units + character.len_utf16())
            });
            assert_eq!(
                (offsets.code_points(step), offsets.utf16(step)),
                expected,
                "{step}"
            );
        }
    }
}
