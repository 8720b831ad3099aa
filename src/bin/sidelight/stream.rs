//! A stream of texts: one object a line in, one a line out, in the same order, on all cores, in constant memory.

use std::io::{BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sidelight::annotate::annotate;
use sidelight::annotate::output::Output;
use sidelight::article::document_from_text;

use crate::shipped::Knowledge;

/// Status to leave with where lines were skipped.
const SOME_SKIPPED: u8 = 3;
/// How many lines may wait at each thread.
const WAITING: usize = 8;

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    text: String,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: Option<&'a RawValue>,
    #[serde(flatten)]
    output: Output,
}

/// What became of a line: its number, and the answer or what is wrong with it.
type Answer = (usize, Result<String, String>);

pub fn run(path: Option<&Path>, jobs: usize, knowledge: &Knowledge) -> anyhow::Result<ExitCode> {
    let name = path.map_or_else(
        || "standard input".to_owned(),
        |path| path.display().to_string(),
    );
    let (input, size): (Box<dyn BufRead + Send>, Option<u64>) = match path {
        Some(path) => {
            let file = std::fs::File::open(path).with_context(|| name.clone())?;
            let size = file.metadata().ok().map(|data| data.len());
            (Box::new(BufReader::new(file)), size)
        }
        None => (Box::new(BufReader::new(std::io::stdin())), None),
    };
    let bar = bar(size);
    let skipped = std::thread::scope(|scope| {
        let mut to_workers = Vec::new();
        let mut from_workers = Vec::new();
        for _ in 0..jobs {
            let (send, receive) = sync_channel::<(usize, Vec<u8>)>(WAITING);
            let (answer, answers) = sync_channel::<Answer>(WAITING);
            to_workers.push(send);
            from_workers.push(answers);
            scope.spawn(move || work(&receive, &answer, knowledge));
        }
        let reader = scope.spawn({
            let bar = bar.clone();
            move || feed(input, &to_workers, &bar)
        });
        let written = write(&from_workers, &bar, &name);
        // The workers end when nobody takes their answers any more.
        drop(from_workers);
        let read = reader
            .join()
            .unwrap_or_else(|_| Err(anyhow::anyhow!("the reading thread failed")));
        let skipped = written?;
        read.with_context(|| name.clone())?;
        anyhow::Ok(skipped)
    })?;
    bar.finish_and_clear();
    if skipped == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprintln!(
        "sidelight: {skipped} lines of {name} were skipped, see above; all others were annotated"
    );
    Ok(ExitCode::from(SOME_SKIPPED))
}

/// A bar on a terminal; nothing elsewhere.
fn bar(size: Option<u64>) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(size, ProgressDrawTarget::hidden());
    }
    let (bar, template) = match size {
        Some(size) => (
            ProgressBar::new(size),
            "{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{spinner} {bytes}, {bytes_per_sec}",
        ),
    };
    bar.with_style(
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}

/// Hands the lines to the threads in turn.
fn feed(
    mut input: Box<dyn BufRead + Send>,
    workers: &[SyncSender<(usize, Vec<u8>)>],
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    let mut turn = 0;
    let mut number = 0;
    loop {
        let mut line = Vec::new();
        let size = input.read_until(b'\n', &mut line)?;
        if size == 0 {
            return Ok(());
        }
        number += 1;
        bar.inc(u64::try_from(size)?);
        if line.trim_ascii().is_empty() {
            continue;
        }
        if workers[turn].send((number, line)).is_err() {
            // Nobody takes answers any more: what was written is all that is wanted.
            return Ok(());
        }
        turn = (turn + 1) % workers.len();
    }
}

fn work(lines: &Receiver<(usize, Vec<u8>)>, answers: &SyncSender<Answer>, knowledge: &Knowledge) {
    for (number, line) in lines {
        if answers.send((number, answer(&line, knowledge))).is_err() {
            return;
        }
    }
}

fn answer(line: &[u8], knowledge: &Knowledge) -> Result<String, String> {
    let line: Line<'_> = serde_json::from_slice(line)
        .map_err(|error| format!("expected {{\"id\": …, \"text\": \"…\"}}: {error}"))?;
    let document = document_from_text(line.text);
    let annotated = annotate(&document, &knowledge.cards, &knowledge.model);
    let annotation = Annotation {
        id: line.id,
        output: Output::new(document.text(), &annotated),
    };
    serde_json::to_string(&annotation).map_err(|error| error.to_string())
}

/// Takes the answers in the order of the lines and writes them; gives the number of lines skipped.
fn write(workers: &[Receiver<Answer>], bar: &ProgressBar, name: &str) -> anyhow::Result<usize> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut skipped = 0;
    for worker in workers.iter().cycle() {
        // The threads end in the order of their turns, so the first that has nothing more ends it all.
        let Ok((number, answer)) = worker.recv() else {
            break;
        };
        match answer {
            Ok(line) => {
                output.write_all(line.as_bytes())?;
                output.write_all(b"\n")?;
            }
            Err(reason) => {
                skipped += 1;
                bar.suspend(|| {
                    anstream::eprintln!(
                        "sidelight: {name}:{number}: {reason}; the line is skipped"
                    );
                });
            }
        }
    }
    output.flush()?;
    Ok(skipped)
}
