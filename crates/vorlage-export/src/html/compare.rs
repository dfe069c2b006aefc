//! Two documents side by side as a page of their own.

use super::evidence::marked;
use super::{escape, frame};
use crate::comparison::{ChangeKind, Comparison, Finding, Row, Side, rows};
use crate::stemma_svg;
use crate::tongue::Tongue;
use crate::words::percent;
use vorlage_model::{Evidence, Span};

/// Writes the page of `vorlage compare`.
#[must_use]
pub fn compare(comparison: &Comparison<'_>) -> String {
    let short = comparison.names();
    let title = |side: Side<'_>, name| side.document.title.clone().unwrap_or_else(|| String::from(name));
    let names = [title(comparison.a, short[0]), title(comparison.b, short[1])];
    let mut body = format!(
        "<header class=\"pair-head\"><p class=\"brand\">Vorlage</p><h1><bdi>{}</bdi> <span class=\"faint\">and</span> <bdi>{}</bdi></h1></header>\n<main>\n",
        escape(&names[0]),
        escape(&names[1])
    );
    body.push_str(&sides(comparison, Tongue::English));
    body.push_str("</main>\n");
    frame(&format!("{} and {}", names[0], names[1]), &body)
}

/// Whether one was copied from the other, why, and both texts side by side.
#[must_use]
pub fn sides(comparison: &Comparison<'_>, tongue: Tongue) -> String {
    let mut out = String::new();
    match &comparison.finding {
        Some(finding) => verdict(comparison, finding, tongue, &mut out),
        None => out.push_str(&format!("<p><b>{}</b></p>\n", tongue.say("No sign of copying."))),
    }
    table(comparison, &mut out);
    out
}

/// Both texts in their own order, the sentences that answer one another linked both ways by number; a script may draw lines between them.
/// `name` tells this comparison from others of the page.
#[must_use]
pub fn in_own_order(comparison: &Comparison<'_>, tongue: Tongue, name: &str) -> String {
    let mut columns: [Vec<(Span, String)>; 2] = Default::default();
    for (n, link) in comparison.alignment.links.iter().enumerate() {
        let (_, left, right) = cells(comparison, Row::Linked(n, link));
        let moved = if link.moved { format!(" <i>{}</i>", tongue.say("moved")) } else { String::new() };
        let item = |own: &str, other: &str, words: String| {
            let number = n + 1;
            format!(
                "<li id=\"{name}-{own}{number}\" data-link=\"{number}\"{}><a href=\"#{name}-{other}{number}\">{number}</a>{moved} <span dir=\"auto\">{words}</span></li>",
                if link.moved { " class=\"moved\"" } else { "" }
            )
        };
        columns[0].push((link.a, item("l", "r", left)));
        columns[1].push((link.b, item("r", "l", right)));
    }
    let alone = |side: Side<'_>, span: Span| {
        format!("<li class=\"only\"><span dir=\"auto\">{}</span></li>", escape(side.words(span)))
    };
    columns[0].extend(comparison.alignment.only_a.iter().map(|&span| (span, alone(comparison.a, span))));
    columns[1].extend(comparison.alignment.only_b.iter().map(|&span| (span, alone(comparison.b, span))));
    let [left, right] = columns.map(|mut column| {
        column.sort_by_key(|(span, _)| (span.begin, span.end));
        column.into_iter().map(|(_, item)| item).collect::<String>()
    });
    format!("<div class=\"flow\"><ul>{left}</ul><ul>{right}</ul></div>\n")
}

fn verdict(comparison: &Comparison<'_>, finding: &Finding, tongue: Tongue, out: &mut String) {
    let say = |words| tongue.say(words);
    let (a_is_parent, way) = finding.way();
    let which = if a_is_parent { say("right from left") } else { say("left from right") };
    let class = stemma_svg::class(way.kind);
    let lead = if finding.is_copy() { "" } else { say("probably no copy; if one, ") };
    out.push_str(&format!(
        "<p class=\"verdict-line\"><b>{lead}{which}</b> <span class=\"kind {class}\">{}</span> {} {} · {} {} <span class=\"faint\">{}: {} {sure} · {}: {} {sure}</span></p>\n<ul lang=\"en\">",
        say(way.kind.as_str()),
        say("cut"),
        percent(way.cut),
        say("paste"),
        percent(way.paste),
        say("copied"),
        percent(finding.copied),
        say("this way round"),
        percent(finding.direction_confidence()),
        sure = say("sure"),
    ));
    for e in &finding.evidence {
        reason(comparison, "copied", e, out);
    }
    for (for_a, e) in &finding.direction {
        reason(comparison, if *for_a { "left is the parent" } else { "right is the parent" }, e, out);
    }
    out.push_str("</ul>\n");
}

fn reason(comparison: &Comparison<'_>, lead: &str, e: &Evidence, out: &mut String) {
    let told = |w: &&str| !w.trim().is_empty() && !e.words.contains(w);
    let left = e.parent_span.map(|s| comparison.a.words(s)).filter(told);
    let right = e.child_span.map(|s| comparison.b.words(s)).filter(told);
    let sides: Vec<String> = left
        .into_iter()
        .chain(right.filter(|r| left != Some(r)))
        .map(|w| format!(" <q class=\"faint\"><bdi>{}</bdi></q>", escape(w)))
        .collect();
    let similarity = e.similarity.map(|s| format!(" {}", percent(s))).unwrap_or_default();
    out.push_str(&format!("<li><b>{lead}</b>:{similarity} {}{}</li>", escape(&e.words), sides.concat()));
}

fn table(comparison: &Comparison<'_>, out: &mut String) {
    out.push_str(&format!(
        "<table class=\"sides\"><thead><tr><th><bdi>{}</bdi></th><th><bdi>{}</bdi></th></tr></thead><tbody>\n",
        escape(comparison.names()[0]),
        escape(comparison.names()[1])
    ));
    for row in rows(&comparison.alignment) {
        let (class, left, right) = cells(comparison, row);
        out.push_str(&format!(
            "<tr class=\"{class}\"><td dir=\"auto\">{left}</td><td dir=\"auto\">{right}</td></tr>\n"
        ));
    }
    out.push_str("</tbody></table>\n");
}

fn cells(comparison: &Comparison<'_>, row: Row<'_>) -> (&'static str, String, String) {
    match row {
        Row::OnlyA(span) => ("only", format!("<del>{}</del>", escape(comparison.a.words(span))), String::new()),
        Row::OnlyB(span) => ("only", String::new(), format!("<ins>{}</ins>", escape(comparison.b.words(span)))),
        Row::Linked(n, link) => {
            let changes = comparison.changes.get(n).map_or(&[][..], Vec::as_slice);
            let same = changes.iter().all(|c| c.kind == ChangeKind::Same);
            let class = match (link.moved, same) {
                (true, _) => "moved",
                (false, true) => "same",
                (false, false) => "changed",
            };
            let left = marked(&comparison.a.document.text, link.a, changes.iter().map(|c| (c.kind, c.a)));
            let right = marked(&comparison.b.document.text, link.b, changes.iter().map(|c| (c.kind, c.b)));
            (class, left, right)
        }
    }
}
