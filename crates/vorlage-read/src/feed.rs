//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom. Each item becomes a document; what it says of where it came from is kept.
//!
//! `feed-rs` and its like give titles and dates but drop `<source>`, `dc:creator` and `media:credit`, which say whose text it is;
//! so the tree of the feed is read here.

use crate::arrival::Arrival;
use crate::gathered::{Gathered, Place};
use crate::html;
use crate::record::Record;
use crate::xml::Element;
use rayon::prelude::*;
use vorlage_model::{Declared, Source};

/// Elements that hold the whole text of an item, then those that hold its summary.
const WHOLE: [&str; 3] = ["content:encoded", "content", "atom:content"];
const SUMMARY: [&str; 4] = ["description", "summary", "atom:summary", "media:description"];

/// Elements that hold the time of publication, best first.
const PUBLISHED: [&str; 6] = ["pubDate", "published", "dc:date", "dcterms:issued", "dcterms:created", "updated"];

/// Elements that hold the time of the last change.
const MODIFIED: [&str; 3] = ["updated", "atom:updated", "dcterms:modified"];

/// Reads the items of a feed.
pub(crate) fn read(root: &Element, arrival: &Arrival) -> Gathered {
    let channel = root.child("channel").unwrap_or(root);
    let items: Vec<&Element> = [channel, root]
        .into_iter()
        .map(|parent| parent.elements().filter(|e| e.name == "item" || e.name == "entry").collect::<Vec<_>>())
        .find(|items| !items.is_empty())
        .unwrap_or_default();
    let of_feed = OfFeed::new(root, channel);
    let read = items.par_iter().enumerate().map(|(n, item)| {
        let place = arrival.place.element(n as u64 + 1);
        of_item(item, &of_feed, &place)
    });
    let mut gathered = Gathered::default();
    read.collect::<Vec<_>>().into_iter().for_each(|part| gathered.append(part));
    if items.is_empty() {
        gathered.note(arrival.place.name(), "is a feed without items".to_owned());
    }
    gathered
}

/// What holds for all items.
struct OfFeed {
    title: Option<String>,
    lang: Option<String>,
    copyright: Option<String>,
}

impl OfFeed {
    fn new(root: &Element, channel: &Element) -> Self {
        let declared = ["language", "dc:language"].into_iter().find_map(|name| channel.child_text(name));
        let lang = declared.or_else(|| root.attribute("xml:lang").or(channel.attribute("xml:lang")).map(str::to_owned));
        Self { title: channel.child_text("title").map(plain), lang, copyright: rights(channel) }
    }
}

fn of_item(item: &Element, feed: &OfFeed, place: &Place) -> Gathered {
    let mut gathered = Gathered::default();
    let url = address(item);
    let title = ["title", "dc:title"].into_iter().find_map(|name| item.child_text(name)).map(plain);
    let Some((content, whole)) = content(item) else {
        let named = url.or(title).unwrap_or_default();
        gathered.note(place.name(), format!("names a page without its text: {named}"));
        return gathered;
    };
    let mut record = Record {
        title,
        lang: item.attribute("xml:lang").map(str::to_owned).or_else(|| feed.lang.clone()),
        authors: authors(item),
        declared: declared(item, feed),
        ..Record::default()
    };
    (record.published, record.published_from) = first(item, &PUBLISHED);
    record.modified = first(item, &MODIFIED).0;
    // Of an item without an address, the feed itself is the publisher.
    if url.is_none() {
        record.outlet.clone_from(&feed.title);
    }
    record.url = url;
    if !whole {
        record.notes.push("is the feed's summary, perhaps not the whole text".to_owned());
    }
    if content.contains(['<', '&']) {
        record.html = Some(format!("<html><body><article>{content}</article></body></html>"));
    } else {
        record.text = Some(content);
    }
    gathered.take(place.clone(), record.document(place, String::new));
    gathered
}

/// What an item holds of its text as HTML, and whether that is said to be all of it.
fn content(item: &Element) -> Option<(String, bool)> {
    let held =
        |names: &[&str]| names.iter().flat_map(|name| item.elements().filter(move |e| e.name == *name)).find_map(held);
    held(&WHOLE).map(|content| (content, true)).or_else(|| held(&SUMMARY).map(|content| (content, false)))
}

fn held(element: &Element) -> Option<String> {
    let kind = element.attribute("type").unwrap_or_default();
    let content = if kind == "xhtml" || element.elements().next().is_some() {
        element.markup()
    } else if kind == "text" || kind == "text/plain" {
        element.raw_text().replace('&', "&amp;").replace('<', "&lt;")
    } else {
        element.raw_text()
    };
    let content = content.trim();
    (!content.is_empty()).then(|| content.to_owned())
}

fn first(item: &Element, names: &[&str]) -> (Option<String>, Option<String>) {
    let found = names.iter().find_map(|name| Some((item.child_text(name)?, (*name).to_owned())));
    found.map_or((None, None), |(text, name)| (Some(text), Some(name)))
}

/// The address of the page.
fn address(item: &Element) -> Option<String> {
    let is_address = |text: &String| text.starts_with("http://") || text.starts_with("https://");
    if let Some(original) = item.child_text("feedburner:origLink").filter(is_address) {
        return Some(original);
    }
    let links = || item.elements().filter(|e| e.name == "link" || e.name == "atom:link");
    let alternate = links().filter(|e| matches!(e.attribute("rel"), None | Some("alternate")));
    let given = alternate.filter_map(|e| e.attribute("href").map(str::to_owned).or_else(|| e.text())).find(is_address);
    let guid = || item.all("guid").filter(|e| e.attribute("isPermaLink") != Some("false")).find_map(Element::text);
    given
        .or_else(|| guid().filter(is_address))
        .or_else(|| item.attribute("rdf:about").map(str::to_owned).filter(is_address))
}

fn authors(item: &Element) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for element in item.elements() {
        let name = match element.name.as_str() {
            "dc:creator" => element.text(),
            "author" | "atom:author" => element
                .elements()
                .find(|e| e.name == "name" || e.name == "atom:name")
                .map_or_else(|| element.text().map(|text| without_mail(&text)), Element::text),
            _ => None,
        };
        names.extend(name.filter(|name| !name.is_empty() && !names.contains(name)));
    }
    names
}

/// RSS spells an author as `mail@example.org (Name)`.
fn without_mail(text: &str) -> String {
    match text.split_once('(') {
        Some((mail, name)) if mail.contains('@') => name.trim_end_matches(')').trim().to_owned(),
        _ if text.contains('@') && !text.contains(' ') => String::new(),
        _ => text.to_owned(),
    }
}

/// What the item says of its making.
fn declared(item: &Element, feed: &OfFeed) -> Declared {
    let mut credits = Vec::new();
    item.below("media:credit", &mut credits);
    let mut sources: Vec<Source> = item.elements().filter_map(source).collect();
    let credit =
        |e: &&Element| Some(Source { name: e.text()?, uri: None, role: role("media:credit", e.attribute("role")) });
    sources.extend(credits.iter().filter_map(credit));
    Declared {
        sources,
        item: ["guid", "id", "dc:identifier"].into_iter().find_map(|name| item.child_text(name)),
        copyright: rights(item).or_else(|| feed.copyright.clone()),
        ..Declared::default()
    }
}

fn role(field: &str, role: Option<&str>) -> String {
    role.map_or_else(|| field.to_owned(), |role| format!("{field} {role}"))
}

/// `<source url>` of RSS, `<source>` of Atom, `dc:source`, `dc:publisher`.
fn source(element: &Element) -> Option<Source> {
    let name = element.name.as_str();
    match name {
        "source" | "atom:source" => {
            let title =
                element.elements().find(|e| e.name == "title" || e.name == "atom:title").and_then(Element::text);
            let own = || element.elements().next().is_none().then(|| element.text()).flatten();
            let link = || element.all("link").find_map(|e| e.attribute("href")).map(str::to_owned);
            let uri = element.attribute("url").map(str::to_owned).or_else(link).or_else(|| element.child_text("id"));
            let name = title.or_else(own).or_else(|| uri.clone())?;
            Some(Source { name: plain(name), uri, role: "source".to_owned() })
        }
        "dc:source" | "dc:publisher" => Some(Source { name: element.text()?, uri: None, role: name.to_owned() }),
        _ => None,
    }
}

fn rights(element: &Element) -> Option<String> {
    ["copyright", "rights", "dc:rights", "media:copyright"].into_iter().find_map(|name| element.child_text(name))
}

/// A title without the tags and references that some feeds escape twice.
fn plain(title: String) -> String {
    if !title.contains(['<', '&']) {
        return title;
    }
    html::Tree::fragment(&title).text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;
    use vorlage_model::Document;

    fn read_feed(text: &str) -> (Vec<Document>, Vec<String>) {
        let gathered = read(&xml::parse(text).unwrap().root, &Arrival::file("f.xml"));
        let notes = gathered.notes.iter().map(|n| format!("{}: {}", n.place, n.text)).collect();
        (gathered.documents.into_iter().map(|(_, d)| d).collect(), notes)
    }

    const RSS: &str = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Example</title>
        <language>en-gb</language><copyright>Example Media</copyright>
        <item><title>Ferry &amp;amp; bridge</title><link>https://www.example.org/a</link><guid isPermaLink="false">tag:1</guid>
        <description>In short.</description><content:encoded><![CDATA[<p>The last ferry sails on Friday, the operator said.</p>
        <p>A bridge was refused.</p>]]></content:encoded><dc:creator>Ann Lee</dc:creator><author>bo@example.org (Bo Chen)</author>
        <pubDate>Wed, 13 Nov 2024 10:02:00 +0100</pubDate><source url="https://wire.example.com/rss">Example Wire</source>
        <media:content url="x.jpg"><media:credit role="photographer">C. Day</media:credit></media:content></item>
        <item><title>Talks</title><guid>https://www.example.org/b</guid><description>Talks failed on Monday.</description>
        <pubDate>some day</pubDate></item><item><title>Only a title</title><link>https://www.example.org/c</link></item></channel></rss>"#;

    #[test]
    fn an_item_of_rss_keeps_where_it_came_from() {
        let (documents, notes) = read_feed(RSS);
        let first = &documents[0];
        assert_eq!(first.text, "The last ferry sails on Friday, the operator said.\n\nA bridge was refused.");
        assert_eq!((first.id.as_str(), first.title.as_deref()), ("f.xml#1", Some("Ferry & bridge")));
        assert_eq!(first.authors, ["Ann Lee", "Bo Chen"]);
        let published = first.published.as_ref().unwrap();
        assert_eq!((published.at.as_str(), published.from.as_str()), ("2024-11-13T10:02:00+01:00", "pubDate"));
        assert_eq!(first.lang.map(|l| l.to_string()).as_deref(), Some("en"));
        let sources: Vec<_> =
            first.declared.sources.iter().map(|s| (s.name.as_str(), s.uri.as_deref(), s.role.as_str())).collect();
        let expected = [
            ("Example Wire", Some("https://wire.example.com/rss"), "source"),
            ("C. Day", None, "media:credit photographer"),
        ];
        assert_eq!(sources, expected);
        assert_eq!(first.declared.item.as_deref(), Some("tag:1"));
        assert_eq!(first.declared.copyright.as_deref(), Some("Example Media"));
        assert_eq!(notes, ["f.xml#3: names a page without its text: https://www.example.org/c"]);
    }

    #[test]
    fn a_summary_and_a_broken_date_are_said() {
        let second = &read_feed(RSS).0[1];
        assert_eq!(second.text, "Talks failed on Monday.");
        assert_eq!(second.url.as_deref(), Some("https://www.example.org/b"));
        assert!(second.published.is_none());
        let notes: Vec<_> = second.notes.iter().map(|n| n.text.as_str()).collect();
        let expected = [
            "is the feed's summary, perhaps not the whole text",
            "field pubDate holds no date that is understood: some day",
        ];
        assert_eq!(notes, expected);
    }

    #[test]
    fn an_entry_of_atom_is_read() {
        let (documents, _) = read_feed(
            r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Beispiel</title><entry><id>urn:x:1</id>
            <title type="html">Fähre &lt;b&gt;fährt&lt;/b&gt;</title><link rel="self" href="https://example.org/self"/>
            <link href="https://example.org/a"/><author><name>Ann Lee</name></author><updated>2024-11-13T10:02:00Z</updated>
            <source><id>urn:y</id><title>Nachrichten</title><link href="https://agentur.example/"/></source>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Die Fähre fährt am Freitag, hieß es.</p></div></content>
            </entry></feed>"#,
        );
        let document = &documents[0];
        assert_eq!(document.text, "Die Fähre fährt am Freitag, hieß es.");
        assert_eq!(document.title.as_deref(), Some("Fähre fährt"));
        assert_eq!(document.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(document.published.as_ref().unwrap().from, "updated");
        assert_eq!(document.modified.as_ref().unwrap().at, "2024-11-13T10:02:00Z");
        let source = &document.declared.sources[0];
        assert_eq!((source.name.as_str(), source.uri.as_deref()), ("Nachrichten", Some("https://agentur.example/")));
    }

    #[test]
    fn an_item_of_rss_1_stands_beside_its_channel() {
        let (documents, _) = read_feed(
            r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title></channel><item rdf:about="https://example.org/a">
            <title>One</title><description>The text of one.</description><dc:date>2024-11-13</dc:date></item></rdf:RDF>"#,
        );
        assert_eq!(documents[0].url.as_deref(), Some("https://example.org/a"));
        assert_eq!(documents[0].published.as_ref().unwrap().from, "dc:date");
    }
}
