//! Was one of two texts copied from the other, or both from a third?
//!
//! Independent reports of one event share its names, figures and public words, but each tells them in an order of its own. A
//! copy, even a rewritten one, runs through the words that it keeps in the order of its source. So the order of the shared
//! words decides most, how many there are less, and runs of the same words settle the rest. Quotations do not count.
//! A paragraph of background that one agency repeats for months is no copy of the report before it.
//!
//! In: two profiles. Out: 0..1. Cost: O(words * log words).
//!
//! **Source:** logistic regression with six weights on chains and rewrites (positives), and independent reports of one event
//! and articles written to one template (negatives); `xtask/train/lineage.py` prints it. See `docs/decisions/0007-lineage-without-a-model.md`.

use super::{
    profile::{Profile, shared},
    weights,
    weights_of_meaning::{COPIED_BY_MEANING, COPIED_BY_MEANING_BASE},
};
use crate::{align::Meaning, number::logistic};
use rustc_hash::FxHashMap;

/// Texts that share less than this part of the smaller one, all of it behind the first part of both, repeat background.
const MOST_BACKGROUND: f64 = 0.6;
/// Where in a text, as a share of its words, background begins at the earliest.
const BACKGROUND_BEGINS: f64 = 0.4;
/// Share of the runs of eight words of the smaller text from which on it was taken over word for word: pairs of articles written
/// to one template stay under .08.
const TAKEN_OVER: f64 = 0.15;
/// Confidence of copying in that case.
const SURELY: f64 = 0.95;
/// Fewest words in order that make a pair certain by itself, and the most confidence of one with fewer: entries on two namesakes
/// share as many.
const LEAST_RUN: f64 = 10.0;
const DOUBTFUL: f64 = 0.7;
/// Added to the run and the number of shared words, so that few shared words say little about order.
const SMOOTH: (f64, f64) = (1.0, 3.0);

/// Confidence 0..1 that two documents come from one text.
///
/// Where sentences have vectors, rewritten ones count as well.
pub(super) fn copied(a: &Profile, b: &Profile, meaning: Option<&Meaning<'_>>) -> f64 {
    let order = Order::new(a, b);
    if order.only_background {
        return 0.0;
    }
    let features = [
        order.kept,
        order.share.sqrt(),
        dice(&a.narrated_threes, &b.narrated_threes).sqrt(),
        dice(&a.narrated_eights, &b.narrated_eights).sqrt(),
        figures(a, b),
    ];
    let sum = |base: f64, weights: &[f64], features: &[f64]| {
        features.iter().zip(weights).fold(base, |sum, (x, w)| sum + x * w)
    };
    let confidence = logistic(match meaning.filter(|meaning| meaning.sentences().0 > 0) {
        Some(meaning) => {
            let features = [&features[..], &rewritten(meaning), &[names(a, b)]].concat();
            sum(COPIED_BY_MEANING_BASE, &COPIED_BY_MEANING, &features)
        }
        None => sum(weights::COPIED_BASE, &weights::COPIED, &features),
    });
    if taken_over(a, b) {
        confidence.max(SURELY)
    } else if order.run < LEAST_RUN {
        confidence.min(DOUBTFUL)
    } else {
        confidence
    }
}

/// Weight of the share of sentences matched in order, and what is added: logistic regression on 6,615 pairs of NTREX-128 documents in
/// two languages against 95 pairs of reports in German and English and 3,000 pairs of strangers. .979 of the former are over .75, none
/// of the latter.
const TRANSLATED: (f64, f64) = (23.1, -8.37);
/// Added to the sentences of the shorter text, so that three sentences that match prove little.
const FEW: f64 = 2.0;

/// A pair that shares less is not certain by itself: two agencies on one event, in two languages, come this near once in some pairs.
const MOSTLY: f64 = 0.6;

/// Confidence 0..1 that of two texts in different languages one is a translation of the other, or both of a third.
pub(super) fn translated(meaning: &Meaning<'_>) -> f64 {
    let share = answered_in_order(meaning) / (meaning.sentences().0 as f64 + FEW);
    let confidence = logistic(TRANSLATED.0 * share + TRANSLATED.1);
    if share < MOSTLY { confidence.min(DOUBTFUL) } else { confidence }
}

/// Share of the sentences of both texts that answer each other in one order, 0..1.
pub(super) fn answered(meaning: &Meaning<'_>) -> f64 {
    let (shorter, longer) = meaning.sentences();
    2.0 * answered_in_order(meaning) / (shorter + longer).max(1) as f64
}

/// What the meaning of sentences says of copying: shares without an answer in the shorter text and the longer, share of the shorter
/// that is answered in one order, and how few sentences that rests on.
fn rewritten(meaning: &Meaning<'_>) -> [f64; 4] {
    let sentences = meaning.sentences().0 as f64;
    let (shorter, longer) = meaning.unanswered();
    [shorter, longer, answered_in_order(meaning) / sentences, 1.0 / sentences.sqrt()]
}

/// Sentences that answer each other in one order in both texts, by the order of the second.
fn answered_in_order(meaning: &Meaning<'_>) -> f64 {
    longest_rise(meaning.answers().map(|answer| answer.1)) as f64
}

/// Share of the figures of the text with fewer of them that the other has; a half where there are none. Articles written to one
/// template share their words and not their figures.
fn figures(a: &Profile, b: &Profile) -> f64 {
    share_of_fewer(&a.figures, &b.figures)
}

/// The same of names. What a model rewrites keeps them, other reports of like events have their own.
fn names(a: &Profile, b: &Profile) -> f64 {
    share_of_fewer(&a.names, &b.names)
}

fn share_of_fewer(a: &[u64], b: &[u64]) -> f64 {
    (shared(a, b) + 1) as f64 / (a.len().min(b.len()) + 2) as f64
}

/// Tells whether much of the smaller text stands in the other word for word.
fn taken_over(a: &Profile, b: &Profile) -> bool {
    let smaller = a.narrated_eights.len().min(b.narrated_eights.len());
    smaller > 0 && shared(&a.narrated_eights, &b.narrated_eights) as f64 >= TAKEN_OVER * smaller as f64
}

/// Twice the shared runs over those of both.
fn dice(a: &[u64], b: &[u64]) -> f64 {
    2.0 * shared(a, b) as f64 / (a.len() + b.len() + 1) as f64
}

/// The shared words of two narrations and the longest run of them that is in order in both.
struct Order {
    /// Share of the shared words in that run.
    kept: f64,
    /// Share of all words of both in that run.
    share: f64,
    /// Words in that run.
    run: f64,
    /// What is shared is one part late in both texts.
    only_background: bool,
}

impl Order {
    fn new(a: &Profile, b: &Profile) -> Self {
        let place: FxHashMap<u64, usize> = b.narration.iter().enumerate().map(|(at, &word)| (word, at)).collect();
        let places: Vec<(usize, usize)> =
            a.narration.iter().enumerate().filter_map(|(at, word)| place.get(word).map(|&other| (at, other))).collect();
        let run = longest_rise(places.iter().map(|&(_, other)| other)) as f64;
        let (long, short) = (a.narration.len() + b.narration.len(), a.narration.len().min(b.narration.len()));
        Self {
            kept: (run + SMOOTH.0) / (places.len() as f64 + SMOOTH.1),
            share: 2.0 * run / (long + 1) as f64,
            run,
            only_background: run < MOST_BACKGROUND * short as f64
                && begins_late(places.iter().map(|p| p.0), a.narration.len())
                && begins_late(places.iter().map(|p| p.1), b.narration.len()),
        }
    }
}

/// Tells whether four fifths of the places stand behind the first part of a text.
fn begins_late(places: impl Iterator<Item = usize>, words: usize) -> bool {
    let (mut early, mut all) = (0, 0);
    for place in places {
        all += 1;
        early += usize::from((place as f64) < BACKGROUND_BEGINS * words as f64);
    }
    all > 0 && early * 5 <= all
}

/// Length of the longest rising subsequence.
fn longest_rise(values: impl Iterator<Item = usize>) -> usize {
    let mut tails: Vec<usize> = Vec::new();
    for value in values {
        let at = tails.partition_point(|&t| t < value);
        match tails.get_mut(at) {
            Some(tail) => *tail = value,
            None => tails.push(value),
        }
    }
    tails.len()
}

#[cfg(test)]
mod tests {
    use super::super::profile::tests::profile;
    use super::*;

    const FERRY: &str = "The ferry Aurora sank off Lemnos before dawn with sixty passengers aboard.\nDivers from the coast guard found nine people alive inside the flooded hull.\nThe harbour master blamed a broken rudder and thick morning fog.\n";

    #[test]
    fn a_reworded_text_in_the_same_order_is_a_copy() {
        let reworded = "The vessel Aurora went down off Lemnos before dawn with sixty passengers aboard.\nDivers of the coast guard discovered nine people living inside the flooded hull.\nThe harbour chief blamed a broken rudder and dense morning fog.\n";
        assert!(copied(&profile(FERRY), &profile(reworded), None) > 0.45);
    }

    #[test]
    fn another_report_of_the_event_is_none() {
        let other = "Nine survivors were pulled on Monday from a capsized boat near Lemnos, Greek officials said.\nThick fog hampered rescuers, and a broken rudder may be to blame, the harbour master told state television.\nSixty passengers had boarded the Aurora at Kavala.\n";
        assert!(copied(&profile(FERRY), &profile(other), None) < 0.45);
    }

    #[test]
    fn a_quotation_that_both_have_is_no_copying() {
        let speech = "\"We shall rebuild this harbour stone by stone and light by light until every family has come home again,\"";
        let one = format!("{speech} said the mayor.\nHundreds cheered outside the damaged cathedral.\n");
        let other = format!("Prices fell sharply.\nMinisters meet tomorrow.\nThe mayor spoke briefly: {speech}\n");
        assert!(copied(&profile(&one), &profile(&other), None) < 0.45);
    }

    #[test]
    fn a_paragraph_of_background_is_no_copying() {
        let background = "Holtafell last erupted in 1934, when a flood of meltwater swept away the coastal road and two bridges. Geologists have recorded swarms of small earthquakes under the glacier since January.";
        let one = format!(
            "Ash from Holtafell closed the airport on Wednesday and covered farms in grey dust.\nFarmers drove sheep down from the high pastures through the night, many wearing goggles.\nStranded travellers slept between suitcases while children played football with rolled socks.\n{background}\n"
        );
        let other = format!(
            "The mayor ordered every inhabitant to leave on Sunday after a second fissure opened within sight of the fish factory.\nBuses took old people to a school across the fjord; only a pumping crew remained.\nScientists flying overhead measured fountains of lava eighty metres high.\n{background}\n"
        );
        assert!(copied(&profile(&one), &profile(&other), None) < 0.45);
    }

    #[test]
    fn an_empty_text_is_no_copy() {
        assert!(copied(&profile(""), &profile(""), None) < 0.45);
    }
}
