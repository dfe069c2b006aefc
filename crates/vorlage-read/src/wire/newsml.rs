//! NewsML-G2: news items alone or several in a message, with their text inline as NITF, XHTML or plain text.

use super::{blocks, nitf, plain_blocks, source, urgency};
use crate::arrival::Arrival;
use crate::gathered::{Gathered, Place};
use crate::record::Record;
use crate::xml::Element;
use vorlage_model::{Declared, Source};

/// Relations that say that an item was made from another one (IPTC item relations).
const DERIVED: [&str; 5] =
    ["isderivedfrom", "isadaptedfrom", "istranslatedfrom", "wasderivedfrom", "istransformedfrom"];

/// Reads the items of a file.
pub(crate) fn read(root: &Element, arrival: &Arrival) -> Gathered {
    let mut items = Vec::new();
    if matches!(root.name.as_str(), "newsItem" | "packageItem") {
        items.push(root);
    } else {
        root.elements().for_each(|set| {
            items.extend(set.elements().filter(|e| matches!(e.name.as_str(), "newsItem" | "packageItem")))
        });
    }
    let alone = items.len() == 1;
    let mut gathered = Gathered::default();
    for (n, item) in items.iter().enumerate() {
        let place = if alone { arrival.place.clone() } else { arrival.place.element(n as u64 + 1) };
        of_item(item, &place, &mut gathered);
    }
    if items.is_empty() {
        gathered.note(arrival.place.name(), "is NewsML without news items".to_owned());
    }
    gathered
}

fn of_item(item: &Element, place: &Place, gathered: &mut Gathered) {
    if item.name == "packageItem" {
        return package(item, place, gathered);
    }
    let record = record(item);
    if record.blocks.is_empty() && record.html.is_none() {
        let class = item.at(&["itemMeta", "itemClass"]).and_then(|e| e.attribute("qcode")).unwrap_or("an item");
        gathered.note(place.name(), format!("is {class} without a text of its own"));
        return;
    }
    gathered.take(place.clone(), record.document(place, String::new));
}

/// A package names items; what it names is noted.
fn package(item: &Element, place: &Place, gathered: &mut Gathered) {
    let mut references = Vec::new();
    item.below("itemRef", &mut references);
    let named = references.iter().filter_map(|e| e.attribute("residref").or(e.attribute("href"))).collect::<Vec<_>>();
    gathered.note(place.name(), format!("is a package of {} item(s): {}", references.len(), named.join(", ")));
}

fn record(item: &Element) -> Record {
    let empty = Element::default();
    let (about, content) = (item.child("itemMeta").unwrap_or(&empty), item.child("contentMeta").unwrap_or(&empty));
    let mut record = Record {
        title: content.child_text("headline").or_else(|| about.child_text("title")),
        lang: content
            .child("language")
            .and_then(|e| e.attribute("tag"))
            .or(item.attribute("xml:lang"))
            .map(str::to_owned),
        authors: authors(content),
        modified: about.child_text("versionCreated"),
        declared: declared(item, about, content),
        ..Record::default()
    };
    let first = about.child_text("firstCreated").map(|date| (date, "firstCreated"));
    let dated = first.or_else(|| Some((content.child_text("contentCreated")?, "contentCreated")));
    let dated = dated.or_else(|| Some((about.child_text("versionCreated")?, "versionCreated")));
    (record.published, record.published_from) = dated.map(|(date, from)| (date, from.to_owned())).unzip();
    if let Some(set) = item.child("contentSet") {
        text(set, &mut record);
    }
    if let Some(dateline) = content.child_text("dateline").filter(|_| !record.blocks.is_empty()) {
        let stands = record.blocks.first().is_some_and(|block| block.text.starts_with(&dateline));
        if !stands {
            let kind = Some(vorlage_model::ResidueKind::Dateline);
            record.blocks.insert(0, crate::record::Block { text: dateline, kind });
        }
    }
    record
}

/// The first rendition that holds text.
fn text(set: &Element, record: &mut Record) {
    for inline in set.all("inlineXML") {
        if let Some(item) = inline.first_below("nitf").or_else(|| inline.elements().find(|e| e.name.ends_with(":nitf")))
        {
            *record = nitf::read(&without_prefix(item), std::mem::take(record));
        } else {
            blocks(
                inline.first_below("html:body").or(inline.first_below("body")).unwrap_or(inline),
                None,
                &mut record.blocks,
            );
        }
        if !record.blocks.is_empty() {
            return;
        }
    }
    for inline in set.all("inlineData") {
        let kind = inline.attribute("contenttype").unwrap_or_default();
        let data = inline.raw_text();
        if kind.contains("html") {
            record.html = Some(data).filter(|data| !data.trim().is_empty());
        } else if kind.is_empty() || kind.starts_with("text/") {
            record.blocks = plain_blocks(&data);
        }
        if record.html.is_some() || !record.blocks.is_empty() {
            return;
        }
    }
}

/// A tree whose names have lost their prefixes: NITF within NewsML is of a namespace of its own.
fn without_prefix(element: &Element) -> Element {
    let mut out = element.clone();
    out.name = out.name.rsplit(':').next().unwrap_or_default().to_owned();
    for node in &mut out.children {
        if let crate::xml::Node::Element(child) = node {
            *child = without_prefix(child);
        }
    }
    out
}

fn authors(content: &Element) -> Vec<String> {
    let by = content
        .child_text("by")
        .map(|by| crate::record::people(by.trim_start_matches("By ").trim_start_matches("by ")));
    by.unwrap_or_else(|| content.all("creator").filter_map(named).collect())
}

/// The name of a concept: its `name`, its literal, its code.
fn named(element: &Element) -> Option<String> {
    let code = || ["literal", "qcode", "uri"].into_iter().find_map(|name| element.attribute(name)).map(str::to_owned);
    element.child_text("name").or_else(|| element.text()).or_else(code)
}

fn party(element: &Element, role: &str) -> Option<Source> {
    let uri = ["uri", "qcode"].into_iter().find_map(|name| element.attribute(name));
    let role = element.attribute("role").map_or_else(|| role.to_owned(), |part| format!("{role} {part}"));
    source(named(element), uri, &role)
}

fn declared(item: &Element, about: &Element, content: &Element) -> Declared {
    let mut sources: Vec<Source> = about.all("provider").filter_map(|e| party(e, "provider")).collect();
    sources.extend(content.all("infoSource").filter_map(|e| party(e, "infosource")));
    sources.extend(content.all("contributor").filter_map(|e| party(e, "contributor")));
    let derived = |e: &&Element| {
        let relation = e.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        DERIVED.contains(&relation.rsplit(':').next().unwrap_or_default())
    };
    let target = |e: &Element| ["residref", "href"].into_iter().find_map(|name| e.attribute(name)).map(str::to_owned);
    let slug = content.all("slugline").filter_map(|e| Some(("slugline".to_owned(), e.text()?)));
    let other_ids =
        content.all("altId").filter_map(|e| Some((e.attribute("type").unwrap_or("altId").to_owned(), e.text()?)));
    let rights = item.child("rightsInfo");
    let holder = || rights.and_then(|r| r.child("copyrightHolder")).and_then(named);
    Declared {
        credit: content.child_text("creditline"),
        sources,
        based_on: about.all("link").filter(derived).filter_map(target).collect(),
        item: item.attribute("guid").map(str::to_owned),
        other_ids: other_ids.chain(slug).collect(),
        version: item.attribute("version").map(str::to_owned),
        editors_notes: about.all("edNote").filter_map(Element::text).collect(),
        urgency: content.child_text("urgency").and_then(|text| urgency(&text)),
        embargo: about.child_text("embargoed"),
        copyright: rights.and_then(|r| r.child_text("copyrightNotice")).or_else(holder),
        usage: rights.and_then(|r| r.child_text("usageTerms")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    fn read_text(text: &str) -> Gathered {
        read(&xml::parse(text).unwrap().root, &Arrival::file("a.xml"))
    }

    const ITEM: &str = r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:17" version="3" xml:lang="en">
        <rightsInfo><copyrightHolder literal="Example Wire"/><usageTerms>Not for archives</usageTerms></rightsInfo>
        <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:EXW"><name>Example Wire</name></provider>
        <versionCreated>2024-11-13T10:02:00Z</versionCreated><firstCreated>2024-11-13T09:00:00Z</firstCreated>
        <edNote>Adds quote</edNote><link rel="irel:isDerivedFrom" residref="urn:x:9"/></itemMeta>
        <contentMeta><urgency>3</urgency><creditline>Example Wire/Harbour Desk</creditline><headline>Ferry line closes</headline>
        <by>By Ann Lee</by><dateline>PORT ELLA</dateline><infoSource role="is:orig" literal="Harbour Authority"/>
        <altId type="x:slug">ferry-line</altId><language tag="en"/></contentMeta><contentSet>"#;

    #[test]
    fn an_item_with_xhtml_says_origin_version_and_credit() {
        let text = format!(
            "{ITEM}<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head>\
             <body><p>The last ferry sails on Friday.</p><h2>What next</h2><p>A bridge was <i>refused</i>.</p></body></html></inlineXML>\
             </contentSet></newsItem>"
        );
        let gathered = read_text(&text);
        let document = &gathered.documents[0].1;
        assert_eq!(document.text, "PORT ELLA\n\nThe last ferry sails on Friday.\n\nWhat next\n\nA bridge was refused.");
        assert_eq!((document.id.as_str(), document.title.as_deref()), ("a.xml", Some("Ferry line closes")));
        assert_eq!(document.authors, ["Ann Lee"]);
        let (published, modified) = (document.published.as_ref().unwrap(), document.modified.as_ref().unwrap());
        assert_eq!((published.at.as_str(), published.from.as_str()), ("2024-11-13T09:00:00Z", "firstCreated"));
        assert_eq!(modified.at, "2024-11-13T10:02:00Z");
        let declared = &document.declared;
        assert_eq!(declared.credit.as_deref(), Some("Example Wire/Harbour Desk"));
        assert_eq!((declared.item.as_deref(), declared.version.as_deref()), (Some("urn:x:17"), Some("3")));
        assert_eq!((declared.urgency, declared.based_on.as_slice()), (Some(3), &["urn:x:9".to_owned()][..]));
        assert_eq!(declared.editors_notes, ["Adds quote"]);
        assert_eq!(declared.other_ids, [("x:slug".to_owned(), "ferry-line".to_owned())]);
        let sources: Vec<_> = declared.sources.iter().map(|s| (s.role.as_str(), s.name.as_str())).collect();
        assert_eq!(sources, [("provider", "Example Wire"), ("infosource is:orig", "Harbour Authority")]);
        assert_eq!(declared.usage.as_deref(), Some("Not for archives"));
    }

    #[test]
    fn nitf_and_plain_text_inside_are_read() {
        let nitf = format!(
            "{ITEM}<inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.content><p>The last ferry sails.</p>\
             </body.content></body></nitf></inlineXML></contentSet></newsItem>"
        );
        assert_eq!(read_text(&nitf).documents[0].1.text, "PORT ELLA\n\nThe last ferry sails.");
        let plain = format!(
            "{ITEM}<inlineData contenttype='text/plain'>PORT ELLA - One.\n\nTwo\nlines.</inlineData></contentSet></newsItem>"
        );
        assert_eq!(read_text(&plain).documents[0].1.text, "PORT ELLA - One.\n\nTwo\nlines.");
    }

    #[test]
    fn items_of_a_message_are_parted_and_packages_named() {
        let text = format!(
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{ITEM}<inlineData>One.</inlineData></contentSet></newsItem>\
             {ITEM}<remoteContent href='x.jpg'/></contentSet></newsItem><packageItem><groupSet><group><itemRef residref='urn:x:17'/></group>\
             </groupSet></packageItem></itemSet></newsMessage>"
        );
        let gathered = read_text(&text);
        assert_eq!(gathered.documents[0].1.id, "a.xml#1");
        let notes: Vec<_> = gathered.notes.iter().map(|n| format!("{}: {}", n.place, n.text)).collect();
        let expected =
            ["a.xml#2: is ninat:text without a text of its own", "a.xml#3: is a package of 1 item(s): urn:x:17"];
        assert_eq!(notes, expected);
    }
}
