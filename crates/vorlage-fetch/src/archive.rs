//! Keeps what was fetched: exchanges become records of a WARC file, to which every run adds.
//!
//! A page that has not changed (304) becomes a `revisit` record that names the page and is no copy of it.

use crate::{Exchange, FetchError, Known, Options};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter};
use std::path::Path;
use std::time::SystemTime;
use vorlage_read::warc::{Kind, Limits, NewRecord, Packing, Reader, Writer, blank_line, fields, find};

/// The profile of revisits where the host itself said that nothing changed (WARC 1.1, 6.7.3).
const NOT_MODIFIED: &str = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

/// An archive that is open for more.
#[derive(Debug)]
pub struct Archive {
    path: String,
    writer: Writer<BufWriter<File>>,
}

impl Archive {
    /// Opens an archive at its end; a new one where there is none. Records are packed where the name ends in `.gz`.
    ///
    /// # Errors
    /// [`FetchError::Archive`] where the file cannot be opened or written.
    pub fn open(path: &Path, options: &Options) -> Result<Self, FetchError> {
        let name = path.display().to_string();
        let wrong = |source| FetchError::Archive { path: name.clone(), source };
        let file = OpenOptions::new().append(true).create(true).open(path).map_err(wrong)?;
        let length = file.metadata().map_err(wrong)?.len();
        let packing = if path.extension().is_some_and(|e| e == "gz") { Packing::Gzip } else { Packing::Plain };
        let mut writer = Writer::append(BufWriter::new(file), packing, length);
        if length == 0 {
            let about =
                [("software", options.user_agent.as_str()), ("format", "WARC File Format 1.1"), ("robots", "obey")];
            writer.info(&date(SystemTime::now()), &about).map_err(wrong)?;
        }
        Ok(Self { path: name, writer })
    }

    /// The versions of pages that an archive holds, the last of each; none where there is no archive yet.
    ///
    /// # Errors
    /// [`FetchError::Archive`] where the file cannot be opened. What is damaged in it holds nothing.
    pub fn known(path: &Path) -> Result<Known, FetchError> {
        let mut known = Known::default();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(known),
            Err(source) => return Err(FetchError::Archive { path: path.display().to_string(), source }),
        };
        let records = Reader::new(BufReader::new(file), Limits::default()).filter_map(Result::ok);
        for record in records.filter(|r| r.kind() == Kind::Response) {
            if let (Some(url), [etag, modified]) = (record.uri(), version(&record.block)) {
                known.insert(url, etag, modified);
            }
        }
        Ok(known)
    }

    /// Writes down an exchange.
    ///
    /// # Errors
    /// [`FetchError::Archive`] where the file cannot be written.
    pub fn write(&mut self, exchange: &Exchange) -> Result<(), FetchError> {
        record(&mut self.writer, exchange).map_err(|source| self.wrong(source))
    }

    /// Writes what is left to the disk.
    ///
    /// # Errors
    /// [`FetchError::Archive`] where the file cannot be written.
    pub fn finish(self) -> Result<(), FetchError> {
        let Self { path, writer } = self;
        let file = writer.finish().and_then(|out| out.into_inner().map_err(io::IntoInnerError::into_error));
        file.and_then(|file| file.sync_all()).map_err(|source| FetchError::Archive { path, source })
    }

    fn wrong(&self, source: io::Error) -> FetchError {
        FetchError::Archive { path: self.path.clone(), source }
    }
}

/// An archive of some exchanges alone, in memory.
///
/// # Errors
/// Where a record cannot be written, as with an address that holds a line break.
pub fn packed(exchanges: &[Exchange]) -> io::Result<Vec<u8>> {
    let mut writer = Writer::append(Vec::new(), Packing::Plain, 0);
    exchanges.iter().try_for_each(|exchange| record(&mut writer, exchange))?;
    writer.finish()
}

/// Writes an exchange as a record.
fn record<W: io::Write>(writer: &mut Writer<W>, exchange: &Exchange) -> io::Result<()> {
    let unchanged = exchange.status == 304;
    let record = NewRecord {
        kind: if unchanged { Kind::Revisit } else { Kind::Response },
        uri: Some(&exchange.url),
        date: &date(exchange.at),
        content_type: unchanged.then_some("application/http;msgtype=response"),
        fields: if unchanged { &[("WARC-Profile", NOT_MODIFIED)] } else { &[] },
        block: &message(exchange),
    };
    writer.write(&record).map(drop)
}

/// The version that the head of a page's HTTP message names: `ETag`, `Last-Modified`; none where it is no page.
fn version(message: &[u8]) -> [Option<String>; 2] {
    let status = message.split(|&b| b == b'\n').next().and_then(|line| line.split(|&b| b == b' ').nth(1));
    if status.map(<[u8]>::trim_ascii_end) != Some(b"200") {
        return [None, None];
    }
    let fields = fields(&message[..blank_line(message).unwrap_or(message.len())]);
    ["etag", "last-modified"].map(|name| find(&fields, name).map(str::to_owned))
}

/// The HTTP message of an answer. Its chunks are joined already, so the header that speaks of them goes.
fn message(exchange: &Exchange) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {}\r\n", exchange.status).into_bytes();
    for (name, value) in exchange.headers.iter().filter(|(name, _)| name != "transfer-encoding") {
        out.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(&exchange.body);
    out
}

/// A time as WARC writes it, in seconds.
fn date(at: SystemTime) -> String {
    jiff::Timestamp::try_from(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
