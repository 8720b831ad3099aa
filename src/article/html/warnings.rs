//! What a reader should know about what was made of a page.

use super::blocks::{Piece, Pieces};
use crate::article::ImportWarning;

/// The longest running text of something that is no article has fewer bytes.
const SHORTEST: usize = 100;
/// A page with a notice of payment and more text than this is whole.
const WHOLE: usize = 6000;
/// How many fields there are in a form that is more than a search and a sign-up.
const FORM: usize = 8;

/// The warnings for a page; `is_found` says whether an article was found in it at all.
pub(super) fn warnings(seen: &Pieces, is_found: bool, is_paid: bool) -> Vec<ImportWarning> {
    let kept = || seen.blocks.iter().filter(|piece| piece.cut.is_none());
    let length = |piece: &Piece| piece.text.len();
    let all: usize = seen.blocks.iter().map(length).sum();
    let text: usize = kept().map(length).sum();
    let linked: usize = kept().map(Piece::linked).sum();
    let longest = kept()
        .filter(|piece| piece.kind.is_running_text())
        .map(|piece| piece.text.len() - piece.linked())
        .max()
        .unwrap_or_default();
    let is_form = seen.fields >= FORM && text < WHOLE / 2 && longest < 3 * SHORTEST;
    let mut warnings = Vec::new();
    if text * 3 < all {
        warnings.push(ImportWarning::LittleKept);
    }
    if !is_found || longest < SHORTEST || linked * 2 > text || is_form {
        warnings.push(ImportWarning::NotAnArticle);
    }
    if is_paid || (seen.has_paywall && text < WHOLE) {
        warnings.push(ImportWarning::PerhapsCutShort);
    }
    warnings
}

#[cfg(test)]
mod tests {
    use crate::article::ImportWarning::{self, LittleKept, NotAnArticle, PerhapsCutShort};
    use crate::article::article_from_html;
    use wasm_bindgen_test::wasm_bindgen_test;

    const TEXT: &str = "<p>The bank, after much talk in its council, has raised the rate again, as it had said that it would, and others will follow.</p>";

    #[track_caller]
    fn check(html: &str, expected: &[ImportWarning]) {
        assert_eq!(article_from_html(html, None).warnings, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_article_needs_none() {
        check(&format!("<article>{}</article>", TEXT.repeat(5)), &[]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_no_article_is_said_to_be_none() {
        check("", &[NotAnArticle]);
        check(
            &"<li><a href=https://example.org/>A headline of some words</a>".repeat(30),
            &[NotAnArticle],
        );
        check(
            &"<label>Name <input></label><br>".repeat(20),
            &[NotAnArticle],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_small_share_is_told() {
        let page = format!(
            "<div class=sidebar>{}</div><article>{}</article>",
            "<div>words of no use </div>".repeat(300),
            TEXT.repeat(6)
        );
        check(&page, &[LittleKept]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_paywall_is_told() {
        let article = TEXT.repeat(5);
        check(
            &format!("<article>{article}<div class=paywall>Subscribe</div></article>"),
            &[PerhapsCutShort],
        );
        check(
            &format!(
                "<script type=application/ld+json>{{\"@type\":\"Article\",\"isAccessibleForFree\":false}}</script>{article}"
            ),
            &[PerhapsCutShort],
        );
    }
}
