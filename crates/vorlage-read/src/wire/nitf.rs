//! NITF 3.x: one news item with its head of production data.

use super::{blocks, source, urgency};
use crate::error::ReadError;
use crate::gathered::Place;
use crate::record::{Block, Record};
use crate::xml::Element;
use vorlage_model::{Declared, Document, ResidueKind};

/// Reads an item.
pub(crate) fn document(root: &Element, place: &Place, record: Record) -> Result<Document, ReadError> {
    read(root, record).document(place, || "no text in its body".to_owned())
}

/// What an item says, added to what its container says.
pub(crate) fn read(root: &Element, mut record: Record) -> Record {
    let head = root.at(&["head", "docdata"]).cloned().unwrap_or_default();
    let opening = root.at(&["body", "body.head"]).cloned().unwrap_or_default();
    let norm = |name: &str| head.child(name).and_then(|e| e.attribute("norm")).map(str::to_owned);
    let headline = opening.child("hedline").and_then(|h| h.child_text("hl1").or_else(|| h.text()));
    record.title = record.title.or(headline).or_else(|| root.child("head").and_then(|h| h.child_text("title")));
    record.authors.extend(opening.all("byline").flat_map(people).filter(|name| !name.is_empty()));
    if let Some(issued) = norm("date.issue").or_else(|| publication_date(root)) {
        record.published.get_or_insert(issued);
        record.published_from.get_or_insert("date.issue".to_owned());
    }
    record.outlet = record.outlet.or_else(|| root.at(&["head", "pubdata"])?.attribute("name").map(str::to_owned));
    record.lang = record.lang.or_else(|| root.attribute("xml:lang").map(str::to_owned));
    declare(root, &head, &opening, &mut record.declared);
    record.declared.embargo =
        record.declared.embargo.or_else(|| norm("date.release").filter(|d| record.published.as_ref() != Some(d)));
    record.blocks.extend(opening.child_text("dateline").map(|text| Block { text, kind: Some(ResidueKind::Dateline) }));
    for part in ["body.content", "body.end"] {
        if let Some(part) = root.at(&["body", part]) {
            blocks(part, None, &mut record.blocks);
        }
    }
    record
}

fn publication_date(root: &Element) -> Option<String> {
    root.at(&["head", "pubdata"])?.attribute("date.publication").map(str::to_owned)
}

/// The people of a byline: marked ones, else its words without `By` and without the title of an agency.
fn people(byline: &Element) -> Vec<String> {
    let mut marked = Vec::new();
    byline.below("person", &mut marked);
    if !marked.is_empty() {
        return marked.iter().filter_map(|e| e.text()).collect();
    }
    let mut words = byline.clone();
    words.children.retain(|node| !matches!(node, crate::xml::Node::Element(e) if e.name == "byttl"));
    let text = words.text().unwrap_or_default();
    let name = text.get(..3).filter(|by| by.eq_ignore_ascii_case("by ")).map_or(text.as_str(), |by| &text[by.len()..]);
    vec![name.trim_matches([',', ' ']).to_owned()]
}

fn declare(root: &Element, head: &Element, opening: &Element, declared: &mut Declared) {
    let attribute = |element: &str, name: &str| head.child(element).and_then(|e| e.attribute(name)).map(str::to_owned);
    let id = head.child("doc-id");
    declared.item = declared.item.take().or_else(|| id.and_then(|e| e.attribute("id-string")).map(str::to_owned));
    declared.sources.extend(id.and_then(|e| source(None, e.attribute("regsrc"), "doc-id")));
    declared.sources.extend(opening.all("distributor").filter_map(|e| source(e.text(), None, "distributor")));
    let mut titles = Vec::new();
    opening.below("byttl", &mut titles);
    declared.sources.extend(titles.iter().filter_map(|e| source(e.text(), None, "byline")));
    if let Some(chain) = head.child("del-list") {
        declared
            .sources
            .extend(chain.all("from-src").filter_map(|e| source(None, e.attribute("src-name"), "from-src")));
    }
    declared.other_ids.extend(attribute("du-key", "key").map(|key| ("du-key".to_owned(), key)));
    let part = || head.child("series").and_then(|e| e.attribute("series.part")).map(str::to_owned);
    declared.version = declared.version.take().or_else(|| attribute("du-key", "version")).or_else(part);
    declared.editors_notes.extend(head.all("ed-msg").filter_map(|e| e.attribute("info").map(str::to_owned)));
    let mut notes = Vec::new();
    root.below("note", &mut notes);
    declared.editors_notes.extend(notes.iter().filter_map(|e| e.text()));
    declared.urgency = declared.urgency.or_else(|| urgency(head.child("urgency")?.attribute("ed-urg")?));
    let holder = attribute("doc.copyright", "holder")
        .or_else(|| opening.at(&["rights", "rights.owner"]).and_then(Element::text));
    declared.copyright = declared.copyright.take().or(holder);
    declared.usage = declared.usage.take().or_else(|| opening.child_text("rights"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    #[test]
    fn the_head_says_where_an_item_comes_from() {
        let text = r#"<?xml version="1.0"?><nitf xml:lang="en"><head><title>slug</title><docdata>
            <doc-id id-string="X-17" regsrc="Example Wire"/><urgency ed-urg="4"/><date.issue norm="20241113T100200Z"/>
            <ed-msg info="CORRECTS name of ferry"/><du-key key="ferry-line" version="2"/><doc.copyright holder="Example Wire Ltd"/>
            <del-list><from-src src-name="Harbour Desk"/></del-list></docdata></head><body><body.head>
            <hedline><hl1>Ferry line closes</hl1></hedline><byline>By <person>Ann Lee</person><byttl>Example Wire Writer</byttl></byline>
            <distributor>Example Wire</distributor><dateline><location>PORT ELLA</location></dateline></body.head><body.content>
            <p>The last ferry sails on <em>Friday</em>, the operator said.</p><hl2>What next</hl2><p>A bridge was refused.</p>
            <media><media-caption><p>The ferry in port.</p></media-caption></media></body.content>
            <body.end><tagline>Reporting by Bo Chen</tagline></body.end></body></nitf>"#;
        let root = xml::parse(text).unwrap().root;
        let document = document(&root, &Place::whole("a.xml"), Record::default()).unwrap();
        assert_eq!(
            document.text,
            "PORT ELLA\n\nThe last ferry sails on Friday, the operator said.\n\nWhat next\n\nA bridge was refused.\n\n\
             The ferry in port.\n\nReporting by Bo Chen"
        );
        let residue: Vec<_> = document.residue.iter().map(|r| (r.kind.as_str(), r.span.of(&document.text))).collect();
        let expected = [
            ("dateline", "PORT ELLA"),
            ("crosshead", "What next"),
            ("caption", "The ferry in port."),
            ("credit", "Reporting by Bo Chen"),
        ];
        assert_eq!(residue, expected);
        assert_eq!(
            (document.title.as_deref(), document.authors.as_slice()),
            (Some("Ferry line closes"), &["Ann Lee".to_owned()][..])
        );
        assert_eq!(document.published.unwrap().at, "2024-11-13T10:02:00Z");
        let declared = document.declared;
        assert_eq!((declared.item.as_deref(), declared.version.as_deref()), (Some("X-17"), Some("2")));
        assert_eq!((declared.urgency, declared.copyright.as_deref()), (Some(4), Some("Example Wire Ltd")));
        assert_eq!(declared.editors_notes, ["CORRECTS name of ferry"]);
        let sources: Vec<_> = declared.sources.iter().map(|s| (s.role.as_str(), s.name.as_str())).collect();
        let expected = [
            ("doc-id", "Example Wire"),
            ("distributor", "Example Wire"),
            ("byline", "Example Wire Writer"),
            ("from-src", "Harbour Desk"),
        ];
        assert_eq!(sources, expected);
    }
}
