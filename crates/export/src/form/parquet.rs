//! Tables as Parquet, a file a table, with types.
//!
//! Text is dictionary-coded where it comes again; decimals are exact, 23 digits before the point and 15 behind it;
//! dates are dates; empty cells are null. Cells that their type cannot hold stand in a column beside it
//! ([`typed`](super::typed)).

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use super::typed::{self, Kind, PRECISION, SCALE, Typed};
use super::{Form, Rows};
use crate::table::TableSchema;

/// Parquet, a file a table.
pub(super) struct Parquet;

/// Rows of a group, which are held in memory at once,
const GROUP: usize = 50_000;
/// and bytes of their cells, whichever is reached first.
const GROUP_BYTES: usize = 32 << 20;

impl Form for Parquet {
    fn write(&self, folder: &Path, tables: &[TableSchema]) -> io::Result<Vec<String>> {
        tables.iter().map(|schema| write(folder, schema)).collect()
    }
}

/// A column of the file, and its values in the present group.
struct Column {
    typed: Typed,
    values: Values,
    /// 1 for a row with a value, 0 for one without.
    levels: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Decimal(Vec<FixedLenByteArray>),
    Date(Vec<i32>),
}

fn write(folder: &Path, schema: &TableSchema) -> io::Result<String> {
    let name = format!("{}.parquet", schema.name);
    let mut columns: Vec<Column> = typed::columns(schema).into_iter().map(Column::new).collect();
    let fields = columns.iter().map(Column::field).collect::<Result<Vec<_>, _>>()?;
    let message = Type::group_type_builder(schema.name).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_created_by("tearsheet".to_owned())
        .set_compression(Compression::SNAPPY)
        .build();
    let file = File::create(folder.join(&name))?;
    let mut writer = SerializedFileWriter::new(file, Arc::new(message), Arc::new(properties))?;
    let (mut rows, mut bytes) = (0, 0);
    Rows::open(folder, schema)?.each(|cells| {
        for column in &mut columns {
            column.push(cells[column.typed.cell]);
        }
        rows += 1;
        bytes += cells.iter().map(|cell| cell.len()).sum::<usize>();
        if rows == GROUP || bytes >= GROUP_BYTES {
            (rows, bytes) = (0, 0);
            write_group(&mut writer, &mut columns)?;
        }
        Ok(())
    })?;
    if rows > 0 {
        write_group(&mut writer, &mut columns)?;
    }
    writer.close()?;
    Ok(name)
}

/// Writes the rows that are held as one group.
fn write_group(writer: &mut SerializedFileWriter<File>, columns: &mut [Column]) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        let Some(mut writer) = group.next_column()? else { break };
        column.write(writer.untyped())?;
        writer.close()?;
    }
    group.close()?;
    Ok(())
}

impl Column {
    fn new(typed: Typed) -> Self {
        let values = match typed.kind {
            Kind::Text | Kind::NoDecimal | Kind::NoDate => Values::Text(Vec::new()),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Decimal => Values::Decimal(Vec::new()),
            Kind::Date => Values::Date(Vec::new()),
        };
        Self { typed, values, levels: Vec::new() }
    }

    fn field(&self) -> Result<TypePtr, ParquetError> {
        let physical = match self.values {
            Values::Text(_) => Physical::BYTE_ARRAY,
            Values::Integer(_) => Physical::INT64,
            Values::Date(_) => Physical::INT32,
            Values::Decimal(_) => Physical::FIXED_LEN_BYTE_ARRAY,
        };
        let field =
            Type::primitive_type_builder(&self.typed.name, physical).with_repetition(Repetition::OPTIONAL);
        let (scale, precision) = (SCALE as i32, PRECISION as i32);
        let field = match self.values {
            Values::Text(_) => field.with_logical_type(Some(LogicalType::String)),
            Values::Integer(_) => field,
            Values::Date(_) => field.with_logical_type(Some(LogicalType::Date)),
            Values::Decimal(_) => field
                .with_logical_type(Some(LogicalType::decimal(scale, precision)))
                .with_length(16)
                .with_precision(precision)
                .with_scale(scale),
        };
        Ok(Arc::new(field.build()?))
    }

    fn push(&mut self, cell: &str) {
        let is_missing = match self.typed.kind {
            Kind::NoDecimal => typed::unscaled(cell).is_some(),
            Kind::NoDate => typed::days(cell).is_some(),
            _ => false,
        };
        let is_there = match &mut self.values {
            _ if is_missing || cell.is_empty() => false,
            Values::Text(values) => push(values, Some(ByteArray::from(cell))),
            Values::Integer(values) => push(values, cell.parse().ok()),
            Values::Decimal(values) => {
                let bytes = |unscaled: i128| FixedLenByteArray::from(unscaled.to_be_bytes().to_vec());
                push(values, typed::unscaled(cell).map(bytes))
            }
            Values::Date(values) => push(values, typed::days(cell)),
        };
        self.levels.push(i16::from(is_there));
    }

    fn write(&mut self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = Some(self.levels.as_slice());
        match (&mut self.values, writer) {
            (Values::Text(values), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                writer.write_batch(values, levels, None)?;
                values.clear();
            }
            (Values::Integer(values), ColumnWriter::Int64ColumnWriter(writer)) => {
                writer.write_batch(values, levels, None)?;
                values.clear();
            }
            (Values::Decimal(values), ColumnWriter::FixedLenByteArrayColumnWriter(writer)) => {
                writer.write_batch(values, levels, None)?;
                values.clear();
            }
            (Values::Date(values), ColumnWriter::Int32ColumnWriter(writer)) => {
                writer.write_batch(values, levels, None)?;
                values.clear();
            }
            _ => {
                return Err(ParquetError::General(format!(
                    "the column {} has another type",
                    self.typed.name
                )));
            }
        }
        self.levels.clear();
        Ok(())
    }
}

fn push<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
    let is_there = value.is_some();
    values.extend(value);
    is_there
}
