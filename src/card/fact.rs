//! A fact, the time for which it holds, and what that means for an article of a given date.

use serde::{Deserialize, Serialize};

use crate::text::PartialDate;

/// The time for which something holds.
///
/// Either one date (`at`), or an interval of which each end may be open. A state without an end
/// carries the date at which its source shows it to hold (`as_of`), because it may have changed since.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Period {
    /// When it began.
    pub from: Option<PartialDate>,
    /// When it ended.
    pub until: Option<PartialDate>,
    /// When it happened.
    pub at: Option<PartialDate>,
    /// The date for which the source gives it.
    pub as_of: Option<PartialDate>,
}

/// Where a fact stands in time, seen from the day an article was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It was over.
    Earlier,
    /// It held.
    Then,
    /// It came later.
    Since,
}

impl Period {
    /// Where the period stands, seen from an article written on `written`.
    ///
    /// What began or ended within the article's own date, as when only its month is known, counts as
    /// holding then.
    ///
    /// ```
    /// use sidelight::card::{Period, Phase};
    ///
    /// let written = "2022-01".parse()?;
    /// let office = Period { from: Some("2021-01-26".parse()?), until: Some("2025-01-20".parse()?), ..Period::default() };
    /// assert_eq!(office.phase(written), Phase::Then);
    /// # Ok::<(), sidelight::text::InvalidDate>(())
    /// ```
    #[must_use]
    pub fn phase(self, written: PartialDate) -> Phase {
        let (first, last) = (written.first_day(), written.last_day());
        if let Some(at) = self.at {
            return if at.first_day() > last {
                Phase::Since
            } else {
                Phase::Earlier
            };
        }
        if self.until.is_some_and(|until| until.last_day() < first) {
            return Phase::Earlier;
        }
        let known_from = self.from.or(if self.until.is_none() {
            self.as_of
        } else {
            None
        });
        if known_from.is_some_and(|from| from.first_day() > last) {
            return Phase::Since;
        }
        Phase::Then
    }

    /// The end of a state that held when the article was written and is over now.
    #[must_use]
    pub fn ended_since(self, written: PartialDate) -> Option<PartialDate> {
        self.until.filter(|until| {
            self.phase(written) == Phase::Then && until.first_day() > written.last_day()
        })
    }

    /// Whether the time is told as `cards.md` asks: a single date, an end, or an as-of date.
    #[must_use]
    pub fn is_told(self) -> bool {
        self.until.is_some() || self.at.is_some() || self.as_of.is_some()
    }

    /// Whether the dates contradict each other.
    #[must_use]
    pub fn is_inverted(self) -> bool {
        let inverted = |earlier: Option<PartialDate>, later: Option<PartialDate>| {
            earlier
                .zip(later)
                .is_some_and(|(earlier, later)| earlier.first_day() > later.last_day())
        };
        inverted(self.from, self.until)
            || inverted(self.from, self.as_of)
            || (self.at.is_some() && (self.from.is_some() || self.until.is_some()))
    }

    /// The period in words: *12 June 2019 – 20 March 2020*, *since 2002*, *2021*.
    #[must_use]
    pub fn in_words(self) -> String {
        match (self.at, self.from, self.until, self.as_of) {
            (Some(at), ..) => at.to_string(),
            (_, Some(from), Some(until), _) => format!("{from} – {until}"),
            (_, Some(from), None, Some(as_of)) => format!("since {from}, as of {as_of}"),
            (_, Some(from), None, None) => format!("since {from}"),
            (_, None, Some(until), _) => format!("until {until}"),
            (_, None, None, Some(as_of)) => format!("as of {as_of}"),
            (None, None, None, None) => String::new(),
        }
    }
}

/// One statement on a card: a label, a value, its time and its sources.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Fact {
    /// What the value is: *Office*, *Population*.
    pub label: String,
    /// The value, without a closing stop.
    pub value: String,
    /// The time for which it holds.
    #[serde(flatten)]
    pub period: Period,
    /// The day on which it was last compared with its sources.
    pub checked: PartialDate,
    /// Names of the sources on the same card.
    pub sources: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn date(text: &str) -> Option<PartialDate> {
        (!text.is_empty()).then(|| text.parse().expect("a date"))
    }

    #[track_caller]
    fn check([from, until, at, as_of]: [&str; 4], phase: Phase, words: &str) {
        let period = Period {
            from: date(from),
            until: date(until),
            at: date(at),
            as_of: date(as_of),
        };
        let written = "2022-01".parse().expect("a date");
        assert_eq!(period.phase(written), phase);
        assert_eq!(period.in_words(), words);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_state_is_seen_from_the_articles_date() {
        check(
            ["2021", "2025-01-20", "", ""],
            Phase::Then,
            "2021 – 20 January 2025",
        );
        check(
            ["1990", "2019-03-20", "", ""],
            Phase::Earlier,
            "1990 – 20 March 2019",
        );
        check(
            ["2022-02", "", "", "2026"],
            Phase::Since,
            "since February 2022, as of 2026",
        );
        check(
            ["2019", "", "", "2026"],
            Phase::Then,
            "since 2019, as of 2026",
        );
        check(
            ["", "2022-01-05", "", ""],
            Phase::Then,
            "until 5 January 2022",
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_event_is_past_or_later() {
        check(
            ["", "", "2020-11-10", ""],
            Phase::Earlier,
            "10 November 2020",
        );
        check(
            ["", "", "2022-09-13", ""],
            Phase::Since,
            "13 September 2022",
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_figure_belongs_to_the_time_it_was_measured() {
        check(["", "", "", "2021"], Phase::Then, "as of 2021");
        check(["", "", "", "2024"], Phase::Since, "as of 2024");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_ended_after_the_article_says_so() {
        let period = Period {
            from: date("2021"),
            until: date("2025-01-20"),
            ..Period::default()
        };
        let written = "2022-01".parse().expect("a date");
        assert_eq!(period.ended_since(written), date("2025-01-20"));
        assert_eq!(
            Period {
                until: date("2022-01-05"),
                ..period
            }
            .ended_since(written),
            None
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn contradicting_dates_are_seen() {
        let inverted = Period {
            from: date("2020"),
            until: date("2019"),
            ..Period::default()
        };
        assert!(inverted.is_inverted());
        let mixed = Period {
            at: date("2020"),
            from: date("2019"),
            ..Period::default()
        };
        assert!(mixed.is_inverted());
        assert!(
            !Period {
                from: date("2020"),
                until: date("2020"),
                ..Period::default()
            }
            .is_inverted()
        );
    }
}
