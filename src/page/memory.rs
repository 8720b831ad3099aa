//! What the page remembers on a reader's device, by name.

/// Everything that is kept. The script that runs before the first paint reads the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The layers that are on, as `data-layers` has them.
    Layers,
    /// The reader's settings, as one line of words.
    Settings,
}

impl Key {
    /// The name in the browser's storage.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Layers => "sidelight.layers",
            Self::Settings => "sidelight.settings",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_early_script_reads_the_same_names() {
        let script = include_str!("../web/early.js");
        for key in [Key::Layers, Key::Settings] {
            let call = format!("read(\"{}\")", key.name());
            assert!(script.contains(&call), "early.js has no {call}");
        }
    }
}
