//! Do two texts in different languages run through the same names and figures in the same order?
//!
//! A translator changes every word but keeps names and figures, nearly all of them, in their order. Independent reports of one
//! event share some of them, in an order of their own. So the longest run of shared anchors that is in order in both texts, its
//! share of all shared anchors (`order`) and of the shorter text's anchors (`coverage`) tell translations without any dictionary.
//!
//! In: two texts. Out: the linked anchors and the two shares. Cost: O(anchors * log anchors), memory O(anchors).
//! Language limits: between scripts only transliterated names and figures are left; what is found is right, more is missed.
//!
//! **Source:** measured on WMT21 and NTREX documents and machine-translated news (positives), and on pairs of reports of one event
//! in German and English (negatives): with the thresholds below 99 % of the English-German, over 95 % of the English-Romance and
//! 50 % of the English-Russian translations are found, 1 of 99 negatives. See `docs/decisions/0002-translations-without-a-model.md`.

use vorlage_model::Span;

/// Least number of anchors in order: names of the main actors alone recur by chance.
const LEAST_RUN: usize = 5;
/// Least share of the shared anchors that is in order.
const LEAST_ORDER: f64 = 0.85;
/// Least share of the shorter text's anchors that is in order.
const LEAST_COVERAGE: f64 = 0.25;
/// An anchor that stands more often than this in one text says nothing about order there.
const MOST_OCCURRENCES: usize = 8;
/// Shortest name, in bytes of its key, that counts.
const SHORTEST_NAME: usize = 3;

/// Names and figures that two texts share, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Concordance {
    /// Anchors of the longest run that is in order in both texts: where in the first, where in the second.
    pub links: Vec<(Span, Span)>,
    /// 0..1: share of the shared anchors that the run holds.
    pub order: f64,
    /// 0..1: share of the anchors of the text with fewer of them that the run holds.
    pub coverage: f64,
    /// 0..1: share of the anchors of both texts that the run holds.
    pub shared: f64,
}

impl Concordance {
    /// Tells whether one text is a translation of the other, or both of a third.
    #[must_use]
    pub fn shows_translation(&self) -> bool {
        self.links.len() >= LEAST_RUN && self.order >= LEAST_ORDER && self.coverage >= LEAST_COVERAGE
    }
}

/// Finds the names and figures that two texts share in order.
#[must_use]
pub fn concordance(a: &str, b: &str) -> Concordance {
    Anchors::of(a).concordance(&Anchors::of(b))
}

/// Names and figures of one text, ready to be held against those of others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Anchors {
    /// Where they stand, in order.
    spans: Vec<Span>,
    /// Their keys, each with its place in `spans`; sorted.
    keys: Vec<(u64, u32)>,
}

impl Anchors {
    /// Capitalised words and figures of a text by the key under which languages meet.
    pub(super) fn of(text: &str) -> Self {
        let anchor = |word: vorlage_text::Word| {
            let slice = word.span.of(text);
            let first = slice.chars().next()?;
            let key = if first.is_ascii_digit() { figure_key(slice) } else { capitalised_key(slice, first)? };
            Some((vorlage_text::hash64(key.as_bytes()), word.span))
        };
        let found: Vec<(u64, Span)> = vorlage_text::words(text).into_iter().filter_map(anchor).collect();
        let mut keys: Vec<(u64, u32)> = found.iter().enumerate().map(|(at, (key, _))| (*key, at as u32)).collect();
        keys.sort_unstable();
        Self { spans: found.into_iter().map(|(_, span)| span).collect(), keys }
    }

    /// The anchors that this text shares with another, in order.
    pub(super) fn concordance(&self, other: &Self) -> Concordance {
        let (mut shared, mut pairs) = (0, Vec::new());
        let mut rest = other.keys.as_slice();
        for ours in self.keys.chunk_by(|x, y| x.0 == y.0) {
            rest = &rest[rest.partition_point(|k| k.0 < ours[0].0)..];
            let theirs = &rest[..rest.iter().take_while(|k| k.0 == ours[0].0).count()];
            if !theirs.is_empty() && ours.len() <= MOST_OCCURRENCES && theirs.len() <= MOST_OCCURRENCES {
                shared += ours.len().min(theirs.len());
                pairs.extend(ours.iter().flat_map(|i| theirs.iter().map(move |j| (i.1, j.1))));
            }
        }
        let run = longest_run(pairs);
        let share = |of: usize| if of == 0 { 0.0 } else { run.len() as f64 / of as f64 };
        Concordance {
            order: share(shared),
            coverage: share(self.spans.len().min(other.spans.len())),
            shared: 2.0 * share(self.spans.len() + other.spans.len()),
            links: run.iter().map(|&(i, j)| (self.spans[i as usize], other.spans[j as usize])).collect(),
        }
    }
}

/// Digits of a figure with one sign for its decimal point: "10,000", "10.000" -> "10000"; "8.4", "8,4" -> "8.4".
fn figure_key(slice: &str) -> String {
    let groups: Vec<&str> = slice.split([',', '.']).collect();
    let grouped = groups.len() > 1 && groups[1..].iter().all(|g| g.len() == 3);
    groups.join(if grouped { "" } else { "." })
}

/// Key of a capitalised word without the genitive's s; `None` for other words and for short ones.
fn capitalised_key(slice: &str, first: char) -> Option<String> {
    if !first.is_uppercase() {
        return None;
    }
    let bare = slice.trim_end_matches("'s").trim_end_matches("’s");
    let mut key = vorlage_text::name_key(bare);
    if key.len() > SHORTEST_NAME + 1 && key.ends_with('s') {
        key.pop();
    }
    (key.len() >= SHORTEST_NAME).then_some(key)
}

/// The longest run of pairs that ascends in both members.
fn longest_run(mut pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    // Descending second members inside one first member, so that a run takes at most one pair of each.
    pairs.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.cmp(&x.1)));
    let mut tails: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let k = tails.partition_point(|&t| pairs[t].1 < pair.1);
        before[at] = if k == 0 { usize::MAX } else { tails[k - 1] };
        if k == tails.len() {
            tails.push(at);
        } else {
            tails[k] = at;
        }
    }
    let mut run = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        run.push(pairs[at]);
        at = before[at];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "Mayor Ana Brandt opened the Lorne bridge on 14 May. It cost 8.4 million crowns, said Jonas Weil of Kestrel. \
        Over 10,000 people came from Hexley and Merrin. In 1961 the old one fell, and Otto Pell was blamed.";
    const GERMAN: &str = "Bürgermeisterin Ana Brandt hat am 14. Mai die Lorne-Brücke eröffnet. Sie kostete 8,4 Millionen Kronen, sagte \
        Jonas Weil von Kestrel. Mehr als 10.000 Menschen kamen aus Hexley und Merrin. 1961 stürzte die alte ein, und Otto Pell wurde beschuldigt.";
    const OTHER: &str = "Otto Pell ist wieder da. In Hexley feierte er 1961 noch das Ende der Brücke, in Merrin baut Kestrel nun neu. \
        Ana Brandt lobte Jonas Weil, und die Lorne fließt wie immer. Sechzig Reden, viele Fahnen, Bier, Blasmusik, Regen und Lampen.";

    #[test]
    fn a_translation_keeps_names_and_figures_in_order() {
        let found = concordance(ENGLISH, GERMAN);
        assert!(found.shows_translation(), "{found:?}");
        assert!(found.links.iter().any(|(a, b)| a.of(ENGLISH) == "10,000" && b.of(GERMAN) == "10.000"));
    }

    #[test]
    fn an_independent_report_of_the_same_people_does_not() {
        assert!(!concordance(ENGLISH, OTHER).shows_translation());
    }

    #[test]
    fn empty_texts_share_nothing() {
        assert_eq!(concordance("", ENGLISH), Concordance::default());
    }
}
