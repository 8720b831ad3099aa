//! What a file says about itself, where that can be believed, and what its first page says.

use hayro_syntax::Pdf;
use hayro_syntax::object::{DateTime, Dict, Stream, String as Bytes};

use super::blocks::{Laid, Usual};
use super::strings::text_of;
use super::unpack::Allowance;
use crate::article::About;
use crate::article::plain::is_byline;
use crate::text::{BlockKind, MONTHS, PartialDate};

/// Longer titles and names are something else.
const LONGEST_TITLE: usize = 300;
const LONGEST_NAME: usize = 120;
/// A title’s letters are so much taller than the text’s.
const TALLER: f64 = 1.25;

/// What the file’s own data say.
pub(super) fn of_file(pdf: &Pdf, allowance: &mut Allowance) -> About {
    let info = pdf.metadata();
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let xmp = catalog
        .as_ref()
        .and_then(|catalog| catalog.get::<Stream<'_>>(b"Metadata"))
        .and_then(|stream| allowance.unpack(&stream))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default();
    let string = |bytes: &Option<Box<[u8]>>| bytes.as_ref().map(|bytes| text_of(bytes));
    let maker = [&info.creator, &info.producer]
        .map(|name| string(name).unwrap_or_default().to_lowercase())
        .join(" ");
    let title = string(&info.title)
        .or_else(|| element(&xmp, "dc:title"))
        .and_then(|title| believable_title(&title));
    let author = string(&info.author)
        .or_else(|| element(&xmp, "dc:creator"))
        .and_then(|author| believable_name(&author));
    // A browser’s file is of the day on which the page was printed, which says nothing about the article.
    let is_printed = [
        "skia/pdf",
        "mozilla",
        "chrome",
        "wkhtmltopdf",
        "webkit",
        "firefox",
    ]
    .iter()
    .any(|name| maker.contains(name));
    let written = element(&xmp, "dc:date")
        .and_then(|day| day.chars().take(10).collect::<String>().parse().ok())
        .or_else(|| info.creation_date.filter(|_| !is_printed).and_then(day));
    let language = catalog
        .and_then(|catalog| catalog.get::<Bytes<'_>>(b"Lang"))
        .map(|language| text_of(&language))
        .map(|language| language.trim().replace('_', "-"))
        .filter(|language| is_language(language));
    About {
        title: title.unwrap_or_default(),
        author,
        written,
        site: element(&xmp, "dc:publisher").and_then(|name| believable_name(&name)),
        language,
        address: None,
    }
}

fn day(date: DateTime) -> Option<PartialDate> {
    let DateTime {
        year, month, day, ..
    } = date;
    // Clocks that were never set stand before, and no file is from the future of its own format.
    (1985..2200).contains(&year).then_some(())?;
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

fn is_language(tag: &str) -> bool {
    let parts: Vec<&str> = tag.split('-').collect();
    (2..=3).contains(&parts[0].len())
        && parts[0].chars().all(|letter| letter.is_ascii_alphabetic())
        && parts.iter().all(|part| {
            part.len() <= 8
                && !part.is_empty()
                && part.chars().all(|letter| letter.is_ascii_alphanumeric())
        })
}

/// The text of an element of XMP data (ISO 16684-1), whose values may stand in lists.
fn element(xmp: &str, name: &str) -> Option<String> {
    let opening = format!("<{name}");
    let (_, rest) = xmp.split_once(&opening)?;
    rest.starts_with(['>', ' ', '\n', '\r', '\t'])
        .then_some(())?;
    let (_, rest) = rest.split_once('>')?;
    let (inside, _) = rest.split_once(&format!("</{name}>"))?;
    let mut text = String::new();
    let mut is_tag = false;
    for letter in inside.chars().take(4000) {
        match letter {
            '<' => {
                is_tag = true;
                text.push(' ');
            }
            '>' => is_tag = false,
            _ if is_tag => {}
            _ => text.push(letter),
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    let text = collapsed(&text);
    (!text.is_empty()).then_some(text)
}

fn collapsed(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title that somebody gave, and not a program’s name for a file.
fn believable_title(title: &str) -> Option<String> {
    let title = collapsed(title);
    let title = title
        .strip_prefix("Microsoft Word - ")
        .or_else(|| title.strip_prefix("Microsoft PowerPoint - "))
        .unwrap_or(&title);
    let lower = title.to_lowercase();
    let is_file = [
        ".doc", ".docx", ".rtf", ".odt", ".tex", ".dvi", ".pdf", ".ps", ".qxd", ".qxp", ".indd",
        ".pmd", ".ppt", ".pptx", ".xls", ".html", ".htm", ".txt", ".pages",
    ]
    .iter()
    .any(|ending| lower.ends_with(ending))
        || (title.contains(['\\', '/', '_']) && !title.contains(' '));
    let is_none = [
        "untitled",
        "unknown",
        "title",
        "document",
        "about:blank",
        "print",
        "layout 1",
        "slide 1",
        "none",
    ]
    .contains(&lower.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' '));
    let has_word = title
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .count()
        >= 3;
    (!is_file && !is_none && has_word && title.len() <= LONGEST_TITLE).then(|| title.to_owned())
}

/// A name that is somebody’s, and not a computer’s or program’s.
fn believable_name(name: &str) -> Option<String> {
    let name = collapsed(name);
    let lower = name.to_lowercase();
    let is_account = !name.contains(' ')
        && (name.chars().any(|letter| letter.is_ascii_digit()) || lower == name);
    let is_none = [
        "unknown",
        "user",
        "admin",
        "administrator",
        "owner",
        "author",
        "anonymous",
        "none",
        "microsoft",
    ]
    .iter()
    .any(|word| lower == *word || lower.starts_with("microsoft "));
    let has_word = name.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
    (!is_account
        && !is_none
        && has_word
        && name.len() <= LONGEST_NAME
        && !name.contains(['@', '<', '\\', '/']))
    .then_some(name)
}

/// Completes what is known by the first page, and takes the title and byline out of the blocks; their places in `places` follow.
pub(super) fn from_first_page(
    about: &mut About,
    blocks: &mut Vec<Laid>,
    places: &mut [usize],
    usual: &Usual,
) {
    let is_more = |blocks: &[Laid]| {
        blocks
            .iter()
            .skip(1)
            .any(|block| block.kind.is_running_text())
    };
    if !is_more(blocks) {
        return;
    }
    let first_text = blocks
        .iter()
        .position(|block| block.kind.is_running_text() && block.words.text().len() > 200)
        .unwrap_or(blocks.len())
        .min(12);
    let head = &blocks[..first_text.max(1).min(blocks.len())];
    let named = head.iter().position(|block| {
        !about.title.is_empty()
            && is_alike(block.words.text(), &about.title)
            && block.kind != BlockKind::Row
    });
    let tallest = head
        .iter()
        .enumerate()
        .filter(|(_, block)| {
            block.kind == BlockKind::Subhead && block.page == 0 && block.size >= TALLER * usual.size
        })
        .fold(
            None,
            |best: Option<(usize, f64)>, (index, block)| match best {
                Some((_, size)) if size >= block.size => best,
                _ => Some((index, block.size)),
            },
        )
        .map(|(index, _)| index);
    let Some(title) = named.or(tallest) else {
        return;
    };
    let mut take = |blocks: &mut Vec<Laid>, index: usize| {
        for place in places.iter_mut().filter(|place| **place > index) {
            *place -= 1;
        }
        blocks.remove(index).words.text().to_owned()
    };
    let words = take(blocks, title);
    // The page has the title whole, and as it is meant to be read; data have more than it only by a site’s name.
    if about.title.is_empty() || named.is_none() || words.len() >= about.title.len() {
        about.title = words;
    }
    // What follows it can be the author and the day, each in a line.
    for _ in 0..2 {
        let Some(block) = blocks.get(title) else {
            return;
        };
        let text = block.words.text();
        if text.len() > LONGEST_NAME || !is_more(&blocks[title..]) {
            return;
        }
        if let Some(day) = written_day(text) {
            about.written = Some(day);
            take(blocks, title);
        } else if is_byline(text) {
            let name = text.strip_prefix("By ").unwrap_or(text).to_owned();
            take(blocks, title);
            about.author = Some(name);
        } else if about
            .author
            .as_ref()
            .is_some_and(|author| is_alike(author, text))
        {
            take(blocks, title);
        } else if about.author.is_none() && block.page == 0 && is_person(text) {
            about.author = Some(take(blocks, title));
        } else {
            return;
        }
    }
}

/// Whether two titles are the same but for signs, or one is the beginning of the other.
fn is_alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (one, other) = (letters(one), letters(other));
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    !short.is_empty()
        && (short == long || (short.len() * 2 > long.len() && long.starts_with(&short)))
}

/// Two to four words with capitals, as a name alone in its line.
fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            let mut letters = word.chars();
            let is_capital = letters.next().is_some_and(char::is_uppercase);
            let is_small = letters
                .all(|letter| letter.is_lowercase() || matches!(letter, '.' | '-' | '’' | '\''));
            is_capital && is_small
        })
        && ![
            "The",
            "A",
            "An",
            "In",
            "On",
            "For",
            "Of",
            "And",
            "Abstract",
            "Introduction",
            "Summary",
        ]
        .iter()
        .any(|word| words.contains(word))
}

/// The day in a line that holds nothing else: `5 January 2022`, `January 5, 2022`.
fn written_day(text: &str) -> Option<PartialDate> {
    let words: Vec<&str> = text
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let [first, second, year] = words.as_slice() else {
        return None;
    };
    let month = |word: &str| MONTHS.iter().position(|month| *month == word);
    let (month, day) = match (month(first), month(second)) {
        (Some(month), _) => (month, second),
        (_, Some(month)) => (month, first),
        _ => return None,
    };
    let day: u8 = day
        .trim_end_matches(|letter: char| letter.is_ascii_alphabetic())
        .parse()
        .ok()?;
    let year: u16 = year.parse().ok()?;
    format!("{year:04}-{:02}-{day:02}", month + 1).parse().ok()
}
