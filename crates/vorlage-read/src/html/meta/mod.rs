//! What a page says of itself: linked data first, then meta elements, then marked elements, then the address and the text.
//!
//! In: the parsed page and its outline. Out: [`Meta`]. `tags` gathers what is declared, then one file for each question: `when` it was
//! published, its `title`, the `people`, the `source`.

mod clock;
mod people;
mod source;
mod tags;
mod title;
mod when;

use super::jsonld::{self, LinkedData};
use super::outline::{Block, Outline, Tag};
use super::tree::Tree;
use crate::dates::Spelling;
use crate::host;
use tags::Tags;
use vorlage_model::{Declared, Lang, Published};

/// What is known of a page.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    /// The headline.
    pub title: Option<String>,
    /// Where it was found, else where it says that it stands.
    pub url: Option<String>,
    /// The address that the page itself declares to be its own.
    pub canonical: Option<String>,
    /// The address of its shortened version for phones.
    pub amp: Option<String>,
    /// The publisher's name, else its host.
    pub outlet: Option<String>,
    /// The part of the outlet.
    pub section: Option<String>,
    /// Who wrote it, as declared or told.
    pub authors: Vec<String>,
    /// Short lines by the headline.
    pub head: Vec<String>,
    /// First publication.
    pub published: Option<Published>,
    /// Last change.
    pub modified: Option<Published>,
    /// The declared language.
    pub lang: Option<Lang>,
    /// What it declares of its source.
    pub declared: Declared,
    /// The article's text as linked data gives it.
    pub article_body: Option<String>,
    /// The longest description in the head.
    pub description: Option<String>,
}

/// What is known of a page while its fields are read.
struct Page<'p> {
    tree: &'p Tree,
    tags: &'p Tags,
    data: &'p LinkedData,
    outline: &'p Outline,
    url: Option<&'p str>,
    outlet: Option<&'p str>,
    spelling: Spelling,
    /// Bytes of text before each headline.
    tops: Vec<usize>,
    /// Blocks that are headlines.
    top_blocks: Vec<usize>,
}

impl Page<'_> {
    /// How many bytes of text after the headline a place is; negative before it, `None` on a page without headline.
    fn after_headline(&self, at: usize) -> Option<i64> {
        let top = self.tops.iter().rev().find(|t| **t <= at).or(self.tops.first())?;
        Some(at as i64 - *top as i64)
    }

    /// Blocks with their number and how many blocks from the headline they stand.
    fn blocks(&self) -> impl Iterator<Item = (usize, &Block, Option<i64>)> {
        let blocks = &self.outline.blocks;
        let mut last = self.top_blocks.first().copied();
        let mut tops = self.top_blocks.iter().copied().peekable();
        blocks.iter().enumerate().map(move |(n, block)| {
            last = tops.next_if_eq(&n).or(last);
            (n, block, last.map(|top| n as i64 - top as i64))
        })
    }

    /// The top headings, in order.
    fn headings(&self) -> impl Iterator<Item = String> {
        let tops = self.outline.blocks.iter().filter(|b| self.outline.tag_of(b) == Tag::Title);
        tops.map(|b| self.outline.text_of(b).replace('\n', " "))
    }
}

/// Blocks before and after the headline within which its date, byline and credits stand.
const NEAR_BLOCKS: std::ops::RangeInclusive<i64> = -3..=6;

/// Squeezed letters of a heading from which on it tells which article it heads.
const TELLING: usize = 12;

/// The titles that a page declares, squeezed.
fn declared_titles(tags: &Tags, data: &LinkedData) -> Vec<String> {
    let given = [data.headline.clone(), tags.value("og:title"), tags.title.clone()];
    given.into_iter().flatten().map(|t| title::squeezed(&t)).collect()
}

/// The headings that say what the page's titles begin with, else the longest that they contain: a site's name is shorter than what
/// it heads. Numbers of headings.
fn named(headings: &[&str], titles: &[String]) -> Vec<usize> {
    let told = |says: fn(&str, &str) -> bool| -> Vec<usize> {
        let told = |h: &str| h.len() >= TELLING && titles.iter().any(|t| says(t, h));
        (0..headings.len()).filter(|n| told(headings[*n])).collect()
    };
    let begins = told(|title, heading| title.starts_with(heading));
    if !begins.is_empty() {
        return begins;
    }
    told(|title, heading| title.contains(heading)).into_iter().max_by_key(|n| headings[*n].len()).into_iter().collect()
}

/// Bytes of text before each headline: the headings that the page's titles name, else those of the top level.
fn tops(tags: &Tags, titles: &[String]) -> Vec<usize> {
    let headings: Vec<&str> = tags.headings.iter().map(|h| h.squeezed.as_str()).collect();
    let named = named(&headings, titles);
    let is_top = |(n, h): &(usize, &tags::Heading)| if named.is_empty() { h.top } else { named.contains(n) };
    tags.headings.iter().enumerate().filter(is_top).map(|(_, h)| h.at).collect()
}

/// The same among the blocks.
fn top_blocks(outline: &Outline, titles: &[String]) -> Vec<usize> {
    let of_tag = |tags: &[Tag]| -> Vec<usize> {
        let blocks = outline.blocks.iter().enumerate();
        blocks.filter(|(_, b)| tags.contains(&outline.tag_of(b))).map(|(n, _)| n).collect()
    };
    let blocks = of_tag(&[Tag::Title, Tag::Heading]);
    let texts: Vec<String> = blocks.iter().map(|n| title::squeezed(outline.text_of(&outline.blocks[*n]))).collect();
    let named = named(&texts.iter().map(String::as_str).collect::<Vec<_>>(), titles);
    if named.is_empty() { of_tag(&[Tag::Title]) } else { named.into_iter().map(|n| blocks[n]).collect() }
}

fn description(tags: &Tags) -> Option<String> {
    ["description", "og:description", "twitter:description"]
        .iter()
        .filter_map(|name| tags.value(name))
        .max_by_key(String::len)
}

/// Reads what a page says of itself; `url` is where it was found.
pub(crate) fn read(tree: &Tree, outline: &Outline, url: Option<&str>) -> Meta {
    let tags = tags::read(tree);
    let data = jsonld::read(&tags.linked_data);
    let whole = |address: &String| address.contains("://");
    let canonical = tags.canonical.clone().or_else(|| tags.value("og:url")).filter(whole);
    let url = url.map(str::to_owned).or_else(|| canonical.clone());
    let outlet = tags.value("og:site_name").or_else(|| data.publisher.clone());
    let lang = tags.lang.clone().or_else(|| data.lang.clone());
    let lang = lang.or_else(|| tags.value("content-language")).or_else(|| tags.value("og:locale"));
    let titles = declared_titles(&tags, &data);
    let page = Page {
        tree,
        tags: &tags,
        data: &data,
        outline,
        url: url.as_deref(),
        outlet: outlet.as_deref(),
        spelling: Spelling::of(lang.as_deref()),
        tops: tops(&tags, &titles),
        top_blocks: top_blocks(outline, &titles),
    };
    Meta {
        title: title::title(&page),
        authors: people::authors(&page),
        head: source::head(&page),
        published: when::published(&page),
        modified: when::modified(&page),
        declared: source::source(&page, canonical.as_deref()),
        section: data.section.clone().or_else(|| tags.value("article:section")),
        outlet: outlet.clone().or_else(|| host::publisher(url.as_deref()?)),
        amp: tags.amp.clone().filter(whole),
        lang: lang.and_then(|l| Lang::parse(&l)),
        canonical,
        url,
        article_body: data.body,
        description: description(&tags),
    }
}

/// A text without markup: escapes as if it stood in a page resolved, tags dropped, blanks collapsed.
pub(super) fn plain(text: &str) -> String {
    let mut text = std::borrow::Cow::Borrowed(text);
    // Text that was escaped twice is common.
    for _ in 0..2 {
        if text.contains('<') {
            text = without_tags(&text).into();
        }
        if text.contains('&') && text.contains(';') {
            text = Tree::fragment(&text.replace('<', "&lt;")).text().into();
        }
    }
    text.split(|c: char| c.is_whitespace() || c == '\u{200b}').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match rest[at..].find('>').filter(|_| tag) {
            Some(end) => {
                out.push(' ');
                rest = &rest[at + end + 1..];
            }
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}
