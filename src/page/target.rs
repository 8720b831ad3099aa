//! What an address inside the page leads to.

/// Something that opens on its own: a card or the explanation of a mark.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// The card of that name.
    Card(String),
    /// The explanation of the stance span of that id.
    Sentence(String),
    /// The reason for the loaded word of that id.
    Loaded(String),
    /// Why the mention of that id leads where it does.
    Mention(String),
}

impl Target {
    /// Reads an address such as `#card-csto`, `#why-s12` or `#why-l3`.
    ///
    /// ```
    /// use sidelight::page::Target;
    ///
    /// assert_eq!(Target::from_address("#why-s12-2"), Some(Target::Sentence("s12-2".to_owned())));
    /// assert_eq!(Target::from_address("#overview"), None);
    /// ```
    #[must_use]
    pub fn from_address(address: &str) -> Option<Self> {
        let id = address.strip_prefix('#')?;
        let is_plain = |name: &str| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let (variant, name): (fn(String) -> Self, &str) =
            if let Some(name) = id.strip_prefix("card-") {
                (Self::Card, name)
            } else if let Some(name) = id.strip_prefix("why-") {
                match name.as_bytes().first()? {
                    b'm' => (Self::Mention, name),
                    b's' => (Self::Sentence, name),
                    b'l' => (Self::Loaded, name),
                    _ => return None,
                }
            } else {
                return None;
            };
        is_plain(name).then(|| variant(name.to_owned()))
    }

    /// The id of the element that shows it in full.
    #[must_use]
    pub fn element_id(&self) -> String {
        match self {
            Self::Card(name) => format!("card-{name}"),
            Self::Sentence(id) | Self::Loaded(id) | Self::Mention(id) => super::ids::why(id),
        }
    }

    /// Its address inside the page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("#{}", self.element_id())
    }
}

#[cfg(test)]
mod tests {
    use super::Target;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn addresses_read_back() {
        for target in [
            Target::Card("csto".to_owned()),
            Target::Sentence("s12-2".to_owned()),
            Target::Loaded("l3".to_owned()),
            Target::Mention("m7".to_owned()),
        ] {
            assert_eq!(Target::from_address(&target.address()), Some(target));
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn other_addresses_lead_nowhere() {
        for address in [
            "",
            "#",
            "#card-",
            "card-csto",
            "#why-x1",
            "#why-",
            "#card-a b",
            "#card-é",
            "https://example.org/#card-csto",
        ] {
            assert_eq!(Target::from_address(address), None, "{address}");
        }
    }
}
