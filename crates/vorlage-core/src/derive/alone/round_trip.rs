//! Was it translated and back?
//!
//! What speaks for it: a full stop inside an expression ("an end to the peace. negotiations"), and a quotation that is opened and never
//! closed. Either alone happens to everybody, so that a text is named only where they meet or recur. Most round trips leave neither.

use super::lines::{Line, lines};
use crate::Background;
use vorlage_model::{Lang, SelfFinding, SelfFindingKind, Span};
use vorlage_text::words;

/// Documents that must know the words on both sides of a full stop, so that names of files and hosts are left out.
const LEAST_KNOWN: u32 = 20;
/// Words of the web that follow a full stop in small letters.
const WEB: [&str; 8] = ["http", "https", "www", "com", "org", "net", "pic", "html"];
/// Least letters of the word before it; shorter ones are abbreviations.
const WORD_LETTERS: usize = 4;
/// Sentences with a small first letter that any text may have, and the part of them, one in so many, from which it is its habit.
const FEW_SMALL: usize = 2;
const MOST_SMALL: usize = 4;
/// Marks that open a quotation, with those that close it.
const MARKS: [(char, char); 2] = [('“', '”'), ('«', '»')];

/// Confidence of a stray stop: of 2,286 English articles 0.35 % have one, most of them before a word of the web, and 0.04 % an open
/// quotation beside it.
const STOP: f64 = 0.45;
/// Confidence of an open quotation: 15 % of the articles with curly marks have one.
const OPEN: f64 = 0.2;
/// Confidence of two stray stops.
const STOPS: f64 = 0.6;

/// Finds the places, and the confidence that they speak for together.
#[must_use]
pub fn find(text: &str, lang: Lang, background: &Background) -> (Vec<SelfFinding>, f64) {
    let lines = lines(text);
    let stops = stops(text, &lines, lang, background);
    let open = open_quotations(text, &lines);
    let stopped = match stops.len() {
        0 => return (Vec::new(), 0.0),
        1 => STOP,
        _ => STOPS,
    };
    let opened = if open.is_empty() { 0.0 } else { OPEN };
    let mut findings: Vec<SelfFinding> = Vec::new();
    for (span, expected) in stops {
        findings.push(SelfFinding { expected: Some(expected), ..super::finding(span, SelfFindingKind::OddPair) });
    }
    findings.extend(open.into_iter().map(|s| super::finding(s, SelfFindingKind::HalvedQuotation)));
    (findings, 1.0 - (1.0 - stopped) * (1.0 - opened))
}

/// Full stops between two words that go together, both in small letters.
fn stops(text: &str, lines: &[Line], lang: Lang, background: &Background) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    if begins_small(text) {
        return out;
    }
    for line in lines.iter().filter(|l| l.span.of(text).contains(". ")) {
        let slice = line.span.of(text);
        let shift = line.span.begin;
        for pair in words(slice).windows(2) {
            let (a, b) = (pair[0].span.of(slice), pair[1].span.of(slice));
            let small = |w: &str| w.chars().all(char::is_lowercase);
            let between = slice.get(pair[0].span.end as usize..pair[1].span.begin as usize);
            if between == Some(". ")
                && small(a)
                && small(b)
                && a.chars().count() >= WORD_LETTERS
                && !WEB.contains(&b)
                && pair.iter().all(|w| background.document_frequency_of_hash(lang, w.hash) >= LEAST_KNOWN)
            {
                let span = Span { begin: pair[0].span.begin + shift, end: pair[1].span.end + shift };
                out.push((span, format!("{a} {b}")));
            }
        }
    }
    out
}

/// Sentences often begin with small letters, so that a full stop before one says nothing.
fn begins_small(text: &str) -> bool {
    let begins: Vec<char> =
        text.split(". ").skip(1).filter_map(|s| s.chars().next()).filter(|c| c.is_alphabetic()).collect();
    let small = begins.iter().filter(|c| c.is_lowercase()).count();
    small > FEW_SMALL && MOST_SMALL * small > begins.len()
}

/// Opening marks without their partner in a paragraph that the next does not go on with.
fn open_quotations(text: &str, lines: &[Line]) -> Vec<Span> {
    let mut out = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let slice = line.span.of(text);
        let next = lines.get(n + 1).map_or("", |l| l.span.of(text));
        for (open, close) in MARKS {
            let opened = slice.matches(open).count();
            if opened == slice.matches(close).count() + 1 && !next.starts_with(open) && !slice.contains('„') {
                let at = line.span.begin as usize + slice.rfind(open).unwrap_or(0);
                out.push(Span::new(at, at + open.len_utf8()));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str], shown: bool) {
        let (findings, confidence) = find(text, Lang::EN, &Background::shipped());
        assert_eq!(findings.iter().map(|f| f.span.of(text)).collect::<Vec<_>>(), expected);
        assert_eq!(confidence >= super::super::SHOWN, shown, "{confidence}");
    }

    #[test]
    fn a_text_all_in_small_letters_has_no_stray_stops() {
        let text = "it was the end of the peace. negotiations went on for years. the town lies on a hill. people like it. there is a church.";
        check(text, &[], false);
    }

    #[test]
    fn a_stray_stop_with_a_halved_quotation_shows_a_round_trip() {
        check(
            "They came for peace. talks in the city.\nHe said “we are ready to go.\nThen it rained.",
            &["peace. talks", "“"],
            true,
        );
    }

    #[test]
    fn either_alone_does_not() {
        check("They came for peace. talks in the city.", &["peace. talks"], false);
        check("He said “we are ready to go.\nThen it rained.", &[], false);
        check("He wanted peace. Talks failed. See example. com for more.", &[], false);
    }
}
