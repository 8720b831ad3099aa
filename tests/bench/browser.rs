//! Headless Chromium, driven through chromedriver.
//!
//! The commands that a bench needs are five, and one of them (Chromium's own protocol) is in no
//! `WebDriver` client: they are sent as they are, which keeps measuring free of a runtime of its own.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

/// How long one command may take, in seconds: a row of toggles takes some.
const PATIENCE: u64 = 180;
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The installed Chromium: `CHROME_PATH`, or the first that PATH has.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROME_PATH") {
        return Ok(path.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
        .with_context(|| format!("none of {} is on PATH", NAMES.join(", ")))
}

/// The flags of every Chromium that is started here, by whatever program.
pub(crate) fn flags() -> Vec<&'static str> {
    let mut flags = vec![
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-extensions",
        "--disable-background-networking",
        "--no-first-run",
    ];
    if is_root() {
        // Its sandbox refuses to run as root, as in a container.
        flags.push("--no-sandbox");
    }
    flags
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// A running chromedriver; dropping it ends it.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    port: u16,
    chromium: PathBuf,
    // A driver whose output nobody holds open may end when it writes.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts chromedriver on a free port.
    pub(crate) fn start(program: &Path, chromium: &Path) -> Result<Self> {
        let cannot = || format!("{} cannot be started", program.display());
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(cannot)?;
        let output = process.stdout.take().with_context(cannot)?;
        let mut output = BufReader::new(output);
        let port = told_port(&mut output);
        let Some(port) = port else {
            let _ = process.kill();
            let _ = process.wait();
            bail!("{} did not tell its port", program.display());
        };
        Ok(Self {
            process,
            port,
            chromium: chromium.to_owned(),
            _output: output,
        })
    }

    /// The number of its process, below which those of its browsers are.
    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    /// Opens a browser with a new, empty profile and a window of that size.
    pub(crate) fn open(&self, (width, height): (u32, u32)) -> Result<Browser<'_>> {
        let mut arguments: Vec<String> = flags().into_iter().map(str::to_owned).collect();
        arguments.push(format!("--window-size={width},{height}"));
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "timeouts": {"script": PATIENCE * 1000},
            "goog:chromeOptions": {"binary": self.chromium, "args": arguments},
        }}});
        let session = self.send("POST", "/session", &capabilities)?;
        let id = session["sessionId"]
            .as_str()
            .context("the browser has no session")?;
        Ok(Browser {
            driver: self,
            path: format!("/session/{id}"),
        })
    }

    /// Sends one command and gives the value of its answer.
    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let answer = self
            .exchange(method, path, &body.to_string())
            .with_context(|| format!("chromedriver does not answer {method} {path}"))?;
        let mut answer: Value = serde_json::from_slice(&answer)
            .with_context(|| format!("chromedriver answers {method} {path} with no JSON"))?;
        let value = answer["value"].take();
        if let Some(error) = value["error"].as_str() {
            let message = value["message"].as_str().unwrap_or_default();
            bail!("chromedriver refuses {method} {path}: {error}: {message}");
        }
        Ok(value)
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> Result<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(PATIENCE + 10)))?;
        let body = if method == "POST" { body } else { "" };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\
             Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        );
        stream.write_all(request.as_bytes())?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                bail!("the answer ends in its headers");
            }
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse()?;
                }
                None if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port in chromedriver's line "… was started successfully on port 9515."
fn told_port(output: &mut BufReader<ChildStdout>) -> Option<u16> {
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some((_, port)) = line.split_once("successfully on port ") {
            return port.trim().trim_end_matches('.').parse().ok();
        }
    }
}

/// A browser with one tab; dropping it closes it.
#[derive(Debug)]
pub(crate) struct Browser<'a> {
    driver: &'a Driver,
    path: String,
}

impl Browser<'_> {
    /// Opens an address and waits until the page has loaded.
    pub(crate) fn go(&self, address: &str) -> Result<()> {
        self.command("url", &json!({"url": address})).map(drop)
    }

    /// Runs a script and gives what it hands to its last argument, a function. An object with an
    /// `error` is a failure.
    pub(crate) fn run(&self, script: &str, arguments: &Value) -> Result<Value> {
        let body = json!({"script": script, "args": arguments});
        let value = self.command("execute/async", &body)?;
        match value["error"].as_str() {
            Some(error) => bail!("the page: {error}"),
            None => Ok(value),
        }
    }

    /// Sends a command of Chromium's own protocol.
    pub(crate) fn chromium(&self, name: &str, parameters: &Value) -> Result<Value> {
        let body = json!({"cmd": name, "params": parameters});
        self.command("goog/cdp/execute", &body)
    }

    fn command(&self, name: &str, body: &Value) -> Result<Value> {
        let path = format!("{}/{name}", self.path);
        self.driver.send("POST", &path, body)
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        let _ = self.driver.send("DELETE", &self.path, &Value::Null);
    }
}
