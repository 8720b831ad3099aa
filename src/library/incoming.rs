//! What comes to the library from outside, by a bookmark or another app: what it says it is, and how far that is believed.
//!
//! The words of the protocols stand here, so that both sides can be held against them.

use crate::engine::Source;

/// The word in the library's address that tells of a page to be handed over.
pub const HANDOVER: &str = "handover";
/// The version of how pages are handed over.
pub const HANDOVER_VERSION: f64 = 1.0;
/// As many UTF-16 units of HTML are taken over.
pub const LARGEST_HANDOVER: u32 = 16 * 1024 * 1024;

/// The word in the library's address that tells under which name something shared is kept.
pub const SHARED: &str = "shared";
/// The cache in which the service worker keeps what was shared.
pub const SHARED_CACHE: &str = "sidelight.shared";
/// The folder in which it seems to lie there.
pub const SHARED_FOLDER: &str = "shared/";

/// The origin of a message where it is that of a site, and the address that was told where it is one of that origin.
///
/// Whoever hands a page over may say anything of its address; of the origin the browser tells.
///
/// ```
/// use sidelight::library::vouched;
///
/// let site = "https://site.example";
/// let told = |address: &str| vouched(site, Some(address.to_owned())).1;
/// assert_eq!(told("https://site.example/news").as_deref(), Some("https://site.example/news"));
/// assert_eq!(told("https://bank.example/"), None);
/// ```
#[must_use]
pub fn vouched(origin: &str, address: Option<String>) -> (Option<String>, Option<String>) {
    if !is_link(origin) {
        return (None, None);
    }
    let address = address.filter(|address| {
        let rest = address.strip_prefix(origin);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    });
    (Some(origin.to_owned()), address)
}

/// A title as it may stand in a question: on one line, without signs that change the direction of what follows.
#[must_use]
pub fn shown_title(title: &str) -> String {
    let is_plain = |sign: &char| {
        !sign.is_control()
            && !matches!(sign, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    let words = title.split_whitespace();
    let words = words.map(|word| word.chars().filter(is_plain).collect::<String>());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// What words are that another app shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharedWords {
    /// An article, or a part of one.
    Article(Source),
    /// A link alone.
    Link(String),
    /// Nothing.
    Nothing,
}

/// What a share of words is: an article, a piece of a page, or only a link.
///
/// Apps put a link where they like: into its own field, or into the text, with the title or a few words before it. So a text with a link
/// and few words beside it is a link.
///
/// ```
/// use sidelight::library::{SharedWords, shared_words};
///
/// let link = SharedWords::Link("https://news.example/ferry".to_owned());
/// assert_eq!(shared_words("Ferry late", "", "https://news.example/ferry"), link);
/// assert_eq!(shared_words("", "Ferry late https://news.example/ferry", ""), link);
/// ```
#[must_use]
pub fn shared_words(title: &str, text: &str, url: &str) -> SharedWords {
    /// With as many words beside a link, and more, a text is read.
    const FEWEST_WORDS: usize = 40;
    let (title, text, url) = (title.trim(), text.trim(), url.trim());
    if is_html(text) {
        return SharedWords::Article(html(text, Some(url).filter(|url| is_link(url))));
    }
    let mut links = [url].into_iter().chain(text.split_whitespace());
    if let Some(link) = links.find(|word| is_link(word)) {
        let beside = text.split_whitespace().filter(|word| !is_link(word));
        if beside.count() < FEWEST_WORDS {
            return SharedWords::Link(link.to_owned());
        }
    }
    if text.is_empty() {
        // A title is words too.
        return match title {
            "" => SharedWords::Nothing,
            _ => SharedWords::Article(Source::Text(title.to_owned())),
        };
    }
    let is_whole = title.is_empty() || text.starts_with(title);
    SharedWords::Article(Source::Text(if is_whole {
        text.to_owned()
    } else {
        format!("{title}\n\n{text}")
    }))
}

fn is_link(word: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| word.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty())
}

/// Whether a text is markup rather than words.
fn is_html(text: &str) -> bool {
    let starts = text.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '!')
    });
    starts && text.contains("</")
}

fn html(html: &str, address: Option<&str>) -> Source {
    /// A whole page says so in its first signs.
    const BEGINNING: usize = 1000;
    let beginning: String = html.chars().take(BEGINNING).collect();
    let beginning = beginning.to_lowercase();
    if beginning.contains("<html") || beginning.contains("<!doctype") {
        Source::Page {
            html: html.to_owned(),
            address: address.map(str::to_owned),
        }
    } else {
        Source::Fragment(html.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_bookmark_speaks_the_same_protocol() {
        let script = include_str!("../web/bookmarklet.js");
        for words in [
            "data?.sidelight !== \"ready\"".to_owned(),
            format!(
                "{{ sidelight: \"article\", version: {HANDOVER_VERSION}, html, address: location.href, title: document.title }}, library.origin"
            ),
            format!(
                "LARGEST = {} * 1024 * 1024;",
                LARGEST_HANDOVER / 1024 / 1024
            ),
        ] {
            assert!(script.contains(&words), "{words}");
        }
        let setup = include_str!("../web/setup.js");
        assert!(setup.contains(&format!("library.html?{HANDOVER}\"")));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_service_worker_keeps_where_the_library_looks() {
        let script = include_str!("../web/service_worker.js");
        for words in [
            format!("SHARED = \"{SHARED_CACHE}\""),
            format!("\"{SHARED_FOLDER}\" + name,"),
            format!("\"library.html?{SHARED}=\" + name"),
        ] {
            assert!(script.contains(&words), "{words}");
        }
        // What begins so is deleted with the version that it belongs to.
        assert!(script.contains("startsWith(\"sidelight \")"));
        assert!(!SHARED_CACHE.starts_with("sidelight "));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_manifest_names_the_same_fields() {
        let manifest = include_str!("../../style/manifest.webmanifest");
        let manifest: serde_json::Value = serde_json::from_str(manifest).expect("JSON");
        let target = &manifest["share_target"];
        assert_eq!(target["method"], "POST");
        assert_eq!(target["enctype"], "multipart/form-data");
        for field in ["title", "text", "url"] {
            assert_eq!(target["params"][field], field);
        }
        assert_eq!(target["params"]["files"][0]["name"], "files");
        let action = target["action"].as_str().expect("an action");
        let script = include_str!("../web/service_worker.js");
        assert!(script.contains(&format!("new URL(\"{action}\", self.registration.scope)")));
        assert_eq!(manifest["file_handlers"][0]["action"], "library.html");
        // An id would be relative to the host: below a path, another app's. Without one it is the start address.
        assert_eq!(manifest.get("id"), None);
        assert_eq!(manifest["start_url"], "./");
    }

    #[track_caller]
    fn assert_vouched(origin: &str, address: &str, expected: (Option<&str>, Option<&str>)) {
        let (site, address) = vouched(origin, Some(address.to_owned()));
        assert_eq!((site.as_deref(), address.as_deref()), expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_address_is_believed_only_where_the_browser_names_its_origin() {
        let site = "https://site.example";
        for address in [
            "https://site.example/a?b#c",
            "https://site.example/",
            "https://site.example",
            "https://site.example?b",
        ] {
            assert_vouched(site, address, (Some(site), Some(address)));
        }
        for address in [
            "https://site.example.evil.example/",
            "https://site.example:8080/",
            "https://site.example@evil.example/",
            "http://site.example/",
            "https://other.example/https://site.example/",
            "javascript:alert(1)",
            "",
        ] {
            assert_vouched(site, address, (Some(site), None));
        }
        // What has no address of its own cannot vouch for any.
        assert_vouched("null", "https://site.example/", (None, None));
        assert_vouched("null", "null/a", (None, None));
        assert_vouched("file://", "file:///home/a.html", (None, None));
        assert_vouched("", "/a", (None, None));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_title_cannot_turn_or_part_the_question() {
        assert_eq!(shown_title("  Ferry\n\nlate \t again "), "Ferry late again");
        assert_eq!(
            shown_title("safe\u{202E}moc.live\u{0}\u{2066} \u{200B} x"),
            "safemoc.live x"
        );
        assert_eq!(shown_title("أخبار اليوم"), "أخبار اليوم");
        assert_eq!(shown_title(" \u{202E} "), "");
    }

    #[track_caller]
    fn assert_read(title: &str, text: &str, url: &str, expected: Source) {
        assert_eq!(
            shared_words(title, text, url),
            SharedWords::Article(expected)
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_is_read_below_its_title() {
        let text = "It was late on Monday, the harbour master said.";
        let whole = format!("Ferry late\n\n{text}");
        assert_read("Ferry late", text, "", Source::Text(whole.clone()));
        assert_read("Ferry late", &whole, "", Source::Text(whole.clone()));
        assert_read("", text, "", Source::Text(text.to_owned()));
        let only = "It is late, she said.";
        assert_read(only, " ", "", Source::Text(only.to_owned()));
        assert_eq!(shared_words(" ", "\n", ""), SharedWords::Nothing);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_link_is_found_wherever_an_app_puts_it() {
        let link = "https://news.example/ferry?a=b";
        let in_text = format!("“The ferry was late.”\n {link}");
        for (title, text, url) in [
            ("Ferry late", "", link),
            ("Ferry late", link, ""),
            ("", in_text.as_str(), ""),
        ] {
            let expected = SharedWords::Link(link.to_owned());
            assert_eq!(shared_words(title, text, url), expected, "{title} {text}");
        }
        let long = format!("{}\n\n{link}", "The ferry was late. ".repeat(12));
        assert_read("", &long, "", Source::Text(long.clone()));
        // What is no link of the web leads nowhere.
        for words in ["javascript:alert(1)", "https://", "ftp://a.example"] {
            assert_read("", words, "", Source::Text(words.to_owned()));
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn markup_is_read_as_a_page_or_a_piece_of_one() {
        let page = "<!DOCTYPE html><html><body><p>It is late.</p></body></html>".to_owned();
        let expected = Source::Page {
            html: page.clone(),
            address: None,
        };
        assert_read("Title", &page, "", expected);
        let piece = "<p>It is <b>late</b>.</p>";
        assert_read("", piece, "", Source::Fragment(piece.to_owned()));
        let words = "<3 is a heart, she said.";
        assert_read("", words, "", Source::Text(words.to_owned()));
        let expected = Source::Page {
            html: page.clone(),
            address: Some("https://news.example/".to_owned()),
        };
        assert_read("", &page, "https://news.example/", expected);
    }
}
