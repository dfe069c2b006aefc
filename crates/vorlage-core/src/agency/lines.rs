//! Lines that credit an agency: "PTI | 04:01 PM, Jan 17", "Źródło: PAP", "Copyright 2024 The Associated Press. All rights reserved."

use super::marks::{Found, PHOTO_WORDS, named, names_in};
use crate::agencies::{self, AGENCIES, AgencyIndex};
use vorlage_model::{CreditKind, Residue, ResidueKind, Span};

/// Longest line that can be a credit, in bytes.
const LONGEST: usize = 160;
/// Longest place in a byline, in bytes.
const LONGEST_PLACE: usize = 24;
/// Most words of an agency's name.
const MOST_WORDS: usize = 4;

/// Words before a colon or blank that lead to who is credited, lower case.
const LABELS: [&str; 34] = [
    "quelle", "quellen", "source", "sources", "fuente", "fuentes", "fonte", "fonti", "źródło", "zdroj", "πηγή", "from",
    "kaynak", "来源", "來源", "消息来源", "本文来源于", "источник", "джерело", "bron", "kilde", "källa", "lähde",
    "出典", "forrás", "المصدر", "sumber", "autor", "author", "por", "by", "dzięki uprzejmości", "copyright ©",
    "copyright",
];
/// Signs after a name that end it.
const ENDS: [char; 8] = [')', '|', '–', '—', '：', '\u{3000}', '•', '·'];
/// Words that make a line a reservation of rights, lower case.
const RIGHTS: [&str; 3] = ["rights reserved", "droits réservés", "derechos reservados"];

/// Finds the agencies that lines of their own credit, outside captions.
pub(super) fn in_lines(residue: &[Residue], found: &mut Found<'_>) {
    let text = found.text;
    let mut begin = 0;
    for line in text.split('\n') {
        let span = Span::new(begin, begin + line.len());
        begin += line.len() + 1;
        let caption = |r: &Residue| r.kind == ResidueKind::Caption && r.span.overlaps(span);
        if line.is_empty() || line.len() > LONGEST || residue.iter().any(caption) || is_photo(line) {
            continue;
        }
        if is_reservation(line) {
            named(span, CreditKind::Closing, found);
        } else if let Some((agency, inside)) = opening(line) {
            let at = span.begin as usize;
            found.add(agency, Span::new(at + inside.begin as usize, at + inside.end as usize), CreditKind::Tag);
        }
    }
}

/// The agency that a line by the headline is, opens with, or names after a dash.
pub(super) fn whole_or_opening(line: &str) -> Option<AgencyIndex> {
    if is_photo(line) {
        return None;
    }
    let whole = |part: &str| agencies::by_tag(part).filter(|a| is_exact(*a, part.trim()));
    opening(line)
        .map(|(agency, _)| agency)
        .or_else(|| [" - ", " – ", " | "].iter().flat_map(|d| line.split(d)).find_map(whole))
}

/// Tells whether a tag or name of an agency stands as it is written.
fn is_exact(agency: AgencyIndex, name: &str) -> bool {
    AGENCIES[agency].tags.contains(&name) || AGENCIES[agency].names.contains(&name)
}

/// The agencies that a field of credit names.
pub(super) fn named_in_credit(field: &str) -> Vec<AgencyIndex> {
    if is_photo(field) {
        return Vec::new();
    }
    let mut found: Vec<AgencyIndex> = agencies::by_tag(field).into_iter().collect();
    found.extend(names_in(field).into_iter().map(|(agency, _)| agency));
    // Short tags stand as they are written in a list of agencies.
    for word in field.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        let exact = |a: &AgencyIndex| !AGENCIES[*a].ambiguous || is_exact(*a, word);
        found.extend(agencies::by_tag(word).filter(exact));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_photo(line: &str) -> bool {
    let lower = line.to_lowercase();
    PHOTO_WORDS.iter().any(|w| lower.contains(w))
}

fn is_reservation(line: &str) -> bool {
    let lower = line.to_lowercase();
    RIGHTS.iter().any(|w| lower.contains(w)) && line.contains(['©', '(', 'C'])
}

/// The agency that a line opens with, after a label, if a sign ends its name.
fn opening(line: &str) -> Option<(AgencyIndex, Span)> {
    let from = after_label(line);
    let rest = &line[from..];
    let ends = rest.char_indices().filter(|(_, c)| c.is_whitespace() || ENDS.contains(c)).map(|(at, _)| at);
    let mut named = ends.take(MOST_WORDS).filter_map(|end| Some((agencies::by_tag(&rest[..end])?, end)));
    let (agency, end) = named.next()?;
    let exact = is_exact(agency, &rest[..end]);
    let after = rest[end..].trim_start();
    let dated = from > 0 && after.starts_with(|c: char| c.is_ascii_digit());
    // "Example Wire in Valencia" is how a byline names an agency and its place.
    let placed =
        after.strip_prefix("in ").is_some_and(|p| p.starts_with(char::is_uppercase) && p.len() <= LONGEST_PLACE);
    let closed = after.starts_with(ENDS) || after.starts_with("- ") || dated || placed;
    (exact && closed).then(|| (agency, Span::new(from, from + end)))
}

/// Where a line goes on after a bracket or a label.
fn after_label(line: &str) -> usize {
    let lead = line.len() - line.trim_start_matches(['(', '（', ' ', '\u{a0}', '\u{3000}']).len();
    let body = &line[lead..];
    let lower = body.to_lowercase();
    let label = LABELS.iter().filter(|l| lower.starts_with(**l)).map(|l| l.len()).max();
    let Some(rest) = label.filter(|_| lower.len() == body.len()).and_then(|at| body.get(at..)) else {
        return lead;
    };
    let signs = rest.len() - rest.trim_start_matches([':', '：', ' ', '\u{a0}']).len();
    let written_together = rest.chars().next().is_some_and(|c| c > '\u{2e80}');
    if signs > 0 || written_together { line.len() - rest.len() + signs } else { lead }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        let found = opening(line).map(|(_, span)| span.of(line));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn a_line_that_opens_with_an_agency_credits_it() {
        check("PTI | 04:01 PM, Jan 17, 2012", Some("PTI"));
        check("Autor:\u{a0}\u{a0}PAP\u{a0}|\u{a0}03-01-2012", Some("PAP"));
        check("PAP - Example in Poland", Some("PAP"));
        check("Associated Press in Valencia", Some("Associated Press"));
        check("(Reuters) – 6 hours ago", Some("Reuters"));
        check("本文来源于新华社\u{3000}2012年01月11日", Some("新华社"));
    }

    #[test]
    fn a_sentence_that_opens_with_an_agency_does_not() {
        check("Reuters reported on Monday that the line closes.", None);
        check("Reuters: the line closes", None);
        check("PA - a state - votes", Some("PA"));
        check("Pap - a soft food", None);
    }

    #[test]
    fn a_field_names_the_agencies_of_a_list() {
        let ids = |field: &str| named_in_credit(field).into_iter().map(|a| AGENCIES[a].id).collect::<Vec<_>>();
        assert_eq!(
            ids("Mit Informationen der Nachrichtenagenturen AFP, AP, dpa und KNA."),
            ["afp", "ap", "dpa", "kna"]
        );
        assert_eq!(ids("Photo: AFP"), Vec::<&str>::new());
    }
}
