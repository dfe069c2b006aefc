//! On which day an instant falls for the readers of a page, and which of two declared days they are shown.

use super::when::{self, NEAR};
use super::{NEAR_BLOCKS, Page};
use crate::dates::{self, Found};
use vorlage_model::{Precision, Published};

/// Minutes that clocks on Earth are from universal time, besides whole hours.
const PART_HOURS: [i64; 11] = [-570, -210, -150, 210, 270, 330, 345, 390, 570, 630, 765];
/// Whole hours that clocks on Earth are from universal time, in minutes.
const WHOLE_HOURS: std::ops::RangeInclusive<i64> = -12 * 60..=14 * 60;
/// Most minutes by which a clock is taken to differ from universal time because of the day that a page shows.
const MOST_ASSUMED: i64 = 4 * 60;

/// The first of what a page declares; where linked data and meta elements name two days, the one that readers are shown.
pub(super) fn as_shown(mut declared: impl Iterator<Item = Published>, page: &Page<'_>) -> Option<Published> {
    let day = |p: &Published| p.at.get(..10).unwrap_or_default().to_owned();
    let first = declared.next()?;
    let Some(other) = declared.find(|p| day(p) != day(&first)) else {
        return Some(first);
    };
    let changed = when::modified(page).as_ref().map(day);
    let shown = |p: &Published| changed.as_deref() != Some(&day(p)) && days(page).any(|d| d.at.starts_with(&day(p)));
    Some(if shown(&other) && !shown(&first) { other } else { first })
}

/// The same instant on the clock of the page: an instant in universal time can fall on another day than readers were told.
///
/// The page's clock is known where it shows the hour. Where it shows a day alone, in its address or by its headline, the clock
/// nearest to universal time on which the instant falls on that day is taken, up to [`MOST_ASSUMED`].
pub(super) fn on_the_page_s(found: Published, page: &Page<'_>) -> Published {
    let Some(utc) = found.at.strip_suffix('Z').and_then(minutes) else {
        return found;
    };
    let offset = shown_offset(utc, page).or_else(|| assumed_offset(utc, page)).filter(|o| *o != 0);
    let Some(offset) = offset else {
        return found;
    };
    let (sign, size) = (if offset < 0 { '-' } else { '+' }, offset.abs());
    let at =
        format!("{}:{}{sign}{:02}:{:02}", dates::of_minutes(utc + offset), &found.at[17..19], size / 60, size % 60);
    Published { at, ..found }
}

/// How far the clock is from universal time on which the page shows the instant.
fn shown_offset(utc: i64, page: &Page<'_>) -> Option<i64> {
    let clock = |o: &i64| o % 60 == 0 && WHOLE_HOURS.contains(o) || PART_HOURS.contains(o);
    days(page).filter_map(|f| Some(minutes(&f.at)? - utc)).find(clock)
}

/// How far the nearest clock is on which the instant falls on the day that the page shows.
fn assumed_offset(utc: i64, page: &Page<'_>) -> Option<i64> {
    let hours = |minutes: i64| minutes.div_euclid(60);
    let to = |day: &str| {
        let begin = minutes(&format!("{}T00:00:00", day.get(..10)?))?;
        let last = begin + 24 * 60 - 1;
        Some(-hours((utc - begin).min(0)) * 60 - (-hours((last - utc).min(0)) * 60))
    };
    let address = when::address(page).filter(|d| d.precision == Precision::Day).and_then(|d| to(&d.at));
    let shown: Vec<i64> = days(page).filter_map(|f| to(&f.at)).collect();
    let shown = if shown.contains(&0) { None } else { shown.into_iter().find(|o| o.abs() <= MOST_ASSUMED) };
    address.filter(|o| o.abs() <= MOST_ASSUMED && *o != 0).or(shown)
}

/// The days that the page shows by its headline, but for those of changes.
fn days(page: &Page<'_>) -> impl Iterator<Item = Found> {
    let near = |m: &&super::tags::Mark| !m.outside && page.after_headline(m.at).is_none_or(|d| NEAR.contains(&d));
    let marks = page.tags.dates.iter().filter(near).map(|m| m.text.as_str());
    let blocks = page.blocks().filter(|(_, _, d)| d.is_some_and(|d| NEAR_BLOCKS.contains(&d)));
    let lines = marks.chain(blocks.map(|(_, b, _)| page.outline.text_of(b))).flat_map(str::lines);
    lines.flat_map(|line| when::shown(line, page.spelling))
}

/// Minutes since 1970 of a time without zone.
fn minutes(at: &str) -> Option<i64> {
    (at.len() == "2024-11-13T10:02:00".len()).then(|| dates::minutes(at)).flatten()
}

#[cfg(test)]
mod tests {
    use crate::html::document;

    fn check(published: &str, page: &str, url: &str, expected: &str) {
        let data = format!("{{\"@type\": \"NewsArticle\", \"datePublished\": \"{published}\"}}");
        let page = format!(
            "<html lang=en-US><script type='application/ld+json'>{data}</script><h1>Ferry line closes</h1>{page}"
        );
        let published = document(&page, Some(url)).published.map(|p| p.at).unwrap_or_default();
        assert_eq!(published, expected, "{page}");
    }

    #[test]
    fn an_instant_is_told_on_the_page_s_own_clock() {
        let url = "https://a.test/x";
        let utc = "2024-11-13T01:09:55Z";
        check(utc, "<p>November 12, 2024 at 6:09 p.m.</p>", url, "2024-11-12T18:09:55-07:00");
        check(utc, "<p>Updated November 12, 2024 at 6:09 p.m.</p>", url, utc);
        check(utc, "<p>November 12, 2024 at 6:24 p.m.</p>", url, "2024-11-12T23:09:55-02:00");
    }

    #[test]
    fn a_day_that_readers_are_shown_tells_the_nearest_clock() {
        let url = "https://a.test/2024/11/13/x";
        check("2024-11-12T22:30:00Z", "", url, "2024-11-13T00:30:00+02:00");
        check("2024-11-14T01:00:00Z", "", url, "2024-11-13T23:00:00-02:00");
        check("2024-11-12T12:30:00Z", "", url, "2024-11-12T12:30:00Z");
        check("2024-11-12T23:00:00Z", "<p>November 13, 2024</p>", "https://a.test/x", "2024-11-13T00:00:00+01:00");
    }

    #[test]
    fn of_two_declared_days_the_one_that_is_shown_counts() {
        let meta = "<meta property='article:published_time' content='2024-11-13'>";
        check("2024-11-11", &format!("{meta}<p>November 13, 2024</p>"), "https://a.test/x", "2024-11-13");
        check("2024-11-11", meta, "https://a.test/x", "2024-11-11");
    }
}
