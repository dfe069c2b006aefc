//! Marks found in residue, brackets, prose and fields.

use super::lines;
use crate::agencies::{self, AGENCIES, AgencyIndex};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::sync::LazyLock;
use vorlage_model::{Credit, CreditKind, Document, Lang, Residue, ResidueKind, Span};

/// Finds the marks of agencies and wire-like outlets in a document, in order of position; marks in fields come first.
#[must_use]
pub fn credits(document: &Document, _lang: Option<Lang>, residue: &[Residue]) -> Vec<Credit> {
    let mut found = Found { text: &document.text, credits: Vec::new() };
    fields(document, &mut found);
    for r in residue {
        in_residue(*r, &mut found);
    }
    in_brackets(residue, &mut found);
    lines::in_lines(residue, &mut found);
    in_prose(residue, &mut found);
    let mut credits = found.credits;
    credits.sort_by(|a, b| (a.span, a.kind, &a.agency).cmp(&(b.span, b.kind, &b.agency)));
    // One place speaks once for an agency: the strongest reading of overlapping ones.
    let mut out: Vec<Credit> = Vec::with_capacity(credits.len());
    for credit in credits {
        let twin = out
            .iter()
            .rev()
            .take(8)
            .any(|o| o.agency == credit.agency && o.span.zip(credit.span).is_some_and(|(a, b)| a.overlaps(b)));
        if !twin {
            out.push(credit);
        }
    }
    out
}

pub(super) struct Found<'t> {
    pub(super) text: &'t str,
    credits: Vec<Credit>,
}

impl Found<'_> {
    pub(super) fn add(&mut self, agency: AgencyIndex, span: Span, kind: CreditKind) {
        let text = span.of(self.text).to_owned();
        self.credits.push(Credit { agency: AGENCIES[agency].id.into(), span: Some(span), text, kind });
    }

    fn add_id(&mut self, id: &'static str, span: Span, kind: CreditKind) {
        let text = span.of(self.text).to_owned();
        self.credits.push(Credit { agency: id.into(), span: Some(span), text, kind });
    }

    fn add_field(&mut self, agency: AgencyIndex, text: &str) {
        let credit =
            Credit { agency: AGENCIES[agency].id.into(), span: None, text: text.to_owned(), kind: CreditKind::Field };
        if !self.credits.contains(&credit) {
            self.credits.push(credit);
        }
    }
}

/// Outlet, authors, lines by the headline, credit line, declared sources and host; who made a picture is not who made the text.
fn fields(document: &Document, found: &mut Found<'_>) {
    for field in document.outlet.iter().chain(&document.authors) {
        if let Some(agency) = agencies::by_tag(field) {
            found.add_field(agency, field);
        } else if let Some(list) = agencies::tag_list(field).filter(|l| l.said || l.agencies.len() > 1) {
            for agency in list.agencies {
                found.add_field(agency, field);
            }
        } else if let Some(agency) = last_words(field) {
            found.add_field(agency, field);
        }
    }
    for line in &document.head {
        // "JANE ROE, AP" in capitals is who made the picture.
        let byline = || last_words(line).filter(|_| line.contains(char::is_lowercase));
        if let Some(agency) = lines::whole_or_opening(line).or_else(byline) {
            found.add_field(agency, line);
        }
    }
    let declared = &document.declared;
    let sources = declared.sources.iter().filter(|s| !s.role.starts_with("media:")).map(|s| &s.name);
    for field in declared.credit.iter().chain(sources) {
        for agency in lines::named_in_credit(field) {
            found.add_field(agency, field);
        }
    }
    if let Some(host) = document.url.as_deref().and_then(host) {
        let own = |h: &str| host == h || host.strip_suffix(h).is_some_and(|rest| rest.ends_with('.'));
        if let Some(agency) = AGENCIES.iter().position(|e| e.hosts.iter().any(|h| own(h))) {
            found.add_field(agency, host);
        }
    }
}

/// The agency that an author field ends with ("Ann Lee, The Example Press").
fn last_words(field: &str) -> Option<AgencyIndex> {
    const MOST_WORDS: usize = 3;
    let starts: Vec<usize> = field.match_indices([' ', ',']).map(|(at, _)| at + 1).collect();
    let last = &starts[starts.len().saturating_sub(MOST_WORDS)..];
    let agency = last.iter().find_map(|at| agencies::by_tag(&field[*at..]))?;
    (!AGENCIES[agency].ambiguous || AGENCIES[agency].tags.iter().any(|t| field.ends_with(t))).then_some(agency)
}

/// The host of a URL.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    host.contains('.').then_some(host)
}

/// Reads a residue span for what its kind may say.
fn in_residue(residue: Residue, found: &mut Found<'_>) {
    let (span, text) = (residue.span, residue.span.of(found.text));
    match residue.kind {
        ResidueKind::Dateline => dateline(span, found),
        ResidueKind::Credit => credit(span, found),
        ResidueKind::Byline if text.contains("--") => found.add_id("afp", span, CreditKind::HouseStyle),
        ResidueKind::Byline => named(span, CreditKind::Byline, found),
        ResidueKind::Caption => photo(span, found),
        ResidueKind::Crosshead if is_afp_crosshead(text) => found.add_id("afp", span, CreditKind::HouseStyle),
        ResidueKind::Promotion | ResidueKind::Related | ResidueKind::Other if text.len() <= LONGEST_CALL => {
            app_call(span, found)
        }
        _ => {}
    }
}

/// Longest app call, in bytes.
const LONGEST_CALL: usize = 400;

/// "- 'As they say' -": AFP sets crossheads between hyphens.
fn is_afp_crosshead(text: &str) -> bool {
    text.starts_with("- ") && text.ends_with(" -")
}

/// The agencies of a dateline's brackets, or AP's habit of a place in capitals and a long dash.
fn dateline(span: Span, found: &mut Found<'_>) {
    let text = span.of(found.text);
    let mut any = false;
    for inner in text.split(['(', ')', '[', ']', '（', '）', '【', '】']).chain(text.split('/')) {
        for agency in agencies::tag_list(inner).map(|l| l.agencies).unwrap_or_default() {
            found.add(agency, span, CreditKind::Dateline);
            any = true;
        }
    }
    if let Some(agency) = EAST_ASIAN_WIRES
        .iter()
        .find(|(w, _)| text.starts_with(w))
        .and_then(|(_, id)| agencies::by_tag(id))
        .filter(|_| !any)
    {
        found.add(agency, span, CreditKind::Dateline);
        any = true;
    }
    if !any {
        for part in text.split(['(', ')', '=', '＝', '【', '】', ' ', '・']) {
            if let Some(agency) = agencies::by_tag(part) {
                found.add(agency, span, CreditKind::Dateline);
                any = true;
            }
        }
    }
    if !any {
        let before = found.credits.len();
        named(span, CreditKind::Dateline, found);
        any = found.credits.len() > before;
    }
    if !any && text.ends_with('—') && text.chars().all(|c| !c.is_lowercase() || text.contains(',')) {
        found.add_id("ap", span, CreditKind::HouseStyle);
    }
}

/// How East Asian agencies open a dispatch, with a tag of each.
const EAST_ASIAN_WIRES: &[(&str, &str)] = &[
    ("新华社", "新华社"),
    ("新華社", "新華社"),
    ("新华网", "新华社"),
    ("中新社", "中新社"),
    ("中新网", "中新社"),
    ("中央社", "中央社"),
];

/// A tag, a closing credit, or a photo credit.
fn credit(span: Span, found: &mut Found<'_>) {
    let text = span.of(found.text);
    let lower = text.to_lowercase();
    if PHOTO_WORDS.iter().any(|w| lower.contains(w)) {
        return photo(span, found);
    }
    let inner =
        text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | '*' | '_' | '-' | '–' | '—' | ' '));
    if let Some(list) = agencies::tag_list(inner) {
        for agency in list.agencies {
            found.add(agency, span, CreditKind::Tag);
        }
        return;
    }
    let before = found.credits.len();
    named(span, CreditKind::Closing, found);
    if found.credits.len() == before && is_reuters_closing(&lower) {
        found.add_id("reuters", span, CreditKind::Closing);
    }
}

/// "Reporting by ...; Editing by ...", and its German and Spanish forms, are Reuters'.
fn is_reuters_closing(lower: &str) -> bool {
    let both = |a: &str, b: &str| lower.contains(a) && lower.contains(b);
    both("reporting by", "editing by")
        || both("bericht", "redigiert von")
        || both("reporte de", "editado por")
        || both("reportage", "édité par")
}

/// Words that tell a photo credit from one for the text.
pub(super) const PHOTO_WORDS: &[&str] = &[
    "photo", "foto", "fotó", "bild", "image", "picture", "getty", "crédit", "фото", "fot.", "صورة", "写真", "图",
    "사진", "video",
];

/// Agencies named in a caption: who made the picture.
fn photo(span: Span, found: &mut Found<'_>) {
    let text = span.of(found.text);
    let tail = ceil(text, text.len().saturating_sub(LONGEST_PHOTO_CREDIT));
    let mut from = tail;
    for word in text[tail..].split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        let at = from;
        from = at + word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let Some(agency) = agencies::by_tag(word) else { continue };
        let begin = span.begin as usize + at;
        // "AP" and its like are in capitals in a photo credit.
        if !AGENCIES[agency].ambiguous || word.chars().all(char::is_uppercase) {
            found.add(agency, Span::new(begin, begin + word.len()), CreditKind::Photo);
        }
    }
}

/// Photo credits stand within this many bytes of a caption's end.
const LONGEST_PHOTO_CREDIT: usize = 120;

/// Long and short names anywhere in a span that is a credit already.
pub(super) fn named(span: Span, kind: CreditKind, found: &mut Found<'_>) {
    for (agency, inside) in names_in(span.of(found.text)) {
        let begin = span.begin as usize;
        found.add(agency, Span::new(begin + inside.begin as usize, begin + inside.end as usize), kind);
    }
}

/// Long and short names in a text, with where they stand in it.
pub(super) fn names_in(text: &str) -> Vec<(AgencyIndex, Span)> {
    let matches = NAMES.automaton.find_iter(text).filter(|m| is_word(text, m.start(), m.end()));
    matches.map(|m| (NAMES.owner[m.pattern().as_usize()], Span::new(m.start(), m.end()))).collect()
}

/// An outlet's app named in a call for it.
fn app_call(span: Span, found: &mut Found<'_>) {
    let text = span.of(found.text);
    let upper = text.to_uppercase();
    let mut best: Option<(AgencyIndex, usize)> = None;
    for (n, entry) in AGENCIES.iter().enumerate() {
        for app in entry.apps {
            let there = upper.match_indices(app).any(|(at, _)| is_word(&upper, at, at + app.len()));
            if there && best.is_none_or(|(_, len)| app.len() > len) {
                best = Some((n, app.len()));
            }
        }
    }
    if let Some((agency, _)) = best {
        found.add(agency, span, CreditKind::AppCall);
    }
}

/// Longest bracket that is read, in bytes.
const LONGEST_BRACKET: usize = 120;

/// Tags in brackets outside residue: "(dpa)" between two paragraphs' sentences.
fn in_brackets(residue: &[Residue], found: &mut Found<'_>) {
    let text = found.text;
    let mut at = 0;
    while let Some(n) = text[at..].find('(') {
        let open = at + n;
        at = open + 1;
        let high = floor(text, (at + LONGEST_BRACKET).min(text.len()));
        let Some(len) = text[at..high].find([')', '(', '\n']) else {
            continue;
        };
        if !text[at + len..].starts_with(')') {
            continue;
        }
        let span = Span::new(open, at + len + 1);
        let Some(list) = agencies::tag_list(&text[at..at + len]) else {
            continue;
        };
        if residue.iter().any(|r| r.span.overlaps(span)) || list.others > 1 {
            continue;
        }
        let placed = list.said || is_tag_place(text, open, at + len + 1);
        for agency in list.agencies.iter().copied() {
            if placed && (!AGENCIES[agency].ambiguous || list.said || list.agencies.len() > 1) {
                found.add(agency, span, CreditKind::Tag);
            }
        }
    }
}

/// A tag stands between sentences: after a stop, or at the begin or end of a line.
fn is_tag_place(text: &str, open: usize, close: usize) -> bool {
    let before = text[floor(text, open.saturating_sub(8))..open].trim_end_matches([' ', '\u{a0}']);
    let after = text[close..].trim_start_matches(['.', ' ', '\u{a0}']);
    let ends = after.is_empty() || after.starts_with('\n');
    ends || before.ends_with(['.', '!', '?', '"', '“', '”', '»', '\n', '…']) || before.is_empty()
}

/// Names of agencies in the article: the one that was spoken to or is cited.
fn in_prose(residue: &[Residue], found: &mut Found<'_>) {
    let text = found.text;
    let mut r = 0;
    let mut hits = Vec::new();
    for m in NAMES.automaton.find_iter(text) {
        let span = Span::new(m.start(), m.end());
        while r < residue.len() && residue[r].span.end <= span.begin {
            r += 1;
        }
        if residue.get(r).is_some_and(|r| r.span.overlaps(span)) || !is_word(text, m.start(), m.end()) {
            continue;
        }
        hits.push((NAMES.owner[m.pattern().as_usize()], span));
    }
    for (agency, span) in hits {
        let kind = if is_contribution(text, span) { CreditKind::Closing } else { CreditKind::ToldTo };
        found.add(agency, span, kind);
    }
}

/// "The Associated Press contributed to this report".
fn is_contribution(text: &str, name: Span) -> bool {
    let after = &text[name.end as usize..floor(text, (name.end as usize + 80).min(text.len()))];
    let sentence = after.split(". ").next().unwrap_or("");
    sentence.contains("contributed to this")
        || sentence.contains("trug zu diesem")
        || sentence.contains("contribuyó a est")
        || sentence.contains("a contribué à cet")
}

/// Names looked for in prose, with the agency of each.
struct Names {
    automaton: AhoCorasick,
    owner: Vec<AgencyIndex>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut owner = Vec::new();
    for (n, entry) in AGENCIES.iter().enumerate() {
        let tags = entry.tags.iter().filter(|t| !entry.ambiguous && t.chars().count() >= 2 && !t.contains(['/', '(']));
        for pattern in entry.names.iter().chain(tags) {
            patterns.push(*pattern);
            owner.push(n);
        }
    }
    let automaton =
        AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).match_kind(MatchKind::LeftmostLongest).build(&patterns);
    Names { automaton: automaton.expect("a fixed list of short names builds"), owner }
});

/// No letter or digit touches the range; scripts without blanks between words always pass.
fn is_word(text: &str, begin: usize, end: usize) -> bool {
    let inside = |c: char| c.is_alphanumeric() && c < '\u{2e80}';
    !text[..begin].ends_with(inside) && !text[end..].starts_with(inside)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
