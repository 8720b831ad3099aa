//! The article that is open: its marks as they come, and how they get into the page.

use sidelight::annotate::Annotated;
use sidelight::article::Import;
use sidelight::card::Cards;
use sidelight::engine::Job;
use sidelight::library::{Choices, Marks, chosen_words};
use sidelight::page::{self, View, ids};
use sidelight::text::{Quote, Span};
use sidelight::web;

/// An article on the page.
pub(crate) struct Open {
    /// Its name in the library.
    pub(crate) id: String,
    /// The article.
    pub(crate) import: Import,
    /// What the reader chose for its words.
    pub(crate) choices: Choices,
    /// Its marks so far.
    pub(crate) marks: Marks,
    /// The order by which the engine reads it; none once it is done or stopped.
    pub(crate) job: Option<Job>,
    /// Up to where in the text marks are shown.
    marked: usize,
}

impl Open {
    /// Puts an article on the page as bare text.
    pub(crate) fn show(id: String, import: Import, choices: Choices, cards: Cards) -> Self {
        let open = Self {
            id,
            marks: Marks::new(cards, choices.anchored(&import.document)),
            import,
            choices,
            job: None,
            marked: 0,
        };
        let view = open.view();
        web::fill(ids::READING, &page::surface(&view));
        web::set_title(&format!("{} – Sidelight", view.heading.title()));
        open
    }

    fn view(&self) -> View<'_> {
        View::brought(&self.import, &self.marks.annotations, &self.marks.cards)
    }

    /// Marks that the engine made anew take the place of those before.
    pub(crate) fn begin(&mut self, job: Job, cards: Cards) {
        self.marks = Marks::new(cards, self.choices.anchored(&self.import.document));
        self.marked = 0;
        self.job = Some(job);
    }

    /// Adds the marks of the next few paragraphs.
    pub(crate) fn append(&mut self, part: &Annotated) {
        self.marks.append(&self.import.document, part);
        let end = part
            .stances
            .iter()
            .map(|stance| stance.span.end)
            .chain(part.mentions.iter().map(|mention| mention.span.end))
            .max();
        if let Some(end) = end {
            self.mark_up_to(end);
        }
    }

    /// Shows the marks of all blocks that begin before a place in the text and have none yet.
    fn mark_up_to(&mut self, end: usize) {
        let stretch = Span::new(self.marked, end.max(self.marked));
        let view = self.view();
        for (id, html) in page::blocks_in(&view, stretch) {
            web::fill(&id, &html);
        }
        for (part, notes) in page::notes_in(&view, stretch) {
            web::put_notes(&part, &notes);
        }
        web::replace(ids::LAYERS, &page::switches(&view));
        web::place_notes();
        self.marked = end;
    }

    /// Shows what can be said only once all of the article has been read.
    pub(crate) fn finish(&mut self) {
        self.job = None;
        self.mark_up_to(self.import.document.text().len() + 1);
        let view = self.view();
        web::replace(ids::MAP, &page::map_of(&view));
        web::style(&page::generated_styles(&view));
        self.show_beyond(&view);
    }

    /// Shows what is known about the article anew, and what depends on its date.
    pub(crate) fn show_about(&self) {
        let view = self.view();
        web::replace_heading(&page::heading_of(&view));
        web::set_title(&format!("{} – Sidelight", view.heading.title()));
        if self.job.is_none() {
            self.show_beyond(&view);
        }
    }

    /// Shows what stands below the article.
    fn show_beyond(&self, view: &View<'_>) {
        let html = page::cuts(&self.import.cuts) + &page::beyond(view);
        web::fill(ids::BEYOND, &html);
        web::settle_soon();
    }

    /// The words of a mention, by its id, and its place.
    pub(crate) fn words_of(&self, mention: &str) -> Option<(String, Quote)> {
        let number: usize = mention.strip_prefix('m')?.parse().ok()?;
        let mentions = &self.marks.annotations.mentions;
        let span = mentions.get(number.checked_sub(1)?)?.span;
        let document = &self.import.document;
        Some((
            chosen_words(document.slice(span)),
            Quote::of(document.text(), span),
        ))
    }
}
