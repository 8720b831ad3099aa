//! What stands below a long article: the same as below others, but lists are filled when they are opened, and cards shown a page at a time.

use maud::{Markup, html};

use super::brought::jumps;
use super::view::{Marked, Part, Sentence, View};
use super::whole::{Whole, of_kind};
use super::{cards, guide, ids, names, overview, sentences};
use crate::card::{Card, Kind};
use crate::text::{CardId, Document};

/// From so many bytes of text on an article is long: ten times a usual one. What is done for it out of view is put off.
const LONG: usize = 64 << 10;

/// How many cards of a kind are shown at a time.
const PAGE: usize = 24;

/// Whether an article is so long that what is out of view is put off.
#[must_use]
pub fn is_long(view: &View<'_>) -> bool {
    is_long_text(view.document)
}

pub(super) fn is_long_text(document: &Document) -> bool {
    document.text().len() > LONG
}

/// Which cards of a long article are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Words that every card that is shown holds, in lower case.
    words: Vec<String>,
    /// The page of each kind that is shown, from 0; of others the first.
    pages: Vec<(Kind, usize)>,
}

impl Listing {
    /// The first pages of all cards that hold these words.
    #[must_use]
    pub fn of(query: &str) -> Self {
        let query = query.to_lowercase();
        Self {
            words: query.split_whitespace().map(str::to_owned).collect(),
            pages: Vec::new(),
        }
    }

    /// Turns to a page of one kind.
    pub fn turn(&mut self, kind: Kind, page: usize) {
        self.pages.retain(|(other, _)| *other != kind);
        self.pages.push((kind, page));
    }

    fn page_of(&self, kind: Kind) -> usize {
        let found = self.pages.iter().find(|(other, _)| *other == kind);
        found.map_or(0, |(_, page)| *page)
    }

    /// The cards that are found, by name.
    fn cards<'a>(&self, view: &View<'a>, whole: &Whole) -> Vec<&'a Card> {
        let mut cards = whole.cards(view);
        if !self.words.is_empty() {
            cards.retain(|card| {
                let text = text_of(card);
                self.words.iter().all(|word| text.contains(word))
            });
        }
        cards
    }

    /// How many cards are found, and how many there are.
    #[must_use]
    pub fn found(&self, view: &View<'_>, whole: &Whole) -> (usize, usize) {
        let all = whole.cards(view).len();
        if self.words.is_empty() {
            return (all, all);
        }
        (self.cards(view, whole).len(), all)
    }

    /// Turns to the page that shows a card; it is among all cards again.
    pub fn turn_to(&mut self, view: &View<'_>, whole: &Whole, card: &CardId) {
        let Some(card) = view.card(card) else { return };
        self.words.clear();
        let cards = of_kind(&self.cards(view, whole), card.kind);
        if let Some(place) = cards.iter().position(|other| other.id == card.id) {
            self.turn(card.kind, place / PAGE);
        }
    }
}

/// What a search of the cards looks into, in lower case.
fn text_of(card: &Card) -> String {
    let facts = card
        .facts
        .iter()
        .flat_map(|fact| [&fact.label, &fact.value]);
    let words: Vec<&str> = [&card.name, &card.summary]
        .into_iter()
        .chain(&card.aliases)
        .chain(facts)
        .map(String::as_str)
        .collect();
    words.join(" ").to_lowercase()
}

/// The overview of a long article, and the ways to what comes after it.
#[must_use]
pub fn long_overview(view: &View<'_>, whole: &Whole) -> String {
    html! {
        (jumps())
        (overview::overview(view, whole))
    }
    .into_string()
}

/// The cards of a long article, the first page of each kind.
#[must_use]
pub fn long_index(view: &View<'_>, whole: &Whole) -> String {
    let groups = html! {
        div id=(ids::GROUPS) { (groups(view, whole, &Listing::default())) }
    };
    cards::frame(view, &groups).into_string()
}

/// The groups of cards that a listing shows.
#[must_use]
pub fn groups_of(view: &View<'_>, whole: &Whole, listing: &Listing) -> String {
    groups(view, whole, listing).into_string()
}

fn groups(view: &View<'_>, whole: &Whole, listing: &Listing) -> Markup {
    let found = listing.cards(view, whole);
    html! {
        @for kind in Kind::ALL {
            @let cards = of_kind(&found, kind);
            @if !cards.is_empty() {
                section.group id=(ids::group(kind.key())) data-kind=(kind.key()) {
                    (group(view, whole, kind, &cards, listing.page_of(kind)))
                }
            }
        }
    }
}

/// One group of cards anew, as after its page was turned; nothing where the listing has none of that kind.
#[must_use]
pub fn group_of(view: &View<'_>, whole: &Whole, kind: Kind, listing: &Listing) -> String {
    let cards = of_kind(&listing.cards(view, whole), kind);
    group(view, whole, kind, &cards, listing.page_of(kind)).into_string()
}

fn group(view: &View<'_>, whole: &Whole, kind: Kind, cards: &[&Card], page: usize) -> Markup {
    let pages = cards.len().div_ceil(PAGE);
    let page = page.min(pages.saturating_sub(1));
    let (start, end) = (page * PAGE, ((page + 1) * PAGE).min(cards.len()));
    html! {
        h3 { (kind.plural()) " " span.count { (cards.len()) } }
        div.cards { @for card in &cards[start..end] { (cards::card(view, whole, card)) } }
        @if pages > 1 {
            p.turn {
                (turn(kind, "Previous", page.checked_sub(1)))
                " " span.muted { (start + 1) " to " (end) " of " (cards.len()) } " "
                (turn(kind, "Next", Some(page + 1).filter(|next| *next < pages)))
            }
        }
    }
}

fn turn(kind: Kind, name: &str, page: Option<usize>) -> Markup {
    html! {
        button.turn-page type="button" value=[page.map(|page| format!("{} {page}", kind.key()))] disabled[page.is_none()]
            aria-label={ (name) ": " (kind.plural()) } { (name) }
    }
}

/// The lists of names and sentences of a long article, a closed one for each part, and how to read all this. The view holds all
/// parts, with or without marks.
#[must_use]
pub fn long_lists(view: &View<'_>, whole: &Whole) -> String {
    html! {
        section.sentences.names id=(ids::NAMES) aria-labelledby="names-title" {
            (names::introduction())
            (lists(view, whole, ids::names_of))
        }
        section.sentences id=(ids::SENTENCES) aria-labelledby="sentences-title" {
            (sentences::introduction())
            (lists(view, whole, ids::sentences_of))
        }
        (guide::guide(view, whole))
    }
    .into_string()
}

/// A closed list for each part that has sentences.
fn lists(view: &View<'_>, whole: &Whole, id: fn(usize) -> String) -> Markup {
    let has_any = |part: &&Part<'_>| {
        let bands = &whole.bands;
        let first = bands.partition_point(|band| band.part < part.number);
        bands
            .get(first)
            .is_some_and(|band| band.part == part.number)
    };
    html! {
        @for part in view.parts.iter().filter(has_any) {
            details.list id=(id(part.number)) { summary { (title_of(view, part)) } ol {} }
        }
    }
}

/// What a part is called: its subhead, or its first words.
fn title_of(view: &View<'_>, part: &Part<'_>) -> String {
    match (part.subhead, part.blocks.first()) {
        (Some(subhead), _) => view.document.slice(subhead.span).to_owned(),
        (None, Some(block)) => format!("“{}”", sentences::opening(view.document.slice(block.span))),
        (None, None) => String::new(),
    }
}

/// Why each name of a part leads where it does, as items of its list; the view holds that part.
#[must_use]
pub fn names_in(view: &View<'_>, part: usize) -> Vec<String> {
    let explained = |marked: &&Marked<'_>| !marked.mention.why.is_empty();
    let part = view.parts.iter().find(|other| other.number == part);
    let mentions = part.map_or(&[][..], |part| view.mentions_in(part.reach()));
    mentions
        .iter()
        .filter(explained)
        .map(|marked| names::explanation(view, marked).into_string())
        .collect()
}

/// Why each sentence of a part carries its label, as items of its list; the view holds that part.
#[must_use]
pub fn sentences_in(view: &View<'_>, part: usize) -> Vec<String> {
    let part = view.parts.iter().find(|other| other.number == part);
    let sentences = part.map_or(&[][..], |part| view.sentences_in(part.reach()));
    sentences
        .iter()
        .map(|sentence| sentences::explanation(view, sentence).into_string())
        .collect()
}

/// A card in full, wherever it stands or would stand.
#[must_use]
pub fn card_of(view: &View<'_>, whole: &Whole, card: &CardId) -> Option<String> {
    let card = view.card(card)?;
    Some(cards::card(view, whole, card).into_string())
}

/// Why a mention, by its id, leads where it does; the view holds it.
#[must_use]
pub fn name_of(view: &View<'_>, id: &str) -> Option<String> {
    let marked = view.mentions.iter().find(|marked| marked.id == id)?;
    Some(names::explanation(view, marked).into_string())
}

/// Why a sentence, by its id or that of a loaded word in it, carries its label; the view holds it.
#[must_use]
pub fn sentence_of(view: &View<'_>, id: &str) -> Option<String> {
    let is_it = |sentence: &&Sentence<'_>| {
        sentence.id == id || sentence.loaded.iter().any(|(loaded, _)| loaded == id)
    };
    let sentence = view.sentences.iter().find(is_it)?;
    Some(sentences::explanation(view, sentence).into_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Import;
    use crate::card::Cards;
    use crate::card::samples::{card, id};
    use crate::text::{Annotations, BlockKind, Document, Mention, Origin, Span};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// An article that names sixty people, each once.
    fn crowd() -> (Import, Annotations, Cards) {
        let names: Vec<String> = (10..70).map(|number| format!("Anna n{number}")).collect();
        let document = Document::from_blocks(
            names
                .iter()
                .map(|name| (BlockKind::Paragraph, name.as_str())),
        );
        let annotations = Annotations {
            mentions: document
                .blocks()
                .iter()
                .zip(&names)
                .map(|(block, name)| Mention {
                    span: Span::new(block.span.start, block.span.end),
                    card: Some(CardId::from_words(name)),
                    others: Vec::new(),
                    why: "It is her name.".to_owned(),
                    origin: Origin::Automatic { confidence: 0.9 },
                })
                .collect(),
            ..Annotations::default()
        };
        let cards = names.iter().map(|name| Card {
            id: CardId::from_words(name),
            name: name.clone(),
            ..card(Kind::Person, "Anna", &[], &[])
        });
        let cards = Cards::new(cards);
        let import = Import {
            document,
            ..Import::default()
        };
        (import, annotations, cards)
    }

    /// The ids of the cards in a piece of HTML.
    fn ids_in(html: &str) -> Vec<&str> {
        html.split(" id=\"card-")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn parts_of_a_long_article_are_short() {
        let longest = |paragraph: &str| {
            let paragraphs = (0..60).map(|_| (BlockKind::Paragraph, paragraph));
            let import = Import {
                document: Document::from_blocks(paragraphs),
                ..Import::default()
            };
            let cards = Cards::new([]);
            let view = View::brought_bare(&import, &cards);
            let lengths = view.parts.iter().map(|part| part.blocks.len());
            assert_eq!(lengths.clone().sum::<usize>(), 60);
            lengths.max()
        };
        assert_eq!(longest("It rained."), Some(24));
        assert_eq!(longest(&["It rained."; 120].join(" ")), Some(8));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn pages_hold_every_card_once() {
        let (import, annotations, cards) = crowd();
        let view = View::brought(&import, &annotations, &cards);
        let whole = Whole::of(&view);
        let mut listing = Listing::default();
        let mut found = Vec::new();
        for page in 0..3 {
            listing.turn(Kind::Person, page);
            let html = group_of(&view, &whole, Kind::Person, &listing);
            found.extend(ids_in(&html).into_iter().map(str::to_owned));
        }
        let all: Vec<_> = cards
            .iter()
            .map(|card| card.id.as_str().to_owned())
            .collect();
        assert_eq!(found, all);
        // Beyond the last page there is the last.
        listing.turn(Kind::Person, 9);
        let html = group_of(&view, &whole, Kind::Person, &listing);
        assert_eq!(ids_in(&html).len(), 60 - 2 * PAGE);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_search_finds_words_on_all_pages() {
        let (import, annotations, cards) = crowd();
        let view = View::brought(&import, &annotations, &cards);
        let whole = Whole::of(&view);
        let listing = Listing::of("ANNA n69");
        assert_eq!(listing.found(&view, &whole), (1, 60));
        assert_eq!(ids_in(&groups_of(&view, &whole, &listing)), ["anna-n69"]);
        assert_eq!(groups_of(&view, &whole, &Listing::of("Berta")), "");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_card_is_found_on_its_page() {
        let (import, annotations, cards) = crowd();
        let view = View::brought(&import, &annotations, &cards);
        let whole = Whole::of(&view);
        let mut listing = Listing::of("berta");
        listing.turn_to(&view, &whole, &id("Anna n60"));
        let html = group_of(&view, &whole, Kind::Person, &listing);
        assert!(ids_in(&html).contains(&"anna-n60"), "{:?}", ids_in(&html));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_made_on_demand_is_what_would_stand_there() {
        let (import, annotations, cards) = crowd();
        let view = View::brought(&import, &annotations, &cards);
        let whole = Whole::of(&view);
        let all = crate::page::beyond(&view, &whole);
        let within =
            View::brought_within(&import, &annotations, &cards, annotations.mentions[40].span);
        let name = name_of(&within, "m41").expect("a name");
        assert!(all.contains(&name), "{name}");
        let card = card_of(&view, &whole, &id("Anna n50")).expect("a card");
        assert!(all.contains(&card), "{card}");
        assert_eq!(names_in(&within, within.parts[0].number).len(), 24);
    }
}
