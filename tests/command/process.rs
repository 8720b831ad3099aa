//! Runs the command, and gives its files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

/// What a run of the command left.
pub struct Run {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

/// The command with all its streams in our hands, and no colours unless they are asked for.
pub fn sidelight(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sidelight"));
    command
        .args(arguments)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a command to its end on `input`.
pub fn run(command: &mut Command, input: &[u8]) -> Run {
    let mut child = command.spawn().expect("the command starts");
    let feeding = feed(&mut child, input.to_vec());
    let output = child.wait_with_output().expect("the command ends");
    feeding.join().expect("the feeding thread ends");
    Run {
        status: output.status,
        out: String::from_utf8(output.stdout).expect("output in UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages in UTF-8"),
    }
}

/// Writes `input` to a command in a thread of its own, as long as the command reads.
pub fn feed(child: &mut Child, input: Vec<u8>) -> thread::JoinHandle<()> {
    let mut stdin = child.stdin.take().expect("standard input in our hands");
    // A command that ends early does not take the rest.
    thread::spawn(move || drop(stdin.write_all(&input)))
}

/// Runs a command that must succeed without a word on standard error, and gives what it wrote.
#[track_caller]
pub fn succeed(arguments: &[&str], input: &str) -> String {
    let run = run(&mut sidelight(arguments), input.as_bytes());
    assert!(
        run.status.success() && run.err.is_empty(),
        "{}: {}",
        run.status,
        run.err
    );
    run.out
}

/// A file of that name that holds `bytes`.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).expect("a writable folder");
    path
}

/// A path as an argument.
pub fn argument(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}
