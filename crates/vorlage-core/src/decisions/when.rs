//! The order of decisions in time.

/// Seconds in a day.
const DAY: i64 = 86_400;

/// What RFC 3339 instants are ordered by, whatever their offsets: seconds, then the fraction as it is written; what is none comes
/// first, by its words.
pub(super) fn instant(at: &str) -> (Option<i64>, &str) {
    match seconds(at) {
        Some((seconds, fraction)) => (Some(seconds), fraction),
        None => (None, at),
    }
}

/// Seconds since the first of January 1970 and the digits of the fraction.
fn seconds(at: &str) -> Option<(i64, &str)> {
    let number = |from: usize, to: usize| at.get(from..to)?.parse::<u16>().ok().map(i64::from);
    let day = days(number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let clock = number(11, 13)? * 3600 + number(14, 16)? * 60 + number(17, 19)?;
    let rest = at.get(19..)?;
    let digits = rest.strip_prefix('.').map_or(0, |r| 1 + r.bytes().take_while(u8::is_ascii_digit).count());
    let (fraction, zone) = rest.split_at(digits);
    Some((day * DAY + clock - offset(zone)?, fraction.trim_end_matches('0')))
}

/// Seconds that a zone is ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    Some(sign * (i64::from(hours.parse::<u8>().ok()?) * 3600 + i64::from(minutes.parse::<u8>().ok()?) * 60))
}

/// Days since the first of January 1970 in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_years = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    of_years + (153 * month + 2) / 5 + day - 719_469
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_ordered_whatever_their_offsets() {
        assert_eq!(instant("1970-01-02T00:00:00Z"), (Some(86_400), ""));
        assert_eq!(instant("2000-03-01T00:00:00Z"), (Some(951_868_800), ""));
        assert!(instant("2026-03-02T10:00:00+02:00") < instant("2026-03-02T09:00:00Z"));
        assert!(instant("2026-03-02T09:00:00Z") < instant("2026-03-02T09:00:00.250Z"));
        assert!(instant("yesterday") < instant("1970-01-01T00:00:00Z"));
    }
}
