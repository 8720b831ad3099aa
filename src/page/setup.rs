//! The page that shows the ways to bring an article: the bookmark “Read with Sidelight”, pasting, files, and the installed app.

mod pictures;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::layer::LayerSet;
use super::{file, ids};

/// The page as a file.
///
/// `policy` is its security policy, `early` the script that runs before the first paint, `script` the one that fills in the page's own
/// address, and `bookmarklet` the bookmark's script, percent-encoded, in which that address is still to be filled in.
#[must_use]
pub fn setup_page(policy: &str, early: &str, script: &str, bookmarklet: &str) -> String {
    let description = "Read any page with Sidelight: by a bookmark, by pasting, from files, and from the installed app.";
    html! {
        (DOCTYPE)
        html lang="en" data-layers=(LayerSet::ALL) {
            head { (file::head(policy, early, "Ways to bring an article – Sidelight", description)) }
            body {
                (top())
                main.setup id="ways" {
                    h1 { "Ways to bring an article" }
                    p.lead { "Whichever way it comes, an article is read in your browser. Sidelight has no server, so nothing of it leaves your device." }
                    nav.jumps aria-label="On this page" {
                        a href="#any-page" { "From any page" }
                        a href="#pasting" { "By pasting" }
                        a href="#files" { "From files" }
                        a href="#app" { "From the installed app" }
                    }
                    (any_page(bookmarklet))
                    (pasting())
                    (files())
                    (app())
                }
                footer.foot { p { "Sidelight runs in your browser. No text you read here leaves your device." } }
                script { (PreEscaped(script)) }
            }
        }
    }
    .into_string()
}

fn top() -> Markup {
    html! {
        a.skip href="#ways" { "Skip to the ways" }
        header.bar {
            a.wordmark href="./" { "Sidelight" }
            nav.ways aria-label="Pages" {
                a href="library.html" { "Your articles" }
                a href="setup.html" aria-current="page" { "Ways to bring one" }
                a href="./" { "The shipped article" }
            }
        }
    }
}

/// One step: its picture and what it says.
fn step(picture: &Markup, words: &Markup) -> Markup {
    html! { li { (picture) p { (words) } } }
}

fn any_page(bookmarklet: &str) -> Markup {
    html! {
        section aria-labelledby="any-page" {
            h2 id="any-page" { "From any page, with one click" }
            p { "Keep this as a bookmark. On any page, click it: the page opens in Sidelight, as you see it, also where you are signed in." }
            noscript { p.setup-note { "The bookmark is a small script, and so is what fills in its address here: this part needs scripts. Pasting and opening files do too; the " a href="./" { "shipped article" } " can be read without." } }
            p.setup-bookmark { a.bookmarklet id=(ids::BOOKMARKLET) data-script=(bookmarklet) { "Read with Sidelight" } }
            p.setup-word id=(ids::BOOKMARKLET_WORD) role="status" {}
            ol.steps {
                (step(&pictures::drag(), &html! { "Drag " strong { "Read with Sidelight" } " from here to your bookmarks bar. If you see no bar, press " kbd { "Ctrl" } " " kbd { "Shift" } " " kbd { "B" } " (on a Mac " kbd { "⌘" } " " kbd { "Shift" } " " kbd { "B" } ")." }))
                (step(&pictures::click(), &html! { "On the page of an article, click it there." }))
                (step(&pictures::asks(), &html! { "Sidelight opens and asks. It names the site that hands the page over; nothing is read before you say so." }))
                (step(&pictures::notes(), &html! { "The article is there with its marks and notes, and is kept on this device." }))
            }
            h3 id="by-hand" { "By hand: Safari, phones and tablets" }
            div.setup-by-hand {
                (pictures::by_hand())
                div {
                    ol {
                        li { "Copy the address below." }
                        li { "Bookmark any page, and name the bookmark “Read with Sidelight”." }
                        li { "Edit that bookmark, and put what you copied in the place of its address." }
                    }
                    p { "On a phone, open an article’s page, then choose the bookmark. Chrome on Android runs it only when you type its name into the address bar and choose it there." }
                    label for=(ids::BOOKMARKLET_ADDRESS) { "The bookmark’s address" }
                    input id=(ids::BOOKMARKLET_ADDRESS) type="text" readonly autocomplete="off" spellcheck="false";
                    button id=(ids::BOOKMARKLET_COPY) type="button" { "Copy the address" }
                }
            }
            h3 { "What it does, and where it cannot" }
            ul {
                li { "It hands the page over from window to window, to this Sidelight alone, and only up to 16 million characters. It asks no other host for anything, and leaves the page as it was." }
                li { "Some sites let no window open, or keep it apart from theirs. Then it offers to copy the article instead, says so in a small box on the page, and you paste it here." }
                li { "Where a site or a browser runs no such bookmarks at all, copy the article and paste it." }
                li { "If Sidelight moves to another address, the bookmark has to be made anew." }
            }
        }
    }
}

fn pasting() -> Markup {
    html! {
        section aria-labelledby="pasting" {
            h2 id="pasting" { "By pasting" }
            div.setup-pair {
                (pictures::paste())
                p { "Select the article on its page and copy it, or select everything with " kbd { "Ctrl" } " " kbd { "A" } " and copy that. Then paste anywhere in " a href="library.html" { "your articles" } ". Headings, lists, quotes and links come along; menus and advertising are left out, and can be put back." }
            }
        }
    }
}

fn files() -> Markup {
    html! {
        section aria-labelledby="files" {
            h2 id="files" { "From files" }
            div.setup-pair {
                (pictures::drop_file())
                p { "Drop files anywhere on " a href="library.html" { "your articles" } ", or use “Open files”: saved web pages (.html), text (.txt), Markdown (.md), PDF files with text (.pdf), books (.epub). Several at once are listed, and you open which you like." }
            }
        }
    }
}

fn app() -> Markup {
    html! {
        section aria-labelledby="app" {
            h2 id="app" { "From the installed app" }
            p { "Sidelight can be installed, and then opens in a window of its own and without a network. In Chrome or Edge on a computer choose the install sign at the end of the address bar; on Android “Add to home screen” in the menu; in Safari “Add to Dock” or “Add to Home Screen” in the share menu." }
            ul.steps.setup-two {
                (step(&pictures::share(), &html! { strong { "Share to it. " } "In another app choose Share, then Sidelight: a text, a file, or the words you have selected. Of a link alone it can fetch nothing, since it asks no other host; it shows you the link and says what to do." }))
                (step(&pictures::open_with(), &html! { strong { "Open files with it. " } "In the list of your files choose “Open with”, then Sidelight." }))
            }
            p.muted { "Which of these there are depends on browser and device: sharing works with Chrome on Android and with Chrome and Edge on some computers, opening files with Chrome and Edge on computers. Elsewhere, paste or open files." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_script_finds_what_it_fills_in() {
        let script = include_str!("../web/setup.js");
        let page = setup_page("", "", "", "a%20script");
        for id in [
            ids::BOOKMARKLET,
            ids::BOOKMARKLET_ADDRESS,
            ids::BOOKMARKLET_COPY,
            ids::BOOKMARKLET_WORD,
        ] {
            assert!(
                script.contains(&format!("getElementById(\"{id}\")")),
                "{id}"
            );
            assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
        }
        assert!(page.contains("data-script=\"a%20script\""));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_picture_is_told_in_words() {
        let page = setup_page("", "", "", "");
        let pictures = page.matches("<svg").count();
        assert_eq!(pictures, 9);
        assert_eq!(page.matches("role=\"img\" aria-label=\"").count(), pictures);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_bookmark_has_one_place_for_the_address() {
        let script = include_str!("../web/bookmarklet.js");
        assert_eq!(script.matches("\"{sidelight}\"").count(), 1);
    }
}
