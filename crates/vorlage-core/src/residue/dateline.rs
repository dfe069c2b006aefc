//! Datelines: "WASHINGTON (Reuters) –", "Madrid, 13 nov (EFE).-", "MOSKAU, 13. November. /TASS/.", "BRUSSELS —", "新华社北京11月13日电".

use crate::agencies;
use vorlage_model::Span;

/// A dateline at the head of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dateline {
    /// All of it, with agency and dash.
    pub span: Span,
    /// Place and date alone.
    pub place: Span,
}

/// Longest dateline, in bytes.
const LONGEST: usize = 140;
/// Words in capitals that begin sentences with a dash and are no places.
const NO_PLACES: &[&str] = &[
    "BREAKING", "UPDATE", "UPDATED", "EXCLUSIVE", "WATCH", "LIVE", "OPINION", "VIDEO", "NATO", "EU", "UN", "US", "UK",
    "NEW", "NEWS", "EXKLUSIV", "EIL", "URGENT", "ANALYSIS", "COVID", "AP", "AFP", "CNN", "FBI", "CIA", "PHOTOS",
    "ALERT", "CORRECTION", "NOTE", "KOMMENTAR", "EILMELDUNG", "DIRECT", "FOTO", "FOTOS", "WHO", "Q", "A", "OK",
];

/// Reads a dateline at the begin of a paragraph; `begin` is the paragraph's place in the document.
pub(super) fn read(paragraph: &str, begin: usize) -> Option<Dateline> {
    let head = &paragraph[..floor(paragraph, LONGEST)];
    let found = with_agency(head).or_else(|| capitals_and_dash(head)).or_else(|| east_asian(head))?;
    // Something must follow: a dateline without a sentence is a heading.
    (paragraph[found.1..].trim().len() >= 20)
        .then(|| Dateline { span: Span::new(begin, begin + found.1), place: Span::new(begin, begin + found.0) })
}

/// Ends of the place and of the whole.
type Ends = (usize, usize);

/// Place and date, then an agency in brackets or slashes, then a dash, stop, colon or nothing more.
fn with_agency(head: &str) -> Option<Ends> {
    let (open, close, inner) = first_bracket(head)?;
    let list = agencies::tag_list(inner)?;
    let before = &head[..open];
    if !is_place_and_date(before, true) || list.others > 1 {
        return None;
    }
    let after = &head[close..];
    let end = close + terminator(after)?;
    Some((before.trim_end_matches([' ', '-', '–', '—', ',']).len(), end))
        // "(Reuters) - City, date": the place may follow the agency, as ANSA and RIA set it.
        .map(
            |(place, end)| {
                if before.trim().is_empty() { place_after(head, end).unwrap_or((place, end)) } else { (place, end) }
            },
        )
}

/// "(ANSA) - ROMA, 13 NOV - Il ...".
fn place_after(head: &str, end: usize) -> Option<Ends> {
    let rest = &head[end..];
    let place = capitals_and_dash(rest)?;
    Some((end + place.0, end + place.1))
}

/// The first "(...)", "/.../" or "[...]" of a head.
fn first_bracket(head: &str) -> Option<(usize, usize, &str)> {
    let open = head.find(['(', '/', '（', '【', '['])?;
    let c = head[open..].chars().next()?;
    let partner = match c {
        '(' => ')',
        '（' => '）',
        '【' => '】',
        '[' => ']',
        other => other,
    };
    let from = open + c.len_utf8();
    let len = head[from..].find(partner)?;
    let inner = &head[from..from + len];
    let close = from + len + partner.len_utf8();
    if c == '[' && agencies::tag_list(inner).is_none() {
        // "Washington [US], November 13 (ANI):"
        let (open, close2, inner) = first_bracket(&head[close..])?;
        return Some((close + open, close + close2, inner));
    }
    Some((open, close, inner))
}

/// Length of what closes a dateline after its agency: " - ", ".- ", ": ", ". ", " = ", or the blank before a sentence.
fn terminator(after: &str) -> Option<usize> {
    let marks = after.trim_start_matches(['.', ' ', '\u{a0}', '-', '–', '—', '―', ':', '=', '|']);
    let len = after.len() - marks.len();
    (len > 0 && after[..len].contains(['-', '–', '—', '―', ':', '=', '.', '|'])).then(|| after[..len].trim_end().len())
}

/// Place names in capitals, or any words with a date among them; `loose` admits small letters because an agency stands behind.
fn is_place_and_date(words: &str, loose: bool) -> bool {
    let words = words.trim().trim_end_matches([',', '.', '-', '–', '—', ' ', ':']);
    let mut count = 0;
    for word in words.split([' ', ',', '.', '/', '-', '–', '[', ']', '\u{a0}']).filter(|w| !w.is_empty()) {
        count += 1;
        let first = word.chars().next().unwrap_or(' ');
        let fine = if loose {
            first.is_uppercase()
                || first.is_ascii_digit()
                || !first.is_lowercase()
                || is_date_word(word)
                || is_particle(word)
        } else {
            word.chars().all(|c| !c.is_lowercase()) || is_date_word(word)
        };
        if !fine {
            return false;
        }
    }
    count <= 9
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "la"
            | "el"
            | "al"
            | "am"
            | "an"
            | "der"
            | "upon"
            | "on"
            | "of"
            | "le"
            | "sur"
            | "do"
            | "da"
            | "dos"
            | "i"
            | "und"
            | "and"
            | "y"
            | "et"
            | "e"
    )
}

/// Month names and parts of dates begin with three letters that months share in many languages.
fn is_date_word(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "mär", "apr", "avr", "abr", "may", "mai", "mag", "mei", "maj", "jun", "juin", "giu",
        "jul", "juil", "lug", "aug", "aoû", "ago", "sep", "set", "sie", "wrz", "oct", "okt", "ott", "out", "paź",
        "nov", "lis", "dec", "dez", "déc", "dic", "gru", "ene", "gen", "fev", "fév", "янв", "фев", "мар", "апр", "мая",
        "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер",
        "вер", "жов", "лис", "гру", "oca", "şub", "nis", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara", "mon", "tue",
        "wed", "thu", "fri", "sat", "sun",
    ];
    let lower = word.to_lowercase();
    word.bytes().all(|b| b.is_ascii_digit())
        || MONTHS.iter().any(|m| lower.starts_with(m))
        || matches!(lower.as_str(), "st" | "nd" | "th" | "de")
}

/// "BRUSSELS — NATO and ...": a place in capitals, perhaps with a country or date, before a dash with blanks.
fn capitals_and_dash(head: &str) -> Option<Ends> {
    let lead = head.len() - head.trim_start().len();
    let body = &head[lead..];
    let dashes = [" — ", " – ", " -- ", " - ", " —", "— ", ".- "];
    let (at, dash) =
        dashes.iter().filter_map(|d| Some((body.find(d)?, *d))).min_by_key(|&(at, d)| (at, usize::MAX - d.len()))?;
    let place = &body[..at];
    let first: String = place.split([',', '(']).next().unwrap_or("").trim().to_owned();
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let capital = letters >= 3
        && first.chars().all(|c| !c.is_lowercase() && !c.is_ascii_digit())
        && first.chars().any(char::is_uppercase);
    let known_no = first.split([' ', '-']).any(|w| NO_PLACES.contains(&w)) || first.split(' ').count() > 4;
    if !capital || known_no || at > 60 || !is_place_and_date(place, true) {
        return None;
    }
    let end = lead + at + dash.trim_end().len();
    Some((lead + place.trim_end().len(), end))
}

/// "新华社北京11月13日电", "中新社北京11月13日电 (记者 ...)", "(서울=연합뉴스) ... 기자 =", "【ワシントン＝AFP】".
fn east_asian(head: &str) -> Option<Ends> {
    const WIRES: &[&str] = &["新华社", "新華社", "中新社", "中新网", "中央社"];
    if WIRES.iter().any(|w| head.starts_with(w)) {
        let end = head.find('电').map(|n| n + "电".len()).or_else(|| head.find('電').map(|n| n + "電".len()))?;
        return (end <= 60).then_some((end, end));
    }
    if head.starts_with('(') || head.starts_with('【') || head.starts_with('（') {
        let (open, close, inner) = first_bracket(head)?;
        let agency = inner.split(['=', '＝', ' ', '・', '、']).any(|part| agencies::by_tag(part).is_some());
        let script = inner.chars().any(|c| c >= '\u{3040}');
        return (open == 0 && agency && script).then_some((close, close));
    }
    None
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, whole: &str, place: &str) {
        let found = read(paragraph, 0);
        assert_eq!(found.map(|d| (d.span.of(paragraph), d.place.of(paragraph))), Some((whole, place)), "{paragraph}");
    }

    fn none(paragraph: &str) {
        assert_eq!(read(paragraph, 0), None, "{paragraph}");
    }

    #[test]
    fn datelines_with_an_agency() {
        let rest = "The council met on Monday to talk.";
        check(&format!("WASHINGTON (Reuters) – {rest}"), "WASHINGTON (Reuters) –", "WASHINGTON");
        check(&format!("Madrid, 13 nov (EFE).- {rest}"), "Madrid, 13 nov (EFE).-", "Madrid, 13 nov");
        check(
            &format!("MOSKAU, 13. November. /TASS/. {rest}"),
            "MOSKAU, 13. November. /TASS/.",
            "MOSKAU, 13. November.",
        );
        check(&format!("BEIJING, Nov. 13 (Xinhua) -- {rest}"), "BEIJING, Nov. 13 (Xinhua) --", "BEIJING, Nov. 13");
        check(&format!("Berlin (dpa/AFP) - {rest}"), "Berlin (dpa/AFP) -", "Berlin");
        check(
            &format!("DHAKA, Nov 13, 2024 (BSS/AFP) - {rest}"),
            "DHAKA, Nov 13, 2024 (BSS/AFP) -",
            "DHAKA, Nov 13, 2024",
        );
        check(&format!("(ANSA) - ROMA, 13 NOV - {rest}"), "(ANSA) - ROMA, 13 NOV -", "(ANSA) - ROMA, 13 NOV");
        check(
            &format!("Washington [US], November 13 (ANI): {rest}"),
            "Washington [US], November 13 (ANI):",
            "Washington [US], November 13",
        );
        check(&format!("МОСКВА, 13 ноября. /ТАСС/. {rest}"), "МОСКВА, 13 ноября. /ТАСС/.", "МОСКВА, 13 ноября.");
        check(&format!("القاهرة (رويترز) - {rest}"), "القاهرة (رويترز) -", "القاهرة");
        check(
            "新华社北京11月13日电 市议会周一开会讨论被洪水冲走的桥梁。",
            "新华社北京11月13日电",
            "新华社北京11月13日电",
        );
    }

    #[test]
    fn a_place_in_capitals_before_a_dash_is_a_dateline() {
        check("BRUSSELS — The council met on Monday to talk.", "BRUSSELS —", "BRUSSELS");
        check("ST. PAUL, Minn. -- The council met on Monday.", "ST. PAUL, Minn. --", "ST. PAUL, Minn.");
    }

    #[test]
    fn sentences_are_no_datelines() {
        none("The council - which met on Monday - had no money (dpa) - nor time.");
        none("NATO — the alliance of the West — met on Monday.");
        none("Berlin hat kein Geld mehr (dpa).");
        none("BREAKING — The council met on Monday to talk.");
        none("BRUSSELS —");
    }
}
