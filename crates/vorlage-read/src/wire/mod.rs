//! Wire formats of the IPTC: what agencies send to their clients. The true origin, version and credit of a dispatch stand in them.

pub(crate) mod newsml;
pub(crate) mod newsml1;
pub(crate) mod ninjs;
pub(crate) mod nitf;

use crate::record::Block;
use crate::xml::{Element, Node};
use vorlage_model::{ResidueKind, Source};

/// Elements that hold a paragraph.
const PARAGRAPHS: [&str; 9] = ["p", "li", "dt", "dd", "td", "th", "pre", "lead", "credit"];

/// The blocks of an element written as NITF or HTML, in order: paragraphs, crossheads, captions, closing lines.
pub(crate) fn blocks(element: &Element, kind: Option<ResidueKind>, out: &mut Vec<Block>) {
    for node in &element.children {
        match node {
            Node::Text(text) => push(text, kind, out),
            Node::Element(child) => block(child, kind, out),
        }
    }
}

fn block(element: &Element, kind: Option<ResidueKind>, out: &mut Vec<Block>) {
    match element.name.trim_start_matches("html:") {
        name if PARAGRAPHS.contains(&name) && !has_paragraphs(element) => push(&element.raw_text(), kind, out),
        "hl2" | "hl1" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            push(&element.raw_text(), kind.or(Some(ResidueKind::Crosshead)), out);
        }
        "media-caption" | "figcaption" | "caption" => blocks(element, Some(ResidueKind::Caption), out),
        "media-producer" => push(&element.raw_text(), Some(ResidueKind::Credit), out),
        "tagline" => blocks(element, Some(ResidueKind::Credit), out),
        "media-metadata" | "media-reference" | "media-object" | "script" | "style" | "head" => {}
        _ => blocks(element, kind, out),
    }
}

fn has_paragraphs(element: &Element) -> bool {
    element.elements().any(|e| PARAGRAPHS.contains(&e.name.trim_start_matches("html:")) || has_paragraphs(e))
}

fn push(text: &str, kind: Option<ResidueKind>, out: &mut Vec<Block>) {
    let lines = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    if !text.is_empty() {
        out.push(Block { text, kind });
    }
}

/// The blocks of a plain text: lines parted by empty ones, or else each line.
pub(crate) fn plain_blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let parted = text.split("\n\n").count() > 1;
    for part in if parted { text.split("\n\n").collect::<Vec<_>>() } else { text.lines().collect() } {
        push(part, None, &mut out);
    }
    out
}

/// A source of a name that is not blank.
pub(crate) fn source(name: Option<String>, uri: Option<&str>, role: &str) -> Option<Source> {
    let name = name.or_else(|| uri.map(str::to_owned))?;
    Some(Source { name, uri: uri.map(str::to_owned), role: role.to_owned() })
}

/// An urgency: 1 to 9.
pub(crate) fn urgency(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|urgency| (1..=9).contains(urgency))
}
