//! Taking out what another app has shared with the installed page.
//!
//! The browser sends it to the page's own address by POST. The service worker keeps that request as it is in a cache, under a name that it
//! puts into the library's address (`library.html?shared=…`); the page takes it out there, once.

use js_sys::{Reflect, encode_uri_component};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, File, FormData, Response, Url};

use super::address::{current, forget};
use super::bring::{Brought, read_files};
use super::dom::{document, window};
use crate::engine::Source;

/// The name in the address that tells what was shared.
const SHARED: &str = "shared";
/// The cache in which the service worker keeps what was shared, and the folder in which it seems to lie; the script knows the same words.
const CACHE: &str = "sidelight.shared";
const FOLDER: &str = "shared/";

/// What another app has shared.
#[derive(Debug, PartialEq)]
pub enum Shared {
    /// Something to read, or why it cannot be.
    Articles(Vec<Brought>),
    /// A link alone, behind which this page cannot look.
    Link(String),
}

/// What was shared, if the address tells of it; it is given once.
pub async fn take_shared() -> Option<Shared> {
    let name = current()?.search_params().get(SHARED)?;
    forget(SHARED);
    let Some(form) = taken_out(&name).await else {
        let lost = "What you shared did not arrive, or was opened already. Your articles are untouched. Share it again, or copy its words and paste them here.";
        return Some(refusal(lost));
    };
    let files: Vec<File> = form
        .get_all("files")
        .iter()
        .filter_map(|entry| entry.dyn_into::<File>().ok())
        // A form without files can hold one without name and content.
        .filter(|file| file.size() > 0.0 || !file.name().is_empty())
        .collect();
    if !files.is_empty() {
        return Some(Shared::Articles(read_files(files).await));
    }
    let text = |name: &str| form.get(name).as_string().unwrap_or_default();
    Some(from_texts(&text("title"), &text("text"), &text("url")))
}

/// The form that was kept under a name; from then on it is kept no more.
async fn taken_out(name: &str) -> Option<FormData> {
    let base = document()?.base_uri().ok()??;
    let name = String::from(encode_uri_component(name));
    let address = Url::new_with_base(&format!("{FOLDER}{name}"), &base)
        .ok()?
        .href();
    // Not there where the page is not served securely.
    let caches: CacheStorage = Reflect::get(&window()?, &"caches".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let cache: Cache = JsFuture::from(caches.open(CACHE))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    let kept: Response = JsFuture::from(cache.match_with_str(&address))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    let form = JsFuture::from(kept.form_data().ok()?).await;
    let _: Result<JsValue, JsValue> = JsFuture::from(cache.delete_with_str(&address)).await;
    form.ok()?.dyn_into().ok()
}

fn refusal(reason: &str) -> Shared {
    Shared::Articles(vec![Brought {
        name: String::new(),
        source: Err(reason.to_owned()),
    }])
}

/// What a share of words is: an article, a piece of a page, or only a link.
///
/// Apps put a link where they like: into its own field, or into the text, with the title or a few words before it. So a text with a link
/// and few words beside it is a link.
fn from_texts(title: &str, text: &str, url: &str) -> Shared {
    /// With as many words beside a link, and more, a text is read.
    const FEWEST_WORDS: usize = 40;
    let (title, text, url) = (title.trim(), text.trim(), url.trim());
    let is_link = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let link = [url]
        .into_iter()
        .chain(text.split_whitespace())
        .find(is_link)
        .map(str::to_owned);
    let words = text.split_whitespace().filter(|word| !is_link(word));
    if let Some(link) = link.clone().filter(|_| words.count() < FEWEST_WORDS) {
        return Shared::Link(link);
    }
    let source = if text.is_empty() && title.is_empty() {
        return refusal(
            "There was nothing to read in what you shared. Nothing has changed. Share the article’s words or its file, or copy and paste them here.",
        );
    } else if is_html(text) {
        html_source(text, Some(url).filter(is_link))
    } else if title.is_empty() || text.starts_with(title) {
        Source::Text(text.to_owned())
    } else {
        Source::Text(format!("{title}\n\n{text}"))
    };
    Shared::Articles(vec![Brought {
        name: String::new(),
        source: Ok(source),
    }])
}

/// Whether a text is markup rather than words.
fn is_html(text: &str) -> bool {
    let starts = text.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '!')
    });
    starts && text.contains("</")
}

fn html_source(html: &str, address: Option<&str>) -> Source {
    /// A whole page says so in its first words.
    const BEGINNING: usize = 1000;
    let beginning = html.chars().take(BEGINNING).collect::<String>();
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

    #[track_caller]
    fn source(title: &str, text: &str, url: &str) -> Source {
        match from_texts(title, text, url) {
            Shared::Articles(mut brought) => brought
                .pop()
                .and_then(|brought| brought.source.ok())
                .expect("a source"),
            Shared::Link(link) => panic!("taken for a link: {link}"),
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_service_worker_knows_the_same_words() {
        let script = include_str!("service_worker.js");
        for words in [
            format!("SHARED = \"{CACHE}\""),
            format!("\"{FOLDER}\" + name,"),
            format!("\"library.html?{SHARED}=\" + name"),
        ] {
            assert!(script.contains(&words), "{words}");
        }
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
        let script = include_str!("service_worker.js");
        let action = target["action"].as_str().expect("an action");
        assert!(script.contains(&format!("new URL(\"{action}\", self.registration.scope)")));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_is_read_below_its_title() {
        let text = "It was late on Monday, the harbour master said.";
        assert_eq!(
            source("Ferry late", text, ""),
            Source::Text(format!("Ferry late\n\n{text}"))
        );
        assert_eq!(source("", text, ""), Source::Text(text.to_owned()));
        let whole = format!("Ferry late\n\n{text}");
        assert_eq!(source("Ferry late", &whole, ""), Source::Text(whole));
        // A title is words too.
        assert_eq!(
            source("It is late.", "", ""),
            Source::Text("It is late.\n\n".to_owned())
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_link_is_found_wherever_an_app_puts_it() {
        let link = "https://news.example/ferry?a=b";
        for (title, text, url) in [
            ("Ferry late", "", link),
            ("Ferry late", link, ""),
            ("", "Ferry late again https://news.example/ferry?a=b", ""),
            (
                "",
                "“The ferry was late.”\n https://news.example/ferry?a=b",
                "",
            ),
        ] {
            assert_eq!(from_texts(title, text, url), Shared::Link(link.to_owned()));
        }
        let long = format!("{}\n\n{link}", "The ferry was late. ".repeat(12));
        assert_eq!(source("", &long, ""), Source::Text(long.clone()));
        // What is no link of the web leads nowhere.
        assert_eq!(
            source("", "javascript:alert(1)", ""),
            Source::Text("javascript:alert(1)".to_owned())
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn markup_is_read_as_a_page_or_a_piece_of_one() {
        let page = "<!DOCTYPE html><html><body><p>It is late.</p></body></html>";
        assert_eq!(
            source("Title", page, ""),
            Source::Page {
                html: page.to_owned(),
                address: None
            }
        );
        let piece = "<p>It is <b>late</b>.</p>";
        assert_eq!(source("", piece, ""), Source::Fragment(piece.to_owned()));
        let words = "<3 is a heart, she said.";
        assert_eq!(source("", words, ""), Source::Text(words.to_owned()));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn nothing_is_told_of() {
        let Shared::Articles(brought) = from_texts(" ", "\n", "") else {
            panic!("no link is there");
        };
        assert!(brought[0].source.is_err());
    }
}
