//! The bucket function of translations and free rewrites: documents whose rough vectors are near, in one language or in two.
//!
//! A rough vector is made without the encoder, from the first words of an article. Signs of its products with fixed directions make
//! a signature; signatures are compared bit by bit, and only the nearest ones by their vectors.
//!
//! Cost: a signature each, and [`SIGNATURE`] bits a pair of documents: the square of the documents, at some hundred million pairs a
//! second. Memory: a rough vector a document.
//!
//! **Source:** Charikar, "Similarity estimation techniques from rounding algorithms", 2002.

use super::{Profile, anchors::near_in_time, pair};
use crate::Subject;
use rayon::prelude::*;
use vorlage_embed::{Model, Vectors, score::cosine};
use vorlage_model::{DocumentIndex, Lang, Pair, PairReason};

/// Bytes of an article that its rough vector is made of: what an agency would tell first.
const ROUGH_BYTES: usize = 1500;
/// Words of 64 bits in a signature. The angle between two vectors is known to 6 degrees by them.
const SIGNATURE: usize = 4;
/// Documents near by signature that are compared by their vectors.
const COMPARED: usize = 32;
/// Pairs kept by one document with those in its language, and with those in others.
const KEPT: usize = 4;
/// A pair less alike than this is not kept.
const ALIKE: f32 = 0.3;

/// Pairs of documents in different groups that may tell the same; `distinct` are those that stand for their twins.
pub fn pairs(
    subjects: &[Subject<'_>],
    profiles: &[Profile],
    distinct: &[DocumentIndex],
    group_of: &[usize],
    model: &Model,
) -> Vec<Pair> {
    let texts: Vec<String> = distinct.par_iter().map(|&d| beginning(&subjects[d])).collect();
    let languages: Vec<Option<Lang>> = distinct.iter().map(|&d| profiles[d].lang).collect();
    let vectors = model.static_vectors(&texts, &languages);
    let signatures = signatures(&vectors);
    let strangers = |at: usize, other: usize, one_language: bool| {
        let (one, two) = (&profiles[distinct[at]], &profiles[distinct[other]]);
        group_of[distinct[at]] != group_of[distinct[other]]
            && (one.lang == two.lang) == one_language
            && near_in_time(one, two)
    };
    let kept = |(at, one_language): (usize, bool)| {
        let best = nearest(at, &signatures, &vectors, |other| strangers(at, other, one_language));
        let named = move |(alike, other): (f32, usize)| {
            pair(distinct[at], distinct[other], PairReason::Meaning, f64::from(alike))
        };
        best.into_iter().take(KEPT).map(named).collect::<Vec<_>>()
    };
    let asked = |at: usize| [(at, true), (at, false)];
    (0..distinct.len()).into_par_iter().flat_map_iter(asked).flat_map_iter(kept).collect()
}

/// The first sentences of an article.
fn beginning(subject: &Subject<'_>) -> String {
    let mut out = String::new();
    for sentence in subject.embedded_sentences() {
        if out.len() + sentence.len() > ROUGH_BYTES && !out.is_empty() {
            break;
        }
        out.push_str(sentence);
        out.push(' ');
    }
    out
}

/// The documents most like one among those that are `wanted`, best first.
fn nearest(
    at: usize,
    signatures: &[[u64; SIGNATURE]],
    vectors: &Vectors,
    wanted: impl Fn(usize) -> bool,
) -> Vec<(f32, usize)> {
    let own = &signatures[at];
    let differ = |other: &[u64; SIGNATURE]| own.iter().zip(other).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
    let mut found: Vec<(u32, usize)> = signatures
        .iter()
        .enumerate()
        .map(|(other, signature)| (differ(signature), other))
        .filter(|&(bits, other)| bits < MOST_BITS && wanted(other))
        .collect();
    if found.len() > COMPARED {
        found.select_nth_unstable(COMPARED);
        found.truncate(COMPARED);
    }
    let row = vectors.row(at);
    let mut best: Vec<(f32, usize)> =
        found.into_iter().map(|(_, other)| (cosine(row, vectors.row(other)), other)).filter(|b| b.0 >= ALIKE).collect();
    best.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    best
}

/// Signatures that differ in half of their bits are of vectors that have nothing in common.
const MOST_BITS: u32 = (SIGNATURE * 64 / 2) as u32;

/// The signs of each vector's products with fixed directions.
fn signatures(vectors: &Vectors) -> Vec<[u64; SIGNATURE]> {
    let directions: Vec<f32> = (0..SIGNATURE * 64 * vectors.dimensions).map(|n| coin(n as u64)).collect();
    vectors
        .numbers
        .par_chunks_exact(vectors.dimensions.max(1))
        .map(|row| {
            let mut signature = [0; SIGNATURE];
            for (bit, direction) in directions.chunks_exact(row.len()).enumerate() {
                signature[bit / 64] |= u64::from(cosine(row, direction) > 0.0) << (bit % 64);
            }
            signature
        })
        .collect()
}

/// 1 or -1, the same for a number each time.
fn coin(n: u64) -> f32 {
    if vorlage_text::hash64(&n.to_le_bytes()) & 1 == 0 { 1.0 } else { -1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_are_found_by_their_signatures() {
        let directions = [0.0f32, 0.1, 0.2, 1.4, 3.1];
        let numbers = directions.iter().flat_map(|d| {
            let mut row = [0.0; 16];
            (row[0], row[1]) = (d.cos(), d.sin());
            row
        });
        let vectors = Vectors { dimensions: 16, numbers: numbers.collect() };
        let signatures = signatures(&vectors);
        let near: Vec<usize> = nearest(0, &signatures, &vectors, |other| other > 1).iter().map(|n| n.1).collect();
        assert_eq!(near, [2], "not the one that is not wanted, nor those across");
    }
}
