//! Long work in slices, between which the reader, and what the browser has to draw, come first.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;

use super::device::wait;
use super::dom::window;

/// How long a slice of work may take, in milliseconds: with what the browser then does for it, half a frame.
const SLICE: f64 = 8.0;
/// Time between two slices, in milliseconds, before one that has a frame to itself, and before one that comes later.
const BETWEEN: u32 = 4;
const FRAME: u32 = 20;
const LATER: u32 = 60;

/// A slice of time.
#[derive(Debug, Clone, Copy)]
pub struct Slice {
    end: f64,
}

impl Slice {
    fn begin() -> Self {
        Self { end: now() + SLICE }
    }

    /// Whether it is used up.
    #[must_use]
    pub fn is_over(&self) -> bool {
        now() >= self.end
    }
}

/// Milliseconds since the page was opened.
fn now() -> f64 {
    let clock = window().and_then(|window| window.performance());
    clock.map_or(0.0, |clock| clock.now())
}

/// When work goes on after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// At once, but for what is more urgent.
    Soon,
    /// After a frame: the browser has something to do for the step.
    Framed,
    /// After a few frames: the browser has much to do for the step.
    Later,
    /// No more.
    Never,
}

/// Does a step in a slice of its own, and others as it says.
pub fn in_slices(step: impl FnMut(&Slice) -> Next + 'static) {
    go_on(step, BETWEEN);
}

/// Lets go of something large in a task of its own: of all that is known of a book that takes time.
pub fn drop_later<T: 'static>(what: T) {
    let mut what = Some(what);
    in_slices(move |_| {
        drop(what.take());
        Next::Never
    });
}

fn go_on(mut step: impl FnMut(&Slice) -> Next + 'static, wait: u32) {
    let timer = Timeout::new(wait, move || match step(&Slice::begin()) {
        Next::Soon => go_on(step, BETWEEN),
        Next::Framed => go_on(step, FRAME),
        Next::Later => go_on(step, LATER),
        Next::Never => {}
    });
    timer.forget();
}

/// Does a step behind each frame, when what there is has just been laid out and it costs nothing to ask where it is, for as long as it
/// says that there is more to do.
pub(super) fn after_frames(mut step: impl FnMut() -> bool + 'static) {
    let framed = Closure::once_into_js(move || {
        let timer = Timeout::new(0, move || {
            if step() {
                after_frames(step);
            }
        });
        timer.forget();
    });
    if let Some(window) = window() {
        // It fails for no function.
        let _ = window.request_animation_frame(framed.unchecked_ref());
    }
}

/// Waits until what waits now, and the next frame, have had their turn.
pub async fn pause() {
    wait(FRAME.cast_signed()).await;
}
