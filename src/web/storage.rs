//! What the page remembers on the reader's device. Storage that is denied, full or corrupt costs nothing but the memory.

use web_sys::Storage;

use super::dom::window;

/// Everything that is kept, by name. The script that runs before the first paint reads the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The layers that are on, as `data-layers` has them.
    Layers,
    /// The reader's settings, as one line of words.
    Settings,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Layers => "sidelight.layers",
            Self::Settings => "sidelight.settings",
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::Key;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_early_script_reads_the_same_names() {
        let script = include_str!("early.js");
        for key in [Key::Layers, Key::Settings] {
            assert!(
                script.contains(&format!("read(\"{}\")", key.name())),
                "{}",
                key.name()
            );
        }
    }
}
