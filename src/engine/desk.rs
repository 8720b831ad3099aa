//! The engine's desk: which orders wait, and the work on one.

use std::collections::VecDeque;

use super::{Job, Knowledge, Order, Response, Source};
use crate::annotate::Annotator;
use crate::article::{
    Import, InvalidEpub, article_from_epub, article_from_html, blocks_from_html,
    document_from_markdown, document_from_text, titled,
};

/// The orders, in the order in which they came.
#[derive(Debug, Default)]
pub struct Desk {
    waiting: VecDeque<Order>,
    /// The one that is being carried out.
    current: Option<Job>,
}

impl Desk {
    /// Takes an order in.
    pub fn put(&mut self, order: Order) {
        self.waiting.push_back(order);
    }

    /// The next order to carry out; none while one is being carried out.
    pub fn take(&mut self) -> Option<Order> {
        if self.current.is_some() {
            return None;
        }
        let order = self.waiting.pop_front()?;
        self.current = Some(order.job);
        Some(order)
    }

    /// Strikes an order out, and says whether there was one.
    pub fn cancel(&mut self, job: Job) -> bool {
        if self.is_current(job) {
            self.current = None;
            return true;
        }
        let count = self.waiting.len();
        self.waiting.retain(|order| order.job != job);
        self.waiting.len() < count
    }

    /// Whether an order is being carried out and still wanted.
    #[must_use]
    pub fn is_current(&self, job: Job) -> bool {
        self.current == Some(job)
    }

    /// Notes that an order is carried out.
    pub fn finish(&mut self, job: Job) {
        if self.is_current(job) {
            self.current = None;
        }
    }

    /// Gives all waiting orders away, none of which will be carried out.
    pub fn clear(&mut self) -> impl Iterator<Item = Order> {
        std::mem::take(&mut self.waiting).into_iter()
    }
}

/// Carries out an order: gives its answers to `answer`, and after each part waits for `goes_on`, which lets others have their
/// turn and tells whether the order is still wanted. If it is not, nothing more is answered.
pub async fn carry_out(
    order: Order,
    knowledge: &Knowledge,
    mut answer: impl FnMut(Response),
    mut goes_on: impl AsyncFnMut() -> bool,
) {
    let Order { job, source } = order;
    let import = match read(source) {
        Ok(import) => Box::new(import),
        Err(reason) => {
            let message = format!(
                "This cannot be read: {reason}. Nothing was changed. Try another file, or copy its words and paste them."
            );
            return answer(Response::Failed {
                job: Some(job),
                message,
            });
        }
    };
    answer(Response::Opened {
        job,
        import: import.clone(),
    });
    let mut annotator = Annotator::new(&import.document, &knowledge.cards, &knowledge.model);
    // So that the article is shown before the first part, which takes longest.
    if !goes_on().await {
        return;
    }
    while let Some(annotated) = annotator.next_part() {
        answer(Response::Part { job, annotated });
        answer(Response::Progress {
            job,
            done: annotator.done(),
            total: annotator.total(),
        });
        if !goes_on().await {
            return;
        }
    }
    answer(Response::Finished {
        job,
        warnings: annotator.warnings(),
    });
}

/// Reads an article from whatever it comes in.
///
/// # Errors
///
/// Says why a file is not what it should be; text of any kind is always read.
pub fn read(source: Source) -> Result<Import, InvalidEpub> {
    Ok(match source {
        Source::Text(text) => titled(&document_from_text(text)),
        Source::Markdown(text) => titled(&document_from_markdown(&text)),
        Source::Page { html, address } => article_from_html(&html, address.as_deref()),
        Source::Fragment(html) => blocks_from_html(&html).titled_by_its_opening(),
        Source::Book(bytes) => article_from_epub(&bytes)?,
        Source::Article(import) => *import,
    })
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::annotate::{Annotated, Warning, annotate};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn order(number: u32, text: &str) -> Order {
        Order {
            job: Job(number),
            source: Source::Text(text.to_owned()),
        }
    }

    /// The answers to an order that is wanted for so many turns.
    fn answers(order: Order, turns: usize) -> Vec<Response> {
        let mut answers = Vec::new();
        let mut left = turns;
        let knowledge = Knowledge::default();
        {
            let goes_on = async || {
                left -= 1;
                left > 0
            };
            let work = pin!(carry_out(
                order,
                &knowledge,
                |answer| answers.push(answer),
                goes_on
            ));
            let done = work.poll(&mut Context::from_waker(Waker::noop()));
            assert_eq!(done, Poll::Ready(()));
        }
        answers
    }

    fn long() -> String {
        "The bank raised its rate to 5 percent, the mayor said.\n\n".repeat(1000)
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn parts_and_progress_come_in_turn_and_are_the_whole() {
        let answers = answers(order(7, &long()), usize::MAX);
        let [
            Response::Opened {
                job: Job(7),
                import,
            },
            rest @ ..,
            Response::Finished {
                job: Job(7),
                warnings,
            },
        ] = answers.as_slice()
        else {
            panic!("{answers:#?}");
        };
        assert!(warnings.is_empty() && rest.len() > 8, "{}", rest.len());
        let mut joined = Annotated::default();
        let mut last = 0;
        for pair in rest.chunks(2) {
            let [
                Response::Part { annotated, .. },
                Response::Progress {
                    done, total: 1000, ..
                },
            ] = pair
            else {
                panic!("{pair:#?}");
            };
            assert!(*done > last);
            last = *done;
            joined.append(annotated.clone());
        }
        let knowledge = Knowledge::default();
        assert_eq!(
            (last, joined),
            (
                1000,
                annotate(&import.document, &knowledge.cards, &knowledge.model)
            )
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_cancelled_order_gives_no_more_answers() {
        let answers = answers(order(7, &long()), 3);
        assert_eq!(answers.len(), 1 + 2 * 2);
        assert!(!matches!(answers.last(), Some(Response::Finished { .. })));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_empty_text_is_finished_with_a_warning() {
        let answers = answers(order(7, ""), usize::MAX);
        assert_eq!(
            answers.last(),
            Some(&Response::Finished {
                job: Job(7),
                warnings: vec![Warning::NothingToRead]
            })
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn markdown_is_read_as_such() {
        let answers = answers(
            Order {
                source: Source::Markdown("# *News*\n\nIt is cold.".to_owned()),
                ..order(7, "")
            },
            usize::MAX,
        );
        let Some(Response::Opened { import, .. }) = answers.first() else {
            panic!("{answers:#?}")
        };
        assert_eq!(import.about.title, "News");
        assert_eq!(import.document.text(), "It is cold.");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_file_that_is_no_book_is_refused_with_a_reason() {
        let source = Source::Book(b"no archive".to_vec());
        let answers = answers(
            Order {
                source,
                ..order(7, "")
            },
            usize::MAX,
        );
        let [
            Response::Failed {
                job: Some(Job(7)),
                message,
            },
        ] = answers.as_slice()
        else {
            panic!("{answers:#?}")
        };
        assert!(message.contains("no zip archive"), "{message}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn orders_are_taken_one_by_one_and_can_be_struck_out() {
        let mut desk = Desk::default();
        for number in 1..=4 {
            desk.put(order(number, ""));
        }
        assert_eq!(desk.take().map(|order| order.job), Some(Job(1)));
        assert_eq!(desk.take(), None);
        assert!(desk.cancel(Job(2)) && !desk.cancel(Job(2)) && !desk.cancel(Job(9)));
        desk.finish(Job(1));
        assert_eq!(desk.take().map(|order| order.job), Some(Job(3)));
        assert!(desk.cancel(Job(3)) && !desk.is_current(Job(3)));
        assert_eq!(
            desk.clear().map(|order| order.job).collect::<Vec<_>>(),
            [Job(4)]
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn messages_survive_the_way_and_no_bytes_make_them_panic() {
        for answer in answers(order(7, &long()), 3) {
            let bytes = answer.to_bytes().expect("written");
            assert_eq!(Response::from_bytes(&bytes).as_ref(), Ok(&answer));
            for end in (0..bytes.len()).step_by(97) {
                assert!(Response::from_bytes(&bytes[..end]).is_err(), "cut at {end}");
            }
        }
        assert!(Response::from_bytes(&[200]).is_err());
    }
}
