//! Texts that look like articles to a degree, put together at random from what the engine has rules for and from what it has none for.

use proptest::prelude::*;

/// Clauses as they stand in news, with what attribution, stances and descriptions look for.
const CLAUSES: [&str; 28] = [
    "President Kassym-Jomart Tokayev said on Monday that prices had risen by 3.5 percent",
    "according to the ministry, at least 225 people died",
    "“We will not give in,” he told reporters, “and we never have.”",
    "the bloc’s regime has long been accused of propping up brutal dictators",
    "Moscow said it would send troops",
    "perhaps this crisis could not have been avoided",
    "He said that she said that they said so",
    "it was reported that the talks had failed",
    "\"Nobody knows,\" said Ms. Sato",
    "critics claim the government of the country is the problem",
    "by 2030 the economy will surely collapse",
    "the claim that Russia paid for it is absurd",
    "is this not hypocrisy?",
    "the so-called “experts” disagree",
    "in the U.S. The firm Acme Inc. It pays",
    "the Collective Security Treaty Organization (CSTO) met in Nur-Sultan",
    "the CSTO and the EU warned Washington",
    "al-Qaeda’s and de Gaulle’s heirs",
    "No. 10 and Nos. 3–5",
    "UN Secretary-General António Guterres urged restraint",
    "one must ask who benefits: the West",
    "these protests, the whole republic, their recent accord",
    "he was quoted as saying",
    "Apollo 11 cost $25.4bn in 1973",
    "as the president of Kazakhstan added",
    "“It goes on",
    "and on.”",
    "1. First of all",
];

/// What stands between clauses and inside words to no purpose.
const SCRAPS: [&str; 60] = [
    " ", "  ", "\n", "\n\n", "\r\n", "\t", ". ", ".", "...", "…", "? ", "!", "!?", ", ", ";", ": ",
    "-", "--", "—", "–", "“", "”", "‘", "’", "\"", "'", "„", "«", "»", "「", "」", "(", ")", "[",
    "]", "’s ", "'S", "&", "/", "’’", "the ", "The ", "this ", "These ", "country ", "war ",
    "Mr. ", "Gen. ", "J. K. ", "e.g. ", "a.m. ", "St. ", "No. ", "U.S.", "Inc. ", "said ", "that ",
    "By ", "- ", "•",
];

/// Characters that are read in other ways than they look, or not at all.
const ODDITIES: [&str; 26] = [
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{2028}",
    "\u{feff}",
    "\u{301}",
    "e\u{301}\u{323}",
    "🙂",
    "👩‍👩‍👧",
    "🇰🇿",
    "𝄞",
    "𝐁𝐨𝐥𝐝",
    "İ",
    "ǅ",
    "ß",
    "ﬁ",
    "\u{e000}",
    "\u{10ffff}",
];

const OTHER_SCRIPTS: [&str; 10] = [
    "習近平。",
    "北京で会った！",
    "Путин сказал, что",
    "Нұр-Сұлтан",
    "नरेन्द्र मोदी",
    "محمد بن سلمان",
    "שלום",
    "한국 정부는",
    "ประเทศไทย",
    "Ελλάδα",
];

fn piece() -> impl Strategy<Value = String> {
    let of = |list: &'static [&'static str]| proptest::sample::select(list).prop_map(str::to_owned);
    prop_oneof![
        6 => of(&CLAUSES),
        6 => of(&SCRAPS),
        2 => of(&ODDITIES),
        1 => of(&OTHER_SCRIPTS),
        2 => "[A-Z][a-z]{1,8}",
        1 => "[a-z]{1,8} ",
        1 => "[0-9]{1,4}[.,:/]?[0-9]{0,3}",
        1 => any::<char>().prop_map(String::from),
    ]
}

/// A text of up to some sixty pieces.
pub fn texts() -> impl Strategy<Value = String> {
    (proptest::collection::vec(piece(), 0..60), any::<bool>())
        .prop_map(|(pieces, spaced)| pieces.join(if spaced { " " } else { "" }))
}

/// A text of news-like sentences, about `size` bytes long, without a line break.
pub fn news(size: usize) -> String {
    let mut text = String::with_capacity(size + 200);
    for (clause, joint) in CLAUSES
        .iter()
        .cycle()
        .zip([". ", ", but ", ". ", "; ", ". “", ".” "].iter().cycle())
    {
        if text.len() >= size {
            break;
        }
        text.push_str(clause);
        text.push_str(joint);
    }
    text
}
