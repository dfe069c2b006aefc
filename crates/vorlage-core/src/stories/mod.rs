//! Stories: which documents tell one story?
//!
//! In: the candidates with their weighted words. Out: a partition of the documents, each part ascending, parts by first document.
//!
//! Corpus stage in two steps, both agglomeration by average likeness over the candidate pairs alone. First near copies become one
//! **leaf**, so that fifty reprints of one dispatch weigh as much as one independent report. Then leaves become stories: two groups
//! join when the average likeness of their leaves reaches [`JOIN`] **and** comes close to the likeness that the looser of the two
//! has within itself. The second condition parts two events of one kind (a fire in Banstead, a fire in Wellington), which resemble
//! each other more than many true stories do, and stops chains.
//!
//! Cost: near-linear in the pairs; a merge looks at the neighbours of the smaller group. Memory: one summed vector a group.
//!
//! Invariants: every document is in exactly one story; the answer does not depend on order or threads; documents of the same words
//! are in one story. With one document a story is that document; with two to ten documents rarity comes from news at large, and the
//! same bounds hold.
//!
//! It never looks at who copied whom, and a shared passage alone does not make one story: a speech stands in many.
//!
//! **Source:** average-link agglomeration of weighted words in integer arithmetic; relative closeness after Karypis, Han and Kumar,
//! "Chameleon" (1999), reduced to averages. Measured on event clusters, same-story pairs and families of copies: see
//! `docs/decisions/0003-stories-and-candidates.md`.

mod agglomerate;

use crate::candidates::{Candidates, Profile, similarity, unit};
use crate::sets::{find, join, singles};
use agglomerate::{Group, Rules};
use std::collections::{BTreeMap, BTreeSet};
use vorlage_model::{DocumentIndex, Pair, PairReason};

/// Average likeness, in 1/65536, at which two groups join: .16. Flat between .13 and .17 on event clusters; same-story pairs want
/// less, unrelated families of copies more.
const JOIN: u64 = 10_486;
/// Average likeness at which a document or two join the one larger group that they resemble half as much again as any other: .10.
const STRAGGLER: u64 = 6_554;
/// Share, in 1/100, of the looser group's own likeness that two groups must reach. Event clusters of both tuning halves by share
/// 0 / 60 / 70 / 80 / 90: BCubed F1 .83 / .92 / .94 / .96 / .94 and .87 / .87 / .89 / .92 / .94.
const CLOSENESS: u64 = 82;
/// Average likeness at which texts are near copies and become one leaf: .55. Without leaves the two halves lose .02 and .01.
const LEAF: u64 = 36_045;
/// Share of the shorter text's runs at which two texts are near copies however unlike their lengths.
const LEAF_CONTAINED: f64 = 0.5;
/// Shared containment counts for a leaf only among texts of so many words; below, a phrase fills a text.
const LEAF_WORDS: u32 = 60;
/// Mean confidence of copying between two groups at which they are one story. Families, event clusters and same-story pairs are the
/// same or a little better at .12 than at .2; at .08 event clusters lose .012.
const COPIES: f64 = 0.12;
/// Confidence at which one pair is taken for a copy for certain; set beforehand.
const CERTAIN: f64 = 0.8;
/// One document in so many of the smaller of two stories has a certain copy in the larger one where they are one.
const COPIED_ACROSS: usize = 2;
/// Likeness, in 1/65536, from which on texts may be copies across stories, and from which on nothing speaks against it: .10, .20.
/// Reports of one kind (a trial, an accident) run through the same common words in one order. With .15 and .30 families of copies
/// lose .006 of their pairs, with .05 and .15 words alone join strangers.
const STRANGE: u64 = 6_554;
const FAMILIAR: u64 = 13_107;
/// Confidence at which texts are copies whatever their likeness: a passage was taken over word for word.
const WORD_FOR_WORD: f64 = 0.95;
/// Words kept in the vector of a leaf.
const LEAF_VECTOR: usize = 256;

/// Joins stories whose documents are, on the mean over all pairs of one with the other, as likely copies as [`COPIES`] says, and
/// those where half of the documents of the smaller have a [`CERTAIN`] copy in the larger; no single borrowed text chains events
/// together. `across` holds pairs of documents of two stories with the confidence that they are copies, sorted; it counts less
/// where the two share no rare words. `told` holds pairs that tell of one event in two languages, which is as much as a copy.
#[must_use]
pub fn join_copies(
    groups: Vec<Vec<DocumentIndex>>,
    candidates: &Candidates,
    across: &[(DocumentIndex, DocumentIndex, f64)],
    told: &[(DocumentIndex, DocumentIndex)],
) -> Vec<Vec<DocumentIndex>> {
    let group_of = group_of(&groups, candidates.profiles.len());
    let mut sums: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut certain: BTreeSet<(usize, usize, DocumentIndex)> = BTreeSet::new();
    for &(a, b, confidence) in across {
        let (of_a, of_b) = (group_of[a], group_of[b]);
        let confidence = tempered(candidates, a, b, confidence);
        *sums.entry((of_a.min(of_b), of_a.max(of_b))).or_default() += confidence;
        if confidence >= CERTAIN {
            certain.extend([(of_a, of_b, a), (of_b, of_a, b)]);
        }
    }
    for &(a, b) in told {
        sums.entry((group_of[a].min(group_of[b]), group_of[a].max(group_of[b]))).or_default();
        certain.extend([(group_of[a], group_of[b], a), (group_of[b], group_of[a], b)]);
    }
    let copied = |a: usize, b: usize| {
        let copies = certain.range((a, b, 0)..=(a, b, DocumentIndex::MAX)).count();
        groups[a].len() <= groups[b].len() && copies * COPIED_ACROSS >= groups[a].len()
    };
    let mut top = singles(groups.len());
    for (&(a, b), sum) in &sums {
        let alike = *sum >= COPIES * (groups[a].len() * groups[b].len()) as f64;
        if a != b && (alike || copied(a, b) || copied(b, a)) {
            join(&mut top, a, b);
        }
    }
    let mut out: Vec<Vec<DocumentIndex>> = vec![Vec::new(); groups.len()];
    for (at, group) in groups.into_iter().enumerate() {
        out[find(&mut top, at)].extend(group);
    }
    out.retain(|g| !g.is_empty());
    out.iter_mut().for_each(|g| g.sort_unstable());
    out.sort_unstable();
    out
}

/// How alike two texts are in their rare words.
#[must_use]
pub fn likeness(candidates: &Candidates, a: DocumentIndex, b: DocumentIndex) -> u64 {
    let (one, other) = (candidates.same_as[a], candidates.same_as[b]);
    let one_language = candidates.profiles[one].lang == candidates.profiles[other].lang;
    similarity(&candidates.vectors[one], &candidates.vectors[other], one_language)
}

/// The confidence that two texts are copies, less where they share no rare words.
fn tempered(candidates: &Candidates, a: DocumentIndex, b: DocumentIndex, confidence: f64) -> f64 {
    if confidence >= WORD_FOR_WORD {
        return confidence;
    }
    let likeness = likeness(candidates, a, b);
    confidence * likeness.clamp(STRANGE, FAMILIAR).abs_diff(STRANGE) as f64 / (FAMILIAR - STRANGE) as f64
}

/// The group of each document.
#[must_use]
pub fn group_of(groups: &[Vec<DocumentIndex>], documents: usize) -> Vec<usize> {
    let mut out = vec![0; documents];
    for (g, group) in groups.iter().enumerate() {
        group.iter().for_each(|&d| out[d] = g);
    }
    out
}

/// Groups the documents of a run into stories; every document is in exactly one, in a story of `one_language` where the model is
/// to say which of them are one.
#[must_use]
pub fn group(candidates: &Candidates, one_language: bool) -> Vec<Vec<DocumentIndex>> {
    let profiles = &candidates.profiles;
    let leaf_of = leaves(candidates);
    let mut members: Vec<Vec<DocumentIndex>> = vec![Vec::new(); profiles.len()];
    for (d, &leaf) in leaf_of.iter().enumerate() {
        members[leaf].push(d);
    }
    members.retain(|m| !m.is_empty());
    let mut position = vec![0; profiles.len()];
    for (at, leaf) in members.iter().enumerate() {
        leaf.iter().for_each(|&d| position[d] = at);
    }
    let groups: Vec<Group> = members.iter().map(|m| leaf_group(candidates, m)).collect();
    let links = candidates.pairs.iter().map(|p| (position[p.a], position[p.b])).filter(|l| l.0 != l.1);
    let rules = Rules {
        join: JOIN,
        closeness: CLOSENESS,
        window: Some(agglomerate::WINDOW_DAYS),
        straggler: Some(STRAGGLER),
        one_language,
    };
    let mut stories: Vec<Vec<DocumentIndex>> = agglomerate::agglomerate(groups, links.collect(), &rules)
        .into_iter()
        .map(|leaves| {
            let mut story: Vec<DocumentIndex> = leaves.iter().flat_map(|&l| members[l].iter().copied()).collect();
            story.sort_unstable();
            story
        })
        .collect();
    stories.sort_unstable();
    stories
}

/// For each document the smallest member of its leaf.
fn leaves(candidates: &Candidates) -> Vec<DocumentIndex> {
    let mut root = singles(candidates.profiles.len());
    for (d, &same) in candidates.same_as.iter().enumerate() {
        join(&mut root, d, same);
    }
    for pair in candidates.pairs.iter().filter(|p| is_contained(p, &candidates.profiles)) {
        join(&mut root, pair.a, pair.b);
    }
    let groups =
        (0..root.len()).map(|d| Group::one(&candidates.vectors[d], candidates.profiles[d].lang, None)).collect();
    let rules = Rules { join: LEAF, closeness: 0, window: None, straggler: None, one_language: true };
    let near = |p: &&Pair| {
        let (a, b) = (&candidates.vectors[p.a], &candidates.vectors[p.b]);
        p.reason != PairReason::Identical && similarity(a, b, true) >= LEAF
    };
    let links = candidates.pairs.iter().filter(near).map(|p| (p.a, p.b)).collect();
    for leaf in agglomerate::agglomerate(groups, links, &rules) {
        leaf[1..].iter().for_each(|&d| join(&mut root, leaf[0], d));
    }
    (0..root.len()).map(|d| find(&mut root, d)).collect()
}

/// The shorter of the two stands for the most part in the other.
fn is_contained(pair: &Pair, profiles: &[Profile]) -> bool {
    let shorter = profiles[pair.a].words.min(profiles[pair.b].words);
    pair.reason == PairReason::Shingles && pair.score >= LEAF_CONTAINED && shorter >= LEAF_WORDS
}

/// A leaf as a group of one: its members' words summed to one text, dated by the earliest.
fn leaf_group(candidates: &Candidates, members: &[DocumentIndex]) -> Group {
    let sum = members.iter().map(|&d| &candidates.vectors[d]).filter(|v| !v.words.is_empty());
    let mut vector = agglomerate::sum(sum);
    vector.words = unit(vector.words, LEAF_VECTOR);
    vector.portable = unit(vector.portable, LEAF_VECTOR);
    let day = members.iter().filter_map(|&d| candidates.profiles[d].day).min();
    let mut group = Group::one(&vector, candidates.profiles[members[0]].lang, day);
    group.documents = members.len();
    group
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::{UNIT, Vector};

    /// Two stories of two documents each, `across` being the confidence between the first of each; the stories share their words
    /// where they are `familiar`.
    fn check(across: f64, familiar: bool, stories: usize) {
        let vector = |word| Vector { words: vec![(word, UNIT as u32)], portable: Vec::new() };
        let vectors = [1, 1, 2, 2].map(|word| vector(if familiar { 1 } else { word })).to_vec();
        let profiles = vec![Profile::default(); 4];
        let candidates = Candidates { profiles, vectors, same_as: (0..4).collect(), pairs: Vec::new() };
        assert_eq!(join_copies(vec![vec![0, 1], vec![2, 3]], &candidates, &[(0, 2, across)], &[]).len(), stories);
    }

    #[test]
    fn stories_join_where_half_of_one_is_copied_from_the_other() {
        check(0.9, true, 1);
        check(0.4, true, 2);
    }

    #[test]
    fn common_words_in_one_order_join_no_stories_but_a_passage_does() {
        check(0.9, false, 2);
        check(0.96, false, 1);
    }
}
