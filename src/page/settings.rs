//! How a reader wants the page to look.

/// A choice among a few, each with a key for storage and attributes and a name for readers.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// All choices, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word for it in storage and attributes.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// The name that readers see.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }

            /// The choice of that key.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.key() == key)
            }
        }
    };
}

choice! {
    /// The colours of the page.
    Theme {
        /// As the reader's system asks.
        #[default]
        Auto = "auto", "As my system";
        /// Dark ink on light paper.
        Light = "light", "Light";
        /// Light ink on dark paper.
        Dark = "dark", "Dark";
        /// Black and white, every mark at full strength.
        Contrast = "contrast", "High contrast";
    }
}

choice! {
    /// The size of the article's letters.
    TextSize {
        /// About 17 px.
        Small = "small", "Small";
        /// About 19 px.
        #[default]
        Medium = "medium", "Medium";
        /// About 22 px.
        Large = "large", "Large";
        /// About 26 px.
        Largest = "largest", "Largest";
    }
}

choice! {
    /// The length of the article's lines.
    Measure {
        /// About 54 characters.
        Narrow = "narrow", "Narrow";
        /// About 65 characters.
        #[default]
        Normal = "normal", "Normal";
        /// About 78 characters.
        Wide = "wide", "Wide";
    }
}

/// Everything that a reader can set about the page's look and keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The colours.
    pub theme: Theme,
    /// The size of the letters.
    pub size: TextSize,
    /// The length of the lines.
    pub measure: Measure,
    /// Whether single keys do something.
    pub keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            size: TextSize::default(),
            measure: Measure::default(),
            keys: true,
        }
    }
}

impl Settings {
    /// The settings as one line of words, `theme size measure keys`.
    #[must_use]
    pub fn to_words(self) -> String {
        let keys = if self.keys { "keys" } else { "no-keys" };
        format!(
            "{} {} {} {keys}",
            self.theme.key(),
            self.size.key(),
            self.measure.key()
        )
    }

    /// Reads such a line; a word that is missing or unknown leaves its setting at the default.
    #[must_use]
    pub fn from_words(text: &str) -> Self {
        let mut words = text.split(' ');
        let mut next = || words.next().unwrap_or_default();
        Self {
            theme: Theme::from_key(next()).unwrap_or_default(),
            size: TextSize::from_key(next()).unwrap_or_default(),
            measure: Measure::from_key(next()).unwrap_or_default(),
            keys: next() != "no-keys",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn settings_read_back_as_they_were_written() {
        for theme in Theme::ALL {
            let settings = Settings {
                theme: *theme,
                size: TextSize::Large,
                measure: Measure::Narrow,
                keys: false,
            };
            assert_eq!(Settings::from_words(&settings.to_words()), settings);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_was_corrupted_falls_back_to_the_default() {
        for text in ["", "\u{0}", "dark", "purple huge", "{}"] {
            let settings = Settings::from_words(text);
            assert_eq!(settings.size, TextSize::Medium, "{text}");
            assert!(settings.keys);
        }
        assert_eq!(Settings::from_words("dark").theme, Theme::Dark);
    }
}
