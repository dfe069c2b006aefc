//! Stories joined and parted as people said.
//!
//! What is confirmed to be copied, and what gives one claim, is in one story: the stories of both are joined. Two documents that tell of
//! two events are in two: the story is cut in two, and the trees of its copies with it, at the weakest edges between the two that
//! nobody confirmed. What hangs from one of them goes with it; whatever else is in the story goes with the one that it
//! resembles more, or where it resembles neither stays with the first.

use super::Bound;
use crate::sets::{find, join, singles};
use std::collections::BTreeMap;
use vorlage_model::{DocumentIndex, NodeId, Stemma};

impl Bound {
    /// Joins the stories of documents that are in one; stories ascending.
    pub(crate) fn joined(&self, stories: Vec<Vec<DocumentIndex>>, documents: usize) -> Vec<Vec<DocumentIndex>> {
        if self.together().next().is_none() {
            return stories;
        }
        let story_of = crate::stories::group_of(&stories, documents);
        let mut top = singles(stories.len());
        self.together().for_each(|(a, b)| join(&mut top, story_of[a], story_of[b]));
        let mut out: Vec<Vec<DocumentIndex>> = vec![Vec::new(); stories.len()];
        for (at, story) in stories.into_iter().enumerate() {
            out[find(&mut top, at)].extend(story);
        }
        sorted(out)
    }

    /// Tells whether a story, ascending, holds documents that tell of two events.
    pub(crate) fn parts(&self, story: &[DocumentIndex]) -> bool {
        self.apart.iter().any(|&((a, b), _)| holds(story, a, b))
    }
}

/// Without the empty ones, each ascending, by first document.
fn sorted(mut stories: Vec<Vec<DocumentIndex>>) -> Vec<Vec<DocumentIndex>> {
    stories.retain(|s| !s.is_empty());
    stories.iter_mut().for_each(|s| s.sort_unstable());
    stories.sort_unstable();
    stories
}

fn holds(story: &[DocumentIndex], a: DocumentIndex, b: DocumentIndex) -> bool {
    story.binary_search(&a).is_ok() && story.binary_search(&b).is_ok()
}

/// Cuts a story wherever people told documents of it apart. `stemma` is that of the whole story; `likeness` of two documents is any
/// measure that adds up.
pub(crate) fn part(
    story: Vec<DocumentIndex>,
    stemma: &Stemma,
    bound: &Bound,
    likeness: &dyn Fn(DocumentIndex, DocumentIndex) -> u64,
) -> Vec<Vec<DocumentIndex>> {
    let ties = ties(stemma, bound);
    let mut parts = vec![story];
    for &((a, b), _) in &bound.apart {
        if let Some(at) = parts.iter().position(|p| holds(p, a, b)) {
            let (with_a, with_b) = cut(&parts[at], &ties, (a, b), likeness);
            parts[at] = with_a;
            parts.push(with_b);
        }
    }
    sorted(parts)
}

/// Two documents, or a lost text and a document, that hang together, and how surely; `None` cannot be cut.
type Bond = (NodeId, NodeId, Option<f64>);

fn ties(stemma: &Stemma, bound: &Bound) -> Vec<Bond> {
    let of_edge = |e: &vorlage_model::Edge| {
        let child = NodeId::Document(e.child);
        let confirmed = matches!(e.parent, NodeId::Document(p) if bound.confirms(p, e.child));
        (e.parent, child, (!confirmed).then_some(e.confidence))
    };
    let between = stemma.lost.iter().enumerate().filter_map(|(n, lost)| Some((lost.parent?, n)));
    let between = between.map(|(parent, n)| (NodeId::Document(parent), NodeId::Lost(n), Some(1.0)));
    let together = bound.together().map(|(a, b)| (NodeId::Document(a), NodeId::Document(b), None));
    stemma.edges.iter().map(of_edge).chain(between).chain(together).collect()
}

/// Cuts a story in two between `a` and `b`.
fn cut(
    story: &[DocumentIndex],
    ties: &[Bond],
    (a, b): (DocumentIndex, DocumentIndex),
    likeness: &dyn Fn(DocumentIndex, DocumentIndex) -> u64,
) -> (Vec<DocumentIndex>, Vec<DocumentIndex>) {
    let inside =
        |n: NodeId| matches!(n, NodeId::Lost(_)) || matches!(n, NodeId::Document(d) if story.binary_search(&d).is_ok());
    let mut ties: Vec<Bond> = ties.iter().filter(|t| inside(t.0) && inside(t.1)).copied().collect();
    while let Some(weakest) = weakest_between(&ties, NodeId::Document(a), NodeId::Document(b)) {
        ties.remove(weakest);
    }
    let unit_of = units(story, &ties);
    let mut nearer: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for (&document, &unit) in story.iter().zip(&unit_of) {
        let sums = nearer.entry(unit).or_default();
        *sums = (sums.0.saturating_add(likeness(document, a)), sums.1.saturating_add(likeness(document, b)));
    }
    let unit = |d: DocumentIndex| unit_of[story.partition_point(|&o| o < d)];
    nearer.insert(unit(a), (1, 0));
    nearer.insert(unit(b), (0, 1));
    story.iter().partition(|&&d| nearer.get(&unit(d)).is_none_or(|(to_a, to_b)| to_a >= to_b))
}

/// The tie that is easiest cut on a way between two nodes; `None` where no way leads, or no tie of it can be cut.
fn weakest_between(ties: &[Bond], from: NodeId, to: NodeId) -> Option<usize> {
    let mut beside: BTreeMap<NodeId, Vec<usize>> = BTreeMap::new();
    for (at, tie) in ties.iter().enumerate() {
        beside.entry(tie.0).or_default().push(at);
        beside.entry(tie.1).or_default().push(at);
    }
    let mut came: BTreeMap<NodeId, Option<usize>> = BTreeMap::from([(from, None)]);
    let mut todo = std::collections::VecDeque::from([from]);
    while let Some(node) = todo.pop_front() {
        for &at in beside.get(&node).into_iter().flatten() {
            let next = if ties[at].0 == node { ties[at].1 } else { ties[at].0 };
            if let std::collections::btree_map::Entry::Vacant(place) = came.entry(next) {
                place.insert(Some(at));
                todo.push_back(next);
            }
        }
    }
    let mut way = Vec::new();
    let mut node = to;
    while let Some(&at) = came.get(&node)?.as_ref() {
        way.push(at);
        node = if ties[at].0 == node { ties[at].1 } else { ties[at].0 };
    }
    let sure = |at: usize| ties[at].2;
    way.into_iter()
        .filter(|&at| sure(at).is_some())
        .min_by(|&x, &y| sure(x).partial_cmp(&sure(y)).unwrap_or(std::cmp::Ordering::Equal).then(x.cmp(&y)))
}

/// Which of the story's documents hang together, named by the position of the first.
fn units(story: &[DocumentIndex], ties: &[Bond]) -> Vec<usize> {
    let mut nodes: Vec<NodeId> = story.iter().map(|&d| NodeId::Document(d)).collect();
    let documents = nodes.len();
    nodes.extend(ties.iter().flat_map(|t| [t.0, t.1]).filter(|n| matches!(n, NodeId::Lost(_))));
    nodes[documents..].sort_unstable();
    nodes.dedup();
    let mut top = singles(nodes.len());
    for tie in ties {
        if let (Ok(one), Ok(other)) = (nodes.binary_search(&tie.0), nodes.binary_search(&tie.1)) {
            join(&mut top, one, other);
        }
    }
    (0..documents).map(|at| find(&mut top, at)).collect()
}
