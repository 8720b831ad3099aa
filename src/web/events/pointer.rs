//! Resting on words with a mouse, and leaving them.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, PointerEvent};

use super::super::marks::opener_at;
use super::super::sheet::{distance_to_sheet, remember_opener};
use super::super::{graph, ties};
use super::{Intent, Listener, element_of, is_inside};
use crate::page::ids;

/// How long a pointer rests on words before they open, and how long after it has left they close.
const REST_MILLISECONDS: u32 = 300;

/// What is known of the mouse between two events.
#[derive(Default)]
pub(super) struct Pointer {
    /// The timer of a rest or of a leave; dropping it cancels it.
    timer: Option<Timeout>,
    /// Where on the screen the pointer last moved to: an event at the same place comes from scrolling.
    place: (i32, i32),
    /// The element on which the pointer rests or has opened something.
    on: Option<Element>,
    /// After the pointer has left that element: how near to the sheet it has come since.
    leaving: Option<f64>,
}

/// What opens by resting on it: names, loaded words, the signs behind sentences; not whole sentences, over
/// which a pointer rests all the time.
const RESTABLE: &str = ".mention, .loaded, .why";

/// The pointer came over an element.
pub(super) fn over(listener: &Rc<Listener>, pointer: &Rc<RefCell<Pointer>>, event: &Event) {
    let Some(element) = element_of(event) else {
        return;
    };
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
    ties::tie(Some(&element));
    graph::light_related(Some(&element));
    let resting = element.closest(RESTABLE).ok().flatten();
    let in_sheet = is_inside(&element, &format!("#{}", ids::SHEET));
    if in_sheet || (resting.is_some() && resting == state.on) {
        state.timer = None;
        state.leaving = None;
        if in_sheet {
            // Leaving the sheet is leaving what opened it.
            state.on = Some(element);
        }
        return;
    }
    match resting {
        Some(mark) => rest_on(listener, pointer, &mut state, mark),
        None if state.on.take().is_some() => {
            state.leaving = distance_to_sheet(event.client_x().into(), event.client_y().into());
            close_soon(listener, &mut state);
        }
        None => {}
    }
}

fn close_soon(listener: &Rc<Listener>, state: &mut Pointer) {
    let listener = Rc::clone(listener);
    state.timer = Some(Timeout::new(REST_MILLISECONDS, move || {
        listener.tell(Intent::EndPreview);
    }));
}

/// The pointer moved: every movement begins the rest anew, and on its way to the sheet it does not lose it.
pub(super) fn moved(listener: &Rc<Listener>, pointer: &Rc<RefCell<Pointer>>, event: &Event) {
    let Some(event) = event.dyn_ref::<PointerEvent>() else {
        return;
    };
    let mut state = pointer.borrow_mut();
    state.place = (event.screen_x(), event.screen_y());
    if let Some(nearest) = state.leaving.filter(|_| state.timer.is_some()) {
        let now = distance_to_sheet(event.client_x().into(), event.client_y().into());
        if now.is_some_and(|now| now < nearest) {
            state.leaving = now;
            close_soon(listener, &mut state);
        }
    }
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
    state.leaving = None;
    state.timer = Some(Timeout::new(REST_MILLISECONDS, move || {
        shared.borrow_mut().timer = None;
        if let Some((_, opener)) = opener_at(&words)
            && (listener.opened)().is_none()
        {
            remember_opener(&words);
            listener.tell(Intent::Preview(opener));
        }
    }));
}
