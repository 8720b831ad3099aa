//! What names lead to: text in, cards out.

use super::*;
use crate::card::samples::card;
use crate::card::{Card, RelationKind};
use crate::text::{BlockKind, Document, span_of};
use wasm_bindgen_test::wasm_bindgen_test;

const PERSON: NameClass = NameClass::Person;
const ORGANISATION: NameClass = NameClass::Organisation;
const PLACE: NameClass = NameClass::Place;

fn cards() -> Vec<Card> {
    let members = &[(RelationKind::MemberOf, "Treaty Organization")];
    vec![
        card(
            Kind::Person,
            "Kassym-Jomart Tokayev",
            &[],
            &[(RelationKind::Leads, "Kazakhstan")],
        ),
        card(Kind::Person, "Adam Smith", &[], &[]),
        card(Kind::Person, "Will Smith", &[], &[]),
        card(Kind::Place, "Kazakhstan", &[], members),
        card(Kind::Place, "Russia", &[], members),
        card(
            Kind::Place,
            "Moscow",
            &[],
            &[(RelationKind::CapitalOf, "Russia")],
        ),
        card(
            Kind::Organisation,
            "Government of Russia",
            &[],
            &[(RelationKind::GovernmentOf, "Russia")],
        ),
        card(
            Kind::Organisation,
            "Treaty Organization",
            &["Collective Security Treaty Organization", "CSTO"],
            &[],
        ),
        card(Kind::Organisation, "Doctors Without Borders", &[], &[]),
    ]
}

/// Resolves `text` with the names in it that are given in their order; gives each mention's words, what it leads to, and why.
#[track_caller]
fn resolved(text: &str, names: &[(&str, NameClass)]) -> Vec<(String, String, String)> {
    let index = CardIndex::of(&cards());
    let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
    let segments = Segments::of(&document, 0..1);
    let mut from = 0;
    let mut found = Vec::new();
    for (words, class) in names {
        let start = from
            + text[from..]
                .find(words)
                .unwrap_or_else(|| panic!("{words} is not in the text, or not in this order"));
        from = start + words.len();
        let first = segments
            .tokens
            .partition_point(|token| token.span.start < start);
        let end = segments
            .tokens
            .partition_point(|token| token.span.start < from);
        found.push(FoundName {
            tokens: (first, end),
            class: *class,
            confidence: 0.9,
        });
    }
    let id = |card: &usize| index.entries()[*card].id.to_string();
    let leads = |link: &Link| match link {
        Link::Card { card, .. } => id(card),
        Link::NotSure { among } => format!(
            "one of {}",
            among.iter().map(id).collect::<Vec<_>>().join(", ")
        ),
        Link::NoCard => "no card".to_owned(),
    };
    let mentions = resolve(&segments, text, &found, &[], &index);
    mentions
        .into_iter()
        .map(|mention| {
            let (first, end) = mention.tokens;
            let place = span_of(&segments.tokens, &(first..end));
            (
                place.of(text).to_owned(),
                leads(&mention.link),
                mention.reason.sentence(place, text),
            )
        })
        .collect()
}

/// Checks what each name of a text leads to, and descriptions where there are any.
#[track_caller]
fn check(text: &str, names: &[(&str, NameClass)], expected: &[&str]) {
    let found = resolved(text, names);
    assert_eq!(
        found
            .iter()
            .map(|(_, leads, _)| leads.as_str())
            .collect::<Vec<_>>(),
        expected,
        "{found:#?}"
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_surname_means_the_full_name_before_or_after_it() {
    let both = ["kassym-jomart-tokayev"; 2];
    check(
        "Kassym-Jomart Tokayev left. Tokayev stayed.",
        &[("Kassym-Jomart Tokayev", PERSON), ("Tokayev", PERSON)],
        &both,
    );
    check(
        "Tokayev stayed. Kassym-Jomart Tokayev left.",
        &[("Tokayev", PERSON), ("Kassym-Jomart Tokayev", PERSON)],
        &both,
    );
    let found = resolved(
        "Kassym-Jomart Tokayev left. Tokayev stayed.",
        &[("Kassym-Jomart Tokayev", PERSON), ("Tokayev", PERSON)],
    );
    assert_eq!(
        found[1].2,
        "“Tokayev” is short for “Kassym-Jomart Tokayev”, named in this text."
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_surname_without_its_full_name_is_not_enough() {
    check(
        "Tokayev stayed.",
        &[("Tokayev", PERSON)],
        &["one of kassym-jomart-tokayev"],
    );
    check(
        "Smith stayed.",
        &[("Smith", PERSON)],
        &["one of adam-smith, will-smith"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_surname_that_two_share_is_not_sure() {
    let names = [
        ("Adam Smith", PERSON),
        ("Will Smith", PERSON),
        ("Smith", PERSON),
    ];
    check(
        "Adam Smith met Will Smith. Smith left.",
        &names,
        &["adam-smith", "will-smith", "one of will-smith, adam-smith"],
    );
    let found = resolved("Adam Smith met Will Smith. Smith left.", &names);
    assert!(found[2].2.contains("several names"), "{}", found[2].2);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_surname_is_shared_with_somebody_who_has_no_card() {
    check(
        "Adam Smith met Jane Smith. Smith left.",
        &[
            ("Adam Smith", PERSON),
            ("Jane Smith", PERSON),
            ("Smith", PERSON),
        ],
        &["adam-smith", "no card", "one of adam-smith"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_that_repeats_a_part_has_one_bearer() {
    let text = "Boutros Boutros-Ghali left. Boutros stayed.";
    let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
    let segments = Segments::of(&document, 0..1);
    let name = |first, end| FoundName {
        tokens: (first, end),
        class: PERSON,
        confidence: 0.9,
    };
    let end = segments
        .tokens
        .partition_point(|token| token.span.end <= 21);
    let short = segments.sentences[1].tokens.start;
    let names = [name(0, end), name(short, short + 1)];
    let found = entities(&segments.tokens, text, &names).of_name;
    assert_eq!(found, [(0, Shortening::Full), (0, Shortening::PartOfName)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_surname_of_somebody_without_a_card_leads_to_no_other_card() {
    check(
        "Anna Tokayev left. Tokayev stayed.",
        &[("Anna Tokayev", PERSON), ("Tokayev", PERSON)],
        &["no card", "no card"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn an_acronym_in_brackets_stands_for_the_name_before_it() {
    let names = [
        ("Collective Security Treaty Organization", ORGANISATION),
        ("CSTO", ORGANISATION),
        ("CSTO", ORGANISATION),
    ];
    check(
        "The Collective Security Treaty Organization (CSTO) met. The CSTO left.",
        &names,
        &["treaty-organization"; 3],
    );
    // Its letters need not be those of the name.
    let names = [
        ("Doctors Without Borders", ORGANISATION),
        ("MSF", ORGANISATION),
        ("MSF", ORGANISATION),
    ];
    let text = "Doctors Without Borders (MSF) came. MSF left.";
    check(text, &names, &["doctors-without-borders"; 3]);
    assert_eq!(
        resolved(text, &names)[2].2,
        "“MSF” stands for “Doctors Without Borders”, named in this text."
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_bare_acronym_is_linked_only_with_support() {
    check(
        "The CSTO left.",
        &[("CSTO", ORGANISATION)],
        &["one of treaty-organization"],
    );
    let names = [
        ("Russia", PLACE),
        ("Kazakhstan", PLACE),
        ("CSTO", ORGANISATION),
    ];
    check(
        "In Russia and in Kazakhstan the CSTO trains.",
        &names,
        &["russia", "kazakhstan", "treaty-organization"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_capital_or_country_that_acts_is_its_government() {
    check(
        "Moscow said so.",
        &[("Moscow", PLACE)],
        &["government-of-russia"],
    );
    check(
        "Russia has denied it. It was cold in Russia.",
        &[("Russia", PLACE), ("Russia", PLACE)],
        &["government-of-russia", "russia"],
    );
    for text in [
        "Russia has repeatedly denied it.",
        "Russia has so far not denied it.",
        "Russia has, meanwhile, denied it.",
    ] {
        check(text, &[("Russia", PLACE)], &["government-of-russia"]);
    }
    check(
        "It was cold in Russia, experts said.",
        &[("Russia", PLACE)],
        &["russia"],
    );
    check("He flew to Moscow.", &[("Moscow", PLACE)], &["moscow"]);
    // There is no card of this one's government.
    check(
        "Kazakhstan said so.",
        &[("Kazakhstan", PLACE)],
        &["kazakhstan"],
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_no_card_says_so() {
    let found = resolved("Anna Berg spoke.", &[("Anna Berg", PERSON)]);
    assert_eq!(
        found,
        [(
            "Anna Berg".to_owned(),
            "no card".to_owned(),
            "No card bears the name “Anna Berg”.".to_owned()
        )]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reason_shows_no_more_than_the_beginning_of_an_endless_name() {
    let full = format!("Anna B{}", "e".repeat(5000));
    let found = resolved(
        &format!("{full} met Anna."),
        &[(&full, PERSON), ("Anna", PERSON)],
    );
    assert!(
        found[1].2.contains("“Anna Beee") && found[1].2.contains("e…”") && found[1].2.len() < 300,
        "{}",
        found[1].2
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_description_means_what_was_named_last_and_fits() {
    let names = [("Russia", PLACE), ("Treaty Organization", ORGANISATION)];
    let found = resolved(
        "In Russia the Treaty Organization met. The bloc left the country.",
        &names,
    );
    let described: Vec<_> = found
        .iter()
        .skip(2)
        .map(|(words, leads, _)| (words.as_str(), leads.as_str()))
        .collect();
    assert_eq!(
        described,
        [
            ("The bloc", "treaty-organization"),
            ("the country", "russia")
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn names_of_cards_that_the_model_missed_are_found() {
    let index = CardIndex::of(&cards());
    let text = "Kassym-Jomart Tokayev, Tokayev, the CSTO and Russia.";
    let document = Document::from_blocks([(BlockKind::Paragraph, text)]);
    let segments = Segments::of(&document, 0..1);
    let words = |name: &FoundName| document.slice(name.span(&segments.tokens)).to_owned();
    let found = known_names(&segments, text, &[], &index);
    // A surname or an acronym alone says too little.
    assert_eq!(
        found.iter().map(words).collect::<Vec<_>>(),
        ["Kassym-Jomart Tokayev", "Russia"]
    );
    let (first, last) = (found[0], found[1]);
    assert_eq!((first.class, last.class), (PERSON, PLACE));
    assert_eq!(known_names(&segments, text, &[first], &index), [last]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_country_acts_as_a_subject_as_an_agent_and_as_who_is_asked() {
    for text in [
        "Russia will send help.",
        "They urged Russia to send help.",
        "It was decided by Russia alone.",
        "Critics say Russia and Rome agree on it.",
    ] {
        check(text, &[("Russia", PLACE)], &["government-of-russia"]);
    }
    for text in [
        "The Russia Secretary Adam said so.",
        "They meet Russia demand for gas.",
        "An envoy to Russia said so.",
        "Help for Russia came late.",
    ] {
        check(text, &[("Russia", PLACE)], &["russia"]);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_a_capital_owns_is_its_governments_unless_it_is_in_the_city() {
    let moscow = [("Moscow", PLACE)];
    check(
        "Moscow's decision was late.",
        &moscow,
        &["government-of-russia"],
    );
    check("Moscow's streets were empty.", &moscow, &["moscow"]);
}
