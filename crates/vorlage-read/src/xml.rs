//! XML as a small tree, within bounds: no entity is expanded but the predefined ones and those of HTML, none is fetched, and what is
//! broken ends the tree where it is broken.
//!
//! Names lose the prefix of the root's namespace; the prefixes of known namespaces are the usual ones, whatever the document calls
//! them; unknown ones stay as they are.

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements within each other that are kept apart; deeper ones lose their tags.
const MAX_DEPTH: usize = 128;

/// Elements and texts that are kept.
const MAX_NODES: usize = 1 << 20;

/// Namespace declarations in force at one place that are remembered.
const MAX_NAMESPACES: usize = 64;

/// Attributes of an element that are kept.
const MAX_ATTRIBUTES: usize = 64;

/// Namespaces with their usual prefixes.
const NAMESPACES: [(&str, &str); 8] = [
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://www.google.com/schemas/sitemap-news/0.9", "news"),
    ("http://www.w3.org/1999/xhtml", "html"),
];

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name, with a prefix if it is not of the root's namespace.
    pub name: String,
    /// Its attributes as spelled, values unescaped.
    pub attributes: Vec<(String, String)>,
    /// What stands in it.
    pub children: Vec<Node>,
}

/// A part of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// An element.
    Element(Element),
    /// Characters, unescaped.
    Text(String),
}

/// A tree, and what was wrong with its text.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// The outermost element.
    pub root: Element,
    /// What to note.
    pub note: Option<String>,
}

impl Element {
    /// The elements right within it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name right within it.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |e| e.name == name)
    }

    /// The first element of a name right within it.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|e| e.name == name)
    }

    /// The first element at a path of names.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Every element below it of a name, in order; those within one of them are left out.
    pub(crate) fn below<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else {
                element.below(name, found);
            }
        }
    }

    /// The first element below it of a name.
    pub(crate) fn first_below(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|e| if e.name == name { Some(e) } else { e.first_below(name) })
    }

    /// The value of an attribute, if it is not blank.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// All characters in it, as they stand.
    pub(crate) fn raw_text(&self) -> String {
        let mut out = String::new();
        self.collect_text(&mut out);
        out
    }

    fn collect_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) if element.name == "br" => out.push('\n'),
                Node::Element(element) => element.collect_text(out),
                Node::Text(text) => out.push_str(text),
            }
        }
    }

    /// All characters in it with single blanks, if there are any.
    pub(crate) fn text(&self) -> Option<String> {
        let text = self.raw_text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// The text of the first element of a name right within it.
    pub(crate) fn child_text(&self, name: &str) -> Option<String> {
        self.all(name).find_map(Self::text)
    }

    /// What stands in it, written as HTML.
    pub(crate) fn markup(&self) -> String {
        let mut out = String::new();
        self.write_markup(&mut out);
        out
    }

    fn write_markup(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
                Node::Element(element) => {
                    let name = element.name.trim_start_matches("html:");
                    out.push_str(&format!("<{name}"));
                    for (name, value) in &element.attributes {
                        out.push_str(&format!(" {name}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;")));
                    }
                    out.push('>');
                    if name != "br" && name != "img" && name != "hr" {
                        element.write_markup(out);
                        out.push_str(&format!("</{name}>"));
                    }
                }
            }
        }
    }
}

/// Reads a text; `None` where it has no element.
pub(crate) fn parse(text: &str) -> Option<Parsed> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut tree = Tree::default();
    let note = loop {
        match reader.read_event() {
            Ok(Event::Eof) => break None,
            Ok(event) if tree.take(&event) => {}
            Ok(_) => break Some(format!("has more than {MAX_NODES} elements; the rest is not read")),
            Err(error) => {
                break Some(format!(
                    "is broken XML at byte {}: {error}; what came before is used",
                    reader.error_position()
                ));
            }
        }
    };
    Some(Parsed { root: tree.finish()?, note })
}

/// The tree while it grows.
#[derive(Default)]
struct Tree {
    /// The open elements, each with its name as spelled and the number of namespaces in force outside of it.
    open: Vec<(Element, String, usize)>,
    /// Open elements below the greatest depth.
    deeper: usize,
    namespaces: Vec<(String, String)>,
    /// The namespace of the root, and its prefix.
    root_space: Option<String>,
    nodes: usize,
    root: Option<Element>,
}

impl Tree {
    /// Takes an event; false where the tree is full.
    fn take(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(start) => self.start(start),
            Event::Empty(start) => {
                self.start(start);
                self.close();
            }
            Event::End(end) => self.end(end.name().0),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.text(&resolved(reference)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
        self.nodes < MAX_NODES
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        if self.open.len() >= MAX_DEPTH || self.root.is_some() {
            self.deeper += 1;
            return;
        }
        self.nodes += 1;
        let outside = self.namespaces.len();
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false).flatten().take(MAX_ATTRIBUTES) {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.to_string(), |v| v.to_string());
            let name = attribute.key.0;
            if name == "xmlns" || name.starts_with("xmlns:") {
                let prefix = name.strip_prefix("xmlns").unwrap_or_default().trim_start_matches(':');
                if self.namespaces.len() < MAX_NAMESPACES {
                    self.namespaces.push((prefix.to_owned(), value));
                }
            } else {
                attributes.push((name.to_owned(), value));
            }
        }
        let spelled = start.name().0.to_owned();
        if self.open.is_empty() {
            self.root_space = self.space(prefix_of(&spelled).0).map(str::to_owned);
        }
        let name = self.name(&spelled);
        self.open.push((Element { name, attributes, children: Vec::new() }, spelled, outside));
    }

    fn space(&self, prefix: &str) -> Option<&str> {
        self.namespaces.iter().rev().find(|(p, _)| p == prefix).map(|(_, uri)| uri.as_str())
    }

    fn name(&self, spelled: &str) -> String {
        let (prefix, local) = prefix_of(spelled);
        let space = self.space(prefix);
        if space == self.root_space.as_deref() && (space.is_some() || prefix.is_empty()) {
            return local.to_owned();
        }
        match space.and_then(|uri| NAMESPACES.iter().find(|(known, _)| *known == uri)) {
            Some((_, usual)) => format!("{usual}:{local}"),
            None if prefix.is_empty() => local.to_owned(),
            None => spelled.to_owned(),
        }
    }

    fn text(&mut self, text: &str) {
        let Some((element, ..)) = self.open.last_mut() else { return };
        if let Some(Node::Text(last)) = element.children.last_mut() {
            last.push_str(text);
        } else {
            self.nodes += 1;
            element.children.push(Node::Text(text.to_owned()));
        }
    }

    /// Closes the innermost open element of this name with all in it; an end without a beginning closes nothing.
    fn end(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if let Some(at) = self.open.iter().rposition(|(_, spelled, _)| spelled == name) {
            while self.open.len() > at {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some((element, _, outside)) = self.open.pop() else { return };
        self.namespaces.truncate(outside);
        match self.open.last_mut() {
            Some((parent, ..)) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn finish(mut self) -> Option<Element> {
        self.deeper = 0;
        while !self.open.is_empty() {
            self.close();
        }
        self.root
    }
}

fn prefix_of(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// The character of a reference; one that is not known stands as it is spelled.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.xml10_content();
    resolve_html5_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Element {
        parse(text).unwrap().root
    }

    #[test]
    fn names_are_those_of_the_namespace_whatever_the_prefix() {
        let root = root(
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xmlns:d='http://purl.org/dc/elements/1.1/'>\
            <a:title>T</a:title><d:creator>C</d:creator><x:y>Z</x:y></a:feed>",
        );
        assert_eq!(root.name, "feed");
        assert_eq!(root.elements().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["title", "dc:creator", "x:y"]);
        let rss = self::root("<rss xmlns:atom='http://www.w3.org/2005/Atom'><atom:link/><link>L</link></rss>");
        assert_eq!(rss.child_text("link").as_deref(), Some("L"));
    }

    #[test]
    fn references_are_resolved_and_unknown_ones_stay() {
        let root = root("<a b='x &amp; y'>1 &lt; 2 &nbsp;&#8211; &unknown; R&D <![CDATA[<b>&amp;</b>]]></a>");
        assert_eq!(root.raw_text(), "1 < 2 \u{a0}– &unknown; R&D <b>&amp;</b>");
        assert_eq!(root.attribute("b"), Some("x & y"));
    }

    #[test]
    fn an_entity_bomb_stays_small() {
        let bomb = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;'>]><a>&y;&y;</a>";
        assert_eq!(root(bomb).raw_text(), "&y;&y;");
    }

    #[test]
    fn what_is_broken_ends_the_tree_and_the_rest_stands() {
        let parsed = parse("<a><b>One</b><c>Two</a></x><d attribute=>Three").unwrap();
        assert_eq!(parsed.root.child_text("c").as_deref(), Some("Two"));
        let parsed = parse("<a><b>One</b><c>Two <!-- never closed").unwrap();
        assert_eq!(parsed.root.raw_text(), "OneTwo ");
        assert!(parsed.note.unwrap().starts_with("is broken XML at byte"));
        assert!(parse("no element").is_none());
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = format!("<a>{}x{}</a>", "<b>".repeat(100_000), "</b>".repeat(100_000));
        assert_eq!(root(&deep).raw_text(), "x");
    }
}
