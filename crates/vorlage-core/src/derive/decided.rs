//! Ties that people confirmed, whatever the texts show.

use super::{Derivation, apart, profile::Profile};
use crate::StoryView;
use std::{cmp::Reverse, collections::BTreeMap};
use vorlage_model::DocumentIndex;

/// Makes the confirmed edges of a story certain, and adds those that were not found.
///
/// One confirmed parent of a document is its main parent: the one named as such, else the last confirmed of those it was measured
/// with, else of those that nothing ties to it. The others gave it a passage; if passages are all that ties it to its confirmed
/// parents, its main parent is left to the stemma.
pub(super) fn tie(story: &StoryView<'_>, profiles: &[Profile], out: &mut Vec<Derivation>) {
    let mut known: BTreeMap<(DocumentIndex, DocumentIndex), usize> =
        out.iter().enumerate().map(|(at, d)| ((d.a, d.b), at)).collect();
    for (child, parents) in confirmed(story) {
        let tied = |p: DocumentIndex| known.get(&(p.min(child), p.max(child))).map(|&at| !out[at].passage);
        let main = main(story, child, &parents, tied);
        for (parent, _) in parents {
            let pair = (parent.min(child), parent.max(child));
            let at = *known.entry(pair).or_insert_with(|| {
                let at = |d: DocumentIndex| story.documents.partition_point(|&other| other < d);
                out.push(apart(story, profiles, (at(pair.0), at(pair.1)), 1.0));
                out.len() - 1
            });
            stand(&mut out[at], parent, main == Some(parent));
        }
    }
}

/// The confirmed parents of each document of the story, with the ranks of the decisions.
fn confirmed(story: &StoryView<'_>) -> BTreeMap<DocumentIndex, Vec<(DocumentIndex, usize)>> {
    let held = |d: DocumentIndex| story.documents.binary_search(&d).is_ok();
    let mut out: BTreeMap<DocumentIndex, Vec<(DocumentIndex, usize)>> = BTreeMap::new();
    for ((parent, child), rank) in story.decisions.confirmed().filter(|((p, c), _)| held(*p) && held(*c)) {
        out.entry(child).or_default().push((parent, rank));
    }
    out
}

/// The confirmed parent that is the main one; `tied`: whether kinship, rather than a passage, ties a parent to the child.
fn main(
    story: &StoryView<'_>,
    child: DocumentIndex,
    parents: &[(DocumentIndex, usize)],
    tied: impl Fn(DocumentIndex) -> Option<bool>,
) -> Option<DocumentIndex> {
    if let Some(named) = story.decisions.main(child) {
        return named;
    }
    let order = |p: DocumentIndex| match tied(p) {
        Some(true) => Some(0),
        None => Some(1),
        Some(false) => None,
    };
    let able = parents.iter().filter_map(|&(p, rank)| Some((order(p)?, Reverse(rank), p)));
    able.min().map(|(_, _, parent)| parent)
}

/// Makes a derivation certain, as the main one of the child or beside it.
fn stand(derivation: &mut Derivation, parent: DocumentIndex, main: bool) {
    derivation.copied = 1.0;
    derivation.passage = !main;
    let more = derivation.forth.max(derivation.back);
    // Of equal scores the one way would not be told from the other.
    let less = derivation.forth.min(derivation.back).min(more - 1.0);
    let forth = derivation.a == parent;
    (derivation.forth, derivation.back) = if forth { (more, less) } else { (less, more) };
}
