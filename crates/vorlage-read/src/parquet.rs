//! Tables in Parquet files, row by row without Arrow. Each row is read as the JSON object that it stands for.

use crate::Options;
use crate::error::ReadError;
use crate::gathered::{Emit, Gathered, Place};
use crate::jsonl;
use crate::table::Columns;
use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use ::parquet::record::{Field, Row};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// First bytes of a file.
const MAGIC: &[u8] = b"PAR1";

/// Bytes of rows that are parsed at a time.
const BATCH: usize = 8 << 20;

/// Bytes that a row group may unpack to.
const MAX_GROUP: i64 = 2 << 30;

/// Whether a file is a table; it is left at its beginning.
pub(crate) fn is_table(mut file: &File) -> bool {
    let mut head = [0; MAGIC.len()];
    // Only a regular file can be rewound, and read from its end as a table asks for.
    let regular = file.metadata().is_ok_and(|meta| meta.is_file());
    let table = regular && file.read_exact(&mut head).is_ok() && head == *MAGIC;
    (!regular || file.rewind().is_ok()) && table
}

/// Reads a table.
pub(crate) fn read<R: ChunkReader + 'static>(
    input: R,
    place: &Place,
    options: &Options,
    emit: &mut Emit<'_>,
) -> ControlFlow<()> {
    let failed = |what: String| Gathered::failed(&ReadError::Parquet { place: place.name(), what });
    let opened = guarded(|| SerializedFileReader::new(input).map_err(|error| error.to_string()));
    let file = match opened {
        Ok(file) => file,
        Err(what) => return emit(failed(what)),
    };
    let schema = file.metadata().file_metadata().schema();
    let names =
        if schema.is_group() { schema.get_fields().iter().map(|f| f.name().to_owned()).collect() } else { Vec::new() };
    let columns = Columns::new(names, options);
    if !columns.hold_text() {
        return emit(Gathered::failed(&columns.without_text(place)));
    }
    let mut number = 0;
    for group in 0..file.num_row_groups() {
        let size = file.metadata().row_group(group).total_byte_size();
        if size > MAX_GROUP {
            emit(failed(format!("row group {} unpacks to {size} bytes", group + 1)))?;
            continue;
        }
        let before = number;
        if let Err(what) = read_group(&file, group, place, options, &mut number, emit) {
            match what {
                Stopped::Wanted => return ControlFlow::Break(()),
                Stopped::Broken(what) => emit(failed(format!(
                    "row group {} breaks off after {} row(s): {what}",
                    group + 1,
                    number - before
                )))?,
            }
        }
    }
    if number == 0 {
        return emit(Gathered::failed(&ReadError::Empty { place: place.name() }));
    }
    ControlFlow::Continue(())
}

/// Why a row group ended early.
enum Stopped {
    /// Nothing more is wanted.
    Wanted,
    /// It is broken.
    Broken(String),
}

fn read_group<R: ChunkReader + 'static>(
    file: &SerializedFileReader<R>,
    group: usize,
    place: &Place,
    options: &Options,
    number: &mut u64,
    emit: &mut Emit<'_>,
) -> Result<(), Stopped> {
    let group = guarded(|| file.get_row_group(group).map_err(|error| error.to_string())).map_err(Stopped::Broken)?;
    let mut rows = guarded(|| group.get_row_iter(None).map_err(|error| error.to_string())).map_err(Stopped::Broken)?;
    loop {
        let (mut batch, mut bytes, mut broken) = (Vec::new(), 0, None);
        while bytes < BATCH {
            match guarded(|| rows.next().transpose().map_err(|error| error.to_string())) {
                Ok(Some(row)) => {
                    *number += 1;
                    let json = object(&row).to_string();
                    bytes += json.len();
                    batch.push((*number, json));
                }
                Ok(None) => break,
                Err(what) => {
                    broken = Some(what);
                    break;
                }
            }
        }
        let ended = bytes < BATCH;
        let read: Vec<_> = batch
            .par_iter()
            .map(|(n, json)| (place.element(*n), jsonl::from_json(json, &place.element(*n), options, Vec::new())))
            .collect();
        let mut gathered = Gathered::default();
        read.into_iter().for_each(|(place, document)| gathered.take(place, document));
        if emit(gathered).is_break() {
            return Err(Stopped::Wanted);
        }
        if let Some(what) = broken {
            return Err(Stopped::Broken(what));
        }
        if ended {
            return Ok(());
        }
    }
}

/// What the parser was not prepared for is an error of this file alone.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("its structure is broken".to_owned()))
}

fn object(row: &Row) -> Value {
    Value::Object(row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect())
}

const SECONDS_A_DAY: i64 = 86_400;

/// Letters of a day in ISO 8601.
const DAY: usize = 10;

/// Seconds since 1970 as ISO 8601, its first `letters`; as they are where that is not to be had.
fn moment(seconds: i64, letters: usize) -> Value {
    match crate::dates::parse(&seconds.to_string()) {
        Some((at, _)) => at.chars().take(letters).collect::<String>().into(),
        None => seconds.into(),
    }
}

/// A field as JSON; times are ISO 8601 or seconds, bytes are text.
fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => (*value).into(),
        Field::Byte(value) => (*value).into(),
        Field::Short(value) => (*value).into(),
        Field::Int(value) => (*value).into(),
        Field::Long(value) => (*value).into(),
        Field::UByte(value) => (*value).into(),
        Field::UShort(value) => (*value).into(),
        Field::UInt(value) => (*value).into(),
        Field::ULong(value) => (*value).into(),
        Field::Float16(value) => f64::from(value.to_f32()).into(),
        Field::Float(value) => f64::from(*value).into(),
        Field::Double(value) => (*value).into(),
        Field::Str(value) => value.as_str().into(),
        Field::Bytes(value) => String::from_utf8_lossy(value.data()).into(),
        Field::Date(days) => moment(i64::from(*days) * SECONDS_A_DAY, DAY),
        Field::TimestampMillis(millis) => moment(millis.div_euclid(1000), usize::MAX),
        Field::TimestampMicros(micros) => moment(micros.div_euclid(1_000_000), usize::MAX),
        Field::TimeMillis(value) => (*value).into(),
        Field::TimeMicros(value) => (*value).into(),
        Field::Decimal(_) => field.to_string().into(),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        Field::MapInternal(map) => {
            let key = |key: &Field| value(key).as_str().map_or_else(|| key.to_string(), str::to_owned);
            Value::Object(map.entries().iter().map(|(k, v)| (key(k), value(v))).collect::<Map<_, _>>())
        }
    }
}
