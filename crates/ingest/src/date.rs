//! Dates of publication as pages, front matter and bylines write them.
//!
//! ```text
//! 2024-05-02T10:00:00Z, 20240502, 2024/05/02          2024-05-02
//! May 2, 2024 · Thursday, 2nd May 2024 · 2-May-24      2024-05-02
//! Thu, 02 May 2024 10:00:00 +0000 · 2024年5月2日        2024-05-02
//! 25/12/2023 · 12/25/2023 (one reading only)           2023-12-25
//! May 2024                                             2024-05
//! ```
//! `03/04/2024` has two readings and is refused.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date that a line states which is nothing but a date, with a weekday and a time of day at most.
pub(crate) fn whole(text: &str) -> Option<String> {
    let is_part = |word: &str| {
        let low = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let is_stated = matches!(
            low.as_str(),
            "" | "published"
                | "posted"
                | "updated"
                | "on"
                | "at"
                | "of"
                | "the"
                | "am"
                | "pm"
                | "a.m"
                | "p.m"
                | "gmt"
                | "utc"
                | "et"
                | "date"
        );
        is_stated
            || month(&low).is_some()
            || is_weekday(&low)
            || low.starts_with(|c: char| c.is_ascii_digit())
    };
    (text.len() <= 70 && text.split_whitespace().all(is_part)).then(|| parse(text)).flatten()
}

/// Whether a lower-case word is the name of a weekday or its beginning.
fn is_weekday(low: &str) -> bool {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    low.len() >= 3 && days.iter().any(|day| day.starts_with(low))
}

/// The first date stated in `text`, ISO 8601, cut to what is stated. Years before 1800 and after 2100 are refused.
pub(crate) fn parse(text: &str) -> Option<String> {
    let parts = parts(text);
    (0..parts.len()).find_map(|at| full(&parts[at..])).or_else(|| {
        // A number before the month was meant as its day: a date that the calendar does not have.
        let is_day = |at: usize| at > 0 && matches!(parts[at - 1], Part::Number { digits: 1 | 2, .. });
        (0..parts.len()).filter(|at| !is_day(*at)).find_map(|at| month_of_year(&parts[at..]))
    })
}

/// A number (value, digits) or a month's number, with the character that followed it.
#[derive(Clone, Copy)]
enum Part {
    Number {
        value: u32,
        digits: usize,
        then: char,
    },
    Month(u32),
    /// Any other word: it breaks a date apart, except those that dates contain.
    Word,
}

/// At most this many characters are read: a date stands at the beginning.
const WINDOW: usize = 200;

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut chars = text.chars().take(WINDOW).peekable();
    while let Some(&first) = chars.peek() {
        if first.is_ascii_digit() {
            let (mut value, mut digits) = (0u32, 0);
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                value = value.saturating_mul(10).saturating_add(digit);
                digits += 1;
                chars.next();
            }
            parts.push(Part::Number { value, digits, then: chars.peek().copied().unwrap_or(' ') });
        } else if first.is_alphabetic() {
            let mut word = String::new();
            while let Some(c) = chars.peek().copied().filter(|c| c.is_alphabetic()) {
                word.extend(c.to_lowercase());
                chars.next();
            }
            let after_number = matches!(parts.last(), Some(Part::Number { .. }));
            match word.as_str() {
                "st" | "nd" | "rd" | "th" if after_number => {}
                "of" | "the" | "de" | "年" | "月" | "日" => {}
                "t" if after_number => parts.push(Part::Word),
                _ => parts.push(month(&word).map_or(Part::Word, Part::Month)),
            }
        } else {
            chars.next();
        }
    }
    parts
}

/// The number of a month by its lower-case name, or the first three letters of it.
pub(crate) fn month(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|name| {
        *name == word || (word.len() >= 3 && name.starts_with(word) && (word.len() == 3 || word == "sept"))
    })?;
    Some(index as u32 + 1)
}

fn full(parts: &[Part]) -> Option<String> {
    use Part::{Month, Number};
    match *parts {
        [Number { value, digits: 8, .. }, ..] => iso(value / 10000, value / 100 % 100, value % 100),
        [
            Number { value: year, digits: 4, then: '-' | '/' | '.' | '年' },
            Number { value: month, then: '-' | '/' | '.' | '月', .. },
            Number { value: day, .. },
            ..,
        ] => iso(year, month, day),
        [
            Month(month),
            Number { value: day, digits: 1 | 2, .. },
            Number { value: year, digits: 4, then },
            ..,
        ] if then != ':' => iso(year, month, day),
        [
            Number { value: day, digits: 1 | 2, .. },
            Month(month),
            Number { value: year, digits: 4, .. },
            ..,
        ] => iso(year, month, day),
        [
            Number { value: year, digits: 4, .. },
            Month(month),
            Number { value: day, digits: 1 | 2, .. },
            ..,
        ] => iso(year, month, day),
        [
            Number { value: day, digits: 1 | 2, then: '-' },
            Month(month),
            Number { value: year, digits: 2, .. },
            ..,
        ] => iso(2000 + year, month, day),
        [
            Number { value: a, digits: 1 | 2, then: '/' | '.' | '-' },
            Number { value: b, digits: 1 | 2, then: '/' | '.' | '-' },
            Number { value: year, digits: 4, .. },
            ..,
        ] => match (a, b, parts[0]) {
            (_, _, Number { then: '.', .. }) => iso(year, b, a),
            _ if a == b || a > 12 => iso(year, b, a),
            _ if b > 12 => iso(year, a, b),
            _ => None,
        },
        _ => None,
    }
}

fn month_of_year(parts: &[Part]) -> Option<String> {
    match *parts {
        [Part::Month(month), Part::Number { value: year, digits: 4, .. }, ..]
            if (1800..=2100).contains(&year) =>
        {
            Some(format!("{year:04}-{month:02}"))
        }
        [
            Part::Number { value: year, digits: 4, then: '-' },
            Part::Number { value: month @ 1..=12, digits: 2, .. },
        ] if (1800..=2100).contains(&year) => Some(format!("{year:04}-{month:02}")),
        _ => None,
    }
}

/// The date, if the calendar has it.
fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1800..=2100).contains(&year) && (1..=days).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::{parse, whole};

    #[test]
    fn a_line_of_its_own_is_told_from_a_line_with_a_date_in_it() {
        for text in ["Published 2 May 2024, 10:15 GMT", "Thursday, May 2, 2024", "2024-05-02", "October 2018"]
        {
            assert!(whole(text).is_some(), "{text}");
        }
        for text in ["By Ann Lee, 4 March 2021", "The May 2024 issue", "May", "Friday"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn reads_what_one_reading_has() {
        for (text, date) in [
            ("2024-05-02T10:00:00Z", "2024-05-02"),
            ("20240502", "2024-05-02"),
            ("2024/5/2 10:11", "2024-05-02"),
            ("May 2, 2024", "2024-05-02"),
            ("Published Thursday, 2nd of May, 2024 at 3:15 PM", "2024-05-02"),
            ("Thu, 02 May 2024 10:00:00 +0000", "2024-05-02"),
            ("2024年5月2日", "2024-05-02"),
            ("25/12/2023", "2023-12-25"),
            ("12/25/2023", "2023-12-25"),
            ("02.05.2024", "2024-05-02"),
            ("Sept. 3, 2019 6:01 am ET", "2019-09-03"),
            ("May 2024", "2024-05"),
            ("2024-05", "2024-05"),
            ("By Ann Lee, 4 March 2021", "2021-03-04"),
            ("2-May-24", "2024-05-02"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn refuses_what_has_none_or_two() {
        for text in
            ["03/04/2024", "30 February 2024", "by 5 people", "", "May it be 12", "in 2024", "99999999999999"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
