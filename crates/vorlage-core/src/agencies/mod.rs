//! Agencies and wire-like outlets by the names that credits give them. Data and look-up, no stage: `residue` and `agency` both read it.

mod table;

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
pub(crate) use table::AGENCIES;

/// Position in [`AGENCIES`].
pub(crate) type AgencyIndex = usize;

static BY_TAG: LazyLock<FxHashMap<String, AgencyIndex>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for (n, entry) in AGENCIES.iter().enumerate() {
        for tag in entry.tags.iter().chain(entry.codes).chain(entry.names) {
            map.entry(tag.to_lowercase()).or_insert(n);
        }
    }
    map
});

/// Longest tag or name looked up, in bytes.
const LONGEST: usize = 64;

/// The agency that a whole tag names, in any case of letters ("dpa", "Reuters", "ТАСС").
pub(crate) fn by_tag(tag: &str) -> Option<AgencyIndex> {
    let tag = tag.trim();
    if tag.is_empty() || tag.len() > LONGEST {
        return None;
    }
    BY_TAG.get(&tag.to_lowercase()).copied()
}

/// What the words between brackets are, read as a tag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TagList {
    /// Agencies named, in order, each once.
    pub agencies: Vec<AgencyIndex>,
    /// A word tells it is a credit ("mit Material von", "Quelle:", "with").
    pub said: bool,
    /// Names or staff codes stand beside the agencies ("jmb", "Tsp").
    pub others: usize,
    /// Unknown words stand in one part with an agency ("Reuters Institute").
    pub mixed: bool,
}

/// Words around agencies in a tag; what follows is a credit.
const CREDIT_WORDS: &[&str] = &[
    "quelle", "quellen", "source", "sources", "fuente", "fuentes", "fonte", "fonti", "bron", "źródło", "источник",
    "джерело", "kaynak", "المصدر", "来源", "mit", "with", "avec", "con", "com", "met", "med", "con información de",
    "con informazioni di", "con notizie", "com informações da", "mit material von", "mit material der", "mit material",
    "unter verwendung von", "material", "materialien", "nach", "von", "from", "via", "inputs", "with inputs from",
    "agencies", "agenturen", "agences", "agencias", "agenzie", "agências", "agentur", "nachrichtenagentur",
    "z materiałów", "za", "по материалам", "информация", "according to", "text", "and", "und", "et", "y", "e", "i",
    "en", "the", "der", "die", "das", "de", "la", "des", "og", "och", "aus", "informationen", "meldung", "meldungen",
    "bericht", "berichte", "wire", "report", "reports", "staff", "red", "redaktion",
];
/// Words of [`CREDIT_WORDS`] that join and do not tell.
const JOINERS: &[&str] =
    &["and", "und", "et", "y", "e", "i", "en", "the", "der", "die", "das", "de", "la", "des", "og", "och", "text"];

/// Reads the words between brackets as a list of agencies ("Reuters, dpa", "AFP/dpa/jmb", "Mit Material von dts"); `None` where no
/// agency is named or words stand there that no tag holds.
pub(crate) fn tag_list(inner: &str) -> Option<TagList> {
    const LONGEST_LIST: usize = 120;
    if inner.len() > LONGEST_LIST {
        return None;
    }
    let mut list = TagList::default();
    for part in inner.split(['/', ',', ';', '+', '&', '|', '•', '·', '–', '、']) {
        read_part(part.trim(), &mut list)?;
    }
    (!list.agencies.is_empty()).then_some(list)
}

/// Tells whether a list that stands alone can be a tag: of an ambiguous agency the tag must stand as it is written ("APP", not "App").
pub(crate) fn stands_alone(inner: &str, list: &TagList) -> bool {
    let exact = |&a: &AgencyIndex| !AGENCIES[a].ambiguous || AGENCIES[a].tags.iter().any(|t| inner.contains(t));
    !inner.ends_with(':') && (list.said || list.agencies.len() > 1 || list.agencies.iter().all(exact))
}

/// Reads one part of a list; `None` where it holds prose.
fn read_part(part: &str, list: &mut TagList) -> Option<()> {
    if part.is_empty() {
        return Some(());
    }
    if let Some(agency) = by_tag(part) {
        return add(list, agency);
    }
    let lower = part.to_lowercase();
    let words: Vec<&str> = lower.split([' ', ':', '\u{a0}']).filter(|w| !w.is_empty()).collect();
    if words.len() > 6 {
        return None;
    }
    let mut at = 0;
    let (mut unknown, met) = (0, list.agencies.len());
    while at < words.len() {
        let longest =
            (1..=3.min(words.len() - at)).rev().find_map(|n| Some((n, by_tag(&words[at..at + n].join(" "))?)));
        if let Some((n, agency)) = longest {
            add(list, agency)?;
            at += n;
        } else {
            let word = words[at].trim_end_matches('.');
            if let Some(agency) =
                word.split_once('-').filter(|(_, m)| m.starts_with("material")).and_then(|(a, _)| by_tag(a))
            {
                add(list, agency)?;
            }
            let known = CREDIT_WORDS.iter().any(|c| c.split(' ').any(|c| c == word));
            list.said |= known && !JOINERS.contains(&word);
            unknown += usize::from(!known);
            at += 1;
        }
    }
    list.others += usize::from(unknown > 0);
    list.mixed |= unknown > 0 && list.agencies.len() > met;
    // A name has up to three words, a staff code one.
    (unknown <= 3).then_some(())
}

fn add(list: &mut TagList, agency: AgencyIndex) -> Option<()> {
    if !list.agencies.contains(&agency) {
        list.agencies.push(agency);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inner: &str, expected: &[&str]) {
        let found: Vec<&str> =
            tag_list(inner).map(|l| l.agencies.iter().map(|&a| AGENCIES[a].id).collect()).unwrap_or_default();
        assert_eq!(found, expected, "{inner}");
    }

    #[test]
    fn tags_name_their_agencies() {
        check("dpa", &["dpa"]);
        check("Reuters, dpa", &["reuters", "dpa"]);
        check("AFP/dpa/jmb", &["afp", "dpa"]);
        check("Mit Material von dts", &["dts"]);
        check("mit dpa und KNA", &["dpa", "kna"]);
        check("Quelle: dts", &["dts"]);
        check("mit dpa, Erika Muster", &["dpa"]);
        check("rtr/epd", &["reuters", "epd"]);
        check("ТАСС", &["tass"]);
        check("dpa/BSS/AFP", &["dpa", "bss", "afp"]);
    }

    #[test]
    fn prose_between_brackets_is_no_tag() {
        check("which the mayor of the small town had told AFP a week before", &[]);
        check("CDU", &[]);
        check("", &[]);
    }
}
