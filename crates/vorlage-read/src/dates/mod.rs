//! Dates: those of fields and tags (ISO 8601 and its relatives, RFC 2822, seconds since 1970), and those in running text (`text`).
//! What is missing is never filled in: the precision says how much is known.

mod calendar;
mod months;
mod text;

pub(crate) use text::{Found, find};

use vorlage_model::{Lang, Precision};

/// Years that news can have.
const YEARS: std::ops::RangeInclusive<u32> = 1600..=2199;

/// How a page spells dates.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spelling {
    /// The language, which tells months of one name apart.
    pub lang: Option<Lang>,
    /// Whether `5/6` is 6 May; `None` where that is not known, and such dates are not read.
    pub month_first: Option<bool>,
}

impl Spelling {
    /// The spelling of a language tag: month first in the United States and the Philippines, and where English names no region.
    pub(crate) fn of(tag: Option<&str>) -> Self {
        let Some(tag) = tag else {
            return Self::default();
        };
        let lang = Lang::parse(tag);
        let region = tag.split(['-', '_']).nth(1).map(str::to_ascii_uppercase);
        let month_first = match region.as_deref() {
            Some(region) => matches!(region, "US" | "PH"),
            None => lang == Some(Lang::EN),
        };
        Self { lang, month_first: lang.map(|_| month_first) }
    }

    fn persian(self) -> bool {
        self.lang == Lang::parse("fa")
    }
}

/// Reads a date; ISO 8601 with what is known of it, or `None`. Where the order of day and month is unknown, `5/6/2024` is none.
pub(crate) fn parse(given: &str) -> Option<(String, Precision)> {
    parse_as(given, Spelling::default())
}

/// Reads a date that a page declares.
pub(crate) fn parse_as(given: &str, spelling: Spelling) -> Option<(String, Precision)> {
    let given = given.trim();
    iso(given).or_else(|| compact(given)).or_else(|| epoch(given)).or_else(|| {
        let day = find(given, spelling).into_iter().next().map(|f| (f.at, f.precision));
        day.or_else(|| month_alone(given, spelling))
    })
}

/// `November 2024`.
fn month_alone(given: &str, spelling: Spelling) -> Option<(String, Precision)> {
    let (word, year) = given.split_once(|c: char| c.is_whitespace() || c == ',')?;
    let month = months::month(word.trim_end_matches('.'), spelling.lang)?;
    let (year, rest) = digits(year.trim(), 4, 4).filter(|(y, _)| YEARS.contains(y))?;
    rest.is_empty().then(|| (format!("{year:04}-{month:02}"), Precision::Month))
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
    let (year, month, day) = calendar::civil(days);
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some((format!("{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60), Precision::Time))
}

/// Minutes since 1970 of `2024-11-13T10:02...`.
pub(crate) fn minutes(at: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| at.get(range)?.parse::<i64>().ok();
    let days = calendar::days(number(0..4)?, number(5..7)?, number(8..10)?);
    Some(days * 1440 + number(11..13)? * 60 + number(14..16)?)
}

/// Minutes since 1970 as `2024-11-13T10:02`.
pub(crate) fn of_minutes(minutes: i64) -> String {
    let (year, month, day) = calendar::civil(minutes.div_euclid(1440));
    let minute = minutes.rem_euclid(1440);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", minute / 60, minute % 60)
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
    let named = rest.strip_prefix("GMT").or_else(|| rest.strip_prefix("UTC"));
    let rest = named.unwrap_or(rest);
    if rest.starts_with('Z') || named.is_some() && !rest.starts_with(['+', '-']) {
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
        check("13 Nov 2024, 22:11 GMT+10", Some("2024-11-13T22:11:00+10:00 time"));
        check("November 2024", Some("2024-11 month"));
        check("13/11/2024", Some("2024-11-13 day"));
        check("1731492120", Some("2024-11-13T10:02:00Z time"));
        check("1731492120000", Some("2024-11-13T10:02:00Z time"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for given in
            ["", "Wednesday", "2024-13-01", "2024-02-30", "12345", "soon", "99999999", "5 minutes ago", "5/6/2024"]
        {
            check(given, None);
        }
    }
}
