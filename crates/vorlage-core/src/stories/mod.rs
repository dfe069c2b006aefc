//! Stories: which documents tell one story?
//!
//! In: all documents and the candidate pairs. Out: a partition of the documents, each part ascending, parts by first document.

use crate::{Background, Subject};
use vorlage_model::{DocumentIndex, Pair};

/// Groups the documents of a run into stories; every document is in exactly one.
#[must_use]
pub fn group(subjects: &[Subject<'_>], pairs: &[Pair], _background: &Background) -> Vec<Vec<DocumentIndex>> {
    let mut root: Vec<usize> = (0..subjects.len()).collect();
    for pair in pairs {
        let (a, b) = (find(&mut root, pair.a), find(&mut root, pair.b));
        root[a.max(b)] = a.min(b);
    }
    let mut groups: Vec<Vec<DocumentIndex>> = vec![Vec::new(); subjects.len()];
    for at in 0..subjects.len() {
        let top = find(&mut root, at);
        groups[top].push(at);
    }
    groups.retain(|g| !g.is_empty());
    groups
}

/// The smallest member of the set that `at` belongs to.
fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}
