//! The drawings of the page about the ways to bring an article: lines in the colours of the page, so that they are light and dark with it.

use maud::{Markup, html};

/// A drawing of 320 by 190 units, told by `words` to those who do not see it.
fn picture(words: &str, drawing: &Markup) -> Markup {
    html! {
        svg.picture viewBox="0 0 320 190" role="img" aria-label=(words) { (drawing) }
    }
}

fn frame(x: i32, y: i32, width: i32, height: i32) -> Markup {
    html! { rect.pic-frame x=(x) y=(y) width=(width) height=(height) rx="6" {} }
}

fn words(class: &str, x: i32, y: i32, text: &str) -> Markup {
    html! { text class=(class) x=(x) y=(y) { (text) } }
}

/// A window of the browser with an address, and a bar of bookmarks below it where it is high enough.
fn window(x: i32, y: i32, width: i32, height: i32, address: &str) -> Markup {
    html! {
        (frame(x, y, width, height))
        @for dot in 0..3 { circle.pic-fill cx=(x + 11 + 9 * dot) cy=(y + 11) r="2.5" {} }
        rect.pic-field x=(x + 44) y=(y + 4) width=(width - 54) height="14" rx="7" {}
        (words("pic-small", x + 52, y + 14, address))
        path.pic-line d={ "M" (x) " " (y + 22) "h" (width) } {}
    }
}

/// Lines of text; the first is a heading.
fn lines(x: i32, y: i32, widths: &[i32]) -> Markup {
    html! {
        @for (row, width) in (0..).zip(widths) {
            path class=(if row == 0 { "pic-title" } else { "pic-text" }) d={ "M" (x) " " (y + 13 * row) "h" (width) } {}
        }
    }
}

/// The bookmark, as it looks on the page and in the bar.
fn bookmark(x: i32, y: i32, class: &str) -> Markup {
    html! {
        rect class=(class) x=(x) y=(y) width="106" height="18" rx="4" {}
        (words("pic-label", x + 7, y + 13, "Read with Sidelight"))
    }
}

/// The arrow of a mouse, its tip at this point.
fn pointer(x: i32, y: i32) -> Markup {
    html! { path.pic-pointer d={ "M" (x) " " (y) "l0 17 4.5-4 3 7 3.6-1.6-3-6.8 6 -.4z" } {} }
}

fn button(x: i32, y: i32, width: i32, class: &str, text_class: &str, text: &str) -> Markup {
    html! {
        rect class=(class) x=(x) y=(y) width=(width) height="18" rx="3" {}
        (words(text_class, x + 8, y + 13, text))
    }
}

/// Sidelight's sign.
fn sign(x: i32, y: i32) -> Markup {
    html! {
        rect.pic-sign x=(x) y=(y) width="26" height="26" rx="6" {}
        path.pic-sign-lines d={ "M" (x + 6) " " (y + 8) "h9m-9 5h9m-9 5h6" } {}
        path.pic-sign-mark d={ "M" (x + 18) " " (y + 8) "v10m3-5h.5" } {}
    }
}

/// A sheet of paper with a folded corner.
fn sheet(x: i32, y: i32, kind: &str) -> Markup {
    html! {
        path.pic-frame d={ "M" (x) " " (y) "h28l12 12v38h-40z" } {}
        path.pic-line d={ "M" (x + 28) " " (y) "v12h12" } {}
        (words("pic-label", x + 6, y + 36, kind))
    }
}

fn phone(x: i32) -> Markup {
    html! {
        rect.pic-frame x=(x) y="6" width="100" height="178" rx="12" {}
        path.pic-line d={ "M" (x + 40) " 13h20" } {}
    }
}

/// Dragging the bookmark to the bar.
pub(super) fn drag() -> Markup {
    picture(
        "The button “Read with Sidelight” is dragged from this page up to the bookmarks bar.",
        &html! {
            (window(10, 10, 300, 170, "Sidelight: ways to bring an article"))
            path.pic-line d="M10 58h300" {}
            (bookmark(24, 36, "pic-mark"))
            (lines(30, 84, &[90, 150]))
            (bookmark(150, 128, "pic-ghost"))
            path.pic-way d="M196 124C196 92 150 84 104 64" {}
            path.pic-tip d="M113 62l-9 2 5 7" {}
            (pointer(196, 142))
        },
    )
}

/// Clicking it on a page.
pub(super) fn click() -> Markup {
    picture(
        "On an article’s page, the bookmark in the bar is clicked.",
        &html! {
            (window(10, 10, 300, 170, "news.example/ferry"))
            path.pic-line d="M10 58h300" {}
            (bookmark(24, 36, "pic-mark"))
            (pointer(112, 50))
            (lines(30, 80, &[150, 180, 172, 184, 96]))
            rect.pic-quiet x="232" y="74" width="64" height="44" rx="3" {}
            rect.pic-quiet x="232" y="126" width="64" height="28" rx="3" {}
        },
    )
}

/// Sidelight asks before it reads.
pub(super) fn asks() -> Markup {
    picture(
        "A Sidelight window lies over the article’s page. It asks: Read this page here? It names “The ferry is late” and https://news.example. There are two buttons, Read it and Do not.",
        &html! {
            (window(10, 6, 210, 130, "news.example/ferry"))
            (lines(24, 44, &[110, 130, 120, 128]))
            (window(70, 40, 240, 142, "Sidelight"))
            rect.pic-raised x="88" y="72" width="204" height="98" rx="5" {}
            (words("pic-heading", 100, 92, "Read this page here?"))
            (words("pic-label", 100, 109, "“The ferry is late”"))
            (words("pic-strong", 100, 125, "https://news.example"))
            (button(100, 140, 56, "pic-main", "pic-main-label", "Read it"))
            (button(166, 140, 56, "pic-other", "pic-label", "Do not"))
        },
    )
}

/// The article as it is read.
pub(super) fn notes() -> Markup {
    picture(
        "The article in Sidelight: some of its sentences and names are marked in colour, and notes stand in the margin beside them.",
        &html! {
            (window(10, 10, 300, 170, "Sidelight"))
            (lines(30, 46, &[140]))
            @for (row, width) in (0..).zip([160, 150, 158, 120, 154, 90]) {
                path.pic-text d={ "M30 " (66 + 18 * row) "h" (width) } {}
            }
            path.pic-people d="M48 71h44" {}
            path.pic-reported d="M30 89h110" {}
            path.pic-opinion d="M30 108q4-5 8 0t8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0" {}
            path.pic-organisations d="M84 125h40" {}
            path.pic-forecast d="M60 143h96" {}
            (frame(212, 56, 86, 42))
            path.pic-people d="M220 66h28" {}
            path.pic-text d="M220 76h68m-68 10h50" {}
            (frame(212, 108, 86, 42))
            path.pic-organisations d="M220 118h34" {}
            path.pic-text d="M220 128h64m-64 10h56" {}
        },
    )
}

/// Editing a bookmark on a phone.
pub(super) fn by_hand() -> Markup {
    picture(
        "The form in which a phone changes a bookmark: its name is Read with Sidelight, its address begins with javascript and a colon.",
        &html! {
            (phone(110))
            (words("pic-heading", 122, 36, "Bookmark"))
            (words("pic-small", 122, 56, "Name"))
            rect.pic-field x="120" y="60" width="80" height="18" rx="3" {}
            (words("pic-tiny", 125, 72, "Read with Sidelight"))
            (words("pic-small", 122, 96, "Address"))
            rect.pic-mark x="120" y="100" width="80" height="18" rx="3" {}
            (words("pic-tiny", 125, 112, "javascript:(() => …"))
            (button(148, 138, 52, "pic-main", "pic-main-label", "Save"))
        },
    )
}

/// Pasting what was copied.
pub(super) fn paste() -> Markup {
    picture(
        "Words selected on an article’s page go into the field of Sidelight for pasting.",
        &html! {
            (window(8, 12, 142, 166, "news.example"))
            rect.pic-selected x="18" y="44" width="122" height="78" {}
            (lines(24, 54, &[80, 106, 98, 110, 60]))
            (words("pic-label", 34, 150, "Copy"))
            path.pic-way d="M152 96h20" {}
            path.pic-tip d="M166 90l7 6-7 6" {}
            (window(176, 12, 136, 166, "Sidelight"))
            (lines(188, 48, &[84]))
            rect.pic-field x="188" y="60" width="112" height="64" rx="3" {}
            (lines(196, 74, &[62, 92, 84, 96]))
            (button(188, 134, 56, "pic-main", "pic-main-label", "Read it"))
        },
    )
}

/// Dropping a file.
pub(super) fn drop_file() -> Markup {
    picture(
        "Files are dropped onto a Sidelight window, which says: Drop it to read it here.",
        &html! {
            (sheet(14, 40, ".html"))
            (sheet(34, 84, ".epub"))
            path.pic-way d="M84 104C104 104 108 98 126 98" {}
            path.pic-tip d="M119 91l8 7-8 7" {}
            (window(132, 12, 180, 166, "Sidelight"))
            rect.pic-drop x="144" y="44" width="156" height="122" rx="5" {}
            (words("pic-heading", 158, 108, "Drop it to read it here"))
        },
    )
}

/// Sharing from a phone.
pub(super) fn share() -> Markup {
    picture(
        "A phone’s share menu lies over an article; Sidelight is one of the apps in it.",
        &html! {
            (phone(110))
            (lines(122, 34, &[60, 74, 70, 76, 40]))
            path.pic-raised d="M110 104h100v68a12 12 0 0 1-12 12h-76a12 12 0 0 1-12-12z" {}
            (words("pic-label", 122, 121, "Share"))
            rect.pic-quiet x="122" y="132" width="20" height="20" rx="5" {}
            (sign(148, 129))
            rect.pic-quiet x="180" y="132" width="20" height="20" rx="5" {}
            (words("pic-tiny", 146, 166, "Sidelight"))
        },
    )
}

/// Opening a file with the app.
pub(super) fn open_with() -> Markup {
    picture(
        "The menu of a file: Open with, and in it Sidelight.",
        &html! {
            (sheet(40, 50, ".txt"))
            (words("pic-small", 40, 114, "notes.txt"))
            rect.pic-raised x="92" y="64" width="92" height="76" rx="5" {}
            (words("pic-label", 104, 84, "Open"))
            rect.pic-selected x="94" y="92" width="88" height="20" {}
            (words("pic-label", 104, 106, "Open with ›"))
            (words("pic-label", 104, 129, "Rename"))
            rect.pic-raised x="186" y="86" width="108" height="40" rx="5" {}
            (sign(194, 93))
            (words("pic-strong", 228, 110, "Sidelight"))
            (pointer(266, 112))
        },
    )
}
