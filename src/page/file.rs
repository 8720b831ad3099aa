//! What the pages that are files of their own, beside that of the shipped article, have in common: their head.

use maud::{Markup, PreEscaped, html};

/// Where the build puts the address of the style sheet that all pages share, which is known only then.
pub const STYLE_ADDRESS: &str = "{style-address}";

/// What stands first in `<head>`: policy, title, styles.
///
/// `policy` is the page's security policy, and `early` the script that runs before the first paint.
pub(super) fn head(policy: &str, early: &str, title: &str, description: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content=(PreEscaped(policy));
        meta name="referrer" content="no-referrer";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        title { (title) }
        meta name="description" content=(description);
        script { (PreEscaped(early)) }
        link rel="stylesheet" href=(STYLE_ADDRESS);
        link rel="stylesheet" href="library.css";
        link rel="preload" href="fonts/source-serif-4.woff2" as="font" type="font/woff2" crossorigin;
        link rel="preload" href="fonts/source-sans-3.woff2" as="font" type="font/woff2" crossorigin;
        link rel="icon" href="icon.svg" type="image/svg+xml";
        link rel="manifest" href="manifest.webmanifest";
    }
}
