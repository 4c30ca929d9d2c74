//! Columns as forms with types have them.
//!
//! A column whose cells may say more than its type can hold stands twice: as its type, null where the cell is none,
//! and, for those rows alone, the cell as it stands in `<name>_text` beside it. Nothing is rounded.

use rust_decimal::Decimal;

use crate::table::{ColumnType, TableSchema};

/// Digits of a decimal.
pub(super) const PRECISION: u32 = 38;
/// Of these, behind the point.
pub(super) const SCALE: u32 = 15;

/// A column of a typed form, made of a cell of the CSV.
pub(super) struct Typed {
    /// Its name.
    pub(super) name: String,
    /// Index of the cell.
    pub(super) cell: usize,
    /// Type of its values.
    pub(super) kind: Kind,
}

/// The type of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Decimal,
    /// A day.
    Date,
    /// The cell, where [`Kind::Decimal`] has nothing for it.
    NoDecimal,
    /// The cell, where [`Kind::Date`] has nothing for it.
    NoDate,
}

/// The columns of a table.
pub(super) fn columns(schema: &TableSchema) -> Vec<Typed> {
    let mut columns = Vec::new();
    for (cell, column) in schema.columns.iter().enumerate() {
        let (kind, otherwise) = match column.kind {
            ColumnType::String => (Kind::Text, Kind::Text),
            ColumnType::Integer => (Kind::Integer, Kind::Text),
            ColumnType::Date => (Kind::Date, Kind::NoDate),
            ColumnType::Number | ColumnType::WideNumber | ColumnType::NumberOrDate => {
                (Kind::Decimal, Kind::NoDecimal)
            }
        };
        columns.push(Typed { name: column.name.to_owned(), cell, kind });
        columns.extend(column.text_beside().map(|name| Typed { name, cell, kind: otherwise }));
    }
    columns
}

/// The decimal that `cell` shows, times ten to the power of [`SCALE`]; nothing for what is no decimal or has too many
/// digits.
pub(super) fn unscaled(cell: &str) -> Option<i128> {
    let value = Decimal::from_str_exact(cell).ok()?.normalize();
    let missing = SCALE.checked_sub(value.scale())?;
    let unscaled = value.mantissa().checked_mul(10i128.checked_pow(missing)?)?;
    (unscaled.unsigned_abs() < 10u128.pow(PRECISION)).then_some(unscaled)
}

/// Days since 1970 of a date in full, `2021-11-05`.
pub(super) fn days(cell: &str) -> Option<i32> {
    let mut parts = cell.splitn(3, '-');
    let mut next = |length: usize| parts.next().filter(|part| part.len() == length)?.parse::<i32>().ok();
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=12).contains(&month) || !(1..=last).contains(&day) {
        return None;
    }
    // The year begins in March, so that the day that is missing mostly comes last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_year = (153 * month + 2) / 5 + day - 1;
    let since_0 = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year;
    Some(since_0 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::{days, unscaled};

    #[test]
    fn dates_in_full_are_days() {
        for (date, expected) in [
            ("1970-01-01", Some(0)),
            ("2000-02-29", Some(11_016)),
            ("2026-11-24", Some(20_781)),
            ("1969-12-31", Some(-1)),
            ("2021-02-29", None),
            ("2021-04-31", None),
            ("2021-11", None),
            ("2021", None),
            ("--09-30", None),
            ("soon", None),
        ] {
            assert_eq!(days(date), expected, "{date}");
        }
    }

    #[test]
    fn decimals_are_exact_or_not_there() {
        assert_eq!(unscaled("5.3"), Some(5_300_000_000_000_000));
        assert_eq!(unscaled("-1"), Some(-1_000_000_000_000_000));
        assert_eq!(unscaled("0.0000000000000001"), None);
        assert_eq!(unscaled("100000000000000000000000"), None);
        assert_eq!(unscaled("2021-11-05"), None);
    }
}
