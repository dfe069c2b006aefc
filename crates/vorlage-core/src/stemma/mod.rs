//! Stemma: what is the family tree, what is lost?
//!
//! In: one story and the comparisons of its documents. Out: for each family of copies the most probable forest, for a family of
//! versions of one page the most probable line, and its root: an independent origin. Where no held document explains what copies share, a lost one stands above them; so it does above a
//! document that names another source or shows that it was altered.
//! The documents of a family are then aligned with one another along its tree.
//! Per story. Cost: O(n³) a family of up to [`crate::derive::MOST_CORE`] documents; each further one joins its best parent.
//!
//! Invariants: every document is in one origin; edges run without a ring, sorted by child; the answer depends on the set of
//! documents alone.
//! Never: looks at texts but to explain an edge that was chosen.
//!
//! **Source:** maximum spanning arborescence and matrix-tree probabilities as in dependency parsing (McDonald et al. 2005; Koo
//! et al. 2007); the line of versions and the lost parents are ours. `docs/decisions/0007-lineage-without-a-model.md`.

mod forest;
mod line;
mod roots;
mod ruled;
mod shared;

use crate::{
    StoryView, Subject, Weights,
    align::{self, Tie},
    derive::{self, Derivation, Derived, Explained, Margins, certainty},
    number::exp,
    sets::{find, join, singles},
};
use forest::{Forest, Marginals, Scores};
use line::Steps;
use ruled::Ruled;
use shared::Between;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
use vorlage_model::{
    Alignment, Direction, DocumentIndex, Doubt, Edge, EdgeKind, LostNode, NodeId, Origin, Stemma, Strip,
};

/// Grows the forest over a story.
#[must_use]
pub fn grow(story: &StoryView<'_>, derived: &Derived) -> Stemma {
    let mut stemma = Stemma::default();
    let derivations = &derived.derivations;
    let ruled = &mut Ruled::new(story, derivations);
    let mut trees = trees(story, derivations, ruled);
    while ruled.bar_rings(&trees, derivations) {
        trees = self::trees(story, derivations, ruled);
    }
    let mut trees: Vec<Tree<'_>> = trees.into_iter().flat_map(|tree| ruled::own_origins(tree, ruled)).collect();
    stand_between(story, &mut trees, ruled);
    for tree in &trees {
        plant(story, tree, ruled, &mut stemma);
    }
    // What people confirmed goes before what would close a ring with it.
    let confirmed = |d: &&Derivation| {
        let (parent, child) = given(d);
        story.decisions.confirms(parent, child)
    };
    let (first, then): (Vec<_>, Vec<_>) =
        derivations.iter().filter(|d| d.passage && ruled.lets_pass(d)).partition(confirmed);
    let passages = || first.iter().chain(&then).copied();
    let taken = passages().map(given).map(|(giver, taker)| (taker, family(giver, &stemma))).collect();
    for derivation in passages() {
        patch(story, derivation, &taken, &mut stemma);
    }
    stemma.edges.sort_by_key(|e| e.child);
    stemma.edges.iter_mut().for_each(|e| story.decisions.mark(e));
    stemma.doubts = derived.doubts.iter().filter(|d| is_open(story, d, &stemma)).copied().collect();
    stemma
}

/// Tells whether it is still asked if two documents come from one text: they have two origins, and nobody has rejected it.
fn is_open(story: &StoryView<'_>, doubt: &Doubt, stemma: &Stemma) -> bool {
    let rejected = |parent, child| story.decisions.rejects(Some(parent), child);
    let settled = rejected(doubt.one, doubt.other) || rejected(doubt.other, doubt.one);
    !settled && family(doubt.one, stemma) != family(doubt.other, stemma)
}

/// The trees of all families of a story.
fn trees<'a>(story: &StoryView<'_>, derivations: &'a [Derivation], ruled: &Ruled<'_>) -> Vec<Tree<'a>> {
    let core = ruled::measured(story.documents, derivations, ruled, derive::MOST_CORE);
    families(story.documents, derivations, ruled).iter().map(|f| tree(f, &core, story.weights, ruled)).collect()
}

/// Finds the lost texts between the documents of trees.
fn stand_between(story: &StoryView<'_>, trees: &mut [Tree<'_>], ruled: &Ruled<'_>) {
    let mut open = trees.iter_mut().filter(|t| !t.is_line() && shared::may_hold(&t.documents)).peekable();
    if open.peek().is_none() {
        return;
    }
    let texts = shared::Texts::of(story);
    for tree in open {
        let open = tree.edges.iter().map(|e| (e.parent, e.child)).filter(|&(_, child)| !ruled.keeps(child));
        let edges: Vec<(DocumentIndex, DocumentIndex)> = open.collect();
        tree.between = shared::between(story, &texts, &edges, |a, b| tree.derivation(a, b).is_some());
    }
}

/// Adds the edge of a patchwork from a lesser parent, unless that one descends from it, or its main parent has the passage already; `taken` holds who took
/// one from which family.
fn patch(
    story: &StoryView<'_>,
    derivation: &Derivation,
    taken: &BTreeSet<(DocumentIndex, usize)>,
    stemma: &mut Stemma,
) {
    let (parent, child) = given(derivation);
    let main = stemma.edges.iter().find(|e| e.child == child).map(|e| e.parent);
    let has_it = |p: NodeId| matches!(p, NodeId::Document(p) if taken.contains(&(p, family(parent, stemma))));
    let confirmed = story.decisions.confirms(parent, child);
    if (confirmed || !main.is_some_and(has_it)) && !descends(parent, child, stemma) {
        let chosen = Chosen { parent, child, derivation, ways: (derivation.copied, 0.0), line: false };
        let mut passage = edge(story, &chosen).0;
        // A patchwork is told by what it holds beside the passage, not by the signs of its words.
        (passage.kind, passage.confidence, passage.direction.confidence) = (EdgeKind::Excerpt, derivation.copied, 1.0);
        stemma.edges.push(passage);
    }
}

/// The position of a document's origin.
fn family(document: DocumentIndex, stemma: &Stemma) -> usize {
    stemma.origins.iter().position(|o| o.documents.binary_search(&document).is_ok()).unwrap_or(usize::MAX)
}

/// Who gave a passage to whom.
fn given(passage: &Derivation) -> (DocumentIndex, DocumentIndex) {
    if passage.forth >= passage.back { (passage.a, passage.b) } else { (passage.b, passage.a) }
}

/// Tells whether a document is another or descends from it.
fn descends(document: DocumentIndex, from: DocumentIndex, stemma: &Stemma) -> bool {
    let mut todo = vec![document];
    let mut seen = Vec::new();
    while let Some(next) = todo.pop() {
        if next == from {
            return true;
        }
        if !seen.contains(&next) {
            seen.push(next);
            let above = stemma.edges.iter().filter(|e| e.child == next);
            todo.extend(above.filter_map(|e| stemma.held_parent(e.parent)));
        }
    }
    false
}

/// Documents that derivations connect, ascending, with the derivations between them; single documents among them.
struct Family<'a> {
    documents: Vec<DocumentIndex>,
    derivations: Vec<&'a Derivation>,
}

/// Splits a story into families, by their first document.
fn families<'a>(documents: &[DocumentIndex], derivations: &'a [Derivation], ruled: &Ruled<'_>) -> Vec<Family<'a>> {
    let at = |d: DocumentIndex| documents.binary_search(&d).ok();
    let ties = || derivations.iter().filter(|d| !d.passage && ruled.ties(d));
    let mut top = singles(documents.len());
    for (i, j) in ties().filter_map(|d| Some((at(d.a)?, at(d.b)?))) {
        join(&mut top, i, j);
    }
    let mut out: Vec<Family<'a>> =
        documents.iter().map(|_| Family { documents: Vec::new(), derivations: Vec::new() }).collect();
    for (i, &document) in documents.iter().enumerate() {
        out[find(&mut top, i)].documents.push(document);
    }
    for derivation in ties() {
        if let Some(i) = at(derivation.a) {
            out[find(&mut top, i)].derivations.push(derivation);
        }
    }
    out.retain(|f| !f.documents.is_empty());
    out
}

/// A chosen edge between held documents.
struct Chosen<'a> {
    parent: DocumentIndex,
    child: DocumentIndex,
    derivation: &'a Derivation,
    /// Shares of all trees that have the edge, and the edge the other way round.
    ways: (f64, f64),
    /// It stands in a line of versions.
    line: bool,
}

/// The tree of a family: edges between held documents, and documents without a held parent with the probability of that.
struct Tree<'a> {
    documents: Vec<DocumentIndex>,
    edges: Vec<Chosen<'a>>,
    roots: Vec<(DocumentIndex, f64)>,
    derivations: Vec<&'a Derivation>,
    /// Lost texts between held ones; their copies hang from them, whatever `edges` says.
    between: Vec<Between>,
}

impl<'a> Tree<'a> {
    /// Versions of one page, each from the one before.
    fn is_line(&self) -> bool {
        self.edges.iter().any(|e| e.line)
    }

    /// The comparison of two documents.
    fn derivation(&self, one: DocumentIndex, other: DocumentIndex) -> Option<&'a Derivation> {
        let (a, b) = (one.min(other), one.max(other));
        self.derivations.iter().copied().find(|d| (d.a, d.b) == (a, b))
    }
}

/// Finds the most probable tree of a family; `measured` are the documents of the story whose families were measured on them.
fn tree<'a>(family: &Family<'a>, measured: &BTreeSet<DocumentIndex>, weights: &Weights, ruled: &Ruled<'_>) -> Tree<'a> {
    let core: Vec<DocumentIndex> = family.documents.iter().filter(|d| measured.contains(d)).copied().collect();
    let n = core.len();
    let at = |d: DocumentIndex| core.binary_search(&d).ok();
    let (mut scores, mut steps) = (Scores::new(n, root_score(n, weights)), Steps::new(n));
    let mut by_pair: Vec<Option<&'a Derivation>> = vec![None; n * n];
    for &d in &family.derivations {
        if let (Some(i), Some(j)) = (at(d.a), at(d.b)) {
            scores.set(i, j, (d.forth, d.back));
            if let Some(each_way) = d.steps {
                steps.set(i, j, each_way, d.light);
            }
            by_pair[i.min(j) * n + i.max(j)] = Some(d);
        }
    }
    let allows = |parent: usize, child: usize| {
        let pair = by_pair[parent.min(child) * n + parent.max(child)];
        ruled.allows(core[parent], core[child]) && pair.is_none_or(|d| ruled.lets_down(d, core[parent]))
    };
    let (forest, marginals, line) = forest(&core, scores, steps, ruled, allows);
    let mut out = Tree {
        documents: family.documents.clone(),
        edges: Vec::new(),
        roots: Vec::new(),
        derivations: family.derivations.clone(),
        between: Vec::new(),
    };
    for (child, parent) in forest.iter().enumerate() {
        let edge = parent.and_then(|p| Some((p, by_pair[p.min(child) * n + p.max(child)]?)));
        match edge {
            Some((p, derivation)) => out.edges.push(Chosen {
                parent: core[p],
                child: core[child],
                derivation,
                ways: (marginals.edge(p, child), marginals.edge(child, p)),
                line,
            }),
            None => out.roots.push((core[child], marginals.root(child))),
        }
    }
    let mut outside: BTreeMap<DocumentIndex, Vec<&'a Derivation>> = BTreeMap::new();
    for &document in family.documents.iter().filter(|d| core.binary_search(d).is_err()) {
        outside.insert(document, Vec::new());
    }
    for &derivation in &family.derivations {
        for document in [derivation.a, derivation.b] {
            if let Some(held) = outside.get_mut(&document) {
                held.push(derivation);
            }
        }
    }
    for (document, derivations) in outside {
        hang(document, &derivations, weights, ruled, &mut out);
    }
    out
}

/// The best forest over documents, and whether it is a line of versions: where most of them are, and people have not ruled
/// otherwise; `allows` says which edges may be.
fn forest(
    core: &[DocumentIndex],
    mut scores: Scores,
    mut steps: Steps,
    ruled: &Ruled<'_>,
    allows: impl Fn(usize, usize) -> bool,
) -> (Forest, Marginals, bool) {
    let settled = |child: usize| ruled.main(core[child]).is_some();
    if steps.are_versions() {
        steps.lean(|from, to| settled(to) && allows(from, to), |from, to| !allows(from, to));
        let (line, marginals) = steps.line();
        let as_ruled = line.iter().enumerate().all(|(child, parent)| match parent {
            Some(parent) => allows(*parent, child),
            None => ruled.allows_root(core[child]),
        });
        if as_ruled {
            return (line, marginals, true);
        }
    }
    scores.keep(&allows, |root| ruled.allows_root(core[root]));
    (forest::best(&scores), Marginals::new(&scores), false)
}

/// Score of a document as a root of a family of `n`.
fn root_score(n: usize, weights: &Weights) -> f64 {
    weights.root[0] + weights.root[1] * (n as f64).sqrt()
}

/// Hangs a document that was not compared with all others from its best parent among those it was compared with.
fn hang<'a>(
    document: DocumentIndex,
    derivations: &[&'a Derivation],
    weights: &Weights,
    ruled: &Ruled<'_>,
    out: &mut Tree<'a>,
) {
    let mut best: Option<(f64, &'a Derivation)> = None;
    let mut all = exp(root_score(out.documents.len().min(derive::MOST_CORE), weights));
    let settled = ruled.main(document).is_some();
    let beside = |d: &Derivation| if d.b == document { d.a } else { d.b };
    // A document that only a person ties to it hangs from it, unless it is its settled parent.
    let may = |d: &&&Derivation| {
        let parent = beside(d);
        ruled.allows(parent, document) && ruled.lets_down(d, parent) && (d.compared || settled)
    };
    for &d in derivations.iter().filter(may) {
        let score = if d.b == document { d.forth } else { d.back };
        all += exp(score);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, d));
        }
    }
    match best {
        Some((score, derivation)) => out.edges.push(Chosen {
            parent: beside(derivation),
            child: document,
            derivation,
            ways: (exp(score) / all, exp(derivation.forth + derivation.back - score) / all),
            line: false,
        }),
        None => out.roots.push((document, 1.0)),
    }
}

/// Adds the tree of a family to the stemma.
fn plant(story: &StoryView<'_>, tree: &Tree<'_>, ruled: &Ruled<'_>, stemma: &mut Stemma) {
    let at = |d: DocumentIndex| tree.documents.partition_point(|&other| other < d);
    let mut ties = beside(story, tree);
    let moved = |d: DocumentIndex| tree.between.iter().any(|b| b.copies.iter().any(|(copy, _)| *copy == d));
    for chosen in &tree.edges {
        let (edge, alignment) = edge(story, chosen);
        if !moved(chosen.child) {
            stemma.edges.push(edge);
        }
        ties.push(Tie { from: at(chosen.parent), to: at(chosen.child), alignment });
    }
    let first = &story.subjects[tree.documents[0]].document.id;
    let root = match tree.roots[..] {
        [(document, _)] if is_origin(story, ruled, document) => NodeId::Document(document),
        _ => {
            let lost = NodeId::Lost(stemma.lost.len());
            stemma.lost.push(LostNode { id: format!("lost:{first}"), agency: None, parent: None });
            for &(document, probability) in &tree.roots {
                let siblings = tree.roots.len() > 1;
                stemma.edges.push(roots::from_lost(story, lost, document, siblings.then_some(probability)));
            }
            lost
        }
    };
    for between in &tree.between {
        hang_between(story, tree, between, stemma);
    }
    stemma.origins.push(Origin {
        id: format!("origin:{first}"),
        root,
        agency: None,
        documents: tree.documents.clone(),
        at_most: 1 + tree.edges.iter().filter(|e| e.derivation.copied < derive::CERTAIN).count(),
        strip: if tree.documents.len() > 1 { strip(story, tree, &ties) } else { Strip::default() },
    });
}

/// Adds a lost text between held ones. The kind of the edges below it is what was done since its parent.
fn hang_between(story: &StoryView<'_>, tree: &Tree<'_>, between: &Between, stemma: &mut Stemma) {
    let lost = NodeId::Lost(stemma.lost.len());
    // The first document of a family names what is lost above it.
    let mut names = between.copies.iter().map(|c| c.0).filter(|&d| d != tree.documents[0]);
    let name = names.next().map_or("", |d| &story.subjects[d].document.id);
    stemma.lost.push(LostNode { id: format!("lost:{name}"), agency: None, parent: Some(between.parent) });
    for (child, shared) in &between.copies {
        if let Some(derivation) = tree.derivation(between.parent, *child) {
            let since = Chosen { parent: between.parent, child: *child, derivation, ways: (1.0, 0.0), line: false };
            let direction = Direction { confidence: 1.0, evidence: Vec::new() };
            let (edge, evidence) = (edge(story, &since).0, shared.clone());
            let confidence = shared::SURE;
            stemma.edges.push(Edge { parent: lost, cut: None, paste: None, confidence, direction, evidence, ..edge });
        }
    }
}

/// Tells whether a document without a held parent is an origin: as people said, else as it says itself.
fn is_origin(story: &StoryView<'_>, ruled: &Ruled<'_>, document: DocumentIndex) -> bool {
    match ruled.main(document) {
        Some(_) => false,
        None => ruled.is_no_copy_of_a_lost(document) || !roots::has_a_source(story.subjects[document]),
    }
}

/// Which segment stands in which document of a family.
fn strip(story: &StoryView<'_>, tree: &Tree<'_>, ties: &[Tie]) -> Strip {
    let sentences = |&d: &DocumentIndex| (d, story.subjects[d].analysis.sentences.as_slice());
    align::strip(&tree.documents.iter().map(sentences).collect::<Vec<_>>(), ties)
}

/// The other documents without a held parent against the fullest of them.
fn beside(story: &StoryView<'_>, tree: &Tree<'_>) -> Vec<Tie> {
    let at = |d: DocumentIndex| tree.documents.partition_point(|&other| other < d);
    let sentences = |d: DocumentIndex| story.subjects[d].analysis.sentences.len();
    let roots = || tree.roots.iter().map(|r| r.0);
    let Some(fullest) = roots().min_by_key(|&d| (Reverse(sentences(d)), d)) else { return Vec::new() };
    let tie =
        |d| Tie { from: at(fullest), to: at(d), alignment: align::align(story.subjects[fullest], story.subjects[d]) };
    roots().filter(|&d| d != fullest).map(tie).collect()
}

/// The edge between two held documents, explained, and how their sentences answer one another.
fn edge(story: &StoryView<'_>, chosen: &Chosen<'_>) -> (Edge, Alignment) {
    let (parent, child): (Subject<'_>, Subject<'_>) = (story.subjects[chosen.parent], story.subjects[chosen.child]);
    let Explained { altered, evidence, direction, alignment } =
        derive::explain(parent, child, chosen.derivation, chosen.derivation.a == chosen.parent);
    // Words cannot be counted across languages.
    let counted = parent.analysis.lang == child.analysis.lang;
    let margins = Margins { ways: chosen.ways, line: chosen.line, translated: !counted };
    let sure = certainty(margins, story.weights);
    let edge = Edge {
        parent: NodeId::Document(chosen.parent),
        child: chosen.child,
        kind: altered.kind,
        alterations: altered.alterations,
        cut: counted.then_some(altered.cut),
        paste: counted.then_some(altered.paste),
        confidence: sure.met * sure.way,
        direction: Direction { confidence: sure.way, evidence: direction },
        evidence,
    };
    (edge, alignment)
}
