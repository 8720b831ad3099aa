//! How far two independent labellings of one article agree.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::anchor::Anchor;
use super::fault::{Fault, SourceFile, offset_of, shortened};
use crate::text::{Document, Origin, Span, Stance, StanceSpan};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLabelling {
    span: Vec<RawSpan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSpan {
    quote: Spanned<String>,
    stance: Stance,
    /// Number of the deciding rule, kept for whoever reads the file.
    #[serde(rename = "rule")]
    _rule: u8,
}

/// A labelling: spans in order, each with its label.
type Labelling = Vec<(Span, Stance)>;

/// How far two labellings agree, word by word.
///
/// Words are the units because the two may cut sentences differently.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Words of running text.
    pub words: usize,
    /// Words to which both gave the same label.
    pub same: usize,
    /// Cohen's kappa: agreement beyond chance, at most 1 (Cohen 1960, *A coefficient of agreement for
    /// nominal scales*). One where chance alone would agree on everything.
    pub kappa: f64,
}

impl Agreement {
    /// Reads two labelling files of `document`, measures how far they agree, and notes on each of the
    /// settled `stances` whether both labellings gave its label to all its words.
    ///
    /// # Errors
    ///
    /// Returns the first quote that does not occur in the running text, or occurs more than once, or the
    /// words that a labelling leaves out.
    pub(super) fn measure(
        [one, two]: [&SourceFile; 2],
        document: &Document,
        stances: &mut [StanceSpan],
    ) -> Result<Self, Fault> {
        let (one, two) = (labelling(one, document)?, labelling(two, document)?);
        let pairs = words(document)
            .map(|word| (word, (label_at(&one, word), label_at(&two, word))))
            .collect::<Vec<_>>();
        for stance in stances {
            let agreed = pairs
                .iter()
                .filter(|(word, _)| stance.span.overlaps(*word))
                .all(|(_, labels)| *labels == (stance.stance, stance.stance));
            stance.origin = Origin::Curated { agreed };
        }
        Ok(Self::of(pairs.into_iter().map(|(_, labels)| labels)))
    }

    fn of<T: Ord + Copy>(pairs: impl Iterator<Item = (T, T)>) -> Self {
        let mut counts: BTreeMap<T, (u32, u32)> = BTreeMap::new();
        let (mut words, mut same) = (0_u32, 0_u32);
        for (one, two) in pairs {
            words += 1;
            same += u32::from(one == two);
            counts.entry(one).or_default().0 += 1;
            counts.entry(two).or_default().1 += 1;
        }
        let total = f64::from(words.max(1));
        let observed = f64::from(same) / total;
        let by_chance: f64 = counts
            .values()
            .map(|(one, two)| f64::from(*one) / total * (f64::from(*two) / total))
            .sum();
        let kappa = if by_chance < 1.0 {
            (observed - by_chance) / (1.0 - by_chance)
        } else {
            1.0
        };
        Self {
            words: words as usize,
            same: same as usize,
            kappa,
        }
    }
}

fn labelling(file: &SourceFile, document: &Document) -> Result<Labelling, Fault> {
    let raw: RawLabelling = file.parse(&file.text)?;
    let whole = Span::new(0, document.text().len());
    let labelling = raw
        .span
        .iter()
        .map(|entry| {
            let quote = entry.quote.as_ref();
            Anchor::plain(quote)
                .place(document.text(), whole)
                .map(|span| (span, entry.stance))
                .map_err(|error| {
                    file.fault(
                        offset_of(&entry.quote),
                        format!("{} {error}", shortened(quote)),
                    )
                })
        })
        .collect::<Result<Labelling, Fault>>()?;
    match words(document).find(|word| label_at(&labelling, *word).is_none()) {
        Some(word) => {
            let reason = format!(
                "no label covers “{}” at byte {}",
                document.slice(word),
                word.start
            );
            Err(file.fault(file.text.len(), reason))
        }
        None => Ok(labelling),
    }
}

/// The words of the running text: what stands between white space.
fn words(document: &Document) -> impl Iterator<Item = Span> {
    let text = document.text();
    document.paragraphs().flat_map(move |block| {
        let base = text.as_ptr() as usize;
        block.span.of(text).split_whitespace().map(move |word| {
            let start = word.as_ptr() as usize - base;
            Span::new(start, start + word.len())
        })
    })
}

/// The label of the span in which a word begins.
fn label_at(labelling: &Labelling, word: Span) -> Option<Stance> {
    labelling
        .iter()
        .find(|(span, _)| span.start <= word.start && word.start < span.end)
        .map(|(_, stance)| *stance)
}

#[cfg(test)]
mod tests {
    use super::Agreement;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn kappa_is_agreement_beyond_chance() {
        // Cohen's own kind of example: 50 subjects, 35 agreements, kappa 0.4.
        let table = [
            (20, ('y', 'y')),
            (5, ('y', 'n')),
            (10, ('n', 'y')),
            (15, ('n', 'n')),
        ];
        let pairs = table
            .iter()
            .flat_map(|(count, pair)| std::iter::repeat_n(*pair, *count));
        let agreement = Agreement::of(pairs);
        assert_eq!((agreement.words, agreement.same), (50, 35));
        assert!((agreement.kappa - 0.4).abs() < 1e-9, "{}", agreement.kappa);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn agreement_without_choice_is_whole() {
        assert!((Agreement::of([('y', 'y')].into_iter()).kappa - 1.0).abs() < 1e-9);
        assert_eq!(Agreement::of(std::iter::empty::<(char, char)>()).words, 0);
    }
}
