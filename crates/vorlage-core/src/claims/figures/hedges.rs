//! Hedges: how sure is a text of a number, and is it one end of a range?
//!
//! Tables from phrase to hedge, read backwards from the number, the longest first; a few stand after it ("or more").

use super::words::{is_word, slot};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use vorlage_model::{Hedge, Lang};
use vorlage_text::numerals::Reader;
use vorlage_text::numerals::units::{Class, class_of};

/// A hedge with the tokens it spans.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub hedge: Hedge,
    /// First token of a hedge before the number.
    pub begin: usize,
    /// One past the last token of a hedge after it.
    pub end: usize,
}

/// One table row: hedge, and phrases separated by `|`.
type Row = (Hedge, &'static str);

/// Includes what spinning tools make of the usual phrases ("greater than").
const ENGLISH: &[Row] = &[
    (Hedge::Between, "between|in between|anywhere between"),
    (
        Hedge::About,
        "about|around|roughly|approximately|approx|circa|some|an estimated|estimated|more or less|in the region of|somewhere around|or so|just about|round about|averaging about|an approximate",
    ),
    (
        Hedge::MoreThan,
        "more than|over|greater than|above|in excess of|upwards of|upward of|exceeding|exceeds|exceeded|larger than|higher than|north of|well over|just over|bigger than|beyond|better than|in extra of|further than",
    ),
    (
        Hedge::AtLeast,
        "at least|no fewer than|no less than|not less than|a minimum of|minimum of|at the very least|not fewer than|a minimum|equal to or more than|greater than or equal to|equal to or greater than|more than or equal to",
    ),
    (
        Hedge::LessThan,
        "less than|fewer than|under|below|lower than|smaller than|short of|just under|well under|beneath|lesser than",
    ),
    (
        Hedge::UpTo,
        "up to|as many as|as much as|no more than|less than or equal to|equal to or less than|not more than|at most|a maximum of|maximum of|a maximum|to a maximum of|as high as|as a lot as|as much because",
    ),
    (Hedge::Nearly, "nearly|almost|close to|nearing|approaching|virtually|practically|shut to|not quite|as close to"),
];
const GERMAN: &[Row] = &[
    (Hedge::Between, "zwischen"),
    (
        Hedge::About,
        "etwa|rund|circa|ca|ungefähr|schätzungsweise|in etwa|um die|zirka|geschätzt|geschätzte|geschätzten|grob|an die|annähernd gleich",
    ),
    (Hedge::MoreThan, "mehr als|über|höher als|größer als|oberhalb von|gut|deutlich über|deutlich mehr als"),
    (Hedge::AtLeast, "mindestens|wenigstens|zumindest|nicht weniger als|minimum|mindestens etwa"),
    (Hedge::LessThan, "weniger als|unter|geringer als|unterhalb von|niedriger als|kleiner als"),
    (Hedge::UpTo, "bis zu|höchstens|maximal|nicht mehr als|allenfalls"),
    (Hedge::Nearly, "knapp|fast|beinahe|nahezu|annähernd"),
];
const FRENCH: &[Row] = &[
    (Hedge::Between, "entre"),
    (
        Hedge::About,
        "environ|quelque|autour de|à peu près|approximativement|aux alentours de|aux environs de|dans les|plus ou moins|estimé à|estimés à",
    ),
    (
        Hedge::MoreThan,
        "plus de|plus d'|supérieur à|supérieure à|au delà de|au-delà de|au-dessus de|dépassant|plus que|bien plus de|plus grand que",
    ),
    (
        Hedge::AtLeast,
        "au moins|supérieur ou égal à|supérieure ou égale à|supérieurs ou égaux à|au minimum|pas moins de|minimum|un minimum de",
    ),
    (Hedge::LessThan, "moins de|moins d'|inférieur à|inférieure à|en dessous de|au-dessous de|moins que"),
    (
        Hedge::UpTo,
        "inférieur ou égal à|inférieure ou égale à|inférieurs ou égaux à|jusqu' à|jusqu'à|jusqu’à|au plus|au maximum|maximum|un maximum de|pas plus de",
    ),
    (Hedge::Nearly, "près de|près d'|presque|pas loin de"),
];
const SPANISH: &[Row] = &[
    (Hedge::Between, "entre"),
    (
        Hedge::About,
        "unos|unas|aproximadamente|alrededor de|en torno a|alrededor|más o menos|un estimado de|se estima en|estimado en|aproximado de|alrededor de unos",
    ),
    (Hedge::MoreThan, "más de|mas de|superior a|superiores a|por encima de|más que|mayor que|mayor de|sobrepasa los"),
    (
        Hedge::AtLeast,
        "igual o mayor que|mayor o igual que|igual o superior a|al menos|por lo menos|como mínimo|no menos de|un mínimo de|mínimo",
    ),
    (Hedge::LessThan, "menos de|inferior a|inferiores a|por debajo de|menor que|menos que"),
    (
        Hedge::UpTo,
        "igual o menor que|menor o igual que|igual o inferior a|hasta|como máximo|un máximo de|no más de|máximo|hasta unos",
    ),
    (Hedge::Nearly, "casi|cerca de|prácticamente|cercano a|cercanos a"),
];

/// Phrases after the number.
const AFTER: &[(Lang, Hedge, &str)] = &[
    (Lang::EN, Hedge::AtLeast, "or more|or greater|or above|or higher|or over|and above"),
    (Lang::EN, Hedge::UpTo, "or less|or fewer|or below|or under"),
    (Lang::EN, Hedge::About, "or so"),
    (Lang::DE, Hedge::AtLeast, "oder mehr"),
    (Lang::DE, Hedge::UpTo, "oder weniger"),
    (Lang::FR, Hedge::AtLeast, "ou plus|au moins"),
    (Lang::FR, Hedge::UpTo, "ou moins|au plus"),
    (Lang::FR, Hedge::About, "environ"),
    (Lang::ES, Hedge::AtLeast, "o más"),
    (Lang::ES, Hedge::UpTo, "o menos"),
    (Lang::ES, Hedge::About, "aproximadamente"),
];

/// Most words of a hedge phrase.
const LONGEST: usize = 5;

/// A language's phrases, and the words that end one.
struct Table {
    phrases: FxHashMap<&'static str, Hedge>,
    last: FxHashSet<&'static str>,
}

static TABLES: LazyLock<[Table; 4]> = LazyLock::new(|| {
    [ENGLISH, GERMAN, FRENCH, SPANISH].map(|rows| {
        let phrases: FxHashMap<_, _> =
            rows.iter().flat_map(|&(hedge, forms)| forms.split('|').map(move |f| (f, hedge))).collect();
        let forms = rows.iter().flat_map(|(_, forms)| forms.split('|'));
        let last = forms.filter_map(|f| f.rsplit([' ', '-']).next()).collect();
        Table { phrases, last }
    })
});

/// The hedge that ends right before a token, determiners between them aside.
pub(super) fn before(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let end = skip_back(reader, at);
    if reader.raw(at.wrapping_sub(1)) == "-" && at > 1 && reader.raw(at - 2) == "sub" {
        return Some(Found { hedge: Hedge::LessThan, begin: at - 2, end: at });
    }
    if let Some(hedge) = end.checked_sub(1).and_then(|n| sign(reader.raw(n))) {
        return Some(Found { hedge, begin: end - 1, end: at });
    }
    let table = &TABLES[slot(reader.lang)];
    if !end.checked_sub(1).and_then(|n| reader.word(n)).is_some_and(|w| table.last.contains(w.as_str())) {
        return None;
    }
    let from = end.saturating_sub(LONGEST);
    for begin in from..end {
        let Some(phrase) = joined(reader, begin, end) else {
            continue;
        };
        if let Some(&hedge) = table.phrases.get(phrase.as_str()) {
            return Some(Found { hedge, begin, end: at });
        }
    }
    None
}

/// Hedges written as a sign.
fn sign(mark: &str) -> Option<Hedge> {
    Some(match mark {
        "~" | "≈" | "∼" => Hedge::About,
        ">" => Hedge::MoreThan,
        "<" => Hedge::LessThan,
        "≥" => Hedge::AtLeast,
        "≤" => Hedge::UpTo,
        _ => return None,
    })
}

/// Steps over what may stand between hedge and number: "more than **the** 9", "over **a** third", "rund **die**", "ca**.**".
fn skip_back(reader: &Reader<'_>, at: usize) -> usize {
    const ARTICLES: &[&str] = &["a", "an", "ein", "eine", "une", "una"];
    const DEFINITE: &[&str] = &["the", "die", "der", "den", "la", "les", "los", "las"];
    let Some(last) = at.checked_sub(1) else { return at };
    if reader.raw(last) == "." && last > 0 && matches!(reader.raw(last - 1), "ca" | "approx" | "Ca" | "min" | "max") {
        return last;
    }
    let Some(word) = reader.word(last) else { return at };
    let compared = last > 0 && matches!(reader.raw(last - 1), "than" | "als" | "de");
    let between = ARTICLES.contains(&word.as_str()) || (compared && DEFINITE.contains(&word.as_str()));
    if between || than_over(reader, last) { last } else { at }
}

/// "more than over 60": the second hedge word is a slip.
fn than_over(reader: &Reader<'_>, last: usize) -> bool {
    reader.raw(last) == "than" && last > 0 && matches!(reader.raw(last - 1), "over" | "under")
}

/// Folded words of some tokens with one space between; `None` if one is neither word nor hyphen.
fn joined(reader: &Reader<'_>, begin: usize, end: usize) -> Option<String> {
    let mut phrase = String::new();
    for at in begin..end {
        let part = if reader.raw(at) == "." && at + 1 == end {
            continue;
        } else {
            reader.raw(at)
        };
        if !(is_word(reader, at) || part == "-") {
            return None;
        }
        let glued = part == "-" || phrase.ends_with('-');
        if !phrase.is_empty() && !glued {
            phrase.push(' ');
        }
        phrase.push_str(&vorlage_text::fold(part));
    }
    Some(phrase)
}

/// A hedge that begins right after the number and its unit.
pub(super) fn after(reader: &Reader<'_>, next: usize) -> Option<Found> {
    let lang = reader.lang.unwrap_or(Lang::EN);
    if reader.raw(next) == "+" && next > 0 && reader.touch(next - 1) {
        return Some(Found { hedge: Hedge::AtLeast, begin: next, end: next + 1 });
    }
    let (first, two) = (reader.word(next)?, joined(reader, next, next + 2).unwrap_or_default());
    let rows = AFTER.iter().filter(|(l, ..)| *l == lang);
    for &(_, hedge, forms) in rows {
        if let Some(form) = forms.split('|').find(|&f| f == first || f == two) {
            return Some(Found { hedge, begin: next, end: next + 1 + form.matches(' ').count() });
        }
    }
    None
}

/// "over three years" is mostly a stretch of time, not a bound.
pub(super) fn is_duration(found: &Found, unit: Option<&str>) -> bool {
    let one_word = found.end == found.begin + 1;
    one_word && found.hedge == Hedge::MoreThan && unit.and_then(class_of) == Some(Class::Time)
}

/// English words before a number after which "to" leads to where a change ended, not to the end of a range.
const CHANGED: &[&str] = &[
    "by", "rose", "fell", "gained", "lost", "up", "down", "jumped", "climbed", "dropped", "slid", "added", "increased",
    "decreased", "advanced", "surged", "plunged", "rise", "fall", "soared", "grew", "tumbled", "slipped", "shed",
    "off", "dipped", "um", "de", "en", "un",
];

/// The token after what joins two ends of a range, if the first end stops at `next`; `measured`: the first end has its unit.
pub(super) fn joins_range(reader: &Reader<'_>, begin: usize, next: usize, measured: bool) -> Option<usize> {
    let raw = reader.raw(next);
    let opened = opens_range(reader, begin);
    if matches!(raw, "-" | "–" | "—" | "‑") {
        let to = usize::from(reader.raw(next + 1) == "to");
        let tight = reader.touch(next - 1) == reader.touch(next) || to == 1;
        let end = next + 1 + to + usize::from(to == 1 && reader.raw(next + 2) == "-");
        return (tight && raw != "—").then_some(end);
    }
    let folded = reader.word(next)?;
    let lang = reader.lang.unwrap_or(Lang::EN);
    let to = match lang {
        Lang::DE => folded == "bis",
        Lang::FR => folded == "à",
        Lang::ES => folded == "a",
        _ => folded == "to" || folded == "through",
    };
    let and = opened == Some(true) && matches!(folded.as_str(), "and" | "und" | "et" | "y" | "e");
    let changed = is_changed(reader, begin);
    let plausible = opened.is_some() || !(measured && changed) && (!measured || lang == Lang::EN || lang == Lang::DE);
    let skip = usize::from(reader.raw(next + 1) == "-");
    let hyphen_before = reader.raw(next + 1) == "-" && to;
    ((to && plausible) || and).then_some(next + 1 + if hyphen_before { skip } else { 0 })
}

/// A word of change stands before a number.
pub(super) fn is_changed(reader: &Reader<'_>, begin: usize) -> bool {
    begin > 0 && reader.word(begin - 1).is_some_and(|w| CHANGED.contains(&w.as_str()))
}

/// `Some(true)` after "between", `Some(false)` after "from" and the like.
fn opens_range(reader: &Reader<'_>, begin: usize) -> Option<bool> {
    let word = begin.checked_sub(1).and_then(|n| reader.word(n))?;
    match word.as_str() {
        "between" | "zwischen" | "entre" => Some(true),
        "from" | "von" | "de" | "desde" | "ranging" => Some(false),
        _ => None,
    }
}
