//! The text that is found on each page, by the extraction and by others.

use dom_smoothie::{CandidateSelectMode, Config, Readability, TextMode};
use sidelight::article::{Import, article_from_html, blocks_from_html};

use crate::pages::{ADDRESS, Page};
use crate::report::Report;
use crate::words::{Score, score, text_of};

/// A way to find a page's article.
type Finder = fn(&str) -> String;

const FINDERS: [(&str, Finder); 6] = [
    ("Sidelight", |html| {
        article_from_html(html, Some(ADDRESS))
            .document
            .text()
            .to_owned()
    }),
    ("dom_smoothie 0.19", |html| {
        smoothie(html, Config::default())
    }),
    ("dom_smoothie, its own choice of candidates", |html| {
        smoothie(
            html,
            Config {
                candidate_select_mode: CandidateSelectMode::DomSmoothie,
                ..Config::default()
            },
        )
    }),
    ("dom_smoothie, at least 200 characters", |html| {
        smoothie(
            html,
            Config {
                char_threshold: 200,
                ..Config::default()
            },
        )
    }),
    ("dom_smoothie, at least 1000 characters", |html| {
        smoothie(
            html,
            Config {
                char_threshold: 1000,
                ..Config::default()
            },
        )
    }),
    ("All visible text", |html| {
        blocks_from_html(html).document.text().to_owned()
    }),
];

fn smoothie(html: &str, config: Config) -> String {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..config
    };
    let article =
        Readability::new(html, Some(ADDRESS), Some(config)).and_then(|mut reader| reader.parse());
    article
        .map(|article| article.text_content.to_string())
        .unwrap_or_default()
}

fn scores(finder: Finder, pages: &[&Page]) -> Vec<Score> {
    pages
        .iter()
        .map(|page| score(&finder(&page.source), &text_of(&page.article)))
        .collect()
}

/// What the extraction is held to.
const LEAST: f64 = 0.95;

/// Measures all finders.
pub(crate) fn report(pages: &[&Page], share: &str, report: &mut Report) {
    for (number, (name, finder)) in FINDERS.into_iter().enumerate() {
        let scores = scores(finder, pages);
        let count = pages.len();
        let what = format!("{name}: words of the article, mean F1 over {count} pages {share}");
        let f1 = mean(scores.iter().map(|score| score.f1));
        let measured = format!(
            "{f1:.3} (precision {:.3}, recall {:.3})",
            mean(scores.iter().map(|score| score.precision)),
            mean(scores.iter().map(|score| score.recall)),
        );
        if number == 0 {
            report.rate(&what, &measured, &format!("at least {LEAST}"), f1 >= LEAST);
        } else {
            report.tell(&what, &measured);
        }
    }
    let imports: Vec<Import> = pages
        .iter()
        .map(|page| article_from_html(&page.source, Some(ADDRESS)))
        .collect();
    let warned = imports
        .iter()
        .filter(|import| !import.warnings.is_empty())
        .count();
    report.tell(
        &format!("Pages {share} with a warning"),
        &format!("{warned} of {}", pages.len()),
    );
}

/// Tells the pages on which the extraction does worst.
pub(crate) fn worst(pages: &[Page], report: &mut Report) {
    let (_, ours) = FINDERS[0];
    let mut scores: Vec<_> = pages
        .iter()
        .map(|page| (score(&ours(&page.source), &text_of(&page.article)), page))
        .collect();
    scores.sort_by(|(one, _), (other, _)| one.f1.total_cmp(&other.f1));
    for (score, page) in scores.iter().take(10) {
        report.tell(
            &format!("Among the ten worst: {}, {}", page.name, page.share()),
            &format!(
                "{:.3} (precision {:.3}, recall {:.3})",
                score.f1, score.precision, score.recall
            ),
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are few pages")]
pub(crate) fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1);
    values.sum::<f64>() / count as f64
}
