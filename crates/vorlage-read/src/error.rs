//! What can go wrong while reading, each with the place it went wrong at; notes are made from it.

use std::error::Error as _;
use std::io;
use vorlage_model::Note;

/// A reason why an input, or a part of one, could not be read as it stands.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing is there under this name.
    #[error("{place}: no such file or folder")]
    Missing {
        /// The input as given.
        place: String,
    },
    /// A pattern that matches nothing.
    #[error("{place}: no file matches")]
    NoMatch {
        /// The pattern as given.
        place: String,
    },
    /// A pattern that cannot be understood.
    #[error("{place}: is no valid pattern")]
    Pattern {
        /// The pattern as given.
        place: String,
        /// What is wrong with it.
        source: glob::PatternError,
    },
    /// A symbolic link that leads to nothing.
    #[error("{place}: is a link that leads to nothing")]
    Dangling {
        /// The link.
        place: String,
    },
    /// A symbolic link to a folder above it.
    #[error("{place}: is a link to a folder that holds it; what it holds is read once")]
    Loop {
        /// The link.
        place: String,
    },
    /// The same file under a second name.
    #[error("{place}: is the same file as {first}; read once")]
    SameFile {
        /// The second name.
        place: String,
        /// The name it was read under.
        first: String,
    },
    /// The system refuses.
    #[error("{place}: cannot be read")]
    Io {
        /// The file or folder.
        place: String,
        /// What the system says.
        source: io::Error,
    },
    /// Reading stopped after some bytes.
    #[error("{place}: breaks off after {offset} bytes; what came before is used")]
    Truncated {
        /// The file.
        place: String,
        /// Bytes that could be read.
        offset: u64,
        /// What the system or the unpacker says.
        source: io::Error,
    },
    /// An input that unpacks to more than is allowed.
    #[error("{place}: unpacks to more than {limit} bytes; the rest is not read")]
    TooMuch {
        /// The file.
        place: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// An input that grows too much when unpacked.
    #[error("{place}: unpacks to more than {ratio} times its size; what follows byte {offset} is not read")]
    Bomb {
        /// The file.
        place: String,
        /// The limit.
        ratio: u64,
        /// Bytes that were unpacked until then.
        offset: u64,
    },
    /// Packed, and packed again, and again.
    #[error("{place}: is packed more than {layers} times over")]
    TooManyLayers {
        /// The file.
        place: String,
        /// Layers that are opened.
        layers: usize,
    },
    /// A document over the limit for one document.
    #[error("{place}: {length} bytes are over the limit of {limit} for one document; skipped")]
    TooLong {
        /// Document, line or row.
        place: String,
        /// Its length in bytes.
        length: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// A part of an archive that gave no record.
    #[error("{place}: is damaged")]
    Damaged {
        /// The archive with the offset.
        place: String,
        /// What is wrong.
        source: crate::warc::Damage,
    },
    /// Nothing in it.
    #[error("{place}: is empty")]
    Empty {
        /// File or document.
        place: String,
    },
    /// No text.
    #[error("{place}: is {what}, not text")]
    Binary {
        /// The file.
        place: String,
        /// What it looks like.
        what: &'static str,
    },
    /// A format that is known but not read.
    #[error("{place}: is {what}, which is not read yet")]
    Unsupported {
        /// The file.
        place: String,
        /// The format.
        what: &'static str,
    },
    /// XML without anything in it.
    #[error("{place}: is XML without an element")]
    NoElement {
        /// The file.
        place: String,
    },
    /// A PDF that gives no text.
    #[error("{place}: the PDF cannot be read: {what}")]
    Pdf {
        /// The file.
        place: String,
        /// What the parser says.
        what: String,
    },
    /// A Parquet file that gives no rows, or no more.
    #[error("{place}: the Parquet file cannot be read: {what}")]
    Parquet {
        /// The file.
        place: String,
        /// What the parser says.
        what: String,
    },
    /// No JSON.
    #[error("{place}: is no JSON")]
    Json {
        /// File with line or record.
        place: String,
        /// What is wrong, and in which column.
        source: serde_json::Error,
    },
    /// JSON that cannot be a document.
    #[error("{place}: is {what}, not a JSON object")]
    NotAnObject {
        /// File with line or record.
        place: String,
        /// What it is.
        what: &'static str,
    },
    /// A field that holds what it cannot hold.
    #[error("{place}: field {field} is {what}, not a string")]
    Field {
        /// File with line or record.
        place: String,
        /// The field.
        field: String,
        /// What it is.
        what: &'static str,
    },
    /// A document without text.
    #[error("{place}: has neither text nor html (it has {fields})")]
    NoText {
        /// File with line or row.
        place: String,
        /// The fields it has.
        fields: String,
    },
    /// A table without a text column.
    #[error("{place}: has no column text or html (it has {columns}); a column can be named for it, as in text=content")]
    NoTextColumn {
        /// The table.
        place: String,
        /// Its columns.
        columns: String,
    },
    /// Two documents of one id.
    #[error("{place}: id {id} is taken by {first}; skipped")]
    DuplicateId {
        /// The later document.
        place: String,
        /// The id.
        id: String,
        /// The document that keeps the id.
        first: String,
    },
}

impl ReadError {
    /// Document, file, line or record meant.
    #[must_use]
    pub fn place(&self) -> &str {
        match self {
            Self::Missing { place }
            | Self::NoMatch { place }
            | Self::Pattern { place, .. }
            | Self::Dangling { place }
            | Self::Loop { place }
            | Self::SameFile { place, .. }
            | Self::Io { place, .. }
            | Self::Truncated { place, .. }
            | Self::TooMuch { place, .. }
            | Self::Bomb { place, .. }
            | Self::TooManyLayers { place, .. }
            | Self::TooLong { place, .. }
            | Self::Damaged { place, .. }
            | Self::Empty { place }
            | Self::NoElement { place }
            | Self::Pdf { place, .. }
            | Self::Parquet { place, .. }
            | Self::Binary { place, .. }
            | Self::Unsupported { place, .. }
            | Self::Json { place, .. }
            | Self::NotAnObject { place, .. }
            | Self::Field { place, .. }
            | Self::NoText { place, .. }
            | Self::NoTextColumn { place, .. }
            | Self::DuplicateId { place, .. } => place,
        }
    }

    /// Something was left out because of it, so that the run is not whole.
    #[must_use]
    pub fn loses(&self) -> bool {
        !matches!(self, Self::Loop { .. } | Self::SameFile { .. })
    }

    /// The note of it: the message without its place, then the causes.
    #[must_use]
    pub fn note(&self) -> Note {
        let message = self.to_string();
        let mut text =
            message.strip_prefix(self.place()).and_then(|m| m.strip_prefix(": ")).unwrap_or(&message).to_owned();
        let mut cause = self.source();
        while let Some(source) = cause {
            text.push_str(": ");
            text.push_str(&house_style(&source.to_string()));
            cause = source.source();
        }
        Note { place: self.place().to_owned(), text }
    }
}

/// A foreign message without its error number, capital and full stop.
fn house_style(message: &str) -> String {
    let message = message.split(" (os error").next().unwrap_or(message).trim_end_matches('.');
    let mut letters = message.chars();
    match letters.next() {
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(error: &ReadError, place: &str, text: &str) {
        assert_eq!(error.note(), Note { place: place.into(), text: text.into() });
    }

    #[test]
    fn a_note_names_place_and_cause_in_house_style() {
        let source = io::Error::from_raw_os_error(13);
        check(&ReadError::Io { place: "a: b".into(), source }, "a: b", "cannot be read: permission denied");
        check(&ReadError::Empty { place: "a.txt".into() }, "a.txt", "is empty");
    }
}
