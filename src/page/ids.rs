//! Ids of the page's elements: the part of the DOM contract that addresses point to.

use crate::text::CardId;

/// The article itself.
pub const ARTICLE: &str = "article";
/// The section with the pictures of the article as a whole.
pub const OVERVIEW: &str = "overview";
/// The index of all cards.
pub const INDEX: &str = "who-and-what";
/// The explanations of all stance marks.
pub const SENTENCES: &str = "sentence-by-sentence";
/// The method, its labels and its limits.
pub const GUIDE: &str = "how-to-read";
/// The keys.
pub const KEYS: &str = "keys";
/// Where the map shows the part of the article that is in view.
pub const MAP_VIEW: &str = "map-view";
/// The map of the article.
pub const MAP: &str = "map";
/// Where the browser mounts the search of the index.
pub const SEARCH_MOUNT: &str = "search";
/// The button that opens the text of a reader's own article for editing.
pub const EDIT_BUTTON: &str = "edit-button";
/// What the keyboard goes to when it does.
pub const EDIT_FIRST: &str = "edit-first";
/// The button that opens the reader's settings.
pub const SETTINGS_BUTTON: &str = "settings-button";
/// The sheet in which cards and explanations open.
pub const SHEET: &str = "sheet";
/// The part of the sheet that shows the card or the explanation.
pub const SHEET_BODY: &str = "sheet-body";
/// The dialog of the reader's settings.
pub const SETTINGS: &str = "settings";
/// The field in which the index is searched.
pub const SEARCH_FIELD: &str = "search-field";
/// The bar of layer switches, which stays in view while one reads.
pub const LAYERS: &str = "layers";
/// The switch of all layers at once.
pub const ALL_LAYERS: &str = "layers-all";

/// The page of the reader's own articles: the list of them.
pub const SHELF: &str = "shelf";
/// There: the field into which articles are pasted.
pub const PASTE_FIELD: &str = "paste";
/// There: the field that takes files.
pub const FILES: &str = "files";
/// There: the field that takes an exported library.
pub const IMPORT: &str = "import";
/// There: how the articles are kept.
pub const KEEPING: &str = "keeping";
/// There: everywhere that one entity is named.
pub const SEEN: &str = "seen";
/// There: the dialog in which a card is written.
pub const CARD_FORM: &str = "card-form";
/// There: what is to be known about the article that is open, and what can be done with it.
pub const PROVENANCE: &str = "provenance";
/// There: the article that is open.
pub const READING: &str = "reading";
/// There: the way back to the list.
pub const LIBRARY_LINK: &str = "library-link";
/// There: the question whether what another page hands over is to be read.
pub const ASK: &str = "ask";
/// The page about the ways to bring an article: the bookmark that hands over the page on which it is clicked.
pub const BOOKMARKLET: &str = "bookmarklet";
/// There: the bookmark's address as text.
pub const BOOKMARKLET_ADDRESS: &str = "bookmarklet-address";
/// There: the button that copies it.
pub const BOOKMARKLET_COPY: &str = "bookmarklet-copy";
/// There: what came of dragging or copying it.
pub const BOOKMARKLET_WORD: &str = "bookmarklet-word";
/// What stands below an article.
pub const BEYOND: &str = "beyond";
/// What was left out of an article when it was brought.
pub const CUTS: &str = "cuts";
/// Why names lead where they do.
pub const NAMES: &str = "name-by-name";

/// There, below a long article: the cards of the index.
pub const GROUPS: &str = "cards-by-kind";

/// There: the cards of one kind, of which a page is shown.
#[must_use]
pub fn group(kind: &str) -> String {
    format!("cards-{kind}")
}

/// There: the explanations of a part's names.
#[must_use]
pub fn names_of(part: usize) -> String {
    format!("names-{part}")
}

/// There: the explanations of a part's sentences.
#[must_use]
pub fn sentences_of(part: usize) -> String {
    format!("sentences-{part}")
}

/// A part of the article, from 1.
#[must_use]
pub fn part(number: usize) -> String {
    format!("part-{number}")
}

/// A block of the article other than a subhead, numbered in reading order, from 1.
#[must_use]
pub fn block(number: usize) -> String {
    format!("p{number}")
}

/// The subhead of a part.
#[must_use]
pub fn subhead(part: usize) -> String {
    format!("h{part}")
}

/// The card of an entity: its own address.
#[must_use]
pub fn card(id: &CardId) -> String {
    format!("card-{id}")
}

/// The switch of a layer.
#[must_use]
pub fn layer_switch(key: &str) -> String {
    format!("layer-{key}")
}

/// How many marks a layer has.
#[must_use]
pub fn layer_count(key: &str) -> String {
    format!("layer-count-{key}")
}

/// The root's class while a layer is on; the early script keeps it in step with `data-layers`.
#[must_use]
pub fn layer_class(key: &str) -> String {
    format!("on-{key}")
}

/// A mention, numbered in reading order.
#[must_use]
pub fn mention(number: usize) -> String {
    format!("m{number}")
}

/// The note that hangs on a mention.
#[must_use]
pub fn note(mention: &str) -> String {
    format!("note-{mention}")
}

/// A loaded word, numbered in reading order.
#[must_use]
pub fn loaded(number: usize) -> String {
    format!("l{number}")
}

/// The explanation of a stance span or a loaded word.
#[must_use]
pub fn why(mark: &str) -> String {
    format!("why-{mark}")
}

/// The band of a stance span in the map.
#[must_use]
pub fn band(sentence: &str) -> String {
    format!("band-{sentence}")
}

/// Where the page of the reader's own articles shows everywhere that the entity of a card is named, by the entity's key.
#[must_use]
pub fn seen_address(key: &str) -> String {
    let escaped: String = key
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b':' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("?seen={escaped}")
}

#[cfg(test)]
mod tests {
    use super::seen_address;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn addresses_hold_any_name() {
        assert_eq!(
            seen_address("place:Å & b#1"),
            "?seen=place:%C3%85%20%26%20b%231"
        );
    }
}
