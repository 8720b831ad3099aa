//! What stands within an article and is no part of it: advertisements, sign-up boxes, lists of other articles, controls.

use super::blocks::{Piece, Pieces};
use crate::article::CutReason;
use crate::text::BlockKind;

/// An enclosure with one part in so many of the article's text, or more, holds what is read.
const SMALL: usize = 5;
/// What is to be pressed is shorter, in bytes.
const LONGEST_CONTROL: usize = 80;

/// Cuts it.
pub(super) fn cut(seen: &mut Pieces) {
    let all: usize = kept(&seen.blocks).map(|piece| piece.text.len()).sum();
    let reasons = enclosed(seen, all);
    let has_text = |piece: &Piece| piece.cut.is_none() && piece.text.len() > LONGEST_CONTROL;
    // Where no text stands out, what looks like furniture may be all there is.
    let Some(body) = seen.blocks.iter().position(has_text) else {
        return;
    };
    for (number, piece) in seen.blocks.iter_mut().enumerate() {
        if piece.cut.is_some() {
            continue;
        }
        let enclosed = piece.enclosure.and_then(|enclosure| reasons[enclosure]);
        piece.cut = enclosed.or_else(|| alone(piece, number < body));
    }
}

fn kept(blocks: &[Piece]) -> impl Iterator<Item = &Piece> {
    blocks.iter().filter(|piece| piece.cut.is_none())
}

/// For each enclosure, why what stands in it is cut, if it is.
fn enclosed(seen: &Pieces, all: usize) -> Vec<Option<CutReason>> {
    let mut lengths = vec![0; seen.enclosures.len()];
    for piece in kept(&seen.blocks) {
        if let Some(enclosure) = piece.enclosure {
            lengths[enclosure] += piece.text.len();
        }
    }
    // The outer one has the lower number.
    for (number, enclosure) in seen.enclosures.iter().enumerate().rev() {
        if let Some(outer) = enclosure.outer {
            lengths[outer] += lengths[number];
        }
    }
    let mut reasons: Vec<Option<CutReason>> = Vec::with_capacity(lengths.len());
    for (enclosure, length) in seen.enclosures.iter().zip(lengths) {
        let outer = enclosure.outer.and_then(|outer| reasons[outer]);
        let is_small = length * SMALL < all;
        reasons.push(outer.or(is_small.then_some(enclosure.reason)));
    }
    // Where most of an article says to be none, that is but the way in which the page is named.
    let believed = kept(&seen.blocks)
        .filter(|piece| {
            piece
                .enclosure
                .is_some_and(|number| reasons[number].is_some())
        })
        .map(|piece| piece.text.len());
    if believed.sum::<usize>() * 2 > all {
        reasons.fill(None);
    }
    reasons
}

/// Why a block is cut whose own words tell, if it is.
fn alone(piece: &Piece, is_before_text: bool) -> Option<CutReason> {
    if LABELS.iter().any(|label| is_label(&piece.text, label)) {
        return Some(CutReason::Promotion);
    }
    let is_line = matches!(piece.kind, BlockKind::Paragraph | BlockKind::Item);
    if is_line && piece.is_control && piece.text.len() <= LONGEST_CONTROL {
        return Some(CutReason::Navigation);
    }
    // What leads elsewhere before the text has begun leads around the site.
    (piece.kind == BlockKind::Paragraph && is_before_text && piece.is_link)
        .then_some(CutReason::Navigation)
}

/// Whether a text is a label and nothing else.
fn is_label(text: &str, label: &str) -> bool {
    if text.len() > 2 * label.len() + 8 {
        return false;
    }
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(text) == letters(label)
}

/// What stands over advertisements and controls, and nowhere else alone.
const LABELS: [&str; 35] = [
    "ad",
    "ads",
    "advertisement",
    "advertisement · scroll to continue",
    "advertising",
    "anzeige",
    "anuncio",
    "annonce",
    "article continues below",
    "check against delivery",
    "continue reading below",
    "hide caption",
    "mainos",
    "member-only story",
    "patrocinado",
    "publicidad",
    "publicidade",
    "publicité",
    "pubblicità",
    "reklam",
    "reklama",
    "show caption",
    "skip advertisement",
    "sponsored",
    "sponsored content",
    "story continues below",
    "toggle caption",
    "werbung",
    "реклама",
    "إعلان",
    "विज्ञापन",
    "広告",
    "广告",
    "廣告",
    "광고",
];

#[cfg(test)]
mod tests {
    use super::super::blocks::{Kept, pieces};
    use super::*;
    use dom_query::Document;
    use wasm_bindgen_test::wasm_bindgen_test;

    const TEXT: &str = "<p>The bank, after much talk in its council, has raised the rate again, as it had said that it would.</p>";

    /// Cuts within a page that is an article as a whole, and gives what was cut.
    #[track_caller]
    fn check(html: &str, expected: &[(&str, CutReason)]) {
        let html = format!("{html}{}", TEXT.repeat(6));
        let mut seen = pieces(
            &Document::from(html),
            &Kept::All,
            Some("https://a.example/"),
        );
        cut(&mut seen);
        let found: Vec<_> = seen
            .blocks
            .iter()
            .filter_map(|piece| Some((piece.text.as_str(), piece.cut?)))
            .collect();
        assert_eq!(found, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_small_part_that_says_what_it_is_is_cut() {
        check(
            "<div class=newsletter-box><h4>Sign up</h4><p>It is free.</div><amp-ad><div>Soap</div></amp-ad>\
             <div class=comments><div><p>No.</div></div><nav>On this page</nav>",
            &[
                ("Sign up", CutReason::Promotion),
                ("It is free.", CutReason::Promotion),
                ("Soap", CutReason::Promotion),
                ("No.", CutReason::Comments),
                ("On this page", CutReason::Navigation),
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_large_part_is_kept_and_a_small_one_within_it_is_not() {
        let html = format!(
            "<div class=newsletter-post>{}<div class=share>Tell others</div></div>",
            TEXT.repeat(6)
        );
        check(&html, &[("Tell others", CutReason::Promotion)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_label_that_stands_alone_is_cut() {
        for label in [
            "ADVERTISEMENT",
            "Anzeige",
            "– Реклама –",
            "广告",
            "विज्ञापन",
            "إعلان",
        ] {
            check(&format!("<p>{label}</p>"), &[(label, CutReason::Promotion)]);
        }
        check("<p>Anzeige erstattet</p><p>An advertisement</p>", &[]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_to_be_pressed_is_cut_and_links_are_not() {
        check(
            &format!(
                "{TEXT}<ul><li><a href='#one'>One</a></ul><p><a class='button' href=/x>Buy</a></p>\
             <h2><a href='#two'>Two</a></h2><p><a href=/y>Three</a></p><p>See <a href='#x'>above</a></p>"
            ),
            &[
                ("One", CutReason::Navigation),
                ("Buy", CutReason::Navigation),
            ],
        );
        check(
            "<div><a href=/a>Home</a><br><a href=/b>News</a><br><a href=/c>Mail</a></div>",
            &[("Home News Mail", CutReason::Navigation)],
        );
    }
}
