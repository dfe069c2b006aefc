//! A small generated model in the form of `e5-small-q4.bin`, for tests: two layers of 32 numbers with weights that follow from a seed.
//!
//! [`signed`] gives a damaged model file the digest it asks for, so that what lies behind the digest is tried too.

use crate::distil;
use crate::file::{Bytes, Container, sha256};
use crate::import::assemble;
use crate::quant::half;
use vorlage_model::Lang;

/// Numbers of a vector.
pub const HIDDEN: usize = 32;
/// Layers.
pub const LAYERS: usize = 2;
/// Heads.
pub const HEADS: usize = 2;
/// Numbers between the matrices of a feed-forward layer.
pub const INNER: usize = 64;
/// Most tokens of a sentence.
pub const POSITIONS: usize = 48;
/// Scale of the blocks, in 16 bits: about 0.06.
const SCALE: u16 = 0x2BAE;

/// A file of another's form, ready to import.
#[derive(Debug)]
pub struct Sample {
    /// The file.
    pub bytes: Vec<u8>,
    /// All its numbers by name, unpacked.
    pub tensors: Vec<(String, Vec<f32>)>,
}

/// The opened model of a seed.
///
/// # Panics
/// Where the sample does not import, which tests would show.
#[must_use]
pub fn model(seed: u64) -> crate::Model {
    crate::Model::from_bytes(&imported(seed), "sample").expect("the sample opens")
}

/// The model file of a seed.
///
/// # Panics
/// Where the sample does not import, which tests would show.
#[must_use]
pub fn imported(seed: u64) -> Vec<u8> {
    crate::import::import_bytes(&file(seed).bytes, "sample").expect("the sample imports")
}

/// The model file of a seed that has learned means and a static table from two sentences.
///
/// # Panics
/// Where the sample does not import, which tests would show.
#[must_use]
pub fn learned(seed: u64) -> Vec<u8> {
    let sentences = [("the cat ate", Some(Lang::EN)), ("the cat, a dog, the cat", Some(Lang::DE))];
    let learned = distil::distil(&model(seed), &sentences, &|_, _, _| ());
    let container = Container::read(Bytes::copied(&imported(seed)), "sample".to_owned()).expect("the sample is whole");
    let parts = [("means", learned.means.unwrap_or_default()), ("static", learned.table)];
    assemble::attach(&container, &parts, &[]).expect("the sample is whole")
}

/// Writes length and digest of a model file's table into its header, as far as there is a table.
pub fn signed(file: &mut [u8]) {
    let length = file.len() as u64;
    let Some((header, rest)) = file.split_at_mut_checked(64) else { return };
    let sections = u32::from_le_bytes([header[12], header[13], header[14], header[15]]) as usize;
    header[16..24].copy_from_slice(&length.to_le_bytes());
    if let Some(table) = rest.get(..sections.min(64) * 64) {
        header[24..56].copy_from_slice(&sha256(table));
    }
}

/// The pieces: control tokens, letters, and some words of two to four letters.
#[must_use]
pub fn pieces() -> Vec<String> {
    let mut out: Vec<String> = ["<s>", "<pad>", "</s>", "<unk>", "\u{2581}"].map(str::to_owned).into();
    out.extend(('a'..='z').chain(".,:'é".chars()).map(String::from));
    out.extend(["\u{2581}a", "\u{2581}the", "\u{2581}query", "cat", "at", "og", "\u{2581}d", "ing"].map(str::to_owned));
    out
}

/// Makes the file of a seed.
#[must_use]
pub fn file(seed: u64) -> Sample {
    let pieces = pieces();
    let mut out = b"E5S1".to_vec();
    for size in [1, HIDDEN, LAYERS, HEADS, INNER, pieces.len(), POSITIONS, 2] {
        out.extend((size as u32).to_le_bytes());
    }
    out.extend(1e-12f32.to_le_bytes());
    out.extend(32u32.to_le_bytes());
    vocabulary(&pieces, &mut out);
    tensors(seed, pieces.len(), out)
}

/// The score of a piece.
#[must_use]
pub fn score(at: usize, piece: &str) -> f32 {
    if at < 4 { 0.0 } else { -8.0 + piece.chars().count() as f32 }
}

fn vocabulary(pieces: &[String], out: &mut Vec<u8>) {
    for number in [pieces.len() as u32, 0, 2, 1, 3] {
        out.extend(number.to_le_bytes());
    }
    out.extend((pieces.concat().len() as u64).to_le_bytes());
    let mut end = 0u32;
    out.extend(end.to_le_bytes());
    for piece in pieces {
        end += piece.len() as u32;
        out.extend(end.to_le_bytes());
    }
    for (at, piece) in pieces.iter().enumerate() {
        out.extend(score(at, piece).to_le_bytes());
    }
    out.extend(pieces.concat().bytes());
    // A map of one character: the no-break space becomes a space.
    for number in [1u32, 9, 0xA0] {
        out.extend(number.to_le_bytes());
    }
    out.push(1);
    out.extend(32u32.to_le_bytes());
}

/// Names of the tensors with whether they are in blocks, and how many numbers they have.
fn names(words: usize) -> Vec<(String, bool, usize)> {
    let mut out =
        vec![("emb.word".to_owned(), true, words * HIDDEN), ("emb.pos".to_owned(), false, POSITIONS * HIDDEN)];
    let plain = [("emb.type", 2 * HIDDEN), ("emb.ln.w", HIDDEN), ("emb.ln.b", HIDDEN)];
    out.extend(plain.map(|(name, count)| (name.to_owned(), false, count)));
    let square = HIDDEN * HIDDEN;
    for layer in 0..LAYERS {
        let matrices = [
            ("q", square),
            ("k", square),
            ("v", square),
            ("ao", square),
            ("fi", INNER * HIDDEN),
            ("fo", INNER * HIDDEN),
        ];
        for (name, count) in matrices {
            let bias = if name == "fi" { INNER } else { HIDDEN };
            out.push((format!("l{layer}.{name}.w"), true, count));
            out.push((format!("l{layer}.{name}.b"), false, bias));
        }
        let norms = ["aln.w", "aln.b", "oln.w", "oln.b"];
        out.extend(norms.map(|name| (format!("l{layer}.{name}"), false, HIDDEN)));
    }
    out
}

/// Appends the directory and the numbers.
fn tensors(seed: u64, words: usize, mut out: Vec<u8>) -> Sample {
    let names = names(words);
    let directory: usize = 4 + names.iter().map(|(name, ..)| name.len() + 23).sum::<usize>();
    let mut at = out.len() + directory;
    let (mut data, mut tensors) = (Vec::new(), Vec::new());
    out.extend((names.len() as u32).to_le_bytes());
    let mut random = seed;
    for (name, packed, count) in names {
        let (bytes, numbers) = if packed { blocks(&mut random, count) } else { plain(&mut random, &name, count) };
        out.extend((name.len() as u16).to_le_bytes());
        out.extend(name.bytes());
        out.push(u8::from(packed));
        out.extend((count as u32).to_le_bytes());
        out.extend((at as u64).to_le_bytes());
        out.extend((bytes.len() as u64).to_le_bytes());
        at += bytes.len();
        data.extend(bytes);
        tensors.push((name, numbers));
    }
    out.extend(data);
    Sample { bytes: out, tensors }
}

fn blocks(random: &mut u64, count: usize) -> (Vec<u8>, Vec<f32>) {
    let (mut bytes, mut numbers) = (Vec::new(), vec![0.0; count]);
    for block in numbers.chunks_exact_mut(32) {
        bytes.extend(SCALE.to_le_bytes());
        for at in 0..16 {
            let byte = (next(random) >> 32) as u8;
            bytes.push(byte);
            block[at] = (f32::from(byte & 15) - 8.0) * half(SCALE);
            block[at + 16] = (f32::from(byte >> 4) - 8.0) * half(SCALE);
        }
    }
    (bytes, numbers)
}

/// Small numbers; those of weights of normalisations near 1.
fn plain(random: &mut u64, name: &str, count: usize) -> (Vec<u8>, Vec<f32>) {
    let middle = if name.ends_with("ln.w") { 1.0 } else { 0.0 };
    let number = |_| middle + ((next(random) >> 40) as f32 / (1u64 << 24) as f32 - 0.5) * 0.4;
    let numbers: Vec<f32> = (0..count).map(number).collect();
    (numbers.iter().flat_map(|n| n.to_le_bytes()).collect(), numbers)
}

/// The next number of SplitMix64.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
