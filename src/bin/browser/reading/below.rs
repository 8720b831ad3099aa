//! What stands below the article that is open: put there piece by piece, and of a long one made when it is asked for.

use sidelight::card::Kind;
use sidelight::library::Marks;
use sidelight::page::{self, Listing, Target, View, ids};
use sidelight::text::{CardId, Span};
use sidelight::web;

use super::{Below, Open};

impl Open {
    /// Does one step for a piece, and gives the next one for it, if there is any.
    pub(super) fn show_below(&mut self, piece: Below) -> Option<Below> {
        let is_first = matches!(piece, Below::All | Below::Overview);
        let html = match piece {
            Below::Map => {
                self.show_map();
                return None;
            }
            Below::All => page::cuts(&self.import.cuts) + &page::beyond(&self.view(), &self.whole),
            Below::Overview => {
                page::cuts(&self.import.cuts) + &page::long_overview(&self.bare(), &self.whole)
            }
            Below::Index => {
                self.listing = Listing::default();
                page::long_index(&self.bare(), &self.whole)
            }
            Below::Lists => page::long_lists(&self.bare(), &self.whole),
            Below::Made { html, is_first } => {
                self.put_below(&html, is_first);
                return None;
            }
        };
        Some(Below::Made { html, is_first })
    }

    fn put_below(&self, html: &str, is_first: bool) {
        if is_first {
            web::fill(ids::BEYOND, html);
        } else {
            web::append(ids::BEYOND, html);
        }
        // Of a long one the browser goes on passing over what is out of view, as it does in the article itself.
        if self.is_complete() && !page::is_long(&self.bare()) {
            web::settle_soon();
        }
    }

    /// Shows all of it anew.
    pub(super) fn show_all_below(&mut self) {
        let pieces = if page::is_long(&self.bare()) {
            vec![Below::Overview, Below::Index, Below::Lists]
        } else {
            vec![Below::All]
        };
        for piece in pieces {
            let mut step = Some(piece);
            while let Some(piece) = step {
                step = self.show_below(piece);
            }
        }
    }

    fn show_map(&self) {
        let view = self.bare();
        web::replace(ids::MAP, &page::map_of(&view, &self.whole));
        web::style(&page::map_styles(&view, &self.whole));
    }

    /// What the page does not hold of a target, as HTML.
    pub(crate) fn missing(&self, target: &Target) -> Option<String> {
        match target {
            Target::Card(name) => {
                let card = CardId::try_from(name.clone()).ok()?;
                page::card_of(&self.bare_on_page(), self.on_page().1, &card)
            }
            Target::Mention(id) => page::name_of(&self.view_of(target)?, id),
            Target::Sentence(id) | Target::Loaded(id) => {
                page::sentence_of(&self.view_of(target)?, id)
            }
        }
    }

    /// Its parts without their marks, with the cards by which it is on the page.
    fn bare_on_page(&self) -> View<'_> {
        View::brought_bare(&self.import, &self.on_page().0.cards)
    }

    /// What a stretch of it touches, as it is on the page.
    fn on_page_within(&self, stretch: Span) -> View<'_> {
        let Marks {
            annotations, cards, ..
        } = self.on_page().0;
        View::brought_within(&self.import, annotations, cards, stretch)
    }

    /// What is around the mark of a target.
    fn view_of(&self, target: &Target) -> Option<View<'_>> {
        let marks = &self.on_page().0.annotations;
        let number = |id: &str| id.get(1..)?.split('-').next()?.parse::<usize>().ok();
        let span = match target {
            Target::Card(_) => return None,
            Target::Mention(id) => marks.mentions.get(number(id)?.checked_sub(1)?)?.span,
            Target::Loaded(id) => marks.loaded.get(number(id)?.checked_sub(1)?)?.span,
            Target::Sentence(id) => {
                let number = number(id)?;
                let first = marks
                    .stances
                    .partition_point(|stance| stance.sentence < number);
                marks.stances.get(first)?.span
            }
        };
        Some(self.on_page_within(span))
    }

    /// Puts something into the page that is there only on demand.
    pub(crate) fn reveal(&mut self, target: &Target) {
        if !self.is_complete() && self.before.is_none() {
            return;
        }
        if let Target::Card(name) = target {
            let Ok(card) = CardId::try_from(name.clone()) else {
                return;
            };
            let mut listing = std::mem::take(&mut self.listing);
            listing.turn_to(&self.bare_on_page(), self.on_page().1, &card);
            self.listing = listing;
            self.show_groups();
            return;
        }
        let part = self.view_of(target).and_then(|view| {
            let only = view.parts.first()?;
            Some(only.number)
        });
        let Some(part) = part else { return };
        let list = match target {
            Target::Mention(_) => ids::names_of(part),
            _ => ids::sentences_of(part),
        };
        // Once it is open, it would be filled anyway, but too late for the link.
        self.fill_list(&list);
        web::open_list(&list);
    }

    /// Turns to a page of the cards of a kind.
    pub(crate) fn turn(&mut self, kind: Kind, page: usize) {
        self.listing.turn(kind, page);
        let (view, whole) = (self.bare_on_page(), self.on_page().1);
        let group = page::group_of(&view, whole, kind, &self.listing);
        web::fill(&ids::group(kind.key()), &group);
    }

    /// Shows the cards of a long article that hold all words; how many there are, and how many there are in all. Nothing where all
    /// cards are on the page.
    pub(crate) fn find_cards(&mut self, query: &str) -> Option<(usize, usize)> {
        if !page::is_long(&self.bare()) {
            return None;
        }
        let listing = Listing::of(query);
        if listing != self.listing {
            self.listing = listing;
            self.show_groups();
        }
        Some(self.listing.found(&self.bare_on_page(), self.on_page().1))
    }

    fn show_groups(&self) {
        let groups = page::groups_of(&self.bare_on_page(), self.on_page().1, &self.listing);
        web::fill(ids::GROUPS, &groups);
    }

    /// Fills a list that is empty while it is closed, by its id.
    pub(crate) fn fill_list(&self, id: &str) {
        let Some((kind, number)) = id.rsplit_once('-') else {
            return;
        };
        let Ok(number) = number.parse() else { return };
        let bare = self.bare();
        let Some(part) = bare.parts.iter().find(|part| part.number == number) else {
            return;
        };
        let reach = part.reach();
        let view = self.on_page_within(Span::new(reach.start, reach.end));
        let items = if ids::names_of(number) == format!("{kind}-{number}") {
            page::names_in(&view, number)
        } else {
            page::sentences_in(&view, number)
        };
        web::fill_list(id, &items);
    }
}
