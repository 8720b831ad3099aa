//! What a form of a name can mean, and what the index knows of how cards stand to each other.

use super::super::samples::{card, id};
use super::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn index() -> CardIndex {
    CardIndex::of(&[
        card(Kind::Person, "Adam Smith", &[], &[]),
        card(Kind::Person, "Will Smith", &["The Fresh Prince"], &[]),
        card(Kind::Place, "Russia", &["Russian Federation"], &[]),
        card(
            Kind::Place,
            "Moscow",
            &[],
            &[(RelationKind::CapitalOf, "Russia")],
        ),
        card(
            Kind::Organisation,
            "Government of Russia",
            &["Kremlin"],
            &[(RelationKind::GovernmentOf, "Russia")],
        ),
        card(
            Kind::Place,
            "United States",
            &["U.S.", "USA"],
            &[(RelationKind::MemberOf, "Nowhere")],
        ),
    ])
}

fn hash(words: &str) -> u32 {
    let mut tokens = Vec::new();
    tokenise(words, 0, &mut tokens);
    form_hash(&tokens, words)
}

/// Checks which cards the words can mean, and how strongly they speak for each.
#[track_caller]
fn check(words: &str, expected: &[(&str, FormStrength)]) {
    let index = index();
    let found: Vec<_> = index
        .meant_by(hash(words))
        .map(|(card, strength)| (index.entries()[card].name.as_str(), strength))
        .collect();
    assert_eq!(found, expected, "{words}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_form_says_more_the_more_words_it_has() {
    check("Russian Federation", &[("Russia", FormStrength::Full)]);
    check("Russia", &[("Russia", FormStrength::Single)]);
    check("Kremlin", &[("Government of Russia", FormStrength::Single)]);
    check("USA", &[("United States", FormStrength::Weak)]);
    check("Federation", &[]);
    check("", &[]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_family_name_can_mean_all_who_bear_it() {
    check(
        "Smith",
        &[
            ("Adam Smith", FormStrength::Weak),
            ("Will Smith", FormStrength::Weak),
        ],
    );
    check("Adam", &[]);
}

#[wasm_bindgen_test(unsupported = test)]
fn articles_dots_and_hyphens_make_no_other_form() {
    for (one, other) in [
        ("the United States", "United States"),
        ("U.S.", "US"),
        ("The Fresh Prince", "Fresh Prince"),
        ("Nur-Sultan", "Nur Sultan"),
        ("RUSSIA", "Russia"),
    ] {
        assert_eq!(hash(one), hash(other), "{one}");
    }
    assert_ne!(hash("Smith Adam"), hash("Adam Smith"));
    check("US", &[("United States", FormStrength::Weak)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn relations_lead_both_ways_and_a_capital_to_the_government() {
    let index = index();
    let place = |name: &str| {
        index
            .entries()
            .iter()
            .position(|entry| entry.id == id(name))
            .expect("an entry")
    };
    let (russia, moscow, government) = (
        place("Russia"),
        place("Moscow"),
        place("Government of Russia"),
    );
    let mut both = [moscow, government];
    both.sort_unstable();
    assert_eq!(index.entries()[russia].related, both);
    assert_eq!(index.entries()[moscow].related, [russia]);
    assert_eq!(
        (
            index.entries()[russia].government,
            index.entries()[moscow].government
        ),
        (Some(government), Some(government))
    );
    // A relation to a card that there is none of leads nowhere.
    assert!(index.entries()[place("United States")].related.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_order_of_the_cards_makes_no_difference() {
    let cards =
        ["Russia", "Moscow", "Oslo"].map(|name| card(Kind::Place, name, &["The Town"], &[]));
    assert_eq!(CardIndex::of(&cards), CardIndex::of(cards.iter().rev()));
}
