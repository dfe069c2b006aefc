//! How strongly is each pair of a family linked beyond what the others explain, and which of the two is the parent?
//!
//! Copies of one source resemble each other even where neither was taken from the other. What tells an edge is what two texts
//! share and hardly any third has, and that no third lies on the way between them. Direction is weighed from many weak signs:
//! words lost that others have kept, words made longer, quotation marks and digits lost, commas added, nearness to the rest.
//! Versions of one page (most sentences the same to the word) grow; rewritten copies do not. So each sign counts by how far a
//! text is a version of another (`light`) or a rewriting.
//!
//! In: the profiles of one family. Out: one [`Link`] a pair. Cost: O(n² words + n³) for n documents, n bounded by the caller.
//!
//! **Source:** the signs and their weights: `docs/decisions/0007-lineage-without-a-model.md`.

use super::{
    Weights,
    profile::{Profile, RUNS, shared},
    weights::{NEARNESS, SIGNS},
};
use rustc_hash::FxHashMap;

/// Most texts that may be nearer to a text than its partner before the rank says no more.
const MOST_NEARER: f64 = 4.0;
/// Factor of the share of equal sentences at which a text counts wholly as a version of another.
const LIGHT: f64 = 1.5;

/// Share of each text that must be its own, beside sentences equal to the word, for the two to complement one another.
const OWN: f64 = 0.2;
/// Fewest sentences equal to the word in such a pair.
const EQUAL_SENTENCES: usize = 2;
/// Taken from the edge between two such texts where there is no third: each has what the other lacks and neither changed a word,
/// so that a lost text stands above both.
const COMPLEMENTARY: f64 = 8.0;

/// What the comparison of two documents of a family says, each way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// Score of the edge from the first to the second.
    pub(super) forth: f64,
    /// Score of the edge from the second to the first.
    pub(super) back: f64,
    /// 0..1: the two are versions of one page rather than rewritings.
    pub(super) light: f64,
    /// Scores of the second as the next version after the first, and of the first after the second.
    pub(super) steps: (f64, f64),
    /// What each sign of direction adds; positive speaks for the first as parent.
    pub(super) signs: [f64; SIGNS],
}

/// A square table, row by row.
#[derive(Debug, Clone, Default)]
struct Table {
    side: usize,
    cells: Vec<f64>,
}

impl Table {
    /// Fills the table; the diagonal stays nought.
    fn new(side: usize, value: impl Fn(usize, usize) -> f64) -> Self {
        let cell = |at: usize| {
            if at / side == at % side { 0.0 } else { value(at / side, at % side) }
        };
        Self { side, cells: (0..side * side).map(cell).collect() }
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.cells[i * self.side + j]
    }

    /// The largest value of a column.
    fn most(&self, j: usize) -> f64 {
        (0..self.side).map(|i| self.at(i, j)).fold(0.0, f64::max)
    }

    /// How many texts are nearer to `j` than `i` is.
    fn nearer(&self, i: usize, j: usize) -> f64 {
        let count = (0..self.side).filter(|&k| k != j && self.at(k, j) > self.at(i, j)).count();
        (count as f64).min(MOST_NEARER)
    }
}

/// Everything that is measured once for a family.
pub(super) struct Family<'a> {
    profiles: &'a [&'a Profile],
    weights: &'a Weights,
    /// Shared runs, by length as in [`RUNS`].
    both: [Table; 4],
    /// Twice the shared runs over those of both.
    dice: [Table; 4],
    /// The same for words, each counted by how few others hold it.
    rare_words: Table,
    /// Words that no other document holds, by document.
    own_words: Vec<f64>,
    /// Runs of three that no other document holds, by document.
    own_threes: Vec<f64>,
    /// By document: 0..1, it has a partner that is a version of it.
    versioned: Vec<f64>,
}

impl<'a> Family<'a> {
    /// Measures a family.
    pub(super) fn new(profiles: &'a [&'a Profile], weights: &'a Weights) -> Self {
        let n = profiles.len();
        let both: [Table; 4] =
            std::array::from_fn(|k| symmetric(n, |i, j| shared(&profiles[i].runs[k], &profiles[j].runs[k]) as f64));
        let size = |k: usize, i: usize| profiles[i].runs[k].len() as f64;
        let dice: [Table; 4] =
            std::array::from_fn(|k| Table::new(n, |i, j| 2.0 * both[k].at(i, j) / (size(k, i) + size(k, j) + 1.0)));
        let equal = symmetric(n, |i, j| equal_sentences(profiles[i], profiles[j]));
        let words = Holders::new(profiles, 0);
        let threes = Holders::new(profiles, 2);
        Self {
            profiles,
            weights,
            rare_words: words.rare_dice(profiles),
            own_words: words.own(profiles),
            own_threes: threes.own(profiles),
            versioned: (0..n).map(|j| (LIGHT * equal.most(j)).min(1.0)).collect(),
            both,
            dice,
        }
    }

    /// Compares two documents of the family.
    pub(super) fn link(&self, i: usize, j: usize) -> Link {
        let light = f64::midpoint(self.versioned[i], self.versioned[j]);
        let affinity = |i, j| weigh(&self.nearness(i, j, light), &self.weights.affinity);
        let values = self.signs(i, j, light);
        let signs: [f64; SIGNS] = std::array::from_fn(|s| values[s] * self.weights.direction[s]);
        let lean: f64 = signs.iter().sum();
        let apart = self.profiles.len() == 2 && complementary(self.profiles[i], self.profiles[j]);
        let against = if apart { COMPLEMENTARY } else { 0.0 };
        let (forth, back) = (affinity(i, j) + lean - against, affinity(j, i) - lean - against);
        Link { forth, back, light, steps: (self.step(i, j), self.step(j, i)), signs }
    }

    /// What speaks for `j` as the next version after `i`: little is rearranged and hardly a word lost, while pages grow.
    fn step(&self, i: usize, j: usize) -> f64 {
        let both = self.both[0].at(i, j);
        let less = |of: usize| {
            let size = self.profiles[of].runs[0].len() as f64;
            (size - both) / (size + 1.0)
        };
        weigh(&[(1.0 - self.dice[3].at(i, j)).sqrt(), less(i), less(j)], &self.weights.step)
    }

    /// What speaks for an edge from `i` to `j`, in the order of [`Weights::affinity`].
    fn nearness(&self, i: usize, j: usize, light: f64) -> [f64; NEARNESS] {
        let rank = self.dice[3].nearer(i, j) + self.dice[3].nearer(j, i);
        [
            self.dice[0].at(i, j).sqrt(),
            self.rare_words.at(i, j) / (self.rare_words.most(j) + 0.02),
            self.detour(1, i, j),
            self.dice[2].at(i, j),
            self.dice[3].at(i, j) * light,
            rank * light,
        ]
    }

    /// How much better the way through a third text is than the straight one.
    fn detour(&self, k: usize, i: usize, j: usize) -> f64 {
        let table = &self.dice[k];
        let others = (0..self.profiles.len()).filter(|&t| t != i && t != j);
        let best = others.map(|t| table.at(i, t).min(table.at(t, j))).fold(-1.0, f64::max);
        if best < 0.0 { 0.0 } else { best - table.at(i, j) }
    }

    /// What speaks for `i` as the parent of `j`, in the order of [`Weights::direction`]; each changes sign with the order.
    fn signs(&self, i: usize, j: usize, light: f64) -> [f64; SIGNS] {
        let (a, b) = (self.profiles[i], self.profiles[j]);
        let heavy = 1.0 - light;
        let (size_a, size_b, both) = (a.runs[0].len() as f64, b.runs[0].len() as f64, self.both[0].at(i, j));
        let (lost, gained) = (size_a - both, size_b - both);
        let (closer, closer_count) = self.closer(i, j);
        [
            light * (both / (size_b + 1.0) - both / (size_a + 1.0)),
            tail_cut(a, b),
            heavy * (mean_letters(a, b) - mean_letters(b, a)) / 4.0,
            heavy * (lost - gained) / (lost + gained + 4.0),
            heavy * closer,
            heavy * closer_count,
            heavy * contrast(lost - self.own_words[i], gained - self.own_words[j], 4.0),
            heavy * ratio(a.digits, b.digits),
            heavy * contrast(self.own_threes[i], self.own_threes[j], 4.0),
            heavy * (per_hundred(a, a.commas) - per_hundred(b, b.commas)) / 3.0,
            heavy * (per_hundred(a, a.quotation_marks) - per_hundred(b, b.quotation_marks)) / 3.0,
        ]
    }

    /// How much nearer `i` is to the rest of the family than `j` is: mean contrast, and share of the others that say so.
    fn closer(&self, i: usize, j: usize) -> (f64, f64) {
        let table = &self.dice[0];
        let (mut sum, mut votes, mut others) = (0.0, 0.0, 0.0);
        for t in (0..self.profiles.len()).filter(|&t| t != i && t != j) {
            let (near_i, near_j) = (table.at(i, t), table.at(j, t));
            sum += (near_i - near_j) / (near_i + near_j + 0.02);
            votes += f64::from(u8::from(near_i > near_j)) - f64::from(u8::from(near_i < near_j));
            others += 1.0;
        }
        if others == 0.0 { (0.0, 0.0) } else { (sum / others, votes / others) }
    }
}

/// Fills a symmetric table, each pair once.
fn symmetric(side: usize, value: impl Fn(usize, usize) -> f64) -> Table {
    let mut table = Table { side, cells: vec![0.0; side * side] };
    for i in 0..side {
        for j in i + 1..side {
            let cell = value(i, j);
            table.cells[i * side + j] = cell;
            table.cells[j * side + i] = cell;
        }
    }
    table
}

fn weigh<const N: usize>(values: &[f64; N], weights: &[f64; N]) -> f64 {
    values.iter().zip(weights).map(|(v, w)| v * w).sum()
}

/// In how many documents each run of a length stands.
struct Holders {
    k: usize,
    count: FxHashMap<u64, u32>,
}

impl Holders {
    fn new(profiles: &[&Profile], k: usize) -> Self {
        let mut count: FxHashMap<u64, u32> = FxHashMap::default();
        for run in profiles.iter().flat_map(|p| &p.runs[k]) {
            *count.entry(*run).or_default() += 1;
        }
        Self { k, count }
    }

    /// Weight of a run: one over the number of documents beside the first that hold it; nought where only one does.
    fn weight(&self, run: u64) -> f64 {
        match self.count[&run] {
            0 | 1 => 0.0,
            holders => 1.0 / f64::from(holders - 1),
        }
    }

    /// Weighted twice-shared over both.
    fn rare_dice(&self, profiles: &[&Profile]) -> Table {
        let sizes: Vec<f64> =
            profiles.iter().map(|p| p.runs[self.k].iter().map(|&run| self.weight(run)).sum()).collect();
        let both =
            symmetric(profiles.len(), |i, j| self.shared_weight(&profiles[i].runs[self.k], &profiles[j].runs[self.k]));
        Table::new(profiles.len(), |i, j| 2.0 * both.at(i, j) / (sizes[i] + sizes[j] + 1.0))
    }

    /// Weight of what two sorted lists share, summed in their order.
    fn shared_weight(&self, a: &[u64], b: &[u64]) -> f64 {
        let mut b = b.iter().copied().peekable();
        let mut sum = 0.0;
        for &run in a {
            while b.next_if(|&other| other < run).is_some() {}
            if b.peek() == Some(&run) {
                sum += self.weight(run);
            }
        }
        sum
    }

    /// By document: runs that it alone holds.
    fn own(&self, profiles: &[&Profile]) -> Vec<f64> {
        profiles.iter().map(|p| p.runs[self.k].iter().filter(|run| self.count[run] == 1).count() as f64).collect()
    }
}

/// Twice the equal sentences over those of both.
fn equal_sentences(a: &Profile, b: &Profile) -> f64 {
    let all = (a.sentences.len() + b.sentences.len()).max(1);
    2.0 * shared(&a.sentences_sorted, &b.sentences_sorted) as f64 / all as f64
}

/// Tells whether two texts share whole sentences to the word, nothing but these, and each has more of its own.
fn complementary(a: &Profile, b: &Profile) -> bool {
    let equal = a.sentences.iter().zip(&a.sentence_words).filter(|(s, _)| b.sentences_sorted.binary_search(s).is_ok());
    let (count, words) = equal.fold((0, 0), |(count, words), (_, w)| (count + 1, words + w));
    let own = |p: &Profile| 1.0 - words as f64 / p.words.max(1) as f64;
    let threes = words.saturating_sub(2 * count);
    count >= EQUAL_SENTENCES && own(a).min(own(b)) >= OWN && shared(&a.runs[2], &b.runs[2]) * 5 <= threes * 6 + 10
}

/// Where the shorter text is the word-for-word beginning of the longer: how much longer that is, from -1 to 1; else nought.
fn tail_cut(a: &Profile, b: &Profile) -> f64 {
    let (long, short) = if a.sentences.len() >= b.sentences.len() { (a, b) } else { (b, a) };
    if short.sentences.len() < long.sentences.len() && long.sentences.starts_with(&short.sentences) {
        (a.words as f64 - b.words as f64) / (a.words + b.words + 1) as f64
    } else {
        0.0
    }
}

/// Mean letters of the words of `a` that `b` lacks; drawn to seven where there are few.
fn mean_letters(a: &Profile, b: &Profile) -> f64 {
    let (mut letters, mut count) = (0u32, 0u32);
    let mut other = b.runs[0].iter().copied().peekable();
    for (&word, &length) in a.runs[0].iter().zip(&a.letters) {
        while other.next_if(|&o| o < word).is_some() {}
        if other.peek() != Some(&word) {
            letters += length;
            count += 1;
        }
    }
    f64::from(letters + 14) / f64::from(count + 2)
}

fn contrast(a: f64, b: f64, smooth: f64) -> f64 {
    (a - b) / (a + b + smooth)
}

fn ratio(a: usize, b: usize) -> f64 {
    contrast(a as f64, b as f64, 3.0)
}

fn per_hundred(of: &Profile, count: usize) -> f64 {
    100.0 * count as f64 / (of.words + 20) as f64
}

const _: () = assert!(RUNS.len() == 4);

#[cfg(test)]
mod tests {
    use super::super::profile::tests::profile;
    use super::*;

    fn family(texts: &[&str]) -> Vec<Profile> {
        texts.iter().map(|t| profile(t)).collect()
    }

    fn link(texts: &[&str], i: usize, j: usize) -> Link {
        let profiles = family(texts);
        let refs: Vec<&Profile> = profiles.iter().collect();
        Family::new(&refs, &Weights::COMMITTED).link(i, j)
    }

    const SHORT: &str = "The ferry sank off Lemnos at dawn.\nDivers found nine passengers in the hull.\n";
    const LONG: &str = "The ferry sank off Lemnos at dawn.\nDivers found nine passengers in the hull.\nThe harbour master blamed a broken rudder.\n";

    #[test]
    fn signs_change_with_the_order_of_the_pair() {
        let (forth, back) = (link(&[SHORT, LONG], 0, 1), link(&[SHORT, LONG], 1, 0));
        for (x, y) in forth.signs.iter().zip(back.signs) {
            assert!((x + y).abs() < 1e-12);
        }
        assert!((forth.forth - back.back).abs() < 1e-12);
    }

    #[test]
    fn the_text_between_two_others_is_linked_to_both() {
        let texts = [
            "alpha1 bravo1 carol1 delta1 eagle1 foxes1 golfs1 hotel1 india1 julia1",
            "alpha1 bravo1 carol1 delta1 eagle1 foxes1 golfs1 hotel1 other2 words2",
            "alpha1 bravo1 carol1 delta1 stern3 forms3 makes3 hotel1 other2 words2",
        ];
        assert!(link(&texts, 1, 2).forth > link(&texts, 0, 2).forth);
        assert!(link(&texts, 1, 0).forth > link(&texts, 2, 0).forth);
    }

    #[test]
    fn texts_that_each_have_what_the_other_lacks_have_a_lost_parent() {
        let one = format!("{SHORT}Relatives waited on the quay through the night.\n");
        let other = format!("{SHORT}The harbour master blamed a broken rudder.\n");
        assert!(complementary(&profile(&one), &profile(&other)));
        assert!(!complementary(&profile(SHORT), &profile(&other)));
        assert!(link(&[&one, &other], 0, 1).forth < Weights::COMMITTED.root[0]);
    }

    #[test]
    fn a_beginning_is_a_tail_cut() {
        assert!(tail_cut(&profile(LONG), &profile(SHORT)) > 0.0);
        assert!(tail_cut(&profile(SHORT), &profile(LONG)) < 0.0);
        assert!(tail_cut(&profile(SHORT), &profile(SHORT)).abs() < 1e-12);
    }
}
