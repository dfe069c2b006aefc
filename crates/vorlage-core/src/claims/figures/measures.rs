//! Measures around a number: currency before it, unit after it, rates, ages, a minus sign.

use super::super::lexicon::{FIRST_NAME, Lexicon};
use super::words::{is_capital, is_word, singular_en, singular_romance, stops};
use vorlage_model::Lang;
use vorlage_text::numerals::units::{self, Class, unit};
use vorlage_text::numerals::{Form, Numeral, Reader, TokenKind};

/// Unit of an age.
pub(super) const AGE: &str = "year of age";

/// Unit of a multiple and of how often: "threefold", "3 times".
pub(super) const TIMES: &str = "times";

/// Most tokens that one unit spans ("cubic feet", "° C", "lb-ft").
const LONGEST_UNIT: usize = 3;

/// A currency before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Money {
    pub name: &'static str,
    /// Its first token.
    pub begin: usize,
}

/// The currency that ends right before a token: "$", "US $", "$US", "HK$", "EUR", "Y=".
pub(super) fn before(reader: &Reader<'_>, at: usize) -> Option<Money> {
    let last = at.checked_sub(1)?;
    let raw = reader.raw(last);
    if let Some(name) = units::sign(raw) {
        let letters =
            last.checked_sub(1).filter(|&n| is_word(reader, n)).and_then(|n| Some((units::dollar(reader.raw(n))?, n)));
        return Some(match letters.filter(|_| raw == "$") {
            Some((name, begin)) => Money { name, begin },
            None => Money { name, begin: last },
        });
    }
    let sign_before = last.checked_sub(1).filter(|&n| reader.raw(n) == "$" && reader.touch(n) && reader.touch(last));
    if let Some(begin) = sign_before {
        return units::dollar(raw).map(|name| Money { name, begin });
    }
    if raw == "=" && last > 0 && reader.raw(last - 1) == "Y" {
        return Some(Money { name: "JPY", begin: last - 1 });
    }
    if raw == "." && last > 0 && reader.raw(last - 1) == "Rs" {
        return Some(Money { name: "INR", begin: last - 1 });
    }
    if raw == "Y" {
        return None;
    }
    units::code(raw).filter(|_| is_word(reader, last)).map(|name| Money { name, begin: last })
}

/// Steps over a currency sign to the number it belongs to.
pub(super) fn skip_sign(reader: &Reader<'_>, at: usize) -> usize {
    let is_digits = |n: usize| reader.tokens.get(n).is_some_and(|t| t.kind == TokenKind::Digits);
    if is_digits(at) {
        return at;
    }
    for ahead in 1..=2 {
        if is_digits(at + ahead) && before(reader, at + ahead).is_some_and(|m| m.begin == at) {
            return at + ahead;
        }
    }
    at
}

/// The token of a minus sign that belongs to the number at a token.
pub(super) fn minus(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let last = at.checked_sub(1)?;
    if reader.raw(last) == "minus" || (last > 0 && reader.raw(last - 1) == "minus" && reader.raw(last) == "-") {
        return Some(if reader.raw(last) == "-" { last - 1 } else { last });
    }
    let free = last == 0 || !reader.touch(last - 1) || matches!(reader.raw(last - 1), "(" | "[" | "{");
    let sign = matches!(reader.raw(last), "-" | "−") && reader.touch(last) && free;
    let decimals = reader.raw(at).contains(['.', ',']) || reader.raw(last) == "−" || unit_touches(reader, at);
    (sign && decimals).then_some(last)
}

fn unit_touches(reader: &Reader<'_>, at: usize) -> bool {
    matches!(reader.raw(at + 1), "%" | "°")
}

/// A unit after a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct After {
    /// The unit; empty where only a rate follows ("$5 a month").
    pub name: String,
    /// " per month", or empty.
    pub rate: String,
    /// First token after it.
    pub next: usize,
}

/// Reads the unit that follows a number.
pub(super) fn after(reader: &Reader<'_>, next: usize, numeral: &Numeral) -> Option<After> {
    let hyphen = hyphen(reader, next);
    let words = numeral.form == Form::Words;
    let scaled = numeral.scale > 1.0 || (numeral.form == Form::Fraction && reader.lang != Some(Lang::EN));
    let of = usize::from(scaled && matches!(reader.raw(next), "de" | "d'" | "d’" | "of"));
    let part = numeral.form == Form::Fraction && reader.raw(next) == "of" && matches!(reader.raw(next + 1), "a" | "an");
    let of = if part { 2 + usize::from(reader.raw(next + 2) == "US") } else { of };
    let Some((name, end)) = base(reader, next + hyphen + of, next, hyphen == 1) else {
        return rate(reader, next).map(|(rate, end)| After { name: String::new(), rate, next: end });
    };
    let class = units::class_of(name);
    if hyphen == 1 && words && class == Some(Class::Time) && reader.raw(end) != "-" {
        return None;
    }
    let (rate, end) = rate(reader, end).unwrap_or((String::new(), end));
    Some(After { name: name.to_owned(), rate, next: end })
}

/// 1 where a hyphen ties the number to what follows ("1,000-km").
fn hyphen(reader: &Reader<'_>, next: usize) -> usize {
    usize::from(
        next > 0
            && matches!(reader.raw(next), "-" | "‑")
            && reader.touch(next - 1)
            && reader.touch(next)
            && is_word(reader, next + 1),
    )
}

/// The longest unit at a token.
fn base(reader: &Reader<'_>, at: usize, after_number: usize, hyphen: bool) -> Option<(&'static str, usize)> {
    if let Some(code) =
        units::sign(reader.raw(at)).filter(|_| !is_digits(reader, at + 1) || reader.lang == Some(Lang::FR))
    {
        return Some((code, at + 1));
    }
    for length in (1..=LONGEST_UNIT).rev() {
        let Some((form, raw)) = form(reader, at, length) else {
            continue;
        };
        let Some(found) = unit(&form, reader.lang) else {
            continue;
        };
        let touches = after_number > 0 && reader.touch(after_number - 1);
        if length == 1 && !short_fits(reader, at, &raw, &form, touches || hyphen) {
            continue;
        }
        return Some((found.name, at + length));
    }
    None
}

fn is_digits(reader: &Reader<'_>, at: usize) -> bool {
    reader.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Digits)
}

/// One or two letters are a unit only as it is written, and single letters only where they touch or no word could be meant.
fn short_fits(reader: &Reader<'_>, at: usize, raw: &str, form: &str, touches: bool) -> bool {
    if raw.len() > 3 || !raw.is_ascii() {
        return units::case_fits(raw, form);
    }
    let alone = form.len() == 1 && form.bytes().all(|b| b.is_ascii_alphabetic()) && !touches;
    let foot = raw == "t" && reader.raw(at + 1) == "'";
    units::case_fits(raw, form) && !foot && (!alone || matches!(raw, "m" | "g" | "t" | "l" | "L" | "W" | "V"))
}

/// Tokens from `at` joined as the tables write forms: words by a space, signs as they touch.
fn form(reader: &Reader<'_>, at: usize, length: usize) -> Option<(String, String)> {
    let (mut form, mut raw) = (String::new(), String::new());
    for n in at..at + length {
        let token = reader.tokens.get(n)?;
        let part = token.of(reader.text);
        let sign = matches!(part, "/" | "-" | "²" | "³" | "°" | "%" | "‰" | "℃" | "℉" | "2" | "3" | "¢");
        if !(token.kind == TokenKind::Word || sign) {
            return None;
        }
        if n > at && !reader.touch(n - 1) {
            form.push(' ');
        }
        form.push_str(&vorlage_text::fold(part));
        raw.push_str(part);
    }
    Some((form, raw))
}

/// "a month", "per barrel", "per square metre", "an hour", "/kg", "pro Tag", "par an", "por barril" after a unit.
fn rate(reader: &Reader<'_>, at: usize) -> Option<(String, usize)> {
    if reader.raw(at) == "/" && at > 0 && reader.touch(at - 1) && reader.touch(at) {
        return base(reader, at + 1, at + 1, false).map(|(name, end)| (format!(" per {name}"), end));
    }
    let word = reader.word(at)?;
    let lang = reader.lang.unwrap_or(Lang::EN);
    let per = match lang {
        Lang::DE => matches!(word.as_str(), "pro" | "je"),
        Lang::FR => word == "par",
        Lang::ES => word == "por",
        _ => matches!(word.as_str(), "per" | "a" | "an" | "each"),
    };
    let of = reader.word(at + 1).filter(|w| per && !stops(w, reader.lang) && w != "cent" && w != "ciento")?;
    let measure = (1..=LONGEST_UNIT).rev().find_map(|length| {
        let found = form(reader, at + 1, length).and_then(|(form, _)| unit(&form, reader.lang))?;
        Some((found, at + 1 + length))
    });
    if let Some((found, end)) = measure.filter(|(found, _)| found.class != Class::Share) {
        return Some((format!(" per {}", found.name), end));
    }
    let told = matches!(of.as_str(), "share" | "ounce" | "head" | "person" | "acre" | "piece") && word.starts_with('a');
    let name = if word == "per" || word == "pro" { Some(one_of(&of, lang)) } else { told.then_some(of) }?;
    Some((format!(" per {name}"), at + 2))
}

/// The singular of a word.
pub(super) fn one_of(word: &str, lang: Lang) -> String {
    match lang {
        Lang::EN => singular_en(word).unwrap_or_else(|| word.to_owned()),
        Lang::DE => word.to_owned(),
        _ => singular_romance(word, Some(lang)),
    }
}

/// Highest age of a person set apart by commas ("Miller, 66, said").
const OLDEST: f64 = 115.0;

/// The unit of an age and the token after it, if the number with its unit is one: "78-year-old", ", 66,", "aged 18", "im Alter
/// von 78 Jahren".
pub(super) fn age(
    reader: &Reader<'_>,
    begin: usize,
    next: usize,
    unit: Option<&str>,
    value: f64,
) -> Option<(String, usize)> {
    if let Some(span) = unit.filter(|u| matches!(*u, "year" | "month" | "week" | "day")) {
        return old(reader, begin, next, span).map(|end| (format!("{span} of age"), end));
    }
    let years = german_years(reader, next).filter(|_| unit.is_none());
    let person = unit.is_none() && value.fract() == 0.0 && (1.0..=OLDEST).contains(&value);
    let told = || set_apart(reader, begin, next) || aged(reader, begin) || is_said_of(reader, begin, next);
    let end = years.or_else(|| (person && told()).then_some(next))?;
    Some((AGE.to_owned(), end))
}

/// "-old", "old", "of age", "de edad" after a span of time; "im Alter von" before years.
fn old(reader: &Reader<'_>, begin: usize, next: usize, span: &str) -> Option<usize> {
    let hyphen = usize::from(reader.raw(next) == "-");
    if matches!(reader.raw(next + hyphen), "old" | "olds") {
        return Some(next + hyphen + 1);
    }
    let of_age =
        matches!((reader.raw(next), reader.raw(next + 1)), ("of", "age") | ("de", "edad") | ("d'" | "d’", "âge"));
    if of_age {
        return Some(next + 2);
    }
    if reader.raw(next) == "alt" {
        return Some(next + 1);
    }
    let before = |n: usize| begin.checked_sub(n).and_then(|at| reader.word(at)).unwrap_or_default();
    let told = matches!(before(1).as_str(), "aged" | "âgé" | "âgée" | "âgés")
        || (before(1) == "von" && before(2) == "alter")
        || (before(1) == "de" && matches!(before(2).as_str(), "âgé" | "âgée" | "âgés" | "âgées"));
    (told && span == "year").then_some(next)
}

/// "78-jährige", "78-Jähriger", "78jährig".
fn german_years(reader: &Reader<'_>, next: usize) -> Option<usize> {
    let hyphen = usize::from(reader.raw(next) == "-");
    reader.word(next + hyphen).filter(|w| w.starts_with("jährig")).map(|_| next + hyphen + 1)
}

/// A number between a name and a comma, or right after a person's two names ("Jane Miller 44 has").
fn set_apart(reader: &Reader<'_>, begin: usize, next: usize) -> bool {
    let person = begin >= 2
        && (begin - 2..begin).all(|n| is_word(reader, n) && is_capital(reader, n))
        && Lexicon::of(reader.lang).roles(reader.raw(begin - 2)) & FIRST_NAME != 0;
    if person && is_digits(reader, begin) && next == begin + 1 && is_closed(reader, next) {
        return true;
    }
    let begin = if begin > 0 && reader.raw(begin - 1) == "now" { begin - 1 } else { begin };
    let opened =
        begin >= 2 && (reader.raw(begin - 1) == "," || (reader.raw(begin - 1) == "(" && is_digits(reader, begin)));
    let closed = matches!(reader.raw(next), "," | ")" | "." | ";" | "—") || next == reader.tokens.len();
    let matched = (reader.raw(begin.wrapping_sub(1)) == "(") == (reader.raw(next) == ")");
    opened
        && closed
        && matched
        && is_word(reader, begin - 2)
        && is_capital(reader, begin - 2)
        && is_named(reader, begin - 2)
}

/// Nothing is counted after a number: a mark, a word that ends a phrase, or the end.
fn is_closed(reader: &Reader<'_>, next: usize) -> bool {
    reader.word(next).is_none_or(|w| stops(&w, reader.lang)) && !matches!(reader.raw(next), "-" | "–" | "%" | "of")
}

/// "she was only 15", "he turned 70", "who will be 35 by", "whose average age is around 30".
fn is_said_of(reader: &Reader<'_>, begin: usize, next: usize) -> bool {
    const SOFTENERS: [&str; 7] = ["only", "just", "still", "about", "around", "now", "already"];
    const TURNED: [&str; 4] = ["turned", "turns", "turning", "turn"];
    const BE: [&str; 6] = ["was", "is", "be", "were", "am", "are"];
    if reader.lang.is_some_and(|l| l != Lang::EN) || !is_closed(reader, next) {
        return false;
    }
    let word = |n: usize| reader.word(n).unwrap_or_default();
    let Some(verb) = (0..begin).rev().find(|&n| !SOFTENERS.contains(&word(n).as_str())) else { return false };
    if TURNED.contains(&word(verb).as_str()) {
        return next == reader.tokens.len() || reader.raw(next) != "to";
    }
    let person = |n: usize| matches!(word(n).as_str(), "he" | "she" | "i" | "who");
    let age = |n: usize| matches!(word(n).as_str(), "age" | "expectancy");
    let subject = |reach: usize| verb.saturating_sub(reach)..verb;
    BE.contains(&word(verb).as_str()) && (subject(PERSON_REACH).any(person) || subject(AGE_REACH).any(age))
}

/// Most tokens between "life expectancy" or "age" and its verb.
const AGE_REACH: usize = 6;

/// Most tokens between "she" and the "was" of her age.
const PERSON_REACH: usize = 3;

/// Two capitalised words in a row, or one that no figure follows in a list.
fn is_named(reader: &Reader<'_>, at: usize) -> bool {
    let word = reader.word(at).unwrap_or_default();
    !stops(&word, reader.lang) && !is_digits(reader, at.wrapping_sub(1)) && reader.lang != Some(Lang::DE)
        || (at > 0 && is_capital(reader, at - 1) && is_word(reader, at - 1))
}

/// "aged 18", "ages 1 and 3", "age of 35".
fn aged(reader: &Reader<'_>, begin: usize) -> bool {
    let before = |n: usize| begin.checked_sub(n).and_then(|at| reader.word(at)).unwrap_or_default();
    matches!(before(1).as_str(), "aged" | "age" | "ages")
        || (matches!(before(1).as_str(), "of" | "from") && before(2) == "age")
}
