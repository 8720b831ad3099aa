//! The orders that are open, as the page keeps them: what is still to come of each, and what becomes of it when the worker faults.

use super::{InvalidMessage, Job, Order, Request, Response};

/// Orders whose last answer has not come, in the order in which they were given, which is the one in which they are carried out.
///
/// Once the worker faults it is started anew, and all open orders are given to it again. The engine answers an order the same
/// each time, so that answers which had come before are passed over: the page hears each of them once, whatever happens between.
/// An order at which the worker faults a second time is given up, and the others go on.
#[derive(Debug, Default)]
pub struct OpenOrders(Vec<OpenOrder>);

#[derive(Debug)]
struct OpenOrder {
    job: Job,
    /// The request, as it is sent.
    message: Vec<u8>,
    /// Answers that came, of all workers together.
    known: usize,
    /// Answers that came of the worker that runs.
    heard: usize,
    has_faulted: bool,
    is_cancelled: bool,
}

impl OpenOrders {
    /// Takes an order in, and gives the message that asks for it.
    ///
    /// # Errors
    ///
    /// Fails only where memory does.
    pub fn put(&mut self, order: Order) -> Result<&[u8], InvalidMessage> {
        let job = order.job;
        let message = Request::Annotate(order).to_bytes()?;
        self.0.push(OpenOrder {
            job,
            message,
            known: 0,
            heard: 0,
            has_faulted: false,
            is_cancelled: false,
        });
        Ok(self.0.last().map_or(&[], |order| &order.message))
    }

    /// Notes that an order is not wanted any more, and says whether it is open.
    pub fn cancel(&mut self, job: Job) -> bool {
        let order = self.0.iter_mut().find(|order| order.job == job);
        order.map(|order| order.is_cancelled = true).is_some()
    }

    /// The messages that ask for all that is wanted.
    pub fn messages(&self) -> impl Iterator<Item = &[u8]> {
        let wanted = self.0.iter().filter(|order| !order.is_cancelled);
        wanted.map(|order| order.message.as_slice())
    }

    /// Gives an answer back if it is news: not if it came before, or of an order that is not open.
    pub fn hear(&mut self, response: Response) -> Option<Response> {
        let Some(job) = response.job() else {
            return Some(response);
        };
        let at = self.0.iter().position(|order| order.job == job)?;
        if response.is_last() {
            self.0.remove(at);
            return Some(response);
        }
        let order = &mut self.0[at];
        order.heard += 1;
        if order.heard <= order.known {
            return None;
        }
        order.known = order.heard;
        Some(response)
    }

    /// Notes that the worker has faulted, at the first order that is wanted, and gives the answers that are the last of their
    /// orders: what was cancelled is, and with a second fault the order at which it came is given up, or all are if the worker
    /// was not ready for any. What is open then is to be given to another worker.
    pub fn fault(&mut self, is_ready: bool, message: &str) -> Vec<Response> {
        let mut answers = Vec::new();
        let cancelled = self.0.extract_if(.., |order| order.is_cancelled);
        answers.extend(cancelled.map(|order| Response::Cancelled { job: order.job }));
        for order in &mut self.0 {
            order.heard = 0;
        }
        let Some(first) = self.0.first_mut() else {
            return answers;
        };
        if !first.has_faulted {
            first.has_faulted = true;
        } else if is_ready {
            answers.push(Response::failed(first.job, message));
            self.0.remove(0);
        } else {
            answers.extend(self.give_up(message));
        }
        answers
    }

    /// Gives all orders up, and gives the answer to each.
    pub fn give_up(&mut self, message: &str) -> Vec<Response> {
        let all = std::mem::take(&mut self.0).into_iter();
        all.map(|order| Response::failed(order.job, message))
            .collect()
    }

    /// Whether none is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(all(test, feature = "import"))]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::engine::{Knowledge, Source, carry_out};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// A worker: carries out what messages ask for, one after the other, and gives all answers.
    fn answers<'a>(messages: impl Iterator<Item = &'a [u8]>) -> Vec<Response> {
        let mut answers = Vec::new();
        let knowledge = Knowledge::default();
        for message in messages {
            let Ok(Request::Annotate(order)) = Request::from_bytes(message) else {
                panic!("no order");
            };
            let answer = |answer| answers.push(answer);
            let work = pin!(carry_out(order, &knowledge, answer, async || true));
            let done = work.poll(&mut Context::from_waker(Waker::noop()));
            assert_eq!(done, Poll::Ready(()));
        }
        answers
    }

    fn put(open: &mut OpenOrders, number: u32, repeats: usize) {
        let text = "The bank raised its rate to 5 percent, the mayor said.\n\n".repeat(repeats);
        let order = Order {
            job: Job(number),
            source: Source::Text(text),
        };
        open.put(order).expect("written");
    }

    fn two() -> OpenOrders {
        let mut open = OpenOrders::default();
        put(&mut open, 1, 300);
        put(&mut open, 2, 1);
        open
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn wherever_a_worker_faults_each_answer_is_told_once() {
        let whole = answers(two().messages());
        assert!(whole.len() > 8, "{}", whole.len());
        for broken_off in 0..=whole.len() {
            let mut open = two();
            let mut told: Vec<Response> = whole[..broken_off]
                .iter()
                .filter_map(|answer| open.hear(answer.clone()))
                .collect();
            assert_eq!(open.fault(true, "stopped"), []);
            let again = answers(open.messages());
            told.extend(again.into_iter().filter_map(|answer| open.hear(answer)));
            assert_eq!(told, whole, "broken off after {broken_off}");
            assert!(open.is_empty());
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_second_fault_costs_only_the_order_at_which_it_comes() {
        let mut open = two();
        assert_eq!(open.fault(true, "stopped"), []);
        let given_up = open.fault(true, "stopped");
        assert_eq!(given_up, [Response::failed(Job(1), "stopped")]);
        // The next one has both its attempts.
        assert_eq!(open.fault(true, "stopped"), []);
        assert_eq!(open.messages().count(), 1);
        let given_up = open.fault(true, "stopped");
        assert_eq!(given_up, [Response::failed(Job(2), "stopped")]);
        assert!(open.is_empty() && open.fault(true, "stopped").is_empty());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_worker_that_cannot_start_is_tried_twice_for_all() {
        let mut open = two();
        assert_eq!(open.fault(false, "not started"), []);
        let given_up = open.fault(false, "not started");
        assert_eq!(
            given_up,
            [1, 2].map(|job| Response::failed(Job(job), "not started"))
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_cancelled_does_not_come_back() {
        let mut open = two();
        assert!(open.cancel(Job(1)) && !open.cancel(Job(3)));
        assert_eq!(
            open.fault(true, "stopped"),
            [Response::Cancelled { job: Job(1) }]
        );
        let again = answers(open.messages());
        assert!(again.iter().all(|answer| answer.job() == Some(Job(2))));
        // A late answer to what is not open is no news.
        assert_eq!(open.hear(Response::Cancelled { job: Job(1) }), None);
    }
}
