//! Dates in running text: `13. November 2024`, `11/13/2024`, `2024年11月13日`, `13 نوفمبر 2024`.
//!
//! In: a text and how its page spells dates. Out: every full date (day, month and year) with where it stands, in order. Digits of
//! all scripts that news are written in count; years of the Persian and the Thai calendar are turned into those of the common one.

use super::{Spelling, YEARS, calendar, months, valid_day, with_time};
use vorlage_model::Precision;

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// First byte.
    pub begin: usize,
    /// One past the last byte of day, month and year; a time of day may follow.
    pub end: usize,
    /// ISO 8601.
    pub at: String,
    /// The day, or better where a time of day follows.
    pub precision: Precision,
}

/// Words that may stand between day, month and year and say nothing.
const BETWEEN: [&str; 20] = [
    "de", "del", "of", "st", "nd", "rd", "th", "er", "di", "dne", "den", "the", "a", "m", "gada", "ko", "م", "do", "i",
    "ม",
];

/// Bytes of the longest of them.
const LONGEST_BETWEEN: usize = 4;

/// Two-digit years from here on belong to the last century (POSIX `%y`).
const CENTURY_TURN: u32 = 69;

/// Most digits of a number that can be part of a date.
const MOST_DIGITS: usize = 4;

#[derive(Debug, Clone, Copy)]
enum Sort {
    Number { value: u32, digits: usize },
    Word,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    sort: Sort,
    begin: usize,
    end: usize,
}

/// Finds the dates of a text.
pub(crate) fn find(text: &str, spelling: Spelling) -> Vec<Found> {
    let tokens = tokens(text);
    let reader = Reader { text, tokens: &tokens, spelling };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((next, date)) = reader.date_at(at) else {
            at += 1;
            continue;
        };
        let (begin, end) = (tokens[at].begin, tokens[next - 1].end);
        if let Some((year, month, day)) = date {
            let (at, precision) = with_time(&format!("{year:04}-{month:02}-{day:02}"), &text[end..]);
            found.push(Found { begin, end, at, precision });
        }
        at = next;
    }
    found
}

/// Numbers and words of a text; other signs part them.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (begin, c) in text.char_indices() {
        let end = begin + c.len_utf8();
        let touching = tokens.last_mut().filter(|t| t.end == begin);
        match (digit(c), touching) {
            (Some(d), Some(Token { sort: Sort::Number { value, digits }, end: last, .. })) => {
                *value = if *digits < MOST_DIGITS { *value * 10 + d } else { *value };
                *digits += 1;
                *last = end;
            }
            (Some(d), _) => tokens.push(Token { sort: Sort::Number { value: d, digits: 1 }, begin, end }),
            (None, touching) if is_letter(c) => match touching {
                Some(token) if matches!(token.sort, Sort::Word) && !is_cjk(c) => token.end = end,
                _ => tokens.push(Token { sort: Sort::Word, begin, end }),
            },
            _ => {}
        }
    }
    tokens
}

/// A year of two digits.
fn in_century(year: u32) -> u32 {
    if year < CENTURY_TURN { 2000 + year } else { 1900 + year }
}

/// The value of a digit of the scripts that write dates: Latin, full width, Arabic, Persian, Devanagari, Bengali, Thai.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '๐'..='๙' => '๐',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

/// Letters, and the signs that Indic and Thai words are written with.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{900}'..='\u{e4e}').contains(&c) && digit(c).is_none()
}

fn is_cjk(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    spelling: Spelling,
}

type Day = (u32, u32, u32);

impl Reader<'_> {
    /// The date that begins at a token, and the token after it; a run of figures that is no day (an address, a version) is passed over.
    fn date_at(&self, at: usize) -> Option<(usize, Option<Day>)> {
        if let Some((first, digits)) = self.number(at) {
            let mark = self.mark(at);
            let chained =
                mark.is_some() && mark == self.mark(at + 1) && self.number(at + 1).zip(self.number(at + 2)).is_some();
            if let (true, Some(mark)) = (chained, mark) {
                let longer = self.mark(at + 2) == Some(mark) && mark != " " && self.number(at + 3).is_some();
                let day = if longer { None } else { self.chain(at, mark) };
                return (day.is_some() || longer).then_some((at + 3, day));
            }
            if digits == 4 {
                return self.year_first(at, first);
            }
        }
        self.month_named(at)
    }

    fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.tokens.get(at)?.sort {
            Sort::Number { value, digits } if digits <= MOST_DIGITS => Some((value, digits)),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at)?;
        matches!(token.sort, Sort::Word).then(|| &self.text[token.begin..token.end])
    }

    /// What stands between a token and the next.
    fn gap(&self, at: usize) -> Option<&str> {
        Some(&self.text[self.tokens.get(at)?.end..self.tokens.get(at + 1)?.begin])
    }

    /// The sign that chains a number to the next one.
    fn mark(&self, at: usize) -> Option<&str> {
        self.gap(at).map(str::trim).filter(|g| matches!(*g, "." | "/" | "-" | "–" | "‐" | "。"))
    }

    /// Three numbers with the same sign between them.
    fn chain(&self, at: usize, mark: &str) -> Option<Day> {
        let ((a, digits_a), (b, digits_b), (c, digits_c)) =
            (self.number(at)?, self.number(at + 1)?, self.number(at + 2)?);
        if digits_a == 4 {
            return self.day(a, b, c).filter(|_| digits_b <= 2 && digits_c <= 2);
        }
        // `28.09.1912:44`: the year's two digits run into the hour.
        let run_together = digits_c == 4 && self.text[self.tokens[at + 2].end..].starts_with(':');
        let year = match digits_c {
            4 if run_together => in_century(c / 100),
            4 => c,
            2 if digits_a == 2 && digits_b == 2 && mark != "-" => in_century(c),
            _ => return None,
        };
        if digits_a > 2 || digits_b > 2 {
            return None;
        }
        let (day_first, month_first) = (self.day(year, b, a), self.day(year, a, b));
        match self.spelling.month_first {
            _ if a == b => day_first,
            Some(true) if mark != "." => month_first.or(day_first),
            None if mark != "." && day_first.is_some() && month_first.is_some() => None,
            _ => day_first.or(month_first),
        }
    }

    /// `2024年11月13日`, `2024. november 13.`, `2024 m. lapkričio 13 d.`, `2024. gada 13. novembris`.
    fn year_first(&self, at: usize, year: u32) -> Option<(usize, Option<Day>)> {
        if matches!(self.word(at + 1), Some("年" | "년")) {
            return self.east_asian(at, year);
        }
        if !YEARS.contains(&self.common_year(year)) {
            return None;
        }
        let first = self.skip(at + 1);
        if let Some((day, _)) = self.number(first + 1).filter(|(_, digits)| *digits <= 2)
            && let Some(month) = self.month(first)
        {
            return Some((first + 2, Some(self.day(year, month, day)?)));
        }
        let (day, _) = self.number(first).filter(|(_, digits)| *digits <= 2)?;
        let second = self.skip(first + 1);
        Some((second + 1, Some(self.day(year, self.month(second)?, day)?)))
    }

    fn east_asian(&self, at: usize, year: u32) -> Option<(usize, Option<Day>)> {
        let (month, day) = (self.number(at + 2)?.0, self.number(at + 4)?.0);
        let end = at + 5 + usize::from(matches!(self.word(at + 5), Some("日" | "일")));
        matches!(self.word(at + 3), Some("月" | "월")).then_some(())?;
        Some((end, Some(self.day(year, month, day)?)))
    }

    /// `13. November 2024`, `13 de noviembre de 2024`, `November 13, 2024`, `13 tháng 11, 2024`.
    fn month_named(&self, at: usize) -> Option<(usize, Option<Day>)> {
        if let Some((day, _)) = self.number(at).filter(|(_, digits)| *digits <= 2) {
            let middle = self.skip(at + 1);
            let vietnamese = matches!(self.word(middle), Some("tháng" | "Tháng"));
            let numbered = self.number(middle + 1).filter(|_| vietnamese);
            let last = middle + usize::from(numbered.is_some() || self.is_second_word(middle));
            let next = self.skip(last + 1);
            let (year, _) = self.number(next).filter(|(_, digits)| *digits == 4)?;
            let month = numbered.map(|(month, _)| month).or_else(|| self.month(middle))?;
            return Some((next + 1, Some(self.day(year, month, day)?)));
        }
        // Looking a name up costs most: the numbers around it come first.
        let first = self.skip(at + 1);
        let (day, _) = self.number(first).filter(|(_, digits)| *digits <= 2)?;
        let second = self.skip(first + 1);
        let (year, _) = self.number(second).filter(|(_, digits)| *digits == 4)?;
        Some((second + 1, Some(self.day(year, self.month(at)?, day)?)))
    }

    /// The next token that says something; what stands between must be near.
    fn skip(&self, at: usize) -> usize {
        let empty = |at: usize| {
            self.word(at).is_some_and(|w| w.len() <= LONGEST_BETWEEN && BETWEEN.contains(&w.to_lowercase().as_str()))
        };
        (at..at + 2).find(|n| !empty(*n)).unwrap_or(at + 2)
    }

    fn month(&self, at: usize) -> Option<u32> {
        let near = |at: usize| self.gap(at).is_none_or(|g| g.chars().count() <= 3 && !g.contains('\n'));
        let word = self.word(at).filter(|_| at == 0 || near(at - 1))?;
        match (word, self.word(at + 1)) {
            ("تشرين", Some("الأول")) => Some(10),
            ("تشرين", Some("الثاني")) => Some(11),
            ("كانون", Some("الأول")) => Some(12),
            ("كانون", Some("الثاني")) => Some(1),
            _ => months::month(word, self.spelling.lang).or_else(|| calendar::persian_month(word)),
        }
    }

    /// Levantine months have two words.
    fn is_second_word(&self, at: usize) -> bool {
        matches!(self.word(at), Some("تشرين" | "كانون"))
    }

    /// The year of the common calendar that a year of the Thai one is.
    fn common_year(&self, year: u32) -> u32 {
        if (2400..2700).contains(&year) { year - 543 } else { year }
    }

    /// A day that there is, in the common calendar.
    fn day(&self, year: u32, month: u32, day: u32) -> Option<Day> {
        if (1300..1500).contains(&year) && self.spelling.persian() {
            return calendar::from_persian(year, month, day);
        }
        let year = self.common_year(year);
        (YEARS.contains(&year) && valid_day(year, month, day)).then_some((year, month, day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::Lang;

    fn check_in(lang: &str, text: &str, expected: &[&str]) {
        let found = find(text, Spelling::of(Some(lang)));
        assert_eq!(found.iter().map(|f| f.at.as_str()).collect::<Vec<_>>(), expected, "{text}");
    }

    fn check(text: &str, expected: &[&str]) {
        check_in("xx", text, expected);
    }

    #[test]
    fn days_are_found_in_the_spellings_of_many_languages() {
        for text in [
            "Am 13. November 2024 war es kalt", "on November 13th, 2024", "el 13 de noviembre de 2024",
            "13 ноября 2024 года", "2024年11月13日", "2024년 11월 13일", "2024. november 13., szerda",
            "2024 m. lapkričio 13 d.", "2024. gada 13. novembris", "13.11.2024", "13/11/2024", "2024-11-13",
            "2024/11/13", "13 tháng 11, 2024", "13 نوفمبر 2024", "13 تشرين الثاني 2024", "१३ नवंबर २०२४",
            "13 พฤศจิกายน 2567", "Wednesday, 13-Nov-2024", "13.11.24", "le 13 novembre 2024", "13 בנובמבר 2024",
        ] {
            check(text, &["2024-11-13"]);
        }
        check_in("fa", "۲۳ آبان ۱۴۰۳", &["2024-11-13"]);
    }

    #[test]
    fn a_time_of_day_that_follows_is_kept() {
        check("Stand: 13.11.2024, 17:08 Uhr", &["2024-11-13T17:08:00"]);
        check("Nov. 13, 2024 5:08 p.m.", &["2024-11-13T17:08:00"]);
    }

    #[test]
    fn the_page_s_language_decides_between_day_and_month() {
        check_in("en-US", "05/06/2024", &["2024-05-06"]);
        check_in("en-GB", "05/06/2024", &["2024-06-05"]);
        check_in("de", "05.06.2024", &["2024-06-05"]);
        assert!(find("05/06/2024", Spelling::default()).is_empty());
        assert_eq!(Spelling::of(Some("en-US")).lang, Some(Lang::EN));
    }

    #[test]
    fn figures_that_are_no_days_are_passed_over() {
        check("version 1.2.3.4, call 030-1234-5678, 32.13.2024, 2 of 3, 1-0-2", &[]);
        check("2020 and 12 more; May 2024; in 1999. 12 people", &[]);
    }
}
