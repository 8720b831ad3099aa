//! A small writer of PDF files, for tests.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A file that is being written: its objects, numbered from 1.
#[derive(Default)]
pub(super) struct Writer {
    objects: Vec<Vec<u8>>,
    /// More entries of the trailer.
    pub(super) trailer: String,
    /// More entries of the catalog.
    pub(super) catalog: String,
    pages: Vec<usize>,
}

/// The fonts that pages have: Helvetica, Helvetica bold, and what a test adds.
pub(super) const FONTS: &str = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>";

impl Writer {
    /// Adds an object and gives its number.
    pub(super) fn add(&mut self, object: impl Into<Vec<u8>>) -> usize {
        self.objects.push(object.into());
        self.objects.len()
    }

    /// Adds a stream with these entries.
    pub(super) fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut object = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        object.extend(data);
        object.extend(b"\nendstream");
        self.add(object)
    }

    /// Adds a stream that is compressed.
    pub(super) fn packed(&mut self, entries: &str, data: &[u8]) -> usize {
        self.stream(&format!("{entries} /Filter /FlateDecode"), &deflated(data))
    }

    /// Adds a page of A4 with this content.
    pub(super) fn page(&mut self, content: &str) {
        self.page_with(content, "", "");
    }

    /// Adds a page with more entries and more resources.
    pub(super) fn page_with(&mut self, content: &str, entries: &str, resources: &str) {
        let content = self.packed("", &latin(content));
        let page = format!(
            "<< /Type /Page /MediaBox [0 0 595 842] /Contents {content} 0 R {entries} /Resources << /Font << {FONTS} >> {resources} >> /Parent PAGES >>"
        );
        let page = self.add(page);
        self.pages.push(page);
    }

    /// Has an object that was added be a page.
    pub(super) fn add_page(&mut self, object: usize) {
        self.pages.push(object);
    }

    /// The file’s bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let root = self.objects.len() + 2;
        let parent = format!("{} 0 R", root - 1);
        let kids: String = self.pages.iter().fold(String::new(), |mut kids, page| {
            let _ = write!(kids, "{page} 0 R ");
            kids
        });
        self.add(format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} >>",
            self.pages.len()
        ));
        self.add(format!(
            "<< /Type /Catalog /Pages {parent} {} >>",
            self.catalog
        ));
        let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut places = Vec::new();
        for (index, object) in self.objects.iter().enumerate() {
            places.push(bytes.len());
            let _ = writeln!(bytes, "{} 0 obj", index + 1);
            let object = replaced(object, b"PAGES", parent.as_bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        let _ = writeln!(bytes, "xref\n0 {}\n0000000000 65535 f ", places.len() + 1);
        for place in &places {
            let _ = writeln!(bytes, "{place:010} 00000 n ");
        }
        let _ = writeln!(
            bytes,
            "trailer\n<< /Size {} /Root {root} 0 R {} >>\nstartxref\n{start}\n%%EOF",
            places.len() + 1,
            self.trailer
        );
        bytes
    }
}

pub(super) fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).expect("written to memory");
    encoder.finish().expect("written to memory")
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    match super::super::unpack::find(bytes, from) {
        Some(at) => [&bytes[..at], to, &bytes[at + from.len()..]].concat(),
        None => bytes.to_vec(),
    }
}

/// A text in the Western alphabet of Windows, of which only quotation marks and dashes are beyond Latin-1 here.
fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| match letter {
            '“' => 0x93,
            '”' => 0x94,
            '’' => 0x92,
            '–' => 0x96,
            '•' => 0x95,
            letter => u8::try_from(u32::from(letter)).unwrap_or(b'?'),
        })
        .collect()
}

/// An operator that shows a line of text.
pub(super) fn shown(font: &str, size: f64, x: f64, y: f64, text: &str) -> String {
    let text = text
        .replace('\\', "\\\\")
        .replace('(', "\\(")
        .replace(')', "\\)");
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

/// Lines of text below each other, as paragraphs of a column; the lines of each are given, and the first is not indented.
pub(super) fn column(x: f64, top: f64, size: f64, paragraphs: &[&[&str]]) -> String {
    let mut y = top;
    let mut content = String::new();
    for paragraph in paragraphs {
        for line in *paragraph {
            content += &shown("F1", size, x, y, line);
            y -= 1.2 * size;
        }
        y -= 0.9 * size;
    }
    content
}
