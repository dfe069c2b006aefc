//! Rows of figures: which figures of a story speak of the same thing?
//!
//! Copies first: figures at the same place of the same sentence are one. What is left is compared where it shares a key: same unit
//! and same thing counted, same unit and same value, or (inside an origin) the same rare word. A pair scores by what is counted,
//! what befell it, the words around, and the value; the best pairs join. Two different values of one document never stand in one
//! row, because a document that gives two numbers speaks of two things.

use super::groups::{join, pairs};
use super::terms::{Known, Terms, class, common, dice, terms};
use super::{Place, row, verdict};
use crate::StoryView;
use std::collections::BTreeMap;
use vorlage_model::{ClaimKind, DocumentIndex, Figure, Lang, LedgerRow, Reading, Span};
use vorlage_text::hash64;
use vorlage_text::numerals::units::Class;

/// Score above which a pair may join, in thousandths of the scale below.
const JOINS: f64 = 0.5;
/// Two sentences of one origin with so many common words (Dice) are one sentence in two states.
const SAME_SENTENCE: f64 = 0.5;
/// The same where it is not known what is counted.
const UNTOUCHED: f64 = 0.8;
/// Counts of one thing hardly lie further apart than this factor: tolls and crowds are revised by two or three, not by twenty.
const FAR: f64 = 20.0;
/// Share of common words around (Dice) that makes two contexts alike in one language; across languages few words are cognates.
const ALIKE: f64 = 0.25;
/// The same across languages.
const ALIKE_ACROSS: f64 = 0.12;
/// Words of a label.
const LABEL_WORDS: usize = 8;

/// One figure of one document, or several copies of it.
struct Mention<'a> {
    /// Every place where it stands, documents ascending.
    places: Vec<(DocumentIndex, usize)>,
    figure: &'a Figure,
    terms: Terms,
    origin: usize,
    lang: Option<Lang>,
}

/// The rows of figures of a story.
pub(super) fn rows(story: &StoryView<'_>, places: &[Place]) -> Vec<LedgerRow> {
    let mentions = mentions(story, places);
    let keys: Vec<Vec<u64>> = mentions.iter().map(keys).collect();
    let scored: Vec<(u32, usize, usize)> = pairs(&keys)
        .into_iter()
        .filter_map(|(a, b)| {
            let score = score(&mentions[a], &mentions[b])?;
            Some(((score * 1000.0) as u32, a, b))
        })
        .collect();
    let groups = join(mentions.len(), scored, |a, b| clash(&mentions, a, b));
    groups.iter().map(|group| figure_row(story, places, &mentions, group)).collect()
}

/// All figures of the story; copies at the same place of one sentence with one value are one mention.
fn mentions<'a>(story: &StoryView<'a>, places: &[Place]) -> Vec<Mention<'a>> {
    let mut known = Known::default();
    let mut out: Vec<Mention<'a>> = Vec::new();
    let mut seen: BTreeMap<(usize, u64, u64), usize> = BTreeMap::new();
    for &document in story.documents {
        let subject = story.subjects[document];
        let origin = places[document].origin;
        for (n, terms) in terms(subject, &mut known).into_iter().enumerate() {
            let figure = &subject.analysis.figures[n];
            if is_trivial(figure, &terms) {
                continue;
            }
            let place = (origin, terms.place, figure.value.to_bits());
            match seen.get(&place) {
                Some(&at) => out[at].places.push((document, n)),
                None => {
                    seen.insert(place, out.len());
                    out.push(Mention {
                        places: vec![(document, n)],
                        figure,
                        terms,
                        origin,
                        lang: subject.analysis.lang,
                    });
                }
            }
        }
    }
    out
}

/// "One bridge" says little that another document could deny.
fn is_trivial(figure: &Figure, terms: &Terms) -> bool {
    figure.value == 1.0 && figure.hedge.is_none() && !terms.measured
}

/// Keys under which mentions are compared.
fn keys(mention: &Mention<'_>) -> Vec<u64> {
    let t = &mention.terms;
    let mut keys = vec![mix(&[1, t.unit, mention.figure.value.to_bits()])];
    if t.head != 0 {
        keys.extend(t.of.iter().map(|&k| mix(&[2, t.unit, t.head, k])));
        keys.push(mix(&[3, t.unit, t.head, t.role]));
    }
    if t.measured {
        keys.extend(t.of.iter().map(|&k| mix(&[4, t.unit, k])));
    }
    let own = t.sentence.iter().min_by_key(|&&k| k);
    keys.extend(own.map(|&k| mix(&[5, t.unit, mention.origin as u64, k])));
    keys.extend(t.around.iter().take(6).map(|&k| mix(&[6, t.unit, mention.origin as u64, k])));
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn mix(parts: &[u64]) -> u64 {
    let bytes: Vec<u8> = parts.iter().flat_map(|p| p.to_le_bytes()).collect();
    hash64(&bytes)
}

/// How surely two mentions speak of one thing, 0..2; `None` where they do not.
fn score(a: &Mention<'_>, b: &Mention<'_>) -> Option<f64> {
    if a.terms.unit != b.terms.unit {
        return None;
    }
    let value = same_value(a.figure, b.figure);
    if a.origin == b.origin {
        let known = a.terms.measured || a.terms.head != 0 && b.terms.head != 0;
        let state = dice(&a.terms.sentence, &b.terms.sentence);
        if state >= SAME_SENTENCE && (value || same_thing(a, b) && (known || state >= UNTOUCHED)) {
            return Some(1.0 + state);
        }
    }
    let score = if a.terms.measured { measures(a, b, value) } else { counts(a, b, value) };
    (score >= JOINS).then_some(score)
}

/// The same head, or none known on one side.
fn same_thing(a: &Mention<'_>, b: &Mention<'_>) -> bool {
    a.terms.measured || a.terms.head == b.terms.head || a.terms.head == 0 || b.terms.head == 0
}

fn same_value(a: &Figure, b: &Figure) -> bool {
    (a.value - b.value).abs() <= 1e-9 * a.value.abs().max(b.value.abs()).max(1.0)
}

/// How alike two contexts are: 1 at the threshold of their languages.
fn context(a: &Mention<'_>, b: &Mention<'_>) -> f64 {
    let threshold = if a.lang == b.lang { ALIKE } else { ALIKE_ACROSS };
    (dice(&a.terms.around, &b.terms.around) / threshold).min(2.0)
}

/// Share of the smaller phrase's words that the other has; `None` where one has no words but the head.
fn phrases(a: &Mention<'_>, b: &Mention<'_>) -> Option<f64> {
    let smaller = a.terms.of.len().min(b.terms.of.len());
    (smaller > 0).then(|| common(&a.terms.of, &b.terms.of) as f64 / smaller as f64)
}

/// Counts: one thing counted, of one kind, with one fate.
fn counts(a: &Mention<'_>, b: &Mention<'_>, value: bool) -> f64 {
    let context = context(a, b);
    if a.terms.head != b.terms.head || a.terms.head == 0 {
        let headless = a.terms.head == 0 || b.terms.head == 0;
        return if value && (headless && context >= 1.0 || context >= 1.6) { 0.5 } else { 0.0 };
    }
    let fates = (a.terms.role, b.terms.role);
    if fates.0 != 0 && fates.1 != 0 && fates.0 != fates.1 {
        return 0.0;
    }
    let one_fate = fates.0 != 0 && fates.0 == fates.1 && is_living(a.terms.head);
    if !value {
        return other_value(a, b, context, one_fate);
    }
    match phrases(a, b) {
        Some(share) if share < 0.5 && context < 1.0 => 0.0,
        Some(share) => 0.5 + 0.3 * share + 0.15 * context,
        None => 0.5 + if one_fate { 0.2 } else { 0.0 } + 0.15 * context,
    }
}

/// Two counts of one noun with other values: one thing only if the phrase is narrow (two words of it shared), or a word of it, the
/// fate of people, or hardly anything is shared but the words around are alike.
fn other_value(a: &Mention<'_>, b: &Mention<'_>, context: f64, one_fate: bool) -> f64 {
    if far(a.figure, b.figure) || !(is_read(a.lang) && is_read(b.lang)) {
        return 0.0;
    }
    let both = common(&a.terms.of, &b.terms.of);
    let share = phrases(a, b);
    let named = share.is_some_and(|s| s >= 0.5);
    let needed = match (share, one_fate) {
        (Some(s), _) if s < 0.5 => return 0.0,
        _ if named && (both >= 2 || is_living(a.terms.head) && large(a.figure, b.figure)) => 0.0,
        _ if named => 0.8,
        (_, true) if !small(a.figure, b.figure) => 0.6,
        _ => 1.6,
    };
    if context < needed { 0.0 } else { 0.5 + 0.1 * both.min(3) as f64 + 0.1 * context }
}

/// Languages whose nouns and scales are read; of others a value alone is compared.
fn is_read(lang: Option<Lang>) -> bool {
    lang.is_none_or(|l| [Lang::EN, Lang::DE, Lang::FR, Lang::ES].contains(&l))
}

/// People, whose fate says which of them are counted.
fn is_living(head: u64) -> bool {
    const LIVING: &[&str] = &[
        "person", "man", "woman", "soldier", "child", "police", "migrant", "prisoner", "worker", "protester",
        "patient", "student",
    ];
    LIVING.iter().any(|name| super::concepts::key(name) == head)
}

/// Shares, money, times: what they are of must be named alike; other values need a like context as well.
fn measures(a: &Mention<'_>, b: &Mention<'_>, value: bool) -> f64 {
    let context = context(a, b);
    let phrase = phrases(a, b).unwrap_or(0.0);
    let time = class(a.figure) == Some(Class::Time) || a.figure.unit.as_deref() == Some("year of age");
    if value {
        let plain = if time { 0.1 } else { 0.3 };
        return plain + 0.3 * phrase + 0.25 * context;
    }
    let alike = context >= 1.8 && phrase >= 0.5 && !time && !far(a.figure, b.figure);
    if alike { 0.3 + 0.2 * phrase + 0.1 * context } else { 0.0 }
}

/// Tells whether two values are too far apart for one thing counted twice.
fn far(a: &Figure, b: &Figure) -> bool {
    let (low, high) = (a.value.abs().min(b.value.abs()), a.value.abs().max(b.value.abs()));
    low <= 0.0 || high / low > FAR
}

/// From here on a count of a named people ("russische Soldaten") is hardly one of several in a story.
const LARGE: f64 = 100.0;

fn large(a: &Figure, b: &Figure) -> bool {
    a.value.abs().min(b.value.abs()) >= LARGE
}

/// Small unhedged numbers ("two people") are counted of many things.
fn small(a: &Figure, b: &Figure) -> bool {
    a.value.abs().min(b.value.abs()) < 3.0
}

/// Two groups may not meet if a document would give two values, or one value would differ from many.
fn clash(mentions: &[Mention<'_>], a: &[usize], b: &[usize]) -> bool {
    let values = |group: &[usize]| -> BTreeMap<DocumentIndex, u64> {
        let all = group
            .iter()
            .flat_map(|&m| mentions[m].places.iter().map(move |&(d, _)| (d, mentions[m].figure.value.to_bits())));
        all.collect()
    };
    let (a, b) = (values(a), values(b));
    b.iter().any(|(document, value)| a.get(document).is_some_and(|v| v != value))
}

fn figure_row(story: &StoryView<'_>, places: &[Place], mentions: &[Mention<'_>], group: &[usize]) -> LedgerRow {
    let mut readings: Vec<Reading> = Vec::new();
    for &m in group {
        readings.extend(mentions[m].places.iter().map(|&(document, n)| reading(story, places, document, n)));
    }
    readings.sort_by_key(|r| (r.origin, r.document, r.span));
    let label = label(story, &readings);
    let mut row = row(ClaimKind::Figure, label, vorlage_model::Verdict::NotMeasured, readings);
    super::mark_independent(&mut row, places);
    row.verdict = verdict::of_figures(&row.readings);
    row
}

fn reading(story: &StoryView<'_>, places: &[Place], document: DocumentIndex, n: usize) -> Reading {
    let figure = &story.subjects[document].analysis.figures[n];
    Reading {
        document,
        origin: places[document].origin,
        span: figure.span,
        value: Some(figure.value),
        low: figure.low,
        high: figure.high,
        hedge: figure.hedge,
        unit: figure.unit.clone(),
        speaker: None,
        direct: None,
        attributed_to: figure.attributed_to.map(|a| a.span),
        independent: false,
    }
}

/// What the row is about: the commonest phrase for what is counted, the earliest of equals; its unit where it is a measure.
fn label(story: &StoryView<'_>, readings: &[Reading]) -> String {
    let mut phrases: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (n, reading) in readings.iter().enumerate() {
        let subject = story.subjects[reading.document];
        let figure = subject.analysis.figures.iter().find(|f| f.span == reading.span);
        let of = figure.and_then(|f| f.of).map(|of| of.of(&subject.document.text));
        if let Some(of) = of {
            let entry = phrases.entry(of).or_insert((0, n));
            entry.0 += 1;
        }
    }
    let best = phrases.iter().min_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first)).map(|(&of, _)| of);
    let unit = readings.first().and_then(|r| r.unit.as_deref());
    let measure = unit.filter(|u| *u == "year of age" || vorlage_text::numerals::units::class_of(u).is_some());
    match (measure, best) {
        (Some(unit), Some(of)) => format!("{unit}: {}", shortened(of)),
        (None, Some(of)) => shortened(of),
        (unit, None) => {
            let words = readings
                .first()
                .map(|r| following(&story.subjects[r.document].document.text, r.span))
                .unwrap_or_default();
            [unit.unwrap_or_default(), &words].join(" ").trim().to_owned()
        }
    }
}

fn shortened(words: &str) -> String {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    words.split_whitespace().take(LABEL_WORDS).collect::<Vec<_>>().join(" ")
}

/// The words after a figure up to the end of the line.
fn following(text: &str, span: Span) -> String {
    let rest = text.get(span.end as usize..).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    let clause = line.split([',', ';', '.', '"', '”', '“', ')', '(']).next().unwrap_or("");
    shortened(clause)
}
