//! The annotations in a terminal, in colours where it has them.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use sidelight::annotate::{Annotated, AutomaticStance};
use sidelight::card::CardIndex;
use sidelight::text::{BlockKind, Document, Span, Stance};

/// Prints the text with a letter before each sentence, its names underlined, and under each paragraph who is named and why each judgement was made.
pub fn show(document: &Document, annotated: &Annotated, cards: &CardIndex) -> anyhow::Result<()> {
    let mut out = String::new();
    let bold = Style::new().bold();
    let (mut stance, mut mention) = (0, 0);
    for block in document.blocks() {
        if block.kind != BlockKind::Paragraph {
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
            sentence(
                &mut out,
                document,
                annotated,
                judged,
                &mut mention,
                &mut notes,
                cards,
            )?;
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
    mention: &mut usize,
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
    while annotated
        .mentions
        .get(*mention)
        .is_some_and(|found| found.span.start < judged.span.start)
    {
        *mention += 1;
    }
    while let Some(found) = annotated
        .mentions
        .get(*mention)
        .filter(|found| found.span.end <= judged.span.end)
    {
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
        if let Some(card) = &found.card {
            let name = cards
                .entries()
                .iter()
                .find(|entry| entry.id == *card)
                .map_or(card.as_str(), |entry| entry.name.as_str());
            writeln!(
                notes,
                "      {} → {name} ({:.0} %)",
                one_line(document.slice(found.span)),
                found.confidence * 100.0
            )?;
        }
        *mention += 1;
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
