//! The tables of an answer in Parquet: the columns of the CSV with their types, what is empty there is null here.

use crate::tables::{self, Table};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;
use vorlage_model::Trace;

/// Columns of numbers.
const NUMBERS: [&str; 9] =
    ["Weight", "cut", "paste", "confidence", "direction_confidence", "agency_confidence", "value", "low", "high"];
/// Columns of whole numbers.
const WHOLE: [&str; 3] = ["begin", "end", "documents"];
/// Columns of yes and no.
const BOOLS: [&str; 5] = ["main", "uncertain", "held", "independent", "direct"];

/// Writes a table of all stories; the same answer gives the same bytes.
///
/// # Errors
/// Only where the writer of Parquet refuses what it is given.
pub fn write(trace: &Trace, table: Table) -> Result<Vec<u8>> {
    let (names, rows) = tables::rows(trace, table);
    let fields: Vec<String> = names.iter().map(|n| field(n)).collect();
    let schema = Arc::new(parse_message_type(&format!("message vorlage {{ {} }}", fields.concat()))?);
    let properties = WriterProperties::builder()
        .set_created_by(concat!("vorlage ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for (at, name) in names.iter().enumerate() {
        let cells: Vec<&str> = rows.iter().map(|row| row[at].as_str()).collect();
        if NUMBERS.contains(name) {
            column::<DoubleType>(&mut group, &cells, |c| c.parse().ok())?;
        } else if WHOLE.contains(name) {
            column::<Int64Type>(&mut group, &cells, |c| c.parse().ok())?;
        } else if BOOLS.contains(name) {
            column::<BoolType>(&mut group, &cells, |c| c.parse().ok())?;
        } else {
            column::<ByteArrayType>(&mut group, &cells, |c| Some(ByteArray::from(c)))?;
        }
    }
    group.close()?;
    writer.into_inner()
}

fn field(name: &str) -> String {
    let sort = if NUMBERS.contains(&name) {
        "double"
    } else if WHOLE.contains(&name) {
        "int64"
    } else if BOOLS.contains(&name) {
        "boolean"
    } else {
        return format!("optional binary {name} (STRING);");
    };
    format!("optional {sort} {name};")
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    cells: &[&str],
    parse: impl Fn(&str) -> Option<T::T>,
) -> Result<()> {
    let parsed: Vec<Option<T::T>> = cells.iter().map(|c| if c.is_empty() { None } else { parse(c) }).collect();
    let defined: Vec<i16> = parsed.iter().map(|v| i16::from(v.is_some())).collect();
    let values: Vec<T::T> = parsed.into_iter().flatten().collect();
    let mut column = group.next_column()?.ok_or_else(|| ParquetError::General("there is no such column".to_owned()))?;
    column.typed::<T>().write_batch(&values, Some(&defined), None)?;
    column.close()
}
