//! What a table is: named, typed, documented columns, and rows that give their cells in that order.

use std::borrow::Cow;

/// The type of a column, named as in the Frictionless Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Any text.
    String,
    /// A whole number.
    Integer,
    /// An exact decimal number.
    Number,
    /// An exact decimal number of any size: it may have more digits than the numbers of other systems.
    WideNumber,
    /// An exact decimal number, or an ISO 8601 date where the row's kind is `date`.
    NumberOrDate,
    /// An ISO 8601 date, possibly cut short.
    Date,
}

impl ColumnType {
    /// The type's name in a Table Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::String | Self::NumberOrDate | Self::Date => "string",
            Self::Integer => "integer",
            Self::Number | Self::WideNumber => "number",
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in the header.
    pub name: &'static str,
    /// Type of its cells.
    pub kind: ColumnType,
    /// What it says.
    pub description: &'static str,
}

impl Column {
    /// The column of typed forms that holds the cell as it stands where the type of this one cannot: a date without a
    /// day, a date among numbers, a number of too many digits.
    pub fn text_beside(&self) -> Option<String> {
        let wide = matches!(self.kind, ColumnType::WideNumber | ColumnType::NumberOrDate | ColumnType::Date);
        wide.then(|| format!("{}_text", self.name))
    }
}

/// A table's name and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableSchema {
    /// Name, also of the file without its ending.
    pub name: &'static str,
    /// What a row is.
    pub description: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
    /// Columns that tell rows apart.
    pub primary_key: &'static [&'static str],
    /// Columns that refer to others: column, table, its column.
    pub foreign_keys: &'static [(&'static str, &'static str, &'static str)],
}

/// One cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Text; guarded against spreadsheets when written as CSV.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number or date in its canonical form; empty where there is none. Never guarded.
    Plain(&'a str),
}

/// A row of a table.
pub trait Row {
    /// The table that the row belongs to.
    const SCHEMA: TableSchema;

    /// Gives the cells in the order of the columns.
    fn cells<'b>(&'b self, give: &mut dyn FnMut(Cell<'b>));
}

/// Types that can stand in a cell.
pub trait AsCell {
    /// The cell that shows the value.
    fn as_cell(&self, kind: ColumnType) -> Cell<'_>;
}

impl AsCell for Cow<'_, str> {
    fn as_cell(&self, kind: ColumnType) -> Cell<'_> {
        match kind {
            ColumnType::String => Cell::Text(self),
            _ => Cell::Plain(self),
        }
    }
}

impl AsCell for u32 {
    fn as_cell(&self, _: ColumnType) -> Cell<'_> {
        Cell::Integer(i64::from(*self))
    }
}

/// Declares a table: a row struct whose fields are the columns, in order.
#[macro_export]
#[doc(hidden)]
macro_rules! table {
    (
        $(#[doc = $about:literal])+
        $row:ident = $name:literal, key [$($key:literal),*], refers [$(($from:literal, $table:literal, $to:literal)),*] {
            $($(#[doc = $doc:literal])+ $field:ident: $type:ty = $kind:ident,)+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $row<'a> {
            $($(#[doc = $doc])+ pub $field: $type,)+
        }

        impl<'a> $crate::table::Row for $row<'a> {
            const SCHEMA: $crate::table::TableSchema = $crate::table::TableSchema {
                name: $name,
                description: concat!($($about),+).trim_ascii(),
                columns: &[$($crate::table::Column {
                    name: stringify!($field),
                    kind: $crate::table::ColumnType::$kind,
                    description: concat!($($doc),+).trim_ascii(),
                }),+],
                primary_key: &[$($key),*],
                foreign_keys: &[$(($from, $table, $to)),*],
            };

            fn cells<'b>(&'b self, give: &mut dyn FnMut($crate::table::Cell<'b>)) {
                $(give($crate::table::AsCell::as_cell(&self.$field, $crate::table::ColumnType::$kind));)+
            }
        }
    };
}
