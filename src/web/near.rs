//! What is near the window in a long article: only there blocks are laid out ahead and notes shown and placed.
//!
//! The style sheet has the browser pass over the blocks that are out of view. Before the reader comes to them they are laid out after
//! all, some in a frame, and then the notes of their part, so that no frame has much to do; each note is placed within its part, since
//! what is far above may still turn out taller or shorter than it was held to be.

mod part;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    MutationObserver, ResizeObserver, ResizeObserverEntry,
};

use self::part::{Part, Stage, blocks_of, lists_of, notes_of, parts_of};
use super::dom::{by_id, document, is_wide, window};
use super::hold::hold_links;
use super::margin::{
    GAP, keep, keep_notes_placed, measure, place_all, put, watch_words, when_width_changes,
};
use super::slices::after_frames;
use crate::page::{arrange, ids};

/// How far above and below the window things are near: so many heights of it.
const MARGIN: &str = "200% 0px";
/// Blocks and notes that are laid out in one frame, beside what is in view: so many take a few milliseconds.
const BLOCKS: usize = 2;
const NOTES: usize = 12;
/// Pixels between two steps from which on nobody reads what goes by.
const FAST: f64 = 150.0;
/// On parts that are near, and on their blocks and notes that are laid out wherever they are.
const READY: &str = "data-near";

thread_local! {
    /// The long article that is open.
    static NEAR: RefCell<Weak<Near>> = const { RefCell::new(Weak::new()) };
}

/// The parts of a long article.
struct Near {
    parts: RefCell<Vec<Part>>,
    at_work: Cell<bool>,
    words: Option<MutationObserver>,
    seen: Option<IntersectionObserver>,
    sizes: Option<ResizeObserver>,
    /// How far down the page was scrolled at the last step, in CSS pixels.
    scrolled: Cell<f64>,
}

/// What ends with the article.
struct Keeping {
    near: Rc<Near>,
    _on_seen: Closure<dyn FnMut(Array)>,
    _on_sizes: Closure<dyn FnMut(Array)>,
    _on_words: Closure<dyn FnMut(Array)>,
    _on_wide: Option<EventListener>,
    _on_links: Option<EventListener>,
}

impl Drop for Keeping {
    fn drop(&mut self) {
        if let Some(seen) = &self.near.seen {
            seen.disconnect();
        }
        if let Some(sizes) = &self.near.sizes {
            sizes.disconnect();
        }
        if let Some(words) = &self.near.words {
            words.disconnect();
        }
    }
}

/// Keeps the notes of the article that was just put on the page placed, until another one is.
pub fn keep_article_placed() {
    let is_long = by_id(ids::ARTICLE).is_some_and(|article| article.class_list().contains("long"));
    if is_long {
        keep_near();
    } else {
        keep_notes_placed();
    }
}

/// New notes stand below these parts, by their numbers.
pub fn place_notes_of(parts: &[usize]) {
    match NEAR.with_borrow(Weak::upgrade) {
        Some(near) => near.begin_anew(parts),
        None => place_all(),
    }
}

/// Puts a block's marks into it, by its id; whether it is near the window in a long article, where the browser lays it out at once.
///
/// If it was laid out ahead of the reader, that is done anew in its turn: marks come for many blocks between two frames.
#[must_use]
pub fn mark_block(id: &str, html: &str) -> bool {
    let Some(block) = by_id(id) else {
        return false;
    };
    let _ = block.remove_attribute(READY);
    block.set_inner_html(html);
    let part = block.parent_element();
    part.is_some_and(|part| part.has_attribute(READY))
}

/// More parts of the open article are on the page.
pub fn parts_came() {
    if let Some(near) = NEAR.with_borrow(Weak::upgrade) {
        near.take_in();
    }
}

/// Whether something is being laid out near the window, which may move the text in it.
pub(super) fn is_at_work() -> bool {
    let near = NEAR.with_borrow(Weak::upgrade);
    near.is_some_and(|near| near.at_work.get())
}

fn keep_near() {
    let heard: Rc<RefCell<Weak<Near>>> = Rc::default();
    let on_seen = hearing(&heard, Near::see);
    let on_sizes = hearing(&heard, |near, entries| near.measure_anew(entries));
    let on_words = hearing(&heard, |near, _| near.place_anew());
    let options = IntersectionObserverInit::new();
    options.set_root_margin(MARGIN);
    let seen = on_seen.as_ref().unchecked_ref();
    let near = Rc::new(Near {
        parts: RefCell::default(),
        at_work: Cell::new(false),
        words: MutationObserver::new(on_words.as_ref().unchecked_ref()).ok(),
        seen: IntersectionObserver::new_with_options(seen, &options).ok(),
        sizes: ResizeObserver::new(on_sizes.as_ref().unchecked_ref()).ok(),
        scrolled: Cell::new(0.0),
    });
    *heard.borrow_mut() = Rc::downgrade(&near);
    NEAR.set(Rc::downgrade(&near));
    near.take_in();
    let weak = Rc::downgrade(&near);
    let on_wide = when_width_changes(move || {
        if let Some(near) = weak.upgrade() {
            near.begin_all_anew();
        }
    });
    keep(Keeping {
        near,
        _on_seen: on_seen,
        _on_sizes: on_sizes,
        _on_words: on_words,
        _on_wide: on_wide,
        _on_links: hold_links(),
    });
}

/// A closure that reaches what is only there after it.
fn hearing(
    near: &Rc<RefCell<Weak<Near>>>,
    what: fn(&Rc<Near>, Array),
) -> Closure<dyn FnMut(Array)> {
    let near = Rc::clone(near);
    Closure::new(move |entries: Array| {
        let near = near.borrow().upgrade();
        if let Some(near) = near {
            what(&near, entries);
        }
    })
}

impl Near {
    /// Watches the parts that were not there before.
    fn take_in(&self) {
        let Some(article) = by_id(ids::ARTICLE) else {
            return;
        };
        let mut parts = self.parts.borrow_mut();
        for element in parts_of(&article).skip(parts.len()) {
            if let Some(seen) = &self.seen {
                seen.observe(&element);
            }
            if let Some(sizes) = &self.sizes {
                sizes.observe(&element);
            }
            parts.push(Part {
                element,
                stage: Stage::Far,
                end: 0.0,
            });
        }
    }

    /// Parts have come near, or are no longer.
    fn see(self: &Rc<Self>, entries: Array) {
        for entry in entries {
            let Ok(entry) = entry.dyn_into::<IntersectionObserverEntry>() else {
                continue;
            };
            let Some(index) = self.index_of(&entry.target()) else {
                continue;
            };
            let is_near = entry.is_intersecting();
            let (element, was_ahead) = {
                let mut parts = self.parts.borrow_mut();
                let part = &mut parts[index];
                (part.element.clone(), part.see(is_near))
            };
            // Any element takes any attribute.
            let _ = element.toggle_attribute_with_force(READY, is_near);
            if was_ahead {
                for piece in blocks_of(&element).chain(notes_of(&element)) {
                    let _ = piece.remove_attribute(READY);
                }
            }
        }
        self.go_on();
    }

    /// The sizes of parts have changed: those that were placed are placed anew, before the reader sees it.
    fn measure_anew(&self, entries: Array) {
        for entry in entries {
            let Ok(entry) = entry.dyn_into::<ResizeObserverEntry>() else {
                continue;
            };
            if let Some(index) = self.index_of(&entry.target()) {
                self.place_from(index);
            }
        }
    }

    /// New notes stand below these parts.
    fn begin_anew(self: &Rc<Self>, numbers: &[usize]) {
        let mut parts = self.parts.borrow_mut();
        for index in numbers.iter().filter_map(|number| number.checked_sub(1)) {
            if let Some(part) = parts.get_mut(index) {
                part.begin_anew();
            }
        }
        drop(parts);
        self.go_on();
    }

    /// Makes all that is near ready anew, as when there is a margin where there was none.
    fn begin_all_anew(self: &Rc<Self>) {
        for part in self.parts.borrow_mut().iter_mut() {
            part.begin_anew();
        }
        self.go_on();
    }

    /// Places all notes anew that are placed.
    fn place_anew(&self) {
        let count = self.parts.borrow().len();
        for index in 0..count {
            self.place_from(index);
        }
    }

    fn index_of(&self, element: &Element) -> Option<usize> {
        let number: usize = element.id().strip_prefix("part-")?.parse().ok()?;
        let index = number.checked_sub(1)?;
        (index < self.parts.borrow().len()).then_some(index)
    }

    /// Begins to make ready what is near, unless that is going on.
    fn go_on(self: &Rc<Self>) {
        if self.at_work.replace(true) {
            return;
        }
        let near = Rc::downgrade(self);
        after_frames(move || {
            let Some(near) = near.upgrade() else {
                return false;
            };
            let has_more = near.step();
            near.at_work.set(has_more);
            has_more
        });
    }

    /// Makes a little more ready of the part that is nearest; whether there is more to do.
    fn step(&self) -> bool {
        let has_unready = self.parts.borrow().iter().any(Part::is_unready);
        if has_unready && self.is_searching() {
            return true;
        }
        let Some((index, element)) = self.nearest_unready() else {
            return self.let_go();
        };
        if let Some(part) = self.parts.borrow_mut().get_mut(index) {
            part.stage = Stage::Begun;
        }
        if make_ready(blocks_of(&element), BLOCKS) > 0 {
            return true;
        }
        if is_wide() && make_ready(notes_of(&element), NOTES) > 0 {
            return true;
        }
        if let Some(part) = self.parts.borrow_mut().get_mut(index) {
            part.stage = Stage::Placed;
        }
        if let Some(words) = &self.words {
            lists_of(&element).for_each(|notes| watch_words(words, &notes));
        }
        self.place_from(index);
        true
    }

    /// Lets go of the layout of a part that was near; whether there was one.
    ///
    /// The browser keeps what it has laid out even of what it passes over: of a book that was read through, hundreds of megabytes.
    fn let_go(&self) -> bool {
        let mut parts = self.parts.borrow_mut();
        let Some(part) = parts.iter_mut().find(|part| part.stage == Stage::Held) else {
            return false;
        };
        part.stage = Stage::Far;
        let element = part.element.clone();
        drop(parts);
        if !is_in_use(&element) {
            // What is taken out and put back has no layout until it is needed again.
            let children = Array::new();
            let nodes = element.child_nodes();
            for node in (0..nodes.length()).filter_map(|index| nodes.item(index)) {
                children.push(&node);
            }
            element.replace_children_with_node(&children);
        }
        true
    }

    /// Whether the page goes by too fast to be read.
    fn is_searching(&self) -> bool {
        let now = window()
            .and_then(|window| window.page_y_offset().ok())
            .unwrap_or_default();
        (now - self.scrolled.replace(now)).abs() > FAST
    }

    /// The part whose notes are to be placed and that is nearest to the middle of the window.
    fn nearest_unready(&self) -> Option<(usize, Element)> {
        let middle = window()?.inner_height().ok()?.as_f64()? / 2.0;
        let distance = |element: &Element| {
            let rect = element.get_bounding_client_rect();
            (rect.top() - middle).max(middle - rect.bottom()).max(0.0)
        };
        let parts = self.parts.borrow();
        let unready = parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.is_unready());
        unready
            .map(|(index, part)| (index, part.element.clone(), distance(&part.element)))
            .min_by(|one, two| one.2.total_cmp(&two.2))
            .map(|(index, element, _)| (index, element))
    }

    /// Places a part's notes if they are shown, and those of parts below it into which they reach.
    fn place_from(&self, index: usize) {
        // All parts are told of when they come: of those there is nothing to place yet.
        let parts = self.parts.borrow();
        let is_placed = parts.get(index).is_some_and(Part::is_placed);
        drop(parts);
        if !is_placed || !is_wide() {
            return;
        }
        let mut index = index;
        while self.place(index) {
            index += 1;
        }
    }

    /// Places a part's notes within it; whether they or those before reach beyond its end otherwise than until now.
    fn place(&self, index: usize) -> bool {
        let mut parts = self.parts.borrow_mut();
        let rect_of = |part: &Part| part.element.get_bounding_client_rect();
        let Some(rect) = parts
            .get(index)
            .filter(|part| part.is_placed())
            .map(rect_of)
        else {
            return false;
        };
        let before = index.checked_sub(1).and_then(|before| parts.get(before));
        let start = before
            .filter(|before| before.is_placed())
            .map_or(0.0, |before| {
                (rect_of(before).top() + before.end - rect.top()).max(0.0)
            });
        let part = &mut parts[index];
        let notes = measure(notes_of(&part.element), rect.top());
        let free: Vec<_> = notes.iter().map(|measured| measured.note).collect();
        let placements = arrange(&free, &[], (start, rect.height().max(start)), GAP);
        let last = placements.iter().zip(&free).next_back();
        let end = last.map_or(start, |(placement, note)| {
            let height = if placement.collapsed {
                note.collapsed
            } else {
                note.height
            };
            placement.top + height + GAP
        });
        put(&notes, placements);
        let beyond = |end: f64| (end - rect.height()).max(0.0);
        let changes = (beyond(end) - beyond(part.end)).abs() > 0.5;
        part.end = end;
        changes
    }
}

/// Whether the keyboard or the reader's selection is in an element, which would lose it.
fn is_in_use(element: &Element) -> bool {
    let focused = document().and_then(|document| document.active_element());
    let selection = window().and_then(|window| window.get_selection().ok()?);
    let holds =
        |node: Option<web_sys::Node>| node.is_some_and(|node| element.contains(Some(&node)));
    holds(focused.map(Into::into))
        || selection.is_some_and(|selection| {
            holds(selection.anchor_node()) || holds(selection.focus_node())
        })
}

/// Has some of these elements laid out that are not; how many there were to be.
fn make_ready(elements: impl Iterator<Item = Element>, most: usize) -> usize {
    let waiting = elements.filter(|element| !element.has_attribute(READY));
    let some = waiting.take(most).map(|element| {
        // Any element takes any attribute.
        let _ = element.set_attribute(READY, "");
    });
    some.count()
}
