//! The article that is open: its marks as they come, and how they get into the page.

mod below;

use sidelight::annotate::Annotated;
use sidelight::article::Import;
use sidelight::card::{Card, Cards};
use sidelight::engine::Job;
use sidelight::library::{Choices, Marks, chosen_words};
use sidelight::page::{self, Layer, Listing, View, Whole, ids};
use sidelight::text::{CardId, Quote, Span};
use sidelight::web::{self, Next, Slice};

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
    /// Those that were all shown when these were begun, and what was known of it as a whole: until all of these are shown, what the
    /// reader asks for is about them.
    before: Option<(Marks, Whole)>,
    /// The order by which the engine reads it; none once all is shown, or it was stopped.
    pub(crate) job: Option<Job>,
    /// How far its surface is on the page, and how many of its parts are.
    surface: Surface,
    shown: usize,
    /// Where the reader was when it was open last, until that is on the page.
    place: Option<String>,
    /// What is known of it as a whole so far.
    whole: Whole,
    /// Up to where in the text marks are known, are shown, and have their notes.
    known: usize,
    marked: usize,
    noted: usize,
    /// What is to be shown below it and is not yet; none until the engine has read all.
    below: Option<Vec<Below>>,
    /// Which cards are shown, where not all are.
    listing: Listing,
}

/// How far the surface of an article is.
#[derive(Debug, Default)]
enum Surface {
    #[default]
    Unmade,
    /// It is made, as HTML.
    Made(String),
    /// It is on the page.
    Put,
}

/// What is shown once all of the article has marks, piece by piece: all but the map are made in one step, and put into the page in the
/// next.
#[derive(Debug)]
enum Below {
    Map,
    All,
    Overview,
    Index,
    Lists,
    /// A piece as HTML, and whether it takes the place of all that stood there.
    Made {
        html: String,
        is_first: bool,
    },
}

/// How many bytes of the text are looked at together.
const STRETCH: usize = 4 << 10;
/// Blocks of a long article near the window that get their marks between two frames: style, layout and paint of so many take about as
/// long as a slice.
const MOST_NEAR: usize = 4;

impl Open {
    /// An article of which nothing is on the page yet.
    pub(crate) fn new(id: String, import: Import, choices: Choices, cards: Cards) -> Self {
        Self {
            id,
            marks: Marks::new(cards, choices.anchored(&import.document)),
            before: None,
            import,
            choices,
            job: None,
            surface: Surface::default(),
            shown: 0,
            place: None,
            whole: Whole::default(),
            known: 0,
            marked: 0,
            noted: 0,
            below: None,
            listing: Listing::default(),
        }
    }

    /// Makes its surface, or puts it in the place of that of the article before once it is made: with its bare text, of a long one without;
    /// whether there was anything to do.
    ///
    /// These are two steps: browsers compile a function of the program when it is first called, and a surface calls many that nothing
    /// has called before.
    pub(crate) fn put_surface(&mut self) -> bool {
        self.surface = match &self.surface {
            Surface::Unmade => Surface::Made(page::surface(&self.bare())),
            Surface::Made(html) => {
                let view = self.bare();
                web::style("");
                web::fill(ids::READING, html);
                web::set_title(&format!("{} – Sidelight", view.heading.title()));
                self.shown = page::parts_at_once(&view);
                Surface::Put
            }
            Surface::Put => return false,
        };
        true
    }

    /// Goes to a place in it, as soon as that is on the page.
    pub(crate) fn seek(&mut self, place: String) {
        self.place = Some(place);
    }

    /// Puts more of its text on the page, for the length of a slice, and says when there is more to come.
    ///
    /// The first parts of a book come one by one, unless the reader goes to another place in it: the browser lays out all that comes near
    /// the window in one go.
    pub(crate) fn show_more(&mut self, slice: &Slice) -> Next {
        /// Parts of a book that fill a large window and what is near it.
        const FIRST: usize = 4;
        let view = self.bare();
        let mut shown = self.shown;
        let comes_singly = shown < FIRST && self.place.is_none() && page::is_long(&view);
        while let Some(part) = page::part_of(&view, shown) {
            web::append(ids::ARTICLE, &part);
            shown += 1;
            if comes_singly || slice.is_over() {
                break;
            }
        }
        let has_more = shown < view.parts.len();
        if shown > self.shown {
            self.shown = shown;
            web::parts_came();
        }
        if !has_more && let Some(place) = self.place.take() {
            web::go_to_place(&place);
        }
        match has_more {
            true if comes_singly => Next::Framed,
            true => Next::Soon,
            false => Next::Never,
        }
    }

    /// All of it with all its marks, at a cost that grows with them.
    fn view(&self) -> View<'_> {
        View::brought(&self.import, &self.marks.annotations, &self.marks.cards)
    }

    /// What a stretch of it touches.
    fn view_within(&self, stretch: Span) -> View<'_> {
        let (annotations, cards) = (&self.marks.annotations, &self.marks.cards);
        View::brought_within(&self.import, annotations, cards, stretch)
    }

    /// Its parts without their marks, at a cost that grows with their number only.
    fn bare(&self) -> View<'_> {
        View::brought_bare(&self.import, &self.marks.cards)
    }

    /// Marks that the engine made anew take the place of those before.
    ///
    /// Those that are shown stay until then, unless the reader has chosen otherwise: the engine says the same of the same words.
    pub(crate) fn begin(&mut self, job: Job, cards: Cards) {
        let marks = Marks::new(cards, self.choices.anchored(&self.import.document));
        let before = std::mem::replace(&mut self.marks, marks);
        if !self.marks.are_made_as(&before) {
            (self.marked, self.noted) = (0, 0);
        }
        let whole = std::mem::take(&mut self.whole);
        if self.is_complete() {
            self.before = Some((before, whole));
        }
        self.known = 0;
        self.below = None;
        self.job = Some(job);
    }

    /// Takes in the marks of the next few paragraphs.
    pub(crate) fn append(&mut self, part: &Annotated) {
        self.marks.append(&self.import.document, part);
        let end = part
            .stances
            .iter()
            .map(|stance| stance.span.end)
            .chain(part.mentions.iter().map(|mention| mention.span.end))
            .max();
        if let Some(end) = end {
            let stretch = Span::new(self.known, end.max(self.known));
            let mut whole = std::mem::take(&mut self.whole);
            whole.add(&self.view_within(stretch), stretch);
            self.whole = whole;
            self.known = stretch.end;
        }
    }

    /// The engine has read all of it.
    pub(crate) fn complete(&mut self) {
        self.known = self.text_end();
        let is_long = page::is_long(&self.bare());
        // The last is done first.
        self.below = Some(if is_long {
            vec![Below::Lists, Below::Index, Below::Overview, Below::Map]
        } else {
            vec![Below::All, Below::Map]
        });
    }

    /// A place behind all of the text.
    fn text_end(&self) -> usize {
        self.import.document.text().len() + 1
    }

    /// How far the marks are shown, and how far they can be.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.marked.min(self.known), self.text_end())
    }

    /// Shows what is known and not shown yet, for the length of a slice, and says when there is more to show.
    pub(crate) fn go_on(&mut self, slice: &Slice) -> Next {
        let mut near = 0;
        while self.marked < self.known {
            near += self.mark_stretch(slice, MOST_NEAR - near);
            if slice.is_over() || near == MOST_NEAR {
                break;
            }
        }
        for layer in Layer::ALL {
            let count = self.whole.marks_of(layer).to_string();
            web::tell(&ids::layer_count(layer.key()), &count);
        }
        if self.marked < self.known {
            return if near > 0 { Next::Framed } else { Next::Soon };
        }
        match self.below.as_mut().and_then(Vec::pop) {
            Some(piece) => {
                let Some(made) = self.show_below(piece) else {
                    return Next::Later;
                };
                self.below.get_or_insert_default().push(made);
                Next::Soon
            }
            None => Next::Never,
        }
    }

    /// Whether all is shown that there will be.
    pub(crate) fn is_complete(&self) -> bool {
        self.below.as_ref().is_some_and(Vec::is_empty)
    }

    /// Shows the marks of the next blocks, of which so many may be near the window, and the notes of the parts that end with them; how
    /// many were near.
    fn mark_stretch(&mut self, slice: &Slice, most_near: usize) -> usize {
        let end = self.known.min(self.marked + STRETCH);
        let stretch = Span::new(self.marked, end);
        let view = self.view_within(stretch);
        let mut marked = self.marked;
        let mut near = 0;
        let mut blocks = page::blocks_in(&view, stretch);
        let is_done = loop {
            let Some(block) = blocks.next() else {
                break true;
            };
            near += usize::from(web::mark_block(&block.id, &block.html));
            marked = block.end;
            if slice.is_over() || near == most_near {
                break false;
            }
        };
        drop(blocks);
        if is_done {
            marked = marked.max(end);
        }
        let notes = page::notes_in(&view, Span::new(self.noted, marked));
        for (part, notes) in &notes {
            web::put_notes(*part, notes);
        }
        (self.marked, self.noted) = (marked, marked);
        if !notes.is_empty() {
            let parts: Vec<_> = notes.iter().map(|(part, _)| *part).collect();
            web::place_notes_of(&parts);
        }
        near
    }

    /// Shows what is known about the article anew, and what depends on its date.
    pub(crate) fn show_about(&mut self) {
        let view = self.bare();
        web::replace_heading(&page::heading_of(&view));
        web::set_title(&format!("{} – Sidelight", view.heading.title()));
        if self.is_complete() {
            self.show_all_below();
        } else if self.below.is_some() {
            // A piece that is made and not put yet would tell what was said before.
            self.complete();
        }
    }

    /// All marks are shown: those before are let go of.
    pub(crate) fn end_marking(&mut self) {
        self.job = None;
        if let Some(before) = self.before.take() {
            web::drop_later(before);
        }
    }

    /// The marks that are on the page, as long as others are being made, and what is known of it as a whole by them.
    fn on_page(&self) -> (&Marks, &Whole) {
        match &self.before {
            Some((marks, whole)) if !self.is_complete() => (marks, whole),
            _ => (&self.marks, &self.whole),
        }
    }

    /// The card of that id, which a button on the page names.
    pub(crate) fn card(&self, id: &CardId) -> Option<&Card> {
        self.on_page().0.cards.get(id)
    }

    /// The words of a mention, by its id, and its place.
    pub(crate) fn words_of(&self, mention: &str) -> Option<(String, Quote)> {
        let number: usize = mention.strip_prefix('m')?.parse().ok()?;
        let mentions = &self.on_page().0.annotations.mentions;
        let span = mentions.get(number.checked_sub(1)?)?.span;
        let document = &self.import.document;
        Some((
            chosen_words(document.slice(span)),
            Quote::of(document.text(), span),
        ))
    }
}
