//! Lists of known names, from the public data on entities.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use serde_json::Value;

use super::corpora::read;
use crate::model::{PhraseKinds, PhraseTable};
use crate::text::{phrase_step, tokenise};

/// Builds the table from the folder `entities`.
///
/// # Errors
///
/// Names the file that is missing or not in its format.
pub fn phrase_table(entities: &Path) -> anyhow::Result<PhraseTable> {
    let mut phrases = Phrases::default();
    phrases.countries(entities)?;
    phrases.leaders(entities)?;
    phrases.places(entities)?;
    phrases.organisations(entities)?;
    phrases.dated(entities)?;
    Ok(PhraseTable::new(phrases.list))
}

#[derive(Default)]
struct Phrases {
    list: Vec<(u32, PhraseKinds)>,
    tokens: Vec<crate::text::Token>,
}

impl Phrases {
    fn add(&mut self, name: &str, kinds: PhraseKinds) {
        self.tokens.clear();
        tokenise(name, 0, &mut self.tokens);
        if name.chars().count() < 2
            || self.tokens.is_empty()
            || self.tokens.len() > PhraseTable::LONGEST
        {
            return;
        }
        // Single words of works and brands are mostly plain words: *Apple* would pay, *Target* and *Time* would not.
        if self.tokens.len() == 1 && kinds == PhraseKinds::OTHER {
            return;
        }
        self.list.push((
            self.tokens
                .iter()
                .fold(0, |phrase, token| phrase_step(phrase, token.hash)),
            kinds,
        ));
    }

    fn person(&mut self, name: &str) {
        self.add(name, PhraseKinds::PERSON);
        let words: Vec<_> = name.split_whitespace().collect();
        if let [first, .., last] = words.as_slice() {
            self.add(first, PhraseKinds::GIVEN);
            self.add(last, PhraseKinds::FAMILY);
        }
    }

    fn countries(&mut self, entities: &Path) -> anyhow::Result<()> {
        for country in json(&entities.join("factbook/countries_extract.json"))?
            .as_array()
            .into_iter()
            .flatten()
        {
            for field in ["name", "long", "local", "former", "abbr"] {
                self.add(text(country, field), PhraseKinds::COUNTRY);
            }
            self.add(text(country, "capital"), PhraseKinds::PLACE);
            for party in text(country, "parties").split(';') {
                let party = party.split('(').next().unwrap_or_default();
                let (name, short) = party.split_once(" or ").unwrap_or((party, ""));
                self.add(name.trim(), PhraseKinds::ORGANISATION);
                self.add(short.trim(), PhraseKinds::ORGANISATION);
            }
        }
        for country in json(&entities.join("geonames/countries.json"))?
            .as_object()
            .into_iter()
            .flatten()
        {
            self.add(text(country.1, "name"), PhraseKinds::COUNTRY);
        }
        for name in read(&entities.join("metonyms/country_names.txt"))?.lines() {
            self.add(name.trim(), PhraseKinds::COUNTRY);
        }
        Ok(())
    }

    fn leaders(&mut self, entities: &Path) -> anyhow::Result<()> {
        for row in json(&entities.join("factbook/leaders_timeseries.json"))?
            .as_array()
            .into_iter()
            .flatten()
        {
            // The Factbook writes family names in capitals.
            let name = row.get(1).and_then(Value::as_str).unwrap_or_default();
            let name: Vec<_> = name.split_whitespace().map(capitalised).collect();
            self.person(&name.join(" "));
        }
        for file in ["us_congress/current.json", "us_congress/executive.json"] {
            for member in json(&entities.join(file))?.as_array().into_iter().flatten() {
                self.person(text(member, "name"));
            }
        }
        Ok(())
    }

    fn places(&mut self, entities: &Path) -> anyhow::Result<()> {
        for line in read(&entities.join("geonames/cities15000_slim.tsv"))?.lines() {
            let name = line.split('\t').nth(1).unwrap_or_default();
            self.add(name, PhraseKinds::PLACE);
            let plain = unaccented(name);
            if plain != name {
                self.add(&plain, PhraseKinds::PLACE);
            }
        }
        Ok(())
    }

    fn organisations(&mut self, entities: &Path) -> anyhow::Result<()> {
        let file = std::fs::File::open(entities.join("ror/ror_subset.jsonl.gz"))
            .context("ror/ror_subset.jsonl.gz")?;
        let mut rows = String::new();
        flate2::read::GzDecoder::new(file).read_to_string(&mut rows)?;
        for row in rows.lines() {
            let row: Value = serde_json::from_str(row)?;
            let name = text(&row, "name");
            self.add(
                name.split(" (").next().unwrap_or_default(),
                PhraseKinds::ORGANISATION,
            );
            for acronym in row["acr"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                if acronym.len() > 2 {
                    self.add(acronym, PhraseKinds::ORGANISATION);
                }
            }
        }
        for line in read(&entities.join("nsi/nsi_wikidata_slim.tsv"))?.lines() {
            let mut cells = line.split('\t').skip(1);
            let (name, about) = (
                cells.next().unwrap_or_default(),
                cells.next().unwrap_or_default(),
            );
            let is_place = [
                "country in",
                "city in",
                "state in",
                "municipality",
                "province",
                "town in",
                "county",
            ]
            .iter()
            .any(|word| about.contains(word));
            self.add(
                name,
                if is_place {
                    PhraseKinds::PLACE
                } else {
                    PhraseKinds::COMPANY
                },
            );
        }
        for line in read(&entities.join("sp500/constituents.csv"))?
            .lines()
            .skip(1)
        {
            self.add(
                line.split(',').nth(1).unwrap_or_default().trim_matches('"'),
                PhraseKinds::COMPANY,
            );
        }
        for line in read(&entities.join("partyfacts/wikidata.csv"))?
            .lines()
            .skip(1)
        {
            self.add(
                line.split(',').nth(3).unwrap_or_default().trim_matches('"'),
                PhraseKinds::ORGANISATION,
            );
        }
        for agency in json(&entities.join("misp/intelligence-agencies.json"))?["values"]
            .as_array()
            .into_iter()
            .flatten()
        {
            self.add(
                text(agency, "value").split(" (").next().unwrap_or_default(),
                PhraseKinds::ORGANISATION,
            );
        }
        let channels = read(&entities.join("iati/CRSChannelCode.xml"))?;
        for name in channels
            .split("<narrative>")
            .skip(1)
            .filter_map(|rest| rest.split('<').next())
        {
            self.add(name, PhraseKinds::ORGANISATION);
        }
        if let Some(organisations) =
            json(&entities.join("factbook/org_membership.json"))?.as_object()
        {
            for name in organisations.keys().filter(|name| name.len() > 2) {
                self.add(name, PhraseKinds::ORGANISATION);
            }
        }
        Ok(())
    }

    /// Items of the lists with dates, each list by what it holds.
    fn dated(&mut self, entities: &Path) -> anyhow::Result<()> {
        let folder = entities.join("wikitrivia");
        let mut names: Vec<_> = std::fs::read_dir(&folder)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        names.sort();
        for path in names.iter().filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        }) {
            let list = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let holds = |words: &[&str]| words.iter().any(|word| list.contains(word));
            let kinds = if holds(&["famous-", "nobel", "taking-office"]) {
                PhraseKinds::PERSON
            } else if holds(&[
                "newspapers",
                "clubs",
                "franchises",
                "teams",
                "airlines",
                "radio-stations",
                "tv-channels",
            ]) {
                PhraseKinds::ORGANISATION
            } else if holds(&["brands", "chains"]) {
                PhraseKinds::COMPANY
            } else if holds(&["historical-countries", "historical-states", "colonies"]) {
                PhraseKinds::COUNTRY
            } else if holds(&[
                "castles",
                "buildings",
                "landmarks",
                "bridges",
                "stadiums",
                "museums",
                "parks",
                "sites",
            ]) {
                PhraseKinds::PLACE
            } else if holds(&[
                "battles",
                "wars",
                "coups",
                "revolutions",
                "protests",
                "massacres",
                "outbreaks",
                "books",
                "films",
                "plays",
                "declarations",
            ]) {
                PhraseKinds::OTHER
            } else {
                continue;
            };
            for item in json(path)?.as_array().into_iter().flatten() {
                let label = text(item, "itemLabel");
                if kinds == PhraseKinds::PERSON {
                    self.person(label);
                } else {
                    self.add(label, kinds);
                }
            }
        }
        Ok(())
    }
}

fn json(path: &Path) -> anyhow::Result<Value> {
    serde_json::from_str(&read(path)?).with_context(|| path.display().to_string())
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn capitalised(word: &str) -> String {
    if word.chars().count() < 2 || word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut start = true;
    word.chars()
        .map(|character| {
            let shown = if start {
                character.to_string()
            } else {
                character.to_lowercase().collect()
            };
            start = matches!(character, '-' | '\'' | '’');
            shown
        })
        .collect()
}

/// The name without accents, as English papers often write it.
fn unaccented(name: &str) -> String {
    name.chars()
        .map(|character| match character {
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'À'..='Å' | 'Ā' => 'A',
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
            'È'..='Ë' => 'E',
            'ì'..='ï' | 'ī' | 'ı' => 'i',
            'Ì'..='Ï' | 'İ' => 'I',
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
            'Ò'..='Ö' | 'Ø' | 'Ō' => 'O',
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
            'Ù'..='Ü' | 'Ū' => 'U',
            'ç' | 'ć' | 'č' => 'c',
            'Ç' | 'Ć' | 'Č' => 'C',
            'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
            'ş' | 'š' | 'ś' | 'ș' => 's',
            'Ş' | 'Š' | 'Ś' | 'Ș' => 'S',
            'ţ' | 'ț' | 'ť' => 't',
            'ž' | 'ź' | 'ż' => 'z',
            'ğ' => 'g',
            'ḩ' | 'ħ' => 'h',
            'Ḩ' => 'H',
            'ł' | 'ļ' => 'l',
            'ý' => 'y',
            'ř' => 'r',
            'đ' | 'ḑ' => 'd',
            other => other,
        })
        .collect()
}
