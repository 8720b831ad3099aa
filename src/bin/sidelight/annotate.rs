//! `sidelight annotate`: one text in any format, or a stream of them.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};
use sidelight::annotate::annotate;
use sidelight::annotate::output::{Output, SCHEMA};
use sidelight::article::{document_from_markdown, document_from_text};
use sidelight::text::Document;

use crate::shipped::Knowledge;
use crate::{html, stream, terminal};

/// What to annotate, and how to show it.
#[derive(Args)]
pub struct Options {
    /// The file to read, text or Markdown (by its ending `.md`); `-` or none for standard input.
    file: Option<PathBuf>,
    /// How to show the annotations. `jsonl` reads a stream: one `{"id": …, "text": …}` a line in, one annotated object a line out, in the same order.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read the text as Markdown, whatever its name.
    #[arg(long)]
    markdown: bool,
    /// Threads for a stream [default: all cores].
    #[arg(long)]
    jobs: Option<std::num::NonZero<usize>>,
    /// Use the weights in this file.
    #[arg(long)]
    weights: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
    Html,
}

/// The most that is read as one text: offsets beyond could not be counted on 32-bit machines.
const MOST_BYTES: u64 = 1 << 30;

pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let knowledge = Knowledge::load(options.weights.as_deref())?;
    let path = options
        .file
        .as_deref()
        .filter(|path| *path != Path::new("-"));
    if options.format == Format::Jsonl {
        let jobs = options
            .jobs
            .or_else(|| std::thread::available_parallelism().ok())
            .map_or(1, std::num::NonZero::get);
        return stream::run(path, jobs, &knowledge);
    }
    let text = read(path)?;
    let markdown = options.markdown
        || path.is_some_and(|path| {
            path.extension().is_some_and(|ending| {
                ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
            })
        });
    // What is markup has as many bytes in the document as in the file, but not as many code points.
    let source = markdown.then(|| text.clone());
    let document = document(text, markdown);
    let annotated = annotate(&document, &knowledge.cards, &knowledge.model);
    match options.format {
        Format::Text => terminal::show(&document, &annotated, &knowledge.cards)?,
        Format::Html => write(
            html::page(&document, &annotated, &knowledge.cards)
                .into_string()
                .as_bytes(),
        )?,
        Format::Json | Format::Jsonl => {
            let source = source.as_deref().unwrap_or(document.text());
            let mut json = serde_json::to_vec_pretty(&Output::new(source, &annotated))?;
            json.push(b'\n');
            write(&json)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The document of a text.
fn document(text: String, markdown: bool) -> Document {
    if markdown {
        document_from_markdown(&text)
    } else {
        document_from_text(text)
    }
}

/// Prints the JSON Schema of the annotations.
pub fn schema() -> anyhow::Result<ExitCode> {
    write(SCHEMA.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn write(bytes: &[u8]) -> anyhow::Result<()> {
    std::io::stdout().lock().write_all(bytes)?;
    Ok(())
}

fn read(path: Option<&Path>) -> anyhow::Result<String> {
    let name = path.map_or_else(
        || "standard input".to_owned(),
        |path| path.display().to_string(),
    );
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match path {
        Some(path) => Box::new(std::fs::File::open(path).with_context(|| name.clone())?),
        None => Box::new(std::io::stdin().lock()),
    };
    source
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .with_context(|| name.clone())?;
    anyhow::ensure!(
        u64::try_from(bytes.len())? <= MOST_BYTES,
        "{name} is larger than 1 GiB: part it, or send it as a stream with --format jsonl"
    );
    String::from_utf8(bytes).map_err(|error| {
        anyhow::anyhow!(
            "{name} is not UTF-8 text (first wrong byte at {}): save it as UTF-8",
            error.utf8_error().valid_up_to()
        )
    })
}
