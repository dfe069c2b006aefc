//! Decisions: what did people say that this run has to follow?
//!
//! In: the documents of a run and the decisions of people, in any order. Out: [`Bound`], the decisions told by the documents of the
//! run, free of contradictions, which the stages ask: `stories` are joined and parted by it, `derive` ties what it ties, `stemma`
//! keeps to its parents, `ledger` joins its readings.
//! Corpus. Cost: near-linear in the decisions; each new edge looks at the confirmed edges above it.
//!
//! Invariants: decisions are taken from the latest to the earliest (by instant, then id), and one that contradicts those taken
//! before is left out with a note: so the later always holds, confirmed edges never run in a ring, and none joins two documents that
//! another tells apart. Decisions over documents that are not in the run say nothing. Without decisions nothing changes.
//! Never: weighs a decision against what the texts show.

mod bind;
mod claim;
mod part;
mod when;

pub(crate) use bind::bind;
pub(crate) use part::part;

use std::collections::{BTreeMap, BTreeSet};
use vorlage_model::{Alteration, DocumentIndex, Edge, EdgeKind, Evidence, EvidenceKind, NodeId, Note, Span};

/// A parent: a held document, or `None` for a lost text.
pub(crate) type Parent = Option<DocumentIndex>;

/// A decision in words, and its place among all of the run, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Said {
    /// 0 for the earliest.
    pub(crate) rank: usize,
    /// Who, when and why, for people.
    pub(crate) words: String,
}

/// Two claims that are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Same {
    pub(crate) id: String,
    pub(crate) said: Said,
    /// Documents, and where the claims stand in them.
    pub(crate) claims: [(DocumentIndex, Span); 2],
}

/// What people decided of the documents of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bound {
    /// Edges that stand, parent and child.
    confirmed: BTreeMap<(DocumentIndex, DocumentIndex), Said>,
    /// The main parents that were named, by child.
    mains: BTreeMap<DocumentIndex, (Parent, Said)>,
    /// Edges that never stand.
    rejected: BTreeMap<(Parent, DocumentIndex), Said>,
    /// What was done to a text on the way.
    kinds: BTreeMap<(Parent, DocumentIndex), (EdgeKind, Said)>,
    same: Vec<Same>,
    /// Documents that tell of two events.
    apart: Vec<((DocumentIndex, DocumentIndex), Said)>,
}

impl Bound {
    /// The confirmed edges, by parent and child; the later of two has the higher rank.
    pub(crate) fn confirmed(&self) -> impl Iterator<Item = ((DocumentIndex, DocumentIndex), usize)> {
        self.confirmed.iter().map(|(&edge, said)| (edge, said.rank))
    }

    /// Tells whether an edge between held documents stands.
    pub(crate) fn confirms(&self, parent: DocumentIndex, child: DocumentIndex) -> bool {
        self.confirmed.contains_key(&(parent, child))
    }

    /// The main parent that was named for a document.
    pub(crate) fn main(&self, child: DocumentIndex) -> Option<Parent> {
        self.mains.get(&child).map(|m| m.0)
    }

    /// The documents whose main parent was said to be lost.
    pub(crate) fn without_held_parent(&self) -> impl Iterator<Item = DocumentIndex> {
        self.mains.iter().filter(|(_, (parent, _))| parent.is_none()).map(|(&child, _)| child)
    }

    /// Tells whether an edge never stands.
    pub(crate) fn rejects(&self, parent: Parent, child: DocumentIndex) -> bool {
        self.rejected.contains_key(&(parent, child))
    }

    /// Claims that are one.
    pub(crate) fn same(&self) -> &[Same] {
        &self.same
    }

    /// Pairs of documents that are in one story.
    fn together(&self) -> impl Iterator<Item = (DocumentIndex, DocumentIndex)> {
        let claims = self.same.iter().map(|s| (s.claims[0].0, s.claims[1].0));
        self.confirmed.keys().copied().chain(claims)
    }

    /// Makes an edge what people said of it, and tells so.
    pub(crate) fn mark(&self, edge: &mut Edge) {
        let parent = match edge.parent {
            NodeId::Document(d) => Some(d),
            NodeId::Lost(_) => None,
        };
        let named = || self.mains.get(&edge.child).filter(|(main, _)| *main == parent).map(|(_, said)| said);
        let stands = parent.and_then(|p| self.confirmed.get(&(p, edge.child))).or_else(named);
        let kind = self.kinds.get(&(parent, edge.child));
        let mut said: Vec<&Said> = stands.into_iter().chain(kind.map(|(_, said)| said)).collect();
        said.sort_unstable();
        edge.evidence.splice(0..0, said.into_iter().map(evidence));
        if stands.is_some() {
            (edge.confidence, edge.direction.confidence) = (1.0, 1.0);
        }
        if let Some(&(kind, _)) = kind {
            turn(edge, kind);
        }
    }

    /// What was decided of documents of a story and no edge of it shows, oldest first.
    pub(crate) fn unseen(&self, documents: &[DocumentIndex]) -> Vec<String> {
        let held = |d: DocumentIndex| documents.binary_search(&d).is_ok();
        let rejected = self.rejected.iter().filter(|((p, c), _)| held(*c) && p.is_none_or(held)).map(|r| r.1);
        let apart = self.apart.iter().filter(|((a, b), _)| held(*a) || held(*b)).map(|a| &a.1);
        let said: BTreeSet<&Said> = rejected.chain(apart).collect();
        said.into_iter().map(|s| s.words.clone()).collect()
    }
}

/// Says that a decision is not followed.
pub(crate) fn not_followed(id: &str, why: &str) -> Note {
    Note { place: format!("decision {id}"), text: format!("not followed: {why}") }
}

/// A decision as what shows an edge.
fn evidence(said: &Said) -> Evidence {
    Evidence {
        kind: EvidenceKind::Decision,
        parent_span: None,
        child_span: None,
        similarity: None,
        words: said.words.clone(),
    }
}

/// Puts a kind first, with the share that it was seen with, else all of the child.
fn turn(edge: &mut Edge, kind: EdgeKind) {
    let seen = edge.alterations.iter().position(|a| a.kind == kind).map(|at| edge.alterations.remove(at));
    edge.alterations.insert(0, seen.unwrap_or(Alteration { kind, share: 1.0 }));
    edge.kind = kind;
}

#[cfg(test)]
mod tests;
