//! The command line: a few words and flags, read by hand to keep the build of xtask short.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

/// What `cargo xtask --help` prints.
pub(crate) const HELP: &str = "\
Sidelight's own commands. Each does the set-up that it needs.

Usage: cargo xtask <command>

  serve [--port N]                       build the page and serve it on localhost (from port 8080 on)
  test [--only browser|native|wasm]      every check and test, or one part of them
  check                                  formatting, lints, docs and house rules
  build [--public-url /repo/] [--dist DIR]
                                         the static files, into dist/
  bench                                  sizes and speeds, with Lighthouse
  bench book                             a long book in the library: opening, scrolling, memory
  bench quality [--ablation]             how well the engine does, beside other programs
                                         (--ablation: what each part of its training is worth)
  bench extraction                       how well articles are found on saved web pages, and read from PDF files
  train [--data DIR]                     the engine's weights, from the data sets in DIR (../shared/data)
  setup [--tests]                        install the tools only (--tests: browsers and drivers too)
  seal                                   called by Trunk: shrink modules, put script hashes into the policy

Tools go to $SIDELIGHT_TOOLS, else to the user's cache folder. With CI=true, a browser that is
missing is an error instead of a skip.
";

/// The part of the tests that a developer asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The built page, driven in real browsers.
    Browser,
    /// Everything that runs without a browser or WebAssembly.
    Native,
    /// The engine's tests, in WebAssembly.
    Wasm,
}

/// One command with its flags.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Print [`HELP`].
    Help,
    /// Install the tools and stop.
    Setup {
        /// With the browsers and drivers that the tests drive.
        tests: bool,
    },
    /// Write the static files.
    Build {
        /// The path under which a host serves them.
        public_url: String,
        /// Where to write them, if not to `dist/`.
        dist: Option<PathBuf>,
    },
    /// Shrink the modules, and put script and style hashes into the page's policy.
    Seal,
    /// Serve the page on this machine.
    Serve {
        /// The port asked for; none means the first free one from 8080 on.
        port: Option<u16>,
    },
    /// Formatting, lints, docs and house rules.
    Check,
    /// The tests.
    Test {
        /// One part of them; none means all, after `check`.
        only: Option<Part>,
    },
    /// Sizes and speeds.
    Bench,
    /// A long book in the library.
    Book,
    /// How well the engine does.
    Quality {
        /// Instead, what each part of the training is worth.
        ablation: bool,
    },
    /// How well articles are found on web pages.
    Extraction,
    /// Rebuild the engine's weights.
    Train {
        /// The folder of data sets, if not the usual one.
        data: Option<PathBuf>,
    },
}

/// Reads the words after `cargo xtask`.
pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Request> {
    let mut words: Vec<String> = words.into_iter().collect();
    if words.is_empty() || words.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Request::Help);
    }
    let command = words.remove(0);
    let request = match command.as_str() {
        "help" => Request::Help,
        "setup" => Request::Setup {
            tests: take_flag(&mut words, "--tests"),
        },
        "build" => Request::Build {
            public_url: public_url(take_value(&mut words, "--public-url")?)?,
            dist: take_value(&mut words, "--dist")?.map(PathBuf::from),
        },
        "seal" => Request::Seal,
        "serve" => Request::Serve {
            port: take_value(&mut words, "--port")?
                .map(|port| {
                    port.parse()
                        .with_context(|| format!("--port {port}: not a port number"))
                })
                .transpose()?,
        },
        "check" => Request::Check,
        "test" => Request::Test {
            only: take_value(&mut words, "--only")?
                .map(|name| part(&name))
                .transpose()?,
        },
        "bench" if take_flag(&mut words, "quality") => Request::Quality {
            ablation: take_flag(&mut words, "--ablation"),
        },
        "bench" if take_flag(&mut words, "extraction") => Request::Extraction,
        "bench" if take_flag(&mut words, "book") => Request::Book,
        "bench" => Request::Bench,
        "train" => Request::Train {
            data: take_value(&mut words, "--data")?.map(PathBuf::from),
        },
        unknown => bail!("there is no command `{unknown}`; `cargo xtask --help` lists them"),
    };
    if let Some(left_over) = words.first() {
        bail!("`{command}` does not take `{left_over}`; see `cargo xtask --help`");
    }
    Ok(request)
}

fn part(name: &str) -> Result<Part> {
    Ok(match name {
        "browser" => Part::Browser,
        "native" => Part::Native,
        "wasm" => Part::Wasm,
        _ => bail!("--only {name}: the parts are browser, native and wasm"),
    })
}

/// A path with a slash at either end, because relative addresses hang on the last one.
fn public_url(given: Option<String>) -> Result<String> {
    let Some(given) = given else {
        return Ok("/".to_owned());
    };
    if !given.starts_with('/') {
        bail!("--public-url {given}: write the path alone, from its first slash, such as /repo/");
    }
    if given.ends_with('/') {
        return Ok(given);
    }
    Ok(given + "/")
}

fn take_flag(words: &mut Vec<String>, name: &str) -> bool {
    let Some(at) = words.iter().position(|word| word == name) else {
        return false;
    };
    words.remove(at);
    true
}

/// Takes `--name value` or `--name=value` out of the words.
fn take_value(words: &mut Vec<String>, name: &str) -> Result<Option<String>> {
    let at = words.iter().position(|word| {
        word.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    });
    let Some(at) = at else {
        return Ok(None);
    };
    let word = words.remove(at);
    if let Some((_, value)) = word.split_once('=') {
        return Ok(Some(value.to_owned()));
    }
    if at < words.len() && !words[at].starts_with("--") {
        return Ok(Some(words.remove(at)));
    }
    bail!("{name} needs a value after it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Request> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[track_caller]
    fn refused(line: &str, reason: &str) {
        let error = parsed(line).expect_err(line).to_string();
        assert!(error.contains(reason), "{line}: {error}");
    }

    #[test]
    fn commands_with_their_flags() {
        let serve = Request::Serve { port: Some(9000) };
        assert_eq!(parsed("serve --port 9000").expect("valid"), serve);
        assert_eq!(parsed("serve --port=9000").expect("valid"), serve);
        let only = Some(Part::Wasm);
        assert_eq!(
            parsed("test --only wasm").expect("valid"),
            Request::Test { only }
        );
        assert_eq!(parsed("bench").expect("valid"), Request::Bench);
        assert_eq!(parsed("bench book").expect("valid"), Request::Book);
        let ablation = true;
        assert_eq!(
            parsed("bench quality --ablation").expect("valid"),
            Request::Quality { ablation }
        );
        assert_eq!(
            parsed("bench extraction").expect("valid"),
            Request::Extraction
        );
        let data = Some(PathBuf::from("sets"));
        assert_eq!(
            parsed("train --data sets").expect("valid"),
            Request::Train { data }
        );
    }

    #[test]
    fn no_command_is_a_call_for_help() {
        assert_eq!(parsed("").expect("valid"), Request::Help);
        assert_eq!(parsed("build --help").expect("valid"), Request::Help);
    }

    #[test]
    fn a_public_address_gets_its_last_slash() {
        let public_url = "/repo/".to_owned();
        let dist = None;
        assert_eq!(
            parsed("build --public-url /repo").expect("valid"),
            Request::Build { public_url, dist }
        );
    }

    #[test]
    fn mistakes_are_named() {
        refused("surf", "no command `surf`");
        refused("check --fast", "does not take `--fast`");
        refused("bench --ablation", "does not take `--ablation`");
        refused("serve --port", "needs a value");
        refused("serve --port http", "not a port number");
        refused("test --only moon", "browser, native and wasm");
        refused("build --public-url repo", "first slash");
    }
}
