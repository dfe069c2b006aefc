//! Linked data of a page (schema.org in JSON-LD): the article's own statement of itself.

use serde_json::Value;

/// What linked data says of the article.
#[derive(Debug, Default)]
pub(crate) struct LinkedData {
    /// `headline`.
    pub headline: Option<String>,
    /// `author`.
    pub authors: Vec<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `publisher`.
    pub publisher: Option<String>,
    /// `inLanguage`.
    pub lang: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
}

/// Values that are looked at: more is no description of a page.
const MAX_VALUES: usize = 20_000;

/// Reads the scripts of a page; the first article counts, a page or posting where there is none.
pub(crate) fn read(scripts: &[String]) -> LinkedData {
    let parsed: Vec<Value> = scripts.iter().filter_map(|s| parse(s)).collect();
    let mut best: Option<(u8, &Value)> = None;
    let mut waiting: Vec<&Value> = parsed.iter().rev().collect();
    let mut seen = 0;
    while let Some(value) = waiting.pop() {
        seen += 1;
        if seen > MAX_VALUES {
            break;
        }
        match value {
            Value::Array(list) => waiting.extend(list.iter().rev()),
            Value::Object(fields) => {
                let rank = rank(value);
                if rank > best.map_or(0, |(r, _)| r) {
                    best = Some((rank, value));
                }
                waiting.extend(
                    ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"]
                        .iter()
                        .filter_map(|k| fields.get(*k)),
                );
            }
            _ => {}
        }
    }
    best.map(|(_, article)| of_article(article)).unwrap_or_default()
}

fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script = script.strip_prefix("//<![CDATA[").or_else(|| script.strip_prefix("<![CDATA[")).unwrap_or(script);
    let script = script.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok()
}

/// How much a value is the article of the page.
fn rank(value: &Value) -> u8 {
    let kinds = match value.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return 0,
    };
    let rank = |kind: &str| match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle"
        | "Report" => 4,
        "Article" | "BlogPosting" | "LiveBlogPosting" | "TechArticle" | "ScholarlyArticle" => 3,
        "SocialMediaPosting" | "DiscussionForumPosting" | "Review" | "Recipe" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    };
    kinds.into_iter().map(rank).max().unwrap_or(0)
}

fn of_article(article: &Value) -> LinkedData {
    let string = |key: &str| article.get(key).and_then(Value::as_str).map(plain).filter(|s| !s.is_empty());
    LinkedData {
        headline: string("headline").or_else(|| string("name")),
        authors: article.get("author").map(names).unwrap_or_default(),
        published: string("datePublished").or_else(|| string("dateCreated")),
        publisher: article.get("publisher").map(names).unwrap_or_default().into_iter().next(),
        lang: string("inLanguage"),
        body: string("articleBody"),
    }
}

/// The names in a string, an object, or a list of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![plain(name)],
        Value::Array(list) => list.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Text of linked data is sometimes escaped as if it stood in the page.
fn plain(text: &str) -> String {
    let text = text.trim();
    if !text.contains('&') {
        return text.to_owned();
    }
    [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&#8211;", "–"),
        ("&#8230;", "…"),
        ("&ndash;", "–"),
        ("&rsquo;", "’"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escape, sign)| text.replace(escape, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph_before_the_page() {
        let script = r#"{"@graph": [{"@type": "WebPage", "name": "Site"}, {"@type": ["NewsArticle"], "headline": "A &quot;B&quot;",
            "author": [{"name": "C D"}, "E F"], "publisher": {"name": "G"}, "datePublished": "2024-11-13"}]}"#;
        let data = read(&[script.to_owned(), "no json".to_owned()]);
        assert_eq!(data.headline.as_deref(), Some("A \"B\""));
        assert_eq!(data.authors, ["C D", "E F"]);
        assert_eq!((data.publisher.as_deref(), data.published.as_deref()), (Some("G"), Some("2024-11-13")));
    }

    #[test]
    fn without_linked_data_nothing_is_said() {
        assert!(read(&[]).headline.is_none());
        assert!(
            read(&["[]".to_owned(), "{\"@type\": \"Organization\", \"name\": \"x\"}".to_owned()]).headline.is_none()
        );
    }
}
