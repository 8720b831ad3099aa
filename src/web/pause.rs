//! What can wait until the reader pauses.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;

/// How long after the reader's last change.
const PAUSE_MILLISECONDS: u32 = 200;

thread_local! {
    /// What is about to happen; a later one takes its place.
    static NEXT: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Does `action` once nothing else has been put off for a moment, so that it keeps no frame waiting: of several in a
/// row, only the last is done.
pub fn when_paused(action: impl FnOnce() + 'static) {
    let timer = Timeout::new(PAUSE_MILLISECONDS, action);
    NEXT.with(|next| *next.borrow_mut() = Some(timer));
}
