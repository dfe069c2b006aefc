//! Stories, their stemma and origins, and the whole answer.

use crate::{Agency, Analysis, Document, DocumentIndex, Edge, LedgerRow, NodeId, Note, Strip};
use std::borrow::Cow;

/// The whole answer of a run: the documents in the order of their ids, the stories by their id.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct LostNode {
    /// `lost:` and a name that is unique within the run.
    pub id: String,
    /// The agency or outlet that it is thought to come from.
    pub agency: Option<Cow<'static, str>>,
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Origin {
    /// `origin:` and the id of its first document.
    pub id: String,
    /// The node at the root.
    pub root: NodeId,
    /// The agency or outlet that it comes from, where known.
    pub agency: Option<Cow<'static, str>>,
    /// Documents that descend from it, ascending.
    pub documents: Vec<DocumentIndex>,
    /// Origins that these would fall into if no uncertain edge between them held.
    pub at_most: usize,
    /// Which segment of their text stands in which of them.
    pub strip: Strip,
}

impl Trace {
    /// The one-story trace of the story at position `n`: that story and its documents alone, numbered anew, with the notes that name
    /// one of these documents; empty where there is no such story.
    #[must_use]
    pub fn story(&self, n: usize) -> Self {
        self.only(&[n])
    }

    /// The same of several stories at ascending positions.
    #[must_use]
    pub fn only(&self, positions: &[usize]) -> Self {
        let chosen: Vec<&Story> = positions.iter().filter_map(|&n| self.stories.get(n)).collect();
        let mut members: Vec<(DocumentIndex, usize)> = chosen
            .iter()
            .enumerate()
            .flat_map(|(at, story)| story.documents.iter().map(move |&document| (document, at)))
            .collect();
        members.sort_unstable();
        let documents: Vec<Traced> =
            members.iter().map(|&(d, story)| Traced { story, ..self.documents[d].clone() }).collect();
        let named = |note: &&Note| documents.iter().any(|traced| traced.document.id == note.place);
        let new = |document: DocumentIndex| members.partition_point(|&(d, _)| d < document);
        Self {
            notes: self.notes.iter().filter(named).cloned().collect(),
            not_measured: if chosen.is_empty() { Vec::new() } else { self.not_measured.clone() },
            stories: chosen.into_iter().map(|story| story.clone().renumbered(new)).collect(),
            documents,
        }
    }
}

impl Story {
    /// The same with each document named anew.
    #[must_use]
    pub fn renumbered(mut self, new: impl Fn(DocumentIndex) -> DocumentIndex) -> Self {
        let node = |node: NodeId| match node {
            NodeId::Document(document) => NodeId::Document(new(document)),
            NodeId::Lost(n) => NodeId::Lost(n),
        };
        self.documents.iter_mut().for_each(|d| *d = new(*d));
        for edge in &mut self.stemma.edges {
            (edge.parent, edge.child) = (node(edge.parent), new(edge.child));
        }
        for lost in &mut self.stemma.lost {
            lost.parent = lost.parent.map(&new);
        }
        for doubt in &mut self.stemma.doubts {
            (doubt.one, doubt.other) = (new(doubt.one), new(doubt.other));
        }
        for origin in &mut self.stemma.origins {
            origin.root = node(origin.root);
            origin.documents.iter_mut().for_each(|d| *d = new(*d));
            origin.strip.rows.iter_mut().for_each(|row| row.document = new(row.document));
        }
        for reading in self.ledger.iter_mut().flat_map(|row| &mut row.readings) {
            reading.document = new(reading.document);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    fn traced(id: &str, story: usize) -> Traced {
        Traced { document: Document { id: id.into(), ..Document::default() }, story, ..Traced::default() }
    }

    #[test]
    fn one_story_of_a_trace_names_its_documents_anew() {
        let origin = |documents: Vec<usize>| Origin {
            id: "origin:b".into(),
            root: NodeId::Document(documents[0]),
            agency: None,
            documents,
            at_most: 1,
            strip: Strip::default(),
        };
        let story = |documents: Vec<usize>| Story {
            stemma: Stemma { origins: vec![origin(documents.clone())], ..Stemma::default() },
            documents,
            ..Story::default()
        };
        let trace = Trace {
            documents: vec![traced("a", 1), traced("b", 0), traced("c", 1), traced("d", 0)],
            stories: vec![story(vec![1, 3]), story(vec![0, 2])],
            notes: ["b", "c"].map(|p| Note { place: p.into(), text: "is short".into() }).to_vec(),
            not_measured: vec!["no model".into()],
        };
        let one = trace.story(0);
        let ids: Vec<&str> = one.documents.iter().map(|t| t.document.id.as_str()).collect();
        assert_eq!((ids, one.notes.len()), (vec!["b", "d"], 1));
        assert_eq!((&one.stories[0].documents, one.documents[1].story), (&vec![0, 1], 0));
        assert_eq!(one.stories[0].stemma.origins[0].root, NodeId::Document(0));
        assert_eq!(trace.story(2), Trace::default());
        assert_eq!(one.story(0), one);
    }
}
