//! Stories, their stemma and origins, and the whole answer.

use crate::{Agency, Analysis, Document, DocumentIndex, Edge, LedgerRow, NodeId, Note, Strip};

/// The whole answer of a run: the documents in the order of their ids, the stories by their id.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trace {
    /// Every document that was read, sorted by id.
    pub documents: Vec<Traced>,
    /// The stories, sorted by size (largest first), then id.
    pub stories: Vec<Story>,
    /// What a user should know about the run.
    pub notes: Vec<Note>,
    /// What was not measured in this run, in words ("no sentence model: ...").
    pub not_measured: Vec<String>,
}

/// A document with what was found in it and where it belongs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Traced {
    /// The document.
    pub document: Document,
    /// What it says.
    pub analysis: Analysis,
    /// Position of its story in [`Trace::stories`].
    pub story: usize,
    /// Position of its origin in that story's `stemma.origins`.
    pub origin: usize,
    /// Agencies it is attributed to, its family's evidence included, best first.
    pub agencies: Vec<Agency>,
}

/// Documents that report one event.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Story {
    /// `story:` and the id of its first document.
    pub id: String,
    /// A short heading in the words of its documents.
    pub label: String,
    /// Earliest trusted day, ISO 8601.
    pub from: Option<String>,
    /// Latest trusted day, ISO 8601.
    pub to: Option<String>,
    /// Its documents, ascending.
    pub documents: Vec<DocumentIndex>,
    /// How many of what.
    pub counts: Counts,
    /// Family trees of its copies.
    pub stemma: Stemma,
    /// Aligned claims.
    pub ledger: Vec<LedgerRow>,
    /// What people have decided that no edge or row shows: edges rejected, events told apart; in words, oldest first.
    pub decided: Vec<String>,
}

/// Three counts that always stand together, and the interval of the third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Distinct outlets; a document without an outlet counts as one of its own.
    pub publishers: usize,
    /// Independent origins.
    pub origins: usize,
    /// Origins if every uncertain edge holds.
    pub origins_at_least: usize,
    /// Origins if no uncertain edge holds.
    pub origins_at_most: usize,
}

/// The forest over a story, which may hold lost nodes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stemma {
    /// Edges sorted by child; the main parent's first.
    pub edges: Vec<Edge>,
    /// Lost texts.
    pub lost: Vec<LostNode>,
    /// Roots with the documents that descend from them.
    pub origins: Vec<Origin>,
    /// Origins that may be one after all; sorted by documents, for each two origins the surest.
    pub doubts: Vec<Doubt>,
}

/// Two documents of two origins that may yet come from one text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Doubt {
    /// The document with the smaller index.
    pub one: DocumentIndex,
    /// The other.
    pub other: DocumentIndex,
    /// How sure it is of these two by themselves that they do, 0..1.
    pub copied: f64,
}

/// A text that is not in hand and that held copies point to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LostNode {
    /// `lost:` and a name that is unique within the run.
    pub id: String,
    /// The agency or outlet that it is thought to come from.
    pub agency: Option<&'static str>,
    /// The held document that it was taken from; `None` where that is not known.
    pub parent: Option<DocumentIndex>,
}

impl Stemma {
    /// The document at a node, or the held one that its lost text was taken from.
    #[must_use]
    pub fn held_parent(&self, node: NodeId) -> Option<DocumentIndex> {
        match node {
            NodeId::Document(d) => Some(d),
            NodeId::Lost(n) => self.lost.get(n)?.parent,
        }
    }

    /// The lost texts that were taken from a node.
    pub fn lost_below(&self, node: NodeId) -> impl Iterator<Item = usize> {
        let held = if let NodeId::Document(d) = node { Some(d) } else { None };
        self.lost.iter().enumerate().filter(move |(_, l)| held.is_some() && l.parent == held).map(|(n, _)| n)
    }
}

/// A root: one dispatch or report, held or lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// `origin:` and the id of its first document.
    pub id: String,
    /// The node at the root.
    pub root: NodeId,
    /// The agency or outlet that it comes from, where known.
    pub agency: Option<&'static str>,
    /// Documents that descend from it, ascending.
    pub documents: Vec<DocumentIndex>,
    /// Origins that these would fall into if no uncertain edge between them held.
    pub at_most: usize,
    /// Which segment of their text stands in which of them.
    pub strip: Strip,
}
