//! Calls to the reader: to click and get an app, to follow the outlet, to send it ideas.

use super::{page::Page, phrases};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;
use vorlage_model::ResidueKind::{Promotion, Share};

/// Lines at the end of a page among which calls to follow the outlet stand.
const LAST_LINES: usize = 8;
/// Width of the longest call to follow the outlet.
const FOLLOW_CALL: usize = 320;
/// Networks that such a call names at least; with an address for letters none.
const NETWORKS: usize = 2;

/// Marks "Follow us on Facebook and Instagram. Send your story ideas to ..." at the end of a page.
pub(super) fn mark_follow_calls(page: &mut Page<'_>) {
    for n in page.lines.len().saturating_sub(LAST_LINES).max(1)..page.lines.len() {
        if page.is_free(n) && page.lines[n].width <= FOLLOW_CALL && is_follow_call(page.lines[n].text) {
            page.mark(n, Share);
        }
    }
}

/// Asks to follow or write, and names networks or an address after that.
fn is_follow_call(line: &str) -> bool {
    let lower = line.to_lowercase();
    let asked = phrases::FOLLOW.iter().filter_map(|ask| asks(&lower, ask)).min();
    let Some(rest) = asked.map(|at| &lower[at..]) else { return false };
    let named = phrases::NETWORKS.iter().filter(|network| rest.contains(*network)).count();
    named >= NETWORKS || rest.split_whitespace().any(is_address)
}

/// Where a sentence, or its second half, begins with an ask.
fn asks(lower: &str, ask: &str) -> Option<usize> {
    let opens = |before: &str| !before.ends_with(char::is_alphanumeric) || before.ends_with(" and");
    lower.match_indices(ask).map(|(at, _)| at).find(|&at| opens(lower[..at].trim_end_matches(' ')))
}

/// "news@example.org".
fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.trim_end_matches(['.', ',']).contains('.'))
}

static CLICK_HERE: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let both: Vec<String> = phrases::CLICK_HERE.iter().flat_map(|p| [(*p).to_owned(), p.to_uppercase()]).collect();
    AhoCorasick::builder().ascii_case_insensitive(true).build(both).expect("a fixed list of short phrases builds")
});

/// Width of the longest line that is an app call as a whole.
const CALL: usize = 160;
/// Longest app call inside a paragraph, in bytes.
const CALL_IN_PARAGRAPH: usize = 200;

/// Marks "CLICK HERE TO GET THE ... APP" and its like, on lines of their own or inside paragraphs.
pub(super) fn mark_app_calls(page: &mut Page<'_>) {
    let found: Vec<(usize, usize)> = CLICK_HERE.find_iter(page.text).map(|m| (m.start(), m.end())).collect();
    for (begin, end) in found {
        let n = page.lines.partition_point(|l| (l.span.end as usize) < end);
        let Some(line) = page.lines.get(n).copied().filter(|l| l.span.begin as usize <= begin) else {
            continue;
        };
        if line.width <= CALL {
            page.mark(n, Promotion);
        } else if let Some((from, to)) = call_around(line.text, begin - line.span.begin as usize) {
            page.mark_part(line.span.begin as usize + from, line.span.begin as usize + to, Promotion);
        }
    }
}

/// Code points of the shortest "click here"; a call that opens in capitals is in capitals throughout.
const CALL_WORDS: usize = 10;

/// The words in capitals around `at`, within `low..high`: what follows a call in capitals may lack a stop before it.
fn capitals_around(line: &str, at: usize, low: usize, high: usize) -> (usize, usize) {
    let small = |word: &str| word.contains(char::is_lowercase);
    let mut to = at;
    for word in line[at..high].split_inclusive(' ').take_while(|w| !small(w)) {
        to += word.len();
    }
    // The first word of the next sentence may be a lone capital letter.
    let kept = line[at..to].trim_end();
    let mut from = at;
    for word in line[low..at].split_inclusive(' ').rev().take_while(|w| !small(w)) {
        from -= word.len();
    }
    (from, at + kept.len())
}

/// The sentence around a call inside a paragraph, if it speaks of an app.
fn call_around(line: &str, at: usize) -> Option<(usize, usize)> {
    let stops = ['.', '!', '?', '。', '！', '।', '”', '"'];
    let capitals = !line[at..].chars().take(CALL_WORDS).any(char::is_lowercase);
    let low = floor(line, at.saturating_sub(CALL_IN_PARAGRAPH));
    let from =
        line[low..at].rfind(stops).map(|n| low + n).map(|n| n + line[n..].chars().next().map_or(1, char::len_utf8));
    let from = from.or_else(|| (low == 0).then_some(0))?;
    let high = floor(line, (at + CALL_IN_PARAGRAPH).min(line.len()));
    let to = line[at..high].find(stops).map(|n| at + n).map(|n| n + line[n..].chars().next().map_or(1, char::len_utf8));
    let to = to.or_else(|| (high == line.len()).then_some(high))?;
    let (from, to) = if capitals { capitals_around(line, at, from, to) } else { (from, to) };
    let from = from + (line[from..to].len() - line[from..to].trim_start().len());
    let lower = line[from..to].to_lowercase();
    phrases::APP.iter().any(|a| lower.contains(a)).then_some((from, to))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
