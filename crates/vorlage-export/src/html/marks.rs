//! A document's text with what was found in it marked: residue, words said, figures, credits, signs of alteration.

use super::escape;
use crate::tongue::Tongue;
use vorlage_model::{Analysis, Document, Span};

/// A marked span: its class, and what is told of it when pointed at.
struct Mark {
    span: Span,
    class: &'static str,
    title: String,
}

/// Writes a text as paragraphs; marks that overlap are cut at one another's ends and bear all their classes.
#[must_use]
pub fn text(document: &Document, analysis: &Analysis, tongue: Tongue) -> String {
    let marks = marks(document, analysis, tongue);
    let text = document.text.as_str();
    let mut out = String::from("<p>");
    let mut edges: Vec<usize> = marks.iter().flat_map(|m| [m.span.begin as usize, m.span.end as usize]).collect();
    edges.extend([0, text.len()]);
    edges.retain(|&at| text.is_char_boundary(at));
    edges.sort_unstable();
    edges.dedup();
    for pair in edges.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        let over: Vec<&Mark> = marks.iter().filter(|m| m.span.contains(piece)).collect();
        segment(piece.of(text), &over, &mut out);
    }
    out.push_str("</p>");
    out
}

/// One stretch of text under the same marks; line breaks become paragraphs.
fn segment(text: &str, over: &[&Mark], out: &mut String) {
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push_str("</p><p>");
        }
        if over.is_empty() || line.trim().is_empty() {
            out.push_str(&escape(line));
            continue;
        }
        let mut classes: Vec<&str> = over.iter().map(|m| m.class).collect();
        classes.dedup();
        let titles: Vec<&str> = over.iter().map(|m| m.title.as_str()).collect();
        out.push_str(&format!(
            "<mark class=\"{}\" title=\"{}\">{}</mark>",
            classes.join(" "),
            escape(&titles.join("; ")),
            escape(line)
        ));
    }
}

fn marks(document: &Document, analysis: &Analysis, tongue: Tongue) -> Vec<Mark> {
    let say = |words| tongue.say(words);
    let text = document.text.as_str();
    let mut out: Vec<Mark> = Vec::new();
    let mut add = |span: Span, class, title: String| {
        if !span.is_empty() {
            out.push(Mark { span, class, title });
        }
    };
    for r in &analysis.residue {
        add(r.span, "residue", format!("{}: {}", say("no part of the article"), say(r.kind.as_str())));
    }
    for q in &analysis.quotes {
        let speaker = q.speaker.as_ref().map(|s| s.name.as_deref().unwrap_or(s.span.of(text)));
        add(q.span, "quote", format!("{} {}", say("said by"), speaker.unwrap_or(say("somebody not found"))));
    }
    for f in &analysis.figures {
        let source = f.attributed_to.map(|a| format!(", {} {}", say("given by"), a.span.of(text))).unwrap_or_default();
        add(f.span, "figure", format!("{}: {}{source}", say("figure"), crate::words::spoken(f.value)));
    }
    for c in &analysis.credits {
        if let Some(span) = c.span {
            add(span, "credit", format!("{}: {}", say(c.kind.as_str()), c.agency));
        }
    }
    for f in &analysis.shows.findings {
        let expected = f.expected.as_ref().map(|e| format!(", {}: {e}", say("expected"))).unwrap_or_default();
        add(f.span, "shows", format!("{}{expected}", say(f.kind.as_str())));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::{Residue, ResidueKind};

    #[test]
    fn marks_keep_every_character() {
        let document = Document { text: "RIO <b>\nZürich said it.".to_owned(), ..Document::default() };
        let residue = vec![Residue { span: Span::new(0, 7), kind: ResidueKind::Ticker }];
        let analysis = Analysis { residue, ..Analysis::default() };
        let out = text(&document, &analysis, Tongue::English);
        assert_eq!(
            out,
            "<p><mark class=\"residue\" title=\"no part of the article: ticker\">RIO &lt;b&gt;</mark></p><p>Zürich said it.</p>"
        );
    }
}
