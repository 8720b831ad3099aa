//! Who is said to say what, beside the relations of attribution in GUM.

use crate::annotate::Attribution;
use crate::annotate::attribution::find_attributions;
use crate::annotate::names::find_names;
use crate::model::Model;
use crate::text::{Document, Segments, Span};
use crate::train::corpora::GumDocument;
use crate::train::document_of;
use crate::train::evaluate::Counts;

/// How well attributions were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AttributionScore {
    /// Of those who say something.
    pub source: Counts,
    /// Of what they are said to say.
    pub content: Counts,
}

/// The attributions that the engine finds, without cards: a new card must not change a measure of something else. They come
/// with what the text says in its own voice, *I think that …*, which people who write attributions down count as well, and
/// readers are not shown.
#[must_use]
pub fn found_attributions(document: &Document, model: &Model) -> Vec<Attribution> {
    let segments = Segments::of(document, 0..document.blocks().len());
    let names = find_names(&segments, document.text(), model);
    let (found, _) = find_attributions(&segments, document.text(), &names);
    let found = found.iter();
    found
        .map(|attribution| Attribution::new(attribution, &segments.tokens))
        .collect()
}

/// Counts what is found of GUM's relations, with partial overlap: the source is found where the words of source or saying
/// overlap GUM's unit of attribution, the content where that holds and a content overlaps GUM's unit of content.
///
/// GUM has no relation for a quotation that only goes on, so found ones without words of saying are left out.
#[must_use]
pub fn gum_relations<'a>(
    documents: impl IntoIterator<Item = &'a GumDocument>,
    model: &Model,
) -> AttributionScore {
    let mut score = AttributionScore::default();
    for document in documents {
        let mut found = found_attributions(&document_of(&document.named.text), model);
        found.retain(|attribution| attribution.cue.is_some());
        for counts in [&mut score.source, &mut score.content] {
            counts.found += found.len();
            counts.wanted += document.attributions.len();
        }
        for (saying, content) in &document.attributions {
            let mut sayings = found.iter().filter(|one| says(one, *saying)).peekable();
            score.source.right += usize::from(sayings.peek().is_some());
            let full = sayings.any(|one| one.content.iter().any(|span| span.overlaps(*content)));
            score.content.right += usize::from(full);
        }
    }
    score
}

fn says(attribution: &Attribution, unit: Span) -> bool {
    let words = attribution.source.iter().chain(&attribution.cue);
    words.into_iter().any(|span| span.overlaps(unit))
}
