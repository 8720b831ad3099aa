//! What the command cannot read, and what it says then.

use crate::process::{argument, file, run, sidelight};

/// Checks that the command says all of `words` in one line, writes nothing and leaves with status 1.
#[track_caller]
fn refuses(arguments: &[&str], input: &[u8], words: &[&str]) {
    let run = run(&mut sidelight(arguments), input);
    assert_eq!(run.status.code(), Some(1), "{}", run.err);
    assert!(run.out.is_empty(), "{}", run.out);
    assert!(
        run.err.starts_with("sidelight: ") && run.err.lines().count() == 1,
        "{}",
        run.err
    );
    for words in words {
        assert!(run.err.contains(words), "“{words}” is not in: {}", run.err);
    }
}

#[test]
fn what_is_not_utf_8_is_refused_with_the_place() {
    let bytes = b"It rained in K\xf6ln.";
    refuses(
        &["annotate", "--format", "json"],
        bytes,
        &["standard input", "not UTF-8", "14"],
    );
    let path = file("latin.txt", bytes);
    refuses(
        &["annotate", argument(&path)],
        b"",
        &["latin.txt", "not UTF-8"],
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    refuses(
        &["annotate", "nowhere/article.txt"],
        b"",
        &["nowhere/article.txt"],
    );
    refuses(
        &["annotate", "--format", "jsonl", "nowhere/texts.jsonl"],
        b"",
        &["nowhere/texts.jsonl"],
    );
    refuses(
        &["annotate", "--weights", "nowhere/weights"],
        b"",
        &["nowhere/weights"],
    );
}

#[test]
fn weights_that_are_none_are_refused() {
    let path = file("no.weights", b"no weights at all");
    refuses(
        &["annotate", "--weights", argument(&path)],
        b"It rained.",
        &["weights", "nothing was loaded"],
    );
}

#[test]
fn an_option_that_does_not_exist_is_a_mistake_in_use() {
    let run = run(&mut sidelight(&["annotate", "--format", "xml"]), b"");
    assert_eq!(run.status.code(), Some(2));
    assert!(run.err.contains("xml"), "{}", run.err);
}
