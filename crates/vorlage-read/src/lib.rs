//! Reading: whatever holds news becomes documents.
//!
//! One entry: [`read`]. Inputs are files, folders, globs, or bytes of standard input; what they hold is told apart by content first,
//! then by name. Nothing that is read can stop a batch: what fails becomes a [`Note`] that names document and place.
//!
//! `walk` finds the files, `decompress` unpacks, `detect` tells the format, `charset` decodes; then one file per format: `text`,
//! `jsonl`, `table`, `html`. Texts are kept as decoded: nothing but a byte order mark is taken away.

mod charset;
mod dates;
mod decompress;
mod detect;
mod error;
mod gathered;
mod host;
mod html;
mod ids;
mod jsonl;
mod mojibake;
mod pieces;
mod record;
mod table;
mod text;
mod walk;
pub mod warc;

pub use error::ReadError;

use detect::Format;
use gathered::{Gathered, Place};
use rayon::prelude::*;
use std::fs::File;
use std::io::Read;
use vorlage_model::{Document, Note};
use walk::Source;

/// What was read and what could not be.
#[derive(Debug, Default)]
pub struct Batch {
    /// The documents, in the order of the inputs; ids are unique.
    pub documents: Vec<Document>,
    /// What was skipped or is worth knowing.
    pub notes: Vec<Note>,
    /// Some input was skipped (exit status 1).
    pub skipped: bool,
}

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Fields of the contract with the name of the column or JSON field they are read from: `("text", "content")`.
    pub columns: Vec<(String, String)>,
    /// Bytes that one packed input may unpack to.
    pub max_input: u64,
    /// Bytes that one document may have: a file of text or HTML, a line of JSON, a row of a table.
    pub max_document: usize,
    /// How many times its size a packed input may unpack to.
    pub max_ratio: u64,
}

impl Default for Options {
    /// 2 GiB an input and 64 MiB a document are far above any day of one outlet and any article; news as JSON Lines packs to about a
    /// fifth with gzip and a tenth with zstd, so that two hundred times the size is no news.
    fn default() -> Self {
        Self { columns: Vec::new(), max_input: 2 << 30, max_document: 64 << 20, max_ratio: 200 }
    }
}

impl Options {
    /// The field that a column or JSON field of this name is read as; `None` where it only passes through. `has` tells whether the
    /// record has a field: a field's own name gives way to the column named for it where that is there.
    fn field_of<'a>(&'a self, name: &'a str, has: impl Fn(&str) -> bool) -> Option<&'a str> {
        if let Some((field, _)) = self.columns.iter().find(|(_, column)| column == name) {
            return Some(field);
        }
        let taken = self.columns.iter().any(|(field, column)| field == name && has(column));
        (!taken).then_some(name)
    }

    /// The names that a column of text or HTML may have.
    fn text_columns(&self) -> Vec<&str> {
        let mapped =
            self.columns.iter().filter(|(field, _)| field == "text" || field == "html").map(|(_, c)| c.as_str());
        ["text", "html"].into_iter().chain(mapped).collect()
    }
}

/// Reads all inputs; `-` means standard input.
///
/// Files are read in parallel and given in the order of the inputs, those of a folder or glob sorted by path.
#[must_use]
pub fn read(inputs: &[String], options: &Options) -> Batch {
    let mut gathered = Gathered::default();
    let sources = walk::sources(inputs, &mut gathered);
    let read: Vec<Gathered> = sources.par_iter().map(|source| read_source(source, options)).collect();
    read.into_iter().for_each(|r| gathered.append(r));
    ids::keep_unique(&mut gathered);
    Batch {
        documents: gathered.documents.into_iter().map(|(_, d)| d).collect(),
        notes: gathered.notes,
        skipped: gathered.skipped,
    }
}

fn read_source(source: &Source, options: &Options) -> Gathered {
    let mut gathered = Gathered::default();
    let raw: Box<dyn Read + Send> = match &source.path {
        None => Box::new(std::io::stdin()),
        Some(path) => match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => {
                gathered.fail(&ReadError::Io { place: source.name.clone(), source: error });
                return gathered;
            }
        },
    };
    match decompress::open(raw, &source.name, options) {
        Ok(opened) => read_opened(opened, &source.name, options),
        Err(error) => {
            gathered.fail(&error);
            gathered
        }
    }
}

/// Reads what is in a stream, by its format, and notes what broke on the way.
fn read_opened(opened: decompress::Opened, name: &str, options: &Options) -> Gathered {
    let breaks = opened.breaks.clone();
    let place = || name.to_owned();
    let format = detect::detect(&opened.head, decompress::bare_name(name), &options.text_columns());
    let mut gathered = match format {
        Format::JsonLines => read_stream(opened, name, |stream| jsonl::read_lines(stream, name, options)),
        Format::Json => read_stream(opened, name, |stream| jsonl::read_values(stream, name, options)),
        Format::Table(separator) => read_stream(opened, name, |stream| table::read(stream, separator, name, options)),
        Format::Html | Format::Text => read_whole(opened, format, name, options),
        Format::Empty => failed(ReadError::Empty { place: place() }),
        Format::Unsupported(what) => failed(ReadError::Unsupported { place: place(), what }),
        Format::Binary(what) => failed(ReadError::Binary { place: place(), what }),
    };
    let broken = breaks.take();
    // What could not be read at all is not also called empty.
    if format == Format::Empty && !broken.is_empty() {
        gathered = Gathered::default();
    }
    broken.iter().for_each(|error| gathered.fail(error));
    gathered
}

fn failed(error: ReadError) -> Gathered {
    let mut gathered = Gathered::default();
    gathered.fail(&error);
    gathered
}

/// Reads a stream of records in UTF-8.
fn read_stream(
    opened: decompress::Opened,
    name: &str,
    records: impl FnOnce(Box<dyn Read + Send>) -> Gathered,
) -> Gathered {
    let (stream, note) = charset::utf8_stream(opened);
    let mut gathered = records(stream);
    gathered.notes.splice(0..0, note.map(|text| Note { place: name.to_owned(), text }));
    gathered
}

/// Reads an input that is one document.
fn read_whole(opened: decompress::Opened, format: Format, name: &str, options: &Options) -> Gathered {
    let place = name.to_owned();
    let limit = options.max_document;
    let mut bytes = Vec::new();
    let mut stream = opened.stream();
    if let Err(source) = stream.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes) {
        return failed(ReadError::Io { place, source });
    }
    if bytes.len() > limit {
        let rest = std::io::copy(&mut stream, &mut std::io::sink()).unwrap_or(0);
        return failed(ReadError::TooLong { place, length: bytes.len() as u64 + rest, limit });
    }
    let document = if format == Format::Html {
        let declared = charset::declared_in_html(&bytes);
        let page = charset::decode(bytes, declared.as_deref());
        let record = record::Record { html: Some(page.text), notes: page.notes, ..record::Record::default() };
        record.document(&Place::whole(name), String::new)
    } else {
        text::document(charset::decode(bytes, None), name)
    };
    let mut gathered = Gathered::default();
    gathered.take(Place::whole(name), document);
    gathered
}
