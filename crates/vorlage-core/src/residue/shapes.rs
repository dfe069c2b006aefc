//! Marks by the words and shape of lines: menus, tickers, debris, credits, crossheads, added conclusions.

use super::lines::plain;
use super::page::Page;
use super::{bylines, credits, phrases};
use vorlage_model::ResidueKind::{self, Artefact, Byline, Credit, Crosshead, Navigation, Padding, Ticker};

/// Width of the longest line that can be furniture as a whole.
const FURNITURE: usize = 60;
/// Width of the longest line that begins as furniture does; a consent notice takes more.
const FURNITURE_OPENING: usize = 220;
/// Width of the longest consent notice.
const NOTICE: usize = 700;

/// Marks menus, share and subscription calls, related links, consent notices, tickers and debris.
pub(super) fn mark_furniture(page: &mut Page<'_>) {
    for n in 0..page.lines.len() {
        let line = page.lines[n];
        if !page.is_free(n) || line.width > NOTICE {
            continue;
        }
        if let Some(kind) = furniture(line.text, line.width) {
            page.mark(n, kind);
        } else if n > 0
            && line.words == 1
            && line.text == page.lines[n - 1].text
            && line.text.contains(char::is_alphabetic)
            && line.width <= FURNITURE
            && !line.is_closed()
        {
            page.mark(n, Navigation);
            page.mark(n - 1, Navigation);
        }
    }
    mark_tickers(page);
}

/// The kind of a line that is furniture by its words.
fn furniture(text: &str, width: usize) -> Option<ResidueKind> {
    if width <= FURNITURE {
        if is_debris(text) {
            return Some(Artefact);
        }
        let plain = if text.ends_with(['.', ',', ';']) { String::new() } else { plain(text) };
        if let Some(kind) = phrases::whole(&plain).or_else(|| repeated_word(&plain)) {
            return Some(kind);
        }
    }
    let head: String = text.chars().take(48).flat_map(char::to_lowercase).collect();
    let kind = phrases::begins(head.trim_start_matches(['-', '–', '*', '>', '•', '→', '»', '[', '(', ' ']))?;
    let longest = if kind == ResidueKind::Cookie { NOTICE } else { FURNITURE_OPENING };
    (width <= longest).then_some(kind)
}

/// "close close": one word again and again.
fn repeated_word(plain: &str) -> Option<ResidueKind> {
    let mut words = plain.split(' ');
    let first = words.next()?;
    let mut more = 0;
    let same = words.all(|w| {
        more += 1;
        w == first
    });
    (same && more > 0 && !first.bytes().all(|b| b.is_ascii_digit())).then_some(Navigation)
}

/// Code, stray braces, template words.
fn is_debris(text: &str) -> bool {
    let marks = text.chars().all(|c| !c.is_alphanumeric());
    let template = text.starts_with("{{")
        || text.starts_with("[[")
        || text.starts_with("[caption")
        || text.starts_with("[/")
        || text.starts_with("<") && text.ends_with('>');
    let code = text.contains("function(")
        || text.contains("();")
        || text.contains("});")
        || text.contains("</")
        || text.contains("window.")
        || text.starts_with("var ");
    marks || template || code || matches!(text, "undefined" | "null" | "NaN" | "[object Object]")
}

/// Runs of lines of symbols and numbers, one of which is a price or change.
fn mark_tickers(page: &mut Page<'_>) {
    let mut n = 0;
    while n < page.lines.len() {
        let run = (n..page.lines.len())
            .take_while(|&i| page.is_free(i) && is_ticker_line(page.lines[i].text, page.lines[i].width))
            .count();
        let priced = (n..n + run).any(|i| page.lines[i].text.split_whitespace().any(is_price));
        let named = (n..n + run).any(|i| page.lines[i].text.split_whitespace().any(is_symbol));
        if priced && named {
            (n..n + run).for_each(|i| page.mark(i, Ticker));
        }
        n += run.max(1);
    }
}

fn is_ticker_line(text: &str, width: usize) -> bool {
    width <= FURNITURE && text.split_whitespace().all(|w| is_symbol(w) || is_price(w) || is_currency(w))
}

/// One to six capitals or digits, with a letter: "RIO", "BRK.B".
fn is_symbol(word: &str) -> bool {
    (1..=8).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'.' | b'^' | b'=' | b'-'))
        && word.bytes().any(|b| b.is_ascii_uppercase())
}

/// "-0.2200", "1.37%", "+12,5".
fn is_price(word: &str) -> bool {
    if word.ends_with('.') {
        return false;
    }
    let core = word
        .trim_start_matches(['+', '-', '−', '▲', '▼', '$', '€', '£', '('])
        .trim_end_matches(['%', ')', '$', '€', '£']);
    !core.is_empty()
        && core.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        && core.bytes().any(|b| b.is_ascii_digit())
        && (core.contains(['.', ',']) || core.len() < word.len())
}

fn is_currency(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥" | "%" | "▲" | "▼" | "-" | "+")
}

/// Marks captions, photo credits, tags and closing credits, byline codes.
pub(super) fn mark_credits(page: &mut Page<'_>) {
    for n in 0..page.lines.len() {
        let line = page.lines[n];
        if !page.is_free(n) {
            continue;
        }
        let begin = line.span.begin as usize;
        if line.width <= FURNITURE && credits::is_tag_line(line.text) {
            page.mark(n, Credit);
        } else if let Some(kind) = credits::photo_line(line.text, line.width) {
            page.mark(n, kind);
        } else if let Some(tail) = credits::tail(line.text) {
            page.mark_part(begin + tail.begin as usize, begin + tail.end as usize, Credit);
        }
        if let Some(code) = bylines::read_code(line.text) {
            page.mark_part(begin + code.span.begin as usize, begin + code.span.end as usize, Byline);
        }
    }
}

/// Width of the longest crosshead.
const CROSSHEAD: usize = 70;
/// Words of the longest crosshead.
const CROSSHEAD_WORDS: usize = 10;

/// Marks headings between paragraphs.
pub(super) fn mark_crossheads(page: &mut Page<'_>) {
    let free: Vec<usize> = (0..page.lines.len()).filter(|&n| page.is_free(n)).collect();
    let short = free.iter().filter(|&&n| !page.lines[n].prose).count();
    // Where short lines are as many as paragraphs the text is a list, a poem or a transcript.
    let listed = short * 2 > free.len();
    for w in 0..free.len() {
        let n = free[w];
        let line = page.lines[n];
        if is_set_off(line.text) && w > 0 {
            page.mark(n, Crosshead);
            continue;
        }
        let followed = free.get(w + 1).is_some_and(|&next| page.lines[next].prose && !page.lines[next].flows_on());
        let preceded = n == 0 || w == 0 || page.lines[free[w - 1]].prose || n > 0 && page.kinds[n - 1].is_some();
        if followed
            && preceded
            && (!listed || line.is_all_capitals())
            && is_heading(line.text, line.width, line.words, line.is_closed())
        {
            page.mark(n, Crosshead);
        }
    }
}

/// AFP sets its crossheads between dashes: "- 'As they say' -".
fn is_set_off(text: &str) -> bool {
    let inner = text.strip_prefix(['-', '–', '—']).and_then(|t| t.strip_suffix(['-', '–', '—']));
    inner.is_some_and(|t| {
        t.starts_with(' ') && t.ends_with(' ') && (4..=CROSSHEAD).contains(&t.len()) && t.contains(char::is_alphabetic)
    })
}

/// A short line that opens with a capital and does not end as a sentence, list opening or half sentence does.
fn is_heading(text: &str, width: usize, words: usize, closed: bool) -> bool {
    let first = text.trim_start_matches(['"', '„', '“', '‘', '\'', '«', '»', '(']).chars().next().unwrap_or(' ');
    width <= CROSSHEAD
        && words <= CROSSHEAD_WORDS
        && !closed
        && !text.ends_with([':', ',', ';', '-', '–', '—'])
        && (first.is_uppercase() || first.is_alphabetic() && !first.is_lowercase())
        && !text.contains([';', '|', '@'])
}

/// Share of a conclusion's longer words that must stand before it.
const KNOWN_WORDS: f64 = 0.4;

/// Marks FAQs, and conclusions that add nothing, to the end of the text or the next heading.
pub(super) fn mark_padding(page: &mut Page<'_>) {
    let Some(first) = (0..page.lines.len()).find(|&n| {
        page.lines[n].width <= FURNITURE && n > 0 && phrases::padding_heading(&plain(page.lines[n].text)).is_some()
    }) else {
        return;
    };
    let mut n = first;
    while n < page.lines.len() {
        let heading =
            (page.lines[n].width <= FURNITURE).then(|| phrases::padding_heading(&plain(page.lines[n].text))).flatten();
        let Some(faq) = heading else {
            n += 1;
            continue;
        };
        let end = section_end(page, n + 1, faq);
        if faq || adds_nothing(page, n, end) {
            for i in n..end {
                page.kinds[i] = Some(Padding);
            }
        }
        n = end.max(n + 1);
    }
}

/// A conclusion goes to the next heading, an FAQ to the end.
fn section_end(page: &Page<'_>, from: usize, faq: bool) -> usize {
    let is_end = |&n: &usize| {
        let line = page.lines[n];
        !faq && is_heading(line.text, line.width, line.words, line.is_closed())
    };
    (from..page.lines.len()).find(is_end).unwrap_or(page.lines.len())
}

/// Tells whether the longer words of a section mostly stand before it, and its figures all do.
fn adds_nothing(page: &Page<'_>, heading: usize, end: usize) -> bool {
    if end <= heading + 1 {
        return false;
    }
    let before = &page.text[..page.lines[heading].span.begin as usize];
    let section = &page.text[page.lines[heading].span.end as usize..page.lines[end - 1].span.end as usize];
    let known: rustc_hash::FxHashSet<u64> = vorlage_text::words(before).iter().map(|w| w.hash).collect();
    let (mut of, mut met) = (0, 0);
    for word in vorlage_text::words(section) {
        let there = known.contains(&word.hash);
        let digits = word.span.of(section).bytes().any(|b| b.is_ascii_digit());
        if digits && !there {
            return false;
        }
        if word.span.len() >= 5 {
            of += 1;
            met += usize::from(there);
        }
    }
    of > 0 && met as f64 >= KNOWN_WORDS * of as f64
}
