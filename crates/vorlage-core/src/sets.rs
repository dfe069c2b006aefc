//! Disjoint sets of positions (union-find); a set is named by its smallest member, so that names do not depend on the order of joins.

/// A set each for `n` positions.
pub(crate) fn singles(n: usize) -> Vec<usize> {
    (0..n).collect()
}

/// Joins the sets of two positions.
pub(crate) fn join(top: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(top, a), find(top, b));
    top[a.max(b)] = a.min(b);
}

/// The smallest member of the set that `at` belongs to.
pub(crate) fn find(top: &mut [usize], mut at: usize) -> usize {
    while top[at] != at {
        top[at] = top[top[at]];
        at = top[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_named_by_its_smallest_member_in_any_order_of_joins() {
        for order in [[(1, 3), (3, 4), (0, 4)], [(0, 4), (3, 4), (1, 3)]] {
            let mut top = singles(5);
            order.iter().for_each(|&(a, b)| join(&mut top, a, b));
            assert_eq!((0..5).map(|at| find(&mut top, at)).collect::<Vec<_>>(), [0, 0, 2, 0, 0]);
        }
    }
}
