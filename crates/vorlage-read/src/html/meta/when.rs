//! When a page was published and last changed.
//!
//! A cascade: what is made for machines first (linked data, meta elements, properties, the address), then what readers see, by how
//! near the headline it stands and what the words around it say. The last change stands in where nothing says when the first was.
//!
//! **Source:** the order and the costs were set on one half of 877 pages whose dates people have read, and hold on the other half
//! (docs/decisions/0011).

use super::Page;
use super::tags::{By, Mark};
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
const CHANGED: [&str; 29] = [
    "updat", "aktualis", "modif", "geänd", "änderung", "stand:", "stand ", "mis à jour", "màj", "maj ", "actualiz",
    "atualiz", "aggiorn", "обновл", "оновлен", "更新", "bearbeit", "last ", "zuletzt", "güncel", "edited", "revised",
    "gewijzigd", "bijgewerkt", "oppdatert", "uppdater", "opdater", "zmienion", "تحديث",
];
/// Words before a date that tell of publication, lower case.
const TOLD: [&str; 24] = [
    "publi", "veröff", "erschien", "posted", "erstellt", "eingestellt", "pubblic", "опубл", "发布", "公開", "yayın",
    "geschrieben", "written", "gepost", "datum", "date", "created", "vom ", "le ", "am ", "on ", "julkais", "objav",
    "نشر",
];

/// How doubtful a date is, by where it stands; the least doubtful counts, the first of equals.
mod doubt {
    /// `time pubdate`.
    pub(super) const RELATION: u32 = 6;
    /// A `time` element.
    pub(super) const TIME: u32 = 8;
    /// An element whose class or id says date.
    pub(super) const NAME: u32 = 9;
    /// The data of the page's program, or the day a work was made.
    pub(super) const PROGRAM: u32 = 10;
    /// Text.
    pub(super) const TEXT: u32 = 12;
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
    /// In the middle of a sentence.
    pub(super) const LATE: u32 = 4;
    /// In a long paragraph.
    pub(super) const LONG: u32 = 6;
}

/// Bytes of text before and after the headline within which a marked date is the article's.
const NEAR: std::ops::RangeInclusive<i64> = -300..=1500;
/// Blocks before and after the headline within which a date is the article's.
const NEAR_BLOCKS: std::ops::RangeInclusive<i64> = -3..=6;
/// Bytes at the top of a page without headline where the day of the visit stands.
const TOP: i64 = 150;
/// Blocks at the top of a page without headline where the day of the visit stands.
const TOP_BLOCKS: i64 = 15;
/// Bytes before a date in its block up to which it does not stand in the middle of a sentence.
const EARLY: usize = 60;
/// Characters of a block from which on it is a paragraph.
const PARAGRAPH: usize = 150;
/// Most hours that a clock on Earth is from universal time.
const MOST_OFFSET: i64 = 14 * 60;

/// A date that readers see or an element holds, and how doubtful it is.
struct Seen {
    doubt: u32,
    published: Published,
}

/// When the page was published.
pub(super) fn published(page: &Page<'_>) -> Option<Published> {
    let exact = |p: &Published| p.precision >= Precision::Day;
    let declared = declared(page).find(exact).or_else(|| {
        let seen = marked(page).into_iter().chain(program(page)).chain(visible(page)).filter(|s| exact(&s.published));
        seen.min_by_key(|s| s.doubt).map(|s| s.published)
    });
    let found = declared.or_else(|| modified(page).filter(exact)).or_else(|| self::declared(page).next())?;
    Some(on_the_page_s_clock(found, page))
}

/// When the page was last changed, as it says itself.
pub(super) fn modified(page: &Page<'_>) -> Option<Published> {
    let data = page.data.modified.as_deref().and_then(|d| dated(page, d, "json-ld dateModified"));
    let property = || {
        page.tags.dates.iter().filter(|m| m.by == By::Modified).find_map(|m| of_mark(page, m, "microdata dateModified"))
    };
    data.or_else(|| of_meta(page, &MODIFIED).next()).or_else(property)
}

/// What is made for machines, surest first.
fn declared<'p>(page: &'p Page<'_>) -> impl Iterator<Item = Published> + 'p {
    let data = page.data.published.iter().filter_map(|d| dated(page, d, "json-ld datePublished"));
    let property = |outside: bool| {
        let marks = page.tags.dates.iter().filter(move |m| m.by == By::Property && m.outside == outside);
        marks.filter_map(|m| of_mark(page, m, "microdata datePublished"))
    };
    let address = page.url.and_then(in_address).and_then(|d| dated(page, &d, "url"));
    data.chain(of_meta(page, &PUBLISHED))
        .chain(property(false))
        .chain(property(true))
        .chain(address)
        .chain(of_meta(page, &DATED))
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
        let near = page.after_headline(mark.at).map_or(mark.at as i64 > TOP, |d| NEAR.contains(&d));
        doubt += if says(&CHANGED, &mark.text) { doubt::CHANGED } else { 0 };
        doubt += if mark.outside { doubt::OUTSIDE } else { 0 };
        doubt += match mark.by {
            _ if near => 0,
            By::Relation => doubt::LATE,
            _ => doubt::FAR_MARK,
        };
        Some(Seen { doubt, published: of_mark(page, mark, from)? })
    };
    page.tags.dates.iter().filter_map(of).collect()
}

/// Dates in the data that the page's program starts with, and the day that linked data says the work was made.
fn program(page: &Page<'_>) -> Vec<Seen> {
    let scripts = page.tags.script_dates.iter().filter_map(|d| dated(page, d, "script"));
    let created = page.data.created.iter().filter_map(|d| dated(page, d, "json-ld dateCreated"));
    scripts.chain(created).map(|published| Seen { doubt: doubt::PROGRAM, published }).collect()
}

/// Dates in the text of the page.
fn visible(page: &Page<'_>) -> Vec<Seen> {
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
        let outside = if hints.has(Hints::COMMENT.with(Hints::RELATED)) { doubt::FAR } else { 0 };
        for found in dates::find(text, page.spelling) {
            let doubt = doubt::TEXT + place + outside + in_block(text, block.chars, &found);
            let doubt = doubt - if told(text, &found) { doubt::TOLD } else { 0 };
            let published = Published { at: found.at, precision: found.precision, from: "text".to_owned() };
            seen.push(Seen { doubt, published });
        }
    }
    seen
}

/// How much more doubtful a date is for its place in a block of text.
fn in_block(text: &str, chars: usize, found: &Found) -> u32 {
    let late = if found.begin > EARLY { doubt::LATE } else { 0 };
    let long = if chars > PARAGRAPH && found.begin > EARLY / 3 { doubt::LONG } else { 0 };
    let changed = if says(&CHANGED, shortened(text)) { doubt::CHANGED } else { 0 };
    late + long + changed
}

/// Words right before the date say that this is when it was published.
fn told(text: &str, found: &Found) -> bool {
    found.begin <= EARLY && says(&TOLD, &text[..found.begin]) && !says(&CHANGED, shortened(text))
}

/// The beginning of a block, in which words around a date are looked for.
fn shortened(text: &str) -> &str {
    text.char_indices().nth(PARAGRAPH).map_or(text, |(end, _)| &text[..end])
}

fn says(words: &[&str], text: &str) -> bool {
    let lower = text.to_lowercase();
    words.iter().any(|w| lower.contains(w))
}

/// The same instant on the clock that the page shows: an instant in universal time can fall on another day than readers were told.
fn on_the_page_s_clock(found: Published, page: &Page<'_>) -> Published {
    let Some(utc) = found.at.strip_suffix('Z').and_then(minutes) else {
        return found;
    };
    let near = |m: &&Mark| !m.outside && page.after_headline(m.at).is_none_or(|d| NEAR.contains(&d));
    let shown = page.tags.dates.iter().filter(near).flat_map(|m| dates::find(&m.text, page.spelling));
    let blocks = page.blocks().filter(|(_, _, d)| d.is_some_and(|d| NEAR_BLOCKS.contains(&d)));
    let shown = shown.chain(blocks.flat_map(|(_, b, _)| dates::find(page.outline.text_of(b), page.spelling)));
    let offset =
        shown.filter_map(|f| Some(minutes(&f.at)? - utc)).find(|o| o % 30 == 0 && o.abs() <= MOST_OFFSET && *o != 0);
    let Some(offset) = offset else {
        return found;
    };
    let (sign, size) = (if offset < 0 { '-' } else { '+' }, offset.abs());
    let at =
        format!("{}:{}{sign}{:02}:{:02}", dates::of_minutes(utc + offset), &found.at[17..19], size / 60, size % 60);
    Published { at, ..found }
}

/// Minutes since 1970 of a time without zone.
fn minutes(at: &str) -> Option<i64> {
    (at.len() == "2024-11-13T10:02:00".len()).then(|| dates::minutes(at)).flatten()
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
    fn an_instant_is_told_on_the_page_s_own_clock() {
        let page = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2024-11-13T01:09:55Z\"}</script>
            <h1>Ferry line closes</h1><p>November 12, 2024 at 6:09 p.m.</p>";
        check(&format!("<html lang=en-US>{page}"), None, "2024-11-12T18:09:55-07:00 json-ld datePublished");
    }

    #[test]
    fn the_last_change_stands_in_for_the_first() {
        let page = "<meta property='article:modified_time' content='2024-11-13T10:02:00Z'><h1>Ferry</h1>";
        check(page, None, "2024-11-13T10:02:00Z meta article:modified_time");
        check("<h1>Ferry</h1><p>No date at all.</p>", None, "");
    }
}
