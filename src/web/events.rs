//! What the reader does, by mouse, touch and keyboard, told as intents.

mod clicks;
mod keys;
mod pointer;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, EventTarget, Node};

use super::dom::{document, window};
use super::marks::Opener;
use super::ties;
use crate::page::{Layer, Target};
use pointer::Pointer;

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

/// How an event is handled; the pointer's state outlives the event.
type Handle = fn(&Rc<Listener>, &Rc<RefCell<Pointer>>, &Event);

/// Listens to the reader for as long as the page lives.
pub fn listen(listener: Listener) {
    let Some((window, document)) = window().zip(document()) else {
        return;
    };
    let listener = Rc::new(listener);
    let pointer = Rc::new(RefCell::new(Pointer::default()));
    let on = |target: &EventTarget, name: &'static str, handle: Handle| {
        let (listener, pointer) = (Rc::clone(&listener), Rc::clone(&pointer));
        let options = EventListenerOptions::enable_prevent_default();
        let heard = move |event: &Event| handle(&listener, &pointer, event);
        EventListener::new_with_options(target, name, options, heard).forget();
    };
    on(&document, "click", |listener, _, event| {
        clicks::click(listener, event);
    });
    on(&document, "change", |listener, _, event| {
        clicks::change(listener, event);
    });
    on(&document, "reset", |listener, _, event| {
        clicks::reset(listener, event);
    });
    on(&document, "keydown", |listener, _, event| {
        keys::down(listener, event);
    });
    on(&document, "keyup", |listener, _, event| {
        keys::up(listener, event);
    });
    on(&window, "blur", |listener, _, _| {
        listener.tell(Intent::Peek(false));
    });
    on(&document, "pointerover", pointer::over);
    on(&document, "pointermove", pointer::moved);
    on(&document, "focusin", |_, _, event| {
        ties::tie(element_of(event).as_ref());
    });
}

impl Listener {
    fn tell(&self, intent: Intent) {
        (self.on_intent)(intent);
    }
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
