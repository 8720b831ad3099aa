//! How soon the page is painted, next to the same HTML without scripts, and whether it moves.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::browser::Driver;
use crate::report::Report;
use crate::statistics::{median, spread};

/// Loads of each of the two pages; odd, so that the median is a load that happened.
const LOADS: usize = 31;
const WINDOW: (u32, u32) = (1280, 900);
/// Windows in which layout shifts are looked for besides: a phone's, a tablet's, a large screen's.
const OTHER_WINDOWS: [(u32, u32); 3] = [(320, 640), (768, 1024), (1920, 1080)];
const TARGET_RATIO: f64 = 1.05;

/// Waits until the app has started and a second more, then tells what the browser has recorded.
const RECORDS: &str = r#"
const [scripted, done] = arguments;
const records = { "largest-contentful-paint": [], "layout-shift": [] };
for (const [type, list] of Object.entries(records)) {
  new PerformanceObserver((seen) => list.push(...seen.getEntries())).observe({ type, buffered: true });
}
const wait = () => {
  // The app puts it into the page as it starts.
  if (scripted && !document.querySelector('#sheet')) {
    if (performance.now() > 20000) return done({ error: "the app does not start" });
    return setTimeout(wait, 20);
  }
  setTimeout(tell, 1000);
};
const tell = () => {
  const largest = records["largest-contentful-paint"].at(-1);
  if (!largest) return done({ error: "no largest paint was recorded" });
  const resources = performance.getEntriesByType("resource");
  const blocking = resources.filter((entry) => entry.renderBlockingStatus === "blocking");
  done({
    paint: largest.startTime,
    element: largest.element ? largest.element.tagName.toLowerCase() + " " + largest.element.textContent.slice(0, 40) : "",
    shift: records["layout-shift"].reduce((sum, entry) => sum + entry.value, 0),
    moved: records["layout-shift"].flatMap((entry) => entry.sources.map((source) => source.node?.id || source.node?.className || source.node?.nodeName || "?")).join(", "),
    blocking: blocking.map((entry) => new URL(entry.name).pathname),
    requests: resources.length + 1,
    foreign: resources.filter((entry) => new URL(entry.name).origin !== location.origin).length,
  });
};
wait();
"#;

/// Adds the rows on requests, largest paint and layout shift.
///
/// Every load is the first of a browser with an empty profile: nothing is cached, neither files nor
/// compiled code. The two pages take turns, so that what else the machine does falls on both.
pub(crate) fn report(driver: &Driver, page: &str, bare: &str, report: &mut Report) -> Result<()> {
    eprintln!("Loading the page {LOADS} times with scripts and {LOADS} times without");
    let (mut with, mut without) = (Vec::new(), Vec::new());
    let mut shifts = Vec::new();
    let mut last = Value::Null;
    // One load of each comes before the count: from it on, the files are in the system's memory.
    for turn in 0..=LOADS {
        let record = load(driver, WINDOW, page, true)?;
        let paint_with = number(&record, "paint")?;
        let paint_without = number(&load(driver, WINDOW, bare, false)?, "paint")?;
        shifts.push((WINDOW.0, record.clone()));
        last = record;
        if turn > 0 {
            with.push(paint_with);
            without.push(paint_without);
        }
    }
    for window in OTHER_WINDOWS {
        shifts.push((window.0, load(driver, window, page, true)?));
    }

    report_requests(&last, report);
    eprintln!("  (the largest paint is of {})", last["element"]);
    eprintln!("  (with scripts {with:?}, without {without:?})");
    let ratio = median(&with) / median(&without);
    report.rate(
        &format!("Largest paint with and without scripts, median of {LOADS} cold loads each"),
        &format!(
            "{} and {}: ratio {ratio:.3}",
            spread(&with),
            spread(&without)
        ),
        &format!("ratio ≤ {TARGET_RATIO}"),
        ratio <= TARGET_RATIO,
    );

    let mut largest: f64 = 0.0;
    for (width, record) in &shifts {
        let shift = number(record, "shift")?;
        if shift > 0.0 {
            eprintln!(
                "  (at {width} px a shift of {shift:.4}: {})",
                record["moved"]
            );
        }
        largest = largest.max(shift);
    }
    report.rate(
        "Sum of layout shifts, worst of 320, 768, 1280 and 1920 px",
        &format!("{largest:.4}"),
        "0",
        largest == 0.0,
    );
    Ok(())
}

/// What must arrive before the first paint is what the browser itself calls render-blocking.
fn report_requests(record: &Value, report: &mut Report) {
    let blocking = record["blocking"].as_array().map_or(0, Vec::len) + 1;
    report.rate(
        "Requests before the article can be read",
        &format!("{blocking} (HTML and {})", names(&record["blocking"])),
        "2",
        blocking <= 2,
    );
    report.rate(
        "Requests to other origins while loading",
        &format!("{} of {}", record["foreign"], record["requests"]),
        "0",
        record["foreign"] == json!(0),
    );
}

/// The kinds of the files at some addresses.
fn names(addresses: &Value) -> String {
    let addresses = addresses.as_array().map(Vec::as_slice).unwrap_or_default();
    let kinds: Vec<_> = addresses
        .iter()
        .filter_map(|address| address.as_str()?.rsplit('.').next())
        .map(str::to_uppercase)
        .collect();
    if kinds.is_empty() {
        "nothing else".to_owned()
    } else {
        kinds.join(", ")
    }
}

/// Loads an address in a new browser.
fn load(driver: &Driver, window: (u32, u32), address: &str, scripted: bool) -> Result<Value> {
    let browser = driver.open(window)?;
    // What a browser does when it starts should be over.
    let rest = "setTimeout(arguments[0], 700)";
    browser.run(rest, &json!([]))?;
    browser.go(address)?;
    browser.run(RECORDS, &json!([scripted]))
}

fn number(record: &Value, name: &str) -> Result<f64> {
    record[name]
        .as_f64()
        .with_context(|| format!("the browser does not tell `{name}`"))
}
