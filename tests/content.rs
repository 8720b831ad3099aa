//! The shipped content: the article is the author's word for word, every rule is kept, and the page holds it all.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect;
use sidelight::content::{ArticleFiles, Publication, SourceFile};
use sidelight::page::{View, body};
use sidelight::text::{BlockKind, Stance};

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn file(path: &Path) -> SourceFile {
    SourceFile {
        path: path.display().to_string(),
        text: fs::read_to_string(path).expect("a readable file"),
    }
}

fn publication() -> Publication {
    let article = project().join("src/content/articles/kazakhstan");
    let files = ArticleFiles {
        article: file(&article.join("article.md")),
        annotations: file(&article.join("annotations.toml")),
        labellings: ["labelling-1.toml", "labelling-2.toml"].map(|name| file(&article.join(name))),
    };
    let cards: Vec<_> = fs::read_dir(project().join("src/content/cards"))
        .expect("a folder of cards")
        .map(|entry| file(&entry.expect("an entry").path()))
        .collect();
    Publication::load(&files, &cards).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// The values of an attribute, in the order of the page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    html.split(opening.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo): enough to notice a changed character.
fn checksum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn the_article_is_word_for_word_the_authors() {
    let publication = publication();
    let text = publication.document.text();
    assert_eq!(text.len(), 6944);
    assert_eq!(
        checksum(text),
        0xed04_3499_38a9_bc1a,
        "a character of the article has changed"
    );
    let subheads: Vec<_> = publication
        .document
        .blocks()
        .iter()
        .filter(|block| block.kind == BlockKind::Subhead)
        .map(|block| publication.document.slice(block.span))
        .collect();
    assert_eq!(
        subheads,
        ["The causes", "The consequences", "Continuing uncertainty"]
    );
}

#[test]
fn every_stance_occurs_and_every_attributed_span_has_its_source() {
    let publication = publication();
    for stance in Stance::ALL {
        let spans = publication
            .annotations
            .stances
            .iter()
            .filter(|span| span.stance == Some(stance));
        assert!(spans.count() > 0, "no span is {}", stance.key());
    }
    for span in &publication.annotations.stances {
        assert_eq!(
            span.source.is_some(),
            span.stance == Some(Stance::Attributed)
        );
    }
}

#[test]
fn everyone_and_everything_named_has_a_card() {
    let publication = publication();
    assert!(publication.cards.iter().count() >= 28);
    let named: BTreeSet<_> = publication
        .annotations
        .mentions
        .iter()
        .filter_map(|mention| mention.card.as_ref())
        .collect();
    let other: BTreeSet<_> = publication
        .annotations
        .mentions
        .iter()
        .flat_map(|mention| &mention.others)
        .collect();
    for card in publication.cards.iter() {
        assert!(
            named.contains(&card.id) || other.contains(&card.id),
            "nothing leads to {}",
            card.id
        );
    }
    assert!(
        named.contains(&publication.meta.author),
        "the author is not among the named"
    );
}

#[test]
fn the_readme_gives_the_computed_agreement() {
    let agreement = publication().agreement;
    let readme = fs::read_to_string(project().join("README.md")).expect("a README");
    let figure = format!("{:.3}", agreement.kappa);
    assert!(
        readme.contains(&figure),
        "README.md does not give kappa as {figure}"
    );
    let words = format!("{} of {} words", agreement.same, agreement.words);
    assert!(readme.contains(&words), "README.md does not say “{words}”");
}

#[test]
fn the_page_holds_every_mark_note_and_card_once() {
    let publication = publication();
    let view = View::of(&publication);
    let html = body(&view);
    let ids = values(&html, "id");
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "an id stands twice");
    for card in publication.cards.iter() {
        assert!(
            unique.contains(&format!("card-{}", card.id).as_str()),
            "{} has no card",
            card.id
        );
    }
    for words in values(&html, "data-note-for")
        .into_iter()
        .chain(values(&html, "data-card").into_iter().map(|_| "article"))
    {
        assert!(unique.contains(&words), "{words} is not on the page");
    }
    for address in values(&html, "href")
        .into_iter()
        .filter_map(|href| href.strip_prefix('#'))
    {
        assert!(unique.contains(&address), "#{address} leads nowhere");
    }
    let sentences = html.matches(" sentence\"").count();
    assert_eq!(sentences, publication.annotations.stances.len());
    // A link cut in two would be read out twice.
    assert_eq!(
        html.matches(" mention\"").count(),
        publication.annotations.mentions.len()
    );
}

#[test]
fn the_page_keeps_the_articles_words_in_order() {
    let publication = publication();
    let html = body(&View::of(&publication));
    let article = html
        .split("<article class=\"article\"")
        .nth(1)
        .expect("an article");
    let article = article.split("</article>").next().expect("its end");
    for block in publication.document.paragraphs() {
        let expected = publication.document.slice(block.span);
        let found = article.split("<p id=\"p").skip(1).any(|paragraph| {
            let paragraph = paragraph.split("</p>").next().unwrap_or_default();
            let inner = paragraph.split_once('>').map_or("", |(_, inner)| inner);
            plain(inner) == expected
        });
        assert!(found, "changed or missing: {expected}");
    }
}

/// The text of a piece of HTML.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    text.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
}

#[test]
fn a_paragraph_with_overlapping_marks_nests_properly() {
    let publication = publication();
    let html = body(&View::of(&publication));
    let start = html.find("<p id=\"p1\"").expect("a first paragraph");
    let paragraph = html[start..].split("</p>").next().expect("its end");
    expect![[r##"
        <p id="p1">
        <span class="opinion sentence" id="s1" data-stance="opinion">
        <a class="places mention" id="m1" href="#card-the-west" data-kind="place" data-card="the-west" aria-details="note-m1">Western governments</a>, journalists and pundits have, as a result, <span class="cue">had to fall back on</span> a series of <a class="loaded" id="l1" href="#why-l1">
        <span class="cue">platitudes and clichés</span>
        </a> about the battle between democracy and authoritarianism, while focusing on the threat of <a class="organisations mention" id="m2" href="#card-government-of-russia" data-kind="organisation" data-card="government-of-russia" data-other="russia" aria-details="note-m2">Russia</a>’s involvement and its <a class="loaded" id="l2" href="#why-l2">
        <span class="cue">purported</span>
        </a> intention to restore the <a class="places mention" id="m3" href="#card-soviet-union" data-kind="place" data-card="soviet-union" aria-details="note-m3">Soviet Union</a>.</span>
        <a class="why why-opinion" href="#why-s1" aria-label="Opinion: why">
        </a>"##]].assert_eq(&paragraph.replace("><", ">\n<"));
}
