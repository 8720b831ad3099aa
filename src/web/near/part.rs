//! A part of a long article: how far the browser is with it, and its blocks and notes.

use web_sys::Element;

use crate::web::dom::children_that;

/// A part, and what has been done for it.
pub(super) struct Part {
    pub(super) element: Element,
    pub(super) stage: Stage,
    /// Where its notes end, from its top, in CSS pixels; nothing unless they are placed.
    pub(super) end: f64,
}

/// How far the browser is with a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is far, and nothing of it is laid out.
    Far,
    /// It is no longer near, and what was laid out of it still is.
    Held,
    /// It is near, and laid out where it is in view.
    Near,
    /// Some of its blocks and notes are laid out ahead.
    Begun,
    /// All are, and its notes are shown and placed.
    Placed,
}

impl Part {
    /// Whether something is to be laid out or placed of it.
    pub(super) fn is_unready(&self) -> bool {
        matches!(self.stage, Stage::Near | Stage::Begun)
    }

    pub(super) fn is_placed(&self) -> bool {
        self.stage == Stage::Placed
    }

    /// Its notes are to be placed anew.
    pub(super) fn begin_anew(&mut self) {
        if self.is_placed() {
            self.stage = Stage::Begun;
        }
    }

    /// It has come near, or is no longer; whether what was laid out of it ahead no longer has to be.
    pub(super) fn see(&mut self, is_near: bool) -> bool {
        use Stage::{Begun, Far, Held, Near, Placed};
        let before = self.stage;
        self.stage = match (before, is_near) {
            (Far | Held | Near, true) => Near,
            (Begun | Placed, true) => Begun,
            (Far, false) => Far,
            (Held | Near | Begun | Placed, false) => Held,
        };
        !is_near && matches!(before, Begun | Placed)
    }
}

/// The parts of an article.
pub(super) fn parts_of(article: &Element) -> impl Iterator<Item = Element> + use<> {
    children_that(article, ".part")
}

/// The blocks of a part.
pub(super) fn blocks_of(part: &Element) -> impl Iterator<Item = Element> + use<> {
    children_that(part, "p")
}

/// The list of the notes of a part, if it has any.
pub(super) fn lists_of(part: &Element) -> impl Iterator<Item = Element> + use<> {
    children_that(part, ".notes")
}

/// The notes of a part.
pub(super) fn notes_of(part: &Element) -> impl Iterator<Item = Element> + use<> {
    lists_of(part).flat_map(|list| children_that(&list, ".note"))
}
