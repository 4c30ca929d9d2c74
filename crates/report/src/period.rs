//! When a figure holds: the times of the tables as stretches of years.

/// Beginning and end of `time` in years with fractions, if it names a year.
///
/// Reads what the tables write: ISO 8601 and EDTF (`2024`, `2024-05-31`, `2016/2017`, `197X`, `2024-34` for a quarter).
///
/// ```
/// use tearsheet_report::period::years;
/// assert_eq!(years("2024"), Some((2024.0, 2025.0)));
/// assert_eq!(years("2016/2017"), Some((2016.0, 2018.0)));
/// assert_eq!(years("197X"), Some((1970.0, 1980.0)));
/// assert_eq!(years("2024-34"), Some((2024.25, 2024.5)));
/// assert_eq!(years("XXXX-03-31"), None);
/// ```
pub fn years(time: &str) -> Option<(f64, f64)> {
    if let Some((from, to)) = time.split_once('/') {
        let (from, to) = (years(from)?, years(to)?);
        return (from.0 <= to.1).then_some((from.0, to.1));
    }
    let time = time.trim_end_matches(['?', '~', '%']);
    let mut parts = time.split('-');
    let year = parts.next()?;
    if year.len() != 4 || !year.is_ascii() {
        return None;
    }
    let known = year.trim_end_matches('X');
    let span = 10f64.powi((4 - known.len()) as i32);
    let first = f64::from(known.parse::<u32>().ok()?) * span;
    let Some(part) = parts.next() else { return Some((first, first + span)) };
    let part: u32 = part.parse().ok()?;
    let (from, length) = match part {
        1..=12 => (f64::from(part - 1) / 12.0, 1.0 / 12.0),
        // Seasons, quarters, thirds and halves, as EDTF numbers them.
        21..=24 => (f64::from(part - 21) / 4.0, 0.25),
        33..=36 => (f64::from(part - 33) / 4.0, 0.25),
        37..=39 => (f64::from(part - 37) / 3.0, 1.0 / 3.0),
        40 | 41 => (f64::from(part - 40) / 2.0, 0.5),
        _ => return None,
    };
    match parts.next() {
        None => Some((first + from, first + from + length)),
        Some(day) => {
            let day: u32 = day.parse().ok().filter(|day| (1..=31).contains(day) && part <= 12)?;
            let start = first + from + f64::from(day - 1) / 372.0;
            Some((start, start + 1.0 / 372.0))
        }
    }
}
