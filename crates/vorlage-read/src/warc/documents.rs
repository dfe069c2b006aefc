//! From records to documents: what was answered, with its address and the day of the crawl.

use super::{Damage, Kind, Limits, Reader, Record};
use crate::arrival::Arrival;
use crate::detect::{self, Format};
use crate::error::ReadError;
use crate::gathered::{Emit, Gathered, Place, read_ahead};
use crate::{Options, dates, http};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use vorlage_model::{Archived, Published};

/// Bytes of blocks that are read at a time.
const BATCH: usize = 8 << 20;

/// Records that are read at a time.
const BATCH_RECORDS: usize = 1024;

/// Kinds of passed-over records that are counted apart.
const MAX_KINDS: usize = 100;

/// Media types whose content is no text of an article.
const NO_TEXT: [&str; 14] = [
    "image/", "video/", "audio/", "font/", "text/css", "text/javascript", "text/ecmascript", "application/javascript",
    "application/x-javascript", "application/font", "application/x-font", "application/wasm", "application/zip",
    "model/",
];

/// How often something was passed over.
type Passed = BTreeMap<String, u64>;

/// Reads an archive a batch of records at a time.
pub(crate) fn read(
    stream: Box<dyn Read + Send>,
    name: &str,
    options: &Options,
    emit: &mut Emit<'_>,
) -> ControlFlow<()> {
    let limits = Limits { block: options.max_document, ratio: options.max_ratio };
    let mut reader = Reader::new(stream, limits);
    let mut passed = Passed::new();
    let next = || Some(next_batch(&mut reader)).filter(|batch| !batch.is_empty());
    let read = |batch| {
        let mut gathered = Gathered::default();
        for (part, passed_over) in documents(batch, name, options) {
            gathered.append(part);
            if let Some(what) = passed_over.filter(|what| passed.len() < MAX_KINDS || passed.contains_key(what)) {
                *passed.entry(what).or_default() += 1;
            }
        }
        gathered
    };
    read_ahead(next, read, emit)?;
    let mut last = Gathered::default();
    for (what, count) in passed {
        last.note(name.to_owned(), format!("{count} record(s) of {what} passed over"));
    }
    emit(last)
}

fn next_batch<R: Read>(reader: &mut Reader<R>) -> Vec<Result<Record, Damage>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for next in reader {
        bytes += next.as_ref().map_or(0, |record| record.block.len());
        batch.push(next);
        if bytes >= BATCH || batch.len() >= BATCH_RECORDS {
            break;
        }
    }
    batch
}

fn documents(batch: Vec<Result<Record, Damage>>, name: &str, options: &Options) -> Vec<(Gathered, Option<String>)> {
    let read = batch.into_par_iter().map(|next| match next {
        Ok(record) => document(record, name, options),
        Err(source) => {
            let place = Place::record(name, source.offset()).name();
            (Gathered::failed(&ReadError::Damaged { place, source }), None)
        }
    });
    read.collect()
}

/// The documents of a record, or as what it was passed over.
fn document(mut record: Record, name: &str, options: &Options) -> (Gathered, Option<String>) {
    let mut arrival = arrival(&record, name);
    let block = std::mem::take(&mut record.block);
    match record.kind() {
        Kind::Response => {
            let limits = http::Limits { body: options.max_document, ratio: options.max_ratio };
            let Some(answer) = http::answer(&block, limits) else {
                return body(block, &mut arrival, "", options);
            };
            if !(200..300).contains(&answer.status) {
                return (Gathered::default(), Some(format!("HTTP status {}", answer.status)));
            }
            arrival.notes.extend(answer.notes);
            let content_type = super::find(&answer.fields, "Content-Type").unwrap_or_default();
            body(answer.body, &mut arrival, content_type, options)
        }
        Kind::Resource | Kind::Conversion => {
            let content_type = record.field("Content-Type").unwrap_or_default().to_owned();
            body(block, &mut arrival, &content_type, options)
        }
        Kind::Revisit => (revisit(&record, &arrival), None),
        Kind::Info | Kind::Request | Kind::Metadata | Kind::Other => (Gathered::default(), None),
    }
}

fn arrival(record: &Record, name: &str) -> Arrival {
    let place = Place::record(name, record.range.start);
    let dated = record.field("WARC-Date").and_then(dates::parse);
    let crawled = dated.map(|(at, precision)| Published { at, precision, from: "WARC-Date".to_owned() });
    let (offset, length) = (record.range.start, record.range.end - record.range.start);
    let notes = record.odd_length.map(|declared| match declared {
        0 => format!("its record gives no length; {} bytes are used", record.block.len()),
        _ => format!("its record has {} bytes where {declared} are declared", record.block.len()),
    });
    Arrival {
        place,
        id: record.id().map(str::to_owned),
        url: record.uri().map(str::to_owned),
        crawled,
        charset: None,
        archived: Some(Archived { offset, length, unpacked: record.unpacked }),
        notes: notes.into_iter().collect(),
    }
}

fn body(bytes: Vec<u8>, arrival: &mut Arrival, content_type: &str, options: &Options) -> (Gathered, Option<String>) {
    let (media, charset) = http::media_type(content_type);
    arrival.charset = charset;
    if NO_TEXT.iter().any(|no_text| media.starts_with(no_text)) {
        return (Gathered::default(), Some(media));
    }
    let head = &bytes[..bytes.len().min(crate::decompress::HEAD)];
    let name = arrival.url.as_deref().and_then(|url| url.split(['?', '#']).next()).unwrap_or_default();
    match detect::detect(head, name, &options.text_columns()) {
        Format::Empty => (Gathered::default(), Some("no content".to_owned())),
        Format::Unsupported(what) | Format::Binary(what) => (Gathered::default(), Some(what.to_owned())),
        Format::JsonLines | Format::Json if media.ends_with("json") => json(bytes, arrival, options),
        Format::Text if media == "text/html" || media == "application/xhtml+xml" => {
            (arrival.read(bytes, Format::Html, options), None)
        }
        format => (arrival.read(bytes, format, options), None),
    }
}

/// JSON of a crawl is mostly what scripts fetch: it counts where it holds a document, and is no loss where it does not.
fn json(bytes: Vec<u8>, arrival: &Arrival, options: &Options) -> (Gathered, Option<String>) {
    let gathered = arrival.read(bytes, Format::Json, options);
    if gathered.documents.is_empty() {
        return (Gathered::default(), Some("JSON".to_owned()));
    }
    (gathered, None)
}

fn revisit(record: &Record, arrival: &Arrival) -> Gathered {
    let mut gathered = Gathered::default();
    let of = record.field("WARC-Refers-To-Target-URI").or(record.field("WARC-Refers-To"));
    let of = of.or(record.uri()).unwrap_or("an earlier record");
    let when = record.field("WARC-Refers-To-Date").map(|date| format!(" of {date}")).unwrap_or_default();
    gathered.note(arrival.place.name(), format!("is a revisit of {of}{when}; what it repeats is read where it stands"));
    gathered
}
