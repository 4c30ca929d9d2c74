//! Dates as articles state them, read into ISO 8601.

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

/// The date that `text` states, as ISO 8601 cut to what is said: `2024-05-02`, `2024-05`.
///
/// Reads `2 May 2024`, `May 2nd, 2024`, `Thursday, May 2, 2024`, `May 2024`, `2024-05-02`, `2024/05/02`, with or
/// without a time after it. Gives `None` for anything else, years and day-month-year figures (`02/05/2024`, which
/// nobody can tell from month-day-year) among them.
pub fn parse(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.', ',']);
    if text.len() > 60 {
        return None;
    }
    if let Some(date) = iso(text) {
        return Some(date);
    }
    let mut words = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .skip_while(|word| is_weekday(word) || is_lead(word))
        .peekable();
    let (mut day, mut month) = (None, None);
    let mut year = None;
    while let Some(word) = words.peek() {
        if month.is_none()
            && let Some(number) = month_of(word)
        {
            month = Some(number);
        } else if day.is_none()
            && year.is_none()
            && let Some(number) = day_of(word)
        {
            day = Some(number);
        } else if month.is_some()
            && year.is_none()
            && let Some(number) = year_of(word)
        {
            year = Some(number);
        } else {
            break;
        }
        words.next();
    }
    // After the date only a time of day may follow.
    let is_time = |word: &str| {
        word.contains(':')
            || word.starts_with('+')
            || word.starts_with('+')
            || word.len() <= 4 && !word.chars().any(char::is_lowercase)
            || matches!(word, "at" | "am" | "pm" | "-" | "–" | "|")
    };
    if !words.all(is_time) {
        return None;
    }
    let (year, month) = (year?, month?);
    Some(match day {
        Some(day) if day <= days_in(year, month) => format!("{year:04}-{month:02}-{day:02}"),
        Some(_) => return None,
        None => format!("{year:04}-{month:02}"),
    })
}

/// The first date inside a short line: a byline, a masthead, a dateline.
///
/// Looks at the first 40 words only.
pub fn find(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|' | '·'))
        .filter(|word| !word.is_empty())
        .take(40)
        .collect();
    (0..words.len()).find_map(|at| {
        if let Some(date) = iso(words[at]) {
            return Some(date);
        }
        month_of(words[at])?;
        // In `No. 3 July 2017` the number is that of the issue.
        let is_issue = at >= 2
            && matches!(words[at - 2].to_ascii_lowercase().as_str(), "no." | "vol." | "issue" | "no" | "nr.");
        let day_before = at.checked_sub(1).filter(|_| !is_issue);
        // `2 May 2024`, `May 2 2024`, `May 2024`.
        [(day_before, at + 2), (Some(at), at + 3), (Some(at), at + 2)]
            .into_iter()
            .find_map(|(start, end)| parse(&words.get(start?..end)?.join(" ")))
    })
}

fn iso(text: &str) -> Option<String> {
    let head = text.get(..10).or_else(|| text.get(..7))?;
    let separator = head.chars().nth(4).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = head.split(separator);
    let year = year_of(parts.next()?)?;
    let number = |part: &str| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten();
    let month = parts.next().and_then(number).filter(|month| (1..=12).contains(month))?;
    let rest = &text[head.len()..];
    let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ', '+', 'Z']);
    match parts.next() {
        Some(day) => {
            let day = number(day).filter(|&day| day >= 1 && day <= days_in(year, month))?;
            ends.then(|| format!("{year:04}-{month:02}-{day:02}"))
        }
        None => ends.then(|| format!("{year:04}-{month:02}")),
    }
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let low = word.trim_end_matches('.').to_ascii_lowercase();
    DAYS.iter().any(|day| low.starts_with(day)) && (low.len() <= 5 || low.ends_with("day"))
}

fn is_lead(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().trim_end_matches(':'),
        "published" | "posted" | "updated" | "on" | "date"
    )
}

/// The number of a month by its name or its first three letters, `Sept.` too.
pub(crate) fn month_of(word: &str) -> Option<u32> {
    let low = word.trim_end_matches('.').to_ascii_lowercase();
    let short = low.len() == 3 || low == "sept";
    let is = |month: &str| month == low || short && month.starts_with(low.as_str());
    MONTHS.iter().position(|month| is(month)).map(|at| at as u32 + 1)
}

fn day_of(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let is_ordinal = matches!(suffix, "" | "st" | "nd" | "rd" | "th");
    (is_ordinal && matches!(digits.len(), 1 | 2))
        .then(|| digits.parse().ok())?
        .filter(|day| (1..=31).contains(day))
}

fn year_of(word: &str) -> Option<u32> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| word.parse().ok())?.filter(|year| (1500..2200).contains(year))
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_bylines_and_mastheads_state() {
        let cases = [
            ("2 May 2024", "2024-05-02"),
            ("May 2nd, 2024", "2024-05-02"),
            ("Thursday, May 2, 2024", "2024-05-02"),
            ("May 2024", "2024-05"),
            ("SEPTEMBER 2020", "2020-09"),
            ("Sept. 9, 2021", "2021-09-09"),
            ("2024-05-02", "2024-05-02"),
            ("2016-12-17T15:04:10.000Z", "2016-12-17"),
            ("2024-05", "2024-05"),
            ("2024-05-27 14:40:33", "2024-05-27"),
            ("2017/10/12", "2017-10-12"),
            ("3 Jan 2011 10:15 GMT", "2011-01-03"),
            ("Published: 29 February 2024", "2024-02-29"),
            ("Fri, 05 Jul 2019 08:00:00 +0200", "2019-07-05"),
        ];
        for (text, date) in cases {
            assert_eq!(parse(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn finds_a_date_in_a_line() {
        assert_eq!(find("By Ann Lee | Updated March 3, 2020, 10:15").as_deref(), Some("2020-03-03"));
        assert_eq!(find("Vol. XXIV  No. 3      July 2017").as_deref(), Some("2017-07"));
        assert_eq!(find("LISBON, 4 March 2025 (Wire)").as_deref(), Some("2025-03-04"));
        assert_eq!(find("LISBON, March 4 (Wire)"), None);
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "2024",
            "02/05/2024",
            "30 February 2024",
            "May",
            "March of time",
            "In May 2024 it rained",
            "",
            "é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
