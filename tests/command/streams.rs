//! Streams: one object a line in, one a line out, in the same order, and what becomes of lines that are none.

use std::io::{BufRead, BufReader, Read};
use std::thread;

use serde_json::Value;

use crate::process::{Run, argument, feed, file, run, sidelight, succeed};

/// Identifiers of all types, as they are written; they come back as they were.
const IDS: [&str; 9] = [
    "7",
    "\"a “b” \\u00e9\"",
    "12345678901234567890123",
    "1.50",
    "null",
    "true",
    "[1,{\"a\":[]}]",
    "{\"x\": null}",
    "\"\"",
];

/// A line whose text has as many sentences as its number says, from one to five.
fn line(number: usize) -> String {
    let text = "It rained in Oslo. ".repeat(number % 5 + 1);
    format!(
        "{{\"id\":{},\"text\":\"{text}\"}}\n",
        IDS[number % IDS.len()]
    )
}

fn annotate(jobs: &str, input: &[u8]) -> Run {
    run(
        &mut sidelight(&["annotate", "--format", "jsonl", "--jobs", jobs]),
        input,
    )
}

#[track_caller]
fn check(annotated: &str, number: usize) {
    let id = IDS[number % IDS.len()];
    assert!(
        annotated.starts_with(&format!("{{\"id\":{id},")),
        "line {number}: {annotated}"
    );
    let annotated: Value = serde_json::from_str(annotated).expect("an object");
    assert_eq!(
        annotated["sentences"].as_array().map(Vec::len),
        Some(number % 5 + 1),
        "line {number}"
    );
}

#[test]
fn order_and_ids_are_kept() {
    let input: String = (0..500).map(line).collect();
    let run = annotate("4", input.as_bytes());
    assert!(run.status.success() && run.err.is_empty(), "{}", run.err);
    assert_eq!(run.out.lines().count(), 500);
    run.out
        .lines()
        .enumerate()
        .for_each(|(number, annotated)| check(annotated, number));
    assert_eq!(
        run.out,
        annotate("1", input.as_bytes()).out,
        "the number of jobs shows"
    );
}

#[test]
fn bad_lines_are_skipped_and_named() {
    let bad: [&[u8]; 7] = [
        b"no JSON",
        b"{\"id\": 3}",
        b"{\"id\": 3, \"text\": 5}",
        b"{\"text\": \"\xff\"}",
        b"{\"text\": \"\\ud800\"}",
        b"[\"text\"]",
        b"{\"text\": \"cut",
    ];
    let mut input = Vec::new();
    let mut wanted = Vec::new();
    for number in 1..=500 {
        match number % 70 {
            0 => input.extend(bad[number / 70 - 1].iter().chain(b"\n")),
            // An empty line is no line.
            35 => input.extend(b" \r\n"),
            _ => {
                input.extend(line(number).as_bytes());
                wanted.push(number);
            }
        }
    }
    let run = annotate("3", &input);
    assert_eq!(run.status.code(), Some(3));
    assert_eq!(run.out.lines().count(), wanted.len());
    run.out
        .lines()
        .zip(&wanted)
        .for_each(|(annotated, number)| check(annotated, *number));
    let messages: Vec<_> = run.err.lines().collect();
    assert_eq!(messages.len(), bad.len() + 1, "{}", run.err);
    for (message, number) in messages[..bad.len()].iter().zip((70..).step_by(70)) {
        assert!(
            message.starts_with(&format!("sidelight: standard input:{number}: ")),
            "{message}"
        );
    }
    assert!(
        messages[bad.len()].contains("7 lines"),
        "{}",
        messages[bad.len()]
    );
}

#[test]
fn the_last_line_needs_no_end_and_a_missing_id_is_null() {
    let annotated = succeed(
        &["annotate", "--format", "jsonl"],
        "{\"text\": \"It rained.\"}",
    );
    assert!(
        annotated.starts_with("{\"id\":null,") && annotated.ends_with("}\n"),
        "{annotated}"
    );
    assert_eq!(succeed(&["annotate", "--format", "jsonl"], ""), "");
}

#[test]
fn a_stream_can_be_a_file() {
    let path = file(
        "stream.jsonl",
        (0..20).map(line).collect::<String>().as_bytes(),
    );
    let annotated = succeed(&["annotate", "--format", "jsonl", argument(&path)], "");
    annotated
        .lines()
        .enumerate()
        .for_each(|(number, annotated)| check(annotated, number));
}

#[test]
fn a_reader_that_stops_is_no_failure() {
    let mut child = sidelight(&["annotate", "--format", "jsonl", "--jobs", "2"])
        .spawn()
        .expect("the command starts");
    let feeding = feed(
        &mut child,
        (0..20_000).map(line).collect::<String>().into_bytes(),
    );
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("its output"))
        .read_line(&mut first)
        .expect("a line");
    check(first.trim_end(), 0);
    // The reader is gone; the command notices at the next line that it writes.
    feeding.join().expect("the feeding thread ends");
    let output = child.wait_with_output().expect("the command ends");
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn nobody_needs_to_read_one_text_either() {
    let text = "It rained in Oslo. ".repeat(20_000);
    for arguments in [
        ["annotate", "--format=json"],
        ["annotate", "--format=html"],
        ["annotate", "--format=text"],
        ["schema", ""],
    ] {
        let arguments: Vec<_> = arguments
            .into_iter()
            .filter(|argument| !argument.is_empty())
            .collect();
        let mut child = sidelight(&arguments).spawn().expect("the command starts");
        drop(child.stdout.take());
        let feeding = feed(&mut child, text.clone().into_bytes());
        let mut stderr = child.stderr.take().expect("its messages");
        let messages = thread::spawn(move || {
            let mut messages = String::new();
            stderr.read_to_string(&mut messages).map(|_| messages)
        });
        let status = child.wait().expect("the command ends");
        feeding.join().expect("the feeding thread ends");
        let messages = messages
            .join()
            .expect("the reading thread ends")
            .expect("messages in UTF-8");
        assert!(
            status.success() && messages.is_empty(),
            "{arguments:?}: {status}: {messages}"
        );
    }
}
