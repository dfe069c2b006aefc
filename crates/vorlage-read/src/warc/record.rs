//! One record: named fields and a block of bytes.

use super::Kind;
use std::ops::Range;

/// First bytes of every record.
pub(super) const MAGIC: &[u8] = b"WARC/";

/// What stands behind every record.
pub(super) const END: &[u8] = b"\r\n\r\n";

/// A record as it stands in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its fields in their order.
    pub fields: Vec<(String, String)>,
    /// Its block: an HTTP message in a response, a text in a conversion.
    pub block: Vec<u8>,
    /// The bytes it takes: of the file if it is not packed or has a member of its own, else of what the file unpacks to.
    pub range: Range<u64>,
    /// `range` counts unpacked bytes.
    pub unpacked: bool,
    /// What `Content-Length` says, if that is wrong; 0 where it says nothing.
    pub odd_length: Option<u64>,
}

impl Record {
    pub(super) fn new(
        fields: Vec<(String, String)>,
        block: Vec<u8>,
        range: Range<u64>,
        unpacked: bool,
        odd_length: Option<u64>,
    ) -> Self {
        Self { fields, block, range, unpacked, odd_length }
    }

    /// The first field of a name, in any case of letters.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        find(&self.fields, name)
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::parse(self.field("WARC-Type").unwrap_or_default())
    }

    /// `WARC-Record-ID` without angle brackets.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.field("WARC-Record-ID").map(bare)
    }

    /// `WARC-Target-URI` without the angle brackets that some writers of WARC 1.0 set.
    #[must_use]
    pub fn uri(&self) -> Option<&str> {
        self.field("WARC-Target-URI").map(bare)
    }
}

fn bare(value: &str) -> &str {
    value.trim().trim_start_matches('<').trim_end_matches('>')
}

/// The bytes that a block says it has.
pub(super) fn declared_length(fields: &[(String, String)]) -> Option<u64> {
    find(fields, "Content-Length")?.trim().parse().ok()
}

/// The first field of a name, in any case of letters.
#[must_use]
pub fn find<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The fields of a head, its first line left out; a line that begins with a blank goes on with the one before.
#[must_use]
pub fn fields(head: &[u8]) -> Vec<(String, String)> {
    let head = String::from_utf8_lossy(head);
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines().skip(1) {
        match (fields.last_mut(), line.split_once(':')) {
            (Some((_, value)), _) if line.starts_with([' ', '\t']) && !line.trim().is_empty() => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, Some((name, value))) => fields.push((name.trim().to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    fields
}

/// The end of the first blank line: CRLF or a bare line feed ends a line.
#[must_use]
pub fn blank_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\r', b'\n', ..] => Some(at + 3),
        [b'\n', ..] => Some(at + 2),
        _ => None,
    })
}
