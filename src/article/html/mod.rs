//! Web pages and chapters in HTML → the article on them, with what is known about it and what was left out.

mod address;
mod blocks;
mod bylines;
mod dates;
mod find;
mod flatten;
mod furniture;
mod json_ld;
mod lines;
mod metadata;
mod opening;
mod parse;
mod reasons;
mod steps;
mod tables;
mod title;
mod visible;
mod warnings;
mod words;

use super::{Cut, Import, ImportWarning, Link};
use crate::text::{BlockKind, Document, Span};
use blocks::{Kept, Piece, Pieces, pieces};
use parse::{Dialect, parse};

/// How many pieces that were cut are kept for the reader at most.
const MOST_CUTS: usize = 2000;
/// How many bytes they have together at most.
const LONGEST_CUTS: usize = 1 << 20;

/// Finds the article on a web page, saved from `address` if that is known.
///
/// Never fails and never panics: a page on which no article is found gives all its visible text, with a warning. It takes
/// time in proportion to the length of the page, of which no more than six megabytes are read. Only text and links to
/// `http:`, `https:` and `mailto:` addresses come through, so that nothing of the page can act.
///
/// ```
/// use sidelight::article::article_from_html;
///
/// let page = "<title>Rates rise</title><nav>Home</nav><article><h1>Rates rise</h1><p>The bank, after much talk, has \
///     raised its <a href='/rate'>rate</a>.</p><p>Others, it said, would follow soon, and then all would.</p></article>";
/// let import = article_from_html(page, Some("https://example.org/news"));
/// assert_eq!(import.about.title, "Rates rise");
/// assert_eq!(import.document.blocks().len(), 2);
/// assert_eq!(import.links[0].address, "https://example.org/rate");
/// assert_eq!(import.cuts[0].text, "Home");
/// ```
#[must_use]
pub fn article_from_html(html: &str, address: Option<&str>) -> Import {
    let page = parse(html, Dialect::of_page(html));
    let mut known = metadata::known(&page.document, address);
    let base = known.base.clone();
    let base = base.as_deref();
    let found = page
        .is_tame
        .then(|| {
            find::article(
                &page.document,
                &known.about.title,
                known.about.author.as_deref(),
            )
        })
        .flatten();
    let is_found = found.is_some();
    let mut seen = pieces(&page.document, &found.unwrap_or(Kept::All), base);
    if !seen.blocks.iter().any(|piece| piece.cut.is_none()) {
        seen = pieces(&page.document, &Kept::All, base);
    }
    if is_found {
        opening::restore(&mut seen, &known.about.title);
        furniture::cut(&mut seen);
    }
    opening::read(&mut seen, &mut known.about);
    let mut warnings = warnings::warnings(&seen, is_found, known.is_paid);
    warnings.extend(page.is_cut.then_some(ImportWarning::TooLong));
    let mut import = assembled(seen, &known.about.title);
    import.about = known.about;
    import.warnings = warnings;
    import
}

/// Reads HTML that is an article as a whole: a chapter of a book, or a piece that was copied from a page.
///
/// All its visible text is kept; in all else it is as [`article_from_html`].
///
/// ```
/// use sidelight::article::blocks_from_html;
/// use sidelight::text::BlockKind;
///
/// let import = blocks_from_html("<h2>One</h2><ul><li>Two <b>three</b></ul>");
/// let kinds: Vec<_> = import.document.blocks().iter().map(|block| block.kind).collect();
/// assert_eq!(kinds, [BlockKind::Subhead, BlockKind::Item]);
/// assert_eq!(import.document.text(), "One\nTwo three");
/// ```
#[must_use]
pub fn blocks_from_html(html: &str) -> Import {
    let page = parse(html, Dialect::of_chapter(html));
    let known = metadata::known(&page.document, None);
    let seen = pieces(&page.document, &Kept::All, known.base.as_deref());
    let mut import = assembled(seen, "");
    import.about = known.about;
    import
        .warnings
        .extend(page.is_cut.then_some(ImportWarning::TooLong));
    import
}

/// Parts the pieces into the article and what was cut, without the heading that repeats its title.
fn assembled(seen: Pieces, title: &str) -> Import {
    let mut import = Import::default();
    let mut room = LONGEST_CUTS;
    let mut blocks: Vec<(BlockKind, String)> = Vec::new();
    let mut start = 0;
    let mut is_titled = false;
    for piece in seen.blocks {
        if !is_titled && piece.kind == BlockKind::Subhead && title::same(&piece.text, title) {
            is_titled = true;
            continue;
        }
        let Piece {
            kind,
            text,
            links,
            cut,
            ..
        } = piece;
        if let Some(reason) = cut {
            if import.cuts.len() < MOST_CUTS && text.len() <= room {
                room -= text.len();
                import.cuts.push(Cut {
                    at: blocks.len(),
                    kind,
                    text,
                    reason,
                });
            }
            continue;
        }
        import.links.extend(links.into_iter().map(|link| Link {
            span: Span::new(link.span.start + start, link.span.end + start),
            ..link
        }));
        // Blocks are parted by a line feed.
        start += text.len() + 1;
        blocks.push((kind, text));
    }
    import.document =
        Document::from_blocks(blocks.iter().map(|(kind, text)| (*kind, text.as_str())));
    import
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::CutReason;
    use wasm_bindgen_test::wasm_bindgen_test;

    const PARAGRAPH: &str = "<p>The bank, after much talk in its council, has raised the rate again, as it had said that it would in the spring, and others will soon follow.</p>";

    /// The import with every link's words and every cut.
    #[track_caller]
    fn check(html: &str, blocks: &[&str], cuts: &[(usize, &str, CutReason)]) {
        let import = article_from_html(html, Some("https://example.org/"));
        let texts: Vec<_> = import
            .document
            .blocks()
            .iter()
            .map(|block| import.document.slice(block.span))
            .collect();
        assert_eq!(texts, blocks);
        let found: Vec<_> = import
            .cuts
            .iter()
            .map(|cut| (cut.at, cut.text.as_str(), cut.reason))
            .collect();
        assert_eq!(found, cuts);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_the_article_is_cut_where_it_stood() {
        let text = PARAGRAPH.trim_start_matches("<p>").trim_end_matches("</p>");
        let html = format!(
            "<title>A title of some words</title><nav><a href=/>Home</a></nav><div class=story><h1>A title of some words</h1>\
             {PARAGRAPH}{PARAGRAPH}<div class='share-tools'><a href=x>Share</a></div>{PARAGRAPH}{PARAGRAPH}{PARAGRAPH}</div>\
             <div id=comments><p>I think so, too.</p></div>"
        );
        check(
            &html,
            &[text; 5],
            &[
                (0, "Home", CutReason::Navigation),
                (2, "Share", CutReason::Promotion),
                (5, "I think so, too.", CutReason::Comments),
            ],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn without_an_article_all_text_is_kept() {
        check("<p>Yes.", &["Yes."], &[]);
        check("no markup at all", &["no markup at all"], &[]);
        check("", &[], &[]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn links_are_sorted_and_cover_their_words_in_the_document() {
        let html = format!(
            "{PARAGRAPH}<p>See <a href='/é'>“é”</a>, or <a href='mailto:a@b.example'>write</a>."
        )
        .repeat(4);
        let import = article_from_html(&html, Some("https://example.org/"));
        let words: Vec<_> = import
            .links
            .iter()
            .map(|link| import.document.slice(link.span))
            .collect();
        assert_eq!(words, ["“é”", "write"].repeat(4));
        assert!(import.links.is_sorted_by_key(|link| link.span));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn cuts_are_bounded() {
        let html = format!(
            "<div>{}</div><nav>{}</nav>",
            PARAGRAPH.repeat(10),
            "<p>Home</p>".repeat(MOST_CUTS * 2)
        );
        assert_eq!(article_from_html(&html, None).cuts.len(), MOST_CUTS);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_chapter_of_a_book_is_kept_whole() {
        let chapter = "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head>\
             <body><h1>One</h1><p><a id='x'/>It began.</p><script/><p>It ended.</p></body></html>";
        let import = blocks_from_html(chapter);
        assert_eq!(import.document.text(), "One\nIt began.\nIt ended.");
        assert!(import.cuts.is_empty() && import.warnings.is_empty());
    }
}
