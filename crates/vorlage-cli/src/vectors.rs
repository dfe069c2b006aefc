//! Vectors as files that other programs read: NumPy's format and Parquet.

use crate::arrow;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, FloatType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use std::io::Write;
use std::sync::Arc;
use vorlage_embed::Vectors;

/// Rows of a row group: some megabytes of numbers, which is what is held besides the vectors themselves.
const GROUP: usize = 4096;

/// What a vector is of. Written as a line of JSON, and as a row of a table.
#[derive(serde::Serialize)]
pub struct Row<'a> {
    /// The document's name.
    pub document: &'a str,
    /// Which of the document's rows this is, from 0.
    #[serde(skip)]
    pub sentence: usize,
    /// Where it stands, in code points of the document's text.
    pub span: [usize; 2],
    /// Its language, where it is known.
    pub lang: Option<String>,
    /// Its text.
    pub text: &'a str,
    /// Its vector.
    pub vector: &'a [f32],
}

/// A table in NumPy's format, version 1.0: magic, the length of the header, the header padded to 64 bytes, the numbers.
pub fn npy(vectors: &Vectors, out: &mut dyn Write) -> std::io::Result<()> {
    let shape = format!("({}, {})", vectors.len(), vectors.dimensions);
    let mut header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}");
    let padded = (10 + header.len() + 1).next_multiple_of(64) - 10;
    header.push_str(&" ".repeat(padded - header.len() - 1));
    header.push('\n');
    out.write_all(b"\x93NUMPY\x01\x00")?;
    out.write_all(&(padded as u16).to_le_bytes())?;
    out.write_all(header.as_bytes())?;
    vectors.numbers.iter().try_for_each(|x| out.write_all(&x.to_le_bytes()))
}

impl Row<'_> {
    /// A name of its own: that of its document, and which of its rows it is.
    fn id(&self) -> String {
        format!("{}#{}", self.document, self.sentence)
    }
}

/// A table in Parquet, one row a vector.
pub fn parquet<'a>(rows: impl Iterator<Item = Row<'a>>, dimensions: usize, out: &mut dyn Write) -> std::io::Result<()> {
    let mut rows = rows.peekable();
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties(dimensions)))?;
    while rows.peek().is_some() {
        let some: Vec<Row<'_>> = rows.by_ref().take(GROUP).collect();
        let mut group = writer.next_row_group()?;
        write_group(&mut group, &some)?;
        group.close()?;
        writer.flush()?;
        out.write_all(&std::mem::take(writer.inner_mut()))?;
    }
    out.write_all(&writer.into_inner()?)
}

/// The columns. That every list has the same length cannot be said here; the Arrow schema beside it says so.
const SCHEMA: &str = "message vectors {
    required binary id (STRING);
    required binary document (STRING);
    required int32 sentence;
    required int64 begin;
    required int64 end;
    optional binary lang (STRING);
    required binary text (STRING);
    required group vector (LIST) { repeated group list { required float element; } }
}";

fn properties(dimensions: usize) -> WriterProperties {
    let vector = ColumnPath::from("vector.list.element");
    let arrow = KeyValue::new(arrow::KEY.to_owned(), arrow::schema(dimensions));
    WriterProperties::builder()
        .set_created_by(concat!("vorlage ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_column_compression(vector.clone(), Compression::UNCOMPRESSED)
        .set_column_dictionary_enabled(vector, false)
        .set_key_value_metadata(Some(vec![arrow]))
        .build()
}

fn write_group(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, rows: &[Row<'_>]) -> Result<()> {
    let texts = |of: fn(&Row<'_>) -> ByteArray| rows.iter().map(of).collect::<Vec<_>>();
    column::<ByteArrayType>(group, &texts(|row| row.id().into_bytes().into()), None, None)?;
    column::<ByteArrayType>(group, &texts(|row| row.document.into()), None, None)?;
    column::<Int32Type>(group, &rows.iter().map(|row| row.sentence as i32).collect::<Vec<_>>(), None, None)?;
    for end in 0..2 {
        column::<Int64Type>(group, &rows.iter().map(|row| row.span[end] as i64).collect::<Vec<_>>(), None, None)?;
    }
    let known: Vec<ByteArray> = rows.iter().filter_map(|row| Some(row.lang.as_deref()?.into())).collect();
    let levels: Vec<i16> = rows.iter().map(|row| i16::from(row.lang.is_some())).collect();
    column::<ByteArrayType>(group, &known, Some(&levels), None)?;
    column::<ByteArrayType>(group, &texts(|row| row.text.into()), None, None)?;
    let numbers: Vec<f32> = rows.iter().flat_map(|row| row.vector).copied().collect();
    // The first number of a vector begins a list, the others go on with it.
    let goes_on = |row: &Row<'_>| (0..row.vector.len()).map(|at| i16::from(at > 0));
    let levels: Vec<i16> = rows.iter().flat_map(goes_on).collect();
    column::<FloatType>(group, &numbers, Some(&vec![1; numbers.len()]), Some(&levels))
}

/// Writes the next column of a group, with levels as Parquet defines them.
fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[T::T],
    defined: Option<&[i16]>,
    repeated: Option<&[i16]>,
) -> Result<()> {
    let mut column = group.next_column()?.ok_or_else(|| ParquetError::General("there is no such column".to_owned()))?;
    column.typed::<T>().write_batch(values, defined, repeated)?;
    column.close()
}
