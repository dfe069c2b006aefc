//! Marks weighed into agencies.

use super::name;
use std::borrow::Cow;
use std::collections::BTreeMap;
use vorlage_model::{Agency, Credit, CreditKind};

/// From this confidence on an agency is taken as the source of a text; below, it is only a hint.
pub const SURE: f64 = 0.5;

/// Hints below this are not told at all.
const LEAST: f64 = 0.2;

/// How far one kind of mark speaks for the text, as a probability.
///
/// Set by hand: tags, datelines and closings are the agencies' own signatures, a picture's credit says nothing of the text, and an agency
/// that somebody spoke to may still not have written it. `score.py wire` measures the sum of it.
fn weight(kind: CreditKind) -> f64 {
    match kind {
        CreditKind::Dateline => 0.95,
        CreditKind::Tag => 0.92,
        CreditKind::Byline => 0.85,
        CreditKind::Closing => 0.85,
        CreditKind::AppCall => 0.85,
        CreditKind::Field => 0.8,
        CreditKind::HouseStyle => 0.35,
        CreditKind::Photo => 0.3,
        CreditKind::ToldTo => 0.2,
    }
}

/// Weighs marks, of one document or of a whole family, into agencies, best first.
///
/// Marks of one kind count once however often they stand, so that a mark copied to every member of a family gains nothing; one kind of
/// house style counts once more for each other habit. Where a sure agency is found, hints at others are left out.
#[must_use]
pub fn attribute(credits: &[Credit]) -> Vec<Agency> {
    let mut by_agency: BTreeMap<&Cow<'static, str>, Vec<&Credit>> = BTreeMap::new();
    for credit in credits {
        by_agency.entry(&credit.agency).or_default().push(credit);
    }
    let mut out: Vec<Agency> = by_agency
        .into_iter()
        .filter_map(|(id, marks)| {
            let confidence = confidence(&marks);
            let mut evidence: Vec<Credit> = marks.into_iter().cloned().collect();
            evidence.sort();
            evidence.dedup();
            let name = name(id).map_or_else(|| id.clone(), Cow::Borrowed);
            (confidence >= LEAST).then(|| Agency { id: id.clone(), name, confidence, evidence })
        })
        .collect();
    out.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.id.cmp(&b.id)));
    if out.first().is_some_and(|best| best.confidence >= SURE) {
        out.retain(|a| a.confidence >= SURE);
    }
    out
}

/// Joins kinds as independent witnesses.
fn confidence(marks: &[&Credit]) -> f64 {
    let mut kinds: Vec<(CreditKind, &str)> = marks.iter().map(|m| (m.kind, habit(m))).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let doubt: f64 = kinds.iter().map(|(kind, _)| 1.0 - weight(*kind)).product();
    1.0 - doubt
}

/// Two habits of setting are two witnesses; the words of other marks do not tell them apart.
fn habit(mark: &Credit) -> &'static str {
    match mark.kind {
        CreditKind::HouseStyle if mark.text.starts_with(['-', '–', '—']) => "crosshead",
        CreditKind::HouseStyle if mark.text.contains("--") => "code",
        CreditKind::HouseStyle => "dateline",
        _ => "",
    }
}

/// Gives a member of a family the agencies of the family, unless its own marks are sure.
///
/// A mark that stands in another member comes without a span, since it has no place in this text.
#[must_use]
pub fn inherit(own: &[Agency], own_credits: &[Credit], family: &[Agency]) -> Vec<Agency> {
    if family.is_empty() || own.first().is_some_and(|best| best.confidence >= SURE) {
        return own.to_vec();
    }
    family
        .iter()
        .map(|agency| {
            let mut evidence: Vec<Credit> = agency
                .evidence
                .iter()
                .map(|c| if own_credits.contains(c) { c.clone() } else { Credit { span: None, ..c.clone() } })
                .collect();
            evidence.sort();
            evidence.dedup();
            Agency { evidence, ..agency.clone() }
        })
        .collect()
}
