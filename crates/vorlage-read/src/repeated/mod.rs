//! Lines that a host repeats on page after page: menus, calls, notices that stand in the text as if they were article.
//!
//! In: documents with a host or outlet. Out: the lines that stand in [`STORIES`] distinct stories of one host become residue. Stories
//! are counted, not pages: a dispatch that one host has published five times is one story, and its lines stay. Two pages are one
//! story if what they do *not* share with many others is nearly the same.
//!
//! Cost: linear in lines, and a few comparisons of pages for each line that many pages share. Memory: 8 bytes a line and at most 512 a
//! page, for at most [`MAX_PAGES`] pages a host; those with the smallest keys, so that no order of reading matters.
//!
//! It never drops a line, and never marks the last line of a document that has none of its own.
//!
//! **Source:** dropping lines of three or more pages of one host lifts Trafilatura on the set daniel from .857 to .895.

mod file;

use crate::host;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use vorlage_model::{Document, Residue, ResidueKind, Span};
use vorlage_text::hash64;

/// Distinct stories of one host in which a line stands to be furniture.
pub(crate) const STORIES: usize = 3;

/// The same for a line that is a paragraph of prose: agencies repeat paragraphs of background in a few stories, boxes on all pages.
const STORIES_OF_PROSE: usize = 6;

/// Letters from which on a line that ends as sentences do is a paragraph of prose.
const PROSE: usize = 120;

/// Pages of one host that are remembered.
const MAX_PAGES: usize = 1024;

/// Lines of one page that are remembered.
const MAX_LINES: usize = 400;

/// Pages that are compared to count the stories of one line.
const COMPARED: usize = 64;

/// Share of marks of its own that the smaller of two pages has in common with the other from which on they are one story.
const SAME: f64 = 0.4;

/// Marks of its own below which a page tells no story: every copy of a dispatch has next to nothing of its own.
const LEAST_OWN: usize = 8;

/// Marks of one line.
const LINE_MARKS: usize = 8;

/// Marks of one page.
const PAGE_MARKS: usize = 128;

/// What hosts repeat; grows with every batch, and can be kept between runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeated {
    /// By host, by a hash of the page's lines.
    hosts: BTreeMap<String, BTreeMap<u64, Page>>,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Page {
    /// Its lines.
    lines: Box<[Line]>,
    /// The smallest of the marks of its lines, ascending: pages that say nearly the same share most of them.
    marks: Box<[u32]>,
}

/// A line: a hash of its letters and digits, odd where it is a paragraph of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Line(u64);

impl Line {
    fn is_prose(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Repeated {
    /// Takes in documents; one that is known already changes nothing.
    pub fn add(&mut self, documents: &[Document]) {
        let read: Vec<Option<(String, u64, Page)>> = documents.par_iter().map(page).collect();
        for (host, key, page) in read.into_iter().flatten() {
            let pages = self.hosts.entry(host).or_default();
            pages.insert(key, page);
            if pages.len() > MAX_PAGES {
                pages.pop_last();
            }
        }
    }

    /// Marks the repeated lines of documents as residue.
    pub fn mark(&self, documents: &mut [Document]) {
        let hosts: BTreeSet<String> = documents.iter().filter_map(host_of).collect();
        let furniture: BTreeMap<&str, HashSet<Line>> = hosts
            .into_par_iter()
            .filter_map(|h| self.hosts.get_key_value(&h))
            .map(|(h, p)| (h.as_str(), furniture(p)))
            .collect();
        documents.par_iter_mut().for_each(|document| {
            if let Some(lines) = host_of(document).and_then(|h| furniture.get(h.as_str())) {
                mark(document, lines);
            }
        });
    }
}

/// The host of the address, else the outlet.
fn host_of(document: &Document) -> Option<String> {
    document.url.as_deref().and_then(host::publisher).or_else(|| document.outlet.as_ref().map(|o| o.to_lowercase()))
}

/// A document's host, key and lines.
fn page(document: &Document) -> Option<(String, u64, Page)> {
    let host = host_of(document)?;
    let (mut lines, mut marks) = (Vec::new(), Vec::new());
    for span in free_lines(document).take(MAX_LINES) {
        let words = Words::of(span.of(&document.text));
        lines.push(words.line());
        marks.extend(words.marks());
    }
    let key: Vec<u8> = lines.iter().flat_map(|line| line.0.to_le_bytes()).collect();
    marks.sort_unstable();
    marks.dedup();
    marks.truncate(PAGE_MARKS);
    Some((host, hash64(&key), Page { lines: lines.into(), marks: marks.into() }))
}

/// The lines that hold letters, are no residue yet, and do not stand in brackets: what stands in brackets by itself signs
/// the text ("(dpa/rt)"), on however many pages. Lines of figures alone are cells of tables, and alike on many pages by chance.
fn free_lines(document: &Document) -> impl Iterator<Item = Span> {
    let mut residue = document.residue.iter().peekable();
    let mut begin = 0;
    document.text.split_inclusive('\n').filter_map(move |line| {
        let span = Span::new(begin, begin + line.trim_end().len());
        begin += line.len();
        while residue.peek().is_some_and(|r| r.span.end <= span.begin) {
            residue.next();
        }
        let free = residue.peek().is_none_or(|r| r.span.begin >= span.end);
        let signs = line.trim().starts_with(['(', '[']) && line.trim().ends_with([')', ']']);
        (free && !signs && line.contains(char::is_alphabetic)).then_some(span)
    })
}

/// The words of a line, in small letters.
struct Words {
    /// Parted by blanks.
    text: String,
    /// Where each stands.
    ranges: Vec<Range<usize>>,
    /// The line ends as sentences do.
    ends: bool,
}

impl Words {
    fn of(line: &str) -> Self {
        let (mut text, mut ranges) = (String::with_capacity(line.len()), Vec::new());
        for word in line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            if !text.is_empty() {
                text.push(' ');
            }
            let begin = text.len();
            if word.is_ascii() {
                text.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            } else {
                text.push_str(&word.to_lowercase());
            }
            ranges.push(begin..text.len());
        }
        Self { text, ranges, ends: line.trim_end().ends_with(['.', '!', '?', '。', '"', '”', '»']) }
    }

    fn line(&self) -> Line {
        let letters = (self.text.chars().count() + 1).saturating_sub(self.ranges.len());
        Line(hash64(self.text.as_bytes()) & !1 | u64::from(self.ends && letters >= PROSE))
    }

    /// The smallest hashes of the runs of three words: nearly equal lines share most of them.
    fn marks(&self) -> Vec<u32> {
        let mark = |run: &str| (hash64(run.as_bytes()) >> 32) as u32;
        let mut marks: Vec<u32> = if self.ranges.len() >= 3 {
            self.ranges.windows(3).map(|run| mark(&self.text[run[0].start..run[2].end])).collect()
        } else {
            // What is written without blanks is one long word: its letters take the place of words.
            let letters: Vec<String> = self.text.chars().filter(|c| *c != ' ').map(String::from).collect();
            letters.windows(4).map(|run| mark(&run.join(" "))).collect()
        };
        marks.sort_unstable();
        marks.dedup();
        marks.truncate(LINE_MARKS);
        marks
    }
}

/// The lines of furniture of one host.
fn furniture(pages: &BTreeMap<u64, Page>) -> HashSet<Line> {
    if pages.len() < STORIES {
        return HashSet::new();
    }
    let pages: Vec<&Page> = pages.values().collect();
    let shared: HashSet<u32> = on_pages(pages.iter().map(|page| page.marks.iter().copied())).into_keys().collect();
    let own = |page: &&Page| page.marks.iter().copied().filter(|mark| !shared.contains(mark)).collect();
    let own: Vec<HashSet<u32>> = pages.iter().map(own).collect();
    let repeated = |line: Line, pages: &[usize]| {
        let needed = if line.is_prose() { STORIES_OF_PROSE } else { STORIES };
        distinct(pages, &own, needed) >= needed
    };
    let lines = on_pages(pages.iter().map(|page| page.lines.iter().copied()));
    lines.into_iter().filter(|(line, pages)| repeated(*line, pages)).map(|(line, _)| line).collect()
}

/// What stands on at least [`STORIES`] pages, with their numbers.
fn on_pages<T: Ord>(pages: impl Iterator<Item = impl Iterator<Item = T>>) -> BTreeMap<T, Vec<usize>> {
    let mut on: BTreeMap<T, Vec<usize>> = BTreeMap::new();
    for (n, page) in pages.enumerate() {
        for what in page {
            let numbers = on.entry(what).or_default();
            if numbers.last() != Some(&n) {
                numbers.push(n);
            }
        }
    }
    on.retain(|_, numbers| numbers.len() >= STORIES);
    on
}

/// How many stories pages tell, counted up to `needed`.
fn distinct(pages: &[usize], own: &[HashSet<u32>], needed: usize) -> usize {
    let mut told: Vec<usize> = Vec::new();
    for &page in pages.iter().filter(|n| own[**n].len() >= LEAST_OWN).take(COMPARED) {
        if !told.iter().any(|other| same_story(&own[page], &own[*other])) {
            told.push(page);
        }
        if told.len() >= needed {
            break;
        }
    }
    told.len()
}

fn same_story(a: &HashSet<u32>, b: &HashSet<u32>) -> bool {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = small.iter().filter(|m| large.contains(m)).count();
    common as f64 >= SAME * small.len() as f64
}

/// Marks a document's lines of furniture, unless it has no others.
fn mark(document: &mut Document, furniture: &HashSet<Line>) {
    if furniture.is_empty() {
        return;
    }
    let line = |span: Span| Words::of(span.of(&document.text)).line();
    let (found, own): (Vec<_>, Vec<_>) = free_lines(document).partition(|span| furniture.contains(&line(*span)));
    if found.is_empty() || own.is_empty() {
        return;
    }
    let residue = found.iter().map(|span| Residue { span: *span, kind: kind(span.of(&document.text)) });
    document.residue.extend(residue);
    document.residue.sort();
}

/// Short lines lead elsewhere; sentences are notices.
fn kind(line: &str) -> ResidueKind {
    let sentence = line.trim_end().ends_with(['.', '!', '?', '。']);
    if sentence { ResidueKind::Other } else { ResidueKind::Navigation }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MENU: &str = "Home and garden";
    const NOTICE: &str = "This page is kept by the town of Nowhere.";

    fn story(n: usize, more: &str) -> Document {
        let subjects = ["ferry", "bridge", "school", "market", "harbour", "mill", "tower", "theatre"];
        let ends = ["was shut", "has burnt", "will open", "is sold", "was praised", "stands empty", "is full", "leans"];
        let (what, end) = (subjects[n % 8], ends[n % 8]);
        let text = format!(
            "{MENU}\nThe {what} {end} on day {n}, as number {n}0 of the council said to {what} visitors.\n{more}{NOTICE}\n\
             Nobody by the {what} had asked {n}1 times why it {end}, and {n}2 people of the {what} left at once.\n"
        );
        Document { id: n.to_string(), text, url: Some("https://example.org/a".into()), ..Document::default() }
    }

    fn marked(documents: &[Document]) -> Vec<Vec<String>> {
        let mut documents = documents.to_vec();
        let mut repeated = Repeated::default();
        repeated.add(&documents);
        repeated.mark(&mut documents);
        documents.iter().map(|d| d.residue.iter().map(|r| r.span.of(&d.text).to_owned()).collect()).collect()
    }

    #[test]
    fn lines_of_three_stories_are_furniture_and_of_two_are_not() {
        let stories: Vec<Document> = (0..3).map(|n| story(n, "")).collect();
        assert_eq!(marked(&stories), vec![vec![MENU, NOTICE]; 3]);
        assert_eq!(marked(&stories[..2]), vec![Vec::<String>::new(); 2]);
    }

    #[test]
    fn what_signs_in_brackets_is_no_furniture() {
        let stories: Vec<Document> = (0..4).map(|n| story(n, "(dpa/ab)\n")).collect();
        assert_eq!(marked(&stories), vec![vec![MENU, NOTICE]; 4]);
    }

    #[test]
    fn a_dispatch_published_five_times_keeps_its_lines() {
        let mut copies: Vec<Document> = (0..5).map(|_| story(1, "")).collect();
        for (n, copy) in copies.iter_mut().enumerate() {
            copy.text.push_str(&format!("Printed as number {n} of all that was ever printed of it here.\n"));
        }
        assert!(marked(&copies).iter().all(Vec::is_empty));
    }

    #[test]
    fn neither_order_nor_batches_matter() {
        let stories: Vec<Document> = (0..8).map(|n| story(n, "")).collect();
        let mut all = Repeated::default();
        all.add(&stories);
        let mut parts = Repeated::default();
        stories.iter().rev().for_each(|s| parts.add(std::slice::from_ref(s)));
        assert_eq!(all, parts);
        let kept = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Repeated>(&kept).unwrap(), all);
    }

    #[test]
    fn other_hosts_and_unknown_ones_are_left_alone() {
        let mut stories: Vec<Document> = (0..3).map(|n| story(n, "")).collect();
        stories.iter_mut().enumerate().for_each(|(n, s)| s.url = Some(format!("https://{n}.example.org/")));
        assert!(marked(&stories).iter().all(Vec::is_empty));
        stories.iter_mut().for_each(|s| s.url = None);
        assert!(marked(&stories).iter().all(Vec::is_empty));
    }
}
