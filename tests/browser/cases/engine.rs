//! The engine in its worker: driven by the very messages of its protocol, and held against the engine as it runs natively.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sidelight::annotate::{Annotated, annotate};
use sidelight::article::Import;
use sidelight::engine::{Job, Knowledge, Order, Request, Response, Source, VERSION, read};

use super::Case;
use crate::engine::{Engine, variable};
use crate::page::{ESCAPE, Page};
use crate::site::serve_under_sub_path;

pub(super) const CASES: &[Case] = &[
    (
        "nothing of the engine is fetched before it is asked for",
        unasked,
    ),
    (
        "the engine annotates as it does natively, part by part",
        |page| bearing_a_fault(page, as_natively),
    ),
    (
        "an engine's order can be cancelled, waiting or halfway",
        |page| bearing_a_fault(page, cancelled),
    ),
    (
        "an engine without its files says so, and can try again",
        |page| bearing_a_fault(page, without_files),
    ),
    ("an engine that cannot start is noticed", not_starting),
    ("the engine works under a sub-path", |page| {
        bearing_a_fault(page, sub_path)
    }),
];

/// Files that belong to the engine alone.
const FILES: &str = "performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => /engine|weights|cards\\.index/.test(name))";

/// Starts a worker and keeps its answers; to those of the kind `replyTo` it replies at once with `reply`.
///
/// What later scripts say is kept as data: Firefox runs every script of its driver in a place of its own, whose functions die.
const START: &str = "
window.worker?.terminate();
window.answers = [];
window.faults = [];
window.replyTo = -1;
window.reply = '';
window.worker = new Worker(new URL('LOADER', document.baseURI), {type: 'module'});
worker.onmessage = ({data}) => {
  answers.push(data);
  if (data[0] === window.replyTo) window.ask(window.reply);
};
worker.onerror = (event) => faults.push(String(event.message ?? event.type));
window.inBase64 = (data) => {
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return btoa(text);
};
// All are decoded before the first is sent, as the engine could be done with one while the next is decoded.
window.ask = (...texts) => {
  const requests = texts.map((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  for (const request of requests) worker.postMessage(request);
};
";

/// Goes through a case, and once more where a worker of `WebKit` faulted, which is said.
///
/// With three at once on two cores 5 of 338 workers of `WebKitGTK` 2.50 trapped in the same program over the same text, each somewhere
/// else; of Chromium's 463 and Firefox's 351 none did. The page gets over it, as its own cases show.
fn bearing_a_fault(page: &Page, case: fn(&Page) -> Result<()>) -> Result<()> {
    let Err(error) = case(page) else {
        return Ok(());
    };
    if page.engine != Engine::WebKit || page.value("(window.faults ?? []).length")? == json!(0) {
        return Err(error);
    }
    page.remark(&format!(
        "the worker faulted, and was asked once more: {error:#}"
    ));
    case(page)
}

fn start(page: &Page, loader: &str) -> Result<()> {
    page.run(&START.replace("LOADER", loader)).map(drop)
}

fn started(page: &Page) -> Result<()> {
    start(page, "engine_loader.js")?;
    page.until("the engine has started", "answers.length || faults.length")?;
    page.expect("faults of the worker", "faults", &json!([]))?;
    ensure!(
        answers(page)? == [Response::Started { version: VERSION }],
        "the first message is another one"
    );
    Ok(())
}

fn ask(page: &Page, request: &Request) -> Result<()> {
    ask_all(page, std::slice::from_ref(request))
}

/// Asks one thing right after the other.
fn ask_all(page: &Page, requests: &[Request]) -> Result<()> {
    let texts = requests
        .iter()
        .map(|request| Ok(STANDARD.encode(request.to_bytes()?)));
    page.run(&format!(
        "ask(...{})",
        json!(texts.collect::<Result<Vec<_>>>()?)
    ))
    .map(drop)
}

/// Has the engine fetch its files from these addresses beside the page.
fn load(page: &Page, weights: &str, cards: &str) -> Result<()> {
    let base = page.value("document.baseURI")?;
    let base = base.as_str().context("the page has no address")?;
    let base = &base[..=base.rfind('/').context("no address")?];
    ask(
        page,
        &Request::Load {
            weights: format!("{base}{weights}"),
            cards: format!("{base}{cards}"),
        },
    )
}

/// All answers so far.
fn answers(page: &Page) -> Result<Vec<Response>> {
    let found = page.value("answers.map(inBase64)")?;
    let texts = found
        .as_array()
        .context("no answers")?
        .iter()
        .filter_map(|text| text.as_str());
    texts
        .map(|text| Ok(Response::from_bytes(&STANDARD.decode(text)?)?))
        .collect()
}

/// Waits for that answer, then gives all.
fn answers_up_to(page: &Page, last: &Response) -> Result<Vec<Response>> {
    let last = last.to_bytes()?;
    let (length, last) = (last.len(), STANDARD.encode(last));
    // A long answer is not looked at: that would keep the page from hearing the next one.
    page.until("the last answer has come", &format!("answers.at(-1)?.length === {length} && inBase64(answers.at(-1)) === '{last}' || faults.length"))?;
    page.expect("faults of the worker", "faults", &json!([]))?;
    answers(page)
}

fn order(job: u32, source: Source) -> Order {
    Order {
        job: Job(job),
        source,
    }
}

fn text(text: impl Into<String>) -> Source {
    Source::Text(text.into())
}

/// The shipped article, without its front matter.
fn article() -> Result<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("src/content/articles/kazakhstan/article.md");
    let file = fs::read_to_string(path)?;
    Ok(file.rsplit("+++").next().unwrap_or_default().to_owned())
}

/// More than what the engine reads at a time.
fn long_text() -> Result<String> {
    Ok(article()?.repeat(155))
}

/// What the engine gives natively for the article as Markdown and for the long text.
fn native() -> Result<&'static [(Import, Annotated); 2]> {
    static RESULTS: OnceLock<[(Import, Annotated); 2]> = OnceLock::new();
    if let Some(results) = RESULTS.get() {
        return Ok(results);
    }
    let dist = PathBuf::from(variable("SIDELIGHT_DIST")?);
    let knowledge = Knowledge::read(
        &fs::read(dist.join("sidelight.weights"))?,
        &fs::read(dist.join("cards.index"))?,
    )?;
    let with_annotations = |source: Source| -> Result<(Import, Annotated)> {
        let import = read(source)?;
        let annotated = annotate(&import.document, &knowledge.cards, &knowledge.model);
        Ok((import, annotated))
    };
    let results = [
        with_annotations(Source::Markdown(article()?))?,
        with_annotations(text(long_text()?))?,
    ];
    Ok(RESULTS.get_or_init(|| results))
}

fn unasked(page: &Page) -> Result<()> {
    page.open("")?;
    page.run("document.querySelector('#m6').click()")?;
    page.until("a card is open", "!document.querySelector('#sheet').hidden")?;
    page.press(ESCAPE)?;
    page.expect("files of the engine that were fetched", FILES, &json!([]))?;
    page.expect("what would fetch them ahead", "[...document.querySelectorAll('link, script')].map((e) => e.outerHTML).filter((html) => /engine|weights|cards\\.index/.test(html))", &json!([]))
}

fn as_natively(page: &Page) -> Result<()> {
    page.open("")?;
    started(page)?;
    load(page, "sidelight.weights", "cards.index")?;
    // Orders may come before everything is loaded.
    ask(
        page,
        &Request::Annotate(order(1, Source::Markdown(article()?))),
    )?;
    ask(page, &Request::Annotate(order(2, text(long_text()?))))?;
    let [article, long] = native()?;
    let answers = answers_up_to(
        page,
        &Response::Finished {
            job: Job(2),
            warnings: long.1.warnings.clone(),
        },
    )?;
    let Some(after) = answers
        .iter()
        .position(|answer| matches!(answer, Response::Ready { .. }))
    else {
        bail!("the engine never said that it is ready");
    };
    let Some(end) = answers
        .iter()
        .position(|answer| matches!(answer, Response::Finished { job: Job(1), .. }))
    else {
        bail!("the first order is not finished");
    };
    same(&answers[after + 1..=end], Job(1), article, 1)?;
    same(&answers[end + 1..], Job(2), long, 100)
}

/// Checks that these are an order's answers, with at least so many parts, which together are what the engine gives natively.
fn same(
    answers: &[Response],
    order: Job,
    (import, annotated): &(Import, Annotated),
    least: usize,
) -> Result<()> {
    let [
        Response::Opened {
            job,
            import: opened,
        },
        steps @ ..,
        Response::Finished { warnings, .. },
    ] = answers
    else {
        bail!("{order:?} does not begin with the document");
    };
    ensure!(
        *job == order && **opened == *import,
        "{order:?}: another document"
    );
    let paragraphs = import.document.paragraphs().count();
    let mut joined = Annotated {
        warnings: warnings.clone(),
        ..Annotated::default()
    };
    let (mut reached, mut end) = (0, 0);
    for step in steps.chunks(2) {
        let [
            Response::Part { job, annotated },
            Response::Progress {
                job: same_job,
                done,
                total,
            },
        ] = step
        else {
            bail!("{order:?}: parts and progress do not come in turn: {step:?}");
        };
        ensure!(
            *job == order && *same_job == order,
            "{order:?}: answers to another order between"
        );
        ensure!(
            reached < *done && *done <= *total && *total == paragraphs,
            "{order:?}: progress {reached}, then {done} of {total}"
        );
        let starts = annotated
            .stances
            .iter()
            .map(|stance| stance.span.start)
            .chain(annotated.mentions.iter().map(|mention| mention.span.start));
        ensure!(
            starts.min().is_none_or(|start| start >= end),
            "{order:?}: a part before byte {end} comes late"
        );
        end = annotated
            .stances
            .last()
            .map_or(end, |stance| stance.span.end);
        reached = *done;
        joined.append(annotated.clone());
    }
    ensure!(
        reached == paragraphs && steps.len() >= 2 * least,
        "{order:?}: {reached} of {paragraphs} paragraphs in {} steps",
        steps.len()
    );
    let bytes = |annotated: &Annotated| {
        Response::Part {
            job: order,
            annotated: annotated.clone(),
        }
        .to_bytes()
    };
    ensure!(
        bytes(&joined)? == bytes(annotated)?,
        "{order:?}: other annotations than natively"
    );
    Ok(())
}

fn cancelled(page: &Page) -> Result<()> {
    page.open("")?;
    started(page)?;
    load(page, "sidelight.weights", "cards.index")?;
    page.until("the engine is ready", "answers.length === 2")?;
    // From within the page, as from afar the engine would be done before. A message begins with the number of its kind.
    let cancel = STANDARD.encode(Request::Cancel { job: Job(1) }.to_bytes()?);
    let part = Response::Part {
        job: Job(1),
        annotated: Annotated::default(),
    }
    .to_bytes()?[0];
    page.run(&format!(
        "window.replyTo = {part}; window.reply = '{cancel}'"
    ))?;
    let requests = [
        Request::Annotate(order(1, text(long_text()?))),
        Request::Annotate(order(2, text(long_text()?))),
        Request::Cancel { job: Job(2) },
        Request::Cancel { job: Job(9) },
        Request::Annotate(order(3, text("It is cold, the mayor said."))),
    ];
    ask_all(page, &requests)?;
    let answers = answers_up_to(
        page,
        &Response::Finished {
            job: Job(3),
            warnings: Vec::new(),
        },
    )?;
    let count =
        |wanted: fn(&Response) -> bool| answers.iter().filter(|answer| wanted(answer)).count();
    let sentences: usize = answers
        .iter()
        .map(|answer| match answer {
            Response::Part {
                job: Job(1),
                annotated,
            } => annotated.stances.len(),
            _ => 0,
        })
        .sum();
    // How many come depends on when the page has its turn; that some are left out does not.
    let all = native()?[1].1.stances.len();
    ensure!(
        (1..all).contains(&sentences),
        "{sentences} of {all} sentences came of the cancelled order"
    );
    ensure!(
        count(|answer| matches!(answer, Response::Finished { job: Job(1), .. })) == 0,
        "the cancelled order was finished"
    );
    ensure!(
        count(|answer| matches!(answer, Response::Cancelled { job: Job(1) })) == 1,
        "the order at work was not cancelled"
    );
    ensure!(
        count(|answer| matches!(answer, Response::Cancelled { job: Job(2) })) == 1,
        "the waiting order was not cancelled"
    );
    ensure!(
        count(|answer| matches!(
            answer,
            Response::Opened { job: Job(2), .. } | Response::Cancelled { job: Job(9) }
        )) == 0,
        "an order that was cancelled before is opened"
    );
    let after = answers
        .iter()
        .skip_while(|answer| **answer != Response::Cancelled { job: Job(1) })
        .skip(1);
    let late = after.filter(|answer| {
        matches!(
            answer,
            Response::Part { job: Job(1), .. }
                | Response::Progress { job: Job(1), .. }
                | Response::Finished { job: Job(1), .. }
        )
    });
    ensure!(late.count() == 0, "the cancelled order goes on");
    Ok(())
}

fn without_files(page: &Page) -> Result<()> {
    page.open("")?;
    started(page)?;
    let expect_failures = |known: usize, parts: &[&str]| -> Result<()> {
        page.until(
            "the engine says that it failed",
            &format!("answers.length > {known}"),
        )?;
        let answers = answers(page)?;
        let Some(Response::Failed { message, .. }) = answers.last() else {
            bail!("no failure: {answers:?}")
        };
        for part in [
            "could not be loaded",
            "Your text is untouched",
            "reload the page and try again",
        ]
        .iter()
        .chain(parts)
        {
            ensure!(
                message.contains(part),
                "the message lacks “{part}”: {message}"
            );
        }
        Ok(())
    };
    load(page, "no-such.weights", "cards.index")?;
    expect_failures(1, &["the weights at http", "no-such.weights", "status 404"])?;
    ask(page, &Request::Annotate(order(1, text("It is cold."))))?;
    expect_failures(2, &["status 404"])?;
    load(page, "sidelight.weights", "no-such.index")?;
    expect_failures(3, &["the card index at http", "status 404"])?;
    load(page, "icon.svg", "cards.index")?;
    expect_failures(4, &["no file of Sidelight’s weights"])?;
    load(page, "sidelight.weights", "sidelight.weights")?;
    expect_failures(5, &["no file of Sidelight’s card index"])?;
    page.run("ask(btoa('no message'))")?;
    page.until(
        "bytes that are no message are refused",
        "answers.length === 7",
    )?;
    load(page, "sidelight.weights", "cards.index")?;
    page.until("the engine is ready after all", "answers.length === 8")?;
    ask(page, &Request::Annotate(order(2, text("It is cold."))))?;
    answers_up_to(
        page,
        &Response::Finished {
            job: Job(2),
            warnings: Vec::new(),
        },
    )
    .map(drop)
}

fn not_starting(page: &Page) -> Result<()> {
    page.open("")?;
    for loader in ["no-such-file.js", "broken_loader.js"] {
        start(page, loader)?;
        page.until(
            &format!("a worker without its module is noticed ({loader})"),
            "faults.length",
        )?;
    }
    Ok(())
}

fn sub_path(page: &Page) -> Result<()> {
    let site = serve_under_sub_path()?;
    page.session.post("url", &json!({"url": site.url()}))?;
    page.wait_for_app()?;
    started(page)?;
    load(page, "sidelight.weights", "cards.index")?;
    ask(page, &Request::Annotate(order(1, text("It is cold."))))?;
    answers_up_to(
        page,
        &Response::Finished {
            job: Job(1),
            warnings: Vec::new(),
        },
    )
    .map(drop)
}
