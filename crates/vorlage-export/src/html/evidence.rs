//! Side by side, what shows each edge of a story: the words of the parent, the words of the child.

use super::story::node;
use super::{Page, escape};
use crate::comparison::{Change, ChangeKind};
use crate::stemma_svg;
use crate::words::{is_unsure, percent};
use vorlage_model::{Edge, Evidence, NodeId, Span, Story};

/// Rows shown at once; the others open on demand.
const SHOWN: usize = 5;

/// Writes the evidence of all edges of a story.
pub(super) fn write(page: &Page<'_>, story: &Story, n: usize, out: &mut String) {
    let told: Vec<&Edge> = story
        .stemma
        .edges
        .iter()
        .filter(|e| !e.evidence.is_empty() || !e.direction.evidence.is_empty() || e.cut.is_some())
        .collect();
    if told.is_empty() {
        return;
    }
    out.push_str(&format!("<h3>{}</h3>\n", page.say("Evidence")));
    for edge in told {
        one(page, story, n, edge, out);
    }
}

fn one(page: &Page<'_>, story: &Story, n: usize, edge: &Edge, out: &mut String) {
    let class = stemma_svg::class(edge.kind);
    out.push_str(&format!(
        "<article class=\"edge\" id=\"{}\"><h4>{} <span class=\"arrow\">→</span> {} <span class=\"kind {class}\">{}</span>",
        stemma_svg::edge_anchor(&format!("s{n}"), story, edge),
        node(page, story, edge.parent),
        node(page, story, NodeId::Document(edge.child)),
        page.say(edge.kind.as_str()),
    ));
    let mut facts = Vec::new();
    let (cut, paste) = (edge.cut, edge.paste);
    facts.extend(cut.map(|s| format!("{} {}", page.say("cut"), percent(s))));
    facts.extend(paste.map(|s| format!("{} {}", page.say("paste"), percent(s))));
    facts.push(format!(
        "{}{} {}",
        if is_unsure(edge) { page.say("only ") } else { "" },
        percent(edge.confidence),
        page.say("sure")
    ));
    if edge.alterations.len() > 1 {
        let parts: Vec<String> =
            edge.alterations.iter().map(|a| format!("{} {}", percent(a.share), page.say(a.kind.as_str()))).collect();
        facts.push(format!("{} {}", page.say("of the copy"), parts.join(", ")));
    }
    out.push_str(&format!(" <span class=\"faint\">{}</span></h4>\n", facts.join(" · ")));
    let (first, rest) = edge.evidence.split_at(edge.evidence.len().min(SHOWN));
    table(page, edge, first, out);
    if !rest.is_empty() {
        out.push_str(&format!("<details><summary>{} {}</summary>", rest.len(), page.say("more")));
        table(page, edge, rest, out);
        out.push_str("</details>\n");
    }
    if !edge.direction.evidence.is_empty() {
        let sure = percent(edge.direction.confidence);
        out.push_str(&format!(
            "<details><summary>{}: {sure} {}</summary>",
            page.say("Why this way round"),
            page.say("sure")
        ));
        table(page, edge, &edge.direction.evidence, out);
        out.push_str("</details>\n");
    }
    out.push_str("</article>\n");
}

/// Observations as rows: what was observed, then the words on both sides.
fn table(page: &Page<'_>, edge: &Edge, evidence: &[Evidence], out: &mut String) {
    if evidence.is_empty() {
        return;
    }
    out.push_str("<dl class=\"evidence\">");
    for e in evidence {
        let similarity = e.similarity.map(|s| format!(" {}", percent(s))).unwrap_or_default();
        out.push_str(&format!(
            "<dt><span class=\"what\">{}</span>{similarity} <span class=\"faint\" lang=\"en\">{}</span></dt>",
            page.say(e.kind.as_str()),
            escape(&e.words)
        ));
        let (parent, child) = sides(page, edge, e);
        match (parent, child) {
            (None, None) => {}
            (Some(p), Some(c)) => {
                out.push_str(&format!("<dd class=\"pair\"><p dir=\"auto\">{p}</p><p dir=\"auto\">{c}</p></dd>"))
            }
            (Some(p), None) => out.push_str(&format!(
                "<dd class=\"pair\"><p dir=\"auto\">{p}</p><p class=\"none\">{}</p></dd>",
                page.say("nothing")
            )),
            (None, Some(c)) if matches!(edge.parent, NodeId::Lost(_)) => {
                out.push_str(&format!("<dd><p dir=\"auto\">{c}</p></dd>"))
            }
            (None, Some(c)) => out.push_str(&format!(
                "<dd class=\"pair\"><p class=\"none\">{}</p><p dir=\"auto\">{c}</p></dd>",
                page.say("nothing")
            )),
        }
    }
    out.push_str("</dl>\n");
}

/// The words of an observation in the parent and in the child, those that differ marked.
fn sides(page: &Page<'_>, edge: &Edge, e: &Evidence) -> (Option<String>, Option<String>) {
    let text = |d: usize| page.trace.documents[d].document.text.as_str();
    let child = e.child_span.filter(|s| !s.of(text(edge.child)).trim().is_empty());
    let parent = match edge.parent {
        NodeId::Document(d) => e.parent_span.filter(|s| !s.of(text(d)).trim().is_empty()).map(|s| (d, s)),
        NodeId::Lost(_) => None,
    };
    let (Some((d, p)), Some(c), Some(differ)) = (parent, child, page.report.differ) else {
        return (parent.map(|(d, s)| escape(s.of(text(d)))), child.map(|s| escape(s.of(text(edge.child)))));
    };
    let changes = differ(text(d), p, text(edge.child), c);
    let left = marked(text(d), p, changes.iter().map(|c| (c.kind, c.a)));
    let right = marked(text(edge.child), c, changes.iter().map(|c| (c.kind, c.b)));
    if mostly_other(&changes) {
        (Some(escape(p.of(text(d)))), Some(escape(c.of(text(edge.child)))))
    } else {
        (Some(left), Some(right))
    }
}

/// Marking tells nothing where nearly every word is another, as between two languages.
fn mostly_other(changes: &[Change]) -> bool {
    let bytes = |kind: fn(ChangeKind) -> bool| {
        changes.iter().filter(|c| kind(c.kind)).map(|c| c.a.len().max(c.b.len())).sum::<usize>()
    };
    bytes(|k| k == ChangeKind::Same) * 4 < bytes(|k| k != ChangeKind::Same)
}

/// A span with its changed words marked.
pub(super) fn marked(text: &str, span: Span, changes: impl Iterator<Item = (ChangeKind, Span)>) -> String {
    let mut out = String::new();
    let mut at = span.begin as usize;
    for (kind, words) in changes.filter(|(_, s)| !s.is_empty()) {
        let (open, close) = match kind {
            ChangeKind::Same => continue,
            ChangeKind::Cut => ("<del>", "</del>"),
            ChangeKind::Added => ("<ins>", "</ins>"),
            ChangeKind::Replaced => ("<mark class=\"replaced\">", "</mark>"),
        };
        out.push_str(&escape(text.get(at..words.begin as usize).unwrap_or("")));
        out.push_str(&format!("{open}{}{close}", escape(words.of(text))));
        at = at.max(words.end as usize);
    }
    out.push_str(&escape(text.get(at..span.end as usize).unwrap_or("")));
    out
}
