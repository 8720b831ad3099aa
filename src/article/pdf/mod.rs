//! PDF → article: text as its pages show it, put back into paragraphs in reading order.
//!
//! A PDF says where signs stand, not what they are. So signs become pieces of lines, pieces lines in columns, and lines blocks, each
//! by distances and sizes; what repeats from page to page is cut and can be put back. A file is untrusted: what it unpacks to, how
//! deep it goes and how much it asks for is bounded, and of what it can do only its text and its links are looked at.

mod about;
mod accents;
mod blocks;
mod content;
mod fonts;
mod furniture;
mod links;
mod matrix;
mod order;
mod pieces;
mod strings;
#[cfg(test)]
mod tests;
mod unpack;
mod words;

use hayro_syntax::object::Rect;
use hayro_syntax::page::{Page, Rotation};
use hayro_syntax::{LoadPdfError, Pdf};

use super::{Cut, CutReason, Import, ImportWarning, InvalidPdf, Link};
use crate::text::{BlockKind, Document, Span};
use content::{Interpreter, content_of};
use furniture::Furniture;
use matrix::Matrix;
use order::Line;
use unpack::{find, objects_fit};

/// How many pages are read.
const MOST_PAGES: usize = 3000;
/// How many letters are read of all pages, in bytes.
const MOST_TEXT: usize = 16 << 20;
/// Within so many bytes a PDF says that it is one.
const HEADER_WITHIN: usize = 1024;
/// Scans have fewer letters to a picture than this, as of stamps and page numbers.
const FEW_LETTERS: usize = 25;

/// Reads the text layer of a PDF; pages that are damaged are passed over, with a warning.
///
/// The title is the first page’s tallest heading, or the file’s own if that is there; author, day and language are the file’s. Notes at
/// the foot of pages stand behind the text; running heads, feet and page numbers are cut, the first of each kind told.
///
/// # Errors
///
/// Says why bytes are no PDF with text: something else, damaged, locked, too large, pictures, or letters that cannot be told.
pub fn article_from_pdf(bytes: &[u8]) -> Result<Import, InvalidPdf> {
    let head = &bytes[..bytes.len().min(HEADER_WITHIN)];
    find(head, b"%PDF-").ok_or(InvalidPdf::NoPdf)?;
    if !objects_fit(bytes) {
        return Err(InvalidPdf::TooLarge);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => InvalidPdf::Locked,
        LoadPdfError::Invalid => InvalidPdf::Damaged,
    })?;
    let mut interpreter = Interpreter::new();
    let mut about = about::of_file(&pdf, &mut interpreter.allowance);
    let mut found = read_pages(&pdf, &mut interpreter)?;
    let furniture = furniture::take_out(&mut found.pages);
    let heights: Vec<f64> = found.pages.iter().map(|page| page.height).collect();
    let lines: Vec<Line> = found
        .pages
        .iter()
        .enumerate()
        .flat_map(|(number, page)| order::lines(page, number))
        .collect();
    let stops: Vec<(usize, bool)> = furniture
        .iter()
        .map(|line| (line.page, line.is_above))
        .collect();
    let (mut blocks, mut places) = blocks::blocks(&lines, &heights, &stops);
    about::from_first_page(
        &mut about,
        &mut blocks,
        &mut places,
        &blocks::Usual::of(&lines),
    );
    let (document, linked) = put_together(&blocks, &found.addresses);
    let cuts = furniture.into_iter().zip(places).map(cut).collect();
    Ok(Import {
        about,
        document,
        links: linked,
        cuts,
        warnings: found.warnings,
    })
}

fn cut((line, at): (Furniture, usize)) -> Cut {
    Cut {
        at,
        kind: BlockKind::Paragraph,
        text: line.text,
        reason: if line.is_running {
            CutReason::Navigation
        } else {
            CutReason::Other
        },
    }
}

/// What the pages hold.
#[derive(Default)]
struct Read {
    pages: Vec<pieces::Laid>,
    /// Where their links lead.
    addresses: Vec<String>,
    warnings: Vec<ImportWarning>,
}

/// Reads all pages, as far as they can be.
fn read_pages<'a>(pdf: &'a Pdf, interpreter: &mut Interpreter<'a>) -> Result<Read, InvalidPdf> {
    let mut read = Read::default();
    let (mut letters, mut unreadable, mut pictures) = (0, 0, 0);
    let mut is_partial = false;
    let mut is_cut_short = pdf.pages().len() > MOST_PAGES;
    for page in pdf.pages().iter().take(MOST_PAGES) {
        let (place, width, height) = placed(page);
        let areas = links::areas(page.raw(), place, &mut read.addresses);
        let Some(content) = content_of(page.raw(), &mut interpreter.allowance) else {
            is_partial = true;
            read.pages.push(pieces::Laid::default());
            continue;
        };
        let shown = interpreter.show(&content, page.resources(), place);
        letters += shown.text.trim().len();
        unreadable += shown.unreadable;
        pictures += shown.pictures;
        is_partial |= shown.is_partial || (shown.text.is_empty() && shown.pictures > 0);
        read.pages.push(pieces::laid(&shown, width, height, &areas));
        if letters > MOST_TEXT {
            is_cut_short = true;
            break;
        }
    }
    if letters < FEW_LETTERS * pictures.min(read.pages.len()) || letters == 0 {
        return Err(if unreadable > letters {
            InvalidPdf::NoLetters
        } else if interpreter.allowance.exceeded {
            InvalidPdf::TooLarge
        } else if read.pages.is_empty() {
            InvalidPdf::Damaged
        } else {
            InvalidPdf::NoText
        });
    }
    if unreadable > 2 * letters {
        return Err(InvalidPdf::NoLetters);
    }
    if is_cut_short {
        read.warnings.push(ImportWarning::TooLong);
    }
    if is_partial || interpreter.allowance.exceeded || unreadable * 20 > letters {
        read.warnings.push(ImportWarning::PagesMissing);
    }
    Ok(read)
}

/// How a page is laid out to be read: from its upper left corner, downwards, turned as it says; with its width and height.
fn placed(page: &Page<'_>) -> (Matrix, f64, f64) {
    let Rect { x0, y0, x1, y1 } = page.intersected_crop_box();
    let is_sane =
        [x0, y0, x1, y1].iter().all(|number| number.abs() < 1e6) && x1 - x0 > 1.0 && y1 - y0 > 1.0;
    let (x0, y0, width, height) = if is_sane {
        (x0, y0, x1 - x0, y1 - y0)
    } else {
        (0.0, 0.0, 612.0, 792.0)
    };
    let moved = Matrix::translation(-x0, -y0);
    match page.rotation() {
        Rotation::None => (
            moved.then(Matrix([1.0, 0.0, 0.0, -1.0, 0.0, height])),
            width,
            height,
        ),
        Rotation::Horizontal => (
            moved.then(Matrix([0.0, 1.0, 1.0, 0.0, 0.0, 0.0])),
            height,
            width,
        ),
        Rotation::Flipped => (
            moved.then(Matrix([-1.0, 0.0, 0.0, 1.0, width, 0.0])),
            width,
            height,
        ),
        Rotation::FlippedHorizontal => (
            moved.then(Matrix([0.0, -1.0, -1.0, 0.0, height, width])),
            height,
            width,
        ),
    }
}

/// The blocks as one text, and the links in it.
fn put_together(blocks: &[blocks::Laid], addresses: &[String]) -> (Document, Vec<Link>) {
    let document =
        Document::from_blocks(blocks.iter().map(|block| (block.kind, block.words.text())));
    let mut links = Vec::new();
    for (block, laid) in document.blocks().iter().zip(blocks) {
        for (stretch, link) in laid.words.links() {
            let text = laid.words.text();
            // Spaces at the edges of a link are not part of it.
            let inside = &text[stretch.clone()];
            let start = stretch.start + inside.len() - inside.trim_start().len();
            let end = start + inside.trim().len();
            let address = usize::try_from(*link)
                .ok()
                .and_then(|link| addresses.get(link));
            if let Some(address) = address.filter(|_| start < end) {
                links.push(Link {
                    span: Span::new(block.span.start + start, block.span.start + end),
                    address: address.clone(),
                });
            }
        }
    }
    (document, links)
}
