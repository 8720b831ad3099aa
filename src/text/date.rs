//! Dates as exactly as they are known: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A date known to the year, the month or the day, in the proleptic Gregorian calendar.
///
/// Written as in ISO 8601: `2022`, `2022-01` or `2022-01-05`. Two dates compare by the first moment
/// that each may mean with [`PartialDate::first_day`], by the last with [`PartialDate::last_day`].
///
/// ```
/// use sidelight::text::PartialDate;
///
/// let date: PartialDate = "2022-01".parse()?;
/// assert_eq!(date.to_string(), "January 2022");
/// assert_eq!(date.iso(), "2022-01");
/// # Ok::<(), sidelight::text::InvalidDate>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is not a [`PartialDate`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct InvalidDate(String);

/// The months’ English names.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl PartialDate {
    /// Year, month and day of the first day that the date may mean.
    #[must_use]
    pub fn first_day(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Year, month and day of the last day that the date may mean.
    #[must_use]
    pub fn last_day(self) -> (u16, u8, u8) {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in(self.year, month));
        (self.year, month, day)
    }

    /// The date as it is written in files, `2022-01-05`, as precise as it is known.
    #[must_use]
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for PartialDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let invalid = || InvalidDate(text.to_owned());
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Result<Option<u16>, InvalidDate> {
            let Some(part) = parts.next() else {
                return Ok(None);
            };
            if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(invalid());
            }
            part.parse().map(Some).map_err(|_| invalid())
        };
        let (year, month, day) = (number(4)?.ok_or_else(invalid)?, number(2)?, number(2)?);
        let month = month.and_then(|month| u8::try_from(month).ok());
        let day = day.and_then(|day| u8::try_from(day).ok());
        let valid = parts.next().is_none()
            && month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| (1..=days_in(year, month.unwrap_or(1))).contains(&day));
        if valid {
            Ok(Self { year, month, day })
        } else {
            Err(invalid())
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = InvalidDate;

    fn try_from(text: String) -> Result<Self, InvalidDate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.iso()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            write!(formatter, "{day} ")?;
        }
        if let Some(month) = self.month {
            write!(formatter, "{} ", MONTHS[usize::from(month) - 1])?;
        }
        write!(formatter, "{}", self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(text: &str, shown: &str, first: (u16, u8, u8), last: (u16, u8, u8)) {
        let date: PartialDate = text.parse().expect("a date");
        assert_eq!(date.to_string(), shown);
        assert_eq!(date.iso(), text);
        assert_eq!((date.first_day(), date.last_day()), (first, last));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn dates_are_as_precise_as_written() {
        check("2022", "2022", (2022, 1, 1), (2022, 12, 31));
        check("2024-02", "February 2024", (2024, 2, 1), (2024, 2, 29));
        check("1900-02", "February 1900", (1900, 2, 1), (1900, 2, 28));
        check("2022-01-05", "5 January 2022", (2022, 1, 5), (2022, 1, 5));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_a_date_is_refused() {
        for text in [
            "",
            "22",
            "2022-13",
            "2022-1",
            "2023-02-29",
            "2022-01-05-1",
            "20x2",
            "2022-",
            "-2022",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
