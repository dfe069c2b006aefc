//! The container of a model: a header, a table of named sections, the sections, each at a multiple of 64 bytes.
//!
//! ```text
//! 0   magic "VORLAGEM"
//! 8   u32 version, u32 number of sections n
//! 16  u64 length of the file
//! 24  [u8; 32] SHA-256 of the table: the model's identity, for it covers the digests of all sections
//! 64  n x { [u8; 16] name, u64 offset, u64 length, [u8; 32] SHA-256 of the section }
//! ..  sections
//! ```
//! Numbers are little-endian. Opening checks magic, version, length, the table's digest, and that every section lies inside the
//! file; [`Container::verify`] reads all sections and compares their digests. Cost of opening: the table, a few hundred bytes.

mod bytes;

pub use bytes::Bytes;

use crate::ModelError;
use bytemuck::Pod;
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::path::Path;

const MAGIC: &[u8; 8] = b"VORLAGEM";
const VERSION: u32 = 1;
/// Bytes before the table.
const HEADER: usize = 64;
/// Bytes of a row of the table.
const ROW: usize = 64;
/// Sections begin at multiples of this many bytes, the width of the widest vector register.
const ALIGN: usize = 64;
/// Most sections of a file.
const MOST_SECTIONS: usize = 64;

#[cfg(target_endian = "big")]
compile_error!("model files are little-endian and are mapped as they stand");

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// Sections by name, in the order they are written.
pub type Sections = Vec<(&'static str, Vec<u8>)>;

/// An open model file.
#[derive(Debug)]
pub struct Container {
    bytes: Bytes,
    place: String,
    table: Vec<Row>,
    identity: Hash,
}

#[derive(Debug)]
struct Row {
    name: String,
    range: Range<usize>,
    hash: Hash,
}

impl Container {
    /// Maps a file and checks its header and table.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        Self::read(Bytes::map(path)?, path.display().to_string())
    }

    /// Takes bytes for a file; `place` names them in errors.
    pub fn read(bytes: Bytes, place: String) -> Result<Self, ModelError> {
        let all = bytes.as_slice();
        let foreign = |reason| ModelError::Foreign { place: place.clone(), reason };
        if all.len() < HEADER || &all[..8] != MAGIC {
            return Err(foreign("is no model file of vorlage"));
        }
        let version = number32(all, 8);
        if version != VERSION {
            return Err(ModelError::Version { place, found: version, known: VERSION });
        }
        let count = number32(all, 12) as usize;
        let end = HEADER + count.min(MOST_SECTIONS) * ROW;
        if count > MOST_SECTIONS || all.len() < end || number64(all, 16) != all.len() as u64 {
            return Err(foreign("is cut off or longer than it says"));
        }
        let identity = hash(&all[24..56]);
        if sha256(&all[HEADER..end]) != identity {
            return Err(foreign("has a damaged table of sections"));
        }
        let table = all[HEADER..end]
            .chunks_exact(ROW)
            .map(|row| self::row(row, all.len(), &place))
            .collect::<Result<_, _>>()?;
        Ok(Self { bytes, place, table, identity })
    }

    /// The file's name, as errors give it.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The model's identity: it changes with any byte of any section.
    #[must_use]
    pub fn identity(&self) -> Hash {
        self.identity
    }

    /// Names and lengths of the sections, in file order.
    pub fn sections(&self) -> impl Iterator<Item = (&str, usize)> {
        self.table.iter().map(|row| (row.name.as_str(), row.range.len()))
    }

    /// Where a section lies, where there is one.
    #[must_use]
    pub fn range(&self, name: &str) -> Option<Range<usize>> {
        self.table.iter().find(|row| row.name == name).map(|row| row.range.clone())
    }

    /// A section that must be there.
    pub fn needed(&self, name: &str) -> Result<Range<usize>, ModelError> {
        self.range(name).ok_or_else(|| ModelError::damaged(&self.place, name, "is missing"))
    }

    /// The bytes of a range that [`Container::range`] gave.
    #[must_use]
    pub fn bytes(&self, range: &Range<usize>) -> &[u8] {
        &self.bytes.as_slice()[range.clone()]
    }

    /// Lets the system take back what of a range was read.
    pub fn release(&self, range: &Range<usize>) {
        self.bytes.release(range);
    }

    /// A range as numbers; empty where it does not divide into them, which the model checks when it opens.
    #[must_use]
    pub fn numbers<T: Pod>(&self, range: &Range<usize>) -> &[T] {
        bytemuck::try_cast_slice(self.bytes(range)).unwrap_or(&[])
    }

    /// Reads everything and compares digests; the error names the first section that differs.
    pub fn verify(&self) -> Result<(), ModelError> {
        match self.table.iter().find(|row| sha256(self.bytes(&row.range)) != row.hash) {
            Some(row) => {
                Err(ModelError::damaged(&self.place, &row.name, "does not have the digest it had when it was written"))
            }
            None => Ok(()),
        }
    }
}

fn row(row: &[u8], length: usize, place: &str) -> Result<Row, ModelError> {
    let name = String::from_utf8_lossy(&row[..16]).trim_end_matches('\0').to_owned();
    let (begin, size) = (number64(row, 16), number64(row, 24));
    let end = begin.checked_add(size).filter(|&end| end <= length as u64);
    match end.and_then(|end| Some(usize::try_from(begin).ok()?..usize::try_from(end).ok()?)) {
        Some(range) if range.start % ALIGN == 0 => Ok(Row { name, range, hash: hash(&row[32..64]) }),
        _ => Err(ModelError::damaged(place, &name, "lies outside the file")),
    }
}

/// Writes sections as a file's bytes.
#[must_use]
pub fn write(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut table = Vec::new();
    let mut body: Vec<u8> = Vec::new();
    let begin = HEADER + sections.len() * ROW;
    for (name, bytes) in sections {
        body.resize(body.len().next_multiple_of(ALIGN), 0);
        let mut padded = [0; 16];
        padded[..name.len()].copy_from_slice(name.as_bytes());
        table.extend(padded);
        table.extend(((begin + body.len()) as u64).to_le_bytes());
        table.extend((bytes.len() as u64).to_le_bytes());
        table.extend(sha256(bytes));
        body.extend_from_slice(bytes);
    }
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend((sections.len() as u32).to_le_bytes());
    out.extend(((begin + body.len()) as u64).to_le_bytes());
    out.extend(sha256(&table));
    out.resize(HEADER, 0);
    out.extend(table);
    out.extend(body);
    out
}

/// The SHA-256 of bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// A digest as it is usually written.
#[must_use]
pub fn hex(hash: &[u8]) -> String {
    hash.iter().map(|b| format!("{b:02x}")).collect()
}

fn hash(bytes: &[u8]) -> Hash {
    bytes.try_into().expect("the caller cuts 32 bytes")
}

fn number32(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn number64(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Container, ModelError> {
        Container::read(Bytes::copied(bytes), "here".to_owned())
    }

    #[test]
    fn sections_come_back_as_they_were_written() {
        let container = read(&write(&[("one", vec![1, 0, 0, 0]), ("two", vec![7; 100])])).unwrap();
        assert_eq!(container.numbers::<u32>(&container.needed("one").unwrap()), [1]);
        assert_eq!(container.bytes(&container.needed("two").unwrap()), [7; 100]);
        container.verify().unwrap();
        assert!(container.needed("three").unwrap_err().to_string().contains("here: three: is missing"));
    }

    #[test]
    fn every_cut_and_every_changed_byte_of_the_table_is_refused() {
        let bytes = write(&[("one", vec![1; 80])]);
        for cut in 0..bytes.len() {
            assert!(read(&bytes[..cut]).is_err(), "{cut}");
        }
        for at in (0..56).chain(HEADER..HEADER + ROW) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x41;
            assert!(read(&changed).is_err(), "{at}");
        }
    }

    #[test]
    fn a_changed_section_is_found_by_verifying() {
        let mut bytes = write(&[("one", vec![1; 80])]);
        *bytes.last_mut().unwrap() ^= 1;
        assert!(read(&bytes).unwrap().verify().is_err());
    }
}
