//! The bucket function of copies: documents that share sampled runs of words.
//!
//! All holders of one run stand together, sorted by day; each is linked to a bounded number of the earliest and latest. Pairs that
//! share at least [`SHARED_TO_LOOK`] runs are looked at in full: how much of the shorter text stands in the other, and how long a
//! passage runs on without a break.

use super::{Profile, pair};
use rayon::prelude::*;
use std::ops::Range;
use vorlage_model::{DocumentIndex, Pair, PairReason};

/// A holder of a run is linked to so many of its earliest and of its latest holders.
const HOLDERS_LINKED: usize = 4;
/// Pairs that share fewer sampled runs in the index are not looked at.
const SHARED_TO_LOOK: usize = 2;
/// Share of the shorter document's runs, in 1/1000, that makes a pair. "Eight shared runs" has a precision of .73 on real news
/// (agency phrases); containment of .08-.10 has .97-.99.
const CONTAINED: usize = 100;
/// A pair by containment shares at least so many sampled runs.
const SHARED_LEAST: usize = 3;
/// A passage of so many words without a break makes a pair whatever its share of the texts.
const PASSAGE_WORDS: u32 = 32;
/// Sampled runs that a passage must hold.
const PASSAGE_RUNS: usize = 5;
/// Sampled runs of one passage lie at most so many words apart: with one run in four kept, a longer gap comes once in 10,000.
const PASSAGE_GAP: u32 = 32;
/// The index is built in so many parts by the first bits of the run's hash, to bound its memory; no part knows another.
const PARTS: u64 = 32;

/// What two documents share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Shared {
    /// Sampled runs in both.
    runs: usize,
    /// Sampled runs in the longest passage.
    passage_runs: usize,
    /// Words from the first to the last run of the longest passage.
    passage_words: u32,
}

/// Pairs of documents that share text.
pub fn pairs(profiles: &[Profile], distinct: &[DocumentIndex], rank: &[u32]) -> Vec<Pair> {
    let mut counted: Vec<(u64, u32)> = (0..PARTS)
        .into_par_iter()
        .flat_map_iter(|part| linked(profiles, distinct, rank, part))
        .collect();
    counted.par_sort_unstable();
    let sums: Vec<u64> = counted
        .chunk_by(|x, y| x.0 == y.0)
        .filter(|same| same.iter().map(|c| c.1 as usize).sum::<usize>() >= SHARED_TO_LOOK)
        .map(|same| same[0].0)
        .collect();
    sums.par_iter()
        .filter_map(|&both| look(profiles, (both >> 32) as usize, (both & 0xffff_ffff) as usize))
        .collect()
}

/// Documents linked by the runs of one part of the index, with the number of runs.
fn linked(profiles: &[Profile], distinct: &[DocumentIndex], rank: &[u32], part: u64) -> Vec<(u64, u32)> {
    let width = (1u64 << 48) / PARTS;
    let mut held: Vec<(u64, u32, u32)> = Vec::new();
    for &d in distinct {
        let runs = &profiles[d].shingles;
        let begin = runs.partition_point(|s| s >> 16 < part * width);
        let end = runs.partition_point(|s| s >> 16 < (part + 1) * width);
        held.extend(runs[begin..end].iter().map(|s| (s >> 16, rank[d], d as u32)));
    }
    held.sort_unstable();
    let mut links = Vec::new();
    for holders in held.chunk_by(|x, y| x.0 == y.0).filter(|h| h.len() > 1) {
        link(holders, &mut links);
    }
    links.sort_unstable();
    links
        .chunk_by(|x, y| x == y)
        .map(|same| (same[0], same.len() as u32))
        .collect()
}

/// Links each holder of one run to its earliest and latest holders.
fn link(holders: &[(u64, u32, u32)], links: &mut Vec<u64>) {
    let (first, last) = (
        HOLDERS_LINKED.min(holders.len()),
        holders.len().saturating_sub(HOLDERS_LINKED),
    );
    for (at, &(_, _, document)) in holders.iter().enumerate() {
        let earlier = 0..first.min(at);
        let later = last.max(first).max(at + 1)..holders.len();
        for &(_, _, other) in holders[earlier].iter().chain(&holders[later]) {
            links.push(u64::from(document.min(other)) << 32 | u64::from(document.max(other)));
        }
    }
}

/// The first and last `bound` positions of a row of `length`.
pub fn ends(length: usize, bound: usize) -> std::iter::Chain<Range<usize>, Range<usize>> {
    let first = bound.min(length);
    (0..first).chain(first.max(length.saturating_sub(bound))..length)
}

/// Looks at a pair in full; `None` where what they share is chance or phrase.
fn look(profiles: &[Profile], a: DocumentIndex, b: DocumentIndex) -> Option<Pair> {
    let shared = shared(&profiles[a], &profiles[b]);
    let shorter = profiles[a].shingles.len().min(profiles[b].shingles.len());
    let contained = shared.runs >= SHARED_LEAST && shared.runs * 1000 >= CONTAINED * shorter;
    let passage = shared.passage_runs >= PASSAGE_RUNS && shared.passage_words >= PASSAGE_WORDS;
    (contained || passage).then(|| pair(a, b, PairReason::Shingles, shared.runs as f64 / shorter.max(1) as f64))
}

/// Counts what two documents share.
fn shared(a: &Profile, b: &Profile) -> Shared {
    let mut places: Vec<(u32, u32)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.shingles.len() && j < b.shingles.len() {
        let (x, y) = (a.shingles[i], b.shingles[j]);
        if x >> 16 == y >> 16 {
            places.push(((x & 0xffff) as u32, (y & 0xffff) as u32));
        }
        i += usize::from(x >> 16 <= y >> 16);
        j += usize::from(y >> 16 <= x >> 16);
    }
    let mut best = Shared {
        runs: places.len(),
        ..Shared::default()
    };
    // On one diagonal the distance between the two positions is one; a passage is a stretch of a diagonal without a long gap.
    places.sort_unstable_by_key(|&(x, y)| (x.wrapping_sub(y), x));
    let unbroken =
        |p: &(u32, u32), q: &(u32, u32)| p.0.wrapping_sub(p.1) == q.0.wrapping_sub(q.1) && q.0 - p.0 <= PASSAGE_GAP;
    for passage in places.chunk_by(unbroken) {
        let words = passage[passage.len() - 1].0 - passage[0].0 + super::profile::SHINGLE_WORDS as u32;
        if passage.len() > best.passage_runs {
            (best.passage_runs, best.passage_words) = (passage.len(), words);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(runs: &[(u64, u64)]) -> Profile {
        let mut shingles: Vec<u64> = runs.iter().map(|(key, at)| key << 16 | at).collect();
        shingles.sort_unstable();
        Profile {
            words: 100,
            shingles,
            ..Profile::default()
        }
    }

    #[test]
    fn a_copy_of_a_passage_is_found_in_a_long_text() {
        let passage: Vec<(u64, u64)> = (0..12).map(|n| (n * 77 + 5, n * 4)).collect();
        let host: Vec<(u64, u64)> = (0..900)
            .map(|n| (100_000 + n, n * 4))
            .chain(passage.iter().map(|&(k, at)| (k, at + 1000)))
            .collect();
        let source: Vec<(u64, u64)> = (0..900)
            .map(|n| (500_000 + n, 100 + n * 4))
            .chain(passage.iter().copied())
            .collect();
        let found = shared(&holding(&source), &holding(&host));
        assert_eq!(
            found,
            Shared {
                runs: 12,
                passage_runs: 12,
                passage_words: 49
            }
        );
        assert!(look(&[holding(&source), holding(&host)], 0, 1).is_some());
    }

    #[test]
    fn scattered_phrases_make_no_pair() {
        let one: Vec<(u64, u64)> = (0..200).map(|n| (n * 3, n * 4)).collect();
        let two: Vec<(u64, u64)> = (0..200)
            .map(|n| (if n % 20 == 0 { n * 3 } else { 9000 + n }, 800 - n * 4))
            .collect();
        assert_eq!(shared(&holding(&one), &holding(&two)).runs, 10);
        assert_eq!(look(&[holding(&one), holding(&two)], 0, 1), None);
    }

    #[test]
    fn links_grow_with_copies_and_not_with_their_square() {
        let holders: Vec<(u64, u32, u32)> = (0..1000).map(|n| (7, n, n)).collect();
        let mut links = Vec::new();
        link(&holders, &mut links);
        assert!(links.len() <= 1000 * 2 * HOLDERS_LINKED, "{}", links.len());
        links.clear();
        link(&holders[..5], &mut links);
        links.sort_unstable();
        links.dedup();
        assert_eq!(links.len(), 10, "few holders are all linked");
    }
}
