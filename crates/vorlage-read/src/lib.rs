//! Reading: whatever holds news becomes documents.
//!
//! Two entries: [`read`], and [`read_each`] for what does not fit into memory. Inputs are files, folders, globs, or bytes of standard input; what they hold is told apart by content first,
//! then by name. Nothing that is read can stop a batch: what fails becomes a [`Note`] that names document and place.
//!
//! `walk` finds the files, `decompress` unpacks, `detect` tells the format, `charset` decodes; then one file per format: `text`,
//! `jsonl`, `table`, `parquet`, `html`, `feed`, `sitemap`, `wire`, `mail`, `pdf`, `warc`. `arrival` reads bytes that are one thing. Texts are kept as decoded: nothing but a byte order mark is taken away.

mod arrival;
mod charset;
mod dates;
mod decompress;
mod detect;
mod error;
mod feed;
mod gathered;
mod host;
mod html;
mod http;
mod ids;
mod jsonl;
mod mail;
mod mojibake;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "pdf")]
mod pdf;
mod pieces;
mod record;
mod repeated;
mod sitemap;
mod table;
mod text;
mod walk;
pub mod warc;
mod wire;
mod wordlist;
mod xml;

pub use error::ReadError;
pub use html::{MEASURES, Measured, measured};
pub use repeated::Repeated;

use arrival::Arrival;
use detect::Format;
use gathered::{Emit, Gathered, Place};
use rayon::prelude::*;
use std::fs::File;
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
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

impl From<Gathered> for Batch {
    fn from(gathered: Gathered) -> Self {
        Self {
            documents: gathered.documents.into_iter().map(|(_, document)| document).collect(),
            notes: gathered.notes,
            skipped: gathered.skipped,
        }
    }
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
    /// Bytes of text that [`read_each`] gives at a time.
    pub batch: usize,
}

impl Default for Options {
    /// 2 GiB an input and 64 MiB a document are far above any day of one outlet and any article; news as JSON Lines packs to about a
    /// fifth with gzip and a tenth with zstd, so that two hundred times the size is no news. 32 MiB of text are some ten thousand
    /// articles: enough for all threads, little beside what their analysis takes.
    fn default() -> Self {
        Self { columns: Vec::new(), max_input: 2 << 30, max_document: 64 << 20, max_ratio: 200, batch: 32 << 20 }
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
    let mut batch = unmarked(inputs, options);
    // Fewer documents tell of nothing that their hosts repeat.
    if batch.documents.len() >= repeated::STORIES {
        mark_repeated(&mut batch, &mut Repeated::default());
    }
    batch
}

/// The same as [`read`], knowing what hosts repeat from earlier batches, and learning from this one.
#[must_use]
pub fn read_knowing(repeated: &mut Repeated, inputs: &[String], options: &Options) -> Batch {
    let mut batch = unmarked(inputs, options);
    mark_repeated(&mut batch, repeated);
    batch
}

fn unmarked(inputs: &[String], options: &Options) -> Batch {
    let mut all = Gathered::all_of(|emit| gather(inputs, options, emit));
    ids::keep_unique(&mut all);
    all.into()
}

/// Marks the lines that hosts repeat, in this batch or those before it.
fn mark_repeated(batch: &mut Batch, repeated: &mut Repeated) {
    repeated.add(&batch.documents);
    repeated.mark(&mut batch.documents);
}

/// Reads all inputs and gives what was read batch by batch, in the order of [`read`], so that memory holds a batch and not the inputs.
///
/// A batch ends with [`Options::batch`] bytes of text; a run that stays below that is one batch, the same as [`read`] gives. An id
/// that an earlier batch had is not given again. `sink` may stop the reading. What hosts repeat is known from `repeated` and from the
/// batches so far, and is learned from each.
pub fn read_each(
    repeated: &mut Repeated,
    inputs: &[String],
    options: &Options,
    sink: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) {
    let mut seen = ids::Seen::default();
    let mut waiting = Gathered::default();
    let mut bytes = 0;
    let mut give = |waiting: &mut Gathered| {
        seen.keep_new(waiting);
        let mut batch = Batch::from(std::mem::take(waiting));
        mark_repeated(&mut batch, repeated);
        sink(batch)
    };
    let stopped = gather(inputs, options, &mut |gathered| {
        bytes += gathered.bytes();
        waiting.append(gathered);
        if bytes < options.batch {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        give(&mut waiting)
    });
    if stopped.is_continue() {
        let _ = give(&mut waiting);
    }
}

/// Reads bytes as if they stood in a file of this name.
#[must_use]
pub fn read_bytes(name: &str, bytes: Vec<u8>, options: &Options) -> Batch {
    let mut all = Gathered::all_of(|emit| read_raw(Box::new(Cursor::new(bytes)), name, options, emit));
    ids::keep_unique(&mut all);
    all.into()
}

/// Reads all inputs, piece by piece in their order; ids may be there twice.
fn gather(inputs: &[String], options: &Options, emit: &mut Emit<'_>) -> ControlFlow<()> {
    let mut found = Gathered::default();
    let sources = walk::sources(inputs, &mut found);
    emit(found)?;
    let mut rest = sources.as_slice();
    while !rest.is_empty() {
        let (group, after) = rest.split_at(walk::group(rest));
        match group {
            [one] => read_source(one, options, emit)?,
            several => {
                let small = |source| Gathered::all_of(|emit| read_source(source, options, emit));
                let read: Vec<Gathered> = several.par_iter().map(small).collect();
                read.into_iter().try_for_each(&mut *emit)?;
            }
        }
        rest = after;
    }
    ControlFlow::Continue(())
}

fn read_source(source: &Source, options: &Options, emit: &mut Emit<'_>) -> ControlFlow<()> {
    let raw: Box<dyn Read + Send> = match &source.path {
        None => Box::new(std::io::stdin()),
        Some(path) => match File::open(path) {
            #[cfg(feature = "parquet")]
            Ok(file) if parquet::is_table(&file) => {
                return parquet::read(file, &Place::whole(&source.name), options, emit);
            }
            Ok(file) => Box::new(file),
            Err(error) => {
                return emit(Gathered::failed(&ReadError::Io { place: source.name.clone(), source: error }));
            }
        },
    };
    read_raw(raw, &source.name, options, emit)
}

fn read_raw(mut raw: Box<dyn Read + Send>, name: &str, options: &Options, emit: &mut Emit<'_>) -> ControlFlow<()> {
    let head = decompress::peek(&mut raw);
    // An archive is unpacked by its own reader, which knows where each record lies in the file.
    let archive = warc::is_archive(&head);
    let raw = Box::new(Cursor::new(head).chain(raw));
    if archive {
        return warc::read(raw, name, options, emit);
    }
    match decompress::open(raw, name, options) {
        Ok(opened) => read_opened(opened, name, options, emit),
        Err(error) => emit(Gathered::failed(&error)),
    }
}

/// Reads what is in a stream, by its format, and notes what broke on the way.
fn read_opened(opened: decompress::Opened, name: &str, options: &Options, emit: &mut Emit<'_>) -> ControlFlow<()> {
    let breaks = opened.breaks.clone();
    let place = Place::whole(name);
    match detect::detect(&opened.head, decompress::bare_name(name), &options.text_columns()) {
        Format::JsonLines => jsonl::read_lines(utf8(opened, name, emit)?, &place, options, emit)?,
        Format::Json => jsonl::read_values(utf8(opened, name, emit)?, &place, options, emit)?,
        Format::Table(separator) => table::read(utf8(opened, name, emit)?, separator, &place, options, emit)?,
        Format::Warc => warc::read(opened.stream(), name, options, emit)?,
        Format::Mailbox => mail::read_mailbox(opened.stream(), &Arrival::file(name), options, emit)?,
        format => {
            let gathered = read_whole(opened, format, name, options);
            let broken = breaks.take();
            // What could not be read at all is not also called empty.
            if format != Format::Empty || broken.is_empty() {
                emit(gathered)?;
            }
            return emit(Gathered::all_failed(&broken));
        }
    }
    emit(Gathered::all_failed(&breaks.take()))
}

/// The stream of records in UTF-8; how it was decoded is noted.
fn utf8(opened: decompress::Opened, name: &str, emit: &mut Emit<'_>) -> ControlFlow<(), Box<dyn Read + Send>> {
    let (stream, note) = charset::utf8_stream(opened);
    let mut gathered = Gathered::default();
    note.into_iter().for_each(|text| gathered.note(name.to_owned(), text));
    emit(gathered)?;
    ControlFlow::Continue(stream)
}

/// Reads an input that is one thing, and so has to be held whole.
fn read_whole(opened: decompress::Opened, format: Format, name: &str, options: &Options) -> Gathered {
    let place = name.to_owned();
    let limit = options.max_document;
    // What a page has beyond its budget is counted and not held.
    let held = if format == Format::Html { html::budget(&opened.head).min(limit) } else { limit };
    let mut bytes = Vec::with_capacity(opened.head.len());
    let mut stream = opened.stream();
    if let Err(source) = stream.by_ref().take(held as u64 + 1).read_to_end(&mut bytes) {
        return Gathered::failed(&ReadError::Io { place, source });
    }
    if bytes.len() > held {
        let length = bytes.len() as u64 + std::io::copy(&mut stream, &mut std::io::sink()).unwrap_or(0);
        if length > limit as u64 {
            return Gathered::failed(&ReadError::TooLong { place, length, limit });
        }
        html::cut(&mut bytes);
    }
    Arrival::file(name).read(bytes, format, options)
}
