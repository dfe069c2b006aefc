//! The value of a run of digits, by the separators of its language.
//!
//! "10,000" is ten thousand in English and, with its three noughts, everywhere; "8.000" is eight thousand in German, Spanish and
//! French; "1,5" and "1.5" are one and a half everywhere, since a group has three digits.
//!
//! **Source:** CLDR number symbols of en, de, fr, es; the rule for ",000" and ".000" against the grain of the language is our own:
//! translated texts keep separators of the language they came from, and nobody writes three decimals that are all nought.

use vorlage_model::Lang;

/// Longest run of digits and separators that is still a quantity (a 15-digit sum with separators has 21).
const LONGEST: usize = 32;

/// Reads digits with separators; `None` where they are no quantity ("1.2.3", "192.168.0.1", a run over 32 characters).
#[must_use]
pub fn value_of_digits(digits: &str, lang: Option<Lang>) -> Option<f64> {
    if digits.len() > LONGEST {
        return None;
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.parse().ok();
    }
    let digits = digits.replace('’', "'");
    let (whole, decimals) = split(&digits, lang)?;
    if !groups_are_whole(whole) {
        return None;
    }
    let mut plain: String = whole.chars().filter(char::is_ascii_digit).collect();
    if plain.is_empty() {
        plain.push('0');
    }
    if let Some(decimals) = decimals {
        plain.push('.');
        plain.push_str(decimals);
    }
    plain.parse().ok()
}

/// Splits at the decimal separator, if there is one.
fn split(digits: &str, lang: Option<Lang>) -> Option<(&str, Option<&str>)> {
    let last = digits.rfind(['.', ',', '\''])?;
    let separator = digits.as_bytes()[last] as char;
    let times = digits.matches(separator).count();
    let others = digits[..last].contains(|c: char| !c.is_ascii_digit() && c != separator);
    let (head, tail) = (&digits[..last], &digits[last + 1..]);
    if separator == '\'' || (times > 1 && !others) {
        return Some((digits, None));
    }
    if times > 1 {
        return None;
    }
    let groups = !others && is_group(head, tail, separator, lang);
    Some(if groups { (digits, None) } else { (head, Some(tail)) })
}

/// Tells whether a single separator parts thousands rather than decimals.
fn is_group(head: &str, tail: &str, separator: char, lang: Option<Lang>) -> bool {
    if tail.len() != 3 || head.is_empty() || head.len() > 3 || head.starts_with('0') {
        return false;
    }
    let decimal = if lang.is_none_or(|l| l == Lang::EN) { '.' } else { ',' };
    separator != decimal || tail == "000"
}

/// After the first group of one to three digits, every group has three (or two, as in "1,00,000").
fn groups_are_whole(whole: &str) -> bool {
    let mut groups = whole.split(['.', ',', '\'']);
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return true;
    }
    let mut last = 3;
    let fits = rest.all(|g| {
        last = g.len();
        g.len() == 3 || g.len() == 2
    });
    fits && last == 3 && (1..=3).contains(&first.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(digits: &str, lang: Lang, expected: Option<f64>) {
        assert_eq!(value_of_digits(digits, Some(lang)), expected, "{digits} in {lang}");
    }

    #[test]
    fn separators_follow_the_language() {
        check("10,000", Lang::EN, Some(10_000.0));
        check("1.234", Lang::EN, Some(1.234));
        check("8.000", Lang::DE, Some(8_000.0));
        check("1,234", Lang::DE, Some(1.234));
        check("1.234.567,89", Lang::ES, Some(1_234_567.89));
        check("1,234,567.89", Lang::EN, Some(1_234_567.89));
        check("7'000", Lang::DE, Some(7_000.0));
        check("0.500", Lang::EN, Some(0.5));
    }

    #[test]
    fn noughts_against_the_grain_are_groups() {
        check("10,000", Lang::DE, Some(10_000.0));
        check("8.000", Lang::EN, Some(8_000.0));
    }

    #[test]
    fn what_is_no_quantity_has_no_value() {
        check("192.168.0.1", Lang::EN, None);
        check("13.11.2024", Lang::DE, None);
        check(&"9".repeat(400), Lang::EN, None);
        check("1,2.3,4", Lang::EN, None);
    }
}
