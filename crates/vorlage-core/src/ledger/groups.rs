//! Groups of claims: greedy joining of the best pairs under a veto.
//!
//! Pairs are found through keys. A key that many share is compared in a window only, so that the work stays linear in the mentions
//! times their keys. The best pairs join first; a join that the caller's veto forbids is left out.

use std::collections::BTreeMap;

/// How many later mentions of one key each mention is compared with; 500 documents that all give one figure are far above the
/// number of its different wordings, which are what is compared.
pub(super) const NEIGHBOURS: usize = 48;

/// Pairs of mentions that share a key, each once, ascending.
pub(super) fn pairs(keys: &[Vec<u64>]) -> Vec<(usize, usize)> {
    let mut by_key: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (mention, keys) in keys.iter().enumerate() {
        for &key in keys {
            by_key.entry(key).or_default().push(mention);
        }
    }
    let mut out = Vec::new();
    for mentions in by_key.values() {
        for (n, &a) in mentions.iter().enumerate() {
            let near = mentions[n + 1..].iter().take(NEIGHBOURS);
            out.extend(near.filter(|&&b| b != a).map(|&b| (a, b)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Joins scored pairs, best first, unless `veto` forbids two groups to meet; groups by their first member.
pub(super) fn join(
    count: usize,
    mut scored: Vec<(u32, usize, usize)>,
    veto: impl Fn(&[usize], &[usize]) -> bool,
) -> Vec<Vec<usize>> {
    scored.sort_unstable_by_key(|&(score, a, b)| (std::cmp::Reverse(score), a, b));
    let mut group_of: Vec<usize> = (0..count).collect();
    let mut groups: Vec<Vec<usize>> = (0..count).map(|n| vec![n]).collect();
    for (_, a, b) in scored {
        let (mut to, mut from) = (group_of[a], group_of[b]);
        if to == from || veto(&groups[to], &groups[from]) {
            continue;
        }
        if groups[to].len() < groups[from].len() {
            std::mem::swap(&mut to, &mut from);
        }
        let moved = std::mem::take(&mut groups[from]);
        for &mention in &moved {
            group_of[mention] = to;
        }
        groups[to].extend(moved);
    }
    groups.retain(|g| !g.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_share_a_key() {
        assert_eq!(pairs(&[vec![1, 2], vec![2], vec![3], vec![1]]), [(0, 1), (0, 3)]);
        assert!(pairs(&vec![vec![7]; 1000]).len() <= 1000 * NEIGHBOURS);
    }

    #[test]
    fn the_best_pairs_join_first() {
        let apart = |a: &[usize], b: &[usize]| a.contains(&0) && b.contains(&2) || a.contains(&2) && b.contains(&0);
        assert_eq!(join(4, vec![(5, 1, 2), (9, 0, 1), (3, 2, 3)], apart), [vec![0, 1], vec![2, 3]]);
    }
}
