//! Review: which edges should a person look at first?
//!
//! In: an answer. Out: its uncertain edges and the doubts whether two origins are one, the most valuable first: an edge is worth the doubt
//! about it (in bits: one at .5, none at 0 and 1) times what hangs on it: itself, the documents that would get another origin if it fell,
//! the origins that there would be more, and the verdicts of the ledger that would change. Two origins that may be one are asked about
//! as an edge that is not there: what would change if it stood.
//! Cost: near-linear in edges, and in the readings below each uncertain edge.
//!
//! Invariants: the order depends on the answer alone; what a person has confirmed is certain and not asked again.
//! Never: thinks of edges and doubts that are not in the answer.
//!
//! **Source:** uncertainty sampling (Lewis & Gale 1994) weighed by what changes; the measure is ours.

use crate::{
    Subject,
    ledger::{self, Place},
    number::ln,
};
use std::collections::{BTreeMap, BTreeSet};
use vorlage_model::{DocumentIndex, Doubt, Edge, EdgeKind, NodeId, ReviewItem, Story, Trace};

/// Between which confidences people are asked about an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// From here on an edge is put to a person; 0..1.
    pub suggest: f64,
    /// From here on it needs no one; 0..1.
    pub confirm: f64,
}

impl Default for Thresholds {
    /// From one edge right in five, a guess worth a look, to nine in ten; set beforehand, in calibrated confidence.
    fn default() -> Self {
        Self { suggest: 0.2, confirm: 0.9 }
    }
}

/// Lists the edges of an answer whose confidence lies between the thresholds, the most valuable first; of equals by ids.
#[must_use]
pub fn review(trace: &Trace, thresholds: &Thresholds) -> Vec<ReviewItem> {
    let subjects: Vec<Subject<'_>> = trace.documents.iter().map(|t| Subject::new(&t.document, &t.analysis)).collect();
    let mut places: Vec<Place> = trace.documents.iter().map(|t| Place { origin: t.origin, depth: 0 }).collect();
    let mut out = Vec::new();
    for story in &trace.stories {
        let mut desk = Desk::new(trace, story, &subjects, &mut places);
        let asked = |e: &&Edge| e.confidence >= thresholds.suggest && e.confidence < thresholds.confirm;
        out.extend(story.stemma.edges.iter().filter(asked).map(|edge| desk.item(edge)));
        let asked = |d: &&Doubt| d.copied >= thresholds.suggest && d.copied < thresholds.confirm;
        out.extend(story.stemma.doubts.iter().filter(asked).map(|doubt| desk.item_of_doubt(doubt)));
    }
    out.sort_by(|a, b| b.worth.total_cmp(&a.worth).then_with(|| key(a).cmp(&key(b))));
    out
}

fn key(item: &ReviewItem) -> (&str, &str, &str) {
    (&item.story, &item.parent, &item.child)
}

/// One story with what hangs on what.
struct Desk<'a> {
    trace: &'a Trace,
    story: &'a Story,
    subjects: &'a [Subject<'a>],
    /// Of all documents of the run.
    places: &'a mut Vec<Place>,
    /// Documents by main parent.
    below: BTreeMap<NodeId, Vec<DocumentIndex>>,
    /// Rows of the ledger by document.
    rows: BTreeMap<DocumentIndex, BTreeSet<usize>>,
}

/// What an edge carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Stakes {
    documents: usize,
    origins: usize,
    verdicts: usize,
}

impl<'a> Desk<'a> {
    fn new(trace: &'a Trace, story: &'a Story, subjects: &'a [Subject<'a>], places: &'a mut Vec<Place>) -> Self {
        let mut desk = Self { trace, story, subjects, places, below: BTreeMap::new(), rows: BTreeMap::new() };
        for edge in story.stemma.edges.iter().filter(|e| is_main(trace, story, e)) {
            let above = story.stemma.held_parent(edge.parent).map_or(edge.parent, NodeId::Document);
            desk.below.entry(above).or_default().push(edge.child);
        }
        for (at, row) in story.ledger.iter().enumerate() {
            for reading in &row.readings {
                desk.rows.entry(reading.document).or_default().insert(at);
            }
        }
        for origin in &story.stemma.origins {
            desk.set_depths(origin.root);
        }
        desk
    }

    /// Counts the edges from a root down to each document.
    fn set_depths(&mut self, root: NodeId) {
        let mut todo = vec![(root, 0)];
        while let Some((node, depth)) = todo.pop() {
            if let NodeId::Document(d) = node {
                self.places[d].depth = depth;
            }
            // A lost root is no step: its children are where a held root would be.
            let next = if matches!(node, NodeId::Lost(_)) { depth } else { depth + 1 };
            todo.extend(self.below.get(&node).into_iter().flatten().map(|&d| (NodeId::Document(d), next)));
        }
    }

    fn item(&mut self, edge: &Edge) -> ReviewItem {
        let stakes = self.stakes(edge);
        let hangs = 1 + stakes.documents + stakes.origins + stakes.verdicts;
        let parent = match edge.parent {
            NodeId::Document(d) => &self.trace.documents[d].document.id,
            NodeId::Lost(n) => &self.story.stemma.lost[n].id,
        };
        ReviewItem {
            story: self.story.id.clone(),
            parent: parent.clone(),
            child: self.trace.documents[edge.child].document.id.clone(),
            kind: edge.kind,
            confidence: edge.confidence,
            worth: bits(edge.confidence) * hangs as f64,
            words: words(stakes),
        }
    }

    /// Two origins that may be one, as an edge between the documents that say so.
    fn item_of_doubt(&mut self, doubt: &Doubt) -> ReviewItem {
        let stakes = self.stakes_of_doubt(doubt);
        let hangs = 1 + stakes.documents + stakes.origins + stakes.verdicts;
        let id = |d: DocumentIndex| self.trace.documents[d].document.id.clone();
        ReviewItem {
            story: self.story.id.clone(),
            parent: id(doubt.one),
            child: id(doubt.other),
            kind: EdgeKind::Unknown,
            confidence: doubt.copied,
            worth: bits(doubt.copied) * hangs as f64,
            words: format!("two origins that may be one: {}", told("stands", stakes, "fewer")),
        }
    }

    /// What would change if two origins were one: the documents of the smaller one would have the other's.
    fn stakes_of_doubt(&mut self, doubt: &Doubt) -> Stakes {
        let origins = &self.story.stemma.origins;
        let [one, other] = [doubt.one, doubt.other].map(|d| self.places[d].origin);
        let smaller = if origins[one].documents.len() < origins[other].documents.len() { one } else { other };
        let joined = one + other - smaller;
        let moved: Vec<_> = origins[smaller]
            .documents
            .iter()
            .map(|&d| (d, Place { origin: joined, depth: self.places[d].depth + 1 }))
            .collect();
        Stakes { documents: moved.len(), origins: 1, verdicts: self.verdicts_if_moved(&moved) }
    }

    /// What would change if an edge fell and nothing came in its place.
    fn stakes(&mut self, edge: &Edge) -> Stakes {
        let siblings = self.below.get(&edge.parent).map_or(0, Vec::len);
        let lonely = self.story.stemma.held_parent(edge.parent).is_none() && siblings < 2;
        if lonely || !is_main(self.trace, self.story, edge) {
            return Stakes::default();
        }
        let (origin, top) = (self.story.stemma.origins.len(), self.places[edge.child].depth);
        let risen = |d: DocumentIndex| Place { origin, depth: self.places[d].depth - top };
        let moved: Vec<_> = self.descendants(edge.child).into_iter().map(|d| (d, risen(d))).collect();
        Stakes { documents: moved.len(), origins: 1, verdicts: self.verdicts_if_moved(&moved) }
    }

    /// A document and all that hangs from it.
    fn descendants(&self, of: DocumentIndex) -> Vec<DocumentIndex> {
        let mut out = vec![of];
        let mut at = 0;
        while let Some(&next) = out.get(at) {
            out.extend(self.below.get(&NodeId::Document(next)).into_iter().flatten());
            at += 1;
        }
        out
    }

    /// How many verdicts would change if documents stood in other places.
    fn verdicts_if_moved(&mut self, moved: &[(DocumentIndex, Place)]) -> usize {
        let rows: BTreeSet<usize> = moved.iter().filter_map(|(d, _)| self.rows.get(d)).flatten().copied().collect();
        let before: Vec<Place> = moved.iter().map(|&(d, _)| self.places[d]).collect();
        for &(document, place) in moved {
            self.places[document] = place;
        }
        let changes = |at: &&usize| {
            let row = &self.story.ledger[**at];
            ledger::judged(self.subjects, self.places, row) != row.verdict
        };
        let changed = rows.iter().filter(changes).count();
        for (&(document, _), was) in moved.iter().zip(before) {
            self.places[document] = was;
        }
        changed
    }
}

/// Tells whether an edge is that from the main parent: the first of its child, within one origin.
fn is_main(trace: &Trace, story: &Story, edge: &Edge) -> bool {
    let within = match edge.parent {
        NodeId::Document(parent) => trace.documents[parent].origin == trace.documents[edge.child].origin,
        NodeId::Lost(_) => true,
    };
    let first = story.stemma.edges.partition_point(|e| e.child < edge.child);
    within && story.stemma.edges.get(first).is_some_and(|e| e.parent == edge.parent)
}

/// Bits that an answer to a question of this probability gives.
fn bits(confidence: f64) -> f64 {
    let of = |p: f64| if p > 0.0 { -p * ln(p) / std::f64::consts::LN_2 } else { 0.0 };
    of(confidence) + of(1.0 - confidence)
}

fn words(stakes: Stakes) -> String {
    if stakes == Stakes::default() { "no origin hangs on it".to_owned() } else { told("falls", stakes, "more") }
}

/// What would change if an edge stood or fell.
fn told(comes: &str, stakes: Stakes, change: &str) -> String {
    let Stakes { documents, origins, verdicts } = stakes;
    let some = |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    let documents = some(documents, "document has", "documents have");
    let mut words = format!("if it {comes}, {documents} another origin and the story {origins} {change}");
    if verdicts > 0 {
        let verdicts = some(verdicts, "verdict of the ledger changes", "verdicts of the ledger change");
        words.push_str(&format!("; {verdicts}"));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::{Document, LostNode, Origin, Stemma, Strip, Traced};

    fn edge(parent: NodeId, child: DocumentIndex, confidence: f64) -> Edge {
        Edge {
            parent,
            child,
            kind: EdgeKind::Edited,
            alterations: Vec::new(),
            cut: None,
            paste: None,
            confidence,
            direction: Default::default(),
            evidence: Vec::new(),
        }
    }

    /// One story of one origin over these edges.
    fn trace(documents: usize, edges: Vec<Edge>) -> Trace {
        let traced =
            |n| Traced { document: Document { id: format!("d{n}"), ..Document::default() }, ..Traced::default() };
        let origin = Origin {
            id: "origin:d0".to_owned(),
            root: edges[0].parent,
            agency: None,
            documents: (0..documents).collect(),
            at_most: 1,
            strip: Strip::default(),
        };
        let lost = vec![LostNode { id: "lost:d0".to_owned(), agency: None, parent: None }];
        let story = Story {
            id: "story:d0".to_owned(),
            documents: (0..documents).collect(),
            stemma: Stemma { edges, lost, origins: vec![origin], ..Stemma::default() },
            ..Story::default()
        };
        Trace { documents: (0..documents).map(traced).collect(), stories: vec![story], ..Trace::default() }
    }

    fn asked(trace: &Trace) -> Vec<(String, String)> {
        review(trace, &Thresholds::default()).into_iter().map(|i| (i.child, i.words)).collect()
    }

    #[test]
    fn an_edge_that_more_hangs_on_is_asked_first() {
        let held = NodeId::Document;
        let edges = vec![edge(held(0), 1, 0.6), edge(held(1), 2, 0.97), edge(held(1), 3, 0.4), edge(held(3), 4, 0.1)];
        let asked = asked(&trace(5, edges));
        let expected = [
            ("d1", "if it falls, 4 documents have another origin and the story 1 more"),
            ("d3", "if it falls, 2 documents have another origin and the story 1 more"),
        ];
        assert_eq!(asked, expected.map(|(child, words)| (child.to_owned(), words.to_owned())));
    }

    #[test]
    fn a_lost_parent_of_one_document_carries_no_origin() {
        let asked = asked(&trace(1, vec![edge(NodeId::Lost(0), 0, 0.5)]));
        assert_eq!(asked, [("d0".to_owned(), "no origin hangs on it".to_owned())]);
    }

    #[test]
    fn two_origins_that_may_be_one_are_asked_about() {
        let mut trace = trace(3, vec![edge(NodeId::Document(0), 1, 0.95)]);
        let alone = Origin {
            id: "origin:d2".to_owned(),
            root: NodeId::Document(2),
            documents: vec![2],
            ..trace.stories[0].stemma.origins[0].clone()
        };
        trace.stories[0].stemma.origins.push(alone);
        trace.stories[0].stemma.origins[0].documents = vec![0, 1];
        trace.documents[2].origin = 1;
        trace.stories[0].stemma.doubts = vec![Doubt { one: 1, other: 2, copied: 0.5 }];
        let words = "two origins that may be one: if it stands, 1 document has another origin and the story 1 fewer";
        assert_eq!(asked(&trace), [("d2".to_owned(), words.to_owned())]);
    }

    #[test]
    fn doubt_is_one_bit_where_nothing_is_known() {
        assert!((bits(0.5) - 1.0).abs() < 1e-12 && bits(0.9) < 0.5 && bits(1.0) == 0.0);
    }
}
