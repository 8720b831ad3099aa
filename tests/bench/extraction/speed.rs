//! How long it takes, on the saved pages and on pages built to be slow.

use std::hint::black_box;
use std::time::{Duration, Instant};

use sidelight::article::article_from_html;

use crate::pages::{ADDRESS, Page};
use crate::report::Report;

/// How large the built pages are, in bytes.
const SIZE: usize = 5_000_000;

/// How many seconds one may take.
const LONGEST: f64 = 10.0;

/// What a built page repeats.
const PATTERNS: [(&str, &str); 15] = [
    (
        "paragraphs",
        "<p>Some words, and more of them, in a row.</p>",
    ),
    ("nested elements", "<div>a"),
    ("nested lists", "<ul><li>a"),
    ("line breaks", "a<br><br>"),
    ("open formatting", "<p><b id=x>a"),
    ("table cells", "<td>a, b"),
    ("tables in cells", "<table><tr><td>a<td>b"),
    ("links", "<a href=/a>b, c</a> "),
    ("headings", "<h2>A title of several words</h2>"),
    ("escapes", "a&amp;b "),
    ("table text out of place", "<table><a href=x>b"),
    ("plain text", "words, and more. "),
    (
        "boxes with names",
        "<div class='ad author'><a href=/a>Ann Other</a>",
    ),
    ("empty elements", "<div></div>"),
    ("tags without an end", "<p a "),
];

/// Measures all of it.
pub(crate) fn report(pages: &[Page], report: &mut Report) {
    let bytes: usize = pages.iter().map(|page| page.source.len()).sum();
    let took = timed(|| {
        for page in pages {
            black_box(article_from_html(&page.source, Some(ADDRESS)));
        }
    });
    let megabytes = format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10);
    report.tell(
        &format!("Time for all {} pages ({megabytes} MB)", pages.len()),
        &format!("{:.1} s", took.as_secs_f64()),
    );
    for (name, pattern) in PATTERNS {
        let html = pattern.repeat(SIZE / pattern.len());
        let took = timed(|| {
            black_box(article_from_html(&html, Some(ADDRESS)));
        });
        let seconds = took.as_secs_f64();
        report.rate(
            &format!("Time for 5 MB of {name}"),
            &format!("{seconds:.1} s"),
            &format!("at most {LONGEST} s"),
            seconds <= LONGEST,
        );
    }
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
