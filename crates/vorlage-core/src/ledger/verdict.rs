//! Verdicts: what do the readings of a figure amount to?
//!
//! `conflict` needs a bound that excludes the other reading ("at least 20" and "12"); two other values, even both exact, only
//! differ, since counts are taken at different times. Inside one origin any change is a drift.

use vorlage_model::{Hedge, Reading, Verdict};

/// How far "about" reaches on both sides, and "nearly" below: rounding to two digits moves a number by up to 5 %, and speakers who
/// say "about" round to one or two.
const LOOSE: f64 = 0.05;

/// The verdict over the readings of a figure.
pub(super) fn of_figures(readings: &[Reading]) -> Verdict {
    let firsts: Vec<&Reading> = readings.iter().filter(|r| r.independent).collect();
    if readings.iter().any(|r| r.value.is_none()) {
        return Verdict::NotMeasured;
    }
    let pairs = || firsts.iter().enumerate().flat_map(|(n, a)| firsts[n + 1..].iter().map(move |b| (*a, *b)));
    if pairs().any(|(a, b)| exclude(a, b)) {
        return Verdict::Conflict;
    }
    if pairs().any(|(a, b)| !compatible(a, b)) {
        return Verdict::Differs;
    }
    if drifts(readings) {
        return Verdict::Drift;
    }
    if firsts.len() > 1 { Verdict::Agree } else { Verdict::Single }
}

/// Some reading of an origin is not what the origin's first reading says.
fn drifts(readings: &[Reading]) -> bool {
    readings.iter().filter(|r| !r.independent).any(|r| {
        let first = readings.iter().find(|f| f.independent && f.origin == r.origin);
        first.is_some_and(|f| !same(f, r))
    })
}

/// The same value and hedge; words for one hedge count as one.
fn same(a: &Reading, b: &Reading) -> bool {
    close(a.value, b.value, 1e-9)
        && a.hedge == b.hedge
        && close(a.low, b.low, 1e-9)
        && close(a.high, b.high, 1e-9)
        && same_unit(a, b)
}

/// Measures must be the same; the noun that is counted may be another word.
fn same_unit(a: &Reading, b: &Reading) -> bool {
    use vorlage_text::numerals::units::class_of;
    let class = |r: &Reading| r.unit.as_deref().and_then(class_of);
    match (class(a), class(b)) {
        (None, None) => true,
        _ => a.unit == b.unit,
    }
}

fn close(a: Option<f64>, b: Option<f64>, by: f64) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= by * a.abs().max(b.abs()).max(1e-9),
        (None, None) => true,
        _ => false,
    }
}

/// Lowest and highest value that a reading allows.
fn interval(reading: &Reading) -> (f64, f64) {
    let value = reading.value.unwrap_or(0.0);
    let slack = value.abs() * LOOSE;
    match reading.hedge {
        None => (value, value),
        Some(Hedge::About) => (value - slack, value + slack),
        Some(Hedge::Nearly) => (value - 2.0 * slack, value),
        Some(Hedge::MoreThan | Hedge::AtLeast) => (value, f64::INFINITY),
        Some(Hedge::LessThan | Hedge::UpTo) => (f64::NEG_INFINITY, value),
        Some(Hedge::Between) => (reading.low.unwrap_or(value), reading.high.unwrap_or(value)),
    }
}

/// Two readings that can be one number said in two ways: the ranges meet, and open ends do not reach further than rounding.
fn compatible(a: &Reading, b: &Reading) -> bool {
    let (x, y) = (interval(a), interval(b));
    let meet = x.0 <= y.1 && y.0 <= x.1;
    let ranges = a.hedge == Some(Hedge::Between) || b.hedge == Some(Hedge::Between);
    meet && (ranges || close(a.value, b.value, 2.0 * LOOSE)) || close(a.value, b.value, 1e-9)
}

/// Ranges without a common value, one of them bounded in words, neither loose.
fn exclude(a: &Reading, b: &Reading) -> bool {
    let bound = |r: &Reading| {
        matches!(r.hedge, Some(Hedge::MoreThan | Hedge::AtLeast | Hedge::LessThan | Hedge::UpTo | Hedge::Between))
    };
    let loose = |r: &Reading| matches!(r.hedge, Some(Hedge::About | Hedge::Nearly));
    let (x, y) = (interval(a), interval(b));
    let apart = x.1 < y.0 || y.1 < x.0;
    apart && (bound(a) || bound(b)) && !loose(a) && !loose(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::Span;

    fn reading(origin: usize, independent: bool, hedge: Option<Hedge>, value: f64) -> Reading {
        Reading {
            document: origin,
            origin,
            span: Span::default(),
            value: Some(value),
            low: None,
            high: None,
            hedge,
            unit: None,
            speaker: None,
            direct: None,
            attributed_to: None,
            independent,
        }
    }

    fn check(readings: &[Reading], expected: Verdict) {
        assert_eq!(of_figures(readings), expected);
    }

    #[test]
    fn origins_agree_within_rounding() {
        check(&[reading(0, true, None, 12.0)], Verdict::Single);
        check(&[reading(0, true, None, 12.0), reading(1, true, None, 12.0)], Verdict::Agree);
        check(&[reading(0, true, Some(Hedge::About), 4000.0), reading(1, true, None, 4100.0)], Verdict::Agree);
    }

    #[test]
    fn other_values_differ_and_bounds_conflict() {
        check(&[reading(0, true, None, 12.0), reading(1, true, None, 15.0)], Verdict::Differs);
        check(&[reading(0, true, Some(Hedge::AtLeast), 20.0), reading(1, true, None, 12.0)], Verdict::Conflict);
        check(
            &[reading(0, true, Some(Hedge::MoreThan), 20.0), reading(1, true, Some(Hedge::About), 12.0)],
            Verdict::Differs,
        );
        check(
            &[reading(0, true, Some(Hedge::MoreThan), 20.0), reading(1, true, Some(Hedge::About), 40.0)],
            Verdict::Differs,
        );
    }

    #[test]
    fn a_copy_that_loses_the_hedge_drifts() {
        check(&[reading(0, true, Some(Hedge::MoreThan), 9.0), reading(0, false, None, 9.0)], Verdict::Drift);
        check(
            &[reading(0, true, Some(Hedge::MoreThan), 9.0), reading(0, false, Some(Hedge::MoreThan), 9.0)],
            Verdict::Single,
        );
    }
}
