//! What people decided of the trees of a story: which edges must, may and may not be in them.

use super::{Tree, given};
use crate::{StoryView, decisions::Parent, derive::Derivation};
use std::collections::{BTreeMap, BTreeSet};
use vorlage_model::DocumentIndex;

/// The edges of a story as far as people have ruled over them.
pub(super) struct Ruled<'a> {
    story: &'a StoryView<'a>,
    /// The main parents that are settled, by child.
    mains: BTreeMap<DocumentIndex, Parent>,
    /// Edges that would close a ring with passages that were confirmed.
    barred: BTreeSet<(DocumentIndex, DocumentIndex)>,
}

impl<'a> Ruled<'a> {
    /// Reads what is settled from the ties that were confirmed.
    pub(super) fn new(story: &'a StoryView<'a>, derivations: &[Derivation]) -> Self {
        let confirmed = derivations.iter().filter(|d| !d.passage).filter_map(|d| {
            let edges = [(d.a, d.b), (d.b, d.a)];
            edges.into_iter().find(|&(parent, child)| story.decisions.confirms(parent, child))
        });
        let mut mains: BTreeMap<DocumentIndex, Parent> =
            confirmed.map(|(parent, child)| (child, Some(parent))).collect();
        mains.extend(story.decisions.without_held_parent().map(|child| (child, None)));
        Self { story, mains, barred: BTreeSet::new() }
    }

    /// The main parent of a document, where it is settled.
    pub(super) fn main(&self, child: DocumentIndex) -> Option<Parent> {
        self.mains.get(&child).copied()
    }

    /// Tells whether a document may be the main parent of another.
    pub(super) fn allows(&self, parent: DocumentIndex, child: DocumentIndex) -> bool {
        self.main(child).is_none_or(|main| main == Some(parent))
            && !self.story.decisions.rejects(Some(parent), child)
            && !self.barred.contains(&(parent, child))
    }

    /// Tells whether a document may be a root.
    pub(super) fn allows_root(&self, document: DocumentIndex) -> bool {
        self.main(document).is_none_or(|main| main.is_none())
    }

    /// Tells whether two documents still hang together: not if people rejected the likelier way between them, or both. Of two
    /// texts that one was taken from the other is then not shown by what speaks for the way that was rejected.
    pub(super) fn ties(&self, d: &Derivation) -> bool {
        let rejects = |parent, child| self.story.decisions.rejects(Some(parent), child);
        let confirms = |parent, child| self.story.decisions.confirms(parent, child);
        let (forth, back) = (rejects(d.a, d.b), rejects(d.b, d.a));
        let likelier = if d.forth >= d.back { forth } else { back };
        confirms(d.a, d.b) || confirms(d.b, d.a) || !(likelier || forth && back)
    }

    /// Tells whether a text whose parent is said to be lost may be the parent of another: if that was the likelier way already.
    pub(super) fn lets_down(&self, d: &Derivation, parent: DocumentIndex) -> bool {
        let (down, up) = if parent == d.a { (d.forth, d.back) } else { (d.back, d.forth) };
        self.main(parent) != Some(None) || down >= up
    }

    /// Tells whether a passage may have gone from its giver to its taker.
    pub(super) fn lets_pass(&self, passage: &Derivation) -> bool {
        let (parent, child) = given(passage);
        !self.story.decisions.rejects(Some(parent), child)
    }

    /// Tells whether people settled that a document hangs where it hangs, and from no lost text between.
    pub(super) fn keeps(&self, child: DocumentIndex) -> bool {
        self.main(child).is_some() || self.is_no_copy_of_a_lost(child)
    }

    /// Tells whether people said that a document hangs from no lost text.
    pub(super) fn is_no_copy_of_a_lost(&self, document: DocumentIndex) -> bool {
        self.story.decisions.rejects(None, document)
    }

    /// Bars the weakest edge of each way down that a confirmed passage would close to a ring; whether there was one.
    pub(super) fn bar_rings(&mut self, trees: &[Tree<'_>], derivations: &[Derivation]) -> bool {
        let confirmed: Vec<_> = self.story.decisions.confirmed().map(|(edge, _)| edge).collect();
        let passages = derivations.iter().filter(|d| d.passage).map(given);
        let passages: Vec<_> = passages.filter(|p| confirmed.binary_search(p).is_ok()).collect();
        if passages.is_empty() {
            return false;
        }
        let mut above: BTreeMap<DocumentIndex, Vec<(DocumentIndex, f64)>> = BTreeMap::new();
        for edge in trees.iter().flat_map(|t| &t.edges) {
            above.entry(edge.child).or_default().push((edge.parent, edge.ways.0));
        }
        for &(parent, child) in &passages {
            above.entry(child).or_default().push((parent, f64::INFINITY));
        }
        let before = self.barred.len();
        for (parent, child) in passages {
            let weakest = weakest_down(&above, child, parent, |edge| confirmed.binary_search(&edge).is_ok());
            self.barred.extend(weakest);
        }
        self.barred.len() > before
    }
}

/// The weakest edge on a way down from `top` to `bottom` that is not confirmed.
fn weakest_down(
    above: &BTreeMap<DocumentIndex, Vec<(DocumentIndex, f64)>>,
    top: DocumentIndex,
    bottom: DocumentIndex,
    confirmed: impl Fn((DocumentIndex, DocumentIndex)) -> bool,
) -> Option<(DocumentIndex, DocumentIndex)> {
    let mut below: BTreeMap<DocumentIndex, (DocumentIndex, f64)> = BTreeMap::new();
    let mut todo = vec![bottom];
    while let Some(next) = todo.pop() {
        for &(parent, sure) in above.get(&next).into_iter().flatten() {
            if parent != bottom && !below.contains_key(&parent) {
                below.insert(parent, (next, sure));
                todo.push(parent);
            }
        }
    }
    let way = std::iter::successors(below.get(&top).map(|&(b, s)| (top, b, s)), |&(_, b, _)| {
        below.get(&b).map(|&(next, s)| (b, next, s))
    });
    let open = way.filter(|&(parent, child, _)| !confirmed((parent, child)));
    open.min_by(|x, y| x.2.total_cmp(&y.2).then((x.0, x.1).cmp(&(y.0, y.1)))).map(|(parent, child, _)| (parent, child))
}

/// The documents that each family was measured on: all of a family of up to `most` kindred documents, of a larger one those that
/// were compared with so many; and those that settled edges put above them.
pub(super) fn measured(
    documents: &[DocumentIndex],
    derivations: &[Derivation],
    ruled: &Ruled<'_>,
    most: usize,
) -> BTreeSet<DocumentIndex> {
    let at = |d: DocumentIndex| documents.binary_search(&d).ok();
    let mut top = crate::sets::singles(documents.len());
    let mut compared = vec![0usize; documents.len()];
    for (i, j) in derivations.iter().filter(|d| d.compared).filter_map(|d| Some((at(d.a)?, at(d.b)?))) {
        crate::sets::join(&mut top, i, j);
        compared[i] += 1;
        compared[j] += 1;
    }
    let mut size = vec![0usize; documents.len()];
    let family: Vec<usize> = (0..documents.len()).map(|i| crate::sets::find(&mut top, i)).collect();
    family.iter().for_each(|&f| size[f] += 1);
    let is_core = |i: usize| size[family[i]] <= most || compared[i] + 1 >= most;
    let mut core: BTreeSet<DocumentIndex> =
        (0..documents.len()).filter(|&i| is_core(i)).map(|i| documents[i]).collect();
    let mut todo: Vec<DocumentIndex> = core.iter().copied().collect();
    while let Some(next) = todo.pop() {
        let parent = ruled.main(next).flatten();
        todo.extend(parent.filter(|&p| core.insert(p)));
    }
    core
}

/// Parts the roots that people said hang from no lost text, with what descends from them, from a tree of several roots.
pub(super) fn own_origins<'a>(tree: Tree<'a>, ruled: &Ruled<'_>) -> Vec<Tree<'a>> {
    let own: Vec<DocumentIndex> = tree.roots.iter().map(|r| r.0).filter(|&d| ruled.is_no_copy_of_a_lost(d)).collect();
    if own.is_empty() || tree.roots.len() == 1 {
        return vec![tree];
    }
    let parents: BTreeMap<DocumentIndex, DocumentIndex> = tree.edges.iter().map(|e| (e.child, e.parent)).collect();
    let root = |d: DocumentIndex| {
        let top = std::iter::successors(Some(d), |d| parents.get(d).copied()).last().unwrap_or(d);
        own.binary_search(&top).ok()
    };
    let mut out: BTreeMap<Option<usize>, Tree<'a>> = BTreeMap::new();
    let derivations = tree.derivations.clone();
    let new = || Tree {
        documents: Vec::new(),
        edges: Vec::new(),
        roots: Vec::new(),
        derivations: derivations.clone(),
        between: Vec::new(),
    };
    for &document in &tree.documents {
        out.entry(root(document)).or_insert_with(new).documents.push(document);
    }
    for edge in tree.edges {
        out.entry(root(edge.child)).or_insert_with(new).edges.push(edge);
    }
    for of_root in tree.roots {
        out.entry(root(of_root.0)).or_insert_with(new).roots.push(of_root);
    }
    out.into_values().collect()
}
