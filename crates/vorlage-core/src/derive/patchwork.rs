//! Which documents are put together from several that have nothing to do with one another?
//!
//! A patchwork shares one passage with one text and another passage with a second, and those two share nothing. Without care it
//! would tie their families into one and lose an origin. So the weaker tie is taken out of the family and kept as a tie of its own.
//!
//! In: a story and its kinship. Out: ties of a patchwork to the texts that gave it a passage beside its main parent.
//! Per story of up to [`super::MOST_DENSE`] documents. Cost: two alignments for each tie that may be one.
//! Never: takes a long text apart into its own cuts: those stand in it whole, while a giver keeps much to itself.
//!
//! **Source:** a tenth of the natural families of copies read by hand hold a patchwork; the limits are set beforehand, not fitted.

use super::{
    MOST_DENSE,
    kin::{Kinship, families},
    profile::{Profile, shared},
};
use crate::{StoryView, align};
use std::cmp::Reverse;
use vorlage_model::Span;

/// Fewest sentences of a passage.
const LEAST_SENTENCES: usize = 2;
/// Least similarity of a sentence that was taken over.
const TAKEN: f64 = 0.5;
/// One sentence of a passage in so many may stand in the main parent, too.
const OVERLAP: usize = 4;
/// Share of a giver's words that may stand in the patchwork; a text that stands in it whole is rather its cut.
const MOST_GIVEN: f64 = 0.85;

/// A tie between a patchwork and a giver, by positions in the story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Passage {
    pub(super) whole: usize,
    pub(super) giver: usize,
    /// Confidence of kinship.
    pub(super) copied: f64,
}

/// Takes the ties of patchworks to their lesser givers out of the kinship.
pub(super) fn take_out(story: &StoryView<'_>, profiles: &[Profile], kinship: &mut Kinship) -> Vec<Passage> {
    let n = story.documents.len();
    let mut out = Vec::new();
    if !(3..=MOST_DENSE).contains(&n) {
        return out;
    }
    for whole in 0..n {
        let partners = partners(whole, profiles, kinship);
        let Some((&(main, _), others)) = partners.split_first() else { continue };
        for &(giver, copied) in others {
            let tie = (whole.min(giver), whole.max(giver));
            if !apart(giver, whole, &partners, kinship) || !passes(story, profiles, whole, main, giver) {
                continue;
            }
            kinship.remove(&tie);
            if families(n, kinship).iter().any(|f| f.contains(&whole) && f.contains(&giver)) {
                kinship.insert(tie, copied);
            } else {
                out.push(Passage { whole, giver, copied });
            }
        }
    }
    out
}

/// The kin of a document, those first that share most runs of three words with it.
fn partners(of: usize, profiles: &[Profile], kinship: &Kinship) -> Vec<(usize, f64)> {
    let tie = |k: usize| kinship.get(&(of.min(k), of.max(k))).map(|&c| (k, c));
    let mut out: Vec<(usize, f64)> = (0..profiles.len()).filter(|&k| k != of).filter_map(tie).collect();
    out.sort_by_cached_key(|&(k, _)| (Reverse(shared(&profiles[of].runs[2], &profiles[k].runs[2])), k));
    out
}

/// Tells whether a giver is kin to none of the other kin of the patchwork.
fn apart(giver: usize, whole: usize, partners: &[(usize, f64)], kinship: &Kinship) -> bool {
    let others = partners.iter().map(|p| p.0).filter(|&p| p != giver && p != whole);
    others.into_iter().all(|p| !kinship.contains_key(&(p.min(giver), p.max(giver))))
}

/// Tells whether what the giver gave stands beside what the main parent gave.
fn passes(story: &StoryView<'_>, profiles: &[Profile], whole: usize, main: usize, giver: usize) -> bool {
    let given = |from: usize| {
        let words = &profiles[from].runs[0];
        shared(words, &profiles[whole].runs[0]) as f64 <= MOST_GIVEN * words.len() as f64
    };
    if !given(main) || !given(giver) {
        return false;
    }
    let (of_main, of_giver) = (taken(story, whole, main), taken(story, whole, giver));
    let both = of_giver.iter().filter(|s| of_main.contains(s)).count();
    of_giver.len() >= LEAST_SENTENCES && of_main.len() >= LEAST_SENTENCES && both * OVERLAP <= of_giver.len()
}

/// Sentences of one document that stand in another.
fn taken(story: &StoryView<'_>, whole: usize, from: usize) -> Vec<Span> {
    let subject = |at: usize| story.subjects[story.documents[at]];
    let links = align::align(subject(whole), subject(from)).links;
    let held = |s: &&Span| links.iter().any(|l| l.similarity >= TAKEN && l.a.contains(**s));
    subject(whole).analysis.sentences.iter().filter(held).copied().collect()
}
