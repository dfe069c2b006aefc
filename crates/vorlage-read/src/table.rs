//! Tables: CSV and TSV with a header row. Each row becomes a document or a note.

use crate::Options;
use crate::charset;
use crate::error::ReadError;
use crate::gathered::{Emit, Gathered, Place, read_ahead};
use crate::record::{self, Record};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use rayon::prelude::*;
use std::io::Read;
use std::ops::ControlFlow;
use std::ops::Range;
use vorlage_model::Document;

/// Bytes of rows that are parsed at a time.
const BATCH: usize = 8 << 20;

/// Bytes that are read at a time.
const BLOCK: usize = 256 << 10;

/// Columns that a row may have; more are a broken file.
const MAX_COLUMNS: usize = 4096;

/// Reads a table whose columns are parted by `separator`.
pub(crate) fn read(
    stream: Box<dyn Read + Send>,
    separator: u8,
    place: &Place,
    options: &Options,
    emit: &mut Emit<'_>,
) -> ControlFlow<()> {
    let mut rows = Rows::new(stream, separator, options.max_document);
    let Some(header) = rows.next_header() else {
        return emit(Gathered::failed(&ReadError::Empty { place: place.name() }));
    };
    let columns = Columns::new(header, options);
    if !columns.hold_text() {
        return emit(Gathered::failed(&columns.without_text(place)));
    }
    let next = || Some(rows.next_batch()).filter(|batch| !batch.rows.is_empty());
    let read = |batch: Batch| {
        let mut gathered = Gathered::default();
        let read = documents(&batch, &columns, place, options);
        read.into_iter().for_each(|(place, document)| gathered.take(place, document));
        gathered
    };
    read_ahead(next, read, emit)?;
    if rows.number == 0 {
        return emit(Gathered::failed(&ReadError::Empty { place: place.name() }));
    }
    ControlFlow::Continue(())
}

/// What the columns are called and which field each one is.
pub(crate) struct Columns {
    names: Vec<String>,
    fields: Vec<Option<String>>,
}

impl Columns {
    pub(crate) fn new(names: Vec<String>, options: &Options) -> Self {
        let has = |other: &str| names.iter().any(|n| n == other);
        let known = |name: &str| options.field_of(name, has).filter(|f| record::FIELDS.contains(f)).map(str::to_owned);
        let field = |name: &String| known(name).or_else(|| known(&name.to_ascii_lowercase()));
        let fields = names.iter().map(field).collect();
        Self { names, fields }
    }

    /// Some column is text or HTML.
    pub(crate) fn hold_text(&self) -> bool {
        self.fields.iter().any(|f| matches!(f.as_deref(), Some("text" | "html")))
    }

    /// Why a table without such a column is not read.
    pub(crate) fn without_text(&self, place: &Place) -> ReadError {
        ReadError::NoTextColumn { place: place.name(), columns: record::shortened(&self.names.join(", ")) }
    }
}

fn documents(
    batch: &Batch,
    columns: &Columns,
    whole: &Place,
    options: &Options,
) -> Vec<(Place, Result<Document, ReadError>)> {
    let read = batch.rows.par_iter().map(|row| {
        let place = whole.element(row.number);
        let document = document(batch, row, columns, &place, options);
        (place, document)
    });
    read.collect()
}

fn document(
    batch: &Batch,
    row: &Row,
    columns: &Columns,
    place: &Place,
    options: &Options,
) -> Result<Document, ReadError> {
    if row.length > options.max_document as u64 {
        return Err(ReadError::TooLong { place: place.name(), length: row.length, limit: options.max_document });
    }
    let mut record = Record::default();
    let cells = batch.cells(row);
    if cells.len() != columns.names.len() {
        record.notes.push(format!("has {} columns where the header has {}", cells.len(), columns.names.len()));
    }
    for (n, cell) in cells.into_iter().enumerate() {
        let value = match std::str::from_utf8(cell) {
            Ok(value) => value.to_owned(),
            Err(_) => {
                let decoded = charset::decode(cell.to_vec(), None);
                record.notes.extend(decoded.notes);
                decoded.text
            }
        };
        match (columns.fields.get(n).and_then(Option::as_deref), columns.names.get(n)) {
            (Some("authors"), _) => record.authors = record::people(&value),
            (Some(field), _) => {
                if let Some(slot) = record.field(field).filter(|_| !value.trim().is_empty()) {
                    *slot = Some(value);
                }
            }
            (None, Some(name)) => drop(record.extra.insert(name.clone(), record::json_string(&value))),
            (None, None) => drop(record.extra.insert(format!("column {}", n + 1), record::json_string(&value))),
        }
    }
    record.document(place, || record::shortened(&columns.names.join(", ")))
}

struct Row {
    number: u64,
    /// Its cells one after the other in the batch; empty if the row is over the limit.
    range: Range<usize>,
    /// Where its cells end, in the batch's list.
    ends: Range<usize>,
    length: u64,
}

#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    /// The ends of cells, counted from the beginning of their row.
    ends: Vec<usize>,
    rows: Vec<Row>,
}

impl Batch {
    fn cells(&self, row: &Row) -> Vec<&[u8]> {
        let bytes = &self.bytes[row.range.clone()];
        let mut begin = 0;
        let cell = |end: &usize| {
            let cell = &bytes[begin..*end];
            begin = *end;
            cell
        };
        self.ends[row.ends.clone()].iter().map(cell).collect()
    }
}

/// The rows of a stream; one over the limit is measured but not held.
struct Rows {
    stream: Box<dyn Read + Send>,
    reader: Reader,
    limit: usize,
    block: Vec<u8>,
    from: usize,
    to: usize,
    number: u64,
    /// A row's cells so far, and where they end.
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl Rows {
    fn new(stream: Box<dyn Read + Send>, separator: u8, limit: usize) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Self {
            stream,
            reader,
            limit,
            block: vec![0; BLOCK],
            from: 0,
            to: 0,
            number: 0,
            cells: vec![0; BLOCK],
            ends: vec![0; MAX_COLUMNS],
        }
    }

    fn next_header(&mut self) -> Option<Vec<String>> {
        let mut batch = Batch::default();
        self.next_row(&mut batch).then_some(())?;
        self.number = 0;
        let cells = batch.cells(batch.rows.first()?);
        Some(cells.iter().map(|c| String::from_utf8_lossy(c).trim().to_owned()).collect())
    }

    fn next_batch(&mut self) -> Batch {
        let mut batch = Batch::default();
        while batch.bytes.len() < BATCH && self.next_row(&mut batch) {}
        batch
    }

    /// Reads one row into the batch; false at the end.
    fn next_row(&mut self, batch: &mut Batch) -> bool {
        let (mut filled, mut ended, mut length) = (0, 0, 0u64);
        loop {
            if self.from == self.to {
                self.fill();
            }
            let input = &self.block[self.from..self.to];
            let (result, read, written, ends) =
                self.reader.read_record(input, &mut self.cells[filled..], &mut self.ends[ended..]);
            self.from += read;
            filled += written;
            ended += ends;
            length += written as u64;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < self.limit => {
                    self.cells.resize(self.cells.len() * 2, 0)
                }
                // Over a limit, what was read of the row is dropped, and the rest of it is read to measure it.
                ReadRecordResult::OutputFull => (filled, ended) = (0, 0),
                ReadRecordResult::OutputEndsFull => ended = 0,
                ReadRecordResult::End => return false,
                ReadRecordResult::Record => {
                    self.push(batch, filled, ended, length);
                    return true;
                }
            }
        }
    }

    fn push(&mut self, batch: &mut Batch, filled: usize, ended: usize, length: u64) {
        self.number += 1;
        let (begin, first) = (batch.bytes.len(), batch.ends.len());
        if length <= self.limit as u64 && length == filled as u64 {
            batch.bytes.extend_from_slice(&self.cells[..filled]);
            batch.ends.extend_from_slice(&self.ends[..ended]);
        }
        let (range, ends) = (begin..batch.bytes.len(), first..batch.ends.len());
        batch.rows.push(Row { number: self.number, range, ends, length });
    }

    /// Reads the next block; nothing at the end, which is also where the stream breaks (it reports that itself).
    fn fill(&mut self) {
        self.from = 0;
        self.to = loop {
            match self.stream.read(&mut self.block) {
                Ok(n) => break n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => break 0,
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn read_table(table: &str, separator: u8, options: &Options) -> Gathered {
        let mut all = Gathered::default();
        let stream = Box::new(Cursor::new(table.as_bytes().to_vec()));
        let _ = read(stream, separator, &Place::whole("t.csv"), options, &mut |gathered| {
            all.append(gathered);
            ControlFlow::Continue(())
        });
        all
    }

    #[test]
    fn quoting_newlines_and_other_columns_survive() {
        let table =
            "\u{feff}ID,text,note,authors\r\n7,\"He said \"\"no\"\".\nThen, he left.\",x,A B; C D\r\n\r\n8,Two,,\r\n";
        let gathered = read_table(table.trim_start_matches('\u{feff}'), b',', &Options::default());
        let documents: Vec<_> = gathered.documents.iter().map(|(_, d)| d).collect();
        assert_eq!(documents[0].id, "7");
        assert_eq!(documents[0].text, "He said \"no\".\nThen, he left.");
        assert_eq!(documents[0].extra["note"], "\"x\"");
        assert_eq!(documents[0].authors, ["A B", "C D"]);
        assert_eq!((documents[1].id.as_str(), documents[1].text.as_str()), ("8", "Two"));
        assert!(!gathered.skipped);
    }

    #[test]
    fn columns_are_mapped_and_a_missing_text_column_is_said() {
        let table = "key\tcontent\n1\tA text\n";
        let options = Options {
            columns: vec![("text".into(), "content".into()), ("id".into(), "key".into())],
            ..Options::default()
        };
        let gathered = read_table(table, b'\t', &options);
        assert_eq!((gathered.documents[0].1.id.as_str(), gathered.documents[0].1.text.as_str()), ("1", "A text"));
        let gathered = read_table(table, b'\t', &Options::default());
        assert!(gathered.skipped && gathered.notes[0].text.contains("it has key, content"));
    }

    #[test]
    fn a_row_over_the_limit_is_measured_and_skipped() {
        let table = format!("text\nshort\n\"{}\"\nlast\n", "x".repeat(600_000));
        let gathered = read_table(&table, b',', &Options { max_document: 1000, ..Options::default() });
        assert_eq!(gathered.documents.len(), 2);
        assert_eq!(gathered.documents[1].1.id, "t.csv#3");
        assert_eq!(gathered.notes[0].place, "t.csv#2");
        assert!(gathered.notes[0].text.starts_with("600000 bytes are over the limit of 1000"));
    }

    #[test]
    fn a_row_of_other_width_is_read_with_a_note() {
        let gathered = read_table("id,text\n1,a,b\n2\n", b',', &Options::default());
        assert_eq!(gathered.documents[0].1.notes[0].text, "has 3 columns where the header has 2");
        assert_eq!(gathered.documents[0].1.extra["column 3"], "\"b\"");
        assert_eq!(gathered.notes[0].place, "t.csv#2");
    }
}
