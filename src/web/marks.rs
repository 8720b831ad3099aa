//! The marks under a place in the text, smallest first.

use web_sys::Element;

use super::dom::by_id;
use super::root::layers_on;
use super::sheet::original;
use crate::card::Kind;
use crate::page::{Layer, Target, ids};
use crate::text::Stance;

/// A mark that was pointed at or chosen: what it opens, and what else lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opener {
    /// What it opens.
    pub target: Target,
    /// The same place's other readings and enclosing marks, smallest first, by name.
    pub others: Vec<(String, Target)>,
}

fn stance_of(element: &Element) -> Option<Stance> {
    let key = element.get_attribute("data-stance")?;
    Stance::ALL.into_iter().find(|stance| stance.key() == key)
}

/// What an element opens by itself; nothing if its layer is off.
pub(super) fn own(element: &Element) -> Option<Target> {
    let classes = element.class_list();
    let is_on = |layer| layers_on().has(layer);
    if classes.contains("sentence") {
        let layer = Layer::Stance(stance_of(element)?);
        return is_on(layer).then(|| Target::Sentence(element.id()));
    }
    let target = Target::from_address(&element.get_attribute("href")?)?;
    let visible = if classes.contains("mention") {
        let key = element.get_attribute("data-kind")?;
        let kind = Kind::from_key(&key)?;
        is_on(Layer::of_kind(kind))
    } else if classes.contains("loaded") {
        is_on(Layer::Loaded)
    } else {
        true
    };
    visible.then_some(target)
}

/// The smallest mark at an element whose layer is on, with its element and everything around it.
pub(super) fn opener_at(element: &Element) -> Option<(Element, Opener)> {
    let mut found: Vec<(Element, Target)> = Vec::new();
    let mut next = Some(element.clone());
    while let Some(at) = next {
        if let Some(target) =
            own(&at).filter(|target| found.iter().all(|(_, other)| other != target))
        {
            found.push((at.clone(), target));
        }
        next = at.parent_element();
    }
    let mut found = found.into_iter();
    let (mark, target) = found.next()?;
    let other_reading = mark.get_attribute("data-other").map(|card| {
        let target = Target::Card(card);
        (format!("Other reading: {}", title_of(&target)), target)
    });
    let evidence = mark.get_attribute("data-why").map(|id| {
        let target = Target::Mention(id);
        ("Why this link".to_owned(), target)
    });
    let evidence = evidence.filter(|(_, evidence)| *evidence != target);
    let around = found.map(|(_, target)| (title_of(&target), target));
    let others = other_reading
        .into_iter()
        .chain(evidence)
        .chain(around)
        .collect();
    Some((mark, Opener { target, others }))
}

/// What a target is called: the card's name, or the label of the sentence.
#[must_use]
pub fn title_of(target: &Target) -> String {
    let part = match target {
        Target::Card(_) => ".card-name",
        Target::Sentence(_) | Target::Loaded(_) | Target::Mention(_) => ".label",
    };
    original(target)
        .and_then(|element| element.query_selector(part).ok()?)
        .and_then(|element| element.text_content())
        .unwrap_or_else(|| target.element_id())
}

/// The note that hangs on a mention, or on the first mention of the same card in the same part.
pub(super) fn note_of(mention: &Element) -> Option<Element> {
    if let Some(note) = by_id(&ids::note(&mention.id())) {
        return Some(note.into());
    }
    let card = mention.get_attribute("data-card")?;
    let part = mention.closest(".part").ok()??;
    let name = part
        .query_selector(&format!(".note-name[href=\"#card-{card}\"]"))
        .ok()??;
    name.closest(".note").ok()?
}
