//! Where the library is kept: how much room it takes, whether the browser may clear it, and the library as one file.

use leptos::prelude::*;

use crate::library::Room;
use crate::page::ids;

/// The section “How they are kept”.
#[component]
pub fn Keeping(
    /// What the browser says about storage.
    #[prop(into)]
    room: Signal<Room>,
    /// How many articles there are.
    #[prop(into)]
    count: Signal<usize>,
    /// What came of the last thing done here; empty if nothing was.
    #[prop(into)]
    message: Signal<String>,
    /// The reader wants the browser asked to keep the library.
    on_keep: Callback<()>,
    /// The reader wants the library as a file.
    on_export: Callback<()>,
) -> impl IntoView {
    let asks = move || room.get().is_lasting == Some(false);
    view! {
        <details class="keeping" id=ids::KEEPING>
            <summary>"How they are kept, export and import"</summary>
            <p>{move || in_words(room.get())}</p>
            <Show when=asks>
                <p>
                    "Browsers may clear what a page keeps when the device runs short of room, and some do after weeks without a visit. You can ask yours not to; it decides, and may ask you. "
                    <button type="button" on:click=move |_| on_keep.run(())>"Ask the browser to keep them"</button>
                </p>
            </Show>
            <p>
                "One file holds everything: articles, your tags, choices and cards. Importing adds to what is here and replaces nothing."
            </p>
            <div class="bring-ways">
                <button type="button" disabled=move || count.get() == 0 on:click=move |_| on_export.run(())>"Export everything"</button>
                <label class="file-button small">
                    "Import a library"
                    <input id=ids::IMPORT type="file" accept=".zip,application/zip" />
                </label>
            </div>
            <p class="keeping-message" role="status">{move || message.get()}</p>
        </details>
    }
}

fn in_words(room: Room) -> String {
    let used = match (room.used, room.most) {
        (Some(used), Some(most)) => format!(
            "On this device, in this browser: {}, of which the page itself is the larger part until you have many articles. The browser allows {}. ",
            size(used),
            size(most)
        ),
        (Some(used), None) => format!("On this device, in this browser: {}. ", size(used)),
        _ => {
            "On this device, in this browser; it does not say how much room they take. ".to_owned()
        }
    };
    let lasting = match room.is_lasting {
        Some(true) => "The browser keeps them until you delete them.",
        Some(false) => "The browser has not promised to keep them.",
        None => "It does not say whether it may clear them; an export is safe.",
    };
    used + lasting
}

/// A number of bytes in words.
fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
    let bytes = bytes as f64;
    match bytes {
        bytes if bytes < 1e6 => format!("{:.0} kB", (bytes / 1e3).ceil()),
        bytes if bytes < 1e9 => format!("{:.1} MB", bytes / 1e6),
        bytes => format!("{:.1} GB", bytes / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn sizes_are_told_in_words() {
        for (bytes, words) in [
            (0, "0 kB"),
            (1, "1 kB"),
            (2_340_000, "2.3 MB"),
            (1_999_000_000, "2.0 GB"),
        ] {
            assert_eq!(size(bytes), words);
        }
        let room = Room {
            used: Some(1_000_000),
            most: None,
            is_lasting: Some(true),
        };
        assert!(
            in_words(room).contains("1.0 MB") && in_words(room).ends_with("until you delete them.")
        );
        assert!(in_words(Room::default()).contains("does not say"));
    }
}
