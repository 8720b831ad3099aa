//! The page's side of the engine: starts the worker once there is something to do, and starts it anew after a fault.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent};

use super::module_worker::{ModuleWorker, address_beside};
use super::slices::{Next, Slice, in_slices};
use crate::engine::{Job, OpenOrders, Order, Request, Response, Source, VERSION};

/// The worker's script, the weights and the card index, beside the page.
const LOADER: &str = "engine_loader.js";
const WEIGHTS: &str = "sidelight.weights";
const CARDS: &str = "cards.index";

const NOT_STARTED: &str = "The engine could not be started. Your text is untouched and has not left this device. Check the connection, reload the page and try again, or use a newer browser.";
const STOPPED: &str = "The engine has stopped twice over this text. Your text is untouched and has not left this device. Try again; if it stops again, reload the page.";
const OTHER_VERSION: &str = "The page and its engine are of different versions. Your text is untouched and has not left this device. Reload the page and try again.";

/// The engine that annotates a reader's own articles; nothing of it is fetched before the first one.
///
/// Of every order exactly one answer is the last: `Finished`, `Cancelled` or `Failed`. Should its worker fault, it is started anew
/// and goes on, and nothing of that is told before it faults twice over the same text: a browser's WebAssembly can fail by chance.
pub struct Engine {
    bridge: Rc<Bridge>,
    last_job: Cell<u32>,
}

struct Bridge {
    /// Hears the answers; called while nothing is borrowed, so that it may give orders.
    on_response: Box<dyn Fn(Response)>,
    running: RefCell<Option<Running>>,
    open: RefCell<OpenOrders>,
    /// Answers that came and are told in slices to come, in their order.
    untold: RefCell<VecDeque<Response>>,
    on_message: Closure<dyn Fn(MessageEvent)>,
    on_error: Closure<dyn Fn(Event)>,
}

struct Running {
    worker: ModuleWorker,
    stage: Stage,
}

/// How far a worker is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It hears nothing yet.
    Starting,
    /// It hears, and loads what the engine knows.
    Loading,
    /// It carries orders out.
    Ready,
}

impl Engine {
    /// An engine that answers to `on_response`; it is not started yet.
    pub fn new(on_response: impl Fn(Response) + 'static) -> Self {
        let bridge = Rc::new_cyclic(|bridge: &Weak<Bridge>| {
            let (hearing, failing) = (bridge.clone(), bridge.clone());
            Bridge {
                on_response: Box::new(on_response),
                running: RefCell::new(None),
                open: RefCell::default(),
                untold: RefCell::default(),
                on_message: Closure::new(move |event: MessageEvent| {
                    if let Some(bridge) = hearing.upgrade() {
                        bridge.hear(&event);
                    }
                }),
                on_error: Closure::new(move |_| {
                    if let Some(bridge) = failing.upgrade() {
                        bridge.get_over_fault();
                    }
                }),
            }
        });
        Self {
            bridge,
            last_job: Cell::new(0),
        }
    }

    /// Orders the annotations of an article.
    pub fn annotate(&self, source: Source) -> Job {
        let job = Job(self.last_job.get() + 1);
        self.last_job.set(job.0);
        self.bridge.order(Order { job, source });
        job
    }

    /// Leaves an order be.
    pub fn cancel(&self, job: Job) {
        self.bridge.cancel(job);
    }
}

impl Bridge {
    fn order(self: &Rc<Self>, order: Order) {
        let job = order.job;
        let is_taken = match self.open.borrow_mut().put(order) {
            Ok(message) => {
                if let Some(running) = &*self.running.borrow() {
                    running.ask(message);
                }
                true
            }
            Err(_) => false,
        };
        if !is_taken {
            self.tell(Response::failed(job, NOT_STARTED));
        }
        self.start();
    }

    fn cancel(self: &Rc<Self>, job: Job) {
        if !self.open.borrow_mut().cancel(job) {
            return;
        }
        // Where no worker hears it, it hears nothing of the order either.
        if let Some(running) = &*self.running.borrow()
            && running.stage != Stage::Starting
        {
            return running.send(&Request::Cancel { job });
        }
        let answer = self.open.borrow_mut().hear(Response::Cancelled { job });
        if let Some(answer) = answer {
            self.tell(answer);
        }
    }

    /// Starts a worker if there is something to do and none.
    fn start(self: &Rc<Self>) {
        if self.open.borrow().is_empty() || self.running.borrow().is_some() {
            return;
        }
        let Some(worker) = ModuleWorker::start(LOADER) else {
            return self.give_up(NOT_STARTED);
        };
        worker.tell(&self.on_message, &self.on_error);
        self.running.replace(Some(Running {
            worker,
            stage: Stage::Starting,
        }));
    }

    /// Has the worker load what the engine knows, and asks it for all that is open.
    fn begin(self: &Rc<Self>) {
        let addresses = address_beside(WEIGHTS).zip(address_beside(CARDS));
        let Some((weights, cards)) = addresses else {
            return self.give_up(NOT_STARTED);
        };
        if let Some(running) = &mut *self.running.borrow_mut() {
            running.stage = Stage::Loading;
            running.send(&Request::Load { weights, cards });
            for message in self.open.borrow().messages() {
                running.ask(message);
            }
        }
    }

    fn hear(self: &Rc<Self>, event: &MessageEvent) {
        let bytes = event
            .data()
            .dyn_into::<Uint8Array>()
            .map(|bytes| bytes.to_vec())
            .unwrap_or_default();
        match Response::from_bytes(&bytes) {
            Ok(Response::Started { version: VERSION }) => self.begin(),
            Ok(Response::Started { .. }) | Err(_) => self.give_up(OTHER_VERSION),
            Ok(Response::Failed { job: None, message }) => self.give_up(&message),
            Ok(response) => {
                if let (Response::Ready { .. }, Some(running)) =
                    (&response, &mut *self.running.borrow_mut())
                {
                    running.stage = Stage::Ready;
                }
                let news = self.open.borrow_mut().hear(response);
                if let Some(response) = news {
                    self.tell(response);
                }
            }
        }
    }

    /// Tells an answer: at once, unless it is an article, which it took long enough to read, or comes behind one.
    fn tell(self: &Rc<Self>, response: Response) {
        let is_first = {
            let mut untold = self.untold.borrow_mut();
            if untold.is_empty() && !matches!(response, Response::Opened { .. }) {
                drop(untold);
                return (self.on_response)(response);
            }
            untold.push_back(response);
            untold.len() == 1
        };
        if is_first {
            let bridge = Rc::downgrade(self);
            in_slices(move |slice| {
                let Some(bridge) = bridge.upgrade() else {
                    return Next::Never;
                };
                bridge.tell_more(slice)
            });
        }
    }

    /// Tells answers for the length of a slice, and says when there are more to tell.
    fn tell_more(&self, slice: &Slice) -> Next {
        loop {
            let Some(response) = self.untold.borrow_mut().pop_front() else {
                return Next::Never;
            };
            (self.on_response)(response);
            if slice.is_over() && !self.untold.borrow().is_empty() {
                return Next::Soon;
            }
        }
    }

    /// Starts the worker anew after a fault, for what is open.
    fn get_over_fault(self: &Rc<Self>) {
        let stage = self.running.take().map(|running| running.stage);
        let is_ready = stage == Some(Stage::Ready);
        let message = if is_ready { STOPPED } else { NOT_STARTED };
        let answers = self.open.borrow_mut().fault(is_ready, message);
        self.start();
        for answer in answers {
            self.tell(answer);
        }
    }

    /// Ends the worker, so that the next order starts another one, and says so of every order.
    fn give_up(self: &Rc<Self>, message: &str) {
        drop(self.running.take());
        let answers = self.open.borrow_mut().give_up(message);
        for answer in answers {
            self.tell(answer);
        }
    }
}

impl Running {
    /// Gives it an order if it hears; else it is given all that are open once it does.
    fn ask(&self, message: &[u8]) {
        if self.stage != Stage::Starting {
            self.worker.post(&Uint8Array::from(message));
        }
    }

    fn send(&self, request: &Request) {
        // It fails only for want of memory.
        if let Ok(message) = request.to_bytes() {
            self.worker.post(&Uint8Array::from(message.as_slice()));
        }
    }
}
