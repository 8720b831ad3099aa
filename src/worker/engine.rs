//! The worker in which the engine runs: carries messages between the page and the desk, and fetches what the engine knows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::{fetch, turn};
use crate::engine::{Desk, Job, Knowledge, Order, Request, Response, VERSION, carry_out};

/// Begins to hear requests, and says so.
pub fn serve() {
    // Anywhere but in a worker there is nobody to serve.
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let worker = Rc::new(Worker {
        scope: scope.clone(),
        desk: RefCell::default(),
        state: RefCell::new(State::Unloaded),
        at_work: Cell::new(false),
    });
    let hearing = Rc::clone(&worker);
    let on_message =
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| hearing.hear(&event));
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker hears as long as it lives.
    on_message.forget();
    worker.answer(&Response::Started { version: VERSION });
}

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    desk: RefCell<Desk>,
    state: RefCell<State>,
    /// Whether orders are being carried out.
    at_work: Cell<bool>,
}

/// What has become of what the engine knows.
enum State {
    Unloaded,
    Loading,
    Loaded(Rc<Knowledge>),
    /// Why not, for people to read.
    Failed(String),
}

impl Worker {
    fn answer(&self, response: &Response) {
        // Neither fails but for want of memory, and then the worker ends, which the page notices.
        let Ok(bytes) = response.to_bytes() else {
            return;
        };
        let bytes = Uint8Array::from(bytes.as_slice());
        // The bytes are handed over, not copied.
        let _ = self
            .scope
            .post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
    }

    fn fail(&self, job: Option<Job>, message: &str) {
        self.answer(&Response::Failed {
            job,
            message: message.to_owned(),
        });
    }

    fn hear(self: &Rc<Self>, event: &MessageEvent) {
        let bytes = event
            .data()
            .dyn_into::<Uint8Array>()
            .map(|bytes| bytes.to_vec())
            .unwrap_or_default();
        match Request::from_bytes(&bytes) {
            Ok(Request::Load { weights, cards }) => self.load(weights, cards),
            Ok(Request::Annotate(order)) => self.take_in(order),
            Ok(Request::Cancel { job }) => {
                if self.desk.borrow_mut().cancel(job) {
                    self.answer(&Response::Cancelled { job });
                }
            }
            Err(error) => self.fail(None, &error.to_string()),
        }
    }

    fn load(self: &Rc<Self>, weights: String, cards: String) {
        if matches!(*self.state.borrow(), State::Loading | State::Loaded(_)) {
            return;
        }
        self.state.replace(State::Loading);
        let worker = Rc::clone(self);
        spawn_local(async move {
            match fetch::knowledge(&worker.scope, &weights, &cards).await {
                Ok(knowledge) => {
                    worker.answer(&Response::Ready {
                        notice: knowledge.model.notice.clone(),
                        cards: knowledge.cards.entries().len(),
                    });
                    worker.state.replace(State::Loaded(Rc::new(knowledge)));
                    worker.work().await;
                }
                Err(reason) => {
                    let message = format!(
                        "The engine could not be loaded: {reason}. Your text is untouched and has not left this device. Check the connection, reload the page and try again."
                    );
                    worker.fail(None, &message);
                    let orders: Vec<Order> = worker.desk.borrow_mut().clear().collect();
                    for order in orders {
                        worker.fail(Some(order.job), &message);
                    }
                    worker.state.replace(State::Failed(message));
                }
            }
        });
    }

    fn take_in(self: &Rc<Self>, order: Order) {
        let refusal = match &*self.state.borrow() {
            State::Unloaded => Some("The engine was asked for annotations before it was loaded. Your text is untouched; reload the page and try again.".to_owned()),
            State::Failed(message) => Some(message.clone()),
            State::Loading | State::Loaded(_) => None,
        };
        if let Some(message) = refusal {
            self.fail(Some(order.job), &message);
            return;
        }
        self.desk.borrow_mut().put(order);
        let worker = Rc::clone(self);
        spawn_local(async move { worker.work().await });
    }

    /// Carries orders out until none waits.
    async fn work(&self) {
        let Some(knowledge) = self.knowledge() else {
            return;
        };
        if self.at_work.replace(true) {
            return;
        }
        while let Some(order) = self.next_order() {
            let job = order.job;
            let goes_on = async || {
                turn::others().await;
                self.desk.borrow().is_current(job)
            };
            carry_out(
                order,
                &knowledge,
                |response| self.answer(&response),
                goes_on,
            )
            .await;
            self.desk.borrow_mut().finish(job);
        }
        self.at_work.set(false);
    }

    fn knowledge(&self) -> Option<Rc<Knowledge>> {
        match &*self.state.borrow() {
            State::Loaded(knowledge) => Some(Rc::clone(knowledge)),
            _ => None,
        }
    }

    fn next_order(&self) -> Option<Order> {
        self.desk.borrow_mut().take()
    }
}
