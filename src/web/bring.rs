//! What readers bring: pasted, dropped and opened, read in the browser and told as what the engine takes.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, FileList, HtmlInputElement};

use super::dom::{document, root};
use super::pdf::read_pdf;
use crate::engine::Source;
use crate::page::ids;

/// Larger files are not read: the text of the longest books is a tenth of it.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;

/// Something that a reader brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// The name of the file; empty for what was pasted.
    pub name: String,
    /// What it holds, or why it cannot be read: what happened, what is safe and what to do.
    pub what: Result<What, String>,
}

/// What a reader brings.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An article.
    Article(Source),
    /// A whole library that was exported.
    Library(Vec<u8>),
}

/// Hears what is dropped anywhere on the page, pasted into the field for it or outside of all fields, and opened as a file, for as
/// long as the page lives.
pub fn listen_for_articles(on_brought: impl Fn(Vec<Brought>) + Clone + 'static) {
    let Some(document) = document() else { return };
    let on = |name: &'static str, heard: Box<dyn Fn(&Event)>| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, name, options, heard).forget();
    };
    on(
        "dragover",
        Box::new(|event| {
            // Whatever is dropped is ours: else the browser would leave the page and open it.
            event.prevent_default();
            mark_dragging(true);
        }),
    );
    on(
        "dragleave",
        Box::new(|event| {
            let leaves = event
                .dyn_ref::<DragEvent>()
                .is_some_and(|event| event.related_target().is_none());
            if leaves {
                mark_dragging(false);
            }
        }),
    );
    let brought = on_brought.clone();
    on(
        "drop",
        Box::new(move |event| {
            event.prevent_default();
            mark_dragging(false);
            let data = event
                .dyn_ref::<DragEvent>()
                .and_then(DragEvent::data_transfer);
            if let Some(data) = data {
                take(&data, &brought);
            }
        }),
    );
    let brought = on_brought.clone();
    on(
        "change",
        Box::new(move |event| {
            let field = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
                .filter(|field| [ids::FILES, ids::IMPORT].contains(&field.id().as_str()));
            let Some(field) = field else { return };
            if let Some(files) = field.files() {
                read_all(&files, &brought);
            }
            // The same file can be chosen again.
            field.set_value("");
        }),
    );
    on(
        "paste",
        Box::new(move |event| {
            let field = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .and_then(|element| {
                    element
                        .closest("input, textarea, [contenteditable], dialog")
                        .ok()?
                });
            let in_field = field.is_some_and(|field| field.id() != ids::PASTE_FIELD);
            let data = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            if let Some(data) = data.filter(|_| !in_field) {
                event.prevent_default();
                take(&data, &on_brought);
            }
        }),
    );
}

/// Shows that something can be dropped.
fn mark_dragging(on: bool) {
    if let Some(root) = root() {
        let _ = root.toggle_attribute_with_force("data-dragging", on);
    }
}

fn take(data: &DataTransfer, on_brought: &(impl Fn(Vec<Brought>) + Clone + 'static)) {
    match data.files().filter(|files| files.length() > 0) {
        Some(files) => read_all(&files, on_brought),
        None => on_brought(vec![Brought {
            name: String::new(),
            what: text_of(data).map(What::Article).ok_or_else(|| {
                "There is no text in what you dropped or pasted. Nothing has changed. Drop a file, or copy the article’s words and paste them here.".to_owned()
            }),
        }]),
    }
}

/// The richest text in what is dropped or pasted.
fn text_of(data: &DataTransfer) -> Option<Source> {
    let get = |format| {
        let text: String = data.get_data(format).ok()?;
        (!text.trim().is_empty()).then_some(text)
    };
    get("text/html")
        .map(Source::Fragment)
        .or_else(|| get("text/plain").map(Source::Text))
}

fn read_all(files: &FileList, on_brought: &(impl Fn(Vec<Brought>) + Clone + 'static)) {
    let files: Vec<File> = (0..files.length())
        .filter_map(|index| files.item(index))
        .collect();
    let on_brought = on_brought.clone();
    spawn_local(async move { on_brought(read_files(files).await) });
}

/// Reads files, each by itself.
pub(super) async fn read_files(files: Vec<File>) -> Vec<Brought> {
    let mut brought = Vec::with_capacity(files.len());
    for file in files {
        let what = read(&file).await;
        brought.push(Brought {
            name: file.name(),
            what,
        });
    }
    brought
}

async fn read(file: &File) -> Result<What, String> {
    let name = file.name();
    let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let form = match extension.as_str() {
        "txt" | "text" => Form::Article(|bytes| Source::Text(decoded(&bytes))),
        "md" | "markdown" => Form::Article(|bytes| Source::Markdown(decoded(&bytes))),
        "html" | "htm" | "xhtml" => Form::Article(|bytes| Source::Page {
            html: decoded(&bytes),
            address: None,
        }),
        "epub" => Form::Article(Source::Book),
        "pdf" => Form::Pdf,
        "zip" => Form::Library,
        _ => {
            return Err(format!(
                "“{name}” is of a kind that cannot be read here. It is untouched. Text (.txt), Markdown (.md), saved pages (.html), PDF files (.pdf) and books (.epub) can; of anything else, copy the words and paste them."
            ));
        }
    };
    // A library holds many articles; its own reader takes care how much is unpacked.
    if file.size() > LARGEST && !matches!(form, Form::Library) {
        return Err(format!(
            "“{name}” is larger than 64 MB, which is more than can be read here. It is untouched. Save the part that you want to read as a file of its own."
        ));
    }
    let unreadable = |_| {
        format!(
            "“{name}” could not be read: it may have been moved or changed meanwhile. Try again, or copy its words and paste them."
        )
    };
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(unreadable)?;
    let bytes = Uint8Array::new(&buffer);
    match form {
        Form::Article(source) => Ok(What::Article(source(bytes.to_vec()))),
        Form::Pdf => read_pdf(&name, bytes).await.map(What::Article),
        Form::Library => Ok(What::Library(bytes.to_vec())),
    }
}

/// How a kind of file is read.
enum Form {
    /// By the engine, from what its bytes are.
    Article(fn(Vec<u8>) -> Source),
    /// By a program of its own.
    Pdf,
    /// As a whole library.
    Library,
}

/// Bytes as text: by their mark, else as UTF-8 if they are that, else as the Western alphabet of Windows, in which old files are.
fn decoded(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|two| unit([two[0], two[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => western(bytes),
        },
    }
}

/// Text in a legacy encoding, by the browser's own decoder.
fn western(bytes: &[u8]) -> String {
    web_sys::TextDecoder::new_with_label("windows-1252")
        .and_then(|decoder| decoder.decode_with_u8_array(bytes))
        .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}
