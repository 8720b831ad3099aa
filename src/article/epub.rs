//! Electronic books (EPUB 2 and 3) → article: the chapters in reading order.
//!
//! A book is a zip archive of XHTML files; `META-INF/container.xml` names its package file, and that names the chapters in order (the
//! spine) and what is known about the book (EPUB 3.3, W3C 2023). Whatever an archive claims to hold, only so much of it is unpacked.

use std::io::{Cursor, Read as _};

use dom_query::Document as Tree;
use zip::ZipArchive;

use super::{About, Import, ImportWarning, Link, blocks_from_html};
use crate::text::{BlockKind, Document, Span};

/// How many bytes are unpacked of all files, and of one: far more than the text of long books.
const MOST_IN_ALL: u64 = 64 << 20;
const MOST_IN_ONE: u64 = 8 << 20;
/// How many chapters are read.
const MOST_CHAPTERS: usize = 5000;

/// Why bytes are no book that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEpub {
    /// They are no archive.
    #[error("it is no zip archive, or a damaged one")]
    NoArchive,
    /// What makes an archive a book is not in it.
    #[error("there is no {0} in it, so it is no book in EPUB form")]
    Missing(&'static str),
    /// It is locked.
    #[error("its chapters are encrypted, as by a shop's copy protection")]
    Encrypted,
}

/// Reads a book; chapters that are missing or damaged are passed over.
///
/// # Errors
///
/// Says why bytes are no book.
pub fn article_from_epub(bytes: &[u8]) -> Result<Import, InvalidEpub> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| InvalidEpub::NoArchive)?;
    let mut book = Book {
        archive,
        left: MOST_IN_ALL,
    };
    if book.text("META-INF/rights.xml").is_some() {
        return Err(InvalidEpub::Encrypted);
    }
    let container = book
        .text("META-INF/container.xml")
        .ok_or(InvalidEpub::Missing("META-INF/container.xml"))?;
    let package_path = attribute(&Tree::from(container), "rootfile", "full-path")
        .ok_or(InvalidEpub::Missing("package file"))?;
    let package = book
        .text(&package_path)
        .ok_or(InvalidEpub::Missing("package file"))?;
    let package = Tree::from(package);
    let mut import = Import {
        about: about(&package),
        ..Import::default()
    };
    let chapters = chapters(&package, &package_path);
    if chapters.len() > MOST_CHAPTERS {
        import.warnings.push(ImportWarning::TooLong);
    }
    let mut blocks: Vec<(BlockKind, String)> = Vec::new();
    let mut links = Vec::new();
    let mut length = 0;
    for path in chapters.iter().take(MOST_CHAPTERS) {
        let Some(xhtml) = book.text(path) else {
            continue;
        };
        let chapter = blocks_from_html(&xhtml);
        for block in chapter.document.blocks() {
            let text = chapter.document.slice(block.span);
            let start = length;
            let inside = chapter
                .links
                .iter()
                .filter(|link| block.span.contains(link.span));
            links.extend(inside.map(|link| Link {
                span: Span::new(
                    start + link.span.start - block.span.start,
                    start + link.span.end - block.span.start,
                ),
                address: link.address.clone(),
            }));
            length += text.len() + 1;
            blocks.push((block.kind, text.to_owned()));
        }
    }
    if book.left == 0 && !import.warnings.contains(&ImportWarning::TooLong) {
        import.warnings.push(ImportWarning::TooLong);
    }
    import.document =
        Document::from_blocks(blocks.iter().map(|(kind, text)| (*kind, text.as_str())));
    import.links = links;
    Ok(import)
}

struct Book<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl Book<'_> {
    /// A file's text; nothing if it is not there, damaged, or more than is unpacked.
    fn text(&mut self, path: &str) -> Option<String> {
        let most = self.left.min(MOST_IN_ONE);
        let file = self.archive.by_name(path).ok()?;
        let mut bytes = Vec::new();
        // What the archive says about the file's size is not believed.
        let read = file.take(most).read_to_end(&mut bytes);
        self.left -= u64::try_from(bytes.len()).unwrap_or(most).min(self.left);
        read.ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// An attribute of the first element of that name.
fn attribute(tree: &Tree, element: &str, name: &str) -> Option<String> {
    let found = tree.select(element).attr(name)?.to_string();
    (!found.is_empty()).then_some(found)
}

/// The paths of the chapters in reading order.
fn chapters(package: &Tree, package_path: &str) -> Vec<String> {
    let mut manifest = std::collections::BTreeMap::new();
    for item in &package.select("item") {
        if let (Some(id), Some(href)) = (item.attr("id"), item.attr("href")) {
            manifest.insert(id.to_string(), href.to_string());
        }
    }
    let folder = package_path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let spine = package.select("itemref");
    spine
        .iter()
        .filter(|entry| entry.attr("linear").is_none_or(|linear| &*linear != "no"))
        .filter_map(|entry| {
            let href = manifest.get(&*entry.attr("idref")?)?;
            Some(joined(folder, href))
        })
        .collect()
}

/// A path from a folder on, as addresses in a package are written.
fn joined(folder: &str, href: &str) -> String {
    let path = href.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "" | "." => {}
            part => parts.push(part),
        }
    }
    unescaped(&parts.join("/"))
}

/// A path with its `%20` and the like as characters.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let byte = after
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        // A sign that begins no character stands for itself.
        bytes.push(byte.unwrap_or(b'%'));
        rest = byte.map_or(after, |_| &after[2..]);
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What the package says about the book.
fn about(package: &Tree) -> About {
    let text = |name: &str| {
        let escaped = format!("dc\\:{name}");
        let found = package.select(&escaped);
        let words: Vec<String> = found
            .iter()
            .map(|element| {
                element
                    .text()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .filter(|words| !words.is_empty())
            .collect();
        words
    };
    let authors = text("creator");
    // A day and time is cut after the day.
    let day = text("date")
        .first()
        .map(|day| day.chars().take(10).collect::<String>());
    About {
        title: text("title").into_iter().next().unwrap_or_default(),
        author: (!authors.is_empty()).then(|| authors.join(", ")),
        written: day.and_then(|day| day.parse().ok()),
        site: text("publisher").into_iter().next(),
        language: text("language").into_iter().next(),
        address: None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    const CONTAINER: &str = r#"<?xml version="1.0"?><container><rootfiles><rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
    const PACKAGE: &str = r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Two Walks</dc:title><dc:creator>A. Writer</dc:creator><dc:creator>B. Walker</dc:creator><dc:date>2021-05-03T00:00:00Z</dc:date><dc:language>en</dc:language></metadata><manifest><item id="b" href="text/two%20b.xhtml"/><item id="a" href="text/one.xhtml"/><item id="n" href="nav.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="n" linear="no"/><itemref idref="b"/></spine></package>"#;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .expect("a file");
            writer.write_all(text.as_bytes()).expect("written");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_book_is_its_chapters_in_order() {
        let bytes = archive(&[
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", CONTAINER),
            ("OPS/package.opf", PACKAGE),
            (
                "OPS/text/two b.xhtml",
                "<html><body><h1>Back</h1><p>We went <a href='https://example.org/'>home</a>.</p></body></html>",
            ),
            (
                "OPS/text/one.xhtml",
                "<?xml version='1.0'?><html><head><title/></head><body><h1>Out</h1><p>We went far.</p></body></html>",
            ),
            ("OPS/nav.xhtml", "<html><body><p>Contents</p></body></html>"),
        ]);
        let import = article_from_epub(&bytes).expect("a book");
        assert_eq!(
            import.document.text(),
            "Out\nWe went far.\nBack\nWe went home."
        );
        assert_eq!(import.document.blocks()[0].kind, BlockKind::Subhead);
        assert_eq!(import.document.slice(import.links[0].span), "home");
        let about = &import.about;
        assert_eq!(
            (about.title.as_str(), about.author.as_deref()),
            ("Two Walks", Some("A. Writer, B. Walker"))
        );
        assert_eq!(about.written, "2021-05-03".parse().ok());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_no_book_says_why() {
        assert_eq!(article_from_epub(b"PK no"), Err(InvalidEpub::NoArchive));
        let missing = |files: &[(&str, &str)]| {
            article_from_epub(&archive(files))
                .expect_err("no book")
                .to_string()
        };
        assert!(missing(&[]).contains("META-INF/container.xml"));
        assert!(missing(&[("META-INF/container.xml", CONTAINER)]).contains("package file"));
        assert!(
            missing(&[
                ("META-INF/container.xml", CONTAINER),
                ("META-INF/rights.xml", "")
            ])
            .contains("encrypted")
        );
        // Cut anywhere, it is refused or read in part; nothing panics.
        let whole = archive(&[
            ("META-INF/container.xml", CONTAINER),
            ("OPS/package.opf", PACKAGE),
        ]);
        for end in (0..whole.len()).step_by(7) {
            let _ = article_from_epub(&whole[..end]);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_archive_that_unpacks_without_end_is_cut_off() {
        let bomb = format!("<p>{}</p>", "a ".repeat(6 << 20));
        let numbers: Vec<String> = (0..12).map(|number: u8| number.to_string()).collect();
        let all = |of: &dyn Fn(&String) -> String| numbers.iter().map(of).collect::<String>();
        let items =
            all(&|number| ["<item id='i", number, "' href='", number, ".xhtml'/>"].concat());
        let spine = all(&|number| ["<itemref idref='i", number, "'/>"].concat());
        let package =
            format!("<package><manifest>{items}</manifest><spine>{spine}</spine></package>");
        let names: Vec<String> = (0..12)
            .map(|number| format!("OPS/{number}.xhtml"))
            .collect();
        let mut files = vec![
            ("META-INF/container.xml", CONTAINER),
            ("OPS/package.opf", package.as_str()),
        ];
        files.extend(names.iter().map(|name| (name.as_str(), bomb.as_str())));
        let bytes = archive(&files);
        assert!(bytes.len() < 1 << 20, "{}", bytes.len());
        let import = article_from_epub(&bytes).expect("what fits");
        assert!(import.warnings.contains(&ImportWarning::TooLong));
        assert!(import.document.text().len() as u64 <= MOST_IN_ALL);
    }
}
