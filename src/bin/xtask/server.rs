//! A small static server: for `cargo xtask serve`, and included as it is by the browser tests.
//!
//! It behaves as a plain static host does, under a sub-path if asked, so that what works here works
//! there. It depends on no other file of xtask.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// How much of a request is read: more than any browser sends without being asked.
const LONGEST_REQUEST: u64 = 64 * 1024;
/// How long a connection may be silent or stuck before its thread ends.
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder being served; dropping it ends the service.
pub(crate) struct Site {
    address: SocketAddr,
    prefix: String,
    closed: Arc<AtomicBool>,
}

/// Serves `folder` under `prefix`, a path that begins and ends with a slash, from threads of its
/// own. A listener on port 0 takes any free port, which [`Site::url`] tells.
///
/// Each connection has a thread to itself: browsers open connections ahead of need and leave them
/// silent, and a pool that shares threads (as `tiny_http` has) then sometimes stalls the others.
pub(crate) fn serve(folder: &Path, prefix: &str, listener: TcpListener) -> Result<Site> {
    if !prefix.starts_with('/') || !prefix.ends_with('/') {
        bail!("the prefix {prefix} must begin and end with a slash");
    }
    let folder = fs::canonicalize(folder)
        .with_context(|| format!("there is no folder {} to serve", folder.display()))?;
    let address = listener.local_addr().context("the listener has no port")?;
    let closed = Arc::new(AtomicBool::new(false));
    let site = Site {
        address,
        prefix: prefix.to_owned(),
        closed: Arc::clone(&closed),
    };
    let share: Arc<(PathBuf, String)> = Arc::new((folder, prefix.to_owned()));
    thread::spawn(move || {
        for stream in listener.incoming() {
            if closed.load(Ordering::Relaxed) {
                break;
            }
            let Ok(stream) = stream else {
                // Out of file handles, for instance: they come back as connections end.
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            let share = Arc::clone(&share);
            // A client that hangs up is its own affair: failures are not reported.
            thread::spawn(move || converse(&stream, &share.0, &share.1));
        }
    });
    Ok(site)
}

impl Site {
    /// The address of the page, with its port and prefix.
    pub(crate) fn url(&self) -> String {
        format!("http://localhost:{}{}", self.address.port(), self.prefix)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::Relaxed);
        // The listening thread looks up only when somebody connects.
        let _ = TcpStream::connect(self.address);
    }
}

/// Answers the requests of one connection until either side ends it.
fn converse(stream: &TcpStream, folder: &Path, prefix: &str) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        let response = answer(&request, folder, prefix);
        // What a refused method sends as its body would be read as the next request.
        let last = request.last || response.status.starts_with("405");
        let with_body = request.method != "HEAD";
        (&*stream).write_all(&response.bytes(with_body, last))?;
        if last {
            break;
        }
    }
    Ok(())
}

/// The parts of a request that a static host looks at.
struct Request {
    method: String,
    url: String,
    encodings: String,
    last: bool,
}

impl Request {
    /// Reads one request; none at the end of the connection, or if it is no HTTP.
    fn read(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<Self>> {
        let mut reader = reader.take(LONGEST_REQUEST);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let mut words = line.split_whitespace().map(str::to_owned);
        let (Some(method), Some(url), Some(version)) = (words.next(), words.next(), words.next())
        else {
            return Ok(None);
        };
        let mut request = Self {
            method,
            url,
            encodings: String::new(),
            last: version != "HTTP/1.1",
        };
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let Some((name, value)) = line.trim_end().split_once(':') else {
                return Ok(Some(request));
            };
            match name.to_ascii_lowercase().as_str() {
                "accept-encoding" => value.clone_into(&mut request.encodings),
                "connection" => request.last |= value.trim().eq_ignore_ascii_case("close"),
                _ => {}
            }
        }
    }

    fn accepts_brotli(&self) -> bool {
        self.encodings.split(',').any(|coding| {
            let coding: String = coding.split_whitespace().collect();
            let (name, quality) = coding.split_once(';').unwrap_or((&coding, ""));
            name == "br" && !matches!(quality, "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
    }
}

struct Response {
    status: &'static str,
    media_type: &'static str,
    header: &'static str,
    body: Vec<u8>,
}

impl Response {
    fn plain(status: &'static str, header: &'static str, text: &str) -> Self {
        Self {
            status,
            media_type: "text/plain; charset=utf-8",
            header,
            body: text.into(),
        }
    }

    fn bytes(&self, with_body: bool, last: bool) -> Vec<u8> {
        let connection = if last { "close" } else { "keep-alive" };
        let mut bytes = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
             Cache-Control: no-cache\r\nVary: Accept-Encoding\r\n\
             Connection: {connection}\r\n{}\r\n",
            self.status,
            self.media_type,
            self.body.len(),
            self.header
        )
        .into_bytes();
        if with_body {
            bytes.extend(&self.body);
        }
        bytes
    }
}

fn answer(request: &Request, folder: &Path, prefix: &str) -> Response {
    if request.method != "GET" && request.method != "HEAD" {
        let allow = "Allow: GET, HEAD\r\n";
        return Response::plain("405 Method Not Allowed", allow, "405: only GET and HEAD");
    }
    let missing = || Response::plain("404 Not Found", "", "404: there is nothing at this address");
    let Some(path) = locate(folder, prefix, &request.url) else {
        return missing();
    };
    let compressed = request
        .accepts_brotli()
        .then(|| fs::read(with_br_suffix(&path)).ok())
        .flatten();
    let header = match compressed {
        Some(_) => "Content-Encoding: br\r\n",
        None => "",
    };
    let Some(body) = compressed.or_else(|| fs::read(&path).ok()) else {
        return missing();
    };
    Response {
        status: "200 OK",
        media_type: media_type(&path),
        header,
        body,
    }
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
    use std::sync::atomic::AtomicUsize;

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
        let _idle: Vec<_> = (0..100)
            .map(|_| TcpStream::connect(fixture.site.address).expect("listens"))
            .collect();
        fixture.gives("/", "<p>page");
    }

    #[test]
    fn one_connection_carries_several_requests() {
        let fixture = Fixture::new("/");
        let mut stream = TcpStream::connect(fixture.site.address).expect("listens");
        let first = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        let second = "GET /style.css HTTP/1.1\r\nConnection: close\r\n\r\n";
        stream
            .write_all(format!("{first}{second}").as_bytes())
            .expect("open");
        let mut answers = String::new();
        stream.read_to_string(&mut answers).expect("text");
        assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
        assert!(answers.ends_with("p {}"), "{answers}");
    }

    #[test]
    fn a_prefix_without_slashes_is_a_mistake() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("any port");
        assert!(serve(Path::new("."), "reader", listener).is_err());
    }
}
