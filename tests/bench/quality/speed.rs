//! How fast the engine annotates beside its peers, how time grows with the text, and how much memory it takes at most.

use std::env;
use std::fs;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use sidelight::annotate::annotate;
use sidelight::card::CardIndex;
use sidelight::text::{Block, BlockKind, Document, Span};
use sidelight::train::corpora::{TextBuilder, read};
use sidelight::train::measure::article;

use crate::Stage;
use crate::peers;
use crate::plot;
use crate::report::Report;
use crate::targets;

const RUNS: usize = 5;
/// How many sentences of the news text make a paragraph.
const PARAGRAPH: usize = 5;
/// How much text the peers read; they would take minutes for all.
const SHORT: usize = 300_000;
const SIZES: [u32; 5] = [1, 5, 10, 25, 50];
const MEGABYTE: usize = 1_000_000;

/// Measures speed, then each size in a process of its own.
pub(crate) fn report(stage: &Stage, report: &mut Report) -> Result<()> {
    let text = news(stage)?;
    let cards = cards(stage)?;
    let seconds = annotating(stage, &cards, &text, text.len(), RUNS);
    let speed = megabytes(text.len()) / seconds;
    report.rate(
        &format!(
            "All annotations, on one core, {:.1} MB of news, least of {RUNS} runs",
            megabytes(text.len())
        ),
        &format!("{speed:.2} MB/s ({seconds:.2} s)"),
        &format!("≥ {:.0} MB/s", targets::SPEED),
        speed >= targets::SPEED,
    );
    let short = &text[..cut(&text, SHORT)];
    let own = annotating(stage, &cards, short, short.len(), RUNS);
    let speed = |seconds: f64| megabytes(short.len()) / seconds;
    let size = short.len() / 1000;
    report.tell(
        &format!("The same on the first {size} kB: Sidelight, all annotations"),
        &format!("{:.2} MB/s ({own:.3} s)", speed(own)),
    );
    for peer in peers::both()? {
        eprintln!("  Waiting for {}", peer.name);
        let theirs = peer.find(&[short], RUNS)?.seconds;
        report.tell(
            &format!(
                "The same on the first {size} kB: {}, names alone",
                peer.name
            ),
            &format!(
                "{:.3} MB/s ({theirs:.2} s): Sidelight is {:.0} times as fast",
                speed(theirs),
                theirs / own
            ),
        );
    }
    sizes(report)
}

fn sizes(report: &mut Report) -> Result<()> {
    let mut first = None;
    let mut points = Vec::new();
    for size in SIZES {
        let sample = Sample::of_child(size)?;
        points.push((f64::from(size), sample.seconds));
        let each = sample.seconds / f64::from(size);
        let first = *first.get_or_insert(each);
        report.rate(
            &format!("Time for {size} MB"),
            &format!(
                "{:.2} s, {:.0} ms per MB: {:.2} times that of the smallest",
                sample.seconds,
                each * 1000.0,
                each / first
            ),
            &format!("≤ {:.2} times", targets::GROWTH),
            each <= first * targets::GROWTH,
        );
        let limit = targets::memory(size);
        let what = format!("Most memory in use for {size} MB (weights, cards and text with it)");
        match sample.peak {
            Some(peak) => {
                let peak = f64::from(u32::try_from(peak / 1000)?) / 1000.0;
                report.rate(
                    &what,
                    &format!("{peak:.0} MB"),
                    &format!("≤ {limit} MB"),
                    peak <= f64::from(limit),
                );
            }
            None => report.tell(&what, "not told by this system"),
        }
    }
    fs::write(plot::FILE, plot::drawn(&points)).context(plot::FILE)
}

/// What a process of its own measured on a text of one size.
struct Sample {
    seconds: f64,
    peak: Option<usize>,
}

impl Sample {
    /// Starts this program again, since a process's peak never falls.
    fn of_child(size: u32) -> Result<Self> {
        let output = Command::new(env::current_exe()?)
            .args(["--bench", "--one-size", &size.to_string()])
            .output()?;
        if !output.status.success() {
            bail!(
                "measuring {size} MB: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let text = String::from_utf8(output.stdout)?;
        let (seconds, peak) = text.trim().split_once(' ').context("two figures")?;
        Ok(Self {
            seconds: seconds.parse()?,
            peak: peak.parse().ok(),
        })
    }
}

/// What the process for one size does: prints the least time in seconds and the peak in bytes.
pub(crate) fn one_size(stage: &Stage, size: u32) -> Result<()> {
    let text = news(stage)?;
    let cards = cards(stage)?;
    let size = size as usize * MEGABYTE;
    let first = annotating(stage, &cards, &text, size, 1);
    // Read before the next run: one after another, runs leave memory in pieces that a reader's single run does not.
    let peak = peak().map_or_else(|| "unknown".to_owned(), |peak| peak.to_string());
    // Small texts are over quickly, so that a single run tells little.
    let runs = (10 * MEGABYTE / size).clamp(1, RUNS - 1);
    let seconds = first.min(annotating(stage, &cards, &text, size, runs));
    println!("{seconds} {peak}");
    Ok(())
}

/// The most memory that this process ever held, as Linux tells it.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: usize = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes * 1024)
}

/// The least time for annotating `size` bytes of the text, which is repeated as often as needed.
fn annotating(stage: &Stage, cards: &CardIndex, text: &str, size: usize, runs: usize) -> f64 {
    let document = document(text, size);
    let mut least = f64::INFINITY;
    for _ in 0..runs {
        let start = Instant::now();
        let annotated = annotate(black_box(&document), cards, &stage.model);
        least = least.min(start.elapsed().as_secs_f64());
        black_box(annotated);
    }
    least
}

fn document(text: &str, size: usize) -> Document {
    let mut whole = String::with_capacity(size);
    let mut blocks = Vec::new();
    while whole.len() < size {
        for line in text.lines() {
            if whole.len() + line.len() > size {
                return Document::with_blocks(whole, blocks);
            }
            let start = whole.len();
            whole.push_str(line);
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: Span::new(start, whole.len()),
            });
            whole.push('\n');
        }
    }
    Document::with_blocks(whole, blocks)
}

/// The unlabelled news as text that somebody could have written: a paragraph a line.
fn news(stage: &Stage) -> Result<String> {
    let sentences = read(&stage.folders.data("text/gmb.txt"))?;
    let mut text = String::with_capacity(sentences.len());
    for (number, line) in sentences.lines().enumerate() {
        let mut builder = TextBuilder::default();
        builder.sentence(&line.split(' ').collect::<Vec<_>>(), None);
        text.push_str(&builder.finish());
        let ends = (number + 1) % PARAGRAPH == 0;
        text.push(if ends { '\n' } else { ' ' });
    }
    Ok(text)
}

/// Where the last paragraph of the first `size` bytes ends.
fn cut(text: &str, size: usize) -> usize {
    let size = size.min(text.len());
    let newline = text.as_bytes()[..size]
        .iter()
        .rposition(|byte| *byte == b'\n');
    newline.unwrap_or(text.len())
}

fn cards(stage: &Stage) -> Result<CardIndex> {
    let publication = article::shipped(&stage.root)?;
    Ok(CardIndex::of(publication.cards.iter()))
}

#[allow(
    clippy::cast_precision_loss,
    reason = "texts are far smaller than 2^52 bytes"
)]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
