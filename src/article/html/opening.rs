//! What stands between an article's title and its text: the sum of it, and lines that only say who wrote it and when.

use super::blocks::{Piece, Pieces};
use super::lines::{author, is_about, says_date, words_of};
use super::title::same;
use crate::article::{About, CutReason};
use crate::text::BlockKind;

/// The text begins with a block of at least so many bytes.
const SHORTEST_TEXT: usize = 80;
/// Longer lines say more than who and when, in bytes.
const LONGEST_LINE: usize = 160;
/// Where no title is found, the opening is no more blocks than this.
const NEAR: usize = 6;
/// More blocks in a row than this were dropped for a reason.
const LONGEST_GAP: usize = 4;
/// As many blocks at the end may be about the author.
const LAST: usize = 3;

/// Keeps what the finder drops although it belongs to the text around it.
pub(super) fn restore(seen: &mut Pieces, title: &str) {
    let Some(body) = body(&seen.blocks) else {
        return;
    };
    let last = seen.blocks.iter().rposition(|piece| piece.cut.is_none());
    let title_at = title_at(&seen.blocks, body, title);
    for piece in &mut seen.blocks[title_at.unwrap_or(body)..body] {
        let is_plain = piece.enclosure.is_none()
            && matches!(piece.cut, Some(CutReason::Other | CutReason::Navigation))
            && piece.linked() * 2 <= piece.text.len();
        if is_plain
            && !same(&piece.text, title)
            && (piece.is_standfirst || piece.kind == BlockKind::Caption)
        {
            piece.cut = None;
        }
        if piece.is_standfirst && piece.kind == BlockKind::Subhead && !same(&piece.text, title) {
            piece.kind = BlockKind::Paragraph;
        }
    }
    let end = last.unwrap_or(body);
    let mut gap: Vec<usize> = Vec::new();
    let mut is_whole = true;
    for number in body..=end {
        let piece = &mut seen.blocks[number];
        if piece.cut.is_none() {
            let is_heading = seen.blocks[number.saturating_sub(1)].kind == BlockKind::Subhead;
            for between in gap.drain(..) {
                // A heading belongs to what follows it, whatever stands before.
                if is_whole || (between + 1 == number && is_heading) {
                    seen.blocks[between].cut = None;
                }
            }
            is_whole = true;
            continue;
        }
        let is_plain = piece.enclosure.is_none()
            && piece.cut == Some(CutReason::Other)
            && piece.linked() * 2 <= piece.text.len();
        let is_text = matches!(
            piece.kind,
            BlockKind::Caption | BlockKind::Subhead | BlockKind::Paragraph | BlockKind::Item
        );
        // A longer gap is another list or story.
        if is_plain && is_text && gap.len() < LONGEST_GAP {
            gap.push(number);
        } else {
            // What is no text on one side of a piece makes that piece doubtful as well.
            is_whole = false;
            gap.clear();
        }
    }
}

/// Reads who wrote the article and when, where the page has not said so yet, and cuts the lines that say no more than that.
pub(super) fn read(seen: &mut Pieces, about: &mut About) {
    let Some(body) = body(&seen.blocks) else {
        return;
    };
    let title_at = title_at(&seen.blocks, body, &about.title);
    let start = title_at.unwrap_or(body.saturating_sub(NEAR));
    let is_asked = about.written.is_none() || about.author.is_none();
    for (number, piece) in seen.blocks[..body]
        .iter()
        .enumerate()
        .skip(start.saturating_sub(1))
    {
        let is_line = matches!(
            piece.kind,
            BlockKind::Paragraph | BlockKind::Byline | BlockKind::Item
        ) && piece.text.len() <= LONGEST_LINE
            && !piece.is_standfirst
            && !matches!(piece.cut, Some(CutReason::Comments | CutReason::Promotion));
        if !is_asked || !is_line {
            continue;
        }
        let line = after_title(&piece.text, &about.title);
        if about.author.is_none() && number >= start {
            about.author = author(line);
        }
        // A line above the title is of it only if the title is known.
        if about.written.is_none() && (number >= start || title_at.is_some()) {
            about.written = says_date(line);
        }
    }
    let known = words_of([about.author.as_deref(), about.site.as_deref()]);
    for piece in &mut seen.blocks[start.saturating_sub(1)..body] {
        let is_byline = piece.kind == BlockKind::Byline
            && about
                .author
                .as_deref()
                .is_some_and(|author| piece.text.contains(author));
        let is_line = piece.kind.is_running_text() || piece.kind == BlockKind::Byline;
        let is_repeated = is_line
            && (is_byline
                || same(&piece.text, &about.title)
                || (piece.text.len() <= LONGEST_LINE
                    && is_about(after_title(&piece.text, &about.title), &known)));
        if is_repeated && piece.cut.is_none() {
            piece.cut = Some(CutReason::Other);
        }
    }
    closing(seen, about.author.as_deref(), body);
}

/// Cuts what stands at the end about those who wrote the article.
fn closing(seen: &mut Pieces, author: Option<&str>, body: usize) {
    let kept = seen.blocks[body + 1..]
        .iter_mut()
        .filter(|piece| piece.cut.is_none());
    for piece in kept.rev().take(LAST) {
        // What is longer may tell where the author stands.
        let is_short = piece.text.len() <= LONGEST_LINE;
        let is_author = author
            .and_then(|author| piece.text.strip_prefix(author))
            .is_some_and(|rest| rest.starts_with(" is "));
        let is_credit = [
            "Reporting by ",
            "Editing by ",
            "Additional reporting by ",
            "Our Standards: ",
        ]
        .iter()
        .any(|start| piece.text.starts_with(start));
        if is_short && (is_author || is_credit) {
            piece.cut = Some(CutReason::Other);
        }
    }
}

/// The first block of the text.
fn body(blocks: &[Piece]) -> Option<usize> {
    blocks.iter().position(|piece| {
        piece.cut.is_none()
            && piece.kind.is_running_text()
            && !piece.is_standfirst
            && piece.text.len() >= SHORTEST_TEXT
            && !says_little(&piece.text)
    })
}

/// Whether a text, long as it is, is but a line of names and dates.
fn says_little(text: &str) -> bool {
    text.len() <= LONGEST_LINE
        && !text.contains(['.', '。', '।', '؟', '?', '!'])
        && says_date(text).is_some()
}

/// The last heading before the text that is the article's title.
fn title_at(blocks: &[Piece], body: usize, title: &str) -> Option<usize> {
    blocks[..body].iter().rposition(|piece| {
        (piece.kind == BlockKind::Subhead
            && (same(&piece.text, title) || (!title.is_empty() && piece.text.ends_with(title))))
            || (piece.text.len() <= title.len() + LONGEST_LINE
                && after_title(&piece.text, title).len() < piece.text.len())
    })
}

/// What follows the title in a text that begins with it.
fn after_title<'a>(text: &'a str, title: &str) -> &'a str {
    if title.is_empty() {
        return text;
    }
    text.strip_prefix(title).unwrap_or(text).trim_start()
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{Kept, pieces};
    use super::*;
    use dom_query::Document;
    use wasm_bindgen_test::wasm_bindgen_test;

    const TEXT: &str = "<p>The bank, after much talk in its council, has raised the rate again, as it had said that it would.</p>";

    fn about(author: Option<&str>) -> About {
        About {
            title: "Rates rise".to_owned(),
            author: author.map(str::to_owned),
            ..About::default()
        }
    }

    /// What is cut between the title and the text, and what is known then.
    #[track_caller]
    fn check(
        html: &str,
        known: Option<&str>,
        cuts: &[&str],
        author: Option<&str>,
        date: Option<&str>,
    ) {
        let html = format!("<h1>Rates rise</h1>{html}{TEXT}{TEXT}");
        let mut seen = pieces(&Document::from(html), &Kept::All, None);
        let mut about = about(known);
        read(&mut seen, &mut about);
        let found: Vec<_> = seen
            .blocks
            .iter()
            .filter(|piece| piece.cut.is_some())
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(found, cuts);
        assert_eq!(about.author.as_deref(), author);
        assert_eq!(
            about.written.map(crate::text::PartialDate::iso).as_deref(),
            date
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lines_that_say_who_and_when_are_read_and_cut() {
        check(
            "<p>By Ann Other</p><p>Updated 5 April 2018, 6.00 pm · 4 min read</p>",
            None,
            &["By Ann Other", "Updated 5 April 2018, 6.00 pm · 4 min read"],
            Some("Ann Other"),
            Some("2018-04-05"),
        );
        check(
            "<p>Ann Other</p><p>Rates rise</p>",
            Some("Ann Other"),
            &["Ann Other", "Rates rise"],
            Some("Ann Other"),
            None,
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lines_that_say_more_stay() {
        check(
            "<p>All on one day</p><p>By the sea.</p>",
            None,
            &[],
            None,
            None,
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_end_may_be_about_the_author() {
        let html = format!(
            "<h1>Rates rise</h1>{TEXT}<p>Ann Other is a banker.</p><p>Reporting by Ann Other</p>"
        );
        let mut seen = pieces(&Document::from(html), &Kept::All, None);
        read(&mut seen, &mut about(Some("Ann Other")));
        assert_eq!(
            seen.blocks
                .iter()
                .filter(|piece| piece.cut.is_some())
                .count(),
            2
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_was_dropped_within_the_text_comes_back() {
        let html = format!(
            "<p>Home</p><h1>Rates rise</h1><h2 class=subtitle>And so do prices</h2><p>Share it</p>\
             <figure><figcaption>The bank</figcaption></figure>{TEXT}<h3>Then</h3><aside>Soap</aside>{TEXT}<aside>Soap</aside><h3>Last</h3>{TEXT}<p>So:</p>{TEXT}<p>More</p>"
        );
        let mut seen = pieces(&Document::from(html), &Kept::All, None);
        for piece in &mut seen.blocks {
            if piece.text.len() < SHORTEST_TEXT && piece.cut.is_none() {
                let is_box = piece.text == "Soap";
                piece.cut = Some(if is_box {
                    CutReason::Promotion
                } else {
                    CutReason::Other
                });
            }
        }
        restore(&mut seen, "Rates rise");
        let kept: Vec<_> = seen
            .blocks
            .iter()
            .filter(|piece| piece.cut.is_none() && piece.text.len() < SHORTEST_TEXT)
            .map(|piece| (piece.kind, piece.text.as_str()))
            .collect();
        assert_eq!(
            kept,
            [
                (BlockKind::Paragraph, "And so do prices"),
                (BlockKind::Caption, "The bank"),
                (BlockKind::Subhead, "Last"),
                (BlockKind::Paragraph, "So:"),
            ]
        );
    }
}
