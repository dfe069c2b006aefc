//! Writing WARC 1.1: one record after the other, each packed by itself, so that a record can be read from its offset alone.

use super::Kind;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_128;

/// How each record is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Not at all (`.warc`).
    Plain,
    /// As a gzip member of its own (`.warc.gz`).
    Gzip,
}

/// A record to write.
#[derive(Debug, Clone, Copy)]
pub struct NewRecord<'a> {
    /// What it is.
    pub kind: Kind,
    /// `WARC-Target-URI`: what was asked for.
    pub uri: Option<&'a str>,
    /// `WARC-Date`: when, as `2024-11-13T10:02:00Z`.
    pub date: &'a str,
    /// `Content-Type` of the block; `None` takes the one that the kind implies, if any.
    pub content_type: Option<&'a str>,
    /// Further fields: `("WARC-IP-Address", "192.0.2.1")`.
    pub fields: &'a [(&'a str, &'a str)],
    /// The block: a whole HTTP message for a request or response, the bytes themselves for a resource.
    pub block: &'a [u8],
}

/// What became of a written record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// `WARC-Record-ID`, without angle brackets.
    pub id: String,
    /// The bytes it takes in the archive, as packed.
    pub range: Range<u64>,
}

/// Writes an archive.
///
/// Nothing here asks the clock or dice: the id of a record is made from its content and its number, so that the same records give
/// the same archive.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    packing: Packing,
    offset: u64,
    records: u64,
}

impl<W: Write> Writer<W> {
    /// Begins an archive at the present place of `out`, which counts as offset 0.
    pub fn new(out: W, packing: Packing) -> Self {
        Self { out, packing, offset: 0, records: 0 }
    }

    /// Appends to an archive of `offset` bytes; offsets are counted from its beginning.
    pub fn append(out: W, packing: Packing, offset: u64) -> Self {
        Self { out, packing, offset, records: offset }
    }

    /// Writes the `warcinfo` record that opens an archive: who made it, and how.
    ///
    /// # Errors
    /// What the output says.
    pub fn info(&mut self, date: &str, fields: &[(&str, &str)]) -> io::Result<Written> {
        let block: String = fields.iter().map(|(name, value)| line(name, value)).collect();
        let record =
            NewRecord { kind: Kind::Info, uri: None, date, content_type: None, fields: &[], block: block.as_bytes() };
        self.write(&record)
    }

    /// Writes a record.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&mut self, record: &NewRecord<'_>) -> io::Result<Written> {
        let id = self.id(record);
        let head = head(record, &id);
        let parts: [&[u8]; 3] = [head.as_bytes(), record.block, b"\r\n\r\n"];
        let length = match self.packing {
            Packing::Plain => put(&mut self.out, &parts)?,
            Packing::Gzip => {
                let mut packed = GzEncoder::new(Vec::new(), Compression::default());
                put(&mut packed, &parts)?;
                put(&mut self.out, &[&packed.finish()?])?
            }
        };
        let range = self.offset..self.offset + length;
        self.offset = range.end;
        self.records += 1;
        Ok(Written { id, range })
    }

    /// Bytes of the archive so far.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Flushes and gives the output back.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    /// A UUID of the kind whose bits are the writer's own (RFC 9562, version 8).
    fn id(&self, record: &NewRecord<'_>) -> String {
        let named = format!("{}\n{}\n{}\n", self.records, record.date, record.uri.unwrap_or_default());
        let hash = xxh3_128(named.as_bytes()) ^ xxh3_128(record.block).rotate_left(1);
        let hash = hash & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
        let hex = format!("{hash:032x}");
        format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

fn put(out: &mut impl Write, parts: &[&[u8]]) -> io::Result<u64> {
    parts.iter().try_for_each(|part| out.write_all(part))?;
    Ok(parts.iter().map(|part| part.len() as u64).sum())
}

fn head(record: &NewRecord<'_>, id: &str) -> String {
    let mut head = String::from("WARC/1.1\r\n");
    let mut add = |name: &str, value: &str| head.push_str(&line(name, value));
    add("WARC-Type", record.kind.as_str());
    add("WARC-Record-ID", &format!("<{id}>"));
    add("WARC-Date", record.date);
    if let Some(uri) = record.uri {
        add("WARC-Target-URI", uri);
    }
    record.fields.iter().for_each(|(name, value)| add(name, value));
    if let Some(content_type) = record.content_type.or(implied_type(record.kind)) {
        add("Content-Type", content_type);
    }
    add("Content-Length", &record.block.len().to_string());
    head.push_str("\r\n");
    head
}

fn implied_type(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Info => Some("application/warc-fields"),
        Kind::Request => Some("application/http; msgtype=request"),
        Kind::Response | Kind::Revisit => Some("application/http; msgtype=response"),
        Kind::Resource | Kind::Conversion | Kind::Metadata | Kind::Other => None,
    }
}

/// A field on a line of its own: an address from outside can hold no line breaks in here.
fn line(name: &str, value: &str) -> String {
    let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{name}: {}\r\n", value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response<'a>(uri: &'a str, block: &'a [u8]) -> NewRecord<'a> {
        let date = "2024-11-13T10:02:00Z";
        NewRecord { kind: Kind::Response, uri: Some(uri), date, content_type: None, fields: &[], block }
    }

    #[test]
    fn a_record_is_spelled_as_the_standard_has_it() {
        let mut writer = Writer::new(Vec::new(), Packing::Plain);
        let written = writer.write(&response("https://example.org/\r\nX: y", b"HTTP/1.1 200 OK\r\n\r\nHi")).unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        let expected = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <{}>\r\nWARC-Date: 2024-11-13T10:02:00Z\r\n\
             WARC-Target-URI: https://example.org/  X: y\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: 21\r\n\r\nHTTP/1.1 200 OK\r\n\r\nHi\r\n\r\n",
            written.id
        );
        assert_eq!(text, expected);
        assert_eq!(written.range, 0..text.len() as u64);
    }

    #[test]
    fn ids_are_unique_and_the_same_each_time() {
        let ids = || {
            let mut writer = Writer::new(Vec::new(), Packing::Gzip);
            [b"a", b"a"].map(|block| writer.write(&response("https://example.org/", block)).unwrap().id)
        };
        assert_eq!(ids(), ids());
        assert_ne!(ids()[0], ids()[1]);
        assert_eq!(ids()[0].len(), "urn:uuid:".len() + 36);
    }

    #[test]
    fn ranges_join_without_a_gap() {
        let mut writer = Writer::append(Vec::new(), Packing::Gzip, 100);
        let info = writer.info("2024-11-13T10:00:00Z", &[("software", "vorlage")]).unwrap();
        let next = writer.write(&response("https://example.org/", b"x")).unwrap();
        assert_eq!((info.range.start, info.range.end), (100, next.range.start));
        assert_eq!(next.range.end, 100 + writer.finish().unwrap().len() as u64);
    }
}
