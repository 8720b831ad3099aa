//! The built page on a server of its own.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::engine::variable;
use crate::server::{self, Site};

/// Shows the page in a narrow frame, since browsers have a least width for their windows.
const FRAME: &str = "<!doctype html><meta charset=utf-8><title>Frame</title>\
    <body style=margin:0><iframe title=page src=./ width=320 height=640 style=border:0></iframe>";

/// Serves a copy of the built page, with a page beside it that shows it in a narrow frame.
pub(crate) fn serve_page(engine: &str) -> Result<Site> {
    let copy = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("site-{engine}"));
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot empty {}", copy.display()))?;
    }
    copy_folder(Path::new(&variable("SIDELIGHT_DIST")?), &copy)?;
    fs::write(copy.join("frame.html"), FRAME).context("cannot write the frame")?;
    server::serve(&copy, "/", listener()?)
}

/// Serves the page that was built for a sub-path, under that sub-path.
pub(crate) fn serve_under_sub_path() -> Result<Site> {
    let folder = variable("SIDELIGHT_DIST_SUBPATH")?;
    server::serve(
        Path::new(&folder),
        &variable("SIDELIGHT_SUBPATH")?,
        listener()?,
    )
}

fn listener() -> Result<TcpListener> {
    TcpListener::bind("127.0.0.1:0").context("no free port")
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    let listing = fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))?;
    for entry in listing {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot copy {}", target.display()))?;
        }
    }
    Ok(())
}
