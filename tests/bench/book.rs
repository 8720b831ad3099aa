//! A long book in the library: how soon it can be read, whether anything blocks, how it scrolls, what it takes.
//!
//! **Blocks.** The browser's own list of tasks of more than 50 ms, frames among them, tells for how long a reader's click can have waited. A timer of 4 ms
//! is told beside it: it waits for all that the browser holds to be more urgent, frames among it.
//!
//! **Scrolling.** The page is scrolled by script in every animation frame, first as fast as one skims, then as fast as one searches, so
//! that all that the page does for what comes near falls into frames.

mod memory;
mod volume;
mod work;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::browser::{Browser, Driver};
use crate::report::Report;
use crate::statistics::{median, worst};

const CHAPTERS: usize = 30;
const WORDS: usize = 100_000;
const WINDOW: (u32, u32) = (1440, 1000);
/// Milliseconds to the first screen with marks and notes.
const OPEN_TARGET: f64 = 3000.0;
/// Milliseconds that nothing may block for.
const BLOCK_TARGET: f64 = 50.0;
/// Milliseconds from a click on a switch to the painted frame.
const TOGGLE_TARGET: f64 = 100.0;
/// Millions of bytes.
const MEMORY_TARGET: f64 = 300.0;
/// A frame that takes longer was late: at 60 a second one takes 16.7 ms, and clocks differ by a little.
const LATE: f64 = 18.0;
/// Share of late frames up to which scrolling counts as 60 frames a second.
const LATE_TARGET: f64 = 0.01;
/// Pixels a frame, and frames, of both ways of scrolling.
const SCROLLS: [(u32, u32); 2] = [(50, 600), (400, 300)];
/// How often each layer is switched.
const TOGGLES: usize = 8;

/// Drops a file on the page and watches until all of it is marked.
const OPEN: &str = r##"
const [book, done] = arguments;
const bytes = Uint8Array.from(atob(book), (char) => char.charCodeAt(0));
const fail = setTimeout(() => done({ error: "the book is not marked after two minutes" }), 120000);
const tasks = [];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push([entry.startTime, entry.duration]))).observe({ type: "longtask" });
const gaps = [];
let last = performance.now();
const ticking = setInterval(() => {
  const now = performance.now();
  gaps.push([last, now - last - 4]);
  last = now;
}, 4);
const bounds = (element) => element.getBoundingClientRect();
const inView = (rect) => rect.bottom > 60 && rect.top < innerHeight;
// The first screen has marks when every paragraph in it has, and, in a wide window, the note of some name.
const isAnnotated = () => {
  const first = [...document.querySelectorAll("#part-1, #part-2")];
  const blocks = first.flatMap((part) => [...part.querySelectorAll(":scope > p")]).filter((block) => inView(bounds(block)));
  const notes = first.flatMap((part) => [...part.querySelectorAll(".note")]).filter((note) => note.style.top && inView(bounds(note)));
  return blocks.length > 0 && notes.length > 0 && blocks.every((block) => block.querySelector(".sentence"));
};
const channel = new MessageChannel();
const times = {};
let ending = null;
let isOver = false;
let painted = () => {};
channel.port1.onmessage = () => painted();
const frame = () => {
  const now = { shown: document.querySelector("#part-1"), annotated: !times.annotated && isAnnotated() };
  now.marked = document.querySelector("#beyond .guide") && !document.querySelector(".going button");
  painted = () => {
    for (const name of Object.keys(now)) if (now[name]) times[name] ??= performance.now() - start;
    // Frames go on: Chromium tells nothing of one, however long, in which no script ran.
    if (!isOver) requestAnimationFrame(frame);
    // What is done last may take its time.
    if (times.marked && !ending) ending = setTimeout(tell, 3000);
  };
  channel.port2.postMessage(null);
};
const tell = () => {
  isOver = true;
  clearTimeout(fail);
  clearInterval(ticking);
  const worst = (list, from, to) => Math.max(0, ...list.filter(([at]) => at - start >= from - 1 && at - start < to).map(([, length]) => length));
  const phases = [[0, times.annotated], [times.annotated, times.marked], [times.marked, Infinity]];
  done({ ...times, blocks: phases.map(([from, to]) => worst(gaps, from, to)), begun: tasks.filter(([at]) => at >= start).map(([at]) => at - start), long: tasks.filter(([at]) => at >= start).map(([, length]) => length), height: document.documentElement.scrollHeight,
    counts: [...document.querySelectorAll(".switch-count")].map((count) => Number(count.textContent)), elements: document.querySelectorAll("*").length });
};
const start = performance.now();
const data = new DataTransfer();
data.items.add(new File([bytes], "book.epub"));
const event = new DragEvent("drop", { bubbles: true, cancelable: true });
Object.defineProperty(event, "dataTransfer", { value: data });
document.body.dispatchEvent(event);
requestAnimationFrame(frame);
"##;

/// Scrolls down by so many pixels a frame, and tells how long each frame took.
const SCROLL: &str = r#"
const [from, step, frames, done] = arguments;
scrollTo({ top: document.documentElement.scrollHeight * from, behavior: "instant" });
setTimeout(() => {
  const intervals = [];
  let last = null;
  const frame = (now) => {
    if (last !== null) intervals.push(now - last);
    last = now;
    if (intervals.length >= frames) return done({ intervals });
    scrollBy({ top: step, behavior: "instant" });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}, 1500);
"#;

/// Switches every layer so many times, and tells how long each took from the click to the painted frame.
const TOGGLE: &str = r#"
const [times, done] = arguments;
const inputs = [...document.querySelectorAll("input[role=switch]")];
const frames = [];
const channel = new MessageChannel();
let start = 0;
channel.port1.onmessage = () => {
  frames.push(performance.now() - start);
  frames.length < times * inputs.length ? setTimeout(toggle, 120) : done({ frames });
};
const toggle = () => requestAnimationFrame(() => {
  start = performance.now();
  inputs[Math.floor(frames.length / times)].click();
  channel.port2.postMessage(null);
});
toggle();
"#;

/// Adds the rows on a long book. The page is served at `address`.
pub(crate) fn report(driver: &Driver, address: &str, report: &mut Report) -> Result<()> {
    eprintln!("Making a book");
    let book = volume::volume(CHAPTERS, WORDS)?;
    report.tell(
        "The book",
        &format!(
            "{} words in {CHAPTERS} chapters, of {}",
            book.words, book.of
        ),
    );
    let browser = driver.open(WINDOW)?;
    browser.go(&format!("{address}library.html"))?;
    browser.run(READY, &json!([]))?;
    let empty = memory::of_page(driver.process());

    eprintln!("Opening it");
    let opened = browser.run(OPEN, &json!([STANDARD.encode(&book.bytes)]))?;
    report_opening(&opened, report)?;
    for (step, frames) in SCROLLS {
        eprintln!("Scrolling {frames} frames");
        let told = browser.run(SCROLL, &json!([0.3, step, frames]))?;
        report_scrolling(step, &numbers(&told["intervals"])?, report);
    }
    eprintln!("Switching layers");
    let told = browser.run(TOGGLE, &json!([TOGGLES]))?;
    let frames = numbers(&told["frames"])?;
    report.rate(
        "Switching a layer in the middle of it: click to painted frame, median and worst",
        &format!("{:.1} ms and {:.1} ms", median(&frames), worst(&frames)),
        &format!("< {TOGGLE_TARGET} ms"),
        worst(&frames) < TOGGLE_TARGET,
    );
    report_memory(&browser, driver, empty, report)?;
    work::report(&browser, report)
}

/// Waits until the library can take a file.
const READY: &str = r##"
const [done] = arguments;
const wait = () => document.querySelector("#paste") && document.querySelector("#sheet") ? setTimeout(() => done({}), 1000) : setTimeout(wait, 20);
wait();
"##;

fn report_opening(opened: &Value, report: &mut Report) -> Result<()> {
    let (annotated, marked) = (number(opened, "annotated")?, number(opened, "marked")?);
    report.rate(
        "From dropping the file to the first screen with all its marks and notes",
        &format!(
            "{annotated:.0} ms (its words after {:.0} ms)",
            number(opened, "shown")?
        ),
        &format!("< {OPEN_TARGET} ms"),
        annotated < OPEN_TARGET,
    );
    report.tell("… to the last mark", &format!("{marked:.0} ms"));
    let (long, waits) = (numbers(&opened["long"])?, numbers(&opened["blocks"])?);
    let longest = if long.is_empty() {
        format!("none of more than {BLOCK_TARGET} ms")
    } else {
        format!(
            "{:.0} ms ({} of more than {BLOCK_TARGET} ms, begun {} ms after the drop)",
            worst(&long),
            long.len(),
            list(&numbers(&opened["begun"])?)
        )
    };
    report.rate(
        "Longest task of the page from the drop until three seconds after the last mark",
        &longest,
        &format!("≤ {BLOCK_TARGET} ms"),
        long.is_empty(),
    );
    report.tell(
        "Longest wait of a timer, with all that came before it: until the first screen is marked, until all is, after that",
        &format!("{} ms", list(&waits)),
    );
    report.tell(
        "Marks of each layer, and elements on the page",
        &format!("{}; {}", opened["counts"], opened["elements"]),
    );
    Ok(())
}

fn report_scrolling(step: u32, intervals: &[f64], report: &mut Report) {
    let late = intervals
        .iter()
        .filter(|interval| **interval > LATE)
        .count();
    let share = share(late, intervals.len());
    report.rate(
        &format!("Scrolling {step} px a frame: frames of more than {LATE} ms, mean and longest"),
        &format!(
            "{late} of {} ({:.1} %), {:.1} ms and {:.1} ms",
            intervals.len(),
            share * 100.0,
            intervals.iter().sum::<f64>() / f64::from(u32::try_from(intervals.len()).unwrap_or(1)),
            worst(intervals)
        ),
        &format!("≤ {:.0} %", LATE_TARGET * 100.0),
        share <= LATE_TARGET,
    );
}

fn share(part: usize, whole: usize) -> f64 {
    let count = |count: usize| u32::try_from(count).map_or(f64::NAN, f64::from);
    count(part) / count(whole)
}

fn report_memory(
    browser: &Browser<'_>,
    driver: &Driver,
    empty: Option<u64>,
    report: &mut Report,
) -> Result<()> {
    let held = memory::of_page(driver.process());
    browser.chromium("HeapProfiler.collectGarbage", &json!({}))?;
    let (Some(empty), Some(held)) = (empty, held) else {
        report.tell("Memory", "this system does not tell");
        return Ok(());
    };
    let after = memory::of_page(driver.process()).unwrap_or(held);
    report.rate(
        "Memory of the page with its worker, and after what is no longer used was given back",
        &format!(
            "{:.0} MB and {:.0} MB (an empty library: {:.0} MB)",
            millions(held),
            millions(after),
            millions(empty)
        ),
        &format!("< {MEMORY_TARGET} MB"),
        millions(held) < MEMORY_TARGET,
    );
    Ok(())
}

/// Millions of bytes.
fn millions(bytes: u64) -> f64 {
    u32::try_from(bytes / 1000).map_or(f64::NAN, f64::from) / 1000.0
}

fn list(values: &[f64]) -> String {
    let values: Vec<_> = values.iter().map(|value| format!("{value:.0}")).collect();
    values.join(", ")
}

fn numbers(list: &Value) -> Result<Vec<f64>> {
    serde_json::from_value(list.clone()).context("the page tells no times")
}

fn number(record: &Value, name: &str) -> Result<f64> {
    record[name]
        .as_f64()
        .with_context(|| format!("the page does not tell `{name}`"))
}
