//! What the page remembers on the reader's device. Storage that is denied, full or corrupt costs nothing but the memory.

use web_sys::Storage;

use super::dom::window;
use crate::page::Key;

fn storage() -> Option<Storage> {
    // A browser that denies storage throws on the very property.
    window()?.local_storage().ok()?
}

/// What was kept, if anything was and may be read.
#[must_use]
pub fn read(key: Key) -> Option<String> {
    storage()?.get_item(key.name()).ok()?
}

/// Keeps a text; does nothing where that is denied or the device is full.
pub fn write(key: Key, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key.name(), text);
    }
}
