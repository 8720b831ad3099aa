//! A small static server: for `cargo xtask serve`, and included as it is by the browser tests.
//!
//! It behaves as a plain static host does, under a sub-path if asked, so that what works here works
//! there. It depends on no other file of xtask.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

/// Enough that a client who reads slowly keeps nobody else waiting.
const WORKERS: usize = 8;

/// A folder being served; dropping it ends the service.
pub(crate) struct Site {
    address: SocketAddr,
    prefix: String,
    server: Arc<Server>,
}

/// Serves `folder` under `prefix`, a path that begins and ends with a slash, from threads of its
/// own. A listener on port 0 takes any free port, which [`Site::url`] tells.
pub(crate) fn serve(folder: &Path, prefix: &str, listener: TcpListener) -> Result<Site> {
    if !prefix.starts_with('/') || !prefix.ends_with('/') {
        return Err(anyhow!(
            "the prefix {prefix} must begin and end with a slash"
        ));
    }
    let folder = fs::canonicalize(folder)
        .with_context(|| format!("there is no folder {} to serve", folder.display()))?;
    let address = listener.local_addr().context("the listener has no port")?;
    let server = Server::from_listener(listener, None)
        .map_err(|error| anyhow!("the server cannot start: {error}"))?;
    let server = Arc::new(server);
    for _ in 0..WORKERS {
        let (server, folder, prefix) = (Arc::clone(&server), folder.clone(), prefix.to_owned());
        thread::spawn(move || {
            // `recv` fails once the site is dropped.
            while let Ok(request) = server.recv() {
                answer(request, &folder, &prefix);
            }
        });
    }
    Ok(Site {
        address,
        prefix: prefix.to_owned(),
        server,
    })
}

impl Site {
    /// The address of the page, with its port and prefix.
    pub(crate) fn url(&self) -> String {
        format!("http://localhost:{}{}", self.address.port(), self.prefix)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        for _ in 0..WORKERS {
            self.server.unblock();
        }
    }
}

/// A client that hangs up is its own affair: failed writes are not reported.
fn answer(request: Request, folder: &Path, prefix: &str) {
    if !matches!(request.method(), Method::Get | Method::Head) {
        let refusal =
            plain(405, "405: only GET and HEAD").with_header(header("Allow", "GET, HEAD"));
        let _ = request.respond(refusal);
        return;
    }
    let found = locate(folder, prefix, request.url());
    let Some(path) = found else {
        let _ = request.respond(plain(404, "404: there is nothing at this address"));
        return;
    };
    let compressed = accepts_brotli(&request)
        .then(|| with_br_suffix(&path))
        .filter(|sibling| sibling.is_file());
    let Ok(file) = File::open(compressed.as_ref().unwrap_or(&path)) else {
        let _ = request.respond(plain(404, "404: the file cannot be read"));
        return;
    };
    let mut response = Response::from_file(file)
        // Always with a length instead of in chunks: measuring tools report it.
        .with_chunked_threshold(usize::MAX)
        .with_header(header("Content-Type", media_type(&path)))
        .with_header(header("Cache-Control", "no-cache"))
        .with_header(header("Vary", "Accept-Encoding"));
    if compressed.is_some() {
        response.add_header(header("Content-Encoding", "br"));
    }
    let _ = request.respond(response);
}

fn plain(status: u16, text: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    Response::from_string(text)
        .with_status_code(StatusCode(status))
        .with_header(header("Content-Type", "text/plain; charset=utf-8"))
        .with_header(header("Cache-Control", "no-cache"))
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("all headers of this file are ASCII")
}

/// The file that an address stands for, if it is under the prefix and inside the folder.
fn locate(folder: &Path, prefix: &str, url: &str) -> Option<PathBuf> {
    let address = url.split(['?', '#']).next()?;
    let below = address.strip_prefix(prefix)?;
    let mut path = folder.to_owned();
    let mut segments = below.split('/').peekable();
    while let Some(segment) = segments.next() {
        let name = percent_decoded(segment)?;
        match name.as_str() {
            "" if segments.peek().is_none() => path.push("index.html"),
            "" | "." | ".." => return None,
            _ if name.contains(['/', '\\', ':', '\0']) => return None,
            _ => path.push(name),
        }
    }
    // Resolved last, as a link inside the folder may lead out of it.
    let path = fs::canonicalize(path).ok()?;
    (path.starts_with(folder) && path.is_file()).then_some(path)
}

fn percent_decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = after.get(..2)?;
            let high = char::from(digits[0]).to_digit(16)?;
            let low = char::from(digits[1]).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn accepts_brotli(request: &Request) -> bool {
    request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Accept-Encoding"))
        .flat_map(|header| header.value.as_str().split(','))
        .any(|coding| {
            let coding: String = coding.split_whitespace().collect();
            let (name, quality) = coding.split_once(';').unwrap_or((&coding, ""));
            name == "br" && !matches!(quality, "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
}

fn with_br_suffix(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A folder with a few files, served until the end of a test.
    struct Fixture {
        site: Site,
        folder: PathBuf,
    }

    impl Fixture {
        fn new(prefix: &str) -> Self {
            static COUNT: AtomicUsize = AtomicUsize::new(0);
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("xtask-server-{}-{count}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            let dist = folder.join("dist");
            fs::create_dir_all(dist.join("a b")).expect("writable");
            for (file, text) in [
                ("dist/index.html", "<p>page"),
                ("dist/app.wasm", "module"),
                ("dist/style.css", "p {}"),
                ("dist/style.css.br", "brotli"),
                ("dist/a b/ü.txt", "spaced"),
                ("secret.txt", "secret"),
            ] {
                fs::write(folder.join(file), text).expect("writable");
            }
            let listener = TcpListener::bind("127.0.0.1:0").expect("any port");
            let site = serve(&dist, prefix, listener).expect("serves");
            Self { site, folder }
        }

        fn asks(&self, request_line: &str, headers: &str) -> String {
            let mut stream = TcpStream::connect(self.site.address).expect("listens");
            let request = format!(
                "{request_line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
            );
            stream.write_all(request.as_bytes()).expect("open");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("text");
            answer
        }

        #[track_caller]
        fn gives(&self, path: &str, body: &str) {
            let answer = self.asks(&format!("GET {path}"), "");
            assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
            assert!(
                answer.ends_with(&format!("\r\n\r\n{body}")),
                "{path}: {answer}"
            );
        }

        #[track_caller]
        fn hides(&self, path: &str) {
            let answer = self.asks(&format!("GET {path}"), "");
            assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
            assert!(!answer.contains("secret"), "{path}: {answer}");
        }
    }

    impl Drop for Fixture {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    #[test]
    fn files_come_with_type_length_and_no_stale_cache() {
        let fixture = Fixture::new("/");
        let answer = fixture.asks("GET /app.wasm", "");
        for line in [
            "Content-Type: application/wasm",
            "Content-Length: 6",
            "Cache-Control: no-cache",
        ] {
            assert!(answer.contains(line), "{line}: {answer}");
        }
    }

    #[test]
    fn the_root_is_the_page_and_a_query_changes_nothing() {
        let fixture = Fixture::new("/");
        fixture.gives("/", "<p>page");
        fixture.gives("/?layers=people", "<p>page");
        fixture.gives("/a%20b/%C3%BC.txt", "spaced");
    }

    #[test]
    fn under_a_prefix_all_else_is_missing() {
        let fixture = Fixture::new("/reader/sidelight/");
        assert!(fixture.site.url().ends_with("/reader/sidelight/"));
        fixture.gives("/reader/sidelight/", "<p>page");
        fixture.gives("/reader/sidelight/style.css", "p {}");
        fixture.hides("/");
        fixture.hides("/style.css");
        fixture.hides("/reader/style.css");
    }

    #[test]
    fn nothing_outside_the_folder_is_reachable() {
        let fixture = Fixture::new("/");
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            fixture.folder.join("secret.txt"),
            fixture.folder.join("dist/link.txt"),
        )
        .expect("linked");
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/a%20b/../../secret.txt",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/link.txt",
            "/%zz",
            "/%",
            "/a%20b",
            "/missing",
        ] {
            fixture.hides(path);
        }
    }

    #[test]
    fn head_has_the_length_and_no_body() {
        let answer = Fixture::new("/").asks("HEAD /index.html", "");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains("Content-Length: 7"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    }

    #[test]
    fn other_methods_are_refused() {
        let answer = Fixture::new("/").asks("DELETE /index.html", "");
        assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    }

    #[test]
    fn brotli_goes_to_clients_that_take_it() {
        let fixture = Fixture::new("/");
        let taken = fixture.asks("GET /style.css", "Accept-Encoding: gzip, br;q=0.5\r\n");
        assert!(taken.contains("Content-Encoding: br"), "{taken}");
        assert!(taken.contains("Content-Type: text/css"), "{taken}");
        assert!(taken.ends_with("brotli"), "{taken}");
        let refused = fixture.asks("GET /style.css", "Accept-Encoding: gzip, br; q=0\r\n");
        assert!(refused.ends_with("p {}"), "{refused}");
    }

    #[test]
    fn idle_clients_block_nobody() {
        let fixture = Fixture::new("/");
        let _idle: Vec<_> = (0..20)
            .map(|_| TcpStream::connect(fixture.site.address).expect("listens"))
            .collect();
        fixture.gives("/", "<p>page");
    }

    #[test]
    fn a_prefix_without_slashes_is_a_mistake() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("any port");
        assert!(serve(Path::new("."), "reader", listener).is_err());
    }
}
