//! Agglomeration by average likeness over given links, in integers.
//!
//! A group holds the sum of its members' vectors, so that the average over all pairs of members of two groups is one product. The
//! two most alike groups join first. After a join the links of the smaller neighbourhood are weighed anew at once; those of the
//! larger when their turn comes, and join then only if nothing more alike waits.

use crate::candidates::{ONE, UNIT, Vector, across, dot};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use vorlage_model::Lang;

/// The days of a story span at most twice this.
pub const WINDOW_DAYS: u32 = 7;
/// A group of one has no likeness of its own: so many pairs at the bound itself stand in, and fade as true pairs come.
const PRIOR_PAIRS: u64 = 2;
/// A group of at most so many documents may be a straggler; a larger one takes stragglers in.
const STRAGGLER_DOCUMENTS: usize = 2;
/// Neighbourhoods of at most so many groups are weighed anew in full after a join.
const WEIGHED_AT_ONCE: usize = 32;

/// When two groups join.
pub struct Rules {
    /// Average likeness at which they join, of [`ONE`].
    pub join: u64,
    /// Share in 1/100 of the looser group's own likeness that they must reach.
    pub closeness: u64,
    /// Days may differ by this between neighbours and by twice this in a group; `None`: whatever their days.
    pub window: Option<u32>,
    /// Average likeness at which a straggler is taken in by the one larger group that it resembles; `None`: never.
    pub straggler: Option<u64>,
    /// Groups of different languages never join.
    pub one_language: bool,
}

/// What a group says in one language.
#[derive(Debug, Clone)]
struct Part {
    lang: Option<Lang>,
    sum: Vector,
}

/// Members that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    members: u64,
    /// Documents, copies included.
    pub documents: usize,
    parts: Vec<Part>,
    /// Sum of the products of all ordered pairs of members, each with itself included.
    products: u64,
    /// Sum of the products of members with themselves.
    squares: u64,
    /// First and last known day.
    days: Option<(i32, i32)>,
    /// Groups that it has links to, ascending.
    neighbours: Vec<u32>,
    /// Joins so far; a link that was weighed under another number is stale.
    version: u32,
    /// Positions that were joined, in no order; empty when it was joined to another.
    held: Vec<usize>,
}

impl Group {
    /// A group of one.
    pub fn one(vector: &Vector, lang: Option<Lang>, day: Option<i32>) -> Self {
        let square = dot(&vector.words, &vector.words);
        Self {
            members: 1,
            documents: 1,
            parts: vec![Part { lang, sum: vector.clone() }],
            products: square,
            squares: square,
            days: day.map(|d| (d, d)),
            neighbours: Vec::new(),
            version: 0,
            held: Vec::new(),
        }
    }

    /// Average likeness of its members with each other; `bound` where it has none.
    fn inner(&self, bound: u64) -> u64 {
        let pairs = self.members * (self.members - 1);
        let sum =
            u128::from(self.products - self.squares.min(self.products)) * u128::from(ONE) / u128::from(UNIT * UNIT);
        ((sum + u128::from(bound * PRIOR_PAIRS)) / u128::from(pairs + PRIOR_PAIRS)) as u64
    }
}

/// Sum of the products of all members of one group with all of another.
fn product(a: &Group, b: &Group) -> u64 {
    let between = |x: &Part, y: &Part| {
        if x.lang == y.lang { dot(&x.sum.words, &y.sum.words) } else { across(dot(&x.sum.portable, &y.sum.portable)) }
    };
    a.parts.iter().map(|x| b.parts.iter().map(|y| between(x, y)).sum::<u64>()).sum()
}

/// Sums vectors.
pub fn sum<'a>(vectors: impl Iterator<Item = &'a Vector>) -> Vector {
    let mut words = Vec::new();
    let mut portable = Vec::new();
    for vector in vectors {
        words.extend_from_slice(&vector.words);
        portable.extend_from_slice(&vector.portable);
    }
    Vector { words: summed(words), portable: summed(portable) }
}

/// Sums the weights of each key; ascending.
fn summed(mut words: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    words.sort_unstable();
    words.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|w| w.1).sum())).collect()
}

/// A link with its weight when it was weighed; greatest weight first, then smallest positions.
type Weighed = (u64, Reverse<(u32, u32)>, (u32, u32));

/// Groups and the links that wait.
struct Field<'a> {
    groups: Vec<Group>,
    waiting: BinaryHeap<Weighed>,
    rules: &'a Rules,
}

/// Joins groups along `links` until none are alike enough; returns the positions in `groups` that belong together, each ascending.
pub fn agglomerate(groups: Vec<Group>, mut links: Vec<(usize, usize)>, rules: &Rules) -> Vec<Vec<usize>> {
    let mut field = Field { groups, waiting: BinaryHeap::new(), rules };
    for (at, group) in field.groups.iter_mut().enumerate() {
        group.held = vec![at];
    }
    links.iter_mut().for_each(|l| *l = (l.0.min(l.1), l.0.max(l.1)));
    links.sort_unstable();
    links.dedup();
    for &(a, b) in &links {
        field.groups[a].neighbours.push(b as u32);
        field.groups[b].neighbours.push(a as u32);
        field.weigh_and_wait(a as u32, b as u32);
    }
    field.groups.iter_mut().for_each(|g| g.neighbours.sort_unstable());
    while let Some((weight, Reverse((a, b)), versions)) = field.waiting.pop() {
        field.take(weight, a, b, versions);
    }
    field.take_in_stragglers();
    let mut out: Vec<Vec<usize>> = field.groups.into_iter().map(|g| g.held).filter(|h| !h.is_empty()).collect();
    out.iter_mut().for_each(|h| h.sort_unstable());
    out
}

impl Field<'_> {
    /// Takes the most alike link that waits: joins, weighs anew, or drops it.
    fn take(&mut self, weight: u64, a: u32, b: u32, versions: (u32, u32)) {
        let (x, y) = (&self.groups[a as usize], &self.groups[b as usize]);
        if x.held.is_empty() || y.held.is_empty() {
            return;
        }
        if (x.version, y.version) == versions {
            return self.join(a, b);
        }
        let Some(now) = self.weigh(a, b) else { return };
        // A link that other joins made lighter waits for its turn; what it was before says when to look, not what to do.
        if now >= weight.min(self.waiting.peek().map_or(0, |next| next.0)) {
            self.join(a, b);
        } else {
            self.wait(now, a, b);
        }
    }

    /// Joins two groups into the one with more neighbours.
    fn join(&mut self, a: u32, b: u32) {
        let (x, y) = (&self.groups[a as usize], &self.groups[b as usize]);
        let (kept, gone) = if x.neighbours.len() >= y.neighbours.len() { (a, b) } else { (b, a) };
        let between = product(x, y);
        let version = x.version.max(y.version) + 1;
        let other = std::mem::replace(&mut self.groups[gone as usize], Group::gone());
        let group = &mut self.groups[kept as usize];
        group.members += other.members;
        group.documents += other.documents;
        group.products += other.products + 2 * between;
        group.squares += other.squares;
        group.version = version;
        group.days = spanned(group.days, other.days);
        group.held.extend(other.held);
        merge_parts(&mut group.parts, other.parts);
        let at_once = if group.neighbours.len() <= WEIGHED_AT_ONCE { group.neighbours.clone() } else { Vec::new() };
        self.hand_over(kept, gone, &other.neighbours);
        for next in
            at_once.into_iter().filter(|&n| n != gone).chain(other.neighbours.into_iter().filter(|&n| n != kept))
        {
            self.weigh_and_wait(kept.min(next), kept.max(next));
        }
    }

    /// The neighbours of the group that is gone become neighbours of the one that is kept.
    fn hand_over(&mut self, kept: u32, gone: u32, neighbours: &[u32]) {
        for &next in neighbours.iter().filter(|&&n| n != kept) {
            let theirs = &mut self.groups[next as usize].neighbours;
            theirs.retain(|&n| n != gone && n != kept);
            let at = theirs.partition_point(|&n| n < kept);
            theirs.insert(at, kept);
        }
        let ours = &mut self.groups[kept as usize].neighbours;
        ours.extend(neighbours.iter().filter(|&&n| n != kept));
        ours.sort_unstable();
        ours.dedup();
        ours.retain(|&n| n != gone);
    }

    /// Weighs a link and lets it wait if it may ever join.
    fn weigh_and_wait(&mut self, a: u32, b: u32) {
        if let Some(weight) = self.weigh(a, b) {
            self.wait(weight, a, b);
        }
    }

    fn wait(&mut self, weight: u64, a: u32, b: u32) {
        let versions = (self.groups[a as usize].version, self.groups[b as usize].version);
        self.waiting.push((weight, Reverse((a, b)), versions));
    }

    /// Small groups that resemble one larger group and no other are taken in: garbled copies, short notes, far angles of one event.
    ///
    /// All are judged before any is taken in, and larger groups are never taken in, so that no chain comes about.
    fn take_in_stragglers(&mut self) {
        let Some(bound) = self.rules.straggler else { return };
        let taken: Vec<(u32, u32)> =
            (0..self.groups.len() as u32).filter_map(|g| Some((self.home_of(g, bound)?, g))).collect();
        for (home, straggler) in taken {
            let held = std::mem::take(&mut self.groups[straggler as usize].held);
            self.groups[home as usize].held.extend(held);
        }
    }

    /// The larger group that a straggler belongs to, if there is one beyond doubt.
    fn home_of(&self, straggler: u32, bound: u64) -> Option<u32> {
        let group = &self.groups[straggler as usize];
        if group.held.is_empty() || group.documents > STRAGGLER_DOCUMENTS {
            return None;
        }
        let larger = |&&n: &&u32| self.groups[n as usize].documents > STRAGGLER_DOCUMENTS;
        let mut homes: Vec<(u64, Reverse<u32>)> = group
            .neighbours
            .iter()
            .filter(larger)
            .filter_map(|&n| Some((self.average(group, &self.groups[n as usize])?, Reverse(n))))
            .collect();
        homes.sort_unstable_by_key(|&home| Reverse(home));
        let &(best, Reverse(home)) = homes.first()?;
        let second = homes.get(1).map_or(0, |h| h.0);
        (best >= bound && best * 2 >= second * 3).then_some(home)
    }

    /// Average likeness of two groups, whatever they have within; `None` where they may not meet.
    fn average(&self, x: &Group, y: &Group) -> Option<u64> {
        if x.held.is_empty() || y.held.is_empty() || !self.may_meet(x, y) {
            return None;
        }
        let pairs = u128::from(x.members) * u128::from(y.members) * u128::from(UNIT * UNIT);
        Some((u128::from(product(x, y)) * u128::from(ONE) / pairs) as u64)
    }

    /// Average likeness of two groups, lowered where it falls short of what they have within; `None` where they cannot join now.
    fn weigh(&self, a: u32, b: u32) -> Option<u64> {
        let (x, y) = (&self.groups[a as usize], &self.groups[b as usize]);
        let average = self.average(x, y)?;
        let join = self.rules.join;
        let needed = join.max(x.inner(join).min(y.inner(join)) * self.rules.closeness / 100);
        let weight = average * join / needed;
        (weight >= join).then_some(weight)
    }

    /// Language and days allow them to be one group.
    fn may_meet(&self, x: &Group, y: &Group) -> bool {
        if self.rules.one_language && !x.parts.iter().all(|p| y.parts.iter().all(|q| may_be_one(p.lang, q.lang))) {
            return false;
        }
        match (self.rules.window, spanned(x.days, y.days)) {
            (Some(window), Some((first, last))) => first.abs_diff(last) <= 2 * window,
            _ => true,
        }
    }
}

impl Group {
    /// What is left of a group that was joined to another.
    fn gone() -> Self {
        Self {
            members: 1,
            documents: 1,
            parts: Vec::new(),
            products: 0,
            squares: 0,
            days: None,
            neighbours: Vec::new(),
            version: 0,
            held: Vec::new(),
        }
    }
}

/// Languages are one or not known.
fn may_be_one(a: Option<Lang>, b: Option<Lang>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// First and last day of both.
fn spanned(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> Option<(i32, i32)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

/// Adds the sums of one group to another's, language by language.
fn merge_parts(into: &mut Vec<Part>, from: Vec<Part>) {
    for part in from {
        match into.iter_mut().find(|p| p.lang == part.lang) {
            Some(mine) => mine.sum = sum([&mine.sum, &part.sum].into_iter()),
            None => into.push(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules =
        Rules { join: ONE * 16 / 100, closeness: 82, window: Some(7), straggler: None, one_language: false };

    /// A text of given words, all of one weight.
    fn text(words: &[u32]) -> Vector {
        let words = crate::candidates::unit(words.iter().map(|&w| (w, 100)).collect(), 100);
        Vector { words, portable: Vec::new() }
    }

    fn check(texts: &[(&[u32], Option<i32>)], expected: &[&[usize]]) {
        let groups = texts.iter().map(|(words, day)| Group::one(&text(words), Some(Lang::EN), *day)).collect();
        let all = (0..texts.len()).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        assert_eq!(agglomerate(groups, all, &RULES), expected);
    }

    #[test]
    fn texts_that_share_words_join() {
        check(&[(&[1, 2, 3], None), (&[2, 3, 4], None), (&[7, 8, 9], None)], &[&[0, 1], &[2]]);
    }

    #[test]
    fn two_events_of_one_kind_stay_apart() {
        // Words 1-3 say "fire in a shop"; 10-16 and 20-26 tell the two fires apart.
        let (banstead, wellington) = ([1, 2, 3, 10, 11, 12, 13, 14, 15], [1, 2, 3, 20, 21, 22, 23, 24, 25]);
        let (banstead_2, wellington_2) = ([1, 2, 3, 10, 11, 12, 13, 14, 16], [1, 2, 3, 20, 21, 22, 23, 24, 26]);
        let texts: [(&[u32], Option<i32>); 4] =
            [(&banstead, None), (&wellington, None), (&banstead_2, None), (&wellington_2, None)];
        check(&texts, &[&[0, 2], &[1, 3]]);
    }

    #[test]
    fn a_chain_does_not_become_one_story() {
        let chain: Vec<Vec<u32>> = (0..12).map(|n| (n * 2..n * 2 + 4).collect()).collect();
        let groups = chain.iter().map(|words| Group::one(&text(words), None, None)).collect();
        let found = agglomerate(groups, (1..12).map(|n| (n - 1, n)).collect(), &RULES);
        assert!(found.iter().all(|story| story.len() <= 4), "{found:?}");
    }

    #[test]
    fn reports_of_different_weeks_stay_apart() {
        check(&[(&[1, 2, 3], Some(100)), (&[1, 2, 3], Some(102)), (&[1, 2, 3], Some(150))], &[&[0, 1], &[2]]);
    }

    #[test]
    fn a_straggler_joins_the_one_story_it_resembles() {
        let rules = Rules { straggler: Some(ONE / 10), ..RULES };
        let story = [1, 2, 3, 4, 5, 6, 7, 8];
        let other = [21, 22, 23, 24, 25, 26, 27, 28];
        let straggler = [1, 41, 42, 43, 44, 45, 46, 47];
        let between = [1, 21, 51, 52, 53, 54, 55, 56];
        let groups = [&story, &story, &story, &other, &other, &other, &straggler, &between]
            .map(|words| Group::one(&text(words), None, None))
            .to_vec();
        let all: Vec<(usize, usize)> = (0..8).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        assert_eq!(agglomerate(groups.clone(), all.clone(), &RULES).len(), 4);
        let found = agglomerate(groups, all, &rules);
        assert_eq!(found, [vec![0, 1, 2, 6], vec![3, 4, 5], vec![7]]);
    }

    #[test]
    fn nothing_gives_nothing() {
        check(&[], &[]);
        check(&[(&[], None)], &[&[0]]);
    }
}
