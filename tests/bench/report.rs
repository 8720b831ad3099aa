//! The table: a row for each figure, with its target and whether that is met.

use std::fmt;

/// All rows, in the order in which they were measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    what: String,
    measured: String,
    target: String,
    verdict: &'static str,
}

impl Report {
    /// Adds a figure that has a target.
    pub(crate) fn rate(&mut self, what: &str, measured: &str, target: &str, is_met: bool) {
        self.add(
            what,
            measured,
            target,
            if is_met { "met" } else { "MISSED" },
        );
    }

    /// Adds a figure that is told for information only.
    pub(crate) fn tell(&mut self, what: &str, measured: &str) {
        self.add(what, measured, "–", "–");
    }

    fn add(&mut self, what: &str, measured: &str, target: &str, verdict: &'static str) {
        eprintln!("  {what}: {measured} ({verdict})");
        self.rows.push(Row {
            what: what.to_owned(),
            measured: measured.to_owned(),
            target: target.to_owned(),
            verdict,
        });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| Figure | Measured | Target | |")?;
        write!(formatter, "| --- | --- | --- | --- |")?;
        for row in &self.rows {
            let (what, measured) = (&row.what, &row.measured);
            let (target, verdict) = (&row.target, row.verdict);
            write!(
                formatter,
                "\n| {what} | {measured} | {target} | {verdict} |"
            )?;
        }
        Ok(())
    }
}
