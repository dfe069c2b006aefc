//! Why a story has so many origins: each with its documents, what may yet join two of them, and what people decided.

use super::story::node;
use super::{Page, escape};
use crate::words::{percent, siglum};
use vorlage_model::{NodeId, Story};

/// Writes the origins of a story with the reasons for their number.
pub(super) fn write(page: &Page<'_>, story: &Story, n: usize, out: &mut String) {
    let letter = |d: usize| {
        let letter = siglum(story, d);
        format!("<a class=\"siglum\" href=\"{}\">{letter}</a>", page.href(n, &letter))
    };
    out.push_str(&format!("<h3>{}</h3>\n<ul class=\"origins\">\n", page.say("Origins")));
    for (at, origin) in story.stemma.origins.iter().enumerate() {
        let name = escape(&page.tongue.origin(page.trace, story, at));
        let documents: Vec<String> = origin.documents.iter().map(|&d| letter(d)).collect();
        let root = match origin.root {
            NodeId::Lost(_) => {
                format!("<span class=\"faint\">{} {}</span> ", page.say("root:"), node(page, story, origin.root))
            }
            NodeId::Document(_) => String::new(),
        };
        let unsure = match origin.at_most {
            0 | 1 => String::new(),
            most => format!(" <span class=\"faint\">{} {most}</span>", page.say("uncertain edges: at most")),
        };
        out.push_str(&format!("<li><b><bdi>{name}</bdi></b> {root}{}{unsure}</li>\n", documents.join(" ")));
    }
    out.push_str("</ul>\n");
    for doubt in &story.stemma.doubts {
        out.push_str(&format!(
            "<p>{} {} {} <span class=\"faint\">{} {}</span></p>\n",
            letter(doubt.one),
            page.say("and"),
            letter(doubt.other),
            page.say("may come from one text after all:"),
            percent(doubt.copied)
        ));
    }
    if !story.decided.is_empty() {
        let decided: String =
            story.decided.iter().map(|words| format!("<li><bdi>{}</bdi></li>", escape(words))).collect();
        out.push_str(&format!("<h3>{}</h3>\n<ul>{decided}</ul>\n", page.say("Decided by people")));
    }
}
