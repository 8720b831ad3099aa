//! The layers that a reader switches on and off.

use std::fmt;

use crate::card::Kind;
use crate::text::Stance;

/// One layer of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Mentions of people.
    People,
    /// Mentions of organisations and publications.
    Organisations,
    /// Mentions of places, agreements and events.
    Places,
    /// Spans of one stance.
    Stance(Stance),
    /// Loaded words.
    Loaded,
}

impl Layer {
    /// All layers, in the order of their switches and keys.
    pub const ALL: [Self; 8] = [
        Self::People,
        Self::Organisations,
        Self::Places,
        Self::Stance(Stance::Reported),
        Self::Stance(Stance::Attributed),
        Self::Stance(Stance::Opinion),
        Self::Stance(Stance::Forecast),
        Self::Loaded,
    ];

    /// The word for it in `data-layers`, ids and addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Organisations => "organisations",
            Self::Places => "places",
            Self::Stance(stance) => stance.key(),
            Self::Loaded => "loaded",
        }
    }

    /// The name that readers see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "People",
            Self::Organisations => "Organisations",
            Self::Places => "Places & events",
            Self::Stance(stance) => stance.name(),
            Self::Loaded => "Loaded words",
        }
    }

    /// The layer's place among [`Layer::ALL`], from 1, which is also its key on the keyboard.
    #[must_use]
    pub fn number(self) -> usize {
        Self::ALL
            .iter()
            .position(|layer| *layer == self)
            .map_or(0, |index| index + 1)
    }

    /// The layer on which mentions of a kind of entity stand.
    #[must_use]
    pub fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::People,
            Kind::Organisation | Kind::Publication => Self::Organisations,
            Kind::Place | Kind::Agreement | Kind::Event => Self::Places,
        }
    }

    /// The layer of that key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.key() == key)
    }

    /// Whether notes in the margin belong to the layer.
    #[must_use]
    pub fn has_notes(self) -> bool {
        matches!(self, Self::People | Self::Organisations | Self::Places)
    }

    fn bit(self) -> u8 {
        1 << (self.number() - 1)
    }
}

/// The layers that are on.
///
/// ```
/// use sidelight::page::{Layer, LayerSet};
///
/// let layers = LayerSet::parse("people,opinion");
/// assert!(layers.has(Layer::People));
/// assert_eq!(layers.with(Layer::Loaded, true).to_string(), "people opinion loaded");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LayerSet(u8);

impl LayerSet {
    /// Every layer: what a first visit shows.
    pub const ALL: Self = Self(u8::MAX);
    /// No layer: the bare article.
    pub const NONE: Self = Self(0);

    /// Reads keys separated by commas, plus signs or white space; words that name no layer are passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        text.split(|character: char| {
            character == ',' || character == '+' || character.is_whitespace()
        })
        .filter_map(Layer::from_key)
        .fold(Self::NONE, |layers, layer| layers.with(layer, true))
    }

    /// Whether a layer is on.
    #[must_use]
    pub fn has(self, layer: Layer) -> bool {
        self.0 & layer.bit() != 0
    }

    /// The same with one layer on or off.
    #[must_use]
    pub fn with(self, layer: Layer, on: bool) -> Self {
        if on {
            Self(self.0 | layer.bit())
        } else {
            Self(self.0 & !layer.bit())
        }
    }

    /// Whether the two show different notes.
    #[must_use]
    pub fn differs_in_notes(self, other: Self) -> bool {
        Layer::ALL
            .into_iter()
            .any(|layer| layer.has_notes() && self.has(layer) != other.has(layer))
    }

    /// The value of `?layers=` in an address: keys joined by commas.
    #[must_use]
    pub fn to_query(self) -> String {
        self.to_string().replace(' ', ",")
    }
}

impl fmt::Display for LayerSet {
    /// The value of `data-layers`: keys in the order of [`Layer::ALL`], joined by spaces.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = Layer::ALL
            .into_iter()
            .filter(|layer| self.has(*layer))
            .map(Layer::key)
            .collect();
        formatter.write_str(&keys.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_set_reads_back_as_it_was_written() {
        for bits in 0..=u8::MAX {
            let layers = LayerSet(bits);
            assert_eq!(LayerSet::parse(&layers.to_string()), layers);
            assert_eq!(LayerSet::parse(&layers.to_query()), layers);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn words_that_name_no_layer_are_passed_over() {
        assert_eq!(
            LayerSet::parse("people,<script>,,Opinion").to_string(),
            "people"
        );
        assert_eq!(LayerSet::parse(""), LayerSet::NONE);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_page_begins_with_all_layers_by_the_same_names() {
        let page = include_str!("../../index.html");
        let classes = Layer::ALL.map(|layer| crate::page::ids::layer_class(layer.key()));
        let root = format!(
            "class=\"{}\" data-layers=\"{}\"",
            classes.join(" "),
            LayerSet::ALL
        );
        assert!(page.contains(&root), "index.html has no {root}");
        let script = include_str!("../web/early.js");
        let class = format!("\"{}\" + key", crate::page::ids::layer_class(""));
        assert!(script.contains(&class), "early.js has no {class}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_style_sheet_gives_stances_their_names() {
        let styles = include_str!("../../style/inline.css");
        for stance in Stance::ALL {
            let (key, name) = (stance.key(), stance.name());
            let word = format!(".{key}:is(:hover, [data-open])::before {{ content: \"{name}\"; }}");
            assert!(styles.contains(&word), "inline.css has no {word}");
        }
    }
}
