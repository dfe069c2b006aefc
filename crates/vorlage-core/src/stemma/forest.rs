//! The best forest over a family, and how probable each of its edges is.
//!
//! In: a score for each edge and for each document as a root. Out: the forest with the greatest sum (Chu & Liu 1965, Edmonds
//! 1967), and for each edge its share of the weight of all forests (matrix-tree theorem, Tutte 1948). Cost: O(n³).

use crate::number::exp;

/// The scores of a family of `n` documents; an edge that is not there scores minus infinity.
#[derive(Debug, Clone)]
pub(super) struct Scores {
    pub(super) n: usize,
    /// Parent by child, row by row.
    edges: Vec<f64>,
    /// Of each document as a root.
    roots: Vec<f64>,
}

impl Scores {
    /// No edges yet.
    pub(super) fn new(n: usize, root: f64) -> Self {
        Self { n, edges: vec![f64::NEG_INFINITY; n * n], roots: vec![root; n] }
    }

    /// Takes out the edges and roots that may not be.
    pub(super) fn keep(&mut self, edge: impl Fn(usize, usize) -> bool, root: impl Fn(usize) -> bool) {
        let n = self.n;
        for (at, score) in self.edges.iter_mut().enumerate().filter(|(at, _)| at / n != at % n) {
            *score = if edge(at / n, at % n) { *score } else { f64::NEG_INFINITY };
        }
        for (at, score) in self.roots.iter_mut().enumerate() {
            *score = if root(at) { *score } else { f64::NEG_INFINITY };
        }
    }

    /// Sets both directions of a pair.
    pub(super) fn set(&mut self, i: usize, j: usize, (forth, back): (f64, f64)) {
        self.edges[i * self.n + j] = forth;
        self.edges[j * self.n + i] = back;
    }

    pub(super) fn edge(&self, parent: usize, child: usize) -> f64 {
        self.edges[parent * self.n + child]
    }
}

/// Parents by document; `None` is a root.
pub(super) type Forest = Vec<Option<usize>>;

/// The forest with the greatest sum of scores; of equal ones that with the smaller parents.
pub(super) fn best(scores: &Scores) -> Forest {
    let n = scores.n;
    // The last node is the root above all.
    let mut graph = vec![vec![f64::NEG_INFINITY; n + 1]; n + 1];
    for (parent, row) in graph.iter_mut().enumerate() {
        for (child, cell) in row.iter_mut().enumerate().take(n) {
            *cell = match parent {
                p if p == n => scores.roots[child],
                p if p == child => f64::NEG_INFINITY,
                p => scores.edge(p, child),
            };
        }
    }
    arborescence(&graph).into_iter().map(|p| (p < n).then_some(p)).collect()
}

/// Parents of all nodes but the last, which is the root. Every node must have an edge from the root.
fn arborescence(graph: &[Vec<f64>]) -> Vec<usize> {
    let root = graph.len() - 1;
    let parents: Vec<usize> = (0..root).map(|child| best_parent(graph, child)).collect();
    let Some(ring) = ring(&parents, root) else {
        return parents;
    };
    // The ring becomes node 0, the others follow in order.
    let kept: Vec<usize> = (0..=root).filter(|v| !ring.contains(v)).collect();
    let size = kept.len() + 1;
    let mut smaller = vec![vec![f64::NEG_INFINITY; size]; size];
    let (mut enter, mut leave) = (vec![0; size], vec![0; size]);
    for (at, &v) in kept.iter().enumerate() {
        let at = at + 1;
        for &r in &ring {
            let gain = graph[v][r] - graph[parents[r]][r];
            if gain > smaller[at][0] {
                smaller[at][0] = gain;
                enter[at] = r;
            }
            if v != root && graph[r][v] > smaller[0][at] {
                smaller[0][at] = graph[r][v];
                leave[at] = r;
            }
        }
        for (to, &w) in kept.iter().enumerate() {
            smaller[at][to + 1] = graph[v][w];
        }
    }
    let inner = arborescence(&smaller);
    let mut out = parents;
    let into_ring = inner[0];
    out[enter[into_ring]] = kept[into_ring - 1];
    for (at, &v) in kept.iter().enumerate().filter(|(_, v)| **v != root) {
        out[v] = if inner[at + 1] == 0 { leave[at + 1] } else { kept[inner[at + 1] - 1] };
    }
    out
}

fn best_parent(graph: &[Vec<f64>], child: usize) -> usize {
    let root = graph.len() - 1;
    (0..root).filter(|&p| p != child).fold(root, |best, p| if graph[p][child] > graph[best][child] { p } else { best })
}

/// A ring that following parents runs into.
fn ring(parents: &[usize], root: usize) -> Option<Vec<usize>> {
    let mut seen_from = vec![usize::MAX; parents.len()];
    for start in 0..parents.len() {
        let mut at = start;
        while at != root && seen_from[at] == usize::MAX {
            seen_from[at] = start;
            at = parents[at];
        }
        if at != root && seen_from[at] == start {
            let mut ring = vec![at];
            let mut next = parents[at];
            while next != at {
                ring.push(next);
                next = parents[next];
            }
            ring.sort_unstable();
            return Some(ring);
        }
    }
    None
}

/// Probability of each edge, parent by child, and of each document as a root, over all forests.
pub(super) struct Marginals {
    n: usize,
    edges: Vec<f64>,
    roots: Vec<f64>,
}

impl Marginals {
    /// Probabilities that are known, edges parent by child.
    pub(super) fn of(n: usize, edges: Vec<f64>, roots: Vec<f64>) -> Self {
        Self { n, edges, roots }
    }

    /// Sums over all forests.
    pub(super) fn new(scores: &Scores) -> Self {
        let n = scores.n;
        let top = scores.edges.iter().chain(&scores.roots).copied().fold(f64::NEG_INFINITY, f64::max);
        let weight = |&s: &f64| if s.is_finite() { exp(s - top) } else { 0.0 };
        let root: Vec<f64> = scores.roots.iter().map(weight).collect();
        let weight: Vec<f64> = scores.edges.iter().map(weight).collect();
        let mut laplacian: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| -weight[i * n + j]).collect()).collect();
        for (j, _) in (0..n).enumerate() {
            laplacian[j][j] = root[j] + (0..n).filter(|&i| i != j).map(|i| weight[i * n + j]).sum::<f64>();
        }
        let inverse = inverse(laplacian);
        let edge = |p: usize, c: usize| (weight[p * n + c] * (inverse[c][c] - inverse[c][p])).clamp(0.0, 1.0);
        Self {
            n,
            edges: (0..n * n).map(|at| if at / n == at % n { 0.0 } else { edge(at / n, at % n) }).collect(),
            roots: (0..n).map(|c| (root[c] * inverse[c][c]).clamp(0.0, 1.0)).collect(),
        }
    }

    pub(super) fn edge(&self, parent: usize, child: usize) -> f64 {
        self.edges[parent * self.n + child]
    }

    pub(super) fn root(&self, document: usize) -> f64 {
        self.roots[document]
    }
}

/// Inverts a matrix by elimination with the greatest pivot; a pivot of nought is taken as the smallest number.
fn inverse(mut a: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let n = a.len();
    let mut out: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for k in 0..n {
        let pivot = (k..n).fold(k, |best, i| if a[i][k].abs() > a[best][k].abs() { i } else { best });
        a.swap(k, pivot);
        out.swap(k, pivot);
        let by = if a[k][k] == 0.0 { f64::MIN_POSITIVE } else { a[k][k] };
        for j in 0..n {
            a[k][j] /= by;
            out[k][j] /= by;
        }
        for i in (0..n).filter(|&i| i != k) {
            let factor = a[i][k];
            for j in 0..n {
                a[i][j] -= factor * a[k][j];
                out[i][j] -= factor * out[k][j];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(n: usize, root: f64, edges: &[(usize, usize, f64)]) -> Scores {
        let mut scores = Scores::new(n, root);
        for &(p, c, v) in edges {
            scores.edges[p * n + c] = v;
        }
        scores
    }

    #[test]
    fn a_ring_is_broken_where_it_costs_least() {
        // 0 and 1 each prefer the other as parent; 0 is the cheaper root.
        let s = scores(3, -5.0, &[(0, 1, 3.0), (1, 0, 2.0), (1, 2, 1.0), (0, 2, 0.5)]);
        assert_eq!(best(&s), vec![None, Some(0), Some(1)]);
    }

    #[test]
    fn weak_edges_leave_two_roots() {
        assert_eq!(best(&scores(2, 0.0, &[(0, 1, -1.0), (1, 0, -2.0)])), vec![None, None]);
    }

    #[test]
    fn a_larger_graph_agrees_with_trying_all_forests() {
        let n = 4;
        let value = |p: usize, c: usize| ((p * 7 + c * 5 + p * c * 3) % 11) as f64 - 4.0;
        let edges: Vec<_> =
            (0..n).flat_map(|p| (0..n).filter(move |&c| c != p).map(move |c| (p, c, value(p, c)))).collect();
        let s = scores(n, -2.0, &edges);
        let total = |f: &Forest| f.iter().enumerate().map(|(c, p)| p.map_or(s.roots[c], |p| s.edge(p, c))).sum::<f64>();
        let mut most = f64::NEG_INFINITY;
        for code in 0..5usize.pow(4) {
            let forest: Forest =
                (0..n).map(|c| code / 5usize.pow(c as u32) % 5).map(|p| (p < n).then_some(p)).collect();
            if (0..n).all(|c| forest[c] != Some(c) && ends(&forest, c)) {
                most = most.max(total(&forest));
            }
        }
        assert!((total(&best(&s)) - most).abs() < 1e-9);
    }

    /// Following parents ends at a root.
    fn ends(forest: &Forest, mut at: usize) -> bool {
        for _ in 0..=forest.len() {
            match forest[at] {
                Some(p) => at = p,
                None => return true,
            }
        }
        false
    }

    #[test]
    fn an_edge_that_must_be_is_certain_and_one_that_may_not_be_is_not_there() {
        let mut s = scores(3, 0.0, &[(0, 1, 1.0), (1, 0, 0.5), (1, 2, 2.0), (2, 1, -1.0), (0, 2, 0.0), (2, 0, 0.3)]);
        s.keep(|p, c| c != 1 || p == 2, |root| root != 1);
        assert_eq!(best(&s)[1], Some(2));
        let m = Marginals::new(&s);
        assert!((m.edge(2, 1) - 1.0).abs() < 1e-9 && m.edge(1, 2).abs() < 1e-9 && m.root(1).abs() < 1e-9);
    }

    #[test]
    fn probabilities_of_the_parents_of_a_document_add_up_to_one() {
        let s = scores(3, 0.0, &[(0, 1, 1.0), (1, 0, 0.5), (1, 2, 2.0), (2, 1, -1.0), (0, 2, 0.0), (2, 0, 0.3)]);
        let m = Marginals::new(&s);
        for c in 0..3 {
            let sum: f64 = m.root(c) + (0..3).map(|p| m.edge(p, c)).sum::<f64>();
            assert!((sum - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_pair_without_preference_is_undecided() {
        let m = Marginals::new(&scores(2, 0.0, &[(0, 1, 0.0), (1, 0, 0.0)]));
        assert!((m.edge(0, 1) - 1.0 / 3.0).abs() < 1e-9);
    }
}
