//! Alone: what does a document show of its own alteration, its parent unseen?
//!
//! In: a document, its analysis, the background counts. Out: places with kind and expected words, and a confidence for each of spun,
//! translated, translated and back, rewritten; 0 where nothing is seen, which is no proof that nothing was done.
//! Per document. Cost: one pass over the words with a few look-ups each; linear in the text; memory: its words.
//! Invariants: findings are sorted and lie inside the text; words that somebody said and residue do not count against the article.
//! Never: looks at another document, calls a text altered for one odd place.
//! **Source:** ours; thresholds are measured on articles that are in no counts file (`docs/decisions/0005-spin-without-the-parent.md`).

mod lines;
mod prose;
mod rewritten;
mod round_trip;
mod spun;
mod tables;
mod translated;

use crate::Background;
use prose::Prose;
pub use tables::swaps as spinner_swaps;
use vorlage_model::{Analysis, Document, EdgeKind, SelfFinding, SelfFindingKind, SelfShown, Span};

/// Confidence from which on an alteration is said to be shown.
pub const SHOWN: f64 = 0.5;

/// Reads from one document how it was altered: spun, translated, translated and back, rewritten.
#[must_use]
pub fn alone(document: &Document, analysis: &Analysis, background: &Background) -> SelfShown {
    let (padding, rewritten) = rewritten::find(&document.text);
    let mut shows = SelfShown { findings: padding, rewritten, ..SelfShown::default() };
    if let Some(lang) = analysis.lang {
        let prose = Prose::new(&document.text, lang, analysis);
        let found = [
            (spun::find(&prose, background), &mut shows.spun),
            (translated::find(&document.text, lang, analysis), &mut shows.translated),
            (round_trip::find(&document.text, lang, background), &mut shows.round_trip),
        ];
        for ((findings, confidence), place) in found {
            shows.findings.extend(findings);
            *place = confidence;
        }
    }
    shows.findings.sort_by_key(|f| (f.span, f.kind));
    shows
}

/// A finding without expected words.
fn finding(span: Span, kind: SelfFindingKind) -> SelfFinding {
    SelfFinding { span, kind, expected: None }
}

/// The alteration that a document shows best, with its confidence; `None` where it shows none well enough to be named.
#[must_use]
pub fn kind_shown(shows: &SelfShown) -> Option<(EdgeKind, f64)> {
    let mut best = None;
    for (kind, confidence) in [
        (EdgeKind::Spun, shows.spun),
        (EdgeKind::Translated, shows.translated),
        (EdgeKind::RoundTrip, shows.round_trip),
        (EdgeKind::Rewritten, shows.rewritten),
    ] {
        if confidence >= SHOWN && best.is_none_or(|(_, b)| confidence > b) {
            best = Some((kind, confidence));
        }
    }
    best
}

/// Confidence of a measure in units of its threshold: 0 up to half of it, 0.5 at it, 0.95 at twice, 0.99 at four times and above.
fn rising(measure: f64) -> f64 {
    let points = [(0.5, 0.0), (1.0, SHOWN), (2.0, 0.95), (4.0, 0.99)];
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if measure <= x1 {
            return y0 + (measure - x0).max(0.0) * (y1 - y0) / (x1 - x0);
        }
    }
    0.99
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_kind_is_named_only_where_it_is_shown_well_enough() {
        assert_eq!(kind_shown(&SelfShown::default()), None);
        assert_eq!(kind_shown(&SelfShown { spun: 0.49, ..SelfShown::default() }), None);
        let both = SelfShown { spun: 0.6, translated: 0.8, ..SelfShown::default() };
        assert_eq!(kind_shown(&both), Some((EdgeKind::Translated, 0.8)));
    }

    #[test]
    fn confidence_rises_with_the_measure() {
        let rungs = [0.0, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 9.0].map(rising);
        assert!(rungs.windows(2).all(|w| w[0] <= w[1]));
        assert_eq!((rungs[0], rungs[3], rungs[8]), (0.0, 0.5, 0.99));
    }
}
