//! How much room the library takes on the device, and whether it may be cleared.

use std::fmt;

/// What the browser says about the storage of this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Room {
    /// Bytes that the page and its articles take; none where the browser does not say.
    pub used: Option<u64>,
    /// Bytes that it may take.
    pub most: Option<u64>,
    /// Whether the browser keeps them even when the device runs short; none where it does not say.
    pub is_lasting: Option<bool>,
}

/// What the reader is told of it.
impl fmt::Display for Room {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.used, self.most) {
            (Some(used), Some(most)) => write!(
                formatter,
                "On this device, in this browser: {}, of which the page itself is the larger part until you have many articles. The browser allows {}. ",
                size(used),
                size(most)
            ),
            (Some(used), None) => {
                write!(
                    formatter,
                    "On this device, in this browser: {}. ",
                    size(used)
                )
            }
            _ => formatter.write_str(
                "On this device, in this browser; it does not say how much room they take. ",
            ),
        }?;
        formatter.write_str(match self.is_lasting {
            Some(true) => "The browser keeps them until you delete them.",
            Some(false) => "The browser has not promised to keep them.",
            None => "It does not say whether it may clear them; an export is safe.",
        })
    }
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
        }
        .to_string();
        assert!(room.contains("1.0 MB") && room.ends_with("until you delete them."));
        assert!(Room::default().to_string().contains("does not say"));
    }
}
