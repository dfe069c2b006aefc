//! WARC: archives of what a crawler was answered (ISO 28500, WARC 1.0 and 1.1), read and written.
//!
//! `window`, `members` (with `gzip`, `ahead` and `zstd`) unpack, `reader` cuts records, `documents` reads what they hold, `write` writes.

mod ahead;
mod damage;
mod documents;
mod gzip;
mod members;
mod reader;
mod record;
mod window;
mod write;
mod zstd;

pub use damage::Damage;
pub(crate) use documents::read;
pub use reader::{Limits, Reader};
pub use record::{Record, blank_line, fields, find};

pub use write::{NewRecord, Packing, Writer, Written};

/// Whether the first bytes of a file are those of an archive, packed or not.
pub(crate) fn is_archive(head: &[u8]) -> bool {
    if !gzip::Gzip::begins(head) && !zstd::Zstd::begins(head) {
        return head.starts_with(record::MAGIC);
    }
    let mut bytes = Vec::new();
    members::Members::new(head, u64::MAX).step(&mut bytes);
    bytes.starts_with(record::MAGIC)
}

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `warcinfo`: about the archive.
    Info,
    /// `request`: what the crawler sent.
    Request,
    /// `response`: what the server answered, as an HTTP message.
    Response,
    /// `resource`: bytes that were got without HTTP.
    Resource,
    /// `conversion`: another record in another form, as the plain text in WET files.
    Conversion,
    /// `revisit`: the same as an earlier record, whose content is not repeated.
    Revisit,
    /// `metadata`: about another record.
    Metadata,
    /// Anything else, `continuation` among it.
    Other,
}

impl Kind {
    /// The word in `WARC-Type`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "warcinfo",
            Self::Request => "request",
            Self::Response => "response",
            Self::Resource => "resource",
            Self::Conversion => "conversion",
            Self::Revisit => "revisit",
            Self::Metadata => "metadata",
            Self::Other => "other",
        }
    }

    /// The kind that a word in `WARC-Type` names, in any case of letters.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        let all = [
            Self::Info,
            Self::Request,
            Self::Response,
            Self::Resource,
            Self::Conversion,
            Self::Revisit,
            Self::Metadata,
        ];
        all.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(word.trim())).unwrap_or(Self::Other)
    }
}
