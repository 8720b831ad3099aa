//! Words for peoples, nationalities and beliefs, which data sets label as names and Sidelight does not.

/// Whether `word` names a people, a nationality or a belief by its ending or as one of the common ones.
#[must_use]
pub fn is_demonym(word: &str) -> bool {
    const WORDS: [&str; 44] = [
        "American",
        "Americans",
        "French",
        "German",
        "Germans",
        "Dutch",
        "Greek",
        "Greeks",
        "Swiss",
        "Thai",
        "Czech",
        "Slovak",
        "Croat",
        "Croats",
        "Serb",
        "Serbs",
        "Kurd",
        "Kurds",
        "Arab",
        "Arabs",
        "Jew",
        "Jews",
        "Muslim",
        "Muslims",
        "Sunni",
        "Sunnis",
        "Shia",
        "Shiite",
        "Shiites",
        "Hindu",
        "Hindus",
        "Islamist",
        "Islamists",
        "Islam",
        "Afghan",
        "Afghans",
        "Filipino",
        "Uzbek",
        "Kazakh",
        "Tajik",
        "Turk",
        "Turks",
        "Democrat",
        "Republican",
    ];
    const ENDINGS: [&str; 12] = [
        "ish", "ese", "ian", "ians", "ean", "eans", "ican", "ans", "aqi", "aqis", "ani", "stani",
    ];
    WORDS.contains(&word)
        || ENDINGS
            .iter()
            .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}
