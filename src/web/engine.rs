//! The page's side of the engine: starts the worker once there is something to do, and starts it anew after a failure.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

use super::dom::document;
use super::slices::{Next, Slice, in_slices};
use crate::engine::{Job, Order, Request, Response, Source, VERSION};

/// The worker's script, the weights and the card index, beside the page.
const LOADER: &str = "engine_loader.js";
const WEIGHTS: &str = "sidelight.weights";
const CARDS: &str = "cards.index";

const NOT_STARTED: &str = "This browser cannot start the engine. Your text is untouched and has not left this device. Reload the page, or use a newer browser.";
const STOPPED: &str = "The engine has stopped. Your text is untouched and has not left this device. Try again; if it stops again, reload the page.";
const OTHER_VERSION: &str = "The page and its engine are of different versions. Your text is untouched and has not left this device. Reload the page and try again.";

/// The engine that annotates a reader's own articles; nothing of it is fetched before the first one.
///
/// Of every order exactly one answer is the last: `Finished`, `Cancelled` or `Failed`.
pub struct Engine {
    bridge: Rc<Bridge>,
    last_job: Cell<u32>,
}

struct Bridge {
    /// Hears the answers; called while nothing is borrowed, so that it may give orders.
    on_response: Box<dyn Fn(Response)>,
    running: RefCell<Option<Running>>,
    /// Answers that came and are told in slices to come, in their order.
    untold: RefCell<VecDeque<Response>>,
    on_message: Closure<dyn Fn(MessageEvent)>,
    on_error: Closure<dyn Fn(Event)>,
}

struct Running {
    worker: Worker,
    started: bool,
    /// What the worker could not hear yet.
    kept: Vec<Request>,
    /// Orders whose last answer has not come.
    open: Vec<Job>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Engine {
    /// An engine that answers to `on_response`; it is not started yet.
    pub fn new(on_response: impl Fn(Response) + 'static) -> Self {
        let bridge = Rc::new_cyclic(|bridge: &Weak<Bridge>| {
            let (hearing, failing) = (bridge.clone(), bridge.clone());
            Bridge {
                on_response: Box::new(on_response),
                running: RefCell::new(None),
                untold: RefCell::default(),
                on_message: Closure::new(move |event: MessageEvent| {
                    if let Some(bridge) = hearing.upgrade() {
                        bridge.hear(&event);
                    }
                }),
                on_error: Closure::new(move |_| {
                    if let Some(bridge) = failing.upgrade() {
                        bridge.give_up(STOPPED);
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
        if let Some(running) = &mut *self.bridge.running.borrow_mut() {
            running.ask(Request::Cancel { job });
        }
    }
}

impl Bridge {
    fn order(&self, order: Order) {
        let job = order.job;
        let is_running = self.running.borrow().is_some();
        if !is_running {
            let started = self.start();
            *self.running.borrow_mut() = started;
        }
        let heard = match &mut *self.running.borrow_mut() {
            Some(running) => {
                running.open.push(job);
                running.ask(Request::Annotate(order));
                true
            }
            None => false,
        };
        if !heard {
            (self.on_response)(failed(Some(job), NOT_STARTED));
        }
    }

    /// Starts the worker and has it load what it knows.
    fn start(&self) -> Option<Running> {
        let base = document()?.base_uri().ok()??;
        let address = |name: &str| Some(Url::new_with_base(name, &base).ok()?.href());
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address(LOADER)?, &options).ok()?;
        worker.set_onmessage(Some(self.on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(self.on_error.as_ref().unchecked_ref()));
        let load = Request::Load {
            weights: address(WEIGHTS)?,
            cards: address(CARDS)?,
        };
        Some(Running {
            worker,
            started: false,
            kept: vec![load],
            open: Vec::new(),
        })
    }

    fn hear(self: &Rc<Self>, event: &MessageEvent) {
        let bytes = event
            .data()
            .dyn_into::<Uint8Array>()
            .map(|bytes| bytes.to_vec())
            .unwrap_or_default();
        match Response::from_bytes(&bytes) {
            Ok(Response::Started { version: VERSION }) => {
                if let Some(running) = &mut *self.running.borrow_mut() {
                    running.started = true;
                    for request in std::mem::take(&mut running.kept) {
                        running.ask(request);
                    }
                }
            }
            Ok(Response::Started { .. }) | Err(_) => self.give_up(OTHER_VERSION),
            Ok(Response::Failed { job: None, message }) => self.give_up(&message),
            Ok(response) => {
                if let (Some(job), Some(running)) =
                    (last_of(&response), &mut *self.running.borrow_mut())
                {
                    running.open.retain(|open| *open != job);
                }
                self.tell(response);
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

    /// Ends the worker, so that the next order starts another one, and says so of every order.
    fn give_up(self: &Rc<Self>, message: &str) {
        let Some(running) = self.running.borrow_mut().take() else {
            return;
        };
        let open = running.open.clone();
        drop(running);
        for job in open {
            self.tell(failed(Some(job), message));
        }
    }
}

impl Running {
    fn ask(&mut self, request: Request) {
        if !self.started {
            self.kept.push(request);
            return;
        }
        // Neither fails but for want of memory.
        let Ok(bytes) = request.to_bytes() else {
            return;
        };
        let bytes = Uint8Array::from(bytes.as_slice());
        let _ = self
            .worker
            .post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
    }
}

fn failed(job: Option<Job>, message: &str) -> Response {
    Response::Failed {
        job,
        message: message.to_owned(),
    }
}

/// The order of which this is the last answer.
fn last_of(response: &Response) -> Option<Job> {
    match response {
        Response::Finished { job, .. }
        | Response::Cancelled { job }
        | Response::Failed { job: Some(job), .. } => Some(*job),
        _ => None,
    }
}
