//! What a page tells of its source: the address of the original that it is a copy of, the line that credits others.

use super::{NEAR_BLOCKS, Page};
use crate::host;
use vorlage_model::{Declared, Source};

/// Meta elements that name the address of the work that a page was made from.
const BASED_ON: [&str; 3] = ["original-source", "syndication-source", "dc.source"];
/// Meta elements that say whose right it is.
const COPYRIGHT: [&str; 4] = ["copyright", "dc.rights", "dcterms.rights", "dcterms.rightsholder"];

/// Words before a colon that make a line a credit, lower case.
const CREDITS: [&str; 27] = [
    "quelle", "quellen", "source", "sources", "fuente", "fuentes", "fonte", "fonti", "źródło", "zdroj", "πηγή", "from",
    "kaynak", "kaynaklar", "来源", "來源", "消息来源", "источник", "джерело", "bron", "kilde", "källa", "lähde",
    "出典", "forrás", "المصدر", "sumber",
];
/// Openings of lines that credit others without a colon, lower case.
const CREDIT_OPENINGS: [&str; 6] =
    ["mit informationen", "mit material von", "additional reporting", "with files from", "avec ", "по сообщениям "];
/// Characters of a line in which one of them is looked for.
const LONGEST_OPENING: usize = 32;
/// Characters of a credit line.
const LONGEST_CREDIT: usize = 240;
/// Characters of a credit line that nothing but its opening tells.
const LONGEST_SHORT_CREDIT: usize = 60;

/// Hosts that deliver pages of others under an address of their own: the canonical address is the page's, no original's.
const PROXIES: [&str; 8] =
    ["feedproxy.", "feeds.", "rss.", "web.archive.org", "archive.org", "webcache.", "ampproject.org", "translate.goog"];
/// Second labels under which countries give out names.
const SECOND_LABELS: [&str; 8] = ["co", "com", "org", "net", "ac", "gov", "or", "ne"];

/// What a page declares of its source.
pub(super) fn source(page: &Page<'_>, canonical: Option<&str>) -> Declared {
    let (data, tags) = (page.data, page.tags);
    let meta = BASED_ON.iter().flat_map(|name| tags.values(name));
    let canonical = canonical.filter(|c| is_page(c)).map(str::to_owned);
    let told = tags.original.clone();
    let mut based_on: Vec<String> = Vec::new();
    for address in data.based_on.iter().cloned().chain(meta).chain(canonical).chain(told) {
        let elsewhere = page.url.is_none_or(|url| is_elsewhere(&address, url));
        if address.contains("://") && elsewhere && !based_on.contains(&address) {
            based_on.push(address);
        }
    }
    let source =
        data.source.iter().map(|name| Source { name: name.clone(), uri: None, role: "sourceOrganization".to_owned() });
    Declared {
        credit: data.credit.clone().or_else(|| credit_line(page)),
        sources: source.collect(),
        based_on,
        copyright: data.copyright.clone().or_else(|| COPYRIGHT.iter().find_map(|name| tags.value(name))),
        ..Declared::default()
    }
}

/// Short lines by the headline, where bylines and credits stand.
pub(super) fn head(page: &Page<'_>) -> Vec<String> {
    let near = page
        .blocks()
        .filter(|(_, b, d)| b.chars <= LONGEST_SHORT_CREDIT && d.is_some_and(|d| NEAR_BLOCKS.contains(&d)));
    let lines = near.flat_map(|(_, b, _)| page.outline.text_of(b).lines()).map(|l| l.trim().to_owned());
    lines.filter(|l| l.contains(char::is_alphabetic)).collect()
}

/// The first line that credits others.
fn credit_line(page: &Page<'_>) -> Option<String> {
    let blocks = page.outline.blocks.iter().filter(|b| b.chars <= LONGEST_CREDIT);
    let line = blocks.flat_map(|b| page.outline.text_of(b).lines()).map(str::trim).find(|l| is_credit(l))?;
    Some(line.to_owned())
}

fn is_credit(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '（', '[', '*', '>', '-', ' ', '\u{a0}']);
    let short = line.chars().count() <= LONGEST_SHORT_CREDIT;
    let labelled = short
        && line
            .split_once([':', '：'])
            .is_some_and(|(label, rest)| CREDITS.contains(&label.to_lowercase().trim()) && !rest.trim().is_empty());
    let opening = line.char_indices().nth(LONGEST_OPENING).map_or(line, |(end, _)| &line[..end]).to_lowercase();
    labelled || CREDIT_OPENINGS.iter().any(|o| opening.starts_with(o) && (short || o.starts_with("mit ")))
}

/// An address of a page, not of a whole site.
fn is_page(address: &str) -> bool {
    let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    !path.trim_matches('/').is_empty()
}

/// Tells whether an address is that of another publisher than a page's.
fn is_elsewhere(address: &str, url: &str) -> bool {
    let (Some(there), Some(here)) = (host::publisher(address), host::publisher(url)) else {
        return false;
    };
    let delivered = PROXIES.iter().any(|d| here.starts_with(d) || here.ends_with(d));
    !delivered && label(&there) != label(&here)
}

/// The label of a host that tells whose it is: `bbc` of `news.bbc.co.uk`.
fn label(host: &str) -> &str {
    let mut labels = host.rsplit('.').skip(1);
    let second = labels.next().unwrap_or(host);
    if SECOND_LABELS.contains(&second) { labels.next().unwrap_or(second) } else { second }
}

#[cfg(test)]
mod tests {
    use crate::html::document;

    fn based_on(page: &str, url: &str) -> Vec<String> {
        document(page, Some(url)).declared.based_on
    }

    #[test]
    fn a_copy_names_its_original() {
        let canonical = "<link rel=canonical href='https://news.first.example/a/ferry'><p>The ferry line closes.</p>";
        assert_eq!(based_on(canonical, "https://second.test/b"), ["https://news.first.example/a/ferry"]);
        let told = "<p>This story <i>originally appeared on <a href='https://first.example/a'>The First</a></i>.</p>";
        assert_eq!(based_on(told, "https://second.test/b"), ["https://first.example/a"]);
    }

    #[test]
    fn an_address_of_the_same_publisher_or_behind_a_feed_is_no_original() {
        let canonical = "<link rel=canonical href='https://www.first.co.uk/a/ferry'><p>The ferry line closes.</p>";
        for url in ["https://m.first.co.uk/a/ferry", "https://first.de/x", "http://feedproxy.reader.test/~r/1"] {
            assert!(based_on(canonical, url).is_empty(), "{url}");
        }
        let site = "<link rel=canonical href='https://www.first.example/'><p>The ferry line closes.</p>";
        assert!(based_on(site, "https://second.test/b").is_empty());
    }

    #[test]
    fn lines_by_the_headline_that_the_text_leaves_out_are_kept() {
        let page = "<div class=share><h1>Ferry line closes</h1><p>Example Wire</p></div><p>The ferry line closes, it is said.</p>";
        let head = document(page, None).head;
        assert!(head.iter().all(|l| l != "The ferry line closes, it is said."), "{head:?}");
    }

    #[test]
    fn a_line_can_credit_others() {
        let credit = |line: &str| {
            document(&format!("<p>The ferry line closes, it is said.</p><p>{line}</p>"), None).declared.credit
        };
        assert_eq!(credit("Quelle: Example Wire").as_deref(), Some("Quelle: Example Wire"));
        assert_eq!(credit("Source of the river: a small spring"), None);
    }
}
