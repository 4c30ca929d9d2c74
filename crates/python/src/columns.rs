//! Arrow columns of a table.
//!
//! Text is `utf8`, or a dictionary where few values recur; whole numbers are `int64`; exact numbers are
//! `decimal128(38, 12)`; dates are `date32`; an empty cell is null. A value that its Arrow type cannot hold (a number
//! of more than 26 digits or 12 places, a date without a day) is null there and stands in full in the column
//! `<name>_text` beside it, so nothing is rounded.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder, StringDictionaryBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use tearsheet_export::table::{Cell, Column, ColumnType, TableSchema};

/// Decimal digits of numbers, and how many of them stand after the point.
const PRECISION: u8 = 38;
const SCALE: u8 = 12;

/// Columns in which few values recur: dictionaries where those are asked for.
const RECURRING: [&str; 17] = [
    "article_id",
    "bound",
    "category",
    "country",
    "currency",
    "direction",
    "employees_bound",
    "flag",
    "kind",
    "language",
    "movement",
    "ownership",
    "per",
    "problem",
    "relation",
    "rule",
    "status",
];

/// How text in which few values recur is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recurring {
    /// As a dictionary: small, and a category in data frames.
    Dictionary,
    /// As any text: for engines that declare plain types.
    Plain,
}

fn data_type(column: &Column, recurring: Recurring) -> DataType {
    match column.kind {
        ColumnType::Integer => DataType::Int64,
        ColumnType::Number | ColumnType::WideNumber | ColumnType::NumberOrDate => {
            DataType::Decimal128(PRECISION, SCALE as i8)
        }
        ColumnType::Date => DataType::Date32,
        ColumnType::String if recurring == Recurring::Dictionary && RECURRING.contains(&column.name) => {
            DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
        }
        ColumnType::String => DataType::Utf8,
    }
}

/// The Arrow schema of a table.
pub(crate) fn schema(table: &TableSchema, recurring: Recurring) -> SchemaRef {
    let mut fields = Vec::new();
    for column in table.columns {
        fields.push(Field::new(column.name, data_type(column, recurring), true));
        if let Some(text) = column.text_beside() {
            fields.push(Field::new(text, DataType::Utf8, true));
        }
    }
    Arc::new(Schema::new(fields))
}

enum Builder {
    Text(StringBuilder),
    Recurring(StringDictionaryBuilder<Int32Type>),
    Integer(Int64Builder),
    Number(Decimal128Builder),
    Day(Date32Builder),
}

impl Builder {
    fn new(kind: &DataType) -> Self {
        match kind {
            DataType::Int64 => Self::Integer(Int64Builder::new()),
            DataType::Date32 => Self::Day(Date32Builder::new()),
            DataType::Decimal128(..) => Self::Number(
                Decimal128Builder::new().with_data_type(DataType::Decimal128(PRECISION, SCALE as i8)),
            ),
            DataType::Dictionary(..) => Self::Recurring(StringDictionaryBuilder::new()),
            _ => Self::Text(StringBuilder::new()),
        }
    }

    fn append(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Integer(builder), Cell::Integer(number)) => builder.append_value(number),
            (Self::Integer(builder), _) => builder.append_null(),
            (Self::Number(builder), Cell::Integer(number)) => {
                builder.append_option(exact(&number.to_string()));
            }
            (Self::Number(builder), Cell::Text(text) | Cell::Plain(text)) => {
                builder.append_option(exact(text))
            }
            (Self::Day(builder), Cell::Text(text) | Cell::Plain(text)) => builder.append_option(day(text)),
            (Self::Day(builder), Cell::Integer(_)) => builder.append_null(),
            (Self::Text(builder), Cell::Integer(number)) => builder.append_value(number.to_string()),
            (Self::Recurring(builder), Cell::Integer(number)) => builder.append_value(number.to_string()),
            (Self::Text(builder), Cell::Text(text) | Cell::Plain(text)) => {
                builder.append_option((!text.is_empty()).then_some(text));
            }
            (Self::Recurring(builder), Cell::Text(text) | Cell::Plain(text)) => {
                builder.append_option((!text.is_empty()).then_some(text));
            }
        }
    }

    fn finish(&mut self) -> ArrayRef {
        let builder: &mut dyn ArrayBuilder = match self {
            Self::Text(builder) => builder,
            Self::Recurring(builder) => builder,
            Self::Integer(builder) => builder,
            Self::Number(builder) => builder,
            Self::Day(builder) => builder,
        };
        builder.finish()
    }
}

/// A number as an unscaled decimal of [`SCALE`] places, if that holds it exactly.
fn exact(text: &str) -> Option<i128> {
    let number = Decimal::from_str_exact(text).ok()?;
    let places = u32::from(SCALE).checked_sub(number.normalize().scale())?;
    let unscaled = number.normalize().mantissa().checked_mul(10_i128.pow(places))?;
    (unscaled.unsigned_abs() < 10_u128.pow(u32::from(PRECISION))).then_some(unscaled)
}

/// Days from 1970-01-01 to a whole ISO 8601 date.
fn day(text: &str) -> Option<i32> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    i32::try_from(date.signed_duration_since(NaiveDate::default()).num_days()).ok()
}

/// Columns of one table that are being filled.
pub(crate) struct Columns {
    schema: SchemaRef,
    width: usize,
    builders: Vec<(Builder, Option<StringBuilder>)>,
}

impl Columns {
    /// Empty columns of `table`.
    pub(crate) fn new(table: &TableSchema, recurring: Recurring) -> Self {
        let builders = table
            .columns
            .iter()
            .map(|column| {
                (
                    Builder::new(&data_type(column, recurring)),
                    column.text_beside().map(|_| StringBuilder::new()),
                )
            })
            .collect();
        Self { schema: schema(table, recurring), width: table.columns.len(), builders }
    }

    /// Appends a row: the cells that `cells` gives of as many as there are columns.
    pub(crate) fn row<'c, I: Iterator<Item = Cell<'c>>>(&mut self, cells: impl FnOnce(usize) -> I) {
        for ((builder, text), cell) in self.builders.iter_mut().zip(cells(self.width)) {
            builder.append(cell);
            if let Some(builder) = text
                && let Cell::Text(text) | Cell::Plain(text) = cell
            {
                builder.append_option((!text.is_empty()).then_some(text));
            }
        }
    }

    /// What was appended; the columns are empty again.
    pub(crate) fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let mut arrays = Vec::with_capacity(self.schema.fields().len());
        for (builder, text) in &mut self.builders {
            arrays.push(builder.finish());
            arrays.extend(text.as_mut().map(|text| Arc::new(text.finish()) as ArrayRef));
        }
        RecordBatch::try_new(self.schema.clone(), arrays)
    }
}
