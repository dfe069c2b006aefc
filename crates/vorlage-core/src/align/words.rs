//! Words inside an aligned link: which stayed, were replaced, cut or added?

use vorlage_model::Span;
use vorlage_text::Word;

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordChange {
    /// What happened.
    pub kind: WordChangeKind,
    /// The words in the first text; empty where added.
    pub a: Span,
    /// The words in the second text; empty where cut.
    pub b: Span,
}

/// Sorts of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordChangeKind {
    /// The same words.
    Same,
    /// Other words in their place.
    Replaced,
    /// Missing in the second text.
    Cut,
    /// New in the second text.
    Added,
}

/// Longest product of word counts that is compared exactly (a table of two bytes an entry: 8 MB); longer spans count as replaced
/// beyond their common beginning and end.
const MOST_CELLS: usize = 4_000_000;

/// Compares the words of two spans; the changes cover all words of both, in order.
#[must_use]
pub fn words(text_a: &str, a: Span, text_b: &str, b: Span) -> Vec<WordChange> {
    let (words_a, words_b) = (located(text_a, a), located(text_b, b));
    let same = common(&words_a, &words_b);
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (from_a, from_b, len) in same {
        push_gap(&words_a[i..from_a], &words_b[j..from_b], (a, b), &mut out);
        push(WordChangeKind::Same, &words_a[from_a..from_a + len], &words_b[from_b..from_b + len], (a, b), &mut out);
        (i, j) = (from_a + len, from_b + len);
    }
    push_gap(&words_a[i..], &words_b[j..], (a, b), &mut out);
    out
}

/// The words of a span with positions in the whole text.
fn located(text: &str, span: Span) -> Vec<Word> {
    let shift = span.begin;
    let mut words = vorlage_text::words(span.of(text));
    for w in &mut words {
        w.span = Span { begin: w.span.begin + shift, end: w.span.end + shift };
    }
    words
}

/// Runs of common words `(from a, from b, length)` in order: the longest common subsequence.
fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize, usize)> {
    let head = a.iter().zip(b).take_while(|(x, y)| x.hash == y.hash).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x.hash == y.hash).count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut runs = Vec::new();
    extend(&mut runs, 0, 0, head);
    for (i, j) in subsequence(mid_a, mid_b) {
        extend(&mut runs, head + i, head + j, 1);
    }
    extend(&mut runs, a.len() - tail, b.len() - tail, tail);
    runs
}

/// Adds a run, grown onto the last one where it continues it.
fn extend(runs: &mut Vec<(usize, usize, usize)>, a: usize, b: usize, len: usize) {
    match runs.last_mut() {
        Some((from_a, from_b, old)) if *from_a + *old == a && *from_b + *old == b => *old += len,
        _ if len > 0 => runs.push((a, b, len)),
        _ => {}
    }
}

/// Positions of a longest common subsequence; of several the one that matches earliest in both.
fn subsequence(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    if a.is_empty() || b.is_empty() || a.len() * b.len() > MOST_CELLS {
        return Vec::new();
    }
    let mut longest = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i].hash == b[j].hash {
                longest[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i].hash == b[j].hash {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// Adds what stands between two runs of common words.
fn push_gap(a: &[Word], b: &[Word], whole: (Span, Span), out: &mut Vec<WordChange>) {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => {}
        (false, true) => push(WordChangeKind::Cut, a, b, whole, out),
        (true, false) => push(WordChangeKind::Added, a, b, whole, out),
        (false, false) => push(WordChangeKind::Replaced, a, b, whole, out),
    }
}

/// Adds a change; an empty side lies where the last change ended.
fn push(kind: WordChangeKind, a: &[Word], b: &[Word], whole: (Span, Span), out: &mut Vec<WordChange>) {
    let last = out.last().map_or((whole.0.begin, whole.1.begin), |c| (c.a.end, c.b.end));
    out.push(WordChange { kind, a: cover(a, last.0), b: cover(b, last.1) });
}

/// From the first to the last of some words.
fn cover(words: &[Word], otherwise: u32) -> Span {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => Span { begin: first.span.begin, end: last.span.end },
        _ => Span { begin: otherwise, end: otherwise },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: &str) {
        let changes = words(a, Span::new(0, a.len()), b, Span::new(0, b.len()));
        let shown: Vec<String> = changes
            .iter()
            .map(|c| match c.kind {
                WordChangeKind::Same => format!("={}", c.a.of(a)),
                WordChangeKind::Replaced => format!("~{}>{}", c.a.of(a), c.b.of(b)),
                WordChangeKind::Cut => format!("-{}", c.a.of(a)),
                WordChangeKind::Added => format!("+{}", c.b.of(b)),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn replaced_words_stand_between_kept_ones() {
        check("the State Department said so", "the State Division said", "=the State ~Department>Division =said -so");
    }

    #[test]
    fn punctuation_never_beats_words() {
        check("no, sir, never", "no - never, sir", "=no -sir =never +sir");
    }

    #[test]
    fn empty_spans_have_no_changes() {
        check("", "", "");
        check("one", "", "-one");
    }
}
