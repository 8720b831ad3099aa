//! Books in EPUB form, for tests and measures.

use std::io::{Cursor, Write as _};

use anyhow::Result;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A book as a file; `about` is what its package says of it as XML, `chapters` are what stands in the bodies of its pages.
pub(crate) fn epub(about: &str, chapters: &[String]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| -> Result<()> {
        archive.start_file(name, SimpleFileOptions::default())?;
        Ok(archive.write_all(text.as_bytes())?)
    };
    add(
        "META-INF/container.xml",
        "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>",
    )?;
    let each = |text: &dyn Fn(usize) -> String| -> String {
        (1..=chapters.len()).map(text).collect::<Vec<_>>().concat()
    };
    let items = each(&|number| format!("<item id='c{number}' href='{number}.xhtml'/>"));
    let spine = each(&|number| format!("<itemref idref='c{number}'/>"));
    add(
        "book.opf",
        &format!(
            "<package xmlns:dc='d'><metadata>{about}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
        ),
    )?;
    for (number, text) in (1..).zip(chapters) {
        let page = format!("<html><body>{text}</body></html>");
        add(&format!("{number}.xhtml"), &page)?;
    }
    Ok(archive.finish()?.into_inner())
}
