//! The ledger of a story as a critical apparatus: one claim, under it what each origin reads, the verdict at the end of the row.

use super::{FULL_CLAIMS, Page, SINGLE_CLAIMS, set_in};
use crate::readings::{self, SameReading};
use crate::styled::{Ink, Line, cut_text};
use crate::words::{self, counted, siglum};
use vorlage_model::{ClaimKind, LedgerRow, Story, Verdict};

/// What stands in the place of an origin's name before a reading that a copy changed; the arrow and its space come on top.
const CHANGED: &str = "copy";

/// The look of a verdict.
pub(super) fn ink(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Agree => Ink::Good,
        Verdict::Drift | Verdict::Differs => Ink::Warn,
        Verdict::Conflict => Ink::Bad,
        Verdict::Single | Verdict::NotMeasured => Ink::Faint,
    }
}

/// Draws the ledger of a story: claims of several origins in full, those of one origin in a line each.
pub(super) fn draw(page: &mut Page<'_>, story: &Story) {
    if story.ledger.is_empty() {
        return;
    }
    let (several, single) = readings::ranked(story);
    page.blank();
    let mut head = Line::of(Ink::Strong, "Ledger");
    head.push(Ink::Faint, &format!("  {} by more than one text", counted(several.len(), "claim")));
    head.push(Ink::Faint, &format!(", {} of a single origin", words::grouped(single.len() as f64)));
    page.push(head);
    let most = if page.view.explain { several.len() } else { FULL_CLAIMS };
    for row in several.iter().take(most) {
        in_full(page, story, row);
    }
    if several.len() > most {
        let more = format!("{}; --explain shows all", counted(several.len() - most, "more claim"));
        page.blank();
        page.push(set_in(2, &Line::of(Ink::Faint, &more)));
    }
    let shown = if page.view.explain { single.len() } else { SINGLE_CLAIMS };
    if !single.is_empty() {
        page.blank();
    }
    for row in single.iter().take(shown) {
        in_a_line(page, story, row);
    }
    if single.len() > shown {
        let more = format!("{} of a single origin; --explain shows them", counted(single.len() - shown, "more claim"));
        page.push(set_in(2, &Line::of(Ink::Faint, &more)));
    }
}

/// Where verdicts end: below the right end of the tree's table, on wide pages with room for long claims.
fn measure(page: &Page<'_>) -> usize {
    (page.table + super::tree::COLUMNS).max(100).min(page.width)
}

/// What a row is about; a quotation between marks, after who said it.
fn label(row: &LedgerRow, ink: Ink, room: usize) -> Line {
    let (speaker, text) = readings::label(row);
    let lead = speaker.map(|s| format!("{}: ", cut_text(s, room / 3))).unwrap_or_default();
    let line = Line::of(ink, &lead);
    match row.kind {
        ClaimKind::Quote => {
            let room = room.saturating_sub(line.width() + 2);
            line.with(ink, &super::tree::quoted(&cut_text(text, room)))
        }
        ClaimKind::Figure => line.with(ink, &cut_text(text, room)),
    }
}

fn in_full(page: &mut Page<'_>, story: &Story, row: &LedgerRow) {
    page.blank();
    let verdict = row.verdict.as_str();
    let measure = measure(page);
    let mut line = set_in(2, &label(row, Ink::Strong, measure - verdict.len() - 4));
    line.pad(measure - verdict.len());
    line.push(ink(row.verdict), verdict);
    page.push(line);
    let readings = readings::same_readings(page.trace, row);
    let origins =
        widest(readings.iter().map(|r| words::origin(page.trace, story, r.origin)), 16).max(CHANGED.len() + 2);
    let says = widest(readings.iter().map(|r| r.says.clone()), page.width / 3);
    let lettered = widest(readings.iter().map(|r| letters(story, r).text()), page.width / 4);
    let mut before = None;
    for reading in &readings {
        let name = if before == Some(reading.origin) {
            String::new()
        } else {
            words::origin(page.trace, story, reading.origin)
        };
        before = Some(reading.origin);
        match row.kind {
            ClaimKind::Figure => figure(page, story, reading, (&name, origins, says, lettered)),
            ClaimKind::Quote => quotation(page, story, reading, (&name, origins), readings::label(row).0),
        }
    }
}

/// The widest of some texts, at most `most`.
fn widest(texts: impl Iterator<Item = String>, most: usize) -> usize {
    texts.map(|t| Line::of(Ink::Plain, &t).width()).max().unwrap_or(0).min(most)
}

/// The beginning of a reading's row: the origin's number and name, or the sign of a changed copy.
fn origin(reading: &SameReading<'_>, name: &str, wide: usize) -> Line {
    let mut line = match (name.is_empty(), reading.drifted) {
        (false, _) => {
            Line::of(Ink::Faint, &format!("{:>4} ", reading.origin + 1)).with(Ink::Plain, &cut_text(name, wide))
        }
        (true, true) => Line::of(Ink::Warn, &format!("     ↳ {CHANGED}")),
        (true, false) => Line::new(),
    };
    line.pad(5 + wide + 2);
    line
}

/// Letters of the documents that bring a reading; those that only copy it greyed, in brackets.
fn letters(story: &Story, reading: &SameReading<'_>) -> Line {
    let list = |of: &[usize]| of.iter().map(|&d| siglum(story, d)).collect::<Vec<_>>().join(" ");
    let mut line = Line::of(Ink::Strong, &list(&reading.own));
    if !reading.copies.is_empty() {
        let gap = if reading.own.is_empty() { "" } else { " " };
        line.push(Ink::Faint, &format!("{gap}({})", list(&reading.copies)));
    }
    line
}

/// A reading of a figure; the widths are those of the columns of its claim.
fn figure(
    page: &mut Page<'_>,
    story: &Story,
    reading: &SameReading<'_>,
    (name, origins, says, lettered): (&str, usize, usize, usize),
) {
    let ink = if reading.own.is_empty() && !reading.drifted { Ink::Faint } else { Ink::Plain };
    let mut line = origin(reading, name, origins);
    let letters = letters(story, reading);
    line.push(if reading.drifted { Ink::Warn } else { ink }, &cut_text(&reading.says, says));
    line.pad(5 + origins + 2 + says + 2);
    line.append(&letters);
    let literal = readings::literal(page.trace, reading.shown);
    let column = line.width().max(5 + origins + 2 + says + 2 + lettered + 1);
    let room = page.width.saturating_sub(column + 1);
    let mut rest = Line::new();
    if let Some(source) = readings::said_by(page.trace, reading.shown) {
        rest.push(Ink::Plain, &cut_text(source, room));
    }
    let told = literal.to_lowercase().contains(&reading.says.to_lowercase());
    let gap = if rest.pieces.is_empty() { "" } else { "  " };
    let shown = format!("{gap}{}", super::tree::quoted(literal));
    if !told && rest.width() + Line::of(Ink::Faint, &shown).width() <= room {
        rest.push(Ink::Faint, &shown);
    }
    if !rest.pieces.is_empty() {
        line.pad(column);
        line.push(Ink::Plain, " ");
        line.append(&rest.cut(page.width.saturating_sub(column + 1)));
    }
    let line = line.cut(page.width);
    page.push(line);
}

/// A reading of a quotation; its speaker only where the label names another.
fn quotation(
    page: &mut Page<'_>,
    story: &Story,
    reading: &SameReading<'_>,
    (name, origins): (&str, usize),
    said_in_label: Option<&str>,
) {
    let head = origin(reading, name, origins);
    let mut body = letters(story, reading);
    let ink = match (reading.drifted, reading.own.is_empty()) {
        (true, _) => Ink::Warn,
        (false, true) => Ink::Faint,
        (false, false) => Ink::Plain,
    };
    let direct = reading.shown.direct.unwrap_or(true);
    let words = if direct { super::tree::quoted(&reading.says) } else { reading.says.clone() };
    body.push(Ink::Plain, " ");
    body.push(ink, &words);
    let named = readings::said_by(page.trace, reading.shown).filter(|&s| Some(s) != said_in_label);
    if let Some(speaker) = named {
        body.push(Ink::Faint, &format!(" - {speaker}"));
    }
    let margin = head.width();
    let rows = match page.view.explain {
        true => body.wrap(page.width - margin),
        false => super::tree::at_most(&body, page.width - margin, 3),
    };
    for (n, row) in rows.iter().enumerate() {
        let mut line = if n == 0 { head.clone() } else { set_in(margin, &Line::new()) };
        line.append(row);
        page.push(line);
    }
}

/// A claim of one origin: label, reading, letters.
fn in_a_line(page: &mut Page<'_>, story: &Story, row: &LedgerRow) {
    let readings = readings::same_readings(page.trace, row);
    let Some(reading) = readings.first() else { return };
    let verdict = row.verdict.as_str();
    let room = measure(page) - verdict.len() - 2;
    let mut line = set_in(2, &Line::of(Ink::Faint, &cut_text(&words::origin(page.trace, story, reading.origin), 14)));
    line.push(Ink::Faint, " ");
    line.append(&letters(story, reading));
    line.push(Ink::Plain, "  ");
    if row.kind == ClaimKind::Figure {
        line.push(Ink::Plain, &reading.says);
        line.push(Ink::Faint, " ");
    }
    match row.kind {
        ClaimKind::Quote => line.append(&label(row, Ink::Plain, room)),
        ClaimKind::Figure => line.push(Ink::Plain, readings::label_after_reading(row, reading.shown)),
    }
    let named = readings::said_by(page.trace, reading.shown).filter(|&s| Some(s) != readings::label(row).0);
    if let Some(source) = named {
        line.push(Ink::Faint, &format!(" - {source}"));
    }
    let mut line = line.cut(room);
    line.pad(room + 2);
    line.push(ink(row.verdict), verdict);
    page.push(line);
}
