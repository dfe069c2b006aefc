//! What a page's tags declare: `meta`, `link` and `title` elements, scripts of linked data, and elements whose names (`class`, `id`,
//! `itemprop`, `property`, `rel`) say that they hold a date or an author. One walk over the parsed tree; nothing is judged here.

use super::super::hints::{self, Hints, words};
use super::super::tree::{Element, Node, NodeData, NodeId, Tree};
use super::title::squeezed;
use crate::wordlist::{self, Words};
use html5ever::{LocalName, local_name};
use memchr::memmem;

/// Bytes of the text of a marked element: longer ones are wrappers of more than the name says.
const MAX_MARK: usize = 240;
/// Marked elements of one sort that are kept.
const MAX_MARKS: usize = 60;
/// Headings that are kept.
const MAX_HEADINGS: usize = 200;
/// Bytes of a script that is searched for dates.
const MAX_SCRIPT: usize = 1 << 20;
/// Keys of dates in the data that a page's own program starts with.
const SCRIPT_KEYS: [&str; 9] = [
    "datePublished", "publishDate", "publishedAt", "published_at", "publishedDate", "pubDate", "ublicationDate",
    "publication_date", "date_published",
];

/// Words before a link to the original, lower case.
static ORIGINALLY: Words = Words::new(|| {
    wordlist::any_of(&[
        "originally published", "originally appeared", "first appeared", "first published", "republished from",
        "zuerst erschienen", "zuerst veröffentlicht", "publicado originalmente", "publié initialement",
        "pubblicato originariamente", "впервые опубликован",
    ])
});
/// Bytes of the shortest of them.
const LEAST_ORIGINALLY: usize = 14;
/// Bytes of text between such words and the link.
const MAX_TO_LINK: usize = 40;

/// What a page says of itself outside of its text.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    /// Names and contents of `meta` elements, names in lower case.
    pub meta: Vec<(String, String)>,
    /// Scripts of linked data.
    pub linked_data: Vec<String>,
    /// The `title` element.
    pub title: Option<String>,
    /// `link rel=canonical`.
    pub canonical: Option<String>,
    /// `link rel=amphtml`.
    pub amp: Option<String>,
    /// `html lang`.
    pub lang: Option<String>,
    /// Elements that hold a date, in order.
    pub dates: Vec<Mark>,
    /// Elements that hold an author, in order.
    pub authors: Vec<Mark>,
    /// Scripts of the page's program.
    pub scripts: Vec<NodeId>,
    /// The address of the original, where words of the page tell and link it.
    pub original: Option<String>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
}

/// A heading of the page.
#[derive(Debug)]
pub(crate) struct Heading {
    /// Bytes of text before it.
    pub at: usize,
    /// It is of the top level.
    pub top: bool,
    /// Its letters and digits, lower case.
    pub squeezed: String,
}

/// An element whose names say what it holds.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// How it says so, strongest first.
    pub by: By,
    /// A machine's form of it (`datetime`, `content`), where there is one.
    pub value: Option<String>,
    /// The text of the element.
    pub text: String,
    /// Bytes of text before it.
    pub at: usize,
    /// It stands in comments, related articles, a footer or a menu.
    pub outside: bool,
}

/// How an element says what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum By {
    /// Microdata or RDFa: `itemprop=datePublished`, `property=schema:author`.
    Property,
    /// Microdata of the last change.
    Modified,
    /// `time pubdate`, `rel=author`.
    Relation,
    /// A `time` element.
    Time,
    /// A class or id.
    Name,
}

/// Reads what the tags of a page declare.
pub(crate) fn read(tree: &Tree) -> Tags {
    let mut tags = Tags::default();
    let (mut bytes, mut program, mut told_at) = (0, false, None);
    for (id, data) in tree.numbered(tree.root()) {
        match data {
            NodeData::Text(text) if !program => {
                if tells_of_original(text) {
                    told_at = Some(bytes + text.len());
                }
                bytes += shown(text);
            }
            NodeData::Element(element) => {
                program = matches!(
                    element.name.local,
                    local_name!("script") | local_name!("style") | local_name!("noscript") | local_name!("template")
                );
                if told_at.is_some_and(|at| bytes <= at + MAX_TO_LINK) && element.name.local == local_name!("a") {
                    tags.original_link(element);
                }
                tags.element(tree, id, element, bytes);
            }
            _ => {}
        }
    }
    tags
}

impl Tags {
    /// The content of the first `meta` element of a name that has any.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        self.values(name).next()
    }

    /// The contents of all `meta` elements of a name that have any.
    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        let of_name = self.meta.iter().filter(move |(n, _)| n == name);
        of_name.map(|(_, v)| super::plain(v)).filter(|v| !v.is_empty())
    }

    fn element(&mut self, tree: &Tree, id: NodeId, element: &Element, at: usize) {
        let attribute = |name: &str| attribute(element, name);
        match &*element.name.local {
            "meta" => self.meta_element(tree, id, element, at),
            "script" => self.script(tree, id, element),
            "title" if self.title.is_none() => self.title = Some(super::plain(&text(tree, id, usize::MAX))),
            "link" => self.link(element),
            "html" => self.lang = self.lang.take().or_else(|| attribute("lang")).or_else(|| attribute("xml:lang")),
            "style" | "noscript" | "template" | "svg" | "option" | "button" => {}
            "h1" => self.heading(tree, id, at, true),
            "h2" | "h3" | "h4" => {
                self.heading(tree, id, at, false);
                self.marked(tree, id, element, at);
            }
            _ => self.marked(tree, id, element, at),
        }
    }

    fn heading(&mut self, tree: &Tree, id: NodeId, at: usize, top: bool) {
        if self.headings.len() < MAX_HEADINGS {
            self.headings.push(Heading { at, top, squeezed: squeezed(&text(tree, id, MAX_MARK)) });
        }
    }

    /// Keeps the link to the original; a longer address on the same site, to the article itself, goes before one to the site.
    fn original_link(&mut self, element: &Element) {
        let Some(href) = attribute(element, "href").filter(|h| h.contains("://")) else {
            return;
        };
        let longer = self.original.as_deref().is_none_or(|first| href.starts_with(first) && href.len() > first.len());
        if longer {
            self.original = Some(href);
        }
    }

    fn meta_element(&mut self, tree: &Tree, id: NodeId, element: &Element, at: usize) {
        let attribute = |name: &str| attribute(element, name);
        let Some(content) = attribute("content") else {
            return;
        };
        if attribute("itemprop").is_some() {
            self.marked(tree, id, element, at);
        }
        let name = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
        if let Some(name) = name.or_else(|| attribute("http-equiv")) {
            self.meta.push((name.trim().to_lowercase(), content));
        }
    }

    fn link(&mut self, element: &Element) {
        let rel = attribute(element, "rel").unwrap_or_default().to_ascii_lowercase();
        let slot = match rel.as_str() {
            "canonical" => &mut self.canonical,
            "amphtml" => &mut self.amp,
            _ => return,
        };
        *slot = slot.take().or_else(|| attribute(element, "href")).filter(|h| !h.trim().is_empty());
    }

    fn script(&mut self, tree: &Tree, id: NodeId, element: &Element) {
        if attribute(element, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) {
            self.linked_data.push(text(tree, id, usize::MAX));
        } else {
            self.scripts.push(id);
        }
    }

    /// Keeps an element whose names say that it holds a date or an author.
    fn marked(&mut self, tree: &Tree, id: NodeId, element: &Element, at: usize) {
        let (date, author) = said(element);
        for (by, marks) in [(date, &mut self.dates), (author, &mut self.authors)] {
            let Some(by) = by.filter(|_| marks.len() < MAX_MARKS) else {
                continue;
            };
            let text = text(tree, id, MAX_MARK + 1);
            let value = ["datetime", "content", "data-datetime"].iter().find_map(|n| attribute(element, n));
            let value = value
                .or_else(|| attribute(element, "title").filter(|_| by == By::Name && &*element.name.local == "abbr"));
            if text.len() > MAX_MARK && value.is_none() {
                continue;
            }
            marks.push(Mark { by, value, text: super::plain(&text), at, outside: outside(tree, id) });
        }
    }
}

/// Bytes of the words of a text and of a blank after each.
fn shown(text: &str) -> usize {
    let (mut shown, mut blank) = (0, true);
    for byte in text.bytes() {
        let next = byte.is_ascii_whitespace();
        shown += usize::from(!next) + usize::from(blank & !next);
        blank = next;
    }
    shown
}

/// Tells whether a text ends with words that lead to the original.
fn tells_of_original(text: &str) -> bool {
    let near = text.len().saturating_sub(MAX_TO_LINK + 1);
    let tail = match text.get(near..) {
        Some(tail) if tail.is_ascii() => near,
        _ => text.char_indices().rev().nth(MAX_TO_LINK).map_or(0, |(at, _)| at),
    };
    text.len() >= LEAST_ORIGINALLY && wordlist::holds(&text[tail..], &ORIGINALLY)
}

fn attribute(element: &Element, name: &str) -> Option<String> {
    element.attrs.iter().find(|a| &*a.name.local == name).map(|a| a.value.to_string())
}

/// What the names of an element say of its holding a date, and an author.
fn said(element: &Element) -> (Option<By>, Option<By>) {
    let (mut date, mut author) = (None, None);
    let say = |slot: &mut Option<By>, by: By| *slot = Some(slot.map_or(by, |s| s.min(by)));
    if element.name.local == local_name!("time") {
        say(&mut date, By::Time);
    }
    for attribute in &element.attrs {
        let value = &*attribute.value;
        match attribute.name.local {
            local_name!("itemprop") | local_name!("property") => match value.rsplit(':').next().unwrap_or("").trim() {
                "datePublished" | "dateCreated" | "uploadDate" | "published_time" | "issued" | "created" | "date"
                | "dc.date" => say(&mut date, By::Property),
                "dateModified" | "modified" => say(&mut date, By::Modified),
                "author" | "creator" => say(&mut author, By::Property),
                _ => {}
            },
            local_name!("rel") if value.split_ascii_whitespace().any(|r| r == "author") => {
                say(&mut author, By::Relation);
            }
            ref name if &**name == "pubdate" => say(&mut date, By::Relation),
            ref name if is_name(name) => {
                for word in words(value) {
                    match of_word(word) {
                        Some(Sort::Date) => say(&mut date, By::Name),
                        Some(Sort::Author) => say(&mut author, By::Name),
                        None => {}
                    }
                }
            }
            _ => {}
        }
    }
    (date, author)
}

/// Attributes whose words name what an element holds.
fn is_name(attribute: &LocalName) -> bool {
    matches!(*attribute, local_name!("class") | local_name!("id"))
        || matches!(&**attribute, "data-testid" | "data-qa" | "data-test")
}

enum Sort {
    Date,
    Author,
}

/// Longest word of a name that is looked up.
const MAX_WORD: usize = 20;

fn of_word(word: &str) -> Option<Sort> {
    if !(2..=MAX_WORD).contains(&word.len()) {
        return None;
    }
    let mut lower = [0; MAX_WORD];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"time" | b"timestamp" | b"datetime" | b"published" | b"publish" | b"posted" | b"datum" | b"fecha"
        | b"created" | b"data" | b"datestamp" | b"tarih" | b"aktualisiert" | b"stand" | b"publication"
        | b"dateline" | b"when" | b"submitted" | b"zeit" | b"hora" | b"erstellt" | b"uhrzeit" | b"updated"
        | b"issued" => Some(Sort::Date),
        b"author" | b"authors" | b"byline" | b"autor" | b"autores" | b"auteur" | b"autore" | b"writer"
        | b"contributor" | b"contributors" | b"reporter" | b"verfasser" | b"redakteur" | b"creator" | b"writtenby"
        | b"postedby" | b"journalist" | b"authorname" | b"vcard" | b"username" | b"auth" | b"firma" | b"signature"
        | b"redactor" => Some(Sort::Author),
        _ if lower.ends_with(b"date") && !matches!(&*lower, b"update" | b"validate" | b"candidate" | b"mandate") => {
            Some(Sort::Date)
        }
        _ if lower.starts_with(b"date") || lower.ends_with(b"datum") => Some(Sort::Date),
        _ if lower.ends_with(b"author") || lower.ends_with(b"byline") || lower.ends_with(b"autor") => {
            Some(Sort::Author)
        }
        _ => None,
    }
}

/// Tells whether an element or one around it is no part of the article by its names.
fn outside(tree: &Tree, id: NodeId) -> bool {
    let apart = Hints::COMMENT.with(Hints::RELATED).with(Hints::FOOTER).with(Hints::NAVIGATION);
    let names = |node: &Node| {
        let NodeData::Element(element) = &node.data else { return false };
        let tag = &*element.name.local;
        let named = element.attrs.iter().filter(|a| matches!(&*a.name.local, "class" | "id"));
        let mut hints = named.map(|a| hints::of_names(&a.value));
        tag != "body" && (matches!(tag, "footer" | "nav" | "aside") || hints.any(|h| h.has(apart)))
    };
    std::iter::once(tree.node(id)).chain(tree.ancestors(id)).any(names)
}

/// The text of an element up to a number of bytes.
fn text(tree: &Tree, id: NodeId, limit: usize) -> String {
    let mut text = String::new();
    for node in std::iter::once(tree.node(id)).chain(tree.descendants(id)) {
        match &node.data {
            NodeData::Text(contents) => text.push_str(contents),
            NodeData::Element(_) if !text.ends_with(' ') && !text.is_empty() => text.push(' '),
            _ => {}
        }
        if text.len() > limit {
            break;
        }
    }
    text
}

/// Dates of publication in the data that the page's program starts with.
pub(super) fn script_dates<'t>(tree: &'t Tree, scripts: &'t [NodeId]) -> impl Iterator<Item = String> + 't {
    let dates = scripts.iter().flat_map(|id| {
        let source = text(tree, *id, MAX_SCRIPT);
        keyed_dates(source.get(..MAX_SCRIPT).unwrap_or(&source))
    });
    dates.take(MAX_MARKS)
}

/// The values of keys that name a date of publication in a program's data, escaped or not.
fn keyed_dates(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for key in SCRIPT_KEYS {
        for at in memmem::find_iter(source.as_bytes(), key).take(4) {
            let rest = source[at + key.len()..].trim_start_matches(['\\', '"', '\'', ' ', ':', '=']);
            let end = rest.find(['"', '\'', '\\', ',', '}', '\n']).unwrap_or(rest.len());
            if (8..=40).contains(&end) && rest.starts_with(|c: char| c.is_ascii_digit()) {
                found.push(rest[..end].to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_words() {
        assert_eq!(words("entry-date postMetaAuthor").collect::<Vec<_>>(), ["entry", "date", "post", "Meta", "Author"]);
        for (word, date, author) in [
            ("pubdate", true, false),
            ("Published", true, false),
            ("update", false, false),
            ("byline", false, true),
            ("authority", false, false),
            ("candidate", false, false),
        ] {
            assert_eq!(matches!(of_word(word), Some(Sort::Date)), date, "{word}");
            assert_eq!(matches!(of_word(word), Some(Sort::Author)), author, "{word}");
        }
    }

    #[test]
    fn a_program_s_data_names_the_date() {
        let source = r#"window.state = {\"publishedAt\":\"2024-11-13T10:02:00Z\"}; x = {"pubDate": soon}"#;
        assert_eq!(keyed_dates(source), ["2024-11-13T10:02:00Z"]);
    }
}
