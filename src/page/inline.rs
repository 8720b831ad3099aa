//! Overlapping marks of one block → properly nested HTML.

use maud::{Markup, PreEscaped, html};

use super::ids;
use super::layer::Layer;
use super::view::{Marked, Sentence, View};
use crate::article::Link;
use crate::text::{Block, Origin, Span, Stance};

/// One mark; the order of the variants is the nesting order of marks of equal span, outermost first.
#[derive(Debug, Clone, Copy)]
enum Mark<'a> {
    Stance(&'a Sentence<'a>),
    /// A link of the article's own, with where its words end.
    Link(&'a Link, usize),
    Loaded(&'a str),
    /// A deciding word, with the id of its sentence where it stands outside of that.
    Cue(Option<&'a str>),
    Mention(&'a Marked<'a>),
}

impl Mark<'_> {
    fn rank(self) -> u8 {
        match self {
            Self::Stance(_) => 0,
            Self::Link(..) => 1,
            Self::Loaded(_) => 2,
            Self::Cue(_) => 3,
            Self::Mention(_) => 4,
        }
    }
}

/// A mark, or the part of one that is left when another cuts through it.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    span: Span,
    mark: Mark<'a>,
    /// Whether the mark begins here: only then may the element carry its id.
    first: bool,
}

/// The marked-up text of one block.
pub(super) fn block(view: &View<'_>, block: &Block) -> Markup {
    let mut pieces = pieces(view, block.span);
    cut_at_links(&mut pieces);
    pieces.sort_by_key(|piece| (piece.span, piece.mark.rank()));
    nested(view, block.span, pieces)
}

fn pieces<'a>(view: &'a View<'a>, block: Span) -> Vec<Piece<'a>> {
    let piece = |span, mark| Piece {
        span,
        mark,
        first: true,
    };
    let mut pieces = Vec::new();
    for sentence in view.sentences_in(block) {
        pieces.push(piece(sentence.stance.span, Mark::Stance(sentence)));
        pieces.extend(sentence.stance.cues.iter().map(|cue| {
            let is_outside = !sentence.stance.span.contains(cue.span);
            piece(cue.span, Mark::Cue(is_outside.then_some(&sentence.id)))
        }));
        pieces.extend(
            sentence
                .loaded
                .iter()
                .map(|(id, word)| piece(word.span, Mark::Loaded(id))),
        );
    }
    let mentions = view.mentions_in(block).iter();
    pieces.extend(mentions.map(|marked| piece(marked.mention.span, Mark::Mention(marked))));
    let links = links(view, block, &pieces);
    pieces.extend(links.map(|(span, link)| piece(span, Mark::Link(link, span.end))));
    pieces
}

/// The article's own links; one inside a name or loaded word is told behind it, since what opens by a click holds nothing else that does.
fn links<'a>(
    view: &'a View<'a>,
    block: Span,
    pieces: &[Piece<'_>],
) -> impl Iterator<Item = (Span, &'a Link)> + use<'a> {
    let opening: Vec<Span> = pieces
        .iter()
        .filter(|piece| matches!(piece.mark, Mark::Mention(_) | Mark::Loaded(_)))
        .map(|piece| piece.span)
        .collect();
    view.links_in(block).iter().map(move |link| {
        let around = opening.iter().find(|span| span.contains(link.span));
        (around.copied().unwrap_or(link.span), link)
    })
}

/// Cuts cues that cross the edge of a link, so that every link stays in one piece.
fn cut_at_links(pieces: &mut Vec<Piece<'_>>) {
    let links: Vec<Span> = pieces
        .iter()
        .filter(|piece| matches!(piece.mark, Mark::Mention(_) | Mark::Loaded(_)))
        .map(|piece| piece.span)
        .collect();
    let mut cut = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        let crosses = matches!(piece.mark, Mark::Cue(_))
            && links.iter().any(|link| {
                link.overlaps(piece.span)
                    && !link.contains(piece.span)
                    && !piece.span.contains(*link)
            });
        if !crosses {
            cut.push(piece);
            continue;
        }
        let mut inner: Vec<_> = links
            .iter()
            .flat_map(|link| [link.start, link.end])
            .filter(|edge| piece.span.start < *edge && *edge < piece.span.end)
            .collect();
        inner.extend([piece.span.start, piece.span.end]);
        inner.sort_unstable();
        inner.dedup();
        cut.extend(inner.windows(2).map(|ends| Piece {
            span: Span::new(ends[0], ends[1]),
            first: ends[0] == piece.span.start,
            ..piece
        }));
    }
    *pieces = cut;
}

/// Renders `within`, taking from the sorted `pieces` the outermost first; what crosses its end goes on after it.
fn nested(view: &View<'_>, within: Span, pieces: Vec<Piece<'_>>) -> Markup {
    let text = view.document.text();
    let mut out = Vec::new();
    let mut at = within.start;
    let mut rest = std::collections::VecDeque::from(pieces);
    while let Some(piece) = rest.pop_front() {
        out.push(html! { (Span::new(at, piece.span.start).of(text)) });
        let mut inner = Vec::new();
        let mut later = std::collections::VecDeque::new();
        for other in rest.drain(..) {
            if other.span.start >= piece.span.end {
                later.push_back(other);
            } else if piece.span.contains(other.span) {
                inner.push(other);
            } else {
                let cut = piece.span.end;
                inner.push(Piece {
                    span: Span::new(other.span.start, cut),
                    ..other
                });
                later.push_back(Piece {
                    span: Span::new(cut, other.span.end),
                    first: false,
                    ..other
                });
            }
        }
        later
            .make_contiguous()
            .sort_by_key(|piece| (piece.span, piece.mark.rank()));
        rest = later;
        out.push(element(&piece, &nested(view, piece.span, inner)));
        at = piece.span.end;
    }
    out.push(html! { (Span::new(at, within.end).of(text)) });
    PreEscaped(out.into_iter().map(|part| part.0).collect())
}

fn element(piece: &Piece<'_>, inner: &Markup) -> Markup {
    match piece.mark {
        Mark::Stance(sentence) => stance(sentence, inner),
        Mark::Link(link, end) => html! {
            span.linked { (inner) }
            // Of a link that other marks cut into pieces the last one leads on.
            @if piece.span.end == end {
                a.out href=(link.address) rel="noreferrer noopener external" target="_blank" data-native aria-label={ "Link to " (host(&link.address)) } { "↗" }
            }
        },
        Mark::Cue(of) => html! { span.cue data-decides=[of] { (inner) } },
        Mark::Loaded(id) => html! {
            a.loaded id=[piece.first.then_some(id)] href={ "#" (ids::why(id)) } { (inner) }
        },
        Mark::Mention(marked) => mention(marked, piece.first, inner),
    }
}

/// A label’s key and name, also where no label was likely enough.
pub(super) fn label(stance: Option<Stance>) -> (&'static str, &'static str) {
    stance.map_or(("unclear", "Unclear"), |stance| {
        (stance.key(), stance.name())
    })
}

/// How sure a program is of its mark, in per cent and rounded down to the steps of the threshold that readers set; nothing for marks
/// that people made.
pub(super) fn sure(origin: Origin) -> Option<u8> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value is clamped to 0 to 100"
    )]
    match origin {
        Origin::Automatic { confidence } => Some((confidence * 20.0).clamp(0.0, 20.0) as u8 * 5),
        Origin::Curated { .. } | Origin::Reader => None,
    }
}

/// Where an address leads, as readers know it.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn stance(sentence: &Sentence<'_>, inner: &Markup) -> Markup {
    let (key, name) = label(sentence.stance.stance);
    let sure = sure(sentence.stance.origin);
    html! {
        span class={ (key) " sentence" } id=(sentence.id) data-stance=(key) data-sure=[sure] { (inner) }
        a class={ "why why-" (key) } href={ "#" (ids::why(&sentence.id)) } data-sure=[sure]
            aria-label={ (name) ": why" } {}
    }
}

fn mention(marked: &Marked<'_>, first: bool, inner: &Markup) -> Markup {
    let layer = Layer::of_kind(marked.kind).key();
    let target = marked
        .card
        .map_or_else(|| ids::why(&marked.id), |card| ids::card(&card.id));
    let sure = sure(marked.mention.origin);
    html! {
        a class={ (layer) " mention" }
            id=[first.then_some(&marked.id)]
            href={ "#" (target) }
            data-kind=(marked.kind.key())
            data-card=[marked.card.map(|card| &card.id)]
            data-other=[marked.mention.others.first().filter(|_| sure.is_none())]
            data-why=[sure.map(|_| &marked.id)]
            data-sure=[sure]
            aria-details=[marked.has_note.then(|| ids::note(&marked.id))] { (inner) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// What becomes of a cue from 0 to `end` beside a loaded word from 6 to 14.
    #[track_caller]
    fn check(end: usize, expected: &[(usize, usize, bool)]) {
        let piece = |span, mark| Piece {
            span,
            mark,
            first: true,
        };
        let mut pieces = vec![
            piece(Span::new(0, end), Mark::Cue(None)),
            piece(Span::new(6, 14), Mark::Loaded("l1")),
        ];
        cut_at_links(&mut pieces);
        let shape: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.span.start, piece.span.end, piece.first))
            .collect();
        assert_eq!(shape, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_cue_is_cut_where_it_crosses_a_link() {
        check(10, &[(0, 6, true), (6, 10, false), (6, 14, true)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_cue_that_holds_a_link_stays_whole() {
        check(20, &[(0, 20, true), (6, 14, true)]);
    }
}
