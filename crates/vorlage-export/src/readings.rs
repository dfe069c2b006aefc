//! The ledger in words: what a reading says, readings that say the same put together, which claims come first.

use crate::words::spoken;
use vorlage_model::{ClaimKind, DocumentIndex, Hedge, Lang, LedgerRow, Reading, Story, Trace, Verdict};
use vorlage_text::numerals::units;

/// A figure's reading in words: `more than 10,000`, `between 9 and 12 USD`; empty where the reading has no number. What is merely
/// counted ("soldiers") is left to the label.
#[must_use]
pub fn figure(reading: &Reading) -> String {
    let Some(value) = reading.value else {
        return String::new();
    };
    let number = match (reading.hedge, reading.low, reading.high) {
        (Some(Hedge::Between), Some(low), Some(high)) => format!("between {} and {}", spoken(low), spoken(high)),
        (Some(hedge), ..) => format!("{} {}", hedge.as_str(), spoken(value)),
        (None, ..) => spoken(value),
    };
    match reading.unit.as_deref() {
        Some("percent") => format!("{number} %"),
        Some(unit) if is_measure(unit) => format!("{number} {}", of_many(unit, value)),
        _ => number,
    }
}

/// Tells whether a unit measures: money, time, length, ...; "year of age" does as "year".
fn is_measure(unit: &str) -> bool {
    let head = unit.split(" of ").next().unwrap_or(unit).to_lowercase();
    units::unit(&head, Some(Lang::EN)).is_some()
}

/// `square metre` -> `square metres`, `year of age` -> `years of age`, unless it is one; codes stay.
fn of_many(unit: &str, value: f64) -> String {
    let (head, rest) = unit.split_at(unit.find(" of ").unwrap_or(unit.len()));
    let word = head.len() > 2 && head.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    match head.strip_suffix("foot") {
        _ if value == 1.0 || !word || head.ends_with('s') => unit.to_owned(),
        Some(before) => format!("{before}feet{rest}"),
        None if head.ends_with("ch") => format!("{head}es{rest}"),
        None => format!("{head}s{rest}"),
    }
}

/// The claims of a story, those of several texts first: by how many origins read them and how far they part, then in their order; those of a
/// single origin by how many documents bring them.
#[must_use]
pub fn ranked(story: &Story) -> (Vec<&LedgerRow>, Vec<&LedgerRow>) {
    let (mut single, mut several): (Vec<&LedgerRow>, Vec<&LedgerRow>) =
        story.ledger.iter().partition(|r| matches!(r.verdict, Verdict::Single | Verdict::NotMeasured));
    several.sort_by_key(|row| {
        let one_origin = row.readings.iter().all(|r| r.origin == row.readings[0].origin);
        let verdict = match row.verdict {
            Verdict::Conflict => 0,
            Verdict::Differs => 1,
            Verdict::Agree => 2,
            _ => 3,
        };
        (one_origin, verdict, row.kind)
    });
    single.sort_by_key(|row| {
        let mut documents: Vec<DocumentIndex> = row.readings.iter().map(|r| r.document).collect();
        documents.sort_unstable();
        documents.dedup();
        let indirect = row.readings.iter().all(|r| r.direct == Some(false));
        (std::cmp::Reverse(documents.len()), indirect)
    });
    (several, single)
}

/// The label of a claim: who said it, where the label of a quotation begins with that, and the words; of a figure without its unit.
#[must_use]
pub fn label(row: &LedgerRow) -> (Option<&str>, &str) {
    let text = row.label.trim();
    match text.split_once(": ") {
        Some((speaker, words)) if row.kind == ClaimKind::Quote && !speaker.contains(['"', '“', '„', '«']) => {
            (Some(speaker), words)
        }
        Some((unit, of)) if row.readings.iter().any(|r| r.unit.as_deref() == Some(unit)) => (None, of),
        _ => (None, text),
    }
}

/// The label of a figure after its reading, without the unit that the reading has said: "15 % levy", not "15 % percent levy".
#[must_use]
pub fn label_after_reading<'r>(row: &'r LedgerRow, reading: &Reading) -> &'r str {
    let (_, text) = label(row);
    let unit = reading.unit.as_deref().filter(|u| is_measure(u));
    match unit.and_then(|u| text.strip_prefix(u)) {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', ':']) => rest.trim_start_matches([' ', ':']),
        _ => text,
    }
}

/// Readings that say the same inside one origin.
#[derive(Debug, Clone, PartialEq)]
pub struct SameReading<'r> {
    /// Position of the origin.
    pub origin: usize,
    /// What it says: of a figure its number in words, of a quotation the words.
    pub says: String,
    /// The reading to show.
    pub shown: &'r Reading,
    /// Documents that bring it of their own.
    pub own: Vec<DocumentIndex>,
    /// Documents that only copy it.
    pub copies: Vec<DocumentIndex>,
    /// A copy says something else than the origin's first reading.
    pub drifted: bool,
}

/// The readings of a row, those of one origin that say the same put together; in the row's order.
#[must_use]
pub fn same_readings<'r>(trace: &Trace, row: &'r LedgerRow) -> Vec<SameReading<'r>> {
    let mut out: Vec<SameReading<'r>> = Vec::new();
    for reading in &row.readings {
        let says = says(trace, reading);
        let key = says.to_lowercase();
        // A quotation that only copies may be in another language or cut; that is told where the verdict says that it drifted.
        let follows = row.kind == ClaimKind::Quote && row.verdict != Verdict::Drift && !reading.independent;
        let same = |s: &SameReading<'_>| s.origin == reading.origin && (follows || s.says.to_lowercase() == key);
        let twin = out.iter().position(same);
        let at = twin.unwrap_or_else(|| {
            out.push(SameReading {
                origin: reading.origin,
                says,
                shown: reading,
                own: Vec::new(),
                copies: Vec::new(),
                drifted: false,
            });
            out.len() - 1
        });
        let list = if reading.independent { &mut out[at].own } else { &mut out[at].copies };
        if !list.contains(&reading.document) {
            list.push(reading.document);
        }
    }
    let held: Vec<usize> = out.iter().filter(|s| !s.own.is_empty()).map(|s| s.origin).collect();
    for said in &mut out {
        said.copies.retain(|d| !said.own.contains(d));
        said.drifted = said.own.is_empty() && held.contains(&said.origin);
    }
    out.sort_by_key(|s| (s.origin, s.drifted));
    out
}

/// What a reading says: of a figure its number in words, else the words as they stand.
#[must_use]
pub fn says(trace: &Trace, reading: &Reading) -> String {
    let number = figure(reading);
    if number.is_empty() { literal(trace, reading).to_owned() } else { number }
}

/// The words of a reading as they stand in its document.
#[must_use]
pub fn literal<'t>(trace: &'t Trace, reading: &Reading) -> &'t str {
    reading.span.of(&trace.documents[reading.document].document.text)
}

/// Who is said to have said it: the speaker of a quotation, the source of a figure.
#[must_use]
pub fn said_by<'t>(trace: &'t Trace, reading: &'t Reading) -> Option<&'t str> {
    let source = reading.attributed_to.map(|s| s.of(&trace.documents[reading.document].document.text));
    source.or(reading.speaker.as_deref()).filter(|s| !s.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(value: f64, hedge: Option<Hedge>, unit: &str) -> Reading {
        Reading {
            document: 0,
            origin: 0,
            span: vorlage_model::Span::new(0, 0),
            value: Some(value),
            low: None,
            high: None,
            hedge,
            unit: Some(unit.to_owned()),
            speaker: None,
            direct: None,
            attributed_to: None,
            independent: true,
        }
    }

    #[test]
    fn units_are_said_and_counted_things_are_not() {
        let check = |value: f64, hedge, unit: &str, expected: &str| {
            assert_eq!(figure(&reading(value, hedge, unit)), expected);
        };
        check(10_000.0, Some(Hedge::MoreThan), "soldier", "more than 10,000");
        check(9e9, None, "USD", "9 billion USD");
        check(2.3, Some(Hedge::About), "kilometre", "about 2.3 kilometres");
        check(1.0, None, "year", "1 year");
        check(15.0, None, "percent", "15 %");
        check(34.0, None, "year of age", "34 years of age");
        check(6.0, None, "foot", "6 feet");
    }

    #[test]
    fn a_unit_is_not_said_twice() {
        let check = |label: &str, unit: &str, expected: &str| {
            let mut row = LedgerRow {
                id: String::new(),
                kind: ClaimKind::Figure,
                label: label.to_owned(),
                verdict: Verdict::Single,
                readings: Vec::new(),
                decided: Vec::new(),
            };
            row.readings.push(reading(15.0, None, unit));
            assert_eq!(label_after_reading(&row, &row.readings[0]), expected);
        };
        check("percent: levy", "percent", "levy");
        check("year of age vessel", "year of age", "vessel");
        check("people", "people", "people");
    }
}
