//! Two documents side by side: aligned sentences in one row, words cut, added and replaced marked, and what was done and why.

use super::{View, tree};
use crate::comparison::{ChangeKind, Comparison, Finding, Row, Side, rows};
use crate::styled::{Ink, Line, cut_middle};
use crate::words::percent;
use vorlage_model::{Evidence, Span};

/// Columns between the two texts: a sign with a space on both sides.
const GUTTER: usize = 3;

/// Lays out `vorlage compare`.
#[must_use]
pub fn compare(comparison: &Comparison<'_>, view: View) -> Vec<Line> {
    let width = view.columns();
    let mut out = Vec::new();
    verdict(comparison, view, &mut out);
    out.push(Line::new());
    let half = (width - GUTTER) / 2;
    let names = comparison.names().map(|n| Line::of(Ink::Strong, &cut_middle(n, half)));
    beside(&names[..1], " ", &names[1..], half, &mut out);
    beside(&[Line::of(Ink::Faint, &"─".repeat(half))], "┬", &[Line::of(Ink::Faint, &"─".repeat(half))], half, &mut out);
    for row in rows(&comparison.alignment) {
        let (left, sign, right) = cells(comparison, row);
        beside(&left.wrap(half), sign, &right.wrap(half), half, &mut out);
    }
    out.push(Line::new());
    out.extend(legend().wrap(width));
    out
}

/// Puts two columns beside one another.
fn beside(left: &[Line], sign: &str, right: &[Line], half: usize, out: &mut Vec<Line>) {
    let empty = Line::new();
    for n in 0..left.len().max(right.len()) {
        let mut line = left.get(n).unwrap_or(&empty).clone();
        line.pad(half + 1);
        line.push(Ink::Faint, if n == 0 { sign } else { "│" });
        line.push(Ink::Plain, " ");
        line.append(right.get(n).unwrap_or(&empty));
        out.push(line);
    }
}

fn legend() -> Line {
    let mut line = Line::of(Ink::Faint, "= same ≈ changed ↕ moved ‹ only left › only right  ");
    line.push(Ink::Cut, "[-cut-]");
    line.push(Ink::Faint, "  ");
    line.push(Ink::Added, "{+added+}");
    line.push(Ink::Faint, "  ");
    line.push(Ink::Replaced, "~replaced~");
    line
}

fn cells(comparison: &Comparison<'_>, row: Row<'_>) -> (Line, &'static str, Line) {
    match row {
        Row::OnlyA(span) => (Line::of(Ink::Cut, comparison.a.words(span)), "‹", Line::new()),
        Row::OnlyB(span) => (Line::new(), "›", Line::of(Ink::Added, comparison.b.words(span))),
        Row::Linked(n, link) => {
            let changes = comparison.changes.get(n).map_or(&[][..], Vec::as_slice);
            let same = changes.iter().all(|c| c.kind == ChangeKind::Same);
            let sign = match (link.moved, same) {
                (true, _) => "↕",
                (false, true) => "=",
                (false, false) => "≈",
            };
            let left = marked(comparison.a, link.a, changes.iter().map(|c| (c.kind, c.a)), same);
            let right = marked(comparison.b, link.b, changes.iter().map(|c| (c.kind, c.b)), same);
            (left, sign, right)
        }
    }
}

/// A sentence with its changed words marked, by look and by signs that stay where there is no colour.
fn marked(side: Side<'_>, span: Span, changes: impl Iterator<Item = (ChangeKind, Span)>, same: bool) -> Line {
    let text = side.document.text.as_str();
    let plain = if same { Ink::Faint } else { Ink::Plain };
    let mut line = Line::new();
    let mut at = span.begin as usize;
    for (kind, words) in changes.filter(|(_, s)| !s.is_empty()) {
        let (ink, open, close) = match kind {
            ChangeKind::Same => continue,
            ChangeKind::Cut => (Ink::Cut, "[-", "-]"),
            ChangeKind::Added => (Ink::Added, "{+", "+}"),
            ChangeKind::Replaced => (Ink::Replaced, "~", "~"),
        };
        line.push(plain, text.get(at..words.begin as usize).unwrap_or(""));
        line.push(ink, &format!("{open}{}{close}", words.of(text)));
        at = at.max(words.end as usize);
    }
    line.push(plain, text.get(at..span.end as usize).unwrap_or(""));
    line
}

/// What was done and why, above the texts.
fn verdict(comparison: &Comparison<'_>, view: View, out: &mut Vec<Line>) {
    let width = view.columns();
    let Some(finding) = &comparison.finding else {
        let links = comparison.alignment.links.len();
        let line = Line::of(Ink::Strong, "No sign of copying")
            .with(Ink::Plain, &format!(" · {} answer one another", crate::words::counted(links, "sentence")));
        out.push(line);
        return;
    };
    let (a_is_parent, way) = finding.way();
    let (parent, child) = if a_is_parent { ("left", "right") } else { ("right", "left") };
    let sure = finding.direction_confidence();
    let lead = if finding.is_copy() { "" } else { "probably no copy; if one, " };
    let mut line = Line::of(Ink::Strong, &format!("{lead}{child} from {parent}")).with(Ink::Plain, "  ");
    line.push(tree::ink(way.kind), way.kind.as_str());
    line.push(Ink::Plain, &format!("  cut {} · paste {}", percent(way.cut), percent(way.paste)));
    line.push(
        Ink::Faint,
        &format!("  copied: {} sure · this way round: {} sure", percent(finding.copied), percent(sure)),
    );
    out.extend(line.wrap(width));
    let parts: Vec<String> =
        way.alterations.iter().map(|a| format!("{} {}", percent(a.share), a.kind.as_str())).collect();
    if parts.len() > 1 {
        out.extend(Line::of(Ink::Faint, &format!("of the copy: {}", parts.join(", "))).wrap(width));
    }
    reasons(comparison, finding, view, out);
}

/// The strongest evidence, or all of it.
fn reasons(comparison: &Comparison<'_>, finding: &Finding, view: View, out: &mut Vec<Line>) {
    let most = if view.explain { usize::MAX } else { 3 };
    let (a_is_parent, _) = finding.way();
    for e in finding.evidence.iter().take(most) {
        reason(comparison, "copied: ", e, view, out);
    }
    let agreeing = finding.direction.iter().filter(|(for_a, _)| view.explain || *for_a == a_is_parent);
    for (for_a, e) in agreeing.take(most) {
        let lead = if *for_a { "left is the parent: " } else { "right is the parent: " };
        reason(comparison, lead, e, view, out);
    }
}

fn reason(comparison: &Comparison<'_>, lead: &str, evidence: &Evidence, view: View, out: &mut Vec<Line>) {
    let mut line = Line::of(Ink::Kept, &format!("  {lead}")).with(Ink::Plain, &evidence.words);
    if let Some(similarity) = evidence.similarity {
        line.push(Ink::Faint, &format!(" {}", percent(similarity)));
    }
    let told = |w: &&str| !w.trim().is_empty() && !evidence.words.contains(w);
    let left = evidence.parent_span.map(|s| comparison.a.words(s)).filter(told);
    let right = evidence.child_span.map(|s| comparison.b.words(s)).filter(told);
    // Where there is room for one side, it is that of the second text.
    let shown = if view.explain {
        left.into_iter().chain(right.filter(|r| left != Some(r))).collect()
    } else {
        right.or(left).into_iter().collect::<Vec<_>>()
    };
    for words in shown {
        line.push(Ink::Faint, &format!(" {}", tree::quoted(words)));
    }
    let room = view.columns();
    out.extend(if view.explain { line.wrap(room) } else { tree::at_most(&line, room, 2) });
}
