//! Storage that does not answer.
//!
//! It can stay silent without an error: while another window holds it, and by faults of browsers, of which `WebKit` had several
//! (<https://bugs.webkit.org/show_bug.cgi?id=226547>, `id=315804`, `id=324058`). What was asked of it is then neither repeated nor given up,
//! since the browser keeps its order: it is waited for, and the reader is told.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::Poll;

use super::device::{spawn, wait};

/// Time passes in ticks: of what passes while the device sleeps, or the browser lets the page rest, no more than one counts.
const TICK_MILLISECONDS: i32 = 1_000;
/// After how many ticks storage that has not answered is silent.
const PATIENCE: u32 = 10;

type OnChange = Rc<dyn Fn(bool)>;

thread_local! {
    /// How much that was asked of storage has not been answered for so long.
    static UNANSWERED: Cell<usize> = const { Cell::new(0) };
    static ON_CHANGE: RefCell<Option<OnChange>> = const { RefCell::new(None) };
}

/// Hears whenever storage has become silent (true), and when it answers again (false), for as long as the page lives.
pub fn listen_for_silence(on_change: impl Fn(bool) + 'static) {
    ON_CHANGE.set(Some(Rc::new(on_change)));
}

/// What storage answers, however long that takes.
pub(super) async fn answer<T>(asked: impl Future<Output = T>) -> T {
    let mut asked = pin!(asked);
    for _ in 0..PATIENCE {
        if let Some(answer) = within_a_tick(asked.as_mut()).await {
            return answer;
        }
    }
    let _silence = Silence::begin();
    asked.await
}

/// Waits for what depends on storage, unless that is silent; then it goes on by itself, and there is no answer.
pub async fn unless_silent<T: 'static>(task: impl Future<Output = T> + 'static) -> Option<T> {
    let mut task = Box::pin(task);
    loop {
        if let Some(end) = within_a_tick(task.as_mut()).await {
            return Some(end);
        }
        if UNANSWERED.get() > 0 {
            spawn(async move {
                task.await;
            });
            return None;
        }
    }
}

async fn within_a_tick<T>(mut asked: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    let mut tick = pin!(wait(TICK_MILLISECONDS));
    poll_fn(|context| match asked.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => tick.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Something that is not answered; there is no silence once all of these are gone.
struct Silence;

impl Silence {
    fn begin() -> Self {
        UNANSWERED.set(UNANSWERED.get() + 1);
        if UNANSWERED.get() == 1 {
            tell(true);
        }
        Self
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        UNANSWERED.set(UNANSWERED.get() - 1);
        if UNANSWERED.get() == 0 {
            tell(false);
        }
    }
}

fn tell(is_silent: bool) {
    let heard = ON_CHANGE.with_borrow(Clone::clone);
    if let Some(heard) = heard {
        heard(is_silent);
    }
}
