//! What comes by itself: a page that another window hands over, what another app shares, files that the system opens.
//!
//! What any site can send is asked about before it is read; what only the reader's own doing can bring is read at once.

use std::rc::Rc;
use std::time::Duration;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use sidelight::engine::Source;
use sidelight::page::ids;
use sidelight::ui::{Ask, Question};
use sidelight::web::{self, Brought, Offer, Shared, What};

use super::Desk;

/// What is asked, and what is read if the reader agrees.
#[derive(Clone, Copy)]
struct Asking {
    question: RwSignal<Option<Question>>,
    waiting: StoredValue<Option<Vec<Brought>>, LocalStorage>,
}

impl Desk {
    /// Takes in what the address tells of, and hears of what comes later.
    pub(super) async fn take_in(self: &Rc<Self>) {
        let asking = self.mount_question();
        let desk = Rc::clone(self);
        web::listen_for_launch(move |brought| desk.bring(brought));
        let desk = Rc::clone(self);
        web::listen_for_handover(move |offered| match offered {
            Ok(offer) => {
                let (question, brought) = about(offer);
                asking.ask(question, brought);
            }
            Err(reason) => desk.bring(vec![Brought {
                name: String::new(),
                what: Err(reason),
            }]),
        });
        match web::take_shared().await {
            Some(Shared::Link(link)) => asking.ask(Question::Link(link), Vec::new()),
            Some(Shared::Articles(brought)) => {
                // Any site can send a form to where things are shared; but it gets into no window of the installed app.
                let is_to_read = brought.iter().any(|brought| brought.what.is_ok());
                if is_to_read && !web::is_installed() {
                    let names = brought.iter().map(|brought| brought.name.clone());
                    let names = names.filter(|name| !name.is_empty()).collect();
                    asking.ask(Question::Shared(names), brought);
                } else {
                    self.bring(brought);
                }
            }
            None => {}
        }
    }

    fn mount_question(self: &Rc<Self>) -> Asking {
        let desk = StoredValue::new_local(Rc::clone(self));
        let asking = Asking {
            question: RwSignal::new(None),
            waiting: StoredValue::new_local(None),
        };
        let on_answer = Callback::new(move |agrees: bool| {
            // Closing the dialog is an answer as well, and comes after each other one.
            let Some(brought) = asking.waiting.try_update_value(Option::take).flatten() else {
                return;
            };
            web::close_dialog(ids::ASK);
            if agrees {
                desk.with_value(|desk| desk.bring(brought));
            }
        });
        mount_to_body(move || view! { <Ask question=asking.question on_answer=on_answer /> });
        asking
    }
}

impl Asking {
    fn ask(self, question: Question, brought: Vec<Brought>) {
        self.waiting.set_value(Some(brought));
        self.question.set(Some(question));
        // The words are there by the next task: who cannot see them hears them when the dialog opens.
        set_timeout(|| web::show_dialog(ids::ASK), Duration::ZERO);
    }
}

/// The question about a page that is handed over, and the page.
fn about(offer: Offer) -> (Question, Vec<Brought>) {
    let question = Question::Page {
        title: offer.title,
        origin: offer.origin,
    };
    let source = Source::Page {
        html: offer.html,
        address: offer.address,
    };
    let brought = Brought {
        name: String::new(),
        what: Ok(What::Article(source)),
    };
    (question, vec![brought])
}
