//! Sentence links between two texts.

use super::Meaning;
use rustc_hash::FxHashMap;
use std::ops::Range;
use vorlage_model::{Alignment, SentenceLink, Span};

/// Least similarity of a link. Between unrelated sentences of one event the weighted word overlap stays under .3 (measured on
/// independent reports of one event); rewritten sentences keep more.
const LEAST_SIMILARITY: f64 = 0.34;
/// Least share of a sentence that must stand in the other side of an existing link for it to join that link.
const LEAST_JOINING: f64 = 0.5;
/// Most sentences that one side of a link may hold.
const MOST_JOINED: usize = 4;
/// A word that stands in more sentences of one document than this starts no comparison (it still counts in similarities).
const COMMON: usize = 24;

/// Aligns sentences `a` of `text_a` with sentences `b` of `text_b` by their words, and by `meaning` where it was measured.
#[must_use]
pub fn align_spans(text_a: &str, a: &[Span], text_b: &str, b: &[Span], meaning: Option<&Meaning<'_>>) -> Alignment {
    let bags = Bags { meaning, ..Bags::new(text_a, a, text_b, b) };
    let mut groups = best_links(&bags);
    join_neighbours(&bags, &mut groups);
    groups.sort_by_key(|g| (g.a.0, g.b.0));
    let moved = outside_backbone(&groups);
    let links = groups.iter().zip(moved).map(|(g, moved)| g.link(&bags, a, b, moved)).collect();
    let mut held = (vec![false; a.len()], vec![false; b.len()]);
    for g in &groups {
        held.0[g.a.0..g.a.1].fill(true);
        held.1[g.b.0..g.b.1].fill(true);
    }
    let left = |spans: &[Span], held: &[bool]| spans.iter().zip(held).filter(|(_, h)| !**h).map(|(s, _)| *s).collect();
    Alignment { links, only_a: left(a, &held.0), only_b: left(b, &held.1) }
}

/// Sentences as weighted bags of words: `(word, weight)` sorted by word.
struct Bags<'m> {
    a: Vec<Vec<(u64, u32)>>,
    b: Vec<Vec<(u64, u32)>>,
    meaning: Option<&'m Meaning<'m>>,
}

impl Bags<'_> {
    fn new(text_a: &str, a: &[Span], text_b: &str, b: &[Span]) -> Self {
        let words_of = |text: &str, spans: &[Span]| -> Vec<Vec<u64>> {
            spans.iter().map(|s| vorlage_text::words(s.of(text)).iter().map(|w| w.hash).collect()).collect()
        };
        let (mut a, mut b) = (words_of(text_a, a), words_of(text_b, b));
        let mut holders: FxHashMap<u64, u32> = FxHashMap::default();
        for bag in a.iter_mut().chain(b.iter_mut()) {
            bag.sort_unstable();
            bag.dedup();
            bag.iter().for_each(|w| *holders.entry(*w).or_default() += 1);
        }
        let sentences = (a.len() + b.len()) as u32;
        let weigh = |bag: Vec<u64>| bag.into_iter().map(|w| (w, rarity(sentences, holders[&w]))).collect();
        Self { a: a.into_iter().map(weigh).collect(), b: b.into_iter().map(weigh).collect(), meaning: None }
    }
}

/// Weight of a word by its rarity among the sentences of both documents: 1 for a word in every sentence, one more per halving.
fn rarity(sentences: u32, holders: u32) -> u32 {
    1 + (sentences / holders.max(1)).max(1).ilog2()
}

/// Sum of the weights of a bag.
fn total(bag: &[(u64, u32)]) -> u32 {
    bag.iter().map(|(_, weight)| weight).sum()
}

/// Sum of the weights that two sorted bags share.
fn shared(a: &[(u64, u32)], b: &[(u64, u32)]) -> u32 {
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Twice the shared weight over the weight of both: 0..1, symmetric.
fn similarity(a: &[(u64, u32)], b: &[(u64, u32)]) -> f64 {
    let both = total(a) + total(b);
    if both == 0 { 0.0 } else { 2.0 * f64::from(shared(a, b)) / f64::from(both) }
}

/// A link under way: half-open ranges of sentence numbers.
#[derive(Clone, Copy)]
struct Group {
    a: (usize, usize),
    b: (usize, usize),
}

impl Group {
    fn link(&self, bags: &Bags<'_>, a: &[Span], b: &[Span], moved: bool) -> SentenceLink {
        let cover =
            |spans: &[Span], (from, to): (usize, usize)| Span { begin: spans[from].begin, end: spans[to - 1].end };
        let by_words = similarity(&union(&bags.a[self.a.0..self.a.1]), &union(&bags.b[self.b.0..self.b.1]));
        let by_meaning = bags.meaning.map_or(0.0, |m| m.similarity(self.a.0..self.a.1, self.b.0..self.b.1));
        let similarity = by_words.max(by_meaning);
        SentenceLink { a: cover(a, self.a), b: cover(b, self.b), similarity, moved }
    }
}

/// The bag of several sentences together.
fn union(bags: &[Vec<(u64, u32)>]) -> Vec<(u64, u32)> {
    let mut all: Vec<(u64, u32)> = bags.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup_by_key(|(word, _)| *word);
    all
}

/// One-to-one links, best first; of equal ones those that keep the order of the texts.
fn best_links(bags: &Bags<'_>) -> Vec<Group> {
    let by_words = comparable(bags)
        .into_iter()
        .map(|(i, j)| (i, j, similarity(&bags.a[i], &bags.b[j])))
        .filter(|found| found.2 >= LEAST_SIMILARITY);
    let by_meaning = bags.meaning.into_iter().flat_map(Meaning::links);
    let mut found: Vec<(u64, usize, usize, usize)> = by_words
        .chain(by_meaning)
        // Millionths, so that sorting needs no order of floats.
        .map(|(i, j, similarity)| ((similarity * 1e6) as u64, offset(i, j, bags.a.len(), bags.b.len()), i, j))
        .collect();
    found.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)).then(x.3.cmp(&y.3)));
    let (mut taken_a, mut taken_b) = (vec![false; bags.a.len()], vec![false; bags.b.len()]);
    let mut groups = Vec::new();
    for (_, _, i, j) in found {
        if !taken_a[i] && !taken_b[j] {
            taken_a[i] = true;
            taken_b[j] = true;
            groups.push(Group { a: (i, i + 1), b: (j, j + 1) });
        }
    }
    groups
}

/// How far two sentences stand from the same relative place, in sentences of both texts.
fn offset(i: usize, j: usize, len_a: usize, len_b: usize) -> usize {
    (i * len_b).abs_diff(j * len_a) / len_a.min(len_b).max(1)
}

/// Pairs of sentences that share a word that is not common, sorted.
fn comparable(bags: &Bags<'_>) -> Vec<(usize, usize)> {
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (j, bag) in bags.b.iter().enumerate() {
        bag.iter().for_each(|(word, _)| holders.entry(*word).or_default().push(j));
    }
    let mut pairs = Vec::new();
    for (i, bag) in bags.a.iter().enumerate() {
        let from = pairs.len();
        for (word, _) in bag {
            if let Some(js) = holders.get(word).filter(|js| js.len() <= COMMON) {
                pairs.extend(js.iter().map(|&j| (i, j)));
            }
        }
        pairs[from..].sort_unstable();
        let mut kept = from;
        for at in from..pairs.len() {
            if at == from || pairs[at] != pairs[at - 1] {
                pairs[kept] = pairs[at];
                kept += 1;
            }
        }
        pairs.truncate(kept);
    }
    pairs
}

/// Lets free neighbours join a link where the other side holds most of their words, or means both together rather than one:
/// sentences split or merged on the way.
fn join_neighbours(bags: &Bags<'_>, groups: &mut [Group]) {
    let (mut taken_a, mut taken_b) = (vec![false; bags.a.len()], vec![false; bags.b.len()]);
    for g in groups.iter() {
        taken_a[g.a.0] = true;
        taken_b[g.b.0] = true;
    }
    groups.sort_by_key(|g| (g.a.0, g.b.0));
    for g in groups.iter_mut() {
        let (a, b) = (g.a.0, g.b.0);
        if g.b.1 - b == 1 {
            let means =
                |grown: Range<usize>, held: Range<usize>| bags.meaning.is_some_and(|m| m.joins_a(grown, held, b));
            g.a = grow(&bags.a, &mut taken_a, g.a, &bags.b[b], means);
        }
        if g.a.1 - a == 1 {
            let means =
                |grown: Range<usize>, held: Range<usize>| bags.meaning.is_some_and(|m| m.joins_b(grown, held, a));
            g.b = grow(&bags.b, &mut taken_b, g.b, &bags.a[a], means);
        }
    }
}

/// Widens a range of sentences to free neighbours that mostly stand in `other`, or that `means` takes for part of it.
fn grow(
    bags: &[Vec<(u64, u32)>],
    taken: &mut [bool],
    range: (usize, usize),
    other: &[(u64, u32)],
    means: impl Fn(Range<usize>, Range<usize>) -> bool,
) -> (usize, usize) {
    let (mut from, mut to) = range;
    let fits = |bag: &[(u64, u32)], held: &[Vec<(u64, u32)>]| {
        let already = union(held);
        let fresh: Vec<(u64, u32)> = other.iter().filter(|w| !already.contains(w)).copied().collect();
        f64::from(shared(bag, &fresh)) >= LEAST_JOINING * f64::from(total(bag).max(1))
    };
    let free = |taken: &[bool], at: usize| taken.get(at).is_some_and(|taken| !taken);
    while free(taken, to)
        && to - from < MOST_JOINED
        && (fits(&bags[to], &bags[from..to]) || means(from..to + 1, from..to))
    {
        taken[to] = true;
        to += 1;
    }
    while from > 0
        && free(taken, from - 1)
        && to - from < MOST_JOINED
        && (fits(&bags[from - 1], &bags[from..to]) || means(from - 1..to, from..to))
    {
        from -= 1;
        taken[from] = true;
    }
    (from, to)
}

/// For links in order of the first text: which are not in the longest run that is in order in the second text, too.
fn outside_backbone(groups: &[Group]) -> Vec<bool> {
    // Patience sorting; `tails[k]` is the link that ends the best run of length k + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; groups.len()];
    for (at, g) in groups.iter().enumerate() {
        let k = tails.partition_point(|&t| groups[t].b.0 < g.b.0);
        before[at] = if k == 0 { usize::MAX } else { tails[k - 1] };
        if k == tails.len() {
            tails.push(at);
        } else {
            tails[k] = at;
        }
    }
    let mut moved = vec![true; groups.len()];
    let mut at = tails.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        moved[at] = false;
        at = before[at];
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Span> {
        vorlage_text::sentences(text, None)
    }

    /// Renders an alignment as `1-1 2-3* | 4 | 2`: links (moved ones starred), then what is left of either side, by line.
    fn check(a: &str, b: &str, expected: &str) {
        let (sa, sb) = (lines(a), lines(b));
        let alignment = align_spans(a, &sa, b, &sb, None);
        let numbers = |spans: &[Span], span: Span| {
            let inside: Vec<String> = spans
                .iter()
                .enumerate()
                .filter(|(_, s)| span.contains(**s))
                .map(|(n, _)| (n + 1).to_string())
                .collect();
            inside.join("+")
        };
        let links: Vec<String> = alignment
            .links
            .iter()
            .map(|l| format!("{}-{}{}", numbers(&sa, l.a), numbers(&sb, l.b), if l.moved { "*" } else { "" }))
            .collect();
        let left =
            |spans: &[Span], only: &[Span]| only.iter().map(|s| numbers(spans, *s)).collect::<Vec<_>>().join(" ");
        let found =
            format!("{} | {} | {}", links.join(" "), left(&sa, &alignment.only_a), left(&sb, &alignment.only_b));
        assert_eq!(found, expected);
    }

    const FERRY: &str = "The ferry sank off Lemnos at dawn.\nDivers found nine passengers in the hull.\nThe harbour master blamed a broken rudder.\n";

    #[test]
    fn a_cut_sentence_stays_alone() {
        check(
            FERRY,
            "The ferry sank off Lemnos at dawn.\nThe harbour master blamed a broken rudder.\n",
            "1-1 3-2 | 2 | ",
        );
    }

    #[test]
    fn a_moved_sentence_is_marked() {
        let moved = "The harbour master blamed a broken rudder.\nThe ferry sank off Lemnos at dawn.\nDivers found nine passengers in the hull.\n";
        check(FERRY, moved, "1-2 2-3 3-1* |  | ");
    }

    #[test]
    fn two_sentences_merged_into_one_are_one_link() {
        let merged = "The ferry sank off Lemnos at dawn and divers found nine passengers in the hull.\n";
        check(FERRY, merged, "1+2-1 | 3 | ");
    }

    #[test]
    fn unrelated_sentences_are_not_linked() {
        check(FERRY, "Wheat prices rose again in Odessa.\n", " | 1 2 3 | 1");
        check("", "", " |  | ");
    }
}
