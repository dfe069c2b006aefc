//! Dates as fields and tags give them: ISO 8601 and its relatives, RFC 2822, seconds since 1970, day month year with a month's name.
//! What is missing is never filled in: the precision says how much is known.

use vorlage_model::Precision;

/// Names of months by their first letters, lower case; the first that fits wins, so longer ones stand before shorter.
const MONTHS: [(&str, u8); 60] = [
    ("jan", 1),
    ("jän", 1),
    ("ene", 1),
    ("gen", 1),
    ("янв", 1),
    ("січ", 1),
    ("sty", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("фев", 2),
    ("лют", 2),
    ("lut", 2),
    ("marz", 3),
    ("mar", 3),
    ("mär", 3),
    ("maart", 3),
    ("мар", 3),
    ("бер", 3),
    ("mrt", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("апр", 4),
    ("кві", 4),
    ("kwi", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("mag", 5),
    ("мая", 5),
    ("май", 5),
    ("тра", 5),
    ("maj", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("июн", 6),
    ("чер", 6),
    ("cze", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("июл", 7),
    ("лип", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("авг", 8),
    ("сер", 8),
    ("sep", 9),
    ("set", 9),
    ("сен", 9),
    ("вер", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("окт", 10),
    ("nov", 11),
];
const MORE_MONTHS: [(&str, u8); 9] = [
    ("ноя", 11),
    ("лис", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
    ("дек", 12),
    ("гру", 12),
    ("жов", 10),
];

/// Years that news can have.
const YEARS: std::ops::RangeInclusive<u32> = 1600..=2199;

/// Reads a date; ISO 8601 with what is known of it, or `None`.
pub(crate) fn parse(given: &str) -> Option<(String, Precision)> {
    let given = given.trim();
    iso(given).or_else(|| compact(given)).or_else(|| epoch(given)).or_else(|| named_month(given))
}

/// `2024`, `2024-11`, `2024-11-13`, `2024/11/13`, `2024-11-13T10:02:00.000+0100`, `2024-11-13 10:02 UTC`.
fn iso(given: &str) -> Option<(String, Precision)> {
    let (year, rest) = digits(given, 4, 4)?;
    if !YEARS.contains(&year) {
        return None;
    }
    let Some(separator @ ('-' | '/' | '.')) = rest.chars().next() else {
        return rest.is_empty().then(|| (format!("{year:04}"), Precision::Year));
    };
    let (month, rest) = digits(&rest[1..], 1, 2).filter(|(m, _)| (1..=12).contains(m))?;
    let Some(rest) = rest.strip_prefix(separator) else {
        return rest.is_empty().then(|| (format!("{year:04}-{month:02}"), Precision::Month));
    };
    let (day, rest) = digits(rest, 1, 2).filter(|(d, _)| valid_day(year, month, *d))?;
    Some(with_time(&format!("{year:04}-{month:02}-{day:02}"), rest))
}

/// `20241113`, `20241113T100200Z`.
fn compact(given: &str) -> Option<(String, Precision)> {
    let (number, rest) = digits(given, 8, 8)?;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    if !YEARS.contains(&year) || !valid_day(year, month, day) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    match rest.strip_prefix(['T', ' ']).and_then(|r| digits(r, 6, 6)) {
        Some((time, zone)) => {
            let spelled = format!("T{:02}:{:02}:{:02}{zone}", time / 10_000, time / 100 % 100, time % 100);
            Some(with_time(&date, &spelled))
        }
        None => rest.is_empty().then_some((date, Precision::Day)),
    }
}

/// Seconds or milliseconds since 1970.
fn epoch(given: &str) -> Option<(String, Precision)> {
    let number: i64 = given.split('.').next()?.parse().ok()?;
    let seconds = match given.split('.').next()?.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some((format!("{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60), Precision::Time))
}

/// Days since 1970 as a date (Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// `Wed, 13 Nov 2024 10:02:00 +0100`, `13. November 2024`, `November 13, 2024 5:08 AM`, `13 de noviembre de 2024`.
fn named_month(given: &str) -> Option<(String, Precision)> {
    let words = words_with_ends(given);
    let (at, month) = words.iter().enumerate().find_map(|(i, (w, _))| Some((i, month(w)?)))?;
    let number = |i: usize, least: usize, most: usize| -> Option<u32> {
        let word = words.get(i)?.0.trim_end_matches(|c: char| !c.is_ascii_digit());
        (least..=most).contains(&word.len()).then(|| word.parse().ok()).flatten()
    };
    let year_at = |from: usize| {
        (from..(from + 3).min(words.len())).find_map(|i| Some((i, number(i, 4, 4).filter(|y| YEARS.contains(y))?)))
    };
    let before = (1..=2).filter_map(|back| number(at.checked_sub(back)?, 1, 2)).next();
    if let Some((i, year)) = year_at(at + 1) {
        let day = before.or_else(|| number(at + 1, 1, 2).filter(|_| i > at + 1));
        let Some(day) = day.filter(|d| valid_day(year, month, *d)) else {
            return Some((format!("{year:04}-{month:02}"), Precision::Month));
        };
        return Some(with_time(&format!("{year:04}-{month:02}-{day:02}"), &given[words[i].1..]));
    }
    None
}

/// The words of a date with where each ends.
fn words_with_ends(given: &str) -> Vec<(&str, usize)> {
    let mut words = Vec::new();
    let mut begin = 0;
    for (i, c) in given.char_indices().chain([(given.len(), ' ')]) {
        if !(c.is_alphanumeric() || c == ':') {
            if begin < i {
                words.push((&given[begin..i], i));
            }
            begin = i + c.len_utf8();
        }
    }
    words
}

fn month(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    // Short words that begin like a month ("mar" in "margin") are no dates' words: a month has letters only and a known start.
    let known = MONTHS.iter().chain(&MORE_MONTHS).find(|(name, _)| lower.starts_with(name))?;
    lower.chars().all(char::is_alphabetic).then_some(u32::from(known.1))
}

/// Adds a time of day and its zone, if `rest` begins with them.
fn with_time(date: &str, rest: &str) -> (String, Precision) {
    match time(rest) {
        Some(time) => (format!("{date}T{time}"), Precision::Time),
        None => (date.to_owned(), Precision::Day),
    }
}

fn time(rest: &str) -> Option<String> {
    let at = rest.find(|c: char| c.is_ascii_digit()).filter(|at| *at <= 6)?;
    let (hour, rest) = digits(&rest[at..], 1, 2)?;
    let (minute, mut rest) = digits(rest.strip_prefix([':', '.'])?, 2, 2)?;
    let mut second = 0;
    if let Some((s, r)) = rest.strip_prefix(':').and_then(|r| digits(r, 2, 2)) {
        (second, rest) = (s, r);
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let rest = rest.trim_start();
    let lower = rest.to_ascii_lowercase();
    let hour = match () {
        () if lower.starts_with("pm") || lower.starts_with("p.m") => hour % 12 + 12,
        () if lower.starts_with("am") || lower.starts_with("a.m") => hour % 12,
        () => hour,
    };
    (hour < 24 && minute < 60 && second < 61).then(|| format!("{hour:02}:{minute:02}:{second:02}{}", zone(rest)))
}

/// `Z`, `+01:00`, or nothing where the zone is not given in numbers.
fn zone(rest: &str) -> String {
    if rest.starts_with('Z') || rest.starts_with("GMT") || rest.starts_with("UTC") {
        return "Z".to_owned();
    }
    let Some(sign @ ('+' | '-')) = rest.chars().next() else {
        return String::new();
    };
    let figures: String = rest[1..].chars().filter(|c| *c != ':').take_while(char::is_ascii_digit).take(4).collect();
    let Some(hours) = figures.get(..2).and_then(|h| h.parse::<u32>().ok()) else {
        return String::new();
    };
    let minutes: u32 = figures.get(2..4).and_then(|m| m.parse().ok()).unwrap_or(0);
    if hours == 0 && minutes == 0 { "Z".to_owned() } else { format!("{sign}{hours:02}:{minutes:02}") }
}

/// The number that `text` begins with, of `least..=most` digits and not more, and what follows it.
fn digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (least..=most).contains(&end).then(|| Some((text[..end].parse().ok()?, &text[end..]))).flatten()
}

fn valid_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expected: Option<&str>) {
        assert_eq!(parse(given).map(|(at, p)| format!("{at} {}", p.as_str())).as_deref(), expected, "{given}");
    }

    #[test]
    fn iso_dates_keep_what_they_say_and_no_more() {
        check("2024", Some("2024 year"));
        check("2024-11", Some("2024-11 month"));
        check("2024-11-13", Some("2024-11-13 day"));
        check("2024/1/3", Some("2024-01-03 day"));
        check("2024-11-13T10:02:00.000+0100", Some("2024-11-13T10:02:00+01:00 time"));
        check("2024-11-13 10:02", Some("2024-11-13T10:02:00 time"));
        check("2024-11-13T10:02:00Z", Some("2024-11-13T10:02:00Z time"));
        check("20241113T100200Z", Some("2024-11-13T10:02:00Z time"));
    }

    #[test]
    fn other_spellings_are_read() {
        check("Wed, 13 Nov 2024 10:02:00 GMT", Some("2024-11-13T10:02:00Z time"));
        check("13. November 2024", Some("2024-11-13 day"));
        check("November 13, 2024 5:08 PM EST", Some("2024-11-13T17:08:00 time"));
        check("13 de noviembre de 2024", Some("2024-11-13 day"));
        check("13 ноября 2024, 10:02", Some("2024-11-13T10:02:00 time"));
        check("November 2024", Some("2024-11 month"));
        check("1731492120", Some("2024-11-13T10:02:00Z time"));
        check("1731492120000", Some("2024-11-13T10:02:00Z time"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for given in
            ["", "Wednesday", "2024-13-01", "2024-02-30", "12345", "soon", "99999999", "5 minutes ago", "13/11/2024"]
        {
            check(given, None);
        }
    }
}
