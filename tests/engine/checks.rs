//! What holds for the annotations of any text, each rule checked in one walk.

use sidelight::annotate::output::{Output, Place};
use sidelight::annotate::{Annotated, Warning};
use sidelight::text::{BlockKind, Document, Segments, Span, Token, sentences_of, tokenise};

/// Checks everything that is promised of a document's annotations.
#[track_caller]
pub fn check(document: &Document, annotated: &Annotated) {
    for span in spans(annotated) {
        assert!(
            document
                .text()
                .get(span.start..span.end)
                .is_some_and(|words| !words.is_empty()),
            "{span:?} covers no characters of the text"
        );
    }
    let stances: Vec<_> = annotated.stances.iter().map(|stance| stance.span).collect();
    apart("stances", &stances);
    apart(
        "mentions",
        &annotated
            .mentions
            .iter()
            .map(|mention| mention.span)
            .collect::<Vec<_>>(),
    );
    apart(
        "loaded words",
        &annotated
            .loaded
            .iter()
            .map(|loaded| loaded.span)
            .collect::<Vec<_>>(),
    );
    for stance in &annotated.stances {
        let cues: Vec<_> = stance.cues.iter().map(|cue| cue.span).collect();
        apart("cues", &cues);
        assert!(
            cues.iter().all(|cue| stance.span.contains(*cue)),
            "a cue of {:?} lies outside it",
            stance.span
        );
        assert!(
            stance.cues.iter().all(|cue| cue.weight.is_finite()),
            "a cue of {:?} weighs no number",
            stance.span
        );
        assert!((0.0..=1.0).contains(&stance.confidence), "{stance:?}");
        assert!(!stance.why(document.text()).is_empty(), "{stance:?}");
    }
    for mention in &annotated.mentions {
        assert!((0.0..=1.0).contains(&mention.confidence), "{mention:?}");
        assert!(
            mention
                .card
                .as_ref()
                .is_none_or(|card| !mention.alternatives.contains(card)),
            "{mention:?}"
        );
    }
    for attribution in &annotated.attributions {
        assert!(
            !attribution.content.is_empty(),
            "{attribution:?} says nothing"
        );
        apart("contents", &attribution.content);
    }
    let starts = annotated
        .attributions
        .iter()
        .map(|attribution| attribution.content[0].start);
    assert!(starts.is_sorted(), "attributions are out of order");
    covered(document, &stances);
    assert_eq!(
        annotated.warnings.contains(&Warning::NothingToRead),
        stances.is_empty()
    );
}

/// All spans of all lists.
fn spans(annotated: &Annotated) -> impl Iterator<Item = Span> {
    let of_stances = annotated.stances.iter().flat_map(|stance| {
        let cues = stance.cues.iter().map(|cue| cue.span);
        cues.chain([stance.span])
            .chain(stance.source.as_ref().map(|source| source.span))
    });
    let of_attributions = annotated.attributions.iter().flat_map(|said| {
        said.content
            .iter()
            .copied()
            .chain(said.source)
            .chain(said.cue)
    });
    let of_mentions = annotated.mentions.iter().map(|mention| mention.span);
    of_stances
        .chain(of_attributions)
        .chain(of_mentions)
        .chain(annotated.loaded.iter().map(|loaded| loaded.span))
}

#[track_caller]
fn apart(what: &str, spans: &[Span]) {
    for pair in spans.windows(2) {
        assert!(
            pair[0].end <= pair[1].start,
            "{what} overlap or are out of order: {:?} and {:?}",
            pair[0],
            pair[1]
        );
    }
}

/// Checks that every token of running text lies in one of `stances`, and that these hold nothing else.
#[track_caller]
fn covered(document: &Document, stances: &[Span]) {
    let mut stances = stances.iter().peekable();
    let mut tokens = Vec::new();
    for paragraph in document.paragraphs() {
        tokens.clear();
        tokenise(
            document.slice(paragraph.span),
            paragraph.span.start,
            &mut tokens,
        );
        let mut left = tokens.as_slice();
        while let Some(first) = left.first() {
            let Some(stance) = stances.next() else {
                panic!("{:?} has no stance", first.span)
            };
            assert_eq!(
                stance.start, first.span.start,
                "a stance does not begin where the one before ended"
            );
            let inside = left.partition_point(|token| token.span.end <= stance.end);
            assert!(
                inside > 0 && left[inside - 1].span.end == stance.end,
                "{stance:?} does not end with a token"
            );
            left = &left[inside..];
        }
    }
    assert_eq!(
        stances.next(),
        None,
        "a stance lies outside of running text"
    );
}

/// Checks that tokens are sorted and disjoint and leave out nothing visible, and that sentences part them without rest.
#[track_caller]
pub fn check_cut(document: &Document) {
    let segments = Segments::of(document, 0..document.blocks().len());
    let mut next = 0;
    for sentence in &segments.sentences {
        assert_eq!(
            sentence.tokens.start, next,
            "sentences leave out or share tokens"
        );
        assert!(sentence.tokens.end > next, "an empty sentence");
        next = sentence.tokens.end;
    }
    assert_eq!(
        next,
        segments.tokens.len(),
        "tokens after the last sentence"
    );
    for block in document.blocks() {
        let mut tokens = Vec::new();
        tokenise(document.slice(block.span), block.span.start, &mut tokens);
        check_tokens(document, block.span, &tokens);
        if block.kind == BlockKind::Paragraph {
            let ends = sentences_of(&tokens, document.text()).map(|sentence| sentence.end);
            assert_eq!(ends.last().unwrap_or_default(), tokens.len());
        }
    }
}

#[track_caller]
fn check_tokens(document: &Document, block: Span, tokens: &[Token]) {
    let mut at = block.start;
    for (index, token) in tokens.iter().enumerate() {
        let between = Span::new(at, token.span.start);
        assert!(
            at <= token.span.start,
            "{:?} begins inside the token before",
            token.span
        );
        assert!(
            document.slice(between).chars().all(is_invisible),
            "left out before {:?}: {:?}",
            token.span,
            document.slice(between)
        );
        assert!(
            !token.span.is_empty() && !document.slice(token.span).contains(is_invisible),
            "{:?}",
            document.slice(token.span)
        );
        assert_eq!(token.glued, index > 0 && between.is_empty(), "{token:?}");
        at = token.span.end;
    }
    assert!(
        document
            .slice(Span::new(at, block.end))
            .chars()
            .all(is_invisible),
        "left out at the end"
    );
}

/// White space, controls, and the joiners and marks of direction that part words as a space does.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Checks that offsets in code points lead to the same characters as the spans in bytes.
#[track_caller]
pub fn check_output(document: &Document, annotated: &Annotated) {
    let text = document.text();
    let starts: Vec<_> = text
        .char_indices()
        .map(|(start, _)| start)
        .chain([text.len()])
        .collect();
    let same = |place: Place, span: Span| {
        assert_eq!(Span::new(starts[place.start], starts[place.end]), span);
    };
    let output = Output::new(text, annotated);
    assert_eq!(output.sentences.len(), annotated.stances.len());
    for (shown, stance) in output.sentences.iter().zip(&annotated.stances) {
        same(shown.place, stance.span);
        shown
            .cues
            .iter()
            .zip(&stance.cues)
            .for_each(|(shown, cue)| same(shown.place, cue.span));
        assert_eq!(shown.source.is_some(), stance.source.is_some());
        shown
            .source
            .iter()
            .zip(&stance.source)
            .for_each(|(shown, source)| same(shown.place, source.span));
        assert!((0.0..=1.0).contains(&shown.confidence));
    }
    assert_eq!(output.mentions.len(), annotated.mentions.len());
    output
        .mentions
        .iter()
        .zip(&annotated.mentions)
        .for_each(|(shown, mention)| same(shown.place, mention.span));
    assert_eq!(output.attributions.len(), annotated.attributions.len());
    for (shown, attribution) in output.attributions.iter().zip(&annotated.attributions) {
        shown
            .source
            .iter()
            .zip(attribution.source)
            .for_each(|(place, span)| same(*place, span));
        shown
            .cue
            .iter()
            .zip(attribution.cue)
            .for_each(|(place, span)| same(*place, span));
        shown
            .content
            .iter()
            .zip(&attribution.content)
            .for_each(|(place, span)| same(*place, *span));
    }
    output
        .loaded
        .iter()
        .zip(&annotated.loaded)
        .for_each(|(shown, loaded)| same(shown.place, loaded.span));
}
