//! The annotations in a terminal, in colours where it has them.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use sidelight::annotate::{Annotated, AutomaticStance};
use sidelight::card::CardIndex;
use sidelight::text::{CardId, Document, Span, Stance};

/// Prints the text with a letter before each sentence, its names underlined, under each sentence why it was judged so, and under each
/// paragraph who is named and which words are loaded.
pub fn show(document: &Document, annotated: &Annotated, cards: &CardIndex) -> anyhow::Result<()> {
    let mut out = String::new();
    let bold = Style::new().bold();
    for warning in &annotated.warnings {
        writeln!(out, "{bold}Note:{bold:#} {}\n", warning.sentence())?;
    }
    let mut stance = 0;
    for block in document.blocks() {
        if !block.kind.is_running_text() {
            writeln!(
                out,
                "{bold}{}{bold:#}\n",
                one_line(document.slice(block.span))
            )?;
            continue;
        }
        let mut notes = String::new();
        while let Some(judged) = annotated
            .stances
            .get(stance)
            .filter(|judged| judged.span.start < block.span.end)
        {
            sentence(&mut out, document, annotated, judged, &mut notes, cards)?;
            stance += 1;
        }
        writeln!(out, "\n{notes}")?;
    }
    let counted = |wanted: Option<Stance>| {
        annotated
            .stances
            .iter()
            .filter(|judged| judged.stance == wanted)
            .count()
    };
    let counts: Vec<_> = Stance::ALL
        .iter()
        .map(|stance| format!("{} {}", counted(Some(*stance)), stance.name()))
        .collect();
    writeln!(out, "{}, {} not sure", counts.join(", "), counted(None))?;
    anstream::stdout().write_all(out.as_bytes())?;
    Ok(())
}

fn sentence(
    out: &mut String,
    document: &Document,
    annotated: &Annotated,
    judged: &AutomaticStance,
    notes: &mut String,
    cards: &CardIndex,
) -> std::fmt::Result {
    let (letter, colour) = match judged.stance {
        Some(Stance::Reported) => ('R', Some(AnsiColor::Blue)),
        Some(Stance::Attributed) => ('C', Some(AnsiColor::Cyan)),
        Some(Stance::Opinion) => ('O', Some(AnsiColor::Yellow)),
        Some(Stance::Forecast) => ('F', Some(AnsiColor::Magenta)),
        None => ('?', None),
    };
    let style = Style::new().fg_color(colour.map(Into::into));
    let label = style.bold().invert();
    write!(out, "{label} {letter} {label:#} ")?;
    let mut at = judged.span.start;
    for found in annotated.mentions_in(judged.span) {
        let underlined = style.underline();
        write!(
            out,
            "{style}{}{style:#}",
            one_line(document.slice(Span::new(at, found.span.start)))
        )?;
        write!(
            out,
            "{underlined}{}{underlined:#}",
            one_line(document.slice(found.span))
        )?;
        at = found.span.end;
        let words = one_line(document.slice(found.span));
        if let Some(card) = &found.card {
            let sure = found.confidence * 100.0;
            writeln!(notes, "      {words} → {} ({sure:.0} %)", name(cards, card))?;
        } else if !found.alternatives.is_empty() {
            let names: Vec<_> = found
                .alternatives
                .iter()
                .map(|card| name(cards, card))
                .collect();
            writeln!(
                notes,
                "      {words} → not sure which: {}",
                names.join(", ")
            )?;
        }
    }
    for loaded in annotated.loaded_in(judged.span) {
        let words = one_line(document.slice(loaded.span));
        writeln!(notes, "      {words}: {}", loaded.why)?;
    }
    writeln!(
        out,
        "{style}{}{style:#}",
        one_line(document.slice(Span::new(at, judged.span.end)))
    )?;
    let dim = Style::new().dimmed();
    writeln!(
        out,
        "    {dim}{} ({:.0} %){dim:#}",
        one_line(&judged.why(document.text())),
        judged.confidence * 100.0
    )
}

/// The name on a card, or its identifier where there is none.
fn name<'a>(cards: &'a CardIndex, card: &'a CardId) -> &'a str {
    let mut entries = cards.entries().iter();
    entries
        .find(|entry| entry.id == *card)
        .map_or(card.as_str(), |entry| entry.name.as_str())
}

/// The words with all white space as single spaces, and without characters that command a terminal.
fn one_line(words: &str) -> String {
    words
        .chars()
        .map(|character| {
            if character.is_whitespace() {
                ' '
            } else {
                character
            }
        })
        .filter(|character| !character.is_control())
        .collect()
}
