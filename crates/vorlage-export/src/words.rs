//! How numbers, days, counts and names read in print; shared by the terminal view, the report page and the tables.

use crate::tongue::Tongue;
use vorlage_model::{DocumentIndex, Edge, EdgeKind, NodeId, Story, Trace, Verdict};

/// An edge under this confidence is drawn dashed and its confidence printed. A display choice: the middle of the range in which
/// reviewers of copy pairs ask to see the texts again.
pub const UNSURE: f64 = 0.75;

/// Tells whether an edge is shown as uncertain.
#[must_use]
pub fn is_unsure(edge: &Edge) -> bool {
    edge.confidence < UNSURE
}

/// `1 origin`, `4 origins`.
#[must_use]
pub fn counted(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {}", grouped(n as f64), plural(one)) }
}

fn plural(one: &str) -> String {
    match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ => format!("{one}s"),
    }
}

/// A share 0..1 as `62 %`; only the whole prints as `100 %` and only nothing as `0 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    let rounded = (share * 100.0).round();
    let least = if share > 0.0 { 1.0 } else { 0.0 };
    let most = if share < 1.0 { 99.0 } else { 100.0 };
    format!("{} %", rounded.clamp(least, most))
}

/// A number with commas between groups of three digits.
#[must_use]
pub fn grouped(value: f64) -> String {
    let plain = format!("{}", (value.abs() * 1000.0).round() / 1000.0);
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let sign = if value < 0.0 { "-" } else { "" };
    match fraction {
        Some(fraction) => format!("{sign}{out}.{fraction}"),
        None => format!("{sign}{out}"),
    }
}

/// A number as people say it: `9 billion`, `175.5 million`, `12,000`.
#[must_use]
pub fn spoken(value: f64) -> String {
    for (size, name) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        let shown = value / size;
        if shown.abs() >= 1.0 && ((shown * 1000.0).round() - shown * 1000.0).abs() < 1e-6 {
            return format!("{} {name}", grouped(shown));
        }
    }
    grouped(value)
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `2024-11-13...` as year, month name and day; as much as is there.
fn parts(day: &str) -> Option<(&str, Option<&'static str>, Option<u32>)> {
    let year = day.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit()))?;
    let month =
        day.get(5..7).and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.wrapping_sub(1)).copied());
    let number = day.get(8..10).and_then(|d| d.parse::<u32>().ok()).filter(|_| month.is_some());
    Some((year, month, number))
}

/// An ISO day or longer as `13 Nov 2024`; what is no such day stays as it is.
#[must_use]
pub fn day(at: &str) -> String {
    match parts(at) {
        Some((year, Some(month), Some(day))) => format!("{day} {month} {year}"),
        Some((year, Some(month), None)) => format!("{month} {year}"),
        Some((year, None, _)) => year.to_owned(),
        None => at.to_owned(),
    }
}

/// Two ISO days as `12-14 Nov 2024`, `30 Oct - 2 Nov 2024`, or one day.
#[must_use]
pub fn days(from: &str, to: &str) -> String {
    match (parts(from), parts(to)) {
        _ if from == to => day(from),
        (Some((y1, Some(m1), Some(d1))), Some((y2, Some(m2), Some(d2)))) if y1 == y2 => match m1 == m2 {
            true => format!("{d1}-{d2} {m1} {y1}"),
            false => format!("{d1} {m1} - {d2} {m2} {y1}"),
        },
        _ => format!("{} - {}", day(from), day(to)),
    }
}

/// `5 documents`, `5 publishers`, `4 origins` (or `3 origins (2-4)`), `2 languages`, `12-14 Nov 2024`.
#[must_use]
pub fn counts(trace: &Trace, story: &Story) -> Vec<String> {
    counts_in(Tongue::English, trace, story)
}

/// The same in another language.
#[must_use]
pub fn counts_in(tongue: Tongue, trace: &Trace, story: &Story) -> Vec<String> {
    let c = story.counts;
    let mut origins = tongue.counted(c.origins, "origin");
    if c.origins_at_least != c.origins_at_most {
        origins.push_str(&format!(" ({}-{})", c.origins_at_least, c.origins_at_most));
    }
    let mut out = vec![tongue.counted(c.documents, "document"), tongue.counted(c.publishers, "publisher"), origins];
    let languages = languages(trace, story);
    if languages.len() > 1 {
        out.push(tongue.counted(languages.len(), "language"));
    }
    if let (Some(from), Some(to)) = (&story.from, &story.to) {
        out.push(tongue.days(from, to));
    }
    out
}

/// The languages of a story's documents, sorted, without repetition.
#[must_use]
pub fn languages(trace: &Trace, story: &Story) -> Vec<String> {
    let mut all: Vec<String> = story.documents.iter().filter_map(|&d| language(trace, d)).collect();
    all.sort();
    all.dedup();
    all
}

/// The language of a document: found, else declared.
#[must_use]
pub fn language(trace: &Trace, document: DocumentIndex) -> Option<String> {
    let traced = &trace.documents[document];
    traced.analysis.lang.or(traced.document.lang).map(|l| l.to_string())
}

/// Fewest words of a sentence that can stand as a heading; shorter first lines are tickers, bylines and the like.
const HEADING_WORDS: usize = 5;

/// The heading of a story: its label, else a title of its documents, else the first sentence of one.
#[must_use]
pub fn heading(trace: &Trace, story: &Story) -> String {
    let label = Some(story.label.trim()).filter(|l| !l.is_empty());
    let members = || story.documents.iter().map(|&d| &trace.documents[d]);
    let title = || members().find_map(|t| t.document.title.as_deref().map(str::trim).filter(|t| !t.is_empty()));
    if let Some(given) = label.or_else(title) {
        return given.to_owned();
    }
    let long = |s: &&str| s.split_whitespace().count() >= HEADING_WORDS;
    let sentence = || members().find_map(|t| t.analysis.sentences.iter().map(|s| s.of(&t.document.text)).find(long));
    let line = || members().find_map(|t| t.document.text.lines().map(str::trim).find(|l| !l.is_empty()));
    sentence().or_else(line).map_or_else(|| story.id.clone(), |t| crate::styled::cut_text(t, 100))
}

/// The usual name of an agency or outlet, from the answer itself; an id that no document explains is set in capitals.
#[must_use]
pub fn agency_name(trace: &Trace, id: &str) -> String {
    let known = trace.documents.iter().flat_map(|t| t.agencies.iter().chain(&t.analysis.agencies)).find(|a| a.id == id);
    known.map_or_else(|| capitals(id), |a| a.name.to_string())
}

/// Agencies with longer names are called by their letters where there is little room.
const SHORT_NAME: usize = 15;

/// The usual name of an agency, or its letters: `Reuters`, `AFP`.
#[must_use]
pub fn short_agency_name(trace: &Trace, id: &str) -> String {
    Some(agency_name(trace, id)).filter(|n| n.chars().count() <= SHORT_NAME).unwrap_or_else(|| capitals(id))
}

/// `fox-news` -> `Fox News`, `afp` -> `AFP`.
fn capitals(id: &str) -> String {
    if id.len() <= 4 {
        return id.to_uppercase();
    }
    let words = id.split('-').map(|w| {
        let mut chars = w.chars();
        chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect::<String>())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Short names of the documents of a run: ids, without the folder that they all share.
pub struct Names<'t> {
    folder: &'t str,
    trace: &'t Trace,
}

impl<'t> Names<'t> {
    /// Looks for a folder that all ids share.
    #[must_use]
    pub fn of(trace: &'t Trace) -> Self {
        let folder = shared_folder(trace.documents.iter().map(|t| t.document.id.as_str()));
        Self { folder, trace }
    }

    /// The folder that is left out; empty where there is none.
    #[must_use]
    pub fn folder(&self) -> &'t str {
        self.folder
    }

    /// The short name of a document.
    #[must_use]
    pub fn document(&self, document: DocumentIndex) -> &'t str {
        let id = self.trace.documents[document].document.id.as_str();
        id.strip_prefix(self.folder).filter(|rest| !rest.is_empty()).unwrap_or(id)
    }
}

/// The folder that all ids lie in, with its slash; empty where they share none or are addresses.
pub(crate) fn shared_folder<'t>(mut ids: impl Iterator<Item = &'t str>) -> &'t str {
    let first = ids.next().unwrap_or("");
    let shared = ids.fold(first, |kept, id| {
        let same = kept.chars().zip(id.chars()).take_while(|(a, b)| a == b);
        &kept[..same.map(|(c, _)| c.len_utf8()).sum()]
    });
    if first.contains("://") {
        return "";
    }
    shared.rfind('/').map_or("", |at| &first[..=at])
}

/// The letter (A, B, ... Z, AA, ...) that stands for a document inside its story, as editors of old texts name their copies.
#[must_use]
pub fn siglum(story: &Story, document: DocumentIndex) -> String {
    let mut n = story.documents.iter().position(|&d| d == document).unwrap_or(0);
    let mut letters = Vec::new();
    loop {
        letters.push((b'A' + (n % 26) as u8) as char);
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// How a node is named in a sentence: its letter, or `lost dispatch (AFP)`.
#[must_use]
pub fn node(trace: &Trace, story: &Story, node: NodeId) -> String {
    match node {
        NodeId::Document(d) => siglum(story, d),
        NodeId::Lost(n) => lost(trace, story, n),
    }
}

/// `lost text`, `lost text of AFP`, `lost copy of B`.
#[must_use]
pub fn lost(trace: &Trace, story: &Story, n: usize) -> String {
    Tongue::English.lost(trace, story, n)
}

/// The name of an origin: its agency, else the outlet or letter of its root, else `origin 3`.
#[must_use]
pub fn origin(trace: &Trace, story: &Story, n: usize) -> String {
    Tongue::English.origin(trace, story, n)
}

/// What an edge kind says that was done, for legends.
#[must_use]
pub fn kind_meaning(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Verbatim => "word for word",
        EdgeKind::Abridged => "parts cut",
        EdgeKind::Edited => "some words changed by hand",
        EdgeKind::Revised => "a later version by the same house",
        EdgeKind::Spun => "words replaced by synonyms",
        EdgeKind::Rewritten => "put in other words throughout",
        EdgeKind::Translated => "put into another language",
        EdgeKind::RoundTrip => "translated and back again",
        EdgeKind::Excerpt => "a passage taken into another text",
        EdgeKind::Unknown => "not known how",
    }
}

/// What a verdict says, for legends.
#[must_use]
pub fn verdict_meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agree => "two or more origins give the same",
        Verdict::Single => "one origin, however many copies",
        Verdict::Drift => "a copy changed it",
        Verdict::Differs => "origins give other values",
        Verdict::Conflict => "they cannot both be true",
        Verdict::NotMeasured => "could not be told",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_but_never_to_all_or_nothing() {
        assert_eq!(
            [percent(1.0), percent(0.998), percent(0.004), percent(0.0), percent(0.615)].join(" "),
            "100 % 99 % 1 % 0 % 62 %"
        );
    }

    #[test]
    fn numbers_read_as_people_say_them() {
        let all = [12_000.0, 9e9, 1.755e8, 0.25, -1234.5, 1_234_567.0].map(spoken);
        assert_eq!(all, ["12,000", "9 billion", "175.5 million", "0.25", "-1,234.5", "1,234,567"]);
        assert_eq!(counted(1, "story"), "1 story");
        assert_eq!(counted(1200, "story"), "1,200 stories");
    }

    #[test]
    fn days_are_put_together() {
        assert_eq!(days("2024-11-12", "2024-11-14"), "12-14 Nov 2024");
        assert_eq!(days("2024-10-30", "2024-11-02"), "30 Oct - 2 Nov 2024");
        assert_eq!(days("2023-12-31", "2024-01-01"), "31 Dec 2023 - 1 Jan 2024");
        assert_eq!(day("2024-11"), "Nov 2024");
        assert_eq!(day("soon"), "soon");
    }

    #[test]
    fn letters_go_on_after_z() {
        let story = Story { documents: (0..800).collect(), ..Story::default() };
        assert_eq!([0, 25, 26, 701, 702].map(|d| siglum(&story, d)), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
