//! Numbers that name rather than count: "G7", "Boeing 747", "Article 5", "COVID-19", "22nd", "3-2", "24/7", house numbers.

use super::measures;
use super::words::{is_capital, is_word, singular_en, stops};
use vorlage_model::Lang;
use vorlage_text::numerals::units::unit;
use vorlage_text::numerals::{Form, Numeral, Reader, TokenKind};

/// Folded words after which a whole number is a label.
const LABELS: &[&str] = &[
    // English
    "no", "number", "game", "part", "article", "section", "chapter", "category", "phase", "level", "tier", "type",
    "class", "model", "page", "room", "channel", "route", "highway", "interstate", "flight", "title", "act", "group",
    "round", "week", "day", "version", "grade", "step", "stage", "formula", "area", "district", "division", "unit",
    "line", "paragraph", "resolution", "proposition", "apollo", "verse", "figure", "table", "season", "episode",
    "volume", "windows", "boeing", "airbus", "iphone", "galaxy", "playstation", "xbox", "stoxx", "ftse", "nikkei",
    "cac", "dax", "topix", "russell", "fortune", "p", "sp", "covid", "bowl", "gate", "pier", "terminal", "platform",
    "euro", "size", "call", "called", "calling", "calls", "dial", "dialed", "dialled", "nbc", "abc",
    "cbs", // German
    "nr", "nummer", "artikel", "paragraf", "paragraph", "kapitel", "seite", "teil", "platz", "gruppe", "klasse",
    "stufe", "kategorie", "absatz", "zimmer", "runde", "bundesstraße", "autobahn", "gleis", "liga", "phase", "typ",
    // French
    "numéro", "n", "partie", "catégorie", "chapitre", "niveau", "groupe", "ligue", "étape", // Spanish
    "número", "artículo", "capítulo", "página", "parte", "categoría", "nivel", "grupo", "fase", "ley", "ruta", "tipo",
];

/// Labels that are common words too: they label only with a capital, or where nothing is counted after the number.
const COMMON_LABELS: &[&str] = &[
    "no", "number", "game", "part", "group", "round", "week", "day", "line", "area", "unit", "figure", "table",
    "season", "step", "size", "gate", "title", "act", "class", "model", "page", "room", "channel", "division",
    "district", "version", "article", "section", "platform", "n", "p", "partie", "parte", "groupe", "grupo", "niveau",
    "nivel", "call", "called", "calling", "calls", "fortune", "platz", "teil", "seite", "runde", "gruppe", "ley",
    "tipo", "fase",
];

/// Words of addresses.
const STREETS: &[&str] = &[
    "road", "street", "avenue", "ave", "st", "lane", "drive", "boulevard", "blvd", "square", "rd", "rue", "calle",
    "avenida",
];

/// How many words an address may have between number and street.
const STREET_REACH: usize = 4;

/// Where to go on if the digits at a token are part of a name, an ordinal or a notation.
pub(super) fn number_in_name(reader: &Reader<'_>, at: usize) -> Option<usize> {
    glued_before(reader, at).or_else(|| glued_after(reader, at)).or_else(|| notation(reader, at))
}

/// Letters or a hyphen with letters touch the digits from before ("G7", "COVID-19").
fn glued_before(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let last = at.checked_sub(1).filter(|&n| reader.touch(n))?;
    if measures::before(reader, at).is_some() {
        return None;
    }
    let raw = reader.raw(last);
    let hyphen = matches!(raw, "-" | "‑")
        && last > 0
        && reader.touch(last - 1)
        && is_word(reader, last - 1)
        && !matches!(
            reader.raw(last - 1),
            "to" | "minus"
                | "mid"
                | "the"
                | "of"
                | "pre"
                | "post"
                | "sub"
                | "non"
                | "now"
                | "then"
                | "nearly"
                | "almost"
        );
    let slash = matches!(raw, "/" | "_" | "#" | "§" | "@" | "\\" | "&" | "=");
    (is_word(reader, last) || hyphen || slash).then(|| end_of_run(reader, at))
}

/// First token after all that touches in a row.
fn end_of_run(reader: &Reader<'_>, at: usize) -> usize {
    let mut next = at + 1;
    while next < reader.tokens.len()
        && reader.touch(next - 1)
        && !matches!(reader.raw(next), "," | ";" | ")" | "." | "\"" | "”" | "'" | "’" | ":")
    {
        next += 1;
    }
    next
}

/// Letters that are neither unit nor scale touch the digits from behind ("22nd", "5G", "747-8").
fn glued_after(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let next = at + 1;
    if !reader.touch(at) || !is_word(reader, next) {
        return None;
    }
    let numeral = reader.read(at, measures::before(reader, at).is_some())?;
    let read_on = numeral.next > next || measures::after(reader, next, &numeral).is_some_and(|a| !a.name.is_empty());
    (!read_on).then(|| end_of_run(reader, at))
}

/// "24/7", "9/11", "1.2.3", "20." as a German ordinal, "1." before a list item, "5ª".
fn notation(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let touches = reader.touch(at);
    let mark = reader.raw(at + 1);
    let is_digits = |n: usize| reader.tokens.get(n).is_some_and(|t| t.kind == TokenKind::Digits);
    if mark == "/" && touches && is_digits(at + 2) && reader.touch(at + 1) {
        let fraction = reader.read(at, false).is_some_and(|n| n.form == Form::Fraction || n.next > at + 1);
        return (!fraction).then(|| end_of_run(reader, at));
    }
    if matches!(mark, "º" | "ª") && touches {
        return Some(at + 2);
    }
    let whole = reader.raw(at).bytes().all(|b| b.is_ascii_digit());
    let short = whole && reader.raw(at).len() <= 3;
    if at == 0 && short && matches!(mark, "." | ")") && touches && reader.tokens.len() > 2 {
        return Some(at + 2);
    }
    let area_code = mark == ")" && is_telephone(reader, at + 2);
    if area_code || (mark == "-" && is_telephone(reader, at)) {
        return Some(end_of_run(reader, at));
    }
    let german = reader.lang == Some(Lang::DE)
        && short
        && mark == "."
        && touches
        && is_word(reader, at + 2)
        && !reader.touch(at + 1);
    german.then_some(at + 2)
}

/// "(401) **462-2020**": three digits and four after an area code in brackets.
fn is_telephone(reader: &Reader<'_>, at: usize) -> bool {
    let digits = |n: usize, length: usize| {
        let raw = reader.raw(n);
        raw.len() == length && raw.bytes().all(|b| b.is_ascii_digit())
    };
    let area = at >= 3 && reader.raw(at - 1) == ")" && digits(at - 2, 3) && reader.raw(at - 3) == "(";
    area && digits(at, 3) && digits(at + 2, 4)
}

/// "1879-1882": both ends of a range that counts nothing are years.
pub(super) fn is_span_of_years(reader: &Reader<'_>, at: usize, low: Option<f64>, high: Option<f64>) -> bool {
    let year = |v: Option<f64>| v.is_some_and(|v| YEARS.contains(&v) && v.fract() == 0.0);
    reader.raw(at).len() == 4 && year(low) && year(high)
}

/// Tells whether a number cannot be a figure whatever follows; `measured`: a unit follows.
pub(super) fn is_no_figure(reader: &Reader<'_>, at: usize, numeral: &Numeral, measured: bool) -> bool {
    let before = at.checked_sub(1);
    match numeral.form {
        Form::Words => word_no_figure(reader, at, numeral, measured),
        Form::Plain => {
            let named = !measured && (labelled(reader, at) || is_address(reader, at, numeral.next));
            let nought = !measured && reader.raw(at).len() > 1 && reader.raw(at).starts_with('0');
            named || nought || is_version(reader, numeral.next)
        }
        Form::Digits => !measured && before.is_some_and(|n| reader.raw(n) == "." && reader.touch(n)),
        Form::Fraction => false,
    }
}

/// A label word stands before: "Article 5", "No. 10".
fn labelled(reader: &Reader<'_>, at: usize) -> bool {
    let mut last = at;
    while last > 0 && matches!(reader.raw(last - 1), "." | "°" | "º" | "-") {
        last -= 1;
    }
    let Some(last) = last.checked_sub(1) else { return false };
    let Some(word) = reader.word(last) else { return false };
    if !LABELS.contains(&word.as_str()) {
        return false;
    }
    let counted = reader.word(at + 1).is_some_and(|w| !stops(&w, reader.lang)) && reader.lang != Some(Lang::DE);
    is_capital(reader, last) || !counted || !COMMON_LABELS.contains(&word.as_str())
}

/// A street stands within a few words.
fn is_address(reader: &Reader<'_>, at: usize, next: usize) -> bool {
    if !is_word(reader, next) || !is_capital(reader, next) || at > 0 && reader.word(at - 1).as_deref() == Some("of") {
        return false;
    }
    (next..next + STREET_REACH)
        .take_while(|&n| is_word(reader, n) && is_capital(reader, n))
        .any(|n| reader.word(n).is_some_and(|w| STREETS.contains(&w.as_str())))
}

/// "747-8", "2.0-beta": digits that go on after a hyphen into letters that are no unit.
fn is_version(reader: &Reader<'_>, next: usize) -> bool {
    reader.raw(next) == "x" && next > 0 && reader.touch(next - 1)
}

/// Words that look like numbers: "one" as a pronoun, "five-year", "two-way", French "neuf".
fn word_no_figure(reader: &Reader<'_>, at: usize, numeral: &Numeral, measured: bool) -> bool {
    let hyphened =
        reader.raw(numeral.next) == "-" && reader.touch(numeral.next - 1) && is_word(reader, numeral.next + 1);
    if hyphened && !measured {
        return true;
    }
    if !measured && is_day_or_game(reader, at, numeral) {
        return true;
    }
    if at > 0 && reader.raw(at - 1) == "-" && reader.touch(at - 1) {
        return true;
    }
    if numeral.value == 1.0 && numeral.next == at + 1 {
        return !measured && !counts_one(reader, at);
    }
    false
}

/// "day two of", "Game Seven": a label before a number word that nothing counted follows.
fn is_day_or_game(reader: &Reader<'_>, at: usize, numeral: &Numeral) -> bool {
    let counted = reader.word(numeral.next).is_some_and(|w| !stops(&w, reader.lang));
    reader.lang.is_none_or(|l| l == Lang::EN) && !counted && labelled(reader, at)
}

/// Tells whether the number that ends before a token is a multiple in one word: "sixfold", "dreifach".
pub(super) fn is_multiple(reader: &Reader<'_>, next: usize) -> bool {
    let word = next.checked_sub(1).and_then(|n| reader.word(n)).unwrap_or_default();
    reader.lang.is_none_or(|l| l == Lang::EN) && word.len() > "fold".len() && word.ends_with("fold")
}

/// Years that news tells of; plain numbers between them after words of time or an article name a year.
const YEARS: std::ops::RangeInclusive<f64> = 1500.0..=2099.0;

/// "since at least 1988", "in 1868 or 1869", "an 1881 painting"; `hedged`: first token of the hedge or the number.
pub(super) fn is_year(reader: &Reader<'_>, at: usize, hedged: usize, numeral: &Numeral) -> bool {
    if numeral.form != Form::Plain || reader.raw(at).len() != 4 || !YEARS.contains(&numeral.value) {
        return false;
    }
    let Some(last) = hedged.checked_sub(1) else { return false };
    let word = reader.word(last).unwrap_or_default();
    let two = matches!(word.as_str(), "or" | "and" | "oder" | "und" | "ou" | "et" | "o" | "y" | "to")
        && is_four_digits(reader, last);
    let since =
        ["since", "until", "till", "before", "after", "seit", "depuis", "desde", "circa"].contains(&word.as_str());
    let article =
        matches!(word.as_str(), "a" | "an") && reader.word(numeral.next).is_some_and(|w| singular_en(&w).is_none());
    two || since || article
}

/// A plain number of four digits stands before a token.
fn is_four_digits(reader: &Reader<'_>, at: usize) -> bool {
    let raw = at.checked_sub(1).map_or("", |n| reader.raw(n));
    raw.len() == 4 && raw.bytes().all(|b| b.is_ascii_digit())
}

/// "one" counts before a noun or "of the": not in "no one", "this one", "one another", "one day".
fn counts_one(reader: &Reader<'_>, at: usize) -> bool {
    if !matches!(reader.raw(at), "one" | "One") {
        return false;
    }
    const NOT_AFTER: &[&str] =
        &["the", "this", "that", "each", "every", "no", "which", "another", "any", "some", "bbc", "other", "only"];
    let before = at.checked_sub(1).and_then(|n| reader.word(n)).unwrap_or_default();
    let after = reader.word(at + 1).unwrap_or_default();
    let of = after == "of" && !matches!(reader.raw(at + 2), "them" | "us" | "you" | "which" | "whom");
    let at_one_point = before == "at" && after == "point";
    !NOT_AFTER.contains(&before.as_str())
        && !at_one_point
        && (of || (!after.is_empty() && !stops(&after, reader.lang) && after != "another" && after != "day"))
}

/// Tells whether a bare number after a capitalised word is the name's ("Apollo 11"); `counted`: a noun follows.
pub(super) fn is_name_like(reader: &Reader<'_>, at: usize, numeral: &Numeral, counted: bool) -> bool {
    let Some(last) = at.checked_sub(1).filter(|_| numeral.form == Form::Plain) else {
        return false;
    };
    if !is_word(reader, last) || !is_capital(reader, last) || counted || is_headline(reader) {
        return false;
    }
    let word = reader.word(last).unwrap_or_default();
    let opens = last == 0 && stops(&word, reader.lang);
    !opens && !stops(&word, reader.lang) && unit(&word, reader.lang).is_none()
}

/// Most words of the sentence are capitalised, so that a capital before a number names nothing ("Storm Kills 6").
fn is_headline(reader: &Reader<'_>) -> bool {
    let long = |&n: &usize| is_word(reader, n) && reader.raw(n).len() > 3;
    let all = (0..reader.tokens.len()).filter(long).count();
    let capital = (0..reader.tokens.len()).filter(long).filter(|&n| is_capital(reader, n)).count();
    all >= 2 && capital * 5 >= all * 4
}

/// "3-2", "2 - 0": two small whole numbers with a hyphen and nothing counted.
pub(super) fn is_score(reader: &Reader<'_>, at: usize) -> bool {
    let short = |n: usize| reader.raw(n).len() <= 3 && reader.raw(n).bytes().all(|b| b.is_ascii_digit());
    short(at) && matches!(reader.raw(at + 1), "-" | "–") && short(at + 2)
}
