//! How long the browser's storage is waited for.
//!
//! It can stay silent without an error: while another window holds it, and by faults of browsers, of which `WebKit` had several
//! (<https://bugs.webkit.org/show_bug.cgi?id=226547>, `id=315804`, `id=324058`). Who waits for it without end can tell the reader nothing.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use super::device::{spawn, wait};

/// Time passes in ticks: of what passes while the device sleeps, or the browser lets the page rest, no more than one counts.
const TICK_MILLISECONDS: i32 = 1_000;
/// How many ticks an answer may take.
const PATIENCE: u32 = 10;
/// How many it may take after one that did not come.
const LITTLE_PATIENCE: u32 = 1;

thread_local! {
    /// Whether storage has not answered last.
    static IS_SILENT: Cell<bool> = const { Cell::new(false) };
}

/// What storage answers; none if that takes too long.
///
/// What was asked goes on then, and its end is not heard: handlers that are gone by the time the browser calls them would be errors.
pub(super) async fn answer<T: 'static>(asked: impl Future<Output = T> + 'static) -> Option<T> {
    let mut asked = Box::pin(asked);
    let ticks = if IS_SILENT.get() {
        LITTLE_PATIENCE
    } else {
        PATIENCE
    };
    for _ in 0..ticks {
        if let Some(answer) = within_a_tick(asked.as_mut()).await {
            IS_SILENT.set(false);
            return Some(answer);
        }
    }
    IS_SILENT.set(true);
    spawn(async move {
        asked.await;
    });
    None
}

async fn within_a_tick<T>(mut asked: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    let mut tick = pin!(wait(TICK_MILLISECONDS));
    poll_fn(|context| match asked.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => tick.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Waits until storage may have come to answer.
pub async fn wait_for_storage() {
    const MILLISECONDS: i32 = 5_000;
    wait(MILLISECONDS).await;
}
