//! The built page on a server of its own.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context as _, Result, ensure};

use crate::engine::variable;
use crate::server::{self, Site};

/// Shows the page in a narrow frame, since browsers have a least width for their windows.
const FRAME: &str = "<!doctype html><meta charset=utf-8><title>Frame</title>\
    <body style=margin:0><iframe title=page src=./ width=320 height=640 style=border:0></iframe>";

/// An article as a host publishes it beside the page.
const PUBLISHED: &str = r#"{"title": "Late again", "written": "2021-05-03", "text": "The ferry was late on Monday.\n\nIt is a shame."}"#;

/// Notes every fault from the first moment on; runs before the page's own scripts.
const WATCH: &str = "window.faults = [];
addEventListener('error', (event) => faults.push('error ' + (event.message ?? event.target.outerHTML)), true);
addEventListener('unhandledrejection', (event) => faults.push('rejection ' + event.reason));
addEventListener('securitypolicyviolation', (event) => faults.push('policy ' + event.effectiveDirective + ' ' + event.blockedURI));
console.error = (...words) => faults.push('console ' + words.join(' '));
window.tryEval = () => { try { return eval('\"ran\"'); } catch (error) { return error.name; } };
";

/// Takes the page's storage away, as a browser with strict settings does.
const DENY: &str =
    "for (const name of ['localStorage', 'indexedDB']) Object.defineProperty(window, name, {
  get() { throw new DOMException('denied', 'SecurityError'); },
});
";

/// Opens files with the page, as a browser does that hands the system's files over; those are named later.
const LAUNCH: &str = "Object.defineProperty(window, 'launchQueue', { value: {
  setConsumer(consumer) { window.launch = (...files) => consumer({ files }); launch(); },
} });
";

/// Has the time pass fast for which storage is waited for, and notes the connections with it.
const HASTE: &str = "window.connections = [];
const openDatabase = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...words) {
  const request = openDatabase.apply(this, words);
  request.addEventListener('success', () => connections.push(request.result));
  return request;
};
const wait = window.setTimeout;
window.setTimeout = (done, time, ...rest) => wait(done, time === 1000 ? 50 : time, ...rest);
";

/// Notes which workers are started, and has as many of the first ones fault or hang as the address says; where they hang,
/// a minute passes in some seconds.
const FAULTS: &str = "window.workers = [];
const asked = new URLSearchParams(location.search);
const kind = asked.has('hangs') ? 'hangs' : 'faults';
window.Worker = class extends Worker {
  constructor(address, options) {
    workers.push(address);
    super(workers.length <= Number(asked.get(kind)) ? address.replace('_loader', '_' + kind + '_loader') : address, options);
  }
};
const wait = window.setTimeout;
if (kind === 'hangs') window.setTimeout = (done, time, ...rest) => wait(done, time === 60000 ? 4000 : time, ...rest);
";

/// Before a loader: after so many messages no more are sent, and something happens to the worker.
const FAULT: &str = "let left = COUNT;
const send = self.postMessage.bind(self);
self.postMessage = (...message) => {
  if (left > 0) send(...message);
  if (left === 0) HAPPENS
  left -= 1;
};
";

/// What happens where a worker faults.
const THROWS: &str = "setTimeout(() => { throw new Error('a fault by chance'); });";

/// Writes copies of the workers' loaders to whose workers something happens: the engine's within an article, the reader's of PDF files
/// over the first.
fn write_faulty(folder: &Path) -> Result<()> {
    for (name, count, kind, happens) in [
        ("engine", "9", "faults", THROWS),
        ("pdf", "1", "faults", THROWS),
        ("pdf", "1", "hangs", "for (;;);"),
    ] {
        let loader = folder.join(format!("{name}_loader.js"));
        let script = fs::read_to_string(&loader)
            .with_context(|| format!("there is no {}", loader.display()))?;
        let fault = FAULT.replace("COUNT", count).replace("HAPPENS", happens);
        let copy = folder.join(format!("{name}_{kind}_loader.js"));
        fs::write(copy, format!("{fault}{script}"))?;
    }
    Ok(())
}

/// Writes a copy of the engine's loader that leads to a module which is not there.
fn break_engine(folder: &Path) -> Result<()> {
    for (from, to, name, other) in [
        (
            "engine_loader.js",
            "broken_loader.js",
            "engine.js",
            "broken.js",
        ),
        ("engine.js", "broken.js", "engine_bg.wasm", "no-such.wasm"),
    ] {
        let script =
            fs::read_to_string(folder.join(from)).with_context(|| format!("there is no {from}"))?;
        ensure!(script.contains(name), "{from} does not name {name}");
        fs::write(folder.join(to), script.replace(name, other))?;
    }
    Ok(())
}

/// Writes a copy of the page with a script before all others; its policy lets scripts of the same host run.
fn write_variant(folder: &Path, of: &str, name: &str, script: &str) -> Result<()> {
    let page = fs::read_to_string(folder.join(of)).with_context(|| format!("there is no {of}"))?;
    let before = "<meta name=\"viewport\"";
    ensure!(page.contains(before), "{of} has no {before}");
    let tag = format!("<script src=\"{name}.js\"></script>{before}");
    fs::write(
        folder.join(format!("{name}.html")),
        page.replacen(before, &tag, 1),
    )?;
    fs::write(folder.join(format!("{name}.js")), script)?;
    Ok(())
}

/// Serves a copy of the built page, with a page beside it that shows it in a narrow frame.
pub(crate) fn serve_page(engine: &str) -> Result<Site> {
    let copy = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("site-{engine}"));
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot empty {}", copy.display()))?;
    }
    copy_folder(Path::new(&variable("SIDELIGHT_DIST")?), &copy)?;
    fs::write(copy.join("frame.html"), FRAME).context("cannot write the frame")?;
    fs::write(copy.join("ferry.json"), PUBLISHED).context("cannot write an article")?;
    break_engine(&copy)?;
    write_faulty(&copy)?;
    write_variant(&copy, "index.html", "watched", WATCH)?;
    write_variant(&copy, "index.html", "denied", &format!("{WATCH}{DENY}"))?;
    write_variant(&copy, "library.html", "library-denied", DENY)?;
    write_variant(&copy, "library.html", "library-hasty", HASTE)?;
    write_variant(&copy, "library.html", "library-launched", LAUNCH)?;
    write_variant(&copy, "library.html", "library-faulty", FAULTS)?;
    server::serve(&copy, "/", listener()?)
}

/// Serves a copy of the built page by itself, so that it can be changed or taken away; gives its folder as well.
pub(crate) fn serve_copy(name: &str, engine: &str) -> Result<(Site, PathBuf)> {
    let copy = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{engine}"));
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot empty {}", copy.display()))?;
    }
    copy_folder(Path::new(&variable("SIDELIGHT_DIST")?), &copy)?;
    Ok((server::serve(&copy, "/", listener()?)?, copy))
}

/// Serves pages of another site, each by its name and HTML.
pub(crate) fn serve_other(engine: &str, pages: &[(&str, &str)]) -> Result<Site> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("other-{engine}"));
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, html) in pages {
        fs::write(folder.join(name), html).with_context(|| format!("cannot write {name}"))?;
    }
    server::serve(&folder, "/", listener()?)
}

/// Serves one page at every address, and says that it keeps its windows apart from others (`Cross-Origin-Opener-Policy`); gives its port.
pub(crate) fn serve_apart(html: &'static str) -> Result<u16> {
    let listener = listener()?;
    let port = listener.local_addr()?.port();
    // It ends with the tests.
    thread::spawn(move || {
        for stream in listener.incoming().filter_map(Result::ok) {
            thread::spawn(move || answer_apart(&stream, html));
        }
    });
    Ok(port)
}

fn answer_apart(mut stream: &TcpStream, html: &str) -> io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nCross-Origin-Opener-Policy: same-origin\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{html}",
        html.len()
    )
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
