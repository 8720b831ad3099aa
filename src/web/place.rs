//! The reader's place in the open article, as the library keeps it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;

use super::dom::{blocks_in_view, by_id, window};
use super::near::is_at_work;
use crate::page::ids;

/// How long a reader stays before the place is worth keeping.
const PAUSE_MILLISECONDS: u32 = 600;
/// How long to wait if the text may still move, and how often at most: a page that is not shown does not come to rest.
const REST_MILLISECONDS: u32 = 100;
const RESTS: u32 = 300;
/// Height of the bar of switches, below which the text is in view, in CSS pixels.
const BAR: f64 = 48.0;

thread_local! {
    /// Whether the page has been scrolled since it was at its top, as far as [`listen_for_place`] has heard.
    static IS_SCROLLED: Cell<bool> = const { Cell::new(false) };
}

type OnPlace = dyn Fn(String, f32);
type Waiting = Rc<RefCell<Option<Timeout>>>;

/// Hears where the reader pauses in an article, and how far down that is, for as long as the page lives.
pub fn listen_for_place(on_place: impl Fn(String, f32) + 'static) {
    let Some(window) = window() else { return };
    let on_place: Rc<OnPlace> = Rc::new(on_place);
    let waiting = Waiting::default();
    let scrolled = move |_: &web_sys::Event| {
        IS_SCROLLED.set(true);
        tell_place(&waiting, &on_place, PAUSE_MILLISECONDS, RESTS);
    };
    let options = EventListenerOptions::default();
    EventListener::new_with_options(&window, "scroll", options, scrolled).forget();
}

/// Tells the place after a while, unless the reader has moved until then, and again once the text has come to rest.
fn tell_place(waiting: &Waiting, on_place: &Rc<OnPlace>, after: u32, rests: u32) {
    let (again, on_place) = (Rc::clone(waiting), Rc::clone(on_place));
    let timer = Timeout::new(after, move || {
        // Not every browser keeps the text in its place while what is above is laid out.
        let may_move = rests > 0 && is_at_work();
        if let Some((place, progress)) = reading_place().filter(|_| rests == RESTS || !may_move) {
            on_place(place, progress);
        }
        if may_move {
            tell_place(&again, &on_place, REST_MILLISECONDS, rests - 1);
        }
    });
    // The one before is given up.
    *waiting.borrow_mut() = Some(timer);
}

/// Where the reader is: the id of the first block in view, and how far down the article, 0 to 1.
fn reading_place() -> Option<(String, f32)> {
    let article = by_id(ids::ARTICLE)?.get_bounding_client_rect();
    let height = window()?.inner_height().ok()?.as_f64()?;
    let first = blocks_in_view(BAR).into_iter().next()?;
    let gone = (height - article.top()) / article.height().max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a share between 0 and 1 needs no more"
    )]
    Some((first.id(), gone.clamp(0.0, 1.0) as f32))
}

/// The id of the block that a reader who has left the top has in view.
#[must_use]
pub fn place_in_view() -> Option<String> {
    let is_scrolled = window()?
        .page_y_offset()
        .is_ok_and(|scrolled| scrolled > 0.0);
    reading_place().filter(|_| is_scrolled).map(|(id, _)| id)
}

/// Scrolls to the top of the page.
pub fn go_to_top() {
    // To ask where the page stands has the browser lay it out.
    if !IS_SCROLLED.replace(false) {
        return;
    }
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
