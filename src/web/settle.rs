//! Laying out cards, explanations and the large pictures out of view, a few at a time.
//!
//! While the page loads, the style sheet has the browser pass over them, so that a telephone shows the article in half
//! the time. Once the article is there they are laid out after all: only what is laid out is in every browser's
//! accessibility tree, and is where a link expects it.

use gloo::timers::callback::Timeout;
use web_sys::Element;

use super::dom::all;

/// What the style sheet has the browser pass over.
const WAITING: &str = ".beyond :is(.card, .explanation, .mentioned, .graph):not([data-settled])";
/// How many are laid out at a time: so many take a slow telephone less than two frames.
const AT_A_TIME: usize = 8;
/// Time between two times, in which the reader comes first.
const BETWEEN_MILLISECONDS: u32 = 30;

/// Lays everything out, beginning soon.
pub fn settle_soon() {
    settle_rest(all(WAITING).collect());
}

fn settle_rest(mut waiting: Vec<Element>) {
    if waiting.is_empty() {
        return;
    }
    let timer = Timeout::new(BETWEEN_MILLISECONDS, move || {
        let rest = waiting.split_off(waiting.len().min(AT_A_TIME));
        for element in waiting {
            // Any element takes any attribute.
            let _ = element.set_attribute("data-settled", "");
        }
        settle_rest(rest);
    });
    timer.forget();
}
