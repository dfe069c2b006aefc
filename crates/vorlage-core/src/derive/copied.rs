//! Was one of two texts copied from the other, or both from a third?
//!
//! Independent reports of one event share its names, figures and public words, but each tells them in an order of its own. A
//! copy, even a rewritten one, runs through the words that it keeps in the order of its source. So the order of the shared
//! words decides most, how many there are less, and runs of the same words settle the rest. Quotations do not count.
//! A paragraph of background that one agency repeats for months is no copy of the report before it, and pages written to one
//! template, each with figures of its own, are no copies of one another.
//!
//! In: two profiles. Out: 0..1. Cost: O(words * log words).
//!
//! **Source:** logistic regression with six weights on chains and rewrites (positives), and independent reports of one event
//! and articles written to one template (negatives); `xtask/train/lineage.py` prints it. See `docs/decisions/0007-lineage-without-a-model.md`.

use super::{
    Weights,
    profile::{Narration, Profile, shared},
};
use crate::{align::Meaning, number::logistic};
use rustc_hash::FxHashMap;

/// Texts that share less than this part of the smaller one word for word, all of it behind the first part of both, may repeat
/// background.
const MOST_BACKGROUND: f64 = 0.6;
/// Where in a text, as a share of its words, background begins at the earliest.
const BACKGROUND_BEGINS: f64 = 0.4;
/// Fewest figures of pages whose figures tell that they were written to one template, and the most of them that such pages share.
const TEMPLATE_FIGURES: usize = 4;
const TEMPLATE_SHARED: f64 = 0.3;
/// Least share of their runs of three words: what is reworded may write its figures otherwise, too.
const TEMPLATE_RUNS: f64 = 0.2;
/// Most confidence that pages of one template are copies.
const TEMPLATE: f64 = 0.1;
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
pub(super) fn copied(a: &Profile, b: &Profile, meaning: Option<&Meaning<'_>>, weights: &Weights) -> f64 {
    let (a, b) = (&a.narration, &b.narration);
    let confidence = alike(a, b, meaning, weights);
    if of_one_template(a, b) {
        return confidence.min(TEMPLATE);
    }
    match beside_background(a, b) {
        Some((rest_a, rest_b)) => confidence.min(alike(&rest_a, &rest_b, None, weights)),
        None => confidence,
    }
}

/// The same, whatever stands in both word for word.
fn alike(a: &Narration, b: &Narration, meaning: Option<&Meaning<'_>>, weights: &Weights) -> f64 {
    let order = Order::new(a, b);
    let features = [
        order.kept,
        order.share.sqrt(),
        dice(&a.threes, &b.threes).sqrt(),
        dice(&a.eights, &b.eights).sqrt(),
        share_of_fewer(&a.figures, &b.figures),
    ];
    let sum = |base: f64, weights: &[f64], features: &[f64]| {
        features.iter().zip(weights).fold(base, |sum, (x, w)| sum + x * w)
    };
    let confidence = logistic(match meaning.filter(|meaning| meaning.sentences().0 > 0) {
        Some(meaning) => {
            let features =
                [&features[..], &[answered_of_shorter(meaning), share_of_fewer(&a.names, &b.names)]].concat();
            sum(weights.copied_by_meaning_base, &weights.copied_by_meaning, &features)
        }
        None => sum(weights.copied_base, &weights.copied, &features),
    });
    if taken_over(a, b) {
        confidence.max(SURELY)
    } else if order.run < LEAST_RUN {
        confidence.min(DOUBTFUL)
    } else {
        confidence
    }
}

/// Whether two narrations share words, and next to none of many figures: weather, stocks, results.
fn of_one_template(a: &Narration, b: &Narration) -> bool {
    let fewer = a.figures.len().min(b.figures.len());
    fewer >= TEMPLATE_FIGURES
        && shared(&a.figures, &b.figures) as f64 <= TEMPLATE_SHARED * fewer as f64
        && dice(&a.threes, &b.threes) >= TEMPLATE_RUNS
}

/// What two narrations tell beside a part that both have word for word, late in both: background. `None` where there is no such part.
fn beside_background(a: &Narration, b: &Narration) -> Option<(Narration, Narration)> {
    let (of_a, of_b) = (a.verbatim(b), b.verbatim(a));
    let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
    let late = |flags: &[bool]| {
        flags.iter().position(|flag| *flag).is_some_and(|at| at as f64 >= BACKGROUND_BEGINS * flags.len() as f64)
    };
    let (flags_a, flags_b) = (&of_a.1, &of_b.1);
    let part = count(flags_a).min(count(flags_b)) as f64 / flags_a.len().min(flags_b.len()).max(1) as f64;
    (part < MOST_BACKGROUND && late(flags_a) && late(flags_b)).then(|| (a.without(&of_a), b.without(&of_b)))
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
    let share = answered_in_order(meaning) as f64 / (meaning.sentences().0 as f64 + FEW);
    let confidence = logistic(TRANSLATED.0 * share + TRANSLATED.1);
    if share < MOSTLY { confidence.min(DOUBTFUL) } else { confidence }
}

/// Share of the sentences of both texts that answer each other in one order, 0..1.
pub(super) fn answered(meaning: &Meaning<'_>) -> f64 {
    let (shorter, longer) = meaning.sentences();
    2.0 * answered_in_order(meaning) as f64 / (shorter + longer).max(1) as f64
}

/// Share of the sentences of the shorter text that are answered in one order.
fn answered_of_shorter(meaning: &Meaning<'_>) -> f64 {
    answered_in_order(meaning) as f64 / meaning.sentences().0 as f64
}

/// Sentences that answer each other in one order in both texts, by the order of the second.
pub(super) fn answered_in_order(meaning: &Meaning<'_>) -> usize {
    longest_rise(meaning.answers().map(|answer| answer.1))
}

/// Share of the smaller set that the other has; a half where there are none. Articles written to one template share their words and
/// not their figures; what a model rewrites keeps its names, and other reports of like events have their own.
fn share_of_fewer(a: &[u64], b: &[u64]) -> f64 {
    (shared(a, b) + 1) as f64 / (a.len().min(b.len()) + 2) as f64
}

/// Tells whether much of the smaller text stands in the other word for word.
pub(super) fn taken_over(a: &Narration, b: &Narration) -> bool {
    let smaller = a.eights.len().min(b.eights.len());
    smaller > 0 && shared(&a.eights, &b.eights) as f64 >= TAKEN_OVER * smaller as f64
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
}

impl Order {
    fn new(a: &Narration, b: &Narration) -> Self {
        let place: FxHashMap<u64, usize> = b.content.iter().enumerate().map(|(at, &word)| (word, at)).collect();
        let places: Vec<usize> = a.content.iter().filter_map(|word| place.get(word).copied()).collect();
        let run = longest_rise(places.iter().copied()) as f64;
        Self {
            kept: (run + SMOOTH.0) / (places.len() as f64 + SMOOTH.1),
            share: 2.0 * run / (a.content.len() + b.content.len() + 1) as f64,
            run,
        }
    }
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

    fn copied(a: &Profile, b: &Profile, meaning: Option<&Meaning<'_>>) -> f64 {
        super::copied(a, b, meaning, &Weights::COMMITTED)
    }

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
