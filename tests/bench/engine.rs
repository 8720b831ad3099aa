//! The engine in its worker: what it weighs, how soon it is ready, how fast it annotates, beside compromise in the same browser.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sidelight::engine::{Job, Order, Request, Response, Source, VERSION};

use crate::browser::{Browser, Driver};
use crate::compression::compressed;
use crate::host::{kilobytes, write_plain};
use crate::report::Report;
use crate::statistics::{median, worst};

/// Budget for all that is fetched for the engine, in bytes, brotli 11.
const BUDGET: usize = 2_000_000;
/// The files that are fetched for it.
const FILES: [&str; 5] = [
    "engine_loader.js",
    "engine.js",
    "engine_bg.wasm",
    "sidelight.weights",
    "cards.index",
];
const WINDOW: (u32, u32) = (1280, 900);
/// Starts of the worker; odd, so that the median is a start that happened.
const STARTS: usize = 11;
/// Times that the short article is annotated.
const ARTICLES: usize = 31;
const LONG_RUNS: usize = 3;
const ARTICLE_WORDS: usize = 1000;
/// Bytes of the long text.
const LONG: u32 = 1_000_000;
/// Bytes of it that compromise reads; it would take long for more.
const SHORT: u32 = 300_000;
/// Milliseconds.
const READY_TARGET: f64 = 300.0;
/// Milliseconds.
const ARTICLE_TARGET: f64 = 10.0;
/// Millions of bytes a second.
const SPEED_TARGET: f64 = 1.5;

/// Starts a worker, has it load its files, and gives it each order `runs` times; tells all times in milliseconds, and the last answers.
const ENGINE: &str = r#"
const [requests, tags, load, done] = arguments;
const bytes = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
const text = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
const began = performance.now();
const worker = new Worker(new URL("engine_loader.js", document.baseURI), { type: "module" });
const fail = (error) => { worker.terminate(); done({ error }); };
worker.onerror = (event) => fail(event.message ?? "the worker fails");
const until = (tag) => new Promise((resolve) => {
  worker.onmessage = ({ data }) => {
    if (data[0] === tags.failed) fail("the engine says that it failed");
    else if (data[0] === tag) resolve(data);
  };
});
const measure = async () => {
  await until(tags.started);
  worker.postMessage(bytes(load));
  await until(tags.ready);
  const ready = performance.now() - began;
  const times = [];
  let last = null;
  for (const request of requests) {
    const message = bytes(request);
    const asked = performance.now();
    worker.postMessage(message);
    last = await until(tags.finished);
    times.push(performance.now() - asked);
  }
  worker.terminate();
  done({ ready, times, last: last && text(last) });
};
measure().catch((error) => fail(String(error)));
"#;

/// Has compromise find the names of a text, and tells the least time of some runs, in milliseconds, and how many names it found.
const COMPROMISE: &str = r#"
const [text, runs, done] = arguments;
const measure = async () => {
  const { default: nlp } = await import(new URL("compromise.js", document.baseURI));
  let least = Infinity;
  let names = 0;
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    const read = nlp(text);
    names = [read.people(), read.organizations(), read.places()].reduce((sum, view) => sum + view.out("array").length, 0);
    least = Math.min(least, performance.now() - began);
  }
  done({ least, names });
};
measure().catch((error) => done({ error: String(error) }));
"#;

/// Adds the rows on the engine. `page` is a copy of the built page, served at `address`; the module of compromise is put beside it.
pub(crate) fn report(
    driver: &Driver,
    page: &Path,
    address: &str,
    compromise: &Path,
    report: &mut Report,
) -> Result<()> {
    sizes(page, report)?;
    let text = texts()?;
    let article = words(&text, ARTICLE_WORDS);
    let long = repeated(&text, LONG as usize);
    let short = &long[..cut(&long, SHORT as usize)];

    eprintln!("Starting the engine {STARTS} times");
    let mut ready = Vec::new();
    for _ in 0..STARTS {
        let browser = driver.open(WINDOW)?;
        browser.go(address)?;
        ready.push(run(&browser, address, &[])?.ready);
    }
    report.rate(
        &format!("The engine’s worker from its start until it is ready, its files fetched from this machine, median and worst of {STARTS} new browsers"),
        &milliseconds(&ready),
        &format!("≤ {READY_TARGET} ms"),
        median(&ready) <= READY_TARGET,
    );

    eprintln!("Annotating in the worker");
    let browser = driver.open(WINDOW)?;
    browser.go(address)?;
    let times = run(&browser, address, &[article.as_str(); ARTICLES])?.times;
    report.rate(
        &format!("An article of {ARTICLE_WORDS} words and the rest of their paragraph, order to last answer, median and worst of {ARTICLES}, the first one included"),
        &milliseconds(&times),
        &format!("≤ {ARTICLE_TARGET} ms"),
        median(&times) <= ARTICLE_TARGET,
    );
    let times = run(&browser, address, &[long.as_str(); LONG_RUNS])?.times;
    let long_speed = speed(LONG, least(&times));
    report.rate(
        &format!("A text of 1 MB, order to last answer, least of {LONG_RUNS}"),
        &format!("{long_speed:.2} MB/s"),
        &format!("≥ {SPEED_TARGET} MB/s"),
        long_speed >= SPEED_TARGET,
    );

    let times = run(&browser, address, &[short; LONG_RUNS])?.times;
    let own = least(&times);
    drop(browser);
    let theirs = compromise_time(driver, page, address, compromise, short)?;
    report.tell(
        "The first 300 kB of it in the same browser: Sidelight, all annotations; compromise, names alone",
        &format!(
            "{:.2} MB/s and {:.3} MB/s: Sidelight is {:.0} times as fast",
            speed(SHORT, own),
            speed(SHORT, theirs),
            theirs / own
        ),
    );
    Ok(())
}

/// Megabytes a second, of bytes and milliseconds.
fn speed(bytes: u32, milliseconds: f64) -> f64 {
    f64::from(bytes) / 1000.0 / milliseconds
}

fn sizes(page: &Path, report: &mut Report) -> Result<()> {
    let mut sizes = Vec::new();
    for name in FILES {
        let bytes =
            fs::read(page.join(name)).with_context(|| format!("the build has no {name}"))?;
        sizes.push(compressed(&bytes)?.len());
    }
    let all = sizes.iter().sum();
    report.rate(
        "All that is fetched for the engine, brotli 11",
        &format!(
            "{} (module {}, weights {}, card index {})",
            kilobytes(all),
            kilobytes(sizes[..3].iter().sum()),
            kilobytes(sizes[3]),
            kilobytes(sizes[4])
        ),
        &format!("≤ {}", kilobytes(BUDGET)),
        all <= BUDGET,
    );
    Ok(())
}

/// What one worker took, in milliseconds.
struct Times {
    ready: f64,
    times: Vec<f64>,
}

/// Has one new worker load and annotate each text in turn.
fn run(browser: &Browser<'_>, address: &str, texts: &[&str]) -> Result<Times> {
    let mut requests = Vec::new();
    for (number, text) in (1..).zip(texts) {
        let order = Order {
            job: Job(number),
            source: Source::Text((*text).to_owned()),
        };
        requests.push(STANDARD.encode(Request::Annotate(order).to_bytes()?));
    }
    let load = Request::Load {
        weights: format!("{address}sidelight.weights"),
        cards: format!("{address}cards.index"),
    };
    let job = Job(u32::try_from(texts.len())?);
    let finished = Response::Finished {
        job,
        warnings: Vec::new(),
    };
    let ready = Response::Ready {
        notice: String::new(),
        cards: 0,
    };
    let failed = Response::Failed {
        job: None,
        message: String::new(),
    };
    // A message begins with the number of its kind.
    let tags = json!({
        "started": Response::Started { version: VERSION }.to_bytes()?[0],
        "ready": ready.to_bytes()?[0],
        "finished": finished.to_bytes()?[0],
        "failed": failed.to_bytes()?[0],
    });
    let load = STANDARD.encode(load.to_bytes()?);
    let told = browser.run(ENGINE, &json!([requests, tags, load]))?;
    if let Some(last) = told["last"].as_str() {
        let last = Response::from_bytes(&STANDARD.decode(last)?)?;
        if last != finished {
            bail!("the last answer is {last:?}");
        }
    }
    let times = told["times"]
        .as_array()
        .context("the page tells no times")?;
    Ok(Times {
        ready: number(&told["ready"])?,
        times: times.iter().map(number).collect::<Result<_>>()?,
    })
}

/// The least time of compromise, in milliseconds, on a page of its own, whose policy lets it in.
fn compromise_time(
    driver: &Driver,
    page: &Path,
    address: &str,
    compromise: &Path,
    text: &str,
) -> Result<f64> {
    eprintln!("Waiting for compromise");
    let module = fs::read(compromise).with_context(|| compromise.display().to_string())?;
    let folder = page.join("peer");
    write_plain(&folder.join("compromise.js"), &module)?;
    write_plain(
        &folder.join("index.html"),
        b"<!doctype html><title>peer</title>",
    )?;
    let browser = driver.open(WINDOW)?;
    browser.go(&format!("{address}peer/index.html"))?;
    let told = browser.run(COMPROMISE, &json!([text, LONG_RUNS]))?;
    if told["names"].as_u64().is_none_or(|names| names == 0) {
        bail!("compromise finds no names");
    }
    number(&told["least"])
}

/// The project's held-back texts, one after the other.
fn texts() -> Result<String> {
    let mut files: Vec<_> = fs::read_dir("tests/gold/texts")?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    let mut all = String::new();
    for file in files {
        all.push_str(&fs::read_to_string(file)?);
        all.push_str("\n\n");
    }
    Ok(all)
}

/// The text up to the end of the paragraph with its word of that number.
fn words(text: &str, count: usize) -> String {
    let mut words = 0;
    text.split_inclusive('\n')
        .take_while(|paragraph| {
            let is_wanted = words < count;
            words += paragraph.split_whitespace().count();
            is_wanted
        })
        .collect()
}

/// The text as often as is needed for that many bytes.
fn repeated(text: &str, size: usize) -> String {
    let mut long = text.repeat(size / text.len() + 1);
    long.truncate(cut(&long, size));
    long
}

/// The last boundary of a character at or before `size`.
fn cut(text: &str, size: usize) -> usize {
    (0..=size.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

fn number(value: &Value) -> Result<f64> {
    value.as_f64().context("the page tells no number")
}

fn least(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}

fn milliseconds(times: &[f64]) -> String {
    format!("{:.1} ms and {:.1} ms", median(times), worst(times))
}
