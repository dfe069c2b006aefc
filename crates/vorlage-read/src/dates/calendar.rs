//! Other calendars: days since 1970, and the Persian calendar.

/// Days since 1970 as year, month, day (Hinnant, "chrono-compatible low-level date algorithms").
pub(super) fn civil(days: i64) -> (i64, i64, i64) {
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

/// Year, month and day as days since 1970, the reverse of [`civil`].
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Names of the Persian months.
const PERSIAN: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// The Persian month that a word names.
pub(super) fn persian_month(word: &str) -> Option<u32> {
    PERSIAN.iter().position(|name| *name == word).map(|at| at as u32 + 1)
}

/// A Persian year that begins a cycle of leap years, and the days from 1970 to its first day (21 March 1960).
const CYCLE_BEGIN: (i64, i64) = (1339, -3573);
/// Days of 33 years, of which 8 are leap years.
const CYCLE: i64 = 33 * 365 + 8;

/// A day of the Persian calendar in the common one, by the 33-year cycle of leap years.
pub(super) fn from_persian(year: u32, month: u32, day: u32) -> Option<(u32, u32, u32)> {
    let most = match month {
        1..=6 => 31,
        7..=12 => 30,
        _ => return None,
    };
    if !(1..=most).contains(&day) {
        return None;
    }
    let years = i64::from(year) - CYCLE_BEGIN.0;
    let leap_days = years.rem_euclid(33) / 4;
    let before = i64::from(month - 1) * 30 + i64::from((month - 1).min(6));
    let days = CYCLE_BEGIN.1 + years.div_euclid(33) * CYCLE + years.rem_euclid(33) * 365 + leap_days + before;
    let (year, month, day) = civil(days + i64::from(day) - 1);
    Some((u32::try_from(year).ok()?, month as u32, day as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_both_ways() {
        for day in [-800_000, -1, 0, 59, 11_016, 20_000, 20_040] {
            let (y, m, d) = civil(day);
            assert_eq!(days(y, m, d), day);
        }
        assert_eq!(days(2024, 11, 13), 20_040);
    }

    #[test]
    fn new_years_of_the_persian_calendar_are_in_march() {
        for (persian, expected) in [
            ((1403, 1, 1), (2024, 3, 20)),
            ((1402, 1, 1), (2023, 3, 21)),
            ((1399, 8, 11), (2020, 11, 1)),
            ((1403, 12, 30), (2025, 3, 20)),
            ((1375, 1, 1), (1996, 3, 20)),
            ((1380, 5, 9), (2001, 7, 31)),
        ] {
            assert_eq!(from_persian(persian.0, persian.1, persian.2), Some(expected), "{persian:?}");
        }
        assert_eq!(from_persian(1403, 7, 31), None);
    }
}
