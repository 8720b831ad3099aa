//! Addresses on a page: which of them a reader may follow, and in full.

use std::fmt::Write as _;

/// Longer ones carry data.
const LONGEST: usize = 2048;

/// The full address that a link leads to, if it is one of the web or of mail.
///
/// A place on the page itself is none: the page is not at hand where the article is read.
pub(super) fn resolved(link: &str, base: Option<&str>) -> Option<String> {
    // As browsers do: what breaks an address over lines is no part of it.
    let link: String = link
        .trim_matches(|letter: char| letter.is_whitespace() || letter.is_control())
        .chars()
        .filter(|letter| !matches!(letter, '\t' | '\n' | '\r'))
        .take(LONGEST + 1)
        .collect();
    if link.is_empty() || link.starts_with('#') || link.len() > LONGEST {
        return None;
    }
    match scheme(&link) {
        Some("http" | "https") => web(&link),
        // Some pages write `https:path` for a relative address; that is too rare to read.
        Some("mailto") => link
            .contains('@')
            .then(|| written(&format!("mailto:{}", &link[7..]))),
        Some(_) => None,
        None => relative(&link, &web(base?)?),
    }
}

/// The host of a full address, without `www.`.
pub(super) fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// The scheme in lower case, if it is one that can matter; another is given as empty.
fn scheme(link: &str) -> Option<&'static str> {
    let (name, _) = link.split_once(':')?;
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    let known = ["http", "https", "mailto"];
    is_name.then(|| {
        known
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(name))
            .unwrap_or_default()
    })
}

/// A full address of the web as it is written, if it has a host and hides nothing.
fn web(link: &str) -> Option<String> {
    let (scheme, rest) = link.split_once(':')?;
    let scheme = scheme.trim().to_ascii_lowercase();
    let rest = rest.replace('\\', "/");
    let rest = rest.strip_prefix("//")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    // What stands before an `@` looks like the host and is not.
    let is_host = !authority.is_empty()
        && !authority.starts_with(':')
        && !authority.contains(|letter: char| {
            letter == '@'
                || letter == '%'
                || letter.is_whitespace()
                || letter.is_control()
                || "\"'<>^`{|}".contains(letter)
        });
    (["http", "https"].contains(&scheme.as_str()) && is_host)
        .then(|| written(&format!("{scheme}://{rest}")))
}

/// A relative address, seen from a full one.
fn relative(link: &str, base: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    let link = link.replace('\\', "/");
    if link.starts_with("//") {
        return web(&format!("{scheme}:{link}"));
    }
    let path_at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(path_at);
    let path = path.split(['?', '#']).next()?;
    let (link_path, tail) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    let path = if link_path.is_empty() {
        path.to_owned()
    } else if link_path.starts_with('/') {
        without_dots(link_path)
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        without_dots(&format!("{folder}/{link_path}"))
    };
    web(&format!("{scheme}://{authority}{path}{tail}"))
}

/// A path in which `.` and `..` are followed.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for part in path.split('/').skip(1) {
        is_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if is_folder {
        parts.push("");
    }
    format!("/{}", parts.join("/"))
}

/// An address with all that would end it elsewhere written in figures.
fn written(address: &str) -> String {
    let mut written = String::with_capacity(address.len());
    for letter in address.chars() {
        if letter.is_whitespace() || letter.is_control() || "\"'<>`".contains(letter) {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(written, "%{byte:02X}");
            }
        } else {
            written.push(letter);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const BASE: &str = "https://example.org/a/b/page.html?x#y";

    #[track_caller]
    fn check(link: &str, expected: &str) {
        assert_eq!(
            resolved(link, Some(BASE)).as_deref(),
            Some(expected),
            "{link}"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn relative_addresses_are_seen_from_the_page() {
        check("c.html", "https://example.org/a/b/c.html");
        check("./c/", "https://example.org/a/b/c/");
        check("../../../c", "https://example.org/c");
        check("..", "https://example.org/a/");
        check("/c?d=/../e", "https://example.org/c?d=/../e");
        check("?d", "https://example.org/a/b/page.html?d");
        check("//example.com", "https://example.com");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn full_addresses_stay() {
        check(" HTTP://example.com/a b\n", "http://example.com/a%20b");
        check("MAILTO:a@example.com", "mailto:a@example.com");
        check("http:\\\\example.com\\c", "http://example.com/c");
        check("https://example.com/“é”", "https://example.com/“é”");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_leads_nowhere_safe_is_none() {
        for link in [
            "",
            "#top",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://",
            "https://example.com@evil.example/",
            "http://a b/",
            "mailto:nobody",
        ] {
            assert_eq!(resolved(link, Some(BASE)), None, "{link}");
        }
        assert_eq!(resolved("c.html", None), None);
        assert_eq!(resolved("c.html", Some("page.html")), None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_host_is_without_www() {
        assert_eq!(host("https://www.example.org:80/a"), Some("example.org"));
        assert_eq!(host("mailto:a@b"), None);
    }
}
