//! Candidates: who might share text or event with whom?
//!
//! In: all documents of a run. Out: pairs worth comparing with the reason, sorted by document; and for each document its weighted
//! words, which the next stage groups by.
//!
//! Corpus stage, in two halves that any engine can run: a **key function** of one document ([`Profile::of`]: sampled runs of five
//! words, rare words) and **bucket functions** of all that hold one key ([`shingles`], [`anchors`]). Copies are found by containment
//! of sampled runs; what shares no run (rewrites, independent reports, translations) by rare words, names and figures.
//!
//! Cost: linear in the text for the keys, in the number of keys for the buckets. No key is dropped for being popular: its holders
//! are linked to a bounded number of its earliest and latest ones, so two hundred copies make some hundreds of links. Memory beside
//! the text: about 8 bytes for each fourth word and 8 for each of at most 256 words a document.
//!
//! Invariants: the same set of documents gives the same pairs in any order and on any number of threads; every tie ends at the
//! document's position, and documents are sorted by id. Weights are integers, so sums do not depend on their order.
//!
//! It never decides that one document was copied from another, or which came first.
//!
//! **Source:** sampled n-gram index with containment as measured against MinHash, SimHash and passim on planted copies (MinHash as
//! usually set misses a 30 % word replacement and every pasted passage); the bound on links replaces passim's cap on document
//! frequency, which loses large wire stories. See `docs/decisions/0003-stories-and-candidates.md`.

mod anchors;
mod meaning;
mod profile;
mod rarity;
mod shingles;

pub use profile::{Profile, Term};
pub use rarity::{ONE, UNIT, Vector, across, dot, similarity, unit};

use crate::{Background, Subject};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use vorlage_embed::Model;
use vorlage_model::{DocumentIndex, Pair, PairReason};

/// Identical documents are linked to this many of the earliest and of the latest of them.
const TWINS_LINKED: usize = 2;

/// What the corpus says of each document, and which documents are worth comparing.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// What the index holds of each document.
    pub profiles: Vec<Profile>,
    /// Weighted words by document; empty for all but the first of identical documents.
    pub vectors: Vec<Vector>,
    /// For each document the earliest one of the same words; itself where there is none.
    pub same_as: Vec<DocumentIndex>,
    /// Pairs, sorted by documents, one a pair of documents.
    pub pairs: Vec<Pair>,
}

impl Candidates {
    /// Adds pairs; one that is there already keeps its reason.
    pub fn add(&mut self, pairs: Vec<Pair>) {
        self.pairs.extend(pairs);
        in_order(&mut self.pairs);
    }
}

/// Finds the pairs worth comparing.
///
/// No documents give no pairs. A document without words is a candidate for none.
#[must_use]
pub fn find(subjects: &[Subject<'_>], background: &Background) -> Candidates {
    let profiles: Vec<Profile> = subjects.par_iter().map(|s| Profile::of(s, background)).collect();
    pairs_of(profiles)
}

/// Finds pairs of documents in different groups that may tell the same, by rough vectors of the model.
#[must_use]
pub fn by_meaning(subjects: &[Subject<'_>], candidates: &Candidates, group_of: &[usize], model: &Model) -> Vec<Pair> {
    let distinct: Vec<DocumentIndex> = (0..subjects.len()).filter(|&d| candidates.same_as[d] == d).collect();
    let mut pairs = meaning::pairs(subjects, &candidates.profiles, &distinct, group_of, model);
    in_order(&mut pairs);
    pairs
}

/// Finds the pairs worth comparing among profiles; the half of [`find`] that sees the corpus.
#[must_use]
pub fn pairs_of(profiles: Vec<Profile>) -> Candidates {
    let rank = ranks(&profiles);
    let same_as = first_of_twins(&profiles, &rank);
    let distinct: Vec<DocumentIndex> = (0..profiles.len()).filter(|&d| same_as[d] == d).collect();
    let vectors = rarity::weigh(&profiles, &distinct);
    let mut pairs = twin_pairs(&same_as, &rank);
    pairs.extend(shingles::pairs(&profiles, &vectors, &distinct, &rank));
    pairs.extend(anchors::pairs(&vectors, &profiles, &distinct));
    in_order(&mut pairs);
    Candidates { profiles, vectors, same_as, pairs }
}

/// Sorts pairs and keeps the first reason of each.
fn in_order(pairs: &mut Vec<Pair>) {
    pairs.par_sort_unstable_by(|x, y| (x.a, x.b, x.reason).cmp(&(y.a, y.b, y.reason)));
    pairs.dedup_by(|later, kept| (later.a, later.b) == (kept.a, kept.b));
}

/// Position of each document by day of publication, then id; documents without a day come last.
fn ranks(profiles: &[Profile]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by_key(|&d| (profiles[d].day.unwrap_or(i32::MAX), d));
    let mut rank = vec![0; profiles.len()];
    for (at, &document) in order.iter().enumerate() {
        rank[document] = at as u32;
    }
    rank
}

/// For each document the earliest one with the same words.
fn first_of_twins(profiles: &[Profile], rank: &[u32]) -> Vec<DocumentIndex> {
    let mut first: FxHashMap<u64, DocumentIndex> = FxHashMap::default();
    for (d, profile) in profiles.iter().enumerate().filter(|(_, p)| p.words > 0) {
        let held = first.entry(profile.text_hash).or_insert(d);
        if rank[d] < rank[*held] {
            *held = d;
        }
    }
    let same = |(d, p): (usize, &Profile)| first.get(&p.text_hash).filter(|_| p.words > 0).map_or(d, |&f| f);
    profiles.iter().enumerate().map(same).collect()
}

/// Links identical documents to the earliest and the latest of them.
fn twin_pairs(same_as: &[DocumentIndex], rank: &[u32]) -> Vec<Pair> {
    let mut twins: Vec<(DocumentIndex, u32, DocumentIndex)> =
        same_as.iter().enumerate().map(|(d, &first)| (first, rank[d], d)).collect();
    twins.sort_unstable();
    let mut out = Vec::new();
    for group in twins.chunk_by(|x, y| x.0 == y.0).filter(|g| g.len() > 1) {
        let ends = shingles::ends(group.len(), TWINS_LINKED);
        for at in 0..group.len() {
            for other in
                ends.clone().filter(|&o| o < at || (o > at && at >= TWINS_LINKED && o >= group.len() - TWINS_LINKED))
            {
                out.push(pair(group[at].2, group[other].2, PairReason::Identical, 1.0));
            }
        }
    }
    out.sort_unstable_by_key(|p| (p.a, p.b));
    out.dedup_by_key(|p| (p.a, p.b));
    out
}

/// A pair in the order of the documents.
fn pair(x: DocumentIndex, y: DocumentIndex, reason: PairReason, score: f64) -> Pair {
    Pair { a: x.min(y), b: x.max(y), reason, score }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same_words(count: usize) -> Candidates {
        pairs_of(vec![Profile { text_hash: 7, words: 90, ..Profile::default() }; count])
    }

    #[test]
    fn links_between_identical_documents_grow_with_their_number() {
        assert_eq!(same_words(0).pairs.len(), 0);
        assert_eq!(same_words(3).pairs.len(), 3);
        let many = same_words(1000);
        assert!(many.pairs.len() <= 1000 * 2 * TWINS_LINKED, "{}", many.pairs.len());
        assert!(many.same_as.iter().all(|&first| first == 0));
    }

    #[test]
    fn documents_without_words_are_not_alike() {
        let found = pairs_of(vec![Profile::default(); 2]);
        assert!(found.pairs.is_empty());
        assert_eq!(found.same_as, [0, 1]);
    }

    #[test]
    fn the_earliest_of_identical_documents_stands_for_them() {
        let on = |day| Profile { text_hash: 7, words: 90, day, ..Profile::default() };
        assert_eq!(pairs_of(vec![on(None), on(Some(20)), on(Some(10))]).same_as, [2, 2, 2]);
    }
}
