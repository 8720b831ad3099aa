//! The three engines: their drivers, and how a session with each is opened.

use std::env;
use std::fmt;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::driver::Session;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A variable of the environment that `cargo xtask test` sets.
pub(crate) fn variable(name: &str) -> Result<String> {
    env::var(name)
        .with_context(|| format!("{name} is not set: run `cargo xtask test --only browser`"))
}

/// Running processes; dropping them ends them, whatever happened in between.
#[derive(Default)]
pub(crate) struct Processes(Vec<Child>);

impl Drop for Processes {
    fn drop(&mut self) {
        for process in self.0.iter_mut().rev() {
            // It may have ended by itself.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Engine {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    pub(crate) fn is_asked_for(self) -> bool {
        env::var("SIDELIGHT_ENGINES")
            .is_ok_and(|engines| engines.split_whitespace().any(|name| name == self.name()))
    }

    /// Starts the driver and opens a session; with `scripts` false, pages run none of theirs.
    pub(crate) fn open(self, scripts: bool) -> Result<(Processes, Session)> {
        let mut processes = Processes::default();
        let port = free_port()?;
        let mut driver = self.driver(port)?;
        if self == Self::WebKit {
            let display = format!(":{}", 100 + port % 800);
            let screen = ["-screen", "0", "1600x1200x24", "-nolisten", "tcp"];
            processes
                .0
                .push(quiet(Command::new("Xvfb").arg(&display).args(screen))?);
            driver.env("DISPLAY", &display);
            // Its sandbox needs rights that containers and root do not have.
            driver.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            wait_for(
                || fs::exists(format!("/tmp/.X11-unix/X{}", &display[1..])).unwrap_or(false),
                "Xvfb",
            )?;
        }
        processes.0.push(quiet(&mut driver)?);
        wait_for(
            || TcpStream::connect(("127.0.0.1", port)).is_ok(),
            self.name(),
        )?;
        let capabilities = json!({"capabilities": {"alwaysMatch": self.capabilities(scripts)?}});
        let session = Session::open(port, &capabilities)?;
        Ok((processes, session))
    }

    fn driver(self, port: u16) -> Result<Command> {
        let (name, argument) = match self {
            Self::Chromium => ("SIDELIGHT_CHROMEDRIVER", "--port="),
            Self::Firefox => ("SIDELIGHT_GECKODRIVER", "--port="),
            Self::WebKit => ("SIDELIGHT_WEBKITDRIVER", "--port="),
        };
        let mut command = Command::new(variable(name)?);
        command.arg(format!("{argument}{port}"));
        if self == Self::Firefox {
            // Several sessions at once need a port each for the browser's own protocol.
            command.arg(format!("--websocket-port={}", free_port()?));
        }
        Ok(command)
    }

    fn capabilities(self, scripts: bool) -> Result<Value> {
        Ok(match self {
            Self::Chromium => {
                let mut arguments = vec![
                    "--headless=new",
                    "--window-size=1440,1000",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--no-first-run",
                ];
                if is_root() {
                    arguments.push("--no-sandbox");
                }
                json!({"goog:chromeOptions": {"args": arguments}, "goog:loggingPrefs": {"browser": "ALL"}})
            }
            Self::Firefox => json!({"moz:firefoxOptions": {
                "args": ["-headless", "--width=1440", "--height=1000"],
                "prefs": {"javascript.enabled": scripts, "ui.prefersReducedMotion": 1},
            }}),
            Self::WebKit => {
                json!({"webkitgtk:browserOptions": {"binary": mini_browser()?, "args": ["--automation"]}})
            }
        })
    }
}

/// `WebKitGTK`'s own small browser, in the folder of the library's version.
fn mini_browser() -> Result<String> {
    let mut found = Vec::new();
    for library in ["/usr/lib", "/usr/libexec"] {
        for folder in folders(library) {
            found.push(format!("{folder}/MiniBrowser"));
            found.extend(
                folders(&folder)
                    .into_iter()
                    .map(|inner| format!("{inner}/MiniBrowser")),
            );
        }
    }
    let browser = found
        .into_iter()
        .filter(|path| path.contains("webkit"))
        .rfind(|path| fs::exists(path).unwrap_or(false));
    browser.context("WebKitGTK's MiniBrowser is not installed")
}

fn folders(path: &str) -> Vec<String> {
    let Ok(listing) = fs::read_dir(path) else {
        return Vec::new();
    };
    let mut folders: Vec<_> = listing
        .filter_map(|entry| entry.ok()?.path().into_os_string().into_string().ok())
        .collect();
    folders.sort();
    folders
}

fn quiet(command: &mut Command) -> Result<Child> {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {name}"))
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port")?;
    Ok(listener.local_addr()?.port())
}

fn wait_for(ready: impl Fn() -> bool, what: &str) -> Result<()> {
    let start = Instant::now();
    while !ready() {
        if start.elapsed() > Duration::from_secs(30) {
            bail!("{what} is not ready after 30 seconds");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
