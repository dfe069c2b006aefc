//! The documents of a story on a line of time: a row for each origin, a dot for each document.

use super::{Page, escape};
use crate::words::siglum;
use vorlage_model::Story;

/// Width of the line, and room at its ends.
const LINE: (f64, f64) = (860.0, 40.0);
/// Room for the names of the origins, and the height of a row.
const NAMES: f64 = 150.0;
const ROW: f64 = 34.0;
/// Radius of a dot.
const DOT: f64 = 9.0;

/// Draws the line where two documents at least have two different times.
pub(super) fn write(page: &Page<'_>, story: &Story, n: usize, out: &mut String) {
    let dated: Vec<(usize, f64)> = story.documents.iter().filter_map(|&d| Some((d, minutes(at(page, d)?)?))).collect();
    let (first, last) = dated.iter().fold((f64::MAX, f64::MIN), |(a, b), (_, at)| (a.min(*at), b.max(*at)));
    if first >= last {
        return;
    }
    let rows: Vec<usize> = (0..story.stemma.origins.len())
        .filter(|&o| dated.iter().any(|(d, _)| page.trace.documents[*d].origin == o))
        .collect();
    let (width, height) = (NAMES + LINE.0 + 2.0 * LINE.1, ROW * (rows.len() + 1) as f64);
    let label = escape(page.say("Documents in order of time"));
    out.push_str(&format!("<h3>{}</h3>\n<div class=\"wide\" tabindex=\"0\"><svg class=\"timeline\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"group\" aria-label=\"{label}\">\n", page.say("Time")));
    for (row, &origin) in rows.iter().enumerate() {
        let y = ROW * (row as f64 + 0.5);
        let name = escape(&crate::styled::cut_text(&page.tongue.origin(page.trace, story, origin), 20));
        out.push_str(&format!(
            "<text x=\"0\" y=\"{:.1}\">{name}</text><path class=\"axis\" d=\"M{NAMES} {y:.1}H{:.1}\"/>",
            y + 4.0,
            width
        ));
        for &(d, at) in dated.iter().filter(|(d, _)| page.trace.documents[*d].origin == origin) {
            let x = NAMES + LINE.1 + LINE.0 * (at - first) / (last - first);
            let letter = siglum(story, d);
            let when = page.trace.documents[d].document.published.as_ref().map(|p| p.at.as_str()).unwrap_or_default();
            out.push_str(&format!(
                "<a href=\"{}\"><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{DOT}\"/><text class=\"dotted\" x=\"{x:.1}\" y=\"{:.1}\">{letter}</text><title>{letter} {}</title></a>",
                page.href(n, &letter),
                y + 4.0,
                escape(when)
            ));
        }
    }
    let y = ROW * (rows.len() as f64 + 0.5);
    let ends = [(first, NAMES + LINE.1, "start"), (last, NAMES + LINE.1 + LINE.0, "end")];
    for (at, x, anchor) in ends {
        let day =
            dated.iter().find(|(_, other)| *other == at).and_then(|(d, _)| self::at(page, *d)).unwrap_or_default();
        out.push_str(&format!(
            "<text class=\"sub\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>",
            escape(&page.tongue.day(day))
        ));
    }
    out.push_str("</svg></div>\n");
}

fn at<'p>(page: &'p Page<'_>, document: usize) -> Option<&'p str> {
    page.trace.documents[document].document.published.as_ref().map(|p| p.at.as_str())
}

/// Minutes of an ISO time since the year nought, months taken for 31 days: enough for an order and for distances of days.
fn minutes(at: &str) -> Option<f64> {
    let number = |range: std::ops::Range<usize>| at.get(range)?.parse::<f64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute) = (number(11..13).unwrap_or(0.0), number(14..16).unwrap_or(0.0));
    Some((((year * 12.0 + month) * 31.0 + day) * 24.0 + hour) * 60.0 + minute)
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn times_are_in_order() {
        let times =
            ["2024-02-28", "2024-02-28T09:30:00Z", "2024-03-01", "2025-01-01"].map(|t| minutes(t).expect("a time"));
        assert!(times.is_sorted() && minutes("2024").is_none() && minutes("ä024-02-28").is_none());
    }
}
