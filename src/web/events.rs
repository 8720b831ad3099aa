//! What the reader does, by mouse, touch and keyboard, told as intents.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, EventTarget, KeyboardEvent, MouseEvent, Node, PointerEvent};

use super::dom::{document, window};
use super::marks::{Opener, opener_at};
use super::sheet::remember_opener;
use super::{graph, ties};
use crate::page::{Layer, Target, ids};

/// How long a pointer rests on words before they open, and how long after it has left they close.
const REST_MILLISECONDS: u32 = 300;

/// Something that the reader wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// See a mark while the pointer rests on it.
    Preview(Opener),
    /// The pointer has left the words and the sheet.
    EndPreview,
    /// Open a mark to stay.
    Open(Opener),
    /// Close what is open.
    Close,
    /// The switches were changed.
    Layers,
    /// Switch one layer.
    Toggle(Layer),
    /// Switch all layers on, or off if all are on.
    ToggleAll,
    /// See the bare article while a key is held.
    Peek(bool),
    /// Open the settings.
    Settings,
    /// Go to the search of the index.
    Search,
    /// Go to the list of keys.
    Keys,
}

/// What the listener asks of the page's state, and whom it tells.
pub struct Listener {
    /// Receives the intents.
    pub on_intent: Box<dyn Fn(Intent)>,
    /// What the sheet shows, if it is open to stay.
    pub opened: Box<dyn Fn() -> Option<Target>>,
    /// Whether single keys do something.
    pub keys: Box<dyn Fn() -> bool>,
}

#[derive(Default)]
struct Pointer {
    /// The timer of a rest or of a leave; dropping it cancels it.
    timer: Option<Timeout>,
    /// Where on the screen the pointer last moved to: an event at the same place comes from scrolling.
    place: (i32, i32),
    /// The element on which the pointer rests or has opened something.
    on: Option<Element>,
}

/// Listens to the reader for as long as the page lives.
pub fn listen(listener: Listener) {
    let Some((window, document)) = window().zip(document()) else {
        return;
    };
    let listener = Rc::new(listener);
    let pointer = Rc::new(RefCell::new(Pointer::default()));
    let on = |target: &EventTarget,
              name: &'static str,
              handle: fn(&Rc<Listener>, &Rc<RefCell<Pointer>>, &Event)| {
        let (listener, pointer) = (Rc::clone(&listener), Rc::clone(&pointer));
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(target, name, options, move |event| {
            handle(&listener, &pointer, event)
        })
        .forget();
    };
    on(&document, "click", |listener, _, event| {
        click(listener, event)
    });
    on(&document, "change", |listener, _, event| {
        change(listener, event)
    });
    on(&document, "reset", |listener, _, event| {
        event.prevent_default();
        (listener.on_intent)(Intent::ToggleAll);
    });
    on(&document, "keydown", |listener, _, event| {
        key_down(listener, event)
    });
    on(&document, "keyup", |listener, _, event| {
        if event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "b")
        {
            (listener.on_intent)(Intent::Peek(false));
        }
    });
    on(&window, "blur", |listener, _, _| {
        (listener.on_intent)(Intent::Peek(false))
    });
    on(&document, "pointerover", pointer_over);
    on(&document, "pointermove", pointer_move);
    on(&document, "focusin", |_, _, event| {
        ties::tie(element_of(event).as_ref())
    });
}

/// The element at which an event happened; of a text, the element around it.
fn element_of(event: &Event) -> Option<Element> {
    let node: Node = event.target()?.dyn_into().ok()?;
    node.clone()
        .dyn_into::<Element>()
        .ok()
        .or_else(|| node.parent_element())
}

fn is_inside(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

fn click(listener: &Listener, event: &Event) {
    let Some(element) = element_of(event) else {
        return;
    };
    let is_plain = event.dyn_ref::<MouseEvent>().is_some_and(|event| {
        event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
    });
    if element.id() == ids::SETTINGS_BUTTON {
        return (listener.on_intent)(Intent::Settings);
    }
    if !is_plain
        || event.default_prevented()
        || is_inside(&element, "button, input, label, summary, dialog")
    {
        return;
    }
    let in_sheet = is_inside(&element, &format!("#{}", ids::SHEET));
    if is_inside(&element, "[data-native]") {
        return (listener.on_intent)(Intent::Close);
    }
    // In the index and the lists a link goes to the very thing, which stands there in full.
    if !in_sheet && is_inside(&element, ".index, .sentences, .guide") {
        return;
    }
    let node = element.closest(".node").ok().flatten().and_then(|node| {
        node.get_attribute("data-card")
            .map(|card| (node, Target::Card(card)))
    });
    let opened = match node {
        Some((node, target)) => Some((
            node,
            Opener {
                target,
                others: Vec::new(),
            },
        )),
        None => opener_at(&element),
    };
    match opened {
        // A second tap follows the link to the card's own place.
        Some((_, opener))
            if is_touch(event)
                && (listener.opened)() == Some(opener.target.clone())
                && !in_sheet =>
        {
            (listener.on_intent)(Intent::Close);
        }
        Some((mark, opener)) if !(mark.class_list().contains("sentence") && is_selecting()) => {
            event.prevent_default();
            if !in_sheet {
                remember_opener(&mark);
            }
            (listener.on_intent)(Intent::Open(opener));
        }
        None if !in_sheet => (listener.on_intent)(Intent::Close),
        _ => {}
    }
}

fn is_touch(event: &Event) -> bool {
    event
        .dyn_ref::<PointerEvent>()
        .is_some_and(|event| event.pointer_type() == "touch")
}

/// Whether the reader has just selected some words, which is no wish to open anything.
fn is_selecting() -> bool {
    window()
        .and_then(|window| window.get_selection().ok()?)
        .is_some_and(|selection| !selection.is_collapsed())
}

fn change(listener: &Listener, event: &Event) {
    let is_switch = element_of(event)
        .is_some_and(|element| element.get_attribute("name").as_deref() == Some("layer"));
    if is_switch {
        (listener.on_intent)(Intent::Layers);
    }
}

fn key_down(listener: &Listener, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let key = event.key();
    if key == "Escape" {
        return (listener.on_intent)(Intent::Close);
    }
    let is_typing = element_of(event).is_some_and(|element| {
        is_inside(
            &element,
            "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog",
        )
    });
    let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    if is_typing || has_modifier || !(listener.keys)() {
        return;
    }
    let intent = match key.as_str() {
        "0" => Intent::ToggleAll,
        "b" => Intent::Peek(true),
        "s" => Intent::Settings,
        "/" => Intent::Search,
        "?" => Intent::Keys,
        _ => match Layer::ALL
            .into_iter()
            .find(|layer| layer.number().to_string() == key)
        {
            Some(layer) => Intent::Toggle(layer),
            None => return,
        },
    };
    // Held down, a key repeats; a switch must not flicker.
    if event.repeat() {
        return;
    }
    event.prevent_default();
    (listener.on_intent)(intent);
}

/// What opens by resting on it: names, loaded words, the signs behind sentences; not whole sentences, over
/// which a pointer rests all the time.
const RESTABLE: &str = ".mention, .loaded, .why";

fn pointer_over(listener: &Rc<Listener>, pointer: &Rc<RefCell<Pointer>>, event: &Event) {
    let Some(element) = element_of(event) else {
        return;
    };
    ties::tie(Some(&element));
    graph::light_related(Some(&element));
    let Some(event) = event
        .dyn_ref::<PointerEvent>()
        .filter(|event| event.pointer_type() == "mouse")
    else {
        return;
    };
    let mut state = pointer.borrow_mut();
    // Under a pointer that stands still the page itself has moved.
    if state.place == (event.screen_x(), event.screen_y()) {
        return;
    }
    let resting = element.closest(RESTABLE).ok().flatten();
    if is_inside(&element, &format!("#{}", ids::SHEET))
        || (resting.is_some() && resting == state.on)
    {
        state.timer = None;
        return;
    }
    match resting {
        Some(mark) => rest_on(listener, pointer, &mut state, mark),
        None if state.on.take().is_some() => {
            let listener = Rc::clone(listener);
            state.timer = Some(Timeout::new(REST_MILLISECONDS, move || {
                (listener.on_intent)(Intent::EndPreview)
            }));
        }
        None => {}
    }
}

/// Every movement begins the rest anew.
fn pointer_move(listener: &Rc<Listener>, pointer: &Rc<RefCell<Pointer>>, event: &Event) {
    let Some(event) = event.dyn_ref::<PointerEvent>() else {
        return;
    };
    let mut state = pointer.borrow_mut();
    state.place = (event.screen_x(), event.screen_y());
    let mark = element_of(event).and_then(|element| element.closest(RESTABLE).ok()?);
    if let Some(mark) = mark.filter(|mark| state.timer.is_some() && state.on.as_ref() == Some(mark))
    {
        rest_on(listener, pointer, &mut state, mark);
    }
}

fn rest_on(
    listener: &Rc<Listener>,
    pointer: &Rc<RefCell<Pointer>>,
    state: &mut Pointer,
    mark: Element,
) {
    let (listener, shared, words) = (Rc::clone(listener), Rc::clone(pointer), mark.clone());
    state.on = Some(mark);
    state.timer = Some(Timeout::new(REST_MILLISECONDS, move || {
        shared.borrow_mut().timer = None;
        if let Some((_, opener)) = opener_at(&words) {
            if (listener.opened)().is_none() {
                remember_opener(&words);
                (listener.on_intent)(Intent::Preview(opener));
            }
        }
    }));
}
