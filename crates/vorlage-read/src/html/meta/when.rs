//! When a page was published and last changed.
//!
//! A cascade: what is made for machines first (linked data, meta elements, properties, the address), then what readers see, by how
//! near the headline it stands and what the words around it say. The last change stands in where nothing says when the first was.
//!
//! **Source:** the order and the costs were set on one half of 877 pages whose dates people have read, and hold on the other half
//! (docs/decisions/0011).

use super::tags::{By, Mark};
use super::title::squeezed;
use super::{NEAR_BLOCKS, Page, clock, tags};
use crate::dates::{self, Found, Spelling};
use crate::html::hints::Hints;
use vorlage_model::{Precision, Published};

/// Meta elements that name the date of publication and nothing else, most exact first.
const PUBLISHED: [&str; 24] = [
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "article.published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "publish-date",
    "publishdate", "publish_date", "pubdate", "published_date", "publication_date", "publicationdate",
    "publication-date", "cxenseparse:recs:publishtime", "article_date_original", "rnews:datepublished",
    "citation_publication_date", "published_at", "displaydate",
];
/// What other names of such meta elements contain, letters and digits alone.
const PUBLISHED_STEMS: [&str; 8] = [
    "publishtime", "publishedtime", "pubdate", "publicationdate", "publisheddate", "publishdate", "datepublish",
    "releasedate",
];
/// Meta elements of a date that may be another one.
const DATED: [&str; 9] = [
    "dcterms.created", "dc.date.created", "datecreated", "dcterms.date", "dc.date", "date", "dc:date", "created",
    "originalpublicationdate",
];
/// Meta elements of the last change.
const MODIFIED: [&str; 9] = [
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "article:updated_time",
];

/// Words around a date that tell of a change, lower case.
const CHANGED: [&str; 37] = [
    "updat", "aktualis", "modif", "geänd", "änderung", "stand:", "stand ", "mis à jour", "màj", "maj ", "actualiz",
    "atualiz", "aggiorn", "обновл", "оновлен", "更新", "bearbeit", "last ", "zuletzt", "güncel", "edited", "revised",
    "gewijzigd", "bijgewerkt", "oppdatert", "uppdater", "opdater", "zmienion", "تحديث", "uppf", "päivit", "frissít",
    "ενημ", "uuend", "수정", "actualis", "diperbarui",
];
/// Words that name a date as that of publication, lower case.
const NAMED: [&str; 50] = [
    "publi", "veröff", "erschien", "posted", "erstellt", "eingestellt", "pubblic", "опубл", "публик", "发布", "發布",
    "发表", "發表", "公開", "掲載", "配信", "입력", "게재", "yayın", "geschrieben", "written", "gepost", "geplaatst",
    "datum", "date", "created", "julkais", "objav", "zveřejn", "vydáno", "dodano", "közzé", "megjelen", "udgivet",
    "offentlig", "paskelb", "avaldatud", "δημοσ", "ημερομ", "نشر", "انتشار", "تاریخ", "פורסם", "प्रकाशित", "প্রকাশ",
    "diterbitkan", "fecha", "data:", "дата", "เผยแพร่",
];
/// Words that lead to a date in a line of its own, lower case.
const LEADS: [&str; 4] = ["vom ", "le ", "am ", "on "];

/// How doubtful a date is, by where it stands; the least doubtful counts, the first of equals.
mod doubt {
    /// `time pubdate`.
    pub(super) const RELATION: u32 = 6;
    /// A `time` element.
    pub(super) const TIME: u32 = 8;
    /// An element whose class or id says date.
    pub(super) const NAME: u32 = 9;
    /// The data of the page's program, a meta element of a similar name, or the day a work was made.
    pub(super) const PROGRAM: u32 = 10;
    /// Text right after words that name the day of publication, wherever it stands.
    pub(super) const LABEL: u32 = 11;
    /// Text.
    pub(super) const TEXT: u32 = 12;
    /// A meta element of some date.
    pub(super) const DATED: u32 = 13;
    /// Text right after words that name the day of the last change, wherever it stands.
    pub(super) const CHANGED_LABEL: u32 = 14;
    /// Words around it tell of a change: this much more.
    pub(super) const CHANGED: u32 = 3;
    /// Words before it tell of publication: this much less.
    pub(super) const TOLD: u32 = 2;
    /// It stands in comments, related articles, menus.
    pub(super) const OUTSIDE: u32 = 20;
    /// Far from the headline.
    pub(super) const FAR: u32 = 8;
    /// A marked element far from the headline is another article's.
    pub(super) const FAR_MARK: u32 = 15;
    /// A day of the week and a date before the headline tell the day of the visit.
    pub(super) const VISITED: u32 = 5;
    /// The day on which an archive visited the page.
    pub(super) const VISIT: u32 = 4;
    /// In the middle of a sentence.
    pub(super) const LATE: u32 = 4;
    /// In a long paragraph.
    pub(super) const LONG: u32 = 6;
}

/// Bytes of text before and after the headline within which a marked date is the article's.
pub(super) const NEAR: std::ops::RangeInclusive<i64> = -300..=1500;
/// Bytes at the top of a page without headline where the day of the visit stands.
const TOP: i64 = 150;
/// Blocks at the top of a page without headline where the day of the visit stands.
const TOP_BLOCKS: i64 = 15;
/// Bytes before a date in its line up to which it does not stand in the middle of a sentence.
const EARLY: usize = 60;
/// Characters of a line from which on it is a paragraph.
const PARAGRAPH: usize = 150;
/// Characters before or after a date that can be its label.
const LABEL: usize = 30;

/// A date that readers see or an element holds, and how doubtful it is.
struct Seen {
    doubt: u32,
    published: Published,
}

/// When the page was published.
pub(super) fn published(page: &Page<'_>) -> Option<Published> {
    let exact = |p: &Published| p.precision >= Precision::Day;
    let declared = clock::as_shown(named(page).filter(exact), page).or_else(|| declared(page).find(exact));
    let seen = || {
        let similar = of_similar_meta(page).map(|published| Seen { doubt: doubt::PROGRAM, published });
        let some = of_meta(page, &DATED).map(|published| Seen { doubt: doubt::DATED, published });
        let all = marked(page).into_iter().chain(program(page)).chain(visible(page)).chain(similar).chain(some);
        all.filter(|s| exact(&s.published)).min_by_key(|s| s.doubt).map(|s| s.published)
    };
    let found = declared.or_else(seen).or_else(|| modified(page).filter(exact));
    let found = found.or_else(|| self::declared(page).chain(of_meta(page, &DATED)).next())?;
    Some(clock::on_the_page_s(found, page))
}

/// When the page was last changed, as it says itself.
pub(super) fn modified(page: &Page<'_>) -> Option<Published> {
    let data = page.data.modified.as_deref().and_then(|d| dated(page, d, "json-ld dateModified"));
    let property = || {
        page.tags.dates.iter().filter(|m| m.by == By::Modified).find_map(|m| of_mark(page, m, "microdata dateModified"))
    };
    data.or_else(|| of_meta(page, &MODIFIED).next()).or_else(property)
}

/// What linked data and meta elements name the date of publication, surest first.
fn named<'p>(page: &'p Page<'_>) -> impl Iterator<Item = Published> + 'p {
    let data = page.data.published.iter().filter_map(|d| dated(page, d, "json-ld datePublished"));
    data.chain(of_meta(page, &PUBLISHED))
}

/// What is made for machines, surest first.
fn declared<'p>(page: &'p Page<'_>) -> impl Iterator<Item = Published> + 'p {
    let property = |outside: bool| {
        let marks = page.tags.dates.iter().filter(move |m| m.by == By::Property && m.outside == outside);
        marks.filter_map(|m| of_mark(page, m, "microdata datePublished"))
    };
    let properties = property(false).chain(property(true));
    named(page).chain(properties).chain(address(page))
}

/// Meta elements whose names only begin or end otherwise than those of [`PUBLISHED`].
fn of_similar_meta<'p>(page: &'p Page<'_>) -> impl Iterator<Item = Published> + 'p {
    let similar = |name: &str| {
        let name = squeezed(name);
        PUBLISHED_STEMS.iter().any(|stem| name.contains(stem))
    };
    let of_name = page.tags.meta.iter().filter(move |(name, _)| similar(name));
    of_name.filter_map(|(name, value)| dated(page, value, &format!("meta {name}")))
}

/// The day in the page's address.
pub(super) fn address(page: &Page<'_>) -> Option<Published> {
    page.url.and_then(in_address).and_then(|d| dated(page, &d, "url"))
}

fn of_meta<'p>(page: &'p Page<'_>, names: &'p [&'static str]) -> impl Iterator<Item = Published> + 'p {
    names.iter().filter_map(|name| dated(page, &page.tags.value(name)?, &format!("meta {name}")))
}

fn dated(page: &Page<'_>, given: &str, from: &str) -> Option<Published> {
    let (at, precision) = dates::parse_as(given, page.spelling)?;
    Some(Published { at, precision, from: from.to_owned() })
}

/// The date of a marked element: its machine's form, or the first one in its text.
fn of_mark(page: &Page<'_>, mark: &Mark, from: &str) -> Option<Published> {
    let value = mark.value.as_deref().and_then(|v| dated(page, v, from));
    value.or_else(|| {
        let found = dates::find(&mark.text, page.spelling).into_iter().next()?;
        Some(Published { at: found.at, precision: found.precision, from: from.to_owned() })
    })
}

/// Dates of elements that are marked as such.
fn marked(page: &Page<'_>) -> Vec<Seen> {
    let of = |mark: &Mark| {
        let (mut doubt, from) = match mark.by {
            By::Relation => (doubt::RELATION, "time pubdate"),
            By::Time => (doubt::TIME, "time"),
            By::Name => (doubt::NAME, "element named date"),
            By::Property | By::Modified => return None,
        };
        let from_headline = page.after_headline(mark.at);
        let near = from_headline.map_or(mark.at as i64 > TOP, |d| NEAR.contains(&d));
        let changed = says(&CHANGED, &mark.text);
        doubt += if changed { doubt::CHANGED } else { 0 };
        doubt += if mark.outside { doubt::OUTSIDE } else { 0 };
        doubt += if from_headline.is_none_or(|d| d < 0) && after_one_word(&mark.text) { doubt::VISITED } else { 0 };
        doubt += match mark.by {
            _ if near => 0,
            By::Relation => doubt::LATE,
            _ => doubt::FAR_MARK,
        };
        Some(Seen { doubt, published: of_mark(page, mark, &source(from, changed))? })
    };
    page.tags.dates.iter().filter_map(of).collect()
}

/// Tells whether one word, such as the day of the week, stands before the figures that a text has.
fn after_one_word(text: &str) -> bool {
    let lead = text.split(|c: char| c.is_numeric()).next().unwrap_or_default();
    lead.len() < text.len() && lead.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).count() == 1
}

/// Dates in the data that the page's program starts with, and the day that linked data says the work was made.
fn program(page: &Page<'_>) -> Vec<Seen> {
    let scripts = tags::script_dates(page.tree, &page.tags.scripts).filter_map(|d| dated(page, &d, "script"));
    let created = page.data.created.iter().filter_map(|d| dated(page, d, "json-ld dateCreated"));
    scripts.chain(created).map(|published| Seen { doubt: doubt::PROGRAM, published }).collect()
}

/// Dates in the text of the page.
fn visible(page: &Page<'_>) -> Vec<Seen> {
    let visit = page.url.and_then(visited);
    let mut seen = Vec::new();
    for (n, block, from_headline) in page.blocks() {
        let text = page.outline.text_of(block);
        if !text.contains(|c: char| c.is_numeric()) {
            continue;
        }
        let place = match from_headline {
            Some(d) if NEAR_BLOCKS.contains(&d) => 0,
            Some(_) => doubt::FAR,
            None if n as i64 > TOP_BLOCKS => 1,
            None => doubt::LATE,
        };
        let hints = page.outline.nodes[block.node as usize].hints;
        let outside = hints.has(Hints::COMMENT.with(Hints::RELATED));
        for dated in text.lines().flat_map(|line| dates_of(line, page.spelling)) {
            let visit = if visit.as_deref().is_some_and(|v| dated.found.at.starts_with(v)) { doubt::VISIT } else { 0 };
            let from = source("text", dated.changed);
            let published = Published { at: dated.found.at.clone(), precision: dated.found.precision, from };
            seen.push(Seen { doubt: dated.doubt(place, outside) + visit, published });
        }
    }
    seen
}

/// Where a date comes from, said to be that of the last change where it is.
fn source(from: &str, changed: bool) -> String {
    if changed { format!("{from}, last change") } else { from.to_owned() }
}

/// A date in a line of text.
struct Dated<'t> {
    line: &'t str,
    /// The line between the date before and this one.
    lead: &'t str,
    found: Found,
    /// Words around it tell of a change.
    changed: bool,
}

/// The dates of a line, but for those in addresses.
fn dates_of(line: &str, spelling: Spelling) -> impl Iterator<Item = Dated<'_>> {
    let mut last = 0;
    dates::find(line, spelling).into_iter().filter_map(move |found| {
        let (lead, rest) = (&line[last..found.begin], &line[found.end..]);
        last = found.end;
        let after = rest.char_indices().nth(LABEL).map_or(rest, |(end, _)| &rest[..end]);
        let changed = says(&CHANGED, lead) || lead.trim().is_empty() && says(&CHANGED, after);
        let address = lead.ends_with('/') || rest.starts_with('/');
        (!address).then_some(Dated { line, lead, found, changed })
    })
}

/// The dates of a line of the article's head that tell of no change.
pub(super) fn shown(line: &str, spelling: Spelling) -> impl Iterator<Item = Found> {
    dates_of(line, spelling).filter(|d| !d.changed && d.found.begin <= EARLY).map(|d| d.found)
}

impl Dated<'_> {
    /// How doubtful it is; `place` is for where its block stands.
    fn doubt(&self, place: u32, outside: bool) -> u32 {
        let labelled = self.lead.trim().chars().count() <= LABEL;
        let told = if self.told() { doubt::TOLD } else { 0 };
        let doubt = doubt::TEXT - told + place + if outside { doubt::FAR } else { 0 } + self.in_line();
        let label = match self.changed {
            true if labelled => doubt::CHANGED_LABEL,
            false if labelled && says(&NAMED, self.lead) => doubt::LABEL,
            _ => return doubt,
        };
        doubt.min(label + if outside { doubt::OUTSIDE } else { 0 })
    }

    /// How much more doubtful it is for its place in the line.
    fn in_line(&self) -> u32 {
        let late = if self.found.begin > EARLY { doubt::LATE } else { 0 };
        let inside = if self.in_paragraph() && self.found.begin > EARLY / 3 { doubt::LONG } else { 0 };
        let changed = if self.changed { doubt::CHANGED } else { 0 };
        late + inside + changed
    }

    /// Words before it say that this is when it was published.
    fn told(&self) -> bool {
        let alone = self.found.begin <= EARLY && !self.in_paragraph() && !self.changed;
        alone && (says(&NAMED, self.lead) || says(&LEADS, self.lead))
    }

    fn in_paragraph(&self) -> bool {
        self.line.chars().count() > PARAGRAPH
    }
}

fn says(words: &[&str], text: &str) -> bool {
    let lower = text.to_lowercase();
    words.iter().any(|w| lower.contains(w))
}

/// `/2024/11/13/`, `2024-11-13`, `20241113` or `13-11-2024` in an address.
fn in_address(url: &str) -> Option<String> {
    let path = url.split_once("://")?.1.split_once('/')?.1;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.', '?', '=', '&']).collect();
    let number =
        |part: &str, digits: &[usize]| digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let day = |year: &str, month: &str, day: &str| {
        let spelled = format!("{year}-{month}-{day}");
        let valid = number(year, &[4]) && number(month, &[1, 2]) && number(day, &[1, 2]) && year >= "1990";
        dates::parse_as(&spelled, Spelling::default()).filter(|(_, p)| valid && *p == Precision::Day).map(|_| spelled)
    };
    let parted = parts.windows(3).find_map(|w| day(w[0], w[1], w[2]).or_else(|| day(w[2], w[1], w[0])));
    parted.or_else(|| parts.iter().filter(|p| number(p, &[8])).find_map(|p| day(&p[..4], &p[4..6], &p[6..])))
}

/// The day on which a web archive visited a page, from its address: `/web/20241113100200/`.
fn visited(url: &str) -> Option<String> {
    let stamp = url.split_once("/web/")?.1.split(|c: char| !c.is_ascii_digit()).next()?;
    let day = stamp.get(..8).filter(|_| stamp.len() == "20241113100200".len())?;
    dates::parse(day).map(|(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::document;

    fn check(page: &str, url: Option<&str>, expected: &str) {
        let published = document(page, url).published.map(|p| format!("{} {}", p.at, p.from)).unwrap_or_default();
        assert_eq!(published, expected, "{page}");
    }

    #[test]
    fn an_address_can_hold_the_day() {
        for url in [
            "https://a.b/news/2024/11/13/x", "https://a.b/x-20241113.html", "https://a.b/13-11-2024",
            "https://a.b/x?d=2024-11-13",
        ] {
            let day = in_address(url).and_then(|d| dates::parse(&d));
            assert_eq!(day.map(|d| d.0).as_deref(), Some("2024-11-13"), "{url}");
        }
        for url in ["https://a.b/x-1-2-3", "https://a.b/id/2024/99/13", "https://a.b/12345678"] {
            assert_eq!(in_address(url), None, "{url}");
        }
    }

    #[test]
    fn what_is_made_for_machines_goes_before_what_readers_see() {
        let seen = "<p>12 November 2024, 10:02</p>";
        check(
            &format!("<meta property='article:published_time' content='2024-11-13'><h1>Ferry</h1>{seen}"),
            None,
            "2024-11-13 meta article:published_time",
        );
        check(&format!("<h1>Ferry</h1><time datetime='2024-11-13'>yesterday</time>{seen}"), None, "2024-11-13 time");
        check(&format!("<html lang=de><h1>Ferry</h1>{seen}"), None, "2024-11-12T10:02:00 text");
        check(&format!("<h1>Ferry</h1>{seen}"), Some("https://a.b/2024/11/13/ferry"), "2024-11-13 url");
    }

    #[test]
    fn a_date_by_the_headline_goes_before_those_of_comments_and_changes() {
        let page = "<div>1 March 2025</div><p>a</p><p>b</p><p>c</p><p>d</p><h1>Ferry line closes</h1><p>Updated 14 November 2024</p>
            <p>13 November 2024</p><div class=comments><time datetime='2024-11-15'>Ann</time></div>";
        check(page, None, "2024-11-13 text");
    }

    #[test]
    fn the_last_change_stands_in_for_the_first() {
        let page = "<meta property='article:modified_time' content='2024-11-13T10:02:00Z'><h1>Ferry</h1>";
        check(page, None, "2024-11-13T10:02:00Z meta article:modified_time");
        check("<h1>Ferry</h1><p>No date at all.</p>", None, "");
    }

    #[test]
    fn the_heading_that_the_title_names_is_the_headline() {
        let title = "<title>Ferry line closes - The Example Post</title>";
        let page = format!(
            "{title}<h1>The Example Post</h1><p>14 November 2024</p><p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p>
            <h3>Ferry line closes</h3><p>13 November 2024</p>"
        );
        check(&page, None, "2024-11-13 text");
    }

    #[test]
    fn words_before_a_date_tell_what_it_is_wherever_it_stands() {
        let far = "<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p><p>g</p>";
        let page = |line: &str| format!("<h1>Ferry line closes</h1><p>The pier, 1 March 2023</p>{far}<p>{line}</p>");
        check(&page("Datum 13 November 2024"), None, "2024-11-13 text");
        check(&page("13 November 2024"), None, "2023-03-01 text");
        check(&page("Updated: 14 November 2024<br>Published: 13 November 2024"), None, "2024-11-13 text");
    }

    #[test]
    fn a_page_that_shows_its_last_change_alone_was_published_by_then() {
        let page = "<h1>Ferry line closes</h1><p>It was decided in the morning, after long talks, that the line will sail until 1 May 2025 and then end.</p>
            <p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p><p>[Stand: 13.11.2024]</p>";
        check(page, None, "2024-11-13 text, last change");
    }

    #[test]
    fn the_day_of_an_archive_s_visit_is_no_day_of_publication() {
        let page = "<div>16 November 2024</div><p>a</p><p>b</p><p>c</p><p>d</p><p>13 November 2024</p><p>e</p><p>f</p><h1>Ferry line closes</h1>";
        check(page, Some("https://archive.test/web/20241116182711/http://a.test/x"), "2024-11-13 text");
    }

    #[test]
    fn a_meta_element_of_some_date_gives_way_to_what_readers_see() {
        let head = "<meta name=date content='2024-11-20'>";
        check(&format!("{head}<h1>Ferry line closes</h1><p>13 November 2024</p>"), None, "2024-11-13 text");
        let visit = "<div class=date>Sunday, 1 December 2024</div><p>a</p><p>b</p><p>c</p><h1>Ferry line closes</h1>";
        check(&format!("{head}{visit}"), None, "2024-11-20 meta date");
        check(&format!("{head}<h1>Ferry line closes</h1>"), None, "2024-11-20 meta date");
        check("<meta name='x:pubdate' content='2024-11-13'><h1>Ferry</h1>", None, "2024-11-13 meta x:pubdate");
    }
}
