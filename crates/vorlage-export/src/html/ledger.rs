//! The ledger of a story as a critical apparatus: one claim a row group, a row for each reading, copies greyed.

use super::{Page, escape};
use crate::readings::{self, SameReading};
use crate::words::{siglum, verdict_meaning};
use vorlage_model::{ClaimKind, LedgerRow, Story};

/// Writes the ledger: claims of several texts at once, those of one origin on demand.
pub(super) fn write(page: &Page<'_>, story: &Story, n: usize, out: &mut String) {
    if story.ledger.is_empty() {
        return;
    }
    let (several, single) = readings::ranked(story);
    out.push_str(&format!("<h3>{}</h3>\n", page.say("Ledger")));
    if !several.is_empty() {
        table(page, story, n, &several, out);
    }
    if !single.is_empty() {
        let open = if several.is_empty() { " open" } else { "" };
        out.push_str(&format!(
            "<details{open}><summary>{} {}</summary>\n",
            page.tongue.counted(single.len(), "claim"),
            page.say("of a single origin"),
        ));
        table(page, story, n, &single, out);
        out.push_str("</details>\n");
    }
}

fn table(page: &Page<'_>, story: &Story, n: usize, rows: &[&LedgerRow], out: &mut String) {
    let heads = ["Claim", "Origin", "Reading", "Said by", "In", "Verdict"]
        .map(|head| format!("<th scope=\"col\">{}</th>", page.say(head)));
    out.push_str(&format!(
        "<div class=\"wide\" tabindex=\"0\"><table class=\"ledger\"><thead><tr>{}</tr></thead>\n",
        heads.concat()
    ));
    for row in rows {
        claim(page, story, n, row, out);
    }
    out.push_str("</table></div>\n");
}

fn claim(page: &Page<'_>, story: &Story, n: usize, row: &LedgerRow, out: &mut String) {
    let readings = readings::same_readings(page.trace, row);
    let span = readings.len().max(1);
    out.push_str("<tbody>");
    for (at, reading) in readings.iter().enumerate() {
        let class = if reading.drifted {
            " class=\"drifted\""
        } else if reading.own.is_empty() {
            " class=\"copied\""
        } else {
            ""
        };
        out.push_str(&format!("<tr{class}>"));
        if at == 0 {
            out.push_str(&format!("<th rowspan=\"{span}\" scope=\"rowgroup\">{}</th>", label(row)));
        }
        let same_origin = at > 0 && readings[at - 1].origin == reading.origin;
        let origin = if same_origin {
            format!("↳ {}", page.say("in a copy"))
        } else {
            escape(&page.tongue.origin(page.trace, story, reading.origin))
        };
        out.push_str(&format!(
            "<td>{origin}</td><td>{}</td><td><bdi>{}</bdi></td><td>{}</td>",
            said(page, row, reading),
            escape(readings::said_by(page.trace, reading.shown).unwrap_or("")),
            letters(page, story, n, reading),
        ));
        if at == 0 {
            let (verdict, meaning) = (row.verdict.as_str(), page.say(verdict_meaning(row.verdict)));
            let class = verdict.replace(' ', "-");
            out.push_str(&format!(
                "<td rowspan=\"{span}\"><span class=\"verdict {class}\" title=\"{meaning}\">{}</span>{}</td>",
                page.say(verdict),
                decided(&row.decided),
            ));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody>\n");
}

/// What people decided of it.
fn decided(words: &[String]) -> String {
    words.iter().map(|words| format!("<br><span class=\"faint\"><bdi>{}</bdi></span>", escape(words))).collect()
}

fn label(row: &LedgerRow) -> String {
    let (speaker, text) = readings::label(row);
    let lead = speaker.map(|s| format!("<span class=\"faint\"><bdi>{}</bdi>:</span> ", escape(s))).unwrap_or_default();
    let text = crate::styled::cut_text(text, 160);
    match row.kind {
        ClaimKind::Figure => format!("<bdi>{}</bdi>", escape(&text)),
        ClaimKind::Quote => format!("{lead}<q><bdi>{}</bdi></q>", escape(&text)),
    }
}

/// The reading: a figure's number, and its words where they are others; the words of a quotation.
fn said(page: &Page<'_>, row: &LedgerRow, reading: &SameReading<'_>) -> String {
    let literal = readings::literal(page.trace, reading.shown);
    match row.kind {
        ClaimKind::Quote if reading.shown.direct == Some(false) => format!("<bdi>{}</bdi>", escape(&reading.says)),
        ClaimKind::Quote => format!("<q><bdi>{}</bdi></q>", escape(&reading.says)),
        ClaimKind::Figure if literal.to_lowercase().contains(&reading.says.to_lowercase()) => {
            format!("<b>{}</b>", escape(&reading.says))
        }
        ClaimKind::Figure => {
            format!(
                "<b>{}</b> <span class=\"faint\"><q><bdi>{}</bdi></q></span>",
                escape(&reading.says),
                escape(literal)
            )
        }
    }
}

fn letters(page: &Page<'_>, story: &Story, n: usize, reading: &SameReading<'_>) -> String {
    let list = |of: &[usize], class: &str| {
        let letter = |&d: &usize| {
            let letter = siglum(story, d);
            format!("<a class=\"siglum{class}\" href=\"{}\">{letter}</a>", page.href(n, &letter))
        };
        of.iter().map(letter).collect::<Vec<_>>().join(" ")
    };
    let own = list(&reading.own, "");
    if reading.copies.is_empty() {
        return own;
    }
    format!(
        "{own} <span class=\"copies\" title=\"{}\">({})</span>",
        page.say("only copies"),
        list(&reading.copies, " copy")
    )
}
