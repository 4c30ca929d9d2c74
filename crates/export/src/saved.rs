//! Tables that a spreadsheet saved: it puts its own marks, delimiters and line ends into what it was given.

use std::borrow::Cow;
use std::io::{Cursor, Read};

/// The delimiter of a table, by its first line: a comma, a semicolon or a tab.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    // Of equals the last one is taken, so that a single column has commas.
    [b'\t', b';', b','].into_iter().max_by_key(|it| count(*it)).unwrap_or(b',')
}

/// Reads a table with a header, whatever its delimiter and line ends; lines that start with `#` are comments where
/// `comments` says so. Rows may be shorter than the header.
///
/// # Errors
/// If it cannot be read or is not UTF-8; the message says what to do.
pub fn reader(mut table: impl Read, comments: bool) -> Result<csv::Reader<Cursor<String>>, String> {
    let mut bytes = Vec::new();
    table.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        format!("line {line} is not UTF-8; save it as \"CSV UTF-8\" in the spreadsheet")
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    Ok(csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter(&text))
        .comment(comments.then_some(b'#'))
        .from_reader(Cursor::new(text)))
}

/// The table with commas between its cells, line by line as it was.
///
/// ```
/// use tearsheet_export::saved::with_commas;
/// assert_eq!(with_commas("name;aliases\nA;\"B;C\"\n"), "name,aliases\nA,B;C\n");
/// assert_eq!(with_commas("name,aliases\nA,B;C\n"), "name,aliases\nA,B;C\n");
/// ```
pub fn with_commas(text: &str) -> Cow<'_, str> {
    let delimiter = delimiter(text);
    if delimiter == b',' {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(line.as_bytes());
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        let written = reader.records().flatten().try_for_each(|record| writer.write_record(&record));
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
        out += String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()).trim_end_matches('\n');
        out.push('\n');
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &[u8]) -> Vec<Vec<String>> {
        let mut reader = reader(table, true).expect("a table");
        let header = reader.headers().expect("a header").clone();
        let records = reader.records().map(|it| it.expect("a row"));
        std::iter::once(header).chain(records).map(|row| row.iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn what_spreadsheets_save_is_read_as_what_they_were_given() {
        let wanted = [["op", "value"], ["must", "1;2, 3"]];
        for table in [
            "op,value\nmust,\"1;2, 3\"\n",
            "\u{feff}op,value\r\nmust,\"1;2, 3\"\r\n",
            "op;value\r\nmust;\"1;2, 3\"\r\n",
            "# one, two, three\nop\tvalue\nmust\t1;2, 3\n",
        ] {
            assert_eq!(rows(table.as_bytes()), wanted, "{table:?}");
        }
        let error = reader(&b"op,value\nmust,caf\xe9\n"[..], false).err().unwrap_or_default();
        assert!(error.starts_with("line 2 is not UTF-8; save it as"), "{error}");
    }
}
