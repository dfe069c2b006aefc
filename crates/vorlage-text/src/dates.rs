//! Dates and times in text: which digits are no quantity, but name a day, a year or an hour?
//!
//! In: the tokens of one sentence. Out: for a position, the token after the date or time that begins there. Bounded look-ahead.
//! Years need either their surroundings ("in 2022", "seit 1999") or the span of years that news writes about; a number of that
//! span that counts something ("2,000 men", "about 2000 calories") is written with a separator or hedged, and is left alone.
//!
//! **Source:** month names of CLDR; the spans of years are a choice, checked by reading the news set's development part.

use crate::numerals::{Reader, TokenKind};
use vorlage_model::Lang;

/// Bare four-digit numbers inside are years unless something says otherwise.
const BARE_YEARS: std::ops::RangeInclusive<u32> = 1900..=2060;
/// Four-digit numbers inside are years where a word of time stands before them.
const TOLD_YEARS: std::ops::RangeInclusive<u32> = 1000..=2200;

/// Sorts of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    /// A day, with or without year.
    Day,
    /// A year, a range of years, a decade.
    Year,
    /// A time of day.
    Time,
}

/// A date or time at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateAt {
    /// What.
    pub kind: DateKind,
    /// First token after it.
    pub next: usize,
}

/// Reads the date or time that begins at a token of digits.
#[must_use]
pub fn date_at(reader: &Reader<'_>, at: usize) -> Option<DateAt> {
    if reader.tokens.get(at)?.kind != TokenKind::Digits {
        return None;
    }
    time(reader, at).or_else(|| day(reader, at)).or_else(|| year(reader, at))
}

/// Whole number of plain digits; `None` with separators.
fn plain(reader: &Reader<'_>, at: usize) -> Option<u32> {
    let raw = reader.raw(at);
    (raw.len() <= 4 && raw.bytes().all(|b| b.is_ascii_digit())).then(|| raw.parse().ok())?
}

fn time(reader: &Reader<'_>, at: usize) -> Option<DateAt> {
    let found = |next| Some(DateAt { kind: DateKind::Time, next });
    if let Some(next) = clock(reader, at) {
        return found(half_of_day(reader, next).unwrap_or(next));
    }
    let hour = reader.raw(at).split('.').next()?.parse::<u32>().ok()?;
    if hour > 24 || reader.raw(at).len() > 5 {
        return None;
    }
    if let Some(next) = half_of_day(reader, at + 1) {
        return found(next);
    }
    let (word, touches) = (reader.raw(at + 1), reader.touch(at));
    let minutes_follow = touches && reader.touch(at + 1) && plain(reader, at + 2).is_some_and(|m| m < 60);
    match word {
        "Uhr" => found(at + 2),
        "h" | "H" if minutes_follow => found(at + 3),
        "h" if reader.lang == Some(Lang::FR) && before_is(reader, at, &["à", "a", "vers", "dès", "avant"]) => {
            found(at + 2)
        }
        "o'clock" | "o’clock" => found(at + 2),
        "horas" if before_is(reader, at, &["las", "la"]) => found(at + 2),
        _ => None,
    }
}

/// "11:30", "1:36.6", "22:15:07".
fn clock(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let mut next = at + 1;
    while reader.raw(next) == ":" && reader.touch(next - 1) && reader.touch(next) && is_digits(reader, next + 1) {
        next += 2;
    }
    (next > at + 1).then_some(next)
}

fn is_digits(reader: &Reader<'_>, at: usize) -> bool {
    reader.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Digits)
}

/// "am", "p.m.", "PM", "a. m." after a number.
fn half_of_day(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let word = reader.raw(at);
    if matches!(word, "am" | "pm" | "AM" | "PM") {
        // German "am" is "on the".
        let english = word != "am" || reader.touch(at.wrapping_sub(1)) || reader.lang.is_none_or(|l| l == Lang::EN);
        return english.then_some(at + 1);
    }
    let dotted =
        matches!(word, "a" | "p" | "A" | "P") && reader.raw(at + 1) == "." && matches!(reader.raw(at + 2), "m" | "M");
    dotted.then(|| if reader.raw(at + 3) == "." { at + 4 } else { at + 3 })
}

fn before_is(reader: &Reader<'_>, at: usize, words: &[&str]) -> bool {
    at > 0 && reader.word(at - 1).is_some_and(|w| words.contains(&w.as_str()))
}

fn day(reader: &Reader<'_>, at: usize) -> Option<DateAt> {
    let found = |next| Some(DateAt { kind: DateKind::Day, next });
    if let Some(next) = numeric_day(reader, at) {
        return found(next);
    }
    let number = plain(reader, at)?;
    if !(1..=31).contains(&number) || reader.raw(at).len() > 2 {
        return None;
    }
    if at == 0 && reader.raw(1) == "," && plain(reader, 2).is_some_and(|y| BARE_YEARS.contains(&y)) {
        return found(3);
    }
    let after = ordinal_end(reader, at + 1);
    if month_before(reader, at) && !measure_like(reader, after) {
        return found(range_of_days(reader, after));
    }
    let range = range_of_days(reader, after);
    let of = usize::from(matches!(reader.raw(range), "de" | "of"));
    let month = reader.word(range + of)?;
    is_month(&month, reader.raw(range + of), reader.lang)
        .then(|| DateAt { kind: DateKind::Day, next: year_after(reader, range + of + 1) })
}

/// Tells whether a percent sign or the like follows, so that "May 5 percent" is no day.
fn measure_like(reader: &Reader<'_>, at: usize) -> bool {
    matches!(reader.raw(at), "%" | "percent" | "Prozent" | "million" | "billion")
}

/// "th", "st", "." after a day.
fn ordinal_end(reader: &Reader<'_>, at: usize) -> usize {
    let ordinal = matches!(reader.raw(at), "st" | "nd" | "rd" | "th" | "er" | "." | "º" | "°");
    if ordinal && reader.touch(at - 1) { at + 1 } else { at }
}

/// "12-15", "12 to 15", "12. bis 15." after the first day.
fn range_of_days(reader: &Reader<'_>, at: usize) -> usize {
    let joins = matches!(reader.raw(at), "-" | "–" | "to" | "and" | "bis" | "und" | "au" | "et" | "y" | "al" | "/");
    let second = joins && plain(reader, at + 1).is_some_and(|d| (1..=31).contains(&d));
    if second { ordinal_end(reader, at + 2) } else { at }
}

/// The year after a month.
fn year_after(reader: &Reader<'_>, at: usize) -> usize {
    let skip = usize::from(matches!(reader.raw(at), "," | "de" | "." | "del"));
    let year = plain(reader, at + skip).is_some_and(|y| TOLD_YEARS.contains(&y));
    if year { at + skip + 1 } else { at }
}

/// A month stands before the day ("March 7", "Nov. 13").
fn month_before(reader: &Reader<'_>, at: usize) -> bool {
    if at == 0 {
        return abbreviated_before(reader);
    }
    let dot = usize::from(at > 1 && reader.raw(at - 1) == ".");
    if at <= dot {
        return false;
    }
    let (raw, lang) = (reader.raw(at - 1 - dot), reader.lang);
    reader.word(at - 1 - dot).is_some_and(|w| is_month(&w, raw, lang)) && lang.is_none_or(|l| l == Lang::EN)
}

/// A shortened English month ends the text before the sentence, which its dot has cut too early ("on Nov. | 5").
fn abbreviated_before(reader: &Reader<'_>) -> bool {
    let begin = reader.tokens.first().map_or(0, |t| t.span.begin as usize);
    let before = reader.text.get(..begin).unwrap_or("").trim_end();
    let word = before.strip_suffix('.').and_then(|b| b.rsplit(|c: char| !c.is_alphabetic()).next());
    word.is_some_and(|w| reader.lang.is_none_or(|l| l == Lang::EN) && is_month(&crate::fold(w), w, reader.lang))
}

/// "13.11.2024", "13/11/24", "2024-11-13", "2019-09-01T10:38".
fn numeric_day(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let raw = reader.raw(at);
    let dotted: Vec<&str> = raw.split('.').take(4).collect();
    if dotted.len() == 3 && dotted[0].len() <= 2 && dotted[1].len() <= 2 && matches!(dotted[2].len(), 2 | 4) {
        return Some(at + 1);
    }
    if dotted.len() == 2
        && dotted.iter().all(|p| p.len() <= 2)
        && reader.raw(at + 1) == "."
        && reader.lang == Some(Lang::DE)
    {
        let (day, month): (u32, u32) = (dotted[0].parse().ok()?, dotted[1].parse().ok()?);
        let inside =
            (1..=31).contains(&day) && (1..=12).contains(&month) && at + 2 < reader.tokens.len() && reader.touch(at);
        return inside.then_some(at + 2);
    }
    let mark = reader.raw(at + 1);
    let chained =
        matches!(mark, "-" | "/" | "–") && reader.touch(at) && reader.touch(at + 1) && reader.raw(at + 3) == mark;
    let three = chained
        && is_digits(reader, at + 2)
        && is_digits(reader, at + 4)
        && reader.touch(at + 2)
        && reader.touch(at + 3);
    if !three {
        return None;
    }
    let mut next = at + 5;
    while next < reader.tokens.len() && reader.touch(next - 1) && !matches!(reader.raw(next), "." | "," | ")") {
        next += 1;
    }
    Some(next)
}

fn year(reader: &Reader<'_>, at: usize) -> Option<DateAt> {
    let found = |next| Some(DateAt { kind: DateKind::Year, next });
    let number = plain(reader, at)?;
    let touches = reader.touch(at);
    if touches && matches!(reader.raw(at + 1), "s" | "er" | "ern") && number % 10 == 0 {
        return found(at + 2);
    }
    let four = reader.raw(at).len() == 4;
    let ahead = four
        && (2000..=2200).contains(&number)
        && before_is(reader, at, &["by", "until", "bis", "hasta"])
        && !unit_follows(reader, at);
    let told = four && TOLD_YEARS.contains(&number) && word_of_time_before(reader, at) && !unit_follows(reader, at);
    let bare = four && BARE_YEARS.contains(&number) && !unit_follows(reader, at) && !hedged_before(reader, at);
    if !told && !bare && !ahead {
        return None;
    }
    let range = matches!(reader.raw(at + 1), "-" | "–" | "/") && touches && reader.touch(at + 1);
    let end_year = range && plain(reader, at + 2).is_some() && matches!(reader.raw(at + 2).len(), 2 | 4);
    found(if end_year { at + 3 } else { at + 1 })
}

/// A unit of measure follows a four-digit number ("2000 km", "1950 euros"), so that it is no year.
fn unit_follows(reader: &Reader<'_>, at: usize) -> bool {
    let Some(next) = reader.tokens.get(at + 1) else {
        return false;
    };
    let raw = next.of(reader.text);
    let folded = crate::fold(raw);
    let unit =
        crate::numerals::units::unit(&folded, reader.lang).is_some() && crate::numerals::units::case_fits(raw, &folded);
    let sign = crate::numerals::units::sign(raw).is_some();
    let hyphen = raw == "-"
        && reader.touch(at)
        && reader.word(at + 2).is_some_and(|w| crate::numerals::units::unit(&w, reader.lang).is_some());
    let one_letter = raw.len() == 1 && !raw.starts_with(['%', '°']) && !reader.touch(at);
    let scale = matches!(
        folded.as_str(),
        "million" | "millionen" | "millones" | "millions" | "mrd" | "mio" | "milliards" | "milliarden"
    );
    let people = matches!(
        folded.as_str(),
        "people" | "menschen" | "personnes" | "personas" | "soldaten" | "soldiers" | "troops" | "soldats" | "soldados"
    );
    (unit && !one_letter) || sign || hyphen || scale || people
}

/// A hedge before makes a quantity of a four-digit number.
fn hedged_before(reader: &Reader<'_>, at: usize) -> bool {
    const HEDGES: &[&str] = &[
        "about", "than", "roughly", "approximately", "nearly", "almost", "some", "estimated", "least", "etwa", "rund",
        "mehr", "als", "mindestens", "knapp", "environ", "quelque", "casi", "unos", "unas", "cerca",
    ];
    before_is(reader, at, HEDGES) || (at > 0 && matches!(reader.raw(at - 1), "~" | "$" | "€" | "£" | "¥" | ">" | "<"))
}

/// A word that leads to a year.
fn word_of_time_before(reader: &Reader<'_>, at: usize) -> bool {
    const WORDS: &[&str] = &[
        "in", "since", "year", "years", "early", "late", "mid", "circa", "anno", "ad", "im", "jahr", "jahre", "jahres",
        "seit", "ende", "anfang", "mitte", "depuis", "année", "fin", "début", "año", "desde", "fines", "principios",
    ];
    before_is(reader, at, WORDS)
        || (at > 0 && reader.word(at - 1).is_some_and(|w| is_month(&w, reader.raw(at - 1), reader.lang)))
}

const ENGLISH_MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];
const GERMAN_MONTHS: &[&str] = &[
    "januar", "jänner", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "dezember", "jan", "feb", "okt", "nov", "dez", "sept", "aug",
];
const FRENCH_MONTHS: &[&str] = &[
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
];
const SPANISH_MONTHS: &[&str] = &[
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "setiembre", "octubre",
    "noviembre", "diciembre",
];

/// Tells whether a folded word is a month; English and German months are capitalised ("may" and "march" are verbs).
fn is_month(folded: &str, raw: &str, lang: Option<Lang>) -> bool {
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    match lang {
        Some(Lang::DE) => capital && GERMAN_MONTHS.contains(&folded),
        Some(Lang::FR) => FRENCH_MONTHS.contains(&folded),
        Some(Lang::ES) => SPANISH_MONTHS.contains(&folded),
        _ => capital && ENGLISH_MONTHS.contains(&folded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerals::tokenize;
    use vorlage_model::Span;

    /// Checks the words of all dates and times of a text.
    fn check(text: &str, lang: Lang, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), Some(lang), &mut tokens);
        let reader = Reader { text, tokens: &tokens, lang: Some(lang) };
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let next = date_at(&reader, at).map(|d| d.next);
            if let Some(next) = next {
                found.push(&text[tokens[at].span.begin as usize..tokens[next - 1].span.end as usize]);
            }
            at = next.unwrap_or(at + 1);
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days_and_years_are_found() {
        check("On March 7 and on 12 June 2023, not since 1995", Lang::EN, &["7", "12 June 2023", "1995"]);
        check("Am 20. Januar 2025, seit dem 3.4.2022", Lang::DE, &["20. Januar 2025", "3.4.2022"]);
        check("le 14 juillet 1789, el 20 de enero", Lang::FR, &["14 juillet 1789"]);
        check("el 20 de enero de 2025", Lang::ES, &["20 de enero de 2025"]);
        check("the 1990s, 2017-2021, 2024-11-13", Lang::EN, &["1990s", "2017-2021", "2024-11-13"]);
    }

    #[test]
    fn times_are_found() {
        check("at 5 p.m. or 11:30, 10.45pm", Lang::EN, &["5 p.m.", "11:30", "10.45pm"]);
        check("um 11 Uhr", Lang::DE, &["11 Uhr"]);
        check("à 14h30", Lang::FR, &["14h30"]);
    }

    #[test]
    fn quantities_are_left_alone() {
        check("about 2000 calories, 10,000 men, 1950 euros, 25 dogs", Lang::EN, &[]);
        check("2000 people may march 7 miles", Lang::EN, &[]);
    }
}
