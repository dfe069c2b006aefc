//! Linked data of a page (schema.org in JSON-LD): the article's own statement of itself.
//!
//! Pages write it by hand: line breaks inside strings, quotation marks that are not escaped, commas before a closing bracket and
//! several values in a row are read as they are meant. References by `@id` are followed one step.

use super::meta::plain;
use serde_json::Value;
use std::collections::BTreeMap;

/// What linked data says of the article.
#[derive(Debug, Default)]
pub(crate) struct LinkedData {
    /// `headline`.
    pub headline: Option<String>,
    /// `author`.
    pub authors: Vec<Author>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `dateCreated` or `uploadDate`.
    pub created: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// `publisher`.
    pub publisher: Option<String>,
    /// `inLanguage`.
    pub lang: Option<String>,
    /// `articleSection`.
    pub section: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
    /// `isBasedOn`, `sameAs` of a copy: the address of the work it was made from.
    pub based_on: Option<String>,
    /// `creditText`.
    pub credit: Option<String>,
    /// `sourceOrganization`, `provider`.
    pub source: Option<String>,
    /// `copyrightNotice`, `copyrightHolder`.
    pub copyright: Option<String>,
}

/// Who is named as author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Author {
    /// The name as it stands.
    pub name: String,
    /// Declared to be an organization.
    pub organization: bool,
}

/// Values that are looked at: more is no description of a page.
const MAX_VALUES: usize = 20_000;

/// Properties below which the article may stand.
const BELOW: [&str; 6] = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"];

/// Reads the scripts of a page. The first article counts, a page or posting where there is none; what it does not say is taken from
/// the page's other descriptions of itself.
pub(crate) fn read(scripts: &[String]) -> LinkedData {
    let parsed: Vec<Value> = scripts.iter().flat_map(|s| parse(s)).collect();
    let (mut works, mut by_id) = (Vec::new(), BTreeMap::new());
    let mut waiting: Vec<(&Value, bool)> = parsed.iter().rev().map(|v| (v, false)).collect();
    let mut seen = 0;
    while let Some((value, listed)) = waiting.pop() {
        seen += 1;
        if seen > MAX_VALUES {
            break;
        }
        match value {
            Value::Array(list) => waiting.extend(list.iter().rev().map(|v| (v, listed))),
            Value::Object(fields) => {
                if let Some(id) = value.get("@id").and_then(Value::as_str).filter(|_| fields.len() > 1) {
                    by_id.entry(id).or_insert(value);
                }
                let rank = rank(value);
                if rank > 0 {
                    works.push((listed, rank, value));
                }
                let below = BELOW.iter().rev().filter_map(|k| Some((*k, fields.get(*k)?)));
                waiting.extend(below.map(|(k, v)| (v, listed || matches!(k, "itemListElement" | "item" | "hasPart"))));
            }
            _ => {}
        }
    }
    // Those of a list are other pages, unless there is nothing else.
    works.sort_by_key(|(listed, rank, _)| (*listed, std::cmp::Reverse(*rank)));
    let graph = Graph { by_id };
    let mut data = works.first().map(|(_, _, work)| graph.work(work)).unwrap_or_default();
    for (_, _, work) in works.iter().skip(1).filter(|w| !w.0) {
        data.fill(graph.work(work));
    }
    data
}

impl LinkedData {
    /// Takes what is missing from another description of the page.
    fn fill(&mut self, other: Self) {
        let same = other.headline.is_none() || self.headline.is_none() || other.headline == self.headline;
        let slots = [
            (&mut self.published, other.published),
            (&mut self.created, other.created),
            (&mut self.modified, other.modified),
            (&mut self.publisher, other.publisher),
            (&mut self.lang, other.lang),
            (&mut self.section, other.section),
        ];
        for (slot, value) in slots {
            *slot = slot.take().or(value);
        }
        if same && self.authors.is_empty() {
            self.authors = other.authors;
        }
        if same {
            self.body = self.body.take().or(other.body);
        }
    }
}

/// The values of a script.
fn parse(script: &str) -> Vec<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script = script.strip_prefix("//<![CDATA[").or_else(|| script.strip_prefix("<![CDATA[")).unwrap_or(script);
    let script = script.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    let repaired = repaired(script);
    serde_json::Deserializer::from_str(&repaired).into_iter::<Value>().map_while(Result::ok).collect()
}

/// A script with what hands write wrongly put right: breaks and quotation marks inside strings, commas before closing brackets.
fn repaired(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let (mut inside, mut escaped) = (false, false);
    for (at, c) in script.char_indices() {
        let rest = || script[at + c.len_utf8()..].trim_start();
        match c {
            _ if inside && escaped => {
                out.push(c);
                escaped = false;
                continue;
            }
            '\\' if inside => escaped = true,
            '"' if inside && !rest().starts_with([',', '}', ']', ':']) && !rest().is_empty() => {
                out.push('\\');
            }
            '"' => inside = !inside,
            ',' if !inside && rest().starts_with(['}', ']', ',']) => continue,
            c if inside && c.is_control() => {
                out.push(' ');
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// How much a value is the article of the page.
fn rank(value: &Value) -> u8 {
    let rank = |kind: &str| match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle"
        | "Report" => 4,
        "Article"
        | "BlogPosting"
        | "LiveBlogPosting"
        | "TechArticle"
        | "ScholarlyArticle"
        | "AdvertiserContentArticle" => 3,
        "SocialMediaPosting" | "DiscussionForumPosting" | "Review" | "Recipe" | "HowTo" | "VideoObject" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    };
    kinds(value).map(rank).max().unwrap_or(0)
}

/// The types of a value, without the vocabulary's address.
fn kinds(value: &Value) -> impl Iterator<Item = &str> {
    let one = value.get("@type").into_iter().flat_map(|kinds| match kinds {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>(),
        other => other.as_str().into_iter().collect(),
    });
    one.map(|kind| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind))
}

/// What stands under an `@id`.
struct Graph<'v> {
    by_id: BTreeMap<&'v str, &'v Value>,
}

impl<'v> Graph<'v> {
    fn work(&self, work: &'v Value) -> LinkedData {
        let first = |keys: &[&str]| keys.iter().find_map(|k| strings(work.get(*k)?).into_iter().next());
        let named = |keys: &[&str]| {
            let authors = keys.iter().filter_map(|k| work.get(*k)).flat_map(|v| self.authors(v));
            authors.map(|a| a.name).next()
        };
        let mut authors: Vec<Author> = Vec::new();
        for key in ["author", "creator"] {
            if let Some(value) = work.get(key).filter(|_| authors.is_empty()) {
                authors = self.authors(value);
            }
        }
        LinkedData {
            headline: first(&["headline", "name"]),
            authors,
            published: first(&["datePublished"]),
            created: first(&["dateCreated", "uploadDate"]),
            modified: first(&["dateModified"]),
            publisher: named(&["publisher"]),
            lang: first(&["inLanguage"]),
            section: first(&["articleSection"]),
            body: first(&["articleBody"]),
            based_on: work.get("isBasedOn").or_else(|| work.get("isBasedOnUrl")).and_then(address),
            credit: first(&["creditText"]),
            source: named(&["sourceOrganization", "provider"]),
            copyright: first(&["copyrightNotice"]).or_else(|| named(&["copyrightHolder"])),
        }
    }

    /// The names in a string, an object, a reference, or a list of them.
    fn authors(&self, value: &'v Value) -> Vec<Author> {
        match value {
            Value::String(name) => vec![Author { name: plain(name), organization: false }],
            Value::Array(list) => list.iter().flat_map(|v| self.authors(v)).collect(),
            Value::Object(fields) => {
                let of = |v: &'v Value| v.get("name").or_else(|| v.get("legalName")).or_else(|| v.get("alternateName"));
                let referred = || self.by_id.get(fields.get("@id")?.as_str()?).copied();
                let whole = if of(value).is_some() { Some(value) } else { referred() };
                let organization =
                    kinds(whole.unwrap_or(value)).any(|k| k.contains("Organization") || k == "Corporation");
                let names = whole.and_then(of).map(strings).unwrap_or_default();
                names.into_iter().map(|name| Author { name, organization }).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The strings of a value or list that say something.
fn strings(value: &Value) -> Vec<String> {
    let list = match value {
        Value::Array(list) => list.iter().collect(),
        other => vec![other],
    };
    let text = |v: &Value| match v {
        Value::String(s) => plain(s),
        Value::Object(fields) => {
            fields.get("name").or_else(|| fields.get("@value")).and_then(Value::as_str).map(plain).unwrap_or_default()
        }
        Value::Number(n) => n.to_string(),
        _ => String::new(),
    };
    list.into_iter().map(text).filter(|s| !s.is_empty()).collect()
}

/// The address of a work.
fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(url) => Some(url.trim().to_owned()),
        Value::Array(list) => list.iter().find_map(address),
        Value::Object(fields) => ["url", "@id", "sameAs"].iter().find_map(|k| fields.get(*k)).and_then(address),
        _ => None,
    }
    .filter(|url| url.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(data: &LinkedData) -> Vec<&str> {
        data.authors.iter().map(|a| a.name.as_str()).collect()
    }

    #[test]
    fn the_article_is_found_in_a_graph_before_the_page() {
        let script = r##"{"@graph": [{"@type": "WebPage", "name": "Site", "dateModified": "2024-11-14"}, {"@type": ["NewsArticle"],
            "headline": "A &quot;B&quot;", "author": [{"name": "C D"}, "E F", {"@id": "#h"}], "publisher": {"name": "G"},
            "datePublished": "2024-11-13", "isBasedOn": {"url": "https://a.example/x"}}, {"@id": "#h", "@type": "Organization", "name": "H"}]}"##;
        let data = read(&[script.to_owned(), "no json".to_owned()]);
        assert_eq!(data.headline.as_deref(), Some("A \"B\""));
        assert_eq!(names(&data), ["C D", "E F", "H"]);
        assert!(data.authors[2].organization && !data.authors[0].organization);
        assert_eq!((data.publisher.as_deref(), data.published.as_deref()), (Some("G"), Some("2024-11-13")));
        assert_eq!(
            (data.modified.as_deref(), data.based_on.as_deref()),
            (Some("2024-11-14"), Some("https://a.example/x"))
        );
    }

    #[test]
    fn what_hands_write_wrongly_is_read_as_it_is_meant() {
        let script = "{\"@type\": \"Article\", \"headline\": \"A \"B\" C\",\n \"articleBody\": \"D\nE\", \"author\": [\"F\",],}\n{\"@type\": \"WebPage\"}";
        let data = read(&[script.to_owned()]);
        assert_eq!((data.headline.as_deref(), data.body.as_deref()), (Some("A \"B\" C"), Some("D E")));
        assert_eq!(names(&data), ["F"]);
    }

    #[test]
    fn without_linked_data_nothing_is_said() {
        assert!(read(&[]).headline.is_none());
        assert!(
            read(&["[]".to_owned(), "{\"@type\": \"Organization\", \"name\": \"x\"}".to_owned()]).headline.is_none()
        );
    }
}
