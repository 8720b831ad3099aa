//! The text that is read from PDF files: the expected articles as Chromium prints them, in three layouts.
//!
//! Words alone do not tell whether columns were read one after the other: the runs of four words do. The first two layouts were
//! looked at while the reader of PDF files was written; the third was not.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dom_query::Document;
use serde_json::{Value, json};
use sidelight::article::article_from_pdf;

use crate::browser::{self, Browser, Driver};
use crate::finders::mean;
use crate::pages::Page;
use crate::report::Report;
use crate::words::{Score, score, score_runs, text_of};

/// A way to lay a page out: its name, its styles, and what the browser is told about printing.
struct Layout {
    name: &'static str,
    styles: &'static str,
    printing: fn() -> Value,
}

const LAYOUTS: [Layout; 3] = [
    Layout {
        name: "one column with the browser’s header and footer",
        styles: "",
        printing: || json!({"displayHeaderFooter": true}),
    },
    Layout {
        name: "two columns, justified and hyphenated",
        styles: "body { columns: 2; text-align: justify; hyphens: auto; font: 10pt 'Liberation Serif', serif } h1 { column-span: all }",
        printing: || json!({}),
    },
    Layout {
        name: "three columns across, never looked at",
        styles: "body { columns: 3; column-gap: 8mm; text-align: justify; font: 9pt/1.3 'Liberation Sans', sans-serif } h1 { font-size: 20pt }",
        printing: || json!({"landscape": true, "paperWidth": 8.27, "paperHeight": 11.69}),
    },
];

/// Elements that need a network, or that no printer prints.
const LEFT_OUT: &str =
    "img, picture, source, iframe, video, audio, svg, object, embed, script, style, noscript";
/// With fewer characters a page says little; with more it takes long.
const LENGTHS: std::ops::Range<usize> = 2_500..30_000;
/// Articles below this are told by name.
const LOW: f64 = 0.9;
/// How many words in a row must be there in a row.
const RUN: usize = 4;

/// Prints the articles that are long enough, and measures what is read from them, beside poppler's `pdftotext`.
pub(crate) fn report(pages: &[Page], report: &mut Report) -> Result<()> {
    let chromedriver: PathBuf = env::var_os("SIDELIGHT_CHROMEDRIVER")
        .context("SIDELIGHT_CHROMEDRIVER is not set: run `cargo xtask bench extraction`")?
        .into();
    let driver = Driver::start(&chromedriver, &browser::chromium()?)?;
    let browser = driver.open((1280, 1000))?;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let pages: Vec<(&Page, String)> = pages
        .iter()
        .map(|page| (page, text_of(&page.article)))
        .filter(|(_, text)| LENGTHS.contains(&text.chars().count()) && is_printable(text))
        .collect();
    for layout in &LAYOUTS {
        eprintln!("Printing {} articles in {}", pages.len(), layout.name);
        let (mut ours, mut poppler, mut low) = (Vec::new(), Vec::new(), Vec::new());
        for (page, expected) in &pages {
            let bytes = print(&browser, &folder, page, layout)?;
            let expected = format!("{}\n{expected}", title(page));
            let both = scores(&read(&bytes), &expected);
            if both.1.f1 < LOW {
                low.push(format!("{} {:.2}", page.name, both.1.f1));
            }
            ours.push(both);
            poppler.push(scores(&poppler_reads(&folder, &bytes)?, &expected));
        }
        for (reader, scores) in [("Sidelight", ours), ("pdftotext", poppler)] {
            let what = format!(
                "{reader}: words and runs of {RUN} words of {} articles printed in {}, mean F1",
                scores.len(),
                layout.name
            );
            let mean = |of: fn(&(Score, Score)) -> f64| mean(scores.iter().map(of));
            let (words, runs) = (mean(|both| both.0.f1), mean(|both| both.1.f1));
            report.tell(&what, &format!("{words:.3}, {runs:.3}"));
        }
        report.tell(
            &format!("Of them below {LOW} in runs of words"),
            &low.join(", "),
        );
    }
    Ok(())
}

/// Whether all fonts have its letters: without one for them, a browser prints boxes.
fn is_printable(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic());
    let (latin, others): (Vec<char>, Vec<char>) =
        letters.partition(|letter| u32::from(*letter) < 0x250);
    others.len() * 50 <= latin.len()
}

fn scores(found: &str, expected: &str) -> (Score, Score) {
    (score(found, expected), score_runs(found, expected, RUN))
}

fn title(page: &Page) -> &str {
    page.fact("title").unwrap_or(&page.name)
}

/// The article of a page as a PDF file.
fn print(browser: &Browser<'_>, folder: &Path, page: &Page, layout: &Layout) -> Result<Vec<u8>> {
    let article = Document::from(page.article.as_str());
    article.select(LEFT_OUT).remove();
    let head = Document::from("<h1></h1>");
    head.select("h1").set_text(title(page));
    let html = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><style>{}</style></head><body>{}{}</body></html>",
        layout.styles,
        head.select("h1").html(),
        article.select("body").inner_html()
    );
    let file = folder.join("printed.html");
    fs::write(&file, html)?;
    browser.go(&format!("file://{}", file.display()))?;
    let printed = browser.chromium("Page.printToPDF", &(layout.printing)())?;
    let data = printed["data"]
        .as_str()
        .context("Chromium prints nothing")?;
    STANDARD.decode(data).context("what Chromium prints")
}

/// The title and text that Sidelight reads; nothing where it refuses.
fn read(bytes: &[u8]) -> String {
    article_from_pdf(bytes)
        .map(|import| format!("{}\n{}", import.about.title, import.document.text()))
        .unwrap_or_default()
}

/// What `pdftotext` reads.
fn poppler_reads(folder: &Path, bytes: &[u8]) -> Result<String> {
    let file = folder.join("printed.pdf");
    fs::write(&file, bytes)?;
    let output = Command::new("pdftotext")
        .args([file.as_os_str(), "-".as_ref()])
        .output()
        .context("pdftotext cannot be started")?;
    ensure!(
        output.status.success(),
        "pdftotext fails: {}",
        output.status
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
