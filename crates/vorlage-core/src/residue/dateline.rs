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
    "EXPLAINED", "FACTBOX", "INTERVIEW", "REVIEW", "SUMMARY", "RELATED", "MORE", "READ", "SPOILER", "WARNING",
    "IMPORTANT", "DISCLAIMER", "FAQ", "ADVERTISEMENT", "IMAGE", "CREDIT", "SOURCE", "RATING", "SCORE", "RESULTS",
    "HINWEIS", "ACHTUNG", "FAZIT", "INFO", "ANZEIGE", "QUESTION", "ANSWER", "FACTS", "TIPP",
];
/// Places that datelines set like any word; capitals tell the others.
const PLACES: &[&str] = &[
    "Abuja", "Abu Dhabi", "Addis Abeba", "Algier", "Amman", "Amsterdam", "Ankara", "Asunción", "Athen", "Atenas",
    "Athens", "Atlanta", "Augsburg", "Bagdad", "Baghdad", "Baku", "Bangkok", "Barcelona", "Basel", "Beijing", "Beirut",
    "Belfast", "Belgrad", "Belgrade", "Berlin", "Bern", "Bochum", "Bogotá", "Bonn", "Boston", "Bozen", "Braunschweig",
    "Bratislava", "Bremen", "Brüssel", "Brussels", "Bruxelles", "Bruselas", "Budapest", "Buenos Aires", "Bukarest",
    "Cairo", "Canberra", "Caracas", "Chicago", "Chemnitz", "Damaskus", "Darmstadt", "Delhi", "Den Haag", "Detroit",
    "Dhaka", "Doha", "Dortmund", "Dresden", "Dubai", "Dublin", "Duisburg", "Düsseldorf", "Edinburgh", "El Paso",
    "Erfurt", "Essen", "Florenz", "Frankfurt", "Frankfurt/Main", "Freiburg", "Genf", "Geneva", "Genève", "Graz",
    "Guatemala", "Hamburg", "Hannover", "Hanoi", "Havanna", "Helsinki", "Hongkong", "Hong Kong", "Houston",
    "Innsbruck", "Islamabad", "Istanbul", "Jakarta", "Jerusalem", "Johannesburg", "Kabul", "Kairo", "Karlsruhe",
    "Kassel", "Kathmandu", "Kiel", "Kiew", "Kyiv", "Kinshasa", "Köln", "Kopenhagen", "La Paz", "Lagos", "Lausanne",
    "Leipzig", "Lima", "Linz", "Lissabon", "Lisboa", "Ljubljana", "London", "Londres", "Los Angeles", "Luxemburg",
    "Lyon", "Madrid", "Magdeburg", "Mailand", "Mainz", "Managua", "Manila", "Mannheim", "Marseille", "Melbourne",
    "Mexiko-Stadt", "México", "Miami", "Milano", "Minsk", "Montevideo", "Montréal", "Moskau", "Moscow", "Moscú",
    "Moscou", "Mumbai", "München", "Münster", "Nairobi", "New York", "Neu-Delhi", "New Delhi", "Nikosia", "Nürnberg",
    "Oslo", "Ottawa", "Panamá", "Paris", "París", "Peking", "Pekín", "Philadelphia", "Potsdam", "Prag", "Praha",
    "Pretoria", "Quito", "Regensburg", "Reykjavik", "Riad", "Riga", "Rio de Janeiro", "Rom", "Roma", "Rostock",
    "Rotterdam", "Saarbrücken", "Salzburg", "San Francisco", "San José", "San Salvador", "Santiago", "Santo Domingo",
    "São Paulo", "Sarajevo", "Schwerin", "Seattle", "Seoul", "Shanghai", "Singapur", "Singapore", "Skopje", "Sofia",
    "Stockholm", "Straßburg", "Stuttgart", "Sydney", "Taipeh", "Tallinn", "Taschkent", "Teheran", "Tegucigalpa",
    "Tel Aviv", "Tiflis", "Tirana", "Tokio", "Tokyo", "Toronto", "Tripolis", "Tunis", "Vancouver", "Valencia",
    "Venedig", "Vilnius", "Warschau", "Warszawa", "Washington", "Wien", "Wiesbaden", "Wolfsburg", "Zagreb", "Zürich",
    "Москва", "Киев", "Київ", "Минск", "Санкт-Петербург", "Вашингтон", "Лондон", "Париж", "Берлин", "Брюссель",
    "Женева", "Астана", "Ташкент", "Кишинев",
];
/// Most words of an agency's name after a dash.
const AGENCY_WORDS: usize = 3;

/// Reads a dateline at the begin of a paragraph; `begin` is the paragraph's place in the document.
pub(super) fn read(paragraph: &str, begin: usize) -> Option<Dateline> {
    let lead = paragraph.len() - paragraph.trim_start().len();
    let (paragraph, begin) = (&paragraph[lead..], begin + lead);
    let head = &paragraph[..floor(paragraph, LONGEST)];
    let found = with_agency(head).or_else(|| before_agency(head)).or_else(|| capitals_and_dash(head));
    let found = found.or_else(|| east_asian(head)).or_else(|| known_place(head))?;
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
    let end = close + terminator(after).or_else(|| sentence_follows(before, after))?;
    Some((before.trim_end_matches([' ', '-', '–', '—', ',']).len(), end))
        // "(Reuters) - City, date": the place may follow the agency, as ANSA and RIA set it.
        .map(
            |(place, end)| {
                if before.trim().is_empty() { place_after(head, end).unwrap_or((place, end)) } else { (place, end) }
            },
        )
}

/// "Mumbai, Jan 17 (PTI) A team ...": nothing but a blank before the sentence, where a place stands before the agency.
fn sentence_follows(before: &str, after: &str) -> Option<usize> {
    let rest = after.strip_prefix(' ')?.trim_start_matches(['"', '“', ' ']);
    (!before.trim().is_empty() && rest.starts_with(char::is_uppercase)).then_some(0)
}

/// "МОСКВА, 4 янв - РИА Новости. Число ...", "Москва. 4 января. INTERFAX.RU - По ...": the agency after a dash or stop, without brackets.
fn before_agency(head: &str) -> Option<Ends> {
    let starts = [" - ", " – ", " — ", "\u{a0}— ", "\u{a0}- ", ". "].iter().flat_map(|d| head.match_indices(d));
    let mut found = starts.filter_map(|(at, dash)| {
        let (place, from) = (&head[..at], at + dash.len());
        let agency = from + agency_at(&head[from..])?;
        let rest = &head[agency..];
        let stop = if rest.starts_with([',', '.', ':']) { 1 } else { terminator(rest)? };
        (!place.trim().is_empty() && is_place_and_date(place, true))
            .then(|| (place.trim_end_matches('.').len(), agency + stop))
    });
    found.next()
}

/// Bytes of the agency's name that a text begins with, if a sign ends it.
fn agency_at(text: &str) -> Option<usize> {
    let ends = text
        .char_indices()
        .filter(|(_, c)| matches!(c, ' ' | ',' | ':' | '.'))
        .map(|(at, _)| at)
        .take(AGENCY_WORDS + 2);
    ends.filter(|at| agencies::by_tag(&text[..*at]).is_some()).last()
}

/// "Berlin. In Berlin ...", "London/Teheran - Iranische ...", "Asunción: Das ...": a known place.
fn known_place(head: &str) -> Option<Ends> {
    let (at, sign) =
        ["- ", "– ", "— ", ": ", ". "].iter().filter_map(|d| Some((head.find(d)?, *d))).min_by_key(|(at, _)| *at)?;
    let place = head[..at].trim_end_matches(['.', ' ', '\u{a0}']);
    let known = |part: &str| PLACES.contains(&part.trim());
    let all = known(place) || place.split(['/', ',']).all(known) && !place.is_empty();
    let sentence = head[at + sign.len()..]
        .trim_start()
        .starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '„' | '“' | '«'));
    (all && sentence).then(|| (place.len(), at + sign.trim_end().len()))
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
    let slashed = |inner: &str| c != '/' || agencies::tag_list(inner).is_some();
    let Some(len) = head[from..].find(partner).filter(|len| slashed(&head[from..from + len])) else {
        // "BEIRUT/THE HAGUE, March 7 (Reuters) -": the slash joins places.
        let (open, close, inner) = first_bracket(head.get(from..).filter(|_| c == '/')?)?;
        return Some((from + open, from + close, inner));
    };
    let inner = &head[from..from + len];
    let close = from + len + partner.len_utf8();
    if (c == '[' || c == '(' && open > 0) && agencies::tag_list(inner).is_none() {
        // "Washington [US], November 13 (ANI):", "Phulbani (Odisha), Jan 17 (PTI)"
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
    for word in words.split([' ', ',', '.', '/', '-', '–', '[', ']', '(', ')', '\u{a0}']).filter(|w| !w.is_empty()) {
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
    let dashes = [" — ", " – ", " -- ", " - ", " —", "— ", ".- ", ": "];
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
    // A colon follows a place alone; one that opens a quotation or a list has more before it.
    if dash == ": " && (letters < 5 || place.contains([' ', ',', '-'])) {
        return None;
    }
    let end = lead + at + dash.trim_end().len();
    let place = place.split(" (").next().unwrap_or(place);
    Some((lead + place.trim_end().len(), end))
}

/// "新华社北京11月13日电", "中新社北京11月13日电 (记者 ...)", "(서울=연합뉴스) ... 기자 =", "【ワシントン＝AFP】".
fn east_asian(head: &str) -> Option<Ends> {
    const WIRES: &[&str] = &["新华社", "新華社", "新华网", "中新社", "中新网", "中央社", "人民网"];
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
    fn datelines_without_brackets_or_dash() {
        let rest = "The council met on Monday to talk.";
        check(&format!("Mumbai, Jan 17 (PTI) {rest}"), "Mumbai, Jan 17 (PTI)", "Mumbai, Jan 17");
        check(
            &format!("BEIRUT/THE HAGUE, March 7 (Reuters) - {rest}"),
            "BEIRUT/THE HAGUE, March 7 (Reuters) -",
            "BEIRUT/THE HAGUE, March 7",
        );
        check(&format!("МОСКВА, 4 янв - РИА Новости. {rest}"), "МОСКВА, 4 янв - РИА Новости.", "МОСКВА, 4 янв");
        check(
            &format!("Москва. 4 января. INTERFAX.RU - {rest}"),
            "Москва. 4 января. INTERFAX.RU -",
            "Москва. 4 января",
        );
        check(&format!("London/Teheran - {rest}"), "London/Teheran -", "London/Teheran");
        check(&format!("Berlin. {rest}"), "Berlin.", "Berlin");
        check(&format!("CUTTACK: {rest}"), "CUTTACK:", "CUTTACK");
        check(
            &format!("MONDAY, Dec. 15 (Example News) -- {rest}"),
            "MONDAY, Dec. 15 (Example News) --",
            "MONDAY, Dec. 15",
        );
    }

    #[test]
    fn sentences_are_no_datelines() {
        none("Berlin hat Geld. Das sagte der Bürgermeister am Montag.");
        none("RESULTS: The council met on Monday to talk about money.");
        none("The council - which met on Monday - had no money (dpa) - nor time.");
        none("NATO — the alliance of the West — met on Monday.");
        none("Berlin hat kein Geld mehr (dpa).");
        none("BREAKING — The council met on Monday to talk.");
        none("BRUSSELS —");
    }
}
