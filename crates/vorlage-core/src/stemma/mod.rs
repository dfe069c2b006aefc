//! Stemma: what is the family tree, what is lost?
//!
//! In: one story and the comparisons of its documents. Out: the most probable forest, with lost nodes where no held document
//! explains what copies share, and its roots: the independent origins.

use crate::{StoryView, derive::Derivation};
use vorlage_model::{Direction, Edge, EdgeKind, LostNode, NodeId, Origin, Stemma};

/// Grows the forest over a story.
#[must_use]
pub fn grow(story: &StoryView<'_>, _derivations: &[Derivation]) -> Stemma {
    let mut stemma = Stemma::default();
    for (n, &document) in story.documents.iter().enumerate() {
        let id = &story.subjects[document].document.id;
        stemma.lost.push(LostNode {
            id: format!("lost:{id}"),
            agency: None,
        });
        stemma.edges.push(Edge {
            parent: NodeId::Lost(n),
            child: document,
            kind: EdgeKind::Unknown,
            alterations: Vec::new(),
            cut: None,
            paste: None,
            confidence: 0.5,
            direction: Direction {
                confidence: 1.0,
                evidence: Vec::new(),
            },
            evidence: Vec::new(),
        });
        stemma.origins.push(Origin {
            id: format!("origin:{id}"),
            root: NodeId::Lost(n),
            agency: None,
            documents: vec![document],
        });
    }
    stemma
}
