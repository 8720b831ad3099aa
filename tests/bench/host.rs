//! The page as a static host would hold it: a copy with compressed siblings, and one without scripts.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::compression::compressed;
use crate::markup;
use crate::report::Report;

/// Budget for what must arrive before the article can be read, in bytes.
const READING_BUDGET: usize = 45_000;
/// Budget for the program, in bytes.
const PROGRAM_BUDGET: usize = 180_000;
/// What a host compresses; fonts are compressed already.
const COMPRESSED: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "wasm"];

/// Two copies of the built page.
#[derive(Debug)]
pub(crate) struct Copies {
    /// The page as it is.
    pub(crate) page: PathBuf,
    /// The same with its scripts taken out of the HTML.
    pub(crate) bare: PathBuf,
    html: Sized,
    css: Sized,
    program: Sized,
    fonts: Sized,
}

/// Some files' total size in bytes: plain, and as a host sends it.
#[derive(Debug, Default, Clone, Copy)]
struct Sized {
    files: usize,
    plain: usize,
    sent: usize,
}

impl Copies {
    /// Copies the build below `folder`, and compresses it.
    pub(crate) fn make(dist: &Path, folder: &Path) -> Result<Self> {
        let mut copies = Self {
            page: folder.join("page"),
            bare: folder.join("bare"),
            html: Sized::default(),
            css: Sized::default(),
            program: Sized::default(),
            fonts: Sized::default(),
        };
        for old in [&copies.page, &copies.bare] {
            if old.exists() {
                fs::remove_dir_all(old)
                    .with_context(|| format!("{} cannot be emptied", old.display()))?;
            }
        }
        let html = read(&dist.join("index.html"))?;
        let html = String::from_utf8(html).context("index.html is not UTF-8")?;
        let styles: Vec<&str> = markup::links(&html)
            .into_iter()
            .filter(|link| markup::attribute(link, "rel") == Some("stylesheet"))
            .filter_map(|link| markup::attribute(link, "href"))
            // The build is for a host's root.
            .map(|address| address.trim_start_matches(['.', '/']))
            .collect();

        for name in files_below(dist, dist)? {
            let bytes = read(&dist.join(&name))?;
            let sent = copies.put(&name, &bytes)?;
            let total = if name == Path::new("index.html") {
                &mut copies.html
            } else if styles.iter().any(|style| Path::new(style) == name) {
                &mut copies.css
            } else if is_program(&name) {
                &mut copies.program
            } else if name.extension().is_some_and(|ending| ending == "woff2") {
                &mut copies.fonts
            } else {
                continue;
            };
            total.files += 1;
            total.plain += bytes.len();
            total.sent += sent;
        }
        if copies.css.files == 0 || copies.program.files < 2 {
            bail!(
                "index.html names no style sheet, or the build holds no script and WASM of the app"
            );
        }
        let bare = markup::without_scripts(&html);
        write_both(&copies.bare.join("index.html"), bare.as_bytes())?;
        Ok(copies)
    }

    /// Writes a file into both copies, with its compressed sibling, and gives the size that is sent.
    fn put(&self, name: &Path, bytes: &[u8]) -> Result<usize> {
        write_both(&self.bare.join(name), bytes)?;
        write_both(&self.page.join(name), bytes)
    }

    /// Adds the rows on size.
    pub(crate) fn report_sizes(&self, report: &mut Report) {
        let reading = self.html.sent + self.css.sent;
        let parts = format!(
            "{} (HTML {}, {} CSS {})",
            kilobytes(reading),
            kilobytes(self.html.sent),
            count(self.css.files, "file", "files"),
            kilobytes(self.css.sent),
        );
        report.rate(
            "HTML and CSS, brotli 11",
            &parts,
            &format!("≤ {}", kilobytes(READING_BUDGET)),
            reading <= READING_BUDGET && self.css.files == 1,
        );
        report.rate(
            "JavaScript and WASM of the app, brotli 11",
            &kilobytes(self.program.sent),
            &format!("≤ {}", kilobytes(PROGRAM_BUDGET)),
            self.program.sent <= PROGRAM_BUDGET,
        );
        let fonts = format!(
            "{} ({})",
            kilobytes(self.fonts.sent),
            count(self.fonts.files, "file", "files")
        );
        report.tell("Fonts, WOFF2", &fonts);
        eprintln!(
            "  (uncompressed: HTML {}, CSS {}, app {})",
            kilobytes(self.html.plain),
            kilobytes(self.css.plain),
            kilobytes(self.program.plain)
        );
    }
}

/// Whether the file is a part of the app, by the name that Trunk gives it.
fn is_program(name: &Path) -> bool {
    let is_app = name.to_str().is_some_and(|name| name.starts_with("app-"));
    is_app
        && matches!(
            name.extension().and_then(OsStr::to_str),
            Some("js" | "wasm")
        )
}

/// Thousands of bytes, as the budgets are written.
pub(crate) fn kilobytes(bytes: usize) -> String {
    // Rounded up, so that no figure looks better than it is.
    let tenths = bytes.div_ceil(100);
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// Writes a file, and its folder where there is none.
pub(crate) fn write_plain(path: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = || format!("{} cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    fs::write(path, bytes).with_context(cannot)
}

/// Writes a file and, for kinds that a host compresses, its sibling; gives the size that is sent.
fn write_both(path: &Path, bytes: &[u8]) -> Result<usize> {
    write_plain(path, bytes)?;
    let cannot = || format!("{} cannot be compressed", path.display());
    let ending = path.extension().and_then(|ending| ending.to_str());
    if !ending.is_some_and(|ending| COMPRESSED.contains(&ending)) {
        return Ok(bytes.len());
    }
    let compressed = compressed(bytes).with_context(cannot)?;
    let mut sibling = path.as_os_str().to_owned();
    sibling.push(".br");
    fs::write(sibling, &compressed).with_context(cannot)?;
    Ok(compressed.len())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// All files, by their paths below `root`.
fn files_below(root: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("{} cannot be listed", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.is_dir() {
            files.extend(files_below(root, &path)?);
        } else {
            files.push(path.strip_prefix(root).with_context(cannot)?.to_owned());
        }
    }
    Ok(files)
}
