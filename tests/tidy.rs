//! The rules of the house as tests: what may stand where, and which room may know which.
//!
//! A rule reads the source tree as text, says nothing about rooms that do not exist yet, and names
//! file, line and remedy for every breach. `tidy/breaches.rs` shows each rule small breaches, so
//! that it is known to fail.

#[path = "tidy/breaches.rs"]
mod breaches;
#[path = "tidy/code.rs"]
mod code;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use code::{code, lines_with, paths, without_tests};

/// The library's rooms from left to right. A room imports only from groups before its own.
const ORDER: [&[&str]; 6] = [
    &["text"],
    &["card", "article", "model"],
    &["annotate", "content"],
    &["engine"],
    &["library", "page"],
    &["train", "ui", "web", "worker"],
];
/// How many of the groups are the engine: pure code that builds anywhere.
const ENGINE_GROUPS: usize = 5;
const LONGEST_FILE: usize = 600;
const TOP_LEVEL: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "Trunk.toml",
    "dist",
    "index.html",
    "src",
    "style",
    "target",
    "tests",
];

#[test]
fn every_file_opens_with_what_lives_there() {
    report(&sources(), opening);
}

#[test]
fn no_file_is_too_long() {
    report(&sources(), length);
    report(&styles(), length);
}

#[test]
fn the_top_level_holds_only_fixed_names() {
    let names = fs::read_dir(root()).expect("the project's folder is readable");
    let names = names.map(|entry| entry.expect("readable").file_name());
    let strangers = strangers(names.map(|name| name.to_string_lossy().into_owned()));
    assert!(
        strangers.is_empty(),
        "{strangers:?}: the top level holds only {TOP_LEVEL:?}, LICENSE and NOTICE files and \
         dotfiles; move these below src, style or tests"
    );
}

#[test]
fn rooms_import_only_from_their_left() {
    let sources = sources();
    let exports = exports(&sources);
    report(&sources, |file| direction(file, &exports));
}

#[test]
fn only_the_web_and_worker_rooms_name_the_browser() {
    report(&sources(), browser_names);
}

#[test]
fn the_engine_runs_anywhere() {
    report(&sources(), engine_purity);
}

#[test]
fn nothing_unfinished_is_left() {
    report(&sources(), leftovers);
}

#[test]
fn the_engine_keeps_order() {
    report(&sources(), unordered);
}

#[test]
fn every_style_belongs_to_a_component() {
    let sources = sources();
    report(&styles(), |style| orphan_style(style, &sources));
}

// The rules. Each takes a file and gives its breaches, a line number and a message each.

type Breaches = Vec<(usize, String)>;

fn opening(file: &File) -> Breaches {
    if file.text.starts_with("//!") {
        return Vec::new();
    }
    let message = "a file opens with a `//!` line: say in it what lives here";
    vec![(1, message.to_owned())]
}

fn length(file: &File) -> Breaches {
    let lines = file.text.lines().count();
    if lines <= LONGEST_FILE {
        return Vec::new();
    }
    let message = format!("{lines} lines, and the limit is {LONGEST_FILE}: part it by subject");
    vec![(LONGEST_FILE + 1, message)]
}

fn strangers(names: impl Iterator<Item = String>) -> Vec<String> {
    let known = |name: &str| {
        TOP_LEVEL.contains(&name)
            || ["LICENSE", "NOTICE", "."]
                .iter()
                .any(|p| name.starts_with(p))
    };
    names.filter(|name| !known(name)).collect()
}

fn direction(file: &File, exports: &BTreeMap<String, String>) -> Breaches {
    let Some(room) = file.room() else {
        return Vec::new();
    };
    let Some(rank) = rank(room) else {
        let message =
            format!("`{room}` is no known room: give it a place in ORDER of tests/tidy.rs");
        return vec![(1, message)];
    };
    let mut breaches = Vec::new();
    for (line, path) in paths(&code(&file.text)) {
        let Some(other) = file.room_named_by(&path, exports) else {
            continue;
        };
        if other != room && self::rank(other).is_some_and(|other| other >= rank) {
            let message = format!(
                "`{room}` imports from `{other}`, which is not to its left: move what both need \
                 to a room before them, or pass it in"
            );
            breaches.push((line, message));
        }
    }
    breaches
}

fn browser_names(file: &File) -> Breaches {
    if !file.path.starts_with("src/") || matches!(file.room(), Some("web" | "worker")) {
        return Vec::new();
    }
    named(&code(&file.text), &[&["web_sys"], &["gloo"]], |name| {
        format!(
            "only src/web and src/worker name `{name}`: put this behind a function of those rooms"
        )
    })
}

fn engine_purity(file: &File) -> Breaches {
    if !file.is_engine() {
        return Vec::new();
    }
    let banned: &[&[&str]] = &[
        &["leptos"],
        &["web_sys"],
        &["gloo"],
        &["std", "fs"],
        &["std", "time"],
    ];
    named(&code(&file.text), banned, |name| {
        format!("the engine runs without `{name}`, natively and in a worker: take a value instead")
    })
}

fn leftovers(file: &File) -> Breaches {
    let code = code(&file.text);
    let mut breaches = Vec::new();
    for (mark, remedy) in [
        ("todo!", "write it, or leave it out"),
        ("unimplemented!", "write it, or leave it out"),
        ("dbg!", "take it out"),
        ("#[ignore", "make the test pass, or take it out"),
    ] {
        let lines = lines_with(&code, mark);
        breaches.extend(lines.map(|line| (line, format!("`{mark}` is left here: {remedy}"))));
    }
    if file.path.starts_with("src/") && !file.is_test() {
        let message = "`.unwrap()` outside tests: handle the case, or `expect` with the reason";
        let code = without_tests(&code);
        breaches.extend(lines_with(&code, ".unwrap()").map(|line| (line, message.to_owned())));
    }
    breaches
}

fn unordered(file: &File) -> Breaches {
    if !file.is_engine() || file.is_test() {
        return Vec::new();
    }
    let code = without_tests(&code(&file.text));
    named(&code, &[&["HashMap"], &["HashSet"]], |name| {
        format!("`{name}` has no order, and output must not vary: use a BTree of it, or a Vec")
    })
}

fn orphan_style(style: &File, sources: &[File]) -> Breaches {
    let stem = style
        .path
        .trim_start_matches("style/")
        .trim_end_matches(".css");
    let homes = ["ui", "page"].map(|room| {
        [
            format!("src/{room}/{stem}.rs"),
            format!("src/{room}/{stem}/mod.rs"),
        ]
    });
    let has_home = |file: &File| homes.as_flattened().contains(&file.path);
    if ["tokens", "base"].contains(&stem) || sources.iter().any(has_home) {
        return Vec::new();
    }
    let message = format!(
        "no component is called `{stem}`: name the style as its file in src/ui or src/page"
    );
    vec![(1, message)]
}

// What the rules look at.

/// A file with its path from the project's folder, parted by `/`.
struct File {
    path: String,
    text: String,
}

impl File {
    /// The room of the library that the file is in; the bins and lib.rs are in none.
    fn room(&self) -> Option<&str> {
        let below = self.path.strip_prefix("src/")?;
        let room = below.split('/').next()?.trim_end_matches(".rs");
        (!["lib", "bin"].contains(&room)).then_some(room)
    }

    fn is_engine(&self) -> bool {
        let rank = self.room().and_then(rank);
        rank.is_some_and(|rank| rank < ENGINE_GROUPS)
    }

    /// Whether the whole file is a module of tests.
    fn is_test(&self) -> bool {
        self.path
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs")
    }

    /// How many modules deep the file is: as many times `super` leads to the crate's root.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count() - 1;
        if self.path.ends_with("/mod.rs") {
            parts - 1
        } else {
            parts
        }
    }

    /// The room that a path in this file leads to, if it passes through the crate's root.
    fn room_named_by<'a>(
        &self,
        path: &'a [String],
        exports: &'a BTreeMap<String, String>,
    ) -> Option<&'a str> {
        let supers = path.iter().take_while(|part| *part == "super").count();
        let first = match path.first()?.as_str() {
            "crate" | "sidelight" => path.get(1)?,
            // A module inside the file is deeper still, hence "at least".
            "super" if supers >= self.depth() => path.get(supers)?,
            _ => return None,
        };
        let room = exports.get(first).unwrap_or(first);
        rank(room).map(|_| room.as_str())
    }
}

fn rank(room: &str) -> Option<usize> {
    ORDER.iter().position(|group| group.contains(&room))
}

/// The names that lib.rs exports again, with the room that each comes from.
fn exports(sources: &[File]) -> BTreeMap<String, String> {
    let lib = sources.iter().find(|file| file.path == "src/lib.rs");
    let paths = lib.map(|lib| paths(&code(&lib.text))).unwrap_or_default();
    let rooted = |path: Vec<String>| {
        let prefix = path
            .iter()
            .take_while(|part| ["crate", "self"].contains(&part.as_str()));
        let start = prefix.count();
        let room = path.get(start).filter(|room| rank(room).is_some())?.clone();
        let name = path.last().filter(|_| path.len() > start + 1)?.clone();
        Some((name, room))
    };
    paths
        .into_iter()
        .filter_map(|(_, path)| rooted(path))
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<File> {
    let mut files = files_below("src", "rs");
    files.extend(files_below("tests", "rs"));
    files
}

fn styles() -> Vec<File> {
    files_below("style", "css")
}

fn files_below(folder: &str, extension: &str) -> Vec<File> {
    let mut files = Vec::new();
    collect(&root().join(folder), folder, extension, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Path, name: &str, extension: &str, files: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let place = entry.expect("a readable folder").path();
        let path = format!(
            "{name}/{}",
            place.file_name().unwrap_or_default().to_string_lossy()
        );
        // What the fuzzer's build makes is not ours.
        if path == "tests/fuzz/target" {
            continue;
        }
        if place.is_dir() {
            collect(&place, &path, extension, files);
        } else if place.extension().is_some_and(|found| found == extension) {
            let text = fs::read_to_string(&place).expect("a source file in UTF-8");
            files.push(File { path, text });
        }
    }
}

#[track_caller]
fn report(files: &[File], rule: impl Fn(&File) -> Breaches) {
    let breaches: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let breaches = rule(file).into_iter();
            breaches.map(|(line, message)| format!("{}:{line}: {message}", file.path))
        })
        .collect();
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

/// Where the code names any of these, however the path to them is written.
fn named(code: &str, banned: &[&[&str]], message: impl Fn(&str) -> String) -> Breaches {
    let mut breaches = Vec::new();
    for (line, path) in paths(code) {
        for name in banned {
            if path.windows(name.len()).any(|part| part == *name) {
                breaches.push((line, message(&name.join("::"))));
            }
        }
    }
    breaches
}
