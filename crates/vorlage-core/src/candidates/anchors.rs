//! The bucket function of stories: documents that share rare words, names and figures.
//!
//! For each document its rarest words first: the other holders of each gather the product of weights, until a budget of holders is
//! spent; the heaviest gatherers are compared in full and the best kept. Popular words therefore cost nothing and decide nothing
//! here; they count again when a kept pair is compared.

use super::rarity::{ONE, similarity};
use super::{Profile, Vector, pair};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use vorlage_model::{DocumentIndex, Pair, PairReason};

/// Holders that are looked at for one document; bounds the cost whatever the corpus.
const HOLDERS_LOOKED: usize = 2000;
/// Gatherers that are compared in full.
const COMPARED: usize = 32;
/// Pairs kept by one document. Story figures do not change between 10 and 100.
const KEPT: usize = 24;
/// A pair less alike than this (of [`ONE`]) is not kept: half of what joins two documents to a story.
const ALIKE: u64 = ONE * 8 / 100;
/// Two documents with known days further apart do not report one event.
pub const WINDOW_DAYS: u32 = 7;

/// Holders of each word that two documents or more hold.
struct Index {
    /// Where the holders of a word stand in `holders`.
    at: FxHashMap<u32, std::ops::Range<u32>>,
    holders: Vec<(u32, u32)>,
}

/// Pairs of documents that share rare words.
pub fn pairs(vectors: &[Vector], profiles: &[Profile], distinct: &[DocumentIndex]) -> Vec<Pair> {
    let words = index(vectors, distinct, |v| &v.words);
    let portable = index(vectors, distinct, |v| &v.portable);
    distinct
        .par_iter()
        .map_init(
            || vec![0u64; vectors.len()],
            |gathered, &d| neighbours(vectors, profiles, &words, &portable, d, gathered),
        )
        .flatten_iter()
        .collect()
}

/// Inverts the vectors.
fn index(vectors: &[Vector], distinct: &[DocumentIndex], part: fn(&Vector) -> &Vec<(u32, u32)>) -> Index {
    let mut held: Vec<(u32, u32, u32)> =
        distinct.iter().flat_map(|&d| part(&vectors[d]).iter().map(move |w| (w.0, d as u32, w.1))).collect();
    held.par_sort_unstable();
    let mut index = Index { at: FxHashMap::default(), holders: Vec::new() };
    for same in held.chunk_by(|x, y| x.0 == y.0).filter(|same| same.len() > 1) {
        let begin = index.holders.len() as u32;
        index.holders.extend(same.iter().map(|h| (h.1, h.2)));
        index.at.insert(same[0].0, begin..index.holders.len() as u32);
    }
    index
}

impl Index {
    /// Holders of a word, ascending; none where only one document holds it.
    fn of(&self, key: u32) -> &[(u32, u32)] {
        self.at.get(&key).map_or(&[], |at| &self.holders[at.start as usize..at.end as usize])
    }
}

/// The documents most like one.
fn neighbours(
    vectors: &[Vector],
    profiles: &[Profile],
    words: &Index,
    portable: &Index,
    d: DocumentIndex,
    gathered: &mut [u64],
) -> Vec<Pair> {
    let one_language = |o: DocumentIndex| profiles[o].lang == profiles[d].lang;
    let mut touched = gather(&vectors[d].words, words, d, gathered, &one_language);
    let strangers = gather(&vectors[d].portable, portable, d, gathered, &|o| !one_language(o));
    touched.extend(strangers);
    let mut heaviest: Vec<(u64, u32)> =
        touched.iter().map(|&o| (std::mem::take(&mut gathered[o as usize]), o)).collect();
    heaviest.retain(|&(_, o)| near_in_time(&profiles[d], &profiles[o as usize]));
    heaviest.sort_unstable_by_key(|&(sum, o)| (std::cmp::Reverse(sum), o));
    heaviest.truncate(COMPARED);
    let alike = |&(_, o): &(u64, u32)| (similarity(&vectors[d], &vectors[o as usize], one_language(o as usize)), o);
    let mut best: Vec<(u64, u32)> = heaviest.iter().map(alike).filter(|s| s.0 >= ALIKE).collect();
    best.sort_unstable_by_key(|&(alike, o)| (std::cmp::Reverse(alike), o));
    best.truncate(KEPT);
    best.iter().map(|&(alike, o)| pair(d, o as usize, PairReason::Anchors, alike as f64 / ONE as f64)).collect()
}

/// Adds the products of weights to the other holders of a document's words, rarest words first; returns the holders met.
fn gather(
    words: &[(u32, u32)],
    index: &Index,
    d: DocumentIndex,
    gathered: &mut [u64],
    wanted: &dyn Fn(DocumentIndex) -> bool,
) -> Vec<u32> {
    let mut lists: Vec<(&[(u32, u32)], u32)> =
        words.iter().map(|w| (index.of(w.0), w.1)).filter(|l| !l.0.is_empty()).collect();
    lists.sort_by_key(|l| l.0.len());
    let mut touched = Vec::new();
    let mut left = HOLDERS_LOOKED;
    for (holders, weight) in lists {
        if holders.len() > left {
            break;
        }
        left -= holders.len();
        for &(other, theirs) in holders.iter().filter(|h| h.0 as usize != d && wanted(h.0 as usize)) {
            let sum = &mut gathered[other as usize];
            if *sum == 0 {
                touched.push(other);
            }
            *sum += u64::from(weight) * u64::from(theirs);
        }
    }
    touched
}

/// Both may report one event: their days are close, or one is unknown.
pub(super) fn near_in_time(a: &Profile, b: &Profile) -> bool {
    match (a.day, b.day) {
        (Some(a), Some(b)) => a.abs_diff(b) <= WINDOW_DAYS,
        _ => true,
    }
}
