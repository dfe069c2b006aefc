//! What a page says of itself: linked data first, then meta elements, then marked elements, then the address.

use super::jsonld;
use super::outline::{Outline, Tag};
use crate::{dates, host};
use vorlage_model::{Lang, Published};

/// What is known of the page.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub title: Option<String>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<Published>,
    pub lang: Option<Lang>,
    /// The article's text as linked data gives it.
    pub article_body: Option<String>,
}

/// Meta elements that name the date of publication, most exact first.
const PUBLISHED: [&str; 22] = [
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date",
    "dc.date", "date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "cxenseparse:recs:publishtime", "article_date_original", "last-modified", "datecreated",
];

/// Meta elements that name the author.
const AUTHOR: [&str; 8] = [
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "article:author_name",
];

/// What separates a headline from the name of the site in a title.
const SITE_SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " • ", " :: "];

/// Words that open a byline.
const BY: [&str; 9] = ["by ", "von ", "par ", "por ", "di ", "door ", "od ", "автор: ", "text: "];

/// Reads what a page says of itself; `url` is where it was found.
pub(crate) fn read(outline: &Outline, url: Option<&str>) -> Meta {
    let data = jsonld::read(&outline.declared.linked_data);
    let meta = |name: &str| value(outline, name);
    let canonical = outline.declared.canonical.clone().or_else(|| meta("og:url"));
    let address = url.map(str::to_owned).or_else(|| canonical.filter(|c| c.contains("://")));
    let outlet = meta("og:site_name").or_else(|| data.publisher.clone());
    let lang =
        outline.declared.lang.clone().or(data.lang).or_else(|| meta("content-language")).or_else(|| meta("og:locale"));
    Meta {
        title: title(outline, data.headline.as_deref()),
        outlet: outlet.or_else(|| host::publisher(address.as_deref()?)),
        authors: authors(outline, data.authors),
        published: published(outline, data.published.as_deref(), address.as_deref()),
        url: address,
        lang: lang.and_then(|l| Lang::parse(&l)),
        article_body: data.body,
    }
}

/// The content of the first meta element of a name that has any.
fn value(outline: &Outline, name: &str) -> Option<String> {
    let found = outline
        .declared
        .meta
        .iter()
        .filter(|(n, _)| n == name)
        .map(|(_, v)| v.split_whitespace().collect::<Vec<_>>().join(" "));
    found.into_iter().find(|v| !v.is_empty())
}

/// The headline: the page's only top heading, what linked data and meta elements call it, the title without the site.
fn title(outline: &Outline, headline: Option<&str>) -> Option<String> {
    let declared =
        value(outline, "og:title").or_else(|| headline.map(str::to_owned)).or_else(|| value(outline, "twitter:title"));
    let declared = declared.or_else(|| outline.declared.title.clone()).filter(|t| !t.is_empty());
    let tops = outline.blocks.iter().filter(|b| outline.tag_of(b) == Tag::Title).map(|b| outline.text_of(b));
    let Some(declared) = declared else {
        return tops.into_iter().next().map(str::to_owned);
    };
    // A top heading that the declared title begins with or holds is the headline as readers see it.
    let mut tops = tops.filter(|t| t.chars().count() > 10 && squeezed(&declared).contains(&squeezed(t)));
    if let Some(top) = tops.next() {
        return Some(top.replace('\n', " "));
    }
    Some(without_site(&declared, value(outline, "og:site_name").as_deref()))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Cuts the name of the site off a title.
fn without_site(title: &str, site: Option<&str>) -> String {
    for separator in SITE_SEPARATORS {
        let Some((headline, last)) = title.rsplit_once(separator) else {
            continue;
        };
        let named = site.is_some_and(|s| squeezed(last) == squeezed(s));
        if named || headline.chars().count() > 2 * last.chars().count() {
            return headline.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

fn authors(outline: &Outline, of_data: Vec<String>) -> Vec<String> {
    let of_data = cleaned(of_data);
    if !of_data.is_empty() {
        return of_data;
    }
    for name in AUTHOR {
        let values = outline.declared.meta.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone());
        let found = cleaned(values.filter(|v| !v.contains("://") && !v.contains(".com")).collect());
        if !found.is_empty() {
            return found;
        }
    }
    cleaned(outline.declared.authors.clone())
}

/// Single names, each once.
fn cleaned(given: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for one in given.iter().filter(|g| !g.contains("://")) {
        for name in one.split([';', '|', '/']).flat_map(|n| n.split(" and ")).flat_map(|n| n.split(" und ")) {
            let mut name = name.trim().trim_matches(',').trim();
            for by in BY {
                if let Some(head) = name.get(..by.len()).filter(|h| h.to_lowercase() == by) {
                    name = name[head.len()..].trim();
                }
            }
            let plausible = (2..=80).contains(&name.chars().count())
                && !name.starts_with('@')
                && name.chars().any(char::is_alphabetic);
            if plausible && !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

fn published(outline: &Outline, of_data: Option<&str>, url: Option<&str>) -> Option<Published> {
    let dated =
        |given: &str, from: String| dates::parse(given).map(|(at, precision)| Published { at, precision, from });
    if let Some(found) = of_data.and_then(|d| dated(d, "json-ld datePublished".to_owned())) {
        return Some(found);
    }
    for name in PUBLISHED {
        if let Some(found) = value(outline, name).and_then(|v| dated(&v, format!("meta {name}"))) {
            return Some(found);
        }
    }
    let marked = outline.declared.times.iter().find_map(|t| dated(t, "time".to_owned()));
    marked.or_else(|| dated(&in_address(url?)?, "url".to_owned()))
}

/// `/2024/11/13/` or `2024-11-13` in an address.
fn in_address(url: &str) -> Option<String> {
    let path = url.split_once("://")?.1.split_once('/')?.1;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    let number = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
    let found = parts.windows(3).find(|w| number(w[0], 4) && number(w[1], 2) && number(w[2], 2))?;
    Some(found.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_the_name_of_its_site() {
        assert_eq!(without_site("Minister resigns over budget - The Example", None), "Minister resigns over budget");
        assert_eq!(without_site("Talks fail | Example News", Some("Example News")), "Talks fail");
        assert_eq!(without_site("War - and peace at last", None), "War - and peace at last");
    }

    #[test]
    fn names_are_single_and_without_by() {
        assert_eq!(
            cleaned(vec!["By Ann Lee and Bo Chen; Ann Lee".into(), "https://x.y/z".into()]),
            ["Ann Lee", "Bo Chen"]
        );
    }

    #[test]
    fn an_address_can_hold_the_day() {
        assert_eq!(in_address("https://a.b/news/2024/11/13/x").as_deref(), Some("2024-11-13"));
        assert_eq!(in_address("https://a.b/x-2024-1-1"), None);
    }
}
