//! GUM, the Georgetown University Multilayer Corpus: text, names, and who is said to say what.

use std::collections::BTreeMap;
use std::path::Path;

use super::{NamedText, read};
use crate::model::NameClass;
use crate::text::Span;

/// To which part of the corpus a document belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partition {
    /// May be trained on.
    Train,
    /// May be tuned on.
    Dev,
    /// Only for measuring: GUM's own test documents.
    Test,
    /// Only for measuring: news articles whose quotations are written down in `tests/gold/`.
    Quotations,
}

/// News articles that no part of the engine is trained or tuned on, besides GUM's own test documents.
const QUOTATIONS: [&str; 12] = [
    "asylum",
    "clock",
    "crane",
    "defector",
    "expo",
    "flag",
    "hackers",
    "imprisoned",
    "questionnaire",
    "taxes",
    "warhol",
    "warming",
];

/// The part to which the document of that name belongs, such as `GUM_news_nasa`.
#[must_use]
pub fn gum_partition(name: &str) -> Partition {
    const DEV: [&str; 6] = [
        "homeopathic",
        "iodine",
        "cyclone",
        "gaming",
        "exposure",
        "librarians",
    ];
    const TEST: [&str; 6] = [
        "nasa",
        "sensitive",
        "hill",
        "libertarian",
        "discrimination",
        "eegimaa",
    ];
    let title = name.rsplit('_').next().unwrap_or(name);
    if TEST.contains(&title) {
        Partition::Test
    } else if DEV.contains(&title) {
        Partition::Dev
    } else if name.contains("news") && QUOTATIONS.contains(&title) {
        Partition::Quotations
    } else {
        Partition::Train
    }
}

/// A document of GUM.
#[derive(Debug, Clone, Default)]
pub struct GumDocument {
    /// Its name, such as `GUM_news_nasa`.
    pub name: String,
    /// Its text, with a line for each paragraph, and the names in it.
    pub named: NamedText,
    /// The sentences' names, such as `GUM_news_nasa-3`, and their places.
    pub sentences: Vec<(String, Span)>,
    /// For each relation of attribution the place of the words that name source and saying, and of the content's first unit.
    pub attributions: Vec<(Span, Span)>,
}

/// Reads all documents of a folder of `.conllu` files whose names contain one of `genres`, in order of name.
///
/// # Errors
///
/// Fails where a folder or file cannot be read or is not in the expected format.
pub fn read_gum(folder: &Path, genres: &[&str]) -> anyhow::Result<Vec<GumDocument>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(|error| anyhow::anyhow!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".conllu") && genres.iter().any(|genre| name.contains(genre))
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| Ok(document(path, &read(path)?)))
        .collect()
}

struct Word<'a> {
    form: &'a str,
    part_of_speech: &'a str,
    misc: &'a str,
    span: Span,
}

#[derive(Debug, Clone)]
struct Entity {
    kind: String,
    minimal: Vec<usize>,
    first: usize,
    last: usize,
}

fn document(path: &Path, content: &str) -> GumDocument {
    let mut document = GumDocument {
        name: path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        ..GumDocument::default()
    };
    let mut units: Vec<Span> = Vec::new();
    let mut relations: Vec<(usize, usize)> = Vec::new();
    for block in content.split("\n\n") {
        let mut words: Vec<Word<'_>> = Vec::new();
        let mut id = "";
        if !document.named.text.is_empty() && block.contains("sent_id") {
            let begins = block.lines().any(|line| line.starts_with("# newpar"));
            document.named.text.push(if begins { '\n' } else { ' ' });
        }
        for line in block.lines() {
            if let Some(name) = line.strip_prefix("# sent_id = ") {
                id = name;
            }
            let cells: Vec<_> = line.split('\t').collect();
            if cells.len() != 10 || cells[0].contains(['-', '.']) {
                continue;
            }
            let start = document.named.text.len();
            document.named.text.push_str(cells[1]);
            let span = Span::new(start, document.named.text.len());
            if !glued(block, cells[0], cells[9]) {
                document.named.text.push(' ');
            }
            words.push(Word {
                form: cells[1],
                part_of_speech: cells[3],
                misc: cells[9],
                span,
            });
        }
        let kept = document.named.text.trim_end().len();
        document.named.text.truncate(kept);
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            continue;
        };
        document
            .sentences
            .push((id.to_owned(), Span::new(first.span.start, last.span.end)));
        discourse(&words, &mut units, &mut relations);
        let entities = entities(&words);
        document.named.names.extend(
            entities
                .iter()
                .filter_map(|entity| name(&words, entity, &entities)),
        );
    }
    document.named.names.sort_by_key(|(span, _)| *span);
    document
        .named
        .names
        .dedup_by(|second, first| first.0.overlaps(second.0));
    document.attributions = relations
        .into_iter()
        .filter_map(|(satellite, nucleus)| {
            Some((*units.get(satellite - 1)?, *units.get(nucleus - 1)?))
        })
        .collect();
    document
}

/// Whether no space follows the token: it says so itself, or the token of several words that it ends or lies in does.
fn glued(block: &str, number: &str, misc: &str) -> bool {
    if misc.contains("SpaceAfter=No") {
        return true;
    }
    let Ok(number) = number.parse::<usize>() else {
        return false;
    };
    block.lines().any(|line| {
        let mut cells = line.split('\t');
        let Some((first, last)) = cells.next().and_then(|range| range.split_once('-')) else {
            return false;
        };
        let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
            return false;
        };
        (first <= number && number < last) || (number == last && line.contains("SpaceAfter=No"))
    })
}

/// The words' elementary discourse units, and which of them attribute which.
fn discourse(words: &[Word<'_>], units: &mut Vec<Span>, relations: &mut Vec<(usize, usize)>) {
    for word in words {
        let field = word
            .misc
            .split('|')
            .find_map(|field| field.strip_prefix("Discourse="));
        if let Some(field) = field {
            units.push(word.span);
            let mut parts = field.split(':');
            let relation = parts.next().unwrap_or_default();
            let ends = parts.next().and_then(|ends| ends.split_once("->"));
            if relation.starts_with("attribution")
                && let Some((Ok(from), Ok(to))) = ends.map(|(from, to)| (from.parse(), to.parse()))
            {
                relations.push((from, to));
            }
        } else if let Some(unit) = units.last_mut() {
            unit.end = word.span.end;
        }
    }
}

/// The entities whose brackets open and close in the sentence.
fn entities(words: &[Word<'_>]) -> Vec<Entity> {
    let mut open: BTreeMap<String, Vec<Entity>> = BTreeMap::new();
    let mut closed = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(field) = word
            .misc
            .split('|')
            .find_map(|field| field.strip_prefix("Entity="))
        else {
            continue;
        };
        let mut rest = field;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('(') {
                let end = inner.find(['(', ')']).unwrap_or(inner.len());
                let parts: Vec<_> = inner[..end].split('-').collect();
                let (id, kind) = (
                    parts[0].to_owned(),
                    parts.get(1).copied().unwrap_or_default(),
                );
                let minimal = parts
                    .get(5)
                    .map(|list| {
                        list.split(',')
                            .filter_map(|number| number.parse().ok())
                            .collect()
                    })
                    .unwrap_or_default();
                open.entry(id.clone()).or_default().push(Entity {
                    kind: kind.to_owned(),
                    minimal,
                    first: at,
                    last: at,
                });
                rest = &inner[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    closed.extend(open.get_mut(&id).and_then(Vec::pop));
                    rest = after;
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                if let Some(mut entity) = open.get_mut(&rest[..end]).and_then(Vec::pop) {
                    entity.last = at;
                    closed.push(entity);
                }
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
    }
    closed
}

/// The name by which an entity is mentioned there, if it is mentioned by a name.
///
/// GUM marks whole noun phrases; the name is the proper nouns around the phrase's head, without titles and without
/// names of others before it.
fn name(words: &[Word<'_>], entity: &Entity, all: &[Entity]) -> Option<(Span, NameClass)> {
    let class = match entity.kind.as_str() {
        "person" => NameClass::Person,
        "organization" => NameClass::Organisation,
        "place" => NameClass::Place,
        "event" | "abstract" | "object" => NameClass::Other,
        _ => return None,
    };
    let head = entity.first + entity.minimal.first()?.checked_sub(1)?;
    let limit = entity.first + entity.minimal.last()?.checked_sub(1)?;
    let proper = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| word.part_of_speech == "PROPN")
    };
    let capital = |at: usize| {
        words.get(at).is_some_and(|word| {
            word.form
                .starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
        })
    };
    if limit > entity.last || !proper(head) {
        return None;
    }
    // Where two bodies are named side by side, each is a name of its own.
    let starts_name = |at: usize| {
        all.iter().any(|other| {
            other.first == at
                && other.last <= entity.last
                && other.first > entity.first
                && other.kind == entity.kind
        })
    };
    let inside = |at: usize| {
        capital(at) && (proper(at) || matches!(words[at].part_of_speech, "ADJ" | "NOUN" | "NUM"))
            || matches!(words[at].form, "-" | "&" | "'s" | "’s" | "." | "/")
    };
    let (mut first, mut last) = (head, head);
    while first > entity.first && inside(first - 1) {
        first -= 1;
    }
    loop {
        while last < entity.last && inside(last + 1) {
            last += 1;
        }
        let joined = class != NameClass::Person
            && last < entity.last
            && matches!(words[last + 1].form, "of" | "for" | "and" | "on");
        let next = if words.get(last + 2).is_some_and(|word| word.form == "the") {
            last + 3
        } else {
            last + 2
        };
        if !joined
            || next > entity.last
            || !capital(next)
            || (words[last + 1].form == "and" && starts_name(next))
        {
            break;
        }
        last = next;
    }
    while last > first && (!capital(last) || matches!(words[last].form, "'s" | "’s")) {
        last -= 1;
    }
    if class == NameClass::Person {
        // Names of others and titles before a person's own name.
        for other in all {
            if other.first == first && other.last < last && other.kind != "person" {
                first = other.last + 1;
            }
        }
        while first <= last
            && (is_title(words[first].form) || matches!(words[first].form, "'s" | "’s" | "-"))
        {
            first += 1;
        }
        if first > last {
            return None;
        }
    }
    while first < last && (!capital(first) || matches!(words[first].form, "The" | "A")) {
        first += 1;
    }
    let only_demonym = first == last && super::super::demonyms::is_demonym(words[first].form);
    (!only_demonym && capital(first)).then(|| {
        (
            Span::new(words[first].span.start, words[last].span.end),
            class,
        )
    })
}

/// Whether the word is a title or office that stands before a person's name.
pub(in crate::train) fn is_title(word: &str) -> bool {
    const TITLES: [&str; 56] = [
        "President",
        "Vice",
        "Prime",
        "Minister",
        "Professor",
        "Prof.",
        "Dr.",
        "Dr",
        "Mr.",
        "Mr",
        "Mrs.",
        "Mrs",
        "Ms.",
        "Ms",
        "Sir",
        "Senator",
        "Sen.",
        "Governor",
        "Gov.",
        "Mayor",
        "Judge",
        "Justice",
        "Chief",
        "Captain",
        "General",
        "Gen.",
        "Foreign",
        "Secretary",
        "Chancellor",
        "King",
        "Queen",
        "Prince",
        "Pope",
        "Director",
        "Administrator",
        "Spokesperson",
        "Spokesman",
        "Spokeswoman",
        "Chairman",
        "Republican",
        "Democrat",
        "Democratic",
        "MP",
        "MPs",
        "Representative",
        "Rep.",
        "Colonel",
        "Col.",
        "Lieutenant",
        "Major",
        "Sergeant",
        "Archbishop",
        "Bishop",
        "Father",
        "Sheikh",
        "Lord",
    ];
    TITLES.contains(&word)
}
