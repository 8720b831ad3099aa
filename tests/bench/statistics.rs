//! Medians, spreads and extremes of repeated measurements.

/// The middle value; of an even number, the mean of the two in the middle. Not a number for none.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.get(middle) {
        None => f64::NAN,
        Some(upper) if sorted.len() % 2 == 1 => *upper,
        Some(upper) => f64::midpoint(*upper, sorted[middle - 1]),
    }
}

/// The middle value with the bounds of the middle half: how sure the median is.
pub(crate) fn spread(values: &[f64]) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quarter = sorted.len() / 4;
    let middle = &sorted[quarter..sorted.len() - quarter];
    let median = median(values);
    match (middle.first(), middle.last()) {
        (Some(low), Some(high)) => format!("{median:.0} ms (half of them {low:.0} to {high:.0})"),
        _ => "none".to_owned(),
    }
}

/// The largest value.
pub(crate) fn worst(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NAN, f64::max)
}
