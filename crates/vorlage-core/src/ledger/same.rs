//! Rows joined because people said that their claims are one.

use super::{Place, judge, mark_independent};
use crate::{StoryView, decisions::not_followed};
use vorlage_model::{DocumentIndex, LedgerRow, Note, Span};

/// Joins the rows of claims that are one; what cannot be joined is noted.
pub(super) fn join(story: &StoryView<'_>, places: &[Place], rows: &mut Vec<LedgerRow>) -> Vec<Note> {
    let mut notes = Vec::new();
    for same in story.decisions.same() {
        if same.claims.iter().any(|(document, _)| story.documents.binary_search(document).is_err()) {
            continue;
        }
        let found = same.claims.map(|claim| row_of(rows, claim));
        let why = match found {
            [Some(one), Some(other)] if rows[one].kind != rows[other].kind => {
                "one claim is a figure, the other a quotation"
            }
            [Some(one), Some(other)] => {
                put(story, places, rows, (one.min(other), one.max(other)));
                rows[one.min(other)].decided.push(same.said.words.clone());
                continue;
            }
            _ => "no figure or quotation is read at its place",
        };
        notes.push(not_followed(&same.id, why));
    }
    notes
}

/// The row that has a reading at a place: the one that most of its words stand in, the first of equals.
fn row_of(rows: &[LedgerRow], (document, span): (DocumentIndex, Span)) -> Option<usize> {
    let common = |s: Span| s.end.min(span.end).saturating_sub(s.begin.max(span.begin));
    let of_row = |row: &LedgerRow| {
        row.readings
            .iter()
            .filter(|r| r.document == document)
            .map(|r| (common(r.span), std::cmp::Reverse(r.span.len())))
            .max()
    };
    let found = rows.iter().enumerate().filter_map(|(at, row)| Some((of_row(row)?, std::cmp::Reverse(at))));
    found.max().filter(|((common, _), _)| *common > 0).map(|(_, at)| at.0)
}

/// Puts the readings of the second row into the first, and judges them anew.
fn put(story: &StoryView<'_>, places: &[Place], rows: &mut Vec<LedgerRow>, (kept, gone): (usize, usize)) {
    if kept == gone {
        return;
    }
    let other = rows.remove(gone);
    let row = &mut rows[kept];
    row.readings.extend(other.readings);
    row.decided.extend(other.decided);
    row.readings.sort_by_key(|r| (r.origin, r.document, r.span));
    mark_independent(row, places);
    row.verdict = judge(story.subjects, places, row);
}
