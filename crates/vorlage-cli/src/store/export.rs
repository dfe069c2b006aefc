//! `vorlage export`: every table of a store, a file each.

use super::{open, told};
use crate::args::{Export as Command, TableFormat};
use crate::out;
use anyhow::Context as _;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use vorlage_export::tables;
use vorlage_store::{Access, Cell, Holds, Store, TABLES, Table};

/// Rows that are held at a time.
const GROUP: usize = 8192;

/// Writes the tables and prints the names of their files.
pub fn run(command: &Command) -> anyhow::Result<u8> {
    let store = open(&command.store, Access::Read)?;
    let folder = &command.folder;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for table in TABLES {
        let (ending, write): (&str, WriteTable) = match command.format {
            TableFormat::Parquet => ("parquet", parquet),
            TableFormat::Csv => ("csv", csv),
            TableFormat::Jsonl => ("jsonl", jsonl),
        };
        let path = folder.join(format!("{}.{ending}", table.name));
        write(&store, table, &path).with_context(|| format!("cannot write {}", path.display()))?;
        out::text(None, &format!("{}\n", path.display()))?;
    }
    Ok(0)
}

/// Writes a table into a file.
type WriteTable = fn(&Store, &Table, &Path) -> anyhow::Result<()>;

/// Hands over the rows of a table; an error of `f` ends it.
fn each(store: &Store, table: &Table, mut f: impl FnMut(&[Cell]) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut done = Ok(());
    let read = store.each_row(table, |cells| {
        done = f(cells);
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    read.map_err(told)?;
    done
}

fn csv(store: &Store, table: &Table, path: &Path) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    file.write_all(line(&names).as_bytes())?;
    each(store, table, |cells| {
        let cells: Vec<String> = cells.iter().zip(table.columns).map(|(cell, column)| plain(cell, column.1)).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        Ok(file.write_all(line(&cells).as_bytes())?)
    })?;
    Ok(file.flush()?)
}

fn line(cells: &[&str]) -> String {
    let mut line = String::new();
    tables::row(&mut line, cells);
    line
}

/// A cell as CSV has it; nothing is empty.
fn plain(cell: &Cell, holds: Holds) -> String {
    match value(cell, holds) {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn value(cell: &Cell, holds: Holds) -> Value {
    match (cell, holds) {
        (Cell::Null, _) => Value::Null,
        (Cell::Whole(n), Holds::Truth) => json!(*n != 0),
        (Cell::Whole(n), _) => json!(n),
        (Cell::Number(n), _) => json!(n),
        (Cell::Text(text), _) => json!(text),
    }
}

fn jsonl(store: &Store, table: &Table, path: &Path) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    each(store, table, |cells| {
        let fields = table.columns.iter().zip(cells);
        let row: Map<String, Value> =
            fields.map(|((name, holds), cell)| ((*name).to_owned(), value(cell, *holds))).collect();
        out::json(&mut file, &row)?;
        Ok(file.write_all(b"\n")?)
    })?;
    Ok(file.flush()?)
}

fn parquet(store: &Store, table: &Table, path: &Path) -> anyhow::Result<()> {
    let fields: String = table.columns.iter().map(|(name, holds)| field(name, *holds)).collect();
    let schema = Arc::new(parse_message_type(&format!("message {} {{ {fields} }}", table.name))?);
    let properties = WriterProperties::builder()
        .set_created_by(concat!("vorlage ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut writer = SerializedFileWriter::new(File::create(path)?, schema, Arc::new(properties))?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    each(store, table, |cells| {
        rows.push(cells.to_vec());
        if rows.len() == GROUP {
            group(&mut writer, table, &std::mem::take(&mut rows))?;
        }
        Ok(())
    })?;
    group(&mut writer, table, &rows)?;
    writer.close()?;
    Ok(())
}

fn field(name: &str, holds: Holds) -> String {
    let sort = match holds {
        Holds::Whole => "int64",
        Holds::Number => "double",
        Holds::Text => return format!("optional binary {name} (STRING); "),
        Holds::Truth => "boolean",
    };
    format!("optional {sort} {name}; ")
}

fn group(writer: &mut SerializedFileWriter<File>, table: &Table, rows: &[Vec<Cell>]) -> anyhow::Result<()> {
    let mut group = writer.next_row_group()?;
    for (at, (_, holds)) in table.columns.iter().enumerate() {
        let cells = rows.iter().map(|row| &row[at]);
        match holds {
            Holds::Whole => column::<Int64Type>(&mut group, cells.map(whole))?,
            Holds::Truth => column::<BoolType>(&mut group, cells.map(|cell| whole(cell).map(|n| n != 0)))?,
            Holds::Number => column::<DoubleType>(&mut group, cells.map(number))?,
            Holds::Text => column::<ByteArrayType>(&mut group, cells.map(text))?,
        }
    }
    group.close()?;
    Ok(())
}

fn whole(cell: &Cell) -> Option<i64> {
    if let Cell::Whole(n) = cell { Some(*n) } else { None }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(n) => Some(*n),
        Cell::Whole(n) => Some(*n as f64),
        _ => None,
    }
}

fn text(cell: &Cell) -> Option<ByteArray> {
    if let Cell::Text(text) = cell { Some(ByteArray::from(text.as_str())) } else { None }
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> anyhow::Result<()> {
    let cells: Vec<Option<T::T>> = cells.collect();
    let defined: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.into_iter().flatten().collect();
    let mut column = group.next_column()?.context("there is no such column")?;
    column.typed::<T>().write_batch(&values, Some(&defined), None)?;
    column.close()?;
    Ok(())
}
