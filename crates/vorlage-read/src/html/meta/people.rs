//! Who wrote the article.
//!
//! A cascade like that of dates: linked data, meta elements, properties, elements named author, the line by the headline that opens
//! with "by". The outlet as its own author counts only where nobody else is named.

use super::tags::{By, Mark};
use super::title::squeezed;
use super::{NEAR_BLOCKS, Page};
use crate::dates;
use crate::host;

/// Meta elements that name the author.
const AUTHOR: [&str; 19] = [
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "article:author_name", "citation_author", "dc.contributor", "cxenseparse:author", "twitter:data1", "articleauthor",
    "og:article:author", "dc:creator", "article:byline", "sailthru.byline_name", "mediator_author",
    "shareaholic:article_author_name",
];

/// Words that open a byline, lower case; a blank or a colon follows.
const BY: [&str; 33] = [
    "by", "von", "par", "por", "di", "door", "av", "af", "od", "written by", "posted by", "published by", "story by",
    "words by", "reported by", "geschrieben von", "verfasst von", "veröffentlicht von", "erstellt von", "artikel von",
    "ein beitrag von", "ein artikel von", "eine kolumne von", "ein kommentar von", "ein gastbeitrag von",
    "ein interview von", "eine analyse von", "aus der redaktion von", "escrito por", "publicado por", "publié par",
    "écrit par", "scritto da",
];
/// What a colon makes one.
const TITLES: [&str; 18] = [
    "autor", "autorin", "autoren", "author", "authors", "auteur", "autore", "autores", "автор", "авторы", "text",
    "texte", "texto", "testo", "tekst", "redaktion", "reporter", "yazar",
];
/// Words that say wherever they stand that a name follows.
const LABELS: [&str; 4] = ["autorin/autor", "autor/autorin", "autor/in", "autor:in"];
/// The same in scripts without blanks.
const BY_EAST_ASIAN: [&str; 8] = ["作者", "记者", "記者", "责编", "责任编辑", "编辑", "文", "執筆"];

/// What ends a name in a byline.
const ENDS: [&str; 14] =
    [" | ", " - ", " – ", " — ", " · ", " • ", "\n", " (", " am ", " on ", " @", " le ", " under ", " in "];
/// What parts two people of several words each.
const AND: [&str; 10] = [" and ", " und ", " et ", " y ", " e ", " og ", " och ", " i ", " и ", " & "];

/// Agencies whose signs stand after names of people, lower case.
const AGENCIES: [&str; 32] = [
    "dpa", "afp", "ap", "reuters", "apa", "sid", "kna", "epd", "dapd", "ddp", "rtr", "efe", "ansa", "ats", "sda",
    "anp", "ntb", "ritzau", "pap", "čtk", "pti", "ians", "ani", "aap", "upi", "xinhua", "jiji", "kyodo", "yonhap",
    "belga", "lusa", "mti",
];
/// Signs that part a name from the date after it.
const PARTS: [char; 6] = ['|', '•', '·', '–', '—', '-'];

/// Names that content systems give to nobody.
const NOBODY: [&str; 10] = [
    "admin", "administrator", "wordpressadmin", "noauthor", "editor", "unknownauthor", "guest", "user", "webmaster",
    "root",
];
/// Words of lines that look like a byline and are none.
const NO_NAME: [&str; 27] = [
    "foto", "bild", "photo", "image", "publi", "share", "follow", "comment", "kommentar", "newsletter", "more", "mehr",
    "about", "über", "http", "www.", "cookie", "login", "abonn", "subscribe", "facebook", "twitter", "minut", "read",
    "click", "©", "?",
];

/// Most characters of a name.
const LONGEST: usize = 60;
/// Most words of a name.
const MOST_WORDS: usize = 6;
/// Bytes of text before and after the headline within which an author is the article's.
const NEAR: std::ops::RangeInclusive<i64> = -600..=1200;

/// Blocks at the top of a page without headline among which a byline stands.
const TOP_BLOCKS: usize = 60;

/// The people, agencies and desks that are named as authors, each once.
pub(super) fn authors(page: &Page<'_>) -> Vec<String> {
    let data = names(page.data.authors.iter().map(|a| a.name.as_str()));
    let meta = AUTHOR.iter().map(|name| names(page.tags.values(name).collect::<Vec<_>>().iter().map(String::as_str)));
    let declared: Vec<Vec<String>> = std::iter::once(data).chain(meta).filter(|n| !n.is_empty()).collect();
    if let Some(found) = declared.iter().find(|names| names.iter().any(|n| !page.is_outlet(n))) {
        return found.clone();
    }
    let seen = [marked(page, By::Property), marked(page, By::Relation), bylines(page), marked(page, By::Name)];
    let somebody = seen.iter().find(|names| names.iter().any(|n| !page.is_outlet(n) && !page.names_outlet(n)));
    let somebody = somebody.or_else(|| declared.first()).cloned();
    somebody.or_else(|| seen.into_iter().find(|names| !names.is_empty())).unwrap_or_else(|| signed(page))
}

/// Authors of the marked elements of one sort: those by the headline, else the first one.
fn marked(page: &Page<'_>, by: By) -> Vec<String> {
    let near = |m: &&Mark| page.after_headline(m.at).is_none_or(|d| NEAR.contains(&d));
    let of = |m: &Mark| {
        let value = m.value.as_deref().filter(|_| by == By::Property);
        let given = value.unwrap_or(&m.text);
        names(std::iter::once(given))
            .into_iter()
            .filter(|n| by != By::Name || is_name(n) && !is_no_name(&m.text))
            .collect::<Vec<_>>()
    };
    let marks = || page.tags.authors.iter().filter(|m| m.by == by && !m.outside);
    let mut found: Vec<String> = Vec::new();
    for name in marks().filter(near).flat_map(of) {
        if !found.contains(&name) && (by != By::Name || found.is_empty()) {
            found.push(name);
        }
    }
    if found.is_empty() { marks().map(of).find(|n| !n.is_empty()).unwrap_or_default() } else { found }
}

/// Authors of the lines by the headline that open with "by", else of those that open with a label.
fn bylines(page: &Page<'_>) -> Vec<String> {
    let told = |near: bool| {
        let blocks = page.blocks().filter(|(_, b, _)| b.chars <= 3 * LONGEST);
        blocks.filter(move |(n, _, d)| page.is_near(*n, *d) == near).find_map(move |(_, b, _)| {
            let text = page.outline.text_of(b);
            let rest = if near { after_by(text) } else { after_label(text) }?;
            let names: Vec<String> = names(std::iter::once(rest)).into_iter().filter(|n| is_name(n)).collect();
            (!names.is_empty()).then_some(names)
        })
    };
    told(true).or_else(|| told(false)).unwrap_or_default()
}

/// The person whose name stands alone before the date by the headline: `Ann Lee | 13 November 2024`.
fn signed(page: &Page<'_>) -> Vec<String> {
    let near = page.blocks().filter(|(n, b, d)| b.chars <= 3 * LONGEST && page.is_near(*n, *d));
    let lines = near.flat_map(|(_, b, _)| page.outline.text_of(b).lines());
    let name = |line: &str| {
        let date = dates::find(line, page.spelling).into_iter().next()?;
        let name = line[..date.begin].trim_end().strip_suffix(PARTS)?.trim();
        is_person(name).then(|| name.to_owned())
    };
    lines.filter(|l| l.contains(PARTS)).find_map(name).into_iter().collect()
}

/// What follows the words that open a byline.
fn after_by(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let head = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]).to_lowercase();
    let after = |words: &[&str], next: &[char]| {
        let opens =
            |by: &&&str| head.starts_with(**by) && text.get(by.len()..).is_some_and(|rest| rest.starts_with(next));
        let by = words.iter().filter(opens).max_by_key(|by| by.len())?;
        Some(text[by.len()..].trim_start_matches([' ', ':', '\n', '\u{a0}']))
    };
    let by = after(&BY, &[' ', ':', '\n', '\u{a0}']).or_else(|| after(&TITLES, &[':']));
    by.or_else(|| after(&LABELS, &[' ', ':', '\n'])).or_else(|| after_east_asian_by(text))
}

/// What follows a label that needs no headline by it.
fn after_label(text: &str) -> Option<&str> {
    let opens = |label: &&&str| text.get(..label.len()).is_some_and(|head| head.to_lowercase() == **label);
    let label = LABELS.iter().find(opens).map(|label| text[label.len()..].trim_start_matches([' ', ':', '\n']));
    label.or_else(|| after_east_asian_by(text))
}

fn after_east_asian_by(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['（', '(', ' ']);
    let rest = BY_EAST_ASIAN.iter().find_map(|by| text.strip_prefix(by))?;
    rest.starts_with(['：', ':', '/', '／']).then(|| rest.trim_start_matches(['：', ':', '/', '／', ' ']))
}

/// Single names in what is given, each once.
fn names<'g>(given: impl Iterator<Item = &'g str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for one in given {
        let mut one = one.trim();
        while let Some(rest) = after_by(one) {
            one = rest.trim();
        }
        for name in one.split([';', '|', '、']).flat_map(|n| parted(n)) {
            let name = cleaned(name);
            if plausible(name) && !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The people in one string: parted by "and" and commas where each part has several words or is an agency.
fn parted(given: &str) -> Vec<&str> {
    let several = |part: &&str| part.split_whitespace().count() > 1;
    let mut parts = vec![given];
    for separator in AND.iter().chain(&[", ", " / "]) {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let split: Vec<&str> = part.split(separator).map(str::trim).filter(|p| !p.is_empty()).collect();
                if split.iter().all(|p| several(p) || AGENCIES.contains(&p.to_lowercase().as_str())) {
                    split
                } else {
                    vec![part]
                }
            })
            .collect();
    }
    parts
}

/// A name without what stands around it: a role before a colon, dates, initials in brackets, a place, further words of the line.
fn cleaned(name: &str) -> &str {
    let name = name.rsplit_once(": ").map_or(name, |(_, name)| name).trim();
    let end = ENDS.iter().filter_map(|e| name.find(e)).filter(|at| *at > 0).min().unwrap_or(name.len());
    let dated = dates::find(name, dates::Spelling::default()).first().map_or(name.len(), |f| f.begin);
    let name = &name[..end.min(dated)];
    let digit = name.match_indices(' ').find(|(at, _)| name[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    let name = digit.map_or(name, |(at, _)| &name[..at]);
    let several = |part: &str| part.split_whitespace().count() > 1;
    let place = name.split_once(", ").filter(|(name, place)| several(name) && !several(place) && !place.contains(','));
    place.map_or(name, |(name, _)| name).trim().trim_matches([',', ':', '-', '.', '*', '–', '（', '）', ')']).trim()
}

fn plausible(name: &str) -> bool {
    let chars = name.chars().count();
    (2..=LONGEST + 20).contains(&chars)
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.contains("://")
        && !name.contains('@')
        && !name.to_lowercase().contains("www.")
        && name.chars().any(char::is_alphabetic)
}

/// Strictest, for what nothing but its form tells: two to four words in capitals.
fn is_person(name: &str) -> bool {
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
    };
    (2..=4).contains(&name.split_whitespace().count()) && name.split_whitespace().all(capital) && is_name(name)
}

/// Stricter, for what no machine was told to be a name.
fn is_name(name: &str) -> bool {
    name.chars().count() <= LONGEST
        && name.split_whitespace().count() <= MOST_WORDS
        && (name.chars().next().is_some_and(|c| !c.is_lowercase()) || !name.contains(' '))
        && !name.ends_with(['.', ':', '!'])
        && !is_no_name(name)
}

fn is_no_name(line: &str) -> bool {
    let lower = line.to_lowercase();
    NO_NAME.iter().any(|w| lower.contains(w))
}

impl Page<'_> {
    /// Tells whether a block stands where bylines do.
    fn is_near(&self, n: usize, from_headline: Option<i64>) -> bool {
        from_headline.map_or(n < TOP_BLOCKS, |d| NEAR_BLOCKS.contains(&d))
    }

    /// Tells whether a name is that of the outlet, or of nobody.
    fn is_outlet(&self, name: &str) -> bool {
        let name = squeezed(name);
        let host = self.url.and_then(host::publisher).unwrap_or_default();
        let label = host.split('.').rev().nth(1).unwrap_or("");
        let publisher = self.tags.value("publisher").unwrap_or_default();
        let outlets =
            [self.outlet, self.data.publisher.as_deref(), Some(&host), Some(label), Some(cleaned(&publisher))];
        NOBODY.contains(&name.as_str()) || outlets.iter().flatten().any(|o| squeezed(o) == name)
    }

    /// Tells whether a line names the outlet among other words.
    fn names_outlet(&self, line: &str) -> bool {
        let line = squeezed(line);
        let outlets = [self.outlet, self.data.publisher.as_deref()];
        outlets.into_iter().flatten().map(squeezed).any(|outlet| !outlet.is_empty() && line.contains(&outlet))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::document;

    #[test]
    fn names_are_single_and_without_by() {
        let check = |given: &str, expected: &[&str]| assert_eq!(names(std::iter::once(given)), expected, "{given}");
        check("By Ann Lee and Bo Chen; Ann Lee", &["Ann Lee", "Bo Chen"]);
        check("https://x.example/z", &[]);
        check("Geschrieben von: Ann Lee (ale)", &["Ann Lee"]);
        check("von Ann Lee, Bo Chen und Cy Dow", &["Ann Lee", "Bo Chen", "Cy Dow"]);
        check("Posted by Ann Lee on 13 November 2024", &["Ann Lee"]);
        check("dpa/lno", &["dpa/lno"]);
        check("（责编：李安、陈波）", &["李安", "陈波"]);
        check("Vonnegut", &["Vonnegut"]);
        check("Interview: Ann Lee, Berlin", &["Ann Lee"]);
        check("Author name", &["Author name"]);
        check("Ann Lee und Bo Chen, dpa", &["Ann Lee", "Bo Chen", "dpa"]);
    }

    fn check(page: &str, expected: &[&str]) {
        assert_eq!(document(page, Some("https://www.examplepost.test/a")).authors, expected, "{page}");
    }

    #[test]
    fn people_go_before_the_outlet_wherever_they_stand() {
        let outlet =
            "<meta property='og:site_name' content='The Example Post'><meta name=author content='The Example Post'>";
        check(&format!("{outlet}<h1>Ferry</h1><p>By Ann Lee</p>"), &["Ann Lee"]);
        check(&format!("{outlet}<h1>Ferry</h1><p>The line closes.</p>"), &["The Example Post"]);
        check("<h1>Ferry</h1><span class='post-author'>Ann Lee</span>", &["Ann Lee"]);
        check(&format!("{outlet}<h1>Ferry</h1><button class='follow-author'>Follow</button>"), &["The Example Post"]);
        check(&format!("{outlet}<h1>Ferry</h1><ul><li>Autorin/Autor Ann Lee</li></ul>"), &["Ann Lee"]);
        check(
            "<h1>Ferry</h1><a rel=author href=/x>Ann Lee</a><div class=comments><a rel=author>Bo</a></div>",
            &["Ann Lee"],
        );
    }

    #[test]
    fn a_name_alone_before_the_date_is_the_author_s() {
        check("<h1>Ferry</h1><p>Ann Lee | 13 November 2024</p>", &["Ann Lee"]);
        check("<h1>Ferry</h1><p>Last Updated: 13 November 2024</p>", &[]);
        check("<h1>Ferry</h1><p>the line | 13 November 2024</p>", &[]);
    }
}
