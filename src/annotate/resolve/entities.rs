//! Which names of a document name the same thing.

use crate::annotate::names::FoundName;
use crate::card::form_hash;
use crate::model::NameClass;
use crate::text::{Case, Lookup, Token};

/// How the words of a mention stand to the fullest name of what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortening {
    /// It is the fullest form that occurs.
    Full,
    /// A part of a person's name.
    PartOfName,
    /// The first letters of the name, given in brackets or by the letters alone.
    Acronym,
    /// A part that two or more full names share; the nearest is taken.
    Shared,
}

/// Something that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub class: NameClass,
    /// The name, among the found ones, that names it most fully.
    pub fullest: usize,
    /// Form hashes by which it is named.
    pub forms: Vec<u32>,
}

/// The entities of a document, and for each of its names the entity and how it is shortened.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    /// All entities, in order of their first name.
    pub all: Vec<Entity>,
    /// For each name its entity and the shortening.
    pub of_name: Vec<(usize, Shortening)>,
    /// Entities by a part of a person's name.
    by_part: Lookup<Vec<usize>>,
}

impl Entities {
    /// The people whose names have a part with that hash, up to eight, in order of their full names.
    #[must_use]
    pub fn bearers(&self, part: u32) -> &[usize] {
        self.by_part.get(part).map_or(&[], Vec::as_slice)
    }
}

/// More bearers of one name than these cannot be told apart anyway.
const BEARERS: usize = 8;

/// Gathers the names of a document to entities. The time is linear in the number of names.
#[must_use]
pub fn entities(tokens: &[Token], text: &str, names: &[FoundName]) -> Entities {
    let mut gathering = Gathering {
        tokens,
        text,
        names,
        entities: Entities::default(),
        by_form: Lookup::default(),
        by_letters: Lookup::default(),
    };
    // Names of several words first: short forms may stand before them, as in headlines.
    let words = |name: &FoundName| name.tokens.1 - name.tokens.0;
    let mut found = vec![(usize::MAX, Shortening::Full); names.len()];
    for (index, name) in names.iter().enumerate().filter(|(_, name)| words(name) > 1) {
        found[index] = (gathering.full(index, name), Shortening::Full);
    }
    for (index, name) in names
        .iter()
        .enumerate()
        .filter(|(_, name)| words(name) == 1)
    {
        found[index] = gathering.short(index, name);
    }
    gathering.entities.of_name = found;
    gathering.entities
}

struct Gathering<'a> {
    tokens: &'a [Token],
    text: &'a str,
    names: &'a [FoundName],
    entities: Entities,
    /// Entity + 1 by form.
    by_form: Lookup<usize>,
    /// Entity + 1 by the first letters of its name.
    by_letters: Lookup<usize>,
}

impl Gathering<'_> {
    fn words(&self, name: &FoundName) -> &[Token] {
        &self.tokens[name.tokens.0..name.tokens.1]
    }

    fn full(&mut self, index: usize, name: &FoundName) -> usize {
        let hash = form_hash(self.words(name), self.text);
        if let Some(known) = self.by_form.get(hash).filter(|entity| **entity > 0) {
            return known - 1;
        }
        let entity = self.new_entity(index, name, hash);
        if name.class == NameClass::Person {
            let parts: Vec<u32> = self
                .words(name)
                .iter()
                .filter(|token| token.is_capitalised() || token.case == Case::Mixed)
                .map(|token| token.hash)
                .collect();
            for part in parts {
                let sharers = self.entities.by_part.entry(part);
                // Boutros Boutros-Ghali bears his once.
                if sharers.len() < BEARERS && sharers.last() != Some(&entity) {
                    sharers.push(entity);
                }
            }
        } else if let Some(letters) = self.letters(name) {
            let slot = self.by_letters.entry(letters);
            if *slot == 0 {
                *slot = entity + 1;
            }
        }
        entity
    }

    fn short(&mut self, index: usize, name: &FoundName) -> (usize, Shortening) {
        let token = self.tokens[name.tokens.0];
        let hash = form_hash(self.words(name), self.text);
        if matches!(name.class, NameClass::Person | NameClass::Organisation) {
            let sharers = self.entities.bearers(token.hash);
            // The last one named before, else the first named after.
            let place = |entity: &usize| self.names[self.entities.all[*entity].fullest].tokens.0;
            let nearest = sharers
                .iter()
                .copied()
                .filter(|entity| place(entity) < name.tokens.0)
                .max_by_key(place)
                .or_else(|| sharers.iter().copied().min_by_key(place));
            if let Some(entity) = nearest {
                let shared = if sharers.len() > 1 {
                    Shortening::Shared
                } else {
                    Shortening::PartOfName
                };
                return (entity, shared);
            }
        }
        if token.case == Case::Upper && name.class != NameClass::Person {
            let bare = crate::text::word_hash(&token.span.of(self.text).replace('.', ""));
            if let Some(known) = self.by_letters.get(bare).filter(|entity| **entity > 0) {
                let entity = known - 1;
                if !self.entities.all[entity].forms.contains(&hash) {
                    self.entities.all[entity].forms.push(hash);
                }
                return (entity, Shortening::Acronym);
            }
        }
        if let Some(known) = self.by_form.get(hash).filter(|entity| **entity > 0) {
            return (known - 1, Shortening::Full);
        }
        (self.new_entity(index, name, hash), Shortening::Full)
    }

    fn new_entity(&mut self, index: usize, name: &FoundName, hash: u32) -> usize {
        let entity = self.entities.all.len();
        self.entities.all.push(Entity {
            class: name.class,
            fullest: index,
            forms: vec![hash],
        });
        *self.by_form.entry(hash) = entity + 1;
        entity
    }

    /// The hash of the first letters of a name's longer words, as an acronym would have them, or of the acronym that follows in brackets.
    fn letters(&self, name: &FoundName) -> Option<u32> {
        if let [open, acronym, close, ..] = &self.tokens[name.tokens.1..]
            && open.span.of(self.text) == "("
            && close.span.of(self.text) == ")"
            && acronym.case == Case::Upper
        {
            return Some(crate::text::word_hash(
                &acronym.span.of(self.text).replace('.', ""),
            ));
        }
        let letters: String = self
            .words(name)
            .iter()
            .filter(|token| token.is_capitalised())
            .filter_map(|token| token.span.of(self.text).chars().next())
            .collect();
        (letters.chars().count() > 2).then(|| crate::text::word_hash(&letters))
    }
}
