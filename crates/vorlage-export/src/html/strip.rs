//! The overview strip of a family: documents as rows, the segments of its text as columns, darker the more was changed.

use super::Page;
use crate::words::{percent, siglum};
use std::fmt::Write;
use vorlage_model::{Cell, Origin, Story};

/// Widest and narrowest column, and height of a row with its gap.
const COLUMN: (f64, f64) = (18.0, 2.0);
const ROW: (f64, f64) = (14.0, 4.0);
/// Width of all columns at which they begin to narrow.
const WIDTH: f64 = 900.0;
/// Room for the letters of the documents.
const LETTERS: f64 = 40.0;
/// How dark a segment is of which nothing was changed, and how much darker one of which nothing was kept.
const DARK: (f64, f64) = (0.16, 0.84);

/// Draws the strips of all families of a story.
pub(super) fn write(page: &Page<'_>, story: &Story, n: usize, out: &mut String) {
    let families = || story.stemma.origins.iter().filter(|o| !o.strip.rows.is_empty());
    if families().next().is_none() {
        return;
    }
    out.push_str(&format!("<h3>{}</h3>\n", page.say("Overview")));
    for family in families() {
        one(page, story, n, family, out);
    }
    let legend = page.say("A column is a sentence of the family's text, in the order of its root; what copies brought in stands behind what it follows there. The darker, the less is left of its first words.");
    out.push_str(&format!("<p class=\"legend\">{legend}</p>\n"));
}

fn one(page: &Page<'_>, story: &Story, n: usize, family: &Origin, out: &mut String) {
    let strip = &family.strip;
    let column = (WIDTH / strip.segments.max(1) as f64).clamp(COLUMN.1, COLUMN.0);
    let (width, height) = (LETTERS + column * strip.segments as f64, (ROW.0 + ROW.1) * strip.rows.len() as f64);
    let name =
        page.tongue.origin(page.trace, story, story.stemma.origins.iter().position(|o| o.id == family.id).unwrap_or(0));
    let label = super::escape(&format!(
        "{name}: {}, {}",
        page.tongue.counted(strip.rows.len(), "document"),
        page.tongue.counted(strip.segments, "segment")
    ));
    out.push_str(&format!(
        "<div class=\"wide\" tabindex=\"0\"><svg class=\"strip\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"group\" aria-label=\"{label}\">\n"
    ));
    for (at, row) in strip.rows.iter().enumerate() {
        let (y, letter) = ((ROW.0 + ROW.1) * at as f64, siglum(story, row.document));
        out.push_str(&format!(
            "<g><a href=\"{}\"><text x=\"0\" y=\"{:.0}\">{letter}</text></a>",
            page.href(n, &letter),
            y + ROW.0 - 2.0
        ));
        row.cells.iter().for_each(|cell| rects(cell, column, y, out));
        out.push_str("</g>\n");
    }
    out.push_str("</svg></div>\n");
}

/// A box for each run of segments of a cell.
fn rects(cell: &Cell, column: f64, y: f64, out: &mut String) {
    let dark = DARK.0 + DARK.1 * (1.0 - cell.kept);
    for run in cell.segments.chunk_by(|a, b| a + 1 == *b) {
        let (x, wide) = (LETTERS + column * run[0] as f64, column * run.len() as f64 - column.min(8.0) / 8.0);
        // Writing into a string cannot fail.
        let _ = write!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.0}\" width=\"{wide:.1}\" height=\"{}\" fill-opacity=\"{dark:.2}\"><title>{} kept</title></rect>",
            ROW.0,
            percent(cell.kept)
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::Span;

    #[test]
    fn segments_that_stand_together_are_one_box_and_change_is_dark() {
        let mut out = String::new();
        rects(&Cell { segments: vec![0, 1, 4], span: Span::new(0, 9), kept: 0.5 }, 8.0, 0.0, &mut out);
        assert_eq!(out.matches("<rect").count(), 2);
        assert!(out.starts_with(
            "<rect x=\"40.0\" y=\"0\" width=\"15.0\" height=\"14\" fill-opacity=\"0.58\"><title>50 % kept"
        ));
    }
}
